"""A string of a program as a translator reads it, and back: an f-string's expressions stand in braces, as in the source.

Expressions are written as `ast.unparse` writes them, so that formatting the source anew changes no template.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .error import TextsError

__all__ = ["Literal", "Template", "template_of"]

Literal = ast.Constant | ast.JoinedStr

# An expression counts as one sign of the private use area, so that nothing in it is taken for text.
_FIRST = 0xE000
_BRACED = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")


@dataclass
class Template:
    """A string in one piece: `text` with a sign in the place of each expression; by sign, what it is and how it is read."""

    text: str
    fields: dict[str, ast.FormattedValue] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    is_formatted: bool = False

    def words(self, part: str) -> str:
        """Return a part of `text` as a translator reads it."""
        if not self.is_formatted:
            return part
        return "".join(self.sources.get(sign) or (sign * 2 if sign in "{}" else sign) for sign in part)

    def part(self, words: str, instead_of: str) -> str:
        """Return a translation of a part as a part of `text`. Raise TextsError where its braces are not the original's."""
        if not self.is_formatted:
            _compare(instead_of, _BRACED.findall(words), _BRACED.findall(instead_of))
            return words
        signs = [sign for sign in instead_of if sign in self.sources]
        found, rest = [], words
        while rest:
            at = next((sign for sign in signs if rest.startswith(self.sources[sign])), "")
            if at:
                # The same expression twice has two signs.
                signs.remove(at)
                found.append(at)
                rest = rest.removeprefix(self.sources[at])
            elif rest[:2] in ("{{", "}}"):
                found.append(rest[0])
                rest = rest[2:]
            elif rest[0] in "{}":
                _refuse(self.words(instead_of), _BRACED.findall(words) or [rest[0]])
            else:
                found.append(rest[0])
                rest = rest[1:]
        if signs:
            _refuse(self.words(instead_of), _BRACED.findall(words))
        return "".join(found)

    def node(self, text: str) -> ast.expr:
        """Return what makes the string with another text.

        Of an f-string that is a call of `str.format`, which gives the same and may hold any quotes, in every Python.
        """
        if not self.is_formatted:
            return ast.Constant(text)
        signs = [sign for sign in text if sign in self.fields]
        made = "".join(
            _slot(self.fields[sign]) if sign in self.fields else sign * 2 if sign in "{}" else sign
            for sign in text
        )
        values = [value for sign in signs for value in _values(self.fields[sign])]
        return ast.Call(ast.Attribute(ast.Constant(made), "format", ast.Load()), values, [])


def template_of(node: Literal) -> Template:
    """Return a string constant or f-string as a template."""
    if isinstance(node, ast.Constant):
        return Template(str(node.value))
    template = Template("", is_formatted=True)
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            sign = chr(_FIRST + len(template.fields))
            template.fields[sign], template.sources[sign] = value, _source(value)
            template.text += sign
        else:
            template.text += _text(value)
    return template


def _source(value: ast.FormattedValue) -> str:
    """Return an expression with its braces, as it stands in an f-string."""
    return f"{{{ast.unparse(value.value)}{_conversion(value)}{_spec(value, _source)}}}"


def _slot(value: ast.FormattedValue) -> str:
    """Return the place of an expression in a text for `str.format`."""
    return f"{{{_conversion(value)}{_spec(value, _slot)}}}"


def _values(value: ast.FormattedValue) -> list[ast.expr]:
    """Return what `str.format` is given for an expression: itself, then what its format holds."""
    spec = value.format_spec
    held = spec.values if isinstance(spec, ast.JoinedStr) else []
    inner = [found for each in held if isinstance(each, ast.FormattedValue) for found in _values(each)]
    return [value.value, *inner]


def _conversion(value: ast.FormattedValue) -> str:
    return f"!{chr(value.conversion)}" if value.conversion > 0 else ""


def _spec(value: ast.FormattedValue, said: Callable[[ast.FormattedValue], str]) -> str:
    if not isinstance(value.format_spec, ast.JoinedStr):
        return ""
    held = value.format_spec.values
    return f":{''.join(said(each) if isinstance(each, ast.FormattedValue) else _text(each) for each in held)}"


def _text(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant), "an f-string has texts and expressions only"  # noqa: S101
    return str(node.value)


def _compare(original: str, found: list[str], expected: list[str]) -> None:
    if Counter(found) != Counter(expected):
        _refuse(original, found)


def _refuse(original: str, found: list[str]) -> None:
    expected = " ".join(_BRACED.findall(original)) or "none"
    raise TextsError(
        f"found the braces {' '.join(found) or 'none'} in the translation; expected {expected}, as in “{original}”. Copy what "
        "stands in braces from the original, each as often as it stands there; their order is yours."
    )
