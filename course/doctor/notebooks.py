"""The learner's own notebooks: one that is cut short or empty cannot be opened."""

import json
from pathlib import Path

from course.called import called
from course.workspace import ROOT, deliver, replace

from .aside import set_aside
from .check import Finding

__all__ = ["notebooks"]

KEPT = "kept"


def notebooks(work: Path) -> Finding:
    """Every notebook in the work folder can be read."""
    found = sorted(path for place in ("lessons", "exercises") for path in (work / place).rglob("*.ipynb"))
    own = [path for path in found if ".ipynb_checkpoints" not in path.parts]
    broken = [path for path in own if not is_whole(path)]
    if not broken:
        return Finding(ok=True, found=f"{len(own)} notebooks can be read")
    names = ", ".join(path.relative_to(work).as_posix() for path in broken)
    return Finding(
        ok=False,
        found=f"not a whole notebook any more: {names}",
        means="It was cut short while it was saved, or changed by another program; JupyterLab cannot open it.",
        todo=f"{called('doctor --mend')}: puts it aside, and brings back the last state that JupyterLab kept, "
        "else the exercise as it was released",
        mender=lambda: "; ".join(_mend(path, work) for path in broken),
    )


def is_whole(path: Path) -> bool:
    """Tell whether this is a notebook that JupyterLab opens."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    cells = content.get("cells") if isinstance(content, dict) else None
    return isinstance(cells, list) and all(isinstance(cell, dict) and "source" in cell for cell in cells)


def _mend(path: Path, work: Path) -> str:
    name = path.relative_to(work).as_posix()
    kept = set_aside(path, work / KEPT).relative_to(work).as_posix()
    checkpoint = path.parent / ".ipynb_checkpoints" / f"{path.stem}-checkpoint.ipynb"
    if is_whole(checkpoint):
        replace(path, checkpoint.read_bytes())
        return f"{name} is as JupyterLab kept it last; the broken file is {kept}"
    deliver(work, ROOT)
    fresh = (
        "the course's own copy" if path.exists() else "gone from its place: the course has none of that name"
    )
    return f"{name} is {fresh}; the broken file is {kept}, and a text editor shows what can be read of it"
