"""The checks that parts are made of: unchanged sources, raised errors, effects in a real account."""

import dataclasses
import subprocess
import sys
from types import SimpleNamespace

from course.cloud import Account
from grader.checks import Part, calls, drained, effects, raises_like, unchanged_source


def only(exercise, check):
    return dataclasses.replace(exercise, parts=(Part("holds", 10, "X", check),), misconceptions=())


def test_an_unchanged_definition_passes_and_a_changed_one_shows_both(look, exercise):
    checked = only(exercise, unchanged_source("double", "def double(x):\n    return x * 2"))
    changed = look("def double(x): return 2 * x", checked)

    assert 10 == look("def double(x): return x * 2  # mine\n\nother = 1", checked).points
    assert 0 == changed.points
    assert "def double(x): return 2 * x" in changed.text()


def test_an_error_that_must_reach_the_caller(look, exercise):
    def publish(bench):
        with bench.account() as account:
            return bench.answer("double")(account.client("sns"))

    checked = only(exercise, raises_like(publish, "NotFound"))
    publishes = "sns.publish(TopicArn='arn:aws:sns:us-east-1:123456789012:none', Message='x')"
    swallowed = f"def double(sns):\n    try:\n        return {publishes}\n    except Exception:\n        return 'fine'"

    def points(cell):
        return look(cell, checked, cloud=Account)

    assert 10 == points(f"def double(sns): {publishes}").points
    assert 0 == points("def double(sns): return {}['a']").points
    assert "no error; it returned" in points(swallowed).text()


def test_a_type_of_error_counts_with_those_derived_from_it(look, exercise):
    checked = only(exercise, raises_like(lambda bench: bench.answer("double")(1), "LookupError"))

    assert 10 == look("def double(x): return {}[x]", checked).points
    assert 0 == look("def double(x): return int('x')", checked).points


def test_messages_are_compared_whatever_their_order():
    expected = {"a-q": [{"n": 1}, {"n": 2.0}], "b-q": []}
    found = list(effects(expected, {"a-q": [{"n": 2}, {"n": 1}], "b-q": ["x"]}, given="g"))

    assert [("b-q", "g", ["x"], [])] == [(each.where, each.given, each.got, each.expected) for each in found]


def test_a_queue_is_emptied_delayed_messages_included():
    with Account() as account:
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName="a-q")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody='{"n": 1}')
        sqs.send_message(QueueUrl=url, MessageBody="plain", DelaySeconds=600)

        assert [{"n": 1}, "plain"] == drained(account, "a-q")
        assert [] == drained(account, url)
        assert [] == drained(account, "never-made-q")
        assert 2 == len(calls(account.trace, "sqs", "SendMessage"))


def test_calls_are_taken_from_the_trace():
    trace = [
        SimpleNamespace(kind=kind, service=service, name=name)
        for kind, service, name in [
            ("call", "sns", "Publish"),
            ("delivery", "sns", "Publish"),
            ("call", "sqs", "Publish"),
        ]
    ]

    assert trace[:1] == calls(trace, "sns", "Publish")
    assert trace[:1] == calls(trace, "sns")


def test_what_aws_refuses_to_a_check_is_told_of_the_answer(look, exercise):
    def uses(bench):
        with bench.account() as account:
            account.client("sns").publish(TopicArn=bench.answer("double")(1), Message="x")
        yield from ()

    report = look(
        "def double(x): return 'arn:aws:sns:us-east-1:123456789012:none'", only(exercise, uses), cloud=Account
    )

    assert 0 == report.points
    assert "does not exist" in report.text()


def test_a_call_without_an_account_gets_one(look, exercise):
    answer = (
        "import boto3\ndef double(x):\n    boto3.client('sqs').create_queue(QueueName='q')\n    return x * 2"
    )

    assert 6 == look(answer, cloud=Account).parts[0].earned


def test_who_needs_no_account_loads_none():
    code = "import sys, grader.notebook, grader.classroom.autograde as _; print('moto' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False" == done.stdout.strip()
