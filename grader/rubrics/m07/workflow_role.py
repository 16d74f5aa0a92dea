"""What a workflow's role may do: the lab lets every call pass, AWS does not, so its policy is read."""

from collections.abc import Iterable, Iterator
from typing import Any

from course.cloud.policies import IDENTITY, Asked, Policy, decide, policy, principal_of
from grader.checks import Finding
from grader.rubrics.insurer import ACCOUNT

__all__ = ["INVOKE", "admits", "function_arn", "too_little", "too_much"]

INVOKE = "lambda:InvokeFunction"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/workflow-role"
WANTED = "it may invoke the functions that the workflow calls, and nothing else"


def function_arn(name: str) -> str:
    """Return the ARN of a function of the lab's account."""
    return f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name}"


def admits(document: Any, action: str, resource: str) -> bool:
    """Tell whether a role with this policy may do something. A malformed policy allows nothing."""
    return _allowed(policy("permissions", IDENTITY, document), action, resource)


def too_little(document: Any, functions: Iterable[str]) -> Iterator[Finding]:
    """Find each of these functions that a role with this policy may not invoke."""
    read = policy("permissions", IDENTITY, document)
    if read.problem:
        yield Finding("`permissions`", {"policy": document}, read.problem, "a policy that AWS accepts")
        return
    for name in functions:
        if not _allowed(read, INVOKE, function_arn(name)):
            asked = {"action": INVOKE, "resource": function_arn(name)}
            yield Finding(
                "`permissions`", asked, "refused: no statement allows it", "allowed: the workflow calls it"
            )


def too_much(document: Any, functions: Iterable[str], others: Iterable[str]) -> Iterator[Finding]:
    """Find the first call that a role with this policy may make, and that the workflow does not."""
    read = policy("permissions", IDENTITY, document)
    for action, resource in _uninvited(list(functions), list(others)):
        if _allowed(read, action, resource):
            asked = {"action": action, "resource": resource}
            yield Finding("`permissions`", asked, "allowed", f"refused: {WANTED}")
            return


def _uninvited(functions: list[str], others: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((INVOKE, function_arn(name)) for name in others)
    yield from ((INVOKE, function_arn(name).replace(ACCOUNT, "999999999999")) for name in functions)
    for action in (
        "lambda:DeleteFunction",
        "lambda:UpdateFunctionCode",
        "lambda:GetFunction",
        "lambda:InvokeAsync",
    ):
        yield from ((action, function_arn(name)) for name in functions)
    yield "dynamodb:PutItem", f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/outbox"
    yield "sqs:SendMessage", f"arn:aws:sqs:us-east-1:{ACCOUNT}:customer-q"
    yield "states:StartExecution", f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:another"
    yield "iam:PassRole", ROLE


def _allowed(read: Policy, action: str, resource: str) -> bool:
    return decide(Asked(principal_of(ROLE), action, resource), [read], ACCOUNT).allowed
