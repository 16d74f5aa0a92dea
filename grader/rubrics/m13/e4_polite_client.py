"""M13 E4, the polite client: 200 of them at once, a service that cannot serve them all at once, and one that is down.

Judged by when the service is asked, and by what is returned. Decided:

* The waits are judged as a spread: each quarter of what is allowed must be used. By which formula, and whether by the
  `rng` that was handed in, is left open.
* Grading sends another crowd in the place of the visible one: crowds differ by their random numbers alone.
* Who begins no further try, since the wait would end after the deadline, or is over, returns at once.
* A last response is returned as it is; who raises instead keeps the caller from knowing what it was.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .crowd import CLIENTS, Asked, Response, ask, crowd

TRIES = 5
ENOUGH = 170
# A quarter of the waits should lie in each quarter; by chance alone it is never so few of a hundred.
FEWEST = 0.05
MANY = 100
# By chance alone, the longest of the waits is never that short.
UNLIKELY = 1e-6
CLOSE = 0.002


def variant(rng: random.Random) -> dict[str, Any]:
    """The numbers of the client, in seconds."""
    return {
        "first_delay": rng.choice((0.4, 0.5, 0.6, 0.7)),
        "longest_delay": rng.choice((2.8, 3.2, 3.6, 4.2)),
        "shortest_pause": rng.choice((0.05, 0.08, 0.1)),
        "deadline": rng.randint(12, 19),
    }


def allowed(variant: dict[str, Any], number: int) -> float:
    """Return the longest wait after so many tries, from 1."""
    return float(min(variant["longest_delay"], variant["first_delay"] * 2 ** (number - 1)))


@hidden
def more_seeds(_: Bench, rng: random.Random) -> list[str]:
    """Another crowd, whose random numbers nobody knows."""
    return [f"hidden {rng.random()}"]


def crowds(bench: Bench) -> list[list[Asked]]:
    """Send the hidden crowds, and where there is none the one that every learner sees."""
    return [crowd(bench, seed) for seed in more_seeds(bench)] or [bench.once(visible_crowd)]


def visible_crowd(bench: Bench) -> list[Asked]:
    """Send the crowd that every learner sees."""
    return crowd(bench, f"{bench.variant}")


def turned_away(bench: Bench) -> list[Asked]:
    """Send clients of whom none is served, so that there are enough waits of each length."""
    return crowd(bench, f"{bench.variant} turned away", clients=MANY, accepts=0)


def _crowds(bench: Bench) -> list[list[Asked]]:
    bench.answer("call")  # where it does not run at all, one finding says so
    return bench.once(crowds)


def _trouble(asked: list[Asked]) -> Iterator[Finding]:
    """Find the client of a crowd that raised something."""
    for each in asked:
        if each.error:
            yield each.error.finding("200 clients at once", given="one of the clients")
            return


def spreads(bench: Bench) -> Iterator[Finding]:
    """The waits of a crowd use all that is allowed, and no more."""
    for asked in (*_crowds(bench), bench.once(turned_away)):
        bench.count()
        if trouble := list(_trouble(asked)):
            yield from trouble
            return
        if not any(each.waits for each in asked):
            yield Finding("200 clients at once", None, "nobody tries again", "who gets a 429 tries again")
            return
        for number in range(1, TRIES):
            waits = [each.waits[number - 1] for each in asked if len(each.waits) >= number]
            given = f"{len(waits)} of {len(asked)} clients try again"
            yield from _spread(waits, allowed(bench.variant, number), number, given)


def _spread(waits: list[float], most: float, number: int, given: str) -> Iterator[Finding]:
    where, expected = f"waits after try {number}", f"anything from 0 to {most:g} s, each as likely as another"
    if not waits:
        return
    if max(waits) > most + CLOSE:
        yield Finding(where, given, f"up to {max(waits):.2f} s", expected)
    elif max(waits) < most * UNLIKELY ** (1 / len(waits)):
        yield Finding(where, given, f"up to {max(waits):.2f} s only", expected)
    elif len(waits) >= MANY:
        counts = [0, 0, 0, 0]
        for wait in waits:
            counts[min(3, int(4 * wait / most))] += 1
        if min(counts) < FEWEST * len(waits):
            names = (f"{most * at / 4:.2f} to {most * (at + 1) / 4:.2f} s" for at in range(4))
            yield Finding(where, given, dict(zip(names, counts, strict=True)), expected)


def gets_through(bench: Bench) -> Iterator[Finding]:
    """Nearly all of a crowd get their answer, with five tries each."""
    for asked in _crowds(bench):
        bench.count()
        if trouble := list(_trouble(asked)):
            yield from trouble
            return
        worst = max(asked, key=lambda each: len(each.tries))
        served = sum(_is_served(each) for each in asked)
        if len(worst.tries) > TRIES:
            got, expected = f"one client tries {len(worst.tries)} times", f"at most {TRIES} tries each"
            yield Finding("200 clients at once", None, got, expected)
        elif served < ENOUGH:
            got = f"{served} of {CLIENTS} clients return a 200"
            yield Finding("200 clients at once", None, got, f"at least {ENOUGH}")


def _is_served(asked: Asked) -> bool:
    return isinstance(asked.returned, dict) and asked.returned.get("status") == 200


def single(bench: Bench) -> dict[str, tuple[Any, Asked]]:
    """Ask a service alone: responses that are final, those that are not, one that is down, and one that is slow."""
    variant, found = bench.variant, dict[str, tuple[Any, Asked]]()
    middle = random.Random(f"alone {variant}").random
    final = [{"status": status, "tries": 1} for status in (400, 404, *more_refusals(bench))]
    final += [{"status": 503, "tries": 3}, {"status": 429, "tries": 2}]
    passing = [{"status": status, "tries": 1} for status in (429, 503, 500, 502)]
    # Whatever the first wait is, there is time for a second try; and even with the shortest pauses none for a third one.
    roomy = variant["deadline"] - variant["first_delay"] - 0.1
    half = variant["deadline"] / 2 - variant["shortest_pause"]
    with bench.account() as account:
        for each in final:
            found[f"final {each}"] = each, ask(bench, account, _then(each, each), middle)
        for each in passing:
            found[f"passing {each}"] = (
                each,
                ask(bench, account, _then(each, {"status": 200, "tries": 1}), middle),
            )
        down: Response = {"status": 503, "tries": 1}
        for low, drawn in (("0", lambda: 0.0), ("0.5", lambda: 0.5), ("0.99", lambda: 0.99)):
            given = {"every response": down, "each takes": "0.05 s", "rng() returns": low}
            found[f"down {low}"] = given, ask(bench, account, _then(down, down), drawn)
        just = variant["deadline"] - 0.02
        for seconds, tries, share in (
            (roomy, 2, 0.0),
            (half + 0.1, 2, 0.0),
            (just, 1, 0.99),
            (just + 3, 1, 0.0),
        ):
            given = {"every response": down, "each takes": f"{seconds:.2f} s", "rng() returns": f"{share:g}"}
            asked = ask(bench, account, _then(down, down), lambda share=share: share, seconds)  # type: ignore[misc]
            found[f"slow {tries} {seconds}"] = given, asked
    return found


@hidden
def more_refusals(_: Bench, rng: random.Random) -> list[int]:
    """Other errors of the client's own."""
    return rng.sample((401, 403, 405, 409, 410, 415, 422), 2)


def _then(first: Response, later: Response) -> Callable[[float, int], Response]:
    return lambda _, number: later if number else first


def _single(bench: Bench, *kinds: str) -> list[tuple[str, Any, Asked]]:
    bench.answer("call")
    found = bench.once(single).items()
    return [(name, given, asked) for name, (given, asked) in found if name.startswith(kinds)]


def leaves_alone(bench: Bench) -> Iterator[Finding]:
    """What another try cannot mend, or what has been tried again below, is returned; anything else is tried again."""
    for name, given, asked in _single(bench, "final", "passing"):
        bench.count()
        if asked.error:
            yield asked.error.finding("one call", given={"first response": given})
        elif name.startswith("final") and (len(asked.tries) != 1 or not same(asked.returned, given)):
            yield Finding(
                "one call", {"first response": given}, asked.told, "one try; this response is returned"
            )
        elif name.startswith("passing") and (len(asked.tries) != 2 or not _is_served(asked)):
            expected = "a second try; its response, a 200, is returned"
            yield Finding("one call", {"first response": given}, asked.told, expected)


def keeps_limits(bench: Bench) -> Iterator[Finding]:
    """Five tries, a pause between them, none after the deadline, and no wait that leads to nothing."""
    pause, deadline = bench.variant["shortest_pause"], bench.variant["deadline"]
    for name, given, asked in _single(bench, "down", "slow"):
        bench.count()
        last = asked.tries[-1] if asked.tries else None
        if asked.error or last is None:
            got: Any = asked.error.got if asked.error else "no try at all"
            yield Finding("a service that is down", given, got, "the last response is returned")
        elif name.startswith("down") and len(asked.tries) != TRIES:
            yield Finding("a service that is down", given, asked.told, f"{TRIES} tries")
        elif name.startswith("slow") and len(asked.tries) != int(name.split()[1]):
            yield Finding("a service that is down", given, asked.told, _in_time(name, pause, deadline))
        elif asked.ended > last.end + CLOSE:
            expected = (
                f"it returns at {last.end:.2f} s, right after the last try; the deadline is {deadline} s"
            )
            yield Finding("a service that is down", given, asked.told, expected)
        elif min(asked.waits, default=pause) < pause - CLOSE:
            expected = f"at least {pause:g} s between the end of a try and the next"
            yield Finding("a service that is down", given, asked.told, expected)
        elif not same(asked.returned, last.response):
            yield Finding("a service that is down", given, asked.told, "the last response is returned")


def _in_time(name: str, pause: float, deadline: int) -> str:
    """Tell how many tries of a slow service can begin before the deadline, and when."""
    tries, seconds = int(name.split()[1]), float(name.split()[2])
    last, next_one = ((tries - 1) * (seconds + pause), tries * (seconds + pause))
    moments = f"try {tries} can begin at {last:.2f} s, try {tries + 1} not before {next_one:.2f} s"
    return f"tries: {tries}; {moments}, and the deadline is {deadline} s"


def _in_step_or_over(bench: Bench) -> bool:
    """Whether all clients wait the same after their first try, or somebody waits for longer than the longest delay."""
    bench.answer("call")
    waits = [each.waits for each in bench.once(visible_crowd) if each.waits]
    first = [each[0] for each in waits]
    longest = bench.variant["longest_delay"] + CLOSE
    in_step = len(first) > 1 and max(first) - min(first) < CLOSE
    return in_step or any(max(each) > longest for each in waits)


def _tries_again_above(bench: Bench) -> bool:
    """Whether what a layer below has tried again is tried again."""
    return any(given["tries"] > 1 and len(asked.tries) > 1 for _, given, asked in _single(bench, "final"))


EXERCISE = Exercise(
    id="m13.e4",
    title="Polite client",
    lesson="D7",
    deliver=("call",),
    variant=variant,
    patience=300.0,
    parts=(
        Part("The waits of 200 clients are spread over all that is allowed", 3, "T", spreads),
        Part(f"Of 200 clients at once, {ENOUGH} get through", 4, "F", gets_through),
        Part("Only what another try can mend is tried again", 1, "B", leaves_alone, "D9"),
        Part("Tries, pause and deadline are kept", 2, "T", keeps_limits),
    ),
    misconceptions=(
        Misconception(
            "K13.9",
            "retry without jitter or cap",
            _in_step_or_over,
            "Look at the comb in the timeline. What do all these clients have in common, and who waits longest?",
            about="the wait between two tries",
        ),
        Misconception(
            "K13.10",
            "retries at every layer",
            _tries_again_above,
            "Three layers, three tries each. Multiply.",
            about="a response that has been tried again below",
        ),
    ),
    hints=(
        (
            "A door lets six people in at a time, and 200 stand before it. All step back for exactly two seconds and come again. "
            "What do they find? What if each had thrown dice for how long to step back?"
        ),
        (
            "The longest wait doubles from try to try, up to a cap; the wait itself is any number between nought and that: full "
            "jitter. What another try cannot mend is returned at once, and so is what a layer below has tried again. "
            "Lesson steps D7 and D9."
        ),
        (
            "`for number in range(5)`: ask, look at the response, and return it if it is final or `number` is 4. Else the wait is "
            '`rng() * min(longest, first * 2**number)`, and not below the pause. Is `clock["now"]()` plus that wait later than the '
            'begin plus the deadline, return as well; else `clock["sleep"](wait)`.'
        ),
        (
            "A neighbour: somebody rings at a door, up to three times, and steps back in between, for any time up to 10 s, then up "
            "to 20 s.\n"
            "```python\n"
            "for number in range(3):\n"
            "    if ring() or number == 2:\n"
            "        break\n"
            "    sleep(rng() * 10 * 2**number)\n"
            "```"
        ),
    ),
)
