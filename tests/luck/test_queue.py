"""The queue of complaints against Erlang's C formula, as the reference and the engine keep it."""

from math import factorial
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from scorelab.compiler import njit
from scorelab.engine import redress as engine
from scorelab.engine.layout import CAUSE, CAUSES, CLERK, DAY, LISTING, NUMBERS, PEOPLE, SEED
from scorelab.luck import Purpose, draw
from scorelab.reference import redress as reference
from scorelab.rules.chance import exponential
from scorelab.rules.redress import MINUTES_A_DAY, first_free
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.scenario.quantities import MOST_CLERKS

CLERKS = 2
LOAD = 1.5
FILES = 200_000
BATCHES = 50
MEAN_WORK_DAYS = 5_000
"""So many that days, in which complaints arrive, and minutes, in which clerks work, are next to nothing."""


def erlang_c(clerks, load):
    """Chance of waiting, and the mean wait in mean works (Erlang 1917)."""
    waiting = load**clerks / factorial(clerks) * clerks / (clerks - load)
    waiting /= sum(load**busy / factorial(busy) for busy in range(clerks)) + waiting
    return waiting, waiting / (clerks - load)


def by_balance(clerks, load, most=2_000):
    """The same from the balance of arrivals and departures, state by state; nobody's formula."""
    chances = [1.0]
    for present in range(1, most):
        chances.append(chances[-1] * load / min(present, clerks))
    whole = sum(chances)
    waiting = sum(chances[clerks:]) / whole
    in_line = sum((present - clerks) * chance for present, chance in enumerate(chances) if present > clerks)
    return waiting, in_line / whole / load


def test_the_formula_gives_the_known_values_and_those_of_the_balance():
    waiting, mean = erlang_c(CLERKS, LOAD)
    assert round(waiting, 6) == 0.642857
    assert round(mean, 6) == 1.285714
    for clerks, offered in ((1, 0.5), (2, 1.5), (3, 2.2), (7, 5.0)):
        assert erlang_c(clerks, offered) == pytest.approx(by_balance(clerks, offered))


@pytest.fixture(scope="module")
def arrivals():
    """Days on which files arrive: gaps are exponential."""
    gaps = [exponential(draw(1, Purpose.NOTHING, file)) / 10**9 for file in range(FILES)]
    return np.floor(np.cumsum(gaps) * MEAN_WORK_DAYS / LOAD).astype(np.int64)


def settings(district):
    """A court of so many people has two clerks, whose work has the mean of these tests."""
    return {
        "redress.court_district": district,
        "redress.clerks": CLERKS / district * 1e6,
        "redress.work_minutes": MEAN_WORK_DAYS * MINUTES_A_DAY,
    }


def in_the_reference(p, days):
    """When each file is begun, in the reference's own queue, and whether it names files waited for."""
    people = [None] * p.redress_court_district
    world = SimpleNamespace(p=p, seed=1, day=0, first_day=0, people=people, clerk_free={}, clerk_row={})
    begun, named = np.empty(len(days)), np.empty(len(days), bool)
    for file, day in enumerate(days):
        world.day = int(day)
        person, listing = SimpleNamespace(number=0), SimpleNamespace(luck=file, attempts=1)
        _, ahead = reference.queue(world, person, listing)
        reference.remember_clerk(world, person, file + 1)
        work = reference.redress.work_minutes(p, 1, 0, file, 1)
        begun[file] = world.clerk_free[0][world.clerk_taken] - work
        named[file] = bool(ahead)
    return begun, named


class Desks(NamedTuple):
    """What the engine's queue reads and writes of a world."""

    numbers: Any
    listings: Any
    clerks: Any
    causes: Any


@njit
def queue_of_the_engine(w, p, days, done, named):
    for file in range(len(days)):
        w.numbers[DAY] = days[file]
        w.numbers[CAUSES] = 0
        w.listings[0].luck = file
        done[file] = engine.queue(w, p[0], 0, 0, file + 1)
        named[file] = w.numbers[CAUSES] > 0


def in_the_engine(p, days):
    """The day on which each file is done, in the engine's own queue, and whether it names others."""
    used = ("redress_court_district", "redress_clerks", "redress_work_minutes")
    table = np.zeros(1, [(name, np.int64) for name in used])
    for name in used:
        table[name] = getattr(p, name)
    numbers = np.zeros(NUMBERS, np.int64)
    numbers[SEED], numbers[PEOPLE] = 1, p.redress_court_district
    listings = np.zeros(1, LISTING).view(np.recarray)
    listings["attempts"] = 1
    desks = Desks(numbers, listings, np.zeros((1, MOST_CLERKS), CLERK), np.zeros(8, CAUSE))
    done, named = np.empty(len(days), np.int64), np.empty(len(days), np.bool_)
    queue_of_the_engine(desks, table.view(np.recarray), days, done, named)
    return done, named


@pytest.fixture(scope="module")
def p():
    book = rule_books(load("court-list-2023", settings(10_000)))[-1].p
    return SimpleNamespace(**book)


@pytest.fixture(scope="module")
def reference_queue(p, arrivals):
    return in_the_reference(p, arrivals)


def means_of_batches(values):
    """Mean and its standard error: waits of neighbours are alike, so errors come from long batches."""
    batches = values.reshape(BATCHES, -1).mean(axis=1)
    return batches.mean(), batches.std(ddof=1) / BATCHES**0.5


def test_files_wait_as_erlangs_formula_says(reference_queue, arrivals):
    begun, named = reference_queue
    waits = begun - arrivals * MINUTES_A_DAY
    waiting, mean = erlang_c(CLERKS, LOAD)
    for values, expected in ((waits > 0, waiting), (waits / (MEAN_WORK_DAYS * MINUTES_A_DAY), mean)):
        found, error = means_of_batches(values)
        assert error < 0.05 * expected
        assert abs(found - expected) < 4 * error
    assert (named == (waits > 0)).all()


def test_the_engines_queue_is_the_references(p, arrivals, reference_queue):
    begun, named = reference_queue
    work = [reference.redress.work_minutes(p, 1, 0, file, 1) for file in range(len(arrivals))]
    done, named_too = in_the_engine(p, arrivals)
    assert (done == (begun + work) // MINUTES_A_DAY).all()
    assert (named_too == named).all()


def test_the_lowest_number_is_taken_among_clerks_who_are_equally_free():
    assert first_free([5, 3, 3], 3) == 1
    assert first_free([0, 0], 2) == 0
    assert first_free([4, 1, 0], 2) == 1
