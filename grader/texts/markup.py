"""HTML inside of a program's strings, in the pieces that somebody reads."""

import re
from collections.abc import Callable

__all__ = ["has_markup", "reworded_markup"]

_TAG = re.compile(
    r"</?[A-Za-z\ue000-\uf8ff!][^<>]*>|<(?:style|script|code)\b.*?</(?:style|script|code)>", re.DOTALL
)
# What of a tag is read, to somebody who does not see: a tag may go on in the next string.
_ATTRIBUTE = re.compile(r"(?<=\s)(aria-label|aria-description|title|placeholder|alt)=\"([^\"]*)\"")
_TAG_PART = re.compile(r"^[^<>]*>|<[^<>]*$|^[^<>]*=\"[^<>]*$", re.DOTALL)


def has_markup(text: str) -> bool:
    """Tell whether a text has tags, or is a part of one."""
    return bool(_TAG.search(text) or re.search(r"[\w-]=\"", text))


def reworded_markup(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with each piece between tags changed, and each attribute that is read."""
    done, end = [], 0
    for found in _TAG.finditer(text):
        done += [_between(text[end : found.start()], change), _tag(found[0], change)]
        end = found.end()
    return "".join([*done, _between(text[end:], change)])


def _between(text: str, change: Callable[[str], str]) -> str:
    if found := _TAG_PART.search(text):
        head, tail = text[: found.start()], text[found.end() :]
        return change(head) + _tag(found[0], change) + change(tail)
    return change(text)


def _tag(text: str, change: Callable[[str], str]) -> str:
    return _ATTRIBUTE.sub(lambda found: f'{found[1]}="{change(found[2])}"', text)
