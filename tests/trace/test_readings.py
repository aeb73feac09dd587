"""What platforms read of a month is what its events add up to, and nothing else moves a habit's band."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.journal import LINES_OF_A_SCHEME, LUCK, Kind, unpack
from scorelab.rules import habits, readings
from scorelab.rules.calendar import month_before
from scorelab.rules.factors import nominal_score
from scorelab.rules.habits import Category
from scorelab.rules.incidents import IncidentKind
from scorelab.scenario.compile import rule_books
from scorelab.scenario.scheme_tables import BEHAVIOUR, SPENDING_READ
from scorelab.scenario.schemes import HABIT_CATEGORIES, IN_MINUTES
from scorelab.timeline import timeline
from scorelab.trace.day import person_day
from scorelab.trace.world import TraceWorld
from tests.engine.worlds import BOUNDS, PLATFORMS, scenario
from tests.stored import lived, stored
from tests.trace.test_days import days_of, happened

BANDS = {"long_gaming": 900, "baby_goods": 15_000, "bills_paid": 40_000, "spending": 250_000}
"""Sums from which bands begin in the midst of what people spend, so that much moves."""
BOUGHT = set(range(Category.GROCERIES, Category.BILLS)) - {Category.LUXURY}
SETTINGS = {
    **BOUNDS,
    "incidents.bill_missed.per_year": 6,
    "incidents.bill_missed.hardship": 0,
    **{f"schemes.platforms.{name}.entered": 0 for name in PLATFORMS},
    **{f"schemes.platforms.{name}.band": 0.1 for name in PLATFORMS},
    **{f"schemes.platforms.{name}.enrolled": 1 for name in PLATFORMS},
    **{f"schemes.platforms.{name}.capacity_by_income": [40] * 5 for name in PLATFORMS},
    **{
        f"schemes.platforms.{name}.habits.{habit}.bands.{band}.from": BANDS[habit]
        for name in PLATFORMS
        for habit, band in (
            ("long_gaming", "hours_a_day"),
            ("baby_goods", "nappies"),
            ("bills_paid", "household"),
            ("spending", "heavy"),
        )
    },
}
MONTHS = 4


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A run in which habits and missed bills move many scores: its scenario, its world, its told days."""
    drawn = scenario("as-reported-2018", SETTINGS, people=150, days=130, seed=3)
    population, finished = lived(drawn)
    run = stored(drawn, population, finished, tmp_path_factory.mktemp("habits") / "run")
    return drawn, finished.world, TraceWorld.of(run)


def sums_of_events(told, person):
    """For each month of a run, by category as schemes read it, the sum of its events."""
    found = []
    for month in range(MONTHS):
        sums = happened(person_day(told, person, day) for day in days_of(told, person, month))
        bought = sum(worth for category, worth in sums.items() if category in BOUGHT)
        found.append(sums | {SPENDING_READ: bought})
    return found


def read(world, person, place, category):
    """What a scheme reads of a person's month."""
    since, until = (int(world.month_starts[place + step]) for step in (0, 1))
    return readings.sum_read(
        world.seed,
        person.number,
        habits.age_of(person.birthday, since),
        person.income,
        person.income_fifth,
        habits.infants_at_home(world.birthdays, world.households, person.number, since, 0),
        place - 1,
        category,
        sum(since <= unpack(row)[0] < until for row in person.bills_missed),
    )


def test_what_is_read_is_the_sum_of_the_months_events_and_moves_every_row(ran):
    drawn, world, told = ran
    book = rule_books(drawn)[0].reader()
    found, by_bills, seen = 0, 0, set()
    for person in world.people[::9]:
        events = sums_of_events(told, person.number)
        for month, sums in enumerate(events):
            for category in HABIT_CATEGORIES.values():
                assert read(world, person, month + 1, category) == sums.get(category, 0)
        expected = {}
        for index, standing in enumerate(person.standings[:2]):
            scheme = book.schemes[index]
            for place in range(scheme.habit_count):
                habit = book.habits[scheme.first_habit + place]
                weight = scheme.weights_behaviour if habit.component == BEHAVIOUR else scheme.weights_capacity
                sums = [
                    read(world, person, 0, habit.category),
                    *(own.get(habit.category, 0) for own in events),
                ]
                bands = [readings.band_of_sum(book.p, habit, total) for total in sums]
                for month in range(MONTHS if standing.enrolled else 0):
                    change = bands[month + 1] - bands[month]
                    day = int(world.month_starts[month + 2]) + scheme.update_day - 1
                    if change and day < drawn.time.days:
                        what = index * LINES_OF_A_SCHEME + place
                        expected[day, what] = nominal_score(scheme, weight, change * habit.points[0])
        rows = [
            row for row in world.rows if row.kind == Kind.HABITS_MOVED and unpack(row.row)[2] == person.number
        ]
        assert {(unpack(row.row)[0], row.what): row.other for row in rows} == expected
        for row in rows:
            seen.add(row.what)
            found += 1
            if row.trigger != LUCK:
                by_bills += 1
                month = month_before(world.month_starts, unpack(row.row)[0])
                cause = next(other for other in world.rows if other.row == row.trigger)
                assert (cause.kind, cause.what) == (Kind.INCIDENT, IncidentKind.BILL_MISSED)
                assert world.month_starts[month] <= unpack(row.trigger)[0] < world.month_starts[month + 1]
    assert found > 12
    assert by_bills > 1
    assert len(seen) >= 6


def test_a_start_score_counts_the_month_before_day_0(ran):
    drawn, world, _ = ran
    without = scenario(
        "as-reported-2018", SETTINGS | {"mechanisms.habits_read": False}, people=150, days=1, seed=3
    )
    _, plain = lived(without)
    book = rule_books(drawn)[0].reader()
    changed = 0
    for person, twin in zip(world.people, plain.world.people, strict=True):
        for index in (0, 1):
            scheme, standing = book.schemes[index], person.standings[index]
            in_band = any(
                readings.band_of_sum(book.p, habit, read(world, person, 0, habit.category))
                for habit in book.habits[scheme.first_habit : scheme.first_habit + scheme.habit_count]
            )
            if not standing.enrolled or not in_band:
                assert standing.start == twin.standings[index].start or standing.enrolled
            else:
                changed += standing.start != twin.standings[index].start
    assert changed > 60


def test_the_readable_categories_are_those_of_habits_but_for_what_refusals_take():
    named = {category.name.lower(): category.value for category in Category}
    own = {name: number for name, number in HABIT_CATEGORIES.items() if name != "spending"}
    assert own.items() <= named.items()
    assert set(named) - set(own) == {"none", "luxury", "nights", "fares"}
    assert set(IN_MINUTES) == {"gaming"}
    assert HABIT_CATEGORIES["spending"] == Category.NONE


@given(
    st.integers(0, 2**62),
    st.integers(0, 10**6),
    st.integers(0, 104),
    st.integers(0, 5),
    st.integers(0, 3_000_000),
    st.booleans(),
    st.integers(-1, 60),
    st.sampled_from(list(HABIT_CATEGORIES.values())),
)
def test_no_month_leaves_its_span(seed, person, age, years, income, infants, month, category):
    first, last = age, min(age + years, habits.OLDEST)
    span = readings.span_read(seed, person, first, last, income, int(infants), 0, category)
    for of_age in (first, last):
        for children in {0, int(infants)}:
            total = readings.sum_read(seed, person, of_age, income, 2, children, month, category, 0)
            assert span[0] <= total <= span[1]
            reached = SimpleNamespace(category=category, amounts=[total])
            assert not readings.stays_below(reached, of_age, income)


def test_hardly_anybody_could_ever_reach_a_band_of_heavy_spending():
    heavy = SimpleNamespace(category=SPENDING_READ, amounts=[1_000_000])
    assert readings.stays_below(heavy, 40, 200_000)
    assert not readings.stays_below(heavy, 40, 2_000_000)


def test_months_begin_where_the_days_of_a_told_world_say(ran):
    drawn, world, told = ran
    starts = timeline(drawn).month_starts.tolist()
    for day in range(drawn.time.days):
        place = month_before(world.month_starts, day)
        assert starts[place + 1] == told.calendar.month_first[day]
        assert starts[place] == starts[place + 1] - (31, 31, 28, 31, 30)[place]
        assert place == told.calendar.month[day]
