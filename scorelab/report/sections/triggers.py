"""Whether triggers hold: what became of links that were deleted in twins."""

from scorelab.report import words
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.subject import Subject, Told

LEAST_SHARE = 0.95
"""A smaller share of links that hold is a defect."""


def triggers(subject: Subject) -> Html:
    """For each run, the share of deleted trigger links that held, or how to test them."""
    return join(
        [
            tag("h3", "Whether triggers hold"),
            paragraph(
                "Each row on record names its trigger: the row without which it would not have happened "
                "then. To test such a claim, the trigger is prevented in a twin, for that person and day "
                "alone; the link holds if its effect is gone as well."
            ),
            *(tested(one) for one in subject.told),
        ]
    )


def tested(told: Told) -> Html:
    """The share of one run."""
    found = told.run.triggers
    if found is None:
        return paragraph(
            tag("b", f"{told.label}: "),
            "not tested. ",
            tag("code", f"scorelab triggers {told.run.folder}"),
            " deletes 200 links drawn by luck and notes here what became of them.",
        )
    share, interval = found["share"], found["interval"]
    if share is None or interval is None:
        return paragraph(tag("b", f"{told.label}: "), "no trigger link could be deleted.")
    low, high = interval
    held, deleted = words.count(found["held"]), words.count(found["deleted"])
    verdict = " Fewer than 95% is a defect of the record." if share < LEAST_SHARE else ""
    sentence = (
        f"{held} of {deleted} trigger links that were deleted hold, {words.percent(share)} (95% interval "
        f"{words.percent(low)} to {words.percent(high)}).{verdict} Of further links drawn, "
        f"{words.count(found['cannot_be_deleted'])} begin with nothing that a rule of one person’s decides, "
        f"and of {words.count(found['not_gone'])} the trigger happened all the same."
    )
    rows = table(
        f"Deleted trigger links of {told.label}",
        ("Trigger", "Effect", "Deleted", "Held"),
        [
            (row["trigger"], row["effect"], words.count(row["deleted"]), words.count(row["held"]))
            for row in found["kinds"]
        ],
        words=(0, 1),
    )
    folded = tag("details", tag("summary", f"Deleted links of {told.label} by kind"), rows)
    return join([paragraph(tag("b", f"{told.label}: "), sentence), folded])
