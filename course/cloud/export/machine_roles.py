"""What the role of a state machine has to allow: what its tasks call, its log, its traces.

https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
"""

from collections.abc import Iterator
from typing import Any

from course.cloud.inventory.machines import calls, holders
from course.cloud.request import resource_name

from .calls import called_in
from .draft import Draft
from .grants import Grants, prefix_of

__all__ = ["needed"]

_LOGGING = (
    "logs:CreateLogDelivery",
    "logs:CreateLogStream",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutLogEvents",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
_TRACING = (
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
)
# By this rule Step Functions hears of the end of what it waits for.
_HEARING = "rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"


def needed(draft: Draft, arn: str, properties: dict[str, Any]) -> Grants:
    """Return what a state machine needs, by its definition and by its properties in the template."""
    grants = Grants()
    for service, action, pattern, resource in _tasks(draft, arn):
        for each in _seen(draft, arn, service, action) if resource.startswith("service:") else [resource]:
            _grant(draft, grants, arn, (service, action, pattern), each)
    if "LoggingConfiguration" in properties:
        grants.allow("*", *_LOGGING)
    if "TracingConfiguration" in properties:
        grants.allow("*", *_TRACING)
    kept = draft.world.state_machines()
    if kept and _distributed(kept.machines[arn].revision.definition.definition):
        grants.allow(arn, "states:StartExecution")
        children = f"{arn.replace(':stateMachine:', ':execution:')}:*"
        grants.allow(children, "states:DescribeExecution", "states:StopExecution")
    return grants


def _tasks(draft: Draft, arn: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (service, action, pattern, id of what is meant) of everything that a state calls."""
    service = draft.world.state_machines()
    machine = service.machines[arn] if service else None
    for _, holder, field in holders(machine) if machine else ():
        for resource, target in calls(draft.world, holder, field):
            if resource.kind == "activity":
                continue
            service_name = resource.service or "lambda"
            yield service_name, resource.action or "invoke", resource.pattern, target


def _seen(draft: Draft, machine: str, service: str, action: str) -> list[str]:
    """Return what a task was about that leaves it to its input: what was seen, else the service as a whole."""
    found = [
        resource
        for asked, operation, resource in called_in(draft, resource_name(machine))
        if (prefix_of(asked), operation.lower()) == (prefix_of(service), action.lower()) and resource != "*"
    ]
    return found or [f"service:{service}"]


def _grant(draft: Draft, grants: Grants, machine: str, call: tuple[str, str, str], target: str) -> None:
    service, action, pattern = call
    if service == "http":
        if target.startswith("arn:"):
            grants.allow(target, "events:RetrieveConnectionCredentials")
            if known := draft.known.get(target):
                secret = {"Fn::GetAtt": [known.logical, "SecretArn"]}
                reading = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
                grants.further.append({"Effect": "Allow", "Action": reading, "Resource": secret})
        else:
            grants.further.append(_calling(machine, target))
        return
    if service == "apigateway":
        api = draft.arn("execute-api", f"{target.rpartition('/')[2]}/*")
        grants.allow("*" if target.startswith("service:") else api, "execute-api:Invoke")
        return
    grants.call(
        service,
        action,
        f"{target}:*" if target.startswith("arn:aws:lambda:") and _is_published(draft, target) else target,
    )
    if target.startswith("arn:aws:lambda:"):
        grants.allow(target, "lambda:InvokeFunction")
    if pattern.startswith("sync"):
        if service == "states" and target.startswith("arn:"):
            executions = f"{target.replace(':stateMachine:', ':execution:')}:*"
            grants.allow(executions, "states:DescribeExecution", "states:StopExecution")
        grants.allow(
            draft.arn("events", _HEARING), "events:DescribeRule", "events:PutRule", "events:PutTargets"
        )


def _calling(machine: str, endpoint: str) -> dict[str, Any]:
    """Calls over HTTP are a permission on the state machine itself, for one address where that is known."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Action": "states:InvokeHTTPEndpoint",
        "Resource": machine,
    }
    if not endpoint.startswith("service:"):
        statement["Condition"] = {"StringEquals": {"states:HTTPEndpoint": endpoint}}
    return statement


def _is_published(draft: Draft, function: str) -> bool:
    """Tell whether a function has versions or aliases, which are resources of their own to IAM."""
    return any(
        node.id == function and node.detail.keys() & {"aliases", "versions"} for node in draft.inventory.nodes
    )


def _distributed(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_distributed, node))
    if not isinstance(node, dict):
        return False
    mode = node.get("ProcessorConfig")
    return (isinstance(mode, dict) and mode.get("Mode") == "DISTRIBUTED") or any(
        map(_distributed, node.values())
    )
