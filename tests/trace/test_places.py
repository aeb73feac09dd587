"""The city and the repertoire: places are where they say, and returns follow the published laws."""

from datetime import date, timedelta
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.luck import Purpose, draw
from scorelab.trace.calendar import MONTH_ONE, WEEKEND, WORKDAY, calendar_of
from scorelab.trace.city import (
    CELL_METRES,
    PlaceKind,
    block_at,
    block_of,
    column_of,
    count_of,
    kind_of,
    lay_city,
    metres_between,
    owner_of,
    place_near,
    row_of,
    spot,
)
from scorelab.trace.events import NO_COMPANY, SECTORS
from scorelab.trace.markets import served_by
from scorelab.trace.repertoire import (
    GAMMA,
    JUMP,
    JUMP_BITS,
    JUMP_EXPONENT,
    OFFSET_KM,
    RANK,
    RANK_BITS,
    RANKS,
    jump_from,
    place_of_rank,
    rank_of,
)
from scorelab.trace.who import who_of


@given(st.integers(0, 2**31 - 1))
def test_blocks_and_cells_are_one_to_one(block):
    column, row = column_of(block), row_of(block)
    assert block_at(column, row) == block
    naive = sum((block >> 2 * digit & 1) << digit for digit in range(16))
    assert column == naive


@given(st.integers(1, 3000), st.integers(0, 2999), st.integers(0, 0xFFFF), st.integers(1, len(PlaceKind) - 1))
def test_a_place_near_a_block_is_of_its_kind_and_near(blocks, block, mark, kind):
    city = lay_city(3, 700, blocks)
    block %= blocks
    place = place_near(city, kind, block, mark)
    assert kind_of(city, place) == kind
    found = block_of(city, kind, place)
    assert 0 <= found < blocks
    if kind not in (PlaceKind.RAILWAY_STATION, PlaceKind.AIRPORT, PlaceKind.ELSEWHERE):
        # The nearest of a kind for several blocks stands on one of these blocks.
        assert abs(found - block) < 64


def test_kinds_follow_one_another_without_gaps():
    city = lay_city(3, 700, 90)
    assert [count_of(city, kind) for kind in (PlaceKind.HOME, PlaceKind.CONVENIENCE, PlaceKind.MALL)] == [
        700,
        180,
        8,
    ]
    assert sum(count_of(city, kind) for kind in PlaceKind) == city.first[-1]


def test_a_place_stands_in_its_cell_and_quarters_agree(world):
    quarters = world.quarters_of_places
    for place in range(0, int(world.city.first[-1]), 7):
        block = world.block_of(place)
        east, south = spot(world.city, place, block)
        assert (east // CELL_METRES, south // CELL_METRES) == (column_of(block), row_of(block))
        assert quarters[place] // 4 == block == world.blocks_of_places[place]


def test_homes_are_where_their_people_live(world):
    for person in range(0, len(world), 97):
        home = int(world.population.household[person])
        assert world.kind_of(home) == PlaceKind.HOME
        assert abs(world.block_of(home) - int(world.population.block[person])) == 0


def test_colleagues_of_a_team_work_at_one_place(world):
    from scorelab.population.ties import Layer

    same = 0
    for person in range(0, len(world), 3):
        who = who_of(world.people, world.city, person, 0, 0, 0)
        ties = slice(*world.people.tie_start[person : person + 2].tolist())
        team = world.people.tie_contact[ties][world.people.tie_layer[ties] == Layer.TEAM]
        if who.group in (3, 4) and len(team):
            places = {who_of(world.people, world.city, int(other), 0, 0, 0).main for other in team}
            same += who.main in places
            assert kind_of(world.city, who.main) == PlaceKind.WORKPLACE
    assert same > 200


def test_owners_follow_the_market(world):
    sellers = [owner_of(world.city, world.markets, place) for place in places_of(world, PlaceKind.RESTAURANT)]
    known = {
        place for place, upper in enumerate(np.diff(world.companies.share("restaurant"), prepend=0)) if upper
    }
    assert set(sellers) <= known
    pools = [owner_of(world.city, world.markets, place) for place in places_of(world, PlaceKind.POOL)]
    assert set(pools) == {NO_COMPANY}


def places_of(world, kind):
    return range(int(world.city.first[kind]), int(world.city.first[kind + 1]))


@given(st.integers(0, len(SECTORS) - 1), st.integers(0, 2**32 - 1))
def test_markets_are_the_companies_shares(world, sector, mark):
    assert served_by(world.markets, sector, mark) == world.companies.served_by(SECTORS[sector], mark)


@pytest.mark.parametrize("start", [date(2018, 1, 1), date(2015, 2, 11), date(2016, 2, 29)])
def test_the_days_of_a_month_share_its_weight(start):
    calendar = calendar_of(start, 500)
    for day in range(499):
        new = calendar.month[day + 1] != calendar.month[day]
        assert (calendar.since[:, day] < calendar.until[:, day]).all()
        following = calendar.since[:, day + 1]
        assert (following == (0 if new else calendar.until[:, day])).all()
        assert not new or (calendar.until[:, day] == MONTH_ONE).all()
        today = start + timedelta(days=day)
        assert calendar.month_of_year[day] == today.month - 1
        assert start + timedelta(days=int(calendar.month_first[day])) == today.replace(day=1)
        if calendar.day_kind[day] != 2:
            assert calendar.day_kind[day] == (WEEKEND if today.weekday() >= 5 else WORKDAY)


def test_no_quantile_lies_so_near_a_boundary_that_machines_could_differ():
    reached = np.array(list(accumulate(rank ** -(1 + GAMMA) for rank in range(1, RANKS + 1))))
    marks = (np.arange(1 << RANK_BITS) + 0.5) / (1 << RANK_BITS) * reached[-1]
    above = np.searchsorted(reached, marks)
    assert (above == RANK).all()
    assert np.minimum(reached[above] - marks, marks - np.concatenate([[0], reached])[above]).min() > 2e-10
    share = 1 - (np.arange(1 << JUMP_BITS) + 0.5) / (1 << JUMP_BITS)
    cells = OFFSET_KM * (share ** (1 / (1 - JUMP_EXPONENT)) - 1) * 1000 / CELL_METRES
    assert np.abs(cells - np.floor(cells) - 0.5).min() > 1e-7
    assert (np.round(cells) == JUMP).all()


def visits(people, count):
    """Ranks that visits take: rows of people."""
    return np.array(
        [
            [rank_of(draw(5, Purpose.VISIT, person, visit, 0)) for visit in range(count)]
            for person in range(people)
        ]
    )


def test_visits_fall_with_rank_and_new_places_grow_as_published():
    taken = visits(120, 400)
    # f(rank) ~ rank**-1.21 (Song et al. 2010: zeta about 1.2).
    often = np.bincount(taken.ravel(), minlength=RANKS)
    ranks = np.array([0, 1, 3, 7, 15, 31])
    slope = np.polyfit(np.log(ranks + 1), np.log(often[ranks]), 1)[0]
    assert slope == pytest.approx(-(1 + GAMMA), abs=0.1)
    # S(n) ~ n**(1 / (1 + gamma)), the growth of the model of exploration and preferential return.
    trips = np.array([10, 20, 40, 80, 160])
    distinct = [np.mean([len(set(row[:count].tolist())) for row in taken]) for count in trips]
    growth = np.polyfit(np.log(trips), np.log(distinct), 1)[0]
    assert growth == pytest.approx(1 / (1 + GAMMA), abs=0.08)


def test_the_chance_of_a_new_place_falls_as_the_places_known_grow():
    taken = visits(200, 300)
    tried, new = np.zeros(400), np.zeros(400)
    for row in taken.tolist():
        known = set()
        for rank in row:
            tried[len(known)] += 1
            new[len(known)] += rank not in known
            known.add(rank)
    bands = [(3, 6), (6, 12), (12, 24), (24, 48), (48, 96)]
    chances = [new[low:high].sum() / tried[low:high].sum() for low, high in bands]
    assert chances == sorted(chances, reverse=True)
    # P(new) ~ S**-gamma, gamma 0.21 +- 0.02 in the study; a fixed law of ranks comes near it.
    middle = [np.sqrt(low * high) for low, high in bands]
    assert -np.polyfit(np.log(middle), np.log(chances), 1)[0] == pytest.approx(GAMMA, abs=0.08)


def test_jumps_follow_the_power_law_and_stay_in_the_city():
    city = lay_city(4, 10, 4096)
    middle = block_at(32, 32)
    reached = [jump_from(city, middle, draw(6, Purpose.REPERTOIRE, 0, 0, n)) for n in range(4000)]
    assert all(0 <= block < city.blocks for block in reached)
    across = np.array([np.hypot(column_of(b) - 32, row_of(b) - 32) * CELL_METRES / 1000 for b in reached])
    for km in (1.5, 4.5, 9.0):
        # Share beyond r: (1 + r / 1.5 km)**-0.75, as far as the city goes.
        expected = (1 + km / OFFSET_KM) ** (1 - JUMP_EXPONENT)
        assert (across > km).mean() == pytest.approx(expected, abs=0.12)
    assert metres_between(middle, block_at(35, 30)) == 5 * CELL_METRES


def test_the_first_rank_is_the_nearest_and_a_rank_is_always_the_same_place(world):
    for person in range(0, 400, 13):
        block = int(world.population.block[person])
        first = place_of_rank(world.city, person, PlaceKind.CONVENIENCE, 0, block)
        assert world.block_of(first) == block
        assert len({place_of_rank(world.city, person, PlaceKind.MALL, 5, block) for _ in range(3)}) == 1


def test_people_go_back_to_where_they_have_been(world):
    """Returns after González et al. 2008: in the second month most visits lead to known places."""
    from scorelab.trace.day import person_day
    from scorelab.trace.events import Activity

    first_week, later, back = 0, 0, 0
    for person in range(0, 2500, 83):
        known = set()
        for day in range(60):
            for stay in person_day(world, person, day).stays:
                if stay.activity in (Activity.ERRAND, Activity.OUTING):
                    first_week += day < 7
                    later += day >= 30
                    back += day >= 30 and stay.place in known
                    known.add(stay.place)
    assert first_week > 50
    assert back / later > 0.7
