"""The tables of points that ship with the library, against the official table's own figures."""

import csv
import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from scorelab.scenario.schemes import LISTED, Line
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.yaml_safe import read

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT / "tests" / "data" / "wendeng_points.csv"
"""Numbers and points of the official annex, in its order."""

PAGE = ROOT / "docs" / "wendeng.md"

STANDARD = 432
"""Lines of the annex; higher numbers are grounds of direct grading, by article of the Measures."""

ARTICLES = {10: ("B", 501, 21), 11: ("B", 522, 12), 12: ("C", 601, 27), 13: ("D", 701, 14)}
VALIDITY = {"B": 2, "C": 3, "D": 5}

SPEECH = {80, 81, 91, 109, 110, 111, 507, 524, 712}
PETITIONS = {69, *range(82, 91), *range(92, 99), 517, 518, 519, 520, *range(621, 627), 711, 713}


def text_of(name):
    return (resources.files("scorelab.scenario") / "library" / name).read_text("utf-8")


def lines_of(name):
    document = read(text_of(name).encode(), name).data
    assert list(document) == ["lines"]
    return [Line.model_validate(line) for line in document["lines"]]


TABLES = {name: lines_of(name) for name in ("_wendeng_table.yaml", "_suining_table.yaml")}
WENDENG = TABLES["_wendeng_table.yaml"]
STANDARD_LINES = [line for line in WENDENG if line.number <= STANDARD]
DIRECT = [line for line in WENDENG if line.number > STANDARD]
SUINING = TABLES["_suining_table.yaml"]


def test_the_standard_is_complete_in_its_order_with_its_points():
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        official = [
            (int(row["number"]), int(row["points"]), int(row["points_to"]) if row["points_to"] else None)
            for row in csv.DictReader(file)
        ]
    assert [(line.number, line.points, line.points_to) for line in STANDARD_LINES] == official
    assert len(official) == STANDARD


def test_the_standard_takes_points_in_295_lines_and_gives_them_in_137():
    assert Counter(line.points > 0 for line in STANDARD_LINES) == {False: 295, True: 137}
    assert all(line.points for line in STANDARD_LINES)


def test_seven_lines_are_ranges_from_the_milder_end():
    ranges = [line for line in WENDENG if line.points_to is not None]
    assert len(ranges) == 7
    assert all(abs(line.points) < abs(line.points_to) for line in ranges)
    assert all((line.points > 0) == (line.points_to > 0) for line in ranges)


@pytest.mark.parametrize("article", ARTICLES)
def test_direct_grades_have_every_ground_of_their_article(article):
    grade, first, count = ARTICLES[article]
    grounds = [line for line in DIRECT if f"(Article {article})" in line.section]
    assert [line.number for line in grounds] == list(range(first, first + count))
    assert {line.grade for line in grounds} == {grade}
    assert not any(line.points or line.points_to for line in grounds)


def test_only_the_grounds_of_the_articles_fix_a_grade():
    assert len(DIRECT) == sum(count for _, _, count in ARTICLES.values())
    assert not any(line.grade for line in STANDARD_LINES)


def test_deductions_up_to_forty_points_count_a_year_and_more_two():
    for line in STANDARD_LINES:
        if line.points < 0:
            assert line.years == (1 if line.points >= -40 else 2), line.number


def test_direct_grades_count_two_three_and_five_years():
    assert all(line.years == VALIDITY[line.grade] for line in DIRECT)


def test_additions_count_by_the_level_that_gives_them():
    assert {line.years for line in STANDARD_LINES if line.points > 0} == {1, 2, 3, 5}
    levels = {400: 5, 401: 3, 402: 2, 403: 2, 405: 1, 406: 1, 384: 1, 327: 1, 420: 1, 423: 2, 426: 3, 429: 5}
    years = {line.number: line.years for line in STANDARD_LINES}
    assert {number: years[number] for number in levels} == levels


@pytest.mark.parametrize("lines", TABLES.values(), ids=TABLES)
def test_a_line_has_a_kind_or_a_reason_why_it_cannot_happen(lines):
    for line in lines:
        assert (line.kind is None) != (line.cannot_happen is None), line.number
        assert line.kind is None or line.kind in (*INCIDENT_NAMES, LISTED), line.number
        assert line.cannot_happen is None or len(line.cannot_happen.split()) >= 4, line.number


def test_at_least_three_hundred_lines_of_the_standard_can_happen():
    assert sum(line.kind is not None for line in STANDARD_LINES) >= 300


def test_speech_and_petitions_can_happen():
    kinds = {line.number: line.kind for line in WENDENG}
    assert {kinds[number] for number in SPEECH} == {"suit_defamation", "rumour_post", "critical_post"}
    assert {kinds[number] for number in PETITIONS} == {"petitioning", "public_disorder"}
    about = {line.number for line in WENDENG if line.kind and re.search(r"\b[Pp]etition", line.text)}
    assert about <= PETITIONS | SPEECH | {70}


@pytest.mark.parametrize("lines", TABLES.values(), ids=TABLES)
def test_no_kind_both_takes_and_gives(lines):
    signs = {}
    for line in lines:
        if line.kind is not None:
            signs.setdefault(line.kind, set()).add(line.points > 0)
    assert [kind for kind, found in signs.items() if len(found) > 1] == []


def test_every_kind_but_bad_luck_and_myths_is_in_the_standard():
    missing = set(INCIDENT_NAMES) - {line.kind for line in WENDENG}
    assert missing == {"job_lost", "long_gaming"}


@pytest.mark.parametrize("lines", TABLES.values(), ids=TABLES)
def test_texts_are_plain_english_and_differ(lines):
    texts = [line.text for line in lines]
    assert len(set(texts)) == len(texts)
    assert len({line.number for line in lines}) == len(lines)
    for line in lines:
        assert line.text.isascii(), line.number
        assert len(line.text.split()) >= 2, line.number
        assert re.fullmatch(r"[ -~]+", line.section), line.number


@pytest.mark.parametrize("name", TABLES)
def test_every_line_has_its_points_on_a_line_of_their_own(name):
    points = [int(found) for found in re.findall(r"^    points: (-?\d+)$", text_of(name), re.MULTILINE)]
    assert points == [line.points for line in TABLES[name]]


def test_ten_deductions_are_about_commerce():
    commerce = [line for line in STANDARD_LINES if line.points < 0 and line.section.startswith("commerce,")]
    assert len(commerce) == 10


def test_repair_follows_the_articles():
    by = {line.number: line.repaired_by for line in WENDENG if line.repaired_by}
    assert {number for number, way in by.items() if way == "performance"} == {702}
    pledged = {line.number: line for line in WENDENG if line.repaired_by == "pledge"}
    assert {line.grade for line in pledged.values()} == {"C", "D"}
    assert set(pledged) <= PETITIONS | SPEECH | {708}


def test_the_court_fixes_the_lowest_grade():
    [line] = [line for line in WENDENG if line.kind == LISTED]
    assert line.grade == "D"


def test_only_lines_about_firms_are_joint():
    words = ("firm", "organisation", "tax", "invoices", "legal representative")
    for line in WENDENG:
        if line.joint:
            assert any(word in line.text.lower() for word in words), line.number


def test_gifts_of_money_are_capped_by_the_year():
    capped = {line.number: line.cap_per_year for line in WENDENG if line.cap_per_year}
    assert set(capped) == {380, 381, 382, 383}
    assert sum(capped.values()) == 40


def test_the_county_of_2010_has_its_published_lines():
    published = {line.points for line in SUINING if not line.assumed}
    assert published == {-50, -35, -30, 10, 15, 20, 100}
    assert [line.number for line in SUINING] == list(range(1, len(SUINING) + 1))
    assert all(line.grade is None for line in SUINING)


def rows_of_page(heading):
    """The first table under a heading of docs/wendeng.md, without its head."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows[1:]]


def test_the_page_counts_parts_as_the_table_has_them():
    found = {}
    for part, lines, happen in rows_of_page("What it punishes and rewards"):
        found[part] = (int(lines), int(happen))
    for part, counts in found.items():
        lines = [line for line in STANDARD_LINES if part == "all" or line.section.split(",")[0] == part]
        assert counts == (len(lines), sum(line.kind is not None for line in lines)), part
    assert len(found) == 6


def test_the_page_counts_kinds_and_reasons_as_the_table_has_them():
    kinds = Counter((line.kind, line.grade or "points") for line in WENDENG if line.kind)
    rows = rows_of_page("Which act brings which line")
    written = {
        (kind, grade): int(count)
        for kind, *counts in rows
        for grade, count in zip(("points", "B", "C", "D"), counts, strict=True)
        if int(count)
    }
    assert written == kinds
    reasons = {why: int(count) for why, count in rows_of_page("What cannot happen here")}
    assert reasons == Counter(line.cannot_happen for line in WENDENG if line.cannot_happen)
