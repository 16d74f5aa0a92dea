"""APIs of the account as tasks, through whatever the account has as its front door."""

import pytest

HOST = "api.execute-api.us-east-1.amazonaws.com"


class FrontDoor:
    """Remembers what it was asked and answers what it is told to."""

    def __init__(self):
        self.asked, self.answer = [], (200, {"Content-Type": "application/json"}, '{"sum": 3}')

    def send(self, method, url, headers, body, *, signed=False):
        self.asked.append((method, url, headers, body, signed))
        return self.answer


@pytest.fixture
def door(account):
    account.front_door = FrontDoor()
    return account.front_door


def test_a_stage_is_called_and_its_answer_is_the_result(tasks, door):
    found = tasks.result(
        "apigateway:invoke",
        {
            "ApiEndpoint": HOST,
            "Method": "GET",
            "Stage": "prod",
            "Path": "/bills/ä",
            "QueryParameters": {"id": ["1", "2"]},
            "Headers": {"lang": ["de", "en"]},
        },
    )

    assert [
        ("GET", f"https://{HOST}/prod/bills/%C3%A4?id=1&id=2", {"lang": "de,en"}, "", False)
    ] == door.asked
    assert {
        "Headers": {"Content-Type": ["application/json"]},
        "ResponseBody": {"sum": 3},
        "StatusCode": 200,
        "StatusText": "OK",
    } == found


@pytest.mark.parametrize(
    "asked, body",
    [
        ({"RequestBody": {"a": None, "b": [{"c": None}]}}, '{"b":[{}]}'),
        ({"RequestBody": {"a": None}, "AllowNullValues": True}, '{"a":null}'),
        ({"RequestBody": "text"}, '"text"'),
        ({}, ""),
    ],
)
def test_a_body_is_sent_as_json_without_what_is_null(tasks, door, asked, body):
    tasks.result("apigateway:invoke", {"ApiEndpoint": HOST, "Method": "POST", **asked})

    assert body == door.asked[0][3]


def test_a_role_signs_the_request(tasks, door):
    tasks.result("apigateway:invoke", {"ApiEndpoint": HOST, "Method": "GET", "AuthType": "IAM_ROLE"})

    assert door.asked[0][4]


def test_an_answer_that_is_no_success_is_an_error_by_its_number(tasks, door):
    door.answer = (403, {}, '{"message":"Missing Authentication Token"}')
    asked = {"ApiEndpoint": HOST, "Method": "GET"}

    assert ("ApiGateway.403", '{"message":"Missing Authentication Token"}') == tasks.error(
        "apigateway:invoke", asked
    )


def test_a_header_of_the_service_s_own_cannot_be_set(tasks, door):
    asked = {"ApiEndpoint": HOST, "Method": "GET", "Headers": {"Host": ["x"]}}
    error, cause = tasks.error("apigateway:invoke", asked)

    assert ("States.Runtime", []) == (error, door.asked)
    assert "The header 'Host' cannot be set" in cause


def test_a_host_that_nobody_knows(tasks):
    error, _ = tasks.error("apigateway:invoke", {"ApiEndpoint": HOST, "Method": "GET"})

    assert "ApiGateway.SdkClientException" == error
