"""The part on years and generations, held against the run's people and rows, counted again."""

import re
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

import scorelab
from scorelab.journal import Kind
from scorelab.measures import Facts
from scorelab.measures.lives import person_years
from scorelab.population.projection import projected_people
from scorelab.report import write_report
from scorelab.report.charts import Line, Pyramid, Whisker, grid, pyramids, whiskers, yearly
from scorelab.report.intervals import of_rank_correlation
from scorelab.report.lifetimes import (
    AGES,
    bounds,
    projected_shape,
    shape_on,
    stock_by_year,
    year_in_projection,
    years_of_life,
)
from scorelab.report.sections.generations import cells_of
from scorelab.report.subject import Told
from scorelab.rules.incidents import age_in_years
from scorelab.screen import print_results
from scorelab.store import open_run

PEOPLE, DAYS = 2_000, 790
LIVING = {
    "society_lives.births_and_deaths": True,
    "society_lives.growing_up": True,
    "society_lives.mortality": 12,
    "time.opening_years": 2,
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years") / "run"
    return scorelab.run("as-reported-2018", people=PEOPLE, days=DAYS, seed=4, set=LIVING, out=folder)


@pytest.fixture(scope="module")
def told(lived):
    return Told(open_run(lived.folder), "as-reported-2018", 1)


@pytest.fixture(scope="module")
def page(lived, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "years.html"
    write_report([open_run(lived.folder)], path)
    return path.read_text()


def rows_of(told, kind):
    return told.run.journal.filter(pl.col("kind") == kind.value).collect()


def test_only_a_run_in_which_lives_go_on_has_the_part(page, tmp_path):
    assert 'id="years"' in page
    assert 'href="#years"' in page
    scorelab.run("blank", people=100, days=40, seed=1, out=tmp_path / "still")
    write_report([open_run(tmp_path / "still")], tmp_path / "still.html")
    assert 'id="years"' not in (tmp_path / "still.html").read_text()


def test_every_picture_of_the_part_says_that_all_are_invented_and_has_a_table(page):
    part = page[page.index("Years and generations</h2>") :]
    part = part[: part.index("</section>")]
    figures = part.split("<figure")[1:]
    assert len(figures) >= 8
    for figure in figures:
        assert figure.count("Synthetic: everybody is invented.") >= 2
        assert "<table" in figure
    for silent in ("neither split nor marry", "abroad", "not inherited", "12 times the published ones"):
        assert silent in part.replace("\n", " ")


def test_ages_of_both_days_are_those_of_the_people_who_live_then(told):
    people = told.facts.people_table
    for day, whom in ((0, range(PEOPLE)), (DAYS, range(told.facts.people))):
        counts = np.zeros((2, len(AGES)))
        for person in whom:
            birthday, dies, sex = people.select("birthday", "dies", "sex").row(person)
            if dies >= day:
                age = max(age_in_years(birthday, day), 0)
                counts[0 if sex == 1 else 1, min(age // 5, len(AGES) - 1)] += 1
        shape = shape_on(told.facts, day)
        assert shape.people == counts.sum()
        assert np.allclose([shape.men, shape.women], counts / counts.sum())
    assert shape_on(told.facts, 0).people == PEOPLE


def test_the_projection_stands_as_many_years_after_its_table_as_the_run_is_old(told):
    assert year_in_projection(told, 0) == 2020
    assert year_in_projection(told, 3652.5) == 2030
    shape = projected_shape(2030)
    assert shape.people == pytest.approx(projected_people(2030).sum())
    assert shape.men.sum() + shape.women.sum() == pytest.approx(1)
    # The first day is drawn from the same table: it differs by less than a person in each group.
    drawn, table = shape_on(told.facts, 0), projected_shape(2020)
    assert np.abs(drawn.men - table.men).max() * PEOPLE <= 1.5


def test_years_hold_every_birth_and_death_once(told):
    years = years_of_life(told)
    assert [year.first for year in years] == bounds(told.facts)[:-1]
    assert sum(year.births for year in years) == rows_of(told, Kind.BORN).height
    assert sum(year.deaths for year in years) == rows_of(told, Kind.DIED).height
    assert sum(year.person_years for year in years) == pytest.approx(person_years(told.facts), rel=0.04)
    assert years[0].deaths > 0


def test_the_stock_of_each_year_is_the_one_before_with_entries_less_exits(told):
    years = stock_by_year(told.facts)
    rows = told.run.journal.select("day", "person", "kind").collect()
    for year in years:
        before = rows.filter(pl.col("day") < year.end)
        listed = before.filter(pl.col("kind") == Kind.LISTING.value).height
        assert year.after == listed - before.filter(pl.col("kind") == Kind.REMOVAL.value).height
    assert all(one.after == other.before for one, other in pairwise(years))
    assert years[-1].after == told.facts.people_table["listed"].sum() > 0
    assert sum(year.died for year in years) > 0


def test_no_share_stands_over_an_empty_row():
    assert cells_of(np.array([0, 0, 0])) == ["—"] * 3
    assert cells_of(np.array([1, 3])) == ["1 (25%)", "3 (75%)"]


def test_the_interval_of_a_rank_correlation_holds_the_true_one_as_often_as_it_says():
    from scipy.stats import rankdata

    random = np.random.default_rng(7)
    pairs, true = 60, 0.4
    spearman = 6 / np.pi * np.arcsin(true / 2)
    held = 0
    for _ in range(500):
        one, other = random.standard_normal((2, pairs))
        other = true * one + np.sqrt(1 - true**2) * other
        found = float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
        low, high = of_rank_correlation(found, pairs)
        held += low <= spearman <= high
    assert 0.92 <= held / 500 <= 0.98
    assert of_rank_correlation(0.3, 9) is None
    assert of_rank_correlation(1.0, 40)[1] < 1


def test_pictures_stay_within_their_width():
    marks = [(0.0, "2018"), (700.0, "2020")]
    line = Line("a scheme with a long name", [(0.0, -0.2), (700.0, 0.31)])
    pyramid = Pyramid("then", [0.02] * 3, [0.03] * 3, [0.01] * 3, [0.04] * 3)
    for width in (336.0, 760.0):
        drawn = (
            yearly(width, [line], marks=marks, along=700),
            pyramids(width, [pyramid, pyramid], ages=("0–4", "5–9", "10+"), names=("here", "there")),
            whiskers(width, [Whisker("with parents", (0.2, -0.1, 0.5), ""), Whisker("none", None, "few")]),
            grid(
                width,
                ["D (n=1,000)"],
                ["D", "C", "B", "A"],
                [[0.004, 0.0004, 0.25, 0.7456]],
                names=("a", "b"),
            ),
        )
        for canvas in drawn:
            places = [float(x) for part in canvas.parts for x in re.findall(r'\bx[12]?="([-\d.]+)"', part)]
            assert places
            assert min(places) >= 0
            assert max(places) <= width


def test_the_summary_of_a_run_tells_births_and_deaths(lived, capsys):
    born, died = lived.lives.values()
    print_results([lived], lived.folder, None)
    said = " ".join(capsys.readouterr().out.split())
    assert f"{PEOPLE:,} invented people" in said
    assert f"{born:,} were born and {died:,} died" in said
    assert lived.to_json()["lives"] == {"born": lived.people_count - PEOPLE, "died": died}
    assert lived.to_json()["people"] == PEOPLE
    assert died == int((Facts(lived).people_table["dies"] < DAYS).sum())
