"""Whom people keep company with in a play: the ties that stand, and how alike scores are along them."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scorelab.journal import SCORE_KINDS, Kind
from scorelab.measures.standing import assortativity
from scorelab.population.build import Population
from scorelab.rules.incidents import age_in_years
from scorelab.scenario.society import LAYER_NAMES
from scorelab.stories.play import Play

CHOSEN = tuple(LAYER_NAMES.index(name) for name in ("friends", "salons"))
"""The layers of ties that people choose."""

RELATIVES = LAYER_NAMES.index("relatives")
GENERATION = (18, 45)
"""Years between relatives who count as a generation apart."""

Pair = tuple[int, int]


class Company:
    """The ties of a play that people choose, and a scheme's scores at both ends of them.

    Parameters
    ----------
    play : Play
        The run.
    population : Population
        Its people.
    scheme : str
        Whose scores.
    """

    def __init__(self, play: Play, population: Population, scheme: str) -> None:
        self.play, self.scheme = play, scheme
        self.enrolled = np.array(play.standings[f"enrolled.{scheme}"], bool)
        self.birthday = population.birthday
        self._opening = {pair for layer in CHOSEN for pair in _pairs(population, layer)}
        self._kin = [pair for pair in _pairs(population, RELATIVES) if self._is_generation(pair)]
        self._changes = [row for row in play.rows if row.kind in (Kind.TIE_FORMED, Kind.TIE_LOST)]

    def chosen(self, day: int) -> set[Pair]:
        """The chosen ties that stand at the end of a day."""
        pairs = set(self._opening)
        for row in self._changes:
            if row.day > day:
                break
            pair = (min(row.person, row.other), max(row.person, row.other))
            if row.kind == Kind.TIE_LOST:
                pairs.discard(pair)
            elif row.what in CHOSEN:
                pairs.add(pair)
        return pairs

    def points(self, day: int) -> NDArray[np.int64]:
        """Everybody's score at the end of a day, in tenths."""
        held = np.array(self.play.standings[f"start.{self.scheme}"], np.int64)
        for row in self.play.rows:
            if row.kind in SCORE_KINDS and row.day <= day and self.play.scheme_of(row) == self.scheme:
                held[row.person] += row.amount
        return held

    def alike(self, day: int) -> float | None:
        """Correlation of the scores at both ends of chosen ties between people whom the scheme scores."""
        return self._correlation(self.chosen(day), day)

    def inherited(self, day: int) -> float | None:
        """The same over relatives a generation apart."""
        return self._correlation(self._kin, day)

    def at_the_top(self, role: str, day: int) -> tuple[int, int]:
        """How many of a role's chosen contacts stand at the highest grade, and how many contacts it has."""
        person = self.play.cast[role]
        mine = [pair for pair in self.chosen(day) if person in pair]
        top = self.play.labels.schemes[[each.name for each in self.play.labels.schemes].index(self.scheme)]
        floor = top.range_on(day).cut_offs[-1]
        held = self.points(day)
        others = [one + other - person for one, other in mine]
        return sum(bool(self.enrolled[other]) and int(held[other]) >= floor for other in others), len(others)

    def _correlation(self, pairs: "set[Pair] | list[Pair]", day: int) -> float | None:
        ends = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        ends = ends[self.enrolled[ends].all(axis=1)]
        return assortativity(self.points(day)[ends])

    def _is_generation(self, pair: Pair) -> bool:
        one, other = (age_in_years(int(self.birthday[person]), 0) for person in pair)
        return GENERATION[0] <= abs(one - other) <= GENERATION[1]


def _pairs(population: Population, layer: int) -> Iterator[Pair]:
    """The ties of a layer with which a world opens, each once."""
    starts = population.tie_start
    for person in range(len(population)):
        ties = slice(int(starts[person]), int(starts[person + 1]))
        contacts = population.tie_contact[ties][population.tie_layer[ties] == layer]
        yield from ((person, int(other)) for other in contacts if other > person)
