"""Published studies as pairs of worlds: who is treated, what is measured, what was found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scorelab.experiment.changes import Change, changed
from scorelab.experiment.study_measures import network, payments_by_sum, threatened
from scorelab.experiment.worlds import Measures
from scorelab.result import Result
from scorelab.scenario.load import load
from scorelab.scenario.parameter import Tier
from scorelab.scenario.schema import Scenario

FALLS, RISES, STAYS, WITHIN = "falls", "rises", "stays", "within"
"""What a study found: a measure falls, rises or stays where its treatment sets in, or lies in a range."""


@dataclass(frozen=True)
class Claim:
    """One finding of a study.

    Attributes
    ----------
    name : str
        The measure that it is about.
    words : str
        What the study found.
    way : str
        Whether the measure falls, rises, stays, or its change lies within a range.
    between : tuple of two floats or None
        That range.
    put_in : bool
        Whether the scenario's own numbers contain it, so that its coming out says nothing.
    relative : bool
        Whether the measure is a share, a logarithm or a correlation, whose differences are told as they are.
    """

    name: str
    words: str
    way: str
    between: tuple[float, float] | None = None
    put_in: bool = False
    relative: bool = False


@dataclass(frozen=True)
class Study:
    """A published study, and the two worlds that replicate it.

    Attributes
    ----------
    name, title : str
        By which it is called.
    source, tier : str
        The publication, and how good it is.
    what : str
        What the two worlds are, in words.
    scenario : str
        Of the library.
    people, days : int
        Of each world.
    mechanism : str
        What is off in one world and on in the other, which is the treated one.
    settings : mapping
        What both worlds have otherwise than the scenario.
    measured : callable
        From a run to the measures.
    claims : tuple of Claim
        Its findings.
    silent : tuple of str
        Findings that no world of scorelab can state, and why.
    """

    name: str
    title: str
    source: str
    tier: Tier
    what: str
    scenario: str
    people: int
    days: int
    mechanism: str
    settings: Mapping[str, object]
    measured: Callable[[Result], Measures]
    claims: tuple[Claim, ...]
    silent: tuple[str, ...] = ()

    @property
    def treated(self) -> Mapping[str, object]:
        """What the treated world has besides."""
        return {f"mechanisms.{self.mechanism}": True}

    def loaded(self) -> Scenario:
        """The scenario of the world that is not treated."""
        bare = load(self.scenario, people=self.people, days=self.days)
        untreated = {**self.settings, f"mechanisms.{self.mechanism}": False}
        return changed(bare, [Change(self.name, untreated, None)])


STUDIES = {
    study.name: study
    for study in (
        Study(
            name="bu-liao-2022",
            title="The threat of being named",
            source="Bu and Liao 2022, Management Science 68(5):3768-90: an experiment in 40 villages",
            tier="B",
            what="everybody knows of a city's points; their threat deters from missing instalments or not",
            scenario="as-documented-2018",
            people=6000,
            days=730,
            mechanism="deterrence",
            settings={
                "time.opening_years": 1,
                "population.aware_share": 1,
                "schemes.municipalities.city.residents_only": False,
                "incidents.loan_missed_small.deterred": True,
                "incidents.loan_missed_large.deterred": True,
                "conduct.deterrence": 0.186,
            },
            measured=threatened,
            claims=(
                Claim("missed", "fewer instalments are missed", FALLS, put_in=True),
                Claim(
                    "missed",
                    "by 5.6% of them, or by 5.6 of 15.2 points: 37%",
                    WITHIN,
                    (-0.37, -0.056),
                    put_in=True,
                ),
                Claim(
                    "delinquents",
                    "by 18.6% fewer people, or 18.6 of 79.5 points: 23%",
                    WITHIN,
                    (-0.234, -0.186),
                ),
                Claim("men_over_women", "more so among men", FALLS, relative=True),
                Claim("old_over_young", "more so among older people", FALLS, relative=True),
            ),
        ),
        Study(
            name="perez-truglia-troiano-2018",
            title="Naming works on small debts only",
            source="Perez-Truglia and Troiano 2018, Journal of Public Economics 167:120-37: 34,334 debtors",
            tier="B",
            what="the court's list with and without pressure to pay by what it closes; small: below $2,500",
            scenario="court-list-2023",
            people=60_000,
            days=730,
            mechanism="payment_under_pressure",
            settings={},
            measured=payments_by_sum,
            claims=(
                Claim("small_debts_paid", "more small debts are paid", RISES),
                Claim("large_debts_paid", "no more larger ones", STAYS),
                Claim("small_over_large", "small ones are moved more than larger ones", RISES, relative=True),
            ),
        ),
        Study(
            name="wei-2016",
            title="Scores that count friends",
            source="Wei, Yildirim, Van den Bulte and Dellarocas 2016, Marketing Science 35(2):234-58",
            tier="B",
            what="two platforms' scores with and without a part for friends",
            scenario="as-reported-2018",
            people=6000,
            days=1095,
            mechanism="social_component",
            settings={"time.opening_years": 6},
            measured=network,
            claims=(
                Claim("ties", "people have fewer ties", FALLS),
                Claim("similarity", "and more with those of like standing", RISES, relative=True),
                Claim("fragmentation", "society falls further apart", RISES),
            ),
            silent=(
                "whether scores become more exact is ambiguous in the study, and has no measure here",
                "low types make an effort under threat of exclusion: nobody here works on a score",
            ),
        ),
    )
}
"""Every study of a society by name."""
