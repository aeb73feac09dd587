"""Returns, exploration and trip chains beside what studies found."""

from collections.abc import Iterator

from scorelab.trace import mobility
from scorelab.trace.beside import Row, beside
from scorelab.trace.returning import walk
from scorelab.trace.world import TraceWorld

FOLLOWED = 400
"""How many people's ways are followed, at most."""

GROUPS = 16
"""They are neighbours in so many parts of the town."""

HOURS_LOOKED_BACK = 84
DAYS_LOOKED_BACK = (1, 2, 3)

SMALL = "a small town soon has no place left that is new, and its edge keeps people near"

WAYS = (
    *(f"back_on_day_{day}" for day in DAYS_LOOKED_BACK),
    *("regularity", "growth_exponent", "rank_exponent", "new_place_rho", "new_place_gamma"),
    *("visits_to_new_places", "places_seen_once"),
    "frequent_chains",
)
"""The figures about ways, by their names in the registry."""


def ways(world: TraceWorld, people: int = FOLLOWED, days: int | None = None) -> list[Row]:
    """Returns, exploration and trip chains beside what studies of telephones found.

    What cannot be estimated in a small town is left out.

    Parameters
    ----------
    world : TraceWorld
        The world.
    people : int
        How many of its people are followed, at most.
    days : int, optional
        How many days from day 0; by default all of the run's.
    """
    parts = min(GROUPS, people, len(world))
    each = min(people, len(world)) // parts
    starts = (len(world) * part // parts for part in range(parts))
    groups = [(start, start + each) for start in starts]
    moved = mobility.trajectories(world, groups, (0, days or world.days))
    hourly = moved.hourly()
    persons = [person for group in groups for person in range(*group)]
    walked = [walk(world.seed, person, len(own)) for person, own in zip(persons, moved.places, strict=True)]
    as_model = mobility.Trajectories(walked, moved.minutes, moved.days)
    chains = mobility.chains(moved)
    chances = mobility.presence_chances(hourly, HOURS_LOOKED_BACK)
    back = mobility.peaks(chances)
    (new, once), (new_in_model, once_in_model) = map(mobility.new_places, (moved.places, walked))
    frequent = sum(count for _, count in chains.most_common(mobility.MOTIFS)) / sum(chains.values())
    return [
        *(
            beside(f"back_on_day_{day}", float(hour))
            for day, hour in zip(DAYS_LOOKED_BACK, back, strict=True)
        ),
        beside(
            "regularity",
            mobility.regularity(hourly),
            "these people keep their hours better, and every hour is known, not those with a call",
        ),
        beside(
            "growth_exponent",
            mobility.growth_exponent(hourly),
            "the published model gets 0.6 from stays whose length has no mean, so that its people go out "
            "less and less often; these go out every day of the year alike",
            mobility.growth_exponent(as_model.hourly()),
        ),
        beside(
            "rank_exponent",
            mobility.rank_exponent(moved.places),
            "home and work take more of the visits than the first two ranks of the law",
            mobility.rank_exponent(walked),
        ),
        *_explored(mobility.exploration(moved.places), mobility.exploration(walked)),
        beside("visits_to_new_places", new, SMALL, new_in_model),
        beside("places_seen_once", once, SMALL, once_in_model),
        beside(
            "frequent_chains",
            frequent,
            "a plan has at most an errand, an outing and a meal beside work, each with a look in near by",
        ),
    ]


def _explored(ours: tuple[float, float] | None, model: tuple[float, float] | None) -> Iterator[Row]:
    """Rho and gamma, as far as they can be fitted."""
    if ours is not None:
        in_model = model or (None, None)
        for name, found, in_that in zip(("rho", "gamma"), ours, in_model, strict=True):
            yield beside(f"new_place_{name}", found, SMALL, in_that)
