"""Four small machines to be read in E1, and five inputs for each; names, numbers and order are a learner's own."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine
from grader.checks.machines import played

from . import ways

__all__ = ["CASES", "MACHINES", "Small", "drawn", "small"]

# By machine, each state with what it may be called.
MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "A": {
        "first": ("FirstStep", "Begin", "Opening"),
        "choice": ("SampleChoice", "WhichAnswer", "Fork"),
        "yes": ("Accept", "TakeIt", "Welcome"),
        "later": ("Postpone", "PutAside", "AskLater"),
        "no": ("Refuse", "SayNo", "TurnAway"),
        "end": ("Finish", "Done", "Closing"),
    },
    "B": {
        "first": ("Measure", "Weigh", "Estimate"),
        "choice": ("HowLarge", "Rank", "SizeUp"),
        "middle": ("Middle", "Normal", "Regular"),
        "top": ("Topmost", "Huge", "Special"),
        "small": ("TooSmall", "TooLittle", "Trifle"),
        "end": ("File", "Store", "Archive"),
    },
    "C": {
        "gate": ("Known", "Member", "Listed"),
        "stranger": ("Stranger", "Unknown", "Nobody"),
        "route": ("Which", "Route", "Branching"),
        "hand": ("ByHand", "Clerk", "Person"),
        "sign": ("Sign", "Stamp", "Seal"),
        "auto": ("Automatic", "Robot", "ByRule"),
        "end": ("Leave", "Exit", "Goodbye"),
    },
    "D": {
        "choice": ("Ready", "Complete", "Settled"),
        "stop": ("GiveUp", "Abandon", "StopHere"),
        "thank": ("Celebrate", "Thank", "Report"),
        "wait": ("Pause", "Rest", "Linger"),
        "count": ("CountUp", "AddOne", "Tally"),
    },
}

# By machine, what its five inputs are about.
CASES = {
    "A": ("yes", "later", "no", "capital", "missing"),
    "B": ("below", "low", "between", "high", "above"),
    "C": ("nobody", "branch", "limit", "phone", "large"),
    "D": ("done", "done late", "given up", "once", "twice"),
}


@dataclass(frozen=True)
class Small:
    """One machine: its letter, its definition, its inputs by label (``A-1``), and which of them is about what."""

    letter: str
    definition: dict[str, Any]
    inputs: dict[str, dict[str, Any]]
    about: dict[str, str]

    def way(self, label: str) -> list[str]:
        """Return the states that an input visits, and after them the status in which the execution ends."""
        story = played(StateMachine.of(self.definition), self.inputs[label])
        return [*story.path, story.status]

    def label(self, case: str) -> str:
        """Return the label of the input that is about something."""
        return next(label for label, about in self.about.items() if about == case)


def drawn(rng: random.Random) -> dict[str, Any]:
    """Draw a learner's names for the states, labels for the inputs, and numbers."""
    labels = {letter: rng.sample(range(1, 6), 5) for letter in CASES}
    return {
        "names": {
            letter: {state: rng.choice(names) for state, names in states.items()}
            for letter, states in MACHINES.items()
        },
        "labels": {
            letter: {
                case: f"{letter}-{number}" for case, number in zip(CASES[letter], labels[letter], strict=True)
            }
            for letter in CASES
        },
        "low": rng.randint(10, 40) * 10,
        "high": rng.randint(100, 300) * 10,
        "limit": rng.randint(50, 90) * 10,
        "most": rng.randint(3, 9),
    }


def small(variant: dict[str, Any]) -> list[Small]:
    """Return the four machines of a variant."""
    return [_small(letter, variant) for letter in MACHINES]


def _small(letter: str, variant: dict[str, Any]) -> Small:
    names, labels = variant["names"][letter], variant["labels"][letter]
    start, states = _STATES[letter](names, variant)
    values = dict(zip(CASES[letter], _INPUTS[letter](variant), strict=True))
    about = {labels[case]: case for case in CASES[letter]}
    listed = _listed(start, states, random.Random(f"{names}"))
    return Small(letter, listed, {label: values[about[label]] for label in sorted(about)}, about)


def _listed(start: str, states: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Return a definition with its states in an order that is no way through it."""
    for order in _orders(list(states), rng):
        definition = {"StartAt": start, "States": {name: states[name] for name in order}}
        if not ways.is_a_way(definition, order[:3]) and order[0] != start:
            return definition
    raise AssertionError(start)


def _orders(names: list[str], rng: random.Random) -> Iterator[list[str]]:
    while True:
        yield rng.sample(names, len(names))


def _is(field: str, comparator: str, value: Any, to: str = "") -> dict[str, Any]:
    test = {"Variable": f"$.{field}", comparator: value}
    return {**test, "Next": to} if to else test


def _answers(names: dict[str, str], _: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    rules = [
        _is("answer", "StringEquals", "yes", names["yes"]),
        _is("answer", "StringEquals", "later", names["later"]),
    ]
    return names["first"], {
        names["first"]: {"Type": "Pass", "Next": names["choice"]},
        names["choice"]: {"Type": "Choice", "Choices": rules, "Default": names["no"]},
        names["yes"]: {"Type": "Pass", "Next": names["end"]},
        names["later"]: {"Type": "Pass", "End": True},
        names["no"]: {"Type": "Fail", "Error": "Refused"},
        names["end"]: {"Type": "Succeed"},
    }


def _sizes(names: dict[str, str], variant: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    rules = [
        _is("amount", "NumericGreaterThan", variant["low"], names["middle"]),
        _is("amount", "NumericGreaterThan", variant["high"], names["top"]),
    ]
    return names["first"], {
        names["first"]: {"Type": "Pass", "Next": names["choice"]},
        names["choice"]: {"Type": "Choice", "Choices": rules, "Default": names["small"]},
        names["middle"]: {"Type": "Pass", "Next": names["end"]},
        names["top"]: {"Type": "Pass", "Next": names["end"]},
        names["small"]: {"Type": "Fail", "Error": "NotWorthIt"},
        names["end"]: {"Type": "Succeed"},
    }


def _gates(names: dict[str, str], variant: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    limit = variant["limit"]
    by_hand = [_is("channel", "StringEquals", "branch"), _is("amount", "NumericGreaterThan", limit)]
    by_rule = [_is("channel", "StringEquals", "web"), _is("amount", "NumericLessThanEquals", limit)]
    unknown = {"Not": _is("customerId", "IsPresent", value=True), "Next": names["stranger"]}
    rules = [{"Or": by_hand, "Next": names["hand"]}, {"And": by_rule, "Next": names["auto"]}]
    return names["gate"], {
        names["gate"]: {"Type": "Choice", "Choices": [unknown], "Default": names["route"]},
        names["stranger"]: {"Type": "Fail", "Error": "NoCustomer"},
        names["route"]: {"Type": "Choice", "Choices": rules},
        names["hand"]: {"Type": "Pass", "Next": names["sign"]},
        names["sign"]: {"Type": "Pass", "Next": names["end"]},
        names["auto"]: {"Type": "Pass", "Next": names["end"]},
        names["end"]: {"Type": "Succeed"},
    }


def _rounds(names: dict[str, str], variant: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    rules = [
        _is("run.tries", "NumericGreaterThanEquals", variant["most"], names["stop"]),
        _is("done", "BooleanEquals", True, names["thank"]),
    ]
    count = {"tries.$": "States.MathAdd($.run.tries, 1)"}
    return names["choice"], {
        names["choice"]: {"Type": "Choice", "Choices": rules, "Default": names["wait"]},
        names["stop"]: {"Type": "Fail", "Error": "TooOften"},
        names["thank"]: {"Type": "Succeed"},
        names["wait"]: {"Type": "Wait", "Seconds": 60, "Next": names["count"]},
        names["count"]: {"Type": "Pass", "Parameters": count, "ResultPath": "$.run", "Next": names["choice"]},
    }


def _of_answers(_: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"answer": "yes"}, {"answer": "later"}, {"answer": "no"}, {"answer": "Yes"}, {"reply": "yes"}]


def _of_sizes(variant: dict[str, Any]) -> list[dict[str, Any]]:
    low, high = variant["low"], variant["high"]
    return [{"amount": amount} for amount in (low - 7, low, (low + high) // 2, high, high + 500)]


def _of_gates(variant: dict[str, Any]) -> list[dict[str, Any]]:
    limit, known = variant["limit"], {"customerId": "C-77"}
    return [
        {"channel": "web", "amount": limit // 3},
        {**known, "channel": "branch", "amount": limit // 4},
        {**known, "channel": "web", "amount": limit},
        {**known, "channel": "phone", "amount": limit // 2},
        {**known, "channel": "app", "amount": limit + 1},
    ]


def _of_rounds(variant: dict[str, Any]) -> list[dict[str, Any]]:
    most = variant["most"]
    looks = ((True, 0), (True, most), (False, most), (False, most - 1), (False, most - 2))
    return [{"done": done, "run": {"tries": tries}} for done, tries in looks]


_STATES = {"A": _answers, "B": _sizes, "C": _gates, "D": _rounds}
_INPUTS = {"A": _of_answers, "B": _of_sizes, "C": _of_gates, "D": _of_rounds}
