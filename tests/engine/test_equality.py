"""The engine and the reference live the same lives: row for row, cause for cause, person for person."""

import os

import pytest
from hypothesis import HealthCheck, given, reject, settings

from scorelab.casting import casting
from scorelab.errors import InputError
from tests.engine.drawn import scenarios
from tests.engine.walks import check_well_founded
from tests.engine.worlds import both, people_of

EXAMPLES = int(os.environ.get("SCORELAB_EXAMPLES", "25"))


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(scenarios())
def test_engine_and_reference_agree(drawn):
    world = drawn.scenario()
    try:
        casting(world, people_of(world))
    except InputError:
        reject()  # Nobody fits a role among a handful of people.
    check_well_founded(both(world))
