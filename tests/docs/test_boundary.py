"""The boundary (docs/boundary.md), held by looking at every source file and every public signature."""

import ast
import inspect
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import scorelab

ROOT = Path(scorelab.__file__).parent
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in ROOT.rglob("*.py")
}

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip

READING = {"open", "read_text", "read_bytes", "read_csv", "read_parquet", "scan_parquet", "read_metadata"}

MAY_READ = {
    "cache.py": "the program's own sources",
    "claims/findings.py": "results of invented societies that ship with the program",
    "claims/registry.py": "the registry of claims that ships with the program",
    "cli.py": "nothing: it opens the null device",
    "experiment/ledger.py": "an experiment of scorelab's own, to go on with it",
    "published/figures.py": "the registry of published figures that ships with the program, and a user's own",
    "population/networks.py": "a bare graph",
    "population/pyramid.py": "the pyramid that ships with the program",
    "population/rates.py": "the rates of births and deaths that ship with the program",
    "population/tables.py": "published cells of ten or more",
    "population/texts.py": "the text of these two",
    "resume.py": "the scenario of an interrupted run of scorelab's own",
    "report/page.py": "the style sheet that ships with the program",
    "scenario/load.py": "scenario files",
    "society.py": "an imported graph or table, for its digest",
    "store/checkpoints.py": "checkpoints of a run of scorelab's own",
    "store/manifest.py": "a run of scorelab's own",
    "store/parts.py": "nothing: it holds a file locked",
    "store/run.py": "a run of scorelab's own",
    "user_rules/source.py": "rules of users' own: functions of whole numbers, which may read nothing",
}
"""Who may read a file, and which; a new way in must be entered here, for a reason."""

PERSONAL = {"passport", "phone", "email", "address", "plate", "surname", "dossier", "identity"}
JUDGING = {"score", "scores", "grade", "grades", "rating", "creditworthy", "trustworthy", "blacklist"}

MODEL = {"rules", "reference", "engine"}
READERS = {"scenario", "measures", "report", "stories", "store"}
"""Rooms that may speak of scores: those of the model, and those that read scenarios and stored runs."""
INSIDE = {
    *("w", "world", "self", "scheme", "grade", "person", "standing"),
    *("scenario", "run", "facts", "row", "rows", "subject", "series", "relation", "tables"),
}
"""What such a function begins with: a world, something that lies in one, or a scenario or stored run."""


def functions(tree):
    """Public functions and methods of a source file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def parameters(function):
    arguments = function.args
    every = (
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    )
    return [argument.arg for argument in every if argument is not None]


@pytest.mark.parametrize("file", sorted(SOURCES))
def test_nothing_speaks_to_a_network(file):
    imported = set()
    for node in ast.walk(SOURCES[file]):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module.split(".")[0])
    assert not imported & NETWORK


def called(tree):
    """The names of all functions and methods that a source file calls."""
    functions = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        for function in functions
    }


def test_files_are_read_only_where_it_is_known_what_comes_in():
    assert {file for file, tree in SOURCES.items() if called(tree) & READING} == set(MAY_READ)


@pytest.mark.parametrize("file", sorted(SOURCES))
def test_no_function_takes_personal_data(file):
    for function in functions(SOURCES[file]):
        words = {word for name in parameters(function) for word in name.split("_")}
        assert not words & PERSONAL, function.name


@pytest.mark.parametrize("file", sorted(SOURCES))
def test_scores_exist_only_inside_worlds_that_scorelab_drew(file):
    for function in functions(SOURCES[file]):
        if set(function.name.split("_")) & JUDGING:
            assert file.split("/")[0] in MODEL | READERS, function.name
            first = (parameters(function) or [""])[0]
            assert first in INSIDE, f"{function.name} begins with {first}, which is no part of a world"


def test_nobody_can_ask_for_a_judgment_from_outside():
    for name in scorelab.__all__:
        assert not set(name.lower().split("_")) & JUDGING


@pytest.mark.parametrize("name", scorelab.__all__)
def test_whoever_is_asked_about_was_drawn_in_a_run(name):
    verb = getattr(scorelab, name)
    taken = inspect.signature(verb).parameters
    if "person" in taken:
        assert next(iter(taken)) == "run"
        assert taken["person"].annotation in ("int", int)


def test_populations_come_from_a_seed():
    from scorelab.population import build
    from scorelab.population.networks import import_network

    for way_in in (build, import_network):
        assert "seed" in inspect.signature(way_in).parameters


def test_rooms_import_downwards_without_a_circle():
    rooms: dict[str, set[str]] = {}
    for file, tree in SOURCES.items():
        room = file.split("/")[0].removesuffix(".py")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scorelab."):
                rooms.setdefault(room, set()).add(str(node.module).split(".")[1])
    below = {room: others - {room} for room, others in rooms.items() if room != "__init__"}
    TopologicalSorter(below).prepare()


def test_kernels_take_the_compiler_from_where_it_knows_all_shared_functions():
    """Whoever took `njit` from Numba itself might compile before Numba has been told of them."""
    takes = {
        file
        for file, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "numba"
        if "njit" in {name.name for name in node.names}
    }
    assert takes == {"compiler.py", "compiled_parts.py"}
