"""What was simulated."""

from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.rates import own_rules_put_in, rates_put_in
from scorelab.report.sections.triggers import triggers
from scorelab.report.subject import Subject, Told
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.obedience import warning
from scorelab.scenario.safeguards import Safeguards


def simulated(subject: Subject) -> Html:
    """The part that says what was run, under which rules, with which versions."""
    told = subject.told
    facts = table(
        "What was run",
        ("", *(one.label for one in told)),
        [(name, *(read(one) for one in told)) for name, read in ROWS],
        words=range(len(told) + 1),
    )
    switches = table(
        "Mechanisms",
        ("Mechanism", *(one.label for one in told)),
        [
            (
                words.capital(field.description or name),
                *("on" if getattr(one.scenario.mechanisms, name) else "off" for one in told),
            )
            for name, field in Mechanisms.model_fields.items()
        ],
        words=range(len(told) + 1),
    )
    twins = (
        "The runs are twins: the same invented people with the same luck, day by day, under different "
        "rules. So every difference between them is the rules’ doing."
        if subject.are_twins
        else "The runs differ in people or luck as well as in rules: a difference between them may be chance."
    )
    return section(
        "simulated",
        "What was simulated",
        *(paragraph(tag("b", f"{one.title}. "), one.scenario.summary) for one in told),
        paragraph(twins) if len(told) > 1 else Html(""),
        *(
            paragraph(tag("b", f"{one.title}. "), said)
            for one in told
            if (said := warning(one.scenario)) is not None
        ),
        facts,
        *(
            join([rates_put_in(one), paragraph(words.capital(own_rules_put_in(one)), class_="rates")])
            for one in subject.lists
        ),
        tag("details", tag("summary", "Which mechanisms were on"), switches),
        triggers(subject),
        lead=(
            "People, households, ties, debts, suits and errors are drawn from published tables and from "
            "luck; no record of any real person went in. Courts, the list, doors and offices then act by "
            "the rules of the scenario."
        ),
    )


def rules_of_users(told: Told) -> Html | str:
    """The rules file in force, and what it replaced."""
    rules = told.run.rules
    if rules is None:
        return "none"
    return join(
        [
            tag("code", rules["file"]),
            " in place of ",
            words.listed_in_words(rules["replaces"]),
            "; SHA-256 ",
            tag("code", rules["sha256"]),
        ]
    )


def safeguards_in_law(told: Told) -> str:
    """The safeguards that are law on the last day, each with the share of cases in which it is kept."""
    last = told.last_date
    every = [(name, getattr(told.scenario.safeguards, name)) for name in Safeguards.model_fields]
    law = [
        f"{name} (kept in {dials.obeyed.on(last):.0%} of cases)"
        for name, dials in every
        if dials.in_law.on(last)
    ]
    return words.listed_in_words(law) if law else "none"


def versions(told: Told) -> str:
    """The versions of what took part."""
    return ", ".join(f"{name} {version}" for name, version in told.run.manifest.versions.items())


ROWS = (
    ("People", lambda one: f"{words.count(one.people)}, of them {words.count(one.adults)} adults"),
    (
        "Time",
        lambda one: (
            f"{one.days} days, {words.day_in_words(one.first_date)} to {words.day_in_words(one.last_date)}"
        ),
    ),
    (
        "Opening",
        lambda one: (
            f"{words.plural(one.scenario.time.opening_years, 'year')} before the first day in which the "
            "court runs alone"
        ),
    ),
    ("Rules", lambda one: f"{one.title} ({one.scenario.claim})"),
    ("Rules of users’ own", rules_of_users),
    ("Safeguards in law", safeguards_in_law),
    ("Seed", lambda one: one.run.manifest.seed),
    ("Digest", lambda one: tag("code", one.run.manifest.digest)),
    ("Rows on record", lambda one: words.count(one.run.manifest.rows["journal"])),
    ("Made", lambda one: f"{one.run.manifest.finished[:16].replace('T', ' ')} UTC"),
    ("Versions", versions),
)
