"""The picture of deleted trigger links: by kind, those that held and those that did not."""

from scorelab.experiment.pictures import notice
from scorelab.experiment.triggers import Triggers
from scorelab.report.charts import Bar, Piece, bars
from scorelab.report.markup import table
from scorelab.report.picture import Picture
from scorelab.report.words import percent, plural

MOST_KINDS = 20
"""Kinds of links that the picture shows; its table has them all."""

HELD, FAILED = ("f1", "the effect was gone"), ("h2", "it happened all the same")


def picture_of_triggers(found: Triggers) -> Picture:
    """How many links of each kind were deleted, and of how many the effect was gone."""
    rows = list(found.to_frame().iter_rows(named=True))
    share, interval = found.share, found.interval
    told = "none could be deleted" if share is None else f"{percent(share)} of those deleted hold"
    reach = "" if interval is None else f" (95% interval {percent(interval[0])} to {percent(interval[1])})"
    rest = len(rows) - MOST_KINDS
    others = f" {plural(rest, 'further kind')} are in the table only." if rest > 0 else ""
    return Picture(
        headline=f"Trigger links: {told}",
        caption=(
            f"Links deleted in twins, by their trigger and effect{reach}. A link holds if its effect did not "
            f"happen as it had once its trigger was prevented.{others}"
        ),
        draw=lambda width: bars(
            width,
            [
                Bar(
                    f"{row['trigger']}: {row['effect']}",
                    (Piece(row["held"], HELD[0]), Piece(row["deleted"] - row["held"], FAILED[0])),
                    f"{row['held']} of {row['deleted']}",
                )
                for row in rows[:MOST_KINDS]
            ],
            keys=[HELD, FAILED],
        ),
        table=table(
            "Deleted trigger links",
            ("Trigger", "Effect", "Deleted", "Held"),
            [(row["trigger"], row["effect"], str(row["deleted"]), str(row["held"])) for row in rows],
            words=(0, 1),
        ),
        description="Bars: "
        + "; ".join(f"{row['trigger']} to {row['effect']} {row['held']} of {row['deleted']}" for row in rows)
        + ".",
        notice=notice(found.scenario),
    )
