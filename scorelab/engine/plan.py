"""Candidates in bulk: luck alone, no state, so blocks of people can be drawn on any thread."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiler import njit
from scorelab.engine.layout import CANDIDATE
from scorelab.luck import Purpose, draw_with, purpose_key, time_key
from scorelab.rules import chance, incidents
from scorelab.rules.incidents import LOWEST_LAYER, WINDOW_BITS
from scorelab.scenario.quantities import AGE_BANDS

PURPOSE = Purpose.CANDIDATE.value
FIRST_AGES = np.array([first for first, _ in AGE_BANDS], np.int64)
AGE_BAND_COUNT = len(FIRST_AGES)
ABOVE_REST = 1 << 24
"""Set in a candidate's mark if it can only happen to somebody out of work or in hardship."""

CONDUCT_BITS = 5
"""Conduct is told apart in steps of 2**5 thousandths when layers are counted beforehand."""
CONDUCT_STEPS = (incidents.conduct_of(0) >> CONDUCT_BITS) + 1


@njit(cache=True, nogil=True)
def layers_of(rules: NDArray[Any], kinds: NDArray[np.int64]) -> NDArray[np.uint8]:
    """How many layers of candidates can reach below the highest rate, at most.

    Nearly everybody has no candidate of a kind in a window; with this table that is known without
    any rate.

    Returns
    -------
    uint8 array, shape (kinds, bands of age times 2 for women and men, steps of conduct)
    """
    layers = np.zeros((len(kinds), 2 * AGE_BAND_COUNT, CONDUCT_STEPS), np.uint8)
    for place in range(len(kinds)):
        for band in range(AGE_BAND_COUNT):
            age = FIRST_AGES[band]
            for man in range(2):
                for step in range(CONDUCT_STEPS):
                    conduct = ((step + 1) << CONDUCT_BITS) - 1
                    highest = 0
                    for book in range(len(rules)):
                        row = rules[book, kinds[place] - 1]
                        resting = incidents.rest_rate(row, conduct, age, man)
                        highest = max(highest, incidents.highest_rate(row, resting))
                    layer = 0
                    while chance.layer_floor(layer, LOWEST_LAYER[kinds[place]]) < highest:
                        layer += 1
                    layers[place, 2 * band + man, step] = layer
    return layers


@njit(cache=True, nogil=True)
def plan_block(
    people: NDArray[Any],
    rules: NDArray[Any],
    kinds: NDArray[np.int64],
    layers: NDArray[np.uint8],
    seed: int,
    today: int,
    end: int,
    low: int,
    high: int,
    out: NDArray[Any],
) -> int:
    """Draw the candidates of people low to high - 1 for the windows that hold today.

    Parameters
    ----------
    people : records
        Everybody.
    rules : records, shape (books, kinds)
        Rows of incidents of every rule book that has its own.
    kinds : int64 array
        The kinds to draw, at least one, all with windows of one length.
    layers : uint8 array
        Of :func:`layers_of`.
    seed, today, end : int
        Candidates before `today`, or from `end` on, are left out.
    out : records
        Filled in order of person, kind, layer, n.

    Returns
    -------
    int
        How many there are; more than ``len(out)`` says that it was too short.
    """
    found = 0
    keys, own_keys = np.empty(len(kinds), np.uint64), np.empty(len(kinds), np.uint64)
    conducts, firsts = np.empty(len(kinds), np.uint64), np.empty(len(kinds), np.uint64)
    marks = np.empty(len(kinds), np.int64)
    for place in range(len(kinds)):
        keys[place] = purpose_key(seed, PURPOSE + kinds[place])
        marks[place] = chance.candidate_mark(kinds[place], 0, 0)
    conduct_key = purpose_key(seed, Purpose.CONDUCT)
    window_bits = WINDOW_BITS[kinds[0]]
    window = today >> window_bits
    first_day, last_day = window << window_bits, ((window + 1) << window_bits) - 1
    for number in range(low, high):
        birthday, man = people[number].birthday, people[number].sex
        if not incidents.is_adult(birthday, end):
            continue
        first_age = incidents.age_this_month(birthday, first_day)
        last_age = incidents.age_this_month(birthday, last_day)
        own = time_key(conduct_key, number, 0)
        group = 2 * incidents.band_of_age(last_age) + man
        other_group = 2 * incidents.band_of_age(max(first_age, 0)) + man
        # A loop without a branch: the machine draws for several kinds at once.
        for place in range(len(kinds)):
            conducts[place] = draw_with(own, kinds[place])
            own_keys[place] = time_key(keys[place], number, window)
            firsts[place] = draw_with(own_keys[place], marks[place])
        for place in range(len(kinds)):
            kind = kinds[place]
            multiplier = incidents.conduct_of(conducts[place])
            step = multiplier >> CONDUCT_BITS
            most = max(layers[place, group, step], layers[place, other_group, step])
            if most == 0:
                continue
            lowest = LOWEST_LAYER[kind]
            key = own_keys[place]
            highest, rest = -1, 0
            for layer in range(most):
                bits = firsts[place] if layer == 0 else draw_with(key, chance.candidate_mark(kind, layer, 0))
                width = chance.layer_width_exponent(layer, lowest)
                count = chance.candidates_in_layer(bits, width, window_bits)
                if count > 0 and highest < 0:
                    for book in range(len(rules)):
                        row = rules[book, kind - 1]
                        resting = incidents.highest_rest_between(row, multiplier, first_age, last_age, man)
                        rest = max(rest, incidents.provoked_rate(row, resting, 1))
                        highest = max(highest, incidents.highest_rate(row, resting))
                for n in range(1, count + 1):
                    mark = chance.candidate_mark(kind, layer, n)
                    bits = draw_with(key, mark)
                    day = chance.candidate_day(bits, window, window_bits)
                    height = chance.candidate_height(bits, layer, lowest)
                    if height < highest and today <= day < end:
                        if found < len(out):
                            out[found].person = number
                            out[found].height = height
                            out[found].day = day
                            out[found].mark = mark if height < rest else mark | ABOVE_REST
                        found += 1
    return found


@njit(cache=True, nogil=True)
def count_by_day(found: NDArray[Any], first: int, count: NDArray[np.int64]) -> None:
    """Add the candidates of each day from `first` on to ``count[day - first]``."""
    for index in range(len(found)):
        count[found[index].day - first] += 1


@njit(cache=True, nogil=True)
def place_by_day(found: NDArray[Any], first: int, place: NDArray[np.int64], out: NDArray[Any]) -> None:
    """Copy candidates to the places of their days, which move on; their order within a day is kept."""
    for index in range(len(found)):
        day = found[index].day - first
        out[place[day]] = found[index]
        place[day] += 1


def empty_candidates(count: int) -> NDArray[Any]:
    """Room for candidates."""
    return np.empty(count, CANDIDATE)
