"""What such a run gives back, prints, stores and refuses."""

import json
import re
from pathlib import Path

import polars as pl
import pytest

from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.load import load_elsewhere, written_out
from scorelab.errors import InputError
from scorelab.scenario.load import load, names, names_elsewhere
from tests.cli.conftest import refused, scorelab

__all__ = ["refused", "scorelab"]

ROOT = Path(__file__).resolve().parents[2]
FEW = {"worlds": 3}


@pytest.fixture(scope="module")
def found():
    return run_elsewhere("lender-2018", people=500, set=FEW)


def test_the_same_seed_gives_the_same_and_another_seed_does_not(found):
    again = run_elsewhere("lender-2018", people=500, set=FEW)
    assert found.worlds.equals(again.worlds)
    later = run_elsewhere("lender-2018", people=500, seed=2, set=FEW)
    assert later.lived[:2] == found.lived[1:]


def test_it_shows_itself(found):
    frame = found.to_frame()
    assert frame.height == len(found.findings)
    assert {"simulated", "standard_error", "by_formula", "published_low"} <= set(frame.columns)
    json.dumps(found.to_json(), allow_nan=False)
    assert "Same share of each group" in str(found)
    assert "never of a country" in str(found)
    drawn = found.plot().svg()
    assert "Synthetic" in drawn
    assert "<figure>" in found._repr_html_()


def test_a_stored_outcome_says_that_it_is_synthetic_and_can_be_run_again(tmp_path):
    folder = tmp_path / "lent"
    found = run_elsewhere("lender-2018", people=300, set=FEW, out=folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["complete"]
    assert "ynthetic" in manifest["notice"]
    table = pl.read_parquet(folder / "worlds.parquet")
    assert table.drop("synthetic").equals(found.worlds)
    assert table["synthetic"].all()
    assert "Synthetic" in (folder / "picture.html").read_text(encoding="utf-8")
    assert run_elsewhere(folder / "scenario.yaml").worlds.equals(found.worlds)
    with pytest.raises(InputError, match="exists already"):
        run_elsewhere("lender-2018", people=300, set=FEW, out=folder)


def test_what_cannot_be_written_whole_is_not_there(found, tmp_path, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(found), "plot", interrupted)
    with pytest.raises(KeyboardInterrupt):
        found.save(tmp_path / "half")
    assert not (tmp_path / "half").exists()


@pytest.mark.parametrize("name", names_elsewhere())
def test_every_scenario_can_be_written_out_and_read_again(name, tmp_path):
    file = tmp_path / f"{name}.yaml"
    file.write_text(written_out(load_elsewhere(name)), encoding="utf-8")
    assert load_elsewhere(file) == load_elsewhere(name)


def test_the_page_lists_every_scenario():
    page = (ROOT / "docs" / "elsewhere.md").read_text("utf-8")
    rows = "\n".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE))
    assert set(names_elsewhere()) <= set(re.findall(r"`([a-z0-9-]+)`", rows))


def test_societies_and_other_worlds_are_told_apart():
    assert not set(names()) & set(names_elsewhere())
    with pytest.raises(InputError, match="a world of the kind 'lender'"):
        load("lender-2018")
    with pytest.raises(InputError, match=r"expected one of lender.*did you mean 'lender'"):
        load_elsewhere("lender-2018", {"world": "lendr"})


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"groups.worse_off.share": "0.5"}, "shares that sum to 1.37933"),
        ({"groups.worse_off.curve": "blck"}, "did you mean 'black'"),
        ({"terms.most_score": "200"}, "a score above least_score"),
        ({"terms.utilty_default": "1"}, "did you mean 'utility_default'"),
        ({"terms.utility_default": "[1, 2]"}, "a utility"),
        ({"people": "3"}, "at least 100"),
        ({"worlds": "0"}, "at least 1"),
    ],
)
def test_bad_input_is_one_line(settings, words):
    with pytest.raises(InputError, match=re.escape(words)):
        load_elsewhere("lender-2018", settings)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("repays: [0.5, 0.9]", "repays: [0.5]", "1 numbers; expected 2"),
        ("repays: [0.5, 0.9]", "repays: [0.5, 1.9]", "numbers from 0 to 1"),
        ("at_most: [0.5, 1]", "at_most: [0.5, 0.9]", "0.9 at the end"),
        ("at_most: [0.5, 1]", "at_most: [1.0, 0.9]", "a share that falls"),
        ("scores: [400, 500]", "scores: [500, 400]", "out of order"),
        ("scores: [400, 500]", "scores: [200, 500]", "scores from 300 to 850"),
        ("source: invented", "source: ' '", "an empty text"),
        ("    source: invented\n", "", "found nothing"),
    ],
)
def test_a_bad_curve_is_one_line(tmp_path, old, new, words):
    text = written_out(load_elsewhere("lender-2018"))
    head, _, _ = text.partition("curves:")
    body = (
        "curves:\n  - name: white\n    source: invented\n    tier: C\n    scores: [400, 500]\n"
        "    at_most: [0.5, 1]\n    repays: [0.5, 0.9]\n"
    )
    file = tmp_path / "curve.yaml"
    file.write_text(head.replace("curve: black", "curve: white") + body, encoding="utf-8")
    load_elsewhere(file)
    assert old in body
    file.write_text(head.replace("curve: black", "curve: white") + body.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(words)):
        load_elsewhere(file)


def test_a_published_figure_must_be_of_a_measure(tmp_path):
    file = tmp_path / "wrong.yaml"
    row = "{name: joind, value: {value: 1, unit: people, source: s, tier: B}}"
    file.write_text(f"extends: granovetter-1978\npublished: [{row}]\n", encoding="utf-8")
    with pytest.raises(InputError, match="did you mean 'joined'"):
        run_elsewhere(file)


def test_the_command_prints_both_beside_one_another(scorelab, refused):
    ended = scorelab("run", "granovetter-1978", "granovetter-1978-one-changed")
    assert ended.returncode == 0, ended.stderr
    rows = [line.split() for line in ended.stdout.splitlines() if "People who join" in line]
    assert [row[3:] for row in rows] == [["100", "–", "100", "100", "people"], ["1", "–", "1", "1", "people"]]
    assert "a society" in refused("run", "granovetter-1978", "blank")
    assert "--days" in refused("run", "granovetter-1978", "--days", "3")
    assert "another kind" in refused("run", "granovetter-1978", "--report")
    assert "--threads" in refused("run", "granovetter-1978", "--threads", "1")
    assert "--mechanisms" in refused("scenarios", "show", "granovetter-1978", "--mechanisms")
    assert "lives worlds of other kinds" in refused("compare", "lender-2018", "blank")
