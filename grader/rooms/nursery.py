"""The nursery as the examiner sees it: it is asked for learners' processes, one for a submission."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from .isolation import Level, Limits, level
from .wire import Wire

__all__ = ["Birth", "Nursery"]

ROOT = Path(__file__).parents[2]
# Python itself and what is installed, and of the course what learners may read anyway.
READABLE = (Path(sys.base_prefix), Path(sys.prefix), ROOT / "course")


class Birth:
    """A learner's process: the line to it, and how it is shut in."""

    def __init__(self, pid: int, wire: Wire, level: Level) -> None:
        self.pid = pid
        self.wire = wire
        self.level = level


class Nursery:
    """A warm process of its own that forks learners' processes. It never loads what grades, and neither do they."""

    def __init__(self, at: Level | None = None) -> None:
        self._level = at or level()
        self._control, theirs = socket.socketpair()
        self._folder = tempfile.TemporaryDirectory(prefix="nursery-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "grader.rooms.learner", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(self._folder.name),
        )
        theirs.close()
        self._answers = self._control.makefile("r", encoding="utf-8")

    @contextmanager
    def birth(self, home: Path, limits: Limits | None = None) -> Iterator[Birth]:
        """Have a learner's process born that lives in the folder `home`; it ends, with all it started, after the block."""
        ours, theirs = socket.socketpair()
        wire = Wire(ours)
        asked = {
            "home": str(home),
            "readable": [str(place) for place in READABLE],
            "limits": asdict(limits or Limits()),
            "layers": self._level.layers,
        }
        socket.send_fds(self._control, [json.dumps(asked).encode()], [theirs.fileno()])
        theirs.close()
        pid = json.loads(self._answers.readline())["pid"]
        try:
            yield Birth(pid, wire, self._level)
        finally:
            wire.close()
            self._control.sendall(json.dumps({"end": pid}).encode())
            self._answers.readline()

    def close(self) -> None:
        """End the nursery, and whatever lives in it."""
        self._answers.close()
        self._control.close()
        self._process.wait(20)
        self._folder.cleanup()


def _environment(home: str) -> dict[str, str]:
    """Return what the nursery and its children see of this environment: nothing that names a class, a learner or a secret."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TZ")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return found | {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": home,
        "IPYTHONDIR": home,
    }
