"""What the scenarios of one command have in common, and how each of them is carried out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.errors import InputError, Interrupted
from scorelab.progress import Progress
from scorelab.scenario.schema import Scenario
from scorelab.store import checkpoints
from scorelab.store.checkpoints import Keeping
from scorelab.system import processors

if TYPE_CHECKING:
    from scorelab.result import Result
    from scorelab.user_rules import RulesFile

MOST_THREADS = 1024


@dataclass(frozen=True)
class Order:
    """What the scenarios of one command have in common."""

    threads: int
    network: str | Path | None
    ages: str | Path | None
    rules: "RulesFile | None"
    progress: Progress | None
    keeping: Keeping | None

    def carry_out(self, scenario: Scenario, folder: Path, since: float) -> "Result":
        """Simulate one scenario and store it."""
        with _telling_what_is_kept(folder):
            return self._carry_out(scenario, folder, since)

    def go_on(self, folder: Path, since: float) -> "Result":
        """Go on with a run that was interrupted."""
        with _telling_what_is_kept(folder):
            return self._carry_out(None, folder, since)

    def _carry_out(self, scenario: Scenario | None, folder: Path, since: float) -> "Result":
        from scorelab.society import Imports
        from scorelab.user_rules import in_force

        imports = Imports(
            Path(self.network) if self.network else None, Path(self.ages) if self.ages else None
        )
        common = self.threads, self.progress, since, imports, self.keeping
        if self.rules is not None and self.rules != in_force():
            from scorelab.apart import record_apart

            return record_apart(self.rules.path, scenario, folder, *common)
        # The engine takes most of a second to import, so whatever is refused is refused before.
        if scenario is None:
            from scorelab.going_on import go_on

            return go_on(folder, *common)
        from scorelab.recording import record

        return record(scenario, folder, *common)


@contextmanager
def _telling_what_is_kept(folder: Path) -> Iterator[None]:
    """Say at Ctrl-C from which day on the run can be gone on with, if it can."""
    try:
        yield
    except KeyboardInterrupt:
        kept = checkpoints.days(folder)
        if not kept:
            raise
        what = f"{folder} is kept up to day {kept[-1]}, and --resume goes on from there"
        raise Interrupted(f"interrupted; {what}") from None


def accepted_rules(rules: str | Path | None) -> "RulesFile | None":
    """The rules file, read and tried; None if none is named."""
    if rules is None:
        return None
    from scorelab.user_rules import accepted

    return accepted(rules)


def checked_keeping(every: int | None, keep: bool, out: str | Path | None) -> Keeping | None:
    """How checkpoints are to be kept, if they are.

    Raises
    ------
    InputError
        If the options do not go together.
    """
    if every is None and keep:
        raise InputError(
            "--keep-checkpoints", "no --checkpoint-every", "a number of days between checkpoints"
        )
    if every is not None and out is None:
        raise InputError("--checkpoint-every", "no folder to keep checkpoints in", "--out, too")
    return None if every is None else Keeping(every, keep)


def checked_threads(threads: int | None) -> int:
    """The number of threads: by default one a processor."""
    if threads is None:
        return processors()
    if not 1 <= threads <= MOST_THREADS:
        raise InputError("--threads", threads, f"a whole number from 1 to {MOST_THREADS}")
    return threads
