"""What is taken in goes to the learner's folder in `classroom/submitted/`; nothing that was there before is lost."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .owners import Owners
from .parcels import Parcel

__all__ = ["Taken", "take_in"]

_NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # browsers add to an ending
_BESIDE = ("assessment.json", "timestamp.txt")
MOST_BYTES = 100_000_000  # of one learner's files together, unpacked
_FORMER = "replaced"
_LONGEST = 120  # bytes of a name; file systems take 255
_WHOSE = "whose it is cannot be told from its name; --roster names the learners, --people explains a platform's numbers"

What = Literal["taken", "the same as before", "there already", "replaced", "left out"]


@dataclass(frozen=True)
class Taken:
    """What became of one learner's files, or of one file that nobody could be found for (`who` is then its path)."""

    who: str
    what: What
    files: tuple[str, ...] = ()
    reason: str = ""


def take_in(
    given: Iterable[Parcel], owners: Owners, submitted: Path, assignment: str, *, replace: bool = False
) -> list[Taken]:
    """Put each learner's files into `submitted/ID/assignment/`; return what became of each, learners first.

    A learner who has handed something else in before keeps that, unless `replace` is set; then what was there is moved to
    `replaced/` beside `submitted`. One that cannot be written is left out, and costs nobody else anything.
    """
    by_learner: dict[str, dict[str, bytes]] = defaultdict(dict)
    left: list[Taken] = []
    for parcel in given:
        who, name = owners.of(parcel.path)
        kind = _kind(name)
        if kind is None:
            continue
        reason = parcel.problem or _why_not(by_learner, who, parcel)
        if who is None or reason:
            left.append(Taken(str(parcel.path), "left out", reason=reason))
        else:
            by_learner[who][_free(_plain(name), by_learner[who])] = parcel.content
    return [
        *(
            _put(submitted / who / assignment, who, _named(files, assignment), replace=replace)
            for who, files in sorted(by_learner.items())
        ),
        *left,
    ]


def _why_not(by_learner: Mapping[str, Mapping[str, bytes]], who: str | None, parcel: Parcel) -> str:
    """Say why a file is not taken: nobody it belongs to, or too many bytes of one learner's, which few can unpack to."""
    if who is None:
        return _WHOSE
    size = sum(map(len, by_learner.get(who, {}).values())) + len(parcel.content)
    return "" if size <= MOST_BYTES else f"{who} handed in more than {MOST_BYTES // 1_000_000} MB in all"


def _put(folder: Path, who: str, files: dict[str, bytes], *, replace: bool) -> Taken:
    names = tuple(sorted(files))
    try:
        return _written(folder, who, files, names, replace=replace)
    except OSError as problem:
        return Taken(who, "left out", names, f"it cannot be written ({problem.strerror})")


def _written(
    folder: Path, who: str, files: dict[str, bytes], names: tuple[str, ...], *, replace: bool
) -> Taken:
    what: What = "taken"
    if folder.is_symlink() or folder.exists():
        if _same(folder, files):
            return Taken(who, "the same as before", names)
        if not replace:
            return Taken(
                who, "there already", names, "another submission is there; --replace puts this in its place"
            )
        _set_aside(folder)
        what = "replaced"
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Taken(who, what, names)


def _same(folder: Path, files: dict[str, bytes]) -> bool:
    if folder.is_symlink():
        return False
    there = {path.name: path for path in folder.iterdir()}
    return there.keys() == files.keys() and all(
        path.is_file() and not path.is_symlink() and path.read_bytes() == files[name]
        for name, path in there.items()
    )


def _set_aside(folder: Path) -> None:
    place = folder.parents[2] / _FORMER / folder.parent.name
    place.mkdir(parents=True, exist_ok=True)
    number = sum(1 for _ in place.glob(f"{folder.name}-*")) + 1
    shutil.move(folder, place / f"{folder.name}-{number}")


def _kind(name: str) -> Literal["notebook", "beside"] | None:
    lowered = name.lower()
    if lowered.startswith("."):
        return None
    if lowered.endswith(_NOTEBOOKS):
        return "notebook"
    return "beside" if lowered in _BESIDE else None


def _named(files: dict[str, bytes], assignment: str) -> dict[str, bytes]:
    """Return the files with the assignment's name for the notebook, where there is only one."""
    notebooks = [name for name in files if _kind(name) == "notebook"]
    if len(notebooks) != 1:
        return files
    return {f"{assignment}.ipynb" if name in notebooks else name: content for name, content in files.items()}


def _plain(name: str) -> str:
    """Return a name that can stand in a folder anywhere, and leads nowhere."""
    kept = re.sub(r"[^\w. -]", "_", name).encode()[
        -_LONGEST:
    ]  # of a letter that was cut through nothing is left
    return kept.decode(errors="ignore").lstrip(".") or "file"


def _free(name: str, taken: dict[str, bytes]) -> str:
    """Return a name that none of a learner's other files has."""
    stem, dot, ending = name.partition(".")
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{dot}{ending}"
    return name
