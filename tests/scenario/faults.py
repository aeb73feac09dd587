"""Scenarios with one fault, and the line that refuses them."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load

TEST = "assumed: {range: [-9999, 9999], reason: for a test}"


def points(value):
    return f"{{value: {value}, unit: score points, {TEST}}}"


def share(value):
    return f"{{value: {value}, unit: probability, assumed: {{range: [0, 1], reason: for a test}}}}"


def platform(text):
    return f"schemes: {{platforms: [{{name: platform_one, {text}}}]}}"


def city(text):
    return f"schemes: {{municipalities: [{{name: city, {text}}}]}}"


def line(text="points: -5, years: 1, kind: nuisance", number=1):
    return f"{{number: {number}, text: an act, {text}}}"


def refusal(tmp_path, text, parent="as-reported-2018"):
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: {parent}\n{text}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    message = str(caught.value)
    assert message.isprintable()
    return message.replace(str(tmp_path) + "/", "")
