"""M07 E1, predict: which states four machines visit for five inputs each, and how the executions end.

What is right is found by running the machines. Decided:

* A finding says how far a list is right and never how it goes on: the list is the answer. So no picture of the path.
* The status is the last of a list; a pair of a list and a status is the same.
* The states of each machine are listed in an order that is no way through it, so that who reads them as steps is seen.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from course.asl.text import printed
from grader.checks import Bench, Exercise, Finding, Misconception, Part

from . import ways
from .small_machines import Small, drawn, small

PREDICTED = "predicted"
STATUSES = ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED")
# A drawing of B or C would tell, by the linter's words, what is to be found out.
DRAWN = ("A", "D")
# Fewer states in the order of the text may be a coincidence.
SEEN_AS_STEPS = 3


def variant(rng: random.Random) -> dict[str, Any]:
    """Draw names, labels and numbers of the machines."""
    return drawn(rng)


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the machines, some of them drawn as well, and their inputs."""
    sheet: dict[str, Any] = {}
    for each in small(values):
        is_drawn = each.letter in DRAWN
        sheet[f"machine {each.letter}"] = each.definition if is_drawn else printed(each.definition, width=100)
        sheet |= {label: json.dumps(given) for label, given in each.inputs.items()}
    return sheet


def machines(bench: Bench) -> dict[str, Small]:
    """Return this learner's machines by letter."""
    return {each.letter: each for each in small(bench.variant)}


def predicted_of(letter: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of the five lists of one machine."""

    def check(bench: Bench) -> Iterator[Finding]:
        lists, each = _predicted(bench), bench.once(machines)[letter]
        for label, given in each.inputs.items():
            bench.count()
            if label not in lists:
                yield Finding(label, given, "nothing is predicted", f"a list under the key {label!r}")
            elif problem := _problem(_flat(lists[label]), each.way(label), each):
                yield Finding(label, given, lists[label], problem)

    return check


def _problem(got: Any, way: list[str], each: Small) -> str:
    """Return how far a prediction is right, in words; empty where it is right to its end."""
    if not isinstance(got, list) or not all(isinstance(name, str) for name in got):
        return 'a list of names, the status at its end, such as ["One", "Two", "SUCCEEDED"]'
    if got == way:
        return ""
    if not got or got[-1] not in STATUSES:
        return "the status as the last of the list: SUCCEEDED or FAILED"
    if strange := [name for name in got[:-1] if name not in each.definition["States"]]:
        return f"names of states of machine {each.letter}, as they are written there; {strange[0]!r} is none"
    visited, right = got[:-1], way[:-1]
    agreed = next(
        (at for at, pair in enumerate(zip(visited, right, strict=False)) if pair[0] != pair[1]), None
    )
    if agreed is None:
        agreed = min(len(visited), len(right))
    if visited == right:
        return "the states are right, and the execution ends otherwise"
    if not agreed:
        return "it begins with another state"
    if agreed == len(visited):
        return f"right up to {visited[-1]!r}, and there it is not over"
    if agreed == len(right):
        return f"right up to {visited[agreed - 1]!r}, and there it is over"
    return f"right up to {visited[agreed - 1]!r}, and then comes another state"


def _predicted(bench: Bench) -> dict[str, Any]:
    answer = bench.answer(PREDICTED)
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(
            value, 'a dictionary with a list for each input: {"A-1": [...], "A-2": [...], ...}'
        )
    return value


def _flat(predicted: Any) -> Any:
    """Return a prediction as one list, also where its status stands beside it."""
    if isinstance(predicted, list) and len(predicted) == 2 and isinstance(predicted[0], list):
        return [*predicted[0], predicted[1]]
    return predicted


def _wrong(bench: Bench) -> Iterator[tuple[Small, str, list[str], list[str]]]:
    """Yield each list that is wrong, with its machine, its label, and the right one."""
    lists = _predicted(bench)
    for each in bench.once(machines).values():
        for label in each.inputs:
            got, way = _flat(lists.get(label)), each.way(label)
            if isinstance(got, list) and got and all(isinstance(name, str) for name in got) and got != way:
                yield each, label, got, way


def _read_as_steps(bench: Bench) -> bool:
    """Whether a list follows the order of the text, from its top or from the start, where the machine has no such way."""
    for each, _, got, _ in _wrong(bench):
        visited = got[:-1] if got[-1] in STATUSES else got
        listed = list(each.definition["States"])
        at = listed.index(visited[0]) if visited and visited[0] in listed else 0
        in_a_row = visited == listed[at : at + len(visited)]
        if len(visited) >= SEEN_AS_STEPS and in_a_row and not ways.is_a_way(each.definition, visited):
            return True
    return False


def _goes_on_without_a_rule(bench: Bench) -> bool:
    """Whether the request that fits no rule is thought to go on."""
    return any(
        each.about[label] == "phone" and got[: len(way) - 1] == way[:-1] and len(got) > len(way)
        for each, label, got, way in _wrong(bench)
    )


def _takes_the_best_rule(bench: Bench) -> bool:
    """Whether the second of two rules that hold is thought to be taken."""
    top = bench.variant["names"]["B"]["top"]
    return any(each.about[label] == "above" and top in got for each, label, got, _ in _wrong(bench))


def _compares_nothing(bench: Bench) -> bool:
    """Whether a comparison with a field that is missing is thought to be false, and Default to be taken."""
    refused = bench.variant["names"]["A"]["no"]
    return any(each.about[label] == "missing" and refused in got for each, label, got, _ in _wrong(bench))


EXERCISE = Exercise(
    id="m07.e1",
    title="Predict",
    lesson="D4",
    deliver=(PREDICTED,),
    variant=variant,
    shown=shown,
    parts=(
        Part("Machine A: the five ways and their ends", 2, "V", predicted_of("A")),
        Part("Machine B: the five ways and their ends", 2, "V", predicted_of("B")),
        Part("Machine C: the five ways and their ends", 3, "V", predicted_of("C")),
        Part("Machine D: the five ways and their ends", 3, "V", predicted_of("D"), lesson="D6"),
    ),
    misconceptions=(
        Misconception(
            "K07.7",
            "states run in written order",
            _read_as_steps,
            "Cover the order of the list with your hand. What tells you where to go next?",
            about="a list that follows the text",
        ),
        Misconception(
            "K07.6",
            "missing field reaches a comparison",
            _compares_nothing,
            "It compares before knowing that the field exists. Look at the names of the fields once more.",
            about="the input of machine A without an answer",
        ),
        Misconception(
            "K07.5",
            "the most fitting rule is taken",
            _takes_the_best_rule,
            "Rules are read from the top and the first match wins.",
            about="the largest amount of machine B",
        ),
        Misconception(
            "K07.4",
            "no Default",
            _goes_on_without_a_rule,
            "What happens to a request that fits no rule?",
            about="the request by phone to machine C",
        ),
    ),
    hints=(
        (
            "Where does each machine begin? It is not the state at the top of the list. And when you stand in a state: which words "
            "in it say where you go next, and which say that it is over?"
        ),
        (
            "Put your finger on StartAt, and go from name to name: Next, or in a Choice the first rule that holds, or its Default. "
            "Write down each state that you come to, also when you come to it again. A Choice that finds no rule and has no "
            "Default ends the execution, and so does a comparison with a field that is not there: the state was visited, and the "
            "status is FAILED. Step D4 of the lesson has such a machine, step D6 one that goes round."
        ),
        (
            '["<StartAt>", "<the next>", ..., "<the last>", "SUCCEEDED"]: it is SUCCEEDED after a Succeed or a state with "End": '
            "true, FAILED after a Fail, or where something breaks. Not, And and Or join tests; GreaterThan is false for equal "
            "values. In machine D the document changes: note down the count beside each state."
        ),
        (
            "A neighbour:\n"
            "```json\n"
            '{"StartAt": "Cat?", "States": {"Purr": {"Type": "Succeed"}, "Cat?": {"Type": "Choice", "Choices": [{"Variable": '
            '"$.legs", "NumericLessThan": 4, "Next": "Bird"}], "Default": "Stroke"}, "Bird": {"Type": "Fail"}, "Stroke": {"Type": '
            '"Pass", "Next": "Purr"}}}\n'
            "```\n"
            'For {"legs": 4} it visits Cat?, Stroke, Purr and succeeds; for {"legs": 2} it visits Cat?, Bird and fails; for {} it '
            "visits Cat? and fails there."
        ),
    ),
)
