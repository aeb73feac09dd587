"""The same person under each safeguard: what it would have spared, at several degrees of obedience.

Two readings of the person are compared: as told, who writes messages that open no case;
and somebody in the same place who applies in writing as soon as the listing shows. All
else is equal: the same people with the same luck, and the safeguard for this one person
only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from scorelab.scenario.schema import Safeguards
from scorelab.stories.life import Life, lived_fast, people_of
from scorelab.stories.story import Story
from scorelab.stories.twins import applies_in_writing, changed, kept

SAFEGUARDS = tuple(Safeguards.model_fields)
OBEYED = (0.0, 0.5, 1.0)
PEOPLE = 100
"""People of a world of the table: with the story's staff, one review a day."""

FIRST_SEED = 1
PLATFORM = "platform_one"
LAST_TOLD = "2017-10-07"
"""The told case's last day, in every world alike: the script dates the first refusal."""


@dataclass(frozen=True)
class Relief:
    """What became of the person under one safeguard, on average over worlds.

    Attributes
    ----------
    safeguard : str or None
        Which; none for the rules as they stood.
    obeyed : float
        The share of cases in which officials keep it.
    applies : bool
        Whether the person applies in writing instead of sending messages.
    wrongful_days : float
        Days wrongly on the list, or on a copy of it.
    refusals : float
        Doors found shut.
    freed : float
        Days from the first day of the story to the end of the last wrongful effect, over
        the worlds in which there was one.
    points : float or None
        Points by which the platform's score stands lower at the end of the told case than
        on day 0; None where there is no score.
    listed, restored : int
        In how many worlds the person was wrongly listed, and of these free again by the end.
    worlds : int
        How many worlds.
    """

    safeguard: str | None
    obeyed: float
    applies: bool
    wrongful_days: float
    refusals: float
    freed: float | None
    points: float | None
    listed: int
    restored: int
    worlds: int


def reliefs(
    story: Story,
    worlds: int,
    safeguards: Sequence[str] = SAFEGUARDS,
    obeyed: Sequence[float] = OBEYED,
    variant: str = "",
) -> list[Relief]:
    """The rules as they stood, then each safeguard at each degree, for both readings of the person."""
    seeds = range(FIRST_SEED, FIRST_SEED + worlds)
    scenarios = [story.scenario(PEOPLE, seed, variant) for seed in seeds]
    populations = [people_of(scenario) for scenario in scenarios]
    cases = [(None, 0.0), *((name, share) for name in safeguards for share in obeyed)]
    found = []
    for applies in (False, True):
        for name, share in cases:
            changes = ([applies_in_writing()] if applies else []) + ([kept(name, share)] if name else [])
            lives = [
                lived_fast(changed(scenario, changes), population)
                for scenario, population in zip(scenarios, populations, strict=True)
            ]
            found.append(_relief(name, share, applies, lives))
    return found


def _relief(name: str | None, share: float, applies: bool, lives: Sequence[Life]) -> Relief:
    spells = [life.wrongful_spells() for life in lives]
    wronged = [found for found in spells if found]
    scored = bool(lives[0].scenario.schemes.platforms)
    restored = [found for found in wronged if all(ended for _, _, ended in found)]
    return Relief(
        safeguard=name,
        obeyed=share,
        applies=applies,
        wrongful_days=fmean(life.wrongful_days() for life in lives),
        refusals=fmean(len(life.refusals()) for life in lives),
        points=fmean(life.points_lost(PLATFORM, LAST_TOLD) for life in lives) if scored else None,
        freed=fmean(max(end for _, end, _ in found) for found in restored) if restored else None,
        listed=len(wronged),
        restored=len(restored),
        worlds=len(lives),
    )
