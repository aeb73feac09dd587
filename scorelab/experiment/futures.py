"""What is different in a future of a stored run, and how several are written on one command line."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scorelab.errors import InputError
from scorelab.experiment.changes import Change, with_safeguards, without
from scorelab.scenario.load import setting

FORM = "a name and its changes, as in --future 'reform --with reasons --obeyed 0.5 --set court.listed=0.5'"


@dataclass(frozen=True)
class Future:
    """What is different in one future; by default nothing.

    Attributes
    ----------
    without_mechanisms : sequence of str
        Mechanisms that end.
    safeguards : sequence of str
        Safeguards that become law.
    obeyed : float, optional
        The share of cases in which officials keep them; by default the scenario's own.
    set : mapping
        Dotted keys and new values.
    """

    without_mechanisms: Sequence[str] = ()
    safeguards: Sequence[str] = ()
    obeyed: float | None = None
    set: Mapping[str, object] = field(default_factory=dict)

    def changes(self, at: str) -> list[Change]:
        """The changes, dated.

        Raises
        ------
        InputError
            If a name is unknown, or a share is none.
        """
        if self.obeyed is not None and not 0 <= self.obeyed <= 1:
            raise InputError("--obeyed", self.obeyed, "a share of cases from 0 to 1")
        return [
            *without(self.without_mechanisms, at),
            *with_safeguards(self.safeguards, self.obeyed, at),
            *([Change("set", self.set, at)] if self.set else []),
        ]


def refuse_odd_names(names: Iterable[str]) -> None:
    """Refuse futures whose names are no names of folders.

    Raises
    ------
    InputError
        Naming the first.
    """
    for name in names:
        if not name.replace("_", "").replace("-", "").isalnum() or name.startswith("-"):
            raise InputError("--future", repr(name), "a name of letters, digits, - and _")


def futures_by_name(texts: Sequence[str]) -> dict[str, Future]:
    """Futures written like a command: a name, then options with their values.

    Raises
    ------
    InputError
        If one is not of that form, or two have one name.
    """
    found: dict[str, Future] = {}
    for text in texts:
        try:
            name, *words = shlex.split(text)
        except ValueError:
            raise InputError("--future", repr(text), FORM) from None
        if name in found:
            raise InputError("--future", f"a second {name!r}", "each name once")
        found[name] = _future(words)
    refuse_odd_names(found)
    return found


def _future(words: Sequence[str]) -> Future:
    given: dict[str, list[str]] = {"--without": [], "--with": [], "--obeyed": [], "--set": []}
    for place in range(0, len(words), 2):
        if words[place] not in given or place + 1 == len(words):
            raise InputError("--future", repr(" ".join(words[place:])), FORM)
        given[words[place]].append(words[place + 1])
    try:
        obeyed = [float(share) for share in given["--obeyed"]]
    except ValueError:
        raise InputError("--future --obeyed", given["--obeyed"][0], "a share of cases from 0 to 1") from None
    return Future(
        given["--without"],
        given["--with"],
        obeyed[-1] if obeyed else None,
        dict(map(setting, given["--set"])),
    )
