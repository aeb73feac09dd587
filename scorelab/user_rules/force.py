"""Putting a rules file in force: for a whole process, before the engine is loaded."""

import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

from numba import types
from numba.extending import overload

from scorelab.cache import use_cache
from scorelab.compiled import shared, signed
from scorelab.rules.replaceable import REPLACEABLE, Replaceable
from scorelab.user_rules.source import MODULE, RulesFile

_in_force: list[RulesFile] = []


def in_force() -> RulesFile | None:
    """The rules file in force in this process, if there is one."""
    return _in_force[0] if _in_force else None


def put_in_force(file: RulesFile) -> None:
    """Let a file's rules take the place of the built-in ones, for the rest of this process.

    Raises
    ------
    RuntimeError
        If the engine has been loaded already, or another file is in force.
    """
    if _in_force or any(name.startswith("scorelab.engine.") for name in sys.modules):
        raise RuntimeError("rules are put in force once, in a process that has not loaded the engine")
    names = file.namespace()
    sys.modules[MODULE] = _module_of(names)
    for function in file.functions(names).values():
        shared(function)
    replaced = {}
    for name, function_name in file.replaces.items():
        rule = REPLACEABLE[name]
        replaced[rule.built_in] = held_within_bounds(rule, names[function_name])
    _swap(replaced)
    use_cache(file.sha256)
    _in_force.append(file)


def held_within_bounds(rule: Replaceable, function: Callable[..., Any]) -> FunctionType:
    """A function that calls another in a rule's place: whole numbers in, a result within bounds out."""
    names = rule.parameters
    taken = ", ".join(f"whole({name})" if rule.takes_number(name) else name for name in names)
    called = f"users_function({taken})"
    held = f"{called} != 0" if rule.answers_yes_or_no else f"min(max({called}, {rule.least}), {rule.most})"
    known = {**vars(rule.module), "users_function": function, "whole": whole}
    exec(f"def {rule.attribute}({', '.join(names)}):\n    return {held}\n", known)
    return shared(known[rule.attribute])


def _module_of(names: dict[str, Any]) -> ModuleType:
    module = ModuleType(MODULE)
    module.__dict__.update(names)
    return module


def _swap(replaced: dict[Any, FunctionType]) -> None:
    """Put functions in place of others wherever a loaded module of the program names them."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "scorelab":
            for attribute, value in list(vars(module).items()):
                if isinstance(value, FunctionType) and value in replaced:
                    setattr(module, attribute, replaced[value])


def whole(number: int) -> int:
    """A number as a plain whole number: neither a truth value nor a numbered name."""
    return int(number)


@overload(whole, inline="always")
def _compiled_whole(number):  # type: ignore[no-untyped-def]  # Numba compares signatures
    if isinstance(number, types.IntEnumMember | types.EnumMember):
        return lambda number: signed(number.value)
    return lambda number: signed(number)
