"""M06 E5, queue, topic or bus: what serves ten needs of the insurer, and why.

Each need has one reason that decides, and each reason one choice; see `needs`. Decided:

* A finding says how many of a kind are right and never which: the list is the answer. Points come by and by.
* A pair is a tuple or a list; upper and lower case do not count.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part
from grader.rubrics.insurer import counted

from .needs import CHOICES, NEEDS, REASONS, Need

PAIR = 2
# The reasons of the ten needs. The same for everybody, in an order and under labels that are everybody's own.
DECIDING = (*REASONS, "WAIT", "ANSWER")


def variant(rng: random.Random) -> dict[str, Any]:
    """Draw ten needs and the label of each; both in the order of `DECIDING`, the needs by their place in `NEEDS`."""
    drawn: list[int] = []
    for reason in DECIDING:
        left = [place for place, each in enumerate(NEEDS) if each.reason == reason and place not in drawn]
        drawn.append(rng.choice(left))
    labels = [f"N-{number:02}" for number in range(1, len(DECIDING) + 1)]
    return {"needs": drawn, "labels": rng.sample(labels, len(labels))}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the needs in words, in the order of their labels."""
    return {label: need.text for label, need in sorted(_labelled(values).items())}


def needs(bench: Bench) -> dict[str, Need]:
    """Return this learner's needs by label."""
    return _labelled(bench.variant)


def _labelled(values: dict[str, Any]) -> dict[str, Need]:
    return {label: NEEDS[place] for label, place in zip(values["labels"], values["needs"], strict=True)}


def chosen_for(choice: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that every need that this choice serves has it."""

    def check(bench: Bench) -> Iterator[Finding]:
        pairs = _pairs(bench)
        served = [label for label, need in needs(bench).items() if need.choice == choice]
        bench.count(len(served))
        right = sum(pairs.get(label, ("", ""))[0] == choice for label in served)
        if right < len(served):
            chosen = sum(said == choice for said, _ in pairs.values())
            got = f"{choice} is chosen {counted(chosen, 'time')}, rightly {counted(right, 'time')}"
            yield Finding(
                f"the needs that a {choice} serves", None, got, f"{choice} for every need that it serves"
            )

    return check


def decided(least: int) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that so many needs have the choice and the reason that decide."""

    def check(bench: Bench) -> Iterator[Finding]:
        pairs, ours = _pairs(bench), needs(bench)
        bench.count(len(ours))
        right = sum(pairs.get(label) == (need.choice, need.reason) for label, need in ours.items())
        if right < least:
            expected = f"{least} or more" if least < len(ours) else f"all {len(ours)}"
            yield Finding("choice and reason together", None, f"{right} of {len(ours)} are right", expected)

    return check


def _pairs(bench: Bench) -> dict[str, tuple[str, str]]:
    """Return choice and reason by need, spelled as we do. Raises AnswerError for anything else than pairs of known words."""
    value = bench.answer("choices").value
    shape = 'a dictionary such as {"N-01": ("queue", "WAIT"), ...}'
    if not isinstance(value, dict):
        raise AnswerError("choices", f"it is {value}", shape)
    pairs = {}
    for name, pair in value.items():
        if pair is None or pair is ...:
            continue
        if not isinstance(pair, list) or len(pair) != PAIR or not all(isinstance(each, str) for each in pair):
            raise AnswerError("choices", {name: pair}, 'a choice and a reason, such as ("queue", "WAIT")')
        choice, reason = pair[0].strip().lower(), pair[1].strip().upper()
        if name not in bench.variant["labels"] or choice not in CHOICES or reason not in REASONS:
            known = f"a need of your table, one of {', '.join(CHOICES)}, and one of {', '.join(REASONS)}"
            raise AnswerError("choices", {name: pair}, known)
        pairs[name] = (choice, reason)
    return pairs


def _answers_by_bus(bench: Bench) -> bool:
    """Whether a need for an answer is given to the bus."""
    pairs = _pairs(bench)
    return any(
        need.choice == "call" and pairs.get(name, ("",))[0] == "bus" for name, need in needs(bench).items()
    )


EXERCISE = Exercise(
    id="m06.e5",
    title="Queue, topic or bus",
    lesson="D3",
    deliver=("choices",),
    variant=variant,
    shown=shown,
    parts=(
        Part("A queue is chosen wherever it serves", 2, "V", chosen_for("queue")),
        Part("A topic is chosen wherever it serves", 2, "V", chosen_for("topic")),
        Part("A bus is chosen wherever it serves", 2, "V", chosen_for("bus")),
        Part("A call is chosen wherever it serves", 1, "V", chosen_for("call")),
        Part("Five needs or more have choice and reason right", 1, "V", decided(5)),
        Part("Eight needs or more have both right", 1, "V", decided(8)),
        Part("All ten have both right", 1, "V", decided(10)),
    ),
    misconceptions=(
        Misconception(
            "K06.11",
            "bus used to return an answer",
            _answers_by_bus,
            "Who would wait for this event?",
            about="a need that you gave to the bus",
        ),
    ),
    hints=(
        (
            "For each need, ask two things first: does anybody wait for an answer? And is the work to be done once, by whoever is "
            "free, or is everybody to hear of it?"
        ),
        (
            "A queue keeps work for one service until it is done. A topic copies a message to any number of subscribers, people "
            "among them. A bus takes events of others, too, keeps them for later, and gives each target the form that it needs. "
            "What needs an answer calls. See lesson steps D3, D5 and D8."
        ),
        (
            "Decide the reason before the choice: look in the need for the words that only one of the reasons fits (thousands of "
            "subscribers; AWS itself says; waits at the counter; in the order; last winter's). The choice follows from it."
        ),
        (
            "A neighbour: the cafeteria. Orders wait until one of two cooks is free: a queue, WAIT. Every guest's telephone "
            "shows today's menu, 1,200 of them: a topic, MANY. The till must know whether the card has money on it: a call, "
            "ANSWER. The statistics, set up in May, want to see the orders of April: a bus, AGAIN."
        ),
    ),
)
