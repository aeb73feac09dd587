"""A story written by hand: a payment goes astray, and what comes of it."""

from scorelab.journal import Answer, ConductAtDeadline, Ending, ErrorKind, Kind, PaymentKind, Truth
from tests.journals import Journal

MAIN, FRIEND, OTHER = 2, 5, 6


def journalist() -> tuple[Journal, dict[str, int]]:
    """The journal, and the ids of its rows by name."""
    journal = Journal(8, 400)
    row: dict[str, int] = {}

    def add(name, *args, **options):
        row[name] = journal.add(*args, **options)

    add("suit", 0, MAIN, Kind.INCIDENT, what=9)
    add("judgment", 40, MAIN, Kind.JUDGMENT, what=9, other=OTHER, amount=250_000, trigger=row["suit"])
    add("paid", 45, MAIN, Kind.PAYMENT, what=PaymentKind.IN_TIME, amount=250_000, trigger=row["judgment"])
    add("astray", 45, MAIN, Kind.RECORD_ERROR, what=ErrorKind.CLERICAL, trigger=row["paid"])
    add(
        "default",
        70,
        MAIN,
        Kind.DEFAULT,
        what=ConductAtDeadline.PAID,
        amount=250_000,
        trigger=row["astray"],
        contributors=(row["judgment"],),
    )
    add("listing", 122, MAIN, Kind.LISTING, what=1, truth=Truth.PAID_ELSEWHERE, trigger=row["default"])
    add("copy", 125, MAIN, Kind.COPY_TAKEN, what=0, trigger=row["listing"])
    for day in (130, 140, 150):
        add(
            f"refused {day}",
            day,
            MAIN,
            Kind.REFUSAL,
            what=0,
            truth=Truth.PAID_ELSEWHERE,
            amount=6_000,
            trigger=row["copy"],
        )
    add("noticed", 130, MAIN, Kind.NOTICED, trigger=row["refused 130"])
    add("complaint", 133, MAIN, Kind.COMPLAINT, what=1, trigger=row["noticed"])
    add("answer", 160, MAIN, Kind.ANSWER, what=Answer.UPHELD, trigger=row["complaint"])
    add("correction", 163, MAIN, Kind.CORRECTION, trigger=row["answer"])
    add("ended", 163, MAIN, Kind.GROUND_ENDED, what=Ending.CORRECTED, trigger=row["correction"])
    add("removal", 163, MAIN, Kind.REMOVAL, what=Ending.CORRECTED, trigger=row["ended"])
    add("dropped", 170, MAIN, Kind.COPY_DROPPED, what=0, trigger=row["removal"])
    add("learned", 128, FRIEND, Kind.LEARNED, what=4, other=MAIN, trigger=row["listing"])
    add("tie", 128, FRIEND, Kind.TIE_LOST, what=4, other=MAIN, trigger=row["learned"])
    add("unrelated", 10, 0, Kind.INCIDENT, what=1)
    return journal, row
