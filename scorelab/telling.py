"""Journal rows in plain words."""

from typing import NamedTuple

from scorelab.journal import (
    SCORE_KINDS,
    Answer,
    ConductAtDeadline,
    Ending,
    ErrorKind,
    Kind,
    PaymentKind,
    Phase,
    SafeguardKind,
    Truth,
    unpack,
)
from scorelab.store.labels import Labels, in_words, synthetic_id
from scorelab.telling_standing import standing_event, standing_noun
from scorelab.telling_words import (
    ANSWER,
    CONDUCT,
    ENDING,
    INCIDENTS,
    NOUNS,
    OCCASION,
    PREVENTED,
    TRUTH,
    duration,
    spaced,
    yuan,
)

__all__ = ["ENDING", "PREVENTED", "Row", "Teller", "spaced", "yuan"]


class Row(NamedTuple):
    """A journal row."""

    row: int
    day: int
    person: int
    kind: int
    what: int
    truth: int
    other: int
    amount: int
    trigger: int


class Teller:
    """Tells rows from one person's point of view: that person is "they".

    Parameters
    ----------
    labels : Labels
        The names behind the journal's numbers.
    person : int
        Whose story it is.
    """

    def __init__(self, labels: Labels, person: int) -> None:
        self.labels = labels
        self.person = person

    def date(self, day: int) -> str:
        """A day in words: 3 May 2023."""
        date = self.labels.date(day)
        return f"{date.day} {date:%B %Y}"

    def sentence(self, row: Row, trigger: Row | None = None) -> str:
        """What happened, when, and because of what.

        Parameters
        ----------
        row : Row
            What happened.
        trigger : Row, optional
            The row without which it would not have happened then; none if luck alone.
        """
        return f"On {self.date(row.day)} {self.event(row)}{self.because(row, trigger) if trigger else ''}."

    def because(self, row: Row, trigger: Row) -> str:
        """The clause that names a row's trigger."""
        date = self.date(trigger.day)
        match Kind(row.kind), Kind(trigger.kind):
            case Kind.REFUSAL, Kind.COPY_TAKEN:
                return f", because the copy of the list, taken on {date}, named {self._them(row.person)}"
            case Kind.REFUSAL, Kind.EXIT_ORDER:
                return f", because of a court's order of {date}"
            case (Kind.COPY_TAKEN, Kind.LISTING) | (Kind.LEARNED, Kind.LISTING):
                return f" (listed on {date})"
            case Kind.PAYMENT_BOOKED, Kind.PAYMENT:
                return f" (paid on {date})"
            case Kind.ANSWER, Kind.COMPLAINT:
                return f" (made on {date})"
            case Kind.COMPLAINT, Kind.NOTICED:
                return f", having noticed the listing on {date}"
            case Kind.COMPLAINT, Kind.ANSWER:
                return f", not content with the answer of {date}"
            case Kind.PAYMENT, Kind.REFUSAL:
                return f", pressed by {self.noun(trigger)} of {date}"
            case Kind.REFUSAL, Kind.GRADE_CHANGED:
                return f", because of {self._their(row.person)} grade since {date}"
            case Kind.REFUSAL, Kind.PLACES_GIVEN:
                return f", because the last place went to {self._them(trigger.person)}"
            case Kind.REVIEWED, Kind.GRADE_CHANGED:
                return f" (because of the grade since {date})"
            case (Kind.RECORD_EXPIRED, _) | (Kind.STANDING_LEARNED, _) | (Kind.PUNISHMENT_LEARNED, _):
                return f" (since {date})"
            case (Kind.REMOVAL, Kind.GROUND_ENDED) | (Kind.TIE_LOST, _) | (Kind.PLACES_GIVEN, _):
                return ""
            case (Kind.REFUSAL, Kind.REVIEWED) | (Kind.GRADE_CHANGED, _) if row.person == trigger.person:
                return ""
        return f", because of {self.noun(trigger)} of {date}"

    def noun(self, row: Row) -> str:
        """A row named as a cause."""
        kind = Kind(row.kind)
        if kind == Kind.REFUSAL:
            return f"the refusal ({self._what(row)})"
        if kind in (*SCORE_KINDS, Kind.GRADE_CHANGED):
            return standing_noun(self.labels, row.kind, row.what, row.other, self._their(row.person))
        if kind in (Kind.TIE_LOST, Kind.TIE_FORMED):
            which = "lost" if kind == Kind.TIE_LOST else "new"
            return f"the {which} tie between {self._them(row.person)} and {self._them(row.other)}"
        if kind == Kind.PLACES_GIVEN:
            return f"the round of places ({self._what(row)})"
        if kind == Kind.INCIDENT:
            name = self.labels.words(Kind.INCIDENT).get(row.what, "")
            return INCIDENTS[name][1] if name in INCIDENTS else f"the incident ({self._what(row)})"
        return NOUNS.get(kind, f"the {in_words(kind)}")

    def event(self, row: Row) -> str:
        """What happened, as a clause without its date."""
        they, them, their = self._they(row.person), self._them(row.person), self._their(row.person)
        what = self._what(row)
        match Kind(row.kind):
            case Kind.INCIDENT:
                return self._incident(row, what)
            case Kind.JUDGMENT:
                return f"a judgment over {yuan(row.amount)} stood against {them}"
            case Kind.RECORD_ERROR:
                return self._error(row)
            case Kind.DEFAULT:
                return f"{they} {CONDUCT[ConductAtDeadline(row.what)]}"
            case Kind.PAYMENT:
                return f"{they} paid {yuan(row.amount)} {OCCASION[PaymentKind(row.what)]}"
            case Kind.PAYMENT_BOOKED:
                return f"{their} payment of {yuan(row.amount)} was booked"
            case Kind.GUARANTEE_CALLED:
                debtor = self._their(row.other)
                return f"a court called on {them} to pay {debtor} debt of {yuan(row.amount)}, as a guarantor"
            case Kind.EXIT_ORDER:
                return f"a court barred {them} from leaving the country"
            case Kind.EXIT_ORDER_LIFTED:
                return f"the bar to {their} leaving the country was lifted"
            case Kind.LISTING:
                term = f"for {row.amount} days" if row.amount else "without a term"
                return f"the court put {them} on its list, on ground {row.what}, {term} ({self._truth(row)})"
            case Kind.GROUND_ADDED:
                return f"ground {row.what} was added to {their} listing ({self._truth(row)})"
            case Kind.GROUND_ENDED:
                return f"a ground of {their} listing ended: {ENDING[Ending(row.what)]}"
            case Kind.REMOVAL:
                return f"the court took {them} off its list: {ENDING[Ending(row.what)]}"
            case Kind.BECAME_WRONG:
                return f"{their} listing became wrong ({self._truth(row)})"
            case Kind.BECAME_RIGHT:
                return f"{their} listing was no longer wrong ({self._truth(row)})"
            case Kind.COPY_TAKEN:
                return f"{what} took {their} listing into a copy of the list"
            case Kind.COPY_DROPPED:
                return f"{what} dropped {them} from the copy of the list"
            case Kind.REFUSAL:
                return self._refusal(row, what)
            case Kind.JOB_LOST:
                return f"{they} lost {their} job"
            case Kind.JOB_FOUND:
                return f"{they} found work again"
            case Kind.NOTICED:
                if unpack(row.row)[1] == Phase.COURT:
                    return f"a notice of the coming listing reached {them}"
                if unpack(row.row)[1] == Phase.REDRESS:
                    return f"{they} read of the listing in {their} own file"
                return f"{they} noticed the listing"
            case Kind.COMPLAINT:
                return f"{they} complained ({what}{self._cost(row)})"
            case Kind.COMPLAINT_RECORDED:
                return f"the complaint ({what}) was recorded against {them}"
            case Kind.ANSWER:
                return f"{their} complaint {ANSWER[Answer(row.what)]}"
            case Kind.CORRECTION:
                return f"{their} record was corrected"
            case Kind.LEARNED:
                return f"{they} ({what}) learned that {self._they(row.other)} stood on the list"
            case Kind.TIE_LOST:
                return f"{they} ({what}) quietly dropped the tie to {self._them(row.other)}"
            case Kind.LISTING_PREVENTED:
                return f"{they} stayed off the list: {PREVENTED[SafeguardKind(row.what)]}"
            case Kind.COMPENSATION:
                return f"{they} received {yuan(row.amount)} for having been wrongly listed"
            case Kind.SETTLEMENT:
                return f"{they} settled with the creditor"
            case Kind.POST_WITHHELD:
                return f"{they} left a post unwritten, out of fear ({what})"
            case Kind.OFFENCE_PREVENTED:
                return f"{they}, aware of the scheme, held back from an offence ({what})"
            case Kind.STANDING_LEARNED:
                return f"{they} ({what}) saw that {self._their(row.other)} grade had fallen"
            case Kind.PUNISHMENT_LEARNED:
                return f"{they} ({what}) heard of {self._their(row.other)} punishment for a post"
            case Kind.TIE_FORMED:
                return f"{they} and {self._them(row.other)} formed a tie ({what})"
            case Kind.PLACES_GIVEN:
                operator = spaced(self.labels.door_operators[row.what])
                return (
                    f"{operator} gave {row.amount} places to {row.other} applicants ({what}): "
                    f"the last one to {them}"
                )
            case Kind.LEFT_SCHEME:
                return f"{they} left {what}"
            case Kind.DIED:
                return f"{they} died, {row.what} years old"
            case Kind.BORN:
                return f"{they} came into the world, a child of {self._them(row.other)}"
            case Kind.CAME_OF_AGE:
                return f"{they} came of age"
            case Kind.LEFT_SCHOOL:
                return f"{they} left school; from then on {their} income was {yuan(row.amount)} a month"
            case Kind.CHANGED_WORK:
                beside = self._them(row.other)
                return f"{they} changed jobs, to work beside {beside} for {yuan(row.amount)} a month"
            case Kind.MOVED:
                return f"{they} moved, to live beside {self._them(row.other)}"
            case Kind.TIE_PARTED:
                return f"{they} left {self._them(row.other)} behind ({what})"
            case Kind.RETIRED:
                return f"{they} retired on {yuan(row.amount)} a month"
            case Kind.ENROLLED:
                return f"{what} began to score {them}"
            case Kind.CONTACTS_REFORMED:
                return f"under new rules {what} began to count {their} contacts otherwise"
            case Kind.DEBT_ENDED:
                return f"{their} debt of {yuan(row.amount)} on the court's record ended"
            case Kind.REVIEWED:
                operator = spaced(self.labels.door_operators[row.what])
                return f"{operator} put {their} application under review for the grade ({what})"
            case _:
                standing = (row.kind, row.what, row.other, row.amount)
                return standing_event(self.labels, *standing, they, their)

    def _incident(self, row: Row, what: str) -> str:
        name = self.labels.words(Kind.INCIDENT).get(row.what, "")
        they = self._they(row.person)
        if name == "malicious_report":
            reporter = self._they(row.other) if row.other >= 0 else "somebody"
            return f"{reporter} reported {self._them(row.person)} out of malice"
        if name in INCIDENTS:
            return f"{they} {INCIDENTS[name][0]}"
        return f"to {self._them(row.person)} happened: {what}"

    def _error(self, row: Row) -> str:
        their, them = self._their(row.person), self._them(row.person)
        match ErrorKind(row.what):
            case ErrorKind.MISATTRIBUTED:
                they, namesake = self._they(row.person), self._them(row.other)
                return f"what {they} owed was recorded against {namesake}, a namesake"
            case ErrorKind.CLERICAL:
                return f"{their} payment went astray in the books"
            case ErrorKind.STALE:
                operator = spaced(self.labels.operators[row.amount])
                return f"{operator} kept its copy of {their} listing although the listing was over"
            case ErrorKind.DUPLICATE:
                return f"one judgment against {them} was recorded twice"
            case ErrorKind.FABRICATED:
                return f"an invented claim against {them} was believed"

    def _refusal(self, row: Row, what: str) -> str:
        operator = spaced(self.labels.door_operators[row.what])
        minutes = next(
            (
                period.doors[row.what]
                for period in reversed(self.labels.minutes)
                if period.from_day <= row.day
            ),
            0,
        )
        price = [yuan(row.amount)] if row.amount else []
        price += [duration(minutes)] if minutes else []
        cost = f", which cost {' and '.join(price)}" if price else ""
        truth = f"; {self._truth(row)}" if row.truth != Truth.NONE else ""
        return f"{operator} refused {self._them(row.person)} ({what}{truth}){cost}"

    def _cost(self, row: Row) -> str:
        return f", {yuan(row.amount)}" if row.amount else ""

    def _what(self, row: Row) -> str:
        return spaced(self.labels.words(Kind(row.kind)).get(row.what, str(row.what)))

    def _truth(self, row: Row) -> str:
        return TRUTH.get(Truth(row.truth), "no class")

    def _they(self, person: int) -> str:
        return "they" if person == self.person else synthetic_id(person)

    def _them(self, person: int) -> str:
        return "them" if person == self.person else synthetic_id(person)

    def _their(self, person: int) -> str:
        return "their" if person == self.person else f"{synthetic_id(person)}'s"
