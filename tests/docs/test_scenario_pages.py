"""A page for each scenario of the library: what it says by hand, and its numbers as they stand."""

import re

import pytest

from scorelab.elsewhere.load import load_elsewhere
from scorelab.experiment.statistics import adults_of_the_country
from scorelab.published import figures
from scorelab.scenario.load import names, names_elsewhere
from tools import scenario_pages as pages


def test_every_society_and_affair_has_its_page_and_nothing_else_has():
    assert {page.stem for page in pages.FOLDER.glob("*.md")} == set(pages.LIBRARY)
    assert set(names()) <= set(pages.LIBRARY)
    assert set(pages.LIBRARY) <= {*names(), *names_elsewhere()}
    assert len(pages.LIBRARY) == 13


@pytest.mark.parametrize("name", pages.LIBRARY)
def test_a_page_says_what_is_modelled_documented_reported_and_left_out(name):
    by_hand, held, written = pages.parts(pages.page_of(name).read_text("utf-8"))
    for heading in pages.HEADINGS:
        _, _, below = by_hand.partition(f"## {heading}\n")
        assert len(re.split(r"^## ", below, flags=re.MULTILINE)[0].split()) >= 1, heading
    assert "## Validation" in held
    assert written == f"\n\n{pages.numbers(name)}{pages.LICENCE}"


@pytest.mark.parametrize("name", pages.LIBRARY)
def test_the_validation_table_has_a_row_for_each_figure(name):
    _, held, _ = pages.parts(pages.page_of(name).read_text("utf-8"))
    rows = re.findall(r"^\| (?!figure|---)(.*)$", held, re.MULTILINE)
    if name in names():
        assert [row.split(" | ")[0] for row in rows] == [figure[0] for figure in pages.HELD[name]]
    else:
        assert len(rows) == len(load_elsewhere(name).published)
    assert all(re.search(r"(echoed|fitted|predicted): (holds|misses)", row) for row in rows)


def test_figures_about_the_list_are_those_of_the_registry():
    for held, name in ((pages.STOCK_2023, "on_the_list_end_2023"), (pages.ENTRIES, "new_entries_2024")):
        figure = figures.published()[name]
        assert held[3:] == (figure.source, figure.role)
        middle = sum(held[2]) / 2 / pages.HUNDRED_THOUSAND * adults_of_the_country()
        assert middle == pytest.approx(figure.value, rel=0.01)
