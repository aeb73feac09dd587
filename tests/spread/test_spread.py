"""A spreading score: its arithmetic, its laws, and the same luck under each of them."""

import json
from importlib import resources
from itertools import pairwise

import numpy as np
import pytest

import scorelab
from scorelab.cli import main
from scorelab.errors import InputError
from scorelab.spread.find import NONE
from scorelab.spread.live import QUARTERS, Terms, enrolled_next, live, mean_course, tipping_share
from scorelab.spread.load import load_spread
from scorelab.stories import creep, picture_of, tell

SEEDS = (1, 2, 3)
LONG = 15 * QUARTERS
CLAUSES = ("purpose_limitation", "automated_decisions", "social_scoring_ban", "permissible_purpose")


@pytest.fixture(scope="module")
def chosen():
    return load_spread()


@pytest.fixture(scope="module")
def found():
    return scorelab.spread(worlds=6, without=["social_scoring_ban"])


def law_of(spread, *names):
    return tuple(clause for clause in spread.clauses if clause.name in names)


def changed(**settings):
    return load_spread(None, {key.replace("__", "."): value for key, value in settings.items()})


def test_what_it_costs_to_do_without_by_hand(chosen):
    terms = Terms.of(chosen)
    assert terms.minutes(np.zeros(len(terms.size))) == 0
    one = np.zeros(len(terms.size))
    one[0] = 0.5
    sector = chosen.sectors[0]
    assert terms.minutes(one) == pytest.approx(sector.occasions.value * sector.switch.value)
    one[0] = 1.0
    assert terms.minutes(one) == pytest.approx(sector.occasions.value * sector.substitute.value)
    one[0] = 0.99
    assert terms.minutes(one) == pytest.approx(
        sector.occasions.value * min(99 * sector.switch.value, sector.substitute.value)
    )


def test_who_joins_and_leaves_by_hand():
    spread = changed(enrolment__joins=0.02, enrolment__pushed=0.2, enrolment__leaves=0.04)
    assert enrolled_next(spread, 0.5, 0) == pytest.approx(0.5 + 0.5 * 0.02 - 0.5 * 0.04)
    assert enrolled_next(spread, 0.5, 30) == pytest.approx(0.5 + 0.5 * 0.12 - 0.5 * 0.02)
    assert enrolled_next(spread, 0.5, 600) == pytest.approx(0.5 + 0.5 * 0.22)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clause_never_makes_anybody_ask_sooner(chosen, seed):
    free = live(chosen, seed, LONG, ())
    every = live(chosen, seed, LONG, chosen.clauses)
    for name in CLAUSES:
        course = live(chosen, seed, LONG, law_of(chosen, name))
        assert (course.asking <= free.asking).all(), name
        assert every.asking.sum() < course.asking.sum()
        assert (course.minutes <= free.minutes + 1e-9).all()
        assert course.asking.sum() < free.asking.sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_better_kept_is_fewer_doors(seed):
    unfound = {"clauses__social_scoring_ban__found": 0}
    spreads = [changed(clauses__social_scoring_ban__obeyed=kept, **unfound) for kept in (0.5, 0.8, 1.0)]
    courses = [live(spread, seed, LONG, law_of(spread, CLAUSES[2])) for spread in spreads]
    for less, more in pairwise(courses):
        assert (more.asking <= less.asking).all()


def test_a_clause_that_everybody_keeps_shuts_what_it_covers(chosen):
    spread = changed(clauses__social_scoring_ban__obeyed=1, clauses__social_scoring_ban__way_round=0)
    [clause] = law = law_of(spread, "social_scoring_ban")
    course = live(spread, 1, LONG, law)
    for place, sector in enumerate(spread.sectors):
        assert course.asking[:, place].any() == (sector.name not in clause.covers)


def test_who_asks_against_the_law_is_found():
    settings = {"clauses__social_scoring_ban__obeyed": 0.01, "clauses__social_scoring_ban__way_round": 0}
    for found, least, most in ((0, 0.3, 1), (1, 0, 0.3)):
        spread = changed(clauses__social_scoring_ban__found=found, **settings)
        course = live(spread, 1, LONG, law_of(spread, "social_scoring_ban"))
        assert least <= course.asking[-1, 1] <= most


@pytest.mark.parametrize("names", [(), ("purpose_limitation",), CLAUSES])
def test_many_operators_follow_the_mean_course(names):
    spread = load_spread(None)
    many = spread.model_copy(
        update={
            "sectors": tuple(s.model_copy(update={"operators": s.operators * 50}) for s in spread.sectors)
        }
    )
    law = law_of(many, *names)
    course, mean = live(many, 1, 40, law), mean_course(many, 40, law)
    assert course.doors[40] == pytest.approx(mean[40], rel=0.15)


def test_nothing_carries_itself_without_a_herd_and_a_dear_query_needs_more_to():
    assert tipping_share(changed(adoption__herd=0), 40, ()) is None
    shares = [tipping_share(changed(adoption__price=price), 40, ()) for price in (2, 0.5, 0.35)]
    assert None not in shares
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_what_is_found_is_told_whole(found):
    told = found.to_json()
    assert [law["law"] for law in told["laws"]] == [NONE, *CLAUSES, "all", "all but social_scoring_ban"]
    for law in told["laws"]:
        assert set(law["doors_asking"]) == {"5", "10"}
        for doors in law["doors_asking"].values():
            assert doors["low"] <= doors["median"] <= doors["high"]
        assert len(law["by_quarter"]["doors"]) == found.years * QUARTERS + 1
    assert told["laws"][0]["effect"] is None
    assert found.by_name[NONE].forced_within(20) == 1
    assert found.effect("social_scoring_ban") == "slows it"
    assert "never a forecast" in str(found)
    assert found.to_frame().height == len(told["laws"]) * (20 * QUARTERS + 1)


def test_the_picture_has_a_table_and_says_that_nobody_is_real(found):
    page = found.plot().html()
    assert "Synthetic" in page
    assert "conditions, never a forecast" in page
    assert page.count("<tr") >= len(found.laws)


def test_a_world_hangs_on_its_seed_alone(chosen):
    again, other = (live(chosen, seed, LONG, ()) for seed in (1, 2))
    assert (live(chosen, 1, LONG, ()).asking == again.asking).all()
    assert (again.asking != other.asking).any()
    longer = live(chosen, 1, LONG + 8, ())
    assert (longer.asking[: LONG + 1] == again.asking).all()


def called(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return ended.value.code, *capsys.readouterr()


def test_the_command_prints_one_object(capsys):
    status, out, _ = called(capsys, "spread", "--years", 6, "--replicates", 2, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["years"] == 6
    assert list(told["laws"][0]["doors_asking"]) == ["5"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--without", "social_scorin_ban"), "did you mean 'social_scoring_ban'"),
        (("--years", "0"), "from 1 to 100"),
        (("--set", "adoption.herds=2"), "did you mean 'herd'"),
        (("--set", "clauses.purpose_limitation.obeyed=2"), "from 0 to 1"),
        (("missing.yaml",), "a readable YAML file"),
    ],
)
def test_bad_input_is_one_line(arguments, words, capsys):
    status, out, error = called(capsys, "spread", *arguments)
    assert status == 2
    assert out == ""
    assert words in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("covers: [rented_flat,", "covers: [rented_flats,", "did you mean 'rented_flat'"),
        ("- name: job\n", "- name: hotel\n", "each name once"),
        ("    tier: A\n", "", "found nothing"),
    ],
)
def test_a_file_of_ones_own_is_checked(tmp_path, old, new, words):
    text = resources.files("scorelab.spread").joinpath("private-score.yaml").read_text("utf-8")
    assert old in text
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_spread(file) == load_spread()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        load_spread(file)


def test_creep_is_told_in_order_with_its_clauses(tmp_path):
    telling = tell("creep", worlds=2)
    assert telling.missing == ()
    text = str(telling)
    assert "practically forced" in text
    assert "never that it will" in text
    for part in telling.parts[:-1]:
        assert part.lines
        assert not any(line.told for line in part.lines)
        assert all(before.date <= after.date for before, after in pairwise(part.lines))
    assert len(telling.parts) == 1 + len(CLAUSES) + 1 + 1
    picture_of("creep").save(tmp_path / "creep.html")


def test_creep_does_not_come_out_where_nobody_follows_anybody():
    dull = scorelab.spread(worlds=1, set={"adoption.price": 0.2, "adoption.herd": 0})
    assert list(creep.missing(dull)) == ["hour a month without a clause"]
