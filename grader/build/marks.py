"""The short marks an author writes on a cell's marker line, and nbgrader's metadata, both ways.

======================================  ==============  ===================================================
mark                                    grade_id        the cell
======================================  ==============  ===================================================
``solution="m05.e1"``                   ``e1_solution`` a learner's answer, between nbgrader's two markers
``grade="m05.e1" points=10``            ``e1_grade``    one line that grades it
``locked="setup"``                      ``setup``       the course's own; read-only for learners
``tags=["..."]``                        none            any cell
======================================  ==============  ===================================================

nbgrader's metadata is its schema version 3 (``nbgrader/nbgraderformat/v3.json``).
"""

import json
import re
from typing import Any

__all__ = ["ASSIGNMENT_MARKS", "EXERCISE", "LESSON_MARKS", "cell_metadata", "marker_line", "marks_of"]

ASSIGNMENT_MARKS = ("solution", "grade", "points", "locked", "tags")
LESSON_MARKS = ("tags",)
EXERCISE = re.compile(r"(?P<module>m\d\d)\.(?P<exercise>e\d+)")


def cell_metadata(marks: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of a notebook cell for the marks of a text cell (which have been checked)."""
    metadata: dict[str, Any] = {"tags": marks["tags"]} if "tags" in marks else {}
    for role in ("solution", "grade", "locked"):
        if role in marks:
            metadata["nbgrader"] = _nbgrader(role, marks)
    return metadata


def marks_of(metadata: dict[str, Any], module: str | None) -> dict[str, Any] | None:
    """Return the marks that make this cell metadata, or None where no marks would."""
    marks: dict[str, Any] = {}
    if nbgrader := metadata.get("nbgrader"):
        name = str(nbgrader.get("grade_id", ""))
        if nbgrader.get("solution"):
            marks["solution"] = f"{module}.{name.removesuffix('_solution')}"
        elif nbgrader.get("grade"):
            marks["grade"] = f"{module}.{name.removesuffix('_grade')}"
            marks["points"] = nbgrader.get("points")
        else:
            marks["locked"] = name
    if tags := metadata.get("tags"):
        marks["tags"] = list(tags)
    return marks if cell_metadata(marks).get("nbgrader") == metadata.get("nbgrader") else None


def marker_line(kind: str, marks: dict[str, Any]) -> str:
    """Return the marker line of a text cell."""
    words = [
        f"{key}={json.dumps(marks[key], ensure_ascii=False)}" for key in ASSIGNMENT_MARKS if key in marks
    ]
    return " ".join(["# %%", *([] if kind == "code" else [f"[{kind}]"]), *words])


def _nbgrader(role: str, marks: dict[str, Any]) -> dict[str, Any]:
    written = str(marks[role])
    name = written if role == "locked" else f"{written.partition('.')[2]}_{role}"
    metadata = {
        "grade": role == "grade",
        "grade_id": name,
        "locked": role != "solution",
        "schema_version": 3,
        "solution": role == "solution",
        "task": False,
    }
    return metadata | ({"points": marks["points"]} if role == "grade" else {})
