"""The linter against AWS's own answers, the cases of other linters, and published state machines.

They are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.asl.linter import Diagnostic, answer, lint, refusal

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
MACHINES = sorted((FOLDER / "machines").glob("*.json"))
# A case that is wrong, and how that is known.
WRONG = {
    "asl-validator:valid-map-with-item-batcher-jsonata": "JSONPath in a machine of JSONata: AWS refuses it "
    "(aws:test_sfn_api_validation, INVALID_DOWNGRADE_QUERY_LANGUAGE)",
    **{
        f"asl-validator:valid-task-{name}": "A task of Amazon SWF, from an example of the specification: Step Functions has "
        "functions, activities and service integrations"
        for name in ("parameters", "timeout-jsonata")
    },
    "asl-validator:valid-task-intrisic-function": "Resource is an object of CloudFormation, which never reaches AWS so; "
    "the specification has a string there",
}
# A place that is not ours, and why.
OTHER_PLACES = {
    f"aws:test_base_scenarios::test_illegal_escapes[{name}]#0": "AWS names the whole Parameters, we the field in it"
    for name in (
        "ESCAPE_SEQUENCES_ILLEGAL_INTRINSIC_FUNCTION",
        "ESCAPE_SEQUENCES_ILLEGAL_INTRINSIC_FUNCTION_2",
    )
}

pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="no recordings: set COURSE_CONFORMANCE to their folder"
)


def _lines(name: str) -> list[dict[str, Any]]:
    path = FOLDER / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _errors(definition: str, type: str) -> list[Diagnostic]:
    return [one for one in lint(definition, type=type) if one.severity == "ERROR"]


def _accepted() -> Iterator[tuple[str, str, str]]:
    """Every definition that AWS accepted: where it comes from, its type, itself."""
    for case in _lines("states.jsonl"):
        if case["kind"] in {"execution", "sync_execution"}:
            yield case["id"], case["type"], case["definition"]
        for index, call in enumerate(case.get("calls", [])):
            parameters = call["parameters"]
            taken = call["operation"] in {"CreateStateMachine", "UpdateStateMachine"} and "error" not in call
            if taken and "definition" in parameters:
                yield f"{case['id']}@{index}", parameters.get("type", "STANDARD"), parameters["definition"]
        if case["kind"] == "test_state" and "error" not in case["expected"]:
            yield case["id"], "STANDARD", _as_machine(case["parameters"]["definition"])


def _as_machine(definition: str) -> str:
    """A single state, with states to go to; a whole machine is left as it is."""
    state = json.loads(definition)
    if "States" in state:
        return definition
    parts = [state, *state.get("Catch", []), *state.get("Choices", [])]
    targets = {part[name] for part in parts for name in ("Next", "Default") if name in part}
    states = {"The state": state, **{name: {"Type": "Succeed"} for name in sorted(targets)}}
    return json.dumps({"StartAt": "The state", "States": states})


def _refused() -> list[dict[str, Any]]:
    return [
        case
        for case in _lines("states.jsonl")
        if case["kind"] == "validate"
        or (case["kind"] == "create" and case["expected"]["error"] == "InvalidDefinition")
    ]


CASES = [case for case in _lines("lint.jsonl") if case["id"] not in WRONG]


def test_there_are_cases_to_compare_with():
    assert len(CASES) > 300
    assert len(list(_accepted())) > 500
    assert len(MACHINES) > 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_is_judged_as_recorded(case):
    assert case["valid"] == (not _errors(case["definition"], case["type"]))


@pytest.mark.parametrize("case", [case for case in CASES if case["where"]], ids=lambda case: case["id"])
def test_what_is_wrong_is_found_where_it_is(case):
    found = lint(case["definition"], type=case["type"])
    places = {one.reported_at if case["id"] in OTHER_PLACES else one.location for one in found}

    assert set() == set(case["where"]) - places


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["source"] == "aws-answers"], ids=lambda case: case["id"]
)
def test_aws_s_own_words_are_used(case):
    expected = [_words(reason) for reason in case["reasons"] if not case["valid"]]
    said = refusal(lint(case["definition"], type=case["type"]))

    assert [] == [reason for reason in expected if reason not in said]


@pytest.mark.parametrize("case", _refused(), ids=lambda case: case["id"])
def test_a_refusal_is_worded_as_aws_worded_it(case):
    found = lint(case["definition"], type=case["type"])
    if case["kind"] == "validate":
        assert case["expected"]["diagnostics"] == answer(found)
    else:
        assert case["expected"].get("message", refusal(found)) == refusal(found)
        assert refusal(found)


@pytest.mark.parametrize("id,type,definition", [pytest.param(*one, id=one[0]) for one in _accepted()])
def test_nothing_that_aws_accepted_is_refused(id, type, definition):
    assert [] == _errors(definition, type)


@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.name)
def test_no_published_machine_is_refused(path):
    assert [] == _errors(path.read_text(encoding="utf-8"), "STANDARD")


def _words(reason: str) -> str:
    """AWS's sentence alone, with the partition that our account has."""
    return reason.partition("Definition: '")[2].rstrip("'").replace("<partition>", "aws") or reason
