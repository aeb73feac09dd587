"""The page as a whole: head, boundary, contents, parts."""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from scorelab.errors import InputError
from scorelab.measures import MEASURES
from scorelab.report import words
from scorelab.report.figures import Figures
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.rates import rates_beside
from scorelab.report.sections.benefits import benefits
from scorelab.report.sections.claims import claims
from scorelab.report.sections.comparison import comparison
from scorelab.report.sections.conduct import conduct
from scorelab.report.sections.contacts import contacts
from scorelab.report.sections.doors import doors
from scorelab.report.sections.errors import errors
from scorelab.report.sections.findings import findings
from scorelab.report.sections.lives import lives
from scorelab.report.sections.people import people
from scorelab.report.sections.platforms import platforms
from scorelab.report.sections.redress import redress
from scorelab.report.sections.said import said
from scorelab.report.sections.scores import paths_and_flows
from scorelab.report.sections.simulated import simulated
from scorelab.report.sections.sources import sources
from scorelab.report.sections.spiral import spiral
from scorelab.report.sections.standing import standing
from scorelab.report.sections.tables_of_lines import tables_of_lines
from scorelab.report.sections.years import years
from scorelab.report.subject import Subject
from scorelab.report.svg import hatches
from scorelab.store import Run

CONTENTS = {
    "told": "What is told, and what is documented",
    "findings": "What came out",
    "said": "What people said when asked",
    "scores": "Scores and grades",
    "spiral": "The spiral",
    "platforms": "What each platform sees",
    "lines": "The tables",
    "list": "The list over the year",
    "errors": "How long a wrong record lasts",
    "doors": "Which doors closed",
    "people": "Whom it met",
    "redress": "Getting off a wrong list",
    "contacts": "Ties, jobs, guarantors",
    "conduct": "What people no longer do",
    "years": "Years and generations",
    "lives": "Three lives",
    "achieved": "What the list achieved",
    "measures": "Every measure",
    "simulated": "What was simulated",
    "sources": "Assumptions and sources",
}
"""The titles of the parts; those on schemes, and on years, are left out where nobody is scored, or lives."""
LISTED = "Who was listed, rightly and by mistake; which doors closed; who got off, how and when."
SCORED = (
    "Who was scored and listed, rightly and by mistake; whose fall drew others along; which doors closed, "
    "and what stands behind each: a document, or only the telling."
)
"""What the page tells, where there is a list, and where people are scored."""
GLANCE = (
    "listed", "new_listings", "against_own_rules", "days_per_wrong_record", "refusals", "refused_persons",
    "jobs_lost", "ties_lost", "complaints", "corrected", "debts_paid", "debts_paid_amount",
)  # fmt: skip
"""Measures at the top of the page."""
GLANCE_OF_SCHEMES = ("grade_falls", "spiral_depth", "posts_not_written", "offences_prevented")
"""The same, where anybody is scored."""


def write_report(runs: Sequence[Run], path: str | Path) -> None:
    """Write a report on finished runs, side by side, as one HTML file.

    Parameters
    ----------
    runs : sequence of Run
        At least one and at most six, as :func:`scorelab.store.open_run` gives them.
    path : path
        The file to write; one that exists is replaced.

    Raises
    ------
    InputError
        If there are no runs, or too many, or the file cannot be written.
    """
    refuse_unless_fits(len(runs))
    text = page(Subject(runs))
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            str(path),
            f"that it cannot be written ({error.strerror or error})",
            "a file in a folder that exists",
        ) from error


def refuse_unless_fits(runs: int) -> None:
    """Refuse a number of runs that one report cannot hold side by side.

    Raises
    ------
    InputError
        If there are none, or more than six.
    """
    if not 1 <= runs <= 6:
        raise InputError("report", words.plural(runs, "run"), "one to six finished runs")


def page(subject: Subject) -> str:
    """The whole page."""
    figures = Figures()
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag(
            "meta",
            name="description",
            content="Synthetic: a report on an invented society, made by scorelab.",
        ),
        tag("title", f"scorelab: {headline(subject)}"),
        tag("style", Html(style_sheet())),
    )
    parts = {
        "told": claims(subject, figures),
        "findings": findings(subject),
        "said": said(subject),
        "scores": paths_and_flows(subject, figures),
        "spiral": spiral(subject, figures),
        "platforms": platforms(subject, figures),
        "lines": tables_of_lines(subject, figures),
        "list": standing(subject, figures),
        "errors": errors(subject, figures),
        "doors": doors(subject, figures),
        "people": people(subject, figures),
        "redress": redress(subject, figures),
        "contacts": contacts(subject, figures),
        "conduct": conduct(subject, figures),
        "years": years(subject, figures),
        "lives": lives(subject, figures),
        "achieved": benefits(subject, figures),
        "measures": comparison(subject),
        "simulated": simulated(subject),
        "sources": sources(subject, figures),
    }
    main = tag("main", *parts.values(), id="main")
    body = tag(
        "body",
        tag("a", "Skip to the findings", href="#main", class_="skip"),
        tag(
            "svg",
            tag("defs", hatches()),
            width=0,
            height=0,
            aria_hidden="true",
            focusable="false",
            class_="defs",
        ),
        top(subject, [name for name, part in parts.items() if part]),
        main,
        foot(subject),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def style_sheet() -> str:
    """The style sheet of pages and pictures."""
    return resources.files("scorelab.report").joinpath("style.css").read_text(encoding="utf-8")


def headline(subject: Subject) -> str:
    """What the page is about."""
    people = words.count(max(told.people for told in subject.told))
    if subject.with_schemes:
        listed = " and a public list of debtors" if subject.lists else ""
        return f"Scores, grades{listed}, in an invented society of {people}"
    if subject.lists:
        return f"A court’s public list of debtors, in an invented society of {people}"
    return f"An invented society of {people}, without a list"


def top(subject: Subject, shown: Sequence[str]) -> Html:
    """Headline, boundary, the runs at a glance, contents.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    shown : sequence of str
        The names of the parts that it has.
    """
    told = subject.told
    periods = sorted({f"{one.days} days from {words.day_in_words(one.first_date)}" for one in told})
    labels = words.listed_in_words([one.label for one in told])
    together = ", side by side" if len(told) > 1 else ""
    prints = "; ".join(
        f"{one.label}: {words.count(one.people)} people, seed {one.run.manifest.seed}, digest "
        f"{one.run.manifest.digest}"
        for one in told
    )
    glance = table(
        "At a glance",
        ("", *(one.label for one in told)),
        [
            (MEASURES[name].title, *(one.value(name) for one in told))
            for name in (*GLANCE, *(GLANCE_OF_SCHEMES if subject.with_schemes else ()))
        ],
    )
    return tag(
        "header",
        paragraph("scorelab · a laboratory for social-scoring systems", class_="kicker"),
        tag("h1", headline(subject)),
        paragraph(
            f"{SCORED if subject.with_schemes else LISTED} "
            f"{words.capital(words.listed_in_words(periods))}, {labels}{together}.",
            class_="standfirst",
        ),
        tag(
            "aside",
            paragraph(
                tag("b", "Everybody in it is invented. "),
                "This page reports on a simulation. No record of any real person went into it, and "
                "nothing on it is a statement about a country, a court or anybody in particular: findings "
                "hold for invented societies under rules as written in a scenario. It is no clearance of "
                "any system, and no tool for scoring anybody.",
            ),
            class_="boundary",
            aria_label="Boundary",
        ),
        glance,
        *dict.fromkeys(rates_beside(one, own_rules=True) for one in subject.lists),
        paragraph(tag("b", "Run: "), prints, ". ", tag("a", "More", href="#simulated"), ".", class_="rates"),
        tag(
            "nav",
            tag("ol", *(tag("li", tag("a", CONTENTS[name], href=f"#{name}")) for name in shown)),
            aria_label="Contents",
        ),
    )


def foot(subject: Subject) -> Html:
    """How it was made."""
    versions = {told.run.manifest.versions.get("scorelab", "") for told in subject.told}
    return tag(
        "footer",
        paragraph(
            join(
                [
                    "Synthetic. Made by scorelab ",
                    words.listed_in_words(sorted(versions)),
                    ", free software under AGPL-3.0-or-later; ",
                ]
            ),
            "scenarios and this text are under CC BY 4.0. Everybody in it is invented.",
        ),
    )
