"""Many papers at once: each examiner is given the next paper when it is free, on this machine or elsewhere.

`LocalLanes` are as many examiners as processors; `cluster` has those of other machines.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Protocol, Self

from grader.rooms import warm
from grader.rooms.examiner.paper import Result
from grader.rooms.examiners import examine_plain

from .assignment import Taken

__all__ = ["Lanes", "LocalLanes", "LostError", "Plain", "examine_all", "processors"]

Plain = dict[str, object]  # a paper, or what is said of it, as JSON-ready data


class LostError(RuntimeError):
    """Whoever had a paper ended, again and again; that may have been the doing of a paper they had beside it."""


class Lanes(Protocol):
    """Examiners that are given papers, from the beginning of a block to its end."""

    def __enter__(self) -> Self:
        """Find them. Raises ClassroomError."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of them, and of the papers they were not given yet."""

    def most(self) -> int:
        """Return how many papers keep them all busy."""

    def submit(self, paper: Plain) -> Future[Plain]:
        """Give them a paper: what `examine_plain` says of it is to come."""

    def ready(self, under_way: Collection[Future[Plain]]) -> Collection[Future[Plain]]:
        """Wait until some of those under way are ready, and return them. Raises ClassroomError where none will be."""

    def answer(self, ready: Future[Plain]) -> Plain:
        """Return what was said of a paper. Raises LostError, and ClassroomError where nothing more will be said."""


class LocalLanes:
    """So many examiners on this machine. They start with the first papers, or at once where these are certain to come."""

    def __init__(self, count: int, *, certain: bool = False) -> None:
        self._count = count
        self._certain = certain

    def __enter__(self) -> Self:
        """Have threads ready."""
        if self._certain:
            warm.start()
        self._pool = ThreadPoolExecutor(self._count)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the papers that are being examined."""
        self._pool.shutdown(cancel_futures=True)

    def most(self) -> int:
        """Return one more than can be examined at once, so that nobody waits for the next."""
        return self._count + 1

    def submit(self, paper: Plain) -> Future[Plain]:
        """Give a paper to whoever is free first."""
        return self._pool.submit(examine_plain, paper)

    def ready(self, under_way: Collection[Future[Plain]]) -> Collection[Future[Plain]]:
        """Wait until some are ready."""
        return wait(under_way, return_when=FIRST_COMPLETED).done

    def answer(self, ready: Future[Plain]) -> Plain:
        """Return what was said of a paper."""
        return ready.result()


UnderWay = dict[Future[Plain], tuple[Taken, Plain]]


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def examine_all(submissions: Iterable[Taken], lanes: Lanes) -> Iterator[tuple[Taken, Result | str | None]]:
    """Yield each submission with what came of its paper, in the order in which they are ready.

    None where there was nothing to examine, words where no examiner could do it. No more are taken from `submissions`
    than keep the lanes busy, however many there are. A paper that was lost is given once more, at the end and alone,
    so that it is known whose doing it was.
    """
    under_way: UnderWay = {}
    lost: list[tuple[Taken, Plain]] = []
    for taken in submissions:
        if taken.paper is None:
            yield taken, None
            continue
        paper = taken.paper.as_dict()
        under_way[lanes.submit(paper)] = taken, paper
        if len(under_way) >= lanes.most():
            yield from _ready(under_way, lanes, lost)
    while under_way:
        yield from _ready(under_way, lanes, lost)
    for taken, paper in lost:
        yield from _ready({lanes.submit(paper): (taken, paper)}, lanes, None)


def _ready(
    under_way: UnderWay, lanes: Lanes, lost: list[tuple[Taken, Plain]] | None
) -> Iterator[tuple[Taken, Result | str]]:
    """Yield what is ready. What was lost goes to `lost`, where there is such a list."""
    for future in lanes.ready(under_way.keys()):
        taken, paper = under_way.pop(future)
        try:
            answer = lanes.answer(future)
        except (LostError, OSError) as problem:
            if lost is not None and isinstance(problem, LostError):
                lost.append((taken, paper))
                continue
            answer = {"broke": str(problem)}
        yield taken, _outcome(answer)


def _outcome(answer: Plain) -> Result | str:
    if "broke" in answer:
        return str(answer["broke"])
    return Result.of(answer["result"])  # type: ignore[arg-type]  # its data is plain
