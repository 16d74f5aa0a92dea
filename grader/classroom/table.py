"""The rows of a class as text: a table of points, and below it what there is to mention."""

from collections.abc import Sequence

from .rows import Row

__all__ = ["as_table", "one_line"]


def as_table(found: Sequence[Row]) -> str:
    """Return the rows as text: a table of points, below it the remarks by learner."""
    exercises = list(found[0].points) if found else []
    penalised = any(row.penalty for row in found)
    heads = [
        "learner",
        *exercises,
        "total",
        *(["penalty", "grade"] if penalised else []),
        "of",
        "late",
        "state",
    ]
    lines = [
        [one_line(row.learner), *map(_number, row.points.values()), *_rest(row, penalised=penalised)]
        for row in found
    ]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    table = ["  ".join(_aligned(line, widths)).rstrip() for line in [heads, *lines]]
    # Of who handed nothing in, the state says it all.
    told = ((row.learner, remark) for row in found if row.state != "nothing" for remark in row.remarks)
    remarks = [one_line(f"{learner}: {remark}") for learner, remark in told]
    return "\n".join([*table, *(["", *remarks] if remarks else [])])


def _rest(row: Row, *, penalised: bool) -> list[str]:
    hours = row.seconds_late / 3600
    lost = [_number(row.penalty) if row.penalty else "", _number(row.grade)] if penalised else []
    return [_number(row.total), *lost, _number(row.maximum), f"{hours:.1f} h" if hours else "", row.state]


def _aligned(line: list[str], widths: list[int]) -> list[str]:
    last = len(line) - 1
    return [
        text.ljust(width) if place in (0, last) else text.rjust(width)
        for place, (text, width) in enumerate(zip(line, widths, strict=True))
    ]


def one_line(text: str) -> str:
    """Return a text as a terminal may show it: a learner's file name may hold what steers one, or begins a line."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _number(value: float) -> str:
    return f"{value:g}"
