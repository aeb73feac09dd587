"""Run a scenario with the engine: candidates in bulk, days, and the journal handed on in pieces."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import mark_warm
from scorelab.casting import casting, scripted_acts
from scorelab.compiler import njit
from scorelab.digest import STATE_FIELDS, digest_text
from scorelab.engine.batches import Batch, work_batch
from scorelab.engine.bills import readers_of_bills, with_bills_in_order, with_bills_missed
from scorelab.engine.checkpoint import Pauses, State, put_back, taken
from scorelab.engine.days import begin_searches, live_days, meet_retention_limit
from scorelab.engine.dying import clear_agenda
from scorelab.engine.ending import digest_journal, digest_state, take_down
from scorelab.engine.handle import handle_of
from scorelab.engine.layout import (
    APPOINTMENTS,
    BOOK,
    CAUSES,
    ENROLLED,
    JOURNAL_TYPES,
    LEFT,
    OVERFLOW,
    REFORMED,
    ROWS,
    TO_UPDATE,
    UNSETTLED,
    VISITS,
)
from scorelab.engine.ledger import appoint
from scorelab.engine.plan import empty_candidates
from scorelab.engine.planning import BLOCK, Plan, Planner
from scorelab.engine.program import SIDE_BY_SIDE, program
from scorelab.engine.room import with_room
from scorelab.engine.shelves import shelve
from scorelab.engine.state import World, build_world
from scorelab.engine.stretches import Stretches
from scorelab.engine.turning import take_turn
from scorelab.population.build import Population
from scorelab.population.happenings import Happening
from scorelab.rules.incidents import FREQUENT_WINDOW, MONTH_BITS, RARE_WINDOW
from scorelab.rules.safeguards import changes_contacts
from scorelab.scenario.schema import Scenario
from scorelab.timeline import timeline

Columns = dict[str, NDArray[Any]]
Sink = Callable[[Columns, Columns], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class EngineRun:
    """What a run leaves besides its journal.

    Attributes
    ----------
    digest : str
        See :mod:`scorelab.digest`.
    state : dict of arrays
        The final state, one value a person; of each scheme `enrolled.<scheme>` (1 whom it ever held),
        `left.` (1 whom it holds no more; the score and the grade are then the last ones), `start.`, `score.`
        (tenths of a point) and `grade.` (rank from the lowest, 0).
    counts : dict of int
        Visits, candidates drawn, appointments made, rows, causes.
    seconds_first_day : float
        From the call to the end of the first simulated day (of the opening).
    days_lived : int
        Days that this call lived, the opening's included; fewer than the run has if it began with a state.
    """

    digest: str
    state: dict[str, NDArray[Any]]
    counts: dict[str, int]
    seconds_first_day: float
    days_lived: int


@njit(cache=True, nogil=True)
def make_appointment(arrays: Any, day: int, due: int, person: int, subject: int, extra: int) -> None:
    """Make one appointment from outside the days."""
    appoint(handle_of(arrays), day, due, person, subject, extra, 0)


class Simulation:
    """One run of the engine, from the opening's first day, or from a kept state, to the end.

    `sums` are those of the digest, over all rows so far; `days_lived` counts the days that this object lived.
    """

    def __init__(
        self, scenario: Scenario, population: Population, threads: int, state: State | None = None
    ) -> None:
        self.scenario = scenario
        self.line = timeline(scenario)
        self.first, self.end = self.line.first_day, self.line.days
        self.begin = self.first if state is None else state.day
        self.threads = threads
        self.cast = casting(scenario, population)
        self.shelves, books = shelve(scenario, self.cast)
        self.world: World = build_world(
            population,
            books,
            scenario.seed,
            self.first,
            self.end,
            self.line.calendar,
            self.line.month_starts,
            [shelf.person for shelf in self.shelves[1:]],
        )
        self.course = population.course
        self.as_drawn = self.world.people if self.course is None else self.world.people.copy()
        self.program = program(books, self.line)
        self.readers_of_bills = readers_of_bills(self.world)
        self.books = books
        self.sums = np.zeros(2, np.uint64)
        self.rows, self.causes, self.candidates, self.days_lived = 0, 0, 0, 0
        self.plans: dict[int, Plan] = {}
        if state is not None:
            self._go_on_from(state)
        for act in scripted_acts(scenario, self.cast) if state is None else ():
            make_appointment(self.world, act.day, int(act.due), act.person, act.subject, act.extra)

    def _go_on_from(self, state: State) -> None:
        if state.cast != self.cast:
            raise RuntimeError("the roles of the script would be played by others than until now")
        self.world = put_back(self.world, state.day, state.arrays)
        self.sums[:] = state.arrays["sums"]
        self.rows, self.causes, self.candidates = state.arrays["counts"].tolist()
        self._work_in_order(Batch.WISHES_AGAIN, state.day)
        with ThreadPoolExecutor(self.threads) as pool:
            self._work(pool, Batch.MARK_HABITS, state.day)

    def state(self, day: int) -> State:
        """The state at the beginning of a day, up to which all days have been lived."""
        ahead = sum(len(found) - int(start[day - since]) for found, start, since in self.plans.values())
        counts = np.array([self.rows, self.causes, self.candidates - ahead])
        return State(
            day,
            self.cast,
            taken(self.world, day, self.course is not None) | {"sums": self.sums.copy(), "counts": counts},
        )

    def run(
        self, sink: Sink, progress: Progress | None, pauses: Pauses | None = None, until: int | None = None
    ) -> float:
        """Live every day, or those before `until`; returns the seconds until the first day was over."""
        began = time.perf_counter()
        first_day = 0.0
        with ThreadPoolExecutor(self.threads) as pool, ThreadPoolExecutor(self.threads) as beside:
            planner = self._planner(pool, beside)
            self.stretches = Stretches(len(self.world.people), self.threads, pool)
            plans, day = self.plans, self.begin
            end = self.end if until is None else until
            while day < end:
                if pauses is not None and pauses.is_due(day) and day > self.begin:
                    pauses.keep(self.state(day))
                for bits in (FREQUENT_WINDOW, RARE_WINDOW):
                    if day == self.begin or day % (1 << bits) == 0:
                        plans[bits] = planner.take(bits, day)
                        self.candidates += len(plans[bits][0])
                self._take_up_rules(day)
                for batch in self.program.get(day, ()):
                    self._work(pool, batch, day)
                while day == 0 and not begin_searches(self.world):
                    self.world = with_room(self.world)
                next_stop = min(end, self._next_stop(day), end if pauses is None else pauses.after(day))
                while day < next_stop:
                    stop = day + 1 if first_day == 0.0 else next_stop
                    reached = live_days(self.world, day, stop, *plans[FREQUENT_WINDOW], *plans[RARE_WINDOW])
                    if reached == day:
                        self.world = with_room(self.world)
                    elif first_day == 0.0:
                        first_day = time.perf_counter() - began
                        # Whoever asks for one thread has other uses for the other processors.
                        if self.threads > 1:
                            planner.begin_ahead(day)
                    self.days_lived += reached - day
                    day = reached
                if self.world.numbers[OVERFLOW]:
                    raise RuntimeError(f"more happened before day {day} than there was room for")
                self._hand_on(sink, pool)
                if progress is not None:
                    progress(day - self.first, self.end - self.first)
        return first_day

    def _planner(self, pool: ThreadPoolExecutor, beside: ThreadPoolExecutor) -> Planner:
        # Luck's candidates are drawn ahead, of the dead as well: nothing comes of theirs.
        world = self.world._replace(people=self.as_drawn)
        return Planner(self.scenario, self.cast, world, self.books, self.end, pool, beside)

    def live_first_day(self) -> None:
        """Live the first day of the opening alone, without candidates and without the work before it."""
        nothing: Plan = empty_candidates(0), np.zeros(2, np.int64), self.first
        live_days(self.world, self.first, self.first + 1, *nothing, *nothing)

    def begin_first_day(self) -> None:
        """Do all that comes before the first day of the opening, and what comes after the last."""
        with ThreadPoolExecutor(self.threads) as pool:
            self._planner(pool, pool).take(RARE_WINDOW, self.first)
            self.stretches = Stretches(len(self.world.people), self.threads, pool)
            for batch in (Batch.WISHES, Batch.UPDATE):
                self._work(pool, batch, self.first)
        begin_searches(self.world)
        self.finish()

    def _next_stop(self, day: int) -> int:
        """The next day on which something must be done outside the kernels."""
        stops = [((day >> MONTH_BITS) + 1) << MONTH_BITS]
        stops += [other for other in self.program if other > day]
        stops += [start for shelf in self.shelves for start in shelf.days if start > day]
        return min(stops)

    def _work(self, pool: ThreadPoolExecutor, batch: Batch, day: int) -> None:
        """Do one kind of work for everybody."""
        if self.readers_of_bills and batch in (Batch.ENROL, Batch.READ_HABITS):
            self.world = with_bills_in_order(self.world, day)
        if batch == Batch.LIVES:
            self._let_lives_go_on(day)
        elif batch == Batch.UPDATE:
            self.world = self.stretches.update(self.world, day)
        elif batch == Batch.WISHES:
            self.world = self.stretches.plan_wishes(self.world, day)
        elif batch in SIDE_BY_SIDE:
            people = len(self.world.people)
            blocks = [(low, min(low + BLOCK, people)) for low in range(0, people, BLOCK)]
            list(pool.map(lambda block: work_batch(self.world, int(batch), day, *block), blocks))
        else:
            self._work_in_order(batch, day)

    def _let_lives_go_on(self, day: int) -> None:
        """The turn of lives."""
        course, reached = self.course, 0
        if course is None:
            return
        happenings = course.on(day)
        family = course.mother, course.father, course.founders
        while (reached := take_turn(self.world, day, happenings, *family, reached)) < len(happenings):
            self.world = with_room(self.world)
        if np.isin(happenings["kind"], (Happening.DEATH, Happening.RETIREMENT)).any():
            retired = np.zeros(len(self.world.people), np.bool_)
            retired[happenings["person"][happenings["kind"] == Happening.RETIREMENT]] = True
            clear_agenda(self.world, day, retired)

    def _work_in_order(self, batch: Batch, day: int) -> None:
        people, reached = len(self.world.people), 0
        while (reached := work_batch(self.world, int(batch), day, reached, people)) < people:
            self.world = with_room(self.world)

    def _take_up_rules(self, day: int) -> None:
        """Put the books of the day in force.

        A new retention limit also meets older listings; platforms look again at all whose contacts
        count by other rules than the day before.
        """
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
        if day > 0:
            for shelf, old, new in zip(self.shelves, before, after, strict=True):
                if old != new and changes_contacts(self.books[old].reader().p, self.books[new].reader().p):
                    self._unsettle(shelf.person)

    def _unsettle(self, person: int) -> None:
        """Let platforms look again at somebody, or at all who have no rule books of their own."""
        w = self.world
        whom = np.ones(len(w.people), np.bool_)
        whom[[shelf.person for shelf in self.shelves[1:]]] = False
        if person >= 0:
            whom = np.arange(len(w.people)) == person
        for index, scheme in enumerate(self.scenario.schemes.all):
            held = whom & (w.standings[:, index]["flags"] & ENROLLED != 0)
            if scheme in self.scenario.schemes.platforms:
                w.standings["flags"][held, index] |= UNSETTLED | REFORMED
                w.marks[held] |= TO_UPDATE

    def _hand_on(self, sink: Sink, pool: ThreadPoolExecutor) -> None:
        """Hand the journal written so far to the sink, and begin a new page."""
        w = self.world
        rows, causes = int(w.numbers[ROWS]), int(w.numbers[CAUSES])
        if rows == 0:
            return
        page, reasons = w.rows[:rows], w.causes[:causes]
        added_up = pool.submit(digest_journal, page, reasons, self.sums)
        if self.readers_of_bills:
            self.world = with_bills_missed(w, page, self.readers_of_bills)
        columns = pool.map(lambda item: page[item[0]].astype(item[1]), JOURNAL_TYPES.items())
        contributors = {name: reasons[name].copy() for name in ("row", "cause", "share")}
        sink(dict(zip(JOURNAL_TYPES, columns, strict=True)), contributors)
        added_up.result()
        self.rows += rows
        self.causes += causes
        w.numbers[ROWS] = w.numbers[CAUSES] = 0

    def finish(self) -> tuple[str, dict[str, NDArray[Any]]]:
        """The digest and the final state."""
        people = len(self.world.people)
        state = np.zeros((len(STATE_FIELDS), people), np.int32)

        def take_down_block(first: int) -> NDArray[np.uint64]:
            block, sums = state[:, first : first + BLOCK], np.zeros(2, np.uint64)
            take_down(self.world, first, block)
            digest_state(block, first, sums)
            return sums

        with ThreadPoolExecutor(self.threads) as pool:
            for sums in pool.map(take_down_block, range(0, people, BLOCK)):
                self.sums += sums
        fields = dict(zip(STATE_FIELDS, state, strict=True))
        return digest_text(int(self.sums[0]), int(self.sums[1])), fields | self._standings()

    def _standings(self) -> dict[str, NDArray[Any]]:
        """What schemes hold about everybody at the end: enrolled, start, score (tenths), grade (rank)."""
        found = {}
        for index, scheme in enumerate(self.scenario.schemes.all):
            standing = self.world.standings[:, index]
            found[f"enrolled.{scheme.name}"] = (standing["flags"] & (ENROLLED | LEFT) != 0).astype(np.uint8)
            found[f"left.{scheme.name}"] = (standing["flags"] & LEFT != 0).astype(np.uint8)
            for name, field in (("start", "start"), ("score", "score"), ("grade", "rank")):
                found[f"{name}.{scheme.name}"] = standing[field].copy()
        return found


def simulate(
    scenario: Scenario,
    population: Population,
    sink: Sink,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    state: State | None = None,
    pauses: Pauses | None = None,
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
    state : State, optional
        Where to go on, in place of the beginning; counts and digest are those of the whole run.
    pauses : Pauses, optional
        When the state is kept, and by whom.
    """
    run = Simulation(scenario, population, threads or os.cpu_count() or 1, state)
    first_day = run.run(sink, progress, pauses)
    digest, left = run.finish()
    mark_warm()
    counts = {
        "visits": int(run.world.numbers[VISITS]),
        "candidates": run.candidates,
        "appointments": int(run.world.numbers[APPOINTMENTS]),
        "rows": run.rows,
        "causes": run.causes,
    }
    return EngineRun(digest, left, counts, first_day, run.days_lived)
