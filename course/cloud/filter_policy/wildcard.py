r"""The condition ``wildcard``: a text in which each ``*`` stands for any text. ``\*`` is a star, ``\\`` a backslash.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (wildcard)
"""

from course.cloud.filter_policy.errors import ConditionError

__all__ = ["check", "holds"]


def check(pattern: str) -> None:
    """Raise ConditionError for two stars in a row, or a backslash before any other character."""
    _pieces(pattern)


def holds(pattern: str, value: object) -> bool:
    """Tell whether a value is a text that the pattern spells, in time linear in both."""
    if not isinstance(value, str):
        return False
    first, *rest = _pieces(pattern)
    if not rest:
        return value == first
    *middle, last = rest
    if len(value) < len(first) + len(last) or not value.startswith(first) or not value.endswith(last):
        return False
    # Between the ends the earliest place for each piece leaves the most room for those after it.
    place, end = len(first), len(value) - len(last)
    for piece in middle:
        place = value.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def _pieces(pattern: str) -> list[str]:
    """Return the texts between the stars."""
    pieces, place = [""], 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            if pattern[place + 1 : place + 2] not in ("*", "\\"):
                raise ConditionError(
                    f"Invalid escape character at pos {place + 1}", "A backslash escapes * or itself."
                )
            place += 1
            pieces[-1] += pattern[place]
        elif character == "*":
            if pattern[place + 1 : place + 2] == "*":
                raise ConditionError(
                    f"Consecutive wildcard characters at pos {place + 1}", "One * is enough."
                )
            pieces.append("")
        else:
            pieces[-1] += character
        place += 1
    return pieces
