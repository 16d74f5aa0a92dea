"""Which edition of the course a process has: where two have the same one, a paper comes to the same with both.

On a machine of a cluster this is what the instructor's machine compares with its own before it gives papers away.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.rooms.examiners import examine

__all__ = ["differences", "edition", "examine_alike"]

ROOT = Path(__file__).parents[2]
SOURCES = ("course", "grader")
READ = (".css", ".js", ".json", ".py", ".toml")
INSTALLED = (
    "boto3",
    "botocore",
    "distributed",
    "greenlet",
    "ipython",
    "jsonata-python",
    "moto",
    "time-machine",
)


@cache
def edition() -> dict[str, str]:
    """Return, by name, what the outcome of a paper depends on: Python's version, hashes of sources, packages' versions.

    It is that of the sources that this process runs, whatever has become of the files since it first asked.
    """
    found = {"Python": ".".join(map(str, sys.version_info[:2]))}
    found |= {folder: _hash(ROOT / folder) for folder in SOURCES}
    return found | {package: _version(package) for package in INSTALLED}


def differences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Say in words how one edition differs from ours; nothing where it does not."""
    words = []
    for name in sorted(theirs.keys() | ours.keys()):
        their, our = theirs.get(name, "none"), ours.get(name, "none")
        if their != our and name in SOURCES:
            words.append(f"other files in `{name}/`")
        elif their != our:
            words.append(f"{name} {their} in place of {our}")
    return ", ".join(words)


def examine_alike(paper: dict[str, object], asked: dict[str, str]) -> dict[str, object]:
    """Examine a paper as `grader.rooms.examiners.examine` does; say how this edition `differs` if it is not the one asked."""
    differs = differences(edition(), asked)
    return {"differs": differs} if differs else examine(paper)


def _hash(folder: Path) -> str:
    seen = hashlib.sha256()
    for file in sorted(file for file in folder.rglob("*") if file.suffix in READ):
        content = file.read_bytes()
        seen.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        seen.update(content)
    return seen.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
