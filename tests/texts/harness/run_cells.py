"""A text notebook's cells, run one after the other in this process: what a learner would see, as lines of text."""

import re

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from grader.build.text_notebook import read

__all__ = ["outputs_of"]

# Names of executions, messages and marks differ from run to run.
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32,}")


def outputs_of(root, path, body_of):
    """Run what ``body_of(cell)`` returns for each code cell of a notebook below `root`; return what came out, by line."""
    shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
    seen = {}
    for cell in read(path, (root / path).read_text(encoding="utf-8")).cells:
        if cell.kind == "code":
            with capture_output() as shown:
                ran = shell.run_cell(body_of(cell))
            ran.raise_error()
            forms = [str(value) for each in shown.outputs for value in each.data.values()]
            seen[cell.line] = _IDS.sub("id", "\n".join([shown.stdout, *forms]))
    return seen
