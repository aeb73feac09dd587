"""What a validation has to live: which figures in which worlds, which studies, and about how long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from scorelab.elsewhere.load import is_elsewhere
from scorelab.errors import InputError
from scorelab.experiment.crew import Crew
from scorelab.experiment.estimates import mean_with_error
from scorelab.experiment.replication import LAWS
from scorelab.experiment.statistics import DATES, STATISTICS, fits
from scorelab.experiment.statistics_of_people import (
    OF_DAYS,
    OF_POINTS,
    OF_SOCIETY,
    has_days,
)
from scorelab.experiment.student import quantile
from scorelab.experiment.studies import STUDIES, Study
from scorelab.experiment.validation import Held, Interval
from scorelab.experiment.worlds import Measures, World, sources
from scorelab.published.figures import ROLES, Figure, figures_from, published
from scorelab.report.words import capital, plural
from scorelab.run import resolved
from scorelab.scenario.schema import Scenario
from scorelab.system import processors

SCENARIO = "court-list-2023"
"""What is held against the figures if nothing is named."""

PEOPLE = 50_000
REPLICATES = 8
OWN, LOOKED_AT, STUDY = "own", "people", "study"
"""Kinds of worlds: of the scenario's own numbers, drawn only, of a study; others have a figure's settings."""

SECONDS_A_YEAR = 4e-6
"""What living one person-year takes one processor, the opening's years included, in seconds; measured."""

SECONDS_OF_PEOPLE = 15.0
"""What drawing a society and adding up its people's days takes one processor; measured at 50,000 people."""

SECONDS_A_WORLD = 1.0
"""What each world takes besides: drawing, writing, measuring."""


def planned(
    scenario: str | Path | Scenario | None,
    figures: str | Path | None,
    studies: bool | None,
    people: int | None,
    days: int | None,
    seed: int | None,
    settings: Mapping[str, object],
    replicates: int,
) -> "Work":
    """What a validation has to live, after all that is asked for has been checked.

    Raises
    ------
    InputError
        As :func:`validate`.
    """
    if replicates < 2:
        raise InputError("--replicates", replicates, "a whole number from 2: one world has no interval")
    further = {} if figures is None else figures_from(figures)
    for figure in further.values():
        if figure.statistic not in KNOWN:
            expected = f"one of {', '.join(sorted(KNOWN))}"
            raise InputError(f"{figures}: figures.{figure.name}.statistic", repr(figure.statistic), expected)
    if is_alone(scenario):
        _refuse_of_societies(scenario, figures, studies, people, days, seed, settings)
        name = str(scenario)
        found = (STUDIES[name],) if name in STUDIES else ()
        return Work(None, (), {}, found, () if found else (name,), replicates)
    chosen = resolved(scenario or SCENARIO, settings, _people(scenario, people), days, seed)
    held, left_out = [], {}
    for figure in {**published(), **further}.values():
        why = why_not(figure, chosen)
        if why:
            left_out[figure.name] = why
        else:
            held.append(in_unit(figure))
    with_studies = scenario is None if studies is None else studies
    return Work(
        chosen,
        tuple(sorted(held, key=lambda figure: [*ROLES][::-1].index(figure.role))),
        left_out,
        tuple(STUDIES.values()) if with_studies else (),
        LAWS if with_studies else (),
        replicates,
    )


def is_alone(scenario: str | Path | Scenario | None) -> bool:
    """Whether this is a study or a world of another kind, to be told without a society."""
    return isinstance(scenario, str | Path) and (str(scenario) in STUDIES or is_elsewhere(scenario))


def _people(scenario: object, people: int | None) -> int | None:
    """How many people: as asked for; of a scenario of the library, fewer than its own by default."""
    return PEOPLE if people is None and not isinstance(scenario, Scenario) else people


def _refuse_of_societies(
    scenario: object,
    figures: object,
    studies: bool | None,
    people: int | None,
    days: int | None,
    seed: int | None,
    settings: Mapping[str, object],
) -> None:
    given = {
        "--figures": figures,
        "--studies": studies,
        "--people": people,
        "--days": days,
        "--seed": seed,
        "--set": settings or None,
    }
    for option, value in given.items():
        if value is not None:
            raise InputError(option, f"it with {scenario}", "a society, or no such option")


def refuse_of_laws(
    name: str, replicates: int | None, out: object, executor: object, workers: int | None
) -> None:
    """Refuse options that a world of another kind has no use for.

    Raises
    ------
    InputError
        Naming the first that was given.
    """
    given = {"--replicates": replicates, "--out": out, "--executor": executor, "--workers": workers}
    for option, value in given.items():
        if value is not None:
            raise InputError(option, f"it with {name}", f"no such option; scorelab run {name} has its own")


def refuse_picture_of(scenario: str | Path | Scenario | None) -> None:
    """Refuse a picture where there is no figure to draw.

    Raises
    ------
    InputError
        If this is a study or a world of another kind.
    """
    if is_alone(scenario):
        raise InputError("--picture", f"it with {scenario}, which has no figures", "a society, or no picture")


OF_AGES = ("under_fifteen", "sixty_five_and_over", "men")
"""Statistics that the pyramid alone decides."""

KNOWN = {*STATISTICS, *OF_SOCIETY, *OF_DAYS, *OF_POINTS}
"""Every statistic that a figure can be about."""


def why_not(figure: Figure, scenario: Scenario) -> str:
    """Why a scenario's worlds cannot state a figure; empty if they can."""
    if figure.statistic in STATISTICS:
        if not scenario.mechanisms.court_list:
            return "there is no list"
        return "" if fits(figure, scenario) else "its date lies outside the run and its opening"
    if figure.statistic in OF_AGES and scenario.population.pyramid_year.value != figure.year:
        return "its people are drawn from the ages of another year"
    if figure.statistic in OF_SOCIETY or has_days(scenario):
        return ""
    return "the run is too short, or its people too few, for days to be told"


def in_unit(figure: Figure) -> Figure:
    """A figure in the unit of its statistic: counts of the country become counts per 100,000 adults."""
    statistic = STATISTICS.get(figure.statistic)
    if statistic is None or not statistic.of_adults:
        return figure
    scaled = {name: statistic.published(float(getattr(figure, name))) for name in ("value", "spread")}
    return figure.model_copy(update={**scaled, "unit": statistic.unit})


def title_of(figure: Figure) -> str:
    """What people call a figure, with its year where it is one of a list."""
    if figure.statistic not in STATISTICS:
        return capital(figure.title)
    title = figure.title or STATISTICS[figure.statistic].title
    return title if figure.statistic in DATES else f"{title} ({figure.year})"


def part_of(figure: Figure) -> str:
    """What a figure is about."""
    if figure.statistic in STATISTICS:
        return "the list"
    return "people and ties" if figure.statistic in OF_SOCIETY else "days"


@dataclass(frozen=True)
class Work:
    """The worlds of a validation.

    Attributes
    ----------
    scenario : Scenario or None
        The society; None if only a study or law is told.
    figures : tuple of Figure
        What it is held against, in the statistics' units.
    left_out : mapping
        Figures that it cannot state, and why.
    studies : tuple of Study
        What is replicated in societies of its own.
    laws : tuple of str
        Worlds of other kinds.
    replicates : int
        In how many worlds everything is measured.
    """

    scenario: Scenario | None
    figures: tuple[Figure, ...]
    left_out: Mapping[str, str]
    studies: tuple[Study, ...]
    laws: tuple[str, ...]
    replicates: int

    @property
    def size(self) -> int:
        """How many worlds are lived or drawn."""
        return len(list(self._plans()))

    def scenarios(self) -> Iterator[Scenario]:
        """The scenario of each world."""
        return (scenario for _, scenario, _ in self._plans())

    def in_words(self, done: Mapping[str, Measures], workers: int | None) -> str:
        """How many worlds are left to live, and about how long that takes on so many processors."""
        left = [(name, scenario) for name, scenario, _ in self._plans() if name not in done]
        seconds = sum(_seconds(name, scenario) for name, scenario in left)
        hands = min(workers or processors(), processors())
        minutes = max(round(seconds / hands / 60), 1)
        if not left:
            return f"all {plural(self.size, 'world')} are there already"
        again = f"; {self.size - len(left)} are there already" if len(left) < self.size else ""
        return (
            f"{plural(len(left), 'world')} to live or look at, about {plural(minutes, 'minute')} on "
            f"{plural(hands, 'processor')}{again}"
        )

    def jobs(self, done: Mapping[str, Measures], workforce: Crew) -> Iterator[World]:
        """Worlds that have yet to be lived."""
        for name, scenario, settings in self._plans():
            if name not in done:
                yield World(scenario, workforce.threads, workforce.shelter, sources(), name, settings)

    def _plans(self) -> Iterator[tuple[str, Scenario, Mapping[str, object]]]:
        if self.scenario is not None:
            for place in range(self.replicates):
                seeded = _seeded(self.scenario, place)
                for kind, settings in self._kinds().items():
                    yield f"{kind}:{place}", seeded, settings
        for study in self.studies:
            base = study.loaded()
            for place in range(self.replicates):
                for side, settings in (("base", {}), ("treated", study.treated)):
                    yield f"{STUDY}:{study.name}:{side}:{place}", _seeded(base, place), settings

    def _kinds(self) -> dict[str, Mapping[str, object]]:
        """Each kind of world of the society, with what is set in it."""
        kinds: dict[str, Mapping[str, object]] = {}
        for figure in self.figures:
            kinds.setdefault(kind_of(figure), {each.key: each.value for each in figure.under})
        return kinds

    def held(self, lived: Mapping[str, Measures]) -> Iterator[Held]:
        """Each figure beside ours."""
        for figure in self.figures:
            worlds = (lived[f"{kind_of(figure)}:{place}"] for place in range(self.replicates))
            values = [world.get(figure.statistic) for world in worlds]
            yield Held(figure, title_of(figure), part_of(figure), interval(values))

    def pairs(self, study: Study, lived: Mapping[str, Measures]) -> tuple[list[Measures], list[Measures]]:
        """The measures of both worlds of a study in every replicate."""
        base, treated = (
            [lived[f"{STUDY}:{study.name}:{side}:{place}"] for place in range(self.replicates)]
            for side in ("base", "treated")
        )
        return base, treated

    def table(self, lived: Mapping[str, Measures]) -> pl.DataFrame:
        """A row for each world: its seed and statistics."""
        names = dict.fromkeys(name for world in lived.values() for name in world)
        rows = [
            {
                "world": world,
                "seed": scenario.seed,
                **{f"measure.{name}": lived[world].get(name) for name in names},
            }
            for world, scenario, _ in self._plans()
        ]
        return pl.DataFrame(rows, infer_schema_length=None)


def _seconds(name: str, scenario: Scenario) -> float:
    """About how long one world takes one processor."""
    if name.startswith(LOOKED_AT):
        return SECONDS_OF_PEOPLE if has_days(scenario) else SECONDS_A_WORLD
    years = scenario.time.opening_years + scenario.time.days / 365.25
    return SECONDS_A_WORLD + scenario.people * years * SECONDS_A_YEAR


def kind_of(figure: Figure) -> str:
    """In which kind of world a figure is measured."""
    if figure.statistic not in STATISTICS:
        return LOOKED_AT
    if not figure.under:
        return OWN
    return "; ".join(f"{each.key}={each.value}" for each in figure.under).replace(":", "=")


def interval(values: Sequence[float | None]) -> Interval | None:
    """The mean with its 95% interval; None of fewer than two known values."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    mean, error = mean_with_error(known)
    half = quantile(len(known) - 1) * (error or 0.0)
    return Interval(mean, mean - half, mean + half)


def _seeded(scenario: Scenario, place: int) -> Scenario:
    return scenario.model_copy(update={"seed": (scenario.seed + place) % 2**63})
