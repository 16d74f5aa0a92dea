"""How wide a text will be, and how it is broken into lines that fit: no browser is asked.

The widths are those of a wide sans serif in bold, so that a text fits in whatever a learner's browser shows it with.
"""

import re

__all__ = ["text_width", "wrapped"]

# Advance widths in hundredths of the font size, from the space to `~` (DejaVu Sans Bold, wider than Verdana or Arial).
_WIDTHS = (
    35, 46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42, 38, 37,
    70, 70, 70, 70, 70, 70, 70, 70, 70, 70, 40, 40, 84, 84, 84, 58,
    100, 77, 76, 73, 83, 68, 68, 82, 84, 37, 37, 77, 64, 100, 84, 85,
    73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50,
    50, 67, 72, 59, 72, 68, 44, 72, 71, 34, 34, 67, 34, 104, 71, 69,
    72, 72, 49, 60, 48, 71, 65, 92, 65, 65, 58, 71, 37, 71, 84,
)  # fmt: skip
_ANY_OTHER = 105

# Where a long word may be broken: after a sign, and before a capital that follows a small letter.
_PIECES = re.compile(r"[^\W_]+?(?=(?<=[a-z0-9])[A-Z])|[^\W_]+[\W_]?|.", re.DOTALL)


def text_width(text: str, size: float) -> float:
    """Return the width of a text in pixels, at a font size in pixels; rather too much than too little."""
    return sum(_WIDTHS[ord(each) - 32] if " " <= each <= "~" else _ANY_OTHER for each in text) * size / 100


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines of at most `room` pixels, between words where it can. Nothing is left out."""
    lines = [""]
    for word in re.split(r"[ \t\r\n]+", text.strip()):
        joined = f"{lines[-1]} {word}".lstrip()
        if text_width(joined, size) <= room:
            lines[-1] = joined
            continue
        start, *more = _broken(word, size, room)
        if lines[-1]:
            lines.append("")
        lines[-1] = start
        lines += more
    return lines


def _broken(word: str, size: float, room: float) -> list[str]:
    """Break a word that is too long for a line, between its parts where it can."""
    lines = [""]
    for piece in [word] if text_width(word, size) <= room else _PIECES.findall(word):
        if lines[-1] and text_width(lines[-1] + piece, size) > room:
            lines.append("")
        for each in piece:
            if lines[-1] and text_width(lines[-1] + each, size) > room:
                lines.append("")
            lines[-1] += each
    return lines
