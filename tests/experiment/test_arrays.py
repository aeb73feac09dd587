"""Results as labelled arrays, and as pictures."""

import sys

import numpy as np
import polars as pl
import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.arrays import dataset
from scorelab.report.picture import Picture

LIST = "court-list-2023"
FRAME = pl.DataFrame(
    {
        "measure": ["b", "b", "a"],
        "place": [1, 2, 2],
        "unit": ["days", "days", "share"],
        "value": [1.5, None, 3.0],
        "sure": [True, False, True],
    }
)


def test_a_table_becomes_arrays_over_its_labels():
    pytest.importorskip("xarray")
    found = dataset(FRAME, ("measure", "place"), {"scenario": "s"}, {"unit": "measure"})
    assert dict(found.sizes) == {"measure": 2, "place": 2}
    assert found["measure"].values.tolist() == ["b", "a"]
    assert found["unit"].sel(measure="a").item() == "share"
    assert found["value"].sel(measure="b", place=1).item() == 1.5
    assert np.isnan(found["value"].sel(measure="b", place=2).item())
    assert np.isnan(found["value"].sel(measure="a", place=1).item())
    assert found["sure"].sel(measure="a", place=2).item() == 1
    assert found.attrs["scenario"] == "s"
    assert "ynthetic" in found.attrs["notice"]


def test_who_lacks_xarray_is_told_which_extra_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(InputError, match=r"scorelab\[arrays\]"):
        dataset(FRAME, ("measure", "place"), {})


@pytest.fixture(scope="module")
def compared(small):
    return scorelab.compare(LIST, safeguards=["no_publicity"], replicates=2, **small)


@pytest.fixture(scope="module")
def swept(small):
    return scorelab.sweep(
        LIST, vary=["court.listed=0.2:0.9"], design="grid", samples=2, replicates=1, **small
    )


def test_every_result_is_a_polars_table_and_a_picture(compared, swept):
    for found in (compared, swept):
        assert isinstance(found.to_frame(), pl.DataFrame)
        assert isinstance(found.plot(), Picture)


def test_a_comparison_holds_its_estimates_and_its_worlds(compared):
    pytest.importorskip("xarray")
    found = compared.to_xarray()
    for row in compared.to_frame().iter_rows(named=True):
        at = {"variant": row["variant"], "measure": row["measure"]}
        for name in ("base", "other", "difference", "low", "high"):
            value = np.nan if row[name] is None else row[name]
            np.testing.assert_equal(found[name].sel(at).item(), value)
    assert found.sizes["seed"] == 2
    worlds = found.sel(measure="refusals", variant=compared.variants[0].name)
    assert worlds["world"].mean().item() == pytest.approx(worlds["other"].item())
    assert worlds["base_world"].mean().item() == pytest.approx(worlds["base"].item())


def test_a_sweep_holds_its_points(swept):
    pytest.importorskip("xarray")
    found = swept.to_xarray()
    assert found["number"].sel(parameter="court.listed").values == pytest.approx(swept.points[:, 0])
    assert found["value"].sel(measure=swept.headline).values == pytest.approx(swept.values(swept.headline))
    assert found["first"].sizes == {"measure": len(swept.measures), "parameter": 1}


def test_an_attribution_holds_its_shares(small):
    pytest.importorskip("xarray")
    attributed = scorelab.attribute(LIST, mechanisms=["redress", "stale_copies"], replicates=2, **small)
    assert isinstance(attributed.plot(), Picture)
    found = attributed.to_xarray()
    name = attributed.headline
    for mechanism in attributed.mechanisms:
        share = found["share"].sel(measure=name, mechanism=mechanism).item()
        assert share == attributed.shares[name][mechanism].mean
