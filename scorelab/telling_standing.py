"""Rows about scores and grades, in plain words."""

from scorelab.journal import LINES_OF_A_SCHEME, Kind
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store import Labels
from scorelab.telling_words import spaced

UNKNOWN = "an entry"
"""A line, import or grade that the run's manifest does not name."""


def standing_event(
    labels: Labels, kind: int, what: int, other: int, amount: int, they: str, their: str
) -> str:
    """What happened to a score or a grade, as a clause without its date.

    Parameters
    ----------
    labels : Labels
        The names behind the journal's numbers.
    kind, what, other, amount : int
        The journal row's own: of a score, nominal points and effect in tenths.
    they, their : str
        What the person is called.
    """
    scheme, place = _scheme(labels, what), _place(labels, kind, what)
    moved = _moved(amount, other, their)
    match Kind(kind):
        case Kind.RECORDED if _fixes(labels, what):
            return f"{scheme} fixed {their} grade at {_fixes(labels, what)} for “{place}”: {moved}"
        case Kind.RECORDED:
            return f"{scheme} {_taken(amount, other, their)} for “{place}”"
        case Kind.RECORD_EXPIRED:
            return f"“{place}” no longer counted with {scheme}: {moved}"
        case Kind.SCHEME_SEES_LISTING:
            return f"{scheme} saw {their} listing: {moved}"
        case Kind.SCHEME_FORGETS_LISTING:
            return f"{scheme} no longer counted {their} listing: {moved}"
        case Kind.GRADE_RELEASED:
            return f"{scheme} took out the entry that had fixed {their} grade: {moved}"
        case Kind.REPAIRED:
            return f"{scheme} counted “{place}” as repaired: {moved}"
        case Kind.CONTACTS_MOVED:
            return f"the company that {they} kept {_brought(amount)} with {scheme}"
        case Kind.CAPACITY_MOVED:
            return f"{their} work, or want of it, {_brought(amount)} with {scheme}"
        case Kind.HABITS_MOVED:
            return f"{their} habits of the month before ({spaced(place)}) {_brought(amount)} with {scheme}"
        case Kind.IMPORTED:
            return f"{scheme} took over {their} low grade elsewhere ({place}): {moved}"
        case Kind.IMPORT_ENDED:
            return f"{scheme} no longer counted {their} grade elsewhere ({place}): {moved}"
        case _:
            before = _grade(labels, what, other)
            return f"{their} grade with {scheme} {_went(what, other)} from {before} to {place}"


def standing_noun(labels: Labels, kind: int, what: int, other: int, their: str) -> str:
    """A row about a score or a grade, named as a cause; the parameters are those of the event."""
    scheme, place = _scheme(labels, what), _place(labels, kind, what)
    match Kind(kind):
        case Kind.RECORDED:
            return f"{their} entry with {scheme} (“{place}”)"
        case Kind.RECORD_EXPIRED | Kind.GRADE_RELEASED | Kind.REPAIRED:
            return f"the end of {their} entry with {scheme} (“{place}”)"
        case Kind.SCHEME_SEES_LISTING:
            return f"{their} listing as {scheme} saw it"
        case Kind.SCHEME_FORGETS_LISTING:
            return f"the end of {their} listing as {scheme} saw it"
        case Kind.CONTACTS_MOVED:
            return f"what contacts did to {their} score with {scheme}"
        case Kind.CAPACITY_MOVED:
            return f"what work did to {their} score with {scheme}"
        case Kind.HABITS_MOVED:
            return f"what {their} habits ({spaced(place)}) did to {their} score with {scheme}"
        case Kind.IMPORTED | Kind.IMPORT_ENDED:
            return f"what {scheme} took over of {their} other grades"
        case _:
            return f"{their} {'fall' if _went(what, other) == 'fell' else 'rise'} to {place} with {scheme}"


def shown_points(tenths: int) -> str:
    """Points in words: whole ones without a decimal."""
    shown = f"{abs(tenths) / TENTHS:,.1f}".removesuffix(".0")
    return f"{shown} point{'' if abs(tenths) == TENTHS else 's'}"


def _moved(amount: int, nominal: int, their: str) -> str:
    """What became of the score."""
    if amount == 0:
        held = f" ({shown_points(nominal)} in name only)" if nominal else ""
        return f"{their} score stayed as it was{held}"
    return f"{their} score {'fell' if amount < 0 else 'rose'} by {shown_points(amount)}"


def _taken(amount: int, nominal: int, their: str) -> str:
    """What the table did."""
    if amount == 0:
        return f"made an entry that left {their} score as it was ({shown_points(nominal)} in name only)"
    verb = "took {} from" if amount < 0 else "added {} to"
    named = f" ({shown_points(nominal)} in name)" if abs(nominal) != abs(amount) else ""
    return f"{verb.format(shown_points(amount))} {their} score{named}"


def _brought(amount: int) -> str:
    return f"{'cost' if amount < 0 else 'brought'} {shown_points(amount)}"


def _went(what: int, before: int) -> str:
    return "fell" if what % LINES_OF_A_SCHEME < before else "rose"


def _scheme(labels: Labels, what: int) -> str:
    """A scheme's name as a proper name."""
    index = what // LINES_OF_A_SCHEME
    return spaced(labels.schemes[index].name).title() if index < len(labels.schemes) else f"scheme {index}"


def _place(labels: Labels, kind: int, what: int) -> str:
    """The line, import or grade that a row names."""
    return labels.words(Kind(kind)).get(what, UNKNOWN).split(": ", 1)[-1]


def _grade(labels: Labels, what: int, rank: int) -> str:
    index = what // LINES_OF_A_SCHEME
    grades = labels.schemes[index].grades if index < len(labels.schemes) else ()
    return grades[rank] if rank < len(grades) else UNKNOWN


def _fixes(labels: Labels, what: int) -> str:
    """The grade that a line fixes, if any."""
    index, place = divmod(what, LINES_OF_A_SCHEME)
    lines = labels.schemes[index].lines if index < len(labels.schemes) else ()
    return _grade(labels, what, lines[place].fixes) if place < len(lines) and lines[place].fixes >= 0 else ""
