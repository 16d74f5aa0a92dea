"""Reading a policy into statements, and refusing what is malformed with place and remedy.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .conditions import Condition
from .errors import PolicyError
from .kinds import IDENTITY, Kind

__all__ = ["EVERYONE", "Statement", "read"]

EVERYONE = ("AWS", "*")
_VERSIONS = ("2012-10-17", "2008-10-17")
_POLICY = ("Version", "Id", "Statement")
_STATEMENT = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")
_ACTION = re.compile(r"[\w*?-]+:[\w*?]+")


@dataclass(frozen=True)
class Statement:
    """One statement. The flags say that the list holds what is *not* meant (NotPrincipal and so on)."""

    name: str
    effect: str
    principals: tuple[tuple[str, str], ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...]
    not_principals: bool = False
    not_actions: bool = False
    not_resources: bool = False


def read(policy: object, kind: Kind = IDENTITY) -> list[Statement]:
    """Return the statements of a policy, a JSON text or what one stands for; none for no policy at all.

    Raises PolicyError for a malformed one.
    """
    if policy is None or policy == "":
        return []
    document = _document(policy)
    _known(document, _POLICY, "the policy")
    version = document.get("Version", _VERSIONS[0])
    if version not in _VERSIONS:
        raise PolicyError(
            "Version",
            f"{version!r} is no version of the policy language",
            f'Write "Version": "{_VERSIONS[0]}".',
        )
    statements = document.get("Statement")
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list) or not statements:
        raise PolicyError("Statement", f"found {statements!r}", "Write a list with at least one statement.")
    return [_statement(each, f"Statement[{index}]", kind) for index, each in enumerate(statements)]


def _document(policy: object) -> dict[str, Any]:
    try:
        document = json.loads(policy if isinstance(policy, str) else json.dumps(policy))
    except (TypeError, ValueError, RecursionError) as error:
        raise PolicyError(
            "the policy", f"it is no JSON ({error})", "Build it with json.dumps({...})."
        ) from None
    if not isinstance(document, dict):
        raise PolicyError(
            "the policy", f"found {document!r}", 'A policy is an object with "Version" and "Statement".'
        )
    return document


def _known(table: Mapping[Any, Any], names: tuple[str, ...], where: str) -> None:
    for name in table:
        if name not in names:
            by_case = {known.lower(): known for known in names}
            near = difflib.get_close_matches(str(name).lower(), by_case, n=1)
            meant = f"Did you mean {by_case[near[0]]}?" if near else f"It may have {', '.join(names)}."
            raise PolicyError(where, f"there is no element {name!r}", meant)


def _statement(source: object, where: str, kind: Kind) -> Statement:
    if not isinstance(source, dict):
        raise PolicyError(where, f"found {source!r}", "A statement is an object.")
    _known(source, _STATEMENT, where)
    effect = source.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise PolicyError(f"{where}.Effect", f"found {effect!r}", 'Write "Allow" or "Deny".')
    principal, not_principals = _either(source, "Principal", where, kind)
    actions, not_actions = _either(source, "Action", where, kind)
    resources, not_resources = _either(source, "Resource", where, kind)
    return Statement(
        name=f"{where} ({source['Sid']})" if source.get("Sid") else where,
        effect=effect,
        principals=_principals(principal, f"{where}.Principal", kind) if kind.principal else (),
        actions=_actions(actions, f"{where}.Action", kind),
        resources=_texts(resources, f"{where}.Resource") if kind.resource else ("*",),
        conditions=_conditions(source.get("Condition", {}), f"{where}.Condition", kind),
        not_principals=not_principals,
        not_actions=not_actions,
        not_resources=not_resources,
    )


def _either(source: Mapping[str, Any], name: str, where: str, kind: Kind) -> tuple[Any, bool]:
    remedies = {
        "Principal": f"Say who may: {kind.principal}." if kind.principal else "",
        "Action": f'Say what they may do: "{kind.action}".',
        "Resource": kind.resource,
    }
    negated = f"Not{name}"
    if not remedies[name]:
        if here := {name, negated} & set(source):
            raise PolicyError(
                where, f"it has {min(here)}", "Leave it out: the role that it stands on is meant."
            )
        return None, False
    if name in source and negated in source:
        raise PolicyError(where, f"it has both {name} and {negated}", "Keep one of them.")
    if name not in source and negated not in source:
        raise PolicyError(where, f"it has no {name}", remedies[name])
    return source.get(name, source.get(negated)), negated in source


def _texts(value: object, where: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(each, str) and each for each in values):
        raise PolicyError(where, f"found {value!r}", "Write a text, or a list of texts.")
    return tuple(values)


def _principals(principal: object, where: str, kind: Kind) -> tuple[tuple[str, str], ...]:
    if principal == "*":
        return (EVERYONE,)
    if not isinstance(principal, dict) or not principal:
        raise PolicyError(where, f"found {principal!r}", f'Write {kind.principal}; only "*" stands alone.')
    _known(principal, _PRINCIPALS, where)
    named = tuple(
        (group, name) for group, names in principal.items() for name in _texts(names, f"{where}.{group}")
    )
    for group, name in named:
        if group == "AWS" and name.endswith(".amazonaws.com"):
            raise PolicyError(
                f"{where}.AWS", f"{name} is a service, no account", f'Write {{"Service": "{name}"}}.'
            )
    return named


def _actions(value: object, where: str, kind: Kind) -> tuple[str, ...]:
    actions = _texts(value, where)
    for action in actions:
        if action == "*":
            continue
        if not _ACTION.fullmatch(action):
            raise PolicyError(
                where, f"{action!r} is no action of {kind.label}", f'Write such as "{kind.action}".'
            )
        if kind.service and action.partition(":")[0].lower() != kind.service:
            raise PolicyError(
                where,
                f"{action!r} is no action of {kind.label}",
                f'Write such as "{kind.action}": the policy of a {kind.thing} is about what is done to the {kind.thing}.',
            )
    return actions


def _conditions(value: object, where: str, kind: Kind) -> tuple[Condition, ...]:
    if not isinstance(value, dict):
        raise PolicyError(where, f"found {value!r}", f"Write {kind.condition}.")
    conditions = []
    for operator, keys in value.items():
        if not isinstance(keys, dict) or not keys:
            raise PolicyError(
                f"{where}.{operator}",
                f"found {keys!r}",
                'An operator holds an object: {"aws:SourceArn": "..."}.',
            )
        for key, wanted in keys.items():
            values = wanted if isinstance(wanted, list) else [wanted]
            if not all(isinstance(each, str | bool | int | float) for each in values):
                raise PolicyError(
                    f"{where}.{operator}.{key}", f"found {wanted!r}", "Write a text or a list of texts."
                )
            texts = tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in values)
            conditions.append(Condition(operator, key.lower(), texts))
    return tuple(conditions)
