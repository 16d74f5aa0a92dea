"""What a stage serves and keeps: snapshots, variables, cache, metrics, logs."""

import json

import pytest

COUNTING = """
count = 0

def handler(event, context):
    global count
    count += 1
    return {"statusCode": 200 if event["path"] != "/bad" else 500, "body": str(count)}
"""


@pytest.fixture
def counting(lab, api):
    """An API whose answers count how often its function ran."""
    arn = lab.function(COUNTING)
    api.proxy("ANY", "/{proxy+}", arn)
    api.deploy()
    return api


def mock(api, text, path="/"):
    template = {"application/json": '{"statusCode": 200}'}
    api.method("GET", path, {"type": "MOCK", "requestTemplates": template})
    api.answers("GET", path, responseTemplates={"application/json": f'"{text}"'})


def test_a_stage_serves_what_was_deployed_and_no_later_change(api):
    mock(api, "old")
    api.deploy()
    mock(api, "new")
    mock(api, "more", "/more")
    before = api.ask("GET").json(), api.ask("GET", "/more").status
    api.deploy()

    assert ("old", 403) == before
    assert ("new", "more") == (api.ask("GET").json(), api.ask("GET", "/more").json())


def test_a_stage_can_go_back_to_an_earlier_deployment(api):
    mock(api, "old")
    first = api.deploy()
    mock(api, "new")
    api.deploy()
    api.patch({"/deploymentId": first})

    assert "old" == api.ask("GET").json()


def test_stages_serve_deployments_of_their_own(api):
    mock(api, "old")
    api.deploy("test")
    mock(api, "new")
    deployment = api.client.create_deployment(restApiId=api.id)["id"]
    api.client.create_stage(restApiId=api.id, stageName="prod", deploymentId=deployment)

    assert ["old", "new"] == [api.ask("GET", stage=stage).json() for stage in ("test", "prod")]


def test_a_stage_keeps_its_settings_when_it_is_deployed_anew(api):
    mock(api, "a")
    api.deploy(variables={"a": "1"})
    api.patch({"/~1/GET/throttling/rateLimit": "7", "/cacheClusterEnabled": "true"})
    api.deploy()
    stage = api.client.get_stage(restApiId=api.id, stageName="prod")

    assert ({"a": "1"}, True, 7.0) == (
        stage["variables"],
        stage["cacheClusterEnabled"],
        stage["methodSettings"]["~1/GET"]["throttlingRateLimit"],
    )


def test_an_api_that_is_gone_answers_no_more(api):
    mock(api, "a")
    api.deploy()
    api.client.delete_rest_api(restApiId=api.id)
    with pytest.raises(ConnectionError, match="no API of this account answers"):
        api.ask("GET")


def test_what_is_written_out_goes_before_parameters_and_those_before_the_rest(api):
    for path in ("/a/{x}", "/a/b", "/{proxy+}", "/a/b/{x}/d"):
        mock(api, path, path)
    api.deploy()
    asked = {
        "/a/b": "/a/b",
        "/a/c": "/a/{x}",
        "/a/b/c": "/{proxy+}",
        "/a/b/c/d": "/a/b/{x}/d",
        "/z/y": "/{proxy+}",
        "/a/b/": "/a/b",
    }

    assert asked == {path: api.ask("GET", path).json() for path in asked}


def cache(api, **settings):
    operations = {"/cacheClusterEnabled": "true", "/*/*/caching/enabled": "true"}
    api.patch(operations | {f"/*/*/caching/{name}": value for name, value in settings.items()})


def test_a_kept_answer_is_given_until_its_time_is_over(lab, counting):
    cache(counting, ttlInSeconds="60")
    first = [counting.ask("GET", "/a").body for _ in range(2)]
    lab.clock.sleep(61)

    assert ["1", "1", "2"] == [*first, counting.ask("GET", "/a").body]


def test_only_the_key_parameters_tell_answers_apart(lab, api, forms):
    integration = {
        **forms["proxy"](arn := lab.function(COUNTING)),
        "cacheKeyParameters": ["method.request.querystring.id", "method.request.header.X-User"],
    }
    names = ("method.request.querystring.id", "method.request.header.X-User")
    api.method("GET", "/a", integration, requestParameters=dict.fromkeys(names, False))
    api.permit(arn)
    api.deploy()
    cache(api)
    asked = [("/a?id=1", "ann"), ("/a?id=1&page=2", "ann"), ("/a?id=2", "ann"), ("/a?id=1", "bob")]

    assert ["1", "1", "2", "3"] == [
        api.ask("GET", path, headers={"X-User": user}).body for path, user in asked
    ]


def test_only_get_is_kept_and_only_what_went_well(counting):
    cache(counting)

    assert ["1", "2"] == [counting.ask("POST", "/a").body for _ in range(2)]
    assert ["3", "4"] == [counting.ask("GET", "/bad").body for _ in range(2)]


def test_nothing_is_kept_where_the_stage_has_no_cache(counting):
    counting.patch({"/*/*/caching/enabled": "true"})

    assert ["1", "2"] == [counting.ask("GET", "/a").body for _ in range(2)]


@pytest.mark.parametrize(
    "settings, expected",
    [
        ({"requireAuthorizationForCacheControl": "false"}, (200, "2", False)),
        ({}, (200, "1", True)),
        ({"unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITHOUT_RESPONSE_HEADER"}, (200, "1", False)),
        ({"unauthorizedCacheControlHeaderStrategy": "FAIL_WITH_403"}, (403, "", False)),
    ],
)
def test_max_age_0_asks_anew_where_it_may(counting, settings, expected):
    cache(counting, **settings)
    counting.ask("GET", "/a")
    answer = counting.ask("GET", "/a", headers={"Cache-Control": "max-age=0"})
    body = answer.body if answer.status == 200 else ""

    assert expected == (answer.status, body, "Warning" in answer.headers)


def test_a_flushed_cache_is_empty(counting):
    cache(counting)
    counting.ask("GET", "/a")
    counting.client.flush_stage_cache(restApiId=counting.id, stageName="prod")

    assert "2" == counting.ask("GET", "/a").body


def sums(lab, **dimensions):
    """The sum of each metric with exactly these dimensions."""
    cloudwatch = lab.account.client("cloudwatch")
    wanted = [{"Name": name, "Value": value} for name, value in dimensions.items()]
    found = {}
    for metric in cloudwatch.list_metrics(Namespace="AWS/ApiGateway")["Metrics"]:
        if sorted(metric["Dimensions"], key=str) == sorted(wanted, key=str):
            points = cloudwatch.get_metric_statistics(
                Namespace="AWS/ApiGateway",
                MetricName=metric["MetricName"],
                Dimensions=wanted,
                StartTime=lab.clock.start,
                EndTime=lab.clock.now,
                Period=86_400,
                Statistics=["Sum"],
            )["Datapoints"]
            found[metric["MetricName"]] = round(sum(point["Sum"] for point in points), 3)
    return found


def test_metrics_count_requests_errors_and_both_latencies(lab, counting):
    for path in ("/a", "/b", "/bad"):
        counting.ask("GET", path)
    counting.ask("GET", "/")
    lab.clock.sleep(120)
    of_stage = sums(lab, ApiName="payments", Stage="prod")

    assert (4, 1, 1) == tuple(of_stage[name] for name in ("Count", "4XXError", "5XXError"))
    assert of_stage["Latency"] > of_stage["IntegrationLatency"] > 0
    assert set(of_stage) == set(sums(lab, ApiName="payments"))
    assert {} == sums(lab, ApiName="payments", Stage="prod", Resource="/{proxy+}", Method="GET")


def test_detailed_metrics_are_kept_by_method_and_cache_hits_counted(lab, counting):
    counting.patch({"/*/*/metrics/enabled": "true"})
    cache(counting)
    for _ in range(3):
        counting.ask("GET", "/a")
    lab.clock.sleep(120)
    found = sums(lab, ApiName="payments", Stage="prod", Resource="/{proxy+}", Method="GET")

    assert (3, 2, 1) == tuple(found[name] for name in ("Count", "CacheHitCount", "CacheMissCount"))


def test_logs_are_written_as_the_stage_asks(lab, counting):
    logs = lab.account.client("logs")
    logs.create_log_group(logGroupName="access")
    counting.patch(
        {
            "/*/*/logging/loglevel": "INFO",
            "/accessLogSettings/destinationArn": "arn:aws:logs:us-east-1:123456789012:log-group:access",
            "/accessLogSettings/format": "$context.httpMethod $context.resourcePath $context.status $context.identity.user",
        }
    )
    answer = counting.ask("GET", "/a")
    group = f"API-Gateway-Execution-Logs_{counting.id}/prod"
    execution = [each["message"] for each in logs.filter_log_events(logGroupName=group)["events"]]

    assert ["GET /{proxy+} 200 -"] == [
        each["message"] for each in logs.filter_log_events(logGroupName="access")["events"]
    ]
    assert f"({answer.headers['x-amzn-RequestId']}) Method completed with status: 200" in execution


def test_a_method_is_tried_out_without_a_deployment(lab, api, forms):
    arn = lab.function(
        'def handler(event, context):\n    return {"statusCode": 201, "body": event["pathParameters"]["id"]}\n'
    )
    api.method("GET", "/payments/{id}", forms["proxy"](arn), authorizationType="AWS_IAM", apiKeyRequired=True)
    where = {"restApiId": api.id, "resourceId": api.resource("/payments/{id}"), "httpMethod": "GET"}
    closed = api.client.test_invoke_method(**where, pathWithQueryString="/payments/7?a=1")
    api.permit(arn)
    found = api.client.test_invoke_method(
        **where, pathWithQueryString="/payments/7?a=1", headers={"X-A": "b"}
    )

    assert (500, '{"message":"Internal server error"}') == (closed["status"], closed["body"])
    assert "Invalid permissions on Lambda function" in closed["log"]
    assert (201, "7", True) == (found["status"], found["body"], found["latency"] > 0)
    assert "Sat Mar 01 08:0" in found["log"]
    for line in (
        "Method request path: {id=7}",
        "Method request query string: {a=1}",
        'Endpoint response body before transformations: {"statusCode": 201, "body": "7"}',
        "Method response body after transformations: 7",
        "Method completed with status: 201",
    ):
        assert line in found["log"]


def test_the_log_of_a_method_that_is_tried_out_tells_what_a_server_answered(account, api):
    account.endpoint("https://bank.example", lambda _: (200, "paid"))
    api.method(
        "GET", "/", {"type": "HTTP_PROXY", "integrationHttpMethod": "GET", "uri": "https://bank.example"}
    )
    found = api.client.test_invoke_method(restApiId=api.id, resourceId=api.root, httpMethod="GET")["log"]

    assert "Endpoint response body before transformations: paid" in found
    assert "Method response body after transformations: paid" in found


def test_what_is_tried_out_has_to_be_there(api):
    with pytest.raises(api.client.exceptions.NotFoundException, match="Invalid Method identifier"):
        api.client.test_invoke_method(restApiId=api.id, resourceId=api.root, httpMethod="GET")


def test_a_stage_with_tracing_shows_the_request_and_its_function_in_one_trace(lab, api):
    arn = lab.function(COUNTING, TracingConfig={"Mode": "Active"})
    api.proxy("ANY", "/{proxy+}", arn)
    api.deploy()
    api.stage(tracingEnabled="true")
    trace = "1-67c2c080-0123456789abcdef01234567"
    api.ask("GET", "/sales", headers={"X-Amzn-Trace-Id": f"Root={trace}"})
    [found] = api.account.client("xray").batch_get_traces(TraceIds=[trace])["Traces"]
    origins = [json.loads(each["Document"])["origin"] for each in found["Segments"]]

    assert ["AWS::ApiGateway::Stage", "AWS::Lambda", "AWS::Lambda::Function"] == origins
