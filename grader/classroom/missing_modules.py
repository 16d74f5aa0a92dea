"""A cell that imports what only its learner's machine has: said in words, since Python's own name no remedy.

A file beside the notebook is the usual one: it works in JupyterLab, and neither pays nor is found where it is graded.
"""

import re

__all__ = ["missing_module"]

# As Python says it. Whatever else a learner's process may claim is none of it.
MISSING = re.compile(r"ModuleNotFoundError: No module named '(\w{1,80})[\w.]{0,200}'")


def missing_module(cell: str, error: str) -> str:
    """Return what to say of a cell that ended in an `error` (its name, a colon, its message); nothing where it missed no module.

    `cell` is what the cell is called.
    """
    found = MISSING.fullmatch(error)
    if not found:
        return ""
    return (
        f"{cell} imports `{found[1]}`, which is not found where this is graded: only the notebook's cells run there, "
        "with the packages that the course installs and no file from beside the notebook. "
        "Put its code into a cell of the notebook, or do without it, and hand in again."
    )
