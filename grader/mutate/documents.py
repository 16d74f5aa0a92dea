"""The data in a text of JSON or YAML, with the place of each value in the source around it. JSON is read as the YAML it is."""

import re
from typing import Any

import yaml

from .source import Source, Span
from .value import Member, Value

__all__ = ["document"]

_OPENING = re.compile(r"[rRuUbB]*(\"\"\"|'''|\"|')")


def document(source: Source, span: Span, text: Any, path: tuple[str, ...]) -> Value | None:
    """Return the mapping in a text of JSON or YAML that stands in the source as it is; None for any other text."""
    said = source.said(span)
    opening = _OPENING.match(said)
    if not isinstance(text, str) or opening is None or said[opening.end() :][: len(text)] != text:
        return None
    if ":" not in text or ("\n" not in text and not text.lstrip().startswith("{")):
        return None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        if isinstance(node, yaml.MappingNode):
            return _from_yaml(node, text, span.start + opening.end(), path)
    except yaml.YAMLError:
        pass  # then it is a text like any other
    return None


def _from_yaml(node: yaml.Node, text: str, offset: int, path: tuple[str, ...]) -> Value:
    """Return a node of a text as a value; `offset` is where the text begins."""
    end = node.end_mark.index
    end -= len(text[:end]) - len(text[:end].rstrip())  # a block reaches to the next one
    span = Span(offset + node.start_mark.index, offset + end)
    bracketed = bool(getattr(node, "flow_style", False))
    inside = Span(span.start + 1, span.end - 1) if bracketed else span
    if isinstance(node, yaml.MappingNode):
        members = tuple(
            Member(
                str(key.value),
                Span(offset + key.start_mark.index, offset + key.end_mark.index),
                _from_yaml(value, text, offset, (*path, str(key.value))),
            )
            for key, value in node.value
        )
        return Value(
            span, python=False, members=members, inside=inside, empty="" if bracketed else "{}", path=path
        )
    if isinstance(node, yaml.SequenceNode):
        items = tuple(
            _from_yaml(each, text, offset, (*path, str(number)))
            for number, each in enumerate(node.value, start=1)
        )
        return Value(
            span, python=False, items=items, inside=inside, empty="" if bracketed else "[]", path=path
        )
    constant = yaml.SafeLoader("").construct_object(node)
    return Value(span, python=False, constant=constant, path=path)
