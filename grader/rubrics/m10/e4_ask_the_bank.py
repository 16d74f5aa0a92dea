"""M10 E4, ask the bank: an HTTP Task, its connection, and which answers of a partner are worth another try.

The bank is scripted, answer by answer, on a virtual clock. Decided:

* What is retried is seen in the requests that arrive. Waits are the learner's choice, as long as each is longer than the
  one before; so is the number of tries, from three to six.
* A bank that says nothing is not asked again, since somebody waits: so the limit is measured by the end.
* The key is looked for in all of the definition, in whichever field. That it is not there is worth nothing as long as
  the bank is not reached in another way.
* The currency may stand in the query of the address or in the field for it.
"""

import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import Response, document, machine

from .rates import Asked, Day, ask, body

DELIVERED = "bank_rate"
BANKS = ("harbour", "valley", "summit", "meadow", "bridge", "tower", "garden", "canal")
LEAST_TRIES, MOST_TRIES = 3, 6
PASSING = (429, 500, 502, 503, 504)
NAMED = "States.Http.StatusCode"


def variant(rng: random.Random) -> dict[str, Any]:
    """The bank's address, its connection, the key in it, and how long an answer may take."""
    bank = rng.choice(BANKS)
    number = f"{rng.getrandbits(48):012x}"
    return {
        "endpoint": f"https://api.{bank}-bank.example/rates",
        "connection_arn": f"arn:aws:events:us-east-1:123456789012:connection/{bank}-bank/5f0c7a1e-{number}",
        "api_key": f"rk-{rng.getrandbits(56):014x}",
        "patience_seconds": rng.randint(7, 29),
    }


def good(rng: random.Random, currency: str = "CHF", seconds: float = 0.0) -> Response:
    """Return a success of the bank's."""
    as_of = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return Response(body=body(currency, rng.randint(20_000, 190_000) / 100_000, as_of), seconds=seconds)


def usual(bench: Bench) -> list[Day]:
    """The bank answers at once, or nearly too late."""
    rng, nearly = random.Random(f"{bench.variant}"), bench.variant["patience_seconds"] - 1.0
    return [
        Day("the bank answers at once", (good(rng),)),
        Day(f"the bank answers after {nearly:g} s", (good(rng, seconds=nearly),)),
        *more_usual(bench),
    ]


@hidden
def more_usual(_: Bench, rng: random.Random) -> list[Day]:
    """Another currency."""
    currency = rng.choice(("SEK", "NOK", "PLN", "CZK"))
    return [Day(f"the bank is asked for {currency}", (good(rng, currency),), currency)]


def passing(bench: Bench) -> list[Day]:
    """Each status that passes, twice in a row at most."""
    rng = random.Random(f"{bench.variant}/passing")
    single = [
        Day(f"{status} twice, then a rate", (Response(status), Response(status), good(rng)))
        for status in PASSING
    ]
    return [
        *single,
        Day("429, then 503, then a rate", (Response(429), Response(503), good(rng))),
        *more_passing(bench),
    ]


@hidden
def more_passing(_: Bench, rng: random.Random) -> list[Day]:
    """Two of them, one after the other."""
    one, other = rng.sample(PASSING, 2)
    return [Day(f"{one}, then {other}, then a rate", (Response(one), Response(other), good(rng)))]


def lasting(bench: Bench) -> list[Day]:
    """A status that does not pass."""
    return [Day(f"{status} at every try", (Response(status),)) for status in (429, 503, *more_lasting(bench))]


@hidden
def more_lasting(_: Bench, rng: random.Random) -> list[int]:
    """Another one."""
    return [rng.choice((500, 502, 504))]


def wrong(bench: Bench) -> list[Day]:
    """What is our own fault."""
    return [
        Day(f"{status} at every try", (Response(status),)) for status in (400, 401, 404, *more_wrong(bench))
    ]


@hidden
def more_wrong(_: Bench, rng: random.Random) -> list[int]:
    """Others of the four hundreds."""
    return rng.sample((403, 405, 409, 410, 422), 2)


def asked(days: Callable[[Bench], list[Day]]) -> Callable[[Bench], list[Asked]]:
    """Return the scene of these days."""

    def played(bench: Bench) -> list[Asked]:
        return [_ask(bench, day) for day in days(bench)]

    return played


USUAL, PASSES, LASTS, WRONG = asked(usual), asked(passing), asked(lasting), asked(wrong)


def gives_the_rate(bench: Bench) -> Iterator[Finding]:
    """The output is rate and day; the bank was asked once, for this currency."""
    for seen in bench.once(USUAL):
        bench.count()
        wanted = {"ends": "succeeded", "output": _rate(seen), "the bank was asked for": [seen.day.currency]}
        got = {
            "ends": seen.end,
            "output": seen.story.output,
            "the bank was asked for": [each.query.get("currency", each.query) for each in seen.requests],
        }
        yield from _differs(seen, got, wanted)
        if any(each.method != "GET" for each in seen.requests):
            yield _finding(seen, {"Method": seen.requests[0].method}, {"Method": "GET"})


def passes(bench: Bench) -> Iterator[Finding]:
    """What passes is tried again, until there is a rate."""
    for seen in bench.once(PASSES):
        bench.count()
        got = {"ends": seen.end, "tries": len(seen.requests)}
        yield from _differs(seen, got, {"ends": "succeeded", "tries": len(seen.day.responses)})


def backs_off(bench: Bench) -> Iterator[Finding]:
    """Each wait is longer than the one before, wherever there is one."""
    tried_again = [seen for seen in bench.once(LASTS) if seen.waits]
    for seen in tried_again or bench.once(LASTS)[:1]:
        bench.count()
        waits = seen.waits
        grows = all(before < after for before, after in itertools.pairwise(waits))
        if len(waits) < LEAST_TRIES - 1 or not grows:
            wanted = "at least two waits, each longer than the one before"
            yield _finding(seen, {"seconds between the tries": waits}, wanted)
    # Where chance decides, the waits may happen to grow.
    if '"JitterStrategy": "FULL"' in json.dumps(document(bench, DELIVERED)):
        yield Finding("the retrier", None, {"JitterStrategy": "FULL"}, "no jitter")


def gives_up(bench: Bench) -> Iterator[Finding]:
    """What does not pass ends the execution with that error, after three to six tries."""
    for seen in bench.once(LASTS):
        bench.count()
        tries, status = len(seen.requests), seen.day.responses[0].status
        if not LEAST_TRIES <= tries <= MOST_TRIES or seen.story.error != f"{NAMED}.{status}":
            got = {"ends": seen.end, "tries": tries}
            wanted = {
                "ends": f"failed with {NAMED}.{status}",
                "tries": f"from {LEAST_TRIES} to {MOST_TRIES}",
            }
            yield _finding(seen, got, wanted)


def is_not_repeated(bench: Bench) -> Iterator[Finding]:
    """What is our own fault ends the execution at once, while other things are tried again."""
    if not any(seen.waits for seen in bench.once(LASTS)):
        seen = bench.once(LASTS)[0]
        yield _finding(seen, {"tries": len(seen.requests)}, "this one is tried again, others are not")
        return
    for seen in bench.once(WRONG):
        bench.count()
        last = seen.day.responses[-1].status
        got = {"ends": seen.end, "tries": len(seen.requests)}
        wanted = {"ends": f"failed with {NAMED}.{last}", "tries": len(seen.day.responses)}
        yield from _differs(seen, got, wanted)


def keeps_the_secret(bench: Bench) -> Iterator[Finding]:
    """The bank is reached by the connection, and the key stands nowhere."""
    bench.count(2)
    first = bench.once(USUAL)[0]
    if not first.requests:
        yield _finding(first, {"ends": first.end}, "the bank is reached by your connection")
    if bench.variant["api_key"] in json.dumps(document(bench, DELIVERED)):
        yield Finding("the definition", None, "it holds your api_key", "the key is in the connection alone")


def has_patience(bench: Bench) -> Iterator[Finding]:
    """An answer is waited for as long as agreed, and then the execution fails."""
    bench.count()
    seen = bench.once(_hangs)
    most = bench.variant["patience_seconds"]
    got = {"ends": seen.end, "after seconds": round(seen.story.seconds, 3), "tries": len(seen.requests)}
    wanted = {"ends": "failed with States.Timeout", "after seconds": most, "tries": 1}
    yield from _differs(seen, got, wanted)


def _hangs(bench: Bench) -> Asked:
    return _ask(bench, Day("the bank never answers", (Response(hangs=True),)))


def _ask(bench: Bench, day: Day) -> Asked:
    return ask(machine(bench, DELIVERED), bench.variant["endpoint"], bench.variant["connection_arn"], day)


def _rate(seen: Asked) -> dict[str, Any]:
    told = seen.day.responses[-1].body
    return {"rate": told["rate"], "asOf": told["asOf"]}


def _differs(seen: Asked, got: dict[str, Any], expected: dict[str, Any]) -> Iterator[Finding]:
    if not same(got, expected):
        if expected["ends"] == "succeeded" and seen.story.cause:
            got = got | {"because": seen.story.cause}
        yield _finding(seen, got, expected)


def _finding(seen: Asked, got: Any, expected: Any) -> Finding:
    return Finding(seen.day.words, seen.story.given, got, expected, run=seen.story.drawn())


def _retries_our_own_fault(bench: Bench) -> bool:
    return any(len(seen.requests) > 1 for seen in bench.once(WRONG))


def _tells_the_secret(bench: Bench) -> bool:
    return bench.variant["api_key"] in json.dumps(document(bench, DELIVERED))


EXERCISE = Exercise(
    id="m10.e4",
    title="Ask the bank",
    lesson="D6",
    deliver=(DELIVERED,),
    variant=variant,
    parts=(
        Part("The output is rate and asOf, for the currency of the input", 1, "B", gives_the_rate),
        Part("429 and the five hundreds are tried again, and then there is a rate", 2, "F", passes),
        Part("Each wait is longer than the one before", 1, "F", backs_off),
        Part("What does not pass ends in its error, after three to six tries", 1, "F", gives_up),
        Part("Any other four hundred ends the execution at once", 1, "F", is_not_repeated),
        Part("The key is in the connection, and not in the definition", 2, "N", keeps_the_secret),
        Part("An answer is waited for as long as agreed", 2, "SV", has_patience),
    ),
    misconceptions=(
        Misconception(
            "K10.9",
            "secret in headers",
            _tells_the_secret,
            "Everyone who can read the definition can read this.",
            about="the key",
        ),
        Misconception(
            "K10.10",
            "retries 4xx",
            _retries_our_own_fault,
            "The partner did not understand you. Will it in two seconds?",
            about="the retrier",
        ),
    ),
    hints=(
        (
            "Two questions for each answer of the bank: is it its fault or ours, and will the same question get another answer in "
            "a few seconds? And who must know the key: the definition, or only what sends the request?"
        ),
        (
            "An HTTP Task sends one request with what its connection adds. An answer that is no success is an error whose name "
            "ends in the status; a retrier names those that pass. The answer comes with status and headers around it: take out "
            "what is asked for. Lesson step D6."
        ),
        (
            "`arn:aws:states:::http:invoke` with ApiEndpoint, Method, QueryParameters and `Authentication` (or InvocationConfig) "
            "with ConnectionArn. Errors: `States.Http.StatusCode.429` and so on, one name for each status. The body of the answer is "
            "`$.ResponseBody` in JSONPath (ResultSelector), `$states.result.ResponseBody` in JSONata (Output). `TimeoutSeconds` "
            "stands in the Task."
        ),
        (
            "A neighbour: the garage's stock is asked for a part.\n"
            "```json\n"
            '"Stock": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": {"ApiEndpoint": '
            '"https://api.garage.example/stock", "Method": "GET", "QueryParameters": {"part.$": "$.part"}, "Authentication": '
            '{"ConnectionArn": "arn:aws:events:...:connection/garage/..."}}, "TimeoutSeconds": 5, "ResultSelector": {"pieces.$": '
            '"$.ResponseBody.pieces"}, "Retry": [{"ErrorEquals": ["States.Http.StatusCode.503"], "IntervalSeconds": 1, '
            '"BackoffRate": 2, "MaxAttempts": 3}], "End": true}\n'
            "```"
        ),
    ),
)
