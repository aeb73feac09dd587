"""Recompute what must hold of scores, grades, ties and places in a stored run."""

from collections.abc import Iterator

import polars as pl

from scorelab.checks import Check, check, check_people, is_kind
from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, Truth
from scorelab.store import Run
from scorelab.store.labels import OF_LINES, in_words
from scorelab.store.scheme_labels import SchemeLabels

FOLLOWS: dict[Kind, tuple[Kind, ...]] = {
    Kind.RECORDED: (Kind.INCIDENT, Kind.COPY_TAKEN, Kind.COMPLAINT_RECORDED),
    Kind.RECORD_EXPIRED: (Kind.RECORDED, Kind.REPAIRED),
    Kind.SCHEME_SEES_LISTING: (Kind.COPY_TAKEN,),
    Kind.SCHEME_FORGETS_LISTING: (Kind.COPY_DROPPED,),
    Kind.GRADE_RELEASED: (Kind.COPY_DROPPED,),
    Kind.REPAIRED: (Kind.COPY_DROPPED, Kind.RECORDED),
    Kind.CAPACITY_MOVED: (Kind.JOB_LOST, Kind.JOB_FOUND, Kind.LEFT_SCHOOL, Kind.RETIRED),
    Kind.IMPORTED: (Kind.GRADE_CHANGED,),
    Kind.IMPORT_ENDED: (Kind.GRADE_CHANGED, Kind.LEFT_SCHEME),
    Kind.LEFT_SCHEME: (Kind.GRADE_CHANGED, Kind.DIED),
    Kind.ENROLLED: (Kind.CAME_OF_AGE,),
    Kind.TIE_PARTED: (Kind.CHANGED_WORK, Kind.MOVED),
    Kind.GRADE_CHANGED: SCORE_KINDS,
    Kind.POST_WITHHELD: (Kind.RECORDED, Kind.PUNISHMENT_LEARNED),
    Kind.STANDING_LEARNED: (Kind.GRADE_CHANGED,),
    Kind.PUNISHMENT_LEARNED: (Kind.RECORDED,),
}
"""What the trigger of a row must be, by its kind."""

OF_ONE_PERSON = (
    Kind.RECORDED,
    Kind.RECORD_EXPIRED,
    Kind.SCHEME_SEES_LISTING,
    Kind.SCHEME_FORGETS_LISTING,
    Kind.GRADE_RELEASED,
    Kind.REPAIRED,
    Kind.CAPACITY_MOVED,
    Kind.HABITS_MOVED,
    Kind.IMPORTED,
    Kind.IMPORT_ENDED,
    Kind.GRADE_CHANGED,
    Kind.LEFT_SCHEME,
)
"""Kinds whose trigger happened to the same person."""

BY_LUCK_OR: dict[Kind, tuple[Kind, ...]] = {Kind.HABITS_MOVED: (Kind.INCIDENT,)}
"""What the trigger must be of rows that luck alone may bring about as well."""

OF_PLATFORMS = (
    Kind.SCHEME_SEES_LISTING,
    Kind.SCHEME_FORGETS_LISTING,
    Kind.CONTACTS_MOVED,
    Kind.CONTACTS_REFORMED,
    Kind.CAPACITY_MOVED,
    Kind.HABITS_MOVED,
)
OF_MUNICIPALITIES = (Kind.GRADE_RELEASED, Kind.REPAIRED)


def standing_checks(run: Run, journal: pl.DataFrame, triggers: pl.DataFrame) -> Iterator[Check]:
    """Every invariant of scores, grades, ties and places.

    Parameters
    ----------
    run : Run
        The run.
    journal : DataFrame
        Its journal.
    triggers : DataFrame
        `kind`, `what`, `person` of each row's trigger, all null where luck is the trigger.
    """
    rows = journal.with_columns(
        cause=triggers["kind"], cause_what=triggers["what"], cause_person=triggers["person"]
    )
    yield from _causes(rows)
    yield from _names(run, rows)
    yield from _expiry(rows)
    yield from _places(rows)
    moves = rows.filter(is_kind(*SCORE_KINDS, Kind.GRADE_CHANGED)).sort("person", "row")
    leaving = rows.filter(is_kind(Kind.LEFT_SCHEME))
    scheme = pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME
    for index, labels in enumerate(run.labels.schemes):
        yield from _scheme(run, labels, moves.filter(scheme == index))
        yield _leavers(run, labels, leaving.filter(scheme == index))


def _causes(rows: pl.DataFrame) -> Iterator[Check]:
    for kind, causes in FOLLOWS.items():
        allowed = pl.col("cause").is_in([cause.value for cause in causes]).fill_null(False)
        names = " or ".join(in_words(cause) for cause in causes) if causes is not SCORE_KINDS else "score row"
        yield check(f"every {in_words(kind)} follows from a {names}", rows.filter(is_kind(kind) & ~allowed))
    for kind, causes in BY_LUCK_OR.items():
        allowed = pl.col("cause").is_in([cause.value for cause in causes]).fill_null(True)
        names = " or ".join(in_words(cause) for cause in causes)
        yield check(
            f"every {in_words(kind)} follows from luck or a {names}", rows.filter(is_kind(kind) & ~allowed)
        )
    moved = is_kind(Kind.CONTACTS_MOVED)
    yield check(
        "every score that contacts move has a row for its cause",
        rows.filter(moved & pl.col("cause").is_null()),
    )
    reformed = moved & (pl.col("cause") == Kind.CONTACTS_REFORMED.value)
    elsewhere = reformed & (
        (pl.col("cause_person") != pl.col("person")) | (pl.col("cause_what") != pl.col("what"))
    )
    yield check("a reform of contacts moves a score of the same person and scheme", rows.filter(elsewhere))
    other = rows.filter(is_kind(*OF_ONE_PERSON) & (pl.col("cause_person") != pl.col("person")))
    yield check("a score or grade moves by a row of the same person, unless contacts move it", other)
    learned = is_kind(Kind.STANDING_LEARNED, Kind.PUNISHMENT_LEARNED)
    wrong = rows.filter(learned & (pl.col("cause_person") != pl.col("other")))
    yield check("who learns of a fall or a punishment learns of the one whom it struck", wrong)


def _names(run: Run, rows: pl.DataFrame) -> Iterator[Check]:
    unknown = pl.lit(False)
    for kind in (*SCORE_KINDS, Kind.GRADE_CHANGED):
        unknown |= is_kind(kind) & ~pl.col("what").is_in(list(run.labels.words(kind)))
    yield check("every row of a score names a scheme's line, habit, import or grade", rows.filter(unknown))
    for form, kinds in (("platform", OF_MUNICIPALITIES), ("municipality", OF_PLATFORMS)):
        schemes = [index for index, scheme in enumerate(run.labels.schemes) if scheme.form == form]
        scheme = pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME
        wrong = rows.filter(is_kind(*kinds) & scheme.is_in(schemes))
        yield check(f"no {form} has rows that are none of its form", wrong)


def _expiry(rows: pl.DataFrame) -> Iterator[Check]:
    ended = rows.filter(is_kind(Kind.RECORD_EXPIRED))
    yield check("no record expires twice", ended.filter(pl.col("trigger").is_duplicated()))
    yield check("a record expires in its own line", ended.filter(pl.col("cause_what") != pl.col("what")))
    for begins, ends in (
        (Kind.IMPORTED, Kind.IMPORT_ENDED),
        (Kind.SCHEME_SEES_LISTING, Kind.SCHEME_FORGETS_LISTING),
    ):
        step = pl.when(is_kind(begins)).then(1).otherwise(-1)
        running = rows.filter(is_kind(begins, ends)).with_columns(open=step.cum_sum().over("person", "what"))
        wrong = running.filter((pl.col("open") < 0) | (pl.col("open") > 1))
        yield check(f"each {in_words(ends)} ends one {in_words(begins)}, and none begins twice", wrong)


def _places(rows: pl.DataFrame) -> Iterator[Check]:
    rounds = rows.filter(is_kind(Kind.PLACES_GIVEN))
    refused = (
        rows.filter(is_kind(Kind.REFUSAL) & (pl.col("truth") == Truth.NONE.value))
        .group_by("day", "what")
        .agg(refused=pl.len())
    )
    told = rounds.join(refused, on=["day", "what"], how="left", maintain_order="left")
    left_over = pl.col("other") - pl.col("amount")
    yield check(
        "a round refuses all for whom it has no place",
        told.filter(pl.col("refused").fill_null(0) != left_over),
    )


def _scheme(run: Run, labels: SchemeLabels, moves: pl.DataFrame) -> Iterator[Check]:
    columns = ("start", "score", "grade", "enrolled")
    people = run.people.select(
        "person", *(pl.col(f"{column}.{labels.name}").cast(pl.Int64).alias(column) for column in columns)
    ).collect()
    moves = moves.join(people.select("person", "start", "enrolled"), on="person", maintain_order="left")
    yield check(f"{labels.name}: only people whom it holds have rows", moves.filter(pl.col("enrolled") == 0))
    outside = people.filter((pl.col("enrolled") == 0) & ((pl.col("start") != 0) | (pl.col("score") != 0)))
    yield check_people(f"{labels.name}: whom it does not hold has no score", outside)
    effect = pl.when(is_kind(*SCORE_KINDS)).then("amount").otherwise(0)
    running = moves.with_columns(effect=effect, score=pl.col("start") + effect.cum_sum().over("person"))
    sums = running.group_by("person").agg(pl.col("effect").sum())
    ended = people.join(sums, on="person", how="left", maintain_order="left")
    total = pl.col("start") + pl.col("effect").fill_null(0)
    yield check_people(
        f"{labels.name}: a score is its start and the sum of its rows", ended.filter(pl.col("score") != total)
    )
    if len(labels.ranges) == 1:
        yield from _grades(labels, people, running)
    if labels.steady:
        yield from _effects(labels, running)


def _leavers(run: Run, labels: SchemeLabels, leaving: pl.DataFrame) -> Check:
    """Whoever has left has a row of it, and nobody else."""
    left = (
        run.people.filter(pl.col(f"left.{labels.name}") != 0).select("person").collect()["person"].to_list()
    )
    wrong = set(left) ^ set(leaving["person"].to_list())
    return check_people(
        f"{labels.name}: whoever it holds no more has left", pl.DataFrame({"person": sorted(wrong)})
    )


def _rank(labels: SchemeLabels, points: pl.Expr) -> pl.Expr:
    """The rank of a score: how many cut-offs above the lowest it reaches."""
    return pl.sum_horizontal(
        [(points >= cut_off).cast(pl.Int64) for cut_off in labels.ranges[0].cut_offs[1:]]
    )


def _grades(labels: SchemeLabels, people: pl.DataFrame, running: pl.DataFrame) -> Iterator[Check]:
    limits = labels.ranges[0]
    outside = (pl.col("score") < limits.lowest) | (pl.col("score") > limits.highest)
    yield check(f"{labels.name}: every score lies within the range", running.filter(outside))
    changed = is_kind(Kind.GRADE_CHANGED)
    entered = pl.when(changed).then(pl.col("what").cast(pl.Int64) % LINES_OF_A_SCHEME)
    graded = running.with_columns(
        due=_rank(labels, pl.col("score")),
        rank=entered.forward_fill().over("person").fill_null(_rank(labels, pl.col("start"))),
        earlier=entered.forward_fill().shift(1).over("person").fill_null(_rank(labels, pl.col("start"))),
        last_row=pl.col("row").shift(1).over("person"),
        next_cause=pl.when(changed).then("trigger").shift(-1).over("person"),
    )
    late = (pl.col("rank") != pl.col("due")) & (pl.col("next_cause") != pl.col("row")).fill_null(True)
    yield check(f"{labels.name}: the grade is always that of the score", graded.filter(late))
    wrong = changed & (
        (pl.col("other") != pl.col("earlier"))
        | (pl.col("rank") == pl.col("earlier"))
        | (pl.col("trigger") != pl.col("last_row")).fill_null(True)
    )
    yield check(
        f"{labels.name}: a grade changes from the one before, by the latest row", graded.filter(wrong)
    )
    held = people.filter(pl.col("enrolled") != 0)
    wrong_end = held.filter(pl.col("grade") != _rank(labels, pl.col("score")))
    yield check_people(f"{labels.name}: the last grade is that of the last score", wrong_end)


def _effects(labels: SchemeLabels, running: pl.DataFrame) -> Iterator[Check]:
    moved = running.filter(is_kind(*SCORE_KINDS))
    against = (pl.col("amount") * pl.col("other") < 0) & ~is_kind(Kind.REPAIRED)
    yield check(f"{labels.name}: no effect goes against the nominal points", moved.filter(against))
    if labels.form == "municipality":
        fixing = [place for place, line in enumerate(labels.lines) if line.fixes >= 0]
        by_grade = is_kind(*OF_LINES) & (pl.col("what").cast(pl.Int32) % LINES_OF_A_SCHEME).is_in(fixing)
        more = (pl.col("amount").abs() > pl.col("other").abs()) & ~by_grade
        yield check(f"{labels.name}: only a fixed grade moves more than nominal points", moved.filter(more))
