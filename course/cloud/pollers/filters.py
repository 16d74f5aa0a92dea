"""Filter criteria: which records a function wants to see.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from moto.awslambda.models import EventSourceMapping

if TYPE_CHECKING:
    from course.cloud.event_pattern import EventPattern

__all__ = ["patterns", "wanted"]


def patterns(criteria: Mapping[str, Any] | None) -> list[str]:
    """Return the patterns of a mapping's FilterCriteria, as texts."""
    return [str(each.get("Pattern") or "{}") for each in (criteria or {}).get("Filters") or ()]


def wanted(mapping: EventSourceMapping, record: Mapping[str, Any]) -> bool:
    """Tell whether one of the mapping's patterns matches the record; without patterns every record is wanted."""
    texts = patterns(mapping.filter_criteria)
    return not texts or any(_matches(text, record) for text in texts)


def _matches(text: str, record: Mapping[str, Any]) -> bool:
    pattern, on_fields = _parsed(text)
    if on_fields:
        # Where the pattern looks into the body, a body that is no JSON object does not match.
        record = {**record, "body": _json(record.get("body"))}
    return pattern.matches(record)


@lru_cache(maxsize=256)
def _parsed(text: str) -> tuple["EventPattern", bool]:
    """Return the pattern, and whether it looks at fields inside of a body."""
    # Not above: most mappings have no filters.
    from course.cloud.event_pattern import parse

    return parse(text), isinstance(json.loads(text).get("body"), dict)


def _json(body: object) -> object:
    try:
        return json.loads(str(body))
    except ValueError:
        return body
