"""A kept society is the one that would be drawn, and a damaged one is drawn again."""

import numpy as np
import pytest

from scorelab.cache import cache_folder
from scorelab.scenario.load import load
from scorelab.society import Imports, society
from scorelab.trace import kept
from scorelab.trace.kept import COLUMNS, KEPT, drawn_society


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SCORELAB_CACHE", str(tmp_path))
    return cache_folder() / "societies"


def scenario(**more):
    return load("blank", {"time.start": "2018-01-01"}, people=300, **more)


def same(one, other):
    columns = [(getattr(one, name), getattr(other, name)) for name in COLUMNS]
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in columns)


def test_what_is_kept_is_what_is_drawn(folder):
    drawn = society(scenario(), 1, Imports())
    assert same(drawn_society(scenario(), 1), drawn)
    assert len(list(folder.iterdir())) == 1
    again = drawn_society(scenario(), 2)
    assert same(again, drawn)
    assert again.birthday.flags.writeable


def test_a_kept_society_is_not_drawn_again(folder):
    drawn_society(scenario(), 1)
    [before] = folder.glob("*/income.npy")
    written = before.stat()
    drawn_society(scenario(), 1)
    # What does not shape the society does not part two of them.
    drawn_society(load("as-reported-2018", people=300), 1)
    [after] = folder.glob("*/income.npy")
    assert (after.stat().st_ino, after.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


@pytest.mark.parametrize(
    "changes",
    [{"overrides": {"population.settled_share": 0.5}}, {"seed": 2}, {"people": 301},
     {"overrides": {"time.start": "2019-01-01"}}],
)  # fmt: skip
def test_other_numbers_make_another_society(folder, changes):
    drawn_society(scenario(), 1)
    overrides = {"time.start": "2018-01-01"} | changes.get("overrides", {})
    other = load("blank", overrides, people=changes.get("people", 300), seed=changes.get("seed"))
    assert same(drawn_society(other, 1), society(other, 1, Imports()))
    assert len(list(folder.iterdir())) == 2


def test_a_society_in_which_lives_go_on_is_drawn_anew_with_its_newborn(folder):
    lives = {"time.start": "2018-01-01", "society_lives.births_and_deaths": True}
    living = load("blank", lives, people=300, days=1500)
    drawn_society(scenario(), 1)
    found = drawn_society(living, 1)
    assert len(found) == 300 + found.course.born() > 300
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_society_is_drawn_again(folder, damage):
    first = drawn_society(scenario(), 1)
    [file] = folder.glob("*/income.npy")
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    assert same(drawn_society(scenario(), 1), first)
    assert same(drawn_society(scenario(), 1), first)


def test_only_the_latest_are_kept(folder):
    for seed in range(1, KEPT + 3):
        drawn_society(scenario(seed=seed), 1)
    assert len(list(folder.iterdir())) == KEPT


def test_without_a_place_to_write_it_is_drawn_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setenv("SCORELAB_CACHE", str(blocked))
    assert len(drawn_society(scenario(), 1)) == 300


def test_large_societies_are_not_kept(folder, monkeypatch):
    monkeypatch.setattr(kept, "MOST_PEOPLE", 299)
    assert len(drawn_society(scenario(), 1)) == 300
    assert not folder.exists()
