"""A run of M12 E2: parent and child together, with one payment; where it is asked for, a step of the child fails."""

from typing import Any

from grader.checks import Bench
from grader.checks.machines import machine

from .family import Kin, meet
from .steps import in_order

__all__ = ["CHILD", "PARENT", "functions", "play"]

PARENT, CHILD = "parent", "child"
MACHINES = "arn:aws:states:us-east-1:123456789012:stateMachine"


def functions(bench: Bench, kind: str) -> list[str]:
    """Return the names of the functions of one kind of steps: safe or unsafe."""
    return [f"{bench.variant['prefix']}-{name}" for name in bench.variant[kind]]


def play(bench: Bench, payment: dict[str, Any], fails: str = "") -> Kin:
    """Play both with a payment; `fails` is a step whose function fails. Raises `AnswerError` for what AWS would refuse."""
    values = bench.variant
    arn = f"{MACHINES}:{values['prefix']}-safe-steps"
    child = machine(bench, CHILD, type="EXPRESS")
    return meet(machine(bench, PARENT), child, arn, payment, values["prefix"], in_order(values), fails)
