"""JSONPath states that need no engine, against what AWS answered.

The recordings are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout. The walk from state to state below is the test's own and knows five types.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from course.asl import jsonpath
from course.asl.errors import EvaluationError
from course.asl.scope import Scope

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
RECORDINGS = FOLDER / "states.jsonl"
TYPES = {"Choice", "Fail", "Pass", "Succeed", "Wait"}
LARGEST = 100_000
MASK = re.compile(r"<[A-Za-z_:0-9-]+>")


def _cases() -> list[dict[str, Any]]:
    if not RECORDINGS.exists():
        return []
    cases = map(json.loads, RECORDINGS.read_text(encoding="utf-8").splitlines())
    return [case for case in cases if case["kind"] == "execution" and _is_ours(case)]


def _is_ours(case: dict[str, Any]) -> bool:
    """Whether it is a small JSONPath machine of the five types, that ended."""
    if (
        len(case["definition"]) > LARGEST
        or "{%" in case["definition"]
        or case["expected"].get("status") == "RUNNING"
    ):
        return False
    definition = json.loads(case["definition"])
    languages = {definition.get("QueryLanguage", "JSONPath")}
    languages |= {state.get("QueryLanguage", "JSONPath") for state in definition["States"].values()}
    intrinsic = case["area"] == "intrinsic_functions"
    return (
        languages == {"JSONPath"}
        and not intrinsic
        and {state["Type"] for state in definition["States"].values()} <= TYPES
    )


CASES = _cases()


@pytest.mark.skipif(not RECORDINGS.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder")
def test_there_are_recordings_to_compare_with() -> None:
    assert len(CASES) > 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_recorded_machine_ends_as_recorded(case: dict[str, Any]) -> None:
    expected = {
        name: case["expected"][name]
        for name in ("status", "output", "error", "cause")
        if name in case["expected"]
    }

    assert _unmasked(expected) == _unmasked(_run(case), like=expected)


def _run(case: dict[str, Any]) -> dict[str, Any]:
    definition = json.loads(case["definition"])
    document = json.loads(case["input"] or "{}")
    context = {"Execution": {"Input": document, "Name": "name"}, "StateMachine": {"Name": "machine"}}
    variables: dict[str, Any] = {}
    name = definition["StartAt"]
    events = 2
    while True:
        state = definition["States"][name]
        scope = Scope(document, {**context, "State": {"Name": name}}, variables)
        try:
            name_next, document, assigned = _visit(state, scope)
        except EvaluationError as error:
            where = (
                f"An error occurred while executing the state '{name}' (entered at the event id #{events}). "
            )
            return {"status": "FAILED", "error": error.error, "cause": where + str(error.cause)}
        if state["Type"] == "Fail":
            return {"status": "FAILED", **document}
        variables = variables | assigned
        if name_next is None:
            return {"status": "SUCCEEDED", "output": document}
        name, events = name_next, events + 2


def _visit(state: dict[str, Any], scope: Scope) -> tuple[str | None, Any, dict[str, Any]]:
    """Return the next state, the output and the variables assigned."""
    jsonpath.enter(state, scope, {})
    if state["Type"] == "Choice":
        choice = jsonpath.choose(state, scope, {})
        return choice.next, choice.output, choice.assigned
    if state["Type"] == "Fail":
        said = {name.lower(): jsonpath.field(state, name, scope) for name in ("Error", "Cause")}
        return None, {name: text for name, text in said.items() if text is not None}, {}
    if state["Type"] == "Wait":
        for name in ("Seconds", "Timestamp"):
            jsonpath.field(state, name, scope)
    result = jsonpath.arguments(state, scope, {}) if state["Type"] == "Pass" else scope.effective
    output, assigned = jsonpath.outcome(state, scope, state.get("Result", result), {})
    return state.get("Next"), output, assigned


def _unmasked(value: Any, like: Any = None) -> Any:
    """Write a value as one text, with what the recording left out (or where its likeness does) replaced by dots."""
    text = json.dumps(_read(value), sort_keys=True)
    if like is None:
        return MASK.sub("...", text)
    pattern = "(.*)".join(map(re.escape, MASK.split(json.dumps(_read(like), sort_keys=True))))
    return MASK.sub("...", json.dumps(_read(like), sort_keys=True)) if re.fullmatch(pattern, text) else text


def _read(value: Any) -> Any:
    """Recordings have objects for texts that hold one; compare both as JSON."""
    if isinstance(value, dict):
        return {key: _read(inner) for key, inner in value.items()}
    if isinstance(value, str):
        try:
            return _read(json.loads(value)) if value[:1] not in "{[" else json.loads(value)
        except ValueError:
            return value
    return value
