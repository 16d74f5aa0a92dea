"""The environment's Python, the versions of its packages, and whether their files are all there."""

import importlib.metadata
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

from course.called import called
from course.workspace import ROOT

from .check import Finding, Mender

__all__ = ["files", "python", "versions"]

_SHOWN = 5


class MendError(RuntimeError):
    """Mending failed; the text is the end of what pip said."""


def python(_work: Path) -> Finding:
    """The course needs Python 3.11."""
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        sys.version_info >= (3, 11),
        f"{found}, in {sys.prefix}",
        "The course is written for Python 3.11 and newer.",
        "Install Python 3.11 or newer, then start with it: python3.12 start.py",
    )


def versions(_work: Path) -> Finding:
    """Each package that the course needs is there, at the version it is tested with."""
    wrong, count = [], 0
    for pin in _pins():
        count += 1
        try:
            version = importlib.metadata.version(pin.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{pin.name} is missing")
            continue
        if not pin.specifier.contains(version, prereleases=True):
            wrong.append(f"{pin.name} is {version}, tested is {pin.specifier}")
    if not wrong:
        return Finding(ok=True, found=f"{count} packages, all at the versions the course is tested with")
    return Finding(
        ok=False,
        found=_few(wrong),
        means="What is missing cannot be used; another version may work, or answer differently.",
        todo=called("doctor --mend"),
        mender=_pip("-e", "."),
    )


def files(_work: Path) -> Finding:
    """No file of a package is gone or cut short: a full disk, an interrupted installation and virus scanners do that."""
    damaged = {}
    for pin in _pins():
        try:
            lost = next(_lost(importlib.metadata.distribution(pin.name)), None)
        except importlib.metadata.PackageNotFoundError:
            continue  # told above
        if lost is not None:
            damaged[pin] = lost
    if not damaged:
        return Finding(ok=True, found="all files of the packages are there")
    again = [f"{pin.name}{pin.specifier}" for pin in damaged]
    return Finding(
        ok=False,
        found=_few([f"{pin.name} has lost {lost}, or it is cut short" for pin, lost in damaged.items()]),
        means="An installation was interrupted, or something has deleted files in the environment.",
        todo=called("doctor --mend"),
        mender=_pip("--force-reinstall", "--no-deps", *again),
    )


def _lost(package: importlib.metadata.Distribution) -> Iterator[str]:
    for file in package.files or ():
        if file.suffix == ".pyc" or ".." in file.parts:
            continue
        place = Path(str(package.locate_file(file)))
        # A file that was edited may well be shorter; one that is empty and was not has been cut.
        if not place.exists() or (file.size and not place.stat().st_size):
            yield str(file)


def _pins() -> list[Requirement]:
    wanted = _closure()
    pins = [Requirement(line) for line in _lines(ROOT / "constraints.txt")]
    return [pin for pin in pins if pin.name.lower() in wanted and (not pin.marker or pin.marker.evaluate())]


def _closure() -> set[str]:
    """The names of all packages that the course needs here, and what those need."""
    found: set[str] = set()
    todo = [Requirement("integration-course")]
    while todo:
        wanted = todo.pop()
        for extra in {"", *wanted.extras}:
            key = f"{wanted.name.lower()}[{extra}]"
            if key in found:
                continue
            found |= {key, wanted.name.lower()}
            try:
                needs = map(Requirement, importlib.metadata.requires(wanted.name) or ())
            except importlib.metadata.PackageNotFoundError:
                continue
            todo += [need for need in needs if not need.marker or need.marker.evaluate({"extra": extra})]
    return found


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _few(said: list[str]) -> str:
    more = f"; and {len(said) - _SHOWN} more" if len(said) > _SHOWN else ""
    return "; ".join(said[:_SHOWN]) + more


def _pip(*words: str) -> Mender:
    """Return what installs at the tested versions; it needs the network, or what pip has kept of it."""
    command = [sys.executable, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-c"]

    def install() -> str:
        ended = subprocess.run(
            [*command, "constraints.txt", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode:
            raise MendError("pip said: " + " ".join(ended.stderr.strip().splitlines()[-2:]))
        importlib.invalidate_caches()
        return "installed again, at the versions the course is tested with"

    return install
