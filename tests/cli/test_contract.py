"""What scripts rely on."""

import json

import pytest

from scorelab.digest import STATE_FIELDS
from scorelab.journal import Kind
from scorelab.measures import MEASURES, measure_all
from scorelab.store import open_run
from tests.cli.conftest import DAYS, PEOPLE, SEED, TROUBLED, options

KEYS = {
    "scenario", "people", "days", "seed", "threads", "digest", "out", "seconds", "peak_memory_mb", "measures",
}  # fmt: skip
PROMISED = {
    "listed", "new_listings", "wrongly_listed", "wrongful_days", "days_per_wrong_record", "refusals",
    "wrongful_refusals", "ties_lost", "complaints", "corrected", "debts_paid",
}  # fmt: skip
LINK_KEYS = {"row", "day", "kind", "what", "trigger", "contributors"}


def test_json_of_a_run(stored):
    folder, printed = stored
    assert printed.keys() == KEYS
    assert printed["scenario"] == "court-list-2023"
    assert (printed["people"], printed["days"], printed["seed"]) == (PEOPLE, DAYS, SEED)
    assert printed["threads"] == 1
    assert printed["out"] == "run"
    assert printed["seconds"].keys() == {"first_day", "build", "simulate", "write"}
    assert all(seconds > 0 for seconds in printed["seconds"].values())
    assert printed["peak_memory_mb"] > 50
    assert printed["measures"].keys() == MEASURES.keys()
    assert printed["measures"].keys() >= PROMISED
    assert printed["measures"] == measure_all(open_run(folder))
    assert printed["measures"]["refusals"] > 0
    assert printed["digest"] == open_run(folder).manifest.digest


def test_equal_on_any_number_of_threads_and_told_apart_by_seed(stored, scorelab):
    first = stored[1]["digest"]
    command = ("run", "court-list-2023", "--json")
    same = scorelab(*command, *options(), "--threads", 2)
    assert json.loads(same.stdout)["digest"] == first
    other = scorelab(*command, *options(seed=SEED + 1))
    assert json.loads(other.stdout)["digest"] != first


def test_several_scenarios_print_a_list_and_a_report(scorelab, tmp_path):
    ended = scorelab("run", "blank", "court-list-2023", *options(), "--out", "both", "--report", "--json")
    printed = json.loads(ended.stdout)
    assert [one["scenario"] for one in printed] == ["blank", "court-list-2023"]
    assert [one["measures"]["new_listings"] > 0 for one in printed] == [False, True]
    for one in printed:
        assert open_run(tmp_path / one["out"]).manifest.digest == one["digest"]
    assert "<html" in (tmp_path / "both" / "report.html").read_text(encoding="utf-8")
    again = scorelab("report", "both/blank", "both/court-list-2023", "--out", "again.html")
    assert again.stdout == "again.html\n"
    assert (tmp_path / "again.html").is_file()


def test_a_run_without_out_takes_a_fresh_folder_and_prints_it(scorelab, tmp_path):
    command = ("run", "blank", *options(people=60, days=10))
    for name in (f"runs/blank-60-seed{SEED}", f"runs/blank-60-seed{SEED}-2"):
        ended = scorelab(*command)
        assert ended.returncode == 0
        assert name in ended.stdout.split()
        assert open_run(tmp_path / name).days == 10
        assert "invented" in ended.stdout
        assert max(map(len, ended.stdout.splitlines())) <= 80


def test_json_of_why(stored, scorelab):
    folder, _ = stored
    query = f"select person, row from journal where kind = {Kind.REFUSAL.value} and day >= 0"
    refusals = open_run(folder).sql(query)
    person, row = refusals.row(0)
    ended = scorelab("why", folder, "--person", person, "--what", "refusal", "--json")
    answer = json.loads(ended.stdout)
    assert answer.keys() == {"person", "schemes", "chain"}
    assert answer["person"] == person
    assert row in {link["row"] for link in answer["chain"]}
    assert all(link.keys() >= LINK_KEYS for link in answer["chain"])
    rows = {link["row"] for link in answer["chain"]}
    assert all(link["trigger"] in rows or link["trigger"] == 0 for link in answer["chain"])
    words = scorelab("why", folder, "--person", person).stdout
    assert "refused" in words
    assert "invented" in words


def test_verify_says_what_holds_and_fails_where_something_does_not(stored, scorelab, tmp_path):
    folder, _ = stored
    sound = scorelab("verify", folder)
    assert sound.returncode == 0
    assert all(line.startswith("holds: ") for line in sound.stdout.splitlines())
    changed = tmp_path / "changed"
    changed.mkdir()
    for file in folder.iterdir():
        (changed / file.name).write_bytes(file.read_bytes())
    scenario = (changed / "scenario.yaml").read_text(encoding="utf-8")
    (changed / "scenario.yaml").write_text(scenario + "# changed\n", encoding="utf-8")
    broken = scorelab("verify", changed)
    assert broken.returncode == 1
    assert "BROKEN" in broken.stdout
    assert broken.stderr == ""


def test_a_stored_scenario_runs_again_to_the_same_digest(stored, scorelab):
    folder, printed = stored
    ended = scorelab("run", folder / "scenario.yaml", "--json", "--out", "again")
    assert json.loads(ended.stdout)["digest"] == printed["digest"]


def test_read_back_with_pandas_and_duckdb(stored):
    import duckdb
    import pandas as pd

    folder, printed = stored
    journal = pd.read_parquet(folder / "journal.parquet")
    refusals = journal[(journal.kind == Kind.REFUSAL.value) & (journal.day >= 0)]
    assert len(refusals) == printed["measures"]["refusals"]
    people = pd.read_parquet(folder / "people.parquet")
    assert len(people) == PEOPLE
    assert set(STATE_FIELDS) <= set(people.columns)
    assert people.id.str.fullmatch(r"S-\d{9}").all()
    assert people.listed.sum() == printed["measures"]["listed"]
    table = f"read_parquet('{folder}/journal.parquet')"
    query = f"select count(*) from {table} where kind = ? and day >= 0 and synthetic"
    assert duckdb.connect().execute(query, [Kind.REFUSAL.value]).fetchone() == (len(refusals),)


@pytest.mark.parametrize(
    "verb", ["", "scenarios", "scenarios show", "run", "why", "verify", "report", "story", "bench"]
)
def test_help_is_for_people(scorelab, verb):
    ended = scorelab(*verb.split(), "--help")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert max(map(len, ended.stdout.splitlines())) <= 80
    if " " in verb or (verb and verb != "scenarios"):
        assert f"scorelab {verb}" in ended.stdout.replace("Usage: ", "", 1)
        assert "Example: scorelab" in ended.stdout


def test_scenarios_are_listed_and_shown(scorelab):
    listed = scorelab("scenarios").stdout.splitlines()
    assert {"blank", "court-list-2013", "court-list-2023"} <= {line.split()[0] for line in listed}
    shown = scorelab("scenarios", "show", "court-list-2023")
    assert "assumed" in shown.stdout
    assert "court:" in shown.stdout
    acting = scorelab("scenarios", "show", "court-list-2023", "--mechanisms")
    assert "on   court_list" in acting.stdout


def test_settings_reach_the_run(scorelab):
    ended = scorelab("run", "court-list-2023", *options(TROUBLED | {"court.listed": "0"}), "--json")
    assert json.loads(ended.stdout)["measures"]["new_listings"] == 0


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("aunt", ["One's network weighs 5%", "One's network weighs 20%", "Had nobody missed a payment"]),
        ("grades", ["grade with Wendeng rose from A to AA", "to D", "as repaired", "[reported]"]),
        ("journalist", ["here the told case ends", "Had they a score: all of it is conjecture"]),
        ("unification", ["took over their low grade elsewhere", "Their two lives part on"]),
    ],
)
def test_a_story_is_told(name, words, scorelab):
    ended = scorelab("story", name, "--worlds", 0)
    assert ended.returncode == 0
    assert "invented" in ended.stdout
    assert "what follows is conjecture" in ended.stdout
    assert "did not come out" not in ended.stdout
    for part in words:
        assert part in ended.stdout


def test_a_story_as_json(scorelab):
    told = json.loads(scorelab("story", "aunt", "--worlds", 0, "--json").stdout)
    assert told["story"] == "aunt"
    assert told["came_out"]
    assert told["missing"] == []
    assert all(twin.keys() == {"condition", "outcome"} for twin in told["parts"][0]["twins"])
    assert all(
        line.keys() == {"day", "date", "side", "text", "told", "about", "is_step"}
        for line in told["parts"][0]["lines"]
    )
