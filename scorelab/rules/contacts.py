"""What contacts learn of a public listing, and which ties they drop."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, draw, happens
from scorelab.rules.chance import waiting_days
from scorelab.rules.court import LATEST_WAIT

MILLE = 1000


@shared
def learning_wait(p: Any, layer: Any, seed: int, contact: int, aware: int, luck: int) -> int:
    """Days until a contact learns of a public listing; -1 for never."""
    hazard = layer.learns_per_year
    if not aware:
        hazard = hazard * p.contacts_unaware // MILLE
    if hazard <= 0:
        return -1
    wait = waiting_days(draw(seed, Purpose.LEARNING, contact, 0, luck), hazard)
    return wait if wait <= LATEST_WAIT else -1


@shared
def drops_tie(p: Any, layer: Any, seed: int, contact: int, luck: int) -> bool:
    """Whether a contact who has learned drops the tie."""
    probability = layer.drops if p.mechanism_tie_dropping else 0
    return happens(draw(seed, Purpose.DROPPING, contact, 0, luck), probability)
