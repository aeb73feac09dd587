"""Candidates, drawn on threads window by window: the next one while days of the present one are lived."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.casting import CERTAIN_HEIGHT, SCRIPT_LAYER, scripted_incidents
from scorelab.engine.plan import (
    ABOVE_REST,
    count_by_day,
    empty_candidates,
    layers_of,
    place_by_day,
    plan_block,
)
from scorelab.engine.state import World
from scorelab.rules.chance import candidate_mark
from scorelab.rules.incidents import FREQUENT_WINDOW, RARE_WINDOW, WINDOW_BITS, IncidentKind
from scorelab.scenario.compile import RuleBook
from scorelab.scenario.schema import Scenario

BLOCK = 1 << 15
"""People whose candidates are drawn at one go."""

Plan = tuple[NDArray[Any], NDArray[np.int64], int]
"""Candidates in order of days, where each day's begin, and the first day."""


class Planner:
    """Draws the candidates of every window; luck alone decides them, so any thread may, at any time.

    Parameters
    ----------
    scenario : Scenario
        For its seed and its script.
    cast : dict
        Who plays the script's roles.
    world : World
        Its people; only what never changes of them is read.
    books : list of RuleBook
        Every rule book of the run.
    end : int
        The day after the last.
    pool : ThreadPoolExecutor
        Draws blocks of people while nothing else goes on.
    beside : ThreadPoolExecutor
        Draws them while days are lived.
    """

    def __init__(
        self,
        scenario: Scenario,
        cast: dict[str, int],
        world: World,
        books: list[RuleBook],
        end: int,
        pool: ThreadPoolExecutor,
        beside: ThreadPoolExecutor,
    ) -> None:
        self.seed = scenario.seed
        self.has_script = scenario.script is not None
        self.incidents = scripted_incidents(scenario, cast)
        self.people = world.people
        self.rules = np.unique(world.incidents, axis=0)
        self.court_kinds = court_kinds(books)
        self.end = end
        self.pool, self.beside = pool, beside
        self._ahead: dict[tuple[int, int], Future[Plan]] = {}
        self._is_ahead = False
        self._layers: dict[tuple[IncidentKind, ...], NDArray[np.uint8]] = {}

    def take(self, bits: int, day: int) -> Plan:
        """The candidates from a day to the end of the window of 2**bits days that holds it."""
        plan = (self._ahead.pop((bits, day), None) or self._submit(self.pool, bits, day)).result()
        if self._is_ahead:
            self._begin_next(bits, day)
        return plan

    def begin_ahead(self, day: int) -> None:
        """From now on draw each window while the one before it is lived."""
        self._is_ahead = True
        for bits in (FREQUENT_WINDOW, RARE_WINDOW):
            self._begin_next(bits, day)

    def _begin_next(self, bits: int, day: int) -> None:
        following = ((day >> bits) + 1) << bits
        if following < self.end:
            self._ahead[bits, following] = self._submit(self.beside, bits, following)

    def _end_of(self, bits: int, day: int) -> int:
        return min(((day >> bits) + 1) << bits, self.end)

    def _submit(self, pool: ThreadPoolExecutor, bits: int, day: int) -> Future[Plan]:
        """Let a pool draw a window; its last task waits for tasks that have all begun before it."""
        kinds = [
            kind
            for kind in IncidentKind
            if WINDOW_BITS[kind] == bits and (day >= 0 or kind in self.court_kinds)
        ]
        if not kinds:
            ready: Future[Plan] = Future()
            ready.set_result(self._put_in_order([], bits, day))
            return ready
        draw = self._drawing(kinds, day, self._end_of(bits, day))
        blocks = [pool.submit(draw, low) for low in range(0, len(self.people), BLOCK)]
        return pool.submit(self._put_in_order, blocks, bits, day)

    def _put_in_order(self, blocks: list[Future[NDArray[Any]]], bits: int, day: int) -> Plan:
        """All blocks' candidates by day; of one day, in the order of people, kinds, layers."""
        found = [*(block.result() for block in blocks), self._scripted(bits, day)]
        start = np.zeros(self._end_of(bits, day) - day + 1, np.int64)
        for block in found:
            count_by_day(block, day, start[1:])
        np.cumsum(start, out=start)
        out, place = empty_candidates(int(start[-1])), start.copy()
        for block in found:
            place_by_day(block, day, place, out)
        if self.has_script:
            out = out[np.lexsort((out["mark"] & ~ABOVE_REST, out["person"], out["day"]))]
        return out, start, day

    def _drawing(self, chosen: list[IncidentKind], day: int, end: int) -> Callable[[int], NDArray[Any]]:
        kinds = np.array(chosen, np.int64)
        if tuple(chosen) not in self._layers:
            self._layers[tuple(chosen)] = layers_of(self.rules, kinds)
        what = self.people, self.rules, kinds, self._layers[tuple(chosen)], self.seed

        def block(low: int) -> NDArray[Any]:
            high = min(low + BLOCK, len(self.people))
            room = 2 * (high - low) + 256
            while True:
                out = empty_candidates(room)
                found = plan_block(*what, day, end, low, high, out)
                if found <= room:
                    return out[:found]
                room = found

        return block

    def _scripted(self, bits: int, day: int) -> NDArray[Any]:
        """The script's incidents of a window, as candidates that come true."""
        end = self._end_of(bits, day)
        chosen = [
            incident
            for incident in self.incidents
            if WINDOW_BITS[incident.kind] == bits and day <= incident.day < end
        ]
        out = empty_candidates(len(chosen))
        for place, incident in enumerate(chosen):
            mark = candidate_mark(incident.kind, SCRIPT_LAYER, incident.n)
            out[place] = (incident.person, CERTAIN_HEIGHT, incident.day, mark)
        return out


def court_kinds(books: list[RuleBook]) -> frozenset[int]:
    """Kinds of incident that can reach a court: the opening needs no others."""
    believed = any(book.p["mechanism_error_fabricated"] and book.p["errors_fabricated"] for book in books)
    kinds = {kind for kind in IncidentKind for book in books if book.incidents[kind - 1]["claim"]}
    kinds.discard(IncidentKind.MALICIOUS_REPORT)
    return frozenset(kinds | ({IncidentKind.MALICIOUS_REPORT} if believed else set()))
