"""A rule book's population section and societies of a few sizes."""

from types import SimpleNamespace

import pytest

from scorelab.luck import CERTAIN
from scorelab.population import Population, build
from scorelab.population.build import settle
from scorelab.population.settings import read_settings

SEED = 20180101
START_YEAR = 2018


def chance(probability: float) -> int:
    return round(probability * CERTAIN)


def rule_book(**changes: object) -> SimpleNamespace:
    values = {
        "pyramid_year": 2015,
        "settled_share": chance(0.75),
        "minority_share": chance(0.1),
        "aware_share": chance(0.11),
        "assertive_share": chance(0.2),
        "education_shares": tuple(map(chance, (0.3, 0.36, 0.17, 0.09, 0.08))),
        "employed_share": chance(0.7),
        "manager_share": chance(0.05),
        "median_income": 400_000,
        "namesakes_low": 3,
        "namesakes_high": 30,
        "neighbour_group_low": 4,
        "neighbour_group_high": 8,
        "team_group_low": 3,
        "team_group_high": 8,
        "friend_group_low": 3,
        "friend_group_high": 6,
        "long_friend_share": chance(0.25),
        "borrower_share": chance(0.15),
        "rewire": CERTAIN,
    } | changes
    return SimpleNamespace(**{f"population_{name}": value for name, value in values.items()})


def society(people: int, **changes: object) -> Population:
    return build(rule_book(**changes), people, SEED, START_YEAR)


@pytest.fixture(scope="session")
def town() -> Population:
    return society(20_000)


@pytest.fixture(scope="session")
def town_homes():
    homes, _ = settle(read_settings(rule_book()), 20_000, SEED, START_YEAR, None, None)
    return homes
