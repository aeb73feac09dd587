"""Runs of one society, without a list, with one, and scored as documented and as reported; their reports."""

import shutil
from pathlib import Path

import pytest

from scorelab.report import write_report
from scorelab.run import run
from scorelab.store import Run

PEOPLE = 20_000


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="session")
def listed(folder) -> Run:
    return run("court-list-2023", people=PEOPLE, out=folder / "listed")


@pytest.fixture(scope="session")
def blank(folder) -> Run:
    return run("blank", people=PEOPLE, out=folder / "blank")


@pytest.fixture(scope="session")
def page(folder, blank, listed) -> Path:
    path = folder / "report.html"
    write_report([blank, listed], path)
    return path


@pytest.fixture(scope="session")
def documented(folder) -> Run:
    return run("as-documented-2018", people=PEOPLE, out=folder / "documented")


@pytest.fixture(scope="session")
def reported(folder) -> Run:
    return run("as-reported-2018", people=PEOPLE, out=folder / "reported")


@pytest.fixture(scope="session")
def control(folder) -> Run:
    return run("blank", people=PEOPLE, set={"time.start": "2018-01-01"}, out=folder / "control")


@pytest.fixture(scope="session")
def scored_page(folder, control, documented, reported) -> Path:
    path = folder / "scored.html"
    write_report([control, documented, reported], path)
    return path


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
