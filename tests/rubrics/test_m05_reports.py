"""What the rubrics of module 5 say to a learner: each sentence true, whole, and about what it names."""

import linecache
from pathlib import Path
from typing import Any

import pytest

from grader.checks import examine
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.insurer import counted

ANSWERS = Path(__file__).parents[1] / "answers" / "m05"


def reported(exercise_id: str, text: str, *, grading: bool = True) -> dict[str, Any]:
    """Return the report on a cell's text, as plain data."""
    asked, space, name = exercise(exercise_id), {"__name__": "__main__"}, f"<{exercise_id}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    exec(compile(text, name, "exec"), space)  # noqa: S102  our own answers
    answers = {each: space[each] for each in asked.deliver if each in space}
    sources = dict.fromkeys(answers, text)
    return examine(asked, answers, learner_id=AUTHOR, grading=grading, sources=sources, strict=True).as_dict()


def findings(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was told of each part."""
    return [finding for part in report["parts"] for finding in part["findings"]]


def test_a_hint_about_the_policy_says_so_where_another_part_comes_first() -> None:
    """A queue with neither filter nor policy: the payments come first, the hint is about the policy."""
    report = reported(
        "m05.e4",
        """
def add_fraud(sns, sqs, topic_arn, prefix):
    url = sqs.create_queue(QueueName=f"{prefix}-fraud-q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
    return url
""",
        grading=False,
    )

    assert report["message"].startswith("Look first at this: Of payments in the home currency")
    assert report["hint"]["text"].startswith("About the queue's policy: On AWS")


@pytest.mark.parametrize(
    "message, said",
    [
        ("str(payment)", "text that is not JSON: {'paymentId'"),
        ("json.dumps(json.dumps(payment))", 'a text in JSON: "{\\"paymentId'),
    ],
)
def test_a_message_that_is_no_json_object_is_called_what_it_is(message: str, said: str) -> None:
    """Python's text of a dictionary looks almost like JSON."""
    report = reported(
        "m05.e3",
        f"""
import json
def publish_payment(sns, topic_arn, payment, outcome):
    return sns.publish(TopicArn=topic_arn, Message={message})["MessageId"]
""",
    )

    assert findings(report)[0]["got"].startswith(said)


def test_a_message_in_json_is_shown_as_the_payment_is() -> None:
    """Both sides of the comparison are data."""
    report = reported(
        "m05.e3",
        """
import json
def publish_payment(sns, topic_arn, payment, outcome):
    return sns.publish(TopicArn=topic_arn, Message=json.dumps({**payment, "outcome": outcome}))["MessageId"]
""",
    )
    told = findings(report)[0]

    assert told["expected"] | {"outcome": "paid"} == told["got"]


def test_policies_as_one_text_are_shown_whole_or_visibly_cut() -> None:
    """No word ends in the middle without a sign."""
    short, long = (
        findings(reported("m05.e2", f"policies = {'x' * size!r}\ncustomer = sales = communication = len"))[0]
        for size in (150, 900)
    )

    assert "it is the text " + "x" * 150 == short["got"]
    assert "…" in long["got"]


def test_whoever_misreads_the_envelope_is_sent_to_the_envelope() -> None:
    """Step D2 shows it; D3 is about filters."""
    path = ANSWERS / "e2_filters" / "08_K05.6_envelope_read_as_payment.py"

    assert reported("m05.e2", path.read_text(encoding="utf-8"))["next"].endswith("lesson step D2")


def test_one_is_one() -> None:
    """Not: 1 messages."""
    assert ["0 messages", "1 message", "2 messages"] == [counted(number, "message") for number in range(3)]


@pytest.mark.parametrize(
    "exercise_id, text",
    [
        (
            "m05.e4",
            "def add_fraud(sns, sqs, topic_arn, prefix):\n    sns.delete_topic(TopicArn=topic_arn)",
        ),
        (
            "m05.e5",
            'weak = []\ndef repair(sns, sqs, wiring):\n    sns.delete_topic(TopicArn=wiring["topic_arn"])',
        ),
    ],
    ids=["e4", "e5"],
)
def test_whoever_deletes_the_topic_is_told_so(exercise_id: str, text: str) -> None:
    """Rather than that nothing arrived, or that a call of the check's failed."""
    told = [str(each["got"]) for each in findings(reported(exercise_id, text))]

    assert any(each.endswith("-payments is gone") for each in told)
