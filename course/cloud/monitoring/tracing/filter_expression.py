"""Filter expressions of X-Ray, as far as they are done: marks, durations, services and annotations, with AND.

https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from course.cloud.monitoring.refused import not_done

__all__ = ["parse"]

Test = Callable[[Mapping[str, Any], list[dict[str, Any]]], bool]  # of a summary and its documents

_MARKS = {"error": "HasError", "fault": "HasFault", "throttle": "HasThrottle", "ok": ""}
_TIMES = {"responsetime": "ResponseTime", "duration": "Duration"}
_ORDERS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TIME = re.compile(r"(responsetime|duration)\s*(<=|>=|!=|=|<|>)\s*(\d+(?:\.\d+)?)")
_SERVICE = re.compile(r'service\("([^"]*)"\)')
_ANNOTATION = re.compile(r"""annotation[.\[]"?([\w.-]+?)"?\]?\s*=\s*("[^"]*"|true|false|-?[\d.]+)""")


def parse(expression: str) -> Test:
    """Read an expression. Raises RefusedError for what the lab does not know."""
    tests = [_one(each.strip()) for each in re.split(r"\bAND\b", expression)]
    return lambda summary, documents: all(test(summary, documents) for test in tests)


def _one(text: str) -> Test:
    if text in _MARKS:
        mark = _MARKS[text]
        return lambda summary, _: summary[mark] if mark else not (summary["HasError"] or summary["HasFault"])
    if found := _TIME.fullmatch(text):
        name, order, bound = _TIMES[found[1]], _ORDERS[found[2]], float(found[3])
        return lambda summary, _: order(summary[name], bound)
    if found := _SERVICE.fullmatch(text):
        service = found[1]
        return lambda _, documents: any(each["name"] == service for each in documents)
    if found := _ANNOTATION.fullmatch(text):
        key, wanted = found[1], found[2].strip('"')
        return lambda _, documents: any(
            str(each.get("annotations", {}).get(key, "")).lower() == wanted.lower() for each in documents
        )
    raise not_done(
        "xray",
        f"know the filter {text!r}; it has error, fault, throttle, ok, responsetime, duration, service, annotation, and AND",
    )
