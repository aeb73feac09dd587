"""How people answer to punishment: silence, and offences not committed."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import CERTAIN
from scorelab.rules.incidents import HARDSHIP_MOST
from scorelab.scenario.forms import LARGEST_EFFECT, Deterrence

WHO_EMPLOYED = 1
WHO_MANAGERS = 2
MILLE = 1000
SHARE, LARGEST = Deterrence.SHARE.value, Deterrence.LARGEST.value


@shared
def can_befall(row: Any, employed: int, manager: int) -> bool:
    """Whether a kind of incident concerns this person at all."""
    if row.who == WHO_EMPLOYED:
        return employed == 1
    return row.who != WHO_MANAGERS or manager == 1


@shared
def written_rate(p: Any, row: Any, rate: int, fear: int) -> int:
    """The rate of public utterances that fear (thousandths of a point) leaves; other rates stay."""
    if not row.speech or not p.mechanism_chilling or fear <= 0:
        return rate
    silenced = (p.conduct_chilling >> 16) * fear // HARDSHIP_MOST
    return rate * max((CERTAIN >> 16) - silenced, 0) // (CERTAIN >> 16)


@shared
def committed_rate(p: Any, row: Any, rate: int, aware: int, scored: int) -> int:
    """The rate of offences that awareness of a scheme leaves; other rates stay.

    The form of deterrence says how large the effect is. A backlash prevents nothing, see
    `incidents.provoked_rate`.
    """
    if not row.deterred or not p.mechanism_deterrence or not (aware and scored):
        return rate
    if p.form_deterrence == SHARE:
        return rate * ((CERTAIN - p.conduct_deterrence) >> 16) // (CERTAIN >> 16)
    return rate * (MILLE - LARGEST_EFFECT) // MILLE if p.form_deterrence == LARGEST else rate
