"""What the outcome of a paper depends on beside the paper: the sources that run it, Python, and what is installed."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["INSTALLED", "ROOT", "files_in", "hashed", "python", "version_of"]

ROOT = Path(__file__).parents[2]
INSTALLED = ("boto3", "botocore", "greenlet", "ipython", "jsonata-python", "moto", "time-machine")


def files_in(folder: Path, endings: Iterable[str]) -> list[Path]:
    """Return the files below a folder with one of these endings (``.py``), in the order of their names."""
    return sorted(file for file in folder.rglob("*") if file.suffix in endings)


def hashed(files: Iterable[Path], root: Path = ROOT) -> str:
    """Return a hash of files: of their places below `root` and what is in them."""
    seen = hashlib.sha256()
    for file in files:
        content = file.read_bytes()
        seen.update(f"{file.relative_to(root).as_posix()} {len(content)}\n".encode())
        seen.update(content)
    return seen.hexdigest()


def python() -> str:
    """Return the version of Python that decides what a program does: ``3.11``."""
    return ".".join(map(str, sys.version_info[:2]))


def version_of(package: str) -> str:
    """Return the version of an installed package, "none" where it is not."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
