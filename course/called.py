"""How the course is called by whoever reads its advice: with ``start.py``, or as the program ``course``."""

import os

__all__ = ["VARIABLE", "called"]

# Set by `start.py`, and taken away again by JupyterLab, in whose terminals the program `course` is found by its name.
VARIABLE = "COURSE_CALLED"


def called(command: str = "") -> str:
    """Return a command (``hint m01.e1``) as it is typed here: ``course hint m01.e1``, or behind ``python3 start.py``."""
    return f"{os.environ.get(VARIABLE) or 'course'} {command}".rstrip()
