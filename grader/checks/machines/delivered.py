"""A definition as it was delivered: a dict, or a text in JSON or YAML; read once for each examination."""

from collections.abc import Callable
from functools import cache
from typing import Any

from course.asl import Diagnostic, StateMachine, lint_machine, parse
from course.asl.machine import Type
from grader.checks.answer import AnswerError
from grader.checks.bench import Bench

from .places import line_of

__all__ = ["document", "machine", "refusals"]

MOST_REFUSALS = 3


def machine(bench: Bench, name: str, *, type: Type = "STANDARD") -> StateMachine:
    """Return the definition delivered as `name`, ready to be played.

    Raises `AnswerError` where it is no definition, or one that AWS would refuse; its `got` is what the linter says.
    """
    bench.answer(name)  # where it is known not to work, one finding says so
    found: StateMachine = bench.once(_reader(name, type))
    return found


def document(bench: Bench, name: str) -> Any:
    """Return the definition delivered as `name` as data, whether AWS would take it or not; None where it is none."""
    try:
        return _parsed(bench, name, "STANDARD").definition
    except AnswerError:
        return None


def refusals(bench: Bench, name: str, *, type: Type = "STANDARD") -> list[Diagnostic]:
    """Return what AWS would refuse in the definition delivered as `name`. Raises `AnswerError` where it is none."""
    said = lint_machine(_parsed(bench, name, type), placeholders=False)
    return [each for each in said if each.severity == "ERROR"]


@cache
def _reader(name: str, type: Type) -> Callable[[Bench], StateMachine]:
    """Return the one function that reads this delivery, since a bench knows its scenes by their functions."""

    def read(bench: Bench) -> StateMachine:
        refused = refusals(bench, name, type=type)
        if refused:
            raise bench.answer(name).refused(
                [_told(each, bench, name) for each in refused[:MOST_REFUSALS]],
                "a definition that AWS accepts",
            )
        return _parsed(bench, name, type)

    return read


def _parsed(bench: Bench, name: str, type: Type) -> StateMachine:
    answer = bench.answers[name]
    value = answer.value
    if isinstance(value, str):
        return parse(value, type=type)
    if isinstance(value, dict):
        return StateMachine.of(value, type=type)
    raise answer.refused(value, "a definition: a dict, or a text in JSON")


def _told(diagnostic: Diagnostic, bench: Bench, name: str) -> dict[str, Any]:
    """Return what the linter says, with the line of the learner's cell: that of the printed definition tells nobody."""
    return {
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "location": diagnostic.location,
        "line": line_of(bench.answers[name], diagnostic.location),
        "hint": diagnostic.hint,
    }
