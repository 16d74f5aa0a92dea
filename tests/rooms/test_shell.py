"""IPython without a kernel: what it leaves of a cell, and that a warm one is like a new one."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# In a process of its own: a shell changes what belongs to all of its process.
LOOKS = """
import json, sys
from grader.rooms.learner.shell import Shell

def state():
    told = [name for name in vars(sys) if name.startswith("last_")]
    return [sorted(map(str, shell.names)), told, shell._shell.execution_count]

shell = Shell()
before = state()
shell.warm_up()
loaded = set(sys.modules)
print(json.dumps({
    "before": before,
    "after": state(),
    "error": shell.run("1 / 0"),
    "fresh": sorted(set(sys.modules) - loaded),
}))
"""


def _looked():
    done = subprocess.run(
        [sys.executable, "-c", LOOKS],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return json.loads(done.stdout)


def test_a_warm_shell_has_nothing_that_a_new_one_has_not_and_loads_nothing_for_an_error():
    found = _looked()

    assert found["before"] == found["after"]
    assert [output["ename"] for output in found["error"]] == ["ZeroDivisionError"]
    assert found["fresh"] == []
