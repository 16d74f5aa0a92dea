"""A signature in each generated notebook, by which an edit is told from a run."""

import hashlib
import json
from typing import Any, NamedTuple

from nbformat import NotebookNode

__all__ = ["FOOT", "NOTICE", "Content", "edited", "fingerprint", "signed", "substance"]

# The id of the cell that tells a person where a notebook comes from; it is the build's, and nobody's work.
NOTICE = "made-from"
# The id of the cell that ends each module's lesson; it is the build's, too.
FOOT = "foot"


class Content(NamedTuple):
    """What a person writes in one cell."""

    kind: str
    source: str
    id: str
    nbgrader: dict[str, Any] | None
    tags: list[str] | None


def substance(notebook: NotebookNode) -> list[Content]:
    """Return what a person writes in a notebook, cell by cell.

    Outputs, execution counts, view settings and the kernel's description come from running and looking. So do empty
    cells at the end: JupyterLab adds one when the last cell is run.
    """
    cells = [cell for cell in notebook.cells if cell.get("id") not in (FOOT, NOTICE)]
    while cells and not cells[-1].source.strip() and not cells[-1].metadata.get("nbgrader"):
        cells.pop()
    return [
        Content(
            cell.cell_type,
            cell.source,
            cell.get("id", ""),
            cell.metadata.get("nbgrader"),
            cell.metadata.get("tags") or None,
        )
        for cell in cells
    ]


def fingerprint(notebook: NotebookNode) -> str:
    """Return the SHA-256 of a notebook's substance, in hexadecimal."""
    return hashlib.sha256(json.dumps(substance(notebook), sort_keys=True).encode()).hexdigest()


def signed(notebook: NotebookNode) -> str | None:
    """Return the fingerprint that a notebook was generated with, None where it carries none."""
    course = notebook.metadata.get("course")
    return course.get("fingerprint") if isinstance(course, dict) else None


def edited(notebook: NotebookNode) -> bool:
    """Tell whether a notebook is no longer what was generated (or never was generated)."""
    return signed(notebook) != fingerprint(notebook)
