"""Puts the template together, and writes it down with the programs of the functions."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.cloud.inventory import take
from course.cloud.inventory.world import World

from . import (
    alarms,
    buckets,
    connections,
    functions,
    http_apis,
    log_groups,
    machines,
    mappings,
    permissions,
    queues,
    rest_apis,
    rules,
    schedules,
    tables,
    topics,
    usage_plans,
)
from .draft import Draft
from .reader import Reader, unseen
from .references import resolve
from .yaml_text import to_yaml

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["ExportError", "export", "export_to"]

FORMATS = ("sam", "cloudformation")
SYNTAXES = ("yaml", "json")
_SAM = "AWS::Serverless-2016-10-31"

# By service, what each step adds. A bucket waits for the permissions of those that it tells, and comes late.
_STEPS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    ("s3", buckets.name_all),
    ("sqs", queues.add),
    ("dynamodb", tables.add),
    ("logs", log_groups.add),
    ("lambda", functions.add_layers),
    ("lambda", functions.add),
    ("lambda", mappings.add),
    ("sns", topics.add),
    ("events", connections.add),
    ("stepfunctions", machines.add),
    ("events", rules.add),
    ("scheduler", schedules.add),
    ("s3", buckets.add),
    ("apigateway", rest_apis.add),
    ("apigateway", usage_plans.add),
    ("apigatewayv2", http_apis.add),
    ("cloudwatch", alarms.add),
    ("lambda", permissions.add),
)
# Services that keep nothing a template would hold, and those that are expressed in another way.
_WITHOUT = {"apigatewaymanagementapi", "dynamodbstreams", "execute-api", "http", "iam", "sts", "xray"}


class ExportError(ValueError):
    """An account cannot be exported as asked; the text says why, and what can be done."""


def export(account: "Account", format: str = "sam", syntax: str = "yaml") -> str:
    """Return the account as a template: `format` sam or cloudformation, `syntax` yaml or json.

    The functions' code stands in files beside it, which `export_to` writes. Raises ExportError.
    """
    return _text(_draft(account, format), syntax)


def export_to(account: "Account", folder: Path | str, format: str = "sam", syntax: str = "yaml") -> Path:
    """Write the template and the functions' code into a folder, and return the template's path. Raises ExportError.

    A SAM template finds each function's files in ``src/<function>/``; ``sam deploy --guided`` deploys it. One for
    CloudFormation holds a program that is one short file itself; of any other there is ``src/<function>.zip``, to be
    uploaded to the bucket that its parameter CodeBucket names.
    """
    draft = _draft(account, format)
    text = _text(draft, syntax)
    place = Path(folder)
    for name, content in draft.files.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    place.mkdir(parents=True, exist_ok=True)
    template = place / f"template.{syntax}"
    template.write_text(text, encoding="utf-8")
    return template


def _draft(account: "Account", format: str) -> Draft:
    if format not in FORMATS:
        raise ExportError(f"an account is exported as {' or '.join(FORMATS)}, not as {format!r}")
    world = World(account)
    with unseen():
        draft = Draft(world, Reader(account), take(account), format)
        for service, step in _STEPS:
            if _is_used(world, service):
                step(draft)
        _notes(draft)
    if not draft.resources:
        raise ExportError("the account is empty, and a template needs a resource: create something first")
    return draft


def _is_used(world: World, service: str) -> bool:
    if service == "stepfunctions":
        return world.state_machines() is not None
    if service == "cloudwatch":
        return bool(world.account.alarms.alarms)
    return world.backend(service) is not None


def _notes(draft: Draft) -> None:
    """Say what else the account has that a template does not hold."""
    for node in draft.inventory.nodes:
        if node.kind == "endpoint":
            draft.note(f"partner {node.name}: is a server of somebody else's, or of the lab")
        elif node.kind == "missing":
            draft.note(f"{node.name}: something leads there, and it does not exist")
    covered = {service for service, _ in _STEPS} | _WITHOUT
    used = {span.service for span in draft.world.account.trace if span.kind == "call"}
    for service in sorted(used - covered):
        draft.note(f"{service}: nothing of it is exported")
    if "iam" in used:
        draft.note(
            "iam: roles and policies of the account; each resource has a role with what it is wired to or was seen to call"
        )


def _text(draft: Draft, syntax: str) -> str:
    if syntax not in SYNTAXES:
        raise ExportError(f"a template is written in {' or '.join(SYNTAXES)}, not in {syntax!r}")
    template = _template(draft)
    if syntax == "yaml":
        return to_yaml(template)
    return json.dumps(template, indent=2, ensure_ascii=False) + "\n"


def _template(draft: Draft) -> dict[str, Any]:
    head: dict[str, Any] = {"AWSTemplateFormatVersion": "2010-09-09"}
    if draft.format == "sam":
        head["Transform"] = _SAM
    head["Description"] = "An account of the lab"
    parts = {
        "Metadata": {"LeftOut": draft.notes} if draft.notes else {},
        "Parameters": draft.parameters,
        "Resources": resolve(draft),
        "Outputs": draft.outputs,
    }
    return head | {name: part for name, part in parts.items() if part or name == "Resources"}
