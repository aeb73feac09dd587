"""What people said of such schemes when they were asked, as published: it stands beside the findings."""

import polars as pl

from scorelab.published.figures import opinions
from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.subject import Subject


def said(subject: Subject) -> Html:
    """The part on approval and awareness; nothing in the runs is compared with approval."""
    if not (subject.with_schemes or subject.lists):
        return Html("")
    main = subject.told[-1]
    shares = {name: words.percent(float(opinion.value)) for name, opinion in opinions().items()}
    aware = main.facts.adults.select(pl.col("aware").cast(pl.Float64).mean()).item()
    return section(
        "said",
        "What people said when asked",
        paragraph(
            f"{shares['approve']} approved; of those whom a scheme held {shares['knew']} knew of it. Told "
            "what speaks for and against one score for everything, those who approved of it fell from "
            f"{shares['approve_at_first']} to {shares['approve_when_told']}."
        ),
        paragraph(
            "Nobody in these worlds approves or disapproves of anything: no run says what people think of "
            f"what came out above. That few know is put in, not found: in {main.label} "
            f"{words.percent(float(aware))} of adults do."
        ),
        table(
            "Published answers",
            ("Share", "Who", "Year", "Source", "Tier"),
            [
                (shares[name], words.capital(opinion.said), str(opinion.year), opinion.source, opinion.tier)
                for name, opinion in opinions().items()
            ],
            words=(1, 3, 4),
        ),
        lead="Approval as published, beside what came out in invented societies. It is no result of a run.",
    )
