"""An exception of the learner's, told to the examiner as plain data."""

import linecache
import traceback
from pathlib import Path
from typing import Any

__all__ = ["remark"]

LONGEST = 2_000
MOST_FRAMES = 20
_OURS = str(Path(__file__).parent)


def remark(error: BaseException) -> dict[str, Any]:
    """Return type, kinds (its classes by name), message, AWS error code, place (line, text) and frames of the learner's."""
    frames = _own_frames(error)
    return {
        "type": type(error).__name__[:200],
        "kinds": [each.__name__[:200] for each in type(error).__mro__ if each not in (object, BaseException)][
            :20
        ],
        "message": _words(error),
        "code": _code(error),
        "place": frames[-1] if frames else None,
        "frames": frames[-MOST_FRAMES:],
    }


def _own_frames(error: BaseException) -> list[dict[str, Any]]:
    """Return line and text of each frame in a cell: a cell is compiled under a name of which no file exists."""
    return [
        {"line": number, "text": linecache.getline(frame.f_code.co_filename, number).strip()[:300]}
        for frame, number in traceback.walk_tb(error.__traceback__)
        if _is_cell(frame.f_code.co_filename)
    ]


def _is_cell(name: str) -> bool:
    # What is ours may not be there to be seen from where this process is shut in.
    return not name.startswith(("<frozen", _OURS)) and not Path(name).exists()


def _words(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:  # noqa: BLE001  its __str__ is the learner's code as well
        return ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _code(error: BaseException) -> str | None:
    response = getattr(error, "response", None)
    found = response.get("Error") if isinstance(response, dict) else None
    code = found.get("Code") if isinstance(found, dict) else None
    return code if isinstance(code, str) else None
