"""A run on disk: read back as it was written, complete or not there at all."""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.journal import Kind, Truth, about, row_id, unpack
from scorelab.scenario.load import load, resolve_yaml
from scorelab.store import RunWriter, labels_of, open_run
from scorelab.store.tables import journal_table
from tests.journals import APP, LABELS, SCORED, Journal


@pytest.fixture
def journal():
    journal = Journal(3, 30)
    listing = journal.listing(-3, 2, Truth.DUE)
    copy = journal.add(2, 2, Kind.COPY_TAKEN, what=1, trigger=listing)
    journal.add(
        4, 2, Kind.REFUSAL, what=1, truth=Truth.DUE, amount=900, trigger=copy, contributors=(listing,)
    )
    return journal


def entries(folder):
    return sorted(path.name for path in folder.iterdir())


def writer(folder, **options):
    return RunWriter(folder, LABELS, "name: by-hand\n", seed=7, people=3, days=30, **options)


def test_read_alike_by_polars_duckdb_and_pandas(journal, tmp_path):
    folder = journal.write(tmp_path / "run")
    expected = sorted(tuple(int(value) for value in row.values()) for row in journal.rows)
    names = list(journal.rows[0])
    file = folder / "journal.parquet"
    assert pl.read_parquet(file).select(names).rows() == expected
    assert list(pd.read_parquet(file)[names].itertuples(index=False, name=None)) == expected
    assert duckdb.connect().sql(f"select {', '.join(names)} from '{file}'").fetchall() == expected


rows = st.tuples(
    st.integers(-8192, 8191), st.integers(0, 31), st.integers(0, 2**31 - 1), st.integers(0, 2**13 - 1)
)


@given(st.lists(rows, unique=True))
def test_parts_of_a_row_id_become_columns_and_rows_are_sorted(parts):
    ids = [row_id(*each) for each in parts]
    names = ("row", "kind", "what", "truth", "other", "amount", "trigger")
    table = journal_table(
        {name: np.array(ids if name == "row" else [0] * len(ids), np.int64) for name in names}
    )
    found = zip(
        *(table.column(name).to_pylist() for name in ("row", "day", "phase", "person", "n")), strict=True
    )
    assert list(found) == [(row, *unpack(row)) for row in sorted(ids)]


def test_everything_says_that_it_is_synthetic(journal, tmp_path):
    folder = journal.write(tmp_path / "run")
    for file in folder.glob("*.parquet"):
        assert pq.read_schema(file).metadata[b"synthetic"] == b"true"
        assert pl.read_parquet(file)["synthetic"].all()
    assert "invented" in json.loads((folder / "manifest.json").read_text())["notice"]
    assert pl.read_parquet(folder / "people.parquet")["id"].to_list() == [
        "S-000000000",
        "S-000000001",
        "S-000000002",
    ]


def test_words_in_queries(journal, tmp_path):
    run = journal.run(tmp_path / "run")
    found = run.sql(
        "select date, id, kind_word, what_word, truth_word from journal where kind_word = 'refusal'"
    )
    assert [str(value) for value in found.row(0)] == [
        "2023-01-05",
        "S-000000002",
        "refusal",
        "fast train",
        "due",
    ]
    joined = run.sql("select count(*) from journal join causes using (row) join people using (person)")
    assert joined.item() == 1


def test_tables_are_lazy_frames(journal, tmp_path):
    run = journal.run(tmp_path / "run")
    assert run.causes.collect().rows() == [(journal.rows[-1]["row"], journal.rows[-3]["row"], 1000, True)]
    assert run.people.select(pl.len()).collect().item() == 3
    assert str(run.date(31)) == "2023-02-01"


def test_manifest_tells_what_was_run(journal, tmp_path):
    manifest = json.loads((journal.write(tmp_path / "run") / "manifest.json").read_text())
    assert list(manifest)[-1] == "complete"
    assert manifest["complete"] is True
    assert (manifest["seed"], manifest["people"], manifest["days"]) == (7, 3, 30)
    assert manifest["rows"] == {"journal": 6, "causes": 1, "people": 3}
    assert set(manifest["versions"]) >= {"python", "scorelab", "numpy"}


def test_batches_in_the_background_are_the_same_run(journal, tmp_path):
    columns = journal.columns()
    with writer(tmp_path / "parts", background=True) as parts:
        for n in range(len(columns["row"])):
            order = np.argsort(columns["row"])[n : n + 1]
            parts.append_journal({name: values[order] for name, values in columns.items()})
        parts.append_causes(journal.cause_columns())
        parts.finish(journal.attributes, digest="00")
    whole = pl.read_parquet(journal.write(tmp_path / "whole") / "journal.parquet")
    assert pl.read_parquet(tmp_path / "parts" / "journal.parquet").equals(whole)


@pytest.mark.parametrize("background", [False, True])
def test_batches_out_of_order_are_refused_and_nothing_stays(journal, tmp_path, background):
    with (
        pytest.raises(ValueError, match="before the end"),
        writer(tmp_path / "run", background=background) as run,
    ):
        run.append_journal(journal.columns())
        run.append_journal({name: values[:1] for name, values in journal.columns().items()})
        run.finish(journal.attributes, digest="00")
    assert entries(tmp_path) == []


def test_people_missing_at_the_end_are_refused(journal, tmp_path):
    short = {name: values[:-1] for name, values in journal.attributes.items()}
    with pytest.raises(ValueError, match="2 people to write, but 3 were run"):
        writer(tmp_path / "run").finish(short, digest="00")
    assert entries(tmp_path) == []


def test_an_interrupted_run_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), writer(tmp_path / "new" / "folders" / "run"):
        assert entries(tmp_path) == ["new"]
        raise KeyboardInterrupt
    assert entries(tmp_path) == []


def test_an_abandoned_run_leaves_what_was_there(tmp_path):
    (tmp_path / "mine").mkdir()
    writer(tmp_path / "mine" / "run").abandon()
    assert entries(tmp_path) == ["mine"]


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_an_existing_name_is_refused(tmp_path, kind):
    there = tmp_path / "run"
    match kind:
        case "folder":
            there.mkdir()
        case "file":
            there.write_text("mine")
        case _:
            there.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="does not exist yet"):
        writer(there)
    assert entries(tmp_path) == ["run"]


def test_a_name_taken_meanwhile_is_left_alone(journal, tmp_path):
    run = writer(tmp_path / "run")
    (tmp_path / "run").mkdir()
    with pytest.raises(InputError, match="meanwhile"):
        run.finish(journal.attributes, digest="00")
    assert entries(tmp_path) == ["run"]
    assert entries(tmp_path / "run") == []


FILL = """
import sys
from pathlib import Path
from scorelab.errors import InputError
from tests.journals import Journal
journal = Journal(5_000, 30)
journal.rows = [
    dict(row=row, kind=1, what=0, truth=0, other=-1, amount=row * 7919**5 % 2**40, trigger=0)
    for row in range(1, 50_001)
]
try:
    journal.write(Path(sys.argv[1]))
except InputError as error:
    print(error)
"""


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path):
    """A limit on file size stands in for a full disk: the write fails in the operating system."""

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path / "run")],
        preexec_fn=limited,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.count("\n") == 1
    assert "cannot be written" in done.stdout
    assert "a disk with room" in done.stdout
    assert entries(tmp_path) == []


def broken_manifest(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "not complete"),
        (lambda folder: broken_manifest(folder, complete=False), "not complete"),
        (lambda folder: broken_manifest(folder, format=1), "format 1"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "no manifest"),
        (lambda folder: (folder / "causes.parquet").unlink(), "no causes.parquet"),
        (lambda folder: (folder / "people.parquet").write_bytes(b"PAR1"), "damaged"),
        (lambda folder: broken_manifest(folder, rows={"journal": 7, "causes": 1, "people": 3}), "6 rows"),
    ],
)
def test_what_is_not_a_finished_run_says_so_in_one_line(journal, tmp_path, damage, found):
    folder = journal.write(tmp_path / "run")
    damage(folder)
    with pytest.raises(InputError) as caught:
        open_run(folder)
    assert found in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_such_folder(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        open_run(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["blank", "court-list-2023"])
def test_names_of_a_scenario_of_the_library(name, tmp_path):
    scenario = load(name)
    labels = labels_of(scenario)
    assert labels.words(Kind.REFUSAL) == {n: door.name for n, door in enumerate(scenario.doors)}
    assert labels.words(Kind.INCIDENT)[7] == "suit_debt"
    assert len(labels.minutes[0].doors) == len(labels.doors)
    with RunWriter(tmp_path / "run", labels, resolve_yaml(scenario), seed=1, people=1, days=1) as run:
        run.finish({"sex": np.zeros(1)}, digest="00")
    assert open_run(tmp_path / "run").labels == labels
    assert load(str(tmp_path / "run" / "scenario.yaml")) == scenario


@pytest.mark.parametrize("name", ["as-documented-2018", "as-reported-2018", "suining-2010", "wendeng-2020"])
def test_names_of_schemes(name, tmp_path):
    scenario = load(name)
    labels = labels_of(scenario)
    for index, scheme in enumerate(scenario.schemes.all):
        told = labels.schemes[index]
        assert (told.name, told.title) == (scheme.name, scheme.title)
        assert told.grades == tuple(grade.name for grade in scheme.grades)
        assert len(told.ranges[0].cut_offs) == len(told.grades)
        assert [line.text for line in told.lines] == [line.text for line in scheme.lines]
        for place, line in enumerate(scheme.lines):
            assert labels.words(Kind.RECORDED)[about(index, place)] == f"{scheme.name}: {line.text}"
            assert not (told.lines[place].can_fire and line.kind is None)
            assert told.lines[place].fixes == (-1 if line.grade is None else told.grades.index(line.grade))
        for rank, grade in enumerate(told.grades):
            assert labels.words(Kind.GRADE_CHANGED)[about(index, rank)] == f"{scheme.name}: {grade}"
    for place, door in enumerate(scenario.doors):
        asked = labels.door_grades[place]
        if door.scheme is None:
            assert asked.scheme == -1
        else:
            told = labels.schemes[asked.scheme]
            assert told.name == door.scheme
            for rank, grade in ((asked.below, door.below), (asked.perk_from, door.perk_from)):
                assert rank == (told.grades.index(grade) if grade else 0)
    with RunWriter(tmp_path / "run", labels, resolve_yaml(scenario), seed=1, people=1, days=1) as run:
        run.finish({"sex": np.zeros(1)}, digest="00")
    assert open_run(tmp_path / "run").labels == labels


def test_schemes_in_queries(tmp_path):
    journal = Journal(2, 30, SCORED)
    journal.enrol(1, APP, 6500)
    bill = journal.add(3, 1, Kind.INCIDENT, what=1)
    journal.move(5, 1, Kind.RECORDED, APP, -600, trigger=bill)
    run = journal.run(tmp_path / "run")
    found = run.sql("select kind_word, what_word, amount, other from journal where day = 5 order by row")
    assert found.rows() == [
        ("recorded", "app: Bill missed", -600, -600),
        ("grade changed", "app: low", 0, 1),
    ]
    assert run.sql('select "score.app", "grade.app" from people where person = 1').row(0) == (5900, 0)


def test_batches_are_the_whole_journal_in_order(journal, tmp_path):
    run = journal.run(tmp_path / "run")
    batches = list(run.batches("row", "trigger"))
    rows = np.concatenate([batch["row"] for batch in batches])
    assert rows.tolist() == sorted(row["row"] for row in journal.rows)
    assert [list(batch) for batch in batches] == [["row", "trigger"]] * len(batches)
