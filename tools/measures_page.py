"""Write docs/measures.md from the measures themselves: python tools/measures_page.py."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

from scorelab.measures import (
    GROUPINGS,
    MEASURES,
    Events,
    Figure,
    Measure,
    Side,
    conduct,
    doors,
    lives,
    on_the_list,
    payments,
    redress,
    spiral,
    standing,
    ties,
)
from scorelab.measures.groups import CONCERNED_LEAST, PERSONS_LEAST
from scorelab.store import Labels
from scorelab.store.scheme_labels import DoorGrades, SchemeLabels

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measures.md"

FAMILIES: tuple[tuple[str, ModuleType], ...] = (
    ("The list itself", on_the_list),
    ("Doors", doors),
    ("Ties", ties),
    ("Scores and grades", standing),
    ("The spiral", spiral),
    ("How people answer", conduct),
    ("Redress", redress),
    ("What the list claims for itself", payments),
)

PATTERN = Labels(
    scenario="",
    title="",
    claim="",
    start=date(2018, 1, 1),
    doors=("DOOR",),
    door_operators=(),
    substitutes=(),
    says=(),
    operators=(),
    channels=(),
    layers=(),
    incidents=(),
    minutes=(),
    schemes=(
        SchemeLabels(
            name="SCHEME",
            title="SCHEME",
            claim="",
            form="platform",
            grades=("GRADE",),
            ranges=(),
            lines=(),
            steady=True,
        ),
    ),
    door_grades=(DoorGrades(scheme=0, below=0, review_below=0, perk_from=1),),
)
"""Labels that stand for those of any run with schemes."""

SIDES = {Side.SIZE: "size", Side.HARM: "harm", Side.BENEFIT: "benefit"}

OPENING = """# Measures

Each measure is defined once, in `scorelab/measures/`, with its unit and its formula in words, and
is a pure function of a stored run. This page is made from those definitions by `python
tools/measures_page.py`, and a test fails when it is out of date.

Every measure counts day 0 and later; the opening counts only where a formula says so. *Side* says
on which side of the balance a measure stands: harm, benefit, or merely size. *Rests on* names the
parts of the scenario on whose values it hangs directly; most of them are `assumed`, so read a level
together with them. Money is kept in cents and shown in yuan; a measure that cannot be estimated
says so and is not 0.

What *wrongful* means, and why every ordinary payment makes some wrongful days, stands in
[model.md](model.md#ground-truth-and-what-wrongful-means).

Measures of *events* count journal rows, or sum a column of them; measures of a *state* count people
in it, or the days they spend in it; both can be taken by day, by calendar month and by group.
Measures of a *figure* are a single number, such as a median.

"""

OF_SPIRAL = """A fall is a listing, a lower grade, or a loss of points. How one fall leads to the
next is read off the journal, along each row's trigger. A fall with no fall above it is *direct*:
its turn is 1. Any other has the turn of the nearest fall above it, and one more if the way between
the two leads over a link: a lost tie or a platform's social component (score to friends, friends to
score), or a refusal and then an incident or a lost job (doors to hardship, hardship to incidents).
A loss by the social component is never direct. With `mechanisms.tie_dropping`, `social_component`,
`door_consequences` and `hardship_feedback` off nothing has a second turn. A difference between
twins, the same world with one link cut, says what that link adds; these measures say how much of a
single run went through it.

"""

OF_SCHEMES = """## For each scheme

A run of a scenario with schemes has these for each of them, and the last one for each door that
gives a perk from some grade on. The name ends with that of the scheme (and the grade), or of the
door: `mean_score.platform_one`, `grade_share.city.D`, `perks_not_given.visa_fast_track`. Their names
and totals come from `measures_of(run.labels)` and `measure_all(run)`.

"""

OF_LIVES = """## Where lives go on

A run in which people are born, grow up or die ([lives.md](lives.md)) has these besides, some for each scheme.

"""

CLOSING = """## Groups

A measure of events or of a state can be divided over the adults, with ratio and difference to a
reference group and 95% intervals. Values are summed for each person first, so that one person's
many refusals are one observation. A group with fewer than {persons} people, or fewer than
{concerned} people concerned, is *not estimable*, and says so.

| grouping | groups | reference |
|---|---|---|
{groupings}

The intervals tell how much luck among the people of *one* society could move the figure. They do
not tell how much another seed would: that needs several runs
([reproducibility.md](reproducibility.md#honest-limits)).

## From Python

```python
from scorelab import open_run
from scorelab.measures import GROUPINGS, MEASURES, Facts, breakdown, by_group, by_month, measure_all

facts = Facts(open_run("runs/mine"))
measure_all(facts)["days_per_wrong_record"]
by_month(facts, MEASURES["listed"])
breakdown(facts, MEASURES["wrongful_refusals"], "truth")
by_group(facts, MEASURES["refusals"], GROUPINGS["income"])
```

*Text under CC BY 4.0.*
"""


def page() -> str:
    """The page as Markdown."""
    groupings = "\n".join(
        f"| {grouping.title} | {', '.join(grouping.groups)} | {grouping.reference} |"
        for grouping in GROUPINGS.values()
    )
    closing = CLOSING.format(persons=PERSONS_LEAST, concerned=CONCERNED_LEAST, groupings=groupings)
    return OPENING + "".join(family(title, room.MEASURES) for title, room in FAMILIES) + own() + closing


def own() -> str:
    """The measures that a run has for each of its schemes and perks, and where lives go on."""
    measures = (*standing.measures_of_schemes(PATTERN), *doors.measures_of_perks(PATTERN))
    of_lives = lives.measures_of_lives(PATTERN.model_copy(update={"lives": True}))
    parts = (OF_SCHEMES, measures), (OF_LIVES, of_lives)
    return "".join(preface + family("", found).split("\n\n", 1)[1] for preface, found in parts)


def family(title: str, measures: tuple[Measure, ...]) -> str:
    """One family of measures, under a heading."""
    preface = OF_SPIRAL if measures is spiral.MEASURES else ""
    return f"## {title}\n\n{preface}" + "\n".join(entry(measure) for measure in measures) + "\n"


def entry(measure: Measure) -> str:
    """One measure."""
    return "\n".join(lines(measure)) + "\n"


def lines(measure: Measure) -> Iterator[str]:
    """The lines of one measure's entry."""
    kind = "event" if isinstance(measure, Events) else "figure" if isinstance(measure, Figure) else "state"
    yield f"### {measure.title}"
    yield ""
    yield f"`{measure.name}`, in {measure.unit} ({SIDES[measure.side]}, {kind})"
    yield ""
    yield f"{measure.formula[0].upper()}{measure.formula[1:]}."
    yield ""
    yield f"Rests on {', '.join(f'`{name}`' for name in measure.rests_on)}."


def named() -> set[str]:
    """The names of the measures on the page."""
    return {measure.name for _, room in FAMILIES for measure in room.MEASURES}


if __name__ == "__main__":
    if missing := set(MEASURES) - named():
        raise SystemExit(f"measures without a family: {', '.join(sorted(missing))}")
    PAGE.write_text(page(), encoding="utf-8")
