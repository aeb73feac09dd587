import csv
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scorelab.population
from scorelab.population.pyramid import Pyramid, published_pyramid, quotas
from tests.population.conftest import society

DATA = Path(scorelab.population.__file__).parent / "data"


def published(sex: str, year: str) -> list[Decimal]:
    with (DATA / f"wpp2019_china_pop{sex}.tsv").open() as lines:
        return [Decimal(row[year]) for row in csv.DictReader(lines, delimiter="\t")]


@pytest.mark.parametrize("year", [2010, 2015, 2020])
@pytest.mark.parametrize("people", [1, 7, 1000, 54_321])
def test_five_year_groups_are_within_one_person_of_the_table(year, people):
    counts = quotas(published_pyramid(year), people)
    men, women = published("M", str(year)), published("F", str(year))
    total = sum(men) + sum(women)
    assert counts.sum() == people
    for row, groups in zip(counts, (men, women), strict=True):
        for number, group in enumerate(groups):
            exact = group / total * people
            assert abs(int(row[5 * number : 5 * number + 5].sum()) - exact) < 1


def test_groups_are_split_evenly_into_years():
    counts = quotas(published_pyramid(2015), 3_000_000).reshape(2, 21, 5)
    assert (counts.max(axis=2) - counts.min(axis=2) <= 1).all()


def test_the_nearest_column_is_taken():
    assert published_pyramid(2018) == published_pyramid(2020)
    assert published_pyramid(2016) == published_pyramid(2015)
    assert published_pyramid(2016) != published_pyramid(2010)
    assert published_pyramid(2300) == published_pyramid(2020)


weights = st.lists(st.integers(0, 10**9), min_size=105, max_size=105).map(tuple)


@given(st.tuples(weights, weights).filter(lambda both: sum(map(sum, both)) > 0), st.integers(1, 10**7))
def test_every_cell_is_within_one_person_of_its_share(both, people):
    counts = quotas(Pyramid(both), people)
    total = sum(map(sum, both))
    assert counts.sum() == people
    for row, exact in zip(counts, both, strict=True):
        for count, weight in zip(row.tolist(), exact, strict=True):
            assert abs(count * total - weight * people) < total + 1


def test_the_society_has_the_quotas_exactly():
    town = society(5000)
    age = -town.birthday * 4 // 1461
    expected = quotas(published_pyramid(2015), 5000)
    for sex, row in ((1, 0), (0, 1)):
        assert (np.bincount(age[town.sex == sex], minlength=105) == expected[row]).all()


def test_birthdays_are_spread_over_the_year(town):
    months = np.bincount(-town.birthday % 365 * 12 // 365, minlength=12)
    assert months.min() > 0.85 * months.mean()
    assert months.max() < 1.15 * months.mean()
