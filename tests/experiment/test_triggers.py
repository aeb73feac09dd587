"""Triggers deleted in twins: true claims hold, false ones do not, and nothing else is deleted."""

import json

import pytest

import scorelab
from scorelab.casting import casting
from scorelab.errors import InputError
from scorelab.experiment.links import Rows, interventions, sampled
from scorelab.experiment.triggers import (
    A_TWIN,
    Deletion,
    batches,
    live_without,
    triggers,
    without_links,
)
from scorelab.experiment.worlds import sources
from scorelab.journal import LUCK
from scorelab.scenario.dates import plain, typed
from scorelab.scenario.load import load
from scorelab.society import Imports, society
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST = "court-list-2023"


@pytest.fixture(scope="module")
def scenario():
    return load(LIST, TROUBLED, **SMALL)


@pytest.fixture(scope="module")
def base(scenario):
    return scorelab.run(scenario, threads=1)


@pytest.fixture(scope="module")
def links(base, scenario):
    return sampled(base, scenario, 24)[0]


def test_links_are_those_of_the_journal(base, links):
    rows = Rows(base)
    claims = {
        (rows.event(place), rows.event(rows.place(rows.trigger(place))))
        for place in range(len(rows))
        if rows.trigger(place) != LUCK
    }
    assert len(links) == 24
    assert len({(link.effect, link.trigger) for link in links}) > 20
    assert all((link.effect, link.trigger) in claims for link in links)
    assert all(link.effect.day >= 0 for link in links)
    assert all(link.day <= link.effect.day for link in links)


def test_each_twin_deletes_links_of_different_people(links):
    made = list(batches(links))
    assert sorted(id(link) for batch in made for link in batch) == sorted(map(id, links))
    for batch in made:
        assert len(batch) == len({link.person for link in batch}) <= A_TWIN


@pytest.fixture(scope="module")
def tested(links, scenario):
    jobs = [Deletion(scenario, batch, 1, None, sources()) for batch in batches(links)]
    return [one for job in jobs for one in live_without(job)]


def test_claims_of_the_journal_hold(tested):
    deleted = [one for one in tested if one.deleted]
    assert len(deleted) > len(tested) / 2
    assert sum(one.holds for one in deleted) >= 0.9 * len(deleted)


def test_a_false_claim_does_not_hold(base, links, scenario):
    rows = Rows(base)
    link = next(link for link in links if link.day >= 0)
    elsewhere = next(
        event
        for place in range(len(rows))
        if (event := rows.event(place)).day > link.day
        and event.person not in (link.person, link.effect.person)
    )
    false = type(link)(
        **{**vars(link), "effect": elsewhere, "effects": rows.counts[elsewhere]},
    )
    (outcome,) = live_without(Deletion(scenario, (false,), 1, None, sources()))
    assert outcome.deleted
    assert not outcome.holds


def test_nothing_happens_otherwise_before_the_link_is_deleted(base, links, scenario):
    link = max(links, key=lambda link: link.day)
    twin = scorelab.run(without_links(scenario, [link]), threads=1)
    before = [
        [rows.event(place) for place in range(len(rows)) if rows.event(place).day < link.day]
        for rows in (Rows(base), Rows(twin))
    ]
    assert before[0] == before[1]
    assert twin.digest != base.digest


def test_a_link_is_deleted_for_one_day(links, scenario):
    link = links[0]
    first, second = interventions(scenario, link, "role")
    assert (first["for"], second["for"]) == ("role", "role")
    assert first["set"] == link.settings
    labels = scorelab.run(scenario, days=1, threads=1).labels
    assert first["from"] == labels.date(link.day).isoformat()
    assert second["from"] == labels.date(link.day + 1).isoformat()
    assert first["set"].keys() == second["set"].keys()


def test_a_role_can_be_a_person_of_a_run(scenario):
    population = society(scenario, 1, Imports())

    def played(person):
        return casting(
            typed(plain(scenario) | {"script": {"cast": {"main": {"person": person}}}}), population
        )

    for person in (0, 17, SMALL["people"] - 1):
        assert played(person) == {"main": person}
    with pytest.raises(InputError, match="nobody among"):
        played(SMALL["people"])


def test_the_share_that_holds_is_told(small):
    found = triggers(LIST, links=6, **small)
    printed = found.to_json()
    json.dumps(printed, allow_nan=False)
    assert printed["drawn"] >= 6
    assert printed["held"] <= printed["deleted"] <= 6
    assert found.share == printed["held"] / printed["deleted"]
    assert found.interval[0] <= found.share <= found.interval[1]
    assert "trigger links hold" in str(found)
    drawn = found.plot()
    assert "Synthetic" in drawn.svg()
    for row in found.to_frame().iter_rows(named=True):
        assert f"{row['held']} of {row['deleted']}" in drawn.html()
    with pytest.raises(InputError, match="--links"):
        triggers(LIST, links=0, **small)


def test_a_stored_runs_own_links_are_deleted_and_its_report_prints_the_share(scenario, tmp_path):
    run = scorelab.run(scenario, threads=1, out=tmp_path / "run")
    page = tmp_path / "page.html"
    scorelab.report([run], page)
    assert f"scorelab triggers {run.folder}" in page.read_text("utf-8")
    found = triggers(run, links=6, workers=1)
    assert found.tested == triggers(scenario, links=6, workers=1).tested
    held, deleted = found.to_json()["held"], found.to_json()["deleted"]
    scorelab.report([scorelab.open_run(run.folder)], page)
    text = page.read_text("utf-8")
    assert f"{held} of {deleted} trigger links that were deleted hold" in text
    assert "scorelab triggers" not in text
    assert ("is a defect" in text) == found.is_defect
    assert all(check.holds for check in scorelab.verify(run))
    with pytest.raises(InputError, match="--people"):
        triggers(run.folder, people=20)


def test_a_note_of_another_run_is_refused(scenario, base, tmp_path):
    run = scorelab.run(scenario, days=20, threads=1, out=tmp_path / "run")
    run.note_triggers({"share": 1.0})
    note = (run.folder / "triggers.json").read_text("utf-8")
    (run.folder / "triggers.json").write_text(note.replace(run.digest, base.digest), "utf-8")
    with pytest.raises(InputError, match="no tested links of this run"):
        _ = run.triggers


@pytest.mark.parametrize(("share", "words"), [(0.9, "is a defect"), (0.97, "hold, 97")])
def test_a_report_says_when_too_few_hold(scenario, tmp_path, share, words):
    run = scorelab.run(scenario, days=20, threads=1, out=tmp_path / "run")
    counts = {"held": 1, "deleted": 2, "cannot_be_deleted": 0, "not_gone": 0, "kinds": []}
    run.note_triggers({"share": share, "interval": [0.5, 0.99], **counts})
    scorelab.report([run], tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    assert words in text
    assert ("is a defect" in text) == (share < 0.95)
