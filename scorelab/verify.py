"""Recompute every invariant of a stored run."""

import hashlib
from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.checks import Check, check, is_kind
from scorelab.compiler import njit
from scorelab.digest import SALTS, STATE_FIELDS, digest_text, hash_cause, hash_row, hash_state
from scorelab.journal import (
    DAY_OFFSET,
    LUCK,
    N_BITS,
    PERSON_BITS,
    PHASE_BITS,
    SCORE_KINDS,
    Kind,
    Truth,
)
from scorelab.store import Labels, Run
from scorelab.store.labels import in_words
from scorelab.verify_standing import standing_checks

__all__ = ["Check", "digest_of", "verify"]

EFFECTS = (Kind.REFUSAL, Kind.LISTING, Kind.TIE_LOST, Kind.JOB_LOST, Kind.GRADE_CHANGED)
ROOTS = (Kind.INCIDENT, Kind.RECORD_ERROR)
CLASSED = (Kind.LISTING, Kind.GROUND_ADDED, Kind.REFUSAL, Kind.BECAME_WRONG, Kind.BECAME_RIGHT)
NOT_A_PERSON = (*SCORE_KINDS, Kind.GRADE_CHANGED, Kind.PLACES_GIVEN)
"""Kinds whose `other` is a number of another sort."""
REFUSAL_KIND = pl.lit(Kind.REFUSAL.value, pl.Int16)
SCORE_FIELD = "score_"
PERSON_AND_N = PERSON_BITS + N_BITS


def verify(run: Run) -> list[Check]:
    """Check a run's invariants, all of them, in order.

    Parameters
    ----------
    run : Run
        A finished run.
    """
    journal = run.journal.drop("synthetic").collect()
    causes = run.causes.drop("synthetic").collect()
    return [
        *_files(run),
        _digest(run, journal, causes),
        *_row_ids(run, journal),
        *_triggers(journal),
        *_contributors(journal, causes),
        *_pairs(journal),
        *_classes(journal),
        *standing_checks(run, journal, _triggers_of(journal)),
    ]


def _files(run: Run) -> Iterator[Check]:
    found = hashlib.sha256(run.scenario_yaml.encode()).hexdigest()
    expected = run.manifest.scenario_sha256
    yield Check("the scenario is the one that was run", int(found != expected), "scenario.yaml")
    if run.rules is not None:
        found = hashlib.sha256(run.rules_text).hexdigest()
        expected = run.rules["sha256"]
        yield Check("the rules file is the one that was in force", int(found != expected), "rules.py")
    people = run.people.select("person", "synthetic").collect()
    in_order = np.array_equal(people["person"].to_numpy(), np.arange(run.people_count))
    yield Check("people are numbered in order", int(not in_order), "people.parquet")
    tables = (run.journal, run.causes, run.people)
    marked = all(table.select(pl.col("synthetic").all()).collect().item() for table in tables)
    yield Check("every row says that it is synthetic", int(not marked), "column synthetic")


def _digest(run: Run, journal: pl.DataFrame, causes: pl.DataFrame) -> Check:
    state = [column.alias(field) for field, column in _state_columns(run.labels).items()]
    found = digest_of(journal, causes, run.people.select("person", *state).collect())
    wrong = found != run.manifest.digest
    return Check("the digest is that of the journal and the final state", int(wrong), f"digest {found}")


def _state_columns(labels: Labels) -> dict[str, pl.Expr]:
    """The columns of the people's table that hold the fields of the final state."""
    columns = {field: pl.col(field) for field in STATE_FIELDS if not field.startswith(SCORE_FIELD)}
    for index, scheme in enumerate(labels.schemes):
        columns[f"{SCORE_FIELD}{index}"] = pl.col(f"score.{scheme.name}")
    return {field: columns.get(field, pl.lit(0)) for field in STATE_FIELDS}


def digest_of(journal: pl.DataFrame, causes: pl.DataFrame, people: pl.DataFrame) -> str:
    """The digest of stored tables; `people` holds the final state (:data:`digest.STATE_FIELDS`)."""

    def numbers(table: pl.DataFrame, *names: str) -> tuple[NDArray[np.int64], ...]:
        return tuple(table[name].cast(pl.Int64).to_numpy() for name in names)

    rows = numbers(journal, "row", "kind", "what", "truth", "other", "amount", "trigger")
    contributors = numbers(causes, "row", "cause", "share")
    person, *state = numbers(people, "person", *STATE_FIELDS)
    sums = []
    for salt in SALTS:
        total = int(_sum_rows(salt, *rows)) + int(_sum_causes(salt, *contributors))
        total += sum(int(_sum_state(salt, person, field, values)) for field, values in enumerate(state))
        sums.append(total)
    return digest_text(*sums)


@njit
def _sum_rows(  # type: ignore[no-untyped-def]  # compiled
    salt, row, kind, what, truth, other, amount, trigger
):
    total = np.uint64(0)
    for i in range(len(row)):
        total += hash_row(salt, row[i], kind[i], what[i], truth[i], other[i], amount[i], trigger[i])
    return total


@njit
def _sum_causes(salt, row, cause, share):  # type: ignore[no-untyped-def]  # compiled
    total = np.uint64(0)
    for i in range(len(row)):
        total += hash_cause(salt, row[i], cause[i], share[i])
    return total


@njit
def _sum_state(salt, person, field, values):  # type: ignore[no-untyped-def]  # compiled
    total = np.uint64(0)
    for i in range(len(person)):
        if values[i]:
            total += hash_state(salt, person[i], field, values[i])
    return total


def _row_ids(run: Run, journal: pl.DataFrame) -> Iterator[Check]:
    rows = journal["row"]
    yield check("row ids rise, so none stands twice", journal.filter(rows <= rows.shift(1, fill_value=-1)))
    row = pl.col("row")
    parts = (
        (pl.col("n") != row % (1 << N_BITS))
        | (pl.col("person") != row // (1 << N_BITS) % (1 << PERSON_BITS))
        | (pl.col("phase") != row // (1 << PERSON_AND_N) % (1 << PHASE_BITS))
        | (pl.col("day") != row // (1 << (PERSON_AND_N + PHASE_BITS)) - DAY_OFFSET)
    )
    yield check("day, phase, person and n are those of the row id", journal.filter(parts))
    inside = (pl.col("day") < run.days) & (pl.col("person") < run.people_count)
    inside &= is_kind(*NOT_A_PERSON) | pl.col("other").is_between(-1, run.people_count - 1)
    yield check("days and people are those that were run", journal.filter(~inside))
    kinds = [kind.value for kind in Kind]
    yield check("every kind is known", journal.filter(~pl.col("kind").is_in(kinds)))


def _triggers(journal: pl.DataFrame) -> Iterator[Check]:
    rows, triggers = journal["row"].to_numpy(), journal["trigger"].to_numpy()
    place, exists = _places(rows, triggers)
    by_luck = triggers == LUCK
    yield check("every trigger is a row of the journal, or luck", journal.filter(~(exists | by_luck)))
    late = exists & (triggers >= rows)
    yield check("every trigger comes before its effect", journal.filter(late))
    reached = _reaches_a_root(journal["kind"].to_numpy(), np.where(exists, place, -1), by_luck)
    for kind in EFFECTS:
        lost = (journal["kind"].to_numpy() == kind.value) & ~reached
        yield check(f"every {in_words(kind)} reaches an incident, an error or luck", journal.filter(lost))


def _triggers_of(journal: pl.DataFrame) -> pl.DataFrame:
    """Each row's trigger: its kind, what and person; null where there is none."""
    place, exists = _places(journal["row"].to_numpy(), journal["trigger"].to_numpy())
    found = journal.select("kind", "what", "person")[place]
    return found.select(pl.when(pl.Series(exists)).then(pl.all()))


def _contributors(journal: pl.DataFrame, causes: pl.DataFrame) -> Iterator[Check]:
    rows = journal["row"].to_numpy()
    effects, contributors = causes["row"].to_numpy(), causes["cause"].to_numpy()
    exists = _places(rows, effects)[1] & _places(rows, contributors)[1]
    yield check("every contributor and its effect are rows of the journal", causes.filter(~exists))
    yield check("every contributor comes before its effect", causes.filter(pl.col("cause") >= pl.col("row")))
    share = pl.col("share")
    whole = causes.group_by("row").agg(least=share.min(), total=share.sum())
    out = whole.filter((pl.col("least") < 0) | (pl.col("total") > 1000))
    yield check("shares of contributors are not negative and sum to at most 1", out)


def _pairs(journal: pl.DataFrame) -> Iterator[Check]:
    yield _alternate(journal, Kind.LISTING, Kind.REMOVAL)
    yield _alternate(journal, Kind.EXIT_ORDER, Kind.EXIT_ORDER_LIFTED)
    copies = journal.filter(pl.col("kind").is_in([Kind.COPY_TAKEN.value, Kind.COPY_DROPPED.value]))
    taken_before = (pl.col("kind") == Kind.COPY_TAKEN.value).shift(1).over("person", "what").fill_null(False)
    dropped = copies.filter((pl.col("kind") == Kind.COPY_DROPPED.value) & ~taken_before)
    yield check("every copy dropped had been taken", dropped)
    steps = {Kind.LISTING: 1, Kind.GROUND_ADDED: 1, Kind.GROUND_ENDED: -1, Kind.REMOVAL: 0}
    grounds = _running(journal, steps)
    wrong = grounds.filter(
        (pl.col("open") < 0) | ((pl.col("kind") == Kind.REMOVAL.value) & (pl.col("open") != 0))
    )
    yield check("a removal comes when the last ground has ended", wrong)


def _classes(journal: pl.DataFrame) -> Iterator[Check]:
    without = journal.filter(is_kind(*CLASSED) & (pl.col("truth") == Truth.NONE.value))
    rounds = journal.filter(is_kind(Kind.PLACES_GIVEN)).select("day", "what", kind=REFUSAL_KIND)
    out_of_round = without.join(rounds, on=["day", "what", "kind"], how="anti", maintain_order="left")
    yield check("every listing and refusal has a ground-truth class, but for want of a place", out_of_round)


def _places(rows: NDArray[np.int64], ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where ids stand among the sorted rows, and whether they do."""
    place = np.minimum(np.searchsorted(rows, ids), max(len(rows) - 1, 0))
    return place, rows[place] == ids if len(rows) else np.zeros(len(ids), bool)


def _reaches_a_root(
    kinds: NDArray[np.int16], place: NDArray[np.int64], by_luck: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether each row's triggers lead to an incident, an error or luck.

    `place` is each trigger's place, -1 if there is none. Doubling the stride each time
    covers any chain in as many steps as its length has binary digits.
    """
    count = len(kinds)
    root = by_luck | np.isin(kinds, [kind.value for kind in ROOTS])
    # Roots point to themselves; what dangles points to a place of its own behind the last row.
    above = np.append(np.where(root, np.arange(count), np.where(place < 0, count, place)), count)
    for _ in range(max(count, 1).bit_length()):
        above = above[above]
    return np.append(root, False)[above[:count]]


def _running(journal: pl.DataFrame, steps: dict[Kind, int]) -> pl.DataFrame:
    """Rows of some kinds with a running sum of their steps, `open`, for each person."""
    step = pl.col("kind").replace_strict(
        {kind.value: step for kind, step in steps.items()}, return_dtype=pl.Int64
    )
    rows = journal.filter(pl.col("kind").is_in([kind.value for kind in steps]))
    return rows.with_columns(open=step.cum_sum().over("person"))


def _alternate(journal: pl.DataFrame, first: Kind, second: Kind) -> Check:
    running = _running(journal, {first: 1, second: -1})
    name = f"each {in_words(second)} ends one {in_words(first)}, and none begins twice"
    return check(name, running.filter((pl.col("open") < 0) | (pl.col("open") > 1)))
