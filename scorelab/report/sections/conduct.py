"""How people answer to being scored: what was not said, what was not done, and who lent to whom."""

from scorelab.measures import MEASURES, Events, breakdown, by_day
from scorelab.report import charts, words
from scorelab.report.courses import act_in_words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.months import by_calendar_month, month_names
from scorelab.report.subject import Subject, Told

GIVES = ("offences_prevented", "debts_paid", "debts_paid_amount", "paid_under_pressure")
TAKES = (
    "posts_not_written", "refused_persons", "refusal_cost", "refusal_minutes", "jobs_lost", "ties_lost",
    "grade_falls", "contagion_reach", "complaint_depth",
)  # fmt: skip
LENDING = ("defaults_with_score", "defaults_without_score", "defaults_ratio")


def conduct(subject: Subject, figures: Figures) -> Html:
    """The part on conduct, and on what is given and taken; nothing without schemes."""
    if not subject.with_schemes:
        return Html("")
    return section(
        "conduct",
        "What people no longer do",
        *last_open(subject.with_schemes, lambda told: [answers_figure(told, figures)]),
        beside_each_other(subject),
        lead=(
            "Whoever fears for a score may break fewer rules, and may say less. Both are answers to the "
            "same pressure, so both are shown together: what a scheme prevents, and what it silences."
        ),
    )


def answers_figure(told: Told, figures: Figures) -> Html:
    """Offences prevented and posts not written, by month."""
    prevented, silent = told.number("offences_prevented"), told.number("posts_not_written")
    if not prevented and not silent:
        return paragraph(f"In {told.label} nobody kept from an offence or from a post because of a scheme.")
    months = month_names(told)
    upper, lower = (
        by_calendar_month(told, by_day(told.facts, MEASURES[name]))
        for name in ("offences_prevented", "posts_not_written")
    )
    kinds = [(name, words.capital(what), number) for name, what in SHOWN for number in [by_kind(told, name)]]
    return figures.figure(
        f"{words.plural(prevented, 'offence')} not committed, {words.plural(silent, 'post')} not written",
        f"{told.label}, by month: acts that luck would have had happen, but that people aware of a scheme "
        "did not commit (up), and critical posts that fear kept from being written (down).",
        lambda width: charts.columns(
            width,
            [f"{month:%b}" for month in months],
            upper,
            lower,
            names=("offences prevented", "posts not written"),
        ),
        join(
            [
                table(
                    "By month",
                    ("Month", "Offences prevented", "Posts not written"),
                    [
                        (f"{month:%B %Y}", words.count(one), words.count(other))
                        for month, one, other in zip(months, upper, lower, strict=True)
                    ],
                ),
                table(
                    "By kind of act",
                    ("Act", "What became of it", "Times"),
                    [
                        (act_in_words(act), what, words.count(times))
                        for _, what, counts in kinds
                        for act, times in counts.items()
                    ],
                    words=(0, 1),
                ),
            ]
        ),
        description=(
            f"Columns by month: {prevented:.0f} offences prevented rise, {silent:.0f} posts not written hang."
        ),
        notice=told.notice,
        after=paragraph(tag("b", "Put in, not found: "), put_in(told), class_="rates"),
    )


SHOWN = (("offences_prevented", "not committed"), ("posts_not_written", "not written"))


def by_kind(told: Told, name: str) -> dict[str, int]:
    """A measure by kind of act."""
    measure = MEASURES[name]
    assert isinstance(measure, Events)
    return breakdown(told.facts, measure)


def put_in(told: Told) -> str:
    """The strengths of both answers, as the scenario has them."""
    conduct, switches = told.scenario.conduct, told.scenario.mechanisms
    parts = []
    for name, on, of_what in (
        ("deterrence", switches.deterrence, "of such acts are not committed by those who know of the scheme"),
        ("chilling", switches.chilling, "of critical posts are not written at the greatest fear"),
    ):
        value = getattr(conduct, name).on(told.first_date)
        parts.append(f"{words.percent(value)} {of_what}" if on else f"{name} is switched off")
    return f"{words.capital('; '.join(parts))}. Another strength gives another level."


def beside_each_other(subject: Subject) -> Html:
    """What is given and what is taken, in all runs, in one table."""
    heads = ("", *(told.label for told in subject.told))
    told = subject.with_schemes[-1]
    lent = [name for name in LENDING if any(one.measures[name] is not None for one in subject.with_schemes)]
    tables = [
        table(
            caption,
            heads,
            [
                (told.catalogue[name].title, *(valued(one, name) for one in subject.told))
                for name in names
                if name in told.catalogue
            ],
        )
        for caption, names in (
            ("What it gives", GIVES),
            ("What it takes", TAKES),
            ("Lenders that ask for a score, and lenders that do not", tuple(lent)),
        )
        if names
    ]
    return join([tag("h3", "Given and taken, beside each other"), *tables])


def valued(told: Told, name: str) -> Html:
    """A value with its interval below it."""
    interval = told.interval(name) if told.number(name) else None
    if interval is None:
        return told.value(name)
    return join([told.value(name), tag("small", told.interval_in_words(name))])
