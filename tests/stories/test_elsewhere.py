"""The same debt under three laws: what each shuts, and that only the law differs."""

import pytest

from scorelab.journal import Kind
from scorelab.stories import elsewhere, tell
from scorelab.stories.story import MAIN

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def plays(request):
    return elsewhere.plays_of(None, request.param)


def test_the_story_comes_out(plays):
    assert list(elsewhere.missing(plays)) == []


def test_the_same_person_loses_the_same_suit_and_pays_on_the_same_day(plays):
    assert len({play.cast[MAIN] for play in plays.values()}) == 1
    for kind in (Kind.INCIDENT, Kind.JUDGMENT, Kind.PAYMENT):
        days = {tuple(row.day for row in play.of(MAIN) if row.kind == kind)[:1] for play in plays.values()}
        assert len(days) == 1, kind


def test_a_private_file_shuts_no_way_and_loses_nobody(plays):
    reported, *others = (elsewhere.outcome(play) for play in plays.values())
    assert "flight" in reported.doors
    for other in others:
        assert not set(other.doors) & set(elsewhere.TRAVEL)
        assert other.ties == 0
        assert other.wrongful_days < reported.wrongful_days


def test_without_the_error_nobody_is_on_file():
    play = elsewhere.played(
        elsewhere.ELSEWHERE.scenario(None, 1, "states", {"mechanisms.error_clerical": False})
    )
    assert elsewhere.outcome(play).wrongful_days < 60
    assert "large_loan" not in elsewhere.outcome(play).doors


def test_a_story_that_does_not_come_out_says_so(plays):
    swapped = {"": plays["states"], "states": plays[""], "union": plays[""]}
    said = list(elsewhere.missing(swapped))
    assert "refusal (flight) of main, as reported" in said
    assert "open way, United States" in said


def test_it_is_told_with_each_law_and_marked_as_conjecture():
    telling = tell("elsewhere", worlds=1)
    assert len(telling.parts) == len(elsewhere.LAWS) + 2
    text = str(telling)
    assert text.count(elsewhere.NOT_TOLD) == len(elsewhere.LAWS)
    assert "invented" in text
    assert not any(line.told for part in telling.parts for line in part.lines)
