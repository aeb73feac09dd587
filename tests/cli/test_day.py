"""A day on the command line: what scripts rely on, the screen, the picture, what is refused."""

import json
import subprocess
import sys
import xml.etree.ElementTree as tree

import pytest

from tests.cli.conftest import environment

DAY = ("day", "as-reported-2018", "--people", "300", "--date", "2018-03-14")


def test_json_of_a_day(scorelab):
    for observer in ((), ("--observer", "payment_app")):
        ended = scorelab(*DAY, "--person", 12, *observer, "--json")
        assert ended.returncode == 0, ended.stderr
        printed = json.loads(ended.stdout)
        assert printed["person"] == 12
        assert printed["date"] == "2018-03-14"
        assert printed["observer"] == (observer[1] if observer else None)
        assert all(len(time) == 5 for span in printed["blind"] for time in span)
        for event in printed["events"]:
            assert event.keys() >= {"time", "company", "kind", "place", "amount", "seen_by"}


def test_a_stored_run_shows_the_days_of_its_scenario_and_its_journal(scorelab, stored):
    folder, printed = stored
    ended = scorelab("day", folder, "--person", 7, "--date", "2023-02-01", "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["person"] == 7
    again = scorelab("day", folder, "--person", 7, "--date", "2023-02-01", "--json")
    assert again.stdout == ended.stdout
    outside = scorelab("day", folder, "--person", 7, "--date", "2023-12-31")
    assert outside.returncode == 2
    assert printed["people"] == 800


def test_the_screen_fits_and_says_that_it_is_invented(scorelab):
    ended = scorelab(*DAY, "--person", 12)
    assert ended.returncode == 0, ended.stderr
    assert "invented" in ended.stdout
    assert "blind spans" in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_a_picture_is_written_once(scorelab, tmp_path, suffix):
    file = tmp_path / f"day.{suffix}"
    ended = scorelab(*DAY, "--person", 12, "--observer", "state", "--picture", file)
    assert ended.returncode == 0, ended.stderr
    text = file.read_text(encoding="utf-8")
    assert "Synthetic" in text
    if suffix == "svg":
        assert tree.fromstring(text).tag.endswith("svg")
    again = scorelab(*DAY, "--person", 12, "--picture", file)
    assert again.returncode == 2
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--person", "300"), "--person: found 300; expected a number from 0 to 299"),
        (("--person", "1", "--date", "2019-03-14"), "--date: found 2019-03-14"),
        (("--person", "1", "--observer", "payment_ap"), "did you mean 'payment_app'"),
        (("--person", "1", "--cut", "nothing"), "--cut: found the unknown edge 'nothing'"),
        (("--person", "1", "--refuse", "marketplace_paid_first"), "where consent is asked for"),
        (("--person", "1", "--picture", "day.png"), "--picture"),
    ],
)
def test_what_is_refused(refused, arguments, words):
    assert words in refused(*DAY, *arguments)


EXPOSURE = ("exposure", "as-reported-2018", "--people", "300", "--sample", "6", "--days", "2")


def test_exposure_on_the_screen_as_json_and_as_a_picture(scorelab, tmp_path):
    ended = scorelab(*EXPOSURE, "--actor", "insurer", "--picture", tmp_path / "seen.html")
    assert ended.returncode == 0, ended.stderr
    assert "invented" in ended.stdout
    assert "One edge more to insurer, from" in ended.stdout
    *table, named = ended.stdout.splitlines()
    assert max(map(len, table)) <= 80
    assert named == f"picture: {tmp_path / 'seen.html'}"
    page = (tmp_path / "seen.html").read_text(encoding="utf-8")
    assert page.count("<table") == 4
    printed = json.loads(scorelab(*EXPOSURE, "--json").stdout)
    assert (printed["society"], printed["people"], printed["days"]) == (300, 6, 2)
    assert printed["seen"]["anybody"] >= printed["seen"]["state"] > 0
    assert printed["by_people"].keys() == {"age", "income", "registration", "sex"}
    assert printed["one_more_edge"]["actor"] == "a fifth actor"
    assert f"{printed['seen']['anybody']:.0%} of the waking day" in page


HEAVY = ("duckdb", "numba", "polars", "pyarrow")


def test_a_day_of_a_scenario_is_shown_without_the_compiler_and_the_store(scorelab):
    first = scorelab(*DAY, "--person", 12)
    watched = (
        "import sys; from scorelab.cli import main\n"
        f"try: main({[*DAY, '--person', '12']!r})\n"
        f"finally: print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    # Its society has been drawn and kept by now.
    ended = subprocess.run(
        [sys.executable, "-c", watched], env=environment(), capture_output=True, text=True, check=False
    )
    assert ended.stdout == first.stdout
    assert ended.stderr == "[]\n"
