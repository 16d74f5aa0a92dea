"""M14 E4, seen and priced: alarms that ring when they should, a query, the slow service in the traces, and what it costs.

Judged on virtual days of the system that the learner's `deploy` builds. Decided:

* What rings, and how, is left open: any message in the queue of those on duty wakes somebody; an all-clear does not.
* A scene of a calm day counts only if its payments ended as they should: a payment that failed is a reason to ring.
* A request that the front door answers with a status in the five hundreds has failed, too; a design that takes it all the
  same has nothing to ring for.
* What something costs is reckoned from the same meter for the budget and for the report, prices included.
"""

import random
from collections.abc import Callable, Iterator

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden

from .alarm_findings import lets_them_sleep, rings_for, rings_for_the_tail
from .bill_findings import keeps_within_the_budget, reports
from .misread_alarms import counts_declined, looks_at_means, rings_at_one_point, takes_silence_for_trouble
from .other_bills import PRICE, Bill, leaves_out_a_kind, line, other, own
from .question_findings import finds_the_slow_one, names_the_failed
from .seen import Seen
from .seen_day import QUERY, SLOWEST, WATCH, watched
from .settings import variant
from .system import DEPLOY


@hidden
def more_tables(bench: Bench, rng: random.Random) -> list[str]:  # noqa: ARG001  (a hidden function's signature)
    """One more table that is slow."""
    return [rng.choice(("sales-activity", "outbox"))]


@hidden
def more_bills(bench: Bench, rng: random.Random) -> list[Bill]:  # noqa: ARG001  (a hidden function's signature)
    """One more, with other kinds and services, and a fraction of a unit."""
    lines = [
        line("apigateway", "HTTP requests", rng.randint(3, 9)),
        line("logs", "taken in", rng.randint(1, 9) / 1e6, "GB"),
        line("s3", "writing and listing requests", rng.randint(3, 9)),
        line("s3", "reading requests", rng.randint(3, 9)),
    ]
    usage = {
        "web": {"payments": 3, "lines": lines},
        "branch": {"payments": 7, "lines": [line("sqs", "requests", rng.randint(20, 40))]},
    }
    prices = {
        "apigateway HTTP requests": {"usd": 1.0, "per": 1_000_000},
        "logs taken in": {"usd": 0.5, "per": 1},
        "s3 writing and listing requests": {"usd": 0.005, "per": 1_000},
        "s3 reading requests": {"usd": 0.0004, "per": 1_000},
        "sqs requests": {"usd": 0.4, "per": 1_000_000},
    }
    return [Bill("a third system", usage, {"web": rng.randint(40_000, 60_000), "branch": 50_000}, prices)]


def day(bench: Bench) -> Seen:
    """Let the answer build its system and watch it, and let the days pass."""
    return watched(bench, ("customer-payments", *more_tables(bench)))


def others(bench: Bench) -> list[Bill]:
    """Return bills of other systems, which say the same to everybody but for what is hidden."""
    return [other(), *more_bills(bench)]


def yours(bench: Bench) -> list[Bill]:
    """Return the bill of the learner's system."""
    return [own(bench.once(day))]


Look = Callable[[Bench, Seen], Iterator[Finding]]


def _at_the_days(answer: str, look: Look) -> Callable[[Bench], Iterator[Finding]]:
    """Make a check of what looks at the days; nothing is looked at where this answer does not run."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(answer)
        return look(bench, bench.once(day))

    return check


def _watched(look: Look) -> Callable[[Bench], Iterator[Finding]]:
    """Make a check of what looks at the days and needs `watch`, whose own trouble comes first."""

    def looked(bench: Bench, seen: Seen) -> Iterator[Finding]:
        if seen.watch_trouble is not None:
            raise seen.watch_trouble
        return look(bench, seen)

    return _at_the_days(WATCH, looked)


def _saw(mistake: Callable[[Seen], bool]) -> Callable[[Bench], bool]:
    """Make the detector of a mistake that the days show."""
    return lambda bench: mistake(bench.once(day))


def _leaves_out_a_kind(bench: Bench) -> bool:
    return leaves_out_a_kind(bench.answer(PRICE), own(bench.once(day)))


EXERCISE = Exercise(
    id="m14.e4",
    title="Seen and priced",
    lesson="D5",
    deliver=(DEPLOY, WATCH, QUERY, SLOWEST, PRICE),
    given=(DEPLOY,),
    variant=variant,
    values_of="m14.e2",
    builds_on=("m14.e2",),
    worth=15.0,
    parts=(
        Part(
            "A refund wakes somebody within a minute, each time",
            1,
            "BT",
            _watched(rings_for(lambda end: end == "refunded")),
        ),
        Part(
            "A request that the front door fails to take wakes somebody, too",
            1,
            "BF",
            _watched(rings_for(lambda end: end != "refunded")),
        ),
        Part(
            "Four minutes in which one charge in three is slow wake somebody",
            1,
            "FT",
            _watched(rings_for_the_tail),
        ),
        Part("Nobody is woken for what is no incident", 2, "NB", _watched(lets_them_sleep)),
        Part(
            "The query names the payments that were refunded; no log and no message names a person",
            1,
            "BN",
            _at_the_days(QUERY, names_the_failed),
        ),
        Part("What is slow is found in the traces", 2, "BF", _at_the_days(SLOWEST, finds_the_slow_one)),
        Part("The report of other systems' bills is right", 2, "B", reports(others), lesson="D6"),
        Part("The report of your system's bill is right", 2, "B", reports(yours), lesson="D6"),
        Part(
            "100,000 payments stay within the budget",
            3,
            "X",
            _at_the_days(DEPLOY, keeps_within_the_budget),
            lesson="D6",
        ),
    ),
    misconceptions=(
        Misconception(
            "K14.8",
            "alarm on averages",
            _saw(looks_at_means),
            "Whose wait does a mean tell of?",
            about="the alarm that looks at an average",
        ),
        Misconception(
            "K14.41",
            "silence taken for trouble",
            _saw(takes_silence_for_trouble),
            "What is measured at night, when nobody pays?",
            about="the alarm that rang without data",
        ),
        Misconception(
            "K14.42",
            "a declined card counted as a failed payment",
            _saw(counts_declined),
            "Did anything go wrong when the bank said no?",
            about="the alarm that rang for declined cards",
        ),
        Misconception(
            "K14.43",
            "one data point is enough",
            _saw(rings_at_one_point),
            "How many bad minutes are an incident?",
            about="the alarm that rang for one slow charge",
        ),
        Misconception(
            "K14.44",
            "only what went well is priced",
            _leaves_out_a_kind,
            "Who pays for the payments that bring no money?",
            about="the total of your report",
        ),
    ),
    hints=(
        (
            "For each line of the table: which number in the account would be another one while it happens, and the same on a calm day? Who "
            "writes that number down: the front door, the workflow, the bank's function? And where is it written which payment it was?"
        ),
        (
            "A refund is a bad end of the workflow, if yours ends badly then: one bad end is enough. A declined card is a good end, although the "
            "bank's function fails. Slow charges are a matter of a high percentile, over several minutes; what is not measured, is not bad. The "
            "log of a state machine tells of each execution, without its data if you say so. In a trace, look at own times. A bill: quantity "
            "for one payment of a kind, times how many there will be, times the price. Lesson steps D5, D6; module 13, D2 to D5."
        ),
        (
            '`put_metric_alarm` with `Namespace="AWS/States"`, `MetricName="ExecutionsFailed"`, the dimension `StateMachineArn`, `Period=60`, '
            '`EvaluationPeriods=1`, `TreatMissingData="notBreaching"`; `5xx` of `AWS/ApiGateway` by `ApiId` (`5XXError` by `ApiName` for a REST API); '
            '`Duration` of `AWS/Lambda` with `ExtendedStatistic="p95"` and `EvaluationPeriods=3`. An alarm tells a topic, the topic a queue '
            "that admits it. `update_state_machine(loggingConfiguration=...)`; `parse execution_arn /:(?<paymentId>[^:]+)$/`. "
            '`get_trace_summaries`, `batch_get_traces` (five at a time), `json.loads(segment["Document"])`: `subsegments`, `parent_id`, `aws`.'
        ),
        (
            "A neighbour: in a library, a return that is refused wakes nobody, a shelf robot that stops does. Its alarm: `Sum` of `RobotStops` "
            "above 0 in one minute. Loans get slower: `p90` of `LoanSeconds` above 8 in 3 minutes of 3. Its bill: 20 loans used 60 requests, "
            "2 reminders used 10. For 1,000 loans and 50 reminders: 1,000 / 20 * 60 + 50 / 2 * 10 = 3,250 requests."
        ),
    ),
)
