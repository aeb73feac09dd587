"""Which rules may be replaced: each is called by both models, and what is said about it holds."""

import ast
import inspect
from pathlib import Path

import pytest

import scorelab
from scorelab.luck import Purpose, between, draw
from scorelab.rules.replaceable import REPLACEABLE, TABLES
from scorelab.user_rules.check import VALUES
from tools import rules_page

ROOT = Path(scorelab.__file__).parent
RULES = {path.stem: ast.parse(path.read_text("utf-8")) for path in (ROOT / "rules").glob("*.py")}


def named(tree):
    """Every name and attribute that is read somewhere below."""
    return {
        getattr(node, "id", None) or getattr(node, "attr", None)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }


def reached(folder):
    """Functions of the rules that a model calls, directly or by way of other rules."""
    functions = {
        node.name: node for tree in RULES.values() for node in tree.body if isinstance(node, ast.FunctionDef)
    }
    waiting = set().union(
        *(named(ast.parse(path.read_text("utf-8"))) for path in (ROOT / folder).glob("*.py"))
    )
    found = set()
    while waiting:
        name = waiting.pop()
        if name in functions and name not in found:
            found.add(name)
            waiting |= named(functions[name])
    return found


@pytest.mark.parametrize("model", ["reference", "engine"])
def test_both_models_call_every_replaceable_rule(model):
    assert {rule.attribute for rule in REPLACEABLE.values()} <= reached(model)


@pytest.mark.parametrize("name", REPLACEABLE)
def test_a_rule_has_bounds_unless_it_answers_yes_or_no(name):
    rule = REPLACEABLE[name]
    kind = inspect.signature(rule.built_in).return_annotation
    assert kind is (bool if rule.answers_yes_or_no else int)
    assert bool(rule.least) == bool(rule.most)


@pytest.mark.parametrize("name", REPLACEABLE)
def test_arguments_are_numbers_or_parts_of_the_rule_book(name):
    for parameter, about in inspect.signature(REPLACEABLE[name].built_in).parameters.items():
        assert (about.annotation is int) == (parameter not in TABLES), parameter


def test_the_page_is_up_to_date():
    assert rules_page.PAGE.read_text("utf-8") == rules_page.page()


def test_the_page_explains_every_rule_and_every_argument():
    listed = [rule.name for room in rules_page.ROOMS for rule in rules_page.rules_of(room)]
    assert sorted(listed) == sorted(REPLACEABLE)
    used = {parameter for rule in REPLACEABLE.values() for parameter in rule.parameters}
    assert rules_page.explained() == used


def test_values_that_rules_are_tried_with_belong_to_arguments():
    used = {parameter for rule in REPLACEABLE.values() for parameter in rule.parameters}
    assert set(VALUES) <= used


def test_luck_reaches_every_value():
    for values in VALUES.values():
        picked = {between(draw(0, Purpose.NOTHING, 0, trial), 0, len(values) - 1) for trial in range(256)}
        assert picked == set(range(len(values)))
