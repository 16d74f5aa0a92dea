"""What plain moto does, and what it does not, of the services around: see test_moto_table.py."""

import json
import time

import boto3
import moto
import pytest
import requests
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/r"
APIGATEWAY = "arn:aws:apigateway:us-east-1"


@pytest.fixture
def client():
    with moto.mock_aws(config={"lambda": {"use_docker": False}}):
        yield lambda service: boto3.client(service, region_name="us-east-1")


def _arn(service, name):
    return f"arn:aws:{service}:us-east-1:123456789012:{name}"


def _deployed(gateway, **integration):
    """An API with one method, GET /hello; return its id, the id of the resource, and the URL of the method."""
    api = gateway.create_rest_api(name="x")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    hello = gateway.create_resource(restApiId=api, parentId=root, pathPart="hello")["id"]
    method = {"restApiId": api, "resourceId": hello, "httpMethod": "GET"}
    gateway.put_method(**method, authorizationType="NONE")
    gateway.put_method_response(**method, statusCode="200")
    gateway.put_integration(**method, **integration)
    gateway.put_integration_response(**method, statusCode="200")
    gateway.create_deployment(restApiId=api, stageName="prod")
    return api, hello, f"https://{api}.execute-api.us-east-1.amazonaws.com/prod/hello"


@pytest.mark.parametrize(
    "integration",
    [
        {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}},
        {
            "type": "AWS_PROXY",
            "integrationHttpMethod": "POST",
            "uri": f"{APIGATEWAY}:lambda:path/2015-03-31/functions/{_arn('lambda', 'function:f')}/invocations",
        },
        {"type": "AWS", "integrationHttpMethod": "POST", "uri": f"{APIGATEWAY}:states:action/StartExecution"},
        {"type": "AWS", "integrationHttpMethod": "POST", "uri": f"{APIGATEWAY}:sqs:path/123456789012/q"},
    ],
    ids=["MOCK", "Lambda proxy", "state machine", "queue"],
)
def test_api_gateway_does_not_answer_requests_for(client, integration):
    _, _, url = _deployed(client("apigateway"), **integration)
    try:
        answer = requests.get(url, timeout=5)
    except NotImplementedError:
        return

    assert 400 <= answer.status_code


def test_api_gateway_does_not_try_a_method(client):
    api, resource, _ = _deployed(client("apigateway"), type="MOCK")
    with pytest.raises(NotImplementedError):
        client("apigateway").test_invoke_method(restApiId=api, resourceId=resource, httpMethod="GET")


def test_api_gateway_stores_stages_and_usage_plans(client):
    gateway = client("apigateway")
    api, _, _ = _deployed(gateway, type="MOCK")
    stages = [{"apiId": api, "stage": "prod"}]
    plan = gateway.create_usage_plan(
        name="basic", apiStages=stages, throttle={"rateLimit": 1, "burstLimit": 1}
    )

    assert stages == gateway.get_usage_plan(usagePlanId=plan["id"])["apiStages"]
    assert "prod" == gateway.get_stage(restApiId=api, stageName="prod")["stageName"]


def _queue(sqs, name="q"):
    return sqs.create_queue(QueueName=name)["QueueUrl"]


def _bodies(sqs, url):
    return [message["Body"] for message in sqs.receive_message(QueueUrl=url).get("Messages", [])]


def _rule(events, target, **settings):
    events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": target, **settings}])


SALE = {"Source": "shop", "DetailType": "Sale", "Detail": '{"a": 1}'}


def test_events_takes_more_than_five_targets(client):
    events = client("events")
    events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
    targets = [{"Id": str(number), "Arn": _arn("sqs", "q")} for number in range(6)]

    assert 0 == events.put_targets(Rule="r", Targets=targets)["FailedEntryCount"]


def test_events_does_not_start_executions(client):
    _rule(client("events"), _arn("states", "stateMachine:m"), RoleArn=ROLE)
    with pytest.raises(NotImplementedError):
        client("events").put_events(Entries=[SALE])


def test_events_transforms_the_input_and_archives(client):
    events, url = client("events"), _queue(client("sqs"))
    shaped = {"InputPathsMap": {"a": "$.detail.a"}, "InputTemplate": '{"said": <a>}'}
    _rule(events, _arn("sqs", "q"), InputTransformer=shaped)
    events.create_archive(ArchiveName="all", EventSourceArn=_arn("events", "event-bus/default"))
    events.put_events(Entries=[SALE])

    assert [{"said": 1}] == [json.loads(body) for body in _bodies(client("sqs"), url)]
    assert 1 == events.describe_archive(ArchiveName="all")["EventCount"]


def test_s3_tells_the_bus(client):
    s3, url = client("s3"), _queue(client("sqs"))
    client("events").put_rule(Name="r", EventPattern='{"source": ["aws.s3"]}')
    client("events").put_targets(Rule="r", Targets=[{"Id": "1", "Arn": _arn("sqs", "q")}])
    s3.create_bucket(Bucket="shop")
    s3.put_bucket_notification_configuration(
        Bucket="shop", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    s3.put_object(Bucket="shop", Key="k", Body=b"x")

    assert ["Object Created"] == [json.loads(body)["detail-type"] for body in _bodies(client("sqs"), url)]


def test_sns_does_not_enforce_topic_policies(client):
    sns = client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    deny = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sns:*", "Resource": "*"}]}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(deny))

    assert sns.publish(TopicArn=topic, Message="x")["MessageId"]


def test_lambda_polls_no_queue_that_it_has_a_mapping_for(client, zip_of):
    url = _queue(client("sqs"))
    role = client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    code = {"ZipFile": zip_of({"app.py": "def handler(event, context): raise ValueError"})}
    client("lambda").create_function(
        FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler", Code=code
    )
    client("lambda").create_event_source_mapping(EventSourceArn=_arn("sqs", "q"), FunctionName="f")
    client("sqs").send_message(QueueUrl=url, MessageBody="x")
    attributes = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    # It takes the message, and neither hides it for the time of the function nor gives it back after the failure.
    assert ("0", "0") == (
        attributes["ApproximateNumberOfMessages"],
        attributes["ApproximateNumberOfMessagesNotVisible"],
    )


def test_cloudwatch_stores_alarms_and_does_not_judge_data(client):
    cloudwatch = client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="many",
        MetricName="m",
        Namespace="n",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    )
    cloudwatch.put_metric_data(Namespace="n", MetricData=[{"MetricName": "m", "Value": 5}])

    assert "OK" == cloudwatch.describe_alarms()["MetricAlarms"][0]["StateValue"]


def test_services_write_no_metrics_of_their_own(client):
    client("sqs").send_message(QueueUrl=_queue(client("sqs")), MessageBody="x")

    assert [] == client("cloudwatch").list_metrics()["Metrics"]


def test_log_insights_filters_and_does_not_count(client):
    logs = client("logs")
    logs.create_log_group(logGroupName="g")
    logs.create_log_stream(logGroupName="g", logStreamName="s")
    now = int(time.time())
    logs.put_log_events(
        logGroupName="g", logStreamName="s", logEvents=[{"timestamp": now * 1000, "message": "hello"}]
    )
    query = logs.start_query(
        logGroupName="g", startTime=now - 9, endTime=now + 9, queryString="fields @message | stats count(*)"
    )["queryId"]
    (row,) = logs.get_query_results(queryId=query)["results"]

    assert ["@ptr", "@message"] == [field["field"] for field in row]


def test_x_ray_needs_a_package_that_the_course_does_not_have(client):
    with pytest.raises(ModuleNotFoundError):
        client("xray").get_trace_summaries(StartTime=0, EndTime=1)


def test_service_quotas_know_nothing_of_step_functions(client):
    with pytest.raises(NotImplementedError):
        client("service-quotas").list_service_quotas(ServiceCode="states")
    with pytest.raises(ClientError, match="NoSuchResourceException"):
        client("service-quotas").get_service_quota(ServiceCode="states", QuotaCode="L-2C2E8E77")


def test_pipes_are_stored_and_carry_nothing(client):
    sqs = client("sqs")
    source, target = _queue(sqs, "a"), _queue(sqs, "b")
    client("pipes").create_pipe(Name="p", RoleArn=ROLE, Source=_arn("sqs", "a"), Target=_arn("sqs", "b"))
    sqs.send_message(QueueUrl=source, MessageBody="x")

    assert ([], ["x"]) == (_bodies(sqs, target), _bodies(sqs, source))
