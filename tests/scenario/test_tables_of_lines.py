"""Lines of a table of points in a file of their own, and what a child may change of them."""

import re

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load, resolve_yaml
from scorelab.scenario.schemes import Line
from tests.scenario.faults import line


def written(tmp_path, table):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "table.yaml").write_text(table, encoding="utf-8")
    path = tmp_path / "rules" / "mine.yaml"
    path.write_text(
        "extends: wendeng-2020\nschemes:\n  municipalities:\n    - name: wendeng\n      lines: table.yaml\n",
        encoding="utf-8",
    )
    return path


def test_lines_may_name_a_file_beside_the_scenario(tmp_path):
    path = written(
        tmp_path,
        "lines:\n  - number: 3\n    text: an act\n    points: -7\n    years: 1\n    kind: nuisance\n",
    )
    [scheme] = load(path).schemes.all
    assert scheme.lines == (Line(number=3, text="an act", points=-7, years=1, kind="nuisance"),)


def test_a_fault_in_a_file_of_lines_is_found_there(tmp_path):
    table = "lines:\n  - number: 3\n    text: an act\n    points: -7\n    years: 1\n    kind: nuisanse\n"
    with pytest.raises(InputError, match=r"table\.yaml line 6: .*wendeng\.lines\.line 3\.kind"):
        load(written(tmp_path, table))


@pytest.mark.parametrize("table", ["", "lines: 5\n", "lines: []\nrules: []\n", "- number: 3\n"])
def test_a_file_of_lines_holds_a_list_of_lines_and_nothing_else(table, tmp_path):
    with pytest.raises(InputError, match=r"table\.yaml: .*expected the key lines alone, with a list"):
        load(written(tmp_path, table))


def test_a_child_may_replace_the_whole_table(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: wendeng-2020\nschemes: {{municipalities: [{{name: wendeng, lines: [{line()}]}}]}}\n"
    )
    [scheme] = load(path).schemes.all
    assert [each.number for each in scheme.lines] == [1]


def test_each_rule_shows_its_points_on_a_line_of_its_own_and_can_be_changed_there(tmp_path):
    shown = resolve_yaml(load("wendeng-2020"))
    rule = re.compile(r"^( +points: )(-?\d+)$", re.MULTILINE)
    [scheme] = load("wendeng-2020").schemes.all
    assert [int(found) for _, found in rule.findall(shown)] == [each.points for each in scheme.lines]
    path = tmp_path / "halved.yaml"
    path.write_text(rule.sub(lambda found: f"{found[1]}{int(found[2]) // 10}", shown), encoding="utf-8")
    [halved] = load(path).schemes.all
    assert [each.points for each in halved.lines] == [each.points // 10 for each in scheme.lines]
