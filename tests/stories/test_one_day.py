"""The told day comes out, event by event, by the paths that were told; and fails without them."""

import xml.etree.ElementTree as tree

import pytest

from scorelab.stories import picture_of, tell
from scorelab.stories.one_day import APP, BLIND, ONE_DAY, THE_DAY, day_in, missing
from scorelab.trace.diary import clock
from scorelab.trace.events import EventKind
from scorelab.trace.view import seen_from

TOLD_TIMES = ["13:00", "13:24", "15:11", "15:36", "16:01", "16:19", "19:01", "19:11"]


def app_view(seed=1, cut=(), **settings):
    changes = {f"watching.{key.replace('__', '.')}": value for key, value in settings.items()}
    whole, gauges = day_in(ONE_DAY.scenario(overrides=changes), 5, 30, cut, seed)
    return seen_from(whole, APP, gauges)


@pytest.fixture(scope="module", params=(1, 2, 3))
def view(request):
    return app_view(request.param)


def test_it_comes_out_in_every_world(view):
    assert list(missing(view)) == []


def test_every_time_of_the_telling_is_on_the_apps_file(view):
    times = {clock(event.minute) for event, _ in view.events} | {
        clock(event.until) for event, _ in view.events
    }
    assert times >= set(TOLD_TIMES)


def test_the_blind_span_is_162_minutes_and_the_pool_lies_in_it(view):
    [(start, end)] = view.blind
    assert (clock(start), clock(end)) == BLIND
    assert end - start == 162
    pool = next(event for event in view.diary.happenings if event.kind == EventKind.SWIM)
    assert start < pool.minute < pool.until < end
    assert pool.until - pool.minute == 60


def test_the_pool_is_known_to_ground_truth_alone():
    for seed in range(1, 6):
        whole, _ = day_in(ONE_DAY.scenario(), 5, 30, seed=seed)
        assert [sights for event, sights in whole.events if event.kind == EventKind.SWIM] == [{}]


def test_each_ride_is_known_and_its_way_only_inferable(view):
    rides = [event for event, _ in view.events if event.kind.name.startswith("RIDE")]
    ways = [each for each in view.inferable if each.what == "route"]
    assert [(each.start, each.end) for each in ways] == [(ride.minute, ride.until) for ride in rides]
    assert all(0 < each.probability < 1 for each in ways)


def test_the_basket_and_the_taxis_number_are_known(view):
    printed = view.to_json()["events"]
    assert [each["items"] for each in printed if each["time"] == "15:36"] == ["bananas, cheese, crackers"]
    assert [each["vehicle"] for each in printed if each["kind"] == "ride_taxi"] == ["SYN-020418"]


@pytest.mark.parametrize(
    ("edge", "lost"),
    [
        ("bike_share_to_first_platform", ["13:00", "19:01"]),
        ("mall_operator_paid_first", ["13:24"]),
        ("supermarket_chain_to_first_platform", ["15:36"]),
        ("taxi_company_paid_first", ["15:42"]),
        ("rival_delivery_paid_first", ["16:19"]),
    ],
)
def test_without_an_edge_the_story_lacks_what_came_over_it(edge, lost):
    found = list(missing(app_view(cut=(edge,))))
    assert found
    assert lost[0] in found[0]


def test_a_rival_that_takes_no_payment_of_the_apps_is_not_seen():
    view = app_view(edges__rival_delivery_paid_first__coverage=0)
    assert "16:19" not in [clock(event.minute) for event, _ in view.events]


def test_it_is_told_in_words():
    telling = tell("one-day", worlds=2)
    assert telling.missing == ()
    words = str(telling)
    told = ("temple", "bananas, cheese and crackers", "taxi", "rival", "hotel", "popular restaurant")
    path = "bike share -> strategic investor -> payment app"
    for part in (*told, path, "162 minutes", "invented", "known to ground truth alone"):
        assert part in words
    printed = telling.to_json()
    assert printed["came_out"]
    assert printed["parts"][0]["lines"][0]["date"] == THE_DAY.isoformat()
    assert "In other worlds" not in [part.heading for part in tell("one-day", worlds=0).parts]


def test_it_is_drawn():
    picture = picture_of("one-day")
    drawn = tree.fromstring(picture.svg())
    words = " ".join(drawn.itertext())
    for part in ("payment app", "swimming pool", "16:55-17:55", "Synthetic", "13:00"):
        assert part in words
    page = picture.html()
    assert "known" in page
    assert "inferable" in page
    assert "<script" not in page
