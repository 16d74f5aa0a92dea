"""Checks of APIs that a learner built: what they serve, what is behind them, and who gets in.

- `backends`: functions that a rubric scripts, or that an answer delivers, behind any API of one account
- `served`: the routes of an API, as it is now and as a stage serves it; what was changed since the deployment
- `callers`: a program and a browser that send requests to the account's front door, and what comes of it

Knows no exercise. A rubric reads like this:

    backends = Backends({"payments": lambda event: {"statusCode": 200}})
    with backends.account(bench) as account:
        arn = new_function(account, "payments")
        ...
        answer = ask(account, "POST", f"{url}/payments", {"amount": 5})
"""

from .backends import Backends, Failed, Handled, new_function
from .callers import Asked, Browser, ask
from .served import Route, apis, deployments, invoke_url, routes, served, stages, undeployed

__all__ = [
    "Asked",
    "Backends",
    "Browser",
    "Failed",
    "Handled",
    "Route",
    "apis",
    "ask",
    "deployments",
    "invoke_url",
    "new_function",
    "routes",
    "served",
    "stages",
    "undeployed",
]
