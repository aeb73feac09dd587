"""Changing a scenario's plain data: merging a child over its parent, setting single values."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from scorelab.errors import InputError

Data = dict[str, object]


def is_parameter(value: object) -> bool:
    """Whether plain data is a parameter, which is replaced as a whole, rather than a section."""
    return isinstance(value, dict) and "unit" in value


def is_table(value: object) -> bool:
    """Whether plain data is a list of rows, each with a name."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) and isinstance(row.get("name"), str) for row in value)
    )


def row_named(table: list[object], name: str) -> Data | None:
    """The row of a table with that name."""
    for row in table:
        if isinstance(row, dict) and row.get("name") == name:
            return row
    return None


def merged(parent: object, child: object) -> object:
    """The child's data over the parent's: sections by key, tables by the names of their rows."""
    if isinstance(parent, dict) and isinstance(child, dict):
        if is_parameter(parent) or is_parameter(child):
            return child
        result = dict(parent)
        for key, value in child.items():
            result[key] = merged(parent[key], value) if key in parent else value
        return result
    if is_table(parent) and is_table(child):
        assert isinstance(parent, list)
        assert isinstance(child, list)
        rows = [merged(row, row_named(child, row["name"]) or {}) for row in parent]
        names = {row["name"] for row in parent}
        return rows + [row for row in child if row["name"] not in names]
    return child


def close(word: str, words: Iterable[str]) -> str:
    """A question after the nearest of the words, to end a message with; empty if none is near."""
    near = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""


def leaves(data: object, before: str = "") -> list[str]:
    """Every dotted key under which a value can be set."""
    if isinstance(data, dict) and not is_parameter(data):
        return [key for name, value in data.items() for key in leaves(value, f"{before}{name}.")]
    if is_table(data):
        assert isinstance(data, list)
        return [key for row in data for key in leaves(row, f"{before}{row['name']}.")]
    return [before.removesuffix(".")]


def with_value(data: Data, key: str, value: object, where: str, reason: str) -> Data:
    """A copy of the data with one value set.

    A parameter keeps its unit; its provenance becomes `reason`, its range widens to
    hold the new value.

    Parameters
    ----------
    data : dict
        A whole scenario as plain data; not changed.
    key : str
        Dotted; a row of a table goes by its name (``doors.flight.per_year``).
    value : object
        The new value: plain data.
    where : str
        What messages call the place that asks for it.
    reason : str
        The new provenance.

    Raises
    ------
    InputError
        If there is no such key, or it is a whole section or table.
    """
    return _with_value(data, key.split("."), value, where, reason, data)


def _with_value(node: Data, parts: list[str], value: object, where: str, reason: str, top: Data) -> Data:
    part = parts[0]
    if part not in node:
        raise _unknown(part, node, where, top)
    old = node[part]
    if len(parts) == 1:
        return {**node, part: _replaced(old, value, where, reason)}
    if is_parameter(old):
        raise InputError(
            where, f"{parts[1]!r} under a parameter", f"the parameter {part!r} itself and a value"
        )
    if isinstance(old, dict):
        return {**node, part: _with_value(old, parts[1:], value, where, reason, top)}
    if is_table(old):
        assert isinstance(old, list)
        return {**node, part: _with_row(old, parts[1:], value, where, reason, top)}
    raise InputError(where, f"{parts[1]!r} under {part!r}", f"{part!r} to be the last part of the key")


def _with_row(
    table: list[Data], parts: list[str], value: object, where: str, reason: str, top: Data
) -> list[Data]:
    rows = {str(row["name"]): row for row in table}
    if parts[0] not in rows:
        raise _unknown(parts[0], rows, where, top)
    if len(parts) == 1:
        raise InputError(where, f"the whole row {parts[0]!r}", "the key of one value in it")
    return [
        _with_value(row, parts[1:], value, where, reason, top) if name == parts[0] else row
        for name, row in rows.items()
    ]


def _replaced(old: object, value: object, where: str, reason: str) -> object:
    if not is_parameter(old):
        if isinstance(old, Mapping | list):
            raise InputError(where, "a whole section or table", "the key of one value in it")
        return value
    assert isinstance(old, dict)
    numbers = value if isinstance(value, list | tuple) else [value]
    kept: Data = {key: old[key] for key in ("unit", "claim") if old.get(key) is not None}
    bounds = [number + 0 for number in numbers if isinstance(number, int | float)]
    assumed = old.get("assumed")
    if isinstance(assumed, dict) and isinstance(earlier := assumed.get("range"), list | tuple):
        bounds += [number for number in earlier if isinstance(number, int | float)]
    span = [min(bounds), max(bounds)] if bounds else [0, 0]
    return {"value": value, **kept, "assumed": {"range": span, "reason": reason}}


def _unknown(part: str, known: Iterable[str], where: str, top: Data) -> InputError:
    near = close(part, known)
    if not near:
        same_end = [key for key in leaves(top) if key.rsplit(".", 1)[-1] == part]
        near = f"; did you mean {same_end[0]!r}?" if same_end else ""
    words = ", ".join(sorted(known))
    return InputError(where, f"the unknown key {part!r}", f"one of {words}{near}")
