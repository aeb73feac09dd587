"""The first finding: what is told against what is documented, over the same people with the same luck."""

import math

from scorelab.report import charts, words
from scorelab.report.contrasts import Contrast, contrast
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.myths import MYTHS, refuted_in
from scorelab.report.rates import rates_beside
from scorelab.report.sections.findings import filled
from scorelab.report.subject import Subject, Told, twins
from scorelab.scenario.schema import Mechanisms

DRAWN = (
    "new_listings", "refused_persons", "refusals", "ties_lost", "grade_falls", "contagion_reach",
    "posts_not_written", "offences_prevented", "jobs_lost", "debts_paid",
)  # fmt: skip
TABLED = (
    ("The list", ("listed", "new_listings", "wrongful_days")),
    ("Doors", ("refused_persons", "refusals", "refusals_by_grade", "refusals_by_scarcity", "jobs_lost")),
    ("The social circle", ("learned", "ties_lost", "ties_lost_for_standing", "ties_formed", "salon_ties")),
    ("Scores", ("grade_falls", "spiral_depth", "second_turn_gain", "contagion_reach")),
    ("Conduct", ("posts_not_written", "offences_prevented")),
    ("What it achieved", ("debts_paid", "paid_under_pressure")),
)
"""What the table holds against each other; mean scores and lowest grades are added to it."""

FINDINGS = (
    (
        "The list",
        "{listed} people stood on the court’s list at the end, and {new_listings} listings were entered",
        ("new_listings", "listings"),
    ),
    (
        "Doors",
        "{refused_persons} people were refused {refusals} times, {refusals_by_grade} of these for a score "
        "or a grade",
        ("refusals", "refusals"),
    ),
    (
        "The social circle",
        "contacts dropped {ties_lost} ties, {ties_lost_for_standing} of them on seeing a low grade",
        ("ties_lost", "lost ties"),
    ),
    (
        "Falls",
        "people fell {grade_falls} times to a lower grade, and {contagion_reach} people lost points because "
        "of somebody else",
        ("grade_falls", "falls"),
    ),
    (
        "The spiral",
        "whoever fell lost {spiral_depth} points more in later turns, on average, and a point lost in the "
        "first turn drew {second_turn_gain} points after it in the second",
        ("spiral_depth", "such points"),
    ),
    (
        "Silence",
        "fear kept {posts_not_written} critical posts from being written, and deterrence "
        "{offences_prevented} offences from being committed",
        ("posts_not_written", "unwritten posts"),
    ),
    (
        "What it achieved",
        "{debts_paid} debts were paid, and {debts_paid_amount} reached creditors",
        ("debts_paid", "debts paid"),
    ),
)
"""Each finding: heading, sentence, and the measure of which it says how far the two are apart."""

WIDE = 1.2
"""Ratios whose whole interval lies above this one stand in the opening sentence."""
NEAR = 0.01
"""Ratios as near to one as this count as alike there."""
ALIKE = 0.002
"""A ratio nearer to one than this is none worth telling."""


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


def summary(reported: Told, contrasts: dict[str, Contrast]) -> Html:
    """The first finding in one sentence: where the two are furthest apart, and where they are alike."""
    ratios = {name: ratio for name in DRAWN if (ratio := contrasts[name].ratio) is not None}
    wide = [name for name, (_, low, _) in ratios.items() if low > WIDE]
    wide.sort(key=lambda name: -ratios[name][0])
    alike = [name for name, (ratio, _, _) in ratios.items() if abs(ratio - 1) < NEAR]

    def title(name: str) -> str:
        return words.small(reported.catalogue[name].title)

    apart = words.listed_in_words(
        [f"{words.decimal(ratios[name][0])} times as many {title(name)}" for name in wide[:4]]
    )
    same = words.listed_in_words([title(name) for name in alike])
    parts = [
        f"there are {apart} as under the rules as documented" if apart else "",
        f"in {same} the two are alike, within one in a hundred" if same else "",
    ]
    return paragraph(
        tag("span", stem_of(reported, "reported"), class_="stem"),
        f" {'; '.join(part for part in parts if part) or 'too little happened to compare'}.",
        class_="finding first",
    )


def stem_of(told: Told, claim: str) -> str:
    """How a finding about both claims begins."""
    return f"In an invented society of {words.count(told.people)} people under the rules as {claim},"


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


def items(documented: Told, reported: Told, contrasts: dict[str, Contrast]) -> list[Html]:
    """The findings, each a sentence about both runs."""
    schemes = [
        scheme
        for scheme in reported.run.labels.schemes
        if f"mean_score.{scheme.name}" in documented.catalogue
    ]
    scores = [
        (
            f"the mean of {words.small(scheme.title)} was {{mean_score.{scheme.name}}} at the end",
            f"mean_score.{scheme.name}",
        )
        for scheme in schemes
    ]
    found = [item(documented, reported, contrasts, *one) for one in FINDINGS]
    return found + [
        item(documented, reported, contrasts, f"Scores: {scheme.title}", sentence, (name, "points"))
        for scheme, (sentence, name) in zip(schemes, scores, strict=True)
    ]


def item(
    documented: Told,
    reported: Told,
    contrasts: dict[str, Contrast],
    heading: str,
    template: str,
    about: tuple[str, str],
) -> Html:
    """One finding: the sentence under either claim, and what differs."""
    one = contrasts[about[0]]
    return tag(
        "li",
        tag("h3", heading),
        paragraph(
            tag("span", stem_of(reported, "reported"), class_="stem"),
            " ",
            filled(reported, template),
            "; ",
            tag("span", "under the rules as documented,", class_="stem"),
            " ",
            filled(documented, template),
            ". ",
            tag("b", how_far_apart(one, about[1])),
            class_="finding",
        ),
        paragraph(tag("b", "Within these runs (95%): "), in_words(one, about[1]), class_="rates"),
    )


def how_far_apart(one: Contrast, noun: str) -> str:
    """Whether what is told and what is documented differ, in a sentence."""
    if one.difference is None:
        return "The two cannot be compared."
    if one.difference == 0 or (one.ratio is not None and abs(one.ratio[0] - 1) < ALIKE):
        return f"In {noun}, told and documented are alike."
    if not one.is_apart:
        return f"In {noun}, told and documented differ by no more than luck would make."
    if one.ratio is not None and (one.ratio[0] >= 1.5 or one.ratio[0] <= 1 / 1.5):
        return f"As told, there are {words.decimal(one.ratio[0])} times as many {noun}."
    if one.name.startswith("mean_score."):
        side = "higher" if one.difference > 0 else "lower"
        return f"As told, the mean is {shown(abs(one.difference))} {noun} {side}."
    more = "more" if one.difference > 0 else "fewer"
    return f"As told, there are {shown(abs(one.difference))} {more} {noun}."


def in_words(one: Contrast, noun: str) -> str:
    """The difference with its interval."""
    if one.difference is None or one.half is None:
        return f"fewer than ten people are concerned by a difference in {noun}."
    low, high = one.difference - one.half, one.difference + one.half
    ratio = (
        f"; ratio {words.decimal(one.ratio[1])} to {words.decimal(one.ratio[2])}"
        if one.ratio and abs(one.ratio[0] - 1) > 0.05
        else ""
    )
    return f"difference in {noun} {signed(low)} to {signed(high)}{ratio}."


def shown(value: float) -> str:
    """A number as short as it may be."""
    return words.count(value) if abs(value) >= 100 or value == int(value) else words.decimal(value)


def signed(value: float) -> str:
    """A number with its sign."""
    return f"{'−' if value < 0 else '+'}{shown(abs(value))}"


def ratio_figure(
    documented: Told, reported: Told, contrasts: dict[str, Contrast], subject: Subject, figures: Figures
) -> Html:
    """Ratios of what is told to what is documented."""
    drawn = [contrasts[name] for name in DRAWN]
    ratios = {one.name: one.ratio[0] for one in drawn if one.ratio is not None}
    furthest = max(ratios, key=lambda name: abs(math.log(ratios[name])), default=None)
    headline = (
        "Too little happened for ratios"
        if furthest is None
        else f"Furthest apart: {words.small(reported.catalogue[furthest].title)}, "
        f"{words.decimal(ratios[furthest])} times what is documented"
    )
    return figures.figure(
        headline,
        "What came out under the rules as reported, over what came out under the rules as documented; "
        "whiskers are 95% intervals within these runs. Where one of them is nought there is no ratio.",
        lambda width: charts.ranges(
            width,
            [
                charts.Group(
                    short(reported, one.name, width),
                    (charts.Range(one.ratio, without(one), "circle", "f2"),),
                )
                for one in drawn
            ],
            [("circle", "f2", "as reported, against as documented")],
        ),
        table(
            "Told against documented",
            ("Measure", "Documented", "Reported", "Reported over documented", "95%"),
            [
                (
                    reported.catalogue[one.name].title,
                    words.amount(reported.catalogue[one.name], one.documented),
                    words.amount(reported.catalogue[one.name], one.reported),
                    words.decimal(one.ratio[0]) if one.ratio else words.NOT_ESTIMABLE,
                    f"{words.decimal(one.ratio[1])} to {words.decimal(one.ratio[2])}" if one.ratio else "",
                )
                for one in drawn
            ],
        ),
        description="Marks with whiskers, one a measure: "
        + "; ".join(
            f"{reported.catalogue[one.name].title} "
            + (f"{words.decimal(one.ratio[0])} times" if one.ratio else without(one))
            for one in drawn
        )
        + ".",
        notice=subject.notice,
        after=rates_beside(reported, own_rules=True),
    )


def short(told: Told, name: str, width: float) -> str:
    """A measure's name, as long as there is room for."""
    title = SHORT.get(name, told.catalogue[name].title)
    return title if width > 500 else SHORT_NARROW.get(name, title)


SHORT = {
    "refused_persons": "People refused",
    "jobs_lost": "Jobs lost at a refusal",
    "grade_falls": "Falls to a lower grade",
    "contagion_reach": "Drawn along by others",
}
SHORT_NARROW = {
    "grade_falls": "Falls of grade",
    "contagion_reach": "Drawn along",
    "offences_prevented": "Offences prevented",
    "posts_not_written": "Posts not written",
    "jobs_lost": "Jobs lost",
    "refusals": "Refusals",
}


def without(one: Contrast) -> str:
    """Why there is no ratio."""
    if one.documented == one.reported:
        return "none in either" if not one.reported else "too few"
    return (
        "only as reported" if not one.documented else "only as documented" if not one.reported else "too few"
    )


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
