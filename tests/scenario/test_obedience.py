"""Whoever is told of a world in which officials always keep a safeguard is told so."""

import pytest

from scorelab.scenario.load import load
from scorelab.scenario.obedience import always_kept, warning
from scorelab.scenario.safeguards import Safeguards

IN_LAW, OBEYED = "safeguards.retention_limit.in_law", "safeguards.retention_limit.obeyed"


@pytest.mark.parametrize("name", Safeguards.model_fields)
def test_every_safeguard_that_is_always_kept_is_named(name):
    world = load("court-list-2023", {f"safeguards.{name}.in_law": True, f"safeguards.{name}.obeyed": 1})
    assert name in always_kept(world)
    assert f"officials keep {name} in all cases" in (warning(world) or "")


@pytest.mark.parametrize(
    "settings", [{}, {IN_LAW: True, OBEYED: 0.99}, {IN_LAW: False, OBEYED: 1}, {IN_LAW: True, OBEYED: 0}]
)
def test_nothing_is_said_of_any_other_world(settings):
    assert warning(load("court-list-2023", settings)) is None


def test_a_reform_that_is_always_kept_from_a_date_on_is_named(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "extends: court-list-2023\nname: mine\n"
        f"interventions: [{{name: reform, from: 2023-06-01, set: {{{IN_LAW}: true, {OBEYED}: 1}}}}]\n"
    )
    assert always_kept(load(file)) == ("retention_limit",)
