"""Partners' HTTP APIs as tasks."""

import base64
import json

import boto3
import pytest

URL = "https://api.bank.example/payments"


class Bank:
    """A partner that remembers what it was asked and answers what it is told to."""

    def __init__(self, account):
        self.asked, self.status, self.text, self.seconds = [], 200, '{"paid": true}', 0.0
        self._account = account
        account.endpoint(URL, self.answer)

    def answer(self, request):
        self.asked.append(request)
        self._account.clock.sleep(self.seconds)
        return self.status, self.text


@pytest.fixture
def bank(account):
    return Bank(account)


@pytest.fixture
def connect(account):
    del account

    def connect(kind="API_KEY", **parameters):
        key = {"ApiKeyAuthParameters": {"ApiKeyName": "x-key", "ApiKeyValue": "secret"}}
        made = boto3.client("events").create_connection(
            Name="bank",
            AuthorizationType=kind,
            AuthParameters={**({} if kind != "API_KEY" else key), **parameters},
        )
        return {"ConnectionArn": made["ConnectionArn"]}

    return connect


def _asked(connection, **more):
    return {"ApiEndpoint": URL, "Method": "POST", "Authentication": connection, **more}


def test_a_request_goes_to_the_partner_and_its_answer_is_the_result(tasks, bank, connect):
    found = tasks.result("http:invoke", _asked(connect(), RequestBody={"sum": 3}))
    [request] = bank.asked

    assert ("POST", URL, '{"sum":3}') == (request["method"], request["url"], request["body"])
    assert {
        "User-Agent": "Amazon|StepFunctions|HttpInvoke|us-east-1",
        "Range": "bytes=0-262144",
        "Content-Type": "application/json; charset=UTF-8",
        "x-key": "secret",
    } == request["headers"]
    assert ({"paid": True}, 200, "OK") == (found["ResponseBody"], found["StatusCode"], found["StatusText"])
    assert ["application/json"] == found["Headers"]["content-type"]


def test_the_connection_may_stand_in_either_field(tasks, bank, connect):
    connection = connect()
    tasks.result("http:invoke", {"ApiEndpoint": URL, "Method": "GET", "InvocationConfig": connection})

    assert [("GET", "")] == [(request["method"], request["body"]) for request in bank.asked]


def test_a_name_and_a_password(tasks, bank, connect):
    basic = connect("BASIC", BasicAuthParameters={"Username": "shop", "Password": "pw"})
    tasks.result("http:invoke", _asked(basic))

    assert "Basic " + base64.b64encode(b"shop:pw").decode() == bank.asked[0]["headers"]["Authorization"]


def test_a_token_is_asked_for_first(tasks, bank, connect, account):
    account.endpoint("https://login.bank.example/token", lambda _: (200, '{"access_token": "t1"}'))
    oauth = {
        "ClientParameters": {"ClientID": "shop", "ClientSecret": "pw"},
        "AuthorizationEndpoint": "https://login.bank.example/token",
        "HttpMethod": "POST",
    }
    tasks.result("http:invoke", _asked(connect("OAUTH_CLIENT_CREDENTIALS", OAuthParameters=oauth)))

    assert "Bearer t1" == bank.asked[0]["headers"]["Authorization"]


def test_no_token_is_an_error_of_the_connection(tasks, bank, connect):
    oauth = {
        "ClientParameters": {"ClientID": "shop", "ClientSecret": "pw"},
        "AuthorizationEndpoint": "https://login.bank.example/token",
        "HttpMethod": "POST",
    }
    asked = _asked(connect("OAUTH_CLIENT_CREDENTIALS", OAuthParameters=oauth))

    assert "Events.ConnectionResource.InvalidConnectionState" == tasks.error("http:invoke", asked)[0]
    assert [] == bank.asked


def test_the_connection_s_parameters_win(tasks, bank, connect):
    connection = connect(
        InvocationHttpParameters={
            "HeaderParameters": [{"Key": "shop", "Value": "theirs"}],
            "QueryStringParameters": [{"Key": "page", "Value": "theirs"}],
            "BodyParameters": [{"Key": "shop", "Value": "theirs"}],
        }
    )
    own = {"Headers": {"shop": "ours", "lang": "de"}, "QueryParameters": {"page": "ours", "size": 3}}
    tasks.result("http:invoke", _asked(connection, **own, RequestBody={"shop": "ours", "sum": 3}))
    [request] = bank.asked

    assert f"{URL}?page=theirs&size=3" == request["url"]
    assert {"shop": "theirs", "sum": 3} == json.loads(request["body"])
    assert ("theirs", "de") == (request["headers"]["shop"], request["headers"]["lang"])


def test_a_text_cannot_be_merged_with_the_connection_s_body(tasks, bank, connect):
    body = {"BodyParameters": [{"Key": "shop", "Value": "theirs"}]}
    error, _ = tasks.error("http:invoke", _asked(connect(InvocationHttpParameters=body), RequestBody="text"))

    assert ("States.Runtime", []) == (error, bank.asked)


@pytest.mark.parametrize(
    "options, encoded",
    [
        ({}, "a%5B0%5D=1&a%5B1%5D=x%20y&b%5Bc%5D=true"),
        ({"ArrayFormat": "INDICES"}, "a%5B0%5D=1&a%5B1%5D=x%20y&b%5Bc%5D=true"),
        ({"ArrayFormat": "REPEAT"}, "a=1&a=x%20y&b%5Bc%5D=true"),
        ({"ArrayFormat": "COMMAS"}, "a=1%2Cx%20y&b%5Bc%5D=true"),
        ({"ArrayFormat": "BRACKETS"}, "a%5B%5D=1&a%5B%5D=x%20y&b%5Bc%5D=true"),
    ],
)
def test_a_body_can_be_sent_as_a_form(tasks, bank, connect, options, encoded):
    transform = {"RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": options}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = {"a": [1, "x y"], "b": {"c": True}}
    tasks.result("http:invoke", _asked(connect(), Headers=headers, RequestBody=body, Transform=transform))

    assert encoded == bank.asked[0]["body"]


@pytest.mark.parametrize(
    "status, cause", [(404, "Not Found"), (429, "Too Many Requests"), (503, "Service Unavailable")]
)
def test_an_answer_that_is_no_success_is_an_error_by_its_number(tasks, bank, connect, status, cause):
    bank.status = status

    assert (f"States.Http.StatusCode.{status}", cause) == tasks.error("http:invoke", _asked(connect()))


def test_such_an_error_can_be_tried_again(tasks, bank, connect, account):
    bank.status = 503
    retry = {"ErrorEquals": ["States.Http.StatusCode.503"], "IntervalSeconds": 60}
    arn = tasks.start("http:invoke", _asked(connect()), Retry=[retry])
    account.clock.advance(30)
    bank.status = 200
    account.settle()

    assert ("SUCCEEDED", 2) == (tasks.described(arn)["status"], len(bank.asked))


def test_an_answer_that_does_not_come_within_a_minute(tasks, bank, connect, account):
    bank.seconds = 90
    error, _ = tasks.error("http:invoke", _asked(connect()))
    [call], [invocation] = (account.trace.find(kind=kind, service="http") for kind in ("call", "invocation"))

    assert "States.Http.Socket" == error
    assert (60, "error") == (round(call.end - call.start), call.status)
    assert (90, "ok", call.id) == (
        round(invocation.end - invocation.start),
        invocation.status,
        invocation.cause,
    )


def test_a_host_that_nobody_knows(tasks, connect):
    assert "States.Http.Socket" == tasks.error("http:invoke", _asked(connect()))[0]


def test_a_connection_that_is_not_there(tasks, bank):
    arn = "arn:aws:events:us-east-1:123456789012:connection/none/1"
    error, _ = tasks.error("http:invoke", _asked({"ConnectionArn": arn}))

    assert ("Events.ConnectionResource.ResourceNotFound", []) == (error, bank.asked)


@pytest.mark.parametrize(
    "asked, reason",
    [
        ({"Headers": {"Authorization": "x"}}, "The header 'Authorization' cannot be set"),
        ({"Headers": {"X-Amz-Date": "x"}}, "The header 'X-Amz-Date' cannot be set"),
        (
            {"Transform": {"RequestBodyEncoding": "XML"}, "RequestBody": {}},
            "The value of the field 'Transform'",
        ),
        ({"ApiEndpoint": "api.bank.example"}, "The value for the field 'ApiEndpoint' must be a URL"),
        ({"Headers": ["x"]}, "The value of the field 'Headers' has an invalid format"),
        ({"Body": {}}, "The field 'Body' is not supported by Step Functions"),
        ({"Method": "FETCH"}, "The value for the field 'Method' must be one of GET, POST"),
    ],
)
def test_a_request_that_cannot_be_made(tasks, bank, connect, asked, reason):
    error, cause = tasks.error("http:invoke", _asked(connect(), **asked))

    assert ("States.Runtime", []) == (error, bank.asked)
    assert reason in cause


def test_a_text_is_answered_as_a_text(tasks, bank, connect):
    bank.text = "thank you"
    found = tasks.result("http:invoke", _asked(connect(), RequestBody="please"))

    assert ("please", "thank you") == (bank.asked[0]["body"], found["ResponseBody"])
