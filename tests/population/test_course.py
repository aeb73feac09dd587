"""The course of lives: after ten years ages, births and deaths are those of the UN's projection."""

from datetime import date

import numpy as np
import pytest

from scorelab.luck import CERTAIN
from scorelab.population.build import find_kin, settle
from scorelab.population.course import Span, draw_course
from scorelab.population.generations import NEVER
from scorelab.population.happenings import Happening
from scorelab.population.people import Employment
from scorelab.population.projection import projected_people, projected_rates
from scorelab.population.pyramid import published_pyramid
from scorelab.population.rates import chances
from scorelab.population.settings import read_settings
from scorelab.rules.incidents import age_in_years
from scorelab.rules.lives import WORKS
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load

TEN_YEARS = Span(date(2020, 7, 1), 3653)
"""From the middle of 2020, the date of the published pyramid, to that of 2030."""
PEOPLE = 400_000
GROUPS = [(first, first + 9) for first in range(0, 80, 10)] + [(80, 130)]


GROWING = {"society_lives.growing_up": True}
BORN = {"society_lives.births_and_deaths": True}


def course_of(people, span, seed=1, threads=None, **lives):
    on: dict[str, object] = {"society_lives.births_and_deaths": True}
    on |= {f"society_lives.{name}": value for name, value in lives.items()}
    parameters = rule_books(load("blank", on, people=people))[0].reader().p
    homes, traits = settle(read_settings(parameters), people, seed, span.start.year, None, threads)
    find_kin(homes, seed)
    return draw_course(homes, traits, read_settings(parameters), parameters, span, seed, threads)


@pytest.fixture(scope="module")
def course():
    return course_of(PEOPLE, TEN_YEARS)


def projected(year):
    """The projection's people of a year by five-year group of age."""
    return projected_people(year).sum(axis=0)


def of_ages(groups, first, last):
    return groups[first // 5 : min(last // 5, 20) + 1].sum()


def alive_at(course, day):
    return (course.birthday <= day) & (course.dies > day)


def ages_at(course, day):
    ages = [age_in_years(int(birthday), day) for birthday in course.birthday[alive_at(course, day)]]
    return np.bincount(np.minimum(np.array(ages) // 5, 20), minlength=21)


@pytest.mark.parametrize(("first", "last"), GROUPS)
def test_every_ten_years_of_age_have_the_projected_share(course, first, last):
    ours, theirs = ages_at(course, TEN_YEARS.days - 1), projected(2030)
    share = of_ages(ours, first, last) / ours.sum()
    assert share == pytest.approx(of_ages(theirs, first, last) / theirs.sum(), rel=0.02)


def survivors(year, chance, period):
    """Of those born evenly over five years, the share who live at the end, by the published death rates."""
    alive, total = [1.0, 1.0], 0.0
    boys = chance.boy[period] / CERTAIN
    turns = 57
    for turn in range(turns):
        total += boys * alive[1] + (1 - boys) * alive[0]
        for sex in (0, 1):
            alive[sex] *= 1 - chance.death[period, sex, turn * 32 // 365] / CERTAIN
    return total / turns


def test_births_and_deaths_are_the_projected_ones(course):
    # The projection's births are its children of 2025 and 2030 and those of them who have died; its deaths
    # are what its people, births and net migration leave (1,856,322 and 1,760,502 leave the country).
    chance = chances(TEN_YEARS.start, 114, 1000, 1000)
    at_first = sum(map(sum, published_pyramid(2020).weights)) / 5
    before, births, deaths = at_first, 0.0, 0.0
    for period, (year, leave) in enumerate(((2025, 1_856_322), (2030, 1_760_502))):
        groups = projected(year)
        born = groups[0] / survivors(year, chance, period)
        births += born
        deaths += before + born - leave - groups.sum()
        before = groups.sum()
    ours = np.array([course.born(), (course.dies != NEVER).sum()]) / course.founders
    assert ours == pytest.approx(np.array([births, deaths]) / at_first, rel=0.02)


def test_births_and_deaths_by_the_rates_of_the_projection_are_those_that_its_people_tell_of():
    # What its people of 2020 to 2030 leave over, as above, beside the published rates times its people.
    chance = chances(TEN_YEARS.start, 114, 1000, 1000)
    before = projected(2020).sum()
    for period, (year, leave) in enumerate(((2025, 1_856_322), (2030, 1_760_502))):
        groups = projected(year)
        born = groups[0] / survivors(year, chance, period)
        dead = before + born - leave - groups.sum()
        middles = [year - 5 + part / 10 for part in range(1, 50, 2)]
        people = np.array([projected(middle).sum() for middle in middles])
        births, deaths = (np.array([projected_rates(middle) for middle in middles]) * people[:, None]).T
        assert births.mean() * 5 / 1000 == pytest.approx(born, rel=0.02)
        assert deaths.mean() * 5 / 1000 == pytest.approx(dead, rel=0.02)
        before = groups.sum()


def test_the_projection_begins_with_the_pyramid_from_which_societies_are_drawn():
    for sex, weights in enumerate(published_pyramid(2020).weights):
        single = np.array(weights).reshape(-1, 5)[:, 0]
        assert np.allclose(projected_people(2020)[sex], single, atol=1)
    between = (projected_people(2025) + projected_people(2030)) / 2
    assert np.allclose(projected_people(2027.5), between)


def test_the_course_does_not_hang_on_threads_and_children_have_mothers_of_the_right_age():
    span = Span(date(2018, 1, 1), 7300)
    one, many = course_of(3_000, span, threads=1), course_of(3_000, span, threads=4)
    for mine, theirs in zip(one, many, strict=True):
        assert np.array_equal(mine, theirs)
    born = np.arange(one.founders, len(one.birthday))
    mothers = one.mother[born]
    assert (one.sex[mothers] == 0).all()
    years = (one.birthday[born] - one.birthday[mothers]) / 365.25
    assert years.min() >= 15
    assert years.max() < 50.2
    assert (one.dies[mothers] >= one.birthday[born]).all()
    assert (one.birthday[born] < span.days).all()


def test_no_rates_no_births_and_no_deaths():
    course = course_of(1_000, Span(date(2018, 1, 1), 2_000), mortality=0, fertility=0)
    assert course.born() == 0
    assert (course.dies == NEVER).all()
    assert len(course.happenings) == 0


def test_positions_are_handed_on_as_often_as_the_scenario_says():
    span = Span(date(2018, 1, 1), 3653)
    fifths = {}
    for inherited in (0, 1):
        changes = {**GROWING, "society_lives.inherited": inherited}
        parameters = rule_books(load("blank", changes, people=20_000))[0].reader().p
        homes, traits = settle(read_settings(parameters), 20_000, 5, 2018, None, None)
        find_kin(homes, 5)
        course = draw_course(homes, traits, read_settings(parameters), parameters, span, 5, None)
        grown = course.happenings[course.happenings["kind"] == Happening.COMING_OF_AGE]
        grown = grown[grown["person"] < course.founders]
        parents = np.stack([course.mother[grown["person"]], course.father[grown["person"]]])
        known = (parents >= 0).all(axis=0) & (traits.employment[parents] != Employment.STUDENT).all(axis=0)
        of_parents = traits.income_fifth[parents[:, known]].max(axis=0)
        fifths[inherited] = of_parents, grown["fifth"][known]
        assert (course.birthday[grown["person"]] + 18 * 365 < grown["day"]).all()
        assert (grown["day"] < span.days).all()
    assert len(fifths[0][0]) > 500
    assert abs(np.corrcoef(*fifths[0])[0, 1]) < 0.1
    assert (fifths[1][0] == fifths[1][1]).all()


def test_people_change_jobs_and_move_at_their_rates_beside_people_who_are_alive():
    changes = {"society_lives.changes_work": 0.2, "society_lives.moves": 0.1}
    on = {**GROWING, "society_lives.births_and_deaths": True, **changes}
    parameters = rule_books(load("blank", on, people=20_000))[0].reader().p
    homes, traits = settle(read_settings(parameters), 20_000, 5, 2018, None, None)
    find_kin(homes, 5)
    span = Span(date(2018, 1, 1), 1462)
    course = draw_course(homes, traits, read_settings(parameters), parameters, span, 5, None)
    at_work = np.isin(traits.employment, (Employment.EMPLOYED, Employment.MANAGER))
    adults = traits.birthday <= -18 * 365.25
    begins, ends = working_lives(course, np.flatnonzero(at_work))
    grown_up = course.birthday + 18 * 365, course.dies
    for kind, rate, who, (first, last) in (
        (Happening.CHANGE_OF_WORK, 0.2, at_work, (begins, ends)),
        (Happening.MOVE, 0.1, adults, grown_up),
    ):
        found = course.happenings[course.happenings["kind"] == kind]
        assert (found["host"] != found["person"]).all()
        for side in ("host", "person"):
            assert (first[found[side]] <= found["day"]).all()
            assert (last[found[side]] > found["day"]).all()
        once = found[found["person"] < course.founders]
        assert len(once) / who.sum() / 4 == pytest.approx(rate, rel=0.12)


def working_lives(course, at_work):
    """The days between which people are at work: those at work on day 0, and those who take it up."""
    begins = np.full(len(course.birthday), NEVER)
    begins[at_work] = 0
    ends = course.dies.copy()
    for happening in course.happenings:
        if happening["kind"] == Happening.END_OF_SCHOOL and happening["flags"] & WORKS:
            begins[happening["person"]] = happening["day"]
        if happening["kind"] == Happening.RETIREMENT:
            ends[happening["person"]] = happening["day"]
    return begins, ends


def test_after_forty_years_people_work_beside_the_next_generation_which_retires_as_the_first_did():
    parameters = rule_books(load("blank", {**GROWING, **BORN}, people=3_000))[0].reader().p
    homes, traits = settle(read_settings(parameters), 3_000, 5, 2018, None, None)
    find_kin(homes, 5)
    course = draw_course(
        homes, traits, read_settings(parameters), parameters, Span(date(2018, 1, 1), 15_500), 5, None
    )
    late = course.happenings[course.happenings["day"] > 14_000]
    beside = late["host"][late["kind"] == Happening.CHANGE_OF_WORK]
    assert len(beside) > 100
    assert (course.birthday[beside] > 14_000 - 61 * 365.25).all()
    assert (beside >= course.founders).any()
    retired = late[late["kind"] == Happening.RETIREMENT]
    age = (retired["day"] - course.birthday[retired["person"]]) / 365.25
    assert (np.abs(age - np.where(course.sex[retired["person"]] == 1, 60, 55)) < 0.1).all()
    came = course.happenings["person"][course.happenings["kind"] == Happening.COMING_OF_AGE]
    assert np.isin(retired["person"], came).any()
