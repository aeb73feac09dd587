"""The registry of claims: every switch and command exists, every number is a stored result."""

import json
import re
import shlex

import pytest
import typer.main

from scorelab.claims import changes, claim, claims, found, refuted_by, results
from scorelab.claims.claim import KINDS, VERDICTS
from scorelab.claims.findings import NAMED, OTHERS, Result, as_difference, bases, named, with_band, worlds
from scorelab.claims.registry import SUBJECTS, claims_of, of_subject
from scorelab.cli import app
from scorelab.elsewhere.load import is_elsewhere
from scorelab.errors import InputError
from scorelab.report.myths import MYTHS
from scorelab.scenario.dates import plain
from scorelab.scenario.load import load, names
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.overrides import leaves
from scorelab.scenario.schema import Safeguards
from scorelab.stories import names as stories
from tools import claims_page

COMMANDED = [each for each in claims().values() if each.shows]
FOUND = [each for each in claims().values() if each.finds]


def by_id(each):
    return each.id


@pytest.fixture(scope="module")
def keys():
    """Every key of the scenario as reported, and every key above one."""
    whole = leaves(plain(load("as-reported-2018")))
    above = {".".join(key.split(".")[:length]) for key in whole for length in range(1, key.count(".") + 2)}
    return above | {f"mechanisms.{name}" for name in Mechanisms.model_fields}


def test_there_are_enough_and_of_every_kind_and_verdict():
    assert len(claims()) >= 65
    assert {each.kind for each in claims().values()} == set(KINDS)
    assert {each.verdict for each in claims().values()} == set(VERDICTS)
    assert sum(len(of_subject(subject)) for subject in SUBJECTS) == len(claims())


def test_every_switch_exists(keys):
    for each in claims().values():
        for switch in each.switches:
            assert switch in keys, (each.id, switch)


@pytest.mark.parametrize("each", COMMANDED, ids=by_id)
def test_every_command_parses_and_names_what_exists(each):
    group = typer.main.get_command(app)
    verb, *rest = shlex.split(each.shows)
    command = group.commands[verb]
    if rest and rest[0] in getattr(command, "commands", {}):
        command, rest = command.commands[rest[0]], rest[1:]
    given = command.make_context(verb, list(rest)).params
    known = {*names(), *stories()}
    for value in (given.get("scenarios"), given.get("scenario"), given.get("run"), given.get("name")):
        for name in value if isinstance(value, list | tuple) else [value] if value else []:
            assert name in known or is_elsewhere(name), name
    for name in given.get("without") or ():
        assert name in Mechanisms.model_fields
    for name in given.get("with_") or given.get("safeguards") or ():
        assert name in Safeguards.model_fields
    settings = dict(pair.split("=", 1) for pair in given.get("settings") or ())
    if settings:
        load((given.get("scenarios") or given.get("scenario"))[0], settings)


def test_a_sample_of_the_commands_runs(capsys):
    for name in ("five-components", "who-owns-what", "internet-and-dating"):
        shows = claim(name).shows
        if shows.startswith("sweep"):
            continue
        app(shlex.split(shows), standalone_mode=False)
        assert capsys.readouterr().out


def test_every_claim_has_a_finding_with_a_number_or_says_why_a_run_is_silent():
    for each in claims().values():
        assert (each.finds is None) != (each.silent is None), each.id
        assert each.finds is None or named(each.finds), each.id
    assert len(FOUND) >= 75


@pytest.mark.parametrize("each", FOUND, ids=by_id)
def test_every_number_comes_from_the_stored_results(each):
    assert not re.search(r"\d", NAMED.sub("", each.finds))
    printed = found(each.finds)
    assert "{" not in printed
    for key, measure in named(each.finds):
        result = results().runs[key].results[measure]
        assert (as_difference if "-" in key else with_band)(result) in printed


def test_a_number_on_the_page_that_is_no_result_is_noticed():
    """Every number of a finding is that of a stored result, of its basis, or of words for a world."""
    page = claims_page.PAGE.read_text("utf-8")
    told = re.findall(r"^- \*Our runs:\* (.*)$", page, re.MULTILINE)
    assert len(told) == len(claims())
    for each, line in zip(claims().values(), told, strict=True):
        if each.finds is None:
            assert line == f"nothing. {each.silent}"
            continue
        assert line == f"{found(each.finds)} *({'; '.join(bases(each.finds))})*"
        known = " ".join(
            [
                *(as_difference(result) + with_band(result) for result in _results_of(each)),
                *(world.words for world in worlds().values()),
                *bases(each.finds),
            ]
        )
        assert set(re.findall(r"\d[\d,.]*\d|\d", line)) <= set(re.findall(r"\d[\d,.]*\d|\d", known)), each.id


def _results_of(each):
    return [results().runs[key].results[measure] for key, measure in named(each.finds)]


def test_results_are_those_that_the_registry_names():
    wanted = {pair for each in FOUND for pair in named(each.finds)}
    kept = results()
    assert {(key, measure) for key, run in kept.runs.items() for measure in run.results} == wanted
    for key, run in kept.runs.items():
        assert set(key.split("-")) <= {*worlds(), *OTHERS}
        for result in run.results.values():
            if result.mean is not None:
                assert result.low <= result.mean <= result.high


def test_every_world_is_named_by_a_finding():
    used = {world for each in FOUND for key, _ in named(each.finds) for world in key.split("-")}
    assert used - {*OTHERS} == set(worlds())


def test_differences_agree_with_the_worlds_that_they_are_of():
    """The mean of differences seed by seed is the difference of means."""
    kept = results().runs
    held = 0
    for key, run in kept.items():
        one, _, other = key.partition("-")
        for name, result in run.results.items() if other else ():
            pair = [kept.get(world) and kept[world].results.get(name) for world in (one, other)]
            if all(each is not None and each.mean is not None for each in pair):
                assert result.mean == pytest.approx(pair[0].mean - pair[1].mean, rel=1e-3, abs=1e-4)
                held += 1
    assert held >= 2


def test_a_band_is_written_with_its_unit_once():
    assert with_band(Result(unit="share", mean=0.2, low=0.1, high=0.3)) == "20% (10 to 30)"
    assert with_band(Result(unit="persons", mean=4, low=4, high=4)) == "4"
    assert with_band(Result(unit="days", mean=12.0, low=10.0, high=20.0)) == "12.0 days (10.0 to 20.0)"
    assert with_band(Result(unit="days")) == "not estimable"


def test_a_difference_says_which_way_and_whether_it_may_be_chance():
    assert as_difference(Result(unit="persons", mean=4, low=2, high=6)) == "4 more (2 to 6)"
    assert as_difference(Result(unit="persons", mean=-4, low=-6, high=0)) == "4 fewer (0 to 6)"
    assert as_difference(Result(unit="points", mean=-4, low=-6, high=-2)) == "4.0 points less (2.0 to 6.0)"
    assert as_difference(Result(unit="share", mean=0.02, low=0.01, high=0.03)) == (
        "2 percentage points more (1 to 3)"
    )
    chance = as_difference(Result(unit="ties", mean=1, low=-2, high=4))
    assert chance == "1 more (2 fewer to 4 more, so that it may be chance)"
    assert as_difference(Result(unit="ties", mean=0, low=0, high=0)) == "no difference"
    assert as_difference(Result(unit="times", mean=0.001, low=-0.001, high=0.002)) == "hardly any difference"
    assert as_difference(Result(unit="days")) == "not estimable"


def test_the_page_is_up_to_date_and_holds_every_claim():
    page = claims_page.page()
    assert claims_page.PAGE.read_text("utf-8") == page
    assert re.findall("^### (.*)$", page, re.MULTILINE) == list(claims())


def test_the_report_takes_what_it_says_of_refuted_claims_from_here():
    for name in MYTHS:
        assert refuted_by(f"mechanisms.{name}").verdict == "refuted"


UNFOUND = "claims:\n- {id: one, says: This., kind: fact, verdict: reported, source: told, mind: A file."
ENTRY = UNFOUND + ", finds: '{reported.listed}'"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ENTRY + "}", ["claims.[1]", "neither", "switches"]),
        (ENTRY + ", switches: [watching], outside: none}", ["both"]),
        (ENTRY + ", switches: [watching], since: [pipl-2020]}", ["'pipl-2020'", "did you mean 'pipl-2021'"]),
        (ENTRY.replace("source: told", "source: ''") + ", switches: [watching]}", ["no source"]),
        (ENTRY.replace("verdict: reported", "verdict: true") + ", switches: [watching]}", ["verdict"]),
        (UNFOUND + ", switches: [watching]}", ["neither", "finds", "silent"]),
        (ENTRY + ", switches: [watching], silent: none}", ["both finds and silent"]),
        (UNFOUND + ", switches: [watching], finds: much}", ["finds", "no number"]),
        (ENTRY.replace("kind: fact", "kind: rumour") + ", switches: [watching]}", ["kind", "rumour"]),
        (ENTRY.replace("mind: A file.", "minds: A file.") + ", switches: [watching]}", ["minds"]),
    ],
)
def test_a_bad_entry_is_refused_in_one_line(text, words):
    with pytest.raises(InputError) as caught:
        claims_of(text.encode(), "mine.yaml")
    assert "\n" not in str(caught.value)
    for part in words:
        assert part in str(caught.value)


def test_ids_are_unique():
    text = ENTRY + ", switches: [watching]}\n" + ENTRY.split("\n")[1] + ", switches: [watching]}"
    with pytest.raises(InputError, match="an id that no other claim has"):
        claims_of(text.encode(), "mine.yaml")


def test_sentences_that_name_nothing_known_are_refused():
    for sentence in ("{nowhere.refusals}", "{reported.nothing}", "{reported-nowhere.refusals}"):
        with pytest.raises(InputError, match="finds"):
            found(sentence)


def test_claims_on_the_command_line(capsys):
    app(["claims"], standalone_mode=False)
    listed = capsys.readouterr().out
    assert all(name in listed for name in claims())
    app(["claims", "friends-leave"], standalone_mode=False)
    one = capsys.readouterr().out
    for words in ("Friends of the listed leave quietly.", "reported (fact)", "mechanisms.tie_dropping"):
        assert words in one
    app(["claims", "--json"], standalone_mode=False)
    printed = json.loads(capsys.readouterr().out)["claims"]
    assert len(printed) == len(claims())
    assert printed[0]["since"] == [changes()[name] for name in claims()[printed[0]["id"]].since]
    with pytest.raises(InputError, match="did you mean 'friends-leave'"):
        claim("friends-leaf")
