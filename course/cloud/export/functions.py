"""Functions, layers, versions and aliases, and what becomes of asynchronous invocations."""

from typing import Any

from course.cloud.inventory import Node

from . import code
from .calls import called_by
from .draft import Draft, pick
from .grants import Grants, add_role

__all__ = ["add", "add_layers"]

_BASIC = "service-role/AWSLambdaBasicExecutionRole"
_TRACED = "AWSXRayDaemonWriteAccess"
_SETTINGS = ("Description", "EphemeralStorage", "Handler", "MemorySize", "Runtime", "Timeout")
# Sending there, in the words of IAM.
_SENDING = {
    "events": "events:PutEvents",
    "lambda": "lambda:InvokeFunction",
    "s3": "s3:PutObject",
    "sns": "sns:Publish",
    "sqs": "sqs:SendMessage",
}


def add_layers(draft: Draft) -> None:
    """Add the layers that a function uses, each in the version that is used."""
    kept = draft.world.backend("lambda")
    used = {
        layer["Arn"]
        for function in draft.reader.every("lambda", "list_functions", "Functions")
        for layer in function.get("Layers") or ()
    }
    for arn in sorted(used):
        version = kept.layers_versions_by_arn(arn)
        name, number = arn.split(":")[-2:]
        content = code.place(draft, f"{name}-{number}", version.code_bytes)
        told = {
            "CompatibleRuntimes": version.compatible_runtimes,
            "Description": version.description,
            "LayerName": name,
        }
        sam = draft.format == "sam"
        draft.add(
            draft.logical(name, "Layer"),
            "AWS::Serverless::LayerVersion" if sam else "AWS::Lambda::LayerVersion",
            {**pick(told, *told), ("ContentUri" if sam else "Content"): content},
            {arn: ""},
            as_text=False,
        )


def add(draft: Draft) -> None:
    """Add every function with its role, its versions and aliases."""
    for node in draft.inventory.nodes:
        if node.kind == "function":
            _add(draft, node)


def _add(draft: Draft, node: Node) -> None:
    found = draft.reader.get("lambda", "get_function", FunctionName=node.name)
    settings = found["Configuration"]
    logical = draft.logical(node.name, "Function")
    properties: dict[str, Any] = {"FunctionName": node.name, **pick(settings, *_SETTINGS)}
    if settings.get("Architectures", ["x86_64"]) != ["x86_64"]:
        properties["Architectures"] = settings["Architectures"]
    if variables := (settings.get("Environment") or {}).get("Variables"):
        properties["Environment"] = {"Variables": variables}
    if layers := settings.get("Layers"):
        properties["Layers"] = [layer["Arn"] for layer in layers]
    if found.get("Concurrency"):
        properties["ReservedConcurrentExecutions"] = found["Concurrency"]["ReservedConcurrentExecutions"]
    traced = (settings.get("TracingConfig") or {}).get("Mode") == "Active"
    sam = draft.format == "sam"
    if traced:
        properties |= {"Tracing": "Active"} if sam else {"TracingConfig": {"Mode": "Active"}}
    if queue := (settings.get("DeadLetterConfig") or {}).get("TargetArn"):
        kind = "SQS" if ":sqs:" in queue else "SNS"
        properties |= (
            {"DeadLetterQueue": {"Type": kind, "TargetArn": queue}}
            if sam
            else {"DeadLetterConfig": {"TargetArn": queue}}
        )
    properties |= _code(draft, node.name, settings)
    managed = [_BASIC, _TRACED] if traced else [_BASIC]
    properties["Role"] = add_role(draft, logical, "lambda.amazonaws.com", _grants(draft, node), managed)
    kind = "AWS::Serverless::Function" if sam else "AWS::Lambda::Function"
    draft.add(logical, kind, properties, {node.id: "Arn", f"{node.id}:$LATEST": "Arn"})
    draft.outputs[f"{logical}Arn"] = {"Value": {"Fn::GetAtt": [logical, "Arn"]}}
    _versions(draft, node, logical)
    _endings(draft, node, logical)


def _code(draft: Draft, name: str, settings: dict[str, Any]) -> dict[str, Any]:
    kept = draft.world.backend("lambda").get_function(name)
    if settings.get("PackageType") == "Image":
        draft.note(f"function {name}: its image; push one to a registry, and name it here")
        image = kept.code.get("ImageUri", "")
        at = {"ImageUri": image} if draft.format == "sam" else {"Code": {"ImageUri": image}}
        return {"PackageType": "Image", **at}
    if draft.format == "sam":
        return {"CodeUri": code.place(draft, name, kept.code_bytes)}
    if short := code.inline(kept.code_bytes, settings["Handler"]):
        program, handler = short
        return {"Handler": handler, "Code": {"ZipFile": program}}
    return {"Code": code.place(draft, name, kept.code_bytes)}


def _grants(draft: Draft, node: Node) -> Grants:
    """What it is wired to, and what its code was seen to call."""
    grants = Grants()
    for edge in draft.inventory.edges:
        if edge.source == node.id and edge.kind in {"dead-letter", "destination"}:
            service = edge.target.split(":")[2]
            grants.allow(f"{edge.target}/*" if service == "s3" else edge.target, _SENDING[service])
        if edge.target == node.id and edge.kind == "invocation" and ":sqs:" in edge.source:
            grants.allow(edge.source, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
        if edge.target == node.id and edge.kind == "invocation" and ":dynamodb:" in edge.source:
            streams = f"{edge.source}/stream/*"
            reading = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
            grants.allow(streams, *reading, "dynamodb:ListStreams")
    for service, operation, resource in called_by(draft, node.name):
        grants.call(service, operation, resource)
    return grants


def _versions(draft: Draft, node: Node, logical: str) -> None:
    """A template publishes one version, of what the function is when it is deployed."""
    versions, aliases = node.detail.get("versions", []), node.detail.get("aliases", {})
    if not versions:
        for name in aliases:
            draft.add(
                draft.logical(node.name, name, "Alias"),
                "AWS::Lambda::Alias",
                {"FunctionName": {"Ref": logical}, "FunctionVersion": "$LATEST", "Name": name},
                {f"{node.id}:{name}": ""},
            )
        return
    addresses = {f"{node.id}:{number}": "" for number in versions}
    version = draft.add(
        draft.logical(node.name, "Version"),
        "AWS::Lambda::Version",
        {"FunctionName": {"Ref": logical}},
        addresses,
        as_text=False,
    )
    if len(versions) > 1 or any(len(each) > 1 for each in aliases.values()):
        draft.note(
            f"function {node.name}: versions but the last, and aliases that share calls between versions"
        )
    for name, routes in aliases.items():
        number = "$LATEST" if routes == ["$LATEST"] else {"Fn::GetAtt": [version, "Version"]}
        draft.add(
            draft.logical(node.name, name, "Alias"),
            "AWS::Lambda::Alias",
            {"FunctionName": {"Ref": logical}, "FunctionVersion": number, "Name": name},
            {f"{node.id}:{name}": ""},
        )


def _endings(draft: Draft, node: Node, logical: str) -> None:
    listing = "list_function_event_invoke_configs"
    for each in draft.reader.every("lambda", listing, "FunctionEventInvokeConfigs", FunctionName=node.name):
        qualifier = each["FunctionArn"].removeprefix(f"{node.id}:")
        properties: dict[str, Any] = {
            "FunctionName": {"Ref": logical},
            "Qualifier": qualifier,
            **pick(each, "DestinationConfig", "MaximumEventAgeInSeconds"),
        }
        if each.get("MaximumRetryAttempts") is not None:
            properties["MaximumRetryAttempts"] = each["MaximumRetryAttempts"]
        if "DestinationConfig" in properties:
            properties["DestinationConfig"] = {
                side: told
                for side, told in properties["DestinationConfig"].items()
                if told.get("Destination")
            }
        alias = draft.known.get(each["FunctionArn"])
        depends = [alias.logical] if alias and alias.logical != logical else []
        draft.add(
            draft.logical(node.name, qualifier, "AsynchronousInvocation"),
            "AWS::Lambda::EventInvokeConfig",
            properties,
            depends=depends,
        )
