"""What a run's manifest says about its schemes: grades, lines, imports, and what doors ask of them."""

from scorelab.rules.lines import applies
from scorelab.scenario.compile import RuleBook
from scorelab.scenario.schemes import Platform, Scheme
from scorelab.store.frozen import Frozen


class Range(Frozen):
    """A scheme's range and cut-offs from a day on, in tenths of a point.

    Attributes
    ----------
    from_day : int
        First day; the first entry holds for all days before, too.
    lowest, highest : int
        The range of scores.
    cut_offs : tuple of int
        From which score each grade is given, the lowest grade first.
    """

    from_day: int
    lowest: int
    highest: int
    cut_offs: tuple[int, ...]


class LineLabel(Frozen):
    """One line of a scheme's table.

    Attributes
    ----------
    number : int
        Its number in the table.
    text : str
        What it records.
    can_fire : bool
        Whether an incident can fall under it, as the mechanisms stand on day 0.
    fixes : int
        Rank of the grade that it fixes, -1 if none.
    """

    number: int
    text: str
    can_fire: bool
    fixes: int


class SchemeLabels(Frozen):
    """One scheme.

    Attributes
    ----------
    name, title, claim : str
        The scheme's name, title and claim.
    form : str
        `platform` or `municipality`.
    grades : tuple of str
        Names, the lowest grade (rank 0) first.
    ranges : tuple of Range
        Range and cut-offs, by period.
    lines : tuple of LineLabel
        The lines of its table, in order.
    steady : bool
        Whether none of its numbers changes during the run.
    habits : tuple of str
        Names of the habits that it reads, in order.
    """

    name: str
    title: str
    claim: str
    form: str
    grades: tuple[str, ...]
    ranges: tuple[Range, ...]
    lines: tuple[LineLabel, ...]
    steady: bool
    habits: tuple[str, ...] = ()

    def range_on(self, day: int) -> Range:
        """Range and cut-offs in force on a day."""
        return self.ranges[max(sum(period.from_day <= day for period in self.ranges), 1) - 1]


class DoorGrades(Frozen):
    """What a door asks of a scheme; ranks count grades from the lowest, 0.

    Attributes
    ----------
    scheme : int
        The scheme's index, -1 if the door asks for no grade.
    below, review_below, perk_from : int
        Shut below this rank; reviewed below this rank; a perk from this rank on (0: none of it).
    """

    scheme: int
    below: int
    review_below: int
    perk_from: int


def scheme_labels(schemes: tuple[Scheme, ...], books: tuple[RuleBook, ...]) -> tuple[SchemeLabels, ...]:
    """The labels of all schemes, from a scenario's rule books in order of their first day."""
    return tuple(_of_scheme(scheme, index, books) for index, scheme in enumerate(schemes))


def first_book(books: tuple[RuleBook, ...]) -> RuleBook:
    """The rule book in force on day 0."""
    return books[max(sum(book.from_day <= 0 for book in books), 1) - 1]


def what_doors_ask(book: RuleBook) -> tuple[DoorGrades, ...]:
    """What each door asks of schemes, by a rule book."""
    return tuple(
        DoorGrades(
            scheme=door.scheme, below=door.below, review_below=door.review_below, perk_from=door.perk_from
        )
        for door in book.reader().doors
    )


def _of_scheme(scheme: Scheme, index: int, books: tuple[RuleBook, ...]) -> SchemeLabels:
    numbers = [_numbers(book, index) for book in books]
    return SchemeLabels(
        name=scheme.name,
        title=scheme.title,
        claim=scheme.claim,
        form="platform" if isinstance(scheme, Platform) else "municipality",
        grades=tuple(grade.name for grade in scheme.grades),
        ranges=_ranges(books, index),
        lines=_lines(scheme, index, first_book(books)),
        steady=all(each == numbers[0] for each in numbers),
        habits=tuple(habit.name for habit in scheme.habits) if isinstance(scheme, Platform) else (),
    )


def _numbers(book: RuleBook, index: int) -> list[object]:
    """All numbers of a scheme."""
    tables = (book.grades, book.lines, book.imports, book.habits)
    return [book.schemes[index], *(row for table in tables for row in table if row["scheme"] == index)]


def _ranges(books: tuple[RuleBook, ...], index: int) -> tuple[Range, ...]:
    found: list[Range] = []
    for book in books:
        rules = book.reader()
        scheme = rules.schemes[index]
        cut_offs = tuple(grade.from_ for grade in rules.grades if grade.scheme == index)
        numbers = {"lowest": scheme.lowest, "highest": scheme.highest, "cut_offs": cut_offs}
        if not found or found[-1].model_dump(exclude={"from_day"}) != numbers:
            found.append(Range(from_day=book.from_day, **numbers))
    return tuple(found)


def _lines(scheme: Scheme, index: int, book: RuleBook) -> tuple[LineLabel, ...]:
    rules = book.reader()
    rows = (row for row in rules.lines if row.scheme == index)
    return tuple(
        LineLabel(
            number=line.number,
            text=line.text,
            can_fire=row.kind != 0 and applies(rules.p, row, manager=1),
            fixes=row.grade,
        )
        for line, row in zip(scheme.lines, rows, strict=True)
    )
