"""Graphviz, which draws."""

import subprocess
import sys
from pathlib import Path

from .check import Finding

__all__ = ["drawing"]

_DRAW = "import pygraphviz; print(pygraphviz.AGraph('digraph{a->b}').draw(None, format='svg', prog='dot').decode())"
_SYSTEMS = {
    "linux": "Debian, Ubuntu: sudo apt-get install graphviz graphviz-dev; Fedora: sudo dnf install graphviz graphviz-devel",
    "darwin": "brew install graphviz",
    "win32": "install Graphviz from graphviz.org, and let it be put into PATH",
}


def drawing(_work: Path) -> Finding:
    """Draw something small, in a process of its own, since a broken library may end the whole process."""
    drawn = subprocess.run([sys.executable, "-c", _DRAW], capture_output=True, text=True, check=False)
    if drawn.returncode == 0 and "<svg" in drawn.stdout:
        return Finding(ok=True, found="Graphviz draws")
    last = (drawn.stderr.strip().splitlines() or ["it drew nothing"])[-1]
    system = _SYSTEMS.get(sys.platform, _SYSTEMS["linux"])
    return Finding(
        ok=False,
        found=f"Graphviz cannot draw: {last[-200:]}",
        means="Pictures are shown as text. The package pygraphviz brings Graphviz along on the usual systems; not here.",
        todo=f"{system}. Then: {sys.executable} -m pip install --force-reinstall --no-deps pygraphviz",
    )
