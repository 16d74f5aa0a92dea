"""An exercise out of a learner's own notebook into a folder of its own, whole or not at all."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course import learner
from grader.checks import Keys
from grader.study.answer import answer
from grader.study.places import StudyError, module, notebook
from grader.study.solutions import opened

from .apart import Ran, export_notebook
from .instructions import instructions
from .ways import way

__all__ = ["TakenOut", "take_out"]


@dataclass(frozen=True)
class TakenOut:
    """What was written where, and how the process was shut in that ran the learner's cells."""

    folder: Path
    ran: Ran

    @property
    def files(self) -> list[str]:
        """The files, by path below the folder."""
        return sorted(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()
        )


def take_out(exercise: str, folder: Path, work: Path, *, solution: bool = False) -> TakenOut:
    """Export a learner's answer (with `solution` the course's, once that may be opened) into a new or empty folder.

    Raises StudyError where nothing can be exported, or there is something in the folder; and what `export_notebook` raises.
    """
    way(exercise)
    of = module(exercise)
    path = notebook(of, work)
    theirs = opened(of, exercise) if solution else None
    answer(path, exercise)  # says what is wrong with the file, if something is
    _refuse_full(folder)
    keys = Keys(values=learner.values_key(exercise))
    with tempfile.TemporaryDirectory(prefix="course-export-", ignore_cleanup_errors=True) as name:
        ran = export_notebook(path, exercise, Path(name), learner.current().id, keys, theirs)
        for file, text in instructions(ran.found, solution=solution).items():
            (Path(name) / file).write_text(text, encoding="utf-8", newline="\n")
        shutil.copytree(name, folder, dirs_exist_ok=True)
    return TakenOut(folder, ran)


def _refuse_full(folder: Path) -> None:
    what = "something other than a folder is there" if folder.exists() and not folder.is_dir() else ""
    if folder.is_dir() and any(folder.iterdir()):
        what = "it holds files already"
    if what:
        raise StudyError(
            f"{folder}: {what}; expected a folder that is new or empty, so that nothing of yours is overwritten. Name another, "
            "or move this one away."
        )
