"""M02 E3, which pattern: fourteen cards, and for each the distribution pattern and the style of exchange.

Points go by cards, in three steps for each of two halves; cards whose text leaves something open take two answers.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .scenarios import ASYNC, FAN, MANY, ONE, PATTERNS, SCENARIOS, STYLES, SYNC, Scenario

OPEN = tuple(each for each in SCENARIOS if len(each.right) > 1)
COMPETING = tuple(each for each in SCENARIOS if each.competing)


def _kind(*right: tuple[str, str]) -> tuple[Scenario, ...]:
    return tuple(each for each in SCENARIOS if each.right == right and each not in COMPETING)


# How many cards of each kind there are: for everybody the same, so that only labels, texts and order differ.
KINDS = (
    (_kind((ONE, SYNC)), 3),
    (_kind((ONE, ASYNC)), 1),
    (COMPETING, 2),
    (_kind((MANY, ASYNC)), 3),
    (_kind((FAN, ASYNC)), 3),
    (OPEN, 2),
)


def variant(rng: random.Random) -> dict[str, Any]:
    """Fourteen cards of the six kinds: for each the name of its scenario, and the label by which the answer names it."""
    names = [each.name for kind, many in KINDS for each in rng.sample(kind, many)]
    labels = rng.sample(
        [f"card-{letter}{number}" for letter in "ABCDEFGHJKLM" for number in range(10, 99)], len(names)
    )
    return {"labels": dict(zip(map(str, range(1, len(names) + 1)), labels, strict=True)), "scenarios": names}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the text of each card by its label, in the order of the labels."""
    texts = {each.name: each.text for each in SCENARIOS}
    cards = zip(values["labels"].values(), values["scenarios"], strict=True)
    return {label: texts[name] for label, name in sorted(cards)}


def _cards(bench: Bench) -> list[tuple[str, Scenario]]:
    """Return the learner's cards: label and scenario, in the order in which they are shown."""
    by_name = {each.name: each for each in SCENARIOS}
    names = [by_name[name] for name in bench.variant["scenarios"]]
    return sorted(zip(bench.variant["labels"].values(), names, strict=True), key=lambda card: card[0])


def _chosen(bench: Bench) -> dict[str, Any]:
    value = bench.answer("chosen").value
    if not isinstance(value, dict):
        raise bench.answer("chosen").refused(value, 'a dictionary {"card-A10": ("pattern", "style"), ...}')
    return value


def _pair(value: Any) -> tuple[str, str]:
    """Return a card's pattern and style; what is no pair of two texts has neither."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value):
        return value[0], value[1]
    return "no pair", "no pair"


def _right(wanted: Callable[[Scenario], bool], at: int, what: str) -> Callable[[Bench], Iterator[Finding]]:
    """Return the check that the cards of one kind have the right pattern (`at` 0) or style (`at` 1)."""

    def check(bench: Bench) -> Iterator[Finding]:
        chosen = _chosen(bench)
        for label, card in ((label, card) for label, card in _cards(bench) if wanted(card)):
            bench.count()
            got = _pair(chosen.get(label))[at]
            if got not in {pair[at] for pair in card.right}:
                missing = "nothing chosen" if label not in chosen else got
                yield Finding(f"{what} of {label}", card.text, missing, f"another of {_words(at)}")

    return check


def _words(at: int) -> str:
    return ", ".join(PATTERNS if at == 0 else STYLES)


def _is(pattern: str) -> Callable[[Scenario], bool]:
    return lambda card: card.right[0][0] == pattern and len(card.right) == 1


def _competing_as_fan_out(bench: Bench) -> bool:
    chosen = _chosen(bench)
    return any(_pair(chosen.get(label))[0] == FAN for label, card in _cards(bench) if card.competing)


EXERCISE = Exercise(
    id="m02.e3",
    title="Which pattern",
    lesson="D5",
    deliver=("chosen",),
    variant=variant,
    shown=shown,
    parts=(
        Part(
            "Style: who waits for an answer, and who does not",
            3,
            "V",
            _right(lambda _: True, 1, "style"),
            "D2",
        ),
        Part("Pattern: one receiver", 3, "V", _right(_is(ONE), 0, "pattern")),
        Part(
            "Pattern: several, and whoever is away may miss it",
            2,
            "V",
            _right(_is(MANY), 0, "pattern"),
        ),
        Part(
            "Pattern: several, and each has to get it for certain",
            2,
            "V",
            _right(lambda card: _is(FAN)(card) or len(card.right) > 1, 0, "pattern"),
        ),
    ),
    misconceptions=(
        Misconception(
            "K02.7",
            "fan-out as load sharing",
            _competing_as_fan_out,
            "Does every receiver get a copy, or does each message go to one?",
            about="cards with several equal workers",
        ),
    ),
    hints=(
        (
            "Ask each card two questions. Is there somebody who can do nothing before the answer comes? And if there are several "
            "receivers: would it be a fault if one of them never heard of it?"
        ),
        (
            "Several workers that do the same job are one receiver: each message goes to one of them. Several services that do "
            "different jobs are several receivers. With buffers between, nobody misses anything: that is fan-out. "
            "See lesson step D5."
        ),
        (
            'chosen = {"card-A10": ("one-to-one", "synchronous"), ...}: the first is one-to-one, one-to-many or fan-out, the second '
            "synchronous or asynchronous. The labels of the cards are in your table."
        ),
        (
            "A neighbour: the referee's whistle is one-to-many, asynchronous: whoever is there hears it, and he does not wait. "
            "A registered letter to each of three heirs is fan-out: each has a letter-box. The question to the linesman is "
            "one-to-one and synchronous: the game stands still until he answers."
        ),
    ),
)
