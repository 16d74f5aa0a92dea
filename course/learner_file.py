"""The file `learner.json` that an instructor hands to one learner: who they are, and the keys of their exams.

It lies beside ``start.py``, or where ``COURSE_LEARNER_FILE`` says. An exam's values come from the learner's own key, and
from nothing else: a copy of the course that is an exam's (its ``kit.json`` says so) has no values for anybody without.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course import kit

__all__ = ["MISSING", "NAME", "WHERE", "LearnerFile", "LearnerFileError", "key", "read"]

ROOT = Path(__file__).resolve().parents[1]
NAME = "learner.json"
MISSING = "Nobody has said who you are"
WHERE = (
    f"Save the file {NAME} that your instructor gave you beside start.py (or set COURSE_LEARNER to the name under which you "
    "hand in)"
)


class LearnerFileError(ValueError):
    """A learner's file is missing or cannot be used; the text says where, what was found, and what to do."""


@dataclass(frozen=True)
class LearnerFile:
    """A learner's id, and by module (``m05``) the key that their values in its exam come from."""

    learner: str
    keys: dict[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """Return what the file holds."""
        return json.dumps({"learner": self.learner, "keys": self.keys}, indent=1) + "\n"


def read(root: Path = ROOT) -> LearnerFile | None:
    """Return the file of this copy of the course, None where there is none. Raises LearnerFileError."""
    path = _place(root)
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        raise _unusable(path, str(problem)) from None
    if not isinstance(content, dict) or not _is_text(content.get("learner")):
        raise _unusable(path, "no name of a learner in it")
    keys = content.get("keys", {})
    if not isinstance(keys, dict) or not all(map(_is_text, keys.values())):
        raise _unusable(path, "keys that are no texts")
    return LearnerFile(content["learner"], keys)


def key(exercise: str, learner_id: str, root: Path = ROOT) -> str:
    """Return the key that a learner's values of an exercise come from, "" outside of exams.

    Raises LearnerFileError, KitError.
    """
    module = exercise.partition(".")[0]
    found = read(root)
    if found and module in found.keys:
        if found.learner != learner_id:
            raise LearnerFileError(
                f"{_place(root)} is {found.learner}'s, and you are called {learner_id} here. Each learner needs a file of "
                "their own: ask your instructor for yours."
            )
        return found.keys[module]
    this = kit.read(root)
    if this and this.is_exam(module):
        raise LearnerFileError(
            f"This is an exam, and its values come with a file of your own, {NAME}. "
            f"{_place(root)} {'has no key for it' if found else 'is not there'}. "
            "Save the file that your instructor gave you there, then run this again."
        )
    return ""


def _place(root: Path) -> Path:
    return Path(os.environ.get("COURSE_LEARNER_FILE") or root / NAME)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _unusable(path: Path, found: str) -> LearnerFileError:
    return LearnerFileError(
        f"{path} cannot be used: found {found}; expected what your instructor gave you. Save that file there again, "
        "unchanged."
    )
