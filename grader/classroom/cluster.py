"""Examiners on other machines: papers go to the workers of a Dask cluster, and what comes of them comes back.

What is started, restarted and tried again elsewhere is Dask's work. Ours is that a few papers wait for each worker and
no more, that a worker with another edition of the course examines nothing, and that whatever is wrong is said.
"""

import asyncio
import ipaddress
import logging
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from .course import ClassroomError
from .edition import differences, edition, examine_alike
from .lanes import LostError, Plain

__all__ = ["Cluster", "connected"]

CONNECT = 10.0  # seconds that a scheduler may take to answer
PATIENCE = 60.0  # seconds without any worker, after which a run ends
LOOK = 1.0  # seconds from one look at the workers to the next
EACH = 2  # papers for each thread of a worker: the one that it examines, and the next

RESUME = "Nothing is lost: run the same command again, and it goes on from here."
INSTALL = ".venv/bin/python -m pip install -c constraints.txt -e '.[cluster]'"


def connected(address: str) -> Any:
    """Return a client of the scheduler at `address`, such as ``tcp://127.0.0.1:8786``. Raises ClassroomError.

    How it is encrypted stands in Dask's own configuration (`distributed.comm.tls`), see Dask's documentation, "TLS/SSL".
    """
    try:
        from distributed import Client, Security
        from distributed.comm.core import connect
    except ModuleNotFoundError as problem:
        raise ClassroomError(
            f"Grading on more than one machine needs `{problem.name}`, which is not installed. "
            f"Install it, in the course's folder, here and on each machine: {INSTALL}"
        ) from None
    for name in ("distributed", "distributed.client", "distributed.core"):
        # What they have to say is said here in other words.
        logging.getLogger(name).setLevel(logging.CRITICAL)

    async def reach() -> None:
        # A client that fails to connect stays half made, and keeps the program from ending for a while.
        comm = await connect(address, timeout=CONNECT, **Security().get_connection_args("client"))
        comm.abort()

    try:
        asyncio.run(reach())
        return Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, RuntimeError, TypeError, ValueError, ImportError) as problem:
        raise ClassroomError(
            f"No connection to a scheduler at `{address}`: {problem}. Start one with `dask scheduler`, and give the "
            "address that it prints, such as tcp://127.0.0.1:8786. An encrypted one begins with tls:// and needs the "
            "certificates that docs/instructors.md names."
        ) from None


class Cluster:
    """The workers of the cluster whose scheduler is at `address`. `say` shows a line to whoever grades.

    `connect` makes the client. Without any worker for `patience` seconds a run ends.
    """

    def __init__(
        self,
        address: str,
        say: Callable[[str], None],
        *,
        connect: Callable[[str], Any] = connected,
        patience: float = PATIENCE,
    ) -> None:
        self._address = address
        self._say = say
        self._connect = connect
        self._patience = patience
        self._threads = 0
        self._looked = 0.0
        self._alone_since: float | None = None

    def __enter__(self) -> Self:
        """Connect, wait for a worker, and compare the editions of all. Raises ClassroomError."""
        self._client = self._connect(self._address)
        if _is_open(self._address):
            self._say(
                f"The connection to {self._address} is not encrypted: whoever can listen reads answers, and whoever "
                "reaches the scheduler can run programs on its machines. docs/instructors.md says how to encrypt it."
            )
        try:
            self._look()
            while not self._threads:
                time.sleep(min(LOOK, self._patience))
                self._look()
            self._compare()
        except BaseException:
            self._client.close()
            raise
        # Where a machine could not even start an examiner (it has no memory left), another one may. And a paper that is
        # given once more is to be examined, where Dask would tell again what it remembers.
        self._pool = self._client.get_executor(retries=1, pure=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up. Papers that nobody has begun are dropped; of those that somebody has, nobody asks any more."""
        self._client.close()

    def most(self) -> int:
        """Return how many papers keep all workers busy that are there now."""
        if time.monotonic() - self._looked > LOOK:
            self._look()
        return max(EACH * self._threads, 1)

    def submit(self, paper: Plain) -> Future[Plain]:
        """Give a paper to some worker; where that one dies, another gets it."""
        given: Future[Plain] = self._pool.submit(examine_alike, paper, edition())
        return given

    def ready(self, under_way: Collection[Future[Plain]]) -> Collection[Future[Plain]]:
        """Wait until some are ready. Raises ClassroomError where there has been no worker for too long."""
        while not (done := wait(under_way, LOOK, FIRST_COMPLETED).done):
            self._look()
        return done

    def answer(self, ready: Future[Plain]) -> Plain:
        """Return what was said of a paper. Raises LostError, and ClassroomError: no scheduler, another edition."""
        try:
            answer = ready.result()
        except CancelledError:
            raise self._gone() from None
        except Exception as problem:  # noqa: BLE001  all that a worker raised comes here, each said in words
            raise self._in_words(problem) from None
        if "differs" in answer:
            raise _refused({"A worker that came later": str(answer["differs"])})
        return answer

    def _look(self) -> None:
        """See how many threads there are. Raises ClassroomError where there have been none for too long, or no scheduler."""
        if self._client.status != "running":
            raise self._gone()
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, RuntimeError, ValueError):
            raise self._gone() from None
        self._looked = time.monotonic()
        if self._threads:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = self._looked
            self._say(
                f"No worker is connected to {self._address}; waiting {self._patience:.0f} s for one. "
                f"Start one on each machine: dask worker {self._address} --nworkers 1"
            )
        elif self._looked - self._alone_since >= self._patience:
            raise ClassroomError(
                f"No worker came to {self._address} in {self._patience:.0f} s. Start one on each machine, in the "
                f"course's folder: .venv/bin/dask worker {self._address} --nworkers 1. {RESUME}"
            )

    def _compare(self) -> None:
        """Raise ClassroomError where a worker, or the scheduler, has another edition of the course than this process."""
        found = dict(self._client.run(edition, on_error="return"))
        try:
            found[f"the scheduler {self._address}"] = self._client.run_on_scheduler(edition)
        except Exception as problem:  # noqa: BLE001  what the scheduler lacks it raises, in any form
            found[f"the scheduler {self._address}"] = problem
        differs = {who: _differs(what) for who, what in found.items()}
        if any(differs.values()):
            raise _refused({who: what for who, what in differs.items() if what})

    def _in_words(self, problem: Exception) -> Exception:
        """Return what a problem that Dask tells means here."""
        from distributed.scheduler import KilledWorker

        if isinstance(problem, KilledWorker):
            ended = problem.allowed_failures + 1
            return LostError(f"{ended} workers ended while they had it, the last one at {_place(problem)}")
        if isinstance(problem, OSError):
            return problem
        return ClassroomError(
            f"A worker of {self._address} cannot work: {type(problem).__name__}: {_first_line(problem)}. "
            f"Start it in the environment of this course. {RESUME}"
        )

    def _gone(self) -> ClassroomError:
        return ClassroomError(
            f"The scheduler at {self._address} is gone, or dropped what it was given. Start it again. {RESUME}"
        )


def _refused(differs: Mapping[str, str]) -> ClassroomError:
    lines = "\n".join(f"  {who}: {what}" for who, what in differs.items())
    return ClassroomError(
        f"Not the same edition of the course as here, so that points could differ:\n{lines}\n"
        f"Bring the same files and packages there ({INSTALL}), start it again, or stop it. {RESUME}"
    )


def _differs(found: Mapping[str, str] | Exception) -> str:
    if isinstance(found, OSError):
        return ""  # it ended while it was asked; whoever takes its place is asked with the first paper
    if isinstance(found, Exception):
        return f"it has no grader of this kind ({_first_line(found)})"
    return differences(found, edition())


def _place(problem: Any) -> str:
    return str(getattr(problem.last_worker, "address", problem.last_worker))


def _first_line(problem: BaseException) -> str:
    return next(iter(str(problem).splitlines()), type(problem).__name__)


def _is_open(address: str) -> bool:
    """Tell whether others can listen: not encrypted, and not this machine's own."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        stays_here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        stays_here = host == "localhost"
    return parts.scheme not in {"tls", "wss"} and not stays_here
