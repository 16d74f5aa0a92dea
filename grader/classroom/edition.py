"""Which edition of the course a process has: where two have the same one, a paper comes to the same with both.

On a machine of a cluster this is what the instructor's machine compares with its own before it gives papers away.
"""

from collections.abc import Mapping
from functools import cache

from grader.rooms.examiners import examine_plain

from .sources import INSTALLED, ROOT, files_in, hashed, python, version_of

__all__ = ["differences", "edition", "examine_alike"]

SOURCES = ("course", "grader")
READ = (".css", ".js", ".json", ".py", ".toml")
# Two that speak to each other had better be the same.
DASK = "distributed"


@cache
def edition() -> dict[str, str]:
    """Return, by name, what the outcome of a paper depends on: Python's version, hashes of sources, packages' versions.

    It is that of the sources that this process runs, whatever has become of the files since it first asked.
    """
    found = {"Python": python()}
    found |= {folder: hashed(files_in(ROOT / folder, READ)) for folder in SOURCES}
    return found | {package: version_of(package) for package in (*INSTALLED, DASK)}


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
    """Examine a paper as `examine_plain` does; say how this edition `differs` if it is not the one asked."""
    differs = differences(edition(), asked)
    return {"differs": differs} if differs else examine_plain(paper)
