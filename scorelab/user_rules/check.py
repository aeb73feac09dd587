"""Trying a rules file: its functions must give whole numbers, and the same ones compiled.

Each rule is called with a few hundred combinations of arguments, by Python and compiled,
before anything is simulated.
"""

import re
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numba import int64, typeof, types
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError
from numba.core.ir import Assign
from numpy.typing import NDArray

from scorelab.compiler import njit
from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.rules.replaceable import REPLACEABLE, TABLES, WHOLE_TABLES, Replaceable
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.user_rules.source import RulesFile

TRIALS = 256
SCENARIO = "court-list-2023"
"""The rule book that rules are tried on."""

ROWS = 8
"""Rows of the tables that this scenario leaves empty."""

FLAG = (0, 1)
LARGE = (0, 1, 5_000_000, 1 << 62)
RATES = (0, 1, 40_000, 3_000_000, (1 << 28) - 1)
VALUES: dict[str, tuple[int, ...]] = {
    "seed": LARGE,
    "luck": LARGE,
    "person": (0, 1, 999_999),
    "contact": (0, 1, 999_999),
    "one": (0, 1, 999_999),
    "other": (2, 1_000_000),
    "purpose": (Purpose.DROPPING, Purpose.DROPPING_FOR_STANDING, Purpose.LEARNING),
    "safeguard": (1, 5, 14),
    "day": (0, 1, 200, 4_000),
    "month": (0, 1, 40),
    "age": (0, 17, 18, 40, 90),
    "income_fifth": (0, 1, 2, 3, 4),
    "fear": (0, 1, 2),
    "rate": RATES,
    "rest": RATES,
    "hardship": (0, 1, 2_500, 100_000),
    "points": (-500, -50, 0, 20, 1_000),
    "times": (500, 1_000, 3_000),
    "obeyed": (0, 1 << 31, 1 << 32),
    "finds_wrong": (0, 1 << 31, 1 << 32),
    "lifts_right": (0, 1 << 31, 1 << 32),
    "ground": (1, 2, 6),
    "says": (0, 1, 2),
    "refusal": (1, 2, 9),
    "payment": (1, 2),
    "fixed": (-1, 0, 1),
    "credit": (0, 300, 1_000),
    "behaviour": (0, 300, 1_000),
    "capacity": (-100, 300, 1_000),
    "traits": (0, 300, 1_000),
    "social": (-100, 300, 1_200),
    "moved": (-900, 0, 700),
    "this_year": (-300, 0, 300),
} | dict.fromkeys(
    (
        "aware", "shunned", "out_of_work", "owed", "told", "unable", "owes", "wronged", "assertive", "wrong",
        "manager", "parent", "settled", "scored", "in_law",
    ),
    FLAG,
)  # fmt: skip
"""Values that arguments are tried with, by name; others are small counts."""

OF_RULES: dict[str, tuple[int, ...]] = {
    "conduct.written_rate.fear": (0, 1, 2_500, 100_000),
    "hardship.raised.points": (0, 500, 30_000),
}
"""Values of arguments that mean something else in one rule."""

COUNTS = (0, 1, 2, 7)


Tables = Mapping[str, NDArray[np.void]]


def check(file: RulesFile) -> None:
    """Try every rule of a file.

    Raises
    ------
    InputError
        If a rule fails, gives no whole number, cannot be compiled, uses a fraction on its
        way, or gives another result when it is compiled.
    """
    tables = _tables()
    plain, compiled = file.namespace(), file.namespace()
    for name, function in file.functions(compiled).items():
        compiled[name] = njit(function)
    for name, function_name in file.replaces.items():
        trials = [_arguments(REPLACEABLE[name], tables, trial) for trial in range(TRIALS)]
        found = [_called(file, name, plain[function_name], arguments) for arguments in trials]
        kernel = _compiled(file, name, compiled[function_name], trials[0])
        _refuse_fractions(file.path, compiled)
        for arguments, expected in zip(trials, found, strict=True):
            if kernel(*arguments.values()) != expected:
                numbers = {key: value for key, value in arguments.items() if key not in TABLES}
                shown = ", ".join(f"{key}={value}" for key, value in numbers.items())
                raise InputError(
                    f"{file.path}, {name}",
                    f"{kernel(*arguments.values())} compiled but {expected} in Python, for {shown}",
                    "equal results: numbers below 2**63, luck only through happens, fraction or between",
                )


def _tables() -> Tables:
    """The arguments that are no numbers, by name."""
    book = rule_books(load(SCENARIO))[-1].engine()
    tables = {name: getattr(book, table) for name, table in TABLES.items()}
    for name, table in tables.items():
        if not len(table):
            one = tuple(np.ones(table.dtype[field].shape, np.int64) for field in table.dtype.names)
            tables[name] = np.array([one] * ROWS, table.dtype)
    return tables


def _arguments(rule: Replaceable, tables: Tables, trial: int) -> dict[str, Any]:
    """Arguments as the engine has them; which ones is a matter of luck."""
    arguments: dict[str, Any] = {}
    for place, name in enumerate(rule.parameters):
        choices: Any = OF_RULES.get(f"{rule.name}.{name}", VALUES.get(name, COUNTS))
        if name in WHOLE_TABLES:
            choices = (tables[name],)
        elif name in TABLES:
            choices = tables[name]
        which = between(draw(0, Purpose.NOTHING, place, trial), 0, len(choices) - 1)
        arguments[name] = choices[which]
    return arguments


def _readable(argument: Any) -> Any:
    """An argument as the reference has it."""
    if isinstance(argument, np.ndarray):
        return tuple(_readable(row) for row in argument)
    if isinstance(argument, np.void):
        names = argument.dtype.names or ()
        return SimpleNamespace(**{name: _plain(argument[name]) for name in names})
    return int(argument)


def _plain(value: Any) -> int | tuple[int, ...]:
    return tuple(value.tolist()) if isinstance(value, np.ndarray) else int(value)


def _called(file: RulesFile, name: str, function: Callable[..., Any], arguments: Mapping[str, Any]) -> int:
    """The result in Python."""
    try:
        result = function(*map(_readable, arguments.values()))
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(file.path)]
        where = f"{file.path} line {lines[-1]}, {name}" if lines else f"{file.path}, {name}"
        numbers = ", ".join(f"{key}={value}" for key, value in arguments.items() if key not in TABLES)
        found = str(error).replace("'types.SimpleNamespace' object", "the rule book")
        raise InputError(where, f"{found} ({type(error).__name__}) for {numbers}", "a whole number") from None
    if not isinstance(result, int | np.integer | np.bool_):
        kind = type(result).__name__
        shown = "nothing" if result is None else f"{result!r} ({kind})"
        raise InputError(f"{file.path}, {name}", f"{shown} as a result", "a whole number, or true or false")
    return int(result)


def _compiled(file: RulesFile, name: str, kernel: Dispatcher, example: Mapping[str, Any]) -> Dispatcher:
    """The rule compiled for the engine's arguments, and for no others."""
    kinds = tuple(typeof(value) if key in TABLES else int64 for key, value in example.items())
    try:
        kernel.compile(kinds)
    except NumbaError as error:
        where = f"{file.path} line {_line_of(file.path, error)}, {name}"
        raise InputError(where, f"what cannot be compiled ({_reason(error)})", "plain arithmetic") from None
    kernel.disable_compile()
    kind = kernel.overloads[kinds].signature.return_type
    if not isinstance(kind, types.Integer | types.Boolean):
        expected = "a whole number, or true or false, whatever the arguments"
        raise InputError(f"{file.path}, {name}", f"{kind} as a result", expected)
    return kernel


def _refuse_fractions(path: Path, names: Mapping[str, Any]) -> None:
    """See that no function of the file computes with fractions: they differ between machines."""
    for name, kernel in names.items():
        for found in kernel.overloads.values() if isinstance(kernel, Dispatcher) else ():
            notes = found.type_annotation
            for block in notes.blocks.values():
                for step in block.body:
                    if isinstance(step, Assign) and isinstance(notes.typemap[step.target.name], types.Float):
                        raise InputError(
                            f"{path} line {step.loc.line}, {name}",
                            "a fraction",
                            "whole numbers: // in place of /",
                        )


def _line_of(path: Path, error: NumbaError) -> int:
    """The last line of the file that the message names, or 1."""
    marks = re.findall(rf'File "{re.escape(str(path))}", line (\d+)', str(error))
    place = getattr(error, "loc", None)
    return int(marks[-1]) if marks else place.line if place else 1


def _reason(error: NumbaError) -> str:
    """The first line of the message that says something."""
    lines = [line.strip() for line in str(error.args[0] if error.args else error).splitlines()]
    telling = [
        line for line in lines if line and not line.startswith(("Failed in", "- Resolution", "During"))
    ]
    return telling[0] if telling else type(error).__name__
