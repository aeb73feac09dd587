"""Which mechanism brings about how much of each harm."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.attribution import Attribution, Share
from scorelab.experiment.changes import refuse_unknown, switched_off
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.estimates import mean_with_error
from scorelab.experiment.ledger import Ledger
from scorelab.experiment.shapley import Coalition, by_orders, chains, coalitions, exact, sampled_orders
from scorelab.experiment.worlds import Measures, World, live, sources
from scorelab.measures import Side, measures_of
from scorelab.progress import Progress
from scorelab.run import resolved
from scorelab.scenario.compile import rule_books
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

ATTRIBUTING = "living coalitions of mechanisms"
FEW = 6
"""So many mechanisms are attributed exactly: 64 coalitions in each world."""

OF_SCHEMES = frozenset(
    {
        "social_component",
        "standing_shared",
        "deterrence",
        "door_by_score",
        "grade_priority",
        "exchange",
        "direct_grading",
        "repeats_doubled",
        "repair",
        "joint_liability",
        "habits_read",
        "myth_single_score",
        "myth_friends_posts",
        "myth_gaming",
        "myth_score_shuts_travel",
    }
)
"""Mechanisms that act on scores and grades alone."""

OF_A_LIST = frozenset(
    {
        "public_list",
        "stale_copies",
        "payment_under_pressure",
        "tie_dropping",
        "redress",
        "complaints_recorded",
    }
)
"""Mechanisms that act on people who stand on a list or are scored, and on nobody else."""

REPLICATES = 8
NONE = "none"


def attribute(
    scenario: str | Path | Scenario,
    *,
    mechanisms: Sequence[str] = (),
    pairs: int | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    replicates: int = REPLICATES,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Attribution:
    """Divide each harm among the mechanisms that bring it about, by Shapley's value.

    Parameters
    ----------
    scenario : str, path or Scenario
        Under which rules.
    mechanisms : sequence of str
        Among which mechanisms; by default all that are on and not :func:`idle`. The others stay as they are.
    pairs : int, optional
        How many pairs of orders are sampled in each replicate; by default every coalition is
        valued where there are at most 6 mechanisms, and one pair is sampled otherwise.
    people, days, seed, set
        As of :func:`scorelab.run.run`.
    replicates : int
        In how many worlds. All coalitions of a replicate share its luck.
    out : path, optional
        A folder in which every world that has been lived is noted, so that an attribution that is
        stopped goes on where it was.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Raises
    ------
    InputError
        If a scenario, a name or a number is not acceptable.
    """
    chosen = resolved(scenario, set or {}, people, days, seed)
    players = _players(chosen, mechanisms)
    if replicates < 1:
        raise InputError("--replicates", replicates, "a whole number from 1")
    if pairs is not None and pairs < 1:
        raise InputError("--pairs", pairs, "a whole number from 1")
    game = _Game(chosen, players, None if pairs is None and len(players) <= FEW else pairs or 1)
    plan = {"experiment": "attribute", "mechanisms": list(players), "pairs": game.pairs}
    rounds = [game.coalitions_of(place) for place in range(replicates)]
    with Ledger(None if out is None else Path(out), plan, chosen) as ledger:
        wanted = sum(map(len, rounds))
        with crew(
            executor, people=chosen.people, jobs=wanted, workers=workers, progress=progress
        ) as workforce:
            jobs = game.jobs(rounds, ledger.lived, workforce)
            for world, measures in workforce.each(live, jobs):
                ledger.add(world.name, measures)
                if progress is not None:
                    progress(ATTRIBUTING, len(ledger.lived), wanted)
        ledger.finish(_table(ledger.lived))
    return game.attribution(rounds, ledger.lived)


def on(scenario: Scenario) -> list[str]:
    """The mechanisms that are on."""
    return [name for name in Mechanisms.model_fields if getattr(scenario.mechanisms, name)]


def idle(scenario: Scenario) -> frozenset[str]:
    """Mechanisms that have nothing to act on, because nobody is scored or no list is kept.

    What is idle has no share in any harm, so that no world need be lived to find it.
    """
    if scenario.schemes.platforms or scenario.schemes.municipalities:
        return frozenset()
    listed = any(book.p["mechanism_court_list"] for book in rule_books(scenario))
    return OF_SCHEMES if listed else OF_SCHEMES | OF_A_LIST


def _players(scenario: Scenario, named: Sequence[str]) -> tuple[str, ...]:
    for name in named:
        refuse_unknown("--mechanism", "mechanism", name, Mechanisms.model_fields)
        if not getattr(scenario.mechanisms, name):
            raise InputError(
                "--mechanism", f"{name}, which is off in {scenario.name}", "mechanisms that are on"
            )
    still = frozenset() if named else idle(scenario)
    players = tuple(name for name in on(scenario) if (not named or name in named) and name not in still)
    if not players:
        raise InputError(
            "attribute", f"no mechanism at work in {scenario.name}", "a scenario with mechanisms"
        )
    return players


def _table(lived: Mapping[str, Measures]) -> pl.DataFrame:
    rows = [
        {"world": name, **{f"measure.{key}": value for key, value in measures.items()}}
        for name, measures in sorted(lived.items())
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


@dataclass(frozen=True)
class _Game:
    """Mechanisms as players: a coalition's worth is what is measured with these mechanisms alone.

    `pairs` is the number of pairs of orders in each replicate, None for all coalitions.
    """

    scenario: Scenario
    players: tuple[str, ...]
    pairs: int | None

    @property
    def idle(self) -> tuple[str, ...]:
        """The mechanisms that are on and do not play, having nothing to act on."""
        still = idle(self.scenario)
        return tuple(name for name in on(self.scenario) if name in still and name not in self.players)

    def coalitions_of(self, place: int) -> list[Coalition]:
        """The coalitions that a replicate needs, each once."""
        if self.pairs is None:
            return list(coalitions(self.players))
        return list(dict.fromkeys(joined for order in self.orders(place) for joined in chains(order)))

    def orders(self, place: int) -> list[tuple[str, ...]]:
        """The sampled orders of a replicate."""
        assert self.pairs is not None
        return sampled_orders(self.players, self._seed(place), self.pairs)

    def jobs(
        self, rounds: Sequence[Sequence[Coalition]], lived: Mapping[str, Measures], workforce: Crew
    ) -> Iterator[World]:
        """Worlds that have yet to be lived."""
        for place, joined in enumerate(rounds):
            for coalition in joined:
                name = self.name(place, coalition)
                if name in lived:
                    continue
                off = [player for player in self.players if player not in coalition]
                seeded = switched_off(self.scenario, off).model_copy(update={"seed": self._seed(place)})
                yield World(seeded, workforce.threads, workforce.shelter, sources(), name)

    def name(self, place: int, coalition: Coalition) -> str:
        """What a coalition's world is called: its seed, and which mechanisms are on."""
        on = "+".join(player for player in self.players if player in coalition) or NONE
        return f"{self._seed(place)}:{on}"

    def attribution(
        self, rounds: Sequence[Sequence[Coalition]], lived: Mapping[str, Measures]
    ) -> Attribution:
        """Shares of every harm that can be estimated in all worlds, with standard errors."""
        catalogue = measures_of(labels_of(self.scenario))
        worlds = [[lived[self.name(place, one)] for one in joined] for place, joined in enumerate(rounds)]
        every = [world for of_round in worlds for world in of_round]
        harms = [name for name, measure in catalogue.items() if measure.side is Side.HARM]
        known = [name for name in harms if all(world.get(name) is not None for world in every)]
        shares = [self._shares_of(name, rounds, lived) for name in known]
        return Attribution(
            scenario=self.scenario,
            mechanisms=self.players,
            idle=self.idle,
            shares={name: share for name, share in zip(known, shares, strict=True) if share is not None},
            left_out=tuple(name for name in harms if name not in known),
            replicates=len(rounds),
            pairs=self.pairs,
            worlds=len(every),
        )

    def _shares_of(
        self, measure: str, rounds: Sequence[Sequence[Coalition]], lived: Mapping[str, Measures]
    ) -> dict[str, Share] | None:
        """Shares of one measure; None if it is the same in every world of every replicate."""
        each: list[dict[str, float]] = []
        for place in range(len(rounds)):

            def value(coalition: Coalition, place: int = place) -> float:
                found = lived[self.name(place, coalition)][measure]
                assert found is not None
                return found

            if self.pairs is None:
                shares = exact(self.players, value)
            else:
                shares = by_orders(self.players, self.orders(place), value)
            whole = value(frozenset(self.players)) - value(frozenset())
            each.append({**shares, Attribution.WHOLE: whole, Attribution.WITHOUT: value(frozenset())})
        if not any(any(one[player] for player in self.players) for one in each):
            return None
        return {key: Share(*mean_with_error([one[key] for one in each])) for key in each[0]}

    def _seed(self, place: int) -> int:
        return (self.scenario.seed + place) % 2**63
