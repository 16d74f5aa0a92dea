"""What a run costs, counted from calls of boto3 and what came of them."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from course.facts import fact, value

ROLE = "arn:aws:iam::123456789012:role/states"


def _amounts(bill, service):
    return {line.what: line.quantity for line in bill.lines if line.service == service}


def _table(account):
    dynamodb = account.client("dynamodb")
    dynamodb.create_table(
        TableName="payments",
        KeySchema=[
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "part", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "part", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return dynamodb


def _item(size=0, part="1"):
    return {"id": {"S": "1"}, "part": {"S": part}, **({"text": {"S": "x" * size}} if size else {})}


KEY = {"id": {"S": "1"}, "part": {"S": "1"}}


def _machine(name, states, type="STANDARD"):
    client = boto3.client("stepfunctions")
    definition = json.dumps({"StartAt": next(iter(states)), "States": states})
    made = client.create_state_machine(name=name, roleArn=ROLE, definition=definition, type=type)
    return client, made["stateMachineArn"]


def test_an_account_in_which_nothing_happened_costs_nothing(account):
    bill = account.meter()

    assert ((), (), 0, 0) == (bill.lines, bill.left_out, bill.total, bill.month)


def test_a_function_is_paid_by_requests_and_by_memory_times_billed_time(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(0.5)", MemorySize=512)
    for _ in range(3):
        lab.invoke()
    seconds = sum(span.detail["billed_ms"] for span in lab.account.trace.find(kind="invocation")) / 1000
    bill = lab.account.meter()
    lines = {line.what: line for line in bill.lines if line.service == "lambda"}

    assert 1.5 < seconds < 2.5
    assert 3 == lines["requests"].quantity
    assert seconds / 2 == pytest.approx(lines["memory x time"].quantity)
    assert 3 * 0.20 / 1e6 == pytest.approx(lines["requests"].cost)
    assert seconds / 2 * 0.0000166667 == pytest.approx(lines["memory x time"].cost)


def test_a_function_that_was_refused_or_switched_off_costs_nothing(lab):
    lab.function("def handler(event, context): pass")
    lab.account.faults.throttle("lambda", "invocation", times=1)
    lab.invoke()
    lab.account.outage("sales", 60)
    lab.invoke()

    assert 1 == _amounts(lab.account.meter(), "lambda")["requests"]


def test_every_call_of_a_queue_is_a_request_also_an_empty_receive_and_a_batch(lab):
    url = lab.queue()
    lab.sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": "x"} for n in range(10)])
    lab.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    lab.sqs.receive_message(QueueUrl=url)

    assert {"requests": 4} == _amounts(lab.account.meter(), "sqs")


@pytest.mark.parametrize("kilobytes, requests", [(64, 1), (65, 2), (200, 4)])
def test_each_64_kb_sent_or_received_is_a_request(lab, kilobytes, requests):
    url = lab.queue()
    before = _amounts(lab.account.meter(), "sqs")["requests"]
    lab.sqs.send_message(QueueUrl=url, MessageBody="x" * kilobytes * 1024)
    sent = _amounts(lab.account.meter(), "sqs")["requests"]

    assert requests == sent - before
    if kilobytes > 64:
        lab.sqs.receive_message(QueueUrl=url)
        assert requests == _amounts(lab.account.meter(), "sqs")["requests"] - sent


def test_a_fifo_queue_has_its_own_price(lab):
    url = lab.queue("sales.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    lab.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId="g")
    (line,) = [line for line in lab.account.meter().lines if line.service == "sqs"]

    assert ("FIFO requests", 2, 0.50) == (line.what, line.quantity, line.price)


def test_a_mapping_pays_for_receiving_and_deleting_and_says_what_idle_polling_would_be(lab):
    url = lab.queue()
    lab.function("def handler(event, context): pass")
    lab.map(url, BatchSize=10)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()
    bill = lab.account.meter()

    assert 2 == _amounts(bill, "sqs")["requests of mappings"]
    assert any("whose queue is empty" in each for each in bill.left_out)


def test_calls_that_were_refused_cost_nothing_and_those_whose_answer_was_lost_do(lab):
    url = lab.queue()
    lab.account.faults.throttle("sqs", "SendMessage", times=1)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.faults.drop("sqs", "SendMessage", times=1)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")

    assert 4 == _amounts(lab.account.meter(), "sqs")["requests"]


def test_a_topic_is_paid_by_publications_of_64_kb_and_deliveries_by_protocol(lab):
    topic, url = lab.topic(), lab.queue()
    function = lab.function("def handler(event, context): pass")
    lab.subscribe(topic, lab.arn(url))
    lab.subscribe(topic, function)
    before = _amounts(lab.account.meter(), "sns")["requests"]
    lab.sns.publish(TopicArn=topic, Message="x" * 70_000)
    lab.sns.publish_batch(
        TopicArn=topic, PublishBatchRequestEntries=[{"Id": str(n), "Message": "x"} for n in range(10)]
    )
    lab.account.settle()
    found = _amounts(lab.account.meter(), "sns")

    assert 3 == found.pop("requests") - before
    assert {"deliveries by sqs": 11, "deliveries by lambda": 11} == found


def test_a_standard_workflow_pays_each_step_and_each_retry(lab):
    lab.account.faults.fail("stepfunctions", state="Work", error="Bank.Closed", attempts=(1, 2))
    url = lab.queue()
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}]
    states = {
        "Begin": {"Type": "Pass", "Next": "Work"},
        "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": url, "MessageBody": "x"},
            "Retry": retry,
            "Next": "Items",
        },
        "Items": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemProcessor": {"StartAt": "Each", "States": {"Each": {"Type": "Pass", "End": True}}},
            "End": True,
        },
    }
    states["Work"]["ResultPath"] = None
    client, arn = _machine("payments", states)
    client.start_execution(stateMachineArn=arn, input='{"items": [1, 2, 3]}')
    lab.account.settle()
    (line,) = [line for line in lab.account.meter().lines if line.service == "stepfunctions"]

    assert ("transitions", 1 + 3 + 1 + 3) == (line.what, line.quantity)
    assert 8 * 0.025 / 1000 == pytest.approx(line.cost)


def test_an_express_workflow_pays_requests_and_time_in_steps_of_100_ms_and_64_mb(lab):
    client, arn = _machine("fast", {"Wait": {"Type": "Wait", "Seconds": 1, "End": True}}, type="EXPRESS")
    for _ in range(2):
        client.start_execution(stateMachineArn=arn)
    lab.account.settle()
    found = _amounts(lab.account.meter(), "stepfunctions")

    assert 2 == found["Express requests"]
    assert found["Express memory x time"] / (64 / 1024) == pytest.approx(2 * 1.0, abs=0.21)
    assert 0 == round(found["Express memory x time"] * 1024 / 64 * 10, 9) % 1
    assert "transitions" not in found


def test_a_bus_pays_custom_events_by_64_kb_each(lab):
    small = {"Source": "shop", "DetailType": "d", "Detail": "{}"}
    large = {**small, "Detail": json.dumps({"x": "y" * 100_000})}
    lab.account.client("events").put_events(Entries=[small, small, large])

    assert {"custom events": 4} == _amounts(lab.account.meter(), "events")


def test_an_api_destination_is_paid_by_delivery(lab):
    events = lab.account.client("events")
    lab.account.endpoint("https://partner.example/in", lambda _: (200, ""))
    connection = events.create_connection(
        Name="partner",
        AuthorizationType="API_KEY",
        AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "key", "ApiKeyValue": "value"}},
    )["ConnectionArn"]
    arn = events.create_api_destination(
        Name="in",
        ConnectionArn=connection,
        InvocationEndpoint="https://partner.example/in",
        HttpMethod="POST",
    )["ApiDestinationArn"]
    events.put_rule(Name="all", EventPattern='{"source": ["shop"]}')
    events.put_targets(Rule="all", Targets=[{"Id": "1", "Arn": arn, "RoleArn": lab.role()}])
    events.put_events(Entries=[{"Source": "shop", "DetailType": "d", "Detail": "{}"}])
    lab.account.settle()

    assert {"custom events": 1, "to API destinations": 1} == _amounts(lab.account.meter(), "events")


def test_a_schedule_pays_its_invocations(lab):
    url = lab.queue()
    lab.account.client("scheduler").create_schedule(
        Name="often",
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": lab.arn(url), "RoleArn": lab.role(), "Input": "x"},
    )
    lab.clock.advance(3 * 3600 + 60)

    ran = len(lab.account.trace.find(kind="delivery", service="scheduler"))
    assert ran >= 3
    assert {"invocations": ran} == _amounts(lab.account.meter(), "scheduler")


@pytest.mark.parametrize(
    "size, write, eventually, strongly", [(10, 1, 0.5, 1), (1500, 2, 0.5, 1), (5000, 5, 1.0, 2)]
)
def test_a_tables_units_follow_the_size_of_the_item(account, size, write, eventually, strongly):
    dynamodb = _table(account)
    dynamodb.put_item(TableName="payments", Item=_item(size))
    first = _amounts(account.meter(), "dynamodb")
    dynamodb.get_item(TableName="payments", Key=KEY)
    second = _amounts(account.meter(), "dynamodb")
    dynamodb.get_item(TableName="payments", Key=KEY, ConsistentRead=True)
    third = _amounts(account.meter(), "dynamodb")

    assert {"write units": write} == first
    assert eventually == second["read units"]
    assert eventually + strongly == third["read units"]


def test_a_write_is_as_large_as_the_larger_of_before_and_after(account):
    dynamodb = _table(account)
    dynamodb.put_item(TableName="payments", Item=_item(3000))  # 3
    dynamodb.put_item(TableName="payments", Item=_item())  # 3
    dynamodb.update_item(
        TableName="payments",
        Key=KEY,
        UpdateExpression="SET t = :t",
        ExpressionAttributeValues={":t": {"S": "x" * 2000}},
    )  # 2
    dynamodb.delete_item(TableName="payments", Key=KEY)  # 2
    dynamodb.delete_item(TableName="payments", Key=KEY)  # 1

    assert {"write units": 11} == _amounts(account.meter(), "dynamodb")


def test_a_transaction_takes_up_twice_the_units_and_a_batch_each_items(account):
    dynamodb = _table(account)
    dynamodb.transact_write_items(
        TransactItems=[{"Put": {"TableName": "payments", "Item": _item(1500, part)}} for part in "12"]
    )  # 8
    dynamodb.batch_write_item(
        RequestItems={"payments": [{"PutRequest": {"Item": _item(0, part)}} for part in "34"]}
    )  # 2
    dynamodb.transact_get_items(TransactItems=[{"Get": {"TableName": "payments", "Key": KEY}}])  # 2
    dynamodb.batch_get_item(RequestItems={"payments": {"Keys": [KEY, {**KEY, "part": {"S": "2"}}]}})  # 1

    assert {"write units": 10, "read units": 3} == _amounts(account.meter(), "dynamodb")


def test_a_refused_condition_takes_up_units_and_a_missing_table_none(account):
    dynamodb = _table(account)
    with pytest.raises(ClientError):
        dynamodb.put_item(TableName="payments", Item=_item(), ConditionExpression="attribute_exists(id)")
    with pytest.raises(ClientError):
        dynamodb.put_item(TableName="nothing", Item=_item())

    assert {"write units": 1} == _amounts(account.meter(), "dynamodb")


def test_a_query_pays_for_what_it_looks_at_not_for_what_it_answers(account):
    dynamodb = _table(account)
    for part in "1234":
        dynamodb.put_item(TableName="payments", Item=_item(4000, part))
    query = {
        "TableName": "payments",
        "KeyConditionExpression": "id = :id",
        "ExpressionAttributeValues": {":id": {"S": "1"}},
    }
    dynamodb.query(**query)
    whole = _amounts(account.meter(), "dynamodb")["read units"]
    values = {":id": {"S": "1"}, ":x": {"S": "none"}}
    dynamodb.query(
        **{**query, "ExpressionAttributeValues": values},
        FilterExpression="#t = :x",
        ExpressionAttributeNames={"#t": "text"},
    )
    dynamodb.scan(TableName="payments", Select="COUNT")

    assert 2.0 == whole
    assert 6.0 == _amounts(account.meter(), "dynamodb")["read units"]


def test_a_buckets_requests_are_of_two_kinds_and_deleting_is_free(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="k", Body=b"x")
    s3.list_objects_v2(Bucket="notes")
    s3.get_object(Bucket="notes", Key="k")
    s3.head_object(Bucket="notes", Key="k")
    s3.delete_object(Bucket="notes", Key="k")

    found = _amounts(account.meter(), "s3")
    assert {"writing and listing requests": 3, "reading requests": 2} == found


def test_logs_are_paid_by_what_they_take_in(lab):
    logs = lab.account.client("logs")
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    now = int(lab.clock.now.timestamp() * 1000)
    logs.put_log_events(
        logGroupName="g", logStreamName="s", logEvents=[{"timestamp": now, "message": "x" * 1000}] * 10
    )

    assert 10 * 1026 / 1024**3 == pytest.approx(_amounts(lab.account.meter(), "logs")["taken in"])


def test_a_month_is_so_many_runs_and_what_is_free_is_taken_off_when_asked(lab):
    url = lab.queue()
    for _ in range(9):
        lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    full, off = lab.account.meter(300_000), lab.account.meter(300_000, free_tier=True)

    assert 10 * 0.40 / 1e6 == pytest.approx(full.total)
    assert 3 * 0.40 == pytest.approx(full.month)
    assert 2 * 0.40 == pytest.approx(off.month)
    assert full.total == off.total


def test_every_price_has_its_source_and_date(lab):
    url = lab.queue()
    lab.waiting(url)
    (line,) = lab.account.meter().lines
    known = fact("price.sqs.request")

    assert (known.value, known.source, known.checked) == (line.price, line.source, line.checked)
    assert json.loads(json.dumps(lab.account.meter().as_dict()))["total"] == lab.account.meter().total


def test_what_has_no_price_here_is_named(account):
    account.client("secretsmanager").create_secret(Name="s", SecretString="x")
    account.client("cloudwatch").put_metric_data(
        Namespace="n", MetricData=[{"MetricName": "m", "Value": 1.0}]
    )
    left = account.meter().left_out

    assert "Calls of secretsmanager: 1." in left
    assert "Calls of cloudwatch: 1." in left


def test_the_bill_prints_as_a_table(lab):
    url = lab.queue()
    for _ in range(3):
        lab.waiting(url)
    printed = str(lab.account.meter(1_000_000))

    assert "sqs" in printed
    assert "0.4 per 1,000,000 requests" in printed
    assert "1.60" in printed
    assert "A month: 1,000,000 times this run, free amounts not taken off." in printed
    assert "- Data that leaves AWS or its Region." in printed
    assert all(len(line) <= 140 for line in printed.splitlines())


def test_a_month_has_the_hours_of_awss_calculator():
    assert 730 == value("price.month")
