"""Which file and line each key of a scenario came from, for messages."""

from collections.abc import Iterable
from typing import get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scorelab.errors import InputError
from scorelab.scenario.overrides import close
from scorelab.scenario.schema import Scenario
from scorelab.scenario.yaml_safe import Path, row_name


class Origins:
    """Where each key stood last.

    Parameters
    ----------
    label : str
        What messages call a place that no file holds.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self._lines: dict[Path, str] = {}
        self._settings: dict[Path, str] = {}
        self._age: dict[Path, int] = {}
        self._files = 0

    def add(self, file: str, lines: dict[Path, int]) -> None:
        """A file whose keys replace those of earlier files."""
        self._files += 1
        for path, line in lines.items():
            self._lines[path] = f"{file} line {line}"
            self._age[path] = self._files

    def forget(self, path: Path) -> None:
        """A key that the next file replaces as a whole."""
        for other in [other for other in self._lines if other[: len(path)] == path]:
            del self._lines[other], self._age[other]

    def put(self, path: Path, setting: str) -> None:
        """A key set by an option or an intervention."""
        self._settings[path] = setting

    def where(self, path: Path) -> str:
        """File, line and key, as messages begin."""
        key = ".".join(path)
        beginnings = [path[:length] for length in range(len(path), 0, -1)]
        for beginning in beginnings:
            if beginning in self._settings:
                return self._settings[beginning]
        for beginning in beginnings:
            if beginning in self._lines:
                return f"{self._lines[beginning]}: {key}"
        return f"{self.label}: {key}" if key else self.label

    def latest(self, *paths: Path) -> Path:
        """Of several keys that do not fit together, the one that was changed last."""
        return max(paths, key=lambda path: (path in self._settings, self._age.get(path, 0)))

    def refusal(self, path: Path, found: object, expected: str) -> InputError:
        """The error for a fault at a key."""
        return InputError(self.where(path), found, expected)


def explained(
    error: ValidationError, data: object, origins: Origins, schema: type[BaseModel] = Scenario
) -> InputError:
    """The first fault that Pydantic found in data of a schema, in our words.

    An unknown key comes first: a missing one is often its consequence.
    """
    faults = error.errors(include_url=False)
    fault = min(faults, key=lambda fault: fault["type"] != "extra_forbidden")
    path, value = _named(fault["loc"], data)
    if fault["type"] == "extra_forbidden":
        known = _keys(fault["loc"][:-1], schema)
        expected = f"one of {', '.join(sorted(known))}{close(path[-1], known)}"
        return origins.refusal(path, f"the unknown key {path[-1]!r}", expected)
    if fault["type"] == "missing":
        near = _near_row(fault, faults, data)
        return origins.refusal(path, "nothing", f"this key, which a complete scenario needs{near}")
    return origins.refusal(path, shown(value), _expected(fault, value))


_EXPECTED = {
    "bool_type": "true or false",
    "int_type": "a whole number",
    "string_type": "a word or text, in quotes where it looks like a number",
    "tuple_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
}
ROW_MISSES = 4
"""A row that lacks so many keys may be meant to change another row."""
_BOUNDS = {"ge": "at least", "le": "at most", "gt": "above", "lt": "below"}
_KINDS_OF_NUMBER = ("int", "float")
"""What Pydantic ends a place with where either kind of number may stand."""


def _expected(fault: ErrorDetails, value: object) -> str:
    context = fault.get("ctx", {})
    if context.get("class_name") == "Parameter":
        return "a parameter: value, unit, and source and tier, or assumed"
    either = fault["loc"][-1] in _KINDS_OF_NUMBER or "gt" in context
    number = "a number" if either else "a whole number"
    for bound, words in _BOUNDS.items():
        if bound in context:
            return f"{number} {words} {context[bound]}"
    if number == "a number":
        return number
    if fault["type"] == "literal_error":
        words = str(context["expected"])
        near = (
            close(value, words.replace("'", "").replace(" or ", ", ").split(", "))
            if isinstance(value, str)
            else ""
        )
        return f"{words}{near}"
    return _EXPECTED.get(fault["type"]) or str(context.get("error") or fault["msg"])


def shown(value: object) -> str:
    """A value as a scenario file would write it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, dict):
        return "keys and values" if value else "an empty section"
    return repr(value)


def _named(location: tuple[int | str, ...], data: object) -> tuple[Path, object]:
    """A place as Pydantic gives it, with rows by name, and what stands there."""
    path: list[str] = []
    for part in location:
        if isinstance(part, int):
            data = data[part] if isinstance(data, list | tuple) and part < len(data) else None
            name = row_name(data, tuple(path)) if isinstance(data, dict) else None
            path.append(name or f"[{part + 1}]")
        elif isinstance(data, dict) or part not in _KINDS_OF_NUMBER:
            data = data.get(part) if isinstance(data, dict) else None
            path.append(part)
    return tuple(path), data


def _near_row(fault: ErrorDetails, faults: list[ErrorDetails], data: object) -> str:
    """Where a row lacks nearly everything, a question after the row whose name it may misspell."""
    row = fault["loc"][:-1]
    missing = [each for each in faults if each["type"] == "missing" and each["loc"][:-1] == row]
    if len(missing) < ROW_MISSES or not row or not isinstance(row[-1], int):
        return ""
    (*_, own), _ = _named(row, data)
    _, table = _named(row[:-1], data)
    assert isinstance(table, list)
    names = [str(other.get("name")) for other in table if isinstance(other, dict)]
    return close(own, [name for name in names if name != own])


def _keys(location: Iterable[int | str], schema: type[BaseModel]) -> list[str]:
    """The keys that the schema knows at a place."""
    kind: object = schema
    for part in location:
        if isinstance(part, int):
            kind = get_args(kind)[0]
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            kind = next(field.annotation for name, field in _fields(kind) if part in (name, field.alias))
            if type(None) in get_args(kind):
                kind = get_args(kind)[0]
    return [field.alias or name for name, field in _fields(kind)]


def _fields(kind: object):  # type: ignore[no-untyped-def]  # Pydantic's own items view
    assert isinstance(kind, type)
    assert issubclass(kind, BaseModel)
    return kind.model_fields.items()
