"""Dates as day numbers, and the courts' working days."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scorelab.scenario.calendar import date_of, day_of, opening_start, working_days

DATES = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(DATES, st.integers(-7305, 7305))
def test_numbers_and_dates_are_inverse(start, number):
    assert day_of(start, date_of(start, number)) == number


@given(DATES, st.integers(-800, 800), st.integers(0, 800))
def test_working_days_follow_the_week_and_the_fixed_holidays(start, first, span):
    days = working_days(start, first, first + span)
    assert days.dtype == np.uint8
    assert days.shape == (span + 1,)
    for place, working in enumerate(days):
        day = start + timedelta(days=first + place)
        holiday = (day.month, day.day) in {(1, 1), (5, 1)} or (day.month == 10 and day.day <= 7)
        assert working == (day.isoweekday() <= 5 and not holiday)


def test_an_opening_from_a_leap_day_begins_a_day_earlier():
    assert opening_start(date(2020, 2, 29), 1) == date(2019, 2, 28)
    assert opening_start(date(2020, 2, 29), 4) == date(2016, 2, 29)
