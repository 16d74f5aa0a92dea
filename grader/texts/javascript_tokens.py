"""The scripts of our widgets in tokens (ECMA-262, 12: https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar).

Not for any script: a division is told from a regular expression by what stands before it, so a regular expression that
begins a statement after a bracket is refused, and so is whatever has no end.
"""

import re
from dataclasses import dataclass

from .error import TextsError

__all__ = ["Token", "is_value", "template_parts", "tokens_of"]

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<number>\d[\w.]*)
    |(?P<name>[#$\w]+)
    |(?P<sign>=>|[=!]==?|\?\.|\?\?=?|&&|\|\||\.\.\.|\*\*|[-+*<>|]=|\+\+|--|>>|<<|/(?=[ =])|[-+*%<>!&|^~?:;,.(){}[\]=@])
    """,
    re.VERBOSE,
)
# After these a slash begins a regular expression, although they look like a value.
_KEYWORDS = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do"}
_CLOSES = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Token:
    """A token: its kind (``string``, ``template``, ``pattern``, ``number``, ``name``, ``sign``), its text, its place."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The place behind it."""
        return self.start + len(self.text)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a script or of an expression, without comments. Raise TextsError."""
    return _read(text, 0, within=False)[0]


def template_parts(text: str) -> list[str]:
    """Return a template literal, backticks and all, in parts: texts as written, and between them ``${expressions}``."""
    parts, at = [""], 1
    while text[at] != "`":
        end = _expression_end(text, at)
        if end > at:
            parts += [text[at:end], ""]
        else:
            end = at + (2 if text[at] == "\\" else 1)
            parts[-1] += text[at:end]
        at = end
    return parts


def _read(text: str, at: int, *, within: bool) -> tuple[list[Token], int]:
    """Return tokens from a place on, and the place behind them: the end, or `within` braces their end."""
    found: list[Token] = []
    opened: list[str] = []
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
            continue
        token = _token(text, at, found[-1] if found else None)
        if within and token.text == "}" and not opened:
            return found, token.end
        if token.text in _CLOSES and (not opened or opened.pop() != _CLOSES[token.text]):
            raise _unreadable(text, at, f"`{token.text}` with nothing to close")
        if token.text in _CLOSES.values():
            opened.append(token.text)
        found.append(token)
        at = token.end
    if within or opened:
        raise _unreadable(text, at, "the end before all brackets are closed")
    return found, at


def _token(text: str, at: int, before: Token | None) -> Token:
    if text[at] == "`":
        return Token("template", text[at : _template_end(text, at)], at)
    if text[at] == "/" and not is_value(before) and (found := _PATTERN.match(text, at)):
        return Token("pattern", found[0], at)
    if (found := _TOKEN.match(text, at)) and found.lastgroup:
        return Token(found.lastgroup, found[0], at)
    raise _unreadable(text, at, f"`{text[at : at + 20]}`".replace("\n", " "))


def is_value(token: Token | None) -> bool:
    """Tell whether a value ends with a token, so that an operator may follow, a call or an index."""
    if token is None or token.kind == "sign":
        return token is not None and token.text in {")", "]", "}"}
    return token.text not in _KEYWORDS


def _template_end(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] != "`":
        end = _expression_end(text, at)
        at = end if end > at else at + (2 if text[at] == "\\" else 1)
    if at >= len(text):
        raise _unreadable(text, start, "a template without its end")
    return at + 1


def _expression_end(text: str, at: int) -> int:
    """Return the place behind the ``${expression}`` that begins here, or this place."""
    return _read(text, at + 2, within=True)[1] if text.startswith("${", at) else at


def _unreadable(text: str, at: int, found: str) -> TextsError:
    return TextsError(
        f"line {1 + text.count(chr(10), 0, at)}: found {found}; expected JavaScript in the form of this course's scripts: "
        "a space behind a division, no regular expression behind a closing bracket, an end for what begins. Write it so."
    )
