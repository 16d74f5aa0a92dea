"""Items put together into batches, each the input of one child execution."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.json_text import compact, size

from .limits import BATCH_BYTES

__all__ = ["Batches", "size_of"]


@dataclass(frozen=True, slots=True)
class Batches:
    """How items are put together: `items` at the most (0: any number), `bytes` at the most.

    `input` is the BatchInput filled in, or None where there is none.
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
    """

    items: int = 0
    bytes: int = BATCH_BYTES
    input: Any = None

    def cut(self, inputs: list[Any]) -> Iterator[tuple[int, Any]]:
        """Yield for each batch how many of `inputs` it holds, and its child's input; the order stays.

        A batch is as large as both bounds allow. What is too large by itself makes a batch of its own.
        """
        empty = size_of(self.around([]))
        batch: list[Any] = []
        filled = empty
        for item in inputs:
            more = size_of(item) + (1 if batch else 0)
            if batch and (len(batch) == self.items or filled + more > self.bytes):
                yield len(batch), self.around(batch)
                batch, filled, more = [], empty, more - 1
            batch.append(item)
            filled += more
        if batch:
            yield len(batch), self.around(batch)

    def around(self, items: list[Any]) -> dict[str, Any]:
        """Return the input of a child execution that gets these items."""
        return {"Items": items} if self.input is None else {"BatchInput": self.input, "Items": items}


def size_of(value: Any) -> int:
    """Return the bytes of a value as JSON without spaces, in UTF-8."""
    return size(compact(value))
