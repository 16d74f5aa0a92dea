"""Tables for a terminal."""

from collections.abc import Sequence

__all__ = ["share", "text_table"]


def share(how_many: int, of: int) -> str:
    """Return how many, and which share of all that is."""
    return f"{how_many} ({how_many / of:.0%})" if of else "0"


def text_table(heads: Sequence[str], lines: Sequence[Sequence[str]], left: Sequence[int] = (0,)) -> str:
    """Return lines below their heads; the columns named in `left` begin at the left, the others end at the right."""
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    return "\n".join(
        "  ".join(
            text.ljust(width) if at in left else text.rjust(width)
            for at, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (heads, *lines)
    )
