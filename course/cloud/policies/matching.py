"""A statement held against a request: what keeps it from applying, element by element."""

from collections.abc import Iterator
from dataclasses import dataclass

from .asking import Asked
from .conditions import satisfied, unread
from .patterns import filled, like
from .statements import EVERYONE, Statement

__all__ = ["Obstacle", "grants_by_delegation", "obstacles"]


@dataclass(frozen=True)
class Obstacle:
    """One element that does not fit: what the statement wants there, and what the request has."""

    element: str
    wanted: str
    found: str

    def __str__(self) -> str:
        return f"its {self.element} is {self.wanted}, and the request has {self.found}"


def obstacles(statement: Statement, asked: Asked, *, whoever: bool = False) -> Iterator[Obstacle]:
    """Yield what keeps a statement from applying; nothing where it applies.

    `whoever`: the statement is about whomever it stands on, as in a role's policy.
    """
    if not whoever and not _is_meant(statement, asked):
        names = [name for _, name in statement.principals]
        yield _obstacle("Principal", names, statement.not_principals, asked.principal.arn)
    if _fits_none(statement.actions, asked.action) != statement.not_actions:
        yield _obstacle("Action", statement.actions, statement.not_actions, asked.action)
    resources = [wish for each in statement.resources if (wish := filled(each, asked.context)) is not None]
    if any(like(each, asked.resource) for each in resources) == statement.not_resources:
        yield _obstacle("Resource", statement.resources, statement.not_resources, asked.resource)
    unknown = set(unread(statement.conditions, asked.context))
    for each in statement.conditions:
        if f"{each.operator} {each.key}" in unknown:
            yield Obstacle(
                "Condition", str(each), "nothing that the lab knows of: it counts as not satisfied"
            )
        elif not satisfied(each, asked.context):
            value = asked.context.get(each.key, "no such key")
            yield Obstacle("Condition", str(each), value if isinstance(value, str) else " and ".join(value))


def grants_by_delegation(statement: Statement, asked: Asked) -> bool:
    """Tell whether a statement names the account of those who ask and neither them nor everybody."""
    principal = asked.principal
    named = {name for _, name in statement.principals}
    return not statement.not_principals and not named & {"*", *principal.names}


def _obstacle(element: str, wanted: "list[str] | tuple[str, ...]", negated: bool, found: str) -> Obstacle:  # noqa: FBT001  a flag of the statement
    return Obstacle(f"Not{element}" if negated else element, ", ".join(wanted), found)


def _fits_none(actions: tuple[str, ...], action: str) -> bool:
    return not any(like(each.lower(), action.lower()) for each in actions)


def _is_meant(statement: Statement, asked: Asked) -> bool:
    principal = asked.principal
    names = principal.names | principal.delegates
    named = EVERYONE in statement.principals or any(
        kind == principal.kind and name in names for kind, name in statement.principals
    )
    return named != statement.not_principals
