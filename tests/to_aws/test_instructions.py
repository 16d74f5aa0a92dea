"""The page beside a template tells what it costs and how it is removed."""

import json

import botocore.session
import pytest
from botocore.validate import ParamValidator

from course.cloud.account import Account
from course.facts import fact, value
from grader.to_aws.found import Found, Piece, Trial
from grader.to_aws.instructions import instructions


@pytest.fixture
def account():
    with Account() as account:
        yield account


@pytest.fixture
def found(account):
    """An export of a queue to which ten messages were sent."""
    sqs = account.client("sqs")
    url = sqs.create_queue(QueueName="sales-q")["QueueUrl"]
    for number in range(9):
        sqs.send_message(QueueUrl=url, MessageBody=str(number))

    def made(**other):
        said = {
            "exercise": "m04.e3",
            "title": "Queues",
            "region": "us-east-1",
            "pieces": (Piece("queue", "sales-q", "yours"),),
            "left_out": (),
            "outputs": (),
            "stand_ins": (),
            "run": account.meter(1000).as_dict(),
            "idle": account.meter(0).as_dict(),
            "trial": Trial("queue", "sales-q", {"MessageBody": '{"id": 1}'}),
            "counted": {"sqs SendMessage": 9, "sqs CreateQueue": 1},
            "mappings": 0,
        }
        return Found(**said | other)

    return made


def _page(found):
    return instructions(found, solution=False)["README.md"]


def test_a_thousand_runs_cost_a_thousand_times_what_happened(found):
    expected = 1000 * 10 * fact("price.sqs.request").value / 1_000_000

    page = _page(found())

    assert f"**A thousand runs: {expected:.4f} USD.**" in page
    assert "sqs SendMessage (9), sqs CreateQueue (1)" in page
    assert "**A month of standing idle: 0.00 USD.**" in page
    assert f"in {fact('price.sqs.request').checked}." in page


def test_a_mapping_costs_though_nothing_happens(found):
    asked = 2 * value("lambda.mapping.idle_requests") * 60 * value("price.month")
    paid = asked * fact("price.sqs.request").value / 1_000_000

    page = _page(found(mappings=2))

    assert f"**A month of standing idle: {paid:,.2f} USD.**" in page
    assert f"some {asked:,.0f} times a month" in page


def test_what_is_paid_for_is_told_where_nothing_ran(found):
    nothing = {"lines": [], "left_out": [], "month": 0.0}

    page = _page(found(run=nothing, idle=nothing, pieces=(Piece("state machine", "pay", "yours"),)))

    assert "A thousand runs" not in page
    assert (
        f"| `states.transition` | {fact('price.states.transition').value} per thousand transitions |" in page
    )


def test_another_region_is_said_to_have_other_prices(found):
    assert "Your Region is sa-east-1, where some are higher." in _page(found(region="sa-east-1"))
    assert "Your Region" not in _page(found())


def test_a_bucket_is_emptied_before_its_stack_is_deleted(found):
    with_bucket = _page(found(pieces=(Piece("bucket", "files", "yours"),)))

    assert 0 < with_bucket.index("--recursive") < with_bucket.index("delete-stack ")
    assert "--recursive" not in _page(found())


def test_log_groups_that_belong_to_no_stack_are_deleted_by_name(found):
    pieces = (
        Piece("function", "loud", "yours"),
        Piece("function", "kept", "yours"),
        Piece("log group", "/aws/lambda/kept", "yours"),
    )

    page = _page(found(pieces=pieces))

    assert "for group in /aws/lambda/loud; do" in page
    assert "delete-log-group" not in _page(found())


def test_the_budget_comes_before_the_deployment_and_the_clean_up_ends_with_a_look(found):
    page = _page(found())
    headings = [line for line in page.splitlines() if line.startswith("## ")]

    assert headings.index("## A budget alarm first") < headings.index("## Deploy")
    assert "## Clean up" == headings[-1]
    assert "See that nothing is left." in page.split("## Clean up")[1]


def test_what_was_left_out_and_who_is_stood_in_for_is_told(found):
    page = _page(found(left_out=("table rows: its items",), stand_ins=("bank",)))

    assert "- table rows: its items." in page
    assert "- The work of `bank`: the exercise's check played them." in page


def test_the_budget_is_such_as_aws_takes(found):
    files = instructions(found(), solution=False)
    asked = {
        "AccountId": "123456789012",
        "Budget": json.loads(files["budget.json"]),
        "NotificationsWithSubscribers": json.loads(files["alert.json"]),
    }
    shape = (
        botocore.session.get_session()
        .get_service_model("budgets")
        .operation_model("CreateBudget")
        .input_shape
    )

    assert "" == ParamValidator().validate(asked, shape).generate_report()
