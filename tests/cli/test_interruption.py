"""Ctrl-C: one line, exit status 1, nothing left."""

import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import SCORELAB, environment, options

PATIENCE = 120
"""Seconds after which a process that does not get going counts as hanging."""


def wait_for(condition, process):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < end
        try:
            process.wait(0.01)
        except subprocess.TimeoutExpired:
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_is_removed(tmp_path, stored, how):
    process = subprocess.Popen(
        [*SCORELAB, "run", "court-list-2023", *options({}, people=400_000), "--out", "new/run"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(lambda: list(tmp_path.glob("new/.run.unfinished-*/journal.parquet")), process)
        process.send_signal(how)
        printed, said = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert printed == ""
    assert said.splitlines()[-1] == "scorelab: interrupted; nothing is left of what was unfinished"
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
