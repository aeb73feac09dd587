"""Which finding of a comparison is its headline."""

from collections.abc import Mapping

from scorelab.experiment.estimates import Estimate
from scorelab.measures import Measure, Side
from scorelab.result import HEADLINES


def headline_of(catalogue: Mapping[str, Measure], found: Mapping[str, Estimate]) -> str | None:
    """The harm of the short table that differs most, as a share of the base world; None if none does.

    Only differences whose 95% interval leaves out nought count.
    """
    apart = [
        name
        for name in HEADLINES
        if catalogue[name].side is Side.HARM and name in found and found[name].is_apart
    ]
    return max(
        apart, key=lambda name: abs((found[name].difference or 0) / (found[name].base or 1)), default=None
    )
