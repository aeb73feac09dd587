"""How much of Python a rules file may use: functions of whole numbers, constants, names of rules and luck."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from enum import EnumMeta
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from scorelab.errors import InputError

MARK = "RULES"
"""The name in a rules file that says what it replaces."""

WHERE_TO_IMPORT = "math, scorelab.luck or scorelab.rules"

_STATEMENTS = (
    ast.FunctionDef, ast.Return, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.While, ast.If,
    ast.Expr, ast.Pass, ast.Break, ast.Continue, ast.Import, ast.ImportFrom,
)  # fmt: skip
_EXPRESSIONS = (
    ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Compare, ast.Call, ast.Constant, ast.Attribute,
    ast.Subscript, ast.Name, ast.Tuple, ast.Dict,
)  # fmt: skip
LARGEST_EXPONENT = 62

_CALLABLE = {"abs", "bool", "divmod", "int", "len", "max", "min", "range", "round", "sum"}
"""Built-in functions that a rules file may use."""


def imported_by(path: Path, tree: ast.Module) -> dict[str, Any]:
    """What the file's imports name; modules are copied, so that built-in rules stay within reach."""
    names: dict[str, Any] = {}
    for node in ast.walk(tree):
        where = f"{path} line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name != "math" and name.asname is None:
                    raise InputError(where, f"import {name.name}", _from_form(name.name))
                names[name.asname or name.name] = _module(where, name.name)
        elif isinstance(node, ast.ImportFrom):
            room = "." * node.level + (node.module or "")
            for name in node.names:
                if room == "scorelab.rules" or (room, name.name) == ("scorelab", "luck"):
                    names[name.asname or name.name] = _module(where, f"{room}.{name.name}")
                else:
                    module = _module(where, room)
                    names[name.asname or name.name] = _member(where, module, name.name)
    return names


def _from_form(name: str) -> str:
    if name == "scorelab.luck" or name.startswith("scorelab.rules."):
        return f"from {name} import ..."
    return f"an import of {WHERE_TO_IMPORT}"


def _module(where: str, name: str) -> ModuleType:
    inside = name == "scorelab.luck" or (name.startswith("scorelab.rules.") and name.count(".") == 2)
    if name != "math" and not inside:
        raise InputError(where, f"import of {name}", f"an import of {WHERE_TO_IMPORT}")
    try:
        module = import_module(name)
    except ImportError:
        raise InputError(where, f"import of {name}, which does not exist", "a file of rules") from None
    copied = ModuleType(name)
    copied.__dict__.update(vars(module))
    return copied


def _member(where: str, module: ModuleType, name: str) -> Any:
    """A function, number or set of numbered names that a module offers; nothing else may be taken."""
    value = getattr(module, name, None)
    is_function = isinstance(value, FunctionType) and (
        value.__module__ == "scorelab.luck" or value.__module__.startswith("scorelab.rules.")
    )
    offered = is_function or isinstance(value, int | EnumMeta) or (module.__name__ == "math" and value)
    if name.startswith("_") or not offered:
        raise InputError(where, f"{module.__name__}.{name}", "a rule, a function of luck or a whole number")
    return value


def look_at(path: Path, tree: ast.Module, imported: Mapping[str, Any]) -> None:
    """See that the file holds no more than rules need.

    Raises
    ------
    InputError
        That names the line, what stands there and what may.
    """
    known = _CALLABLE | set(imported) | set(_defined(tree))
    for statement in tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.Import | ast.ImportFrom):
            _look_at_constant(path, statement)
    owners = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in _below(tree):
        where = f"{path} line {getattr(node, 'lineno', 0)}"
        match node:
            case ast.FunctionDef():
                _look_at_function(where, node)
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) if name in imported:
                expected = f"another name for the import: import {name} as ..."
                raise InputError(where, f"{name}, which is imported as well", expected)
            case ast.Attribute():
                _look_at_attribute(where, node, imported)
            case ast.Subscript(ctx=ast.Store()):
                raise InputError(where, "a change of an argument", "a result that is returned")
            case ast.Constant(value=float() | complex()):
                raise InputError(where, repr(node.value), "a whole number: no fraction decides anything")
            case ast.BinOp(op=ast.Pow()) if not _is_small(node.right):
                raise InputError(
                    where, "a power", f"an exponent that is written out, 0 to {LARGEST_EXPONENT}"
                )
            case ast.Name(ctx=ast.Load()):
                if node.id not in known and (hasattr(builtins, node.id) or node.id.startswith("__")):
                    raise InputError(where, node.id, f"arithmetic and {', '.join(sorted(_CALLABLE))}")
                if isinstance(imported.get(node.id), ModuleType) and id(node) not in owners:
                    raise InputError(where, node.id, f"{node.id}. and a name in it")
            case ast.stmt() if not isinstance(node, _STATEMENTS):
                raise InputError(where, _named(node), "functions, constants and imports")
            case ast.expr() if not isinstance(node, _EXPRESSIONS):
                raise InputError(where, _named(node), "arithmetic of whole numbers")


def _is_small(exponent: ast.expr) -> bool:
    """Whether a power with this exponent is a whole number that a machine holds."""
    match exponent:
        case ast.Constant(value=int(number)):
            return 0 <= number <= LARGEST_EXPONENT
    return False


def _below(node: ast.AST) -> Iterator[ast.AST]:
    """Every node in the order of the text, annotations of types apart: they are never evaluated."""
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield child
                    yield from _below(child)


def _defined(tree: ast.Module) -> Iterator[str]:
    """The names that the file itself gives to something."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name


def _look_at_constant(path: Path, node: ast.stmt) -> None:
    where = f"{path} line {node.lineno}"
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Assign | ast.AnnAssign) and not is_text:
        raise InputError(where, _named(node), "functions, constants and imports")
    if any(isinstance(part, ast.Call) for part in ast.walk(node)):
        raise InputError(where, "a call outside any function", "functions, constants and imports")
    if any(isinstance(part, ast.Dict) for part in ast.walk(node)) and not is_mark(node):
        raise InputError(where, "a dictionary", f"no dictionary other than {MARK}")


def _look_at_function(where: str, node: ast.FunctionDef) -> None:
    given = node.args
    if node.decorator_list:
        raise InputError(where, f"a decorator of {node.name}", "none: functions are compiled as they are")
    if given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs or given.defaults:
        raise InputError(where, f"{node.name} with optional arguments", "arguments by name alone")
    if node.name == MARK or node.name.startswith("__"):
        raise InputError(where, f"a function {node.name}", "another name")


def _look_at_attribute(where: str, node: ast.Attribute, imported: Mapping[str, Any]) -> None:
    if not isinstance(node.ctx, ast.Load):
        raise InputError(where, f"a change of .{node.attr}", "a result that is returned")
    owner = imported.get(node.value.id) if isinstance(node.value, ast.Name) else None
    if isinstance(owner, ModuleType):
        _member(where, owner, node.attr)
    elif node.attr.startswith("_"):
        raise InputError(where, f".{node.attr}", "a name that the rule book has")


def _named(node: ast.AST) -> str:
    """What a statement or expression is called."""
    words: dict[type[ast.AST], str] = {ast.ClassDef: "a class", ast.JoinedStr: "a text"}
    return words.get(type(node), type(node).__name__.lower())


def is_mark(node: ast.stmt) -> bool:
    """Whether a statement says what the file replaces."""
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and node.target.id == MARK
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Name) and target.id == MARK for target in node.targets
    )
