"""What is around a case while it is graded, and must be afterwards as it was: processes, files, a server, secrets."""

import os
import socket
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from grader import rubrics
from grader.checks import Bench
from grader.rooms.isolation.tree import below
from tests.attacks.case import NAMES

__all__ = ["MARK", "MARKUP", "SECRET", "Server", "marked_files", "processes_besides", "secrets"]

ROOT = Path(__file__).parents[2]
MARK = "left-behind"  # the name, or a part of it, of every file that a case tries to leave somewhere
SECRET = "what-only-the-grader-may-know"
MARKUP = "<script>attack()"  # what would act, if a page held it as it is
PLACES = ("/", "/tmp", "/var/tmp", "/dev/shm", "~", ".", ROOT, ROOT / "course", ROOT / "grader" / "rooms")  # noqa: S108  looked at, not written


class Server:
    """Listens at a port of this machine, by TCP and by UDP, and counts who calls."""

    def __init__(self, left: ExitStack) -> None:
        self._calls, self._letters = (
            left.enter_context(socket.socket(socket.AF_INET, kind))
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM)
        )
        self._calls.bind(("127.0.0.1", 0))
        self.port = self._calls.getsockname()[1]
        self._letters.bind(("127.0.0.1", self.port))
        self._calls.listen()
        self._calls.setblocking(False)
        self._letters.setblocking(False)

    def heard(self) -> int:
        """Return how often somebody called since it was asked last."""
        heard = 0
        with suppress(BlockingIOError):
            while True:
                self._calls.accept()[0].close()
                heard += 1
        with suppress(BlockingIOError):
            while self._letters.recv(10):
                heard += 1
        return heard


def marked_files() -> set[str]:
    """Return the files that bear the attackers' mark, in the places where they would be left."""
    places = {Path(place).expanduser() for place in PLACES}
    return {str(path) for place in places if place.is_dir() for path in place.glob(f"*{MARK}*")}


def processes_besides(before: set[int]) -> tuple[str, ...]:
    """Return what runs below this process and did not before; what is just ending may take a moment.

    Who takes the place of one that was there before is not left behind: an examiner that was stopped in the middle of a
    word has another nursery from then on.
    """
    for _ in range(20):
        now = below(os.getpid())
        left = now - before
        if len(left) <= len(before - now) and all(map(_is_nursery, left)):
            return ()
        time.sleep(0.1)
    return tuple(f"process {pid}" for pid in sorted(left))


def _is_nursery(pid: int) -> bool:
    try:
        return b"grader.rooms.learner" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def secrets() -> list[str]:
    """Return what may be in no output: words of the grader's own, of a rubric, of hints, of a solution, of hidden rows."""
    ladder = [hint[:60] for exercise in NAMES for hint in rubrics.exercise(f"m05.{exercise}").hints]
    comments = ["No try: if SNS refuses", "The dead-letter queue comes first"]
    return [SECRET, "Judged by what a queue at the topic receives", *ladder, *comments, *_hidden_values()]


def _hidden_values() -> list[str]:
    """Return texts that stand in the author's hidden rows and nowhere else."""
    wiring, publishing = (
        [row for hidden in rubrics.hidden_rows(exercise) for row in hidden(_graded(exercise))]
        for exercise in ("m05.e1", "m05.e3")
    )
    voucher = next(fact["voucher"]["code"] for fact, _ in publishing if "voucher" in fact)
    customers = [fact["customerId"] for fact, _ in publishing if not fact["customerId"].isascii()]
    return [*wiring, voucher, *customers]


def _graded(exercise: str) -> Bench:
    return Bench(rubrics.exercise(exercise), {}, learner_id=rubrics.AUTHOR, grading=True)
