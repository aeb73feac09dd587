"""Whether triggers hold: links of a run deleted in twins, and what became of their effects."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.crew import crew
from scorelab.experiment.links import Link, Rows, interventions, sampled
from scorelab.experiment.worlds import (
    lived,
    refuse_imported_society,
    refuse_other_sources,
    refuse_rules_of_its_own,
    sources,
)
from scorelab.journal import Kind
from scorelab.progress import Progress
from scorelab.report.intervals import of_share
from scorelab.report.sections.triggers import LEAST_SHARE
from scorelab.run import resolved
from scorelab.scenario.dates import plain, typed
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.store import Run, labels_of, open_run
from scorelab.store.labels import in_words

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

DELETING = "deleting trigger links in twins"
LINKS = 200
A_TWIN = 3
"""Links that are deleted in one twin: each role costs rule books of its own on every date of all of them."""


@dataclass(frozen=True)
class Tested:
    """A link that was deleted.

    Attributes
    ----------
    link : Link
        Which.
    deleted : bool
        Whether the trigger was gone in the twin; if not, the link was not tested.
    holds : bool
        Whether the effect did not happen then as it had.
    """

    link: Link
    deleted: bool
    holds: bool


@dataclass(frozen=True)
class Triggers:
    """What became of deleted links; see :func:`triggers`.

    Attributes
    ----------
    scenario : Scenario
        Under which rules.
    tested : tuple of Tested
        The links that were drawn, in that order.
    undeletable : int
        How many further links were drawn that no rule of one person's can delete.
    """

    scenario: Scenario
    tested: tuple[Tested, ...]
    undeletable: int

    @property
    def deleted(self) -> list[Tested]:
        """The links whose trigger was gone in the twin."""
        return [one for one in self.tested if one.deleted]

    @property
    def share(self) -> float | None:
        """The share of these whose effect was gone as well; None of none."""
        deleted = self.deleted
        return sum(one.holds for one in deleted) / len(deleted) if deleted else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The share's 95% interval (Wilson 1927)."""
        return of_share(sum(one.holds for one in self.deleted), len(self.deleted))

    @property
    def is_defect(self) -> bool:
        """Whether fewer hold than must."""
        return self.share is not None and self.share < LEAST_SHARE

    def to_frame(self) -> pl.DataFrame:
        """A row for each pair of kinds: how many links were deleted, and how many held."""
        counts: Counter[tuple[int, int, bool]] = Counter(
            (one.link.trigger.kind, one.link.effect.kind, one.holds) for one in self.deleted
        )
        pairs = sorted({(trigger, effect) for trigger, effect, _ in counts})
        return pl.DataFrame(
            [
                {
                    "trigger": in_words(Kind(trigger)),
                    "effect": in_words(Kind(effect)),
                    "deleted": counts[trigger, effect, True] + counts[trigger, effect, False],
                    "held": counts[trigger, effect, True],
                }
                for trigger, effect in pairs
            ],
            schema={"trigger": pl.String, "effect": pl.String, "deleted": pl.Int64, "held": pl.Int64},
        ).sort("deleted", descending=True, maintain_order=True)

    def plot(self) -> "Picture":
        """The links by kind as a picture, the numbers in a table under it."""
        from scorelab.experiment.pictures_triggers import picture_of_triggers

        return picture_of_triggers(self)

    def to_json(self) -> dict[str, Any]:
        """The result as plain values, as `scorelab triggers --json` prints it."""
        labels = labels_of(self.scenario)
        return {
            "scenario": self.scenario.name,
            "people_count": self.scenario.people,
            "days": self.scenario.time.days,
            "seed": self.scenario.seed,
            "drawn": len(self.tested) + self.undeletable,
            "cannot_be_deleted": self.undeletable,
            "not_gone": len(self.tested) - len(self.deleted),
            "deleted": len(self.deleted),
            "held": sum(one.holds for one in self.deleted),
            "share": self.share,
            "interval": self.interval,
            "kinds": self.to_frame().to_dicts(),
            "failed": [
                {
                    "date": labels.date(one.link.effect.day).isoformat(),
                    "person": one.link.effect.person,
                    "effect": in_words(Kind(one.link.effect.kind)),
                    "trigger": in_words(Kind(one.link.trigger.kind)),
                    "trigger_date": labels.date(one.link.trigger.day).isoformat(),
                }
                for one in self.deleted
                if not one.holds
            ],
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text, print_triggers

        return in_text(print_triggers, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


@dataclass(frozen=True)
class Deletion:
    """A job: one twin in which some links are deleted, each of another person."""

    scenario: Scenario
    links: tuple[Link, ...]
    threads: int
    shelter: Path | None
    sources: str


def live_without(job: Deletion) -> list[Tested]:
    """Live a twin without some links, and tell what became of their effects."""
    refuse_other_sources(job.sources)
    with lived(without_links(job.scenario, job.links), job.threads, job.shelter) as run:
        counts = Rows(run).counts
    return [
        Tested(
            link,
            deleted=counts.get(link.trigger, 0) < link.triggers,
            holds=counts.get(link.effect, 0) < link.effects,
        )
        for link in job.links
    ]


def without_links(scenario: Scenario, links: Sequence[Link]) -> Scenario:
    """The scenario in which a rule is changed for a day for each link's person.

    Only values are set that every scenario admits, so none of the checks of users' files is made again.
    """
    roles = {f"link_{place}": link for place, link in enumerate(links)}
    cast = {role: {"person": link.person} for role, link in roles.items()}
    changes = [change for role, link in roles.items() for change in interventions(scenario, link, role)]
    data = plain(scenario)
    earlier = data.get("interventions", [])
    assert isinstance(earlier, list)
    data |= {"script": {"cast": cast, "events": []}, "interventions": [*earlier, *changes]}
    return typed(data)


def triggers(
    scenario: str | Path | Scenario | Run,
    *,
    links: int = LINKS,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Triggers:
    """Delete trigger links of a run in twins, and tell how many of their effects were gone.

    Parameters
    ----------
    scenario : str, path, Scenario or Run
        Under which rules; one with a script of its own is refused. Or a stored run, or its folder: then its
        own links are drawn, and what became of them is noted in the folder, for the run's report.
    links : int
        How many links are drawn by luck. Up to three, of three people, are deleted in one twin.
    people, days, seed, set
        As of :func:`scorelab.run.run`; a stored run has its own.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Raises
    ------
    InputError
        If the scenario or a number is not acceptable, or a run cannot be lived again.
    """
    if links < 1:
        raise InputError("--links", links, "a whole number from 1")
    stored = stored_run(scenario)
    if stored is not None:
        _refuse_of_runs({"--people": people, "--days": days, "--seed": seed, "--set": set})
        refuse_rules_of_its_own(stored)
        refuse_imported_society(stored)
        chosen = load(stored.folder / "scenario.yaml")
    else:
        assert not isinstance(scenario, Run)
        chosen = resolved(scenario, set or {}, people, days, seed)
    if chosen.script is not None:
        raise InputError("triggers", f"{chosen.name}, which has a script", "a scenario without a script")
    with crew(executor, people=chosen.people, workers=workers, progress=progress) as workforce:
        if stored is not None:
            drawn, undeletable = sampled(stored, chosen, links)
        else:
            with lived(chosen, workforce.threads, workforce.shelter) as base:
                drawn, undeletable = sampled(base, chosen, links)
        jobs = [
            Deletion(chosen, batch, workforce.threads, workforce.shelter, sources())
            for batch in batches(drawn)
        ]
        found: dict[int, list[Tested]] = {}
        for job, tested in workforce.each(live_without, jobs):
            found[jobs.index(job)] = tested
            if progress is not None:
                progress(DELETING, sum(map(len, found.values())), len(drawn))
    ended = Triggers(chosen, tuple(one for place in sorted(found) for one in found[place]), undeletable)
    if stored is not None:
        stored.note_triggers(ended.to_json())
    return ended


def stored_run(given: object) -> Run | None:
    """The stored run that is meant; None if it is a scenario."""
    if isinstance(given, Run):
        return given
    if isinstance(given, str | Path) and Path(given).is_dir():
        return open_run(Path(given))
    return None


def _refuse_of_runs(options: Mapping[str, object]) -> None:
    for option, value in options.items():
        if value is not None and value != {}:
            raise InputError(option, f"{option} with a stored run", "the run alone: it has its own")


def batches(links: Sequence[Link]) -> Iterator[tuple[Link, ...]]:
    """Links that can be deleted in one twin: each of another person."""
    left = list(links)
    while left:
        batch: list[Link] = []
        for link in left:
            if len(batch) < A_TWIN and all(link.person != other.person for other in batch):
                batch.append(link)
        left = [link for link in left if all(link is not taken for taken in batch)]
        yield tuple(batch)
