"""The picture of unicity: ours beside the published curve, and what coarser places and hours do."""

from dataclasses import replace

from scorelab.report.charts.lines import Line, lines
from scorelab.report.markup import Html, table
from scorelab.report.picture import Picture
from scorelab.report.svg import Canvas
from scorelab.store.tables import SYNTHETIC
from scorelab.trace.unicity import DIFFERENCES, Unicity, published_shares


def picture_of_unicity(found: Unicity) -> Picture:
    """Share of people singled out, by how many points are known."""
    four = found.unicity.get(4) or max(found.unicity.values(), default=0.0)
    shown = [
        Line("calls", sorted(found.unicity.items()), 1),
        Line("published", sorted(published_shares().items()), 2),
        Line("purchases", sorted(found.purchases.items()), 3),
        Line("with price", sorted(found.purchases_with_price.items()), 4),
    ]
    series = [
        Line(line.name, [(x, y) for x, y in line.points if x <= _most(found)], line.look) for line in shown
    ]
    told = ", ".join(f"{points} points {share:.0%}" for points, share in found.unicity.items())
    return Picture(
        headline=f"Four points of place and hour single out {four:.0%} of the invented people",
        caption=(
            f"Share of {found.people:,} people whom so many of their own points single out: calls by place "
            "and hour, purchases by shop and day, and with the price. Published: de Montjoye et al. 2013, "
            f"of whose curve two, four and eleven points are told. {DIFFERENCES}"
        ),
        draw=lambda width: _drawn(width, series, _most(found)),
        table=_table(found),
        description=f"Lines that rise with the number of points. Calls: {told}.",
        notice=f"An invented society of {found.people:,} people. {SYNTHETIC}",
    )


def _most(found: Unicity) -> int:
    return max(found.unicity, default=1)


def _drawn(width: float, series: list[Line], most: int) -> Canvas:
    marks = [(float(points), str(points)) for points in range(1, most + 1)]
    # The lines meet at the right, so their names stand where they are apart.
    named = min(2, most)
    notes = [(x, y, line.name) for line in series for x, y in line.points if x == named]
    nameless = [replace(line, name="") for line in series]
    return lines(width, nameless, marks=marks, along=most, highest=1.0, shares=True, notes=notes)


def _table(found: Unicity) -> Html:
    numbers = range(1, _most(found) + 1)

    def row(name: str, shares: dict[int, float]) -> tuple[str, ...]:
        return name, *(f"{shares[points]:.1%}" if points in shares else "" for points in numbers)

    rows = [
        row("Calls: place and hour", found.unicity),
        row("Published: 1.5 million people, 15 months", published_shares()),
        row("Purchases: shop and day", found.purchases),
        row("Published: 1.1 million people, 3 months", {4: 0.9}),
        row("Purchases: shop, day and price", found.purchases_with_price),
    ]
    heads = ("Points known", *map(str, numbers))
    coarser = [(f"{place.metres} m", f"{place.hours} h", f"{place.share:.1%}") for place in found.coarser]
    return Html(
        table("Share singled out by so many points", heads, rows, words=(0,))
        + table(
            "Share singled out by four calls, told more coarsely",
            ("Side", "Span", "Share"),
            coarser,
            words=(),
        )
    )
