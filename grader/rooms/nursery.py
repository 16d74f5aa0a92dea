"""The nursery as the examiner sees it: it is asked for learners' processes, one for a submission."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .isolation import Level, Limits, level
from .own_folder import OwnFolder
from .wire import Wire

__all__ = ["Birth", "Nursery"]

ROOT = Path(__file__).parents[2]
# Python itself and what is installed, and of the course what learners may read anyway.
# An environment's folder of packages may be a link to elsewhere.
PACKAGES = Path(sysconfig.get_path("purelib")).resolve()
READABLE = (Path(sys.base_prefix), Path(sys.prefix), PACKAGES, ROOT / "course")


@dataclass(frozen=True)
class Birth:
    """A learner's process: the line to it, and how it is shut in."""

    pid: int
    wire: Wire
    level: Level


class Nursery:
    """A warm process of its own that forks learners' processes. It never loads what grades, and neither do they."""

    def __init__(self, at: Level | None = None) -> None:
        self._level = at or level()
        self._control, theirs = socket.socketpair()
        self._answers = self._control.makefile("r", encoding="utf-8")
        self._end = _started(theirs)

    def another(self) -> "Nursery":
        """Return a nursery that is a fork of this one, so that nothing has to be loaded again."""
        other = copy(self)
        other._control, theirs = socket.socketpair()  # noqa: SLF001  a nursery's own
        other._answers = other._control.makefile("r", encoding="utf-8")  # noqa: SLF001
        other._end = _nothing  # noqa: SLF001  it ends when nobody holds its line any more
        self._ask({"another": True}, theirs)
        return other

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
        pid = self._ask(asked, theirs)["pid"]
        try:
            yield Birth(pid, wire, self._level)
        finally:
            wire.close()
            self._ask({"end": pid})

    def prepare(self, services: Iterable[str]) -> None:
        """Let learners' processes that are born from now on find clients of these services ready."""
        self._ask({"prepare": list(services)})

    def hang_up(self) -> None:
        """Let go of the line to it; whoever else holds it, a fork of this process, goes on."""
        self._answers.close()
        self._control.close()

    def close(self) -> None:
        """End the nursery, and whatever lives in it."""
        self.hang_up()
        self._end()

    def _ask(self, what: dict[str, Any], end: socket.socket | None = None) -> Any:
        socket.send_fds(self._control, [json.dumps(what).encode()], [end.fileno()] if end else [])
        if end:
            end.close()
        return json.loads(self._answers.readline())


def _started(control: socket.socket) -> Callable[[], None]:
    """Start a nursery's process that listens to `control`; return what waits for its end."""
    folder = OwnFolder("nursery")
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "grader.rooms.learner", str(control.fileno())],
        pass_fds=[control.fileno()],
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(str(folder.path)),
    )
    control.close()

    def end() -> None:
        process.wait(20)
        folder.close()

    return end


def _nothing() -> None:
    """Do nothing."""


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
