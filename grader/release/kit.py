"""A kit: everything in it, and the archive, which is the same byte for byte for the same files."""

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

from course.kit import FILE
from grader.build import build
from grader.build.course_folder import RELEASE
from grader.classroom.exams import Exams
from grader.classroom.nearest import no_such_assignment
from grader.classroom.whole_file import write_whole

from .contents import IN_KIT, contents
from .leaks import refuse_leaks

__all__ = ["ReleaseError", "archive", "kit", "released", "save"]

# The earliest that an archive can say.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN, PROGRAM = 0o100644, 0o100755

FIRST = """\
First save the file `learner.json` that your instructor gave you in this folder{where}.

"""
IS_EXAM = ": your values in {exams} come from it, and nobody else has the same"


class ReleaseError(Exception):
    """Nothing can be handed out; the text says where, what was found, what was expected and what to do."""


def released(root: Path, wanted: Sequence[str]) -> list[str]:
    """Return the assignments that are asked for, or all there are, in order. Raises ReleaseError."""
    known = sorted(
        path.parent.name for path in (root / RELEASE).glob("*/*.ipynb") if path.stem == path.parent.name
    )
    if not known:
        raise ReleaseError(
            f"{root / RELEASE}: found no assignment; expected one. Run `python -m grader build`."
        )
    for name in wanted:
        if name not in known:
            raise ReleaseError(no_such_assignment(name, known))
    return sorted(set(wanted)) or known


def kit(
    root: Path, assignments: Sequence[str], exams: Exams, *, with_learner_files: bool = False
) -> dict[str, bytes]:
    """Return the files of a kit by their places in it. Raises ReleaseError, LeakError, BuildError."""
    if not (outcome := build(root, check=True)).clean:
        places = ", ".join(path.as_posix() for path in [*outcome.stale, *outcome.edited, *outcome.strays])
        raise ReleaseError(
            f"{places}: found other notebooks than `authoring/` makes; expected what it makes. Run `python -m grader build`."
        )
    found = contents(root, assignments)
    set_exams = [name for name in assignments if name in exams]
    found["README.md"] = _readme(assignments, set_exams, with_learner_files=with_learner_files)
    refuse_leaks(root, found)
    found[FILE] = _manifest(found, assignments, set_exams)
    return found


def archive(files: dict[str, bytes], name: str) -> bytes:
    """Return a zip archive of files, in a folder of this name."""
    made = io.BytesIO()
    # Not compressed: what a compressor makes of the same bytes differs from one of its versions to the next.
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as opened:
        for place in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{place}", NO_TIME)
            entry.create_system = UNIX
            entry.external_attr = (PROGRAM if place == "start.py" else PLAIN) << 16
            opened.writestr(entry, files[place])
    return made.getvalue()


def save(path: Path, content: bytes, *, private: bool = False) -> bool:
    """Write a file, whole at every moment; tell whether it was another before. `private`: its owner's alone."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
    write_whole(path, content, private=private)
    return True


def _readme(assignments: Sequence[str], exams: Sequence[str], *, with_learner_files: bool) -> bytes:
    where = IS_EXAM.format(exams=", ".join(f"`{name}`" for name in exams)) if exams else ""
    return (
        (IN_KIT / "README.md")
        .read_text(encoding="utf-8")
        .format(
            first=FIRST.format(where=where) if exams or with_learner_files else "",
            exercises="\n".join(f"- `{name}`{' (an exam)' if name in exams else ''}" for name in assignments),
        )
        .encode()
    )


def _manifest(files: dict[str, bytes], assignments: Sequence[str], exams: Sequence[str]) -> bytes:
    hashes = {place: hashlib.sha256(files[place]).hexdigest() for place in sorted(files)}
    content = {"assignments": list(assignments), "exams": list(exams), "files": hashes}
    return (json.dumps(content, indent=1) + "\n").encode()
