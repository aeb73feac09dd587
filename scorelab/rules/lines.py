"""Lines of a scheme's table: which one an act falls under, when it is entered, for how many points."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw, happens
from scorelab.rules.chance import EXPONENTIAL, exponential
from scorelab.scenario.scheme_tables import LISTED_KIND as LISTED_KIND
from scorelab.scenario.scheme_tables import NO_LINE

MILLE = 1000
EVERY_OPERATOR = -1
"""In place of an operator: schemes that read any copy of the court's list."""
LATEST = int(EXPONENTIAL[0]) * MILLE + 1


@shared
def applies(p: Any, line: Any, manager: int) -> bool:
    """Whether a line of the act's kind can record this person's act."""
    if line.joint and not (manager and p.mechanism_joint_liability):
        return False
    if line.grade >= 0 and not p.mechanism_direct_grading:
        return False
    return not line.refuted or bool(p.mechanism_myth_gaming)


@shared
def comes_to_notice(scheme: Any, seed: int, person: int, luck: int) -> bool:
    """Whether a scheme comes to know of an act; of listings its copy of the court's list always tells."""
    return happens(draw(seed, Purpose.NOTICED_ACT, person, scheme.number, luck), scheme.entered)


@shared
def which_line(
    p: Any, scheme: Any, lines: Any, seed: int, person: int, luck: int, kind: int, manager: int
) -> int:
    """The line that an act falls under, counted from the scheme's first; -1 if none.

    A race of exponential clocks, one a line, each with luck of its own and as fast as the
    line's weight: a changed weight moves acts to or from that line and no others.
    """
    found, earliest = NO_LINE, LATEST
    place = scheme.first_of_kind[kind]
    while place != NO_LINE:
        line = lines[scheme.first_line + place]
        if applies(p, line, manager):
            bits = draw(seed, Purpose.WHICH_LINE, person, scheme.number << 12 | line.number, luck)
            clock = exponential(bits) * MILLE // line.weight
            if clock < earliest:
                found, earliest = place, clock
        place = line.next_of_kind
    return found


@shared
def base_points(scheme: Any, line: Any, seed: int, person: int, luck: int) -> int:
    """Points of a line for one act, in tenths: whole points within a line's range."""
    low, high = min(line.points, line.points_to), max(line.points, line.points_to)
    bits = draw(seed, Purpose.LINE_POINTS, person, scheme.number << 12 | line.number, luck)
    return low + between(bits, 0, (high - low) // 10) * 10


@shared
def entry_delay(scheme: Any, seed: int, person: int, luck: int) -> int:
    """Days from an act to its entry in a municipal table, at least one."""
    bits = draw(seed, Purpose.ENTRY_DELAY, person, scheme.number, luck)
    return max(between(bits, scheme.entry_days_low, scheme.entry_days_high), 1)
