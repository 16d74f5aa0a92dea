"""The files of a folder or a zip archive: read within bounds, links never followed, names never used as places."""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.classroom.course import ClassroomError

__all__ = ["LARGEST", "MOST", "Parcel", "parcels"]

LARGEST = 50_000_000  # bytes of one file, unpacked
MOST = 100_000  # files


@dataclass(frozen=True)
class Parcel:
    """A file by its path inside of what was given: its content, or why it cannot be had."""

    path: PurePosixPath
    content: bytes = b""
    problem: str = ""


def parcels(source: Path) -> Iterator[Parcel]:
    """Yield the files in a folder, or in a zip archive, in the order of their paths.

    Raises ClassroomError for what is neither, and for more than `MOST` files.
    """
    if source.is_dir():
        yield from _of_folder(source)
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            yield from _of_archive(archive, source)
    else:
        found = "is no zip archive" if source.is_file() else "is not there"
        raise ClassroomError(
            f"`{source}` {found}: expected a folder, or the archive that the platform gave you. "
            "Other archives have to be unpacked first; then name the folder."
        )


def _of_folder(source: Path) -> Iterator[Parcel]:
    found = []
    for place, folders, names in os.walk(source):
        folders[:] = [name for name in folders if not Path(place, name).is_symlink()]
        found += [Path(place, name) for name in names]
        _few_enough(len(found), source)
    for path in sorted(found):
        name = PurePosixPath(path.relative_to(source).as_posix())
        try:
            yield _read(path, name)
        except OSError as problem:
            yield Parcel(name, problem=f"it cannot be read ({problem.strerror})")


def _read(path: Path, name: PurePosixPath) -> Parcel:
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        return Parcel(name, problem="it is a link, or no file of its own")
    if about.st_size > LARGEST:
        return Parcel(name, problem=_too_large())
    return Parcel(name, path.read_bytes())


def _of_archive(archive: zipfile.ZipFile, source: Path) -> Iterator[Parcel]:
    entries = sorted(
        (each for each in archive.infolist() if not each.is_dir()), key=lambda each: each.filename
    )
    _few_enough(len(entries), source)
    for entry in entries:
        yield _unpacked(archive, entry)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Parcel:
    """Return an entry's content, never more than `LARGEST` of it: what an entry says of its own size may be a lie."""
    name = PurePosixPath(entry.filename)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Parcel(name, problem="it is a link, or no file of its own")
    try:
        with archive.open(entry) as opened:
            content = opened.read(LARGEST + 1)
    except (RuntimeError, NotImplementedError):
        return Parcel(name, problem="it is encrypted, or packed in a way that is not known here")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return Parcel(name, problem="it is damaged")
    return Parcel(name, content) if len(content) <= LARGEST else Parcel(name, problem=_too_large())


def _few_enough(many: int, source: Path) -> None:
    if many > MOST:
        raise ClassroomError(f"`{source}` holds more than {MOST:,} files. Name the folder of one assignment.")


def _too_large() -> str:
    return f"it is larger than {LARGEST // 1_000_000} MB"
