"""Rules files, and the command line as users meet it."""

import re
from pathlib import Path

import pytest

from scorelab.rules.replaceable import REPLACEABLE
from tests.cli.conftest import refused, scorelab

__all__ = ["refused", "scorelab"]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
DROPS_TIE = "p, layer, seed, purpose, contact, luck, fear"


@pytest.fixture(scope="session")
def example() -> str:
    """The rules file that the documentation shows."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="session")
def identical() -> str:
    """A rules file that replaces every rule by one that asks the built-in one."""
    imports, functions, marks = set(), [], []
    for rule in REPLACEABLE.values():
        room, function = rule.name.split(".")
        arguments = ", ".join(rule.parameters)
        called = f"built_in_{room}_{function}"
        imports.add(f"from scorelab.rules.{room} import {function} as {called}\n")
        functions.append(f"def {room}_{function}({arguments}):\n    return {called}({arguments})\n\n")
        marks.append(f"    {rule.name!r}: {room}_{function},\n")
    return f"{''.join(sorted(imports))}\n{''.join(functions)}\nRULES = {{\n{''.join(marks)}}}\n"
