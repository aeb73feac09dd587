"""Which work for everybody falls on which day."""

from scorelab.engine.batches import Batch
from scorelab.rules.calendar import day_of_month, month_of_year
from scorelab.rules.doors import PLACES_MONTH, WARM_UP_DAYS
from scorelab.rules.incidents import MONTH_BITS
from scorelab.scenario.compile import RuleBook
from scorelab.scenario.scheme_tables import PLATFORM
from scorelab.timeline import Timeline

BEGINNING = (Batch.ENROL, Batch.LOOK_AT_CONTACTS, Batch.START_SCORES, Batch.SEE_LISTINGS, Batch.TELL)
SIDE_BY_SIDE = (Batch.ENROL, Batch.LOOK_AT_CONTACTS, Batch.START_SCORES, Batch.READ_HABITS, Batch.MARK_HABITS)
"""Work that touches nobody else: blocks of people can be done on any thread."""


def program(books: list[RuleBook], line: Timeline) -> dict[int, tuple[Batch, ...]]:
    """The batches of each day that has any, in the order of reference/day.py.

    Parameters
    ----------
    books : list of RuleBook
        The run's books.
    line : Timeline
        The days.
    """
    update_days = {
        scheme["update_day"] for book in books for scheme in book.schemes if scheme["form"] == PLATFORM
    }
    goes_on = any(book.p["lives_births_and_deaths"] or book.p["lives_growing_up"] for book in books)
    has_rounds = any(door["places"] for book in books for door in book.doors)
    found: dict[int, tuple[Batch, ...]] = {}
    for day in range(max(line.first_day, -WARM_UP_DAYS), 0, 1 << MONTH_BITS):
        found[day] = (Batch.WISHES,)
    for day in range(line.days):
        month_begins = day % (1 << MONTH_BITS) == 0
        today = day_of_month(line.calendar, line.first_day, day)
        batches: tuple[Batch, ...] = ()
        if books[0].schemes and day == 0:
            batches = BEGINNING
        elif today in update_days:
            batches = (Batch.READ_HABITS,) * bool(books[0].habits) + (Batch.UPDATE, Batch.TELL)
        if update_days and day > 0 and month_begins:
            batches += (Batch.SALONS,)
        if goes_on and day > 0 and month_begins:
            batches = (Batch.LIVES, *batches)
        if has_rounds and today == 1 and month_of_year(line.calendar, line.first_day, day) == PLACES_MONTH:
            batches += (Batch.PLACES,)
        if month_begins:
            batches += (Batch.WISHES,)
        if batches:
            found[day] = batches
    return found
