"""A small world whose days are told."""

import pytest

from scorelab.trace.world import TraceWorld


@pytest.fixture(scope="session")
def world():
    return TraceWorld.of("as-reported-2018", people=2500, seed=11)
