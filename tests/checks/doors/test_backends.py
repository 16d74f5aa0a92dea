"""Functions behind an API that are callables of the check."""

from typing import Any

from course.cloud import Account
from grader.checks.doors import ask


def test_a_function_is_the_callable_of_its_name_and_calls_are_kept(api: Any) -> None:
    api.proxy("POST", "payments", "echo")
    api.deploy()
    answer = ask(api.account, "POST", f"{api.url}/payments", {"amount": 5})
    (call,) = api.backends.calls

    assert (200, {"amount": 5}) == (answer.status, answer.document)
    assert ("echo", "/payments", 200) == (call.name, call.event["path"], call.returned["statusCode"])


def test_a_failure_has_type_message_and_stack_as_lambda_tells_them(api: Any) -> None:
    api.proxy("POST", "payments", "fails", "AWS")
    api.deploy()
    document = ask(api.account, "POST", f"{api.url}/payments", {}).document
    document.pop("requestId", None)

    assert {
        "errorMessage": "the ledger is closed",
        "errorType": "LedgerError",
        "stackTrace": ["line 1"],
    } == document


def test_an_answer_may_be_what_runs_in_a_function(api: Any, actors: Any, bench: Any) -> None:
    actors["yours"] = lambda event: bench.answers["handler"](event, None)
    api.proxy("POST", "payments", "yours")
    api.deploy()

    assert "PAID" == ask(api.account, "POST", f"{api.url}/payments", "paid").text


def test_what_an_answer_raises_is_kept_and_the_client_gets_a_bad_gateway(
    api: Any, actors: Any, bench: Any
) -> None:
    actors["yours"] = lambda _: bench.answers["handler"](None, None)
    api.proxy("POST", "payments", "yours")
    api.deploy()
    answer = ask(api.account, "POST", f"{api.url}/payments", {})
    (call,) = api.backends.calls

    assert (502, "TypeError") == (answer.status, call.error.raised.type)


def test_a_function_that_is_not_in_the_cast_fails(api: Any) -> None:
    api.proxy("GET", "payments", "nobody")
    api.deploy()

    assert 502 == ask(api.account, "GET", f"{api.url}/payments").status


def test_accounts_of_others_run_their_own_code(api: Any) -> None:
    with Account() as other:
        assert "course.runtime" in type(other.functions.worker).__module__
    assert "course.runtime" not in type(api.account.functions.worker).__module__
