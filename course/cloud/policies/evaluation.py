"""Policies held against a request, as IAM evaluates them within one account.

A Deny that applies wins. Otherwise an Allow is needed: of the role's own policies, or of the resource's for these
very people. A service is allowed by the resource's policy alone, the account's owner without any.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .asking import Asked
from .errors import PolicyError
from .kinds import IDENTITY, TRUST, Kind
from .matching import Obstacle, grants_by_delegation, obstacles
from .statements import Statement, read

__all__ = ["Considered", "Decision", "Policy", "decide", "policy"]


@dataclass(frozen=True)
class Policy:
    """A policy that was read: what it is called, its kind, its statements, and what is wrong where it is malformed."""

    name: str
    kind: Kind
    statements: tuple[Statement, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Considered:
    """One statement as it was held against the request; it applies where there is no obstacle.

    `delegated`: it names the account of those who ask, and so leaves it to their own policies.
    """

    policy: str
    basis: str
    statement: str
    effect: str
    obstacles: tuple[Obstacle, ...]
    delegated: bool = False

    @property
    def applies(self) -> bool:
        """Whether nothing keeps it from applying."""
        return not self.obstacles

    def __str__(self) -> str:
        why = "; ".join(map(str, self.obstacles))
        whom = " to the account, which leaves it to the role's own policies" if self.delegated else ""
        said = f"does not apply: {why}" if why else f"applies{whom}"
        return f"{self.policy}, {self.statement}: {self.effect} {said}."


@dataclass(frozen=True)
class Decision:
    """Whether a request is allowed, and why.

    `effect` is that of the statements that decided, "" where none did, and `decided_by` are these. `considered` are
    all statements, `near` those Allows that one single element keeps from applying. `basis` says what kind of policy
    decided, or would have had to. `problems` tells of malformed policies, which allow nothing.
    """

    allowed: bool
    effect: str
    basis: str
    reason: str
    decided_by: tuple[Considered, ...]
    considered: tuple[Considered, ...]
    near: tuple[Considered, ...]
    problems: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the decision as JSON-ready data."""
        return asdict(self)


def policy(name: str, kind: Kind, document: object) -> Policy:
    """Read a policy; a malformed one is noted as such."""
    try:
        return Policy(name, kind, tuple(read(document, kind)))
    except PolicyError as problem:
        return Policy(name, kind, problem=f"{name} is malformed. {problem}")


def decide(asked: Asked, policies: Sequence[Policy], owner: str) -> Decision:
    """Decide a request to a resource of the account `owner` by the role's policies and the resource's."""
    considered = tuple(_considered(policies, asked))
    applying = [each for each in considered if each.applies]
    denying = tuple(each for each in applying if each.effect == "Deny")
    is_owner = asked.principal.arn == f"arn:aws:iam::{owner}:root"
    deciding = denying or _granting(applying, {each.name for each in policies if each.kind is TRUST})
    effect = deciding[0].effect if deciding else ""
    allowed = effect == "Allow" or (is_owner and not effect)
    near = tuple(each for each in considered if each.effect == "Allow" and len(each.obstacles) == 1)
    basis = deciding[0].basis if deciding else _lacking(asked, owner)
    problems = tuple(each.problem for each in policies if each.problem)
    why = [*problems, *map(str, deciding or near or considered)]
    return Decision(
        allowed=allowed,
        effect=effect,
        basis=basis,
        reason=_reason(asked, allowed, effect, basis, why),
        decided_by=deciding,
        considered=considered,
        near=() if allowed else near,
        problems=problems,
    )


def _granting(applying: list[Considered], trust: set[str]) -> tuple[Considered, ...]:
    """Return the Allows that grant the request.

    A role's trust policy has to be among them, where one was asked; the role's own policies alone do not do.
    """
    granting = tuple(each for each in applying if not each.delegated)
    if not trust:
        return granting
    if any(each.policy in trust for each in granting):
        return granting
    return tuple(applying) if granting and any(each.policy in trust for each in applying) else ()


def _considered(policies: Iterable[Policy], asked: Asked) -> Iterator[Considered]:
    for each in policies:
        own = each.kind is IDENTITY
        for statement in each.statements:
            found = tuple(obstacles(statement, asked, whoever=own))
            delegated = (
                not own
                and not found
                and statement.effect == "Allow"
                and bool(asked.principal.delegates)
                and grants_by_delegation(statement, asked)
            )
            yield Considered(each.name, each.kind.basis, statement.name, statement.effect, found, delegated)


def _lacking(asked: Asked, owner: str) -> str:
    """Return the kind of policy that would have had to allow what none does."""
    principal = asked.principal
    return "identity-based" if principal.delegates and principal.account == owner else "resource-based"


def _reason(asked: Asked, allowed: bool, effect: str, basis: str, why: list[str]) -> str:  # noqa: FBT001  the decision
    who, what = asked.principal.arn, f"{asked.action} on {asked.resource}"
    if allowed and not effect:
        return f"{who} owns the account, so it may perform {what}."
    said = f"{who} may {'' if allowed else 'not '}perform {what}"
    if effect:
        return f"{said}. {' '.join(why)}"
    return " ".join([f"{said}: no {basis} policy allows it.", *why])
