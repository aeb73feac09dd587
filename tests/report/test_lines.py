"""Lines: a few are named at their ends, many in a key below, where no name lies on another's line."""

import re

import pytest

from scorelab.report.charts import Line, lines
from scorelab.report.charts.lines import NAMED_AT_END


def places(count, width):
    """How high the picture's plot is, and how far down each name stands."""
    series = [Line(f"law {place}", [(0, 0), (10, place + 1)], place + 1) for place in range(count)]
    canvas = lines(width, series, marks=[(0, "0")], along=10, height=200)
    text = "".join(canvas.parts)
    down = re.findall(r'y="([\d.]+)"[^>]*>law (\d)<', text)
    return [(float(y), int(place)) for y, place in down], canvas.height


@pytest.mark.parametrize("width", [340, 700])
def test_many_lines_are_named_below_the_highest_first(width):
    found, height = places(NAMED_AT_END + 2, width)
    assert [place for _, place in found] == list(reversed(range(NAMED_AT_END + 2)))
    assert all(200 < y < height for y, _ in found)


@pytest.mark.parametrize("width", [340, 700])
def test_few_lines_are_named_at_their_ends(width):
    found, height = places(NAMED_AT_END, width)
    assert len(found) == NAMED_AT_END
    assert all(y < 200 == height for y, _ in found)
