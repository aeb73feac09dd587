"""Rules of users' own: a file of plain functions that replace named rules in both models (docs/rules.md)."""

from pathlib import Path

from scorelab.cache import is_cold
from scorelab.user_rules.check import check as check
from scorelab.user_rules.force import in_force as in_force
from scorelab.user_rules.force import put_in_force as put_in_force
from scorelab.user_rules.source import RulesFile as RulesFile
from scorelab.user_rules.source import read as read


def accepted(path: str | Path) -> RulesFile:
    """Read a rules file and try its rules; what has been compiled before has been tried before.

    Raises
    ------
    InputError
        If the file is not acceptable: see :func:`read` and :func:`check`.
    """
    file = read(path)
    if file != in_force() and is_cold(file.sha256):
        check(file)
    return file
