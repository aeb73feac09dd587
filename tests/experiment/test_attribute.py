"""Shapley shares: against the definition, against games with a known answer, and over worlds."""

import json
from dataclasses import replace
from itertools import permutations
from statistics import fmean, stdev

import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.attribute import attribute, idle
from scorelab.experiment.changes import switched_off
from scorelab.experiment.shapley import by_orders, exact, sampled_orders
from scorelab.result import HEADLINES
from scorelab.scenario.load import load
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST = "court-list-2023"
THREE = ("court_list", "public_list", "error_clerical")
PLAYERS = ("a", "b", "c", "d", "e")


def gloves(coalition):
    """Each pair of a left glove (a, b) and a right one (c, d, e) is worth 1."""
    return float(min(len(coalition & {"a", "b"}), len(coalition & {"c", "d", "e"})))


def airport(coalition):
    """A runway must be as long as the longest plane needs (Littlechild and Owen 1973)."""
    return float(max((PLAYERS.index(player) + 1 for player in coalition), default=0))


@pytest.mark.parametrize("game", [gloves, airport])
def test_exact_shares_are_the_mean_over_all_orders(game):
    shares = exact(PLAYERS, game)
    assert shares == pytest.approx(by_orders(PLAYERS, list(permutations(PLAYERS)), game))
    assert sum(shares.values()) == pytest.approx(game(frozenset(PLAYERS)))


def test_shares_of_a_game_whose_answer_is_known():
    # Each further unit of the runway is paid by those who need it, in equal parts.
    expected = {
        player: sum(1 / (5 - unit) for unit in range(place + 1)) for place, player in enumerate(PLAYERS)
    }
    assert exact(PLAYERS, airport) == pytest.approx(expected)


@pytest.mark.parametrize("game", [gloves, airport])
def test_sampled_orders_come_to_the_exact_shares(game):
    truth = exact(PLAYERS, game)
    each = [by_orders(PLAYERS, sampled_orders(PLAYERS, seed, 1), game) for seed in range(400)]
    for player in PLAYERS:
        found = [one[player] for one in each]
        error = stdev(found) / len(found) ** 0.5
        assert abs(fmean(found) - truth[player]) <= 4 * error + 1e-12


def test_orders_come_with_their_reverse():
    orders = sampled_orders(PLAYERS, 7, 3)
    assert all(sorted(order) == sorted(PLAYERS) for order in orders)
    assert [order[::-1] for order in orders[::2]] == orders[1::2]
    assert len(set(orders)) == 6


@pytest.fixture(scope="module")
def divided(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("attributed") / "it"
    return attribute(LIST, mechanisms=THREE, replicates=2, out=out, **small), out


def test_shares_sum_to_the_whole_difference(divided):
    found, _ = divided
    assert "refusals" in found.shares
    for shares in found.shares.values():
        whole = shares[found.WHOLE].mean
        assert sum(shares[name].mean for name in THREE) == pytest.approx(whole, abs=1e-6 * max(abs(whole), 1))


def test_the_whole_difference_is_that_of_runs(divided):
    found, _ = divided
    off = {f"mechanisms.{name}": False for name in THREE}
    seeds = [SMALL["seed"], SMALL["seed"] + 1]
    runs = [
        [
            scorelab.run(LIST, set=TROUBLED | more, **(SMALL | {"seed": seed})).measures["refusals"]
            for more in ({}, off)
        ]
        for seed in seeds
    ]
    shares = found.shares["refusals"]
    assert shares[found.WITHOUT].mean == pytest.approx(fmean(none for _, none in runs))
    assert shares[found.WHOLE].mean == pytest.approx(fmean(every - none for every, none in runs))


def test_an_attribution_that_was_stopped_goes_on(divided, small, tmp_path, monkeypatch):
    found, finished = divided
    out = tmp_path / "stopped"

    class Stop(Exception):
        pass

    def stop(step, done, of):
        if done == 5:
            raise Stop

    with pytest.raises(Stop):
        attribute(LIST, mechanisms=THREE, replicates=2, out=out, progress=stop, **small)
    assert not json.loads((out / "manifest.json").read_text())["complete"]
    assert len((out / "lived.jsonl").read_text().splitlines()) == 5
    with (out / "lived.jsonl").open("a") as file:
        file.write('["5:stale')
    told = []
    again = attribute(
        LIST, mechanisms=THREE, replicates=2, out=out, progress=lambda *step: told.append(step[1]), **small
    )
    assert min(told) == 6
    assert again.to_json() == found.to_json()
    assert json.loads((out / "manifest.json").read_text())["complete"]
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in finished.iterdir())
    told.clear()
    third = attribute(
        LIST, mechanisms=THREE, replicates=2, out=out, progress=lambda *step: told.append(step[1]), **small
    )
    assert not told
    assert third.to_json() == found.to_json()


def test_a_folder_of_another_attribution_is_refused(divided, small, tmp_path):
    _, finished = divided
    with pytest.raises(InputError, match="holds another experiment"):
        attribute(LIST, mechanisms=THREE[:2], replicates=2, out=finished, **small)
    (tmp_path / "other").mkdir()
    with pytest.raises(InputError, match="holds no experiment"):
        attribute(LIST, mechanisms=THREE, out=tmp_path / "other", **small)


def test_many_mechanisms_are_sampled_and_still_sum_to_the_whole(small):
    eight = (*THREE, "stale_copies", "redress", "tie_dropping", "guarantors", "hardship_feedback")
    found = attribute(LIST, mechanisms=eight, replicates=1, **(small | {"people": 200, "days": 60}))
    assert found.pairs == 1
    assert len(found.mechanisms) == 8
    assert found.worlds <= 16
    for shares in found.shares.values():
        whole = shares[found.WHOLE].mean
        assert sum(shares[name].mean for name in found.mechanisms) == pytest.approx(
            whole, abs=1e-6 * max(abs(whole), 1)
        )
        assert all(share.error is None for share in shares.values())
    assert "Shapley" in str(found)


@pytest.mark.parametrize("name", ["blank", LIST])
def test_idle_mechanisms_decide_nothing_together_or_alone(name):
    """Their worlds need not be lived: with all of them off the society is the same row for row."""
    scenario = load(name, TROUBLED | {"court.exit_order": "1", "court.exit_order_days": "[1, 9]"}, **SMALL)
    still = sorted(idle(scenario))
    base = scorelab.run(scenario)
    assert base.tables.journal.height
    assert scorelab.run(switched_off(scenario, still)).digest == base.digest
    assert "court_list" not in still
    assert ("tie_dropping" in still) == (name == "blank")


def test_idle_mechanisms_do_not_play_unless_they_are_named(small):
    options = small | {"people": 150, "days": 20}
    found = attribute("blank", replicates=1, **options)
    assert set(found.idle) >= {"tie_dropping", "social_component"}
    assert not {*found.idle} & {*found.mechanisms}
    assert "exit_orders" in found.mechanisms
    assert "nothing to act on" in str(found)
    named = attribute("blank", mechanisms=["tie_dropping"], replicates=1, **options)
    assert named.mechanisms == ("tie_dropping",)
    assert "tie_dropping" not in named.idle
    assert not named.shares
    assert idle(load("municipal-rewards")) == frozenset()


def test_parts_of_a_whole_that_may_be_nought_are_not_told(divided):
    found, _ = divided
    whole = found.shares["refusals"][found.WHOLE]
    assert abs(whole.mean) > 2 * whole.error
    unsure = {key: replace(share, error=abs(share.mean)) for key, share in found.shares["refusals"].items()}
    only = {"refusals": found.shares["refusals"]}
    assert "100%" in str(replace(found, shares=only))
    assert "%" not in str(replace(found, shares={"refusals": unsure}))


def test_the_headline_is_the_harm_that_most_mechanisms_move(divided):
    found, _ = divided
    moved = {
        name: sum(bool(shares[one].mean) for one in THREE)
        for name, shares in found.shares.items()
        if name in HEADLINES
    }
    assert moved[found.headline] == max(moved.values())


def test_bad_input_is_refused(small):
    for options, told in (
        ({"mechanisms": ["stale_copy"]}, "did you mean 'stale_copies'"),
        ({"mechanisms": ["social_component"], "set": {"mechanisms.social_component": False}}, "is off in"),
        ({"replicates": 0}, "--replicates"),
        ({"pairs": 0}, "--pairs"),
    ):
        with pytest.raises(InputError, match=told):
            attribute(LIST, **(small | options))


def test_a_picture_of_shares_has_its_table(divided, tmp_path):
    found, _ = divided
    found.plot("refusals").save(tmp_path / "shares.html")
    page = (tmp_path / "shares.html").read_text(encoding="utf-8")
    assert "<table>" in page
    assert "Synthetic" in page
    assert all(name in page for name in THREE)
    with pytest.raises(InputError, match="measure"):
        found.plot("joy")
