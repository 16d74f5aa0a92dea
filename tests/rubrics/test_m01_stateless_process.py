"""M01 E3, stateless process: what counts as state, and as a write that cannot undo another one."""

from types import SimpleNamespace

import pytest

from course.cloud import Account
from grader.checks import examine
from grader.rubrics import exercise
from grader.rubrics.m01.deployed import Function
from grader.rubrics.m01.process_state import kept
from grader.rubrics.m01.writes import writes_of

COUNT = "def count_payment(payment, table):\n    "

KEPT = {
    "a list that grows": ("seen = []\n" + COUNT + "seen.append(payment)", ["seen"]),
    "a dictionary that is filled": ("months = {}\n" + COUNT + "months[payment['period']] = 1", ["months"]),
    "what is filled by way of a name of its own": (
        "months = {}\n" + COUNT + "month = payment['period']; months.setdefault(month, 0)",
        ["months"],
    ),
    "a number that counts": ("n = 0\n" + COUNT + "global n; n += 1", ["n"]),
    "a number that is counted in two steps": ("n = 0\n" + COUNT + "global n; more = n + 1; n = more", ["n"]),
    "a counter that is asked": (
        "import itertools\nn = itertools.count()\n" + COUNT + "return next(n)",
        ["n"],
    ),
    "an attribute of the function": (COUNT + "count_payment.n = payment", ["count_payment"]),
    "an argument's default": (
        "def count_payment(payment, table, seen=[]):\n    seen.append(payment)",
        ["seen"],
    ),
    "the environment": ("import os\n" + COUNT + "os.environ['N'] = payment['period']", ["os"]),
    "a file": (COUNT + "open('/tmp/n', 'w').write(payment['period'])", ["a file"]),
    "a file by its path": (
        "from pathlib import Path\n" + COUNT + "Path('n').write_text(payment['period'])",
        ["a file"],
    ),
    "what an inner function counts": (
        "def make():\n    n = 0\n    def count_payment(payment, table):\n        nonlocal n\n        n += 1\n    return count_payment",
        ["n"],
    ),
}
NOT_KEPT = {
    "a client made once": (
        "import boto3\nclient = None\n"
        + COUNT
        + "global client\n    if client is None:\n        client = boto3.client('sqs')"
    ),
    "names that never change": "NAMES = {'web': 'w'}\n" + COUNT + "return NAMES[payment['channel']]",
    "a list of its own": COUNT + "seen = []; seen.append(payment); return seen",
    "a list of its own under an outer name": "seen = []\n" + COUNT + "seen = []; seen.append(payment)",
    "what is done to the table": COUNT + "table.update_item(Key={'period': payment['period']})",
    "a file that is read": COUNT + "return open('names.txt').read(), open('names.txt', 'rb')",
    "no Python": "def count_payment(",
}


@pytest.mark.parametrize("source, names", KEPT.values(), ids=KEPT)
def test_state_is(source, names):
    assert names == sorted({each.name for each in kept(source)})


@pytest.mark.parametrize("source", NOT_KEPT.values(), ids=NOT_KEPT)
def test_no_state_is(source):
    assert [] == kept(source)


def test_the_line_is_told_in_which_something_is_kept():
    (found,) = kept("seen = []\n" + COUNT + "seen.append(payment)")

    assert (3, "seen.append(payment)") == (found.place.line, found.place.text)


ATOMIC = {
    "the database adds": ("UpdateItem", {"UpdateExpression": "ADD n :one"}),
    "it adds to what is there": (
        "UpdateItem",
        {"UpdateExpression": "SET n = if_not_exists(n, :none) + :one"},
    ),
    "the old form of adding": ("UpdateItem", {"AttributeUpdates": {"n": {"Action": "ADD"}}}),
    "a condition": ("PutItem", {"ConditionExpression": "n = :seen"}),
    "a statement that adds": ("ExecuteStatement", {"Statement": "UPDATE t SET n = n + 1 WHERE id = 'a'"}),
    "a transaction of such": (
        "TransactWriteItems",
        {"TransactItems": [{"ConditionCheck": {}}, {"Update": {"UpdateExpression": "ADD n :one"}}]},
    ),
}
BLIND = {
    "a row put in place of what is there": ("PutItem", {"Item": {}}),
    "a number of Python's": ("UpdateItem", {"UpdateExpression": "SET n = :n"}),
    "rows in a batch": ("BatchWriteItem", {"RequestItems": {}}),
    "a statement with a number of Python's": (
        "ExecuteStatement",
        {"Statement": "UPDATE t SET n = ? WHERE id = 'a'"},
    ),
    "a transaction with one of these": ("TransactWriteItems", {"TransactItems": [{"Put": {"Item": {}}}]}),
}


def call(name, parameters, *, status="ok", cause=1):
    return SimpleNamespace(
        kind="call",
        service="dynamodb",
        name=name,
        status=status,
        cause=cause,
        detail={"parameters": parameters},
    )


@pytest.mark.parametrize("name, parameters", ATOMIC.values(), ids=ATOMIC)
def test_a_write_that_cannot_undo_another_is(name, parameters):
    found = writes_of([call(name, parameters)])

    assert (1, 1, []) == (found.total, found.atomic, found.blind)


@pytest.mark.parametrize("name, parameters", BLIND.values(), ids=BLIND)
def test_a_write_that_can_undo_another_is(name, parameters):
    found = writes_of([call(name, parameters)])

    assert (1, 0, 1) == (found.total, found.atomic, len(found.blind))


def test_only_what_functions_wrote_and_was_not_refused_counts():
    add = {"UpdateExpression": "ADD n :one"}
    found = writes_of(
        [call("UpdateItem", add, cause=None), call("UpdateItem", add, status="error"), call("GetItem", {})]
    )

    assert (1, 0) == (found.reads, found.total)


def test_a_failure_tells_the_line_of_the_cell():
    with Account() as account:
        source = "def count_payment(payment, table):\n    return payment['month']\n"
        account.client("dynamodb").create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "period", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "period", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        function = Function(account, "f", source=source, function="count_payment", table="t")
        failure = function.at_once([{"period": "2025-03"}])

    assert "KeyError: 'month'" == failure.error
    assert (2, "return payment['month']") == (failure.place.line, failure.place.text)


def test_what_a_function_remembers_of_an_earlier_check_changes_no_report():
    source = (
        "counts = {}\n"
        "def count_payment(payment, table):\n"
        "    month = payment['period']\n"
        "    counts[month] = counts.get(month, 0) + 1\n"
        "    table.put_item(Item={'period': month, 'noted_harbour': counts[month]})\n"
    )
    names: dict[str, object] = {}
    exec(source, names)  # noqa: S102  a cell, as a notebook runs it
    answers, sources = {"count_payment": names["count_payment"]}, {"count_payment": source}
    first, second = (
        examine(exercise("m01.e3"), answers, learner_id="author", sources=sources, strict=True).text()
        for _ in range(2)
    )

    assert first == second
