"""Small worlds in which much goes wrong, so that few people and days suffice."""

import pytest

from tests.cli.conftest import TROUBLED, refused, scorelab

__all__ = ["SMALL", "refused", "scorelab", "small"]

SMALL = {"people": 500, "days": 100, "seed": 5}


@pytest.fixture(scope="session")
def small():
    """Options of a comparison of small worlds, done in this process."""
    return SMALL | {"set": TROUBLED, "workers": 1}
