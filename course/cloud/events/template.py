"""The template of an input transformer: text or JSON with ``<variables>`` in it.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from . import paths

__all__ = ["RESERVED", "TemplateError", "check", "fill"]

_VARIABLE = re.compile(r"<([A-Za-z0-9_.\-]+)>")

# Variables that every template has. The whole event, with or without its detail, can only stand for a JSON value.
RESERVED = (
    "aws.events.rule-arn",
    "aws.events.rule-name",
    "aws.events.event.ingestion-time",
    "aws.events.event",
    "aws.events.event.json",
)


class TemplateError(ValueError):
    """A template cannot be filled in, or what comes out is neither JSON nor text in quotes."""


def check(transformer: Mapping[str, Any]) -> None:
    """Raise TemplateError or PathError for a transformer that could never work."""
    known = transformer.get("InputPathsMap") or {}
    for name, path in known.items():
        if name.lower().startswith("aws"):
            raise TemplateError(f"the name of a variable must not begin with AWS: {name}")
        paths.read(path)
    template = transformer.get("InputTemplate") or ""
    for name in _VARIABLE.findall(template):
        if name not in known and name not in RESERVED:
            raise TemplateError(f"<{name}> is not in InputPathsMap")
    _checked(_substituted(template, lambda _: 0))


def fill(transformer: Mapping[str, Any], event: Mapping[str, Any], reserved: Mapping[str, Any]) -> str:
    """Return the template with its variables filled in; one that is not in the event is an empty text.

    `reserved` has the values of the reserved variables. Raises TemplateError.
    """
    known = transformer.get("InputPathsMap") or {}

    def value_of(name: str) -> Any:
        if name in known:
            found = paths.find(known[name], event)
            return "" if found is paths.ABSENT else found
        return reserved[name]

    return _checked(_substituted(transformer["InputTemplate"], value_of))


def _substituted(template: str, value_of: Callable[[str], Any]) -> str:
    """Return the template with each variable replaced, by JSON outside of quotes and by plain text inside."""
    parts, place, quoted = list[str](), 0, False
    while place < len(template):
        character = template[place]
        variable = _VARIABLE.match(template, place) if character == "<" else None
        if variable:
            value = value_of(variable[1])
            parts.append(_inside(value) if quoted else json.dumps(value, ensure_ascii=False))
            place = variable.end()
            continue
        if character == "\\" and quoted:
            parts.append(template[place : place + 2])
            place += 2
            continue
        quoted ^= character == '"'
        parts.append(character)
        place += 1
    return "".join(parts)


def _inside(value: Any) -> str:
    """Return a value as it stands inside quotes: a text escaped, an object or a list without quotes of its own."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace('"', "")
    return json.dumps(value, ensure_ascii=False).removeprefix('"').removesuffix('"')


def _checked(text: str) -> str:
    """Return the text if it is JSON, or lines of text in quotes. Raises TemplateError."""
    try:
        json.loads(text)
    except ValueError as problem:
        lines = [line for line in text.splitlines() if line.strip()]
        if not lines or not all(map(_is_text, lines)):
            raise TemplateError(f"it makes neither JSON nor a text in quotes ({problem}): {text}") from None
    return text


def _is_text(line: str) -> bool:
    try:
        return isinstance(json.loads(line), str)
    except ValueError:
        return False
