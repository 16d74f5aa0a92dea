"""The mutants of an answer: each once, none that is the answer itself, told so that a person sees the mistake."""

import ast
import json

import pytest
import yaml

from grader.mutate import mutants
from grader.mutate.mutant import words_of

ANSWER = '''
import json

topic = None  # the topic's name


def send(sqs, url: str, payment) -> None:
    """Send a payment."""
    print("sent to", url)
    ### BEGIN SOLUTION
    if payment["amount"] > 5:
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"é": payment["id"], "to": ["a", "b"]}))
    ### END SOLUTION
'''

REVIEW = {
    "StartAt": "Check",
    "States": {
        "Check": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 5, "Next": "Ask"}],
            "Default": "Done",
        },
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}},
            "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Done"}],
            "HeartbeatSeconds": 60,
            "Next": "Done",
        },
        "Done": {"Type": "Succeed", "Comment": "for people"},
    },
}

WRITTEN = {
    "python": f"review = {REVIEW}\n",
    "json": f"review = '''\n{json.dumps(REVIEW, indent=2)}\n'''\n",
    "yaml": f"review = '''\n{yaml.safe_dump(REVIEW, sort_keys=False)}'''\n",
}


def defined(text):
    """The definition in an answer, in whichever of the three forms it is written."""
    value = ast.literal_eval(ast.parse(text).body[0].value)
    return yaml.safe_load(value) if isinstance(value, str) else value


def test_every_mutant_is_python_differs_and_comes_once():
    texts = [each.text for each in mutants(ANSWER)]
    codes = [ast.dump(ast.parse(text)) for text in texts]

    assert len(set(codes)) == len(codes) > 15
    assert ast.dump(ast.parse(ANSWER)) not in codes


def test_the_same_answer_has_the_same_mutants():
    assert mutants(ANSWER) == mutants(ANSWER)


def test_names_hints_docstrings_prints_imports_and_placeholders_are_left_alone():
    texts = "\n".join(
        f"-{line}" for each in mutants(ANSWER) for line in each.diff.splitlines() if line[0] == "-"
    )

    assert [] == [
        word for word in ("import", "Send a payment", "print", "def send", "topic = None") if word in texts
    ]


def test_a_mutant_tells_operator_mistake_line_place_and_what_changed():
    (boundary,) = [each for each in mutants(ANSWER) if each.operator == "boundary_moved"]

    assert "The value at the boundary is counted on the other side." == boundary.mistake
    assert 11 == boundary.line
    assert "send" == boundary.where
    assert '- if payment["amount"] > 5:\n+ if payment["amount"] >= 5:' == words_of(boundary.diff)


def test_where_a_value_stands_is_told_by_the_names_that_lead_to_it():
    found = [each for each in mutants(WRITTEN["json"]) if each.operator == "error_renamed"]

    assert ["review / States / Ask / Catch / 1 / ErrorEquals / 1"] == [each.where for each in found]


def test_the_words_of_a_diff_forget_layout_and_lines_around():
    (one,) = [each for each in mutants("if a > 5:\n    b()\n") if each.operator == "boundary_moved"]
    (other,) = [
        each for each in mutants("c()\n\nif a > 5:\n        d()\n") if each.operator == "boundary_moved"
    ]

    assert one.diff != other.diff
    assert words_of(one.diff) == words_of(other.diff)


@pytest.mark.parametrize("language", ["json", "yaml"])
@pytest.mark.parametrize(
    "operator",
    [
        "goes_to_another_state",
        "comparator_moved",
        "mark_forgotten",
        "nothing_handed_on",
        "error_renamed",
        "limit_lost",
        "token_lost",
        "not_waited_for",
        "number_off_by_one",
    ],
)
def test_a_definition_has_the_same_mutants_however_it_is_written(language, operator):
    wanted, found = (
        [defined(each.text) for each in mutants(WRITTEN[form]) if each.operator == operator]
        for form in ("python", language)
    )

    assert wanted
    assert wanted == found


@pytest.mark.parametrize("language", ["json", "yaml"])
def test_a_text_whose_mutant_is_no_definition_any_more_is_dropped(language):
    broken = [each for each in mutants(WRITTEN[language]) if each.where.startswith("review /")]

    assert broken
    assert [] == [each.diff for each in broken if not isinstance(defined(each.text), dict)]


def test_what_is_for_people_to_read_is_left_alone():
    changed = [line for each in mutants(WRITTEN["json"]) for line in words_of(each.diff).splitlines()]

    assert [] == [
        line for line in changed if line.startswith("+") and "Comment" in line and 'for people"' not in line
    ]


def test_an_answer_that_is_no_python_is_refused():
    with pytest.raises(SyntaxError):
        mutants("def f(:")
