"""The journalist's told case comes out, in order, in the reference and in the engine."""

from itertools import pairwise

import pytest

from scorelab.errors import InputError
from scorelab.journal import Answer, Kind
from scorelab.reference.simulate import simulate
from scorelab.stories import names, story, tell
from scorelab.stories.journalist import (
    COURT,
    HAD_HE_A_SCORE,
    OWN,
    PLATFORM,
    SCORED,
    end_of_told,
    missing_of,
    time_lines,
)
from scorelab.stories.life import lived, lived_fast, people_of
from scorelab.stories.play import played
from scorelab.stories.relief import reliefs
from scorelab.stories.story import MAIN

SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="module", params=SEEDS)
def life(request):
    scenario = story("journalist").scenario(people=200, seed=request.param)
    return lived(scenario, people_of(scenario))


def test_every_event_of_the_told_case_comes_out_in_order(life):
    assert missing_of(life) is None


def test_still_listed_150_days_after_the_first_refusal(life):
    first = life.refusals()[0]
    assert life.scenario.doors[first.what].name == "flight"
    assert all(life.listed_on(day) for day in range(first.day, first.day + 151))


def test_no_case_is_opened_and_nobody_replies_within_the_told_case(life):
    ends = life.refusals()[0].day + 150
    complaints = [row for row in life.rows if row.kind == Kind.COMPLAINT and row.day <= ends]
    assert len(complaints) >= 3
    assert not any(life.scenario.redress.channels[row.what].opens_case for row in complaints)
    answers = [row.what for row in life.rows if row.kind == Kind.ANSWER]
    assert answers
    assert set(answers) == {Answer.NONE.value}


def test_he_pays_the_whole_sum_twice_and_neither_payment_is_booked_in_time(life):
    sums = [row.amount for row in life.rows if row.kind == Kind.JUDGMENT]
    payments = [row.amount for row in life.rows if row.kind == Kind.PAYMENT]
    assert payments == sums * 2
    booked = [row.day for row in life.rows if row.kind == Kind.PAYMENT_BOOKED]
    assert all(day > life.refusals()[0].day + 150 for day in booked)


def test_every_day_on_the_list_is_wrong(life):
    [(start, end, restored)] = life.wrongful_spells()
    assert start == next(row.day for row in life.rows if row.kind == Kind.LISTING)
    assert restored
    assert end == max(row.day for row in life.rows if row.kind == Kind.COPY_DROPPED)


def test_the_engine_lives_the_same_life(life):
    assert lived_fast(life.scenario, people_of(life.scenario)) == life


def test_both_time_lines_run_in_order_and_the_end_of_the_told_case_is_marked(life):
    ends = end_of_told(life)
    assert ends == life.refusals()[0].day + 150
    lines = list(time_lines(life, ends))
    assert all(before.day <= after.day for before, after in pairwise(lines))
    assert {line.side for line in lines} == {COURT, OWN}
    assert all(line.told == (line.day <= ends) for line in lines)
    last_told = [line for line in lines if line.told][-1]
    assert last_told.text == "still on the list, 150 days after the first refusal"
    # The court's file never says that the first payment was made.
    court = [line.text for line in lines if line.side == COURT and line.told]
    assert not any("booked" in text for text in court)


def test_the_telling_names_what_it_should():
    text = str(tell("journalist", worlds=0, people=200))
    for words in ("sued for defamation", "flight refused", "naming the list", "no case is opened", "no reply",
                  "here the told case ends; what follows is conjecture"):  # fmt: skip
        assert words in text
    assert text.index("naming the list") < text.index("here the told case ends")


@pytest.mark.slow
def test_safeguards_that_are_not_kept_change_nothing_and_kept_ones_spare_days():
    chosen = (
        "notice_before_effect",
        "verification_before_listing",
        "corrections_propagate",
        "children_protected",
    )
    found = {
        (each.applies, each.safeguard, each.obeyed): each for each in reliefs(story("journalist"), 2, chosen)
    }
    for applies in (False, True):
        base = found[applies, None, 0.0]
        assert base.wrongful_days > 150
        for name in chosen:
            days = [found[applies, name, share].wrongful_days for share in (0.0, 0.5, 1.0)]
            assert days[0] == base.wrongful_days
            assert days[2] <= days[1] <= days[0]
        assert found[applies, "corrections_propagate", 1.0].wrongful_days < base.wrongful_days
        assert found[applies, "children_protected", 1.0].wrongful_days == base.wrongful_days
    told, applying = (found[applies, None, 0.0].wrongful_days for applies in (False, True))
    assert applying <= told


def test_an_unknown_story_is_refused():
    with pytest.raises(InputError, match=f"'journalists'; expected one of {names()[0]}.*did you mean"):
        story("journalists")


def test_without_a_list_the_case_does_not_come_out():
    scenario = story("journalist").scenario(people=100)
    off = scenario.mechanisms.model_copy(update={"court_list": False})
    life = lived(scenario.model_copy(update={"mechanisms": off}), people_of(scenario))
    missing = missing_of(life)
    assert missing is not None
    assert missing.kind == Kind.LISTING
    assert life.refusals() == ()
    assert life.wrongful_days() == 0


def scored(seed, people=300, **changes):
    return played(story("journalist").scenario(people, seed, SCORED, changes))


@pytest.mark.parametrize("seed", SEEDS)
def test_had_he_a_score_it_falls_some_leave_and_it_falls_again(seed):
    play = scored(seed)
    assert play.missing(HAD_HE_A_SCORE) == ()
    told = story("journalist").scenario(300, seed)
    assert lived_fast(told, people_of(told)).person == play.cast[MAIN]
    listed = next(row.day for row in play.of(MAIN) if row.kind == Kind.LISTING)
    ends = listed + 365
    assert play.points(MAIN, PLATFORM, ends) < play.points(MAIN, PLATFORM, listed - 1)


def test_the_scored_half_is_the_references_as_well():
    play = scored(1, people=120)
    world = simulate(play.scenario, people_of(play.scenario)).world
    assert [row.row for row in play.rows] == sorted(row.row for row in world.rows)


@pytest.mark.parametrize(
    ("mechanism", "gone"),
    [
        ("tie_dropping", Kind.TIE_LOST),
        ("social_component", Kind.CONTACTS_MOVED),
        ("court_list", Kind.LISTING),
    ],
)
def test_without_its_mechanism_a_turn_of_the_spiral_is_gone(mechanism, gone):
    [missing] = scored(1, **{f"mechanisms.{mechanism}": False}).missing(HAD_HE_A_SCORE)
    assert missing.kind == gone


def test_the_scored_half_is_conjecture_from_its_first_line_on():
    telling = tell("journalist", worlds=0, people=200)
    told, conjecture = telling.parts
    assert any(line.told for line in told.lines)
    assert conjecture.lines
    assert not any(line.told for line in conjecture.lines)
    assert "conjecture from the first line on" in str(telling)
    assert telling.missing == ()


@pytest.mark.long
def test_a_safeguard_that_is_kept_spares_points_of_the_score():
    chosen = ("verification_before_listing", "children_protected")
    found = {
        (each.applies, each.safeguard, each.obeyed): each.points
        for each in reliefs(story("journalist"), 2, chosen, variant=SCORED)
    }
    base = found[False, None, 0.0]
    assert base > 0
    for name in chosen:
        points = [found[False, name, share] for share in (0.0, 0.5, 1.0)]
        assert points[0] == base
        assert points[2] <= points[1] <= points[0]
    assert found[False, "verification_before_listing", 1.0] < base
    assert found[False, "children_protected", 1.0] == base
