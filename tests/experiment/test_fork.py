"""Forks: one past, two futures; an untouched fork is its parent; forks of forks."""

import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.fork import fork
from scorelab.experiment.parting import first_difference
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST, AT, DAY = "court-list-2023", "2023-02-10", 40
REFORM = {"safeguards": ["corrections_propagate", "no_publicity"], "obeyed": 0.9}


@pytest.fixture(scope="module")
def parent(tmp_path_factory):
    return scorelab.run(LIST, set=TROUBLED, out=tmp_path_factory.mktemp("forked") / "parent", **SMALL)


def test_an_untouched_fork_has_its_parents_digest(parent, tmp_path):
    assert fork(parent.folder, AT, out=tmp_path / "same").digest == parent.digest


def test_a_fork_parts_on_its_day_at_the_earliest(parent, tmp_path):
    forked = fork(parent, AT, out=tmp_path / "reform", **REFORM)
    parted = first_difference(parent, forked)
    assert DAY <= parted < SMALL["days"]
    assert forked.digest != parent.digest


def test_a_fork_can_be_forked(parent, tmp_path):
    first = fork(parent, AT, out=tmp_path / "first", **REFORM)
    assert fork(first, "2023-03-01", out=tmp_path / "same").digest == first.digest
    second = fork(first, "2023-03-01", out=tmp_path / "second", set={"doors.flight.per_year": 30})
    assert first_difference(first, second) >= 59
    assert DAY <= first_difference(parent, second) < 59 + SMALL["days"]


def test_a_number_may_be_text_as_the_command_line_gives_it(parent, tmp_path):
    as_text = fork(parent, AT, out=tmp_path / "text", set={"doors.flight.per_year": "30"})
    as_number = fork(parent, AT, out=tmp_path / "number", set={"doors.flight.per_year": 30})
    assert as_text.digest == as_number.digest != parent.digest


def test_a_safeguard_is_as_obeyed_as_the_scenario_says_unless_told(parent, tmp_path):
    own = fork(parent, AT, out=tmp_path / "own", safeguards=["no_publicity"])
    assert own.scenario.interventions[-1].set == {"safeguards.no_publicity.in_law": True}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"at": "2022-12-31"}, "--at"),
        ({"at": "2023-04-11"}, "--at"),
        ({"at": "soon"}, "--at"),
        ({"at": AT, "without_mechanisms": ["joy"]}, "the unknown mechanism"),
        ({"at": AT, "safeguards": ["joy"]}, "the unknown safeguard"),
        ({"at": AT, "set": {"people": 3}}, "people"),
        ({"at": AT, "safeguards": ["reasons"], "obeyed": 2}, "--obeyed"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(options, told, parent, tmp_path):
    with pytest.raises(InputError, match=told):
        fork(parent, out=tmp_path / "it", **options)
    assert list(tmp_path.iterdir()) == []


def test_another_past_is_noticed(parent, tmp_path):
    import shutil

    other = scorelab.run(LIST, set=TROUBLED | {"court.listed": 0.3}, out=tmp_path / "other", **SMALL)
    shutil.copy(parent.folder / "scenario.yaml", other.folder / "scenario.yaml")
    with pytest.raises(RuntimeError, match="before day 40"):
        fork(other.folder, AT, out=tmp_path / "fork")
    assert not (tmp_path / "fork").exists()
