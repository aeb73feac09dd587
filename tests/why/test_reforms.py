"""A reform of contacts is told as what it is, and a row without its cause is named."""

import shutil

import polars as pl
import pytest

from scorelab.journal import Kind
from scorelab.store import open_run
from scorelab.why import life_line
from tests.engine.worlds import SCORES, scenario
from tests.stored import lived, stored
from tests.why.test_verify import broken, rewritten

REFORM = {"name": "reform", "from": "2018-02-20", "set": {
    "safeguards.no_social_component.in_law": True,
    "safeguards.no_social_component.obeyed": 1,
}}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    world = scenario(SCORES, people=80, days=90, opening_years=1, start="2018-01-01", interventions=(REFORM,))
    return stored(world, *lived(world), tmp_path_factory.mktemp("reform") / "run")


@pytest.fixture(scope="module")
def begun(run):
    """The rows that say that contacts count otherwise from now on."""
    return run.journal.filter(pl.col("kind") == Kind.CONTACTS_REFORMED.value).collect()


def test_the_reform_is_told_before_what_it_moved(run, begun):
    texts = [text for _, text in life_line(run, begun["person"][0])]
    place = next(
        place for place, text in enumerate(texts) if "began to count their contacts otherwise" in text
    )
    assert "the company that they kept" in texts[place + 1]
    assert "because of the new rules on contacts" in texts[place + 1]


def test_a_sound_run_holds(run):
    assert broken(run) == []


@pytest.mark.parametrize(
    ("trigger", "name"),
    [(lambda begun: 0, "has a row for its cause"), (lambda begun: begun["row"][0], "same person and scheme")],
)
def test_a_row_without_its_reform_is_named(run, begun, tmp_path, trigger, name):
    folder = tmp_path / "run"
    shutil.copytree(run.folder, folder)
    other = begun.filter(pl.col("person") != begun["person"][0])["row"][-1]

    def change(rows):
        return rows.with_columns(
            trigger=pl.when(pl.col("trigger") == other).then(trigger(begun)).otherwise("trigger")
        )

    rewritten(folder, "journal", change)
    found = broken(open_run(folder))
    assert any(name in one for one in found), found


def test_who_is_said_to_have_left_without_a_row_of_it_is_named(run, tmp_path):
    folder = tmp_path / "run"
    shutil.copytree(run.folder, folder)
    column = f"left.{run.labels.schemes[0].name}"
    rewritten(folder, "people", lambda people: people.with_columns((1 - pl.col(column)).alias(column)))
    assert any("whoever it holds no more has left" in one for one in broken(open_run(folder)))
