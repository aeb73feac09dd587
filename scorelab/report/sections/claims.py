"""The first finding: what is told against what is documented, over the same people with the same luck."""

from scorelab.report import words
from scorelab.report.contrasts import contrast
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, join, paragraph, tag
from scorelab.report.myths import MYTHS, refuted_in
from scorelab.report.rates import rates_beside
from scorelab.report.sections.told_findings import items, summary
from scorelab.report.sections.told_ratios import DRAWN, ratio_figure
from scorelab.report.sections.told_table import contrast_table, names
from scorelab.report.subject import Subject, Told, twins
from scorelab.scenario.mechanisms import Mechanisms


def claims(subject: Subject, figures: Figures) -> Html:
    """The part on what is told and what is documented; nothing without both claims."""
    if subject.claimed is None:
        return Html("")
    documented, reported = subject.claimed
    same_people = twins(documented, reported)
    contrasts = {
        name: contrast(documented, reported, name, same_people)
        for name in (*names(documented, reported), *DRAWN)
    }
    same = (
        "Both rule books were run over the same invented people with the same luck, so whatever differs is "
        "the rules’ doing."
        if same_people
        else "The two runs differ in people or luck as well, so some of the difference may be chance."
    )
    return section(
        "told",
        "What is told, and what is documented",
        summary(reported, contrasts),
        tag("ol", *items(documented, reported, contrasts), class_="findings"),
        ratio_figure(documented, reported, contrasts, subject, figures),
        contrast_table(subject, documented, reported, contrasts),
        rates_beside(reported, own_rules=True),
        tag("h3", "Which rules make the difference"),
        rules(documented, reported),
        lead=(
            "Reporting of 2017 and 2018 told of one thing; the documents of those years describe another. "
            f"{same} The intervals say what would vary if the same people met other luck."
        ),
    )


def rules(documented: Told, reported: Told) -> Html:
    """What the reporting adds: switches, doors, and claims that documents refute."""
    before, after = (told.scenario.mechanisms.model_dump() for told in (documented, reported))
    switched = [
        f"{field.description or name} ({'on' if after[name] else 'off'} as reported)"
        for name, field in Mechanisms.model_fields.items()
        if before[name] != after[name] and name not in MYTHS
    ]
    doors = [
        words.named(door.name)
        for door in reported.scenario.doors
        if door.grade_claim in ("reported", "refuted")
    ]
    parts: list[Html] = []
    if switched:
        parts.append(paragraph(tag("b", "Switched otherwise: "), f"{'; '.join(switched)}."))
    if doors:
        parts.append(
            paragraph(
                tag(
                    "b", "Doors that, as reported, ask for a score or a grade although no document says so: "
                ),
                f"{words.listed_in_words(doors)}.",
            )
        )
    return join([*parts, refuted_in([documented, reported])])
