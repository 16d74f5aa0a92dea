"""Operations about how much may run at once, and about functions that go round in a circle.

https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html,
https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html
"""

from typing import Any

from course.facts import value

from .asked import Asked
from .concurrency import reserve, unreserved
from .refusing import RefusedError

__all__ = ["account_settings", "get_recursion", "put_concurrency", "put_recursion"]


def put_concurrency(asked: Asked) -> dict[str, Any]:
    """Reserve a share of the account's concurrency for one function. Raises RefusedError."""
    share = int(asked.parameters["ReservedConcurrentExecutions"])
    if refusal := reserve(asked.backend, asked.name, share):
        raise RefusedError(refusal)
    return {"ReservedConcurrentExecutions": share}


def account_settings(asked: Asked) -> dict[str, Any]:
    """Return the account's limits and what it uses."""
    functions = list(asked.backend.list_functions())
    return {
        "AccountLimit": {
            "ConcurrentExecutions": value("lambda.concurrency"),
            "UnreservedConcurrentExecutions": unreserved(asked.backend),
        },
        "AccountUsage": {
            "FunctionCount": len(functions),
            "TotalCodeSize": sum(int(each.code_size) for each in functions),
        },
    }


def put_recursion(asked: Asked) -> dict[str, Any]:
    """Say whether a function may be part of a loop."""
    function: Any = asked.backend.get_function(asked.name)
    function.recursive_loop = asked.parameters["RecursiveLoop"]
    return {"RecursiveLoop": function.recursive_loop}


def get_recursion(asked: Asked) -> dict[str, Any]:
    """Tell whether a function may be part of a loop."""
    function = asked.backend.get_function(asked.name)
    return {"RecursiveLoop": getattr(function, "recursive_loop", "Terminate")}
