"""The picture of a spread: the share of doors that ask, over the years, a line a law."""

from scorelab.report.charts import Line, lines
from scorelab.report.markup import table
from scorelab.report.picture import Picture
from scorelab.spread.find import READ_AT, SpreadFound
from scorelab.spread.live import QUARTERS
from scorelab.spread.words import shares, tipping, years
from scorelab.synthetic import CAPTION

MOST_LINES = 6
"""The style sheet has so many looks of lines."""


def picture(found: SpreadFound) -> Picture:
    """A line a law, with where doing without comes to cost an hour a month."""
    along = found.years * QUARTERS
    marks = [(year * QUARTERS, str(year)) for year in range(0, found.years + 1, 5 if found.years > 10 else 1)]
    drawn, notes = [], []
    for look, law in enumerate(found.laws[:MOST_LINES], 1):
        doors = law.mean("doors")
        drawn.append(
            Line(
                law.title.partition(" (")[0],
                [(quarter, float(share)) for quarter, share in enumerate(doors)],
                look,
            )
        )
        middle = law.forced[0]
        if middle is not None:
            notes.append((middle * QUARTERS, float(doors[round(middle * QUARTERS)]), ""))
    read = [after for after in READ_AT if after <= found.years]
    return Picture(
        headline=f"{found.spread.title}: doors that ask, by law",
        caption=(
            "Across: years since the score was offered. Upwards: the share of all invented operators who "
            f"ask for it, the mean of {found.spread.worlds} worlds. A dot marks the quarter from which "
            "doing without costs an hour a month in the middle world. Every number is assumed: "
            "conditions, never a forecast. The table has the bands."
        ),
        draw=lambda width: lines(
            width, drawn, marks=marks, along=along, highest=1.0, shares=True, notes=notes
        ),
        table=table(
            "Every law",
            (
                "Law",
                *(f"Doors asking after {after} years" for after in read),
                "Years until an hour a month",
                "Carries itself from",
                "Effect",
            ),
            [
                (
                    law.title,
                    *(shares(law.doors(after)) for after in read),
                    years(law.forced, found.years),
                    tipping(law.tipping),
                    found.effect(law.name) or "",
                )
                for law in found.laws
            ],
            words=(0, len(read) + 3),
        ),
        description="Lines: "
        + "; ".join(f"{law.title} ends at {law.mean('doors')[-1]:.0%}" for law in found.laws)
        + ".",
        notice=f"Synthetic: invented operators under assumed conditions. {CAPTION}",
    )
