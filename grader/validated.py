"""What nbgrader's Validate shows of a report where it runs a notebook in a kernel, as it does in a kit.

nbgrader reads a number below full as "Partial credit", and says nothing else. An error it shows line by line, so a grade
cell that earns less than it could ends in one: its lines are the report's, and no traceback of ours.
"""

import os
import textwrap
from collections.abc import Iterator

__all__ = ["WIDTH", "NotAllPoints", "is_validating", "wrapped"]

WIDTH = 80  # nbgrader's command indents by 4 and cuts lines at 87


class NotAllPoints(Exception):  # noqa: N818  it says how an answer did, and is no fault of anybody's
    """A grade cell earns less than it could; the text says what was found."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython shows in the place of a traceback."""
        return list(wrapped(str(self)))


def is_validating() -> bool:
    """Tell whether nbgrader's Validate has started this process."""
    return bool(os.environ.get("NBGRADER_VALIDATING"))


def wrapped(text: str) -> Iterator[str]:
    """Yield the lines of a text, none longer than Validate shows."""
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        yield from textwrap.wrap(line, WIDTH, subsequent_indent=indent) or [""]
