"""Stories written by hand: a payment goes astray; a missed bill, a grade, a friend lost."""

from scorelab.journal import (
    Answer,
    ConductAtDeadline,
    Ending,
    ErrorKind,
    Kind,
    PaymentKind,
    Truth,
)
from tests.journals import APP, SCORED, TOWN, Journal

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


def aunt() -> tuple[Journal, dict[str, int]]:
    """A missed bill costs a grade, the grade a friend, the friend points; a listing fixes a town's grade."""
    journal = Journal(8, 400, SCORED)
    for person, start in ((MAIN, 6500), (FRIEND, 7100)):
        journal.enrol(person, APP, start)
    journal.enrol(MAIN, TOWN, 10000)
    row: dict[str, int] = {}
    row["bill"] = journal.add(3, MAIN, Kind.INCIDENT, what=1)
    row["record"], row["fall"] = journal.move(
        5, MAIN, Kind.RECORDED, APP, -595, nominal=-600, trigger=row["bill"]
    )
    row["seen"] = journal.add(20, FRIEND, Kind.STANDING_LEARNED, what=4, other=MAIN, trigger=row["fall"])
    row["tie"] = journal.add(20, FRIEND, Kind.TIE_LOST, what=4, other=MAIN, trigger=row["seen"])
    row["company"], _ = journal.move(
        36, MAIN, Kind.CONTACTS_MOVED, APP, -35, trigger=row["tie"], contributors=(row["record"],)
    )
    row["refused"] = journal.add(
        40, MAIN, Kind.REFUSAL, what=1, truth=Truth.DUE, amount=2_000, trigger=row["fall"]
    )
    row["end"], _ = journal.move(60, MAIN, Kind.RECORD_EXPIRED, APP, 400, nominal=600, trigger=row["record"])
    row["listing"] = journal.listing(70, MAIN, Truth.DUE)
    row["copy"] = journal.add(71, MAIN, Kind.COPY_TAKEN, what=0, trigger=row["listing"])
    row["fixed"], row["to D"] = journal.move(
        74, MAIN, Kind.RECORDED, TOWN, -4010, place=2, nominal=0, trigger=row["copy"]
    )
    row["gift"] = journal.add(80, MAIN, Kind.INCIDENT, what=2)
    row["held"], _ = journal.move(82, MAIN, Kind.RECORDED, TOWN, 0, place=1, nominal=100, trigger=row["gift"])
    row["sees"], _ = journal.move(90, MAIN, Kind.SCHEME_SEES_LISTING, APP, -800, trigger=row["copy"])
    row["import"], _ = journal.move(95, MAIN, Kind.IMPORTED, APP, -90, trigger=row["to D"])
    row["round"] = journal.add(243, FRIEND, Kind.PLACES_GIVEN, what=4, other=2, amount=1)
    row["no place"] = journal.add(243, OTHER, Kind.REFUSAL, what=4, trigger=row["round"])
    return journal, row
