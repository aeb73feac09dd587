"""The day beside published figures: the time-use survey of 2018 and payments by phone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorelab.trace.bulk import TimeSpent, time_spent, total
from scorelab.trace.events import Activity
from scorelab.trace.time_use import Group
from scorelab.trace.who import who_of
from scorelab.trace.world import TraceWorld

SURVEY = (
    "National Bureau of Statistics, second national time-use survey (2018), communique of 25 January 2019, "
    "as reported in the press"
)
PAYMENTS = (
    "530.61 billion non-bank online payments (People's Bank of China) by 583 million users (CNNIC), 2018"
)

MEN = (Group.EMPLOYED_MAN, Group.OTHER_MAN, Group.RETIRED_MAN)
WOMEN = (Group.EMPLOYED_WOMAN, Group.OTHER_WOMAN, Group.RETIRED_WOMAN)
COMMUTE = len(Activity)


@dataclass(frozen=True)
class Row:
    """One published figure beside ours.

    Attributes
    ----------
    name, unit : str
        What it is.
    published, ours : float
        The two figures.
    fitted : bool
        Whether the model's numbers were fitted to it; the others were left for the check.
    source : str
        Where it was published.
    """

    name: str
    unit: str
    published: float
    ours: float
    fitted: bool
    source: str

    @property
    def deviation(self) -> float:
        """Ours over theirs, less one."""
        return self.ours / self.published - 1


def time_use(world: TraceWorld, people: int = 4000, days: int | None = None) -> list[Row]:
    """The time-use survey beside the world's days.

    Parameters
    ----------
    world : TraceWorld
        The world.
    people : int
        How many of its people are looked at, at most.
    days : int, optional
        How many days from day 0; by default all of the run's.
    """
    spent = time_spent(world, (0, min(people, len(world))), (0, days or world.days))
    return [Row(name, "minutes a day", published, ours(spent), fitted, SURVEY)
            for name, published, fitted, ours in FIGURES]  # fmt: skip


def payments(world: TraceWorld, people: int = 4000, days: int | None = None) -> Row:
    """Mobile payments a day of who pays by phone, beside the published figure."""
    persons, span = (0, min(people, len(world))), (0, days or world.days)
    paying = sum(who_of(world.people, world.city, person, 0, 0, 0).pays for person in range(*persons))
    made = total(world, persons, span).paid_by_app
    ours = made / max(paying, 1) / (span[1] - span[0])
    return Row("payments by phone", "a day and user", 530.61e9 / 583e6 / 365, ours, True, PAYMENTS)


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

FIGURES = (
    ("sleep", 559, True, lambda spent: _mean(spent, Activity.SLEEP)),
    ("personal hygiene", 50, True, lambda spent: _mean(spent, Activity.HYGIENE)),
    ("meals", 104, True, lambda spent: _mean(spent, Activity.MEAL)),
    ("paid work", 264, True, lambda spent: _mean(spent, Activity.WORK, Activity.BUSINESS)),
    ("employment", 177, True, lambda spent: _mean(spent, Activity.WORK)),
    ("family business", 87, True, lambda spent: _mean(spent, Activity.BUSINESS)),
    (
        "unpaid work", 162, True,
        lambda spent: _mean(spent, Activity.HOUSEWORK, Activity.CARE, Activity.ERRAND),
    ),
    ("housework", 86, True, lambda spent: _mean(spent, Activity.HOUSEWORK)),
    ("care of family", 53, True, lambda spent: _mean(spent, Activity.CARE)),
    ("free time", 236, True, lambda spent: _mean(spent, *_FREE_TIME)),
    ("television", 100, True, lambda spent: _mean(spent, Activity.TV)),
    ("study", 27, True, lambda spent: _mean(spent, Activity.STUDY)),
    ("travel", 38, True, lambda spent: _mean(spent, Activity.TRAVEL)),
    ("work of men in work that day", 472, True, lambda spent: _of_participants(spent, Activity.WORK, MEN)),
    (
        "work of women in work that day", 444, True,
        lambda spent: _of_participants(spent, Activity.WORK, WOMEN),
    ),
    ("way to work of those who go", 61, True, lambda spent: _of_participants(spent, COMMUTE)),
    ("sleep of men", 556, False, lambda spent: _mean(spent, Activity.SLEEP, groups=MEN)),
    ("sleep of women", 562, False, lambda spent: _mean(spent, Activity.SLEEP, groups=WOMEN)),
    ("sleep on workdays", 553, False, lambda spent: _mean(spent, Activity.SLEEP, free=0)),
    ("bodily needs of men", 708, False, lambda spent: _mean(spent, *_BODY, groups=MEN)),
    ("bodily needs of women", 718, False, lambda spent: _mean(spent, *_BODY, groups=WOMEN)),
    ("bodily needs on workdays", 705, False, lambda spent: _mean(spent, *_BODY, free=0)),
    ("bodily needs on other days", 732, False, lambda spent: _mean(spent, *_BODY, free=1)),
)  # fmt: skip
"""Published figures: name, minutes, whether fitted, and ours. Students count with neither men nor women:
their days are told alike."""
