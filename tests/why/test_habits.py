"""Habits that platforms read: their rows are told with their causes, and a row that cannot be is named."""

import shutil

import polars as pl
import pytest

import scorelab
from scorelab.journal import LINES_OF_A_SCHEME, Kind, about
from scorelab.store import open_run
from scorelab.telling_words import spaced
from scorelab.verify import verify
from scorelab.why import life_line
from tests.trace.test_readings import SETTINGS
from tests.why.test_verify import broken, rewritten

ONE, CITY = 0, 2
IS_HABIT = pl.col("kind") == Kind.HABITS_MOVED.value


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    out = tmp_path_factory.mktemp("habits") / "run"
    return scorelab.run("as-reported-2018", set=SETTINGS, people=150, days=130, seed=3, out=out)


@pytest.fixture(scope="module")
def moved(run):
    """Every row of a habit."""
    return run.tables.journal.filter(IS_HABIT)


def test_every_row_of_a_habit_is_told_with_its_habit_platform_and_points(run, moved):
    habits = {
        (index, place): spaced(habit.name)
        for index, platform in enumerate(run.scenario.schemes.platforms)
        for place, habit in enumerate(platform.habits)
    }
    told = set()
    for person in moved["person"].unique().sort().to_list()[:30]:
        for row, text in life_line(run, person):
            if row.kind != Kind.HABITS_MOVED.value:
                continue
            scheme, place = divmod(row.what, LINES_OF_A_SCHEME)
            assert f"their habits of the month before ({habits[scheme, place]})" in text
            assert ("brought" in text) == (row.amount > 0)
            assert f"{abs(row.amount) / 10:g} point" in text
            assert f"with Platform {('One', 'Two')[scheme]}" in text
            told.add((scheme, place))
    assert len(told) > 3


def test_a_missed_bill_is_the_trigger_of_what_the_bills_cost_and_luck_that_of_the_rest(run, moved):
    kinds = dict(run.tables.journal.select("row", "kind").iter_rows())
    bills = spaced("bills_paid")
    for row in moved.filter(pl.col("trigger") != 0).iter_rows(named=True):
        assert kinds[row["trigger"]] == Kind.INCIDENT.value
        assert row["amount"] < 0
    caused = moved.filter(pl.col("trigger") != 0)["person"][0]
    texts = [text for row, text in life_line(run, caused) if row.kind == Kind.HABITS_MOVED.value]
    assert any(f"({bills}) cost" in text and "because of the missed bill of" in text for text in texts)
    assert moved.filter(pl.col("trigger") == 0).height > 0


def test_why_names_a_habit_among_the_causes_of_a_grade(run, moved):
    grades = run.tables.journal.filter(pl.col("kind") == Kind.GRADE_CHANGED.value)
    fallen = grades.join(moved.select(trigger="row"), on="trigger")
    told = str(scorelab.why(run, fallen["person"][0]))
    assert "habits of the month before" in told
    assert "at the start" in told


def test_a_sound_run_holds(run):
    assert [str(check) for check in verify(run) if not check.holds] == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"what": about(CITY, 0)}, "names a scheme's line, habit"),
        ({"what": about(ONE, 9)}, "names a scheme's line, habit"),
        ({"trigger": "another's"}, "by a row of the same person"),
        ({"trigger": "a judgment"}, "every habits moved follows from"),
        ({"amount": 9999}, "platform_one: every score"),
        ({"amount": 0, "other": 0}, "the digest"),
    ],
)
def test_what_is_broken_of_habits_is_named(run, moved, tmp_path, change, name):
    folder = tmp_path / "run"
    shutil.copytree(run.folder, folder)
    row = moved.filter((pl.col("trigger") != 0) & (pl.col("what") < LINES_OF_A_SCHEME)).row(0, named=True)
    earlier = run.tables.journal.filter(pl.col("row") < row["row"])
    others = earlier.filter((pl.col("kind") == Kind.INCIDENT.value) & (pl.col("person") != row["person"]))
    judged = earlier.filter(pl.col("kind") == Kind.JUDGMENT.value)
    named = {"another's": others["row"][-1], "a judgment": judged["row"][-1]}
    values = {key: named.get(value, value) for key, value in change.items()}

    def broken_by(rows):
        here = pl.col("row") == row["row"]
        return rows.with_columns(
            pl.when(here).then(pl.lit(value)).otherwise(pl.col(key)).cast(rows.schema[key]).alias(key)
            for key, value in values.items()
        )

    rewritten(folder, "journal", broken_by)
    found = broken(open_run(folder))
    assert any(name in one for one in found), found
