"""What is told of a function that failed."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from course.cloud import Account
from grader.checks import last_failure

TRUST = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.fixture
def account() -> Iterator[Account]:
    with Account() as opened:
        trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
        opened.client("iam").create_role(RoleName="functions", AssumeRolePolicyDocument=trust)
        yield opened


@pytest.mark.parametrize(
    "source, said",
    [
        (
            "def handler(event, context):\n    return event['amount'] + 1\n",
            "function pay ended in KeyError: 'amount' (app.py, line 2: return event['amount'] + 1)",
        ),
        (
            "def handler(event, context)\n    return 1\n",
            "function pay ended in Runtime.UserCodeSyntaxError: Syntax error in module 'app': expected ':' (app.py, line 1)",
        ),
        (
            "import sys\n\ndef handler(event, context):\n    sys.exit(3)\n",
            "function pay ended in Runtime.ExitError: RequestId: ... Error: Runtime exited with error: exit status 3",
        ),
        (
            "def handler(event, context):\n    raise ValueError\n",
            "function pay ended in ValueError (app.py, line 2: raise ValueError)",
        ),
        ("def handler(event, context):\n    return 1\n", ""),
    ],
    ids=["raised", "no Python", "exited", "no words", "ran"],
)
def test_the_error_is_told_with_its_line(account, source, said) -> None:
    _deployed(account, "pay", source)

    account.client("lambda").invoke(FunctionName="pay", Payload=b"{}")

    told = last_failure(account.trace)
    request = told.partition("RequestId: ")[2].partition(" ")[0]
    assert said == (told.replace(request, "...") if request else told)


def test_the_last_of_several_failures_is_told(account) -> None:
    for name in ("first", "second"):
        _deployed(account, name, "def handler(event, context):\n    return 1 / 0\n")
        account.client("lambda").invoke(FunctionName=name, Payload=b"{}")

    assert last_failure(account.trace).startswith(
        "function second ended in ZeroDivisionError: division by zero"
    )


def test_what_a_scenario_does_to_a_function_is_not_its_failure(account) -> None:
    _deployed(account, "pay", "def handler(event, context):\n    return 1\n")
    account.faults.fail("lambda", "invocation", target="pay", error="BankClosed")

    struck = account.client("lambda").invoke(FunctionName="pay", Payload=b"{}")

    assert "FunctionError" in struck
    assert "" == last_failure(account.trace)


def test_a_function_that_a_scenario_only_slows_down_fails_by_itself(account) -> None:
    _deployed(account, "pay", "def handler(event, context):\n    return 1 / 0\n")
    account.faults.delay("lambda", "invocation", target="pay", seconds=1)

    account.client("lambda").invoke(FunctionName="pay", Payload=b"{}")

    assert last_failure(account.trace).startswith("function pay ended in ZeroDivisionError")


def test_a_long_error_is_cut_and_one_that_is_nonsense_does_no_harm(account) -> None:
    _deployed(account, "pay", "def handler(event, context):\n    raise ValueError('x' * 100_000)\n")
    account.client("lambda").invoke(FunctionName="pay", Payload=b"{}")
    span = account.trace.find(kind="invocation", service="lambda")[-1]
    long = last_failure(account.trace)

    span.detail["error"] = {"errorType": ["?"], "errorMessage": {"a": 1}, "stackTrace": "none"}

    assert len(long) < 1000
    assert "function pay ended in ['?']: {'a': 1}" == last_failure(account.trace)


def _deployed(account: Any, name: str, source: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo("app.py"), source)
    account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role="arn:aws:iam::123456789012:role/functions",
        Code={"ZipFile": content.getvalue()},
    )
