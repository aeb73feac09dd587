"""The words in which journal rows are told."""

from scorelab.journal import (
    Answer,
    ConductAtDeadline,
    Ending,
    Kind,
    PaymentKind,
    SafeguardKind,
    Truth,
)

INCIDENTS = {
    "bill_missed": ("missed a bill", "the missed bill"),
    "loan_missed_small": ("missed a small loan instalment", "the missed small instalment"),
    "loan_missed_large": ("missed a large loan instalment", "the missed large instalment"),
    "fine_unpaid": ("left a fine unpaid", "the unpaid fine"),
    "traffic_offence": ("committed a traffic offence", "the traffic offence"),
    "fare_dodged": ("dodged a fare", "the dodged fare"),
    "suit_debt": ("lost a suit over a debt", "the lost suit over a debt"),
    "suit_contract": ("lost a suit over a contract", "the lost suit over a contract"),
    "suit_defamation": ("lost a suit for defamation", "the lost suit for defamation"),
    "false_paperwork": ("handed in false papers", "the false papers"),
    "malicious_report": ("fell victim to malice", "the malicious report"),
    "job_lost": ("lost the job by dismissal", "the dismissal"),
    "critical_post": ("published a critical post", "the critical post"),
    "rumour_post": ("spread a rumour in a post", "the post with a rumour"),
    "petitioning": ("petitioned the authorities", "the petition"),
    "public_disorder": ("disturbed public order", "the breach of public order"),
    "nuisance": ("annoyed the neighbours", "the nuisance"),
    "family_neglect": ("neglected the family", "the neglect of the family"),
    "work_misconduct": ("broke the rules at work", "the misconduct at work"),
    "business_misconduct": ("broke the rules of trade", "the misconduct in trade"),
    "tax_unpaid": ("left taxes unpaid", "the unpaid taxes"),
    "environment_offence": ("broke the rules that protect the environment", "the environmental offence"),
    "drunk_driving": ("drove after drinking", "the drive after drinking"),
    "detention": ("spent some days in detention", "the detention"),
    "crime": ("received a sentence for a crime", "the sentence"),
    "long_gaming": ("spent long hours gaming", "the long gaming"),
    "volunteering": ("did voluntary work", "the voluntary work"),
    "blood_donation": ("gave blood", "the blood donation"),
    "charity": ("gave to charity", "the gift to charity"),
    "award": ("received an award", "the award"),
    "family_care": ("cared for relatives", "the care for relatives"),
    "good_deed": ("did a good deed", "the good deed"),
    "achievement": ("achieved something at work", "the achievement"),
}
"""Incidents of the library as a verb's phrase and as a cause."""

CONDUCT = {
    ConductAtDeadline.PAID: "had paid, but the court's books showed nothing at the deadline",
    ConductAtDeadline.LATE: "let the deadline pass, meaning to pay late",
    ConductAtDeadline.REFUSED: "let the deadline pass although able to pay",
    ConductAtDeadline.UNABLE: "could not pay by the deadline",
    ConductAtDeadline.NOT_TOLD: "let the deadline pass, never having been told of the judgment",
    ConductAtDeadline.DOES_NOT_OWE: "let the deadline pass for a debt that was not owed",
}
OCCASION = {
    PaymentKind.IN_TIME: "in time",
    PaymentKind.LATE: "late",
    PaymentKind.WHILE_LISTED: "while listed",
    PaymentKind.AGAIN: "although it had been paid before",
}
ENDING = {
    Ending.PERFORMED: "performance was on record",
    Ending.TERM_OVER: "the term was over",
    Ending.SETTLED: "there was a settlement",
    Ending.CORRECTED: "the record was corrected",
    Ending.RETENTION_LIMIT: "the retention limit was reached",
    Ending.AUDITED: "an audit found against it",
    Ending.DIED: "the person had died",
}
ANSWER = {
    Answer.NONE: "was never answered",
    Answer.REJECTED: "was turned down",
    Answer.UPHELD: "was upheld",
}
PREVENTED = {
    SafeguardKind.PROPORTIONALITY: "the sum was too small for a listing",
    SafeguardKind.VERIFICATION: "the record was verified first",
    SafeguardKind.HUMAN_REVIEW: "somebody reviewed the file",
    SafeguardKind.OWN_RULES: "inability to pay was recognised",
    SafeguardKind.NOTICE: "notice was given before the listing took effect",
}
TRUTH = {
    Truth.DUE: "rightly",
    Truth.UNABLE: "in truth unable to pay",
    Truth.NOT_TOLD: "in truth never told of the judgment",
    Truth.PAID_ELSEWHERE: "in truth the money had been paid elsewhere",
    Truth.SETTLED: "in truth paid, settled or expired",
    Truth.NEVER_OWED: "in truth nothing was ever owed",
}
NOUNS = {
    Kind.RECORD_ERROR: "the error in the records",
    Kind.JUDGMENT: "the judgment",
    Kind.DEFAULT: "the missed deadline",
    Kind.PAYMENT: "the payment",
    Kind.PAYMENT_BOOKED: "the booking of the payment",
    Kind.GUARANTEE_CALLED: "the call on the guarantor",
    Kind.LISTING: "the listing",
    Kind.COPY_TAKEN: "the copy of the list",
    Kind.NOTICED: "noticing the listing",
    Kind.JOB_LOST: "the loss of the job",
    Kind.LEARNED: "learning of the listing",
    Kind.COMPLAINT_RECORDED: "the record of the complaint",
    Kind.STANDING_LEARNED: "seeing the fallen grade",
    Kind.PUNISHMENT_LEARNED: "hearing of the punishment",
    Kind.REVIEWED: "the review",
    Kind.LEFT_SCHEME: "leaving the scheme",
    Kind.DIED: "the death",
    Kind.BORN: "the birth",
    Kind.DEBT_ENDED: "the end of the debt",
    Kind.CAME_OF_AGE: "coming of age",
    Kind.LEFT_SCHOOL: "the end of school",
    Kind.RETIRED: "the retirement",
    Kind.CHANGED_WORK: "the change of jobs",
    Kind.MOVED: "the move",
    Kind.TIE_PARTED: "the parting",
    Kind.ENROLLED: "the enrolment",
    Kind.CONTACTS_REFORMED: "the new rules on contacts",
}
"""What a row is called as a cause; kinds not named here by their own name."""


def yuan(cents: int) -> str:
    """A sum of money in words."""
    return f"{cents / 100:,.2f} yuan"


def duration(minutes: int) -> str:
    """A length of time in words."""
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes / 60:.0f} hours"


def spaced(name: str) -> str:
    """A scenario's name, readable."""
    return name.replace("_", " ")
