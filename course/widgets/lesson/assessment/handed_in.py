"""The file in which answers travel with a submission: `assessment.json`, beside the exercises of a module.

It holds answers and no points, since points are counted by whoever reads it; nothing is graded by it. It is written
into a work folder that the course has filled, or where one is named; nowhere else.
"""

import json
import tempfile
from pathlib import Path

from course.syllabus import syllabus
from course.workspace import MEMORY

from .blueprint import blueprint
from .taken import Taken

__all__ = ["FILE", "folder_for", "write"]

FILE = "assessment.json"
_LEVELS = 3  # folders in which the work folder is looked for: that of a notebook, and those around it


def folder_for(form: str, start: Path) -> Path | None:
    """Return the exercises' folder beside which answers to a form are put, seen from where a notebook is; None without one."""
    stem = syllabus().module(blueprint().taken_in[form]).stem
    for work in [start, *start.parents][:_LEVELS]:
        if (work / MEMORY).is_file() and (work / "exercises" / stem).is_dir():
            return work / "exercises" / stem
    return None


def write(form: str, taken: Taken, folder: Path) -> bool:
    """Write the answers, and tell whether that was possible; the file is replaced whole."""
    content = {"assessment": form, "finished": taken.finished, "answers": taken.as_data()["answers"]}
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=folder, suffix=".tmp", delete=False
        ) as new:
            json.dump(content, new, indent=1, sort_keys=True)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(folder / FILE)
    except OSError:
        return False
    return True
