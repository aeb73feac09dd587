"""Twins: intervals, who fares better, null reforms, parting, precision."""

import json
import shlex
from concurrent.futures import ThreadPoolExecutor
from html import escape
from statistics import variance

import pytest
import typer.main
from scipy import stats

import scorelab
from scorelab.cli import app
from scorelab.cli_breaking import breaking_command
from scorelab.errors import InputError
from scorelab.experiment.changes import changed, rules_part, with_safeguards, without
from scorelab.experiment.compare import compare
from scorelab.experiment.lives import BOTH
from scorelab.experiment.worlds import refuse_early_parting
from scorelab.measures import Facts, measures_of
from scorelab.measures.measure import Events, Side, States
from scorelab.result import HEADLINES
from scorelab.scenario.load import load
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.schema import Safeguards
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

commands = typer.main.get_command(app)
LIST = "court-list-2023"
REFORM = {"without": ["tie_dropping"], "change": {"court.pays_per_year": 2, "court.listed": 0.6}}
"""Rules under which many listings are shorter or do not happen."""


@pytest.fixture(scope="module")
def found(small):
    return compare(LIST, **REFORM, replicates=3, **small)


@pytest.fixture(scope="module")
def runs():
    """Both worlds of each replicate, run one by one."""
    off = {"mechanisms.tie_dropping": False} | REFORM["change"]
    return [
        [scorelab.run(LIST, set=TROUBLED | more, **(SMALL | {"seed": seed})) for more in ({}, off)]
        for seed in range(SMALL["seed"], SMALL["seed"] + 3)
    ]


def test_means_and_intervals_are_those_of_paired_runs(found, runs):
    seen = 0
    for name, estimate in found.estimates().items():
        pairs = [(one.measures[name], other.measures[name]) for one, other in runs]
        if any(value is None for pair in pairs for value in pair):
            continue
        ones, others = map(list, zip(*pairs, strict=True))
        differences = [other - one for one, other in pairs]
        assert estimate.base == pytest.approx(sum(ones) / 3)
        assert estimate.other == pytest.approx(sum(others) / 3)
        assert estimate.unpaired == pytest.approx(variance(ones) + variance(others))
        if estimate.half > 1e-6 * abs(estimate.difference):
            expected = stats.ttest_rel(others, ones).confidence_interval(0.95)
            assert (estimate.low, estimate.high) == pytest.approx((expected.low, expected.high))
            seen += 1
        else:
            assert max(differences) - min(differences) <= 1e-6 * abs(estimate.base)
    assert seen > 3


def harms(result):
    """Each person's harms, added up row by row."""
    facts = Facts(result)
    sums = {}
    for name, measure in measures_of(result.labels).items():
        if measure.side is Side.HARM and isinstance(measure, Events | States):
            whose = "other" if name in ("learned", "ties_lost", "ties_lost_for_standing") else "person"
            for row in measure.counted(facts).iter_rows(named=True):
                sums[row[whose], name] = sums.get((row[whose], name), 0) + row["value"]
    return sums


def test_who_fares_better_or_worse_is_counted_person_by_person(found, runs):
    counted = {"better": 0, "worse": 0, "mixed": 0, "untouched": 0}
    for one, other in runs:
        before, after = harms(one), harms(other)
        for person in range(SMALL["people"]):
            keys = {key for key in before.keys() | after.keys() if key[0] == person}
            moves = {
                (after.get(key, 0) > before.get(key, 0)) - (after.get(key, 0) < before.get(key, 0))
                for key in keys
            }
            up, down = 1 in moves, -1 in moves
            counted["mixed" if up and down else "worse" if up else "better" if down else "untouched"] += 1
    assert counted["better"] > 0
    assert found.variants[0].people._asdict() == pytest.approx({key: n / 3 for key, n in counted.items()})


def test_groups_of_adults_add_up(found):
    adults = {}
    for (grouping, _), fates in found.variants[0].groups.items():
        adults.setdefault(grouping, []).append(fates)
    totals = {grouping: sum(map(sum, groups)) for grouping, groups in adults.items()}
    everybody = totals.pop("")
    assert everybody == pytest.approx(SMALL["people"])
    assert len({round(total, 6) for total in totals.values()}) == 1
    assert 0 < next(iter(totals.values())) < everybody


def test_results_do_not_depend_on_who_does_the_work(found, small):
    with ThreadPoolExecutor(2) as executor:
        options = small | {"workers": None, "executor": executor}
        again = compare(LIST, **REFORM, replicates=3, **options)
    assert again.to_json() == found.to_json()


NULLS = {
    "limit": (
        {"safeguards": ["retention_limit"], "obeyed": [0.5, 1]},
        {"safeguards.retention_limit.most_days": 9000},
        "no listing was older than the new limit",
    ),
    "nobody keeps it": ({"safeguards": ["no_publicity"], "obeyed": [0]}, {}, "no official keeps it"),
    "late": ({"without": ["tie_dropping"], "since": "2024-02-01"}, {}, "after the last day of the run"),
    "as before": (
        {"without": ["social_component"]},
        {"mechanisms.social_component": False},
        "in the base world as well",
    ),
    "no occasion": (
        {"without": ["exit_orders"]},
        {"court.exit_order": 0},
        "it never came into question: there were no exit orders",
    ),
    "no staff": (
        {"safeguards": ["independent_audit"], "obeyed": [0.5]},
        {"safeguards.independent_audit.staffed": 0},
        "its staff is so small",
    ),
    "a number": (
        {"change": {"errors.stale_days": 300}},
        {"errors.stale": 0},
        "there were no copies that outlived",
    ),
}


@pytest.mark.parametrize("case", NULLS)
def test_a_null_reform_is_exactly_nothing_and_says_why(case, small):
    change, settings, reason = NULLS[case]
    null = compare(LIST, **change, **(small | {"set": TROUBLED | settings}), replicates=2)
    for place, variant in enumerate(null.variants):
        assert variant.is_same
        assert variant.parted is None
        assert variant.people.untouched == SMALL["people"]
        assert all(
            family.digest == twin.digest for family, twin in zip(null.families, variant.twins, strict=True)
        )
        for estimate in null.estimates(place).values():
            assert estimate.difference in (0, None)
            assert estimate.half in (0, None)
        assert any(reason in why for why in variant.reasons), variant.reasons
    assert reason in str(null)


def test_a_reform_that_does_something_gives_no_reason_why_it_did_not(found):
    assert not found.variants[0].reasons


def test_every_named_rule_can_say_when_it_comes_into_question():
    from scorelab.experiment.reasons import OCCASIONS, SPECIAL

    named = {f"safeguards.{name}" for name in Safeguards.model_fields}
    named |= {f"mechanisms.{name}" for name in Mechanisms.model_fields}
    told = OCCASIONS.keys() | {f"safeguards.{name}" for name in SPECIAL}
    assert {key for key in told if key.startswith(("safeguards.", "mechanisms."))} <= named
    assert {f"safeguards.{name}" for name in Safeguards.model_fields} <= told


@pytest.mark.parametrize("day", [0, 40])
def test_twins_part_no_earlier_than_their_rules(day, small):
    since = load(LIST).time.start if day == 0 else "2023-02-10"
    change = {"safeguards": ["corrections_propagate", "no_publicity"], "obeyed": [0.9], "since": since}
    found = compare(LIST, **change, **small, replicates=2)
    (variant,) = found.variants
    assert variant.rules_part == day
    assert all(twin.parted >= day for twin in variant.twins)
    assert variant.parted < SMALL["days"]


def test_an_early_parting_is_a_defect():
    refuse_early_parting(None, None)
    refuse_early_parting(3, 3)
    for possible in (None, 4):
        with pytest.raises(RuntimeError, match="twins part on day 3"):
            refuse_early_parting(possible, 3)


def test_rules_that_are_alike_never_part():
    scenario = load(LIST)
    assert rules_part(scenario, load(LIST)) is None
    assert rules_part(scenario, changed(scenario, without(["tie_dropping"]))) < 0
    late = changed(scenario, with_safeguards(["reasons"], 0.5, "2023-03-01"))
    assert rules_part(scenario, late) == 59


def test_replicates_go_on_until_they_are_precise_or_the_budget_is_spent(small):
    change = REFORM | {"measures": ["refusals"], "replicates": 2}
    precise = compare(LIST, **change, **small, precision=2, budget=40)
    assert precise.stopped == "the precision wanted"
    estimate = precise.estimates()["refusals"]
    assert estimate.half <= 2 * estimate.base
    spent = compare(LIST, **change, **small, precision=1e-9, budget=4)
    assert (spent.stopped, spent.replicates) == ("the budget", 4)


def test_the_headline_comes_with_the_command_that_tells_where_it_breaks(small):
    found = compare("blank", LIST, replicates=3, **small)
    given = {"--without": ["tie_dropping"], "--with": None, "--change": ["court.listed=0.6"], "--set": None}
    command = breaking_command(found, [LIST], given, "2023-02-01")
    assert command is not None
    words = shlex.split(command)
    assert words[:2] == ["scorelab", "breaking"]
    context = commands.commands["breaking"].make_context("breaking", words[2:])
    assert context.params["without"] == ["tie_dropping"]
    assert context.params["since"] == "2023-02-01"
    assert found.estimates()[context.params["measures"][0]].is_apart
    null = compare(LIST, safeguards=["reasons"], obeyed=[0], replicates=2, **small)
    assert breaking_command(null, [LIST], {"--without": None, "--with": ["reasons"]}, None) is None


@pytest.mark.long
def test_the_headline_names_its_breaking_point(scorelab, refused, small):
    settings = [part for key, value in small["set"].items() for part in ("--set", f"{key}={value}")]
    size = [part for name in ("people", "days", "seed") for part in (f"--{name}", small[name])]
    asked = [LIST, "--without", "court_list", *settings, *size, "--workers", 1, "--replicates", 2]
    ended = scorelab("compare", *asked, "--breaking", "--json")
    assert ended.returncode == 0, ended.stderr
    printed = json.loads(ended.stdout)
    ((measure, found),) = printed["breaking"].items()
    assert found["difference"] == pytest.approx(printed["difference"][measure])
    assert found["breaks"]
    assert "--without" in refused("compare", "blank", LIST, "--breaking")


def test_pairing_is_worth_something(small):
    found = compare(LIST, change={"doors.flight.per_year": 5}, replicates=4, **small)
    refusals = found.estimates()["refusals"]
    assert refusals.paired < refusals.unpaired
    assert refusals.worth > 1


@pytest.fixture(scope="module")
def from_nought(small):
    """The list against no list: most measures have no base to be a share of."""
    return compare("blank", LIST, replicates=3, **small)


def test_the_picture_draws_what_differs_and_names_what_does_not(from_nought, found):
    for one in (from_nought, found):
        picture = one.plot()
        drawn = picture.svg()
        for name in HEADLINES:
            estimate, title = one.estimates()[name], escape(one.catalogue[name].title)
            if not estimate.base and not estimate.other:
                assert f">{title}<" not in drawn
            elif estimate.difference or estimate.half:
                assert f">{title}<" in drawn
            else:
                assert f">{title}<" not in drawn
                assert one.catalogue[name].title in picture.caption
    assert "from 0 to" in from_nought.plot().svg()


def test_the_headline_of_a_measure_that_was_nought_says_what_it_came_to(from_nought):
    picture = from_nought.plot()
    assert "in place of none" in picture.headline
    assert picture.headline.endswith(f"under {LIST}")
    assert "inf" not in picture.headline


def test_a_society_from_a_table_is_that_of_both_worlds(small, tmp_path):
    ages = tmp_path / "ages.csv"
    ages.write_text("sex,age_from,age_to,count\nman,30,59,500\nwoman,30,59,500\n", encoding="utf-8")
    options = small | {"people": 300, "days": 60}
    found = compare(LIST, without=["stale_copies"], ages=ages, replicates=2, **options)
    for seed, family in enumerate(found.families, SMALL["seed"]):
        run = scorelab.run(LIST, set=TROUBLED, ages=ages, people=300, days=60, seed=seed)
        assert family.digest == run.digest
    assert found.files.ages == ages
    assert found.to_json()["files"] == {"network": None, "ages": "ages.csv", "rules": None}
    assert found.lives(found.somebody() or 0).base == found.base.title


def test_a_network_says_how_many_people_both_worlds_have(small, tmp_path):
    graph = tmp_path / "ring.csv"
    graph.write_text("\n".join(f"{one},{(one + step) % 210}" for one in range(210) for step in (1, 2)))
    options = small | {"people": None, "days": 30}
    found = compare(LIST, without=["stale_copies"], network=graph, replicates=1, **options)
    assert found.base.people == 210
    assert sum(found.variants[0].people) == pytest.approx(210)
    with pytest.raises(InputError, match="--network: found --people as well"):
        compare(LIST, without=["stale_copies"], network=graph, **small)


def test_rules_of_ones_own_are_tried_before_any_world_is_lived(tmp_path):
    (tmp_path / "mine.py").write_text("RULES = {'contacts.drops_ties': len}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"mine\.py"):
        compare(LIST, rules=tmp_path / "mine.py", people=300)


def test_two_lives_are_one_until_they_part(found):
    person = found.somebody()
    lives = found.lives(person)
    assert lives.parts is not None
    assert all(line.where == BOTH for line in lives.before())
    assert any(line.where != BOTH for line in lives.after())
    assert {line.day for line in lives.before()}.isdisjoint({line.day for line in lives.after()})
    assert "here the two lives part" in str(lives)
    assert "invented" in str(lives)


def test_lives_of_the_untouched_are_one(small):
    null = compare(LIST, safeguards=["reasons"], obeyed=[0], replicates=1, **small)
    assert null.lives(3).parts is None
    with pytest.raises(InputError, match="person"):
        null.lives(SMALL["people"])


def test_a_safeguard_is_tried_at_several_degrees_and_never_at_full_obedience_alone(small):
    found = compare(LIST, safeguards=["corrections_propagate"], replicates=1, **small)
    assert [variant.obeyed for variant in found.variants] == [0, 0.5, 1]
    assert found.variants[found.main].obeyed == 0.5
    assert found.variants[0].is_same
    with pytest.raises(InputError, match="never shown alone"):
        compare(LIST, safeguards=["reasons"], obeyed=[1], **small)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("court-list-2023", "--without", "tie_droping"), "did you mean 'tie_dropping'?"),
        (("court-list-2023", "--with", "reason"), "did you mean 'reasons'?"),
        (("court-list-2023",), "one scenario and nothing to change"),
        (("blank", "as-reported-2018"), "twins of different populations (time.start"),
        (("court-list-2013", "as-reported-2018"), "twins of different populations"),
        (("blank", "court-list-2023", "--without", "redress"), "two scenarios and a change besides"),
        (("blank", "court-list-2023", "blank"), "3 scenarios"),
        (("court-list-2023", "--with", "reasons", "--breaking", "--ages", "a.csv"), "--ages as well"),
        (("court-list-2023", "--with", "reasons", "--replicates", "0"), "--replicates"),
        (("court-list-2023", "--with", "reasons", "--precision", "0"), "--precision"),
        (("court-list-2023", "--with", "reasons", "--obeyed", "1.5"), "--obeyed"),
        (("court-list-2023", "--with", "reasons", "--workers", "0"), "--workers"),
        (("court-list-2023", "--with", "reasons", "--measure", "joy"), "--measure"),
        (("court-list-2023", "--with", "reasons", "--from", "soon"), "soon"),
        (("court-list-2023", "--with", "reasons", "--picture", "it.png"), ".svg or .html"),
        (("court-list-2023", "--with", "reasons", "--executor", "dask:8786"), "dask://HOST:PORT"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_one_line(arguments, told):
    parsed = commands.commands["compare"]
    with pytest.raises(InputError) as caught:
        parsed.main([*arguments], standalone_mode=False)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_command_refuses_with_one_line_and_leaves_nothing(refused):
    line = refused("compare", "court-list-2023", "--with", "reason", "--people", "300")
    assert "did you mean 'reasons'?" in line


def test_the_command_prints_what_scripts_rely_on(scorelab, tmp_path):
    settings = [part for key, value in TROUBLED.items() for part in ("--set", f"{key}={value}")]
    ended = scorelab(
        "compare", "blank", LIST, "--people", "400", "--days", "60", "--replicates", "2", *settings,
        "--picture", tmp_path / "picture.html", "--person", "7", "--workers", "2", "--json",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    printed = json.loads(ended.stdout)
    assert {"base", "other", "difference", "people", "replicates"} <= printed.keys()
    assert printed["replicates"] == 2
    assert printed["base"]["refusals"] == 0 < printed["other"]["refusals"]
    difference = printed["difference"]["refusals"]
    assert difference["low"] <= difference["mean"] <= difference["high"]
    assert difference["mean"] == printed["other"]["refusals"]
    assert printed["people"].keys() == {"better", "worse", "mixed", "untouched"}
    assert sum(printed["people"].values()) == pytest.approx(400)
    assert printed["lives"]["person"] == 7
    page = (tmp_path / "picture.html").read_text(encoding="utf-8")
    assert "Synthetic" in page
    assert "<table>" in page
