"""Sweeps: designs, indices against functions with a known answer, factors, stopping and going on."""

import json
from math import pi, prod

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.design import indices, points
from scorelab.experiment.factors import Factor, assumed, named, settings_of
from scorelab.experiment.pictures_bands import MEANINGS
from scorelab.experiment.structure import HOW, variations
from scorelab.experiment.sweep import OWN_WORLDS, sweep
from scorelab.experiment.swept import OF_FORMS
from scorelab.scenario.forms import FORMS
from scorelab.scenario.load import load
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST = "court-list-2023"
VARIED = ("court.pays_per_year=0.1:2", "court.listed=0.2:0.9")


def unit_factors(count, low=-pi, high=pi):
    return [Factor(f"x{place}", low, high, False, None) for place in range(count)]


def ishigami(x, a=7.0, b=0.1):
    """Ishigami and Homma (1990)."""
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_sobols_indices_are_those_of_a_function_with_a_known_answer():
    pytest.importorskip("SALib")
    factors = unit_factors(3)
    table = points("sobol", factors, 2048, 1)
    assert len(table) == 2048 * 5
    found = indices("sobol", factors, table, ishigami(table), 1)
    assert found["first"] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found["total"] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)


def test_a_grids_indices_are_exact():
    factors = unit_factors(2, 0, 1)
    table = points("grid", factors, 5, 1)
    assert len(table) == 25
    added = indices("grid", factors, table, 3 * table[:, 0] + 4 * table[:, 1], 1)
    assert added["first"] == pytest.approx([9 / 25, 16 / 25])
    assert added["total"] == pytest.approx(added["first"])
    around = table - 0.5
    multiplied = indices("grid", factors, table, around[:, 0] * around[:, 1], 1)
    assert multiplied["first"] == pytest.approx([0, 0], abs=1e-12)
    assert multiplied["total"] == pytest.approx([1, 1])


def test_morris_and_latin_hypercubes_put_factors_in_order():
    pytest.importorskip("SALib")
    factors = unit_factors(3, 0, 1)
    for design, samples, index in (("morris", 10, "mu_star"), ("lhs", 200, "first")):
        table = points(design, factors, samples, 3)
        found = indices(design, factors, table, 5 * table[:, 1] + table[:, 2], 3)[index]
        assert found[1] > found[2] > found[0] - 0.15
    assert indices("morris", factors, t := points("morris", factors, 10, 3), 5 * t[:, 1], 3)["mu_star"] == (
        pytest.approx([0, 5, 0])
    )


def test_what_never_moves_matters_to_nobody():
    factors = unit_factors(2)
    table = points("grid", factors, 3, 1)
    assert indices("grid", factors, table, np.ones(9), 1) == {"first": [0.0, 0.0], "total": [0.0, 0.0]}


def test_exactly_the_assumed_single_numbers_are_varied():
    scenario = load(LIST)
    factors, left_out = assumed(scenario, "court")
    keys = {factor.key for factor in factors}
    for key in keys:
        parameter = getattr(scenario.court, key.removeprefix("court."))
        assert parameter.assumed is not None
        assert isinstance(parameter.value, int | float)
        factor = next(factor for factor in factors if factor.key == key)
        assert (factor.low, factor.high) == parameter.assumed.range
    assert keys.isdisjoint(left_out)
    assert left_out["court.late_days"] == "a range of days"
    expected = {
        f"court.{name}"
        for name in type(scenario.court).model_fields
        if getattr(getattr(scenario.court, name), "assumed", None) is not None
    }
    assert keys | {key for key in left_out if key in expected} == expected


BILLS = "incidents.bill_missed"


def test_a_rate_may_rise_over_its_bound_and_the_bound_rises_with_it():
    scenario = load(LIST)
    factors = named(scenario, [f"{BILLS}.per_year"])
    settings = settings_of(scenario, factors, {f"{BILLS}.per_year": factors[0].high})
    assert settings[f"{BILLS}.bound_per_year"] > scenario.incidents[0].bound_per_year.value
    assert load(LIST, settings).incidents[0].per_year.value == factors[0].high
    with pytest.raises(InputError, match="bound_per_year"):
        load(LIST, {f"{BILLS}.per_year": factors[0].high})


def test_a_raised_bound_moves_nothing():
    scenario = load(LIST, TROUBLED, **SMALL)
    own = scenario.incidents[0].per_year.value
    settings = settings_of(scenario, named(scenario, [f"{BILLS}.per_year"]), {f"{BILLS}.per_year": own})
    assert f"{BILLS}.bound_per_year" in settings
    plain = scorelab.run(LIST, set=TROUBLED, **SMALL)
    raised = scorelab.run(LIST, set=TROUBLED | settings, **SMALL)
    assert raised.digest == plain.digest


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"vary": ["doors.flight.says=0:1"]}, "not numeric"),
        ({"vary": ["mechanisms.redress=0:1"]}, "not numeric"),
        ({"vary": ["safeguards.reasons.in_law=0:1"]}, "not numeric"),
        ({"vary": ["court.late_days=1:9"]}, "range of days, which is not numeric"),
        ({"vary": ["court.listedd=0:1"]}, "did you mean 'listed'"),
        ({"vary": ["court.listed=1:0"]}, "the lower first"),
        ({"vary": ["court.listed=0:7"]}, "from 0 to 1"),
        ({"vary": ["court.listed=much"]}, "LOW:HIGH"),
        ({"vary": ["court.pays_in_time=0:0.9", "court.pays_late=0:0.9"]}, "at most 1 together"),
        ({"vary": ["court.listed=0:1", "court.listed"]}, "twice"),
        ({"assumed_in": ["love"]}, "--assumed"),
        ({"vary": ["court.listed"], "design": "random"}, "--design"),
        ({"vary": ["court.listed"], "samples": 3}, "a power of two"),
        ({"vary": ["court.listed"], "samples": 1}, "--samples"),
        ({"vary": ["court.listed"], "design": "grid", "samples": 10**7}, "--samples"),
        ({"vary": ["court.listed"], "replicates": 0}, "--replicates"),
        ({"vary": ["court.listed"], "measures": ["joy"]}, "--measure"),
        ({"vary": ["court.listed"], "forms": "some"}, "--forms"),
    ],
)
def test_bad_input_is_refused(options, told, small):
    with pytest.raises(InputError) as caught:
        sweep(LIST, **options, **small)
    assert told in str(caught.value)


@pytest.fixture(scope="module")
def swept(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("swept") / "it"
    return sweep(LIST, vary=VARIED, design="grid", samples=2, replicates=1, out=out, **small), out


def test_a_point_is_the_run_with_its_numbers(swept):
    found, _ = swept
    row = found.worlds.filter(pl.col("point") == 2).row(0, named=True)
    settings = {key: row[key] for key in ("court.pays_per_year", "court.listed")}
    assert settings == {"court.pays_per_year": 2, "court.listed": 0.2}
    run = scorelab.run(LIST, set=TROUBLED | settings, **SMALL)
    for name, value in run.measures.items():
        assert row[f"measure.{name}"] == value
    own = found.worlds.filter(pl.col("point") == -1).row(0, named=True)
    plain = scorelab.run(LIST, set=TROUBLED, **SMALL)
    assert own["measure.refusals"] == plain.measures["refusals"]


def test_the_result_is_one_table_with_a_manifest_that_says_that_it_is_synthetic(swept):
    found, out = swept
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "scenario.yaml", "worlds.parquet"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"]
    assert "Synthetic" in manifest["notice"]
    assert pq.read_schema(out / "worlds.parquet").metadata[b"synthetic"] == b"true"
    assert pl.read_parquet(out / "worlds.parquet").height == found.worlds.height == 4 + 9 + OWN_WORLDS


def test_bands_are_kept_apart(swept):
    found, _ = swept
    bands = found.bands("refusals")
    own = found.worlds.filter(pl.col("point") == -1)["measure.refusals"]
    assert bands.seeds == (own.min(), own.max())
    assert bands.parameters[0] <= np.median(found.values("refusals")) <= bands.parameters[1]


def test_the_band_of_structure_is_that_of_the_other_forms(swept):
    found, _ = swept
    assert {variation.name for variation in found.forms} == {
        f"{mechanism}={form}" for mechanism, forms in FORMS.items() for form in list(forms)[1:]
    }
    form = "hazards=additive"
    lived = found.worlds.filter(pl.col("forms") == form)
    run = scorelab.run(LIST, set=TROUBLED | {"forms.hazards": "additive"}, **SMALL)
    assert lived["seed"].to_list() == [SMALL["seed"]]
    assert lived["measure.refusals"].item() == run.measures["refusals"]
    bands = found.bands("refusals")
    own = found.worlds.filter((pl.col("point") == -1) & (pl.col("seed") == SMALL["seed"]))
    difference = run.measures["refusals"] - own["measure.refusals"].item()
    assert found.structure("refusals")[form] == pytest.approx(bands.own + difference)
    assert bands.structure[0] <= bands.own <= bands.structure[1]
    # What no scheme holds is deterred by none: such forms change nothing here.
    assert found.structure("refusals")["deterrence=backlash"] == pytest.approx(bands.own)


def test_forms_are_tried_alone_together_or_not_at_all():
    scenario = load(LIST)
    combinations = prod(map(len, FORMS.values()))
    assert {how: len(variations(scenario, how)[0]) for how in HOW} == {
        "each": sum(map(len, FORMS.values())) - len(FORMS),
        "all": combinations - 1,
        "none": 0,
    }
    found, _ = variations(scenario, "hazards")
    assert [variation.name for variation in found] == ["hazards=additive", "hazards=threshold"]
    tight = load("as-reported-2018", {"incidents.nuisance.bound_per_year": 0.55})
    found, refused = variations(tight, "each")
    assert "deterrence=backlash" not in {variation.name for variation in found}
    assert "bound_per_year" in refused["deterrence=backlash"]


def test_a_sweep_that_was_stopped_goes_on_where_it_was(swept, small, tmp_path):
    found, _ = swept

    class Stop(Exception):
        pass

    def stop(step, done, of):
        if done == 7:
            raise Stop

    grid = {"vary": VARIED, "design": "grid", "samples": 2, "replicates": 1, "forms": "none"}
    options = grid | {"out": tmp_path / "stopped"}
    with pytest.raises(Stop):
        sweep(LIST, **options, progress=stop, **small)
    told = []
    again = sweep(LIST, **options, progress=lambda *step: told.append(step[1]), **small)
    assert told[0] == 8
    assert again.worlds.equals(found.worlds.filter(pl.col("point") != OF_FORMS))
    assert again.bands("refusals").structure is None
    assert again.to_json()["structure"] == "not varied"
    assert "structure not varied" in str(again)
    with pytest.raises(InputError, match="holds another experiment"):
        sweep(LIST, **(options | {"samples": 3}), **small)


def test_what_a_sweep_shows(swept, tmp_path):
    found, _ = swept
    assert "Total order" in str(found)
    assert "structure" in str(found)
    assert {"measure", "parameter", "first", "total"} <= set(found.to_frame().columns)
    json.dumps(found.to_json(), allow_nan=False)
    found.plot("refusals").save(tmp_path / "sweep.html")
    page = (tmp_path / "sweep.html").read_text(encoding="utf-8")
    assert "court.pays_per_year" in page
    assert "Synthetic" in page
    found.plot().save(tmp_path / "bands.html")
    page = (tmp_path / "bands.html").read_text(encoding="utf-8")
    assert all(words in page for words in (*MEANINGS, "tie_dropping=solidarity", "Synthetic"))
    assert found.to_json()["measures"]["refusals"]["structure"] == list(found.bands("refusals").structure)
