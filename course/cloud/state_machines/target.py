"""What an ARN means that names a state machine, one of its versions or an alias."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from .arns import Arn
from .machine import Alias, Machine, Revision, Version
from .refusals import does_not_exist

__all__ = ["Target", "find"]


@dataclass(frozen=True)
class Target:
    """What is to be run: `version` and `alias` are those that were asked for, or None."""

    machine: Machine
    revision: Revision
    version: Version | None = None
    alias: Alias | None = None


def find(machines: Mapping[str, Machine], arn: Arn, chance: random.Random | None = None) -> Target:
    """Return what an ARN means now; of an alias's two versions `chance` takes one by weight, or else the first.

    Raises RefusedError.
    """
    machine = machines.get(arn.unqualified)
    if machine is None:
        raise does_not_exist("StateMachine", arn.text)
    if not arn.qualifier:
        return Target(machine, machine.revision)
    if alias := machine.aliases.get(arn.qualifier):
        version = _routed(alias, chance)
        return Target(machine, version.revision, version, alias)
    version_asked = machine.versions.get(int(arn.qualifier)) if arn.qualifier.isdecimal() else None
    if version_asked is None:
        raise does_not_exist("StateMachine", arn.text)
    return Target(machine, version_asked.revision, version_asked)


def _routed(alias: Alias, chance: random.Random | None) -> Version:
    versions = [version for version, _ in alias.routes]
    weights = [weight for _, weight in alias.routes]
    return versions[0] if chance is None else chance.choices(versions, weights)[0]
