"""How far a class has come, and how long it will take: a bar on a terminal, nothing where there is none."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

__all__ = ["with_progress"]

T = TypeVar("T")


def with_progress(done: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Yield what is done, and show on stderr how many of `total` that are. Lines may be printed meanwhile."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        for each in done:
            yield each
            progress.advance(task)
