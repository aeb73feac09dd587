"""The city and the repertoire: places are where they say, and returns follow the published laws."""

from datetime import date, timedelta

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
    EXPLORES,
    GAMMA,
    HISTORY,
    JUMP,
    JUMP_BITS,
    JUMP_EXPONENT,
    NOVELTY,
    OCCASION_DAYS,
    OFFSET_KM,
    STEP_BITS,
    found_by,
    jump_from,
    place_by,
    place_of_visit,
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
        1800,
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
    for step, told in enumerate(EXPLORES.tolist()):
        days = (step + 0.5) * (1 << STEP_BITS)
        chance = 65536 * NOVELTY * days ** (-GAMMA / (1 + GAMMA))
        assert abs(chance - np.floor(chance) - 0.5) > 1e-6
        assert told == round(chance)
    share = 1 - (np.arange(1 << JUMP_BITS) + 0.5) / (1 << JUMP_BITS)
    cells = OFFSET_KM * (share ** (1 / (1 - JUMP_EXPONENT)) - 1) * 1000 / CELL_METRES
    assert np.abs(cells - np.floor(cells) - 0.5).min() > 1e-7
    assert (np.round(cells) == JUMP).all()


LARGE = lay_city(5, 10, 4096)


def origins(person, days, kind=PlaceKind.RESTAURANT):
    """The occasion that found the place of each day's visit."""
    return [found_by(LARGE, person, kind, kind, day)[0] for day in days]


def test_every_visit_leads_to_a_place_that_an_earlier_one_found():
    length = 1 << OCCASION_DAYS[PlaceKind.RESTAURANT]
    for person in range(60):
        days = range(-HISTORY, 400, length)
        found = origins(person, days)
        assert found[0] == 0
        explored = 0
        for occasion, origin in enumerate(found):
            assert origin <= occasion
            # The finder of a place finds it by itself.
            assert found[origin] == origin
            explored += origin == occasion
        assert 1 < explored < len(found)


def test_returns_are_in_proportion_to_earlier_visits():
    """As in the model itself: a return takes place i with chance f_i, its share of the visits so far."""
    share = took_first = chance_of_first = 0.0
    returns = 0
    expected = 0.0
    for person in range(150):
        counts: dict[int, int] = {}
        for occasion, origin in enumerate(origins(person, range(-HISTORY, 150, 2))):
            if origin != occasion:
                returns += 1
                share += counts[origin] / occasion
                expected += sum((count / occasion) ** 2 for count in counts.values())
                took_first += origin == 0
                chance_of_first += counts[0] / occasion
            counts[origin] = counts.get(origin, 0) + 1
    assert returns > 10_000
    assert share / returns == pytest.approx(expected / returns, rel=0.03)
    assert took_first == pytest.approx(chance_of_first, rel=0.05)


def test_the_chance_to_explore_falls_with_time_and_is_higher_in_a_small_town():
    def explored(city, days):
        kind = PlaceKind.SUPERMARKET
        half = [day + HISTORY >> 1 for day in days]
        tried = [
            (found_by(city, person, kind, kind, day)[0], at)
            for person in range(400)
            for day, at in zip(days, half, strict=True)
        ]
        return sum(origin == at for origin, at in tried) / len(tried)

    early, late = explored(LARGE, range(0, 60, 2)), explored(LARGE, range(3000, 3060, 2))
    chance = [NOVELTY * (HISTORY + day) ** (-GAMMA / (1 + GAMMA)) for day in (30, 3030)]
    assert (early, late) == (pytest.approx(chance[0], rel=0.08), pytest.approx(chance[1], rel=0.08))
    assert explored(lay_city(5, 10, 20), range(0, 60, 2)) > 2 * early


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


def test_the_first_occasion_found_the_nearest_place_and_a_visit_is_always_to_the_same():
    kind, nearest = PlaceKind.CONVENIENCE, 0
    for person in range(400):
        block = person * 7
        for day in (3, 40, 200):
            place = place_of_visit(LARGE, person, 0, kind, day, block)
            assert place == place_of_visit(LARGE, person, 0, kind, day, block)
            if found_by(LARGE, person, kind, kind, day)[0] == 0:
                assert block_of(LARGE, kind, place) == block
                nearest += 1
    assert nearest > 5


def test_a_look_in_beside_a_place_is_often_for_the_usual_one(world):
    usual = 0
    for person in range(200):
        found = [place_by(world.city, person, PlaceKind.CONVENIENCE, day, 1, 77) for day in range(30)]
        assert {world.block_of(place) for place in found} == {1}
        usual += max(map(found.count, found))
    # Half of 30 are for the usual one, and a few more by luck.
    assert 14 < usual / 200 < 20


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
