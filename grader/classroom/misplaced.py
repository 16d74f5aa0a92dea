"""Notebooks that lie where no submission is looked for: nobody would miss them until a learner asks."""

import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI

from .submission import shown

__all__ = ["misplaced"]

NAMED = 5


def misplaced(course: NbGraderAPI) -> list[str]:
    """Return a sentence for each of the first notebooks that are in no assignment's folder, and one for how many more.

    A submission is `classroom/submitted/ID/ASSIGNMENT/`, and what lies deeper belongs to it. Links are not followed.
    """
    directory = course.coursedir
    root = Path(directory.root)
    submitted = Path(directory.format_path(directory.submitted_directory, "x", "x")).parents[1]
    found = sorted(_notebooks(submitted, course.get_source_assignments())) if submitted.is_dir() else []
    place = submitted.relative_to(root)
    said = [
        f"`{shown(path, root)}` is graded by nobody: a submission is in `{place}/ID/ASSIGNMENT/`. Move it there, and run "
        "the same command again."
        for path in found[:NAMED]
    ]
    more = len(found) - len(said)
    return [*said, f"{more} other notebooks in `{place}` are in no such folder, either."] if more else said


def _notebooks(submitted: Path, assignments: Collection[str]) -> Iterator[Path]:
    """Yield the notebooks in `submitted`, in the learners' folders, and in folders there that are no assignment's."""
    yield from _in(submitted)
    for learner in _folders(submitted):
        yield from _in(learner)
        for folder in _folders(learner):
            if folder.name not in assignments:
                yield from _in(folder)


def _in(folder: Path) -> Iterator[Path]:
    """Yield the notebooks that lie in a folder itself; of one that cannot be read nobody knows any."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(each) for each in entries if each.name.endswith(".ipynb"))


def _folders(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder, without hidden ones, which programs make for themselves."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (
            Path(each)
            for each in entries
            if each.is_dir(follow_symlinks=False) and not each.name.startswith(".")
        )
