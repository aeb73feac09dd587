"""Runs under a rules file: both models follow it, and the run says so."""

import json
import subprocess
import sys

import pytest

import scorelab as package
from scorelab.journal import Kind
from scorelab.luck import CERTAIN
from scorelab.population.build import build
from scorelab.progress import SIMULATING
from scorelab.reference.simulate import simulate
from scorelab.rules import contacts
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load, resolve_yaml
from scorelab.user_rules import accepted
from tests.cli.conftest import SCORELAB, environment
from tests.rules_file.conftest import DROPS_TIE

PEOPLE, DAYS, SEED = 300, 70, 3
SETTINGS = {
    "time.opening_years": 1,
    "incidents.suit_debt.per_year": 0.11,
    "incidents.suit_debt.bound_per_year": 12,
    "incidents.suit_debt.hardship": 1,
    "incidents.critical_post.per_year": 0.3,
    "incidents.critical_post.bound_per_year": 12,
    "court.pays_in_time": 0.1,
    "court.inability_recognised": 0,
    "court.listed": 0.95,
    "court.listing_days": [5, 40],
} | {
    f"contacts.layers.{layer}.{key}": value
    for layer in ("relatives", "neighbours", "team", "friends")
    for key, value in (("drops", 0.6), ("learns_per_year", 12))
}
"""Much goes wrong, so that few people and days suffice."""

OTHER_LAWS = f"""
from scorelab.rules import doors, factors

LEAST = 2

def never({DROPS_TIE}):
    return False

def twice(hardship, points):
    return hardship + LEAST * points

def at_once(p, seed, person, luck):
    return -(luck % 3)

def like_everybody(scheme, credit, behaviour, capacity, traits, social):
    return factors.factor_score(scheme, credit, behaviour, capacity, traits, weighed(social))

def weighed(social):
    return 500 + (social - 500) // LEAST

def oftener(door, income_fifth, manager, parent):
    return doors.asking_rate(door, income_fifth, manager, parent) * LEAST

def louder(p, row, rate, fear):
    return rate * LEAST

RULES = {{
    "contacts.drops_tie": never,
    "hardship.raised": twice,
    "court.listing_delay": at_once,
    "factors.factor_score": like_everybody,
    "doors.asking_rate": oftener,
    "conduct.written_rate": louder,
}}
"""
BOTH = """
import json, sys
from scorelab.user_rules import accepted, put_in_force
put_in_force(accepted(sys.argv[1]))
from scorelab.engine.simulate import simulate
from scorelab.journal import Kind
from scorelab.reference.simulate import simulate as refer
from scorelab.scenario.load import load
from scorelab.society import Imports, society
world = load(sys.argv[2])
population = society(world, 1, Imports())
by_engine = simulate(world, population, lambda journal, causes: None, threads=1)
by_reference = refer(world, population)
print(json.dumps({
    "digests": [by_engine.digest, by_reference.digest],
    "ties_lost": [
        int(by_engine.state["ties_lost"].sum()),
        sum(row.kind == Kind.TIE_LOST for row in by_reference.world.rows),
    ],
    "refusals": sum(row.kind == Kind.REFUSAL for row in by_reference.world.rows),
}))
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A scenario with scores and much trouble, as a file."""
    scenario = load("as-reported-2018", SETTINGS, people=PEOPLE, days=DAYS, seed=SEED)
    file = tmp_path_factory.mktemp("world") / "world.yaml"
    file.write_text(resolve_yaml(scenario), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def as_it_is(world):
    """The world under the built-in rules, by the reference."""
    scenario = load(world)
    book = [book for book in rule_books(scenario) if book.from_day <= 0][-1]
    return simulate(scenario, build(book.engine().p, PEOPLE, SEED, 2018, threads=1))


@pytest.fixture(scope="module")
def replaced(world, identical, tmp_path_factory):
    """A run under rules that decide as the built-in ones do, and what the command printed."""
    folder = tmp_path_factory.mktemp("replaced")
    (folder / "same.py").write_text(identical, encoding="utf-8")
    ended = subprocess.run(
        [*SCORELAB, "run", str(world), "--rules", "same.py", "--out", "run", "--json"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return folder, json.loads(ended.stdout)


@pytest.mark.slow
@pytest.mark.long
def test_rules_that_decide_as_the_built_in_ones_give_the_same_world(replaced, as_it_is, world):
    _, printed = replaced
    assert printed["digest"] == as_it_is.digest == package.run(world).digest


@pytest.mark.slow
@pytest.mark.long
def test_the_run_keeps_its_rules(replaced, identical, scorelab):
    folder, printed = replaced
    kept = json.loads((folder / "run" / "manifest.json").read_text())["extra"]["rules"]
    assert kept == printed["rules"] == accepted(folder / "same.py").identification()
    assert kept["file"] == "same.py"
    assert (folder / "run" / "rules.py").read_text("utf-8") == identical
    assert "holds: the rules file is the one" in scorelab("verify", folder / "run").stdout
    assert scorelab("why", folder / "run", "--person", "1").returncode == 0
    reported = scorelab("report", folder / "run", "--out", folder / "report.html")
    assert reported.returncode == 0, reported.stderr
    page = (folder / "report.html").read_text("utf-8")
    assert kept["sha256"] in page
    assert "and, in place of some, in same.py" in page
    (folder / "run" / "rules.py").write_text(identical + "\n", encoding="utf-8")
    verified = scorelab("verify", folder / "run")
    assert verified.returncode == 1
    assert "BROKEN 1 times: the rules file is the one" in verified.stdout


class Stop(Exception):
    """Ends a run from within."""


@pytest.mark.slow
@pytest.mark.long
def test_a_run_that_was_interrupted_goes_on_under_its_rules(replaced, world, tmp_path):
    folder, printed = replaced

    def break_off(step, done, of):
        if step == SIMULATING and done >= of - 20:
            raise Stop

    with pytest.raises(Stop):
        package.run(
            world, rules=folder / "same.py", out=tmp_path / "run", checkpoint_every=10, progress=break_off
        )
    assert package.resume(tmp_path / "run").digest == printed["digest"]


@pytest.mark.slow
@pytest.mark.long
def test_a_fork_goes_on_under_its_rules(replaced, tmp_path):
    folder, printed = replaced
    at = "2018-02-10"
    same = package.fork(folder / "run", at, out=tmp_path / "same")
    assert same.digest == printed["digest"]
    assert same.rules["sha256"] == printed["rules"]["sha256"]
    forked = package.fork(folder / "run", at, out=tmp_path / "new", set={"doors.flight.per_year": 30})
    assert forked.digest != printed["digest"]
    assert package.fork(forked, "2018-02-20", out=tmp_path / "again").digest == forked.digest
    (forked.folder / "rules.py").write_bytes(forked.rules_text + b"\n")
    with pytest.raises(package.InputError, match="another text than when the run was lived"):
        package.fork(forked, "2018-02-20", out=tmp_path / "other")
    assert not (tmp_path / "other").exists()


@pytest.mark.slow
@pytest.mark.long
def test_rules_of_ones_own_are_compared_with_the_built_in_ones(replaced, world):
    folder, printed = replaced
    found = package.compare(world, rules=folder / "same.py", replicates=1, workers=1)
    assert found.families[0].digest == found.families[0].twins[0].digest == printed["digest"]
    assert found.variants[0].reasons == ("same.py: its rules decided every case as the built-in ones did",)
    both = package.compare(world, rules=folder / "same.py", without=["court_list"], replicates=1, workers=1)
    without = package.compare(world, without=["court_list"], replicates=1, workers=1)
    assert both.families[0].twins[0].digest == without.families[0].twins[0].digest


@pytest.mark.slow
@pytest.mark.long
def test_a_program_keeps_its_own_rules(replaced, world):
    folder, printed = replaced
    before = contacts.drops_tie
    steps = []
    run = package.run(world, rules=folder / "same.py", progress=lambda *step: steps.append(step))
    assert run.digest == printed["digest"]
    assert run.rules == printed["rules"]
    assert contacts.drops_tie is before
    assert steps
    with pytest.raises(package.InputError, match="cannot be written"):
        package.run(world, rules=folder / "same.py", out=folder / "same.py" / "run")
    assert not list(folder.glob(".run*"))


@pytest.mark.long
def test_both_models_follow_other_laws(world, as_it_is, tmp_path):
    (tmp_path / "other.py").write_text(OTHER_LAWS, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", BOTH, "other.py", str(world)],
        cwd=tmp_path,
        env=environment() | {"NUMBA_OPT": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["digests"][0] == found["digests"][1] != as_it_is.digest
    assert any(row.kind == Kind.TIE_LOST for row in as_it_is.world.rows)
    assert found["ties_lost"] == [0, 0]
    assert found["refusals"] > sum(row.kind == Kind.REFUSAL for row in as_it_is.world.rows)


def test_the_documented_example_is_another_law(example, tmp_path):
    file = tmp_path / "my_rules.py"
    file.write_text(example, encoding="utf-8")
    law = accepted(file).namespace()["chance"]
    assert law(0, 2) == 0
    assert law(CERTAIN // 8, 0) == CERTAIN // 16
    assert law(CERTAIN // 2, 1) == CERTAIN * 3 // 4
    assert law(CERTAIN // 2, 2) == CERTAIN * 7 // 8
