"""The stories of the aunt, the grades and the merger come out, in order, and fail without their mechanism."""

from itertools import pairwise

import pytest

from scorelab.errors import InputError
from scorelab.journal import SCORE_KINDS, Kind
from scorelab.reference.simulate import simulate
from scorelab.stories import aunt as aunts
from scorelab.stories import grades as years
from scorelab.stories import names, story, tell
from scorelab.stories import unification as mergers
from scorelab.stories.life import people_of
from scorelab.stories.play import played, unscripted
from scorelab.stories.story import MAIN, movement

SEEDS = (1, 2, 3)


def told(name, seed, variant="", **changes):
    return played(story(name).scenario(None, seed, variant, changes))


@pytest.fixture(scope="module", params=SEEDS)
def seed(request):
    return request.param


def test_the_reference_plays_the_same():
    play = played(story("aunt").scenario(people=800))
    world = simulate(play.scenario, people_of(play.scenario)).world
    assert [row.row for row in play.rows] == sorted(row.row for row in world.rows)
    own = world.people[play.cast[MAIN]].standings[0]
    assert play.points(MAIN, "platform_one", play.scenario.time.days) * 10 == pytest.approx(own.score)


@pytest.mark.parametrize("variant", ["", "documented"])
def test_the_nieces_score_falls_at_the_update_after_the_missed_payments(variant, seed):
    play, without = aunts.plays_of(variant, None, seed)
    assert play.missing(story("aunt")) == ()
    update = aunts.update_after(play)
    assert play.labels.date(update).day == 6
    before = [each.points(MAIN, "platform_one", update - 1) for each in (play, without)]
    after = [each.points(MAIN, "platform_one", update) for each in (play, without)]
    assert before[0] == before[1]
    assert after[0] < after[1]


def test_relatives_cost_more_where_ones_network_weighs_more(seed):
    losses = []
    for variant in ("documented", ""):
        play, without = aunts.plays_of(variant, None, seed)
        day = aunts.update_after(play)
        losses.append(without.points(MAIN, "platform_one", day) - play.points(MAIN, "platform_one", day))
    assert 0 < losses[0] < losses[1]


def test_both_weights_are_lived_by_the_same_people(seed):
    assert told("aunt", seed).cast == told("aunt", seed, "documented").cast


@pytest.mark.parametrize(
    "changes",
    [
        {"mechanisms.social_component": False},
        {"schemes.platforms.platform_one.social.relatives": 0},
    ],
)
def test_without_the_social_component_no_score_falls_for_the_aunt(changes):
    [missing] = told("aunt", 1, **changes).missing(story("aunt"))
    assert missing.kind == Kind.CONTACTS_MOVED


def test_without_the_payments_the_aunts_story_does_not_begin():
    play = played(unscripted(story("aunt").scenario()))
    assert [step.kind for step in play.missing(story("aunt"))] == [Kind.INCIDENT]


def test_a_year_of_points_and_grades_comes_out(seed):
    play = told("grades", seed)
    assert play.missing(story("grades")) == ()
    assert years.place_given(play, "riser")
    assert not years.place_given(play, MAIN)


def test_points_are_the_official_tables(seed):
    play = told("grades", seed)
    lines = {line.text: line.points for line in play.scenario.schemes.municipalities[0].lines}
    words = play.labels.words(Kind.RECORDED)
    entered = [row for row in play.of("riser") if row.kind == Kind.RECORDED]
    assert len(entered) >= 4
    assert all(row.other == 10 * lines[words[row.what].removeprefix("wendeng: ")] for row in entered)


@pytest.mark.parametrize(
    ("mechanism", "vanishing"),
    [
        ("direct_grading", {Kind.GRADE_CHANGED}),
        ("court_list", {Kind.LISTING}),
        ("repair", {Kind.REPAIRED}),
        ("door_by_score", {Kind.REFUSAL}),
        ("grade_priority", {Kind.REFUSAL}),
    ],
)
def test_what_a_mechanism_does_in_the_year_is_gone_without_it(mechanism, vanishing):
    play = told("grades", 1, **{f"mechanisms.{mechanism}": False})
    assert vanishing <= {step.kind for step in play.missing(story("grades"))}


def test_two_lives_part_when_a_scheme_takes_over_anothers_grade(seed):
    plays = mergers.plays_of(None, seed)
    apart, merged = plays["apart"], plays[mergers.MERGED]
    assert apart.missing(mergers.APART) == merged.missing(mergers.UNIFICATION) == ()
    assert [step.kind for step in apart.missing(mergers.UNIFICATION)] == [Kind.IMPORTED]
    assert apart.cast == merged.cast
    parted = mergers.parting(apart.of(MAIN), merged.of(MAIN))
    imported = [row for row in merged.of(MAIN) if row.kind == Kind.IMPORTED]
    assert parted == imported[0].day
    assert mergers.totals(apart)["grades taken over from another scheme"] == 0
    last = merged.scenario.time.days
    assert merged.points(MAIN, "platform_one", last) < apart.points(MAIN, "platform_one", last)


def test_merging_in_full_takes_over_more_than_exchanging_does(seed):
    plays = mergers.plays_of(None, seed)
    taken = [mergers.totals(play)["grades taken over from another scheme"] for play in plays.values()]
    assert 0 == taken[0] <= taken[1] < taken[2]


@pytest.mark.parametrize("name", ["aunt", "grades", "unification"])
def test_time_lines_run_in_order_and_mark_where_conjecture_begins(name):
    telling = tell(name, worlds=0)
    assert telling.missing == ()
    text = str(telling)
    for part in telling.parts:
        assert all(before.day <= after.day for before, after in pairwise(part.lines))
        assert [line.told for line in part.lines] == sorted((line.told for line in part.lines), reverse=True)
    assert "what follows is conjecture" in text
    assert "invented" in text
    plain = telling.to_json()
    assert plain["story"] == name
    assert plain["came_out"]
    assert len(plain["parts"]) == len(telling.parts)


def test_scores_in_a_play_are_the_sum_of_their_rows(seed):
    play = told("unification", seed)
    for role in play.cast:
        for scheme in ("platform_one", "city"):
            at_end = play.standings[f"score.{scheme}"][play.cast[role]]
            assert round(play.points(role, scheme, play.scenario.time.days) * 10) == at_end
    assert all(movement(row) == row.amount for row in play.rows if row.kind in SCORE_KINDS)


@pytest.mark.long
@pytest.mark.parametrize("name", ["aunt", "grades", "unification"])
def test_stories_come_out_in_other_worlds(name):
    for seed in range(4, 12):
        assert tell(name, worlds=0, seed=seed).missing == ()


def test_stories_are_listed():
    assert " ".join(names()) == "aunt creep elsewhere grades journalist one-day salons unification"
    with pytest.raises(
        InputError,
        match=r"one of aunt, creep, elsewhere, .*did you mean 'aunt'",
    ):
        story("aunts")
