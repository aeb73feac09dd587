"""Measures of what the list claims for itself: debts that are paid."""

import polars as pl

from scorelab.journal import Kind, PaymentKind
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, Side

CONDUCT = ("court.pays_in_time", "court.pays_late", "court.pays_per_year")
PRESSURE = ("court.pays_per_year", "court.pressure_per_refusal", "court.pressure_most")


def _payments(facts: Facts) -> pl.DataFrame:
    return facts.rows(Kind.PAYMENT)


def _debts_paid(facts: Facts) -> pl.DataFrame:
    return _payments(facts).filter(pl.col("what") != PaymentKind.AGAIN.value)


def _paid_while_listed(facts: Facts) -> pl.DataFrame:
    return _payments(facts).filter(pl.col("what") == PaymentKind.WHILE_LISTED.value)


def _paid_under_pressure(facts: Facts) -> pl.DataFrame:
    payments = _paid_while_listed(facts)
    refusals = facts.rows(Kind.REFUSAL)["row"]
    contributed = facts.run.causes.filter(
        pl.col("row").is_in(payments["row"].implode()) & pl.col("cause").is_in(refusals.implode())
    )
    pressed = contributed.select("row").collect()["row"]
    return payments.filter(
        pl.col("trigger").is_in(refusals.implode()) | pl.col("row").is_in(pressed.implode())
    )


def _paid_again(facts: Facts) -> pl.DataFrame:
    return _payments(facts).filter(pl.col("what") == PaymentKind.AGAIN.value)


MEASURES: tuple[Measure, ...] = (
    Events(
        name="debts_paid",
        title="Debts paid",
        unit="debts",
        formula="payments of a judgment in time, late or while listed; paying a debt again does not count",
        side=Side.BENEFIT,
        rests_on=CONDUCT,
        rows=_debts_paid,
    ),
    Events(
        name="debts_paid_amount",
        title="Money that reached creditors",
        unit="cents",
        formula="sum of those payments",
        side=Side.BENEFIT,
        rests_on=(*CONDUCT, "incidents"),
        rows=_debts_paid,
        sums="amount",
    ),
    Events(
        name="paid_while_listed",
        title="Debts paid by listed people",
        unit="debts",
        formula="payments of a judgment while listed",
        side=Side.BENEFIT,
        rests_on=PRESSURE,
        rows=_paid_while_listed,
    ),
    Events(
        name="paid_under_pressure",
        title="Debts paid under pressure",
        unit="debts",
        formula="payments while listed that a refusal triggered or contributed to",
        side=Side.BENEFIT,
        rests_on=PRESSURE,
        rows=_paid_under_pressure,
    ),
    Events(
        name="debts_settled",
        title="Settlements with creditors",
        unit="debts",
        formula="settlements reached while listed",
        side=Side.BENEFIT,
        rests_on=("court.settles_per_year",),
        rows=lambda facts: facts.rows(Kind.SETTLEMENT),
    ),
    Events(
        name="paid_again_amount",
        title="Money paid twice",
        unit="cents",
        formula="sum of payments of a debt that had been paid before",
        side=Side.HARM,
        rests_on=("errors.clerical",),
        rows=_paid_again,
        sums="amount",
    ),
    Events(
        name="guarantors_called",
        title="Guarantors called upon",
        unit="calls",
        formula="calls on somebody to pay another person's debt",
        side=Side.HARM,
        rests_on=("court.guarantor_days", "population.borrower_share"),
        rows=lambda facts: facts.rows(Kind.GUARANTEE_CALLED),
    ),
)
