"""Small journals written by hand, stored as runs."""

from datetime import date
from pathlib import Path

import numpy as np

from scorelab.digest import SALTS, STATE_FIELDS, digest_text, hash_cause, hash_row, hash_state
from scorelab.journal import LUCK, SCORE_KINDS, Kind, Phase, Truth, about, row_id
from scorelab.store import Labels, Minutes, Run, RunWriter, open_run
from scorelab.store.scheme_labels import DoorGrades, LineLabel, Range, SchemeLabels

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
    Kind.STANDING_LEARNED: Phase.CONTACTS,
    Kind.PUNISHMENT_LEARNED: Phase.CONTACTS,
    Kind.TIE_FORMED: Phase.CONTACTS,
    Kind.REVIEWED: Phase.DOORS,
    Kind.PLACES_GIVEN: Phase.PLACES,
    Kind.GRADE_CHANGED: Phase.SCORES,
    **dict.fromkeys(SCORE_KINDS, Phase.SCORES),
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

SCORED = LABELS.model_copy(
    update={
        "doors": (*LABELS.doors, "small_loan", "school_place", "deposit"),
        "door_operators": (*LABELS.door_operators, "lenders", "schools", "shops"),
        "substitutes": (*LABELS.substitutes, "dearer loan", "none", "none"),
        "says": (*LABELS.says, "nothing", "nothing", "nothing"),
        "layers": (*LABELS.layers, "salons"),
        "minutes": (Minutes(from_day=-4000, doors=(480, 120, 0, 60, 30, 5), channels=(30, 240)),),
        "schemes": (
            SchemeLabels(
                name="app",
                title="An app's score",
                claim="reported",
                form="platform",
                grades=("low", "middle", "high"),
                ranges=(Range(from_day=-4000, lowest=3500, highest=9500, cut_offs=(3500, 6000, 7000)),),
                lines=(
                    LineLabel(number=1, text="Bill missed", can_fire=True, fixes=-1),
                    LineLabel(number=2, text="Never happens", can_fire=False, fixes=-1),
                ),
                steady=True,
            ),
            SchemeLabels(
                name="town",
                title="A town's points",
                claim="reported",
                form="municipality",
                grades=("D", "C", "B", "A"),
                ranges=(Range(from_day=-4000, lowest=0, highest=20000, cut_offs=(0, 6000, 8500, 9700)),),
                lines=(
                    LineLabel(number=1, text="Petitioned", can_fire=True, fixes=-1),
                    LineLabel(number=2, text="Gave to charity", can_fire=True, fixes=-1),
                    LineLabel(number=3, text="Entered on the court's list", can_fire=True, fixes=0),
                ),
                steady=True,
            ),
        ),
        "imports": ("app_grade",),
        "door_grades": tuple(
            DoorGrades(scheme=scheme, below=below, review_below=0, perk_from=perk_from)
            for scheme, below, perk_from in (
                (-1, 0, 0),
                (0, 1, 0),
                (-1, 0, 0),
                (0, 1, 0),
                (1, 0, 0),
                (0, 0, 2),
            )
        ),
    }
)
"""The same with an app's score and a town's points, and doors that ask for their grades."""
APP, TOWN = 0, 1


class Journal:
    """A journal that grows row by row; each call returns the new row's id."""

    def __init__(self, people: int, days: int, labels: Labels = LABELS) -> None:
        self.people = people
        self.days = days
        self.labels = labels
        self.rows: list[dict[str, int]] = []
        self.causes: list[tuple[int, int, int]] = []
        self.attributes = {
            "birthday": np.full(people, -40 * 366, np.int32),
            "sex": np.arange(people, dtype=np.uint8) % 2,
            "education": np.zeros(people, np.uint8),
            "income_fifth": np.zeros(people, np.uint8),
            "settled": np.ones(people, np.uint8),
            "minority": np.zeros(people, np.uint8),
            **{field: np.zeros(people, np.int32) for field in STATE_FIELDS if field[:-1] != "score_"},
        }
        for scheme in labels.schemes:
            for column in ("start", "score", "grade", "enrolled", "left"):
                self.attributes[f"{column}.{scheme.name}"] = np.zeros(people, np.int32)

    def enrol(self, person: int, scheme: int, start: int) -> None:
        """Let a scheme hold a person from a score on, in tenths."""
        labels = self.labels.schemes[scheme]
        rank = sum(start >= cut_off for cut_off in labels.ranges[0].cut_offs) - 1
        values = {"start": start, "score": start, "grade": rank, "enrolled": 1}
        for column, value in values.items():
            self.attributes[f"{column}.{labels.name}"][person] = value

    def move(
        self,
        day: int,
        person: int,
        kind: Kind,
        scheme: int,
        effect: int,
        *,
        trigger: int,
        place: int = 0,
        nominal: int | None = None,
        contributors: tuple[int, ...] = (),
    ) -> tuple[int, int]:
        """Move a score, and the grade if it follows; the rows of the score and the grade, 0 if none."""
        labels = self.labels.schemes[scheme]
        row = self.add(
            day,
            person,
            kind,
            trigger=trigger,
            what=about(scheme, place),
            other=effect if nominal is None else nominal,
            amount=effect,
            contributors=contributors,
        )
        score, grade = self.attributes[f"score.{labels.name}"], self.attributes[f"grade.{labels.name}"]
        score[person] += effect
        before = int(grade[person])
        grade[person] = sum(score[person] >= cut_off for cut_off in labels.ranges[0].cut_offs) - 1
        if grade[person] == before:
            return row, 0
        what = about(scheme, int(grade[person]))
        return row, self.add(day, person, Kind.GRADE_CHANGED, trigger=row, what=what, other=before)

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
            folder, self.labels, "name: by-hand\n", seed=7, people=self.people, days=self.days
        ) as writer:
            writer.append_journal(self.columns())
            writer.append_causes(self.cause_columns())
            return writer.finish(self.attributes, digest=self.digest())

    def digest(self) -> str:
        sums = []
        for salt in SALTS:
            total = sum(hash_row(salt, *map(int, row.values())) for row in self.rows)
            total += sum(hash_cause(salt, *cause) for cause in self.causes)
            names = [*(f for f in STATE_FIELDS if f[:-1] != "score_"), *self._score_columns()]
            for field, name in enumerate(names):
                values = enumerate(self.attributes[name].tolist())
                total += sum(hash_state(salt, person, field, value) for person, value in values if value)
            sums.append(total)
        return digest_text(*sums)

    def _score_columns(self) -> list[str]:
        return [f"score.{scheme.name}" for scheme in self.labels.schemes]

    def run(self, folder: Path) -> Run:
        return open_run(self.write(folder))
