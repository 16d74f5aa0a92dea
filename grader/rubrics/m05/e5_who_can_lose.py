"""M05 E5, who can lose a payment: judge four ways of subscribing by what they do when they fail, and mend two of them.

The bad day is played with the repaired wiring, on the virtual clock, with SNS's and Lambda's own retries. Decided:

* The function's failures are its own: SNS has done its part when Lambda takes the event, so a dead-letter queue at that
  subscription stays empty. With clients for SNS and SQS alone, a queue in the function's place is the repair; the
  examiner lets the function read from it (an event source mapping), as the text promises.
* A partner's endpoint stays subscribed. SNS's retries end long before the outage does, also with the longest delivery
  policy; then only the subscription's dead-letter queue keeps a payment.
* A service must have each payment once: processed, or waiting in a queue of its own. Twice is no repair.
* SNS also sends to a dead-letter queue of a subscription, so the policy of that queue is read as well.
* The list is judged in two parts without saying which names are missing.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import SERVICES, counted, prefix

from .bad_day import KINDS, Day, Fate, Plan, play
from .who_may_send import lacks_policy, not_admitted

DAY = Plan((0, 40, 80, 120, 160, 200))
WEAK_KINDS = ("function", "partner")
EVERYBODY = (*SERVICES, "fraud")


def variant(rng: random.Random) -> dict[str, Any]:
    """Which service is wired in which way, and for how long each fails (longer than SNS ever retries over HTTPS)."""
    queue, one, other, partner_with_dlq = rng.sample(EVERYBODY, len(EVERYBODY))
    # In alphabetical order, so that a list with other values is also a list of other services.
    services = (queue, *sorted((one, other)), partner_with_dlq)
    return dict(zip(KINDS, services, strict=True)) | {
        "outage_minutes": rng.randint(65, 150),
        "prefix": prefix(rng),
    }


@hidden
def more_systems(bench: Bench, rng: random.Random) -> list[tuple[str, dict[str, str], Plan]]:
    """Another system, wired the other way round, on a day with a payment before the outage and one in it."""
    services = [bench.variant[kind] for kind in reversed(KINDS)]
    wired = dict(zip(KINDS, services, strict=True))
    return [(prefix(rng, bench.variant["prefix"]), wired, Plan((0, rng.randint(36, 40))))]


def days(bench: Bench) -> list[Day]:
    """The bad day after the repair, in each system."""
    own = {kind: bench.variant[kind] for kind in KINDS}
    systems = [(bench.variant["prefix"], own, DAY), *more_systems(bench)]
    minutes, played = bench.variant["outage_minutes"], []
    for name, services, plan in systems:
        with bench.account() as account:
            played.append(play(account, name, services, minutes, plan, bench.answer("repair")))
    return played


def names_every_weak_one(bench: Bench) -> Iterator[Finding]:
    """All services that lose payments are in the list."""
    listed, weak = _listed(bench), _weak(bench)
    bench.count()
    named = [service for service in weak if service in listed]
    if len(named) < len(weak):
        expected = f"all of the services that lose payments; this names {len(named)} of them"
        yield Finding("weak", _wired(bench), listed, expected)


def names_no_other(bench: Bench) -> Iterator[Finding]:
    """The list is not empty, and no service in it loses nothing."""
    listed, weak = _listed(bench), _weak(bench)
    bench.count()
    if not listed:
        yield Finding("weak", _wired(bench), listed, "at least one service")
    elif others := [name for name in listed if name not in weak]:
        expected = f"only services that lose payments; of those named, {len(others)} lost nothing"
        yield Finding("weak", _wired(bench), listed, expected)


def has_all_once(*kinds: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that services wired in these ways have every payment once, on AWS too."""

    def check(bench: Bench) -> Iterator[Finding]:
        for day in _days(bench):
            for kind in kinds:
                bench.count()
                yield from _not_once(day.fates[kind])

    return check


def keeps_undeliverable(bench: Bench) -> Iterator[Finding]:
    """What the partner never received is in the dead-letter queue of its subscription."""
    for day in _days(bench):
        bench.count()
        fate = day.fates["partner"]
        name = f"{day.prefix}-{fate.service}-dlq"
        missed = sum(1 for payment in fate.waiting.get(name, []) if fate.processed.get(payment, 0) == 0)
        if missed == 0:
            yield Finding(
                name, {"service": fate.service}, fate.summary(), "the payments that SNS gave up delivering"
            )


def keeps_unreadable(bench: Bench) -> Iterator[Finding]:
    """What a reader of the added queue fails on again and again is in that queue's dead-letter queue."""
    for day in _days(bench):
        bench.count()
        fate = day.fates["function"]
        name = f"{day.prefix}-{fate.service}-q"
        given = f"a message in {name} that its reader fails on again and again"
        if fate.given_up is None:
            yield Finding(
                name, None, "there is no such queue", f"a queue with the dead-letter queue {name}-dlq"
            )
        elif fate.given_up != ["poison"]:
            yield Finding(
                f"{name}-dlq", given, counted(len(fate.given_up), "message"), "that message, in the end"
            )


def _not_once(fate: Fate) -> Iterator[Finding]:
    given = {"service": fate.service, "wired as": fate.kind}
    wanted = "each payment once: processed, or waiting in a queue of its own"
    if fate.lost or fate.doubled:
        got = fate.summary() | ({"more than once": len(fate.doubled)} if fate.doubled else {})
        yield Finding(fate.service, given, got, wanted)
    if not fate.subscribed and fate.kind != "function":
        yield Finding(
            fate.service, given, "its endpoint is no longer subscribed", "it keeps its subscription"
        )
    yield from not_admitted(fate.receivers)


def _days(bench: Bench) -> list[Day]:
    bench.answer("repair")  # where it does not run at all, one finding says so
    return bench.once(days)


def _weak(bench: Bench) -> list[str]:
    return [bench.variant[kind] for kind in WEAK_KINDS]


def _wired(bench: Bench) -> dict[str, str]:
    return {bench.variant[kind]: kind for kind in KINDS}


def _listed(bench: Bench) -> list[str]:
    value = bench.answer("weak").value
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise AnswerError(
            "weak", f"it is {value}", 'a list of names of services, such as ["customer", "sales"]'
        )
    return value


def _receivers(bench: Bench) -> list[Any]:
    return [each for day in _days(bench) for fate in day.fates.values() for each in fate.receivers]


EXERCISE = Exercise(
    id="m05.e5",
    title="Who can lose a payment",
    lesson="D4",
    deliver=("weak", "repair"),
    variant=variant,
    parts=(
        Part("weak names every service that loses payments", 2, "BV", names_every_weak_one),
        Part("weak names at least one service, and none that loses nothing", 1, "BV", names_no_other),
        Part("The service with the function has every payment once", 2, "F", has_all_once("function")),
        Part("The service of the partner has every payment once", 2, "F", has_all_once("partner")),
        Part("The other two have every payment once", 1, "F", has_all_once("queue", "partner_with_dlq")),
        Part("What SNS could not deliver is in the dead-letter queue", 1, "X", keeps_undeliverable),
        Part("What a reader fails on too often is in its dead-letter queue", 1, "X", keeps_unreadable),
    ),
    misconceptions=(
        Misconception(
            "K05.9",
            "success of publish taken as delivery",
            lambda bench: not bench.answers["weak"].untouched and _listed(bench) == [],
            "What did the publisher's reply promise?",
            about="`weak`",
        ),
        Misconception(
            "K05.2",
            "no queue policy",
            lambda bench: lacks_policy(_receivers(bench)),
            "On AWS this queue would refuse the topic. Who may send to it?",
            about="the queue's policy",
        ),
    ),
    hints=(
        (
            "Take one payment published in the middle of the outage, and follow it to each of the four: who tries again, how "
            "often, for how long, and where is the payment after the last try?"
        ),
        (
            "A queue keeps a message until somebody deletes it. SNS tries an HTTPS endpoint again for about as long as a short "
            "walk to the coffee machine. Lambda takes an event at once, so SNS is content; the failing is then between Lambda and "
            "the function. What gives up needs a place to put things. Lesson steps D4 and D5."
        ),
        (
            "A subscription has the attribute `RedrivePolicy`, set with `set_subscription_attributes(SubscriptionArn, "
            "AttributeName, AttributeValue)`; its value is a JSON text with deadLetterTargetArn. A queue has an attribute of the "
            "same name, with maxReceiveCount as well. `sns.unsubscribe(SubscriptionArn=...)` ends a subscription. Every queue to "
            "which SNS sends needs its policy."
        ),
        (
            "A neighbour: the topic `trips` invokes the function `score` and posts to a garage over HTTPS. Repaired: the queue "
            "`score-q`, whose messages move to `score-q-dlq` after 5 receives, is subscribed in place of the function, which reads "
            "from it; and the garage's subscription got\n"
            "```python\n"
            'sns.set_subscription_attributes(SubscriptionArn=garage, AttributeName="RedrivePolicy", '
            'AttributeValue=\'{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:garage-dlq"}\')\n'
            "```\n"
            "where the policy of `garage-dlq` admits SNS for the topic `trips`."
        ),
    ),
)
