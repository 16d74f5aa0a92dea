"""All checks in their order, and the mending."""

from collections.abc import Callable, Iterator
from pathlib import Path

from course.called import called

from . import drawing, kernel, material, notebooks, packages, ports, remembered, surroundings, writing
from .check import Check, Finding

__all__ = ["CHECKS", "examine"]

# In this order: what comes later may need what comes before.
CHECKS: dict[str, Callable[[Path], Finding]] = {
    "Python": packages.python,
    "packages": packages.versions,
    "files": packages.files,
    "writing": writing.folders,
    "disk": writing.disk,
    "material": material.material,
    "notebooks": notebooks.notebooks,
    "notes": remembered.notes,
    "layouts": remembered.layouts,
    "drawing": drawing.drawing,
    "kernel": kernel.kernel,
    "account": surroundings.account,
    "surroundings": surroundings.variables,
    "names": surroundings.names,
    "ports": ports.ports,
}


def examine(work: Path, *, mend: bool = False) -> Iterator[Check]:
    """Look at everything, one after the other, and mend where that is asked for and possible."""
    for name, look in CHECKS.items():
        finding = _look(look, work)
        done = ""
        if mend and not finding.ok and finding.mender:
            done, again = _mended(finding, look, work)
            finding = finding._replace(ok=again.ok)
        well = finding.ok
        told = not well or finding.noted
        yield Check(
            name,
            well,
            finding.found,
            finding.means if told or done else "",
            finding.todo if told else "",
            done,
            can_mend=not well and finding.mender is not None,
            noted=well and finding.noted,
        )


def _look(look: Callable[[Path], Finding], work: Path) -> Finding:
    try:
        return look(work)
    except Exception as error:  # noqa: BLE001  whatever is broken here is what the doctor is asked about
        return Finding(
            ok=False,
            found=f"{type(error).__name__}: {error}",
            means="Something is broken that the doctor could not even look at.",
            todo=f"{called('doctor --mend')}; where that does not help, remove the folder .venv and start again.",
        )


def _mended(finding: Finding, look: Callable[[Path], Finding], work: Path) -> tuple[str, Finding]:
    """Mend, and look again: only what is well afterwards is called so."""
    try:
        done = finding.mender() if finding.mender else ""
    except Exception as error:  # noqa: BLE001  a mending that fails is told, and the other checks go on
        return f"tried, and it did not work ({error})", finding
    return done, _look(look, work)
