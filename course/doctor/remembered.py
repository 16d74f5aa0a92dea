"""What is remembered of the learner: notes, their made-up name, and JupyterLab's open tabs."""

import json
from pathlib import Path

from course import learner
from course.called import called
from course.learner_file import MISSING, WHERE, LearnerFileError

from .aside import set_aside
from .check import Finding

__all__ = ["layouts", "notes"]


def notes(_work: Path) -> Finding:
    """Who the learner is, and their notes, can be read; nothing here reads them through the store, which sets aside."""
    home = learner.home()
    broken = [
        path for path in (home / "self.json", *sorted(home.glob("notes/*.json"))) if not _readable(path)
    ]
    broken = [path for path in broken if ".unreadable" not in path.name]
    if broken:
        return Finding(
            ok=False,
            found=f"cannot be read: {', '.join(map(str, broken))}",
            means="Points, hints and answers in it are not known to the course; what you wrote in notebooks is not in there.",
            todo=f"{called('doctor --mend')}: puts it aside, and saves your name if it can be found",
            mender=lambda: "; ".join(_mend(path) for path in broken),
        )
    try:
        who = learner.current()
    except LearnerFileError as error:
        return Finding(
            False, str(error), "The course does not know whose values to show.", "Ask your instructor for it."
        )
    if learner.is_missed():
        return Finding(
            ok=True,
            found=MISSING,
            means="The values in your exercises need not be those that you are graded by; an exam shows none.",
            todo=f"{WHERE}, then start again.",
            noted=True,
        )
    return Finding(ok=True, found=f"you are {who.id}, and your notes are in {who.folder}")


def layouts(_work: Path) -> Finding:
    """What JupyterLab keeps of open tabs can be read; else it opens with an error, or empty."""
    found = sorted((learner.home() / "layouts").glob("*/*.jupyterlab-workspace"))
    broken = [path for path in found if not _readable(path)]
    if not broken:
        return Finding(ok=True, found="JupyterLab's open tabs can be read")
    return Finding(
        ok=False,
        found=f"cannot be read: {', '.join(map(str, broken))}",
        means="JupyterLab could not open its tabs of last time. No work is in it.",
        todo=f"{called('doctor --mend')}: puts it aside",
        mender=lambda: "; ".join(f"put aside as {_aside(path)}" for path in broken),
    )


def _readable(path: Path) -> bool:
    try:
        return isinstance(json.loads(path.read_bytes()), dict)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def _mend(path: Path) -> str:
    name = _name_in(path) if path.name == "self.json" else ""
    kept = _aside(path)
    if not name:
        return f"put aside as {kept}"
    learner.Store(path).put("name", name)
    return f"put aside as {kept}; you are {name}, as before"


def _aside(path: Path) -> Path:
    return set_aside(path, learner.home() / "set-aside")


def _name_in(path: Path) -> str:
    """Return the made-up name: the one whose notes are there; with notes of more than one, the latest."""
    written = sorted(path.parent.glob("notes/*.json"), key=lambda each: each.stat().st_mtime, reverse=True)
    for each in written:
        try:
            name = bytes.fromhex(each.stem).decode()
        except ValueError:
            continue
        if name.startswith("self-"):
            return name
    return ""
