"""M14 E1, decisions: for each hop style, service, reason, risk and answer; and whether that is what was built.

Decided:

* What is expected is not told: whoever is wrong learns which field of which hop is, and reads what is required again.
* Wherever a careful engineer could defend more than one word, each of them is right (`hops`).
* The second half asks for agreement, not for rightness: who decided for a topic where a queue was promised, and built a
  topic, has lost what the first half and E2 cost for it, and nothing here.
* What is read of the build is what happened (`built_hops`), so that neither names nor languages matter. A hop across
  which nothing came does not agree with anything.
* Before anything is built, the second half is not looked at, and the first can be earned.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .built_hops import Seen, seen
from .decision_words import FIELDS
from .hops import TIMES, Hop, hops
from .settings import variant as settings
from .system import DEPLOY, opened

DECISIONS = "decisions"
SHAPE = (
    'a dictionary of dictionaries, such as {"door": {"style": ..., "service": ..., "reason": ..., "risk": ..., '
    '"answer": ...}, ...}'
)
PATH = ("door", "start", "bank", "manager", "fact", "worker")
WANTED = {
    "style": "another style: who waits here, for what, and how long?",
    "service": "a service that carries it in such a way",
    "reason": "what decides here",
    "risk": "a risk of this hop",
    "answer": "what helps against {risk} at this hop",
}

Decisions = dict[str, dict[str, str]]


def variant(rng: random.Random) -> dict[str, Any]:
    """The settings that all exercises share, and the codes of the two checks."""
    values = settings(rng)
    codes = (f"N-{number}" for number in rng.sample(range(10, 100), len(TIMES)))
    return values | {"checks": dict(zip(TIMES, codes, strict=True))}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: what is required of each hop."""
    return {hop.code: hop.told for hop in hops(values)}


def fits(field: str, chosen: Callable[[str], bool] = lambda _: True) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of one field of the chosen hops against what is required."""

    def check(bench: Bench) -> Iterator[Finding]:
        decided = _decided(bench)
        for hop in hops(bench.variant):
            if chosen(hop.code):
                bench.count()
                yield from _differs(hop, field, decided.get(hop.code))

    return check


def _differs(hop: Hop, field: str, decision: dict[str, str] | None) -> Iterator[Finding]:
    where, known = f"{hop.code}, {field}", FIELDS[field]
    if decision is None or not decision.get(field):
        yield Finding(where, hop.told, "nothing was decided", f"one of {', '.join(known)}")
    elif decision[field] not in known:
        yield Finding(where, hop.told, decision[field], f"one of {', '.join(known)}")
    elif decision[field] not in hop.allowed(field, decision.get("risk", "")):
        yield Finding(where, hop.told, decision[field], WANTED[field].format(**decision))


def is_countered(bench: Bench) -> Iterator[Finding]:
    """Find a hop whose risk is none of its own, or whose answer does not help against it there."""
    decided = _decided(bench)
    for hop in hops(bench.variant):
        bench.count()
        decision = decided.get(hop.code)
        wrong = list(_differs(hop, "risk", decision))
        # What would help against a risk that is none, nobody can say.
        yield from wrong or _differs(hop, "answer", decision)


def agrees(*codes: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that these hops are built as they were decided."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(DEPLOY)
        decided, found = _decided(bench), bench.once(_built)
        for code in codes:
            bench.count()
            decision = decided.get(code, {})
            if not found[code].meets(decision):
                said = f"decided: {decision.get('style', 'no style')}, by {decision.get('service', 'no service')}"
                yield Finding(f"{code}, as it was built", said, str(found[code]), "what was decided")

    return check


def _built(bench: Bench) -> dict[str, Seen]:
    with opened(bench) as system:
        return seen(system)


def _decided(bench: Bench) -> Decisions:
    """Return the decisions by hop, as far as they are some. Raises `AnswerError` where the answer is no dictionary."""
    answer = bench.answer(DECISIONS)
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(value, SHAPE)
    return {
        code: {field: _word(word) for field, word in each.items() if isinstance(word, str)}
        for code, each in value.items()
        if isinstance(each, dict)
    }


def _word(text: str) -> str:
    return text.strip().casefold()


def _waits_for_the_bank(bench: Bench) -> bool:
    return _decided(bench).get("door", {}).get("style") == "synchronous"


def _waits_for_hours(bench: Bench) -> bool:
    """Whether somebody is to wait for a person, for a minute's work, or for what cannot be had in time."""
    decided = _decided(bench)
    return any(
        decided.get(hop.code, {}).get("style") == "synchronous"
        for hop in hops(bench.variant)
        if "synchronous" not in hop.styles and hop.code != "door"
    )


def _repeats_what_is_repeated(bench: Bench) -> bool:
    return any(
        each.get("risk") == "twice" and each.get("answer") in ("retry", "buffer", "dead-letter")
        for each in _decided(bench).values()
    )


def _no_buffer(bench: Bench) -> bool:
    return _decided(bench).get("worker", {}).get("service") in ("topic", "bus", "function")


def _built_otherwise(bench: Bench) -> bool:
    """Whether a hop works, and is another one than the record says."""
    if bench.answers[DEPLOY].untouched:
        return False
    decided, found = _decided(bench), bench.once(_built)
    return any(
        each.services
        and decided.get(code, {}).get("service") in FIELDS["service"]
        and not each.meets(decided[code])
        for code, each in found.items()
    )


EXERCISE = Exercise(
    id="m14.e1",
    title="Decisions",
    lesson="D1",
    deliver=(DECISIONS, DEPLOY),
    given=(DEPLOY,),
    variant=variant,
    shown=shown,
    values_of="m14.e2",
    builds_on=("m14.e2",),
    worth=20.0,
    parts=(
        Part("The styles on a payment's way meet what is required", 2, "V", fits("style", PATH.__contains__)),
        Part(
            "The styles of the other six hops do, too", 1, "V", fits("style", lambda code: code not in PATH)
        ),
        Part(
            "The services on a payment's way meet what is required",
            2,
            "V",
            fits("service", PATH.__contains__),
        ),
        Part(
            "The services of the other six hops do, too",
            1,
            "V",
            fits("service", lambda code: code not in PATH),
        ),
        Part("The reason is what decides, at each hop", 2, "V", fits("reason")),
        Part("The risk is one of the hop's, and the answer helps against it", 2, "V", is_countered),
        Part("The way in is built as decided: door, start", 2, "X", agrees("door", "start")),
        Part("Whom the workflow asks is built as decided: bank, manager", 2, "X", agrees("bank", "manager")),
        Part(
            "What follows a payment is built as decided: fact, worker, personal",
            3,
            "X",
            agrees("fact", "worker", "personal"),
        ),
        Part(
            "What is done with files is built as decided: recording, monthly",
            3,
            "X",
            agrees("recording", "monthly"),
        ),
    ),
    misconceptions=(
        Misconception(
            "K14.1",
            "answer waits for the workflow",
            _waits_for_the_bank,
            "A manager may take two days over this payment. What can be said in some hundred milliseconds?",
            about="the hop door",
        ),
        Misconception(
            "K14.11",
            "waiting for what takes too long",
            _waits_for_hours,
            "Who stands there meanwhile, holding the line? Compare how long it takes with how long that one can wait.",
            about="a hop whose style is synchronous",
        ),
        Misconception(
            "K14.3",
            "fan-out without buffers",
            _no_buffer,
            "The service is down for an hour, just now. Where is the payment meanwhile?",
            about="the hop worker",
        ),
        Misconception(
            "K14.12",
            "repetition answered with more of it",
            _repeats_what_is_repeated,
            "It has come twice already. What does your answer make of that: once, or thrice?",
            about="an answer to the risk twice",
        ),
        Misconception(
            "K14.9",
            "the record says one thing, and another was built",
            _built_otherwise,
            "Which of the two has to change: the record, or what stands in the account? The reason that you gave may tell.",
            about="a hop that works, and is not the one in your record",
        ),
    ),
    hints=(
        (
            "Stand at each hop on the sender's side, with a watch: for whom does it wait, and how long may that take? Then stand "
            "on the other side: who is there, what if they are away for an hour, what if it comes twice?"
        ),
        (
            "The style follows from who waits for what. The service follows from the style, and from what must not get lost. "
            "Several words are right at most hops; take the one that you will build. A risk is one that this hop has, and its "
            "answer is what helps against this very risk: a repetition is answered by a key, an absence by a queue or by retries. "
            "Lesson step D1 makes such a record."
        ),
        (
            'Each hop is `"code": {"style": "...", "service": "...", "reason": "...", "risk": "...", "answer": "..."}`, with words '
            "of the five lists. For the two codes of your own compare the milliseconds with your `answer_ms`. The second half "
            "follows a payment through your account: `stepper` and the account's map show you what was built."
        ),
        (
            "A neighbour: a broken windscreen is looked at by an expert, who comes in some days. Claims → expert: "
            '{"style": "callback", "service": "queue", "reason": "person", "risk": "late", "answer": "timeout"}. And the claim\'s '
            'photos, from the bucket to the program that looks at them: {"style": "asynchronous", "service": "queue", "reason": '
            '"own-time", "risk": "bad-item", "answer": "dead-letter"}.'
        ),
    ),
)
