"""REST and HTTP APIs for tests, each made by a few calls of boto3."""

import json
from typing import Any

import pytest

REGION, OWNER = "us-east-1", "123456789012"
TRUST = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ]
}


class Api:
    """A REST API; every method is a call or two of boto3."""

    def __init__(self, lab: Any, **settings: Any) -> None:
        self.lab, self.account = lab, lab.account
        self.client = lab.account.client("apigateway")
        settings = {"name": "payments", **settings}
        made = self.client.create_rest_api(**settings)
        self.id, self.root = made["id"], made["rootResourceId"]
        self.resources = {"/": self.root}
        self.methods: set[tuple[str, str]] = set()

    def resource(self, path: str) -> str:
        """Return the id of a resource, made with its parents where it is not there."""
        if path not in self.resources:
            parent, _, part = path.rpartition("/")
            made = self.client.create_resource(
                restApiId=self.id, parentId=self.resource(parent or "/"), pathPart=part
            )
            self.resources[path] = made["id"]
        return self.resources[path]

    def method(
        self, verb: str, path: str, integration: dict[str, Any] | None = None, **settings: Any
    ) -> None:
        where = {"restApiId": self.id, "resourceId": self.resource(path), "httpMethod": verb}
        if (verb, path) in self.methods:
            self.client.delete_method(**where)
        self.methods.add((verb, path))
        self.client.put_method(**where, **{"authorizationType": "NONE", **settings})
        if integration is not None:
            self.client.put_integration(**where, **integration)

    def answers(
        self,
        verb: str,
        path: str,
        status: str = "200",
        *,
        method: dict[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        """Define a method response and the integration response that leads to it."""
        where = {"restApiId": self.id, "resourceId": self.resource(path), "httpMethod": verb}
        self.client.put_method_response(**where, statusCode=status, **(method or {}))
        self.client.put_integration_response(**where, statusCode=status, **settings)

    def proxy(self, verb: str, path: str, arn: str, **settings: Any) -> None:
        """Put a function behind a method, and let the API invoke it."""
        self.method(verb, path, proxy(arn), **settings)
        self.permit(arn)

    def permit(self, arn: str, source: str = "*/*/*") -> None:
        self.lab.lambda_.add_permission(
            FunctionName=arn,
            StatementId=self.account.new_id(),
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=f"arn:aws:execute-api:{REGION}:{OWNER}:{self.id}/{source}",
        )

    def deploy(self, stage: str = "prod", **settings: Any) -> str:
        return self.client.create_deployment(restApiId=self.id, stageName=stage, **settings)["id"]

    def stage(self, name: str = "prod", **operations: str) -> None:
        """Change a stage: the path of each operation with double underscores for its slashes."""
        self.patch({f"/{path.replace('__', '/')}": value for path, value in operations.items()}, name)

    def patch(self, operations: dict[str, str], stage: str = "prod") -> None:
        self.client.update_stage(
            restApiId=self.id,
            stageName=stage,
            patchOperations=[
                {"op": "replace", "path": path, "value": value} for path, value in operations.items()
            ],
        )

    def url(self, path: str = "/", stage: str = "prod") -> str:
        return f"https://{self.id}.execute-api.{REGION}.amazonaws.com/{stage}{path}"

    def ask(self, verb: str, path: str = "/", body: Any = "", stage: str = "prod", **parameters: Any) -> Any:
        """Send a request; a body that is no text goes as JSON."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.account.front_door.request(
            verb, self.url(path, stage), parameters.pop("headers", {}), text, **parameters
        )

    def role(self, name: str = "gateway") -> str:
        """Return the ARN of a role that API Gateway may assume."""
        return self.lab.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"][
            "Arn"
        ]


def proxy(arn: str) -> dict[str, Any]:
    """An integration of type AWS_PROXY."""
    return {"type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": invocations(arn)}


def invocations(arn: str) -> str:
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations"


@pytest.fixture
def api(lab: Any) -> Api:
    return Api(lab)


@pytest.fixture
def new_api(lab: Any) -> Any:
    """For tests that need an API with settings of its own, or two."""
    return lambda **settings: Api(lab, **settings)


@pytest.fixture
def forms() -> Any:
    """How integrations and their addresses are written."""
    return {"proxy": proxy, "invocations": invocations}
