"""M13 E1, make it visible: an id that travels with each payment, an alarm that rings when it should, a rule for bad ends.

Judged by the logs of five services, by six days of an alarm in an account, and by events held against a pattern. Decided:

* How what is sent is packed is left to the learner: who unpacks it is their own code again.
* An alarm may watch any metric by any statistic; what counts is the minutes in which it rings.
* Its silence counts only where it rings on the worst of the days: else no alarm would be half of the points.
"""

import json
import random
from collections.abc import Iterator
from typing import Any

from course.cloud.event_pattern import EventPattern, PatternError, parse
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import ACCOUNT, prefix

from .alarm_days import AWAY, NIGHT, SINGLE, TAIL, USUAL, Day, deafness, in_time, rang, rings, six_days
from .endings import Told, overlooked, taken_by_mistake, told
from .journeys import Journey, Request, a_payment, travelled
from .trail import FILTERS, broken, has_new_ids, has_one_id, keeps_apart, summed


def variant(rng: random.Random) -> dict[str, Any]:
    """The state machine, and how many milliseconds make a payment slow."""
    name = f"{prefix(rng)}-payments"
    return {
        "machine_arn": f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:{name}",
        "slow_ms": rng.randrange(7100, 12_900, 100),
    }


def requests(bench: Bench) -> list[list[Request]]:
    """Requests, those together that meet in the queues."""
    rng = random.Random(f"requests {bench.variant}")
    one, *others = (a_payment(rng, number) for number in rng.sample(range(1000, 999_999), 5))
    brought = f"app-{rng.randint(1000, 9999)}"
    return [
        [Request(one, "paid")],
        [Request(others[0], "refused", {"X-Correlation-Id": brought})],
        [Request(one, "paid")],
        [
            Request(others[1], "refused"),
            Request(others[2], "paid", {"x-correlation-id": f"{brought}-2"}),
            Request(others[3], "paid"),
        ],
        *more_requests(bench),
    ]


@hidden
def more_requests(_: Bench, rng: random.Random) -> list[list[Request]]:
    """Others, with a header in another case."""
    made = [a_payment(rng, number) for number in rng.sample(range(1_000_000, 2_000_000), 5)]
    brought = f"branch-{rng.randint(1000, 9999)}"
    return [
        [Request(made[0], "refused", {"X-CORRELATION-ID": brought})],
        [Request(each, rng.choice(("paid", "refused"))) for each in made[1:]],
    ]


def journeys(bench: Bench) -> list[Journey]:
    """Let all requests travel."""
    rng = random.Random(f"journeys {bench.variant}")
    with bench.account():
        return [travelled(bench, rng, together) for together in requests(bench)]


def _journeys(bench: Bench) -> list[Journey]:
    bench.answer("pass_on")  # where it does not run at all, one finding says so
    return bench.once(journeys)


def carries_one_id(bench: Bench) -> Iterator[Finding]:
    """Each line of a request that travels alone carries one id."""
    for each in _journeys(bench):
        if len(each.requests) == 1:
            bench.count()
            yield from has_one_id(each)


def has_its_own_id(bench: Bench) -> Iterator[Finding]:
    """The id is the caller's, or new, also where several requests meet."""
    taken: set[str] = set()
    for each in _journeys(bench):
        bench.count()
        yield from keeps_apart(each, taken)


def makes_metrics(bench: Bench) -> Iterator[Finding]:
    """What was paid and refused is what the metric filters add up."""
    played = _journeys(bench)
    bench.count(len(played))
    if trouble := [finding for each in played for finding in broken(each)]:
        yield trouble[0]
        return
    with bench.account() as account:
        sums = summed(account, played)
    made = [request for each in played for request in each.requests]
    for (name, pattern, _), outcome in zip(FILTERS, ("paid", "refused"), strict=True):
        amounts = [each.payment["amount"] for each in made if each.outcome == outcome]
        if sums[name] != round(sum(amounts), 2):
            given = {"filter": pattern, f"{outcome} in all": amounts}
            yield Finding(f"the metric {name}", given, sums[name], round(sum(amounts), 2))


def days(bench: Bench) -> list[Day]:
    """The days of the alarm."""
    slow = bench.variant["slow_ms"]
    return [*six_days(random.Random(f"days {bench.variant}"), slow), *more_days(bench)]


@hidden
def more_days(bench: Bench, rng: random.Random) -> list[Day]:
    """The same six, at other times."""
    return six_days(rng, bench.variant["slow_ms"])


def watched(bench: Bench) -> list[tuple[Day, list[int]]]:
    """Let the alarm live through the days; return with each in which minutes it rang."""
    arn, asked = bench.variant["machine_arn"], _asked(bench)
    with bench.account() as account:
        return [(day, rings(account, asked, arn, day)) for day in days(bench)]


def _asked(bench: Bench) -> dict[str, Any]:
    answer = bench.answer("alarm")
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(value, 'the arguments of put_metric_alarm, such as {"AlarmName": "slow", ...}')
    return value


def rings_on_bad_days(bench: Bench) -> Iterator[Finding]:
    """It rings soon after trouble has begun, and not before."""
    deaf = deafness(_asked(bench), bench.variant["machine_arn"])
    for day, found in bench.once(watched):
        if day.bad:
            bench.count()
            yield from in_time(day, found, deaf)


def is_silent_otherwise(bench: Bench) -> Iterator[Finding]:
    """It does not ring where nobody has to get up."""
    played = bench.once(watched)
    for day, found in played:
        if day.name == AWAY and (late := list(in_time(day, found))):
            yield from late
            return
    for day, found in played:
        if not day.bad:
            bench.count()
            if found:
                yield Finding(f"the day “{day.name}”", day.told, rang(found), "it does not ring")


def _pattern(bench: Bench) -> EventPattern:
    answer = bench.answer("pattern")
    value = answer.value
    try:
        return parse(value if isinstance(value, str) else json.dumps(value))
    except PatternError as error:
        raise answer.refused(value, f"a pattern that AWS accepts: {error}") from None


def events(bench: Bench) -> list[Told]:
    """What comes along on the bus."""
    return told(random.Random(f"events {bench.variant}"), bench.variant["machine_arn"])


def picks_bad_ends(bench: Bench) -> Iterator[Finding]:
    """Each execution of the machine that ended badly is picked."""
    pattern, wanted = _pattern(bench), [each for each in events(bench) if each.wanted]
    bench.count(len(wanted))
    return overlooked(pattern, wanted)


def picks_nothing_else(bench: Bench) -> Iterator[Finding]:
    """No other event is picked, by a pattern that picks any."""
    pattern, played = _pattern(bench), events(bench)
    wanted, others = ([each for each in played if each.wanted is kind] for kind in (True, False))
    bench.count(len(others))
    if len(list(overlooked(pattern, wanted))) == len(wanted):
        yield Finding("all events", None, "no bad end of your machine is picked", "at least one is")
    else:
        yield from taken_by_mistake(pattern, others)


def _makes_new_ids(bench: Bench) -> bool:
    """Whether a service behind the door writes an id that was not born there."""
    return any(has_new_ids(each) for each in _journeys(bench))


def _asks_for_the_mean(bench: Bench) -> bool:
    """Whether the alarm is on a mean, and does not see the slow tail."""
    asked = _asked(bench)
    queries = asked.get("Metrics") if isinstance(asked.get("Metrics"), list) else []
    used = [asked.get("Statistic"), *(_statistic(each) for each in queries or ())]
    return "Average" in used and any(
        list(in_time(day, found)) for day, found in bench.once(watched) if day.name == TAIL
    )


def _statistic(query: Any) -> Any:
    told = query.get("MetricStat") if isinstance(query, dict) else None
    return told.get("Stat") if isinstance(told, dict) else None


def _false_alarm(bench: Bench) -> bool:
    """Whether it rings at night since it takes silence for bad, or wherever a single point is."""
    asked = _asked(bench)
    played = bench.once(watched)
    rang = {day.name for day, found in played if found}
    one_point = asked.get("DatapointsToAlarm", asked.get("EvaluationPeriods")) == 1
    silence = asked.get("TreatMissingData", "missing") in ("missing", "breaching")
    sound = USUAL not in rang and not any(list(in_time(day, at)) for day, at in played if day.name == AWAY)
    return sound and ((NIGHT in rang and silence) or (SINGLE in rang and one_point))


EXERCISE = Exercise(
    id="m13.e1",
    title="Make it visible",
    lesson="D2",
    deliver=("pass_on", "alarm", "pattern"),
    variant=variant,
    patience=60.0,
    parts=(
        Part("Each line of a payment's logs carries one id", 2, "X", carries_one_id),
        Part(
            "Each request has its caller's id, else one of its own, also in a batch", 1, "X", has_its_own_id
        ),
        Part("What was paid and refused becomes a metric", 1, "X", makes_metrics),
        Part("The alarm rings on the three bad days, within five minutes", 2, "B", rings_on_bad_days, "D4"),
        Part("The alarm is silent on the three others", 2, "B", is_silent_otherwise, "D4"),
        Part("The pattern picks all bad ends of your machine", 1, "B", picks_bad_ends, "D5"),
        Part("The pattern picks nothing else", 1, "B", picks_nothing_else, "D5"),
    ),
    misconceptions=(
        Misconception(
            "K13.4",
            "new id in every service",
            _makes_new_ids,
            "Where was the id born, and who passes it on?",
            about="the correlation id",
        ),
        Misconception(
            "K13.2",
            "averages instead of percentiles",
            _asks_for_the_mean,
            "One in ten customers waits, and the others do not. Does the average know?",
            about="the statistic of `alarm`",
        ),
        Misconception(
            "K13.3",
            "alarm without handling missing data, or on one point",
            _false_alarm,
            "Nothing happened, and nothing was measured; or a single minute was bad. Is that a reason to get up?",
            about="when `alarm` rings",
        ),
    ),
    hints=(
        (
            "A parcel changes hands five times. If each carrier gave it a number of their own, how would you ask where it is? And "
            "the bell: whom does it wake, and for what would you want to be woken yourself?"
        ),
        (
            "The id is born at the door, unless the caller brings one, and from there on it is part of what is sent, so each "
            "service finds it where it finds the payment. An alarm has a statistic, a line, and two settings for doubt: how many "
            "points of how many, and what silence means. Lesson steps D2, D4 and D5."
        ),
        (
            '`pass_on`: at the door, read `event["headers"]` (compare names in lower case) and `json.loads(event["body"])`; behind '
            'it, `event["Records"]` has each message\'s `"body"`, in which a topic\'s envelope has `"Message"`, `event["detail"]` is '
            'what the bus brings, and the workflow\'s input is the event itself. `alarm`: `"ExtendedStatistic": "p95"`, '
            '`"EvaluationPeriods"`, `"DatapointsToAlarm"`, `"TreatMissingData"`. `pattern`: three fields, of which `"detail"` holds two.'
        ),
        (
            "A neighbour: claims go from a form through a queue to a function.\n"
            "```python\n"
            'log({"service": service, "correlationId": claim["correlationId"], "claimId": claim["claim"]["claimId"]})\n'
            "send(claim)\n"
            "```\n"
            "Its alarm on the time of 9 in 10 calls, in four of five periods of 5 minutes:\n"
            "```json\n"
            '{"ExtendedStatistic": "p90", "Period": 300, "EvaluationPeriods": 5, "DatapointsToAlarm": 4, ...}\n'
            "```\n"
            "And a pattern for two states of a batch job:\n"
            "```json\n"
            '{"source": ["aws.batch"], "detail-type": ["Batch Job State Change"], "detail": {"status": ["FAILED", "RUNNABLE"]}}\n'
            "```"
        ),
    ),
)
