"""Returns, exploration and trip chains beside what studies found."""

from collections.abc import Iterator

from scorelab.trace import mobility
from scorelab.trace.beside import Row, beside
from scorelab.trace.city import PlaceKind
from scorelab.trace.world import TraceWorld

FOLLOWED = 400
"""How many people's ways are followed, at most."""

GROUPS = 16
"""They are neighbours in so many parts of the town."""

HOURS_LOOKED_BACK = 84
DAYS_LOOKED_BACK = (1, 2, 3)

WAYS = (
    *(f"back_on_day_{day}" for day in DAYS_LOOKED_BACK),
    *("regularity", "growth_exponent", "rank_exponent", "rank_exponent_of_restaurants", "new_place_rho"),
    *("new_place_gamma", "new_place_gamma_of_restaurants", "visits_to_new_places", "places_seen_once"),
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
    first, last = world.city.first[PlaceKind.RESTAURANT], world.city.first[PlaceKind.RESTAURANT + 1]
    eaten = [own[(own >= first) & (own < last)] for own in moved.places]
    eaten = [own for own in eaten if len(own)]
    chains = mobility.chains(moved)
    chances = mobility.presence_chances(hourly, HOURS_LOOKED_BACK)
    back = mobility.peaks(chances)
    explored, explored_eating = mobility.exploration(moved.places), mobility.exploration(eaten)
    new, once = mobility.new_places(moved.places)
    frequent = sum(count for _, count in chains.most_common(mobility.MOTIFS)) / sum(chains.values())
    routine = "home and work are visited daily whatever else is, and few other places are new"
    small = "in a small town many ranks of a list are one place"
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
            "a town has few places, and its people go out every day of the year alike",
        ),
        beside("rank_exponent", mobility.rank_exponent(moved.places), routine),
        beside("rank_exponent_of_restaurants", mobility.rank_exponent(eaten), small),
        *_explored(explored, explored_eating, routine, f"{small}; in larger ones it falls"),
        beside("visits_to_new_places", new, routine),
        beside("places_seen_once", once, routine),
        beside(
            "frequent_chains",
            frequent,
            "a plan has at most an errand, an outing and a meal beside work, and no way by way",
        ),
    ]


def _explored(
    all_places: tuple[float, float] | None, restaurants: tuple[float, float] | None, routine: str, small: str
) -> Iterator[Row]:
    """Rho and gamma of all places, and gamma of restaurants, as far as they can be fitted."""
    if all_places is not None:
        yield beside("new_place_rho", all_places[0], routine)
        yield beside("new_place_gamma", all_places[1], small)
    if restaurants is not None:
        yield beside("new_place_gamma_of_restaurants", restaurants[1], small)
