"""Bad input: exit status 2, one clear line, nothing left behind."""

import os
import sys

import pytest

from tests.cli.conftest import options

SMALL = ("--people", "50", "--days", "5", "--set", "time.opening_years=0")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        ("run cuort-list-2023", ["'cuort-list-2023'", "did you mean 'court-list-2023'?"]),
        ("run nowhere.yaml", ["nowhere.yaml"]),
        ("run blank --people 0", ["--people", "found 0", "at least 1"]),
        ("run blank --people many", ["--people"]),
        ("run blank --people 900000000", ["--people", "900,000,000", "memory"]),
        ("run blank --days 0", ["--days", "found 0", "at least 1"]),
        ("run blank --seed -1", ["--seed", "found -1"]),
        ("run blank --threads 0", ["--threads", "found 0", "from 1"]),
        ("run blank --set court.listed", ["--set court.listed", "key=value"]),
        ("run blank --set court.lissted=1", ["--set court.lissted", "did you mean 'listed'?"]),
        ("run blank --set court.listed=2", ["--set court.listed", "2"]),
        ("run blank --set court.pays_per_year=-1", ["--set court.pays_per_year", "-1"]),
        ("run blank --set court.days_to_pay=soon", ["--set court.days_to_pay", "'soon'"]),
        ("run blank --set incidents.bill_missed.per_year=50", ["incidents.bill_missed", "bound_per_year"]),
        ("run blank nowhere --people 50", ["'nowhere'"]),
        ("run blank blank blank blank blank blank blank --report", ["7 runs", "one to six"]),
        ("run", ["SCENARIO"]),
        ("run blank --wrong", ["--wrong"]),
        ("wrong", ["wrong"]),
        ("scenarios show nowhere", ["'nowhere'"]),
        ("why nowhere --person 1", ["nowhere", "no such folder"]),
        ("why nowhere", ["--person"]),
        ("verify nowhere", ["nowhere", "no such folder"]),
        ("report nowhere --out page.html", ["nowhere", "no such folder"]),
        (
            "story nowhere",
            ["'nowhere'", "aunt, creep, elsewhere, grades, journalist, one-day, salons, unification"],
        ),
        ("trace export nowhere --out days", ["'nowhere'", "one of"]),
        ("trace export blank --people 5:5 --out days", ["--people", "5:5", "A:B"]),
        (
            "trace export blank --dates 2018-02-30:2018-03-01 --out days",
            ["--dates", "2018-02-30", "dates from"],
        ),
        ("trace export blank --dates 2023-03-02:2023-03-01 --out days", ["--dates", "earlier date first"]),
        ("trace export blank", ["--out"]),
        ("trace validate nowhere", ["'nowhere'"]),
        ("trace validate blank --people 300 --sample 5", ["people", "found 5", "at least 100"]),
        ("unicity nowhere", ["'nowhere'"]),
        ("unicity blank --people 0", ["--people", "found 0"]),
        ("unicity blank --people 100 --points 13", ["--points", "found 13", "from 1 to 12"]),
        ("unicity blank --picture u.png", ["--picture", "u.png", ".svg or .html"]),
        ("exposure nowhere", ["'nowhere'"]),
        ("exposure blank --people 90 --days 0", ["--days", "greater than or equal to 1"]),
        ("exposure blank --people 90 --cut nothing", ["--cut", "'nothing'", "one of"]),
        ("exposure blank --people 90 --actor insurers", ["--actor", "did you mean 'insurer'"]),
        ("exposure blank --picture e.png", ["--picture", "e.png", ".svg or .html"]),
        ("bench --trace --people 5", ["--people", "found 5"]),
        ("bench --people 0", ["--people", "found 0"]),
    ],
)
def test_one_line(refused, arguments, parts):
    line = refused(*arguments.split())
    for part in parts:
        assert part in line


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("extends: [mine.yaml]", ["extends", "mine.yaml", "no circle"]),
        ("a: &a [1]\nb: [*a, *a]", ["mine.yaml"]),
        ("a: !!python/object/apply:os.system [ls]", ["mine.yaml"]),
        ("extends: blank\ncuort: {}", ["mine.yaml line 2", "'cuort'"]),
        ("extends: blank\ncourt: {days_to_pay: {value: 3, unit: years, source: x, tier: C}}", ["years"]),
        ("", ["an empty file"]),
    ],
)
def test_bad_files(refused, tmp_path, text, parts):
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    line = refused("run", "mine.yaml")
    for part in parts:
        assert part in line


def test_what_exists_is_never_written_over(refused, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    assert "taken, which exists already" in refused("run", "blank", *SMALL, "--out", "taken")
    assert "taken, which exists already" in refused("run", "blank", "blank", *SMALL, "--out", "taken")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert "exists already" in refused("run", "blank", *SMALL, "--out", "nowhere")
    assert "exists already" in refused("report", "taken", "--out", "taken/mine.txt")
    assert (tmp_path / "taken" / "mine.txt").read_text() == "mine"


def test_an_unfinished_run_is_refused(refused, tmp_path, stored):
    folder, _ = stored
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in folder.iterdir():
        (broken / file.name).write_bytes(file.read_bytes())
    manifest = (broken / "manifest.json").read_text(encoding="utf-8")
    unfinished = manifest.replace('"complete": true', '"complete": false')
    assert unfinished != manifest
    (broken / "manifest.json").write_text(unfinished, encoding="utf-8")
    assert "not complete" in refused("why", "broken", "--person", "1")
    assert "a number from 0 to" in refused("why", folder, "--person", "-1")
    assert "one of listing" in refused("why", folder, "--person", "1", "--what", "weather")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
def test_a_full_disk_leaves_nothing(refused, stored):
    import resource

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    line = refused("run", "court-list-2023", *options(), "--out", "new/folder", preexec_fn=small_files)
    assert "cannot be written" in line
    assert "a disk with room" in line


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to a limit of memory")
def test_too_little_memory_leaves_nothing(refused, stored):
    import resource

    def little_memory():
        resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000, 2_500_000_000))

    many = ("run", "blank", "--people", "12000000", "--days", "1", "--threads", "1", "--out", "new/folder")
    line = refused(*many, preexec_fn=little_memory)
    assert "memory" in line
    assert "fewer people" in line or "at most" in line


def test_a_reader_who_leaves_early_is_no_error(scorelab):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = scorelab_to(writing, scorelab)
    finally:
        os.close(writing)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 1


def scorelab_to(writing, scorelab):
    """`scorelab scenarios show` into a pipe that nobody reads."""
    import subprocess

    from tests.cli.conftest import SCORELAB, environment

    return subprocess.run(
        [*SCORELAB, "scenarios", "show", "court-list-2023"],
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
