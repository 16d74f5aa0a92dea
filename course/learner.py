"""Who is learning here, and what is remembered of it.

A class names its learners with ``COURSE_LEARNER``, or by a file that it hands them (see `learner_file`); somebody who
studies alone gets a random name once, and keeps it. The name, in an exam a key, seeds every variant, so that a learner
always meets the same numbers.
"""

import json
import os
import random
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import kit, learner_file

__all__ = [
    "Learner",
    "Store",
    "current",
    "home",
    "is_missed",
    "notes",
    "other_values",
    "values_key",
    "variant_rng",
]


@dataclass(frozen=True)
class Learner:
    """A learner's name (any non-empty text) and the folder where their notes are kept.

    `is_named`: somebody said who they are; else the name was made up, as for who studies alone.
    """

    id: str
    folder: Path
    is_named: bool = True


class Store:
    """Small facts about one learner, by key, as one JSON file that is replaced whole at each change."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, key: str, default: Any = None) -> Any:
        """Return what was put under `key`, or `default`."""
        return self._read().get(key, default)

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value under `key`. What cannot be written (a read-only home) is kept for this process only."""
        content = {**self._read(), key: value}
        _unsaved[self.path] = content
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path.parent, suffix=".tmp", delete=False
            ) as new:
                json.dump(content, new, indent=1, sort_keys=True)
            Path(new.name).replace(self.path)
        except OSError:
            return
        del _unsaved[self.path]

    def _read(self) -> dict[str, Any]:
        if self.path in _unsaved:
            return _unsaved[self.path]
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            # Set aside rather than overwrite: somebody may still want to read what is in there.
            aside = self.path.with_suffix(".unreadable.json")
            try:
                self.path.replace(aside)
            except OSError:
                return {}
            return {}
        return content if isinstance(content, dict) else {}


_unsaved: dict[Path, dict[str, Any]] = {}


def home() -> Path:
    """Return the folder of everything remembered: ``COURSE_HOME``, else the platform's place for user data."""
    if given := os.environ.get("COURSE_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "integration-course"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "integration-course"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "integration-course"


def current() -> Learner:
    """Return the learner: ``COURSE_LEARNER``, whom their file names, a hub's user, or the name made up at the first call.

    Raises `LearnerFileError` for a file that cannot be used.
    """
    named = os.environ.get("COURSE_LEARNER") or _in_file() or _on_hub()
    return Learner(named or _own_name(), home(), bool(named))


def is_missed() -> bool:
    """Tell whether this is a kit for a class, and nobody has said who learns here. Raises KitError, LearnerFileError."""
    return kit.read() is not None and not current().is_named


def _in_file() -> str:
    found = learner_file.read()
    return found.learner if found else ""


def _on_hub() -> str:
    return os.environ.get("JUPYTERHUB_USER", "")


def _own_name() -> str:
    own = Store(home() / "self.json")
    name = own.get("name")
    if not isinstance(name, str) or not name:
        name = f"self-{secrets.token_hex(4)}"
        own.put("name", name)
    return name


def notes() -> Store:
    """Return the current learner's notes: quiz answers, opened hints, best points."""
    learner = current()
    # A learner's id comes from outside and may hold any character; its hex form is a safe file name everywhere.
    return Store(learner.folder / "notes" / f"{learner.id.encode().hex()[:120]}.json")


def values_key(exercise: str) -> str:
    """Return what a learner's values of an exercise or module are made from in the place of their name; "" where it is that.

    In an exam it is the learner's key; for somebody who studies alone and asked for other values (`other_values`), those.
    Raises LearnerFileError, KitError.
    """
    who = current()
    times = 0 if who.is_named else notes().get(_again(exercise), 0)
    return learner_file.key(exercise, who.id) or (f"{who.id}, again {times}" if times else "")


def other_values(module: str) -> int:
    """Give who studies alone other values in all exercises of a module (``m05``); return for which time.

    Raises ValueError for somebody of a class, who is graded by the values that go with their name.
    """
    if current().is_named:
        raise ValueError("You are named by a class, and are graded by the values that go with your name.")
    times = int(notes().get(_again(module), 0)) + 1
    notes().put(_again(module), times)
    return times


def _again(exercise: str) -> str:
    return f"again/{exercise.partition('.')[0]}"


def variant_rng(exercise: str, learner_id: str | None = None, key: str = "") -> random.Random:
    """Return the source of a learner's variant of an exercise: same learner, same exercise, same numbers.

    In an exam the learner's `key` makes them, and the id alone does not.
    """
    return random.Random(f"{key or learner_id or current().id}/{exercise}")
