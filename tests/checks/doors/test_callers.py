"""Programs and browsers before an API's door."""

from typing import Any

import pytest

from grader.checks.doors import Browser, ask

PORTAL = "https://portal.example"
GONE = "https://nobody.example"
ORIGIN = "Access-Control-Allow-Origin"
CREDENTIALS = "Access-Control-Allow-Credentials"
METHODS = "Access-Control-Allow-Methods"
HEADERS = "Access-Control-Allow-Headers"


@pytest.mark.parametrize("signed, status", [(True, 200), (False, 403), ("stranger", 403)])
def test_a_program_signs_with_keys_of_the_account_or_not(api: Any, signed: Any, status: int) -> None:
    api.mock("POST", "payments", authorizationType="AWS_IAM")
    api.deploy()

    assert status == ask(api.account, "POST", f"{api.url}/payments", {}, signed=signed).status


def test_a_host_that_nobody_has_answers_with_nothing(api: Any) -> None:
    assert 0 == ask(api.account, "GET", "https://abc.execute-api.us-east-1.amazonaws.com/prod").status


def test_the_gateway_s_reason_is_told_where_it_refuses(api: Any) -> None:
    api.proxy("POST", "payments", "echo")
    api.deploy()
    refused = ask(api.account, "GET", f"{api.url}/payments")

    assert (403, "Missing Authentication Token") == (refused.status, refused.reason)
    assert "" == ask(api.account, "POST", f"{api.url}/payments", {}).reason


@pytest.mark.parametrize(
    "function, status, failure",
    [("fails", 502, "function fails ended in LedgerError: the ledger is closed"), ("echo", 200, "")],
)
def test_what_the_function_behind_an_answer_ended_in_is_told(
    api: Any, function: str, status: int, failure: str
) -> None:
    api.proxy("POST", "payments", function)
    api.deploy()

    answer = ask(api.account, "POST", f"{api.url}/payments", {})

    assert (status, failure) == (answer.status, answer.failure)


def test_a_function_that_failed_on_somebody_elses_behalf_is_not_behind_an_answer(api: Any) -> None:
    api.proxy("POST", "payments", "echo")
    api.proxy("POST", "ledgers", "fails")
    api.method("POST", "claims", {"type": "HTTP_PROXY", "integrationHttpMethod": "POST", "uri": GONE})
    api.deploy()
    failed = ask(api.account, "POST", f"{api.url}/ledgers", {})

    answer = ask(api.account, "POST", f"{api.url}/claims", {})

    assert failed.failure
    assert (True, "") == (answer.status >= 500, answer.failure)


@pytest.mark.parametrize(
    "headers, credentials, blocked",
    [
        ({ORIGIN: PORTAL}, False, ""),
        ({ORIGIN: "*"}, False, ""),
        ({}, False, "the answer has no Access-Control-Allow-Origin"),
        ({ORIGIN: "https://other.example"}, False, "the answer allows the origin https://other.example"),
        ({ORIGIN: PORTAL}, True, "the answer does not allow credentials"),
        ({ORIGIN: "*", CREDENTIALS: "true"}, True, "the answer allows the origin *"),
        ({ORIGIN: PORTAL, CREDENTIALS: "true"}, True, ""),
    ],
    ids=str,
)
def test_a_browser_keeps_an_answer_back_that_is_not_for_its_page(
    api: Any, headers: dict[str, str], credentials: bool, blocked: str
) -> None:
    api.mock("GET", "payments", headers)
    api.deploy()
    answer = Browser(api.account, PORTAL, credentials=credentials).fetch("GET", f"{api.url}/payments")

    assert (200, blocked, True) == (answer.status, answer.blocked, answer.sent)


ALL = {ORIGIN: PORTAL, METHODS: "PUT", HEADERS: "content-type, Authorization,X-Amz-Date"}


@pytest.mark.parametrize(
    "verb, preflight, blocked",
    [
        ("PUT", ALL, ""),
        ("PUT", {**ALL, METHODS: "*"}, ""),
        ("POST", {**ALL, METHODS: "PUT"}, ""),
        ("PUT", {**ALL, METHODS: "POST"}, "the preflight does not allow PUT"),
        ("PUT", {**ALL, HEADERS: "*"}, "the preflight does not allow the header authorization"),
        ("PUT", {**ALL, HEADERS: "*,authorization"}, ""),
        ("PUT", {**ALL, HEADERS: ""}, "the preflight does not allow the header authorization"),
        (
            "PUT",
            {**ALL, ORIGIN: f"{PORTAL}.test"},
            f"the preflight allows the origin {PORTAL}.test",
        ),
    ],
    ids=str,
)
def test_a_browser_asks_beforehand_and_goes_by_what_it_is_told(
    api: Any, verb: str, preflight: dict[str, str], blocked: str
) -> None:
    api.mock(verb, "payments", {ORIGIN: PORTAL})
    api.mock("OPTIONS", "payments", preflight)
    api.deploy()
    answer = Browser(api.account, PORTAL).fetch(verb, f"{api.url}/payments", {"amount": 5}, signed=True)
    arrived = [span.name for span in api.account.trace.find(service="execute-api")]

    assert blocked == answer.blocked
    assert (not blocked, not blocked) == (answer.sent, f"{verb} /prod/payments" in arrived)


def test_a_preflight_that_is_refused_ends_the_matter(api: Any) -> None:
    api.mock("POST", "payments", {ORIGIN: "*"})
    api.deploy()
    answer = Browser(api.account, PORTAL).fetch("POST", f"{api.url}/payments", {"amount": 5})

    assert (403, False) == (answer.status, answer.sent)
    assert "" != answer.blocked


def test_plain_text_needs_no_preflight(api: Any) -> None:
    api.proxy("POST", "payments", "echo")
    api.deploy()
    Browser(api.account, PORTAL).fetch(
        "POST", f"{api.url}/payments", "paid", headers={"Content-Type": "text/plain"}
    )

    assert 1 == len(api.backends.calls)
