"""A day on the command line: what scripts rely on, the screen, the picture, what is refused."""

import json
import xml.etree.ElementTree as tree

import pytest

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
