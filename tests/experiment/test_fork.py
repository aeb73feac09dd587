"""Forks: one past, two futures; an untouched fork is its parent; forks of forks."""

import json
import shutil

import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.changes import changed
from scorelab.experiment.fork import fork, forks
from scorelab.experiment.futures import Future, futures_by_name
from scorelab.experiment.parting import first_difference
from scorelab.past import past_of
from scorelab.progress import LIVING_AGAIN, SIMULATING
from scorelab.scenario.load import load
from scorelab.store.checkpoints import STATE
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


@pytest.fixture
def scorelab_command(request):
    return request.getfixturevalue("scorelab")


@pytest.fixture(scope="module")
def keeper(tmp_path_factory):
    """The same run with checkpoints."""
    given = {"set": TROUBLED, "checkpoint_every": 15, "keep_checkpoints": True, **SMALL}
    return scorelab.run(LIST, out=tmp_path_factory.mktemp("keeper") / "parent", **given)


FUTURES = {
    "same": Future(),
    "reform": Future(**REFORM),
    "tightened": Future(
        ["stale_copies"], set={"court.listed": 1, "errors.clerical": 0.6, "doors.flight.per_year": 30}
    ),
}


@pytest.mark.parametrize("at", ["2023-01-01", "2023-03-10"])
def test_every_future_is_the_scenario_with_dated_changes_lived_from_the_start(parent, keeper, at, tmp_path):
    """Whether the past comes from a checkpoint or is lived again, the fork is the same row for row."""
    own = load(parent.folder / "scenario.yaml")
    scratch = [scorelab.run(changed(own, future.changes(at))) for future in FUTURES.values()]
    for run in (parent, keeper):
        followed = forks(run, at, FUTURES, out=tmp_path / run.folder.parent.name)
        assert [one.folder.name for one in followed] == list(FUTURES)
        for one, lived in zip(followed, scratch, strict=True):
            assert one.digest == lived.digest
            for table in ("journal", "causes", "people"):
                assert getattr(one.tables, table).equals(getattr(lived.tables, table))
        assert followed[0].digest == parent.digest
        assert len({one.digest for one in followed}) == len(FUTURES)


def steps_of(run, out):
    """The forks of a run, and what was told of each step."""
    told = []
    followed = forks(run, AT, FUTURES, out=out, progress=lambda *step: told.append(step))
    return followed, told


def test_the_past_is_lived_once_for_all_futures_and_not_at_all_before_a_checkpoint(parent, keeper, tmp_path):
    whole = parent.manifest.extra["days_lived"]
    for run, again, step in (
        (keeper, DAY - 30, SIMULATING),
        (parent, whole - SMALL["days"] + DAY, LIVING_AGAIN),
    ):
        past = past_of(run, run.scenario, DAY, 2, None)
        assert past.days_lived == again
        followed, told = steps_of(run, tmp_path / run.folder.parent.name)
        assert [one.manifest.extra["days_lived"] for one in followed] == [SMALL["days"] - DAY] * len(FUTURES)
        assert told.count((step, again, again)) == 1
        assert (LIVING_AGAIN in {name for name, _, _ in told}) == (step == LIVING_AGAIN)


def test_a_fork_keeps_checkpoints_as_its_parent_does_and_is_forked_from_them(keeper, tmp_path):
    first = fork(keeper, AT, out=tmp_path / "first", **REFORM)
    assert first.manifest.extra["checkpoints"]["days"] == [DAY, 45, 60, 75, 90]
    assert fork(first, AT, out=tmp_path / "same").digest == first.digest
    second = past_of(first, first.scenario, 59, 1, None)
    assert second.days_lived == 59 - 45
    third = second.follow(first.scenario, tmp_path / "third", 1, None)
    assert third.digest == first.digest
    assert third.tables.journal.equals(first.tables.journal)


class Stop(Exception):
    """Ends a fork from within."""


def test_of_a_fork_that_is_interrupted_nothing_is_left(keeper, tmp_path):
    def stop(step, done, of):
        if step == SIMULATING and done > of - 10:
            raise Stop

    with pytest.raises(Stop):
        forks(keeper, AT, {"one": Future()}, out=tmp_path / "two", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_checkpoint_is_passed_over(keeper, tmp_path):
    run = tmp_path / "run"
    shutil.copytree(keeper.folder, run)
    (run / "checkpoints" / "day+00030" / STATE).write_bytes(b"")
    assert fork(run, AT, out=tmp_path / "same").digest == keeper.digest


def test_futures_on_the_command_line(scorelab_command, parent, tmp_path):
    arguments = ["fork", parent.folder, "--at", AT, "--out", "two", "--json"]
    ended = scorelab_command(
        *arguments, "--future", "same", "--future", "new --with reasons --set doors.flight.per_year=30"
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("living the past again, once") == 1
    same, new = json.loads(ended.stdout)
    assert same["digest"] == parent.digest != new["digest"]
    assert (tmp_path / "two" / "new" / "journal.parquet").exists()


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["a", "a"], "each name once"),
        (["../a"], "a name of letters"),
        (["a --with"], "a name and its changes"),
        (["a --joy x"], "a name and its changes"),
        (["a 'b"], "a name and its changes"),
        (["a --obeyed much"], "a share of cases"),
        (["a --obeyed 2"], "a share of cases"),
        (["a --with joy"], "the unknown safeguard"),
        ([""], "a name and its changes"),
    ],
)
def test_futures_that_are_none_are_refused(texts, told, parent, tmp_path):
    with pytest.raises(InputError, match=told):
        forks(parent, AT, futures_by_name(texts), out=tmp_path / "two")
    assert list(tmp_path.iterdir()) == []


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
    other = scorelab.run(LIST, set=TROUBLED | {"court.listed": 0.3}, out=tmp_path / "other", **SMALL)
    shutil.copy(parent.folder / "scenario.yaml", other.folder / "scenario.yaml")
    with pytest.raises(RuntimeError, match="before day 40"):
        fork(other.folder, AT, out=tmp_path / "fork")
    assert not (tmp_path / "fork").exists()
