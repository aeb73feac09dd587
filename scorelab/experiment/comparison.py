"""What a comparison of twin worlds found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.estimates import SOURCE, Estimate, estimates, means, plain
from scorelab.experiment.fates import EVERYBODY, ByGroup, Fates, mean_of
from scorelab.experiment.worlds import NO_FILES, FamilyLived, Files, Twin
from scorelab.measures import Measure, measures_of
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

if TYPE_CHECKING:
    import xarray

    from scorelab.experiment.lives import Lives
    from scorelab.report.picture import Picture


@dataclass(frozen=True)
class Variant:
    """One world that was held against the base world, over all replicates.

    Attributes
    ----------
    name : str
        What sets it apart.
    scenario : Scenario
        Its rules.
    obeyed : float or None
        The share of cases in which its safeguards are obeyed, if it has any.
    twins : tuple of Twin
        Its twins, one a replicate.
    """

    name: str
    scenario: Scenario
    obeyed: float | None
    twins: tuple[Twin, ...]

    @property
    def is_other_scenario(self) -> bool:
        """Whether it is another scenario, and no change of the base world's."""
        return self.obeyed is None and self.name == self.scenario.name

    @property
    def is_same(self) -> bool:
        """Whether in every replicate nothing at all was different."""
        return all(twin.reasons for twin in self.twins)

    @property
    def same(self) -> int:
        """In how many replicates nothing at all was different."""
        return sum(bool(twin.reasons) for twin in self.twins)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nothing changed, in the first replicate in which nothing did."""
        return next((twin.reasons for twin in self.twins if twin.reasons), ())

    @property
    def parted(self) -> int | None:
        """The first day on which twins part in any replicate; None if none do."""
        return min((twin.parted for twin in self.twins if twin.parted is not None), default=None)

    @property
    def rules_part(self) -> int | None:
        """The first day on which the rules could decide otherwise."""
        return self.twins[0].rules_part

    @cached_property
    def groups(self) -> ByGroup:
        """Who fares better or worse, a mean over replicates, by grouping and group."""
        return mean_of([twin.fates for twin in self.twins])

    @property
    def people(self) -> Fates:
        """Who fares better or worse in the whole society, a mean over replicates."""
        return self.groups[EVERYBODY]


@dataclass(frozen=True)
class Comparison:
    """Twin worlds over replicates; see :func:`scorelab.experiment.compare.compare`.

    Attributes
    ----------
    base : Scenario
        The base world's rules.
    variants : tuple of Variant
        The worlds held against it.
    families : tuple of FamilyLived
        The replicates, in order of their seeds.
    stopped : str
        What ended the replicates: that so many were asked for, the precision, or the budget.
    files : Files
        What the worlds take from files: an imported society, rules of the other world.
    """

    base: Scenario
    variants: tuple[Variant, ...]
    families: tuple[FamilyLived, ...]
    stopped: str
    files: Files = NO_FILES

    @property
    def replicates(self) -> int:
        """How many replicates there are."""
        return len(self.families)

    @cached_property
    def catalogue(self) -> Mapping[str, Measure]:
        """Every measure of either world, by name."""
        found = dict(measures_of(labels_of(self.base)))
        for variant in self.variants:
            found = measures_of(labels_of(variant.scenario)) | found
        return found

    @cached_property
    def _estimates(self) -> list[dict[str, Estimate]]:
        base = [family.measures for family in self.families]
        return [estimates(base, [twin.measures for twin in variant.twins]) for variant in self.variants]

    @property
    def main(self) -> int:
        """The variant that a short answer is about: of safeguards, the least obedience that is any."""
        kept = [place for place, variant in enumerate(self.variants) if variant.obeyed]
        return kept[0] if kept else 0

    def estimates(self, variant: int | None = None) -> dict[str, Estimate]:
        """Every measure that both worlds have: means, difference, interval, variances.

        Parameters
        ----------
        variant : int, optional
            Which of `variants`, from 0; by default that of a short answer.
        """
        return self._estimates[self.main if variant is None else variant]

    def to_frame(self) -> pl.DataFrame:
        """A row for each variant and measure: means, difference, interval, variances."""
        rows = [
            {
                "variant": variant.name,
                "obeyed": variant.obeyed,
                "measure": name,
                "unit": self.catalogue[name].unit,
                "base": found.base,
                "other": found.other,
                "difference": found.difference,
                "low": found.low,
                "high": found.high,
                "replicates": found.replicates,
                "variance_paired": found.paired,
                "variance_unpaired": found.unpaired,
            }
            for place, variant in enumerate(self.variants)
            for name, found in self.estimates(place).items()
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    def to_xarray(self) -> "xarray.Dataset":
        """The same over `variant` and `measure`, and every world's measures over `seed` as well.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from scorelab.experiment.arrays import about_run, dataset

        about = about_run(self.base)
        whole = dataset(self.to_frame(), ("variant", "measure"), about, {"unit": "measure"})
        rows = [
            {"variant": variant.name, "measure": name, "seed": family.seed, "world": twin.measures.get(name)}
            | {"base_world": family.measures.get(name)}
            for variant in self.variants
            for family, twin in zip(self.families, variant.twins, strict=True)
            for name in self.estimates(self.variants.index(variant))
        ]
        worlds = dataset(pl.DataFrame(rows, infer_schema_length=None), ("variant", "measure", "seed"), about)
        return whole.merge(worlds)

    def people_frame(self) -> pl.DataFrame:
        """A row for each variant and group: how many are better, worse, mixed, untouched."""
        return pl.DataFrame(
            [
                {"variant": variant.name, "grouping": grouping, "group": group, **fates._asdict()}
                for variant in self.variants
                for (grouping, group), fates in variant.groups.items()
            ]
        )

    def lives(self, person: int) -> "Lives":
        """One person's two lives side by side, in the first replicate and the variant of a short answer.

        Raises
        ------
        InputError
            If there is no such person.
        """
        from scorelab.experiment.lives import two_lives

        if not 0 <= person < self.base.people:
            raise InputError("person", person, f"a number from 0 to {self.base.people - 1}")
        seed = {"seed": self.families[0].seed}
        other = self.variants[self.main]
        base, twin = (scenario.model_copy(update=seed) for scenario in (self.base, other.scenario))
        return two_lives(base, twin, person, other.name, self.files)

    def somebody(self) -> int | None:
        """Whose two lives differ most in the first replicate and the variant of a short answer."""
        return self.variants[self.main].twins[0].person

    def plot(self) -> "Picture":
        """The differences with their intervals as a picture, the numbers in a table under it."""
        from scorelab.experiment.pictures import picture_of_differences

        return picture_of_differences(self)

    def to_json(self) -> dict[str, Any]:
        """The comparison as plain values, as `scorelab compare --json` prints it.

        The first keys are about the variant of a short answer; `variants` holds them all.
        """
        variants = [self._variant_json(place) for place in range(len(self.variants))]
        return {
            **variants[self.main],
            "replicates": self.replicates,
            "seeds": [family.seed for family in self.families],
            "stopped_by": self.stopped,
            "interval": SOURCE,
            "scenario": self.base.name,
            "people_count": self.base.people,
            "days": self.base.time.days,
            "files": {name: None if file is None else file.name for name, file in vars(self.files).items()},
            "variants": variants,
        }

    def _variant_json(self, place: int) -> dict[str, Any]:
        variant = self.variants[place]
        return {
            "variant": variant.name,
            "obeyed": variant.obeyed,
            "base": _numbers(means([family.measures for family in self.families])),
            "other": _numbers(means([twin.measures for twin in variant.twins])),
            "difference": {name: _numbers(found.to_json()) for name, found in self.estimates(place).items()},
            "people": _numbers(variant.people._asdict()),
            "groups": [
                {"grouping": grouping, "group": group, **_numbers(fates._asdict())}
                for (grouping, group), fates in variant.groups.items()
                if grouping
            ],
            "same_digest": [
                family.digest == twin.digest
                for family, twin in zip(self.families, variant.twins, strict=True)
            ],
            "rules_part_on_day": variant.rules_part,
            "twins_part_on_day": [twin.parted for twin in variant.twins],
            "why_nothing_changed": list(variant.reasons),
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text, print_comparison

        return in_text(print_comparison, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def _numbers(values: Mapping[str, float | None]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}
