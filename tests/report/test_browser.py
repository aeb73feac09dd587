"""The report in a real browser, with the network off and without scripts."""

from itertools import pairwise

import pytest


@pytest.fixture(params=["page", "scored_page"])
def page(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def opened(browser, page):
    """Opens the report: a function of page width and colour scheme."""
    contexts = []

    def open_at(width: int, scheme: str = "light", scripts: bool = False):
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            offline=True,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        view = context.new_page()
        view.requested = []
        view.problems = []
        view.on("request", lambda request: view.requested.append(request.url))
        view.on("console", lambda message: view.problems.append(message.text))
        view.on("pageerror", lambda error: view.problems.append(str(error)))
        view.goto(page.as_uri())
        return view

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_asks_for_nothing_but_itself(opened, page, scheme):
    view = opened(1200, scheme)
    assert view.requested == [page.as_uri()]
    assert view.problems == []


@pytest.mark.parametrize("width", [360, 390, 768, 1400])
def test_never_scrolls_sideways(opened, width):
    view = opened(width)
    assert view.evaluate("document.documentElement.scrollWidth") <= width


FIGURES = """() => [...document.querySelectorAll('figure')].map(figure => {
    const pictures = [...figure.querySelectorAll('svg')];
    const text = (picture, part) => picture.querySelector(part).textContent;
    const named = name => document.querySelectorAll('#' + CSS.escape(name)).length;
    return {
        shown: pictures.filter(it => it.checkVisibility() && it.getBoundingClientRect().width > 0).length,
        pictures: pictures.map(it => ({
            title: text(it, 'title'), desc: text(it, 'desc'), notice: text(it, 'text.notice'),
            named: it.getAttribute('aria-labelledby').trim().split(/ +/).map(named),
        })),
        tables: figure.querySelectorAll('details table').length,
    };
})"""
"""What stands in each figure of the page: all asked at once, since each question takes a while."""


@pytest.mark.parametrize("width", [360, 1400])
def test_every_figure_shows_one_picture_with_title_description_notice_and_table(opened, width):
    view = opened(width)
    view.evaluate("document.querySelectorAll('details.further').forEach(it => it.open = true)")
    figures = view.evaluate(FIGURES)
    assert len(figures) > 10
    for figure in figures:
        assert figure["shown"] == 1
        for picture in figure["pictures"]:
            assert picture["title"].strip()
            assert picture["desc"].strip()
            assert "Synthetic" in picture["notice"]
            assert picture["named"]
            assert set(picture["named"]) == {1}
        assert figure["tables"] >= 1
    assert view.locator("svg:not(figure svg):not([aria-hidden])").count() == 0


@pytest.mark.parametrize("width", [360, 1400])
def test_no_label_leaves_its_picture(opened, width):
    view = opened(width)
    view.evaluate("document.querySelectorAll('details.further').forEach(it => it.open = true)")
    boxes = view.evaluate(
        "[...document.querySelectorAll('svg.picture text')]"
        ".filter(t => t.checkVisibility()).map(t => [t.textContent, t.getBoundingClientRect(),"
        " t.ownerSVGElement.getBoundingClientRect()])"
        ".map(([text, own, all]) => [text, all.left - own.left, own.right - all.right])"
    )
    assert boxes
    assert [(text, left, right) for text, left, right in boxes if max(left, right) > 6] == []


def test_details_open_with_the_keyboard_alone(opened):
    view = opened(800)
    first = view.locator("figure details").first
    assert not first.locator("table").is_visible()
    for _ in range(400):
        view.keyboard.press("Tab")
        if first.locator("summary").evaluate("it => it === document.activeElement"):
            break
    view.keyboard.press("Enter")
    assert first.locator("table").is_visible()


def test_ids_are_unique_and_links_lead_somewhere(opened):
    view = opened(800)
    ids = view.evaluate("[...document.querySelectorAll('[id]')].map(it => it.id)")
    assert len(ids) == len(set(ids))
    targets = view.evaluate("[...document.querySelectorAll('a')].map(it => it.getAttribute('href'))")
    assert targets
    assert {target.removeprefix("#") for target in targets} <= set(ids)


def test_the_parser_repairs_nothing(opened, page):
    view = opened(800)
    assert view.evaluate("document.compatMode") == "CSS1Compat"
    tags = page.read_text(encoding="utf-8")
    for name in ("svg", "table", "td", "figure", "section", "details", "li", "p", "data", "path", "rect"):
        count = view.evaluate(f"document.getElementsByTagName('{name}').length")
        assert count == tags.count(f"<{name} ") + tags.count(f"<{name}>"), name


def test_headings_leave_out_no_level(opened):
    view = opened(800)
    levels = view.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(it => +it.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_page(opened, scheme):
    view = opened(800, scheme)

    def luminance(colour: str) -> float:
        parts = [int(number) / 255 for number in colour.strip("rgb()").split(",")]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    paper = view.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector in ("body", ".caption", ".stem", "figure .rates", "summary", "nav a"):
        ink = view.locator(selector).first.evaluate("it => getComputedStyle(it).color")
        assert contrast(ink, paper) >= 4.5, selector
    for css in ("f1", "f2", "f3", "f4", "f5", "f6"):
        fill = view.evaluate(
            "css => {const it = document.createElementNS('http://www.w3.org/2000/svg', 'rect');"
            "it.setAttribute('class', css); document.querySelector('svg').append(it);"
            "return getComputedStyle(it).fill}",
            css,
        )
        assert contrast(fill, paper) >= 3, css


def test_prints_to_a_file_of_ordinary_size(opened):
    view = opened(1200)
    assert len(view.pdf(format="A4")) < 5_000_000
