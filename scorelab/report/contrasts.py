"""One measure in two runs: how far they are apart, and how sure that is."""

import math
from dataclasses import dataclass

import numpy as np

from scorelab.measures.groups import NORMAL_95
from scorelab.report.influence import Parts, influence
from scorelab.report.intervals import of_difference
from scorelab.report.subject import Told


@dataclass(frozen=True)
class Contrast:
    """A measure under both claims.

    Attributes
    ----------
    name : str
        The measure.
    documented, reported : float or None
        Its value in either run.
    half : float or None
        Half the width of the 95% interval of the difference.
    ratio : tuple of float or None
        Reported over documented, with its 95% interval.
    """

    name: str
    documented: float | None
    reported: float | None
    half: float | None
    ratio: tuple[float, float, float] | None

    @property
    def difference(self) -> float | None:
        """Reported less documented."""
        if self.documented is None or self.reported is None:
            return None
        return self.reported - self.documented

    @property
    def is_apart(self) -> bool:
        """Whether the difference is more than luck would make."""
        return self.difference is not None and self.half is not None and abs(self.difference) > self.half


def contrast(documented: Told, reported: Told, name: str, same_people: bool) -> Contrast:
    """One measure under both claims, with intervals."""
    one, other = documented.measures[name], reported.measures[name]
    parts = [parts_of(told, name) for told in (documented, reported)]
    half = of_difference(parts[1], parts[0], twins=same_people)
    ratio = ratio_of(one, other, parts[0], parts[1], same_people=same_people)
    return Contrast(name, one, other, half, ratio)


def parts_of(told: Told, name: str) -> Parts | None:
    """How much each person bears on a measure of a run."""
    return told.kept(f"influence {name}", lambda: influence(told.facts, told.catalogue[name]))


def ratio_of(
    one: float | None, other: float | None, below: Parts | None, above: Parts | None, *, same_people: bool
) -> tuple[float, float, float] | None:
    """The ratio of two totals, other over one, with its interval on the logarithm's scale.

    Parameters
    ----------
    one, other : float or None
        The totals.
    below, above : array or None
        How much each person bears on them.
    same_people : bool
        Whether people and luck are the same in both.
    """
    if not one or not other or below is None or above is None:
        return None
    if min(np.count_nonzero(below), np.count_nonzero(above)) < 10:
        return None
    spread = float(((below / one) ** 2).sum() + ((above / other) ** 2).sum())
    if same_people and len(below) == len(above):
        spread = float(((above / other - below / one) ** 2).sum())
    factor = math.exp(NORMAL_95 * math.sqrt(spread))
    return other / one, other / one / factor, other / one * factor
