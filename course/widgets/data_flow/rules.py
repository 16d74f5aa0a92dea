"""The rules of a Choice state: which one holds for this document, and why those before it do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.one_state import Refused
from course.widgets.data_flow.asking import ask
from course.widgets.data_flow.subject import NOTHING, Subject
from course.widgets.words import clip, printed

__all__ = ["Rule", "judged"]

YES, NO = "yes", "no"
LONGEST = 60

# What a condition in JSONata reads, as far as it is a plain way into the input, the context, or a variable.
READ = re.compile(
    r"\$states\.(?:input|context)(?:\.[A-Za-z_]\w*|\[\d+\])*|\$(?!states\b)[A-Za-z_]\w*(?![\w(])"
)


@dataclass(frozen=True)
class Rule:
    """A rule or a test in it: how it reads, whether it holds (None: it was not looked at), why; `inner` tests.

    `next` is where a rule leads, `error` what went wrong when it was looked at.
    """

    words: str
    holds: bool | None
    why: str = ""
    next: str = ""
    error: str = ""
    inner: tuple["Rule", ...] = ()


def judged(subject: Subject) -> list[Rule]:
    """Return the rules of a Choice state in their order; those after the first that holds were not looked at."""
    return _in_turn(subject, _listed(subject.fields.get("Choices")), until=True)


def _in_turn(subject: Subject, rules: list[dict[str, Any]], *, until: bool) -> list[Rule]:
    """Judge rules one after another, up to the one that decides: that comes out as `until`, or cannot be judged."""
    found: list[Rule] = []
    over = False
    for rule in rules:
        each = Rule(_words(rule), None, next=str(rule.get("Next", ""))) if over else _judge(subject, rule)
        found.append(each)
        over = over or each.holds is until or bool(each.error)
    return found


def _judge(subject: Subject, rule: dict[str, Any]) -> Rule:
    inner = tuple(_in_turn(subject, _tests(rule), until="And" not in rule))
    holds, error = _held(subject, rule)
    why = "" if inner else "; ".join(_values(subject, rule))
    return Rule(_words(rule), holds, why, str(rule.get("Next", "")), error, inner)


def _held(subject: Subject, rule: dict[str, Any]) -> tuple[bool | None, str]:
    """Return whether a rule holds, taken alone, and what went wrong."""
    around = ("QueryLanguage", "InputPath")
    given: dict[str, Any] = {name: subject.fields[name] for name in around if name in subject.fields}
    alone: dict[str, Any] = {
        "Type": "Choice",
        **given,
        "Choices": [{**_test_of(rule), "Next": YES}],
        "Default": NO,
    }
    try:
        answer = ask(subject, alone)
    except Refused as refused:
        return None, str(refused)
    if answer.status != "SUCCEEDED":
        return None, f"{answer.error}: {answer.cause}"
    return answer.next == YES, ""


def _values(subject: Subject, rule: dict[str, Any]) -> Iterator[str]:
    """Say what stands where a test looks."""
    if "Condition" in rule:
        places = list(dict.fromkeys(READ.findall(str(rule["Condition"]))))
    else:
        places = [value for name, value in rule.items() if name == "Variable" or name.endswith("Path")]
    for place in places:
        if isinstance(place, str):
            found = _value(subject, place)
            yield f"{place} is {'not there' if found is NOTHING else clip(printed(found, 10_000), LONGEST)}"


def _value(subject: Subject, place: str) -> Any:
    """Return what stands at a path, or what a plain expression reads; NOTHING if there is nothing."""
    if subject.language == "JSONata":
        fields: dict[str, Any] = {"QueryLanguage": "JSONata", "Output": {"found": f"{{% {place} %}}"}}
    else:
        given = {"InputPath": subject.fields["InputPath"]} if "InputPath" in subject.fields else {}
        fields = {"QueryLanguage": "JSONPath", **given, "Parameters": {"found.$": place}}
    try:
        answer = ask(subject, {"Type": "Pass", **fields, "End": True})
    except Refused:
        return NOTHING
    return answer.output["found"] if answer.status == "SUCCEEDED" else NOTHING


def _words(rule: dict[str, Any]) -> str:
    """Return a rule as a reader would say it."""
    if "Condition" in rule:
        return str(rule["Condition"])
    if "Not" in rule:
        return "this does not hold (Not):"
    if "And" in rule:
        return "all of these hold (And):"
    if "Or" in rule:
        return "one of these holds (Or):"
    tests = [
        f"{name} {printed(value, 10_000)}" for name, value in _test_of(rule).items() if name != "Variable"
    ]
    return " ".join((str(rule.get("Variable", "")), *tests))


def _test_of(rule: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in rule.items() if name not in {"Next", "Output", "Assign", "Comment"}
    }


def _tests(rule: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(rule.get("Not"), dict):
        return [rule["Not"]]
    return _listed(rule.get("And", rule.get("Or")))


def _listed(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
