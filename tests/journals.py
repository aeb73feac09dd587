"""Small journals written by hand, stored as runs."""

from datetime import date
from pathlib import Path

import numpy as np

from scorelab.digest import SALTS, STATE_FIELDS, digest_text, hash_cause, hash_row, hash_state
from scorelab.journal import LUCK, Kind, Phase, Truth, row_id
from scorelab.store import Labels, Minutes, Run, RunWriter, open_run

PHASE = {
    Kind.INCIDENT: Phase.INCIDENTS,
    Kind.COPY_TAKEN: Phase.COPIES,
    Kind.COPY_DROPPED: Phase.COPIES,
    Kind.REFUSAL: Phase.DOORS,
    Kind.JOB_LOST: Phase.DOORS,
    Kind.NOTICED: Phase.REDRESS,
    Kind.COMPLAINT: Phase.REDRESS,
    Kind.COMPLAINT_RECORDED: Phase.REDRESS,
    Kind.ANSWER: Phase.REDRESS,
    Kind.LEARNED: Phase.CONTACTS,
    Kind.TIE_LOST: Phase.CONTACTS,
    Kind.JOB_FOUND: Phase.LIVELIHOOD,
}
"""Phases of rows; whatever is not named here is the court's."""

LABELS = Labels(
    scenario="by-hand",
    title="Written by hand",
    claim="control",
    start=date(2023, 1, 1),
    doors=("flight", "fast train", "leaving the country"),
    door_operators=("travel agencies", "railway", "border police"),
    substitutes=("slow train", "hard seat", "none"),
    says=("why", "that", "nothing"),
    operators=("travel agencies", "railway", "border police"),
    channels=("message_to_judge", "written_application"),
    layers=("household", "relatives", "neighbours", "team", "friends"),
    incidents=(
        "bill_missed",
        "loan_missed_small",
        "loan_missed_large",
        "fine_unpaid",
        "traffic_offence",
        "fare_dodged",
        "suit_debt",
        "suit_contract",
        "suit_defamation",
        "false_paperwork",
        "malicious_report",
        "job_lost",
    ),
    minutes=(
        Minutes(from_day=-4000, doors=(480, 120, 0), channels=(30, 240)),
        Minutes(from_day=50, doors=(600, 120, 0), channels=(30, 240)),
    ),
)


class Journal:
    """A journal that grows row by row; each call returns the new row's id."""

    def __init__(self, people: int, days: int) -> None:
        self.people = people
        self.days = days
        self.rows: list[dict[str, int]] = []
        self.causes: list[tuple[int, int, int]] = []
        self.attributes = {
            "birthday": np.full(people, -40 * 366, np.int32),
            "sex": np.arange(people, dtype=np.uint8) % 2,
            "education": np.zeros(people, np.uint8),
            "income_fifth": np.zeros(people, np.uint8),
            "settled": np.ones(people, np.uint8),
            "minority": np.zeros(people, np.uint8),
            **{field: np.zeros(people, np.int32) for field in STATE_FIELDS},
        }

    def add(
        self,
        day: int,
        person: int,
        kind: Kind,
        *,
        trigger: int = LUCK,
        what: int = 0,
        truth: Truth = Truth.NONE,
        other: int = -1,
        amount: int = 0,
        contributors: tuple[int, ...] = (),
    ) -> int:
        phase = PHASE.get(kind, Phase.COURT)
        first = row_id(day, phase, person, 0)
        n = sum(first <= row["row"] < first + (1 << 13) for row in self.rows) + 1
        row = row_id(day, phase, person, n)
        self.rows.append(
            {
                "row": row,
                "kind": kind,
                "what": what,
                "truth": truth,
                "other": other,
                "amount": amount,
                "trigger": trigger,
            }
        )
        self.causes += [(row, cause, 1000 // len(contributors)) for cause in contributors]
        return row

    def listing(self, day: int, person: int, truth: Truth, ground: int = 1, term: int = 0) -> int:
        """An incident, a judgment, a default and a listing, all on one day."""
        incident = self.add(day, person, Kind.INCIDENT, what=7)
        judgment = self.add(day, person, Kind.JUDGMENT, what=7, trigger=incident, amount=500_000)
        default = self.add(day, person, Kind.DEFAULT, what=3, trigger=judgment, amount=500_000)
        return self.add(day, person, Kind.LISTING, what=ground, amount=term, truth=truth, trigger=default)

    def columns(self) -> dict[str, np.ndarray]:
        names = ("row", "kind", "what", "truth", "other", "amount", "trigger")
        return {name: np.array([int(row[name]) for row in self.rows], np.int64) for name in names}

    def cause_columns(self) -> dict[str, np.ndarray]:
        columns = np.array(self.causes, np.int64).reshape(-1, 3).T
        return dict(zip(("row", "cause", "share"), columns, strict=True))

    def write(self, folder: Path) -> Path:
        with RunWriter(
            folder, LABELS, "name: by-hand\n", seed=7, people=self.people, days=self.days
        ) as writer:
            writer.append_journal(self.columns())
            writer.append_causes(self.cause_columns())
            return writer.finish(self.attributes, digest=self.digest())

    def digest(self) -> str:
        sums = []
        for salt in SALTS:
            total = sum(hash_row(salt, *map(int, row.values())) for row in self.rows)
            total += sum(hash_cause(salt, *cause) for cause in self.causes)
            for field, name in enumerate(STATE_FIELDS):
                values = enumerate(self.attributes[name].tolist())
                total += sum(hash_state(salt, person, field, value) for person, value in values if value)
            sums.append(total)
        return digest_text(*sums)

    def run(self, folder: Path) -> Run:
        return open_run(self.write(folder))
