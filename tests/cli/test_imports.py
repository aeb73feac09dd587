"""Societies on an imported graph or table: their shape is taken, nothing about single people."""

import json

import duckdb
import networkx
import pytest

QUIET = ("--days", "40", "--set", "time.opening_years=1")


@pytest.fixture
def graph(tmp_path):
    edges = networkx.barabasi_albert_graph(600, 5, seed=1).edges
    file = tmp_path / "graph.csv"
    file.write_text("\n".join(f"{one + 7000},{other + 7000}" for one, other in edges))
    return file


@pytest.fixture
def ages(tmp_path):
    file = tmp_path / "ages.csv"
    file.write_text("sex,age_from,age_to,count\nman,30,39,300\nwoman,30,39,100\n")
    return file


def test_a_run_on_a_graph_has_as_many_people_as_the_graph_and_names_the_file_by_its_digest(
    scorelab, graph, tmp_path
):
    ended = scorelab(
        "run", "court-list-2023", *QUIET, "--network", graph, "--out", tmp_path / "run", "--json"
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["people"] == 600
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert list(manifest["extra"]["imported"]) == ["network"]
    assert "7000" not in (tmp_path / "run" / "scenario.yaml").read_text()


def test_a_run_on_a_table_has_its_ages(scorelab, ages, tmp_path):
    out = tmp_path / "run"
    ended = scorelab("run", "blank", *QUIET, "--people", "400", "--ages", ages, "--out", out, "--json")
    assert ended.returncode == 0, ended.stderr
    men, youngest, oldest = (
        duckdb.connect()
        .sql(f"select sum(sex), min(-birthday) / 365.25, max(-birthday) / 365.25 from '{out}/people.parquet'")
        .fetchall()[0]
    )
    assert men == 300
    assert youngest >= 30
    assert oldest < 40.01


def test_a_graph_decides_how_many_people_there_are(refused, graph, ages):
    for other in (("--people", "10"), ("--ages", ages)):
        assert "--network" in refused("run", "blank", "--network", graph, *other)


def test_a_graph_with_names_is_refused(refused, tmp_path):
    named = tmp_path / "named.csv"
    named.write_text("1,2,Anna\n2,3,Ben\n")
    assert "bare graph" in refused("run", "blank", "--network", named)


def test_a_table_with_small_cells_is_refused(refused, tmp_path):
    small = tmp_path / "small.csv"
    small.write_text("sex,age_from,age_to,count\nman,30,39,3\nwoman,30,39,100\n")
    assert "10 or more" in refused("run", "blank", "--ages", small)
