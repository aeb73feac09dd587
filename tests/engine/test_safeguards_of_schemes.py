"""Safeguards that act on schemes: what each takes away is gone where it is always kept."""

import pytest

from scorelab.journal import LINES_OF_A_SCHEME, LUCK, SCORE_KINDS, Kind, Phase, unpack
from tests.engine.worlds import OFTEN, PLATFORMS, SCORED, SCORES, Lived, both, by_reference, scenario

START, REFORM = "2023-06-01", "2023-10-10"
OFFICES = {
    "safeguards.access_to_file.staffed": 9_000,
    "safeguards.access_to_file.asks_per_year": 5,
    "safeguards.consent_and_exit.leaves": 0.8,
}


def lived(changes: dict[str, object] | None = None, reform: dict[str, object] | None = None) -> Lived:
    """A world in which everything is scored, under other rules from the first day on or from a date."""
    interventions = ({"name": "reform", "from": REFORM, "set": reform},) if reform else ()
    world = scenario(
        SCORES,
        OFTEN | SCORED | OFFICES | (changes or {}),
        people=100,
        days=220,
        opening_years=1,
        start=START,
        interventions=interventions,
    )
    return by_reference(world)


def law(name: str, obeyed: float = 1) -> dict[str, object]:
    return {f"safeguards.{name}.in_law": True, f"safeguards.{name}.obeyed": obeyed}


@pytest.fixture(scope="module")
def unprotected():
    return lived()


def test_without_a_social_component_contacts_move_no_score(unprotected):
    assert unprotected.kinds[Kind.CONTACTS_MOVED] > 0
    assert lived(law("no_social_component")).kinds[Kind.CONTACTS_MOVED] == 0
    half = lived(law("no_social_component", 0.5)).kinds[Kind.CONTACTS_MOVED]
    assert 0 < half < unprotected.kinds[Kind.CONTACTS_MOVED]


def test_a_reform_of_contacts_meets_scores_that_stand_still(unprotected):
    reformed = lived(reform=law("no_social_component"))
    day = reformed_day(reformed, unprotected)
    moved = [row for row in reformed.rows if row[1] == Kind.CONTACTS_MOVED and unpack(row[0])[0] > day + 31]
    assert not moved


def test_a_score_that_a_reform_of_contacts_moves_has_the_reform_for_its_cause():
    # The reform comes before anything has moved anybody's contacts: nothing else could be the cause.
    reform = {"name": "reform", "from": "2023-07-01", "set": law("no_social_component")}
    world = both(scenario(SCORES, people=80, days=70, start=START, interventions=(reform,), opening_years=1))
    moved = [row for row in world.rows if row[1] == Kind.CONTACTS_MOVED and unpack(row[0])[0] > 30]
    begun = {row[0]: row for row in world.rows if row[1] == Kind.CONTACTS_REFORMED}
    assert len(moved) > 10
    assert LUCK not in {row[6] for row in moved}
    assert {row[6] for row in moved} == set(begun)
    for row in moved:
        assert row[2] == begun[row[6]][2]
        assert unpack(row[0])[2] == unpack(row[6])[2]


def reformed_day(one: Lived, other: Lived) -> int:
    """The first day on which two worlds differ."""
    return min(unpack(row[0])[0] for row in set(one.rows) ^ set(other.rows))


def test_purpose_limitation_cuts_exchange_and_the_reading_of_the_list(unprotected):
    assert min(unprotected.kinds[kind] for kind in (Kind.IMPORTED, Kind.SCHEME_SEES_LISTING)) > 0
    kept = lived(law("purpose_limitation"))
    assert kept.kinds[Kind.IMPORTED] == kept.kinds[Kind.SCHEME_SEES_LISTING] == 0


def test_who_has_left_a_scheme_has_no_more_rows_there_and_what_others_took_is_given_back():
    world = lived(law("consent_and_exit"))
    left = {
        (unpack(row[0])[2], row[2] // LINES_OF_A_SCHEME): row[0]
        for row in world.rows
        if row[1] == Kind.LEFT_SCHEME
    }
    assert left
    for row in world.rows:
        if row[1] in SCORE_KINDS or row[1] == Kind.GRADE_CHANGED:
            key = unpack(row[0])[2], row[2] // LINES_OF_A_SCHEME
            assert row[0] < left.get(key, row[0] + 1)
    returned = [row for row in world.rows if row[1] == Kind.IMPORT_ENDED and row[6] in left.values()]
    assert returned


def test_who_does_not_agree_is_not_scored(unprotected):
    nobody = lived(law("consent_and_exit") | {"safeguards.consent_and_exit.agrees": 0})
    assert not any(nobody.kinds[kind] for kind in SCORE_KINDS)
    everybody = lived(
        law("consent_and_exit")
        | {"safeguards.consent_and_exit.agrees": 1, "safeguards.consent_and_exit.leaves": 0}
    )
    assert everybody.digest == unprotected.digest


def test_files_are_read_as_far_as_the_office_has_time(unprotected):
    def read(world: Lived) -> int:
        return sum(row[1] == Kind.NOTICED and unpack(row[0])[1] == Phase.REDRESS for row in world.rows)

    assert read(unprotected) == 0
    assert read(lived(law("access_to_file"))) > 0
    closed = lived(law("access_to_file") | {"safeguards.access_to_file.staffed": 0})
    assert closed.digest == unprotected.digest


def test_protected_relatives_move_no_score_and_others_do():
    alone = {f"schemes.platforms.{name}.social.standing": 0 for name in PLATFORMS}
    alone |= {f"schemes.platforms.{name}.social.listed": 0 for name in PLATFORMS}
    alone |= {f"schemes.platforms.{name}.social.lost": 0 for name in PLATFORMS}
    alone["mechanisms.myth_friends_posts"] = False
    alone |= {f"schemes.platforms.{name}.social.relatives_from": 1 for name in PLATFORMS}
    assert lived(alone).kinds[Kind.CONTACTS_MOVED] > 0
    assert lived(alone | law("relatives_protected")).kinds[Kind.CONTACTS_MOVED] == 0
    assert lived(law("relatives_protected")).kinds[Kind.CONTACTS_MOVED] > 0
