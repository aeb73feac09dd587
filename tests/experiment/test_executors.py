"""Whoever does the work, the result is the same: threads, processes, a Dask cluster that loses a worker."""

import builtins
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from scorelab.errors import InputError, ScorelabError
from scorelab.experiment.compare import compare
from scorelab.experiment.crew import AHEAD, crew
from scorelab.system import processors
from tests.cli.conftest import SCORELAB, environment, options
from tests.cli.test_interruption import PATIENCE, wait_for

LIST = "court-list-2023"
CHANGE = {"change": {"court.pays_per_year": 2}}


def doubled(number):
    return 2 * number


def die(number):
    os._exit(number)


def test_jobs_are_done_once_each_whoever_does_them():
    expected = [(number, 2 * number) for number in range(50)]
    for executor in (None, ThreadPoolExecutor(3)):
        with crew(executor, people=10, workers=1 if executor is None else None) as workforce:
            assert sorted(workforce.each(doubled, range(50))) == expected


def test_few_jobs_wait_at_a_time():
    taken = []

    def jobs():
        for number in range(100):
            taken.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor, crew(executor, people=10) as workforce:
        for done, _ in enumerate(workforce.each(doubled, jobs()), 1):
            assert len(taken) <= done + workforce.size * AHEAD
    assert len(taken) == 100


def test_processors_are_divided_among_the_workers():
    with crew(people=10, workers=1) as alone:
        assert (alone.size, alone.threads) == (1, 1)
    with crew(people=10, jobs=1) as single:
        assert (single.size, single.threads) == (1, processors())
    with ThreadPoolExecutor(2) as executor, crew(executor, people=10) as workforce:
        assert workforce.size * workforce.threads <= max(processors(), 2)


def test_no_more_workers_than_memory_holds():
    with crew(people=2_000_000_000, workers=8) as workforce:
        assert workforce.size == 1


def test_a_worker_that_dies_is_told_of_in_one_line():
    with (
        ProcessPoolExecutor(1) as executor,
        crew(executor, people=10) as workforce,
        pytest.raises(ScorelabError, match="a worker process died"),
    ):
        list(workforce.each(die, [3]))


def test_without_dask_the_extra_is_named(monkeypatch):
    def nothing_of_dask(name, *arguments, real=builtins.__import__, **more):
        if name == "distributed":
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", nothing_of_dask)
    with pytest.raises(InputError, match=r"scorelab\[dask\]"), crew("dask://127.0.0.1:9", people=10):
        pass


def test_a_scheduler_that_is_not_there_is_refused_in_one_line(refused):
    pytest.importorskip("distributed")
    line = refused(
        "compare", LIST, "--with", "reasons", "--people", "300", "--executor", "dask://127.0.0.1:9"
    )
    assert "no Dask scheduler at dask://127.0.0.1:9" in line


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_loses_no_result_and_doubles_none(small):
    distributed = pytest.importorskip("distributed")
    expected = compare(LIST, **CHANGE, replicates=8, **small)
    killed = []
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            workers = client.run(os.getpid)

        def watch(step, done, of):
            if 0 < done < of and not killed:
                killed.append(workers.popitem())
                os.kill(killed[0][1], signal.SIGKILL)

        address = cluster.scheduler_address.replace("tcp://", "dask://")
        found = compare(
            LIST, **CHANGE, replicates=8, **(small | {"workers": None}), executor=address, progress=watch
        )
    assert killed
    assert found.to_json() == expected.to_json()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupted_experiment_leaves_nothing(tmp_path, workers):
    command = [*SCORELAB, "sweep", LIST, "--vary", "court.listed", "--design", "grid", "--samples", "500"]
    command += [*options({}, people=3000), "--workers", str(workers), "--out", "swept"]
    shelter = tmp_path / "shelter"
    shelter.mkdir()
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment() | {"TMPDIR": str(shelter)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lived = tmp_path / "swept" / "lived.jsonl"
    try:
        wait_for(lambda: lived.exists() and lived.stat().st_size > 0, process)
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert printed == ""
    assert said == "scorelab: interrupted; nothing is left of what was unfinished\n"
    assert list(shelter.iterdir()) == []
    assert not json.loads((tmp_path / "swept" / "manifest.json").read_text())["complete"]


def test_throughput_is_measured_for_each_number_of_workers():
    from scorelab.experiment.throughput import WORLDS, throughput

    (alone,) = throughput([1], people=60, days=5)
    assert (alone.workers, alone.worlds, alone.times) == (1, WORLDS, 1)
    assert alone.to_json()["worlds_a_second"] == alone.worlds / alone.seconds
    assert "worlds a second" in str(alone)
