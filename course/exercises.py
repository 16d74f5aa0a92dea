"""The exercises of a module, as the notebook that learners get names them."""

import json
import re
from functools import cache
from pathlib import Path

from course.syllabus import Module

__all__ = ["titles"]

ROOT = Path(__file__).resolve().parents[1]
_HEADING = re.compile(r"^## E(\d+): (.+)$", re.MULTILINE)


@cache
def titles(module: Module, root: Path = ROOT) -> dict[str, str]:
    """Return id (``m05.e1``) and title of each exercise in its order; nothing where this copy of the course has none."""
    try:
        cells = json.loads((root / "exercises" / module.stem / f"{module.stem}.ipynb").read_bytes())["cells"]
        prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # a kit for a class holds some of the modules; `course doctor` says what is damaged
    return {f"{module.id}.e{number}": title for number, title in _HEADING.findall(prose)}
