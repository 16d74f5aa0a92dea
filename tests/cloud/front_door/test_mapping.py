"""Functions behind templates, MOCK, and what maps requests and answers."""

import json

import pytest

ANSWERING = """
def handler(event, context):
    if event.get("amount", 0) > 100:
        raise ValueError("REJECTED: over the limit")
    if event.get("amount") == 13:
        raise RuntimeError("database at 10.0.0.7 is gone")
    return {"result": "OK", "got": event}
"""
REQUEST = """
#set($body = $input.path('$'))
{"policyId": "$body.policy", "amount": $body.amt, "requestId": "$context.requestId", "tag": "$input.params('tag')"}
"""


@pytest.fixture
def payments(lab, api, forms):
    """POST /payments with templates on both ways."""
    arn = lab.function(ANSWERING)
    integration = {
        "type": "AWS",
        "integrationHttpMethod": "POST",
        "uri": forms["invocations"](arn),
        "requestTemplates": {"application/json": REQUEST},
    }
    api.method("POST", "/payments", integration)
    api.answers(
        "POST",
        "/payments",
        responseTemplates={
            "application/json": "{\"state\": $input.json('$.result'), \"got\": $input.json('$.got')}"
        },
    )
    for status, pattern, error in (("422", "REJECTED.*", "refused"), ("502", r"(\n|.)+", "unavailable")):
        api.answers(
            "POST",
            "/payments",
            status,
            selectionPattern=pattern,
            responseTemplates={"application/json": f'{{"error": "{error}"}}'},
        )
    api.permit(arn)
    api.deploy()
    return api


@pytest.mark.parametrize(
    "amount, status, body",
    [(101, 422, {"error": "refused"}), (13, 502, {"error": "unavailable"})],
)
def test_a_pattern_on_the_error_message_chooses_the_status(payments, amount, status, body):
    answer = payments.ask("POST", "/payments", {"policy": "P-1", "amt": amount})

    assert (status, body) == (answer.status, answer.json())


def test_templates_shape_the_event_and_the_answer(payments):
    answer = payments.ask("POST", "/payments?tag=x", {"policy": "P-1", "amt": 5})
    got = answer.json()["got"]

    assert (200, "OK", answer.headers["x-amzn-RequestId"]) == (
        answer.status,
        answer.json()["state"],
        got.pop("requestId"),
    )
    assert {"policyId": "P-1", "amount": 5, "tag": "x"} == got


def test_a_template_that_cannot_be_filled_in_is_told_to_the_trace_and_not_to_the_client(lab, api):
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": {"application/json": "#nonsense($a)"}})
    api.answers("GET", "/")
    api.deploy()
    answer = api.ask("GET")
    (span,) = lab.account.trace.find(service="execute-api")

    assert (500, {"message": "Internal server error"}) == (answer.status, answer.json())
    assert "the lab does not know the directive #nonsense" in span.detail["reason"]


@pytest.mark.parametrize(
    "behaviour, templates, status",
    [
        ("WHEN_NO_MATCH", {"application/json": "{}"}, 200),
        ("WHEN_NO_TEMPLATES", {"application/json": "{}"}, 415),
        ("WHEN_NO_TEMPLATES", {}, 200),
        ("NEVER", {}, 415),
        ("NEVER", {"text/plain": '{"statusCode": 200}'}, 200),
    ],
)
def test_a_body_without_a_template_passes_or_is_refused(api, behaviour, templates, status):
    api.method("POST", "/", {"type": "MOCK", "passthroughBehavior": behaviour, "requestTemplates": templates})
    api.answers("POST", "/")
    api.deploy()
    answer = api.ask("POST", "/", '{"statusCode": 200}', headers={"Content-Type": "text/plain"})

    assert status == answer.status


@pytest.mark.parametrize(
    "template, status",
    [
        ('{"statusCode": 200}', 200),
        ('{"statusCode": 404}', 404),
        ("{}", 500),
        ("x", 500),
        ('{"statusCode": 418}', 200),
    ],
)
def test_mock_answers_by_the_status_its_template_gives(api, template, status):
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": {"application/json": template}})
    api.answers("GET", "/", "200")
    api.answers("GET", "/", "404", selectionPattern="404")
    api.deploy()

    assert status == api.ask("GET").status


def test_without_any_fitting_response_there_is_an_internal_error(api):
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}})
    api.deploy()

    assert (500, {"message": "Internal server error"}) == ((answer := api.ask("GET")).status, answer.json())


def test_an_integration_response_without_a_method_response_is_an_internal_error(api):
    template = {"application/json": '{"statusCode": $input.params("status")}'}
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": template})
    where = {"restApiId": api.id, "resourceId": api.root, "httpMethod": "GET"}
    api.client.put_integration_response(**where, statusCode="404", selectionPattern="404")
    api.client.put_integration_response(**where, statusCode="200")
    api.client.put_method_response(**where, statusCode="200")
    api.deploy()

    well, badly = (
        api.account.front_door.request("GET", api.url(f"/?status={status}"), {}, "") for status in (200, 404)
    )
    assert [200, 500] == [well.status, badly.status]
    assert "Internal server error" == badly.json()["message"]
    assert "Output mapping refers to an invalid method response: 404" in json.dumps(
        [span.detail for span in api.account.trace]
    )


def test_headers_of_the_answer_come_from_texts_context_and_the_backend(lab, api, forms):
    arn = lab.function('def handler(event, context):\n    return {"id": 7, "tags": ["a"]}\n')
    api.method("GET", "/", {"type": "AWS", "integrationHttpMethod": "POST", "uri": forms["invocations"](arn)})
    names = ("Location", "X-Tags", "X-Stage", "X-Fixed", "X-None")
    api.answers(
        "GET",
        "/",
        method={"responseParameters": {f"method.response.header.{name}": False for name in names}},
        responseParameters={
            "method.response.header.Location": "integration.response.body.id",
            "method.response.header.X-Tags": "integration.response.body.tags",
            "method.response.header.X-Stage": "context.stage",
            "method.response.header.X-Fixed": "'a,b'",
            "method.response.header.X-None": "integration.response.header.Nothing",
        },
    )
    api.permit(arn)
    api.deploy()
    headers = api.ask("GET").headers

    assert ["7", '["a"]', "prod", "a,b", None] == [headers.get(name) for name in names]


def test_a_template_overrides_status_and_headers(api):
    template = """#set($context.responseOverride.status = 409)#set($context.responseOverride.header.X-Why = 'twice'){}"""
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}})
    api.answers("GET", "/", responseTemplates={"application/json": template})
    api.deploy()
    answer = api.ask("GET")

    assert (409, "twice", {}) == (answer.status, answer.headers["X-Why"], answer.json())


def test_an_event_can_be_handed_over_without_waiting(lab, api, forms):
    url = lab.queue()
    arn = lab.function(
        f"import boto3\n\ndef handler(event, context):\n    boto3.client('sqs').send_message(QueueUrl={url!r}, MessageBody=event['a'])\n"
    )
    integration = {
        "type": "AWS",
        "integrationHttpMethod": "POST",
        "uri": forms["invocations"](arn),
        "requestParameters": {"integration.request.header.X-Amz-Invocation-Type": "'Event'"},
    }
    api.method("POST", "/", integration)
    api.answers("POST", "/", "202")
    api.permit(arn)
    api.deploy()
    status = api.ask("POST", "/", {"a": "x"}).status
    lab.account.settle()

    assert (202, ["x"]) == (status, lab.bodies(url))


def test_cors_is_what_the_options_method_says(api):
    names = ("Access-Control-Allow-Origin", "Access-Control-Allow-Methods")
    api.method(
        "OPTIONS", "/", {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 204}'}}
    )
    api.answers(
        "OPTIONS",
        "/",
        "204",
        method={"responseParameters": {f"method.response.header.{name}": True for name in names}},
        responseParameters={
            "method.response.header.Access-Control-Allow-Origin": "'https://portal.example'",
            "method.response.header.Access-Control-Allow-Methods": "'GET,OPTIONS'",
        },
    )
    api.deploy()
    answer = api.ask("OPTIONS", headers={"Origin": "https://portal.example"})

    assert (204, ["https://portal.example", "GET,OPTIONS"]) == (
        answer.status,
        [answer.headers[name] for name in names],
    )
