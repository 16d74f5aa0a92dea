"""Markdown in pieces that can be translated one by one: a paragraph, a heading, a list, a row of a table."""

import re
from collections.abc import Callable

__all__ = ["reworded_markdown"]

_FENCE = re.compile(r"^\s*(```|~~~)")
_WORD = re.compile(r"[^\W\d_]{2}")


def reworded_markdown(text: str, change: Callable[[str, int], str]) -> str:
    """Return `text` with each piece changed by ``change(piece, its line)``, lines counted from 0.

    Program text in fences, empty lines and rules of tables are no pieces.
    """
    done: list[str] = []
    piece: list[str] = []
    fenced = False

    def end(at: int) -> None:
        if piece:
            said = "\n".join(piece)
            done.append(change(said, at - len(piece)) if _WORD.search(said) else said)
            piece.clear()

    for at, line in enumerate(text.split("\n")):
        fence = bool(_FENCE.match(line))
        if fenced or fence or not line.strip():
            end(at)
            done.append(line)
            fenced ^= fence
        elif line.startswith("|"):
            end(at)
            piece.append(line)
            end(at + 1)
        else:
            piece.append(line)
    end(text.count("\n") + 1)
    return "\n".join(done)
