"""What a word of YAML stands for: the rules of YAML 1.1, as PyYAML has them, limited to what JSON has."""

from math import isfinite
from typing import Any

import yaml

__all__ = ["MERGE", "NotPlainError", "scalar"]

# What the key `<<` stands for.
MERGE = object()

_PREFIX = "tag:yaml.org,2002:"
_DIGITS = 1_000
_RESOLVER: Any = yaml.resolver.Resolver()
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_TEXT = ("str", "timestamp", "value")  # AWS's tools leave a date the text that it is


class NotPlainError(Exception):
    """A word that JSON has nothing for; `str()` says why."""


def scalar(event: yaml.ScalarEvent) -> Any:
    """Return the value of one word or text, or MERGE. Raises NotPlainError."""
    text = event.value
    tag = event.tag
    if tag in (None, "!"):
        if not event.implicit[0]:
            return text
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))
    name = tag.removeprefix(_PREFIX)
    if name in _TEXT:
        return text
    if name == "merge":
        return MERGE
    if tag.startswith(_PREFIX) and name in _MADE:
        return _made(name, text)
    raise NotPlainError(unknown_tag(tag))


def unknown_tag(tag: str) -> str:
    """Say what to do about a tag."""
    shown = "!!" + tag.removeprefix(_PREFIX) if tag.startswith(_PREFIX) else tag
    if tag.startswith(_PREFIX):
        return (
            f"The tag {shown} makes something that JSON does not have; write plain text, a list or a mapping."
        )
    return (
        f"The tag {shown} belongs to a CloudFormation template; "
        "in a definition write a placeholder such as ${Name}, and give its value in DefinitionSubstitutions."
    )


def _made(name: str, text: str) -> Any:
    if name in ("int", "float") and len(text) > _DIGITS:
        raise NotPlainError(f"The number {text[:20]}... is too long to be read; put it in quotes.")
    node = yaml.ScalarNode(_PREFIX + name, text)
    try:
        value = _MADE[name](node)
    except (ValueError, KeyError, IndexError, OverflowError):
        raise NotPlainError(f"{text[:40]!r} cannot be read as {name}.") from None
    if isinstance(value, float) and not isfinite(value):
        raise NotPlainError(f"JSON has no {text[:40]}; write a number, or null.")
    return value


_MADE: dict[str, Any] = {
    "null": _CONSTRUCTOR.construct_yaml_null,
    "bool": _CONSTRUCTOR.construct_yaml_bool,
    "int": _CONSTRUCTOR.construct_yaml_int,
    "float": _CONSTRUCTOR.construct_yaml_float,
}
