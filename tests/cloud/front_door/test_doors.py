"""Who gets in: signatures, API keys, authorizers, policies, validators, limits."""

import json
import sys

import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from course.cloud import Account

OK = 'def handler(event, context):\n    return {"statusCode": 200, "body": str(event["requestContext"].get("authorizer"))}\n'
MOCK = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}


@pytest.fixture
def mock(api):
    """Define GET / (or another method) with nothing behind it."""

    def put(verb="GET", path="/", **settings):
        api.method(verb, path, MOCK, **settings)
        api.answers(verb, path)
        return api

    return put


def signed(url, key=("FOOBARKEY", "FOOBARSECRET")):
    request = AWSRequest("GET", url)
    SigV4Auth(Credentials(*key), "execute-api", "us-east-1").add_auth(request)
    return dict(request.headers)


def test_a_path_or_a_method_that_is_not_there_lacks_a_token(mock):
    api = mock(path="/payments/{id}")
    api.deploy()
    answers = [api.ask("GET", "/nowhere"), api.ask("POST", "/payments/7"), api.ask("GET", "/payments")]

    assert [
        (403, {"message": "Missing Authentication Token"}, "MissingAuthenticationTokenException")
    ] * 3 == [(each.status, each.json(), each.headers["x-amzn-ErrorType"]) for each in answers]


def test_a_stage_that_is_not_there_is_forbidden(mock):
    api = mock()
    api.deploy()

    assert (403, {"message": "Forbidden"}) == ((answer := api.ask("GET", stage="test")).status, answer.json())


def test_iam_lets_in_who_signed(mock):
    api = mock(authorizationType="AWS_IAM")
    api.deploy()
    unsigned, ours = api.ask("GET"), requests.get(api.url(), headers=signed(api.url()), timeout=5)
    strange = api.ask("GET", headers=signed(api.url(), ("AKIASTRANGER", "x")))

    assert (403, {"message": "Missing Authentication Token"}) == (unsigned.status, unsigned.json())
    assert [200, 200] == [ours.status_code, api.ask("GET", signed=True).status]
    assert (403, {"message": "The security token included in the request is invalid."}) == (
        strange.status,
        strange.json(),
    )
    assert 403 == api.ask("GET", headers={"Authorization": "Bearer x"}).status


def test_a_user_of_the_account_may_sign(lab, mock):
    lab.iam.create_user(UserName="ann")
    key = lab.iam.create_access_key(UserName="ann")["AccessKey"]
    api = mock(authorizationType="AWS_IAM")
    api.deploy()

    assert (
        200 == api.ask("GET", headers=signed(api.url(), (key["AccessKeyId"], key["SecretAccessKey"]))).status
    )


def plan(api, **settings):
    """Make an API key with a usage plan for the stage; return the header that shows it."""
    key = api.client.create_api_key(name="k", enabled=True)
    made = api.client.create_usage_plan(name="p", apiStages=[{"apiId": api.id, "stage": "prod"}], **settings)
    api.client.create_usage_plan_key(usagePlanId=made["id"], keyId=key["id"], keyType="API_KEY")
    return {"x-api-key": key["value"]}


def test_an_api_key_opens_only_with_a_plan_for_the_stage(mock):
    api = mock(apiKeyRequired=True)
    api.deploy()
    header = plan(api)
    lonely = api.client.create_api_key(name="other", enabled=True)["value"]
    answers = [api.ask("GET"), api.ask("GET", headers={"x-api-key": lonely}), api.ask("GET", headers=header)]

    assert [403, 403, 200] == [each.status for each in answers]
    assert {"message": "Forbidden"} == answers[0].json()


def test_a_plan_throttles_and_time_fills_its_bucket(lab, mock):
    api = mock(apiKeyRequired=True)
    api.deploy()
    header = plan(api, throttle={"rateLimit": 1.0, "burstLimit": 2})
    first = [api.ask("GET", headers=header) for _ in range(3)]
    lab.clock.sleep(1)

    assert [200, 200, 429] == [each.status for each in first]
    assert {"message": "Too Many Requests"} == first[-1].json()
    assert 200 == api.ask("GET", headers=header).status


@pytest.mark.parametrize("period, days", [("DAY", 1), ("WEEK", 7), ("MONTH", 31)])
def test_a_quota_holds_for_its_period(lab, mock, period, days):
    api = mock(apiKeyRequired=True)
    api.deploy()
    header = plan(api, quota={"limit": 1, "period": period})
    answers = [api.ask("GET", headers=header) for _ in range(2)]
    lab.clock.sleep(days * 86_400)

    assert (200, 429, {"message": "Limit Exceeded"}) == (
        answers[0].status,
        answers[1].status,
        answers[1].json(),
    )
    assert 200 == api.ask("GET", headers=header).status


def test_a_stage_throttles_a_method(lab, mock):
    api = mock()
    mock("GET", "/free")
    api.deploy()
    api.patch({"/~1/GET/throttling/rateLimit": "2", "/~1/GET/throttling/burstLimit": "3"})
    found = [api.ask("GET").status for _ in range(5)]
    lab.clock.sleep(1)

    assert [200, 200, 200, 429, 429] == found
    assert [200, 200, 429] == [api.ask("GET").status for _ in range(3)]
    assert 200 == api.ask("GET", "/free").status


def test_required_parameters_are_missed_by_name(api, mock):
    validator = api.client.create_request_validator(
        restApiId=api.id, name="v", validateRequestParameters=True
    )["id"]
    wanted = {
        "method.request.querystring.currency": True,
        "method.request.header.X-Tag": True,
        "method.request.querystring.page": False,
    }
    mock(requestValidatorId=validator, requestParameters=wanted)
    api.deploy()
    answer = api.ask("GET", "/?page=1")

    assert (400, {"message": "Missing required request parameters: [currency, X-Tag]"}) == (
        answer.status,
        answer.json(),
    )
    assert 200 == api.ask("GET", "/?currency=EUR", headers={"x-tag": "a"}).status


@pytest.mark.parametrize(
    "body, status",
    [
        ({"amount": 5, "payer": {"name": "Ann"}}, 200),
        ({"amount": "5"}, 400),
        ({}, 400),
        ({"amount": 5, "payer": {"name": 7}}, 400),
        ("no json", 400),
        ("", 400),
    ],
    ids=str,
)
def test_a_body_has_to_fit_its_model(api, mock, body, status):
    payer = {"type": "object", "properties": {"name": {"type": "string"}}}
    reference = {"$ref": f"https://apigateway.amazonaws.com/restapis/{api.id}/models/Payer"}
    payment = {
        "type": "object",
        "required": ["amount"],
        "properties": {"amount": {"type": "number"}, "payer": reference},
    }
    for name, schema in (("Payer", payer), ("Payment", payment)):
        api.client.create_model(
            restApiId=api.id, name=name, contentType="application/json", schema=json.dumps(schema)
        )
    validator = api.client.create_request_validator(restApiId=api.id, name="v", validateRequestBody=True)[
        "id"
    ]
    mock("POST", requestValidatorId=validator, requestModels={"application/json": "Payment"})
    api.deploy()
    answer = api.ask("POST", "/", body)

    assert status == answer.status
    if status == 400:
        assert {"message": "Invalid request body"} == answer.json()


AUTHORIZER = """
import os

def handler(event, context):
    token = event.get("authorizationToken") or event["headers"]["X-Token"]
    if token == "broken":
        raise ValueError("no")
    if token == "nobody":
        raise Exception("Unauthorized")
    effect = {"allow": "Allow", "deny": "Deny"}.get(token)
    statement = {"Action": "execute-api:Invoke", "Effect": effect or "Allow", "Resource": event["methodArn"] if effect else "arn:aws:execute-api:*:*:other/*"}
    return {"principalId": "ann", "policyDocument": {"Statement": [statement]}, "context": {"level": 3, "vip": True}}
"""


def guard(lab, api, forms, kind="TOKEN", **settings):
    """Put an authorizer before GET /."""
    arn = lab.function(AUTHORIZER, "guard")
    source = "method.request.header.Authorization" if kind == "TOKEN" else "method.request.header.X-Token"
    made = api.client.create_authorizer(
        restApiId=api.id,
        name="a",
        type=kind,
        authorizerUri=forms["invocations"](arn),
        identitySource=source,
        **settings,
    )
    api.permit(arn, f"authorizers/{made['id']}")
    api.proxy("GET", "/", lab.function(OK), authorizationType="CUSTOM", authorizerId=made["id"])
    api.deploy()


@pytest.mark.parametrize("kind, header", [("TOKEN", "Authorization"), ("REQUEST", "X-Token")])
@pytest.mark.parametrize(
    "token, status, body",
    [
        ("deny", 403, {"Message": "User is not authorized to access this resource with an explicit deny"}),
        ("other", 403, {"Message": "User is not authorized to access this resource"}),
        ("nobody", 401, {"message": "Unauthorized"}),
        ("broken", 500, {"message": None}),
        (None, 401, {"message": "Unauthorized"}),
    ],
)
def test_an_authorizer_turns_away(lab, api, forms, kind, header, token, status, body):
    guard(lab, api, forms, kind)
    answer = api.ask("GET", headers={header: token} if token else {})

    assert (status, body) == (answer.status, answer.json())


def test_an_authorizer_tells_the_backend_who_it_is(lab, api, forms):
    guard(lab, api, forms)

    assert (
        "{'principalId': 'ann', 'level': '3', 'vip': 'true'}"
        == api.ask("GET", headers={"Authorization": "allow"}).body
    )


@pytest.mark.parametrize(
    "ttl, runs",
    [({}, 2), ({"authorizerResultTtlInSeconds": 0}, 4), ({"authorizerResultTtlInSeconds": 1000}, 1)],
)
def test_an_authorizer_s_policy_is_kept_for_its_time(lab, api, forms, ttl, runs):
    guard(lab, api, forms, **ttl)
    for pause in (0, 200, 200, 200):
        lab.clock.sleep(pause)
        api.ask("GET", headers={"Authorization": "allow"})

    assert runs == len(lab.account.trace.find(kind="invocation", name="guard"))


POLICY = {
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"},
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "execute-api:Invoke",
            "Resource": "execute-api:/prod/POST/*",
            "Condition": {"NotIpAddress": {"aws:SourceIp": ["192.0.2.0/24"]}},
        },
    ]
}


def test_a_policy_of_the_api_looks_at_addresses(new_api):
    api = new_api(policy=json.dumps(POLICY))
    for verb in ("GET", "POST"):
        api.method(verb, "/x", MOCK)
        api.answers(verb, "/x")
    api.deploy()
    refused = api.ask("POST", "/x")

    assert [200, 200] == [api.ask("GET", "/x").status, api.ask("POST", "/x", source_ip="192.0.2.9").status]
    assert 403 == refused.status
    assert refused.json()["Message"].startswith(
        "User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:"
    )


def test_an_account_s_own_limit_holds_for_all_its_apis(mock, monkeypatch):
    api = mock()
    api.deploy()
    limits = {"apigateway.throttle.rate": 1, "apigateway.throttle.burst": 2}
    monkeypatch.setattr("course.cloud.front_door.throttling.value", limits.__getitem__)

    assert [200, 200, 429] == [api.ask("GET").status for _ in range(3)]


def test_more_than_ten_megabytes_are_too_long(mock):
    api = mock("POST")
    api.deploy()
    answer = api.ask("POST", "/", "x" * 10_485_761)

    assert (413, {"message": "Request Too Long"}) == (answer.status, answer.json())


def test_an_api_without_its_own_address_is_closed(new_api):
    api = new_api(disableExecuteApiEndpoint=True)
    api.method("GET", "/", MOCK)
    api.deploy()

    assert 403 == api.ask("GET").status


def test_refusals_can_be_worded_by_the_api(api, mock):
    api.client.put_gateway_response(
        restApiId=api.id,
        responseType="DEFAULT_4XX",
        responseTemplates={
            "application/json": '{"error": $context.error.messageString, "type": "$context.error.responseType"}'
        },
        responseParameters={"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"},
    )
    api.client.put_gateway_response(
        restApiId=api.id, responseType="MISSING_AUTHENTICATION_TOKEN", statusCode="404"
    )
    mock(apiKeyRequired=True)
    api.deploy()
    keyless, nowhere = api.ask("GET"), api.ask("GET", "/nowhere")

    assert (403, {"error": "Forbidden", "type": "INVALID_API_KEY"}, "*") == (
        keyless.status,
        keyless.json(),
        keyless.headers["Access-Control-Allow-Origin"],
    )
    assert (404, {"message": "Missing Authentication Token"}) == (nowhere.status, nowhere.json())


def test_an_account_that_starts_again_remembers_nothing():
    account, found = Account(), []
    for _ in range(2):
        with account:
            found.append(account.front_door.doors.buckets.take("a", 0.001, 1))

    assert [True, True] == found


def test_what_was_left_out_of_an_import_can_be_imported_later():
    with Account() as account:
        assert account.front_door

    assert sys.modules.get("rfc3987_syntax", "not imported") is not None
