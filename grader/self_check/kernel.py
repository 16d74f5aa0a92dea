"""A notebook run in a kernel of its own, graded in full: everything in one process, as a learner works."""

import copy
import os
import tempfile

from nbclient import NotebookClient
from nbformat import NotebookNode

from grader.rooms.isolation import NOT_ISOLATED

from .outcomes import Outcome, outcomes

__all__ = ["LEVEL", "ran"]

TIMEOUT = 120
LEVEL = f"{NOT_ISOLATED} (a plain process): a notebook can read this user's files and reach the network"


def ran(notebook: NotebookNode, learner: str, *, strict: bool = False) -> list[Outcome]:
    """Run a notebook in a new kernel and return the outcome of each code cell. Notes that it takes are thrown away.

    With `strict` a defect of a check is an error. Raises what the kernel's client raises where the kernel dies.
    """
    notebook = copy.deepcopy(notebook)
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as home:
        settings = {
            "COURSE_GRADING": "full",
            "COURSE_LEARNER": learner,
            "COURSE_HOME": home,
            "COURSE_ENDPOINT": "",  # an answer is examined on the account in memory
        }
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            interrupt_on_timeout=True,
            allow_errors=True,
            kernel_name="python3",
            # Its warnings are nothing to whoever reads this.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            resources={"metadata": {"path": home}},
        )
        strictly = {"COURSE_STRICT": "1"} if strict else {}
        client.execute(env={**os.environ, **settings, **strictly, "IPYTHONDIR": home})
    return list(outcomes(notebook, {}))
