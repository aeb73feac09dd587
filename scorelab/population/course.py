"""The course of lives: who is born, grows up and dies within a run, drawn beforehand from luck alone.

No score and no list has a part in it, so worlds under other rules share it all.
Everybody who ever lives in a run has a number of their own: those of day 0 first, then the newborn in the
order of their births. Lives take a turn every 32 days; what a turn brings comes before all else of that day.
"""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.population import happenings
from scorelab.population.generations import NEVER, Generation, Lives, generations, parents_of, rest_until
from scorelab.population.growing_up import careers_of, grow_up, retire
from scorelab.population.layout import Homes
from scorelab.population.people import Traits
from scorelab.population.rates import chances
from scorelab.population.settings import Settings
from scorelab.rules.lives import TURN_DAYS, turns_within


class Span(NamedTuple):
    """The days of a run: the date of day 0, and how many there are."""

    start: date
    days: int


class Course(NamedTuple):
    """What lives bring within a run; one element a person unless said otherwise, the newborn included.

    Attributes
    ----------
    founders : int
        How many people there are on day 0.
    birthday : i4
        Day of birth; later than day 0 for the newborn.
    sex : u1
        1 a man, 0 a woman.
    mother, father : i4
        As far as they live, or lived, in this society; -1: nobody.
    dies : i4
        The day whose turn brings death; `generations.NEVER` where none does within the run.
    happenings : records of :data:`scorelab.population.happenings.HAPPENING`
        In order of day, person and kind.
    """

    founders: int
    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    dies: NDArray[np.int32]
    happenings: NDArray[Any]

    def on(self, day: int) -> NDArray[Any]:
        """What the turn of a day brings."""
        first, end = np.searchsorted(self.happenings["day"], [day, day + 1])
        return self.happenings[first:end]

    def born(self) -> int:
        """How many people are born within the run."""
        return len(self.birthday) - self.founders


def is_lived(parameters: Any) -> bool:
    """Whether lives go on in any way, by the `p` of a rule book in either form."""
    return any(_number(parameters, name) for name in ("births_and_deaths", "growing_up"))


def draw_course(
    homes: Homes,
    traits: Traits,
    settings: Settings,
    parameters: Any,
    span: Span,
    seed: int,
    threads: int | None,
) -> Course:
    """Draw births, deaths and what lies between them.

    Parameters
    ----------
    homes : Homes
        The people of day 0 in their households.
    traits : Traits
        Of the people of day 0.
    settings : Settings
        The population's numbers.
    parameters : `p` of a rule book, in either form
        Its `lives_` numbers.
    span : Span
        When the run begins and how long it lasts.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    turns, birthday = turns_within(span.days), traits.birthday
    on = _number(parameters, "births_and_deaths")
    rates = [on * _number(parameters, name) for name in ("mortality", "fertility")]
    mother, father = parents_of(homes)
    founders = Generation(birthday, homes.sex, mother, father, np.ones(len(birthday), np.int16))
    lives = Lives(chances(span.start, turns, *rates), turns, seed, threads)
    born, ends = zip(*generations(founders, rest_until(mother, birthday), homes.role, lives), strict=True)
    everybody = Generation(*(np.concatenate(column) for column in zip(*born, strict=True)))
    dies = np.concatenate(ends).astype(np.int32) * TURN_DAYS
    dies[dies == 0] = NEVER
    found = [happenings.births(everybody.begins, len(birthday)), happenings.deaths(dies)]
    if _number(parameters, "growing_up"):
        inherited = _number(parameters, "inherited")
        family = everybody.birthday, everybody.mother, everybody.father
        grown = grow_up(traits, settings, inherited, *family, span.days, seed)
        careers = careers_of(traits, grown, len(everybody.birthday))
        retired = retire(careers, everybody.birthday, everybody.sex, span.days)
        found += happenings.growing_up(grown, span.days)
        found.append(happenings.retirements(retired))
        changing = _number(parameters, "moves"), _number(parameters, "changes_work")
        found += happenings.changes(
            careers, retired, everybody.birthday, dies, changing, turns, seed, threads
        )
    brought = np.concatenate(found)
    brought = brought[brought["day"] <= dies[brought["person"]]]
    order = np.lexsort((brought["kind"], brought["person"], brought["day"]))
    return Course(len(birthday), *everybody[:4], dies, brought[order])


def _number(parameters: Any, name: str) -> int:
    key = f"lives_{name}"
    return int(getattr(parameters, key) if hasattr(parameters, key) else parameters[0][key])
