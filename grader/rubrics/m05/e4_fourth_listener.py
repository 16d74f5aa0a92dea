"""M05 E4, a fourth listener: fraud screening is added to a system that runs, and nothing else changes.

The system is played with the learner's change; what the three other services hear follows from their filters. Decided:

* Payments are published as the given `announce` does, so `add_fraud` is judged alone; the learner's `announce` is judged
  by what it does, so a renamed variable or another layout costs nothing, and any additional word to SNS does.
* `announce` publishes in batches, so that the publisher given here is no solution to copy for the exercise before.
* The queue's own dead-letter queue counts as part of it. Other queues, topics and subscriptions are too many.
* "Foreign" is what `currency` says; every message of `announce` has that attribute.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import CHANNELS, OUTCOMES, SERVICES, fact, prefix

from .backstage import check_topic
from .given_publisher import Said, differences, listen, said_by_given, says_more
from .left_as_it_was import added_besides, disturbed
from .who_may_send import Guarded, anybody_may_send, lacks_policy, not_admitted, others_admitted
from .with_fraud import Played, built, playing

CURRENCIES = ("EUR", "CHF", "GBP", "SEK", "NOK", "PLN")


def variant(rng: random.Random) -> dict[str, Any]:
    """The amount over which, and the currency outside of which, a payment is suspicious."""
    return {"prefix": prefix(rng), "limit": rng.randint(501, 999), "home_currency": rng.choice(CURRENCIES)}


def payments(bench: Bench) -> list[dict[str, Any]]:
    """The payments of the day, as `announce` takes them."""
    limit, home = bench.variant["limit"], bench.variant["home_currency"]
    foreign = _foreign(home)
    rng = random.Random(f"{bench.variant}")
    looks = [
        (limit, home),
        (round(limit + 0.01, 2), home),
        (20, foreign[0]),
        (limit * 2, foreign[0]),
        (round(limit - 0.01, 2), home),
        (limit, foreign[1]),
        (limit * 3, home),
        (0.5, foreign[2]),
        (20, home),
        (9.99, foreign[3]),
        (99_999.99, home),
        (round(limit - 0.01, 2), foreign[4]),
    ]
    looks += [(round(rng.uniform(1, 2 * limit), 2), rng.choice((home, *foreign))) for _ in range(2)]
    return _made(rng, looks)


@hidden
def more_systems(bench: Bench, rng: random.Random) -> list[tuple[str, list[dict[str, Any]]]]:
    """A second system, and its payments: of each kind that fraud is to hear of, or not, one at random."""
    limit, home = bench.variant["limit"], bench.variant["home_currency"]
    amounts = [round(rng.uniform(*span), 2) for span in ((1, limit - 1), (limit + 1, 2 * limit)) * 2]
    looks = list(zip(amounts, (home, home, *rng.sample(_foreign(home), 2)), strict=True))
    return [(prefix(rng, bench.variant["prefix"]), _made(rng, looks))]


def _made(rng: random.Random, looks: Iterable[tuple[float, str]]) -> list[dict[str, Any]]:
    """Payments with these amounts and currencies; twelve in a row have every channel with every outcome."""
    return [
        {
            "fact": fact(
                rng, number, amount=amount, currency=currency, channel=CHANNELS[number % len(CHANNELS)]
            ),
            "outcome": OUTCOMES[number % len(OUTCOMES)],
        }
        for number, (amount, currency) in enumerate(looks, start=1)
    ]


def _foreign(home: str) -> list[str]:
    return [currency for currency in CURRENCIES if currency != home]


def after(bench: Bench) -> list[Played]:
    """The day with fraud screening, for the learner's prefix and in each further system."""
    systems = [(bench.variant["prefix"], payments(bench)), *more_systems(bench)]
    return [playing(bench, name, made) for name, made in systems]


def hears_of(picked: Callable[[Bench, dict[str, Any]], bool]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that fraud gets, of the payments that `picked` picks, the suspicious ones, each once."""

    def check(bench: Bench) -> Iterator[Finding]:
        for played in _after(bench):
            name = f"{played.prefix}-fraud-q"
            arrived = played.arrived.get(name, [])
            for row, payment in enumerate(played.payments, start=1):
                if not picked(bench, payment):
                    continue
                bench.count()
                times = arrived.count(payment["fact"]["paymentId"])
                wanted = int(
                    _is_foreign(bench, payment) or payment["fact"]["amount"] > bench.variant["limit"]
                )
                if times != wanted:
                    yield Finding(
                        f"{name}, payment {row}", _looks(payment), _times(times), _times(wanted), row
                    )

    return check


def admits_topic_only(bench: Bench) -> Iterator[Finding]:
    """The fraud queue lets in what comes from the topic, and nothing else."""
    for played in _after(bench):
        bench.count()
        queues = [played.fraud] if played.fraud else []
        refused = list(not_admitted(queues))
        yield from refused
        yield from () if refused else others_admitted(queues)


def leaves_others_alone(bench: Bench) -> Iterator[Finding]:
    """The three services receive what their filters pass, through subscriptions with these filters."""
    for played in _after(bench):
        bench.count(len(SERVICES))
        yield from disturbed(played)


def adds_one_of_each(bench: Bench) -> Iterator[Finding]:
    """There is one queue more, whose URL is returned, and one subscription more."""
    for played in _after(bench):
        bench.count()
        yield from added_besides(played)


def said(bench: Bench) -> tuple[Said, Said]:
    """What the given publisher says of some payments, and what the learner's says of them in the changed system."""
    name, made = bench.variant["prefix"], payments(bench)
    batches = [made[:3], made[3:4]]
    with bench.account() as account:
        topic_arn = built(account, name)
        bench.answer("add_fraud")(account.client("sns"), account.client("sqs"), topic_arn, name)
        check_topic(account, topic_arn, "add_fraud")
        return said_by_given(batches), listen(account, topic_arn, bench.answer("announce"), batches)


def publishes_as_before(bench: Bench) -> Iterator[Finding]:
    """The publisher makes the same calls and says the same words."""
    bench.answer("add_fraud")
    wanted, got = bench.once(said)
    bench.count(len(wanted.messages))
    yield from differences(wanted, got)


def _after(bench: Bench) -> list[Played]:
    bench.answer("add_fraud")  # where it does not run at all, one finding says so
    return bench.once(after)


def _is_foreign(bench: Bench, payment: dict[str, Any]) -> bool:
    return bool(payment["fact"]["currency"] != bench.variant["home_currency"])


def _looks(payment: dict[str, Any]) -> dict[str, Any]:
    return {name: payment["fact"][name] for name in ("amount", "currency")} | {"outcome": payment["outcome"]}


def _times(number: int) -> str:
    return {0: "not there", 1: "there once"}.get(number, f"there {number} times")


def _fraud_queues(bench: Bench) -> list[Guarded]:
    return [played.fraud for played in _after(bench) if played.fraud]


def _value_outside_of_a_list(bench: Bench) -> bool:
    """Whether AWS refused the filter policy because the value of a field is no list."""
    trouble = bench.answers["add_fraud"].stuck
    said = (
        trouble.raised.message
        if trouble and trouble.raised and trouble.raised.code == "InvalidParameter"
        else ""
    )
    return "FilterPolicy" in said and (
        "must be an object or an array" in said or "nested filter policy" in said
    )


def _wants_both(bench: Bench) -> bool:
    """Whether fraud hears of exactly those payments for which both reasons hold, and there are such."""
    played = _after(bench)[0]
    both = {
        payment["fact"]["paymentId"]
        for payment in played.payments
        if _is_foreign(bench, payment) and payment["fact"]["amount"] > bench.variant["limit"]
    }
    return set(played.arrived.get(f"{played.prefix}-fraud-q", [])) == both


EXERCISE = Exercise(
    id="m05.e4",
    title="A fourth listener",
    lesson="D3",
    deliver=("add_fraud", "announce"),
    given=("announce",),
    variant=variant,
    parts=(
        Part(
            "Of payments in the home currency, those over the limit arrive, and no others",
            2,
            "XV",
            hears_of(lambda bench, payment: not _is_foreign(bench, payment)),
        ),
        Part("Of payments in other currencies, each arrives, once", 2, "XV", hears_of(_is_foreign)),
        Part("The queue's policy admits SNS for this topic, and nobody else", 1, "S", admits_topic_only),
        Part("customer, sales and communication receive what they did before", 1, "X", leaves_others_alone),
        Part(
            "One queue, whose URL is returned, and one subscription were added, nothing else",
            2,
            "X",
            adds_one_of_each,
        ),
        Part("announce does what it did before", 2, "N", publishes_as_before),
    ),
    misconceptions=(
        Misconception(
            "K05.10",
            "fraud added by editing the publisher",
            lambda bench: says_more(*bench.once(said)),
            "Which part of the system should change when a listener is added?",
            about="`announce`",
        ),
        Misconception(
            "K05.4",
            "filter value not in a list",
            _value_outside_of_a_list,
            "A filter lists the accepted values, even if there is only one.",
            about="the filter policy",
        ),
        Misconception(
            "K05.8",
            "or expected across fields",
            _wants_both,
            "Inside a list any value will do; between fields all must hold. Which of the two does your rule need?",
            about="the filter policy",
        ),
        Misconception(
            "K05.2",
            "no queue policy",
            lambda bench: lacks_policy(_fraud_queues(bench)),
            "On AWS this queue would refuse the topic. Who may send to it?",
            about="the queue's policy",
        ),
        Misconception(
            "K05.3",
            "policy open to everyone",
            lambda bench: anybody_may_send(_fraud_queues(bench)),
            "This lets any account fill your queue. Which single sender do you expect?",
            about="the queue's policy",
        ),
    ),
    hints=(
        (
            "Who knows how many listeners there are: payments, the other services, or the topic? And does your rule say that both "
            "reasons must hold, or that one is enough?"
        ),
        (
            "A listener is added with a queue and a subscription; nobody else notices. Fields of a filter policy are joined by "
            "and; for alternatives between fields there is an operator of its own. Lesson step D3 has it in the tester."
        ),
        (
            '`$or` stands in a filter policy in place of a field; its value is a list of two or more policies: {"$or": [{...}, '
            '{...}]}. `{"anything-but": [...]}` accepts what is not listed. `subscribe` takes the policy as JSON text in '
            '`Attributes={"FilterPolicy": ...}`. The queue needs a policy as in exercise E1.'
        ),
        (
            "A neighbour: the workshop wants trips of more than 300 km, or by any device but the model `M2`; both facts are "
            "attributes of a trip:\n"
            "```json\n"
            '{"$or": [{"km": [{"numeric": [">", 300]}]}, {"model": [{"anything-but": ["M2"]}]}]}\n'
            "```\n"
            "A trip of 500 km with an M3 fits both, and arrives once: there is one subscription."
        ),
    ),
)
