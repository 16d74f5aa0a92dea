"""HTTP APIs: routes, both forms of the event, CORS, stages."""

import base64

import pytest
import requests
from botocore.exceptions import ClientError

ECHO = (
    "import json\n\ndef handler(event, context):\n    return {'statusCode': 200, 'body': json.dumps(event)}\n"
)


class HttpApi:
    def __init__(self, lab, **settings):
        self.lab, self.client = lab, lab.account.client("apigatewayv2")
        made = self.client.create_api(Name="payments", ProtocolType="HTTP", **settings)
        self.id, self.url = made["ApiId"], made["ApiEndpoint"]
        self.client.create_stage(ApiId=self.id, StageName="$default", AutoDeploy=True)

    def integration(self, arn, version="2.0", **settings):
        if arn.startswith("arn"):
            settings = {"PayloadFormatVersion": version, "IntegrationType": "AWS_PROXY", **settings}
            self.lab.lambda_.add_permission(
                FunctionName=arn,
                StatementId=self.lab.account.new_id(),
                Action="lambda:InvokeFunction",
                Principal="apigateway.amazonaws.com",
                SourceArn=f"arn:aws:execute-api:us-east-1:123456789012:{self.id}/*",
            )
        made = self.client.create_integration(ApiId=self.id, IntegrationUri=arn, **settings)
        return f"integrations/{made['IntegrationId']}"

    def route(self, key, target, **settings):
        self.client.create_route(ApiId=self.id, RouteKey=key, Target=target, **settings)

    def ask(self, verb, path="/", body="", **parameters):
        return self.lab.account.front_door.request(
            verb, self.url + path, parameters.pop("headers", {}), body, **parameters
        )


@pytest.fixture
def http(lab):
    return HttpApi(lab)


@pytest.fixture
def echo(lab, http):
    http.route("ANY /payments/{id}", http.integration(lab.function(ECHO)))
    return http


def test_the_event_2_0_tells_all_of_the_request(echo):
    headers = {"X-Tag": "a", "Cookie": "c=1; d=2", "User-Agent": "portal"}
    event = echo.ask("POST", "/payments/7?a=1&a=2&b=x%20y", '{"n": 1}', headers=headers).json()
    context, sent = event.pop("requestContext"), event.pop("headers")

    assert {
        "version": "2.0",
        "routeKey": "ANY /payments/{id}",
        "rawPath": "/payments/7",
        "rawQueryString": "a=1&a=2&b=x%20y",
        "cookies": ["c=1", "d=2"],
        "queryStringParameters": {"a": "1,2", "b": "x y"},
        "pathParameters": {"id": "7"},
        "body": '{"n": 1}',
        "isBase64Encoded": False,
    } == event
    assert ("a", True) == (sent["x-tag"], "cookie" not in sent)
    assert {"method": "POST", "path": "/payments/7", "userAgent": "portal"}.items() <= context["http"].items()
    assert ("$default", "ANY /payments/{id}") == (context["stage"], context["routeKey"])


def test_what_a_request_does_not_have_is_left_out(lab, http):
    http.route("$default", http.integration(lab.function(ECHO)))
    event = http.ask("GET").json()

    assert not {"cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"} & set(event)


def test_the_event_1_0_is_that_of_rest_apis(lab, http):
    http.route("GET /payments/{id}", http.integration(lab.function(ECHO), "1.0"))
    event = http.ask("GET", "/payments/7?a=1&a=2").json()

    assert ("1.0", "/payments/{id}", {"a": "2"}, {"a": ["1", "2"]}, {"id": "7"}, None) == tuple(
        event[name]
        for name in (
            "version",
            "resource",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "body",
        )
    )


def test_bytes_are_handed_over_in_base64(echo):
    event = echo.ask("POST", "/payments/7", b"\xff\x00", headers={"Content-Type": "image/png"}).json()

    assert (base64.b64encode(b"\xff\x00").decode(), True) == (event["body"], event["isBase64Encoded"])


@pytest.mark.parametrize(
    "value, status, body",
    [
        ({"a": 1}, 200, '{"a": 1}'),
        ("hello", 200, "hello"),
        ({"statusCode": 201, "body": "x"}, 201, "x"),
        ({"statusCode": 200, "body": "eA==", "isBase64Encoded": True}, 200, "x"),
        ({"statusCode": 200, "body": {"a": 1}}, 500, '{"message": "Internal Server Error"}'),
        ({"statusCode": "many"}, 500, '{"message": "Internal Server Error"}'),
    ],
    ids=repr,
)
def test_a_payload_2_0_is_an_answer_or_its_body(lab, http, value, status, body):
    http.route(
        "GET /", http.integration(lab.function(f"def handler(event, context):\n    return {value!r}\n"))
    )
    answer = http.ask("GET")

    assert (status, body) == (answer.status, answer.body)


def test_a_payload_1_0_has_to_be_an_envelope(lab, http):
    http.route(
        "GET /", http.integration(lab.function("def handler(event, context):\n    return {'a': 1}\n"), "1.0")
    )

    assert 500 == http.ask("GET").status


def test_cookies_and_headers_of_an_answer(lab, http):
    source = "def handler(event, context):\n    return {'statusCode': 200, 'cookies': ['a=1', 'b=2'], 'headers': {'X-A': 'b'}}\n"
    http.route("GET /", http.integration(lab.function(source)))
    answer = requests.get(http.url, timeout=5)

    assert ({"a": "1", "b": "2"}, "b") == (answer.cookies.get_dict(), answer.headers["x-a"])
    assert answer.headers["apigw-requestid"]


def test_the_most_specific_route_answers(lab, http):
    target = http.integration(lab.function("def handler(event, context):\n    return event['routeKey']\n"))
    for key in ("GET /a/{x}", "ANY /a/b", "GET /a/b", "ANY /{proxy+}", "$default"):
        http.route(key, target)
    asked = {
        ("GET", "/a/b"): "GET /a/b",
        ("POST", "/a/b"): "ANY /a/b",
        ("GET", "/a/c"): "GET /a/{x}",
        ("PUT", "/a/c"): "ANY /{proxy+}",
        ("GET", "/"): "$default",
    }

    assert asked == {place: http.ask(*place).body for place in asked}


def test_a_path_without_a_route_is_not_found(echo):
    answers = [echo.ask("GET", "/nowhere"), echo.ask("GET", "/payments")]

    assert [(404, {"message": "Not Found"})] * 2 == [(each.status, each.json()) for each in answers]


def test_a_named_stage_stands_in_the_path(lab, http):
    http.route(
        "GET /a",
        http.integration(
            lab.function(
                "def handler(event, context):\n    return event['rawPath'] + event['stageVariables']['mode']\n"
            )
        ),
    )
    http.client.create_stage(ApiId=http.id, StageName="test", AutoDeploy=True, StageVariables={"mode": "!"})
    http.client.create_stage(ApiId=http.id, StageName="still")

    assert ("/test/a!", 404) == (http.ask("GET", "/test/a").body, http.ask("GET", "/still/a").status)


def test_a_function_that_is_closed_fails_or_is_slow(lab, http):
    closed = http.client.create_integration(
        ApiId=http.id,
        IntegrationType="AWS_PROXY",
        IntegrationUri=lab.function(ECHO, "closed"),
        PayloadFormatVersion="2.0",
    )["IntegrationId"]
    http.route("GET /closed", f"integrations/{closed}")
    http.route(
        "GET /fails", http.integration(lab.function("def handler(event, context):\n    1 / 0\n", "fails"))
    )
    slow = lab.function(
        "import time\n\ndef handler(event, context):\n    time.sleep(100)\n", "slow", Timeout=120
    )
    http.route("GET /slow", http.integration(slow))
    begun = lab.clock.elapsed

    assert [500, 500] == [http.ask("GET", path).status for path in ("/closed", "/fails")]
    assert (503, {"message": "Service Unavailable"}) == (
        (late := http.ask("GET", "/slow")).status,
        late.json(),
    )
    assert 30 < lab.clock.elapsed - begun < 32


def test_cors_is_answered_by_the_api(lab):
    settings = {
        "AllowOrigins": ["https://portal.example"],
        "AllowMethods": ["GET"],
        "AllowHeaders": ["x-tag"],
        "MaxAge": 60,
        "AllowCredentials": True,
    }
    http = HttpApi(lab, CorsConfiguration=settings)
    source = "def handler(event, context):\n    return {'statusCode': 200, 'headers': {'Access-Control-Allow-Origin': 'own'}}\n"
    http.route("GET /", http.integration(lab.function(source)))
    question = {"Origin": "https://portal.example", "Access-Control-Request-Method": "GET"}
    beforehand = http.ask("OPTIONS", headers=question)
    asked = http.ask("GET", headers={"Origin": "https://portal.example"})
    strange = http.ask("GET", headers={"Origin": "https://evil.example"})

    assert (204, "https://portal.example", "GET", "x-tag", "60", "true") == (
        beforehand.status,
        *(
            beforehand.headers[f"Access-Control-{name}"]
            for name in ("Allow-Origin", "Allow-Methods", "Allow-Headers", "Max-Age", "Allow-Credentials")
        ),
    )
    assert "https://portal.example" == asked.headers["Access-Control-Allow-Origin"]
    assert (200, False) == (strange.status, "Access-Control-Allow-Origin" in strange.headers)


def test_iam_wants_a_signature(lab, http):
    http.route("GET /", http.integration(lab.function(ECHO)), AuthorizationType="AWS_IAM")

    assert (403, {"message": "Forbidden"}) == ((answer := http.ask("GET")).status, answer.json())
    assert (
        "arn:aws:iam::123456789012:root"
        == http.ask("GET", signed=True).json()["requestContext"]["authorizer"]["iam"]["userArn"]
    )


def test_a_stage_throttles_a_route(lab, http):
    http.route("GET /", http.integration(lab.function(ECHO)))
    http.client.create_stage(
        ApiId=http.id,
        StageName="slow",
        AutoDeploy=True,
        DefaultRouteSettings={"ThrottlingRateLimit": 1.0, "ThrottlingBurstLimit": 1},
    )
    first, second = http.ask("GET", "/slow"), http.ask("GET", "/slow")

    assert (200, 429, {"message": "Too Many Requests"}) == (first.status, second.status, second.json())


def test_a_server_behind_a_route(account, http):
    account.endpoint(
        "https://bank.example/a/7",
        lambda request: (201, f"{request['method']} {request['url']} {request['body']}"),
    )
    target = http.integration(
        "https://bank.example/a/{id}",
        IntegrationType="HTTP_PROXY",
        IntegrationMethod="ANY",
        PayloadFormatVersion="1.0",
    )
    http.route("ANY /payments/{id}", target)
    answer = http.ask("PUT", "/payments/7?b=1", "x")

    assert (201, "PUT https://bank.example/a/7?b=1 x") == (answer.status, answer.body)


def test_metrics_and_trace_name_the_route(lab, echo):
    echo.ask("GET", "/payments/7")
    (span,) = lab.account.trace.find(service="execute-api")
    found = lab.account.client("cloudwatch").list_metrics(Namespace="AWS/ApiGateway")["Metrics"]

    assert ("/payments/{id}", "$default", 200) == tuple(
        span.detail[name] for name in ("resource", "stage", "http")
    )
    assert {"Count", "Latency", "IntegrationLatency", "4xx", "5xx"} == {each["MetricName"] for each in found}


@pytest.mark.parametrize(
    "operation, parameters, message",
    [
        ("create_api", {"Name": "a", "ProtocolType": "WEBSOCKET"}, "WebSocket"),
        (
            "create_authorizer",
            {"ApiId": "ID", "Name": "a", "AuthorizerType": "JWT", "IdentitySource": ["x"]},
            "JWT",
        ),
        ("create_route", {"ApiId": "ID", "RouteKey": "GET /", "AuthorizationType": "JWT"}, "JWT"),
        (
            "create_integration",
            {"ApiId": "ID", "IntegrationType": "AWS_PROXY", "IntegrationSubtype": "SQS-SendMessage"},
            "SQS-SendMessage",
        ),
        (
            "create_integration",
            {"ApiId": "ID", "IntegrationType": "HTTP_PROXY", "RequestParameters": {"a": "b"}},
            "requestParameters",
        ),
    ],
)
def test_what_the_lab_does_not_do_it_says(http, operation, parameters, message):
    filled = {name: http.id if value == "ID" else value for name, value in parameters.items()}
    with pytest.raises(ClientError, match=message) as caught:
        getattr(http.client, operation)(**filled)

    assert "NotImplemented" == caught.value.response["Error"]["Code"]


def test_an_api_is_made_in_one_call(lab):
    arn = lab.function("def handler(event, context):\n    return event['routeKey']\n")
    made = lab.account.client("apigatewayv2").create_api(Name="quick", ProtocolType="HTTP", Target=arn)
    lab.lambda_.add_permission(
        FunctionName=arn,
        StatementId="s",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )

    assert "$default" == requests.get(f"{made['ApiEndpoint']}/any/path", timeout=5).text
