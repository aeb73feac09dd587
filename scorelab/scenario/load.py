"""Reading scenarios: the library's by name, anybody's by path."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path as File

import yaml

from scorelab.errors import InputError
from scorelab.scenario.checks import checked
from scorelab.scenario.dates import plain
from scorelab.scenario.origins import Origins, shown
from scorelab.scenario.overrides import Data, close, merged, with_value
from scorelab.scenario.schema import Scenario
from scorelab.scenario.schemes import Line
from scorelab.scenario.yaml_safe import MOST_BYTES, Document, read, scalar, unseen_in

SUFFIXES = (".yaml", ".yml")
WORLD = "world"
"""The key that says of what kind a world is; a society has none."""
MOST_FILES = 40
"""How many files one scenario may read, one reached by two ways counted twice."""

LINE_DEFAULTS = {name: field.default for name, field in Line.model_fields.items()}
"""What a line is that does not say otherwise; a required key has no such value."""


OTHER_KINDS = re.compile(rb"^world:", re.MULTILINE)
"""What the file of a world of another kind than a society has, and no other file of the library."""


def names() -> list[str]:
    """The scenarios of the library whose world is a society."""
    return [name for name in _named() if not OTHER_KINDS.search(_library()[name])]


def names_elsewhere() -> list[str]:
    """The scenarios of the library whose world is of another kind; see :mod:`scorelab.elsewhere`."""
    return [name for name in _named() if OTHER_KINDS.search(_library()[name])]


def _named() -> list[str]:
    return sorted(name for name in _library() if not name.startswith("_"))


def load(
    name_or_path: str | File,
    overrides: Mapping[str, object] | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
) -> Scenario:
    """Read a scenario, with everything it extends, and check it.

    Parameters
    ----------
    name_or_path : str or path
        A name of the library, or a YAML file.
    overrides : mapping, optional
        Dotted keys and their new values, as text (``--set``) or plain data. A row of a
        table goes by its name: ``doors.flight.per_year``. A value keeps its unit.
    people, days, seed : int, optional
        In place of the scenario's own.

    Returns
    -------
    Scenario
        Complete and checked.

    Raises
    ------
    InputError
        One line that names file, key, what was found and what would be right.
    """
    data, origins = written(name_or_path, overrides, {"people": people, "time.days": days, "seed": seed})
    if WORLD in data:
        found = f"{data.get('name')}, a world of the kind {shown(data[WORLD])}"
        raise origins.refusal((WORLD,), found, "a society; `scorelab run` lives worlds of other kinds")
    return checked(data, origins)


def written(
    name_or_path: str | File, overrides: Mapping[str, object] | None, numbers: Mapping[str, int | None]
) -> tuple[Data, Origins]:
    """What a file and all that it extends say, as plain data, with everything set that was asked for.

    Parameters
    ----------
    name_or_path, overrides
        As of :func:`load`.
    numbers : mapping
        Whole numbers that options of the command line give, by key; None where they do not.

    Returns
    -------
    tuple
        The data, which is not checked yet, and where each key stood.
    """
    origins = Origins(str(name_or_path))
    data = _Reader(origins).data(_source(str(name_or_path), None), ())
    data.setdefault("name", File(name_or_path).stem)
    for key, value in (overrides or {}).items():
        where = f"--set {key}"
        data = with_value(data, key, parsed(value, where), where, "set by the user")
        origins.put(tuple(key.split(".")), where)
    for key, number in numbers.items():
        if number is not None:
            option = f"--{key.rsplit('.', 1)[-1]}"
            data = with_value(data, key, number, option, "set by the user")
            origins.put(tuple(key.split(".")), option)
    return data, origins


def setting(text: str) -> tuple[str, str]:
    """Key and value of one ``--set key=value``.

    Raises
    ------
    InputError
        If it is not of that form.
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise InputError(f"--set {text}", "no key=value", "for example --set court.listed=0.5")
    return key.strip(), value.strip()


def resolve_yaml(scenario: Scenario) -> str:
    """The whole scenario as YAML from which the same scenario can be loaded again.

    A scheme's lines are written a key a line, so that each rule's `points: N` can be found
    and changed by itself.
    """
    data = plain(scenario)
    for form in data["schemes"].values():  # type: ignore[attr-defined]
        for scheme in form:
            scheme["lines"] = [_line_written(line) for line in scheme["lines"]]
    return as_yaml(data)


def as_yaml(data: Data) -> str:
    """Plain data of a scenario as YAML."""
    return str(
        yaml.dump(
            data,
            Dumper=_Dumper,
            sort_keys=False,
            allow_unicode=True,
            width=110,
            default_flow_style=None,
        )
    )


class _Block(dict[str, object]):
    """A mapping written a key a line."""


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """YAML's safe writer, which knows :class:`_Block`."""


_Dumper.add_representer(
    _Block, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), False)
)


def _line_written(line: Data) -> _Block:
    return _Block({key: value for key, value in line.items() if value != LINE_DEFAULTS[key]})


@cache
def _library() -> dict[str, bytes]:
    folder = resources.files("scorelab.scenario") / "library"
    return {
        File(entry.name).stem: entry.read_bytes()
        for entry in folder.iterdir()
        if entry.name.endswith(SUFFIXES)
    }


@cache
def _library_document(name: str) -> Document:
    """A file of the library; nobody changes what was read, so that it is read once."""
    return read(_library()[name], name)


@dataclass(frozen=True)
class _Source:
    """One file of a scenario; `folder` is where its parents are looked for, None in the library."""

    label: str
    document: Document
    folder: File | None


def _source(name: str, folder: File | None) -> _Source:
    if name in _library():
        return _Source(name, _library_document(name), None)
    if not name.endswith(SUFFIXES):
        known = _named()
        expected = f"one of {', '.join(known)}, or a file that ends in .yaml{close(name, known)}"
        raise InputError("scenario", f"the unknown name {name!r}", expected)
    path = (folder or File()) / name
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or error
        raise InputError(str(path), problem, "a readable YAML file") from None
    return _Source(str(path), read(content, str(path)), path.parent)


class _Reader:
    """Reads a file over all that it extends, and notes where each key stood."""

    def __init__(self, origins: Origins) -> None:
        self.origins = origins
        self.files = 0

    def data(self, source: _Source, below: tuple[str, ...]) -> Data:
        where = f"{source.label}: extends"
        self.files += 1
        if source.label in below:
            circle = " -> ".join(
                File(label).name for label in (*below[below.index(source.label) :], source.label)
            )
            raise InputError(where, circle, "no circle")
        if self.files > MOST_FILES:
            raise InputError(where, f"more than {MOST_FILES} files", "fewer")
        own = source.document.data
        if not isinstance(own, dict):
            raise InputError(source.label, "an empty file" if own is None else shown(own), "keys and values")
        extends = own.get("extends", [])
        result: object = {}
        for parent in extends if isinstance(extends, list) else [extends]:
            if not isinstance(parent, str):
                raise InputError(where, shown(parent), "a scenario's name, a file, or a list of these")
            result = merged(result, self.data(_source(parent, source.folder), (*below, source.label)))
        for path in source.document.lines:
            if path[:1] == ("schemes",) and path[3:] == ("lines",):
                self.origins.forget(path)
        self.origins.add(source.label, source.document.lines)
        own = self.with_lines({key: value for key, value in own.items() if key != "extends"}, source)
        result = merged(result, own)
        assert isinstance(result, dict)
        return result

    def with_lines(self, own: Data, source: _Source) -> Data:
        """The file's data, the lines of its schemes read from the files that stand in their place."""
        if not isinstance(schemes := own.get("schemes"), dict):
            return own
        filled = {
            form: [self.filled(row, form, source) for row in table] if isinstance(table, list) else table
            for form, table in schemes.items()
        }
        return {**own, "schemes": filled}

    def filled(self, scheme: object, form: str, source: _Source) -> object:
        """A scheme whose `lines` may name a file, found as those that `extends` names."""
        if not isinstance(scheme, dict) or not isinstance(name := scheme.get("lines"), str):
            return scheme
        path = ("schemes", form, str(scheme.get("name")))
        where = self.origins.where((*path, "lines"))
        self.files += 1
        if self.files > MOST_FILES:
            raise InputError(where, f"more than {MOST_FILES} files", "fewer")
        if name not in _library() and not name.endswith(SUFFIXES):
            tables = sorted(each for each in _library() if each.endswith("_table"))
            expected = (
                f"a list, one of {', '.join(tables)}, or a file that ends in .yaml{close(name, tables)}"
            )
            raise InputError(where, f"the unknown name {name!r}", expected)
        table = _source(name, source.folder)
        data = table.document.data
        if not isinstance(data, dict) or list(data) != ["lines"] or not isinstance(data["lines"], list):
            found = f"the keys {', '.join(data)}" if isinstance(data, dict) and data else shown(data)
            raise InputError(table.label, found, "the key lines alone, with a list")
        self.origins.add(table.label, {(*path, *key): line for key, line in table.document.lines.items()})
        return {**scheme, "lines": data["lines"]}


def parsed(value: object, where: str) -> object:
    """A value as plain data; text, as the command line gives it, is read as YAML.

    Raises
    ------
    InputError
        If the text holds what cannot be seen, or is no YAML.
    """
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, str):
        return value
    if unseen := unseen_in(value):
        raise InputError(where, f"the control character U+{ord(unseen):04X}", "text that can be seen")
    if value.lstrip().startswith("["):
        return read(value.encode("utf-8", "replace"), where).data
    return scalar(value.strip())
