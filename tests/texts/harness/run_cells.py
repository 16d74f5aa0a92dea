"""A text notebook's cells, run one after the other in a process of their own: what a learner would see, as lines of text."""

import json
import re
import subprocess
import sys

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from grader.build.text_notebook import read

__all__ = ["cells_of", "outputs_of", "ran"]

# Names of executions, messages and marks differ from run to run.
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32,}")


def outputs_of(root, path, body_of):
    """Run what ``body_of(cell)`` returns for each code cell of a notebook below `root`; return what came out, by line."""
    bodies = [(cell.line, body_of(cell)) for cell in cells_of(root, path)]
    done = subprocess.run(
        [sys.executable, __file__], input=json.dumps(bodies), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def cells_of(root, path):
    """Return the code cells of a notebook below `root`."""
    found = read(path, (root / path).read_text(encoding="utf-8")).cells
    return [cell for cell in found if cell.kind == "code"]


def ran(bodies):
    """Yield the line of each cell with what it has shown."""
    shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
    for line, body in bodies:
        with capture_output() as shown:
            ran = shell.run_cell(body)
        ran.raise_error()
        forms = [str(value) for each in shown.outputs for value in each.data.values()]
        yield line, _IDS.sub("id", "\n".join([shown.stdout, *forms]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(list(ran(json.load(sys.stdin)))))
