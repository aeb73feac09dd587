"""Charts: each a function of data and width that gives a canvas."""

from scorelab.report.charts.balance import Change, balance
from scorelab.report.charts.bars import Bar, Piece, bars
from scorelab.report.charts.columns import columns
from scorelab.report.charts.fans import Fan, fans
from scorelab.report.charts.flows import Flow, flows
from scorelab.report.charts.grids import grid
from scorelab.report.charts.lines import Band, Line, lines, panels
from scorelab.report.charts.pyramids import Pyramid, pyramids
from scorelab.report.charts.ranges import Group, Range, ranges
from scorelab.report.charts.scatter import Spot, scatter
from scorelab.report.charts.spreads import spreads
from scorelab.report.charts.whiskers import Whisker, whiskers
from scorelab.report.charts.yearly import yearly

__all__ = [
    "Band",
    "Bar",
    "Change",
    "Fan",
    "Flow",
    "Group",
    "Line",
    "Piece",
    "Pyramid",
    "Range",
    "Spot",
    "Whisker",
    "balance",
    "bars",
    "columns",
    "fans",
    "flows",
    "grid",
    "lines",
    "panels",
    "pyramids",
    "ranges",
    "scatter",
    "spreads",
    "whiskers",
    "yearly",
]
