"""The day beside published figures: the survey of 2018, payments by phone, and ways (see ways.py)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.progress import Progress, silent
from scorelab.trace.beside import Row, Validation, beside
from scorelab.trace.bulk import TimeSpent, tell_if_cold, time_spent, total
from scorelab.trace.events import Activity
from scorelab.trace.time_use import Group
from scorelab.trace.ways import FOLLOWED, ways
from scorelab.trace.who import who_of
from scorelab.trace.world import TraceWorld

LEAST_DAYS, LEAST_PEOPLE = 56, 100
"""Fewer say nothing about weeks, and about returns to places that are seen now and then."""

LOOKING = "laying days beside published figures"

MEN = (Group.EMPLOYED_MAN, Group.OTHER_MAN, Group.RETIRED_MAN)
WOMEN = (Group.EMPLOYED_WOMAN, Group.OTHER_WOMAN, Group.RETIRED_WOMAN)
COMMUTE = len(Activity)


def validate(
    world: TraceWorld,
    people: int = 4000,
    days: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Lay a world's days beside published figures: time use, payments, returns and trip chains.

    Parameters
    ----------
    world : TraceWorld
        The world.
    people : int
        Of how many of its people time and payments are added up, at most; the ways of some are followed.
    days : int, optional
        How many days from day 0; by default all of the run's.
    threads : int, optional
        How many threads; the figures do not depend on it.
    progress : callable, optional
        Called now and then with how much is done.

    Raises
    ------
    InputError
        If there are fewer than 56 days or 100 people.
    """
    span = days or world.days
    looked_at = min(people, len(world))
    for where, found, least in (("days", span, LEAST_DAYS), ("people", looked_at, LEAST_PEOPLE)):
        if found < least:
            raise InputError(where, found, f"at least {least}, so that weeks and returns can be seen")
    tell_if_cold(progress)
    tell = progress or silent
    tell(LOOKING, 0, 3)
    rows = time_use(world, people, span, threads)
    tell(LOOKING, 1, 3)
    rows.append(payments(world, people, span, threads))
    tell(LOOKING, 2, 3)
    followed = min(FOLLOWED, looked_at)
    rows += ways(world, followed, span)
    return Validation(len(world), looked_at, followed, span, tuple(rows))


def time_use(
    world: TraceWorld, people: int = 4000, days: int | None = None, threads: int | None = None
) -> list[Row]:
    """The time-use survey beside the world's days.

    Parameters
    ----------
    world : TraceWorld
        The world.
    people : int
        How many of its people are looked at, at most.
    days : int, optional
        How many days from day 0; by default all of the run's.
    threads : int, optional
        How many threads; the figures do not depend on it.
    """
    spent = time_spent(world, (0, min(people, len(world))), (0, days or world.days), threads)
    return [beside(figure, ours(spent)) for figure, ours in FIGURES.items()]


def payments(
    world: TraceWorld, people: int = 4000, days: int | None = None, threads: int | None = None
) -> Row:
    """Mobile payments a day of who pays by phone, beside the published figure."""
    persons, span = (0, min(people, len(world))), (0, days or world.days)
    paying = sum(who_of(world.people, world.city, person, 0, 0, 0).pays for person in range(*persons))
    made = total(world, persons, span, threads).paid_by_app
    return beside("payments_by_phone", made / max(paying, 1) / (span[1] - span[0]))


def _mean(
    spent: TimeSpent, *activities: int, groups: tuple[int, ...] = tuple(Group), free: int | None = None
) -> float:
    """Minutes a day over everybody of the groups."""
    days: NDArray[np.int64] = spent.person_days[list(groups)]
    minutes = spent.minutes[list(groups)][:, :, list(activities)].sum(axis=2)
    if free is not None:
        return float(minutes[:, free].sum() / days[:, free].sum())
    return float(minutes.sum() / days.sum())


def _of_participants(spent: TimeSpent, activity: int, groups: tuple[int, ...] = tuple(Group)) -> float:
    """Minutes a day over those who did it at all on the day."""
    chosen = list(groups)
    return float(
        spent.minutes[chosen][:, :, activity].sum() / spent.taking_part[chosen][:, :, activity].sum()
    )


_BODY = (Activity.SLEEP, Activity.HYGIENE, Activity.MEAL)
_FREE_TIME = (Activity.TV, Activity.LEISURE, Activity.OUTING)

FIGURES: dict[str, Callable[[TimeSpent], float]] = {
    "sleep": lambda spent: _mean(spent, Activity.SLEEP),
    "personal_hygiene": lambda spent: _mean(spent, Activity.HYGIENE),
    "meals": lambda spent: _mean(spent, Activity.MEAL),
    "paid_work": lambda spent: _mean(spent, Activity.WORK, Activity.BUSINESS),
    "employment": lambda spent: _mean(spent, Activity.WORK),
    "family_business": lambda spent: _mean(spent, Activity.BUSINESS),
    "unpaid_work": lambda spent: _mean(spent, Activity.HOUSEWORK, Activity.CARE, Activity.ERRAND),
    "housework": lambda spent: _mean(spent, Activity.HOUSEWORK),
    "care_of_family": lambda spent: _mean(spent, Activity.CARE),
    "free_time": lambda spent: _mean(spent, *_FREE_TIME),
    "television": lambda spent: _mean(spent, Activity.TV),
    "study": lambda spent: _mean(spent, Activity.STUDY),
    "travel": lambda spent: _mean(spent, Activity.TRAVEL),
    "work_of_men_in_work_that_day": lambda spent: _of_participants(spent, Activity.WORK, MEN),
    "work_of_women_in_work_that_day": lambda spent: _of_participants(spent, Activity.WORK, WOMEN),
    "way_to_work_of_those_who_go": lambda spent: _of_participants(spent, COMMUTE),
    "sleep_of_men": lambda spent: _mean(spent, Activity.SLEEP, groups=MEN),
    "sleep_of_women": lambda spent: _mean(spent, Activity.SLEEP, groups=WOMEN),
    "sleep_on_workdays": lambda spent: _mean(spent, Activity.SLEEP, free=0),
    "bodily_needs_of_men": lambda spent: _mean(spent, *_BODY, groups=MEN),
    "bodily_needs_of_women": lambda spent: _mean(spent, *_BODY, groups=WOMEN),
    "bodily_needs_on_workdays": lambda spent: _mean(spent, *_BODY, free=0),
    "bodily_needs_on_other_days": lambda spent: _mean(spent, *_BODY, free=1),
}
"""The survey's figures by their names in the registry, and ours. Students count with neither men nor women:
their days are told alike."""
