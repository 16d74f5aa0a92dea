"""What exists, and what is wired to what."""

import json


def _short(lab):
    found = lab.account.inventory()
    names = {node.id: node.name for node in found.nodes}
    nodes = [(node.kind, node.name) for node in found.nodes]
    edges = [
        (names.get(edge.source, edge.source), names[edge.target], edge.kind, edge.label, edge.state)
        for edge in found.edges
    ]
    return nodes, edges


def test_an_empty_account_has_nothing(lab):
    assert ([], []) == _short(lab)


def test_every_kind_of_resource_is_a_node(lab):
    lab.topic()
    lab.queue()
    lab.function("")
    lab.account.client("s3").create_bucket(Bucket="notes")
    lab.account.client("dynamodb").create_table(
        TableName="activity",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    lab.account.endpoint("https://partner.example", lambda _: (200, ""))
    nodes, edges = _short(lab)

    assert [
        ("topic", "payments"),
        ("queue", "sales-q"),
        ("function", "sales"),
        ("table", "activity"),
        ("bucket", "notes"),
        ("endpoint", "https://partner.example"),
    ] == nodes
    assert [] == edges


def test_a_subscription_is_an_edge_that_tells_of_its_filter_and_raw_delivery(lab):
    topic = lab.topic()
    lab.subscribe(topic, lab.arn(lab.queue("a")))
    lab.subscribe(topic, lab.arn(lab.queue("b")), FilterPolicy={"x": ["y"]}, RawMessageDelivery="true")

    assert [
        ("payments", "a", "subscription", "", "ok"),
        ("payments", "b", "subscription", "filtered, raw", "ok"),
    ] == _short(lab)[1]


def test_a_subscription_nobody_confirmed_is_pending(lab):
    topic = lab.topic()
    lab.subscribe(topic, "https://partner.example")
    lab.subscribe(topic, "claims@insurer.example", "email")
    nodes, edges = _short(lab)

    assert {("endpoint", "https://partner.example"), ("endpoint", "claims@insurer.example")} <= set(nodes)
    assert ["pending", "pending"] == [state for *_, state in edges]


def test_what_an_edge_leads_to_is_there_even_when_it_is_missing(lab):
    url = lab.queue()
    lab.subscribe(lab.topic(), lab.arn(url))
    lab.sqs.delete_queue(QueueUrl=url)

    assert ([("topic", "payments"), ("missing", "sales-q")], 1) == (_short(lab)[0], len(_short(lab)[1]))


def test_dead_letter_queues_are_edges_wherever_they_are_set(lab):
    dead = lab.arn(lab.queue("dead-q"))
    lab.queue("a", RedrivePolicy=json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3}))
    lab.function("", "f", DeadLetterConfig={"TargetArn": dead})
    lab.function("", "g")
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="g", DestinationConfig={"OnFailure": {"Destination": dead}}
    )
    lab.subscribe(lab.topic(), lab.arn(lab.queue("b")), RedrivePolicy={"deadLetterTargetArn": dead})
    edges = [edge for edge in _short(lab)[1] if edge[2] == "dead-letter"]

    assert [
        ("payments", "dead-q", "dead-letter", "undelivered", "ok"),
        ("a", "dead-q", "dead-letter", "after 3 receives", "ok"),
        ("f", "dead-q", "dead-letter", "after all attempts", "ok"),
        ("g", "dead-q", "dead-letter", "after all attempts", "ok"),
    ] == edges


def test_an_event_source_mapping_is_an_edge_until_it_is_deleted(lab):
    url = lab.queue()
    lab.function("")
    mapping = lab.map(url, BatchSize=5)
    before = _short(lab)[1]
    lab.lambda_.delete_event_source_mapping(UUID=mapping)

    assert ([("sales-q", "sales", "invocation", "batches of 5", "ok")], []) == (before, _short(lab)[1])


def test_an_inventory_is_plain_data(lab):
    lab.subscribe(lab.topic(), lab.arn(lab.queue()))
    found = lab.account.inventory().as_dict()

    assert ["edges", "nodes"] == sorted(json.loads(json.dumps(found)))


def test_taking_the_inventory_leaves_no_trace(lab):
    before = len(lab.account.trace)
    lab.account.inventory()

    assert before == len(lab.account.trace)


def test_rules_schedules_and_notifications_are_edges(lab):
    events, s3 = lab.account.client("events"), lab.account.client("s3")
    policy = {
        "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"},
        ]
    }
    arn = lab.arn(lab.queue("q", Policy=json.dumps(policy)))
    events.put_rule(Name="r", EventPattern='{"source": ["shop"]}', State="DISABLED")
    events.put_targets(
        Rule="r", Targets=[{"Id": "1", "Arn": arn, "Input": "{}", "DeadLetterConfig": {"Arn": arn}}]
    )
    lab.account.client("scheduler").create_schedule(
        Name="s",
        ScheduleExpression="rate(1 day)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": "arn:aws:iam::123456789012:role/r"},
    )
    s3.create_bucket(Bucket="shop")
    wish = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="shop",
        NotificationConfiguration={"QueueConfigurations": [wish], "EventBridgeConfiguration": {}},
    )
    nodes, edges = _short(lab)

    assert [
        ("default", "r", "rule", "", "off"),
        ("r", "q", "delivery", "input changed", "off"),
        ("r", "q", "dead-letter", "undelivered", "off"),
        ("s", "q", "delivery", "", "ok"),
        ("shop", "q", "notification", "s3:ObjectCreated:*", "ok"),
        ("shop", "default", "notification", "all events", "ok"),
    ] == edges
    assert {"bus", "rule", "schedule"} < {kind for kind, *_ in nodes}


def test_the_default_bus_is_no_node_before_something_is_made_of_it(lab):
    assert "bus" not in {node.kind for node in lab.account.inventory().nodes}


def test_a_stream_is_drawn_as_its_table_and_what_is_given_up_as_an_edge(lab):
    dynamodb, failures = lab.account.client("dynamodb"), lab.arn(lab.queue("failures-q"))
    table = dynamodb.create_table(
        TableName="claims",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"},
    )["TableDescription"]
    function = lab.function("def handler(event, context): pass")
    lab.lambda_.create_event_source_mapping(
        EventSourceArn=table["LatestStreamArn"],
        FunctionName="sales",
        StartingPosition="LATEST",
        DestinationConfig={"OnFailure": {"Destination": failures}},
    )
    found = lab.account.inventory()

    assert [
        (table["TableArn"], function, "invocation"),
        (function, failures, "dead-letter"),
    ] == [(edge.source, edge.target, edge.kind) for edge in found.edges]
    assert "missing" not in {node.kind for node in found.nodes}
