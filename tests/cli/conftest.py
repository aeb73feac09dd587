"""The command line as users meet it: real processes in a folder of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCORELAB = (sys.executable, "-m", "scorelab")
PEOPLE, DAYS, SEED = 800, 100, 5
TROUBLED = {
    "time.opening_years": "1",
    "incidents.suit_debt.per_year": "0.045",
    "incidents.suit_debt.bound_per_year": "12",
    "court.listed": "0.95",
    "court.listing_days": "[5, 40]",
    "errors.clerical": "0.3",
    "doors.flight.per_year": "6",
}
"""Much goes wrong, so that few people and days suffice."""


def options(settings=TROUBLED, people=PEOPLE, days=DAYS, seed=SEED):
    set_each = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    return ["--people", str(people), "--days", str(days), "--seed", str(seed), *set_each]


def environment():
    """That of the tests, but as wide as a plain terminal and without colours."""
    changed = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    return {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"} | changed


@pytest.fixture
def scorelab(tmp_path):
    """Run the command in a fresh folder; returns the ended process."""

    def call(*arguments, **more):
        return subprocess.run(
            [*SCORELAB, *map(str, arguments)],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
            **more,
        )

    return call


@pytest.fixture
def refused(scorelab, tmp_path):
    """Run the command, see that it is refused with one line and leaves nothing; returns the line."""

    def call(*arguments, **more):
        before = sorted(tmp_path.rglob("*"))
        ended = scorelab(*arguments, **more)
        assert ended.returncode == 2, ended.stderr
        assert ended.stdout == ""
        lines = ended.stderr.splitlines()
        assert len(lines) == 1, ended.stderr
        assert lines[0].startswith("scorelab: ")
        assert sorted(tmp_path.rglob("*")) == before
        return lines[0]

    return call


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """A finished run and what the command printed about it."""
    folder = tmp_path_factory.mktemp("stored")
    ended = subprocess.run(
        [*SCORELAB, "run", "court-list-2023", *options(), "--out", "run", "--threads", "1", "--json"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / "run", json.loads(ended.stdout)
