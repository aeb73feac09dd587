"""Draws: published vectors, evenness, independence, avalanche, and equality when compiled."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from scorelab.compiler import njit
from scorelab.luck import CERTAIN, Purpose, between, draw, fraction, happens, mix
from tests.luck import independent

PAGE = (Path(__file__).parents[2] / "docs" / "luck.md").read_text("utf-8")
VECTORS = [
    (*map(int, numbers), int(drawn, 16))
    for *numbers, drawn in re.findall(
        r"^\| (-?\d+) \| (-?\d+) \| (-?\d+) \| (-?\d+) \| (-?\d+) \| `([0-9a-f]{16})` \|$", PAGE, re.M
    )
]
SPLITMIX = [int(output) for output in re.findall(r"^\| [1-5] \| `(\d+)` \|$", PAGE, re.M)]
PUBLISHED = [
    6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821
]  # fmt: skip
"""SplitMix64's first outputs for the seed 1234567, as published with its implementations."""

MANY = 1 << 16
UNLIKELY = 1e-5
"""The draws are fixed, so a test either always passes or always fails."""

NOTHING = Purpose.NOTHING.value


@njit
def drawn(seed, purpose, who, when, which, steps):
    """Draws along a line of keys."""
    found = np.empty(len(steps), np.uint64)
    for i, step in enumerate(steps):
        found[i] = draw(seed + step[0], purpose + step[1], who + step[2], when + step[3], which + step[4])
    return found


@njit
def compiled_draw(seed, purpose, who, when, which):
    return draw(seed, purpose, who, when, which)


@njit
def compiled_uses(bits, low, high, probability):
    return happens(bits, probability), fraction(bits), between(bits, low, high)


def line(field, count=MANY, start=0):
    """Draws whose keys differ in one field only, which counts up."""
    steps = np.zeros((count, 5), np.int64)
    steps[:, field] = start + np.arange(count)
    return drawn(1, NOTHING, 0, 0, 0, steps)


def test_there_are_vectors_enough():
    assert len(VECTORS) >= 10
    assert len({vector[-1] for vector in VECTORS}) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS)
def test_draws_equal_the_published_vectors(vector):
    *key, expected = vector
    assert independent.draw(*key) == expected
    assert draw(*key) == expected
    assert int(compiled_draw(*key)) == expected


def test_the_mixing_function_is_splitmix64s():
    assert SPLITMIX == PUBLISHED
    assert independent.splitmix64(1234567, 5) == PUBLISHED
    golden = 0x9E3779B97F4A7C15
    assert [mix((1234567 + golden * k) % (1 << 64)) for k in range(1, 6)] == PUBLISHED


SIGNED = st.integers(-(2**63), 2**63 - 1)


@given(st.integers(0, 2**63 - 1), st.integers(0, 5000), SIGNED, SIGNED, SIGNED)
@example(0, 0, -1, -1, -1)
@example(2**63 - 1, 255, -(2**63), 2**63 - 1, -(2**63))
def test_interpreted_compiled_and_independent_draws_are_equal(seed, purpose, who, when, which):
    interpreted = draw(seed, purpose, who, when, which)
    assert 0 <= interpreted < 1 << 64
    assert interpreted == independent.draw(seed, purpose, who, when, which)
    assert interpreted == int(compiled_draw(seed, purpose, who, when, which))


@given(
    st.integers(0, 2**64 - 1),
    st.integers(-(2**40), 2**40),
    st.integers(0, 2**31 - 2),
    st.integers(0, CERTAIN),
)
def test_uses_of_a_draw_are_equal_when_compiled_and_in_their_ranges(bits, low, span, probability):
    found = compiled_uses(np.uint64(bits), low, low + span, probability)
    assert found == (happens(bits, probability), fraction(bits), between(bits, low, low + span))
    assert low <= found[2] <= low + span
    assert found[1] == bits >> 32


@pytest.mark.parametrize("bits", [0, 1 << 63, (1 << 64) - 1])
def test_certainty_and_impossibility(bits):
    assert happens(bits, CERTAIN)
    assert not happens(bits, 0)


FIELDS = {"seed": 0, "purpose": 1, "who": 2, "when": 3, "which": 4}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("shift", range(0, 64, 8))
def test_every_byte_of_a_draw_is_even(field, shift):
    counts = np.bincount((line(field) >> np.uint64(shift) & np.uint64(255)).astype(np.int64), minlength=256)
    assert stats.chisquare(counts).pvalue > UNLIKELY


@pytest.mark.parametrize("span", [2, 3, 7, 30, 151, 1000])
def test_numbers_between_two_are_even(span):
    found = [between(int(bits), 5, 4 + span) for bits in line(2)]
    assert stats.chisquare(np.bincount(found)[5:]).pvalue > UNLIKELY
    assert len(np.bincount(found)) == 5 + span


@pytest.mark.parametrize("probability", [0.001, 0.05, 0.5, 0.97])
def test_what_has_a_chance_happens_as_often(probability):
    times = sum(happens(int(bits), round(probability * CERTAIN)) for bits in line(3, start=-MANY // 2))
    assert stats.binomtest(times, MANY, probability).pvalue > UNLIKELY


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("shift", [0, 30, 60])
def test_draws_whose_keys_differ_by_one_are_independent(field, shift):
    drawn_here = line(field, MANY + 1)
    bits = (drawn_here >> np.uint64(shift) & np.uint64(15)).astype(np.int64)
    pairs = np.bincount(bits[:-1] * 16 + bits[1:], minlength=256)
    assert stats.chisquare(pairs).pvalue > UNLIKELY
    flipped = np.bitwise_count(drawn_here[:-1] ^ drawn_here[1:])
    assert abs(flipped.mean() - 32) < 5 * 4 / MANY**0.5


def test_no_two_of_many_near_keys_share_a_draw():
    assert len(np.unique(np.concatenate([line(field)[1:] for field in FIELDS.values()]))) == 5 * (MANY - 1)


def test_swapped_parts_of_a_key_give_other_draws():
    swapped = [
        draw(1, NOTHING, *key) for key in ((2, 3, 4), (3, 2, 4), (4, 3, 2), (2, 4, 3), (3, 4, 2), (4, 2, 3))
    ]
    assert len(set(swapped)) == 6


@pytest.mark.parametrize(
    ("field", "bits"), [(0, 63), (2, 64), (3, 64), (4, 64)], ids=["seed", "who", "when", "which"]
)
def test_each_bit_of_a_key_flips_each_bit_of_the_draw_half_of_the_time(field, bits):
    samples = 1000
    keys = np.array([draw(3, NOTHING, field, sample) & 0xFFFFFFFF for sample in range(samples)], np.int64)
    places = np.arange(64, dtype=np.uint64)
    steps = np.zeros((samples, 5), np.int64)
    steps[:, field] = keys
    before = drawn(0, NOTHING, 0, 0, 0, steps)
    for bit in range(bits):
        steps[:, field] = keys ^ np.int64(np.uint64(1 << bit).astype(np.int64))
        flips = before ^ drawn(0, NOTHING, 0, 0, 0, steps)
        share = (flips[:, None] >> places & np.uint64(1)).mean(axis=0)
        # Five standard deviations for each of the 64 bits, and for their mean.
        assert np.abs(share - 0.5).max() < 5 * 0.5 / samples**0.5
        assert abs(share.mean() - 0.5) < 5 * 0.5 / (64 * samples) ** 0.5
