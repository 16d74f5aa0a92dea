"""The rubrics of module 8: what learners read is what is examined, and detectors are certain or silent."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from grader.build.text_notebook import TextNotebook, read
from grader.checks import Bench
from grader.rubrics import exercise
from grader.rubrics.m08 import charge_visit, e3_without_functions, e4_in_jsonata, languages, templates
from grader.rubrics.m08.cases import Case
from grader.rubrics.m08.charge_state import charge_state, wrong_states

PATH = Path("authoring/assignments/m08_data_flow.py")
RIGHT = charge_state("Busy", "Refused", 3)
PAID = {"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 5}}
CHARGED = {"result": {"Payload": {"chargeId": "CH-1", "status": "captured"}}}


@pytest.fixture(scope="module")
def notebook() -> TextNotebook:
    """The text notebook of module 8."""
    path = Path(__file__).parents[2] / PATH
    return read(PATH, path.read_text(encoding="utf-8"))


def examples(notebook: TextNotebook, heading: str) -> list[Any]:
    """The documents that a task shows, as far as they are whole."""
    text = next(each.source for each in notebook.cells if each.source.startswith(f"## {heading}"))
    blocks = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    return [json.loads(block) for block in blocks if "..." not in block]


def test_the_documents_of_the_task_are_those_that_are_examined(notebook: TextNotebook) -> None:
    """All seven, for a terminal and a place that are nobody's."""
    shown = charge_visit.documents(charge_visit.SHOWN, terminal="<your terminal>", place="bill")
    expected = [
        shown.given,
        shown.selected,
        shown.sent,
        shown.result,
        shown.kept,
        shown.placed,
        shown.output,
    ]

    assert expected == examples(notebook, "E1")


def test_the_example_without_functions_is_right(notebook: TextNotebook) -> None:
    """The output that the task shows is what the rubric would ask for, with the separator and size of the example."""
    given, shown = examples(notebook, "E3")
    bench = Bench(exercise("m08.e3"), {}, learner_id="x", grading=False)
    bench.variant = {"separator": "::", "size": 2}
    report, choices = json.loads(given["tripReport"]), given["choices"]
    row = e3_without_functions.row(bench, given["name"], len(given["payments"]), choices, report)

    assert given == row.given | {"policyId": given["policyId"]}
    assert row.wanted["batches"] == shown["batches"]
    assert row.wanted["settings"] == shown["settings"]
    assert row.wanted["trip"] == shown["trip"]
    assert shown["greeting"] == "Dear Ada Byron :: POL-1042"
    assert e3_without_functions.UUID.fullmatch(shown["noticeId"])


def test_the_request_of_the_task_is_the_first_that_is_examined(notebook: TextNotebook) -> None:
    """With the total that the text gives it."""
    bench = Bench(exercise("m08.e4"), {}, learner_id="x", grading=False)
    row = e4_in_jsonata.rows(bench)[0]
    (shown,) = examples(notebook, "E4")

    assert shown["payments"] == row.request["payments"]
    assert row.wanted["total"] == 179.75


def test_the_state_that_learners_read_is_the_one_that_is_examined(notebook: TextNotebook) -> None:
    """The function in the notebook and that of the rubric return the same state."""
    cell = next(each.source for each in notebook.cells if each.marks.get("locked") == "charge_state")
    space: dict[str, Any] = {}
    exec(cell, space)  # noqa: S102  the course's own text

    assert space["charge_state"]("Busy", "Refused", 3) == RIGHT


# For each wrong state one case that passes on the right one and fails on it.
CATCHING = {
    "the charge takes the place of the payment": (CHARGED, {"output": {**PAID, "charge": {"id": "CH-1", "status": "captured"}}}),
    "id and status of the charge are mixed up": (CHARGED, {"output": {**PAID, "charge": {"id": "CH-1", "status": "captured"}}}),
    "a charged payment goes somewhere else than it should": (CHARGED, {"nextState": "Write it down"}),
    "a refusal is treated like any other error": ({"error": "Refused"}, {"nextState": "Tell the customer"}),
    "a refusal takes the place of the payment": (
        {"error": "Refused", "cause": "no"},
        {"output": {**PAID, "refusal": {"Error": "Refused", "Cause": "no"}}},
    ),
    "a busy bank is never asked again": ({"error": "Busy"}, {"status": "RETRIABLE"}),
    "a busy bank is asked once less than it should": ({"error": "Busy", "retries": 2}, {"status": "RETRIABLE"}),
    "an error that nobody thought of is not caught": ({"error": "Other"}, {"status": "CAUGHT_ERROR"}),
}  # fmt: skip


@pytest.mark.parametrize("words, wrong", wrong_states(RIGHT).items(), ids=list(wrong_states(RIGHT)))
def test_each_wrong_state_can_be_caught(words: str, wrong: dict[str, Any]) -> None:
    """It is a state that AWS accepts, and there is a case on which it differs from the right one."""
    given, expected = CATCHING[words]
    case = Case("", {"input": PAID, **given}, expected)

    assert {} == case.differs(RIGHT)
    assert set(expected) == set(case.differs(wrong))


@pytest.mark.parametrize(
    "template, unmarked, plain, mixed",
    [
        ({"a.$": "$.amount", "b": "EUR", "c.$": "$$.Execution.Id"}, False, False, False),
        ({"a": "$.amount"}, True, False, False),
        ({"a": {"b": ["x", {"c": "$$.Execution.Id"}]}}, True, False, False),
        ({"a": "States.UUID()"}, True, False, False),
        ({"a": "$5 off", "b": "States. And cities."}, False, False, False),
        ({"a.$": "EUR"}, False, True, False),
        ({"a.$": 5}, False, True, False),
        ({"a.$": "$variable", "b.$": "States.UUID()"}, False, False, False),
        ({"a.$": "$.Execution.Id"}, False, False, True),
        ({"a.$": "$$.amount"}, False, False, True),
        ({"a.$": "$.misspelt", "b.$": "$$.Misspelt"}, False, False, False),
        (None, False, False, False),
        ("$.amount", False, False, False),
    ],
)
def test_a_template_shows_its_mistakes(template: Any, *, unmarked: bool, plain: bool, mixed: bool) -> None:
    """A missing mark, a mark too many, the wrong document; and nothing where there is nothing."""
    document, context = {"amount": 5}, {"Execution": {"Id": "x"}}

    assert unmarked == templates.unmarked(template)
    assert plain == templates.plain_under_mark(template)
    assert mixed == templates.roots_mixed_up(template, document, context)


def jsonata(**states: dict[str, Any]) -> dict[str, Any]:
    """A machine in JSONata."""
    return {"QueryLanguage": "JSONata", "StartAt": next(iter(states)), "States": states}


def inside(**fields: Any) -> dict[str, Any]:
    """A Map with one state in it."""
    return {"Type": "Map", "ItemProcessor": {"StartAt": "In", "States": {"In": {"Type": "Pass", **fields}}}}


@pytest.mark.parametrize(
    "definition, mixed",
    [
        (jsonata(A={"Output": "{% $states.input %}"}), False),
        (jsonata(A={"Output": {"price": "$5.$", "list": ["{% $states.input.a[$.b > 1] %}"]}}), False),
        (jsonata(A={"ResultPath": "$.a"}), True),
        (jsonata(A={"Output": {"a.$": "$.b"}}), True),
        (jsonata(A=inside(Parameters={})), True),
        ({"States": {"A": {"Output": {}}}}, True),
        ({"States": {"A": {"Parameters": {"a": "{% $states.input %}"}}}}, True),
        ({"States": {"A": {"Parameters": {"a.$": "$.b"}}, "B": {"QueryLanguage": "JSONata", "Output": 1}}}, False),
        (None, False),
        ({"States": {"A": "no state"}}, False),
    ],
)  # fmt: skip
def test_two_languages_in_one_state_are_seen(definition: Any, *, mixed: bool) -> None:
    """A field, a key or an expression of the other language; two languages in two states are no mistake."""
    assert mixed == languages.mixed_up(definition)


@pytest.mark.parametrize(
    "definition, seen",
    [
        (jsonata(A={"Assign": {"total": 0}}, B=inside(Assign={"total": 1})), True),
        (jsonata(A={"Assign": {"total": 0}}, B=inside(Assign={"part": "{% $total %}"})), False),
        (jsonata(A=inside(Assign={"part": 1}), B=inside(Assign={"part": 1})), False),
        (jsonata(A={"Assign": {"total": 0}}, B={"Assign": {"total": 1}}), False),
        (jsonata(A={"Assign": "no object"}), False),
    ],
)
def test_a_variable_of_two_scopes_is_seen(definition: Any, *, seen: bool) -> None:
    """Only where one scope is within the other."""
    assert seen == languages.assigned_in_scopes(definition)


@pytest.mark.parametrize(
    "path, seen",
    [
        (["Sets", "Reads"], False),
        (["Sets and reads"], True),
        (["Sets", "Sets and reads"], False),
        (["Sets in a rule", "Sets and reads"], False),
        (["Has one of its own"], False),
        (["Reads", "Unknown"], False),
    ],
)
def test_a_variable_is_not_there_in_the_state_that_assigns_it(path: list[str], *, seen: bool) -> None:
    """Unless a state before has assigned it, too, or the expression means one of its own."""
    definition = jsonata(
        **{
            "Sets": {"Assign": {"asked": "{% $states.input %}"}, "Output": "{% $askedTwice %}"},
            "Reads": {"Output": {"all": ["{% $asked.payments %}"]}},
            "Sets and reads": {"Assign": {"asked": 1}, "Output": "{% {'a': $asked} %}"},
            "Sets in a rule": {"Choices": [{"Assign": {"asked": 1}}]},
            "Has one of its own": {"Assign": {"asked": 1}, "Output": "{% ($asked := 2; $asked) %}"},
        }
    )

    assert seen == languages.reads_what_it_assigns(definition, path)
