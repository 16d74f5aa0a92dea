"""JavaScript's notation of a pattern in Python's: what both write differently, or mean differently."""

import re

__all__ = ["translated"]

TOKEN = re.compile(r"\\k<\w+>|\\.|\(\?<(?=[A-Za-z_])|\[\^?\]?|.", re.DOTALL)
# In JavaScript digits and words are ASCII's; outside and inside of brackets.
CLASSES = {"d": "[0-9]", "D": "[^0-9]", "w": "[A-Za-z0-9_]", "W": "[^A-Za-z0-9_]"}
WITHIN = {"d": "0-9", "w": "A-Za-z0-9_"}
# Escapes that both read alike; any other letter stands for itself in JavaScript.
ALIKE = frozenset("bBdDfnrsStuvwWx0123456789")


def translated(pattern: str, *, multiline: bool) -> str:
    """Return the pattern as Python's `re` reads it."""
    pieces: list[str] = []
    in_brackets = False
    for piece in TOKEN.findall(pattern):
        if piece.startswith("\\"):
            pieces.append(_escape(piece, in_brackets=in_brackets))
        elif in_brackets:
            in_brackets = piece != "]"
            # What Python may one day take for an operation on sets.
            is_plain = len(piece) == 1 and piece not in "[&|~" and not piece == pieces[-1] == "-"
            pieces.append(piece if is_plain else re.escape(piece))
        elif piece in {"[]", "[^]"}:
            pieces.append("(?!)" if piece == "[]" else r"[\s\S]")
        elif piece.startswith("["):
            in_brackets = True
            pieces.append(piece)
        elif piece.startswith("(?<"):
            pieces.append("(?P<")
        else:
            pieces.append(r"\Z" if piece == "$" and not multiline else piece)
    return "".join(pieces)


def _escape(piece: str, *, in_brackets: bool) -> str:
    letter = piece[1:2]
    if piece.startswith("\\k<"):
        return f"(?P={piece[3:-1]})"
    classes = WITHIN if in_brackets else CLASSES
    if letter in classes:
        return classes[letter]
    return piece if letter in ALIKE or not letter.isalpha() else letter
