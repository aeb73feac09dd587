"""Reading a rules file: what it says it replaces, with which functions.

A rules file is Python, but only as much of it as a rule needs: functions of whole
numbers, constants, and the names that rules and luck offer. It opens nothing and calls
nothing while it is read, and its rules see their arguments alone.
"""

import __future__

import ast
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from scorelab.errors import InputError
from scorelab.rules.replaceable import REPLACEABLE
from scorelab.user_rules.allowed import MARK, imported_by, is_mark, look_at

MODULE = "scorelab_rules_file"
"""The name under which a file in force is a module: compiled kernels that were kept look it up."""

LONGEST = 1_000_000
"""Bytes of the longest file that is read."""


@dataclass(frozen=True)
class RulesFile:
    """A rules file that has been read; equal texts are equal files.

    Attributes
    ----------
    path : Path
        Where it stands.
    text : bytes
        The whole of it.
    code : code
        What it compiles to, imports apart.
    imported : dict
        What its imports name.
    replaces : dict
        Names of rules, with the names of the file's functions.
    """

    path: Path = field(compare=False)
    text: bytes
    code: CodeType = field(compare=False, repr=False)
    imported: Mapping[str, Any] = field(compare=False, repr=False)
    replaces: Mapping[str, str] = field(compare=False)

    @property
    def sha256(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.text).hexdigest()

    def identification(self) -> dict[str, Any]:
        """What a run's manifest keeps of it."""
        return {"file": self.path.name, "sha256": self.sha256, "replaces": sorted(self.replaces)}

    def namespace(self) -> dict[str, Any]:
        """The file's functions and constants, made anew."""
        names: dict[str, Any] = {"__name__": MODULE, **self.imported}
        exec(self.code, names)
        return names

    def functions(self, names: Mapping[str, Any]) -> dict[str, FunctionType]:
        """Those functions of a namespace that the file defines."""
        return {
            name: value
            for name, value in names.items()
            if isinstance(value, FunctionType) and value.__globals__ is names
        }


def read(path: str | Path) -> RulesFile:
    """Read a rules file; it is looked at, and nothing in it is called.

    Raises
    ------
    InputError
        If there is no such file, it is no Python, does more than a rule needs, or does not
        say which rules it replaces with which signatures.
    """
    path = Path(path)
    text = _text(path)
    try:
        tree = ast.parse(text, str(path))
        return _understood(path, text, tree)
    except RecursionError:
        raise InputError(str(path), "an expression of too many parts", "shorter expressions") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        found = getattr(error, "msg", None) or str(error)
        raise InputError(f"{path} line {line}", f"what is no Python ({found})", "a Python file") from None


def _understood(path: Path, text: bytes, tree: ast.Module) -> RulesFile:
    imported = imported_by(path, tree)
    look_at(path, tree, imported)
    replaces = _replaced(path, tree)
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    tree.body = [node for node in body if not is_mark(node)]
    try:
        code = compile(tree, str(path), "exec", __future__.annotations.compiler_flag, dont_inherit=True)
        found = RulesFile(path, text, code, imported, replaces)
        found.namespace()
    except Exception as error:
        raise InputError(str(path), f"what cannot be read ({error})", "functions and constants") from None
    return found


def _text(path: Path) -> bytes:
    expected = "a Python file with rules of your own (see docs/rules.md)"
    try:
        if path.is_file() and path.stat().st_size > LONGEST:
            raise InputError(str(path), f"{path.stat().st_size:,} bytes", f"at most {LONGEST:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"that it cannot be read ({error.strerror or error})", expected) from None


def _replaced(path: Path, tree: ast.Module) -> dict[str, str]:
    """What the file says it replaces, each with its signature."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    marks = [node for node in tree.body if is_mark(node)]
    form = f'{MARK} = {{"contacts.drops_tie": drops_tie}}'
    if len(marks) != 1:
        raise InputError(str(path), f"{len(marks) or 'no'} {MARK}", f"one line such as {form}")
    mark = marks[0]
    where = f"{path} line {mark.lineno}"
    value = mark.value if isinstance(mark, ast.Assign | ast.AnnAssign) else None
    if not isinstance(value, ast.Dict) or not value.keys:
        raise InputError(where, f"{MARK} that names no rule", form)
    replaces: dict[str, str] = {}
    for key, function in zip(value.keys, value.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        if not isinstance(name, str) or name not in REPLACEABLE:
            shown = repr(name) if key is not None else "**"
            raise InputError(f"{where}, {MARK}", f"{shown}, no rule that can be replaced", _nearest(name))
        if not isinstance(function, ast.Name) or function.id not in functions:
            raise InputError(f"{where}, {name}", ast.unparse(function), "a function that the file defines")
        if name in replaces:
            raise InputError(f"{where}, {name}", "two functions", "one")
        _compare(path, name, functions[function.id])
        replaces[name] = function.id
    return replaces


def _compare(path: Path, name: str, function: ast.FunctionDef) -> None:
    found = tuple(argument.arg for argument in function.args.args)
    expected = REPLACEABLE[name].parameters
    if found != expected:
        raise InputError(
            f"{path} line {function.lineno}, {name}",
            f"{function.name}({', '.join(found)})",
            f"{function.name}({', '.join(expected)})",
        )


def _nearest(name: object) -> str:
    near = get_close_matches(str(name), REPLACEABLE, 3, 0.5)
    near += [other for other in REPLACEABLE if other not in near and other.endswith(f".{name}")]
    return f"{' or '.join(near)} (docs/rules.md lists all)" if near else "a name that docs/rules.md lists"
