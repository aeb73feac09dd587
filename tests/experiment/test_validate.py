"""Validation: every figure with its verdict, and what the command prints."""

import json
import math
from itertools import combinations

import polars as pl
import pytest
from scipy.stats import t as student

from scorelab.cli import app
from scorelab.errors import InputError
from scorelab.experiment.studies import STUDIES
from scorelab.experiment.validate import validate
from scorelab.experiment.validation_work import in_unit, kind_of, planned, refuse_picture_of
from scorelab.published.figures import PREDICTED, published
from tests.cli.conftest import TROUBLED

LIST = "court-list-2023"
FEW = {"people": 1500, "days": 40, "seed": 3, "set": TROUBLED | {"time.opening_years": 10}, "workers": 1}


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("validated") / "one"
    return validate(LIST, replicates=3, out=folder, **FEW)


def test_every_figure_has_its_interval_and_verdict(validated):
    printed = validated.to_json()
    json.dumps(printed, allow_nan=False)
    names = {row["name"] for row in printed["figures"]}
    assert names | set(printed["left_out"]) == set(published())
    assert not names & set(printed["left_out"])
    assert printed["left_out"]["sleep"]
    worlds = pl.read_parquet(validated.folder / "worlds.parquet")
    for row in printed["figures"]:
        assert row.keys() >= {"name", "published", "source", "tier", "ours", "class", "holds"}
        known = in_unit(published()[row["name"]])
        kind = worlds.filter(pl.col("world").str.starts_with(f"{kind_of(known)}:"))
        assert kind.height == 3
        values = kind[f"measure.{known.statistic}"].drop_nulls()
        if len(values) < 2:
            assert row["ours"]["mean"] is None
            assert row["holds"] is None
            continue
        half = student.ppf(0.975, len(values) - 1) * values.std() / math.sqrt(len(values))
        assert row["ours"]["mean"] == pytest.approx(values.mean())
        assert row["ours"]["high"] == pytest.approx(values.mean() + half, abs=1e-9)
        assert row["holds"] is known.holds(row["ours"]["low"], row["ours"]["high"])
        assert row["class"] == known.role


def test_headlines_count_predicted_figures_only(validated):
    predicted = [one for one in validated.held if one.figure.role == PREDICTED]
    hold = sum(one.holds is True for one in predicted)
    assert validated.headline.startswith(f"{hold} of {len(predicted)} predicted figures hold")
    told = str(validated)
    assert f"{validated.headline}." in told
    for one in validated.held:
        assert f"{one.title}, {one.figure.unit}\n" in told
        assert one.figure.source.split(":")[0] in " ".join(told.split())


def test_what_is_set_for_a_figure_is_set_in_its_worlds(validated):
    rows = {one.figure.name: one for one in validated.held}
    own, even = rows["air_tickets_refused_2018"].ours, rows["air_tickets_at_everybodys_rate"].ours
    assert even.mean < 0.5 * own.mean


def test_one_row_a_figure_is_drawn(validated):
    drawn = validated.plot()
    svg = drawn.svg()
    for one in validated.held:
        assert one.title in svg
        assert one.title in drawn.html()
    assert "Synthetic" in svg


def test_a_validation_that_was_stopped_goes_on(validated):
    told = []
    again = validate(LIST, replicates=3, out=validated.folder, tell=told.append, **FEW)
    assert again.to_json() == validated.to_json()
    assert told == ["all 12 worlds are there already"]


def test_the_command_prints_the_same(validated, capsys):
    options = [part for key, value in FEW["set"].items() for part in ("--set", f"{key}={value}")]
    for name in ("people", "days", "seed", "workers"):
        options += [f"--{name}", str(FEW[name])]
    arguments = ["validate", LIST, "--replicates", "3", "--out", str(validated.folder), "--json"]
    app([*arguments, *options], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == validated.to_json()


ROW = (
    "figures:\n  - {name: mine, statistic: exits, value: 1, spread: 1, unit: u, year: 2020, source: me, "
    "tier: C, role: predicted}\n"
)


def test_figures_of_ones_own_stand_beside_the_others(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(ROW, encoding="utf-8")
    work = planned(LIST, file, False, 300, 30, None, {}, 2)
    assert {"mine", "exits_2025"} <= {one.name for one in work.figures}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (", source: me", "", "figures.mine.source: found nothing"),
        ("source: me", "source: ' '", "an empty text"),
        ("statistic: exits", "statistic: happiness", "'happiness'"),
        ("name: mine", "name: mean_stay", "does not have yet"),
        ("role: predicted", "role: guessed", "'echoed', 'fitted' or 'predicted'"),
    ],
)
def test_a_bad_figure_is_refused_in_one_line(tmp_path, old, new, words):
    file = tmp_path / "mine.yaml"
    file.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=words) as refused:
        validate(LIST, figures=file, people=300, days=30)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("scenario", "options", "words"),
    [
        (LIST, {"replicates": 1}, "--replicates"),
        (LIST, {"figures": "nowhere.yaml"}, "no readable file"),
        ("bu-liao-2022", {"people": 100}, "--people"),
        ("lender-2018", {"set": {"a": 1}}, "--set"),
        ("lender-2018", {"replicates": 3}, "--replicates"),
        ("schelling-1971", {"out": "there"}, "--out"),
        ("no-such", {}, "unknown name"),
    ],
)
def test_bad_input_is_one_line(scenario, options, words):
    with pytest.raises(InputError, match=words):
        validate(scenario, **options)


def test_there_is_no_picture_without_figures():
    refuse_picture_of(None)
    refuse_picture_of(LIST)
    for name in ("wei-2016", "lender-2018"):
        with pytest.raises(InputError, match="no figures"):
            refuse_picture_of(name)


def test_pairs_of_settings_differ():
    for study in STUDIES.values():
        assert study.loaded().people == study.people
        assert not getattr(study.loaded().mechanisms, study.mechanism)
        assert study.treated == {f"mechanisms.{study.mechanism}": True}
        assert {claim.name for claim in study.claims}
    for one, other in combinations(STUDIES.values(), 2):
        assert one.title != other.title
