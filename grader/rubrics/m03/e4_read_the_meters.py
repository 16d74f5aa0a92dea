"""M03 E4, read the meters: six incidents as series of metrics, and for each its cause and the metric that proves it.

What is right is reckoned from the series that a learner sees. Decided: where Latency and IntegrationLatency rise together
the second proves it, because the first would rise in either case; where only Latency rises, it takes both to say so, and
either counts beside the right cause.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .incidents import CAUSES, CLIENT, FAILING, GATEWAY, METRICS, PEAK, SLOW, Series, cause, drawn, proofs

LETTERS = "ABCDEFGHJKLM"
INCIDENTS = 6
EVERY = 5
NO_PAIR = ("no pair", "no pair")


def variant(rng: random.Random) -> dict[str, Any]:
    """Six labels; the series belonging to them are drawn from the labels."""
    labels = rng.sample(
        [f"incident-{letter}{number}" for letter in LETTERS for number in range(10, 99)], INCIDENTS
    )
    return {"labels": dict(zip(map(str, range(1, INCIDENTS + 1)), labels, strict=True))}


def series(values: dict[str, Any]) -> dict[str, Series]:
    """Return the series by their labels, in the order in which they are shown."""
    labels = values["labels"].values()
    found = zip(labels, drawn(random.Random(" ".join(labels))), strict=True)
    return dict(sorted(found, key=lambda pair: pair[0]))


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the meters of each incident as a block of text."""
    return {label: _block(each) for label, each in series(values).items()}


def _block(found: Series) -> str:
    wide = max(len(name) for name in METRICS)
    minutes = [EVERY * at for at in range(len(found["Count"]))]
    rows = {"minute": minutes, **found}
    lines = (f"{name:<{wide}}" + "".join(f"{each:>6}" for each in values) for name, values in rows.items())
    return "\n".join([*lines, ""])


def _diagnosis(bench: Bench) -> dict[str, Any]:
    value = bench.answer("diagnosis").value
    if not isinstance(value, dict):
        raise bench.answer("diagnosis").refused(
            value, 'a dictionary {"incident-A10": ("cause", "metric"), ...}'
        )
    return value


def _pair(value: Any) -> tuple[str, str]:
    """Return an incident's cause and metric; what is no pair of two texts has neither."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value):
        return value[0], value[1]
    return NO_PAIR


def _right(of: tuple[str, ...], at: int) -> Callable[[Bench], Iterator[Finding]]:
    """Return the check that incidents with one of these causes have the right cause (`at` 0) or metric (`at` 1)."""

    def check(bench: Bench) -> Iterator[Finding]:
        said = _diagnosis(bench)
        for label, each in series(bench.variant).items():
            if cause(each) not in of:
                continue
            bench.count()
            pair = _pair(said.get(label))
            # One of two metrics is enough only for whoever names what the two show.
            proving = proofs(each) if pair[0] == cause(each) else proofs(each)[:1]
            what, words, right = (("cause", CAUSES, (cause(each),)), ("metric", METRICS, proving))[at]
            if pair[at] not in right:
                yield Finding(f"{what} of {label}", None, *_told(said, label, at, words))

    return check


def _told(said: dict[str, Any], label: str, at: int, words: tuple[str, ...]) -> tuple[Any, str]:
    """Return the cause or metric that the answer gives to an incident, and what to give instead where it is wrong."""
    if label not in said:
        return "nothing", f"one of {', '.join(words)}"
    if (pair := _pair(said[label])) == NO_PAIR:
        return said[label], 'a pair of texts, such as ("slow backend", "IntegrationLatency")'
    return pair[at], f"another one: {', '.join(word for word in words if word != pair[at])}"


def _said_of(bench: Bench, right: str) -> list[str]:
    """Return which causes the answer gives to the incidents of one cause."""
    said = _diagnosis(bench)
    return [
        _pair(said.get(label))[0] for label, each in series(bench.variant).items() if cause(each) == right
    ]


def _clocks_confused(bench: Bench) -> bool:
    """Whether a slow backend is blamed on the gateway, or the gateway's own time on the backend."""
    return GATEWAY in _said_of(bench, SLOW) or SLOW in _said_of(bench, GATEWAY)


def _backend_blamed_for_clients(bench: Bench) -> bool:
    return FAILING in _said_of(bench, CLIENT)


EXERCISE = Exercise(
    id="m03.e4",
    title="Read the meters",
    lesson="D5",
    deliver=("diagnosis",),
    variant=variant,
    shown=shown,
    parts=(
        Part("Cause: whose errors these are", 2, "V", _right((CLIENT, FAILING), 0)),
        Part("Cause: where the time goes", 2, "V", _right((GATEWAY, SLOW), 0)),
        Part("Cause: a busy day is no incident", 2, "V", _right((PEAK,), 0)),
        Part("Metric: what proves an error", 2, "V", _right((CLIENT, FAILING), 1)),
        Part(
            "Metric: what proves where the time goes, or that nothing is wrong",
            2,
            "V",
            _right((GATEWAY, SLOW, PEAK), 1),
        ),
    ),
    misconceptions=(
        Misconception(
            "K03.8",
            "4XX counted as backend failure",
            _backend_blamed_for_clients,
            "Who sent something wrong in a 4XX?",
            about="incidents with many 4XX errors",
        ),
        Misconception(
            "K03.7",
            "the two clocks confused",
            _clocks_confused,
            "Two clocks run. Which one stops when the backend answers?",
            about="incidents in which answers come late",
        ),
    ),
    hints=(
        (
            "Take one incident and compare its first three columns with the rest. Which of the five rows changes? If several "
            "do: which of them would have changed anyway, because another one did?"
        ),
        (
            "4XX are mistakes of those who ask, 5XX of those who answer. `Latency` runs from the request's arrival to the answer's "
            "departure, `IntegrationLatency` only while the backend works; the difference is the gateway's own. Of errors "
            "the share counts: twice the errors among twice the requests are nothing new. See lesson step D5."
        ),
        (
            'diagnosis = {"incident-A10": ("slow backend", "IntegrationLatency"), ...}: the first is client error, gateway, slow backend, '
            "failing backend or healthy peak, the second one of the five metrics. For each incident reckon "
            "4XXError / Count, 5XXError / Count and Latency - IntegrationLatency, before and after."
        ),
        (
            "A neighbour: Count 400 to 410, 4XXError 5 to 6, 5XXError 1 to 180, Latency 130 to 95, IntegrationLatency 110 to 75. "
            "Nearly half of all requests end in 5XX, and quickly: a failing backend, proved by 5XXError. That answers come "
            "sooner is no good news here."
        ),
    ),
)
