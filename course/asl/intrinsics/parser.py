r"""Reading a call of an intrinsic function.

States Language, "Intrinsic Functions": the name, at once followed by the arguments in parentheses. A string stands in
apostrophes and knows the escapes \' \{ \} and \\ only; AWS refuses a definition with any other.
"""

import re
from difflib import get_close_matches

from course.asl.strict_json import DECODER

from .call import Argument, Call, Literal, PathArgument
from .errors import IntrinsicSyntaxError
from .functions import FUNCTIONS

__all__ = ["parse_call"]

# Ours, not AWS's: no call that anybody writes comes near, and reading one recurses.
_NESTING = 50

_PREFIX = "States."
_NAME = re.compile(r"[A-Za-z0-9._]+")
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_WORD = re.compile(r"[^\s,()']+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS = {"null": None, "true": True, "false": False}
# Within a path: what opens, what closes, and what stands in quotes inside a bracket.
_PATH_PART = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|[()\[\],]|[^'"()\[\],]+""", re.DOTALL)


def parse_call(text: str) -> Call:
    """Return the call that `text` is. Raises IntrinsicSyntaxError.

    How many arguments a function takes is not looked at: AWS accepts such a definition, and its execution fails.
    """
    call, end = _call(text, 0, 1)
    if end < len(text):
        raise IntrinsicSyntaxError(f"Expected nothing after the call, but found {_found(text, end)}", end + 1)
    return call


def _call(text: str, start: int, depth: int) -> tuple[Call, int]:
    """Read the call that begins at `start`; return it and where it ends."""
    found = _NAME.match(text, start)
    name = found[0] if found else ""
    at = start + len(name)
    if name not in FUNCTIONS:
        raise IntrinsicSyntaxError(_unknown(text, start, name), start + 1)
    if text[at : at + 1] != "(":
        raise IntrinsicSyntaxError(f"Expected '(' at once after {name}, but found {_found(text, at)}", at + 1)
    if depth > _NESTING:
        raise IntrinsicSyntaxError(f"Calls are nested more than {_NESTING} deep", start + 1)
    arguments, end = _arguments(text, at + 1, depth)
    return Call(name, arguments, text[start:end], start + 1), end


def _arguments(text: str, start: int, depth: int) -> tuple[tuple[Argument, ...], int]:
    arguments: list[Argument] = []
    at = _skip(text, start)
    if text[at : at + 1] == ")":
        return (), at + 1
    while True:
        argument, at = _argument(text, _skip(text, at), depth)
        arguments.append(argument)
        at = _skip(text, at)
        match text[at : at + 1]:
            case ",":
                at += 1
            case ")":
                return tuple(arguments), at + 1
            case _:
                raise IntrinsicSyntaxError(f"Expected ',' or ')', but found {_found(text, at)}", at + 1)


def _argument(text: str, start: int, depth: int) -> tuple[Argument, int]:
    match text[start : start + 1]:
        case "'":
            return _string(text, start)
        case "$":
            return _path(text, start)
    found = _WORD.match(text, start)
    word = found[0] if found else ""
    if word.startswith(_PREFIX):
        return _call(text, start, depth + 1)
    if word in _WORDS:
        return Literal(_WORDS[word], word, start + 1), start + len(word)
    if _NUMBER.fullmatch(word):
        return Literal(_number(word, start), word, start + 1), start + len(word)
    expected = "Expected a string in apostrophes, a number, a path, true, false, null or a call"
    raise IntrinsicSyntaxError(
        f"{expected}, but found {repr(word) if word else _found(text, start)}", start + 1
    )


def _string(text: str, start: int) -> tuple[Literal, int]:
    found = _STRING.match(text, start)
    if found is None:
        raise IntrinsicSyntaxError("The apostrophe that opens here is never closed", start + 1)
    for escape in _ESCAPE.finditer(found[1]):
        if escape[1] not in "'{}\\":
            message = f"The escape {escape[0]} is unknown; there are \\' \\{{ \\}} and \\\\"
            raise IntrinsicSyntaxError(message, found.start(1) + escape.start() + 1)
    return Literal(_ESCAPE.sub(r"\1", found[1]), found[1], start + 1), found.end()


def _number(word: str, start: int) -> int | float:
    try:
        return DECODER.decode(word)  # type: ignore[no-any-return]
    except ValueError:
        raise IntrinsicSyntaxError("This number is too large", start + 1) from None


def _path(text: str, start: int) -> tuple[PathArgument, int]:
    """Read a path up to the comma or parenthesis that ends the argument; the path itself is not looked at."""
    open_brackets = 0
    at = start
    while found := _PATH_PART.match(text, at):
        part = found[0]
        if open_brackets == 0 and part in (",", ")"):
            break
        open_brackets += (part in ("(", "[")) - (part in (")", "]"))
        at = found.end()
    path = text[start:at].rstrip()
    return PathArgument(path, start + 1), start + len(path)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _found(text: str, at: int) -> str:
    return repr(text[at]) if at < len(text) else "the end"


def _unknown(text: str, start: int, name: str) -> str:
    if not name.startswith(_PREFIX):
        return f"Expected the name of an intrinsic function, such as States.Format, but found {_found(text, start)}"
    near = get_close_matches(
        name.removeprefix(_PREFIX), [known.removeprefix(_PREFIX) for known in FUNCTIONS], 1
    )
    return f"There is no function {name}" + (f"; did you mean {_PREFIX}{near[0]}?" if near else "")
