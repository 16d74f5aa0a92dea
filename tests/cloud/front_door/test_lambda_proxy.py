"""A function behind a method, with the whole request for its event."""

import json

import pytest

ECHO = """
import json

def handler(event, context):
    return {"statusCode": 200, "body": json.dumps(event)}
"""


def answering(value):
    return f"def handler(event, context):\n    return {value!r}\n"


def test_a_request_reaches_the_function_and_its_answer_the_client(lab, api):
    source = answering({"statusCode": 201, "headers": {"Location": "/payments/7"}, "body": '{"id": 7}'})
    api.proxy("POST", "/payments", lab.function(source))
    api.deploy()
    answer = api.ask("POST", "/payments", {"amount": 5})

    assert (201, {"id": 7}, "/payments/7") == (answer.status, answer.json(), answer.headers["location"])
    assert "application/json" == answer.headers["Content-Type"]


def test_the_event_tells_all_of_the_request(lab, api):
    api.proxy("GET", "/payments/{paymentId}", lab.function(ECHO))
    deployment = api.deploy(variables={"mode": "live"})
    headers = {"User-Agent": "portal", "X-Tag": "a"}
    event = api.ask("GET", "/payments/42?currency=EUR&tag=a&tag=b%20c", headers=headers).json()
    context = event.pop("requestContext")
    sent = event.pop("headers")
    several = event.pop("multiValueHeaders")

    assert {
        "resource": "/payments/{paymentId}",
        "path": "/payments/42",
        "httpMethod": "GET",
        "queryStringParameters": {"currency": "EUR", "tag": "b c"},
        "multiValueQueryStringParameters": {"currency": ["EUR"], "tag": ["a", "b c"]},
        "pathParameters": {"paymentId": "42"},
        "stageVariables": {"mode": "live"},
        "body": None,
        "isBase64Encoded": False,
    } == event
    assert headers.items() <= sent.items()
    assert {"Host", "X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"} <= set(
        sent
    )
    assert {name: [text] for name, text in sent.items()} == several
    assert ("/payments/{paymentId}", "/prod/payments/42", "prod", deployment, api.id, "GET") == tuple(
        context[name] for name in ("resourcePath", "path", "stage", "deploymentId", "apiId", "httpMethod")
    )
    assert ("portal", "01/Mar/2025") == (context["identity"]["userAgent"], context["requestTime"][:11])
    assert {"accountId", "authorizer"} - set(context) == {"authorizer"}


def test_what_a_request_does_not_have_is_null(lab, api):
    api.proxy("GET", "/", lab.function(ECHO))
    api.deploy()
    event = api.ask("GET", "/").json()

    assert [None] * 5 == [
        event[name]
        for name in (
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "body",
        )
    ]


@pytest.mark.parametrize(
    "value, status",
    [
        ({"paymentId": 7}, 502),
        ({"statusCode": 200, "body": {"paymentId": 7}}, 502),
        ({"statusCode": "many"}, 502),
        ({"statusCode": 200, "headers": {"a": ["b"]}}, 502),
        ({"statusCode": 200, "headers": "none"}, 502),
        ("done", 502),
        (None, 502),
        ({"statusCode": "202"}, 202),
        ({"statusCode": 204, "headers": None, "body": None}, 204),
        ({}, 200),
    ],
    ids=repr,
)
def test_an_answer_that_is_no_envelope_is_a_bad_gateway(lab, api, value, status):
    api.proxy("GET", "/payments", lab.function(answering(value)))
    api.deploy()
    answer = api.ask("GET", "/payments")

    assert status == answer.status
    if status == 502:
        assert ({"message": "Internal server error"}, "InternalServerErrorException") == (
            answer.json(),
            answer.headers["x-amzn-ErrorType"],
        )


@pytest.mark.parametrize("kind", ["AWS_PROXY", "AWS"])
def test_lambda_is_called_by_post_whatever_the_client_s_verb(lab, api, forms, kind):
    arn = lab.function(answering({"statusCode": 200}))
    integration = {"type": kind, "uri": forms["invocations"](arn)}
    for path, verb in (("/right", "POST"), ("/wrong", "GET")):
        api.method("GET", path, {**integration, "integrationHttpMethod": verb})
        api.answers("GET", path)
    api.permit(arn)
    api.deploy()

    assert [200, 500] == [api.ask("GET", path).status for path in ("/right", "/wrong")]


def test_a_function_that_fails_is_a_bad_gateway_and_does_not_show_itself(lab, api):
    api.proxy(
        "GET", "/payments", lab.function("def handler(event, context):\n    raise KeyError('secret')\n")
    )
    api.deploy()
    answer = api.ask("GET", "/payments")

    assert (502, '{"message":"Internal server error"}') == (answer.status, answer.body)


@pytest.mark.parametrize("source, status", [("*/GET/payments", 200), ("*/POST/payments", 500), (None, 500)])
def test_a_function_s_policy_has_to_let_the_method_in(lab, api, forms, source, status):
    arn = lab.function(answering({"statusCode": 200}))
    api.method("GET", "/payments", forms["proxy"](arn))
    if source:
        api.permit(arn, source)
    api.deploy()
    answer = api.ask("GET", "/payments")

    assert status == answer.status
    if status == 500:
        assert {"message": "Internal server error"} == answer.json()


def test_after_29_seconds_the_client_is_told_and_the_function_runs_on(lab, api):
    url = lab.queue()
    source = f"""
import time, boto3

def handler(event, context):
    time.sleep(40)
    boto3.client("sqs").send_message(QueueUrl={url!r}, MessageBody="done")
"""
    api.proxy("GET", "/slow", lab.function(source, Timeout=60))
    api.deploy()
    begun = lab.clock.elapsed
    answer = api.ask("GET", "/slow")
    waited = lab.clock.elapsed - begun
    lab.account.settle()

    assert (504, {"message": "Endpoint request timed out"}) == (answer.status, answer.json())
    assert 29 <= waited < 29.1
    assert ["done"] == lab.bodies(url)


def test_a_request_is_a_call_in_the_trace_and_cause_of_the_invocation(lab, api):
    api.proxy("GET", "/payments/{id}", lab.function(answering({"statusCode": 200})))
    api.deploy()
    api.ask("GET", "/payments/7")
    (span,) = lab.account.trace.find(service="execute-api")
    (invocation,) = lab.account.trace.find(kind="invocation")

    assert ("call", "GET /prod/payments/7", api.id, "ok") == (span.kind, span.name, span.target, span.status)
    assert span.id == invocation.cause
    assert ("payments", "prod", "/payments/{id}", 200) == tuple(
        span.detail[name] for name in ("api", "stage", "resource", "http")
    )
    assert span.detail["latency"] > span.detail["integration_latency"] > 0


def test_an_alias_chosen_by_a_stage_variable_is_asked(lab, api, forms):
    arn = lab.function(answering({"statusCode": 200, "body": "one"}))
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    lab.lambda_.add_permission(
        FunctionName="sales",
        Qualifier="live",
        StatementId="s",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    api.method("GET", "/", forms["proxy"](f"{arn}:${{stageVariables.alias}}"))
    api.deploy(variables={"alias": "live"})

    assert "one" == api.ask("GET").body


def test_same_seed_same_answer(new_lab, forms):
    from course.cloud import Account

    def play():
        with Account(seed=3) as account:
            lab = new_lab(account)
            client = account.client("apigateway")
            made = client.create_rest_api(name="a")
            where = {"restApiId": made["id"], "resourceId": made["rootResourceId"], "httpMethod": "GET"}
            client.put_method(**where, authorizationType="NONE")
            client.put_integration(**where, **forms["proxy"](lab.function(ECHO)))
            lab.lambda_.add_permission(
                FunctionName="sales",
                StatementId="s",
                Action="lambda:InvokeFunction",
                Principal="apigateway.amazonaws.com",
            )
            client.create_deployment(restApiId=made["id"], stageName="prod")
            answer = account.front_door.request(
                "GET", f"https://{made['id']}.execute-api.us-east-1.amazonaws.com/prod"
            )
            return answer.body, json.dumps([span.as_dict() for span in account.trace])

    assert play() == play()


PICTURE = """
import base64

def handler(event, context):
    body = base64.b64encode(b"\\xff" + base64.b64decode(event["body"])).decode()
    return {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "body": body, "isBase64Encoded": True}
"""


def test_bytes_go_both_ways_for_binary_media_types(lab, new_api):
    api = new_api(binaryMediaTypes=["image/png"])
    api.proxy("POST", "/", lab.function(PICTURE))
    api.deploy()
    headers = {"Content-Type": "image/png", "Accept": "image/png"}

    assert b"\xff\x00" == api.ask("POST", "/", b"\x00", headers=headers).content
    assert b"/wA=" == api.ask("POST", "/", b"\x00", headers={"Content-Type": "image/png"}).content
