"""Measures of the list itself: who stands on it, rightly or wrongly, and for how long."""

import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind
from scorelab.measures.durations import quantile
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side, States

ERRORS = ("errors.misattributed", "errors.clerical", "errors.duplicate", "errors.fabricated")
STALE = ("errors.stale", "errors.stale_days")
LISTING = ("court.listed", "court.listing_days", "court.cannot_pay", "court.pays_in_time")
OWN_RULES = ("court.unserved", "court.inability_recognised")
REMOVAL = ("court.removal_days", "court.removal_working_days", "court.removal_in_time", "operators")
REDRESS = ("redress.complain_wronged", "redress.clerks", "redress.channels", "redress.correction_days")


def _new_listings(facts: Facts) -> pl.DataFrame:
    return facts.rows(Kind.LISTING)


def _wrong_listings(facts: Facts) -> pl.DataFrame:
    return _new_listings(facts).filter(pl.col("truth").is_in([truth.value for truth in WRONGFUL]))


def _listings_against_rules(facts: Facts) -> pl.DataFrame:
    return _new_listings(facts).filter(pl.col("truth").is_in([truth.value for truth in AGAINST_OWN_RULES]))


def _on_register(facts: Facts) -> pl.DataFrame:
    return facts.listings.select("person", "start", end="removed")


def _days_per_wrong_record(facts: Facts) -> float | None:
    spells = WRONGFUL_DAYS.counted(facts)
    records = spells.select("person", "listing").n_unique()
    return float(spells["value"].sum()) / records if records else None


def new_wrong_spells(facts: Facts) -> pl.DataFrame:
    """Wrongful spells that began within the run, with their length in `days`."""
    spells = facts.wrongful_spells.filter((pl.col("start") >= 0) & (pl.col("start") < facts.days))
    return spells.with_columns(days=pl.col("end") - pl.col("start"))


def _error_half_life(facts: Facts) -> float | None:
    spells = new_wrong_spells(facts)
    return quantile(spells["days"].to_numpy(), spells["restored"].to_numpy(), 0.5)


def _never_restored(facts: Facts) -> float | None:
    spells = new_wrong_spells(facts)
    return 1.0 - int(spells["restored"].sum()) / spells.height if spells.height else None


LISTED = States(
    name="listed",
    title="People on the list at the end",
    unit="persons",
    formula="people whose latest listing had not been removed from the register by the end of the last day",
    side=Side.SIZE,
    rests_on=(*LISTING, *REMOVAL, "court.pays_per_year", "court.ground_1_share"),
    spells=_on_register,
    at_end=True,
)

WRONGFUL_DAYS = States(
    name="wrongful_days",
    title="Days on the list, or in a stale copy, that were wrong",
    unit="person-days",
    formula=(
        "days within the run from a listing whose class is never owed, paid elsewhere or settled, or from "
        "the day on which a listing became so, until it became right or lost its last effect (removal, or "
        "the drop of the last copy if later), or the run ended; listings of the opening count from day 0"
    ),
    side=Side.HARM,
    rests_on=(*ERRORS, *STALE, *REMOVAL, *REDRESS),
    spells=lambda facts: facts.wrongful_spells,
    at_end=False,
)

MEASURES: tuple[Measure, ...] = (
    LISTED,
    Events(
        name="new_listings",
        title="New listings",
        unit="listings",
        formula="listings from day 0 on; a person listed again counts again",
        side=Side.SIZE,
        rests_on=LISTING,
        rows=_new_listings,
    ),
    Events(
        name="wrongly_listed",
        title="New listings that were wrong",
        unit="listings",
        formula="new listings whose class, when they happened, was never owed, paid elsewhere or settled",
        side=Side.HARM,
        rests_on=(*ERRORS, *LISTING),
        rows=_wrong_listings,
    ),
    Events(
        name="against_own_rules",
        title="New listings against the list's own rules",
        unit="listings",
        formula="wrong new listings, and those of people unable to pay or never told of the judgment",
        side=Side.HARM,
        rests_on=(*ERRORS, *OWN_RULES, *LISTING),
        rows=_listings_against_rules,
    ),
    WRONGFUL_DAYS,
    Figure(
        name="days_per_wrong_record",
        title="Days per wrong record",
        unit="days",
        formula=(
            "wrongful days divided by the listings that were wrong on at least one day of the run; those "
            "still wrong at the end count only until then, so it is a lower bound"
        ),
        side=Side.HARM,
        rests_on=(*REMOVAL, *STALE, *REDRESS),
        figure=_days_per_wrong_record,
    ),
    Figure(
        name="error_half_life",
        title="Half-life of an error",
        unit="days",
        formula=(
            "days after which half of the records that became wrong in the run were no longer wrong or had "
            "no effect any more (Kaplan-Meier median; what outlasts the run counts as at least so long)"
        ),
        side=Side.HARM,
        rests_on=(*REMOVAL, *STALE, *REDRESS),
        figure=_error_half_life,
    ),
    Figure(
        name="never_restored",
        title="Share of errors not put right by the end",
        unit="share",
        formula="of the records that became wrong in the run, the share still wrong and in effect at its end",
        side=Side.HARM,
        rests_on=(*REMOVAL, *STALE, *REDRESS),
        figure=_never_restored,
    ),
    Events(
        name="listings_prevented",
        title="Listings prevented by a safeguard",
        unit="listings",
        formula="judgments kept off the list by a safeguard, rightly or not",
        side=Side.BENEFIT,
        rests_on=("safeguards",),
        rows=lambda facts: facts.rows(Kind.LISTING_PREVENTED),
    ),
    Events(
        name="exit_orders",
        title="Exit orders",
        unit="orders",
        formula="orders that bar a debtor from leaving the country",
        side=Side.HARM,
        rests_on=("court.exit_order",),
        rows=lambda facts: facts.rows(Kind.EXIT_ORDER),
    ),
)
