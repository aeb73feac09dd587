"""The price of not enrolling: a twin that differs in one account."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load
from scorelab.trace.companies import Companies
from scorelab.trace.leaving import forced_level, forced_share, price_of_leaving
from scorelab.trace.show import Seeing
from scorelab.trace.world import TraceWorld

MONTH = range(30)
PEOPLE = range(0, 300, 25)


def world_of(**settings):
    changes = {f"watching.{key.replace('__', '.')}": value for key, value in settings.items()}
    return TraceWorld.of(load("as-reported-2018", changes, people=300))


@pytest.fixture(scope="module")
def world():
    return world_of()


def test_minutes_and_money_are_those_of_the_occasions(world):
    costs = {row.name: (row.minutes.value, row.cost.value) for row in world.scenario.watching.leaving}
    told = 0
    for person in PEOPLE:
        price = price_of_leaving(world, person, "second_group", MONTH)
        assert price.minutes == pytest.approx(sum(costs[name][0] * n for name, n in price.services.items()))
        told += bool(price.services)
    assert told > len(PEOPLE) / 3


def test_nobody_pays_for_leaving_what_they_never_use(world):
    used = {"first_group": 0, "second_group": 0}
    for person in PEOPLE:
        for group in used:
            price = price_of_leaving(world, person, group, range(0, 30, 10))
            used[group] += bool(price.services)
            if not price.services:
                assert price.minutes == 0
                assert price.shops_closed == 0
    assert all(used.values())


def test_where_all_shops_take_one_payment_alone_each_purchase_is_a_closed_shop():
    world = world_of(only_first=1, only_second=0, cash_refused=1, pays_first_only=1, pays_second_only=0)
    checked = 0
    for person in PEOPLE:
        bought, _ = bought_by(world, person, range(0, 30, 3), "payment_app")
        price = price_of_leaving(world, person, "first_group", range(0, 30, 3))
        closed = price.services.get("small_traders", 0) * 10 / 30
        assert closed == pytest.approx(bought)
        assert price.shops_closed * 10 / 30 >= closed - 1e-9
        checked += bought
    assert checked > 10


def test_who_has_the_other_app_pays_by_it_where_it_is_taken():
    world = world_of(only_first=0, only_second=0, pays_first_only=0, pays_second_only=0)
    for person in PEOPLE:
        price = price_of_leaving(world, person, "second_group", range(0, 30, 5))
        assert price.paid_in_cash == 0
        assert "small_traders" not in price.services


def bought_by(world, person, days, app):
    """How many purchases at independent shops went through an app, and how many sums it sent to friends."""
    eyes = Companies.of(world.scenario)
    traders, processor = eyes.place("small_traders"), eyes.place(app)
    views = [Seeing(world, eyes).everything(person, day) for day in days]
    events = [(event, sights) for view in views for event, sights in view.events]
    bought = sum(event.company == traders and processor in sights for event, sights in events)
    return bought, sum(event.company == processor and event.is_paid for event, _ in events)


@pytest.mark.parametrize(
    "settings",
    [
        {"only_first": 1, "only_second": 0},
        {"only_first": 0, "only_second": 0, "edges__small_traders_paid_second__coverage": 0},
    ],
)
def test_where_no_other_app_is_taken_one_pays_in_cash(settings):
    world = world_of(cash_refused=0, pays_first_only=0, pays_second_only=0, **settings)
    days, checked = range(0, 30, 3), 0
    for person in PEOPLE:
        bought, sent = bought_by(world, person, days, "payment_app")
        price = price_of_leaving(world, person, "first_group", days)
        assert price.paid_in_cash * 10 / 30 == pytest.approx(bought + sent)
        assert "small_traders" not in price.services
        checked += bought
    assert checked > 10


def test_shops_that_change_on_a_date_cost_by_their_own_days(world, tmp_path):
    """So many days cost what their two parts cost, and the part before the date what it cost without it."""
    days, people = MONTH[::3], PEOPLE[:4]
    half = len(days) // 2
    file = tmp_path / "shops.yaml"
    values = "watching.only_first: 0.9, watching.only_second: 0, watching.cash_refused: 0.9"
    file.write_text(
        "extends: as-reported-2018\nname: shops\ninterventions:\n  - name: shops\n"
        f'    from: "{world.date(days[half])}"\n    set: {{{values}}}\n'
    )
    changing = TraceWorld.of(load(file, people=300))

    def minutes(where, days):
        return sum(price_of_leaving(where, each, "first_group", days).minutes * len(days) for each in people)

    first, second = days[:half], days[half:]
    assert minutes(changing, days) == pytest.approx(minutes(changing, first) + minutes(changing, second))
    assert minutes(changing, first) == minutes(world, first)
    assert minutes(changing, second) > minutes(world, second)


def test_the_price_grows_with_the_shops_that_take_one_payment_alone():
    prices = []
    for share in (0.0, 0.4, 0.8):
        world = world_of(only_first=share, only_second=0, cash_refused=share)
        prices.append(
            sum(price_of_leaving(world, each, "first_group", MONTH[::5]).minutes for each in PEOPLE)
        )
    assert prices[0] < prices[1] < prices[2]


def test_the_level_from_which_it_is_forced(world):
    level = forced_level(world, PEOPLE[::3], "first_group", MONTH[::10])
    assert level is None or 0 <= level <= 1
    free = world_of(forced_from=100_000)
    assert forced_level(free, PEOPLE[::3], "first_group", MONTH[::10]) is None
    assert forced_share(free, PEOPLE[::3], "first_group", MONTH[::10]) == 0
    bound = world_of(forced_from=0)
    assert forced_level(bound, PEOPLE[::3], "first_group", MONTH[::10]) == 0
    assert forced_share(bound, PEOPLE[::3], "first_group", MONTH[::10]) == 1


def test_doors_that_ask_for_the_score_are_named(world):
    price = price_of_leaving(world, 0, "first_group", [0])
    asking = [door.name for door in world.scenario.doors if door.scheme == "platform_one"]
    assert asking
    assert list(price.doors) == asking
    children = [person for person in range(300) if world.population.birthday[person] > -17 * 365]
    unused = [price_of_leaving(world, child, "first_group", [0]) for child in children[:20]]
    assert all(price.money == 0 for price in unused if not price.services)
    blank = TraceWorld.of("blank", people=300)
    assert price_of_leaving(blank, 0, "first_group", [0]).doors == ()


def test_bad_input_is_named(world):
    for group, days, message in (("state", MONTH, "group: found 'state'"), ("first_group", [], "no day")):
        with pytest.raises(InputError, match=message):
            price_of_leaving(world, 0, group, days)
    with pytest.raises(InputError, match="--person"):
        price_of_leaving(world, 300, "first_group", [0])
