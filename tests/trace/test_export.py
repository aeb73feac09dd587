"""Exported days: the days themselves, the same on any number of threads, and nothing half-written."""

import hashlib
import json
import re

import polars as pl
import pyarrow.parquet as pq
import pytest

import scorelab.trace.export as exporting
from scorelab.errors import InputError
from scorelab.trace.choosing import chosen_days, chosen_people
from scorelab.trace.day import person_day
from scorelab.trace.events import COLUMNS
from scorelab.trace.export import export


@pytest.fixture(scope="module")
def written(world, tmp_path_factory):
    return export(world, tmp_path_factory.mktemp("days") / "out", (100, 160), (30, 90))


def test_an_exported_day_is_the_day_itself(world, written):
    table = pl.read_parquet(written.folder / "*.parquet")
    assert len(table) == written.events
    for person in (100, 131, 159):
        for day in (30, 55, 89):
            events = person_day(world, person, day).events
            rows = table.filter((pl.col("person") == person) & (pl.col("minute") // 1440 == day))
            for name in COLUMNS:
                assert rows[name].to_list() == events[name].tolist()


def test_every_row_and_file_says_that_it_is_synthetic(written):
    table = pl.read_parquet(written.folder / "*.parquet")
    assert table["synthetic"].all()
    assert all(re.fullmatch(r"SYN-\d{10}", name) for name in table["id"].unique())
    assert (table["id"].cast(pl.String).str.slice(4).cast(pl.Int32) == table["person"]).all()
    for file in written.folder.iterdir():
        metadata = pq.read_metadata(file).metadata
        assert metadata[b"synthetic"] == b"true"
        told = json.loads(metadata[b"scorelab"])
        assert told["people"] == [100, 159]
        assert told["dates"] == ["2018-01-31", "2018-03-31"]


def test_files_are_small(world, tmp_path):
    whole = export(world, tmp_path / "out", (0, 400), (0, 60))
    assert whole.size / whole.events < 8


def test_the_same_files_on_any_number_of_threads(world, tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "PART_PERSON_DAYS", 300)
    digests = []
    for threads in (1, 3):
        made = export(world, tmp_path / str(threads), (0, 70), (0, 20), threads=threads)
        assert made.parts == 5
        digests.append([hashlib.sha256(file.read_bytes()).digest() for file in sorted(made.folder.iterdir())])
    assert digests[0] == digests[1]


def test_what_exists_is_left_alone(world, tmp_path):
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="exists already"):
        export(world, tmp_path / "out", (0, 5), (0, 2))
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_nothing_is_left_of_what_fails(world, tmp_path, monkeypatch, error):
    monkeypatch.setattr(exporting, "PART_PERSON_DAYS", 20)

    def stop(step, done, of):
        raise error

    with pytest.raises(error):
        export(world, tmp_path / "new" / "out", (0, 70), (0, 5), progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told_in_one_line(world, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        export(world, tmp_path / "file" / "out", (0, 5), (0, 2))


@pytest.mark.parametrize("text", ["5", "5:5", "7:3", "0:2501", "-1:4", "a:b", ":", "0:", "1:2:3"])
def test_people_that_are_no_range_are_refused(world, text):
    with pytest.raises(InputError, match="--people"):
        chosen_people(world, text)


@pytest.mark.parametrize(
    "text",
    ["2018-01-01", "2018-01-05:2018-01-01", "2017-12-31:2018-01-03", "2018-12-01:2019-01-01", "x:y", ":"],
)
def test_dates_that_are_no_range_of_the_run_are_refused(world, text):
    with pytest.raises(InputError, match="--dates"):
        chosen_days(world, text)


def test_ranges(world):
    assert chosen_people(world, None) == (0, 2500)
    assert chosen_people(world, "0:2500") == (0, 2500)
    assert chosen_days(world, "2018-01-01:2018-12-31") == (0, 365)
    assert chosen_days(world, "2018-02-01:2018-02-01") == (31, 32)
