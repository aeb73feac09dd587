"""Run a scenario with the engine: candidates in bulk, days, and the journal handed on in pieces."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scorelab.cache import mark_warm
from scorelab.casting import CERTAIN_HEIGHT, SCRIPT_LAYER, casting, scripted_acts, scripted_incidents
from scorelab.digest import STATE_FIELDS, digest_text
from scorelab.engine.batches import Batch, work_batch
from scorelab.engine.days import begin_month, live_days, meet_retention_limit
from scorelab.engine.ending import digest_journal, digest_state, final_state
from scorelab.engine.handle import handle_of
from scorelab.engine.ledger import appoint
from scorelab.engine.plan import ABOVE_REST, empty_candidates, plan_block, sort_by_day
from scorelab.engine.program import SIDE_BY_SIDE, program
from scorelab.engine.room import with_room
from scorelab.engine.state import (
    APPOINTMENTS,
    BOOK,
    CAUSES,
    OVERFLOW,
    ROWS,
    VISITS,
    World,
    build_world,
)
from scorelab.population.build import Population
from scorelab.rules.chance import candidate_mark
from scorelab.rules.doors import WARM_UP_DAYS
from scorelab.rules.incidents import FREQUENT_WINDOW, MONTH_BITS, RARE_WINDOW, WINDOW_BITS, IncidentKind
from scorelab.scenario.compile import RuleBook, rule_books
from scorelab.scenario.schema import Scenario
from scorelab.timeline import timeline

Columns = dict[str, NDArray[Any]]
Sink = Callable[[Columns, Columns], None]
Progress = Callable[[int, int], None]

BLOCK = 1 << 15
"""People whose candidates are drawn at one go."""

JOURNAL_TYPES = {
    "row": np.int64,
    "kind": np.int16,
    "what": np.int16,
    "truth": np.int8,
    "other": np.int32,
    "amount": np.int64,
    "trigger": np.int64,
}


@dataclass(frozen=True)
class EngineRun:
    """What a run leaves besides its journal.

    Attributes
    ----------
    digest : str
        See :mod:`scorelab.digest`.
    state : dict of arrays
        The final state, one value a person.
    counts : dict of int
        Visits, candidates drawn, appointments made, rows, causes.
    seconds_first_day : float
        From the call to the end of the first simulated day (of the opening).
    """

    digest: str
    state: dict[str, NDArray[Any]]
    counts: dict[str, int]
    seconds_first_day: float


@dataclass
class Shelf:
    """Rule books of everybody (`person` -1) or of one scripted person, by place in the world's arrays."""

    person: int
    first: int
    days: list[int]

    def on(self, day: int) -> int:
        """Place of the book in force on a day."""
        return self.first + max(sum(start <= day for start in self.days), 1) - 1


@njit(cache=True, nogil=True)
def make_appointment(arrays: Any, day: int, due: int, person: int, subject: int, extra: int) -> None:
    """Make one appointment from outside the days."""
    appoint(handle_of(arrays), day, due, person, subject, extra, 0)


class Simulation:
    """One run of the engine, from the opening's first day to the end."""

    def __init__(self, scenario: Scenario, population: Population, threads: int) -> None:
        self.scenario = scenario
        self.line = timeline(scenario)
        self.first, self.end = self.line.first_day, self.line.days
        self.threads = threads
        self.cast = casting(scenario, population)
        books = self._shelve(scenario)
        self.world: World = build_world(
            population,
            books,
            scenario.seed,
            self.first,
            self.end,
            self.line.calendar,
            [shelf.person for shelf in self.shelves[1:]],
        )
        self.program = program(books[0], self.line)
        self.court_kinds = self._court_kinds(books)
        self.planning_rules = np.unique(self.world.incidents, axis=0)
        self.sums = np.zeros(2, np.uint64)
        self.rows, self.causes, self.candidates = 0, 0, 0
        for act in scripted_acts(scenario, self.cast):
            make_appointment(self.world, act.day, int(act.due), act.person, act.subject, act.extra)

    def _shelve(self, scenario: Scenario) -> list[RuleBook]:
        books = list(rule_books(scenario))
        self.shelves = [Shelf(-1, 0, [book.from_day for book in books])]
        roles = dict.fromkeys(change.for_ for change in scenario.interventions if change.for_ is not None)
        for role in roles:
            own = rule_books(scenario, role)
            self.shelves.append(Shelf(self.cast[role], len(books), [book.from_day for book in own]))
            books.extend(own)
        return books

    def _court_kinds(self, books: list[RuleBook]) -> frozenset[int]:
        """Kinds of incident that can reach a court: the opening needs no others."""
        believed = any(book.p["mechanism_error_fabricated"] and book.p["errors_fabricated"] for book in books)
        kinds = {kind for kind in IncidentKind for book in books if book.incidents[kind - 1]["claim"]}
        kinds.discard(IncidentKind.MALICIOUS_REPORT)
        return frozenset(kinds | ({IncidentKind.MALICIOUS_REPORT} if believed else set()))

    def run(self, sink: Sink, progress: Progress | None) -> float:
        """Live every day; returns the seconds until the first day was over."""
        began = time.perf_counter()
        first_day = 0.0
        nothing = (empty_candidates(0), np.zeros(1, np.int64), self.first)
        plans = {FREQUENT_WINDOW: nothing, RARE_WINDOW: nothing}
        with ThreadPoolExecutor(self.threads) as pool:
            day = self.first
            while day < self.end:
                for bits in plans:
                    if day == self.first or day % (1 << bits) == 0:
                        plans[bits] = self._plan(pool, bits, day)
                self._take_up_rules(day)
                for batch in self.program.get(day, ()):
                    self._work(pool, batch, day)
                if day >= -WARM_UP_DAYS and day % (1 << MONTH_BITS) == 0:
                    while not begin_month(self.world, day):
                        self.world = with_room(self.world)
                until = self._next_stop(day)
                while day < until:
                    stop = day + 1 if first_day == 0.0 else until
                    reached = live_days(self.world, day, stop, *plans[FREQUENT_WINDOW], *plans[RARE_WINDOW])
                    if reached == day:
                        self.world = with_room(self.world)
                    elif first_day == 0.0:
                        first_day = time.perf_counter() - began
                    day = reached
                if self.world.numbers[OVERFLOW]:
                    raise RuntimeError(f"more happened before day {day} than there was room for")
                self._hand_on(sink)
                if progress is not None:
                    progress(day - self.first, self.end - self.first)
        return first_day

    def _next_stop(self, day: int) -> int:
        """The next day on which something must be done outside the kernels."""
        stops = [self.end, ((day >> MONTH_BITS) + 1) << MONTH_BITS]
        stops += [other for other in self.program if other > day]
        stops += [start for shelf in self.shelves for start in shelf.days if start > day]
        return min(stops)

    def _work(self, pool: ThreadPoolExecutor, batch: Batch, day: int) -> None:
        """Do one kind of work for everybody."""
        people = len(self.world.people)
        if batch in SIDE_BY_SIDE:
            blocks = [(low, min(low + BLOCK, people)) for low in range(0, people, BLOCK)]
            list(pool.map(lambda block: work_batch(self.world, int(batch), day, *block), blocks))
            return
        reached = 0
        while (reached := work_batch(self.world, int(batch), day, reached, people)) < people:
            self.world = with_room(self.world)

    def _take_up_rules(self, day: int) -> None:
        """Put the books of the day in force; a new retention limit also meets older listings."""
        w = self.world
        before = [shelf.on(day - 1) for shelf in self.shelves]
        after = [shelf.on(day) for shelf in self.shelves]
        w.numbers[BOOK] = after[0]
        w.cast_book[:] = after[1:]
        limited = w.p["safeguard_retention_limit_in_law"]
        newly = np.zeros(len(w.p), np.bool_)
        for old, new in zip(before, after, strict=True):
            newly[new] = limited[new] and not limited[old]
        if day > self.first and newly.any():
            while not meet_retention_limit(self.world, newly, day):
                self.world = with_room(self.world)

    def _plan(
        self, pool: ThreadPoolExecutor, bits: int, day: int
    ) -> tuple[NDArray[Any], NDArray[np.int64], int]:
        """Draw the candidates of a window that holds today, in order of days."""
        w = self.world
        window_end = ((day >> bits) + 1) << bits
        end = min(window_end, self.end)
        kinds = np.array(
            [
                kind
                for kind in IncidentKind
                if WINDOW_BITS[kind] == bits and (day >= 0 or kind in self.court_kinds)
            ],
            np.int64,
        )

        def block(low: int) -> NDArray[Any]:
            high = min(low + BLOCK, len(w.people))
            room = 2 * (high - low) + 256
            while True:
                out = empty_candidates(room)
                found = plan_block(
                    w.people, self.planning_rules, kinds, self.scenario.seed, day, end, low, high, out
                )
                if found <= room:
                    return out[:found]
                room = found

        blocks = list(pool.map(block, range(0, len(w.people), BLOCK))) if len(kinds) else []
        found = np.concatenate([*blocks, self._scripted(bits, day, end)])
        del blocks
        out = empty_candidates(len(found))
        start = sort_by_day(found, day, end - day, out)
        if self.scenario.script is not None:
            out = out[np.lexsort((out["mark"] & ~ABOVE_REST, out["person"], out["day"]))]
        self.candidates += len(out)
        return out, start, day

    def _scripted(self, bits: int, day: int, end: int) -> NDArray[Any]:
        """The script's incidents of a window, as candidates that come true."""
        chosen = [
            incident
            for incident in scripted_incidents(self.scenario, self.cast)
            if WINDOW_BITS[incident.kind] == bits and day <= incident.day < end
        ]
        out = empty_candidates(len(chosen))
        for place, incident in enumerate(chosen):
            mark = candidate_mark(incident.kind, SCRIPT_LAYER, incident.n)
            out[place] = (incident.person, CERTAIN_HEIGHT, incident.day, mark)
        return out

    def _hand_on(self, sink: Sink) -> None:
        """Hand the journal written so far to the sink, and begin a new page."""
        w = self.world
        rows, causes = int(w.numbers[ROWS]), int(w.numbers[CAUSES])
        if rows == 0:
            return
        page, reasons = w.rows[:rows], w.causes[:causes]
        digest_journal(page, reasons, self.sums)
        sink(
            {name: page[name].astype(kind) for name, kind in JOURNAL_TYPES.items()},
            {name: reasons[name].copy() for name in ("row", "cause", "share")},
        )
        self.rows += rows
        self.causes += causes
        w.numbers[ROWS] = w.numbers[CAUSES] = 0

    def finish(self) -> tuple[str, dict[str, NDArray[Any]]]:
        """The digest and the final state."""
        state = final_state(self.world)
        digest_state(state, 0, self.sums)
        return digest_text(int(self.sums[0]), int(self.sums[1])), dict(zip(STATE_FIELDS, state, strict=True))


def simulate(
    scenario: Scenario,
    population: Population,
    sink: Sink,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> EngineRun:
    """Run a scenario over a population.

    Parameters
    ----------
    scenario : Scenario
        A loaded scenario.
    population : Population
        Its people, built from the same seed.
    sink : callable
        Called with (journal, causes), dictionaries of columns, in order of days.
    threads : int, optional
        Threads that draw candidates; the result does not depend on it. Default: one a processor.
    progress : callable, optional
        Called with (days lived, days in all), the opening included.
    """
    run = Simulation(scenario, population, threads or os.cpu_count() or 1)
    first_day = run.run(sink, progress)
    digest, state = run.finish()
    mark_warm()
    counts = {
        "visits": int(run.world.numbers[VISITS]),
        "candidates": run.candidates,
        "appointments": int(run.world.numbers[APPOINTMENTS]),
        "rows": run.rows,
        "causes": run.causes,
    }
    return EngineRun(digest, state, counts, first_day)
