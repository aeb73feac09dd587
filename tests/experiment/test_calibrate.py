"""Calibration: the registry, the statistics, the regression, and a truth that is found again."""

import json
import shutil
from datetime import date

import numpy as np
import polars as pl
import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment import calibrate as module
from scorelab.experiment.calibrate import PARAMETERS, TARGETS, calibrate
from scorelab.experiment.rejection import EVEN_DEVIATION, is_identified, posterior
from scorelab.experiment.statistics import STATISTICS, adults_of_the_country, statistics_of
from scorelab.journal import Ending, Kind
from scorelab.measures import Facts
from scorelab.published.figures import FITTED, PREDICTED, named, published, registry_of
from scorelab.scenario.load import load
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST = "court-list-2023"
FEW = SMALL | {"set": TROUBLED | {"time.opening_years": "8"}, "workers": 1}
DRAWS = 20
FIT = ("court.pays_per_year", "doors.flight.per_year=1:12")
AIMS = ("exits_2025", "air_tickets_refused_2018")


@pytest.fixture(scope="module", autouse=True)
def few_checks():
    """Few worlds of own and fitted numbers, so that tests are quick."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHECKS", 3)
        yield


def test_every_figure_has_a_source_and_targets_are_fitted_ones():
    for figure in published().values():
        assert len(figure.source) > 20
        assert figure.tier in ("A", "B", "C")
    aims = [published()[name] for name in TARGETS]
    assert all(aim.role == FITTED and aim.statistic in STATISTICS for aim in aims)
    assert len({aim.statistic for aim in aims}) == len(aims) == 7


ROW = (
    "{name: a, statistic: exits, value: 1, spread: 1, unit: u, year: 2020, source: somebody, tier: B, "
    "role: fitted}"
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (", source: somebody", "", "source: found nothing"),
        ("somebody", "' '", "an empty text"),
        ("tier: B", "tier: D", "'A', 'B' or 'C'"),
        ("spread: 1", "spread: 0", "above 0"),
        ("}", "}\n  - " + ROW, "a second row named 'a'"),
    ],
)
def test_a_figure_without_a_source_is_refused(old, new, words):
    assert registry_of(f"figures:\n  - {ROW}".encode(), "r").figures[0].value == 1
    with pytest.raises(InputError, match=words):
        registry_of(f"figures:\n  - {ROW}".replace(old, new).encode(), "r")


def test_published_counts_are_put_over_the_adults_of_the_shipped_pyramid():
    assert adults_of_the_country() == pytest.approx(1.135e9, rel=0.001)
    assert STATISTICS["new_listings"].published(2_456_800) == pytest.approx(216.5, abs=0.1)
    assert STATISTICS["mean_stay"].published(3.2) == 3.2


@pytest.fixture(scope="module")
def run():
    return scorelab.run(LIST, people=3000, days=400, seed=2, set={"time.opening_years": 10})


def test_statistics_are_what_a_plain_count_of_rows_gives(run):
    found = statistics_of(Facts(run))
    rows = run.journal.collect().sort("row")
    people = run.people.collect()
    inside = rows.filter(pl.col("day") >= 0)
    adults = sum((400 - b) * 4 // 1461 >= 18 for b in people["birthday"].to_list())
    scale = 365.25 / 400

    def count(kind, table=inside):
        return table.filter(pl.col("kind") == kind.value).height

    assert found["new_listings"] == pytest.approx(count(Kind.LISTING) * scale / adults * 1e5)
    assert found["exits"] == pytest.approx(count(Kind.REMOVAL) * scale / adults * 1e5)
    stock, standing, days = [], set(), 0
    events = [(r["day"], r["kind"], r["person"]) for r in rows.iter_rows(named=True)]
    events = [e for e in events if e[1] in (Kind.LISTING, Kind.REMOVAL)]
    for day in range(min(e[0] for e in events), 400):
        for _, kind, person in (e for e in events if e[0] == day):
            (standing.add if kind == Kind.LISTING else standing.discard)(person)
        days += len(standing) if day >= 0 else 0
        stock.append(len(standing))
    exits = count(Kind.REMOVAL) * scale
    assert found["mean_stay"] == pytest.approx(days / 400 / exits)
    flights = inside.filter((pl.col("kind") == Kind.REFUSAL.value) & (pl.col("what") == 0)).height
    assert run.labels.doors[0] == "flight"
    assert found["air_refusals"] == pytest.approx(flights * scale / (days / 400))
    men = people.filter(pl.col("person").is_in(list(standing)))["sex"].to_list()
    assert found["share_men"] == pytest.approx(sum(men) / len(men))
    by_2017 = sum(kind == Kind.LISTING and run.date(day) <= date(2017, 2, 14) for day, kind, _ in events)
    assert by_2017
    assert found["entries_by_february_2017"] == pytest.approx(by_2017 / adults * 1e5)


def test_who_paid_their_way_off_is_counted_once(run):
    rows = run.journal.collect().sort("row")
    listed = set()
    paid = set()
    for row in rows.iter_rows(named=True):
        if row["day"] <= 0 and row["kind"] in (Kind.LISTING, Kind.REMOVAL):
            (listed.add if row["kind"] == Kind.LISTING else listed.discard)(row["person"])
    for row in rows.filter(pl.col("day") >= 0).iter_rows(named=True):
        if row["kind"] == Kind.REMOVAL and row["what"] == Ending.PERFORMED and row["person"] in listed:
            paid.add(row["person"])
    expected = 1 - (1 - len(paid) / len(listed)) ** (426 / 400)
    assert statistics_of(Facts(run))["paid_within_fourteen_months"] == pytest.approx(expected)


def linear(points, noise, generator):
    """Two statistics: the first tells the first parameter, the second nothing about the second."""
    first = 3 * points[:, 0] + noise * generator.standard_normal(len(points))
    return np.column_stack([first, generator.standard_normal(len(points))])


def test_the_posterior_is_that_of_a_case_with_a_known_answer():
    generator = np.random.default_rng(7)
    points = generator.random((4000, 2))
    statistics = linear(points, 0.3, generator)
    after = posterior(points, statistics, np.array([1.5, 0.0]), np.array([1e-9, 1e-9]), 0.2)
    assert after.weights.sum() == pytest.approx(1)
    assert len(after.kept) == 800
    assert after.mean(0) == pytest.approx(0.5, abs=0.02)
    assert after.deviation(0) == pytest.approx(0.1, abs=0.02)
    assert is_identified(after, 0)
    assert after.deviation(1) == pytest.approx(EVEN_DEVIATION, rel=0.1)
    assert not is_identified(after, 1)
    assert after.quantile(0, 0.5) == pytest.approx(0.5, abs=0.03)


def test_nothing_leaves_its_range_and_few_points_are_not_adjusted():
    generator = np.random.default_rng(8)
    points = generator.random((400, 2))
    beyond = posterior(points, linear(points, 0.1, generator), np.array([9.0, 0.0]), np.ones(2) * 0.1, 0.3)
    assert (beyond.points > 0).all()
    assert (beyond.points < 1).all()
    assert beyond.mean(0) > 0.9
    few = posterior(points, linear(points, 0.1, generator), np.array([1.5, 0.0]), np.ones(2) * 0.1, 0.01)
    assert few.points == pytest.approx(points[few.kept], abs=1e-5)


@pytest.fixture(scope="module")
def truth():
    """Figures as a world of known numbers has them, in place of the published ones."""
    settings = FEW["set"] | {"court.pays_per_year": "0.35", "doors.flight.per_year": "9"}
    worlds = [
        statistics_of(Facts(scorelab.run(LIST, people=1500, days=300, seed=900 + place, set=settings)))
        for place in range(3)
    ]
    return {name: float(np.mean([world[name] for world in worlds])) for name in ("exits", "air_refusals")}


@pytest.mark.long
def test_numbers_are_found_again_from_figures_that_they_made(truth, monkeypatch):
    known = published()
    changed = {}
    for name, figure in known.items():
        if name in AIMS:
            scale = STATISTICS[figure.statistic].published(1.0)
            value = truth[figure.statistic] / scale
            figure = figure.model_copy(update={"value": value, "spread": 0.02 * value})
        changed[name] = figure
    monkeypatch.setattr(module.figures, "published", lambda: changed)
    monkeypatch.setattr(module.figures, "named", lambda _, names: [changed[name] for name in names])
    options = FEW | {"people": 1500, "days": 300}
    found = calibrate(LIST, fit=FIT, targets=AIMS, draws=32, kept=0.5, **options)
    flights = found.fits[1]
    assert flights.identified
    assert flights.low < 9 < flights.high
    assert found.posterior.distances.min() >= 0
    assert abs(found.targets[1].missed) < 0.2


@pytest.fixture(scope="module")
def small_one(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibrated") / "one"
    return calibrate(LIST, fit=FIT, targets=AIMS, draws=DRAWS, kept=0.5, out=folder, **FEW)


def test_the_result_tells_everything(small_one):
    printed = small_one.to_json()
    json.dumps(printed, allow_nan=False)
    assert [each["key"] for each in printed["parameters"]] == ["court.pays_per_year", "doors.flight.per_year"]
    assert [each["name"] for each in printed["targets"]] == list(AIMS)
    assert len({each["source"] for each in printed["predictions"]}) >= 3
    assert all(published()[each["name"]].role == PREDICTED for each in printed["predictions"])
    for each in printed["parameters"]:
        low, high = each["prior"]
        assert low <= each["posterior"][0] <= each["posterior_mean"] <= each["posterior"][1] <= high
        assert each["identified"] == (each["narrower"] < 0.75)
        assert each["identified"] or each["fitted"] == each["own"]
    for setting in printed["settings"]:
        key, value = setting.removeprefix("--set ").split("=")
        assert load(LIST, {key: value})
    text = str(small_one)
    assert "Left out, and predicted" in text
    unknown = any(not fit.identified for fit in small_one.fits)
    assert ("not identified" in text.split("Posterior: 95%")[0]) == unknown
    assert small_one.to_frame().height == 2
    assert set(small_one.figures_frame()["role"]) == {"target", "prediction"}
    drawn = small_one.plot()
    assert "Synthetic" in drawn.svg()
    assert "court.pays_per_year" in drawn.html()


def test_a_calibration_holds_its_posterior(small_one):
    pytest.importorskip("xarray")
    found = small_one.to_xarray()
    points = found["point"].sel(parameter="court.pays_per_year")
    weights = found["weight"].sel(parameter="court.pays_per_year")
    assert float((points * weights).sum()) == pytest.approx(small_one.fits[0].mean)
    assert found["fitted"].sel(parameter="court.pays_per_year").item() == small_one.fits[0].fitted


def test_draws_are_kept_as_a_table(small_one):
    table = pl.read_parquet(small_one.folder / "worlds.parquet")
    draws = table.filter(pl.col("kind") == "draw")
    assert draws.height == DRAWS
    assert draws["weight"].sum() == pytest.approx(1)
    assert (draws["weight"] > 0).sum() <= DRAWS / 2
    assert table["synthetic"].all()
    fitted = table.filter(pl.col("kind") == "fitted")["court.pays_per_year"].unique().to_list()
    assert fitted == [small_one.fits[0].fitted]


@pytest.mark.long
def test_a_stopped_calibration_goes_on_and_ends_alike(small_one, tmp_path, monkeypatch):
    class Stopped(Exception):
        pass

    def stop(_, done, __):
        if done == 15:
            raise Stopped

    again = tmp_path / "again"
    with pytest.raises(Stopped):
        calibrate(LIST, fit=FIT, targets=AIMS, draws=DRAWS, kept=0.5, out=again, progress=stop, **FEW)
    lived = []
    original = module.live_statistics
    monkeypatch.setattr(
        module, "live_statistics", lambda world: (lived.append(world.name), original(world))[1]
    )
    found = calibrate(LIST, fit=FIT, targets=AIMS, draws=DRAWS, kept=0.5, out=again, **FEW)
    assert len(lived) == DRAWS + 2 * module.CHECKS - 15
    assert found.worlds.equals(small_one.worlds)
    lived.clear()
    finished = calibrate(LIST, fit=FIT, targets=AIMS, draws=DRAWS, kept=0.5, out=again, **FEW)
    assert not lived
    assert finished.to_json()["parameters"] == small_one.to_json()["parameters"]
    with pytest.raises(InputError, match="another experiment"):
        calibrate(LIST, fit=FIT, targets=AIMS, draws=DRAWS + 1, kept=0.5, out=again, **FEW)
    shutil.rmtree(again)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"targets": ("exits_2052",)}, "did you mean 'exits_2025'"),
        ({"targets": ("exits_2025", "mean_stay", "new_entries_2024", "new_entries_2020")}, "one figure of a"),
        ({"targets": (*TARGETS, "entries_by_march_2019")}, "which is predicted"),
        ({"targets": ("sleep",)}, "not of a list"),
        ({"targets": ()}, "--target: found nothing"),
        ({"fit": ("court.pays_per_yeer",)}, "--fit.*did you mean"),
        ({"fit": ("court.listing_days",)}, "not numeric"),
        ({"fit": ("court.listed", "court.listed")}, "each once"),
        ({"draws": 3}, "from 20"),
        ({"kept": 1.5}, "a share of draws"),
        ({"targets": ("entries_by_february_2017",), "set": {"time.opening_years": 2}}, "a longer opening"),
    ],
)
def test_bad_input_is_one_line(options, words):
    with pytest.raises(InputError, match=words):
        calibrate(LIST, people=300, days=30, **options)


def test_a_world_without_a_list_cannot_be_calibrated():
    with pytest.raises(InputError, match="has no list"):
        calibrate("blank", people=300, days=30)


def test_the_parameters_fitted_by_default_can_be_fitted():
    keys = [text.partition("=")[0] for text in PARAMETERS]
    assert [factor.key for factor in module.named(load(LIST), PARAMETERS)] == keys
    assert [figure.name for figure in named("--target", TARGETS)] == list(TARGETS)


@pytest.mark.long
def test_the_command_prints_what_the_function_finds(small_one, scorelab, refused):
    options = [part for key, value in FEW["set"].items() for part in ("--set", f"{key}={value}")]
    for name in ("people", "days", "seed", "workers"):
        options += [f"--{name}", FEW[name]]
    chosen = [part for key in FIT for part in ("--fit", key)] + [
        part for aim in AIMS for part in ("--target", aim)
    ]
    ended = scorelab("calibrate", LIST, *chosen, *options, "--draws", DRAWS, "--kept", 0.5, "--json")
    assert ended.returncode == 0, ended.stderr
    printed, expected = json.loads(ended.stdout), small_one.to_json()
    for name in ("parameters", "posterior", "draws", "kept"):
        assert printed.get(name) == expected.get(name)
    assert "has no list" in refused("calibrate", "blank")
    assert "did you mean 'mean_stay'" in refused("calibrate", LIST, "--target", "mean_stays")
