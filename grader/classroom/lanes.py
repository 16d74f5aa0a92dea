"""Many papers at once: as many examiners as processors, each of which is given the next paper when it is free."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from grader.rooms.examiner.paper import Result
from grader.rooms.examiners import examine

from .assignment import Taken

__all__ = ["examined", "processors"]


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def examined(submissions: Iterable[Taken], lanes: int) -> Iterator[tuple[Taken, Result | str | None]]:
    """Yield each submission with what came of its paper, in the order in which they are ready.

    None where there was nothing to examine, words where no examiner could do it. Only a few more are taken from
    `submissions` than are being examined, however many there are.
    """
    under_way: dict[Future[dict[str, object]], Taken] = {}
    pool = ThreadPoolExecutor(lanes)
    try:
        for taken in submissions:
            if taken.paper is None:
                yield taken, None
                continue
            under_way[pool.submit(examine, taken.paper.as_dict())] = taken
            if len(under_way) > lanes:
                yield from _ready(under_way)
        while under_way:
            yield from _ready(under_way)
    finally:
        pool.shutdown(cancel_futures=True)


def _ready(under_way: dict[Future[dict[str, object]], Taken]) -> Iterator[tuple[Taken, Result | str]]:
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        answer = future.result()
        taken = under_way.pop(future)
        if "broke" in answer:
            yield taken, str(answer["broke"])
        else:
            yield taken, Result.of(answer["result"])  # type: ignore[arg-type]  # its data is plain
