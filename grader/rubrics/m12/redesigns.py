"""The given design of M12 E3 and the learner's, each played with a request, and what the runs cost."""

from collections.abc import Iterable
from typing import Any

from course.asl import StateMachine
from grader.checks import Bench
from grader.checks.machines import Ending, Story, machine

from .bills import express, milliseconds, standard, transitions
from .cooling_off import Case, cooling_off, play

__all__ = ["DESIGN", "TYPE", "chosen_type", "ending", "given_stories", "own_stories", "price"]

DESIGN, TYPE = "redesign", "redesign_type"


def chosen_type(bench: Bench) -> Any:
    """Return the type in which the redesign is to run. Raises `AnswerError` for what is none."""
    answer = bench.answer(TYPE)
    if answer.value not in ("STANDARD", "EXPRESS"):
        raise answer.refused(answer.value, '"STANDARD" or "EXPRESS"')
    return answer.value


def given_stories(bench: Bench, requests: Iterable[Case]) -> list[tuple[Case, Story]]:
    """Play the given design."""
    values = bench.variant
    given = StateMachine.of(cooling_off(values["prefix"], values["limit"], values["cooling_off_seconds"]))
    return [(case, play(given, case, values)) for case in requests]


def own_stories(bench: Bench, requests: Iterable[Case]) -> list[Story]:
    """Play the learner's design. Raises `AnswerError` for one that AWS would refuse."""
    found = machine(bench, DESIGN, type=chosen_type(bench))
    return [play(found, case, bench.variant) for case in requests]


def ending(given: Story) -> Ending:
    """Return what a run of the redesign is to be like."""
    return Ending(
        output=given.output,
        error=given.error or "",
        status=given.status,
        called=[(call.name, call.payload) for call in given.calls],
        times={name: given.times_of(name) for name in set(given.called)},
    )


def price(story: Story, kind: str) -> float:
    """Return what a run cost in USD, in one of the types."""
    history = story.execution.history
    return standard(transitions(history)) if kind == "STANDARD" else express(milliseconds(history))
