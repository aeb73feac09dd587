"""Runs that are stopped in the middle and gone on with end like runs that never were."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import networkx
import polars as pl
import pytest

import scorelab as api
from scorelab.errors import InputError
from scorelab.going_on import latest
from scorelab.progress import SIMULATING
from scorelab.resume import refuse_unless_one
from scorelab.scenario.load import load
from scorelab.screen import print_results
from scorelab.store import checkpoints
from scorelab.store.parts import CLAIM, claimed
from tests.cli.conftest import DAYS, PEOPLE, SCORELAB, SEED, TROUBLED, environment, options
from tests.cli.test_interruption import PATIENCE, wait_for

LIST = "court-list-2023"
TABLES = ("journal", "causes", "people")
LARGE = 4_000
SCORED = ["run", "as-reported-2018", *options({}, people=LARGE), "--threads", "2"]
FULL = Path("/dev/full")
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")


def same(one, other):
    """Whether two runs hold the same tables and the same counts."""
    for table in TABLES:
        assert pl.read_parquet(one / f"{table}.parquet").equals(pl.read_parquet(other / f"{table}.parquet"))
    manifests = [json.loads((run / "manifest.json").read_text()) for run in (one, other)]
    assert manifests[0]["digest"] == manifests[1]["digest"]
    assert manifests[0]["extra"]["counts"] == manifests[1]["extra"]["counts"]
    return True


def stopped(folder, how, *more, until=20):
    """Begin a run, stop it once it has a checkpoint of a day or later; returns the process and its words."""
    command = [*SCORELAB, *SCORED, "--out", "run", "--checkpoint-every", "2", *more]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=pipe, stderr=pipe, text=True)
    try:
        wait_for(lambda: any(day >= until for day in checkpoints.days(folder / "run")), process)
        process.send_signal(how)
        _, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert not (folder / "run" / "people.parquet").exists(), "the run was over before it was stopped"
    return process, said


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A run that takes long enough to be stopped, never stopped."""
    return api.run(
        "as-reported-2018", people=LARGE, days=DAYS, seed=SEED, out=tmp_path_factory.mktemp("large") / "run"
    ).folder


@posix
def test_a_run_killed_twice_and_gone_on_with_is_the_run_that_never_was(large, tmp_path):
    run = tmp_path / "run"
    stopped(tmp_path, signal.SIGKILL, until=0)
    with pytest.raises(InputError, match=r"not complete.*--resume"):
        api.open_run(run)
    stopped(tmp_path, signal.SIGKILL, "--resume", until=60)
    api.resume(run, threads=1)
    assert same(run, large)
    assert sorted(path.name for path in run.iterdir()) == sorted(path.name for path in large.iterdir())


@posix
def test_ctrl_c_says_from_where_the_run_can_be_gone_on_with(large, tmp_path):
    process, said = stopped(tmp_path, signal.SIGINT)
    assert process.returncode == 1
    line = said.splitlines()[-1]
    assert line.startswith("scorelab: interrupted; run is kept up to day ")
    assert "--resume" in line
    assert "Traceback" not in said
    assert not (tmp_path / "run" / CLAIM).exists()
    api.resume(tmp_path / "run")
    assert same(tmp_path / "run", large)


class Stop(Exception):
    """Ends a run from within."""


def interrupted(folder, day=50, scenario=LIST, **more):
    """A run of this process that breaks off on a day."""

    def break_off(step, done, of):
        if step == SIMULATING and done >= of - DAYS + day:
            raise Stop

    given = {"people": PEOPLE, "days": DAYS, "seed": SEED, "set": TROUBLED, "checkpoint_every": 20} | more
    with pytest.raises(Stop):
        api.run(scenario, out=folder, progress=break_off, **given)
    return folder


def test_what_comes_after_the_last_checkpoint_is_thrown_away(stored, tmp_path):
    run = interrupted(tmp_path / "run", 59)
    assert checkpoints.days(run) == [40]
    result = api.resume(run)
    assert same(run, stored[0])
    assert result.digest == stored[1]["digest"]
    assert result.measures == stored[1]["measures"]


def test_checkpoints_are_kept_on_demand(stored, tmp_path, capsys):
    given = {"people": PEOPLE, "days": DAYS, "seed": SEED, "set": TROUBLED, "checkpoint_every": 30}
    result = api.run(LIST, out=tmp_path / "run", keep_checkpoints=True, **given)
    assert checkpoints.days(tmp_path / "run") == [0, 30, 60, 90]
    assert same(tmp_path / "run", stored[0])
    print_results([result], tmp_path, None)
    assert "kept:   4 checkpoints, " in capsys.readouterr().out


@pytest.fixture(scope="module")
def broken_off(tmp_path_factory):
    """A run that broke off on day 50."""
    return interrupted(tmp_path_factory.mktemp("broken") / "run")


@pytest.fixture
def run(broken_off, tmp_path):
    """A copy of it that may be changed."""
    return shutil.copytree(broken_off, tmp_path / "run")


def test_going_on_may_keep_checkpoints_otherwise(run):
    api.resume(run, checkpoint_every=15, keep_checkpoints=True)
    assert checkpoints.days(run) == [40, 45, 60, 75, 90]


@pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full is Linux's")
def test_a_full_disk_leaves_what_was_kept(stored, tmp_path):
    def fill(step, done, of):
        """Let the journal after day 40 go to a disk without any room."""
        place = tmp_path / "run" / "parts" / "journal-00003.parquet"
        if step == SIMULATING and of - DAYS + 20 < done <= of - DAYS + 40 and not place.is_symlink():
            place.symlink_to(FULL)

    given = {"people": PEOPLE, "days": DAYS, "seed": SEED, "set": TROUBLED, "checkpoint_every": 20}
    with pytest.raises(InputError, match=r"No space left.*before day 40 is kept: --resume goes on"):
        api.run(LIST, out=tmp_path / "run", progress=fill, **given)
    assert sorted(path.name for path in (tmp_path / "run" / "parts").iterdir()) == [
        f"{table}-0000{part}.parquet" for table in ("causes", "journal") for part in range(3)
    ]
    assert api.resume(tmp_path / "run").manifest.extra["days_lived"] == DAYS - 40
    assert same(tmp_path / "run", stored[0])


def test_before_the_first_checkpoint_nothing_is_left(tmp_path):
    with pytest.raises(Stop):
        interrupted(tmp_path / "run", -1)
        raise Stop
    assert list(tmp_path.iterdir()) == []


def test_a_society_on_a_graph_is_drawn_again_from_the_same_file(tmp_path):
    graph, other = tmp_path / "graph.csv", tmp_path / "other.csv"
    for file, seed in ((graph, 1), (other, 2)):
        edges = networkx.barabasi_albert_graph(500, 4, seed=seed).edges
        file.write_text("\n".join(f"{one},{another}" for one, another in edges))
    given = {"days": DAYS, "seed": SEED, "set": TROUBLED, "network": graph}
    whole = api.run(LIST, out=tmp_path / "whole", **given)
    run = interrupted(tmp_path / "run", people=None, network=graph)
    for network in (None, other):
        with pytest.raises(InputError, match="other imported files"):
            api.resume(run, network=network)
    assert api.resume(run, network=graph).digest == whole.digest


@pytest.mark.parametrize(
    ("scenario", "changed", "told"),
    [
        ("blank", {}, "the scenario: court-list-2023 there, blank asked for"),
        (LIST, {"people": 700}, "people: 800 there, 700 asked for"),
        (LIST, {"days": 99}, "days: 100 there, 99 asked for"),
        (LIST, {"seed": 6}, "the seed: 5 there, 6 asked for"),
        (LIST, {"overrides": TROUBLED | {"court.listed": "0.9"}}, "values that were set"),
    ],
)
def test_a_run_of_something_else_is_not_gone_on_with(broken_off, scenario, changed, told):
    before = {file: file.read_bytes() for file in broken_off.rglob("*") if file.is_file()}
    given = {"overrides": TROUBLED, "people": PEOPLE, "days": DAYS, "seed": SEED} | changed
    with pytest.raises(InputError, match=told):
        api.resume(broken_off, scenario=load(scenario, **given))
    assert {file: file.read_bytes() for file in broken_off.rglob("*") if file.is_file()} == before


def test_the_command_line_refuses_what_does_not_belong_together(refused, broken_off):
    line = refused("run", LIST, *options(seed=SEED + 1), "--out", broken_off, "--resume")
    assert "the seed: 5 there, 6 asked for" in line


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"checkpoint_every": 0}, "a whole number of days, 1 or more"),
        ({"keep_checkpoints": True}, "no --checkpoint-every"),
        ({"out": None, "checkpoint_every": 3}, "no folder to keep checkpoints in"),
    ],
)
def test_options_that_mean_nothing_are_refused(tmp_path, given, told):
    with pytest.raises(InputError, match=told):
        api.run(LIST, **({"out": tmp_path / "run"} | given))
    assert list(tmp_path.iterdir()) == []


def test_several_runs_or_none_are_not_gone_on_with(tmp_path):
    with pytest.raises(InputError, match="one at a time"):
        refuse_unless_one([LIST, "blank"], tmp_path)
    with pytest.raises(InputError, match="the folder of the interrupted run as --out"):
        refuse_unless_one([LIST], None)
    with pytest.raises(InputError, match="no such folder"):
        api.resume(tmp_path / "nowhere")


def test_a_run_that_is_complete_is_not_gone_on_with(stored):
    with pytest.raises(InputError, match="complete already"):
        api.resume(stored[0])


def damage(file):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """A run that broke off on day 70 and keeps all its checkpoints."""
    folder = interrupted(tmp_path_factory.mktemp("several") / "run", 70, keep_checkpoints=True)
    assert checkpoints.days(folder) == [0, 20, 40, 60]
    return folder


@pytest.mark.parametrize("what", ["state", "note", "journal", "missing"])
def test_damage_is_noticed_and_an_earlier_checkpoint_serves(several, tmp_path, what, stored):
    run = shutil.copytree(several, tmp_path / "run")
    for day in (60, 40):
        folder = run / "checkpoints" / f"day{day:+06d}"
        if what == "missing":
            (folder / checkpoints.NOTE).unlink()
        elif what == "journal":
            damage(sorted((run / "parts").glob("journal-*"))[-1 if day == 60 else -2])
        elif what == "note":
            note = json.loads((folder / checkpoints.NOTE).read_text())
            note["rows"]["journal"] += 1
            (folder / checkpoints.NOTE).write_text(json.dumps(note))
        else:
            damage(folder / checkpoints.STATE)
    result = api.resume(run)
    assert result.digest == stored[1]["digest"]
    assert result.manifest.extra["days_lived"] == DAYS - 20


@posix
def test_two_processes_do_not_go_on_with_one_run(broken_off):
    before = sorted(broken_off.rglob("*"))
    claim = claimed(broken_off)
    try:
        with pytest.raises(InputError, match="another process is at work"):
            api.resume(broken_off)
    finally:
        os.close(claim)
        (broken_off / CLAIM).unlink()
    assert sorted(broken_off.rglob("*")) == before


def test_without_a_whole_checkpoint_there_is_nothing_to_go_on_from(run):
    damage(run / "checkpoints" / "day+00040" / checkpoints.STATE)
    before = sorted(run.rglob("*"))
    with pytest.raises(InputError, match="no checkpoint is whole"):
        api.resume(run)
    for day in checkpoints.days(run):
        checkpoints.remove(run, day)
    with pytest.raises(InputError, match="nothing to resume"):
        api.resume(run)
    assert [path for path in before if path.is_file() and "checkpoints" not in path.parts] == [
        path for path in sorted(run.rglob("*")) if path.is_file()
    ]


@pytest.mark.parametrize(
    ("what", "told"), [("program", "another version of scorelab"), ("scenario", "another scenario, seed or")]
)
def test_another_version_or_world_does_not_go_on_with_a_run(run, what, told):
    note = latest(run)
    other = note.model_copy(update={"origin": note.origin.model_copy(update={what: "0" * 20})})
    sealed = other.model_copy(update={"seal": checkpoints.seal(other)})
    (run / "checkpoints" / "day+00040" / checkpoints.NOTE).write_text(sealed.model_dump_json())
    with pytest.raises(InputError, match=told):
        api.resume(run)


def test_a_checkpoint_of_another_run_is_refused(run, tmp_path):
    other = interrupted(tmp_path / "other", seed=SEED + 1)
    for folder in ("checkpoints", "parts"):
        shutil.rmtree(run / folder)
        shutil.copytree(other / folder, run / folder)
    with pytest.raises(InputError, match="another scenario, seed or"):
        api.resume(run)


def test_a_checkpoint_holds_numbers_only_and_says_that_it_is_synthetic(broken_off):
    note = latest(broken_off)
    assert "invented" in note.notice
    assert not any(array.dtype.hasobject for array in checkpoints.arrays_of(broken_off, note).values())
