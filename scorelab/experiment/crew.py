"""Who does the work: any `concurrent.futures.Executor`; processes by default, Dask by its address."""

import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from scorelab.errors import InputError, ScorelabError
from scorelab.progress import Progress
from scorelab.run import BYTES_A_PERSON
from scorelab.system import memory_mb, processors

if TYPE_CHECKING:
    from scorelab.user_rules import RulesFile

Job = TypeVar("Job")
Done = TypeVar("Done")

AHEAD = 2
"""Tasks that wait for each worker: results and tasks in memory stay bounded, however many there are."""

OF_OTHERS = 32
"""Tasks handed at once to an executor whose number of workers is not known."""

MB_A_WORKER = 400
"""What a worker takes before it holds anybody, in millions of bytes."""

HELD = 14
"""How many times the least memory of a society a run takes at its highest, tables for measures included."""

DASK = "dask://"
PATIENCE = "3s"
"""How long a scheduler may take to answer."""

RETRIES = 5
"""How often Dask tries a task again whose worker died."""


@dataclass
class Crew:
    """Workers, and how much each may take.

    Attributes
    ----------
    executor : Executor or None
        What tasks are handed to; None to do them here, one after another.
    size : int
        How many work at once.
    threads : int
        Threads of a worker.
    shelter : Path or None
        A folder for runs that are not kept, if the workers share this machine's disk.
    """

    executor: Executor | None
    size: int
    threads: int
    shelter: Path | None

    def each(self, work: Callable[[Job], Done], jobs: Iterable[Job]) -> Iterator[tuple[Job, Done]]:
        """Do every job once, and give each with its result as soon as it is done.

        Raises
        ------
        ScorelabError
            If a worker dies and nobody takes its place.
        """
        if self.executor is None:
            for job in jobs:
                yield job, work(job)
            return
        left = iter(jobs)
        running: dict[Future[Done], Job] = {}
        while True:
            for job in islice(left, max(self.size * AHEAD - len(running), 0)):
                running[self.executor.submit(work, job)] = job
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), _result(future)


def _result(future: "Future[Done]") -> Done:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise ScorelabError(
            "a worker process died (for want of memory, if nobody ended it): fewer people or fewer --workers"
        ) from error


@contextmanager
def crew(
    executor: Executor | str | None = None,
    *,
    people: int,
    jobs: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    rules: "RulesFile | None" = None,
) -> Iterator[Crew]:
    """Workers for as long as they are needed.

    Parameters
    ----------
    executor : Executor or str, optional
        Any executor, which is used as it is and left open; or `dask://HOST:PORT`, a Dask
        scheduler; by default processes of this machine.
    people : int
        How many people each world has: as many processes start as memory holds.
    jobs : int, optional
        How many jobs there will be at most.
    workers : int, optional
        How many processes; by default one a processor.
    progress : callable, optional
        Told if the engine must be compiled first.
    rules : RulesFile, optional
        Rules of a user's own under which some worlds will be lived.

    Raises
    ------
    InputError
        If the number of workers is none, there is no such scheduler, or Dask is not installed.
    """
    if workers is not None and workers < 1:
        raise InputError("--workers", workers, "a whole number from 1")
    if isinstance(executor, str):
        with _dask(executor) as found:
            yield found
        return
    if executor is not None:
        size = getattr(executor, "_max_workers", OF_OTHERS)
        yield Crew(executor, size, max(processors() // size, 1), None)
        return
    shelter = Path(tempfile.mkdtemp(prefix="scorelab-"))
    try:
        size = min(workers or processors(), jobs or processors(), _held_by_memory(people))
        _compile(progress, rules)
        if size == 1:
            yield Crew(None, 1, processors() if workers is None else 1, shelter)
        else:
            threads = max(processors() // size, 1)
            with _processes(size, threads) as pool:
                yield Crew(pool, size, threads, shelter)
    finally:
        shutil.rmtree(shelter, ignore_errors=True)


def _held_by_memory(people: int) -> int:
    """How many worlds of this size memory holds at once; at least one, which the run itself refuses."""
    memory = memory_mb()
    if memory is None:
        return processors()
    return max(int(memory / (MB_A_WORKER + people * BYTES_A_PERSON * HELD / 1e6)), 1)


def _compile(progress: Progress | None, rules: "RulesFile | None") -> None:
    """Have the engine compiled once, by runs of nobody in particular, before workers start."""
    from scorelab.cache import is_cold
    from scorelab.run import run

    short: dict[str, Any] = {"people": 60, "days": 1, "set": {"time.opening_years": 0}, "progress": progress}
    if is_cold():
        run("blank", **short)
    if rules is not None and is_cold(rules.sha256):
        run("blank", **short, rules=rules.path)


@contextmanager
def _processes(size: int, threads: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes of so many threads, which end with this context whatever happens in it.

    They start anew instead of as copies, for a copy of a process with threads may hang.
    """
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(size, multiprocessing.get_context("spawn"), _begin, (threads,))
    try:
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(threads: int) -> None:
    """Begin a worker: interrupts are the parent's business; tables take no more threads than the engine."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Polars reads this when it is first imported, as it is when a worker reads its first run.
    os.environ.setdefault("POLARS_MAX_THREADS", str(threads))


@contextmanager
def _dask(address: str) -> Iterator[Crew]:
    """The workers of a Dask cluster."""
    if not address.startswith(DASK) or ":" not in address.removeprefix(DASK):
        raise InputError("--executor", address, f"{DASK}HOST:PORT, the address of a Dask scheduler")
    try:
        from distributed import Client
    except ImportError:
        raise InputError(
            "--executor", "no Dask in this installation", "the extra dask: pip install scorelab[dask]"
        ) from None
    client = _connected(Client, address)
    try:
        size = sum(client.nthreads().values())
        if size == 0:
            raise InputError("--executor", f"a scheduler without workers at {address}", "at least one worker")
        yield Crew(client.get_executor(pure=False, retries=RETRIES), size, 1, None)
    finally:
        client.close()


def _connected(client: Any, address: str) -> Any:
    import logging

    # Whoever is not there is told of in one line below, not in the log of every attempt.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return client(f"tcp://{address.removeprefix(DASK)}", timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError("--executor", f"no Dask scheduler at {address}", "the address of one") from error
