"""Copies of the list: operators import it, and may keep it when it is over."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw, happens


@shared
def import_delay(operator: Any, seed: int, index: int, luck: int) -> int:
    """Days from the listing to its arrival in an operator's copy, at least one."""
    bits = draw(seed, Purpose.IMPORT_LAG, index, 0, luck)
    return max(between(bits, operator.import_days_low, operator.import_days_high), 1)


@shared
def copy_removal_delay(operator: Any, seed: int, index: int, luck: int) -> int:
    """Days from the removal to its arrival in an operator's copy, at least one."""
    bits = draw(seed, Purpose.COPY_REMOVAL_LAG, index, 0, luck)
    return max(between(bits, operator.removal_days_low, operator.removal_days_high), 1)


@shared
def goes_stale(p: Any, seed: int, index: int, luck: int) -> bool:
    """Whether an operator's copy outlives the listing."""
    probability = p.errors_stale if p.mechanism_stale_copies else 0
    return happens(draw(seed, Purpose.STALE, index, 0, luck), probability)
