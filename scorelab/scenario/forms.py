"""Forms of a mechanism: other laws than the usual one, of another sign or shape, that nobody can rule out.

A number that is uncertain has a range; a law that is uncertain has other forms. A scenario chooses one
form for each mechanism (its section `forms`). What each form claims, and on what ground, stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from scorelab.scenario.parameter import Tier


class TieDropping(IntEnum):
    """What contacts who would leave do."""

    CHANCE = 0
    THRESHOLD = 1
    SOLIDARITY = 2


class Hardship(IntEnum):
    """How blows add up, and how they wear off."""

    HALVING = 0
    SATURATING = 1
    ADAPTING = 2


class Deterrence(IntEnum):
    """What awareness of a scheme does to the acts that it punishes."""

    SHARE = 0
    NONE = 1
    LARGEST = 2
    BACKLASH = 3


class Hazards(IntEnum):
    """How hardship, and being out of work, raise the rates of incidents."""

    MULTIPLICATIVE = 0
    ADDITIVE = 1
    THRESHOLD = 2


CODES_OF_FORMS: Mapping[str, type[IntEnum]] = {
    "tie_dropping": TieDropping,
    "hardship": Hardship,
    "deterrence": Deterrence,
    "hazards": Hazards,
}
"""The mechanisms that have several forms."""


LARGEST_EFFECT = 186
"""The largest published effect of naming, in thousandths: delinquency 18.6% lower under the threat (Bu and
Liao 2022, Management Science 68(5):3768-90). A backlash is given the same size."""


@dataclass(frozen=True)
class Form:
    """One form of a mechanism.

    Attributes
    ----------
    claims : str
        What it says, in words.
    ground : str
        A citation, or the reason for assuming it.
    tier : str or None
        Of the citation; None where the form is assumed.
    """

    claims: str
    ground: str
    tier: Tier | None = None

    @property
    def standing(self) -> str:
        """`tier B`, or `assumed`."""
        return "assumed" if self.tier is None else f"tier {self.tier}"


FORMS: Mapping[str, Mapping[str, Form]] = {
    "tie_dropping": {
        "chance": Form(
            "a contact who learns leaves with the layer's chance, whatever others have done",
            "no study of ties after a listing was found; that naming costs informal insurance (Bu and Liao "
            "2022, Management Science 68(5)) says that some leave, not how",
        ),
        "threshold": Form(
            "a contact leaves only if as many ties of the person are gone already as a cutoff of one's own, "
            "0 to 3, asks for; then with the layer's chance",
            "acts that are costly or disputed spread by reinforcement from several sides (Centola and Macy "
            "2007, American Journal of Sociology 113(3):702-34); that dropping a tie is one is assumed",
        ),
        "solidarity": Form(
            "a contact who would have left stays, and helps the person to a new tie: the opposite sign",
            "interviews find that questionable grounds weaken the label (Chen and Grossklags 2022, Social "
            "Sciences 11(6):229); that those who know the person then close ranks is assumed",
        ),
    },
    "hardship": {
        "halving": Form(
            "blows add up to at most 100 points, and what is left halves in each half-life",
            "the simplest law of recovery: no study of household hardship gives the shape",
        ),
        "saturating": Form(
            "each further blow counts for less: only the share of its points that is missing to 100",
            "who has lost most has less left to lose; no study gives the shape",
        ),
        "adapting": Form(
            "hardship wears off evenly and is gone after one half-life: people get used to it",
            "complete adaptation to layoff and to family events could not be rejected, though to lasting "
            "unemployment hardly any was found (Clark, Diener, Georgellis and Lucas 2008, Economic Journal "
            "118:F222-43); that it holds for hardship in general is assumed",
        ),
    },
    "deterrence": {
        "share": Form(
            "the share `conduct.deterrence` of deterred acts is not committed",
            "`conduct.deterrence` has its own source or range",
        ),
        "none": Form(
            "nobody is deterred",
            "no effect of visibility on larger debts (Perez-Truglia and Troiano 2018, Journal of Public "
            "Economics 167:120-37)",
            "B",
        ),
        "largest": Form(
            "18.6% of deterred acts are not committed, whatever `conduct.deterrence` says",
            "the largest published effect of naming (Bu and Liao 2022, Management Science 68(5):3768-90)",
            "B",
        ),
        "backlash": Form(
            "deterred acts are committed 18.6% more often by those aware of a scheme that holds them: the "
            "opposite sign",
            "a fine raised the number of late parents, and its end did not lower it (Gneezy and Rustichini "
            "2000, Journal of Legal Studies 29(1):1-17); that it holds here, and the size, are assumed",
        ),
    },
    "hazards": {
        "multiplicative": Form(
            "hardship multiplies a person's own rate, in proportion to its points",
            "proportional hazards, the usual form: risks of mortality multiplied for all pairs of social "
            "variables (Mehta and Preston 2016, Social Science & Medicine 154:93-99); for debts assumed",
        ),
        "additive": Form(
            "hardship adds as many incidents a year to anybody, whatever their conduct, age and sex",
            "additive hazards (Lin and Ying 1994, Biometrika 81(1):61-71); some risks of mortality added up "
            "(Mehta and Preston 2016); for debts assumed",
        ),
        "threshold": Form(
            "hardship raises nothing below 50 points, and everything in full from there",
            "savings and family carry a household up to a point, and no further; no study gives the shape",
        ),
    },
}
"""Every form of every mechanism; the first is the usual one."""


def usual(mechanism: str) -> str:
    """The form that scenarios of the library have."""
    return next(iter(FORMS[mechanism]))


def code_of(mechanism: str, form: str) -> int:
    """The number that stands for a form in a rule book."""
    return CODES_OF_FORMS[mechanism][form.upper()].value
