"""What stands on the page, read as text."""

import re
from html.parser import HTMLParser

import pytest

from scorelab.errors import InputError
from scorelab.measures import MEASURES, measure_all
from scorelab.published.figures import opinions
from scorelab.report import words, write_report
from scorelab.report.rates import rates_in_words
from scorelab.report.subject import Subject
from scorelab.run import run
from scorelab.scenario.load import load

COUNTRIES = ("China", "Chinese", "Beijing", "PRC", "Dutch", "Netherlands", "Australia", "Europe", "America")
VOID = {"meta", "br", "hr", "link"}


class Reader(HTMLParser):
    """Collects `data` elements, and sees to it that tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.values: list[tuple[dict[str, str | None], str]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        if tag == "data":
            self.values.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "data":
            attributes, before = self.values[-1]
            self.values[-1] = (attributes, before + data)


@pytest.fixture(scope="module")
def text(page) -> str:
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(text) -> Reader:
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    return reader


def section(text: str, name: str) -> str:
    return text.split(f'<section id="{name}"')[1].split("</section>")[0]


def test_is_one_small_file_that_needs_nothing_else(page, text):
    assert page.stat().st_size < 1_500_000
    assert "<script" not in text
    assert not re.search(r'(src|href|action)="(?!#)', text)
    assert "url(http" not in text
    assert "@import" not in text


def test_every_measure_on_the_page_is_the_measure(read, blank, listed):
    measured = {run.labels.scenario: measure_all(run) for run in (blank, listed)}
    found = set()
    for attributes, shown in read.values:
        name, value = attributes["data-measure"], measured[attributes["data-run"]][attributes["data-measure"]]
        assert attributes["value"] == ("" if value is None else repr(value))
        assert shown == words.amount(MEASURES[name], value)
        found.add((attributes["data-run"], name))
    assert found == {(name, measure) for name in measured for measure in MEASURES}


def test_what_people_said_stands_beside_the_findings_with_its_sources(text):
    said = section(text, "said")
    for name, opinion in opinions().items():
        assert words.percent(opinion.value) in said, name
        assert opinion.source.replace("&", "&amp;") in said
    assert "no result of a run" in said
    assert text.index('<section id="findings"') < text.index('<section id="said"')


def test_findings_have_their_stem_and_name_no_country(text):
    findings = section(text, "findings")
    items = findings.split("<li>")[1:]
    assert len(items) >= 8
    for item in items:
        finding = re.sub("<[^>]+>", "", item.split('class="finding">')[1])
        assert re.match(
            r"In an invented society of 20,000 people under the rules as written in \S+, ", finding
        )
    assert not [country for country in COUNTRIES if country in findings]


def test_no_wrongful_level_without_the_error_rates(text, listed):
    rates = rates_in_words(Subject([listed]).told[0])
    assert "0.5%" in rates
    without_lives = text.replace(section(text, "lives"), "")
    blocks = re.findall(r"<figure .*?</figure>", without_lives, re.DOTALL)
    assert len(blocks) > 10
    for block in blocks:
        if re.search(r"[Ww]rong", block):
            assert "Put in, not found" in block
    for item in section(text, "findings").split("<li>")[1:]:
        if "wrongful" in item or "own rules" in item:
            assert "Put in, not found" in item


def test_says_at_the_top_that_everybody_is_invented(text):
    assert text.index("Everybody in it is invented") < text.index("At a glance")
    assert "Synthetic" in text.split("</head>")[0]


def test_one_seed_has_no_error_bar(text):
    assert "no error bar between societies" in section(text, "findings")


def test_every_parameter_is_there_with_its_source(text, listed):
    sources = section(text, "sources")
    assert sources.count("<details") >= 8
    assert "Fa Shi [2017] 7" in sources
    assert "Where the model is silent" in sources


def test_hostile_names_stay_text(tmp_path):
    scenario = load("court-list-2023", people=300, days=40)
    scenario = scenario.model_copy(
        update={"title": "<script>alert(1)</script>", "summary": 'A & "B" </style><img src=x>'}
    )
    path = tmp_path / "report.html"
    write_report([run(scenario, out=tmp_path / "run")], path)
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_run_in_which_nothing_happens_can_be_told(tmp_path):
    runs = [run(name, people=1, days=1, out=tmp_path / name) for name in ("blank", "court-list-2013")]
    write_report(runs, tmp_path / "report.html")
    assert words.NOT_ESTIMABLE in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_same_runs_give_the_same_page(tmp_path, page, blank, listed):
    write_report([blank, listed], tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_bad_calls_are_one_line(tmp_path, blank):
    with pytest.raises(InputError, match="one to six finished runs"):
        write_report([], tmp_path / "report.html")
    with pytest.raises(InputError, match="a folder that exists"):
        write_report([blank], tmp_path / "nowhere" / "report.html")
