"""The fifteen faults, one after another, in one account: what a system went through, and what was left in the end."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench

from .deeds import SERVICES, Stage, pays
from .fifteen import Fault, fifteen
from .lost import lost_on_the_way
from .system import System, opened

__all__ = ["ANSWER", "Endured", "endure"]

ANSWER = "under_fire"
# How long what a fault has left may be under way, and how long a system has that looks after its payments by a schedule.
UNREST, SCHEDULES = 2 * 3600.0, 3600.0
# How a payment stands that is well.
PEACE = {"status": "paid", "charges": 1, "refunds": 0, **dict.fromkeys(SERVICES, 1)}


@dataclass(frozen=True)
class Endured:
    """A fault that a system went through, with its stage."""

    fault: Fault
    stage: Stage


def endure(bench: Bench, more: Mapping[str, float]) -> dict[str, Endured]:
    """Deploy the answer, let every fault strike it, and return what came of it by the fault's code.

    `more` names a service, and the second of its bad hour at which one more pays.
    How a payment stands is looked at when all is over: what had its effect once must not have it once more later on.
    Raises `AnswerError` where a payment goes wrong though nothing strikes: then no part could tell anything else, and
    what fails for ever would be tried again through all the days that the faults take.
    """
    with opened(bench, ANSWER) as system:
        if (stood := _in_peace(system)) != PEACE:
            given, wanted = (
                "one payment, before the first fault",
                f"{json.dumps(PEACE)}: the faults begin after that",
            )
            reasons = lost_on_the_way(system)
            got = {**stood, "lost on the way": reasons} if reasons else stood
            raise bench.answer(ANSWER).refused(got, wanted, given=given)
        faults = fifteen(system.settings["hours"], more)
        endured = {
            fault.code: Endured(fault, _strike(system, fault, number))
            for number, fault in enumerate(faults, start=1)
        }
        for each in endured.values():
            each.stage.look_back()
        return endured


def _in_peace(system: System) -> dict[str, Any]:
    """Let somebody pay while nothing is wrong; return how the payment stands."""
    stage = Stage(system, 0, system.account.clock.elapsed)
    pays()(stage)
    system.settle(SCHEDULES)
    if (stood := stage.stands(stage.payments[0])) != PEACE:
        system.wait(SCHEDULES)
        stood = stage.stands(stage.payments[0])
    return stood


def _strike(system: System, fault: Fault, number: int) -> Stage:
    clock = system.account.clock
    stage = Stage(system, number, clock.elapsed)
    fault.strike(system)
    for seconds, deed in fault.deeds:
        system.wait(max(stage.begin + seconds - clock.elapsed, 0.0))
        deed(stage)
    system.wait(max(stage.begin + fault.lasting - clock.elapsed, 0.0))
    system.account.faults.clear()
    system.wait(stage.poisoned.seconds(system.account))
    system.settle(UNREST)
    if not stage.is_over():
        system.wait(SCHEDULES)
    stage.poisoned.look(system.account)
    return stage
