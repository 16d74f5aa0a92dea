"""M14 E4: what payments used between two moments, and what a mix of them costs."""

import pytest

from course.cloud import Account
from grader.rubrics.m14.usage import cost_of, counted


def test_usage_is_what_was_counted_since():
    with Account() as account:
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName="north-q")["QueueUrl"]
        before = counted(account)
        for _ in range(3):
            sqs.send_message(QueueUrl=url, MessageBody="x")
        lines = counted(account).since(before)

    assert [{"service": "sqs", "what": "requests", "quantity": 3, "unit": "requests"}] == lines


def test_what_is_paid_for_by_the_hour_is_no_usage():
    with Account() as account:
        gateway = account.client("apigateway")
        api = gateway.create_rest_api(name="north")["id"]
        root = gateway.get_resources(restApiId=api)["items"][0]["id"]
        where = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
        gateway.put_method(**where, authorizationType="NONE")
        gateway.put_integration(**where, type="MOCK")
        deployed = gateway.create_deployment(restApiId=api)["id"]
        cached = {"cacheClusterEnabled": True, "cacheClusterSize": "0.5"}
        gateway.create_stage(restApiId=api, stageName="prod", deploymentId=deployed, **cached)
        account.clock.advance(3600)
        billed = {line.what for line in account.meter().lines}
        found = counted(account)

    assert {"cache of 0.5 GB"} == billed
    assert {} == found.quantities


def test_a_mix_costs_what_each_of_its_payments_uses():
    line = {"service": "sqs", "what": "requests", "unit": "requests"}
    usage = {
        "paid": {"payments": 10, "lines": [{**line, "quantity": 40}]},
        "retried": {
            "payments": 1,
            "lines": [{**line, "quantity": 5}, {**line, "service": "sns", "quantity": 2}],
        },
    }
    prices = {"sqs requests": {"usd": 0.4, "per": 1_000_000}, "sns requests": {"usd": 0.5, "per": 1_000}}
    cost = cost_of(usage, {"paid": 90_000, "retried": 10_000}, prices)

    assert pytest.approx({"sqs": 0.164, "sns": 10.0}) == cost.by_service
    assert pytest.approx(10.164) == cost.total
