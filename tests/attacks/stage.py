"""Where a case is played: beside it and after it an honest submission is graded, and everything around is watched."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from grader.rooms import warm
from grader.rooms.examiners import Examiner
from grader.rooms.isolation.tree import below
from tests.attacks.case import RIGHT, Case
from tests.attacks.graded import Graded, graded
from tests.attacks.surroundings import MARKUP, SECRET, Server, marked_files, processes_besides, secrets

__all__ = ["Outcome", "Stage"]

HONEST = Case("honest", "An honest submission.", {"e3": 10.0}, (("e3", RIGHT["e3"]),))
PAUSE = 0.5  # real seconds between the honest submissions beside a long case


@dataclass(frozen=True)
class Outcome:
    """What came of a case: its points, and all that must not be.

    `harmed` holds the points of honest submissions that were not full, `processes` and `files` what was left or changed,
    `leaked` which secrets were in outputs (or markup that acts, in a report), `knocked` how often somebody called over
    the network.
    """

    points: Mapping[str, float] | str
    harmed: tuple[object, ...] = ()
    processes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    leaked: tuple[str, ...] = ()
    knocked: int = 0


class Stage:
    """Two examiners, each with a nursery; a secret in the environment and one in a file; a server that nobody may reach."""

    def __init__(self, folder: Path) -> None:
        self.bait = folder / "gradebook.db"
        self.rooms = folder / "tmp"
        self.bait.write_text(SECRET, encoding="utf-8")
        self.rooms.mkdir()
        # It shall not be the permissions that protect it.
        self.bait.chmod(0o666)
        folder.chmod(0o755)

    @contextmanager
    def opened(self) -> Iterator["Stage"]:
        """Open it for the block."""
        with ExitStack() as left:
            left.enter_context(mock.patch.dict(os.environ, TMPDIR=str(self.rooms), GRADER_TOKEN=SECRET))
            # The process that examiners are forked from has taken its environment along from where it was started.
            warm.close()
            left.callback(warm.close)
            self.server = Server(left)
            self._examiner, self._other = Examiner(), Examiner()
            for each in (self._examiner, self._other):
                left.callback(each.close)
                assert HONEST.deserved == self._graded(HONEST, each).points
            yield self

    def play(self, case: Case) -> Outcome:
        """Grade a case, honest submissions beside it and one after it, and look around."""
        processes, files = below(os.getpid()), self._files()
        honest: list[object] = []
        ended = threading.Event()
        beside = threading.Thread(target=self._grade_beside, args=(ended, honest))
        beside.start()
        try:
            found = self._graded(case, self._examiner)
        finally:
            ended.set()
            beside.join()
        honest.append(self._graded(HONEST, self._examiner).points)
        leaked = [secret for secret in secrets() if secret in found.shown]
        return Outcome(
            found.points,
            tuple(points for points in honest if points != HONEST.deserved),
            processes_besides(processes),
            tuple(sorted(self._files() ^ files)),
            (*leaked, *([MARKUP] if MARKUP in found.pages else [])),
            self.server.heard(),
        )

    def _grade_beside(self, ended: threading.Event, honest: list[object]) -> None:
        while True:
            honest.append(self._graded(HONEST, self._other).points)
            if ended.wait(PAUSE):
                return

    def _graded(self, case: Case, examiner: Examiner) -> Graded:
        return graded(case, examiner, self._filled)

    def _filled(self, text: str) -> str:
        """Return a cell's text with what an attacker might know of this machine."""
        known = {
            "BAIT_FILE": str(self.bait),
            "CANARY_PORT": str(self.server.port),
            "EXAMINER_PID": str(self._examiner.pid),
        }
        for name, value in known.items():
            text = text.replace(name, value)
        return text

    def _files(self) -> set[str]:
        """Return what lies in the examiners' folder, what bears the attackers' mark elsewhere, and how the bait is."""
        rooms = {str(path.relative_to(self.rooms)) for path in self.rooms.rglob("*")}
        known = self.bait.stat()
        bait = f"{self.bait.name}: mode {known.st_mode:o}, changed {known.st_mtime_ns}, of {known.st_uid}, {known.st_size} bytes"
        return rooms | marked_files() | {bait}
