"""Charts: each a function of data and width that gives a canvas."""

from scorelab.report.charts.bars import Bar, Piece, bars
from scorelab.report.charts.columns import columns
from scorelab.report.charts.lines import Band, Line, lines, panels
from scorelab.report.charts.ranges import Group, Range, ranges

__all__ = ["Band", "Bar", "Group", "Line", "Piece", "Range", "bars", "columns", "lines", "panels", "ranges"]
