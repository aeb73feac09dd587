"""An edited rule is compiled anew, never answered from kernels of the rule as it was."""

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import scorelab
from scorelab.cache import SOURCES, common_folder
from scorelab.scenario.load import resolve_yaml
from tests.engine.worlds import OFTEN, people_of, scenario

PACKAGE = Path(scorelab.__file__).parent
BOTH = """
import pickle, sys
from pathlib import Path
from scorelab.engine.simulate import simulate
from scorelab.reference.simulate import simulate as refer
from scorelab.scenario.load import load
folder = Path(sys.argv[1])
world = load(folder / "world.yaml")
population = pickle.loads((folder / "population").read_bytes())
print(simulate(world, population, lambda journal, causes: None, threads=1).digest)
print(refer(world, population).digest)
"""


@pytest.mark.long
def test_an_edited_rule_is_never_answered_from_the_cache(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "scorelab", ignore=shutil.ignore_patterns("__pycache__"))
    world = scenario(changes=OFTEN, people=60, days=150, seed=2)
    (tmp_path / "world.yaml").write_text(resolve_yaml(world), encoding="utf-8")
    # People are built here: their kernels need not be compiled as well.
    (tmp_path / "population").write_bytes(pickle.dumps(people_of(world)))
    engine, reference = digests(tmp_path)
    assert engine == reference
    rule = tmp_path / "scorelab" / "rules" / "court.py"
    text = rule.read_text(encoding="utf-8")
    constant = "LATEST_WAIT = 7300"
    assert text.count(constant) == 1
    rule.write_text(text.replace(constant, "LATEST_WAIT = 20"), encoding="utf-8")
    edited_engine, edited_reference = digests(tmp_path)
    assert edited_reference != reference
    assert edited_engine == edited_reference


def test_another_copy_of_the_program_does_not_take_itself_for_compiled(tmp_path):
    for name in ("__init__.py", "cache.py", *SOURCES):
        source, copy = PACKAGE / name, tmp_path / "scorelab" / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(source, copy)
    asked = "from scorelab.cache import common_folder; print(common_folder())"
    printed = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    own, other = common_folder(), Path(printed.stdout.strip())
    assert own.parent == other.parent
    assert own.name.split("-")[0] == other.name.split("-")[0]
    assert own != other


def digests(folder: Path) -> tuple[str, str]:
    """Digests of engine and reference, by the package that stands in a folder."""
    # What the compiler leaves undone costs time, not results.
    environment = os.environ | {"NUMBA_OPT": "0", "PYTHONPATH": str(folder)}
    environment["SCORELAB_CACHE"] = str(folder / "cache")
    done = subprocess.run(
        [sys.executable, "-c", BOTH, str(folder)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    engine, reference = done.stdout.split()
    return engine, reference
