"""What the documentation says can be done, done."""

import contextlib
import json
import re
import textwrap
from pathlib import Path

import pytest
import typer.main

import scorelab
from scorelab.cli import app
from scorelab.journal import Truth
from scorelab.measures import MEASURES
from scorelab.published.figures import published
from scorelab.scenario.dates import plain
from scorelab.scenario.forms import FORMS
from scorelab.scenario.load import load, names
from scorelab.scenario.overrides import leaves
from scorelab.scenario.schema import Safeguards
from tools import measures_page, validation_page

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))]
FENCED = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


def fenced(page, language):
    """The fenced blocks of a language, in order."""
    found = FENCED.findall(page.read_text("utf-8"))
    return [textwrap.dedent(block) for _, kind, block in found if kind == language]


def anchors(page):
    """The anchors of a page's headings, as Markdown hosts make them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_page_of_measures_is_up_to_date():
    assert measures_page.PAGE.read_text("utf-8") == measures_page.page()


def test_the_page_of_validation_is_what_its_stored_result_makes():
    stored = json.loads(validation_page.STORED.read_text("utf-8"))
    assert validation_page.PAGE.read_text("utf-8") == validation_page.page(stored)
    known = published()
    told = {row["name"] for row in stored["figures"]} | set(stored["left_out"])
    assert told == set(known)
    assert all(row["class"] == known[row["name"]].role for row in stored["figures"])
    assert all(row["source"] == known[row["name"]].source for row in stored["figures"])


def test_every_measure_is_on_the_page():
    assert measures_page.named() == set(MEASURES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file) if file else page
        assert other.exists(), target
        assert not anchor or anchor in anchors(other), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page):
    commands = typer.main.get_command(app).commands
    for line in re.findall(r"^    (?:\S*/)?scorelab (.*)$", page.read_text("utf-8"), re.MULTILINE):
        verb, *rest = line.split()
        command = commands[verb]
        if rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest[0]]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("--")} <= known, line


@pytest.mark.parametrize("number", range(len(fenced(ROOT / "docs" / "scenarios.md", "yaml"))))
def test_example_scenarios_can_be_loaded(number, tmp_path):
    block = fenced(ROOT / "docs" / "scenarios.md", "yaml")[number]
    if "extends:" not in block:
        block = f"extends: court-list-2023\n{block}"
    file = tmp_path / "example.yaml"
    file.write_text(block, encoding="utf-8")
    assert load(file).name


def test_settings_in_examples_can_be_set():
    text = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    settings = re.findall(r"--set (\S+)=(\S+)", text)
    assert settings
    for key, value in settings:
        load("court-list-2023", {key: value})


def test_the_library_is_listed():
    text = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    table = re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    assert table == names()


def test_every_safeguard_is_described():
    text = (ROOT / "docs" / "model.md").read_text("utf-8")
    assert set(Safeguards.model_fields) <= set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_parameters_named_in_the_model_exist():
    text = (ROOT / "docs" / "model.md").read_text("utf-8")
    _, _, details = text.partition("# Details")
    scenario = load("court-list-2023")
    known = {part for key in leaves(plain(scenario)) for part in key.split(".")}
    known |= {form for forms in FORMS.values() for form in forms}
    known |= {truth.name.lower() for truth in Truth} | set(names()) | {"n", "h", "conduct"}
    named = {part for word in re.findall(r"`([a-z_0-9.]+)`", details) for part in word.split(".")}
    assert named <= known


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("measures", "reproducibility"))],
    ids=lambda page: page.name,
)  # fmt: skip
def test_snippets_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    scorelab.run("court-list-2023", people=3000, out="runs/mine")
    meaning: dict[str, object] = {}
    for block in fenced(page, "python"):
        with contextlib.redirect_stdout(None):
            exec(
                compile(block.replace("20_000", "3_000").replace("50_000", "3_000"), page.name, "exec"),
                meaning,
            )
