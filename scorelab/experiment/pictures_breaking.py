"""The picture of breaking points: an effect where a dial is turned, and under other forms."""

import math
from collections.abc import Iterator

from scorelab.experiment.broken import Breaking
from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.experiment.pictures import LOOKS, notice
from scorelab.experiment.screen import shown
from scorelab.measures import Measure
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE
from scorelab.result import figure, unit

DIALS_SHOWN = 3
OWN, TURNED, FORM = LOOKS[2], LOOKS[0], LOOKS[1]


def picture_of_breaking(found: Breaking, name: str) -> Picture:
    """The effect on one measure as it stands, along each dial, and under other forms."""
    measure = found.catalogue[name]
    told = list(found.sentences(name))
    rows = list(_rows(found, name))
    return Picture(
        headline=told[0],
        caption=(
            f"{'. '.join(told[1:])}. Difference of the other world from the base world, in "
            f"{unit(measure) or 'shares'}, over {found.replicates} replicates; whiskers: 95% interval "
            f"({SOURCE})."
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [(*OWN, "as it stands"), (*TURNED, "turned to this number"), (*FORM, "under this form")],
            lambda value: figure(measure, float(value)),
            least=-math.inf,
            most=math.inf,
        ),
        table=table(
            f"“{measure.title}” wherever it was looked at",
            ("Where", "At", "Base", "Difference", "Low", "High", "Unit"),
            [
                (
                    row["where"],
                    "" if row["number"] is None else f"{row['number']:.3g}",
                    shown(measure, row["base"]),
                    shown(measure, row["difference"], signed=True),
                    shown(measure, row["low"]),
                    shown(measure, row["high"]),
                    unit(measure),
                )
                for row in found.to_frame().filter(measure=name).to_dicts()
            ],
            words=(0, 6),
        ),
        description=f"Marks with whiskers around nought. {'. '.join(told)}.",
        notice=notice(found.base),
    )


def _rows(found: Breaking, name: str) -> Iterator[Group]:
    measure = found.catalogue[name]
    yield Group("own numbers, own forms", (_range(measure, found.effects[name], OWN),))
    dials = {broken.dial: broken.effects for broken in found.breaks[name]}
    for dial, effects in list(dials.items())[:DIALS_SHOWN]:
        head = dial.name
        for place, effect in effects.items():
            look = OWN if place == dial.own else TURNED
            yield Group(f"{place:.3g}", (_range(measure, effect, look),), head)
            head = ""
    head = "Other forms of mechanisms"
    for held in found.held[name]:
        yield Group(held.form, (_range(measure, held.effect, FORM),), head)
        head = ""


def _range(measure: Measure, effect: Estimate, look: tuple[str, str]) -> Range:
    if effect.difference is None or effect.low is None or effect.high is None:
        return Range(None, NOT_ESTIMABLE, *look)
    return Range((effect.difference, effect.low, effect.high), "", *look)
