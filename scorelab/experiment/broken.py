"""What a search for breaking points found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.dials import Dial
from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.experiment.structure import in_words
from scorelab.measures import Measure
from scorelab.result import figure, unit
from scorelab.scenario.schema import Scenario

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

STANDS, GONE, TURNED = "stands", "gone", "turned"
"""An effect's interval leaves out nought on its own side; it holds nought; it lies on the other side."""

TURNS = {GONE: "vanishes", TURNED: "turns to its opposite"}


@dataclass(frozen=True)
class Break:
    """Where a headline breaks between a scenario's own number and one end of a dial.

    Attributes
    ----------
    dial : Dial
        What was turned.
    end : float
        Towards which end.
    stands_at : float
        The furthest place at which it was seen to stand.
    gone_at : float or None
        The nearest place at which it was seen gone; None if it stands at the end, too.
    outcome : str
        `stands` up to the end, or what it is where it breaks: `gone` or `turned`.
    effects : dict
        The effect at every place that was looked at.
    shares : dict
        At these places, the base world's measures.
    """

    dial: Dial
    end: float
    stands_at: float
    gone_at: float | None
    outcome: str
    effects: dict[float, Estimate]
    shares: dict[float, dict[str, float | None]]

    def words(self) -> str:
        """The condition under which it is gone, in words; or that it holds throughout."""
        dial = self.dial
        if self.gone_at is None:
            whole = _amount(dial, self.end)
            return f"holds along the whole way of {dial.name}, from {_amount(dial, dial.own)} to {whole}"
        less = self.gone_at < dial.own
        way, turns = "fewer" if less else "more", TURNS[self.outcome]
        if dial.mechanism == "tie_dropping":
            places = (self.stands_at, self.gone_at, dial.own)
            shares = [leaving(self.shares.get(place, {})) for place in places]
            if None not in shares:
                stands, gone, own = (f"{share:.2g}%" for share in (100 * (share or 0.0) for share in shares))
                return (
                    f"{turns} if {way} than {stands} of contacts who learn of a listing drop the tie "
                    f"(gone at {gone}; {own} do as it stands)"
                )
        if dial.is_obedience:
            return (
                f"{turns} if officials keep the safeguards in {way} than {self.stands_at:.0%} of cases "
                f"(gone at {self.gone_at:.0%}; {dial.own:.0%} as it stands)"
            )
        if dial.factor is None:
            return (
                f"{turns} if the {dial.name} is less than {self.stands_at:.0%} of what it is (gone at "
                f"{self.gone_at:.0%}; {', '.join(key for key, *_ in dial.values[:3])}"
                f"{' and others' if len(dial.values) > 3 else ''})"
            )
        side = "below" if less else "above"
        return (
            f"{turns} if {dial.name} is {side} {self.stands_at:.3g} (gone at {self.gone_at:.3g}; "
            f"{dial.own:g} as it stands)"
        )


def leaving(measures: Mapping[str, float | None]) -> float | None:
    """The share of contacts who learn of a listing and drop the tie."""
    learned, lost = measures.get("learned"), measures.get("ties_lost")
    if not learned or lost is None:
        return None
    return (lost - (measures.get("ties_lost_for_standing") or 0.0)) / learned


def _amount(dial: Dial, place: float) -> str:
    return f"{place:.3g}" if dial.factor is not None or dial.is_obedience else f"{place:.0%} of what it is"


@dataclass(frozen=True)
class Held:
    """The effect under another form of a mechanism: its name, the effect, and whether it stands."""

    form: str
    effect: Estimate
    outcome: str


@dataclass(frozen=True)
class Breaking:
    """Where headlines break; see :func:`scorelab.experiment.breaking.breaking`.

    Attributes
    ----------
    base : Scenario
        The base world's rules.
    other : str
        What sets the other world apart.
    catalogue : mapping
        Every measure by name.
    replicates : int
        In how many worlds each effect was measured.
    effects : dict
        The effect on each headline with the scenario's own numbers and forms.
    breaks : dict
        For each headline, what came of every dial and end; the nearest break first.
    held : dict
        For each headline, the effect under other forms.
    how : str
        Which forms were tried.
    """

    base: Scenario
    other: str
    catalogue: Mapping[str, Measure]
    replicates: int
    effects: dict[str, Estimate]
    breaks: dict[str, list[Break]]
    held: dict[str, list[Held]]
    how: str

    def sentences(self, measure: str) -> Iterator[str]:
        """A headline, where it breaks first, what else it breaks on, and under which forms it stands."""
        effect, kind = self.effects[measure], self.catalogue[measure]
        if not effect.is_apart:
            yield f"{kind.title}, {self.other}: no headline, the interval of the difference holds nought"
            return
        difference = effect.difference or 0.0
        by = f"{abs(difference / effect.base):.0%} " if effect.base else ""
        amount = f"{figure(kind, abs(difference))} {unit(kind)}".strip()
        yield f"{kind.title}: {by}{'less' if difference < 0 else 'more'} ({amount}), {self.other}"
        broken = [found for found in self.breaks[measure] if found.gone_at is not None]
        yield from (f"It {found.words()}" for found in broken)
        whole = [found for found in self.breaks[measure] if found.gone_at is None]
        if not broken:
            yield "No breaking point was found within the ranges looked at"
        yield from (f"It {found.words()}" for found in whole)
        for outcome, told in ((GONE, "vanishes"), (TURNED, "turns to its opposite"), (STANDS, "stands")):
            forms = [one.form for one in self.held[measure] if one.outcome == outcome]
            if forms:
                yield f"Structure: it {told} under {', '.join(forms)}"

    def of_the_headline(self) -> Iterator[str]:
        """What is found of the first headline, which itself is told elsewhere."""
        _, *rest = self.sentences(next(iter(self.effects)))
        yield from rest

    def to_frame(self) -> pl.DataFrame:
        """A row for each headline and place: the dial or form, the number, the effect with its interval."""
        rows: list[dict[str, Any]] = []
        for measure, effect in self.effects.items():
            rows.append(_row(measure, "own", None, effect))
            rows += [_row(measure, one.form, None, one.effect) for one in self.held[measure]]
            for dial, effects in {found.dial: found.effects for found in self.breaks[measure]}.items():
                rows += [_row(measure, dial.name, place, one) for place, one in effects.items()]
        return pl.DataFrame(rows, infer_schema_length=None)

    def plot(self, measure: str | None = None) -> "Picture":
        """The effect at every place that was looked at, as a picture with its table.

        Raises
        ------
        InputError
            If it is no headline of this search.
        """
        from scorelab.experiment.pictures_breaking import picture_of_breaking

        name = next(iter(self.effects)) if measure is None else measure
        if name not in self.effects:
            raise InputError("measure", name, f"one of {', '.join(self.effects)}")
        return picture_of_breaking(self, name)

    def to_json(self) -> dict[str, Any]:
        """What was found as plain values, as `scorelab breaking --json` prints it."""
        return {
            "scenario": self.base.name,
            "other": self.other,
            "people_count": self.base.people,
            "days": self.base.time.days,
            "seed": self.base.seed,
            "replicates": self.replicates,
            "interval": SOURCE,
            "structure": in_words(self.how),
            "headlines": {
                measure: {
                    "base": effect.base,
                    "other": effect.other,
                    "difference": effect.to_json(),
                    "stands": effect.is_apart,
                    "sentences": list(self.sentences(measure)),
                    "breaks": [_break_json(found) for found in self.breaks[measure]],
                    "forms": {
                        one.form: {"outcome": one.outcome, "difference": one.effect.to_json()}
                        for one in self.held[measure]
                    },
                }
                for measure, effect in self.effects.items()
            },
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_breaking import print_breaking

        return in_text(print_breaking, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def _row(measure: str, where: str, place: float | None, effect: Estimate) -> dict[str, Any]:
    return {
        "measure": measure,
        "where": where,
        "number": place,
        "base": effect.base,
        "other": effect.other,
        "difference": effect.difference,
        "low": effect.low,
        "high": effect.high,
    }


def _break_json(found: Break) -> dict[str, Any]:
    return {
        "dial": found.dial.name,
        "own": found.dial.own,
        "end": found.end,
        "outcome": found.outcome,
        "stands_at": found.stands_at,
        "gone_at": found.gone_at,
        "words": found.words(),
    }
