"""What is told beside what is documented, in a table."""

from scorelab.report import words
from scorelab.report.contrasts import Contrast
from scorelab.report.markup import Html, join, table, tag
from scorelab.report.subject import Subject, Told

TABLED = (
    ("The list", ("listed", "new_listings", "wrongful_days")),
    ("Doors", ("refused_persons", "refusals", "refusals_by_grade", "refusals_by_scarcity", "jobs_lost")),
    ("The social circle", ("learned", "ties_lost", "ties_lost_for_standing", "ties_formed", "salon_ties")),
    ("Scores", ("grade_falls", "spiral_depth", "second_turn_gain", "contagion_reach")),
    ("Conduct", ("posts_not_written", "offences_prevented")),
    ("What it achieved", ("debts_paid", "paid_under_pressure")),
)
"""What the table holds against each other; mean scores and lowest grades are added to it."""


def names(documented: Told, reported: Told) -> list[str]:
    """The measures that the table compares."""
    common = [
        scheme
        for scheme in reported.run.labels.schemes
        if f"mean_score.{scheme.name}" in documented.catalogue
    ]
    scores = [f"mean_score.{scheme.name}" for scheme in common]
    lowest = [
        f"grade_share.{scheme.name}.{scheme.grades[0]}"
        for scheme in common
        if f"grade_share.{scheme.name}.{scheme.grades[0]}" in documented.catalogue
    ]
    return [name for _, group in TABLED for name in group] + scores + lowest


def contrast_table(
    subject: Subject, documented: Told, reported: Told, contrasts: dict[str, Contrast]
) -> Html:
    """All that is compared, with the control where there is one."""
    control = [told for told in subject.without if told.scenario.claim == "control"]
    rows: list[tuple[object, ...]] = []
    listed = {name for _, group in TABLED for name in group}
    rest = [name for name in names(documented, reported) if name not in listed]
    for heading, group in (*TABLED, ("Scores and grades at the end", tuple(rest))):
        for place, name in enumerate(group):
            one = contrasts[name]
            title = reported.catalogue[name].title
            rows.append(
                (
                    join([tag("small", heading), title]) if place == 0 else title,
                    *(cell(told, name) for told in (*control, documented, reported)),
                    difference(reported, one),
                )
            )
    return table(
        "Side by side",
        ("", *(told.label for told in (*control, documented, reported)), "Difference (95%)"),
        rows,
    )


def cell(told: Told, name: str) -> Html:
    """A value; a dash where a run has nothing of the kind."""
    if name not in told.catalogue or (told.measures[name] is None and not told.has_schemes):
        return Html(words.NOTHING)
    return told.value(name)


def difference(told: Told, one: Contrast) -> Html:
    """The difference with its interval below it."""
    measure = told.catalogue[one.name]
    if one.difference is None:
        return Html(words.NOT_ESTIMABLE)
    sign = "−" if one.difference < 0 else "+" if one.difference > 0 else ""
    value = f"{sign}{words.amount(measure, abs(one.difference))}"
    if one.half is None:
        return join([value])
    ends = [
        f"{'−' if end < 0 else '+'}{words.amount(measure, abs(end))}"
        for end in (one.difference - one.half, one.difference + one.half)
    ]
    return join(
        [value, tag("small", f"{ends[0].removesuffix(' points')} to {ends[1].removesuffix(' points')}")]
    )
