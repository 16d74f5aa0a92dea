"""Accounts to export, and what cfn-lint says of a template."""

import json
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint

from course.cloud import Account

FORMATS, SYNTAXES = ("sam", "cloudformation"), ("yaml", "json")

ROLE = "arn:aws:iam::123456789012:role/lab"


@pytest.fixture(scope="session")
def complaints() -> Any:
    """From a template's text to what cfn-lint has to say of it."""

    def said(text: str) -> list[str]:
        found = lint(text, None, ["us-east-1"])
        return [f"{each.rule.id} {'/'.join(map(str, each.path))}: {each.message}" for each in found]

    return said


class Exported:
    """The templates of one account by format: as text, and as data."""

    def __init__(self, account: Account, folder: Path) -> None:
        self.texts = {(each, syntax): account.export(each, syntax) for each in FORMATS for syntax in SYNTAXES}
        self.folders = {each: account.export_to(folder / each, each).parent for each in FORMATS}

    def template(self, format: str = "sam") -> Any:
        return json.loads(self.texts[format, "json"])

    def resource(self, logical: str, format: str = "sam") -> Any:
        return self.template(format)["Resources"][logical]["Properties"]

    def statements(self, role: str) -> Any:
        """{resource as JSON: actions} of a role's policy."""
        (policy,) = self.resource(role)["Policies"]
        return policy["PolicyDocument"]["Statement"]


@pytest.fixture(scope="session")
def shop(new_lab: Any, zip_of: Any, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """An account with something of everything that the lab holds, exported in every way."""
    with Account() as account:
        _fill(new_lab(account), zip_of)
        return Exported(account, tmp_path_factory.mktemp("shop"))


def _fill(lab: Any, zip_of: Any) -> None:
    _messages(lab)
    _functions(lab, zip_of)
    _events(lab)
    _machines(lab)
    _apis(lab)
    _alarms(lab)
    _buckets(lab)
    lab.invoke("collect", {"to": lab.queue("parcels-q")})
    lab.account.settle(60)


CALLER = """
import boto3


def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl=event["to"], MessageBody="x")
    boto3.client("dynamodb").query(
        TableName="claims",
        KeyConditionExpression="id = :id",
        ExpressionAttributeValues={":id": {"S": "1"}},
    )
    boto3.client("s3").put_object(Bucket="notes", Key="k", Body=b"x")
"""


def _arn(service: str, name: str) -> str:
    return f"arn:aws:{service}:us-east-1:123456789012:{name}"


def _messages(lab: Any) -> None:
    sender = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": ["sns.amazonaws.com", "s3.amazonaws.com", "events.amazonaws.com"]},
                "Action": "sqs:SendMessage",
                "Resource": _arn("sqs", "orders-q"),
                "Condition": {
                    "ArnLike": {
                        "aws:SourceArn": [
                            "arn:aws:s3:::notes",
                            _arn("sns", "orders"),
                            _arn("events", "rule/shop/sold"),
                        ]
                    }
                },
            }
        ],
    }
    dead = lab.arn(lab.queue("dead-q"))
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 3})
    orders = lab.queue("orders-q", RedrivePolicy=redrive, Policy=json.dumps(sender), VisibilityTimeout="60")
    lab.queue("lines.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    topic = lab.topic("orders", DisplayName="Orders")
    lab.topic("lines.fifo", FifoTopic="true")
    lab.subscribe(
        topic,
        lab.arn(orders),
        FilterPolicy={"channel": ["web"]},
        RawMessageDelivery="true",
        RedrivePolicy={"deadLetterTargetArn": dead},
    )
    lab.subscribe(topic, "claims@insurer.example", "email")
    lab.account.client("dynamodb").create_table(
        TableName="claims",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "day", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by-day",
                "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    lab.account.client("dynamodb").create_table(
        TableName="stock",
        KeySchema=[{"AttributeName": "sku", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "sku", "AttributeType": "S"}],
        ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
    )


def _functions(lab: Any, zip_of: Any) -> None:
    layer = lab.lambda_.publish_layer_version(
        LayerName="money",
        Content={"ZipFile": zip_of({"python/money.py": "EURO = 'EUR'\n"})},
        CompatibleRuntimes=["python3.12"],
    )["LayerVersionArn"]
    queue = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-q"
    environment = {"Variables": {"QUEUE": queue, "TOPIC": _arn("sns", "orders"), "BUCKET": "notes"}}
    lab.function(CALLER, "collect", Environment=environment, Timeout=10, MemorySize=256, Publish=True)
    lab.function(
        {
            "app.py": "from rest import handler\n",
            "rest.py": "def handler(event, context):\n    return event\n",
        },
        "pack",
        Layers=[layer],
        DeadLetterConfig={"TargetArn": _arn("sqs", "dead-q")},
        TracingConfig={"Mode": "Active"},
    )
    lab.lambda_.create_alias(FunctionName="collect", Name="live", FunctionVersion="1")
    lab.lambda_.put_function_concurrency(FunctionName="collect", ReservedConcurrentExecutions=5)
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="collect",
        Qualifier="live",
        MaximumRetryAttempts=0,
        DestinationConfig={
            "OnSuccess": {"Destination": _arn("sns", "orders")},
            "OnFailure": {"Destination": _arn("sqs", "dead-q")},
        },
    )
    lab.lambda_.create_event_source_mapping(
        EventSourceArn=_arn("sqs", "orders-q"),
        FunctionName="pack",
        BatchSize=5,
        FunctionResponseTypes=["ReportBatchItemFailures"],
        ScalingConfig={"MaximumConcurrency": 2},
        FilterCriteria={"Filters": [{"Pattern": '{"body": {"sku": ["a"]}}'}]},
    )
    stream = lab.account.client("dynamodb").describe_table(TableName="claims")["Table"]["LatestStreamArn"]
    lab.lambda_.create_event_source_mapping(
        EventSourceArn=stream,
        FunctionName="pack",
        StartingPosition="TRIM_HORIZON",
        MaximumRetryAttempts=2,
        DestinationConfig={"OnFailure": {"Destination": _arn("sqs", "dead-q")}},
    )
    lab.subscribe(_arn("sns", "orders"), _arn("lambda", "function:pack"))
    lab.lambda_.add_permission(
        FunctionName="pack",
        StatementId="partner",
        Action="lambda:InvokeFunction",
        Principal="999999999999",
    )


def _events(lab: Any) -> None:
    events, scheduler = lab.account.client("events"), lab.account.client("scheduler")
    lab.account.client("logs").create_log_group(logGroupName="/aws/events/all")
    events.create_event_bus(Name="shop")
    connection = events.create_connection(
        Name="insurer",
        AuthorizationType="API_KEY",
        AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "x-key", "ApiKeyValue": "hush"}},
    )["ConnectionArn"]
    destination = events.create_api_destination(
        Name="claims-api",
        ConnectionArn=connection,
        InvocationEndpoint="https://insurer.example/claims",
        HttpMethod="POST",
    )["ApiDestinationArn"]
    events.put_rule(Name="sold", EventBusName="shop", EventPattern='{"source": ["shop"]}')
    events.put_targets(
        Rule="sold",
        EventBusName="shop",
        Targets=[
            {"Id": "queue", "Arn": _arn("sqs", "orders-q"), "InputPath": "$.detail"},
            {"Id": "function", "Arn": _arn("lambda", "function:pack")},
            {
                "Id": "partner",
                "Arn": destination,
                "RoleArn": ROLE,
                "DeadLetterConfig": {"Arn": _arn("sqs", "dead-q")},
                "RetryPolicy": {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 3600},
            },
            {"Id": "log", "Arn": _arn("logs", "log-group:/aws/events/all")},
            {"Id": "bus", "Arn": _arn("events", "event-bus/default"), "RoleArn": ROLE},
        ],
    )
    events.put_rule(
        Name="stored", EventPattern='{"source": ["aws.s3"], "detail": {"bucket": {"name": ["notes"]}}}'
    )
    shaped = {"InputPathsMap": {"key": "$.detail.object.key"}, "InputTemplate": '"new: <key>"'}
    events.put_targets(
        Rule="stored", Targets=[{"Id": "1", "Arn": _arn("sns", "orders"), "InputTransformer": shaped}]
    )
    events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)", State="DISABLED")
    events.create_archive(ArchiveName="all", EventSourceArn=_arn("events", "event-bus/shop"), RetentionDays=7)
    scheduler.create_schedule_group(Name="reports")
    scheduler.create_schedule(
        Name="weekly",
        GroupName="reports",
        ScheduleExpression="rate(7 days)",
        FlexibleTimeWindow={"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
        Target={"Arn": _arn("sqs", "orders-q"), "RoleArn": ROLE, "Input": '{"week": 1}'},
        StartDate="2025-04-01T00:00:00Z",
    )
    scheduler.create_schedule(
        Name="once",
        ScheduleExpression="at(2025-05-01T00:00:00)",
        FlexibleTimeWindow={"Mode": "OFF"},
        ActionAfterCompletion="DELETE",
        Target={
            "Arn": "arn:aws:scheduler:::aws-sdk:sqs:sendMessage",
            "RoleArn": ROLE,
            "Input": json.dumps(
                {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/dead-q", "MessageBody": "x"}
            ),
        },
    )


def _task(resource: str, parameters: dict[str, Any], after: str = "") -> dict[str, Any]:
    state = {"Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Parameters": parameters}
    return {**state, **({"Next": after} if after else {"End": True})}


def _machines(lab: Any) -> None:
    states = lab.account.client("stepfunctions")
    lab.account.client("logs").create_log_group(logGroupName="/states/orders")
    lab.account.client("logs").put_retention_policy(logGroupName="/states/orders", retentionInDays=7)
    activity = states.create_activity(name="sign")["activityArn"]
    inner = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    child = states.create_state_machine(
        name="child", definition=json.dumps(inner), roleArn=ROLE, type="EXPRESS"
    )["stateMachineArn"]
    queue = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-q"
    partner = {
        "ApiEndpoint": "https://insurer.example/claims",
        "Method": "POST",
        "Authentication": {
            "ConnectionArn": lab.account.client("events").describe_connection(Name="insurer")["ConnectionArn"]
        },
    }
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON"},
        "Parameters": {"Bucket": "notes", "Key": "all.json"},
    }
    processor = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Pack",
        "States": {"Pack": {"Type": "Task", "Resource": _arn("lambda", "function:pack"), "End": True}},
    }
    definition = {
        "StartAt": "Collect",
        "States": {
            "Collect": _task(
                "lambda:invoke", {"FunctionName": _arn("lambda", "function:collect:live")}, "Send"
            ),
            "Send": _task("sqs:sendMessage", {"QueueUrl": queue, "MessageBody.$": "$"}, "Tell"),
            "Tell": _task("sns:publish", {"TopicArn": _arn("sns", "orders"), "Message": "x"}, "Keep"),
            "Keep": _task(
                "dynamodb:putItem", {"TableName": "claims", "Item": {"id": {"S": "1"}}}, "Announce"
            ),
            "Announce": _task(
                "events:putEvents",
                {"Entries": [{"Detail": {}, "DetailType": "x", "EventBusName": "shop", "Source": "y"}]},
                "Start",
            ),
            "Start": _task("states:startExecution", {"StateMachineArn": child}, "Ask"),
            "Ask": _task("http:invoke", partner, "Sign"),
            "Sign": {"Type": "Task", "Resource": activity, "Next": "Each"},
            "Each": {"Type": "Map", "ItemReader": reader, "ItemProcessor": processor, "End": True},
        },
    }
    arn = states.create_state_machine(
        name="orders",
        definition=json.dumps(definition),
        roleArn=ROLE,
        publish=True,
        tracingConfiguration={"enabled": True},
        loggingConfiguration={
            "level": "ERROR",
            "includeExecutionData": True,
            "destinations": [
                {"cloudWatchLogsLogGroup": {"logGroupArn": _arn("logs", "log-group:/states/orders:*")}}
            ],
        },
    )["stateMachineArn"]
    states.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": f"{arn}:1", "weight": 100}]
    )
    events = lab.account.client("events")
    events.put_rule(Name="begin", EventPattern='{"source": ["till"]}')
    events.put_targets(Rule="begin", Targets=[{"Id": "1", "Arn": arn, "RoleArn": ROLE}])


def _apis(lab: Any) -> None:
    gateway = lab.account.client("apigateway")
    api = gateway.create_rest_api(name="front", description="The shop's front door")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    orders = gateway.create_resource(restApiId=api, parentId=root, pathPart="orders")["id"]
    one = gateway.create_resource(restApiId=api, parentId=orders, pathPart="{id}")["id"]
    gateway.create_model(
        restApiId=api, name="Order", contentType="application/json", schema='{"type": "object"}'
    )
    validator = gateway.create_request_validator(restApiId=api, name="body", validateRequestBody=True)["id"]
    begin = "arn:aws:apigateway:us-east-1"
    function = _arn("lambda", "function:pack")

    def method(resource: str, verb: str, integration: dict[str, Any], **settings: Any) -> None:
        name = {"restApiId": api, "resourceId": resource, "httpMethod": verb}
        gateway.put_method(**name, **{"authorizationType": "NONE", **settings})
        gateway.put_method_response(**name, statusCode="200", responseModels={"application/json": "Empty"})
        gateway.put_integration(**name, **integration)
        if integration["type"] != "AWS_PROXY":
            gateway.put_integration_response(
                **name,
                statusCode="200",
                responseTemplates={"application/json": '{"id": "$context.requestId"}'},
            )

    method(
        one,
        "GET",
        {
            "type": "AWS_PROXY",
            "integrationHttpMethod": "POST",
            "uri": f"{begin}:lambda:path/2015-03-31/functions/{function}/invocations",
        },
        apiKeyRequired=True,
    )
    method(
        orders,
        "POST",
        {
            "type": "AWS",
            "integrationHttpMethod": "POST",
            "uri": f"{begin}:sqs:path/123456789012/orders-q",
            "credentials": ROLE,
            "requestParameters": {
                "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"
            },
            "requestTemplates": {"application/json": "Action=SendMessage&MessageBody=$input.body"},
        },
        requestModels={"application/json": "Order"},
        requestValidatorId=validator,
    )
    method(
        orders,
        "PUT",
        {
            "type": "AWS",
            "integrationHttpMethod": "POST",
            "uri": f"{begin}:states:action/StartExecution",
            "credentials": ROLE,
            "requestTemplates": {
                "application/json": json.dumps({"stateMachineArn": _arn("states", "stateMachine:orders")})
            },
        },
    )
    method(orders, "GET", {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}})
    gateway.create_deployment(restApiId=api, stageName="prod")
    gateway.update_stage(
        restApiId=api,
        stageName="prod",
        patchOperations=[
            {"op": "replace", "path": "/*/*/throttling/rateLimit", "value": "10"},
            {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "5"},
        ],
    )
    key = gateway.create_api_key(name="partner", enabled=True)["id"]
    plan = gateway.create_usage_plan(
        name="basic",
        apiStages=[{"apiId": api, "stage": "prod"}],
        throttle={"rateLimit": 10, "burstLimit": 5},
        quota={"limit": 1000, "period": "DAY"},
    )["id"]
    gateway.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    http = lab.account.client("apigatewayv2")
    second = http.create_api(Name="light", ProtocolType="HTTP")["ApiId"]
    integration = http.create_integration(
        ApiId=second, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    http.create_route(ApiId=second, RouteKey="GET /orders/{id}", Target=f"integrations/{integration}")
    http.create_stage(ApiId=second, StageName="$default", AutoDeploy=True)


def _alarms(lab: Any) -> None:
    logs = lab.account.client("logs")
    logs.put_metric_filter(
        logGroupName="/states/orders",
        filterName="failures",
        filterPattern="ERROR",
        metricTransformations=[{"metricName": "Failures", "metricNamespace": "Shop", "metricValue": "1"}],
    )
    lab.account.client("cloudwatch").put_metric_alarm(
        AlarmName="many errors",
        MetricName="Errors",
        Namespace="AWS/Lambda",
        Dimensions=[{"Name": "FunctionName", "Value": "pack"}],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[_arn("sns", "orders")],
    )
    lab.account.client("cloudwatch").put_composite_alarm(
        AlarmName="all", AlarmRule='ALARM("many errors")', AlarmActions=[_arn("sns", "orders")]
    )


def _buckets(lab: Any) -> None:
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_bucket_versioning(Bucket="notes", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_notification_configuration(
        Bucket="notes",
        NotificationConfiguration={
            "QueueConfigurations": [
                {
                    "QueueArn": _arn("sqs", "orders-q"),
                    "Events": ["s3:ObjectCreated:*"],
                    "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}},
                }
            ],
            "LambdaFunctionConfigurations": [
                {"LambdaFunctionArn": _arn("lambda", "function:pack"), "Events": ["s3:ObjectRemoved:*"]}
            ],
            "EventBridgeConfiguration": {},
        },
    )
