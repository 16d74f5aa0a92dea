"""An error of the learner's own code in a few lines: where it came from in that code, and what it says.

The frames of the lab, of Python and of installed packages are left out: they are not where the mistake is.
"""

import site
import sysconfig
import traceback
from pathlib import Path
from types import TracebackType

__all__ = ["explained"]

_OTHERS = tuple(
    f"{Path(str(place)).resolve()}/"
    for place in {
        Path(__file__).parents[2],
        *site.getsitepackages(),
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
    }
)
MOST = 6  # frames; of more, the innermost


def explained(error: BaseException) -> list[str]:
    """Return a line for each of the learner's frames, outermost first, and at the end the error in words."""
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return [*_frames(error.__traceback__), said[:2000]]


def _frames(trace: TracebackType | None) -> list[str]:
    own = [each for each in traceback.extract_tb(trace) if not _is_of_others(each.filename)]
    lines = []
    for frame in own[-MOST:]:
        where = "your cell" if frame.name == "<module>" else frame.name
        lines.append(f"in {where}, line {frame.lineno}: {frame.line}".removesuffix(": "))
    return lines


def _is_of_others(filename: str) -> bool:
    return filename.startswith(("<frozen", "<string>")) or str(Path(filename).resolve()).startswith(_OTHERS)
