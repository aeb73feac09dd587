"""The numbers of a rule book that shape a population."""

from typing import Any, NamedTuple

from scorelab.errors import InputError

LARGEST_CIRCLE = 200
"""Everybody knows everybody in a circle, so larger ones would be no circles of contacts."""


class Settings(NamedTuple):
    """The population section of a rule book.

    Probabilities and shares are in units of 2**-32, money in cents, groups in people.
    The fields are the parameters of `scenario.society.Population`; a range is a pair
    ending in `_low` and `_high`.
    """

    pyramid_year: int
    settled_share: int
    minority_share: int
    aware_share: int
    assertive_share: int
    education_shares: tuple[int, ...]
    employed_share: int
    manager_share: int
    median_income: int
    namesakes_low: int
    namesakes_high: int
    neighbour_group_low: int
    neighbour_group_high: int
    team_group_low: int
    team_group_high: int
    friend_group_low: int
    friend_group_high: int
    long_friend_share: int
    borrower_share: int
    rewire: int


def read_settings(parameters: Any) -> Settings:
    """The population's numbers from the `p` of a rule book, in either of its forms.

    Parameters
    ----------
    parameters : structured array of one element, or object with attributes
        Its fields are named `population_...`.

    Raises
    ------
    InputError
        A circle of neighbours, colleagues or friends is larger than 200 people.
    """
    values: dict[str, Any] = {}
    for name in Settings._fields:
        key = f"population_{name}"
        value = getattr(parameters, key) if hasattr(parameters, key) else parameters[0][key]
        many = name == "education_shares"
        values[name] = tuple(int(share) for share in value) if many else int(value)
    for group in ("neighbour_group", "team_group", "friend_group"):
        if values[f"{group}_high"] > LARGEST_CIRCLE:
            found = f"{values[f'{group}_high']} people"
            raise InputError(f"population.{group}", found, f"at most {LARGEST_CIRCLE} people")
    return Settings(**values)
