"""Which string and template literals of a widget's script a learner reads: their places say so, or what they look like.

- Shown, whatever it is: an argument that our functions show (`_SAYING`), a property that is shown (`_SHOWN`), and whatever
  stands in a constant ``..._WORDS``.
- The program's own: a key, what is compared, an index, an argument of `_CODE_CALLS`, a property of `_CODE_NAMES`.
- Open, anywhere else: a learner's when it reads like a sentence. A word that stands alone there is the program's, so one
  that is to be read is written where it is shown, or in a constant ``..._WORDS``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .javascript_tokens import Token, is_value

__all__ = ["Verdict", "literals"]

Verdict = Literal["shown", "code", "open"]

# The arguments of our functions that are shown, by their number: of `make`, the children of an element.
_SAYING = {
    "append": range(99),
    "busy": range(1),
    "button": range(2),
    "fallSlider": range(1),
    "labelled": range(1, 2),
    "letterField": range(1),
    "make": range(2, 99),
    "prepend": range(99),
    "replaceChildren": range(99),
    "say": range(1),
}
_SHOWN = {"aria-label", "aria-valuetext", "hint", "label", "placeholder", "textContent", "title"}
_CODE_CALLS = {
    "addEventListener", "closest", "createElement", "createElementNS", "execCommand", "get", "getAttribute", "join",
    "matchMedia", "matches", "querySelector", "querySelectorAll", "set", "setAttribute", "split", "toggle", "warn",
}  # fmt: skip
_CODE_NAMES = {"className", "id", "innerHTML", "name", "role", "type", "wrap"}
_COMPARED = {"===", "!==", "==", "!=", "in", "case"}
_NO_CALLS = {"catch", "for", "if", "switch", "while"}


@dataclass
class _Place:
    """An open bracket: its kind, what it calls, the argument's number, and the property or name that is set in it."""

    kind: Literal["call", "list", "index", "object", "block"]
    called: str = ""
    argument: int = 0
    name: str = ""
    attribute: str = ""


def literals(tokens: list[Token]) -> Iterator[tuple[Token, Verdict]]:
    """Yield each string and template of a script, in their order, and what its place says."""
    places = [_Place("block")]
    nothing = Token("sign", ";", 0)
    for at, token in enumerate(tokens):
        one_before, before, after = (
            tokens[near] if 0 <= near < len(tokens) else nothing for near in (at - 2, at - 1, at + 1)
        )
        place = places[-1]
        is_key = place.kind == "object" and before.text in {"{", ","} and after.text == ":"
        if token.kind in {"string", "template"}:
            is_code = is_key or before.text in _COMPARED or after.text in {*_COMPARED, "."}
            yield token, "code" if is_code else _verdict(places)
            if place.called == "setAttribute" and not place.argument:
                place.attribute = token.text[1:-1]
        if is_key:
            place.name = token.text
        elif token.kind == "sign":
            _step(places, token.text, before, one_before)


def _step(places: list[_Place], sign: str, before: Token, one_before: Token) -> None:
    """Bring the open brackets up to date with a sign."""
    place = places[-1]
    if sign == "(":
        is_call = before.kind == "name" and is_value(before) and before.text not in _NO_CALLS
        places.append(_Place("call", called=before.text if is_call else ""))
    elif sign == "[":
        places.append(_Place("index" if is_value(before) or before.text == "?." else "list"))
    elif sign == "{":
        places.append(
            _Place("block" if before.text in {")", "=>", ";", "else", "finally", "try"} else "object")
        )
    elif sign in {")", "]", "}"}:
        places.pop()
    elif sign == ",":
        place.argument, place.name = place.argument + 1, ""
    elif sign == ";":
        place.name = ""
    elif sign == "=" and before.kind == "name" and (one_before.text == "." or not place.name):
        place.name = before.text


def _verdict(places: list[_Place]) -> Verdict:
    """Return what the innermost place says that says anything: lists and plain brackets leave it to what is around."""
    for place in reversed(places):
        if place.name.endswith("_WORDS") or place.name in _SHOWN or place.attribute in _SHOWN:
            return "shown"
        if place.argument in _SAYING.get(place.called, ()):
            return "shown"
        if place.kind == "index" or place.name in _CODE_NAMES or place.called in _CODE_CALLS:
            return "code"
        if place.called or place.kind == "block":
            return "open"
    return "open"
