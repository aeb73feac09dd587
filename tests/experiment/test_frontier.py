"""The frontier: safeguards only, no point beaten, each point lived again gives the same."""

import json
import shlex
from itertools import combinations

import pytest

from scorelab.errors import InputError
from scorelab.experiment.frontier import frontier
from tests.cli.conftest import TROUBLED

LIST = "court-list-2023"
THREE = ("notice_before_effect", "verification_before_listing", "proportionality")
STAFFED = {"safeguards.verification_before_listing.staffed": 500}


@pytest.fixture(scope="module")
def found(small):
    options = small | {"set": TROUBLED | STAFFED}
    return frontier(LIST, safeguards=THREE, relief="refusals", replicates=2, **options)


def test_few_safeguards_are_combined_in_every_way(found):
    tried = [set(point.safeguards) for point in found.points if point.obeyed == 0.5]
    expected = [set(one) for size in range(4) for one in combinations(THREE, size)]
    assert sorted(map(sorted, tried)) == sorted(map(sorted, expected))
    assert found.complete


def test_no_point_of_the_frontier_is_beaten_and_every_other_is(found):
    tried = [point for point in found.points if point.obeyed == 0.5]

    def beats(one, other):
        relief = other.relief.difference - one.relief.difference
        claim = one.cost.difference - other.cost.difference
        return relief >= 0 and claim >= 0 and (relief > 0 or claim > 0)

    def equals(one, other):
        return (one.relief.difference, one.cost.difference) == (
            other.relief.difference,
            other.cost.difference,
        )

    for place, point in enumerate(tried):
        beaten = any(beats(other, point) for other in tried)
        assert point.best == (not beaten and not any(equals(other, point) for other in tried[:place]))
    assert any(point.best for point in tried)


def test_the_rules_as_they_stand_are_nought(found):
    (stand,) = [point for point in found.points if not point.safeguards and point.obeyed == 0.5]
    assert stand.relief.difference == stand.cost.difference == 0


def test_the_best_are_shown_better_obeyed_too(found):
    assert any(point.safeguards for point in found.best)
    for point in found.best:
        assert (found.at(point, 1.0) is not None) == bool(point.safeguards)


def test_a_point_lived_again_gives_the_same(found, scorelab):
    point = max(found.best, key=lambda point: len(point.safeguards))
    program, *words = shlex.split(point.command)
    assert program == "scorelab"
    ended = scorelab(*words, "--workers", "1", "--json")
    assert ended.returncode == 0, ended.stderr
    printed = json.loads(ended.stdout)
    assert printed["obeyed"] == point.obeyed
    for name, estimate in ((found.relief, point.relief), (found.cost, point.cost)):
        assert printed["difference"][name]["mean"] == pytest.approx(estimate.difference)
        assert printed["difference"][name]["low"] == pytest.approx(estimate.low)


@pytest.mark.long
def test_many_safeguards_are_searched_within_the_number_of_sets(small):
    options = small | {"people": 100, "days": 30}
    searched = frontier(LIST, sets=17, replicates=2, **options)
    tried = [point.safeguards for point in searched.points if point.obeyed == 0.5]
    assert len(tried) == len(set(tried)) <= 17
    assert not searched.complete
    assert len(searched.candidates) >= 14


@pytest.mark.long
def test_a_search_that_was_stopped_goes_on(found, small, tmp_path):
    class Stop(Exception):
        pass

    def stop(step, done, of):
        if done == 5:
            raise Stop

    options = {"safeguards": THREE, "relief": "refusals", "replicates": 2, "out": tmp_path / "it"}
    options |= small | {"set": TROUBLED | STAFFED}
    with pytest.raises(Stop):
        frontier(LIST, **options, progress=stop)
    told = []
    again = frontier(LIST, **options, progress=lambda *step: told.append(step[1]))
    assert told[0] == 6
    assert again.to_json() == found.to_json()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"safeguards": ["tie_dropping"]}, "the unknown safeguard"),
        ({"relief": "debts_paid"}, "a measure of harm"),
        ({"cost": "refusals"}, "what the scheme achieves"),
        ({"cost": "joy"}, "the unknown measure"),
        ({"obeyed": [1]}, "full obedience is never shown alone"),
        ({"obeyed": [0, 1]}, "above 0"),
        ({"replicates": 1}, "--replicates"),
        ({"sets": 1}, "--sets"),
    ],
)
def test_bad_input_is_refused(options, told, small):
    with pytest.raises(InputError, match=told):
        frontier(LIST, **(small | options))


def test_what_a_frontier_shows(found, tmp_path):
    assert "To live a set again" in " ".join(str(found).split())
    assert found.to_frame().height == len(found.points)
    json.dumps(found.to_json(), allow_nan=False)
    found.plot().save(tmp_path / "frontier.html")
    page = (tmp_path / "frontier.html").read_text(encoding="utf-8")
    assert "Synthetic" in page
    assert all(name in page for name in THREE)
