from dataclasses import fields

import numpy as np
import pytest

from scorelab.population import Population, build
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from tests.population.conftest import SEED, START_YEAR, rule_book


def same(first: Population, second: Population) -> bool:
    return all(
        np.array_equal(getattr(first, field.name), getattr(second, field.name))
        for field in fields(Population)
    )


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
def test_the_number_of_threads_cannot_be_seen(town, threads):
    assert same(town, build(rule_book(), len(town), SEED, START_YEAR, threads=threads))


def test_another_seed_is_another_society(town):
    other = build(rule_book(), len(town), SEED + 1, START_YEAR)
    assert not np.array_equal(town.birthday, other.birthday)
    assert not np.array_equal(town.tie_contact, other.tie_contact)
    years = (-people.birthday * 4 // 1461 for people in (town, other))
    first, second = (np.sort(age) for age in years)
    assert np.array_equal(first, second)


def test_both_forms_of_a_rule_book_give_the_same_society():
    book = rule_books(load("blank"))[0]
    readable = build(book.reader().p, 2000, SEED, START_YEAR)
    assert same(readable, build(book.engine().p, 2000, SEED, START_YEAR))


def test_types_are_narrow_and_whole(town):
    arrays = {each.name: getattr(town, each.name) for each in fields(Population) if each.name != "course"}
    for name, array in arrays.items():
        assert np.issubdtype(array.dtype, np.integer), name
        assert array.itemsize <= 4, name
    held = sum(array.nbytes for array in arrays.values())
    assert held / len(town) < 150
