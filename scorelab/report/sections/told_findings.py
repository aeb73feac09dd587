"""What is told against what is documented, in sentences."""

from scorelab.report import words
from scorelab.report.contrasts import Contrast
from scorelab.report.markup import Html, paragraph, tag
from scorelab.report.sections.findings import filled
from scorelab.report.sections.told_ratios import DRAWN
from scorelab.report.subject import Told

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
