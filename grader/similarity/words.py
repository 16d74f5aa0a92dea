"""An answer as it stands: its words and signs one after the other, names and comments among them.

This is what is left to compare where an answer is not Python. And whoever hands in a text as it came from somebody else
shares its names and remarks, which say more than the structure of a short answer does.
"""

import re
from collections.abc import Mapping

from .structure import Token
from .variants import masked

__all__ = ["words"]

# Each alternative moves on, so that no text takes long.
PIECE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|\d+\.\d+|\w+|[^\w\s]|\n")


def words(source: str, values: Mapping[str, str] | None = None) -> list[Token]:
    """Return the tokens of any text, the values of its author's variant (see `variants.masked`) masked. Never raises."""
    tokens, line = [], 1
    for found in PIECE.finditer(source):
        piece = found.group()
        if piece == "\n":
            line += 1
        elif piece[0] in "\"'" and len(piece) > 1:
            tokens.append(Token(masked(piece[1:-1], values or {}), line, line))
        else:
            tokens.append(Token(masked(piece, values or {}), line, line))
    return tokens
