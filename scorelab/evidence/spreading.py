"""What becomes of a private score that operators may ask for, under each law."""

from scorelab.evidence.values import Values
from scorelab.spread.find import READ_AT, YEARS, spread

AFTER = READ_AT[-1]
"""Years after which the share of doors is read."""


def spreading(seed: int) -> Values:
    """One world under each law: the share of doors that ask, and whether doing without costs an hour."""
    found: Values = {"worlds": ("worlds", 1.0)}
    for law in spread(worlds=1, seed=seed).laws:
        found[f"doors.{law.name}"] = "share", law.doors(AFTER)[0]
        found[f"forced.{law.name}"] = "worlds", law.forced_within(YEARS)
    return found
