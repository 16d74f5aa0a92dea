"""The program files whose strings learners read, and the catalogue that each belongs to."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .shown import codes

__all__ = ["PICTURES", "catalogue_of_program", "codes_of", "only_in", "programs"]

PICTURES, REPORTS, COMMANDS = "pictures", "reports", "commands"

# Files and folders below the checkout; a folder counts with all in it. Exercises' rubrics go to their modules.
PLACES = {
    PICTURES: (
        "course/widgets",
        "course/asl/translation",
        "course/cloud/event_pattern/reasons.py",
        "course/cloud/inventory",
    ),
    REPORTS: (
        "grader/checks",
        "grader/classroom/cells.py",
        "grader/classroom/rebuild.py",
        "grader/classroom/submission.py",
        "grader/notebook.py",
        "grader/rooms/examiner/grade_cell.py",
        "grader/rooms/examiner/lane.py",
        "grader/rubrics",
        "grader/validated.py",
    ),
    COMMANDS: (
        "course/cli.py",
        "course/doctor",
        "course/kit.py",
        "course/lab.py",
        "course/learner.py",
        "course/learner_file.py",
        "course/start_page.py",
        "course/syllabus.py",
        "course/workspace.py",
        "grader/plain_errors.py",
        "grader/program.py",
        "grader/self_check",
        "grader/study",
        "grader/to_aws",
    ),
}
# Files of those that hold data: the definition that the editor begins with.
_DATA = {"course/widgets/editor/beginning.py"}
# In these folders most strings are data: requests, names of states, what a learner's function is given. There only those
# count that stand in such a call, or are assigned to such a name.
ONLY_IN = {
    "grader/rubrics": frozenset({"Finding", "Need", "Scenario", "Situation", "finding", "refused", "where"})
}
# What else looks at strings of those: what is compared there is no text here.
_CODE = ("course", "grader")
_MODULE = re.compile(r"m\d\d")


def programs(root: Path) -> Iterator[Path]:
    """Yield the files that learners read of, relative to a checkout."""
    for places in PLACES.values():
        for place in places:
            found = sorted((root / place).rglob("*.py")) if (root / place).is_dir() else [root / place]
            names = (path.relative_to(root) for path in found)
            yield from (name for name in names if name.as_posix() not in _DATA)


def catalogue_of_program(path: Path) -> str:
    """Return the catalogue of a program file: that of its module, where it is in a module's folder."""
    if _MODULE.fullmatch(path.parent.name):
        return path.parent.name
    return next(
        name for name, places in PLACES.items() if any(path.is_relative_to(place) for place in places)
    )


def only_in(path: Path) -> frozenset[str]:
    """Return the calls and names in which alone a file's strings count; empty for all."""
    return next((names for place, names in ONLY_IN.items() if path.is_relative_to(place)), frozenset())


@cache
def codes_of(root: Path) -> frozenset[str]:
    """Return the strings that any program of a checkout compares or looks up."""
    files = (path for place in _CODE for path in sorted((root / place).rglob("*.py")))
    return codes(ast.parse(path.read_text(encoding="utf-8")) for path in files)
