"""The secrets of exams: which assignments are one, and what each learner's values and hidden rows come from.

An exam has a secret of its own, in a file that only instructors have. Out of it come each learner's keys: with the same
secret a learner meets the same values again, today and at a regrade, and nobody can compute them without. Every other
assignment has no secret, and its values come from the learner's id.
"""

import hashlib
import hmac
import json
import os
import secrets
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from grader.checks import Keys

from .course import ClassroomError
from .whole_file import write_whole

__all__ = ["Exams", "exams", "make_exam", "secrets_file"]

SHORTEST = 32  # characters

HEAD = """\
# The secrets of this class's exams, one for each assignment that is an exam.
# Whoever has one can compute every learner's values and hidden rows. Without it the exam can be graded by nobody:
# keep a copy where only instructors can read it, and never put it into version control or a kit.
[exams]
"""


@dataclass(frozen=True)
class Exams:
    """The exams of a class: the secret of each assignment that is one."""

    secrets: dict[str, str] = field(default_factory=dict, repr=False)

    def keys(self, assignment: str, learner: str) -> Keys:
        """Return a learner's keys, empty ones where the assignment is no exam."""
        secret = self.secrets.get(assignment)
        if secret is None:
            return Keys()
        return Keys(*(_derived(secret, purpose, learner) for purpose in ("values", "hidden")))

    def mark(self, assignment: str) -> str:
        """Return what tells one secret of an exam from another and gives nothing away; "" where it is no exam."""
        secret = self.secrets.get(assignment)
        return "" if secret is None else _derived(secret, "mark", assignment)[:12]

    def __contains__(self, assignment: str) -> bool:
        return assignment in self.secrets


def secrets_file(root: Path) -> Path:
    """Return where the secrets of the class in the folder `root` are kept: ``COURSE_SECRET_FILE``, else among what is private."""
    return Path(os.environ.get("COURSE_SECRET_FILE") or root / "classroom" / "exams.toml")


def exams(root: Path) -> Exams:
    """Return the exams of the class in the folder `root`. Raises ClassroomError for secrets that cannot be used.

    So it does for a secret that is another than the one that made the exam, or is gone: nobody would be graded on the
    values that they have met.
    """
    path = secrets_file(root)
    if not path.exists() and os.environ.get("COURSE_SECRET_FILE"):
        raise ClassroomError(
            f"`{path}`, which COURSE_SECRET_FILE names, is not there. Bring the secrets of your exams there, or unset it."
        )
    return _known(root)


def make_exam(root: Path, assignment: str) -> bool:
    """Make an assignment of the class in the folder `root` an exam; tell whether it was none. A secret is never changed.

    Raises ClassroomError.
    """
    path, known = secrets_file(root), _known(root)
    is_new = assignment not in known
    _marks_at(root).parent.mkdir(exist_ok=True)
    if not path.parent.is_dir():
        raise ClassroomError(
            f"There is no folder `{path.parent}`, in which COURSE_SECRET_FILE names a file. Bring it there."
        )
    if is_new:
        known = Exams({**known.secrets, assignment: secrets.token_hex(SHORTEST)})
        _write(path, known.secrets)
    marks = _marks(root) | {assignment: known.mark(assignment)}
    write_whole(_marks_at(root), (json.dumps(marks, indent=1, sort_keys=True) + "\n").encode())
    return is_new


def _known(root: Path) -> Exams:
    path, marks = secrets_file(root), _marks(root)
    found = Exams(_secrets(path))
    for assignment, mark in marks.items():
        if found.mark(assignment) != mark:
            what = "holds another secret" if assignment in found else "holds no secret"
            raise ClassroomError(
                f"`{assignment}` was made an exam, and `{path}` {what} for it. Bring the old one back: without it nobody is "
                f"graded on the values that they have met. If it is to be one no longer, take it out of `{_marks_at(root)}`."
            )
    return found


def _secrets(path: Path) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            _refuse_if_open_to_all(path, os.fstat(file.fileno()).st_mode)
            found = tomllib.load(file).get("exams")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise ClassroomError(
            f"`{path}` cannot be read ({problem}). Put your copy of the secrets of your exams in its place."
        ) from None
    if not isinstance(found, dict):
        raise ClassroomError(
            f"`{path}` has no table `[exams]`. Put your copy of the secrets of your exams in its place."
        )
    for assignment, secret in found.items():
        if not isinstance(secret, str) or len(secret) < SHORTEST:
            raise ClassroomError(
                f"`{path}`: the secret of {assignment} is no text of at least {SHORTEST} characters. Put your copy of it there."
            )
    return found


def _marks_at(root: Path) -> Path:
    """Return where it is kept which secret made each exam: apart from the secrets, which may be elsewhere, or lost."""
    return root / "classroom" / "exam_marks.json"


def _marks(root: Path) -> dict[str, str]:
    path = _marks_at(root)
    try:
        return dict(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError) as problem:
        raise ClassroomError(
            f"`{path}` cannot be read ({problem}). Put your copy of it in its place."
        ) from None


def _derived(secret: str, purpose: str, name: str) -> str:
    return hmac.new(secret.encode(), f"{purpose}/{name}".encode(), hashlib.sha256).hexdigest()


def _write(path: Path, found: dict[str, str]) -> None:
    lines = [
        f"{json.dumps(name)} = {json.dumps(found[name], ensure_ascii=False)}\n" for name in sorted(found)
    ]
    write_whole(path, (HEAD + "".join(lines)).encode(), private=True)


def _refuse_if_open_to_all(path: Path, mode: int) -> None:
    if os.name != "nt" and mode & 0o007:
        raise ClassroomError(
            f"Everybody on this machine can use `{path}`, which holds the secrets of your exams. Take that right away: "
            f"chmod o= {path}"
        )
