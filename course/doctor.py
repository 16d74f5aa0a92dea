"""Looks for what could be missing on this machine, and says how to mend it."""

import importlib.metadata
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from course import kit, lab, learner
from course.syllabus import syllabus
from course.workspace import ROOT

__all__ = ["CHECKS", "Check", "examine"]


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is well, what was found, and how to mend it where it is not."""

    name: str
    ok: bool
    found: str
    mend: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The check as plain JSON data."""
        return asdict(self)


def examine(work: Path) -> Iterator[Check]:
    """Look at everything, one after the other; a check that breaks is itself a finding."""
    for name, look in CHECKS.items():
        try:
            ok, found, mend = look(work)
        except Exception as error:  # noqa: BLE001  whatever is broken here is what the doctor is asked about
            ok, found, mend = False, f"{type(error).__name__}: {error}", "Install anew: python3 start.py"
        yield Check(name, ok, found, "" if ok else mend)


Found = tuple[bool, str, str]


def _python(_work: Path) -> Found:
    found = ".".join(map(str, sys.version_info[:3]))
    return (
        sys.version_info >= (3, 11),
        found,
        "Install Python 3.11 or newer, then start with it: python3 start.py",
    )


def _packages(_work: Path) -> Found:
    pins = [Requirement(line) for line in _lines(ROOT / "constraints.txt")]
    wanted = _closure()
    wrong, count = [], 0
    for pin in pins:
        if pin.name.lower() not in wanted or (pin.marker and not pin.marker.evaluate()):
            continue
        count += 1
        try:
            version = importlib.metadata.version(pin.name)
        except importlib.metadata.PackageNotFoundError:
            wrong.append(f"{pin.name} is missing")
            continue
        if not pin.specifier.contains(version, prereleases=True):
            wrong.append(f"{pin.name} is {version}, tested is {pin.specifier}")
    if wrong:
        return False, "; ".join(wrong), f"{sys.executable} -m pip install -c constraints.txt -e ."
    return True, f"{count} packages, all at the versions the course is tested with", ""


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


def _drawing(_work: Path) -> Found:
    # In a process of its own, since a broken library may end the whole process.
    draw = "import pygraphviz; print(pygraphviz.AGraph('digraph{a->b}').draw(None, format='svg', prog='dot').decode())"
    drawn = subprocess.run([sys.executable, "-c", draw], capture_output=True, text=True, check=False)
    mend = "Pictures will be shown as text. Reinstall: pip install --force-reinstall pygraphviz"
    if drawn.returncode:
        return False, f"Graphviz cannot draw: {drawn.stderr.strip()[-200:]}", mend
    return "<svg" in drawn.stdout, "Graphviz draws", mend


def _kernel(_work: Path) -> Found:
    from jupyter_client.kernelspec import KernelSpecManager

    mend = f"{sys.executable} -m pip install --force-reinstall ipykernel"
    program = KernelSpecManager().get_all_specs().get("python3", {}).get("spec", {}).get("argv", [""])[0]
    if not program:
        return False, "there is no Python kernel", mend
    if Path(program).is_absolute() and not Path(program).exists():
        return False, f"the Python kernel starts {program}, which is not there", mend
    return True, "a Python kernel is installed", ""


def _writing(work: Path) -> Found:
    for folder in (work, learner.current().folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            mend = "Give yourself the right to write there; --folder and the variable COURSE_HOME name other folders."
            return False, f"{folder} cannot be written ({error.strerror or error})", mend
    return True, f"your work is kept in {work}", ""


def _ports(_work: Path) -> Found:
    try:
        return True, f"port {lab.choose_port(None)} is free", ""
    except lab.LabError as error:
        return False, str(error), "End what you no longer need, or name a port: course lab --port 9000"


def _material(_work: Path) -> Found:
    first = ROOT / "course" / "lessons" / f"{syllabus().first_page}.ipynb"
    # A kit for a class may hold some of the exercises.
    this = kit.read()
    names = this.assignments if this else [module.stem for module in syllabus().ready]
    wanted = [first, *(ROOT / "exercises" / name / f"{name}.ipynb" for name in names)]
    missing = [str(path.relative_to(ROOT)) for path in wanted if not path.exists()]
    mend = "Take a fresh copy of the course; an author makes them with: python -m grader build"
    return (
        not missing,
        f"missing: {', '.join(missing)}" if missing else "lessons and exercises are there",
        mend,
    )


CHECKS: dict[str, Callable[[Path], Found]] = {
    "Python": _python,
    "packages": _packages,
    "material": _material,
    "drawing": _drawing,
    "kernel": _kernel,
    "writing": _writing,
    "ports": _ports,
}
