"""Marks with whiskers: nothing beyond the scale is drawn as if it lay on it, and labels can be read."""

import re
from itertools import pairwise

import pytest

from scorelab.report.charts import Group, Range, spreads
from scorelab.report.svg import width_of

LOOK = ("circle", "f1")
TEXT = re.compile(r'<text x="([-\d.]+)" y="[-\d.]+" class="muted" text-anchor="middle">([^<]*)</text>')


def drawn(*values, width=360.0, least=-1.0, most=1.0):
    """What is drawn of rows with these values (value, low, high), or words in their place."""
    ranges = [Range(None, one, *LOOK) if isinstance(one, str) else Range(one, "", *LOOK) for one in values]
    rows = [Group("measure", (one,)) for one in ranges]
    return "".join(spreads(width, rows, [], lambda value: f"{value:+.0%}", least=least, most=most).parts)


def axis_of(picture):
    return [(float(x), words) for x, words in TEXT.findall(picture)]


@pytest.mark.parametrize("sign", [1, -1])
def test_a_value_beyond_the_scale_is_an_arrow_with_its_number(sign):
    low, high = sorted((2.0 * sign, 3.0 * sign))
    picture = drawn((2.5 * sign, low, high), (0.2 * sign, 0.1, 0.3) if sign > 0 else (-0.2, -0.3, -0.1))
    assert picture.count("<circle") == 1
    assert picture.count("<path") == 1
    assert f">{2.5 * sign:+.0%}<" in picture


def test_a_value_at_the_end_of_its_own_scale_is_a_mark():
    for high in (0.3, 0.6, 0.7, 0.9, 1.1):
        picture = drawn((high, 0.1, high), most=float("inf"))
        assert picture.count("<circle") == 1
        assert "<path" not in picture


@pytest.mark.parametrize("values", [((0.0, 0.0, 0.0),), ((0.0, 0.0, 0.0), "from 0 to 3 ties")])
def test_a_scale_of_noughts_has_labels_that_differ(values):
    labels = [words for _, words in axis_of(drawn(*values))]
    assert len(labels) > 1
    assert len(set(labels)) == len(labels)


def test_words_alone_have_no_scale():
    picture = drawn("from 0 to 3 ties", "from 0 to 1 jobs")
    assert axis_of(picture) == []
    assert "from 0 to 3 ties" in picture


@pytest.mark.parametrize("width", [300.0, 360.0, 720.0])
@pytest.mark.parametrize("high", [0.04, 0.6, 0.9, 3.0, 20.0])
def test_labels_neither_overlap_nor_leave_the_picture(width, high):
    found = axis_of(drawn((high, -high / 2, high), width=width, least=-float("inf"), most=float("inf")))
    ends = [(x - width_of(words) / 2, x + width_of(words) / 2) for x, words in found]
    assert len(ends) > 1
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= width
