"""Ranges of people and dates as the command line writes them."""

from datetime import date

from scorelab.errors import InputError
from scorelab.trace.bulk import Range
from scorelab.trace.world import TraceWorld


def chosen_people(world: TraceWorld, text: str | None) -> Range:
    """The people of `A:B`, from A up to before B; all without a text.

    Raises
    ------
    InputError
        If it is no such range, or nobody of the world is in it.
    """
    if text is None:
        return 0, len(world)
    first, colon, last = text.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal() and int(first) < int(last) <= len(world)):
        raise InputError(
            "--people", text, f"A:B with 0 <= A < B <= {len(world)}, such as 0:{min(100, len(world))}"
        )
    return int(first), int(last)


def chosen_days(world: TraceWorld, text: str | None) -> Range:
    """The days of `A:B`, two dates of the run, both included; all without a text.

    Raises
    ------
    InputError
        If they are no dates of the run, or the second comes before the first.
    """
    if text is None:
        return 0, world.days
    first, colon, last = text.partition(":")
    start, end = world.date(0), world.date(world.days - 1)
    if not colon or not _is_date(first) or not _is_date(last):
        raise InputError("--dates", text, f"A:B, two dates from {start} to {end}")
    days = world.day(first, "--dates"), world.day(last, "--dates") + 1
    if days[0] >= days[1]:
        raise InputError("--dates", text, "the earlier date first")
    return days


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
