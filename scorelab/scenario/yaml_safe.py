"""YAML in, nothing but plain data out.

A scenario file is a stranger's file. Only plain mappings, lists, strings, numbers,
true, false and null are read: no tags, no anchors, no aliases (with which a small file
can unfold to a huge one), no key twice, bounded size and depth. Dates stay strings.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from scorelab.errors import InputError

MOST_BYTES = 1_000_000
MOST_DEPTH = 20
MOST_NODES = 100_000

UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of characters that would not survive being written and read again."""

Path = tuple[str, ...]
"""Where something stands: keys from the top; a row of a table goes by its name."""

_INTEGER = re.compile(r"[-+]?[0-9](_?[0-9]){0,30}")
_FLOAT = re.compile(r"[-+]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """Plain data, and the line (from 1) on which each key stands."""

    data: object
    lines: dict[Path, int]


def scalar(text: str) -> bool | int | float | str | None:
    """An unquoted word as a number, true, false, null or a string."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number
    return text


def read(content: bytes, where: str) -> Document:
    """Read one document.

    Parameters
    ----------
    content : bytes
        The file, in UTF-8.
    where : str
        What messages call the file.

    Raises
    ------
    InputError
        If it is not YAML, or YAML that a scenario may not use.
    """
    if len(content) > MOST_BYTES:
        raise InputError(where, f"{len(content)} bytes", f"a file of at most {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(where, f"byte {error.start} that is not UTF-8", "a text file in UTF-8") from None
    try:
        return _Builder(yaml.parse(text, Loader=_Loader), where).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark is not None else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "something else"
        raise InputError(f"{where}{line}", problem, "YAML") from None


def unseen_in(text: str) -> str:
    """The first control character of a text, or nothing."""
    if text.isprintable():
        return ""
    controls = (each for each in text if unicodedata.category(each) in UNSEEN and each not in "\n\t")
    return next(controls, "")


def row_name(row: dict[str, object], table: Path) -> str | None:
    """What a table's row goes by: its name, or in a scheme's `lines` its number; None without either."""
    if isinstance(name := row.get("name"), str):
        return name
    number = row.get("number")
    return f"line {number}" if table[-1:] == ("lines",) and isinstance(number, int) else None


class _Builder:
    """Builds plain data from the events of YAML's parser."""

    def __init__(self, events: Iterator[yaml.Event], where: str) -> None:
        self.events = events
        self.where = where
        self.lines: dict[Path, int] = {}
        self.noted: list[Path] = []
        self.nodes = 0

    def document(self) -> Document:
        data: object = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refusal(event, "a second document", "one document a file")
                if event.tags:
                    raise self.refusal(event, "a %TAG directive", "plain YAML without tags")
                data = self.node(next(self.events), ())
        return Document(data, self.lines)

    def refusal(self, event: yaml.Event, found: str, expected: str) -> InputError:
        return InputError(f"{self.where} line {event.start_mark.line + 1}", found, expected)

    def node(self, event: yaml.Event, path: Path) -> object:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise self.refusal(event, f"more than {MOST_NODES} values", "a smaller file")
        if len(path) > MOST_DEPTH:
            raise self.refusal(event, f"nesting deeper than {MOST_DEPTH}", "a flatter file")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.refusal(event, "an anchor or alias (& or *)", "the value written out")
        if event.tag is not None:
            raise self.refusal(event, f"the tag {event.tag}", "plain YAML without tags")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        if unseen := unseen_in(event.value):
            raise self.refusal(event, f"the control character U+{ord(unseen):04X}", "text that can be seen")
        return scalar(event.value) if event.implicit[0] else event.value

    def note(self, path: Path, line: int) -> None:
        self.lines[path] = line
        self.noted.append(path)

    def mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, (*path, ""))
            if not isinstance(event, yaml.ScalarEvent) or not isinstance(key, str):
                raise self.refusal(event, "a key that is no word", "a word before the colon")
            if key in found:
                raise self.refusal(event, f"the key {key!r} a second time", "each key once")
            self.note((*path, key), event.start_mark.line + 1)
            found[key] = self.node(next(self.events), (*path, key))
        return found

    def sequence(self, path: Path) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = (*path, f"[{len(found) + 1}]")
            first = len(self.noted)
            self.note(place, event.start_mark.line + 1)
            row = self.node(event, place)
            self.rename(place, row, event, first)
            found.append(row)
        return found

    def rename(self, place: Path, row: object, event: yaml.Event, first: int) -> None:
        """Let the lines of a table's row go by the row's name, which no other row may have.

        The row's paths are those noted since the one numbered `first`.
        """
        if not isinstance(row, dict) or (name := row_name(row, place[:-1])) is None:
            return
        named = (*place[:-1], name)
        if named in self.lines:
            if name == row.get("name"):
                raise self.refusal(event, f"a second row named {name!r}", "each name once")
            raise self.refusal(event, f"a second {name}", "each number once")
        paths = self.noted[first:]
        del self.noted[first:]
        for path in paths:
            self.note((*named, *path[len(place) :]), self.lines.pop(path))
