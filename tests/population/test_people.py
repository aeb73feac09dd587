import numpy as np
import pytest

from scorelab.population import Employment
from scorelab.population.income import STEPS, quantiles
from tests.population.conftest import chance, society

WORKERS = (Employment.EMPLOYED, Employment.MANAGER)


def ages(town):
    return -town.birthday * 4 // 1461


def test_quantiles_are_those_of_the_lognormal_distribution():
    from scipy.stats import lognorm

    exact = lognorm(s=0.6).ppf(np.arange(1, STEPS) / STEPS) * 1000
    assert np.abs(quantiles()[1:STEPS] - exact).max() <= 0.5 + 1e-6
    assert (np.diff(quantiles()) >= 0).all()


def test_shares_are_those_of_the_rule_book(town):
    adults = ages(town) >= 18
    education = np.bincount(town.education[adults], minlength=5) / adults.sum()
    assert education == pytest.approx([0.3, 0.36, 0.17, 0.09, 0.08], abs=0.003)
    fifths = np.bincount(town.income_fifth[adults], minlength=5) / adults.sum()
    assert fifths == pytest.approx([0.2] * 5, abs=0.003)
    working_age = adults & (ages(town) < np.where(town.sex == 1, 60, 55))
    employed = np.isin(town.employment, WORKERS)
    assert employed[working_age].mean() == pytest.approx(0.7, abs=0.003)
    assert not employed[~working_age].any()
    assert (town.employment == Employment.MANAGER).sum() / employed.sum() == pytest.approx(0.05, abs=0.003)
    assert np.median(town.income[employed]) == pytest.approx(400_000, rel=0.01)
    for trait, share in ((town.aware, 0.11), (town.assertive, 0.2)):
        assert trait[adults].mean() == pytest.approx(share, abs=0.01)
        assert not trait[~adults].any()
    assert town.settled.mean() == pytest.approx(0.75, abs=0.02)
    assert town.minority.mean() == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("share", [0, 1])
def test_shares_of_nobody_and_everybody(share):
    names = ("settled", "minority", "aware", "assertive", "employed", "manager", "long_friend", "borrower")
    town = society(3000, **{f"{name}_share": chance(share) for name in names})
    adults = ages(town) >= 18
    for trait in (town.settled, town.minority, town.aware[adults], town.assertive[adults]):
        assert (trait == share).all()
    assert ((town.employment == Employment.MANAGER).sum() > 0) == share
    assert (town.employment == Employment.EMPLOYED).sum() == 0
    assert ((town.guarantor >= 0).sum() > 0.95 * adults.sum()) == share


def test_everybody_has_an_employment_that_fits_the_age(town):
    age = ages(town)
    assert ((town.employment == Employment.CHILD) == (age < 18)).all()
    assert age[town.employment == Employment.STUDENT].max() < 25
    retirement = np.where(town.sex == 1, 60, 55)
    assert ((town.employment == Employment.RETIRED) == (age >= retirement)).all()
    for status in Employment:
        assert (town.employment == status).any()


def test_income_rises_with_schooling_and_management(town):
    medians = [
        np.median(town.income[(town.employment == Employment.EMPLOYED) & (town.education == level)])
        for level in range(5)
    ]
    assert medians == sorted(medians)
    assert medians[4] > 1.5 * medians[0]
    managers = np.median(town.income[town.employment == Employment.MANAGER])
    assert managers > 1.5 * np.median(town.income[town.employment == Employment.EMPLOYED])
    assert (town.income[ages(town) < 18] == 0).all()
    assert (town.income[ages(town) >= 18] > 0).all()
    assert (town.income_fifth[ages(town) < 18] == 0).all()


def test_the_young_are_schooled_longer_than_the_old(town):
    age = ages(town)
    young, old = town.education[(age >= 25) & (age < 35)], town.education[age >= 65]
    assert young.mean() > old.mean() + 1


def test_groups_differ_neither_in_awareness_nor_in_assertiveness():
    town = society(100_000, minority_share=chance(0.3))
    adults = ages(town) >= 18
    for trait in (town.aware, town.assertive):
        for group in (town.minority, town.settled, town.sex):
            inside, outside = (trait[adults & (group == side)] for side in (1, 0))
            error = (inside.var() / len(inside) + outside.var() / len(outside)) ** 0.5
            assert abs(inside.mean() - outside.mean()) < 5 * error


def test_namesakes_are_adults_in_classes_of_the_given_size(town):
    adults = np.flatnonzero(ages(town) >= 18)
    assert sorted(town.name_members) == adults.tolist()
    sizes = np.diff(town.name_start)
    assert town.name_start[0] == 0
    assert town.name_start[-1] == len(adults)
    assert sizes.min() >= 3
    assert (sizes[:-1] <= 30).all()
    assert sizes[-1] <= 32
    assert len(set(sizes)) > 20
    assert (town.name_class[ages(town) < 18] == -1).all()
    assert (town.name_class[town.name_members] == np.repeat(np.arange(len(sizes)), sizes)).all()
    # classes do not follow place
    assert np.median(np.abs(np.diff(town.name_members))) > 2000


def test_guarantors_are_adult_contacts(town):
    age = ages(town)
    debtors = np.flatnonzero(town.guarantor >= 0)
    adults = (age >= 18).sum()
    assert len(debtors) / adults == pytest.approx(0.15, abs=0.01)
    assert (age[debtors] >= 18).all()
    assert (age[town.guarantor[debtors]] >= 18).all()
    for person in debtors[::50]:
        row = slice(town.tie_start[person], town.tie_start[person + 1])
        at = town.tie_contact[row].tolist().index(town.guarantor[person])
        assert town.tie_layer[row][at] != 2
