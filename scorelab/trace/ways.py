"""Returns, exploration and trip chains beside what studies found."""

from scorelab.trace import mobility
from scorelab.trace.beside import Row
from scorelab.trace.city import PlaceKind
from scorelab.trace.world import TraceWorld

RETURNS = "González, Hidalgo and Barabási 2008, Nature 453:779"
EXPLORATION = "Song, Koren, Wang and Barabási 2010, Nature Physics 6:818"
REGULARITY = "Song, Qu, Blumm and Barabási 2010, Science 327:1018 (from memory)"
CHAINS = "Schneider and others 2013, Journal of the Royal Society Interface 10:20130246"
NEW_PLACES = "Cuttone, Lehmann and González 2018, EPJ Data Science 7:2 (students in Copenhagen, by satellite)"

FOLLOWED = 400
"""How many people's ways are followed, at most."""

GROUPS = 16
"""They are neighbours in so many parts of the town."""

HOURS_LOOKED_BACK = 84


def ways(world: TraceWorld, people: int = FOLLOWED, days: int | None = None) -> list[Row]:
    """Returns, exploration and trip chains beside what studies of telephones found.

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
    rho, gamma = mobility.exploration(moved.places)
    _, eaten_gamma = mobility.exploration(eaten)
    new, once = mobility.new_places(moved.places)
    frequent = sum(count for _, count in chains.most_common(mobility.MOTIFS)) / sum(chains.values())
    routine = "home and work are visited daily whatever else is, and few other places are new"
    return [
        *(
            Row(f"most likely back after, day {day}", "hours", 24.0 * day, float(hour), False, RETURNS, 1.0)
            for day, hour in enumerate(back, start=1)
        ),
        Row(
            "there again at an hour of the week", "share", 0.7, mobility.regularity(hourly), False,
            REGULARITY, 0.07,
            "these people keep their hours better, and every hour is known, not those with a call",
        ),
        Row(
            "places seen within t: t^mu, mu", "exponent", 0.6, mobility.growth_exponent(hourly), False,
            EXPLORATION, 0.02,
            "a town has few places, and its people go out every day of the year alike",
        ),
        Row(
            "visits by rank: k^-zeta, zeta", "exponent", 1.2, mobility.rank_exponent(moved.places), False,
            EXPLORATION, 0.1, routine,
        ),
        Row(
            "visits to restaurants by rank, zeta", "exponent", 1.2, mobility.rank_exponent(eaten), True,
            EXPLORATION, 0.1, "in a small town many ranks of a list are one place",
        ),
        Row(
            "chance of a new place: rho S^-gamma, rho", "factor", 0.6, rho, False, EXPLORATION, 0.06, routine,
        ),
        Row(
            "its gamma", "exponent", 0.21, gamma, False, EXPLORATION, 0.02,
            "in a small town many ranks of a list are one place; in larger ones it falls",
        ),
        Row(
            "gamma of restaurants", "exponent", 0.21, eaten_gamma, True, EXPLORATION, 0.02,
            "in a small town many ranks of a list are one place; in larger ones it falls",
        ),
        Row("visits to places never seen before", "share", 0.225, new, False, NEW_PLACES, 0.025, routine),
        Row("places seen only once", "share", 0.7, once, False, NEW_PLACES, 0.07, routine),
        Row(
            "days with one of the 17 most frequent chains", "share", 0.9, frequent, False, CHAINS, 0.05,
            "a plan has at most an errand, an outing and a meal beside work, and no way by way",
        ),
    ]  # fmt: skip
