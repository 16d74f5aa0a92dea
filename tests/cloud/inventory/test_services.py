"""Each service's part of the inventory: what exists, and why what is wired to what."""

import json

import pytest
from botocore.exceptions import ClientError

REGION, OWNER = "us-east-1", "123456789012"
ROLE = f"arn:aws:iam::{OWNER}:role/lab"
URL = f"https://sqs.{REGION}.amazonaws.com/{OWNER}/sales-q"
IDLE = "def handler(event, context): return event"


def _arn(service, name):
    return f"arn:aws:{service}:{REGION}:{OWNER}:{name}"


def _edges(lab):
    """(source, target, kind, label, state) of every edge, by names."""
    found = lab.account.inventory()
    names = {node.id: node.name for node in found.nodes}
    return [
        (names[edge.source], names[edge.target], edge.kind, edge.label, edge.state) for edge in found.edges
    ]


def _kinds(lab):
    return [(node.kind, node.name) for node in lab.account.inventory().nodes]


def _machine(lab, states, name="orders", **settings):
    definition = {"StartAt": next(iter(states)), "States": states}
    return lab.account.client("stepfunctions").create_state_machine(
        name=name, definition=json.dumps(definition), roleArn=ROLE, **settings
    )["stateMachineArn"]


def _task(resource, parameters=None, **fields):
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{resource}",
        "Parameters": parameters or {},
        "End": True,
        **fields,
    }


def test_a_function_tells_of_its_versions_aliases_and_log_group(lab):
    lab.function(IDLE, Publish=True)
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    lab.invoke()
    (function,) = lab.account.inventory().nodes

    assert {
        "versions": ["1"],
        "aliases": {"live": ["1"]},
        "log_group": "/aws/lambda/sales",
    } == function.detail


def test_a_layer_is_a_resource_of_its_own(lab, zip_of):
    content = {"ZipFile": zip_of({"python/money.py": "EURO = 'EUR'"})}
    layer = lab.lambda_.publish_layer_version(LayerName="money", Content=content)
    lab.function(IDLE, Layers=[layer["LayerVersionArn"]])

    assert [("function", "sales"), ("layer", "money")] == _kinds(lab)
    assert [("sales", "money", "layer", "version 1", "ok")] == _edges(lab)


def test_a_destination_tells_of_success_and_by_which_alias(lab):
    lab.function(IDLE, Publish=True)
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    settings = {"OnSuccess": {"Destination": lab.arn(lab.queue("done"))}}
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", Qualifier="live", DestinationConfig=settings
    )

    assert [("sales", "done", "destination", "on success, by live", "ok")] == _edges(lab)


def test_a_mapping_that_is_switched_off_is_drawn_so(lab):
    url = lab.queue()
    lab.function(IDLE)
    lab.map(url, Enabled=False)

    assert [("sales-q", "sales", "invocation", "batches of 10", "off")] == _edges(lab)


def test_a_table_tells_of_its_stream(lab):
    lab.account.client("dynamodb").create_table(
        TableName="claims",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )
    (table,) = lab.account.inventory().nodes

    assert {"stream": "NEW_IMAGE"} == table.detail


@pytest.mark.parametrize(
    "resource, parameters, names",
    [
        ("lambda:invoke", {"FunctionName": "sales:live"}, ["sales"]),
        ("lambda:invoke.waitForTaskToken", {"FunctionName": _arn("lambda", "function:sales:2")}, ["sales"]),
        ("sqs:sendMessage", {"QueueUrl": URL, "MessageBody": "x"}, ["sales-q"]),
        ("sqs:sendMessage", {"QueueUrl.$": "$.url", "MessageBody": "x"}, ["sqs"]),
        ("sns:publish", {"TopicArn": _arn("sns", "payments"), "Message": "x"}, ["payments"]),
        ("dynamodb:putItem", {"TableName": "claims", "Item": {"id": {"S": "1"}}}, ["claims"]),
        ("aws-sdk:dynamodb:batchGetItem", {"RequestItems": {"a": {}, "b": {}}}, ["a", "b"]),
        (
            "aws-sdk:dynamodb:transactWriteItems",
            {"TransactItems": [{"Put": {"TableName": "a", "Item": {}}}, {"Delete": {"TableName": "b"}}]},
            ["a", "b"],
        ),
        ("events:putEvents", {"Entries": [{"Detail": {}, "DetailType": "x", "Source": "y"}]}, ["default"]),
        ("events:putEvents", {"Entries": [{"EventBusName": "shop", "Detail": {}}]}, ["shop"]),
        ("aws-sdk:s3:getObject", {"Bucket": "notes", "Key": "k"}, ["notes"]),
        ("states:startExecution.sync:2", {"StateMachineArn": _arn("states", "stateMachine:next")}, ["next"]),
        ("aws-sdk:cloudwatchlogs:createLogGroup", {"LogGroupName": "audit"}, ["audit"]),
        ("aws-sdk:cloudwatch:describeAlarms", {}, ["cloudwatch"]),
    ],
)
def test_a_task_is_an_edge_with_the_name_of_its_state(lab, resource, parameters, names):
    _machine(lab, {"Hand over": _task(resource, parameters)})

    assert [("orders", name, "task", "Hand over", "ok") for name in names] == _edges(lab)


def test_tasks_inside_of_branches_and_maps_count_and_so_do_readers(lab):
    put = _task("dynamodb:putItem", {"TableName": "claims", "Item": {}})
    send = _task("sqs:sendMessage", {"QueueUrl": URL, "MessageBody": "x"})
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON"},
        "Parameters": {"Bucket": "notes", "Key": "all.json"},
    }
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Put",
        "States": {"Put": put},
    }
    _machine(
        lab,
        {
            "Both": {
                "Type": "Parallel",
                "Branches": [{"StartAt": "Send", "States": {"Send": send}}],
                "Next": "Each",
            },
            "Each": {"Type": "Map", "ItemReader": reader, "ItemProcessor": processor, "End": True},
        },
    )

    assert [("notes", "Each, ItemReader"), ("sales-q", "Send"), ("claims", "Put")] == [
        (target, label) for _, target, _, label, _ in _edges(lab)
    ]


def test_a_task_in_jsonata_is_read_as_far_as_it_is_plain(lab):
    plain = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Arguments": {"TopicArn": _arn("sns", "payments"), "Message": "{% $states.input %}"},
        "Next": "Other",
    }
    worked_out = {
        **plain,
        "Arguments": {"TopicArn": "{% $states.input.topic %}", "Message": "x"},
        "End": True,
    }
    del worked_out["Next"]
    states = {"First": plain, "Other": worked_out}
    definition = {"QueryLanguage": "JSONata", "StartAt": "First", "States": states}
    lab.account.client("stepfunctions").create_state_machine(
        name="orders", definition=json.dumps(definition), roleArn=ROLE
    )

    assert [("payments", "First"), ("sns", "Other")] == [
        (target, label) for _, target, _, label, _ in _edges(lab)
    ]


def test_state_machines_tell_of_type_versions_and_aliases_and_activities_are_there(lab):
    states = lab.account.client("stepfunctions")
    activity = states.create_activity(name="sign")["activityArn"]
    task = {"Type": "Task", "Resource": activity, "End": True}
    arn = _machine(lab, {"Sign": task}, publish=True)
    states.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    )
    machine, _ = lab.account.inventory().nodes

    assert {"type": "STANDARD", "versions": ["1"], "aliases": {"live": ["1"]}} == machine.detail
    assert [("orders", "sign", "task", "Sign", "ok")] == _edges(lab)


def test_a_call_over_http_leads_to_the_partner_and_names_the_connection(lab):
    connection = _connection(lab)
    call = {
        "ApiEndpoint": "https://partner.example/claims",
        "Method": "POST",
        "Authentication": {"ConnectionArn": connection},
    }
    _machine(lab, {"Ask": _task("http:invoke", call)})

    assert [
        ("orders", "https://partner.example/claims", "task", "Ask", "ok"),
        ("orders", "insurer", "task", "Ask", "ok"),
    ] == _edges(lab)


def test_the_log_group_of_a_state_machine_is_an_edge(lab):
    lab.account.client("logs").create_log_group(logGroupName="/states/orders")
    group = _arn("logs", "log-group:/states/orders:*")
    logging = {
        "level": "ALL",
        "includeExecutionData": True,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}],
    }
    _machine(lab, {"Done": {"Type": "Succeed"}}, loggingConfiguration=logging)

    assert [("orders", "/states/orders", "log", "ALL", "ok")] == _edges(lab)
    assert ("log group", "/states/orders") in _kinds(lab)


def _connection(lab):
    return lab.account.client("events").create_connection(
        Name="insurer",
        AuthorizationType="API_KEY",
        AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "k", "ApiKeyValue": "v"}},
    )["ConnectionArn"]


def test_a_rule_leads_to_an_api_destination_and_that_to_its_partner(lab):
    events = lab.account.client("events")
    destination = events.create_api_destination(
        Name="claims-api",
        ConnectionArn=_connection(lab),
        InvocationEndpoint="https://insurer.example",
        HttpMethod="POST",
    )["ApiDestinationArn"]
    events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": destination, "RoleArn": ROLE}])
    events.create_archive(ArchiveName="all", EventSourceArn=_arn("events", "event-bus/default"))

    assert [
        ("default", "r", "rule", "", "ok"),
        ("r", "claims-api", "delivery", "", "ok"),
        ("default", "all", "archive", "", "ok"),
        ("claims-api", "https://insurer.example", "request", "POST", "ok"),
        ("claims-api", "insurer", "authorization", "", "ok"),
    ] == _edges(lab)


def test_a_schedule_that_calls_an_api_leads_to_what_its_input_names(lab):
    url = lab.queue()
    lab.account.client("scheduler").create_schedule(
        Name="s",
        ScheduleExpression="rate(1 day)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={
            "Arn": "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
            "RoleArn": ROLE,
            "Input": json.dumps({"QueueUrl": url, "MessageBody": "x"}),
        },
    )

    assert [("s", "sales-q", "delivery", "sqs:sendMessage", "ok")] == _edges(lab)


def _method(gateway, api, resource, verb, **integration):
    gateway.put_method(restApiId=api, resourceId=resource, httpMethod=verb, authorizationType="NONE")
    gateway.put_integration(restApiId=api, resourceId=resource, httpMethod=verb, **integration)


def test_an_integration_is_an_edge_with_its_method(lab):
    function = lab.function(IDLE)
    gateway = lab.account.client("apigateway")
    api = gateway.create_rest_api(name="shop")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    orders = gateway.create_resource(restApiId=api, parentId=root, pathPart="orders")["id"]
    begin = f"arn:aws:apigateway:{REGION}"
    lambda_uri = f"{begin}:lambda:path/2015-03-31/functions/{function}:live/invocations"
    _method(gateway, api, orders, "GET", type="AWS_PROXY", integrationHttpMethod="POST", uri=lambda_uri)
    _method(
        gateway,
        api,
        orders,
        "POST",
        type="AWS",
        integrationHttpMethod="POST",
        uri=f"{begin}:sqs:path/{OWNER}/sales-q",
        credentials=ROLE,
    )
    start = {"application/json": f'{{"stateMachineArn": "{_arn("states", "stateMachine:next")}"}}'}
    _method(
        gateway,
        api,
        orders,
        "PUT",
        type="AWS",
        integrationHttpMethod="POST",
        uri=f"{begin}:states:action/StartExecution",
        credentials=ROLE,
        requestTemplates=start,
    )
    _method(gateway, api, orders, "OPTIONS", type="MOCK")

    assert [
        ("shop", "sales", "integration", "GET /orders", "ok"),
        ("shop", "sales-q", "integration", "POST /orders", "ok"),
        ("shop", "next", "integration", "PUT /orders", "ok"),
    ] == _edges(lab)


def test_a_route_is_an_edge_with_its_key(lab):
    function = lab.function(IDLE)
    gateway = lab.account.client("apigatewayv2")
    api = gateway.create_api(Name="shop", ProtocolType="HTTP")["ApiId"]
    integration = gateway.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    gateway.create_route(ApiId=api, RouteKey="GET /orders", Target=f"integrations/{integration}")

    assert [("shop", "sales", "integration", "GET /orders", "ok")] == _edges(lab)


def test_an_alarm_leads_to_what_it_does_in_each_state(lab):
    topic = lab.topic()
    lab.account.client("cloudwatch").put_metric_alarm(
        AlarmName="many",
        MetricName="Errors",
        Namespace="AWS/Lambda",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic],
        OKActions=[topic],
    )

    assert [
        ("many", "payments", "action", "ALARM", "ok"),
        ("many", "payments", "action", "OK", "ok"),
    ] == _edges(lab)


def test_an_inventory_is_said_in_names(lab):
    lab.subscribe(lab.topic(), lab.arn(lab.queue()), RawMessageDelivery="true")

    assert "topic payments\nqueue sales-q\ntopic payments -> queue sales-q: subscription (raw)" == str(
        lab.account.inventory()
    )


def test_pipes_are_refused(lab):
    with pytest.raises(ClientError, match="the lab does not answer pipes CreatePipe"):
        lab.account.client("pipes").create_pipe(
            Name="p", RoleArn=ROLE, Source=_arn("sqs", "a"), Target=_arn("sqs", "b")
        )


def test_a_composite_alarm_watches_the_alarms_of_its_rule(lab):
    cloudwatch = lab.account.client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="many",
        MetricName="Errors",
        Namespace="AWS/Lambda",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    cloudwatch.put_composite_alarm(AlarmName="all", AlarmRule='ALARM("many")')

    assert [("many", "all", "watch", "", "ok")] == _edges(lab)
