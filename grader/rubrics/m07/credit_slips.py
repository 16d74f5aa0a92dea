"""What went wrong in the thoughts behind a credit limit, seen in what became of the requests that everybody sees."""

import copy
import itertools
from collections.abc import Iterator
from typing import Any

from course.asl import StateMachine
from grader.checks import Bench
from grader.checks.machines import State, Story, document, played, states_of

from .credit_requests import (
    DEFINITION,
    TURNED_AWAY,
    Request,
    decidable,
    play,
    played_with,
    right,
    undecidable,
)

__all__ = [
    "approves_by_a_function",
    "boundary_on_the_wrong_side",
    "compares_what_may_be_missing",
    "decides_a_text",
    "leaves_no_way_out",
    "right_in_another_order",
]

OTHERWISE = "none of the rules"
LACKING_A_FIELD = (6, 7, 10)
IN_QUOTES = 8


def approves_by_a_function(bench: Bench) -> bool:
    """Tell whether another function than the manager's is called for requests that nobody has to look at (K07.10)."""
    called = [
        name
        for each, story in _decided(bench)
        if not each.reviewed
        for name in story.called
        if ":" not in name
    ]
    return bool(called) and bench.variant["function"] not in called


def compares_what_may_be_missing(bench: Bench) -> bool:
    """Tell whether a request breaks off in a Choice for want of a field, and only for that (K07.6)."""
    lacking = [story for each, story in bench.once(_undecided) if each.number in LACKING_A_FIELD]
    broken_off = [
        story for story in lacking if (choice := _broke_off_in(story)) and not _no_rule_fits(story, choice)
    ]
    return _works(bench) and bool(broken_off)


def leaves_no_way_out(bench: Bench) -> bool:
    """Tell whether a request fits no rule of a Choice without a Default (K07.4)."""
    seen = [*_decided(bench), *bench.once(_undecided)]
    return any((choice := _broke_off_in(story)) and _no_rule_fits(story, choice) for _, story in seen)


def boundary_on_the_wrong_side(bench: Bench) -> bool:
    """Tell whether of all that can be decided only the equal request is decided wrongly: it is reviewed (K07.1)."""
    wrong = [(each, story) for each, story in _decided(bench) if not right(bench, each, story)]
    return [bench.variant["function"]] == [
        name for each, story in wrong for name in story.called if each.requested == each.preapproved
    ] and len(wrong) == 1


def right_in_another_order(bench: Bench) -> bool:
    """Tell whether requests are decided wrongly, and rightly with one rule of a Choice moved to another place (K07.5)."""
    if all(right(bench, *each) for each in _decided(bench)):
        return False
    turned_away = [each for each, story in bench.once(_undecided) if story.error == TURNED_AWAY]
    return any(
        all(right(bench, each, played_with(bench, other, each.given(bench))) for each in decidable(bench))
        and all(played_with(bench, other, each.given(bench)).error == TURNED_AWAY for each in turned_away)
        for other in _reordered(document(bench, DEFINITION))
    )


def decides_a_text(bench: Bench) -> bool:
    """Tell whether the text "900" is taken for an amount, and a missing one is not (K07.3)."""
    taken = {each.number for each, story in bench.once(_undecided) if _takes(story)}
    return _works(bench) and IN_QUOTES in taken and not taken & set(LACKING_A_FIELD)


def _works(bench: Bench) -> bool:
    """Tell whether the first two requests are decided rightly, so that it is another's fault if others are not."""
    return all(right(bench, *each) for each in _decided(bench)[:2])


def _takes(story: Story) -> bool:
    """Tell whether something was decided."""
    output = story.output if isinstance(story.output, dict) else {}
    return bool(story.calls) or "decision" in output


def _decided(bench: Bench) -> list[tuple[Request, Story]]:
    """Return what became of each request that can be decided."""
    found: list[tuple[Request, Story]] = bench.once(_play_decidable)
    return found


def _play_decidable(bench: Bench) -> list[tuple[Request, Story]]:
    return [(each, play(bench, each.given(bench))) for each in decidable(bench)]


def _undecided(bench: Bench) -> list[tuple[Request, Story]]:
    """Play each request that has to be turned away."""
    return [(each, play(bench, each.given(bench))) for each in undecidable(bench)]


def _broke_off_in(story: Story) -> State | None:
    """Return the Choice in which a story broke off, if it was one."""
    last = story.path[-1] if story.status == "FAILED" and story.path else ""
    states = states_of(story.machine.definition)
    return next((each for each in states if each.name == last and each.type == "Choice"), None)


def _no_rule_fits(story: Story, choice: State) -> bool:
    """Tell whether a Choice broke off for want of a rule that fits: a Default would have been taken."""
    definition = story.machine.definition
    if "Default" in choice.fields or choice.name not in definition["States"]:
        return False
    mended = {choice.name: {**choice.fields, "Default": OTHERWISE}, OTHERWISE: {"Type": "Succeed"}}
    other = StateMachine.of({**definition, "States": {**definition["States"], **mended}})
    return OTHERWISE in played(other, story.given, {}).path


def _reordered(definition: Any) -> Iterator[StateMachine]:
    """Yield the definition with one rule of a Choice moved, each way there is."""
    for name, state in definition["States"].items():
        rules = state["Choices"] if state["Type"] == "Choice" else []
        for source, target in itertools.permutations(range(len(rules)), 2):
            other = copy.deepcopy(definition)
            moved = other["States"][name]["Choices"]
            moved.insert(target, moved.pop(source))
            yield StateMachine.of(other)
