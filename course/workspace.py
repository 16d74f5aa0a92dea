"""Brings lessons and exercises into a learner's work folder, again after each update, and loses nothing of theirs.

A copy that the learner has not changed is renewed. A changed one stays, and the course's new version is put beside it.
What was last delivered is remembered by its hash, in one small file in the work folder.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MEMORY", "ROOT", "Delivery", "WorkspaceError", "deliver", "replace"]

ROOT = Path(__file__).resolve().parents[1]
MEMORY = ".delivered.json"


class WorkspaceError(RuntimeError):
    """The work folder cannot be filled; the message says what to do."""


@dataclass(frozen=True)
class Delivery:
    """What happened to one file of the course: ``new``, ``renewed``, or ``beside`` a changed one (then `kept`).

    Paths are relative to the work folder. Files with nothing to do have no delivery.
    """

    path: Path
    action: str
    kept: Path | None = None

    @property
    def sentence(self) -> str:
        """What the learner should know, empty where nothing needs saying."""
        if self.kept is None:
            return ""
        return (
            f"You have changed {self.kept.as_posix()}, so it stays as it is. "
            f"The course has a newer version, which now lies beside it: {self.path.name}."
        )


def deliver(work: Path, root: Path = ROOT) -> list[Delivery]:
    """Copy the lessons and exercises of the checkout `root` into `work`. Raises `WorkspaceError`."""
    try:
        work.mkdir(parents=True, exist_ok=True)
        memory = _remembered(work)
        try:
            return [
                delivery
                for source, target in _course_files(root)
                if (delivery := _deliver_one(source, work, target, memory))
            ]
        finally:
            replace(work / MEMORY, json.dumps(memory, indent=1, sort_keys=True).encode())
    except OSError as error:
        raise WorkspaceError(
            f"Your work folder {work} cannot be written ({error.strerror or error}). "
            "Give yourself the right to write there, or name another folder with --folder."
        ) from error


def _course_files(root: Path) -> Iterator[tuple[Path, Path]]:
    for lesson in sorted((root / "course" / "lessons").glob("*.ipynb")):
        yield lesson, Path("lessons", lesson.name)
    exercises = root / "exercises"
    for file in sorted(exercises.glob("*/**/*")):
        inside = file.relative_to(exercises)
        if file.is_file() and not any(part.startswith((".", "__")) for part in inside.parts):
            yield file, Path("exercises", inside)


def _deliver_one(source: Path, work: Path, target: Path, memory: dict[str, str]) -> Delivery | None:
    content = source.read_bytes()
    new, last = _fingerprint(content), memory.get(target.as_posix())
    there = _fingerprint_at(work / target)
    if there is None or (there == last != new):
        replace(work / target, content)
        memory[target.as_posix()] = new
        return Delivery(target, "new" if there is None else "renewed")
    if new in (there, last):
        memory[target.as_posix()] = new
        return None
    # The learner's own version: it stays, and the course's goes to the first place beside it that is free
    # or that still holds what was put there before.
    for beside in _places_beside(target):
        at_beside, last_beside = _fingerprint_at(work / beside), memory.get(beside.as_posix())
        if at_beside is None or at_beside in (last_beside, new):
            replace(work / beside, content)
            memory[beside.as_posix()] = memory[target.as_posix()] = new
            return Delivery(beside, "beside", kept=target)
    return None


def _places_beside(target: Path) -> Iterator[Path]:
    yield target.with_name(f"{target.stem}-new-version{target.suffix}")
    for number in range(2, 1000):
        yield target.with_name(f"{target.stem}-new-version-{number}{target.suffix}")


def _fingerprint(content: bytes) -> str:
    """A hash of what a person writes.

    A notebook that was only run is not a changed one: it holds outputs, and where the last cell was run with Shift+Enter, an
    empty cell that JupyterLab has added.
    """
    try:
        cells = json.loads(content)["cells"]
        written = [(cell["cell_type"], "".join(cell["source"]), cell.get("attachments")) for cell in cells]
        written = [cell for cell in written if cell[1].strip() or cell[2]]
        content = json.dumps(written, sort_keys=True).encode()
    except (ValueError, KeyError, TypeError):
        pass  # not a notebook, or no longer one: every byte counts
    return hashlib.sha256(content).hexdigest()


def _fingerprint_at(path: Path) -> str | None:
    return _fingerprint(path.read_bytes()) if path.exists() else None


def _remembered(work: Path) -> dict[str, str]:
    """What was delivered before. Where that is lost, every file counts as the learner's own, which is the safe side."""
    try:
        memory = json.loads((work / MEMORY).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(memory, dict):
        return {}
    return {path: last for path, last in memory.items() if isinstance(last, str)}


def replace(path: Path, content: bytes) -> None:
    """Replace a file whole, so that an interruption leaves either the old one or the new one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
