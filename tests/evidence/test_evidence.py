"""What findings are made of: counts that agree with one another, and with what scripts say."""

import pytest

from scorelab.claims.findings import worlds
from scorelab.claims.registry import claims
from scorelab.evidence import cases
from scorelab.evidence.days import looked_at
from scorelab.evidence.live import WAYS, differences, over_seeds, scenario_of
from scorelab.evidence.societies import lived
from scorelab.evidence.spreading import spreading
from scorelab.scenario.load import load


def value(found, name):
    return found[name][1]


@pytest.fixture(scope="module")
def society():
    return lived(load("as-reported-2018", {"time.opening_years": 6}, people=1500))


def test_refusals_by_door_are_all_refusals(society):
    doors = [name for name in society if name.startswith("door:")]
    assert sum(value(society, name) for name in doors) == value(society, "refusals") > 0


def test_a_perk_is_that_of_the_grades_that_open_it(society):
    """Of the users of a scheme so many stand at the grade; of all adults fewer."""
    top = value(society, "grade_share.platform_one.outstanding")
    assert 0 < value(society, "perk:visa_fast_track") < top
    assert value(society, "perk:bike_deposit") >= value(society, "perk:visa_fast_track")


def test_parts_of_complaints_and_payments_are_parts(society):
    channels = [name for name in society if name.startswith("complaints:")]
    assert sum(value(society, name) for name in channels) == value(society, "complaints")
    assert value(society, "payments_again") <= value(society, "payments")
    assert value(society, "judgments_of_defamation") <= value(society, "judgments")


def test_the_journalists_case_as_scripted():
    """What the script says: two payments of 8,700 yuan, one post, listed 120 days after paying."""
    found = cases.journalist(3)
    assert value(found, "came_out") == 1
    assert value(found, "sum") == value(found, "paid_again") == 870_000
    assert value(found, "paid_to_listed") == 120
    assert value(found, "sued_to_judged") == 200
    assert value(found, "public_posts") == 1
    assert value(found, "files_opened") == value(found, "answered") == 0
    assert value(found, "wrongful_days") >= value(found, "listed_days") > 0


def test_somebody_who_applies_in_writing_has_a_file_opened():
    told, applied = cases.journalist(2), cases.journalist_applying(2)
    assert value(applied, "files_opened") == 1
    assert value(applied, "messages") < value(told, "messages")
    assert value(applied, "wrongful_days") <= value(told, "wrongful_days")


def test_the_told_day_has_its_blind_span():
    found = cases.told_day("as-documented-2018", 1)
    assert value(found, "known") <= value(found, "told") == 7
    assert value(found, "longest_blind") >= 162


@pytest.mark.long
def test_what_is_seen_and_what_is_not_make_the_day():
    found = looked_at(load("as-documented-2018", people=400))
    assert value(found, "anybody") + value(found, "unseen") == pytest.approx(1)
    assert (
        value(found, "first_platform_unowned")
        <= value(found, "first_platform")
        <= value(found, "first_group")
    )
    assert max(value(found, name) for name in ("first_group", "second_group", "state")) <= value(
        found, "anybody"
    )


def test_more_law_means_no_more_doors_that_ask():
    found = spreading(5)
    assert value(found, "doors.all") <= value(found, "doors.none")


def test_differences_are_taken_seed_by_seed():
    one = {"refusals": ("refusals", [5.0, 7.0, None]), "own": ("rows", [1.0, 1.0, 1.0])}
    other = {"refusals": ("refusals", [4.0, 9.0, 1.0])}
    assert differences(one, other) == {"refusals": ("refusals", [1.0, -2.0, None])}
    assert over_seeds("refusals", [1.0, -2.0, None]).mean is None
    found = over_seeds("refusals", [1.0, -2.0])
    assert (found.mean, found.low, found.high) == (-0.5, -2, 1)


def test_what_holds_in_a_world_or_not_is_counted():
    found = over_seeds("worlds", [1.0, 0.0, 1.0])
    assert found.mean == found.low == found.high == 2


def test_every_world_can_be_lived_and_pairs_are_lived_alike():
    for world in worlds().values():
        assert world.lives in WAYS
    for each in claims().values():
        for pair in [
            key for key in (each.finds or "").replace("}", "{").split("{") if "-" in key.split(".")[0]
        ]:
            one, other = (worlds()[name] for name in pair.split(".")[0].split("-") if name in worlds())
            assert WAYS[one.lives].seeds == WAYS[other.lives].seeds, pair


def test_safeguards_of_a_world_are_law_from_its_first_day_and_kept_in_half_of_cases():
    scenario = scenario_of(worlds()["corrected"], 100, 1)
    added = scenario.interventions[-1]
    assert added.from_ == scenario.time.start
    assert added.set == {
        "safeguards.correction_deadline.in_law": True,
        "safeguards.correction_deadline.obeyed": 0.5,
    }
