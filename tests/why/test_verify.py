"""Verify: silent on a sound run, and it names each thing that is broken."""

import hashlib
import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.journal import Kind, Truth, about
from scorelab.store import open_run
from scorelab.store.tables import METADATA
from scorelab.verify import _reaches_a_root, verify
from tests.journals import APP, TOWN
from tests.why.stories import MAIN, OTHER, aunt, journalist


def broken(run):
    return [check.name for check in verify(run) if not check.holds]


def test_a_sound_run(tmp_path):
    journal, _ = journalist()
    checks = verify(journal.run(tmp_path / "run"))
    assert [str(check) for check in checks if not check.holds] == []
    assert len(checks) > 15


def without(name):
    def change(journal, rows):
        journal.rows = [row for row in journal.rows if row["row"] != rows[name]]

    return change


def changed(name, **values):
    def change(journal, rows):
        for row in journal.rows:
            if row["row"] == rows[name]:
                row.update({key: rows.get(value, value) for key, value in values.items()})

    return change


def added(*args, **options):
    def change(journal, rows):
        journal.add(*args, **{key: rows.get(value, value) for key, value in options.items()})

    return change


def caused(effect, cause, share):
    def change(journal, rows):
        journal.causes.append((rows[effect], rows.get(cause, cause), share))

    return change


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (without("judgment"), "every trigger is a row"),
        (without("suit"), "every trigger is a row"),
        (changed("judgment", trigger="listing"), "every trigger comes before"),
        (changed("listing", trigger="listing"), "every trigger comes before"),
        (without("copy"), "every refusal reaches"),
        (without("listing"), "every refusal reaches"),
        (without("learned"), "every tie lost reaches"),
        (changed("listing", truth=Truth.NONE), "has a ground-truth class"),
        (changed("refused 140", truth=Truth.NONE), "has a ground-truth class"),
        (changed("refused 140", other=8), "days and people"),
        (changed("refused 140", kind=99), "every kind is known"),
        (added(401, MAIN, Kind.INCIDENT, what=1), "days and people"),
        (added(200, MAIN, Kind.REMOVAL, trigger="removal"), "each removal ends one listing"),
        (added(130, MAIN, Kind.LISTING, what=1, truth=1, trigger="default"), "each removal ends one listing"),
        (added(130, MAIN, Kind.GROUND_ADDED, what=2, truth=1, trigger="default"), "last ground has ended"),
        (added(180, MAIN, Kind.COPY_DROPPED, trigger="dropped"), "every copy dropped had been taken"),
        (added(150, MAIN, Kind.COPY_DROPPED, what=1, trigger="listing"), "every copy dropped had been taken"),
        (added(130, MAIN, Kind.EXIT_ORDER_LIFTED, trigger="default"), "each exit order lifted"),
        (caused("listing", "tie", 10), "every contributor comes before"),
        (caused("listing", 12345, 10), "every contributor and its effect"),
        (caused("default", "suit", 1), "sum to at most 1"),
        (caused("listing", "suit", -1), "not negative"),
    ],
)
def test_what_is_broken_is_named(tmp_path, change, name):
    journal, rows = journalist()
    change(journal, rows)
    names = broken(journal.run(tmp_path / "run"))
    assert any(name in found for found in names), names


def test_a_sound_run_with_scores(tmp_path):
    journal, _ = aunt()
    checks = verify(journal.run(tmp_path / "run"))
    assert [str(check) for check in checks if not check.holds] == []


def enrolled_with(**values):
    def change(journal, rows):
        for name, value in values.items():
            column, scheme = name.split("_")
            journal.attributes[f"{column}.{scheme}"][MAIN] = value

    return change


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (changed("record", amount=-594), "app: a score is its start"),
        (without("company"), "app: a score is its start"),
        (enrolled_with(start_app=6501), "app: a score is its start"),
        (enrolled_with(score_town=6000), "town: a score is its start"),
        (enrolled_with(grade_town=1), "town: the last grade is that of the last score"),
        (enrolled_with(enrolled_app=0), "app: only people whom it holds"),
        (enrolled_with(enrolled_app=0), "app: whom it does not hold has no score"),
        (without("fall"), "app: the grade is always that of the score"),
        (changed("fall", what=about(APP, 2)), "app: the grade is always that of the score"),
        (changed("fall", other=2), "app: a grade changes from the one before"),
        (changed("fall", trigger="bill"), "every grade changed follows from a score row"),
        (changed("to D", trigger="record"), "town: a grade changes from the one before"),
        (changed("record", other=600), "app: no effect goes against"),
        (changed("held", amount=101), "town: only a fixed grade moves more"),
        (changed("company", amount=-4000), "app: every score lies within"),
        (changed("record", what=about(APP, 2)), "names a scheme's line"),
        (changed("sees", what=about(TOWN, 0)), "no municipality has rows"),
        (changed("company", kind=Kind.REPAIRED), "no platform has rows"),
        (changed("record", trigger="tie"), "every recorded follows from"),
        (changed("end", trigger="held"), "a record expires in its own line"),
        (changed("end", trigger="bill"), "every record expired follows from"),
        (changed("import", kind=Kind.IMPORT_ENDED), "each import ended ends one imported"),
        (changed("seen", other=OTHER), "learns of the one whom it struck"),
        (changed("seen", trigger="record"), "every standing learned follows from"),
        (changed("round", amount=2), "a round refuses all"),
        (without("no place"), "a round refuses all"),
        (without("round"), "for want of a place"),
    ],
)
def test_what_is_broken_of_scores_is_named(tmp_path, change, name):
    journal, rows = aunt()
    change(journal, rows)
    names = broken(journal.run(tmp_path / "run"))
    assert any(name in found for found in names), names


def rewritten(folder, table, change):
    path = folder / f"{table}.parquet"
    change(pl.read_parquet(path)).write_parquet(
        path, metadata={k.decode(): v.decode() for k, v in METADATA.items()}
    )


@pytest.mark.parametrize(
    ("table", "change", "name"),
    [
        ("journal", lambda rows: rows.reverse(), "row ids rise"),
        ("journal", lambda rows: rows.with_columns(day=pl.col("day") + 1), "those of the row id"),
        ("journal", lambda rows: rows.with_columns(synthetic=False), "synthetic"),
        ("journal", lambda rows: rows.with_columns(amount=pl.col("amount") + 1), "the digest"),
        ("causes", lambda rows: rows.with_columns(share=pl.col("share") - 1), "the digest"),
        ("people", lambda rows: rows.with_columns(hardship=pl.lit(-1)), "the digest"),
        ("people", lambda rows: rows.reverse(), "numbered in order"),
    ],
)
def test_tampered_tables_are_named(tmp_path, table, change, name):
    folder = journalist()[0].write(tmp_path / "run")
    rewritten(folder, table, change)
    assert any(name in found for found in broken(open_run(folder)))


def test_a_changed_scenario_is_named(tmp_path):
    folder = journalist()[0].write(tmp_path / "run")
    (folder / "scenario.yaml").write_text("name: another\n")
    assert broken(open_run(folder)) == ["the scenario is the one that was run"]
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["scenario_sha256"] = hashlib.sha256(b"name: another\n").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert broken(open_run(folder)) == []


@given(st.lists(st.integers(-1, 30), max_size=31), st.data())
def test_reaching_a_root_agrees_with_a_plain_walk(places, data):
    places = np.array([place if place < len(places) else -1 for place in places], np.int64)
    incident = np.array(data.draw(st.lists(st.booleans(), min_size=len(places), max_size=len(places))), bool)
    kinds = np.where(incident, Kind.INCIDENT.value, Kind.REFUSAL.value)
    found = _reaches_a_root(kinds, places, np.zeros(len(places), bool))
    for start in range(len(places)):
        seen, here = set(), start
        while here >= 0 and not incident[here] and here not in seen:
            seen.add(here)
            here = places[here]
        assert found[start] == (here >= 0 and incident[here])
