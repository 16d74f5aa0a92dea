"""The Python kernel, in which notebooks run: it has to be the one of the course's environment."""

import subprocess
import sys
from pathlib import Path

from course.called import called

from .aside import set_aside
from .check import Finding

__all__ = ["kernel"]

_MEANS = "Notebooks would not start, or would run in another Python, in which the course is not installed."


def kernel(_work: Path) -> Finding:
    """Look where the kernel ``python3`` would run, as JupyterLab will choose it."""
    from jupyter_client.kernelspec import KernelSpecManager

    found = KernelSpecManager().get_all_specs().get("python3")
    if not found:
        return Finding(False, "there is no Python kernel", _MEANS, called("doctor --mend"), _install)
    program = (found["spec"].get("argv") or [""])[0]
    place = Path(found["resource_dir"])
    # Jupyter itself puts this Python in the place of a bare name.
    if not Path(program).is_absolute() or Path(program) == Path(sys.executable):
        return Finding(ok=True, found="notebooks run in the course's Python")
    if not Path(program).exists():
        said = f"the kernel in {place} starts {program}, which is not there"
    elif _prefix(program) == str(Path(sys.prefix).resolve()):
        return Finding(ok=True, found="notebooks run in the course's Python")
    else:
        said = f"the kernel in {place} starts {program}, which is another Python"

    def mend() -> str:
        kept = set_aside(place, place.parents[1] / "kernels-set-aside")
        return f"put aside as {kept}; {_install()}"

    return Finding(False, said, _MEANS, f"{called('doctor --mend')}, which puts {place} aside", mend)


def _prefix(program: str) -> str:
    ask = "import pathlib, sys; print(pathlib.Path(sys.prefix).resolve())"
    return subprocess.run([program, "-c", ask], capture_output=True, text=True, check=False).stdout.strip()


def _install() -> str:
    subprocess.run(
        [sys.executable, "-m", "ipykernel", "install", "--sys-prefix"], capture_output=True, check=True
    )
    return "a kernel was made for the course's Python"
