"""How long people do what: minutes by group and kind of day.

The means of this table were fitted to the time-use survey of 2018 (National Bureau of
Statistics, second national time-use survey: 48,580 people of 15 and more in 11 provinces;
communique of 25 January 2019, read in the press). It gives means over everybody and few
groups, so that the split over the groups here is `assumed`. `trace.validation.time_use` prints what
comes out beside the survey.
"""

from enum import IntEnum

import numpy as np

from scorelab.compiled import shared
from scorelab.population.people import Employment


class Group(IntEnum):
    """Whose days resemble one another; men come before women."""

    SMALL_CHILD = 0
    PUPIL = 1
    STUDENT = 2
    EMPLOYED_MAN = 3
    EMPLOYED_WOMAN = 4
    OTHER_MAN = 5
    OTHER_WOMAN = 6
    RETIRED_MAN = 7
    RETIRED_WOMAN = 8


class DayType(IntEnum):
    """What fills the middle of a day."""

    FREE = 0
    MAIN = 1  # paid work, or study
    BUSINESS = 2  # work in the family's own business or on its land


FIRST_SCHOOL_AGE = 6

(
    SLEEP, HYGIENE, MEALS, WORK, BUSINESS, HOUSEWORK, CARE, ERRAND, STUDY, MAIN_LEG, SIDE_LEG, TV_SHARE,
    OUTING,
) = range(13)  # fmt: skip
"""Columns of the table: minutes, those of a single leg to work or school and of any other, and
television's share, in thousandths, of what all others leave of the day."""

_TABLE = (
    # sleep, hygiene, meals, work, business, housework, care, errand, study, legs, television, outing
    (Group.SMALL_CHILD,    DayType.FREE,     660,  60, 110,   0,   0,   0,   0,   0,   0,   0,   7, 240,  70),
    (Group.SMALL_CHILD,    DayType.MAIN,     640,  55, 110,   0,   0,   0,   0,   0, 360,  14,   7, 240,  40),
    (Group.PUPIL,          DayType.FREE,     600,  50, 105,   0,   0,  20,   0,  25,  15,   0,   7, 384,  90),
    (Group.PUPIL,          DayType.MAIN,     525,  45,  95,   0,   0,  10,   0,  20, 464,  18,   7, 384,  40),
    (Group.STUDENT,        DayType.FREE,     590,  52, 105,   0,   0,  30,  10,  30,  15,   0,   7, 384, 100),
    (Group.STUDENT,        DayType.MAIN,     525,  50, 100,   0,   0,  15,   5,  25, 445,  19,   7, 384,  50),
    (Group.EMPLOYED_MAN,   DayType.FREE,     600,  51, 112,   0,   0,  75,  75,  45,   0,   0,   7, 470, 100),
    (Group.EMPLOYED_MAN,   DayType.MAIN,     522,  47,  97, 480,   0,  27,  24,  25,   0,  27,   7, 509,  40),
    (Group.EMPLOYED_MAN,   DayType.BUSINESS, 555,  49, 106,   0, 345,  50,  44,  30,   0,   0,   7, 538,  40),
    (Group.EMPLOYED_WOMAN, DayType.FREE,     600,  55, 112,   0,   0, 185, 125,  50,   0,   0,   7, 456,  80),
    (Group.EMPLOYED_WOMAN, DayType.MAIN,     526,  51,  97, 458,   0,  92,  55,  30,   0,  27,   7, 518,  30),
    (Group.EMPLOYED_WOMAN, DayType.BUSINESS, 560,  53, 105,   0, 305, 135,  78,  35,   0,   0,   7, 518,  35),
    (Group.OTHER_MAN,      DayType.FREE,     600,  49, 112,   0,   0,  90,  65,  40,   0,   0,   7, 437, 120),
    (Group.OTHER_MAN,      DayType.BUSINESS, 560,  47, 108,   0, 385,  55,  40,  30,   0,   0,   7, 518,  50),
    (Group.OTHER_WOMAN,    DayType.FREE,     605,  53, 112,   0,   0, 220, 150,  50,   0,   0,   7, 437,  80),
    (Group.OTHER_WOMAN,    DayType.BUSINESS, 562,  51, 108,   0, 315, 155,  88,  35,   0,   0,   7, 499,  40),
    (Group.RETIRED_MAN,    DayType.FREE,     610,  49, 112,   0,   0,  95,  65,  40,   0,   0,   7, 509, 120),
    (Group.RETIRED_MAN,    DayType.BUSINESS, 575,  47, 109,   0, 360,  65,  40,  30,   0,   0,   7, 538,  60),
    (Group.RETIRED_WOMAN,  DayType.FREE,     612,  53, 111,   0,   0, 195, 118,  45,   0,   0,   7, 494,  90),
    (Group.RETIRED_WOMAN,  DayType.BUSINESS, 582,  51, 107,   0, 310, 135,  78,  35,   0,   0,   7, 518,  50),
)  # fmt: skip

MEANS = np.zeros((len(Group), len(DayType), OUTING + 1), np.int64)
for _group, _day_type, *_minutes in _TABLE:
    MEANS[_group, _day_type] = _minutes
"""Minutes by group, kind of day (free, main, business) and column. What the columns leave of 1,440
is television (so many thousandths) and other leisure."""


CARE_OF_PARENTS, CARE_OF_OTHERS = 1930, 515
"""Care by who has a child at home, and by others, in thousandths of the table's (`assumed`)."""

WORKS = np.array([865, 450, 300], np.int64)
"""Share of the employed who work on a workday, a weekend day and a holiday, in thousandths: such
that 177 minutes over everybody are 460 over those who work on the day."""

BUSINESS_DAYS = np.array([0, 0, 0, 640, 640, 660, 600, 455, 390], np.int64)
"""Share of days without paid work on which a group works in a family business, in thousandths."""

SEASON = np.array([700, 700, 950, 1100, 1150, 1150, 1050, 1050, 1200, 1200, 950, 800], np.int64)
"""The same by month, in thousandths of the year's mean (`assumed`: fields rest in winter)."""

OUTINGS = np.array([312, 260, 300, 188, 172, 280, 255, 344, 312], np.int64)
"""Share of days with an outing for leisure, by group, in thousandths (`assumed`)."""

OUTING_ON_FREE_DAY = 1350
"""Outings of a day without work, in thousandths of the mean."""

STUDIES_AT_WEEKEND = 20
"""Share of pupils and students who have classes on a weekend day of term, in thousandths (`assumed`)."""

WAKE = np.array([430, 390, 420, 395, 385, 410, 400, 365, 360], np.int64)
"""When a group gets up on a day with work or school, in minutes after midnight (`assumed`)."""

WAKE_LATER = 45
"""Minutes later on free days (`assumed`)."""


@shared
def group_of(age: int, man: int, employment: int, out_of_work: int) -> int:
    """The group of somebody; `out_of_work` is 1 for who has lost the job."""
    if employment == Employment.CHILD:
        return 0 if age < FIRST_SCHOOL_AGE else 1
    if employment == Employment.STUDENT:
        return 2
    if (employment == Employment.EMPLOYED or employment == Employment.MANAGER) and out_of_work == 0:
        return 3 if man else 4
    if employment == Employment.RETIRED:
        return 7 if man else 8
    return 5 if man else 6


SURVEY_AGE = 15
"""The survey asked people of this age and more."""
