"""Known, inferable, unknown: by hand, and the blind spans against every single minute."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.trace.blind import blind_spans, seen_share
from scorelab.trace.diary import Diary, Spot, Stay, clock
from scorelab.trace.events import Activity, EventKind
from scorelab.trace.inference import meetings, presences, routes, workplace
from scorelab.trace.show import contacts, diary_of, show
from scorelab.trace.world import TraceWorld
from tests.trace.watchers import event

PEOPLE, DATE = 500, "2018-03-14"
CONTRACT = {"person", "date", "observer", "events", "blind"}
EVENT_CONTRACT = {"time", "company", "kind", "place", "amount", "seen_by"}


@pytest.fixture(scope="module")
def world():
    return TraceWorld.of("as-reported-2018", people=PEOPLE)


@pytest.fixture(scope="module")
def somebody(world):
    """A person with a telephone and a busy day."""
    return max(range(60), key=lambda person: len(show(world, person, DATE).events))


spans = st.tuples(st.integers(0, 1440), st.integers(0, 200)).map(
    lambda found: (found[0], found[0] + found[1])
)


@settings(max_examples=50)
@given(st.lists(spans, max_size=12), st.integers(1, 300), st.tuples(st.integers(0, 700), st.integers(0, 700)))
def test_blind_minutes_are_those_far_from_both_seen_moments(lit, shortest, awake):
    start, end = sorted((awake[0], 1440 - awake[1]))
    seen = [event(minute=first, until=last) for first, last in lit]
    blind = blind_spans([(start, end)], seen, shortest)
    lights = {minute for first, last in lit for minute in range(first, last + 1) if start <= minute <= end}
    for minute in range(start, end):
        # The gap that the minute from `minute` to `minute + 1` lies in.
        before = max((light for light in lights if light <= minute), default=start)
        after = min((light for light in lights if light > minute), default=end)
        inside = (
            minute in lights
            and minute + 1 in lights
            and any(first <= minute and minute + 1 <= last for first, last in lit)
        )
        expected = not inside and after - before >= shortest
        assert any(first <= minute < last for first, last in blind) == expected, minute
    share = seen_share([(start, end)], blind)
    dark = sum(last - first for first, last in blind)
    assert share == (None if start == end else pytest.approx(1 - dark / (end - start)))


def test_a_gap_as_long_as_the_shortest_is_blind():
    seen = [event(600), event(660), event(719)]
    assert blind_spans([(600, 719)], seen, 60) == ((600, 660),)
    assert blind_spans([(600, 719)], seen, 61) == ()


def test_json_keeps_the_contract(world, somebody):
    for observer in (None, "payment_app", "state"):
        printed = show(world, somebody, DATE, observer).to_json()
        assert printed.keys() >= CONTRACT
        assert (printed["person"], printed["date"], printed["observer"]) == (somebody, DATE, observer)
        assert printed["events"]
        for each in printed["events"]:
            assert each.keys() >= EVENT_CONTRACT
            assert isinstance(each["seen_by"], dict)
        assert all(start < end for start, end in printed["blind"])


def test_every_path_begins_with_who_served_and_ends_with_who_saw(world, somebody):
    view = show(world, somebody, DATE)
    titles = {role.name: role.title for role in world.companies.roles}
    for each in view.to_json()["events"]:
        for observer, paths in each["seen_by"].items():
            assert paths
            for path in paths:
                steps = path.split(" -> ")
                assert steps[0] == titles[each["company"]]
                assert steps[-1] == titles[observer]


def test_an_observer_sees_a_part_of_what_happened(world, somebody):
    whole = show(world, somebody, DATE)
    for observer in ("payment_app", "second_group", "state", "small_traders"):
        view = show(world, somebody, DATE, observer)
        assert {happened for happened, _ in view.events} <= {happened for happened, _ in whole.events}
        assert (view.share_seen or 0) <= (whole.share_seen or 0)


def test_a_group_sees_what_its_members_see(world, somebody):
    members = {place for place, role in enumerate(world.companies.roles) if role.group == "second_group"}
    together = [happened for happened, _ in show(world, somebody, DATE, "second_group").events]
    whole = show(world, somebody, DATE).events
    assert together == [happened for happened, sights in whole if members & sights.keys()]


def test_what_did_not_come_along_is_left_out(world):
    for person in range(80):
        for each in show(world, person, DATE, "police_cameras").to_json()["events"]:
            if each["kind"] is None:
                assert each["amount"] is None
                assert each["items"] is None
                return
    pytest.fail("nobody was seen by presence alone")


def test_an_observer_cut_off_from_everything_shows_nothing_and_says_why(world, somebody):
    view = show(world, somebody, DATE, "insurer")
    assert view.events == ()
    assert "cut off from everything" in view.reason
    assert view.to_json()["events"] == []
    assert view.share_seen == pytest.approx(0)
    assert show(world, somebody, DATE, "system_contractor").events
    contractor = world.companies.place("system_contractor")
    mute = [edge.name for edge in world.companies.edges if contractor in (edge.source, edge.target)]
    assert "cut off" in show(world, somebody, DATE, "system_contractor", cut=mute).reason


def test_who_saw_nothing_today_is_not_said_to_be_cut_off(world):
    quiet = next(person for person in range(PEOPLE) if not show(world, person, DATE, "hospital").events)
    assert "nothing of this day reached" in show(world, quiet, DATE, "hospital").reason


def test_coins_carry_no_name_and_pools_keep_no_list(world):
    found = [
        (happened.kind, sights)
        for person in range(120)
        for day in (DATE, "2018-03-17")
        for happened, sights in show(world, person, day).events
        if happened.kind in (EventKind.CASH, EventKind.SWIM)
    ]
    assert {kind for kind, _ in found} == {EventKind.CASH, EventKind.SWIM}
    assert all(not sights for _, sights in found)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((PEOPLE, DATE), "--person"),
        ((-1, DATE), "--person"),
        ((0, "2017-12-31"), "--date"),
        ((0, "2019-01-01"), "--date"),
        ((0, "the 14th"), "--date"),
        ((0, DATE, "payment_ap"), "did you mean 'payment_app'"),
    ],
)
def test_bad_input_is_named(world, arguments, message):
    with pytest.raises(InputError, match=message):
        show(world, *arguments)


def test_the_diary_is_the_whole_day(world):
    for person in range(30):
        diary = diary_of(world, person, 75)
        assert diary.stays[0].start == 0
        assert diary.stays[-1].end == 1440
        assert all(0 <= each.minute <= each.until <= 1440 for each in diary.happenings)
        marks = [(each.minute, each.kind, each.number) for each in diary.happenings]
        assert len(set(marks)) == len(marks)


HOME, SHOP, OFFICE = 1, 2, 3
SPOTS = {HOME: Spot("home", 0, 0), SHOP: Spot("the shop", 300, 0), OFFICE: Spot("the office", 0, 900)}


def diary(*happenings):
    return Diary(0, 0, 30, happenings, (Stay(420, 1380, Activity.LEISURE, HOME),), SPOTS)


def test_stays_between_two_sightings_halve_with_the_half_life():
    seen = [event(600, place=SHOP), event(720, place=SHOP), event(800, place=OFFICE), event(900, place=SHOP)]
    [found] = presences(diary(*seen), seen, 120)
    assert (found.start, found.end, found.probability) == (600, 720, 0.5)
    assert "the shop" in found.text


def test_the_way_of_a_ride_is_inferred_not_known():
    ride = event(600, kind=EventKind.RIDE_BIKE, place=SHOP, until=615)
    [found] = routes(diary(), [type(ride)(**{**vars(ride), "origin": HOME})], 0.7)
    assert (found.probability, found.evidence) == (0.7, ("start 10:00", "end 10:15"))
    assert routes(diary(), [ride], 0.7) == []


def test_a_workplace_is_where_one_is_seen_on_most_working_days():
    morning, evening = event(570, place=OFFICE), event(1200, place=SHOP)
    days = [(diary(), [morning, evening])] * 3 + [(diary(), [event(700, place=SHOP)])]
    found = workplace(days)
    assert "the office" in found.text
    assert found.probability == pytest.approx(3 / 5)
    assert workplace(days[:1]) is None


def test_a_meeting_needs_one_place_and_about_one_time():
    seen = [event(600, place=SHOP)]
    others = {
        "near": [event(640, place=SHOP)],
        "late": [event(700, place=SHOP)],
        "far": [event(600, place=OFFICE)],
    }
    [found] = meetings(diary(), seen, others, 60, 0.3)
    assert "near" in found.text
    assert found.probability == pytest.approx(0.7)


def test_acquaintances_are_those_of_the_society(world):
    ties = world.population
    for person in range(20):
        own = ties.tie_contact[ties.tie_start[person] : ties.tie_start[person + 1]].tolist()
        assert sorted(set(own)) == sorted(contacts(world, person))


def test_the_clock():
    assert [clock(minute) for minute in (0, 61, 1440, 1500)] == ["00:00", "01:01", "24:00", "01:00"]
