"""A lesson, run once from top to bottom in a kernel of its own, by nobody in particular."""

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

__all__ = ["SiteError", "executed"]

TIMEOUT = 120  # seconds of real time for one cell
# Values and notes on the pages are this reader's, and never those of whoever makes them.
READER = "reader"


class SiteError(Exception):
    """The site cannot be made; the text says where, what was found, what was expected and what to do."""


def executed(lesson: Path) -> NotebookNode:
    """Return the lesson with its outputs. Raises SiteError where a cell fails or does not end."""
    notebook: NotebookNode = nbformat.read(lesson, as_version=4)
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as home:
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            kernel_name="python3",
            # Its warnings are nothing to whoever reads this.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": home}},
        )
        own = {"COURSE_HOME": home, "COURSE_LEARNER": READER, "IPYTHONDIR": home}
        try:
            client.execute(env={**os.environ, **own})
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            raise SiteError(
                f"{lesson}: found a cell that fails when the lesson is run; expected that all run to their end. "
                f"Run it in JupyterLab, and mend its text in authoring/lessons/. It said:\n{error}"
            ) from error
    return notebook
