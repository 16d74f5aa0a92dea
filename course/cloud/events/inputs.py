"""What a target of a rule receives: the event, a part of it, a constant, or what a template makes of it.

Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
"""

import json
from collections.abc import Mapping
from typing import Any

from moto.events.models import Rule

from . import paths, template

__all__ = ["InputError", "compact", "input_of"]


class InputError(ValueError):
    """The target's input cannot be made from this event."""


def input_of(target: Mapping[str, Any], event: Mapping[str, Any], rule: Rule, ingested: str) -> str:
    """Return the JSON text for a target. `ingested`: when the event came in. Raises InputError."""
    if target.get("Input"):
        return str(target["Input"])
    if path := target.get("InputPath"):
        found = paths.find(path, event)
        if found is paths.ABSENT:
            raise InputError(f"InputPath {path} leads nowhere in this event")
        return compact(found)
    if transformer := target.get("InputTransformer"):
        reserved = {
            "aws.events.rule-arn": rule.arn,
            "aws.events.rule-name": rule.name,
            "aws.events.event.ingestion-time": ingested,
            "aws.events.event": {name: value for name, value in event.items() if name != "detail"},
            "aws.events.event.json": event,
        }
        try:
            return template.fill(transformer, event, reserved)
        except template.TemplateError as problem:
            raise InputError(f"the input template cannot be filled in: {problem}") from None
    return compact(event)


def compact(value: Any) -> str:
    """Return a value as JSON without spaces, as AWS sends it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a character, which only an escape can carry
        return json.dumps(value, separators=(",", ":"))
    return text
