"""An API in front of functions that a test scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.checks import Bench, Exercise, Part
from grader.checks.doors import Backends, Failed, invoke_url, new_function

MOCK = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}


class Api:
    """A REST API of a running account; `backends` are its functions."""

    def __init__(self, account: Any, backends: Backends) -> None:
        self.account, self.backends = account, backends
        self.client = account.client("apigateway")
        made = self.client.create_rest_api(name="insurance")
        self.id, self.root = made["id"], made["rootResourceId"]
        self.url = invoke_url(account, self.id, "prod")

    def proxy(self, verb: str, part: str, function: str, kind: str = "AWS_PROXY") -> None:
        """Put a function behind a verb at a new resource."""
        arn = new_function(self.account, function)
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
        self.method(verb, part, {"type": kind, "integrationHttpMethod": "POST", "uri": uri})

    def method(
        self,
        verb: str,
        part: str,
        integration: dict[str, Any],
        headers: dict[str, str] | None = None,
        **settings: Any,
    ) -> None:
        """Add a method at a resource below the root; `headers` are those of its one answer, 200."""
        found = self.client.get_resources(restApiId=self.id)["items"]
        known = {each.get("pathPart"): each["id"] for each in found}
        resource = (
            known.get(part)
            or self.client.create_resource(restApiId=self.id, parentId=self.root, pathPart=part)["id"]
        )
        place = {"restApiId": self.id, "resourceId": resource, "httpMethod": verb}
        named = {f"method.response.header.{name}": f"'{text}'" for name, text in (headers or {}).items()}
        self.client.put_method(**place, **{"authorizationType": "NONE", **settings})
        self.client.put_integration(**place, **integration)
        self.client.put_method_response(
            **place, statusCode="200", responseParameters=dict.fromkeys(named, False)
        )
        self.client.put_integration_response(**place, statusCode="200", responseParameters=named)

    def mock(self, verb: str, part: str, headers: dict[str, str] | None = None, **settings: Any) -> None:
        """Add a method with nothing behind it."""
        self.method(verb, part, MOCK, headers, **settings)

    def deploy(self, stage: str = "prod") -> None:
        """Deploy the API."""
        self.client.create_deployment(restApiId=self.id, stageName=stage)


@pytest.fixture
def bench() -> Bench:
    """A bench whose one answer says to whom it was called, and fails for nobody."""
    exercise = Exercise("m96.e2", "Doors", ("handler",), (Part("works", 10, "B", lambda _: ()),), hints=())

    def handler(event: Any, _: Any) -> dict[str, Any]:
        return {"statusCode": 200, "body": event["body"].upper()}

    return Bench(exercise, {"handler": handler}, learner_id="tests", grading=False)


@pytest.fixture
def actors() -> dict[str, Callable[[Any], Any]]:
    """What runs in the functions: tests put theirs here before they ask for `api`."""

    def fails(_: Any) -> Any:
        raise Failed("LedgerError", "the ledger is closed", ("line 1",))

    return {"echo": lambda event: {"statusCode": 200, "body": event["body"]}, "fails": fails}


@pytest.fixture
def api(bench: Bench, actors: dict[str, Callable[[Any], Any]]) -> Iterator[Api]:
    """An API without a method, in an account of its own."""
    backends = Backends(actors)
    with backends.account(bench) as account:
        yield Api(account, backends)
