"""The Python API: the same verbs, lazily imported, with results that show themselves."""

import gc
import subprocess
import sys

import polars as pl
import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.measures import MEASURES
from scorelab.scenario.load import load
from scorelab.store import Run
from tests.cli.conftest import DAYS, PEOPLE, SEED, TROUBLED

HEAVY = ("numpy", "numba", "polars", "pyarrow", "duckdb", "pydantic", "yaml", "typer", "rich")


@pytest.fixture(scope="module")
def result():
    return scorelab.run("court-list-2023", people=PEOPLE, days=DAYS, seed=SEED, set=TROUBLED, threads=1)


def test_importing_scorelab_imports_nothing_heavy():
    code = f"import sys, scorelab; print([name for name in {HEAVY} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


@pytest.mark.parametrize(
    "before", ["pass", "from scorelab.run import fresh_folder", "import scorelab.why, scorelab.report.page"]
)
def test_a_verb_is_a_function_whoever_imported_what_before(before):
    code = (
        f"{before}\nimport scorelab\nprint([callable(getattr(scorelab, name)) for name in scorelab.__all__])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == f"{[True] * len(scorelab.__all__)}\n"


def test_every_public_name_is_there_and_no_other():
    assert set(scorelab.__all__) <= set(dir(scorelab))
    with pytest.raises(AttributeError, match="score_a_person"):
        scorelab.score_a_person


def test_the_command_line_and_python_give_the_same(result, stored):
    _, printed = stored
    assert result.digest == printed["digest"]
    assert result.measures == printed["measures"]
    assert result.to_json().keys() == printed.keys()


def test_a_result_is_a_run_with_tables_and_words(result):
    assert isinstance(result, Run)
    assert isinstance(result.tables.journal, pl.DataFrame)
    assert result.tables.people.height == PEOPLE
    assert set(result.tables.causes.columns) >= {"row", "cause", "share"}
    person = result.somebody()
    assert "invented person" in str(result.why(person))
    assert result.why(person).effects
    assert all(check.holds for check in scorelab.verify(result))
    assert result.measures.keys() == MEASURES.keys()


def test_a_result_shows_itself_and_says_that_it_is_synthetic(result):
    html = result._repr_html_()
    assert html.startswith("<table>")
    assert "Synthetic" in html
    assert "never of a country" in html
    assert f"{result.measures['refusals']:,}" in html
    assert "invented people" in repr(result)


def test_a_report_is_written(result, tmp_path):
    result.report(tmp_path / "page.html")
    assert "Synthetic" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_run_without_a_folder_lives_as_long_as_its_result():
    small = scorelab.run("blank", people=60, days=5, set={"time.opening_years": 0})
    folder = small.folder
    assert scorelab.open_run(folder).people_count == 60
    del small
    gc.collect()
    assert not folder.parent.exists()


def test_a_loaded_scenario_runs_and_can_still_be_changed(result, tmp_path):
    scenario = load("court-list-2023", TROUBLED, people=PEOPLE, days=DAYS, seed=SEED)
    assert scorelab.run(scenario).digest == result.digest
    changed = scorelab.run(scenario, days=10, out=tmp_path / "changed")
    assert changed.days == 10
    assert changed.scenario.court == scenario.court


def test_progress_is_told_in_order():
    told = []
    scorelab.run(
        "blank",
        people=60,
        days=40,
        set={"time.opening_years": 1},
        progress=lambda step, done, of: told.append((step, done, of)),
    )
    lived = [(done, of) for step, done, of in told if step == "simulating"]
    assert [done for done, _ in lived] == sorted(done for done, _ in lived)
    assert lived[-1][0] == lived[-1][1]
    steps = [step for step, _, _ in told]
    assert list(dict.fromkeys(steps))[-3:] == ["building the society", "simulating", "writing"]


def test_several_scenarios_are_checked_before_the_first_is_run(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        scorelab.run_together(["blank", "nowhere"], people=60, out=tmp_path / "both")
    assert not (tmp_path / "both").exists()


def test_scenarios_of_one_name_get_a_folder_each(tmp_path):
    results = scorelab.run_together(
        ["blank", "blank"], people=60, days=5, set={"time.opening_years": 0}, out=tmp_path / "both"
    )
    assert [result.folder.name for result in results] == ["blank", "blank-2"]


def test_halved_rates_halve_what_happens():
    from scorelab.bench import halved_rates

    few = {"time.opening_years": 1}
    whole = scorelab.run("court-list-2023", people=5000, days=DAYS, set=few)
    half = scorelab.run("court-list-2023", people=5000, days=DAYS, set=few | halved_rates("court-list-2023"))
    for count in ("visits", "candidates", "rows"):
        assert 0.4 < half.counts[count] / whole.counts[count] < 0.6
