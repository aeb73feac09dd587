"""Schemes read their copies of the court's list."""

from typing import Any

from scorelab.journal import Ending, Kind, Phase
from scorelab.reference.attention import tell_contacts
from scorelab.reference.records import replace, withdraw
from scorelab.reference.safeguards import keeps
from scorelab.reference.schemes import record_act
from scorelab.reference.standing import settle
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import factors, lines, safeguards
from scorelab.rules.safeguards import Safeguard
from scorelab.scenario.scheme_tables import MUNICIPALITY, PERFORMANCE, PLATFORM


def see_listing(world: World, person: Person, operator: int, phase: Phase, copy_row: int, luck: int) -> None:
    """A copy of the court's list reaches the schemes that read it."""
    for index, scheme in enumerate(world.rules.schemes):
        standing = person.standings[index]
        if scheme.operator != operator or not standing.enrolled:
            continue
        use = safeguards.luck_of_use(person.number, safeguards.COPY + index)
        if keeps(world, Safeguard.PURPOSE_LIMITATION, use):
            continue
        if scheme.form == MUNICIPALITY:
            record_act(world, person, lines.LISTED_KIND, luck, copy_row, operator)
        elif not standing.listed:
            standing.listed = 1
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, -scheme.listed)
            row = settle(
                world, person, index, phase, Kind.SCHEME_SEES_LISTING, nominal=nominal, trigger=copy_row
            )
            tell_contacts(world, person, index, 1, row)


def forget_listing(world: World, person: Person, operator: int, ending: int, dropped_row: int) -> None:
    """A copy's end reaches the schemes that read it; a fixed grade is repaired or released."""
    for index, scheme in enumerate(world.rules.schemes):
        standing = person.standings[index]
        if scheme.operator != operator or not standing.enrolled:
            continue
        if scheme.form == PLATFORM and standing.listed:
            standing.listed = 0
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, scheme.listed)
            row = settle(
                world,
                person,
                index,
                Phase.COPIES,
                Kind.SCHEME_FORGETS_LISTING,
                nominal=nominal,
                trigger=dropped_row,
            )
            tell_contacts(world, person, index, -1, row)
        elif scheme.form == MUNICIPALITY:
            end_listed_records(world, person, index, ending, dropped_row)


def end_listed_records(world: World, person: Person, index: int, ending: int, cause: int) -> None:
    """Performance repairs the entry of a listing, a correction takes it out; a term's end does neither."""
    scheme = world.rules.schemes[index]
    for record in list(person.standings[index].records):
        line = world.rules.lines[scheme.first_line + record.line]
        if not record.active or line.kind != lines.LISTED_KIND or record.grade < 0:
            continue
        if ending in (Ending.CORRECTED, Ending.AUDITED):
            nominal = withdraw(world, person, record)
            settle(
                world,
                person,
                index,
                Phase.COPIES,
                Kind.GRADE_RELEASED,
                place=record.line,
                nominal=nominal,
                trigger=cause,
            )
        elif ending in (Ending.PERFORMED, Ending.SETTLED) and is_repaired_by_performance(world, line):
            replace(world, person, record, Phase.COPIES, PERFORMANCE, cause)


def is_repaired_by_performance(world: World, line: Any) -> bool:
    """Whether performing replaces the grade that a line fixes."""
    return line.repaired_by == PERFORMANCE and bool(world.p.mechanism_repair)
