# ---
# title: "Exercises: performance, visibility, resilience"
# module: m13
# ---

# %% [markdown]
# # Exercises: performance, visibility, resilience
#
# After these exercises you can
#
# - find one payment in the logs of five services, and be woken only when it matters,
# - find the bottleneck in a trace, and name the lever that helps,
# - put a cache in front of a database without giving away freshness or secrets,
# - write a client whose retries spread a peak instead of making it an outage,
# - size a system for its peak, and for the day on which a part of it is down.
#
# The lesson belonging to them is [Performance, visibility, resilience](../../lessons/m13_performance.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 30 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary Python.** Your functions get everything that they need as arguments: functions that ask a
# service, a cache or a database, that tell the time, and that let it pass. Waiting takes no time: the clock is virtual.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell has the pictures that the cells "Try it" use.

# %% locked="given_pictures"
from IPython.display import display

from course.widgets import bars, table

# %% [markdown]
# ## E1: Make it visible
#
# *You practise: logs that can be joined, an alarm that wakes nobody in vain, a rule for what ended badly. Lesson steps D2, D4 and D5.*
#
# A customer says that she has paid, and is reminded all the same. Five functions have had her payment in their hands; each writes a log
# of its own, and at night nobody looks. **Deliver** three things: the function `pass_on`, and the dictionaries `alarm` and `pattern`.
#
# **1. `pass_on(service, event, log, send)`** is what all five functions have in common. It is called in the name of a `service`, with the
# `event` that this one was handed:
#
# | `service` | Called by | What is in `event` |
# | --- | --- | --- |
# | `"door"` | API Gateway | `event["body"]`: the payment, as JSON text; `event["headers"]`: a dictionary; `event["requestContext"]["requestId"]`: the request's own id |
# | `"intake"` | a queue | `event["Records"]`: a list; the `["body"]` of each is the JSON text of what `door` sent |
# | `"customer"` | a queue that listens to a topic | `event["Records"]`: a list; the `["body"]` of each is the JSON text of the topic's envelope, whose `"Message"` is the JSON text of what `intake` sent |
# | `"sales"` | a rule of a bus | `event["detail"]`: what `customer` sent |
# | `"booking"` | a workflow, after it has asked for the money | what `sales` sent, to which the workflow has added `"outcome"`: `"paid"` or `"refused"` |
#
# `log(line)` writes a line to the log of this service, `send(content)` sends something to the next one; both take a dictionary. What is in
# `content` is up to you: the next service finds exactly this. The rules:
#
# - For each payment in `event` there is at least one line. Each line has `service`, `paymentId` and `correlationId`, a text.
# - A caller may bring an id, in the header `X-Correlation-Id`. (The case of a header's name means nothing: `x-correlation-id` is the
#   same.) Who brings none gets one, which no other request has, even if the same payment comes again.
# - A request has the same id in the logs of all five services, also where several payments come in one event.
# - All services but `booking` send each payment on, once.
# - One of `booking`'s lines for each payment also has `outcome` and `amount`. Two metric filters (step D1) read its log: the amounts
#   of lines that match `{ $.outcome = "paid" }` make the metric `PaidAmount`, those that match `{ $.outcome = "refused" }` make `RefusedAmount`.
#
# **Example.** A request with the body `{"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
# "currency": "EUR"}` and the header `X-Correlation-Id: app-7` leaves five lines. The first and the last:
#
# ```
# {"service": "door", "correlationId": "app-7", "paymentId": "PAY-000123"}
# {"service": "booking", "correlationId": "app-7", "paymentId": "PAY-000123", "outcome": "paid", "amount": 129.5}
# ```
#
# **2. `alarm`** has the arguments of `cloudwatch.put_metric_alarm(**alarm)`; it needs no actions. It watches your machine (see your
# table), of which Step Functions measures in the namespace `AWS/States`, with the dimension `StateMachineArn`: `ExecutionTime` in
# milliseconds, `ExecutionsStarted`, `ExecutionsSucceeded`, `ExecutionsFailed`, `ExecutionsTimedOut`. The lab knows the statistics
# `Average`, `Sum`, `Minimum`, `Maximum` and `SampleCount`, and the percentiles, such as `p50`.
#
# A minute is *bad* when more than one payment in twenty takes longer than `slow_ms`. The alarm rings (its state becomes `ALARM`) when two
# of three minutes in a row are bad, five minutes after the first bad one at the latest, and at no other time. It lives through six days:
#
# | Day | What happens on it | The alarm |
# | --- | --- | --- |
# | a usual day | 1 payment in 41 is slow, 2 cards are refused each minute | is silent |
# | a slow tail | for some ten minutes 1 payment in 10 is slow, the others are quick | rings |
# | the bank is away | for some ten minutes all payments time out | rings |
# | it comes and goes | every other minute half of the payments is slow | rings |
# | a quiet night | 6 payments in half an hour, 2 of which are slow, eleven minutes apart | is silent |
# | single bad minutes | all payments of two minutes time out, with two good minutes between these | is silent |
#
# **3. `pattern`** is the event pattern of a rule on the default bus. It picks the events in which Step Functions tells that an execution of
# your machine failed, timed out or was aborted, and no other event: none of another machine, and none of the copies that the runbook
# makes for other teams (their source is `insurance.runbook`).
#
# | Checked | Points |
# | --- | --- |
# | Each line of a payment's logs carries one id | 2 |
# | Each request has its caller's id, else one of its own, also in a batch | 1 |
# | What was paid and refused becomes a metric | 1 |
# | The alarm rings on the three bad days, within five minutes | 2 |
# | The alarm is silent on the three others | 2 |
# | The pattern picks all bad ends of your machine | 1 |
# | The pattern picks nothing else | 1 |
#
# (That the alarm is silent, and that the pattern picks nothing else, counts only if the alarm rings while the bank is away, and the
# pattern picks anything.)

# %%
task("m13.e1")

# %% solution="m13.e1"
import json


def pass_on(service, event, log, send):
    """Log each payment in the event under its correlation id, and send it on."""
    ### BEGIN SOLUTION
    for order in received(service, event):
        payment = order["payment"]
        line = {
            "service": service,
            "correlationId": order["correlationId"],
            "paymentId": payment["paymentId"],
        }
        if service == "booking":
            log({**line, "outcome": order["outcome"], "amount": payment["amount"]})
        else:
            log(line)
            # The id travels with the payment, inside of what is sent.
            send(order)
    ### END SOLUTION


alarm = None  # {"AlarmName": "slow-payments", ...}
pattern = None  # {"source": [...], ...}


### BEGIN SOLUTION
def received(service, event):
    """Take out of the event's envelope what was sent: {"correlationId": ..., "payment": {...}}, one or several."""
    if service == "door":
        # Here, and nowhere else, an id is born.
        headers = {name.lower(): text for name, text in event["headers"].items()}
        journey = headers.get("x-correlation-id") or event["requestContext"]["requestId"]
        return [{"correlationId": journey, "payment": json.loads(event["body"])}]
    if service in ("intake", "customer"):
        bodies = [json.loads(record["body"]) for record in event["Records"]]
        return bodies if service == "intake" else [json.loads(body["Message"]) for body in bodies]
    return [event["detail"] if service == "sales" else event]


MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:coast-89-payments"

alarm = {
    "AlarmName": "slow-payments",
    "Namespace": "AWS/States",
    "MetricName": "ExecutionTime",
    "Dimensions": [{"Name": "StateMachineArn", "Value": MACHINE}],
    # The time that one in twenty exceeds. The mean of a slow tail is lower than that of a usual day.
    "ExtendedStatistic": "p95",
    "Threshold": 11100,
    "ComparisonOperator": "GreaterThanThreshold",
    # Two bad minutes of three: one alone is no incident, and a good one between two bad ones no comfort.
    "Period": 60,
    "EvaluationPeriods": 3,
    "DatapointsToAlarm": 2,
    # At night nobody pays, and nothing is measured. That is not bad.
    "TreatMissingData": "notBreaching",
}

pattern = {
    "source": ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [MACHINE]},
}
### END SOLUTION

# %% [markdown]
# Try `pass_on`: one payment goes through all five services, each with the envelope that the service between would use. Is it one id?
# Take the header away, or call it `x-correlation-id`.

# %%
from itertools import pairwise


def envelope(service, sent):
    """Return what a service is handed when the one before has sent this: the fields that matter."""
    text = json.dumps(sent)
    topic = {
        "Type": "Notification",
        "TopicArn": "arn:aws:sns:us-east-1:123456789012:payments",
        "Message": text,
    }
    return {
        "intake": {"Records": [{"messageId": "m-1", "eventSource": "aws:sqs", "body": text}]},
        "customer": {"Records": [{"messageId": "m-2", "eventSource": "aws:sqs", "body": json.dumps(topic)}]},
        "sales": {"source": "insurance.payments", "detail-type": "PaymentMade", "detail": sent},
        "booking": {**sent, "outcome": "paid"},
    }[service]


def try_pass_on(pass_on, payment, headers):
    """Let a payment go through all five services; show all lines of their logs."""
    lines = []
    event = {"headers": headers, "requestContext": {"requestId": "r-4711"}, "body": json.dumps(payment)}
    for service, following in pairwise(["door", "intake", "customer", "sales", "booking", None]):
        sent = []
        pass_on(service, event, lines.append, sent.append)
        if not sent:
            break
        event = envelope(following, sent[0])
    return table(lines)


try:
    payment = {
        "paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR"
    }  # fmt: skip
    display(try_pass_on(pass_on, payment, {"Host": "api", "X-Correlation-Id": "app-7"}))
except NotImplementedError:
    print("Write pass_on first, then run this cell again.")

# %% [markdown]
# Try `alarm`: a machine that waits stands for yours. `minutes` has a list for each minute: the seconds that its payments take. Here a
# tenth of them is slow in seven of the minutes. Make some of the six days of it.

# %%
import time

from course.cloud import Account
from course.widgets import metric_curves

machine = "north-payments"  # write here the end of your machine_arn, behind its last colon
quick, tail = [3] * 20, [3] * 18 + [14] * 2
minutes = [quick] * 5 + [tail] * 7 + [quick] * 4


def try_alarm(alarm, minutes):
    """Let payments take these times; show how long they took, and what the alarm did."""
    with Account() as account:
        cloudwatch, sfn = account.client("cloudwatch"), account.client("stepfunctions")
        waits = {"Type": "Wait", "SecondsPath": "$.seconds", "End": True}
        made = sfn.create_state_machine(
            name=machine, definition=json.dumps({"StartAt": "Wait", "States": {"Wait": waits}}),
            roleArn="arn:aws:iam::123456789012:role/any",
        )  # fmt: skip
        begin = account.now()
        cloudwatch.put_metric_alarm(**alarm)
        for minute in minutes:
            for seconds in minute:
                sfn.start_execution(
                    stateMachineArn=made["stateMachineArn"], input=json.dumps({"seconds": seconds})
                )
            time.sleep(60)
        points = cloudwatch.get_metric_statistics(
            Namespace="AWS/States", MetricName="ExecutionTime", Period=60, StartTime=begin, EndTime=account.now(),
            Dimensions=[{"Name": "StateMachineArn", "Value": made["stateMachineArn"]}], ExtendedStatistics=["p95"],
        )["Datapoints"]  # fmt: skip
        changes = cloudwatch.describe_alarm_history(HistoryItemType="StateUpdate")["AlarmHistoryItems"]

    def at(each):
        return round((each["Timestamp"] - begin).total_seconds())

    p95 = sorted((at(each), each["ExtendedStatistics"]["p95"] / 1000) for each in points)
    display(metric_curves({"p95 of the minute (s)": p95}, "How long payments took"))
    rows = [{"after (s)": at(each), "what happened": each["HistorySummary"]} for each in changes[::-1]]
    return table(rows)


if alarm is None:
    print("Write alarm first, then run this cell again.")
else:
    if f":{machine}" not in str(alarm):
        print(
            "Your alarm watches another machine than that of this cell: write its name in the line `machine`."
        )
    display(try_alarm(alarm, minutes))

# %% [markdown]
# Try `pattern`: three events, with the fields that matter. Should it pick them?

# %%
if pattern is None:
    print("Write pattern first, then run this cell again.")
else:
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{machine}"
    rows = []
    for status, of in [("SUCCEEDED", arn), ("FAILED", arn), ("FAILED", f"{arn}-test")]:
        event = {
            "id": "1", "account": "123456789012", "time": "2025-03-01T08:00:00Z", "region": "us-east-1",
            "resources": [], "source": "aws.states", "detail-type": "Step Functions Execution Status Change",
            "detail": {"status": status, "stateMachineArn": of},
        }  # fmt: skip
        with Account() as account:
            picked = account.client("events").test_event_pattern(
                EventPattern=json.dumps(pattern), Event=json.dumps(event)
            )["Result"]
        rows.append({"status": status, "machine": of, "picked": picked})
    display(table(rows))

# %% grade="m13.e1" points=10
grade("m13.e1", pass_on, alarm, pattern)

# %%
hints("m13.e1")

# %% [markdown]
# ## E2: Trace detective
#
# *You practise: finding in a trace where the time goes, and what helps. Lesson steps D3, D8 and D10.*
#
# Five requests took too long. Below are their traces. Each line is a segment: its name, begin and end in milliseconds, the share of
# its own time in which its processor was busy, a bar, and a note where there is one. A segment that stands further in took place
# within the one above it.
#
# **Own time** of a segment is its length, less the time in which at least one segment directly within it went on. (Where two of
# them overlap, that time counts once.) The **bottleneck** of a trace is the segment with the most own time.
#
# **Deliver** `found`, a dictionary with an answer for each trace: its code, and four things about its bottleneck:
#
# 1. the name of the segment;
# 2. its own time in milliseconds;
# 3. `"working"` if it is busy for more than half of its own time, else `"waiting"`;
# 4. the lever to pull first:
#
# | Lever | First choice when the bottleneck |
# | --- | --- |
# | `"larger"` | works on one piece that cannot be divided, and its machine can still grow |
# | `"copies"` | works on many requests at once, and keeps nothing between them |
# | `"state-out"` | works on many requests at once, and keeps in its memory what the next one needs |
# | `"queue"` | waits because whoever it asks refuses, being asked too often, and no result is needed at once |
# | `"index"` | reads much to return little |
# | `"cache"` | gets the same answer again and again |
# | `"warm"` | had to be started first |
#
# **Example.** In the trace below, `orders` contains `stock` and `prices`, which overlap: together they go from 200 to 450. So `orders` has
# 800 - 250 = 550 ms of its own, and is the bottleneck: `found = {"T-10": ("orders", 550, "working", "index")}`.
#
# ```
# segment        begin   end  busy  note
# gateway            0   950   4 %
#   orders         100   900  96 %  query: 40,000 items read, 2 returned
#     stock        200   400  20 %
#     prices       390   450  30 %
# ```
#
# | Checked | Points |
# | --- | --- |
# | The bottleneck is found, in at least three of the traces | 2 |
# | The bottleneck is found in all five | 1 |
# | Its own time is right, in at least three of the traces | 2 |
# | Its own time is right in all five | 1 |
# | It is told whether it waits or works, in all five | 1 |
# | The lever that comes first, in at least three of the traces | 1 |
# | The lever that comes first, wherever nothing is kept in memory | 1 |
# | The lever that comes first, where something is | 1 |

# %%
task("m13.e2")

# %% solution="m13.e2"
found = None  # {"T-10": ("orders", 550, "working", "index"), ...}
### BEGIN SOLUTION
# Own time: the length of the segment, less that of its direct parts, joined where they overlap.
# The note tells the lever. Who keeps something in memory must let it go before a second copy can help.
found = {
    "T-17": ("bank", 1758, "waiting", "queue"),
    "T-22": ("claims-db", 2891, "working", "index"),
    "T-24": ("dialogues", 1430, "working", "state-out"),
    "T-41": ("tax-tables", 1336, "waiting", "cache"),
    "T-85": ("documents", 2192, "working", "copies"),
}
### END SOLUTION

# %% [markdown]
# Try it: does your answer have an entry for each trace, with four parts?

# %%
try:
    parts = ("segment", "own time in ms", "waits or works", "lever")
    display(
        table([{"trace": code, **dict(zip(parts, answer, strict=True))} for code, answer in found.items()])
    )
except (AttributeError, TypeError, ValueError):
    print("Each entry of found is a code with four parts, such as the one in the example.")

# %% grade="m13.e2" points=10
grade("m13.e2", found)

# %%
hints("m13.e2")

# %% [markdown]
# ## E3: Cache with care
#
# *You practise: caching in the application, and what it costs in freshness. Lesson step D6.*
#
# Everybody looks at their policy before they pay. The database needs 0.4 s for a read, and does not bear the first of the month.
# A cache is put in front of it.
#
# **Deliver** two functions:
#
# - `get_policy(policy_id, customer, cache, db, clock)` returns the policy as this customer may see it;
# - `update_policy(policy_id, customer, policy, cache, db, clock)` stores this customer's changed policy. What it returns does not
#   matter.
#
# What they are handed are dictionaries of functions:
#
# | Function | What it does |
# | --- | --- |
# | `db["read"](policy_id, customer)` | returns the policy, a dictionary, as it was stored when the database was asked, 0.4 s before. What it holds depends on the customer: the holder sees more than a driver |
# | `db["write"](policy_id, customer, policy)` | stores it; takes 0.2 s, at the end of which the new one is stored |
# | `cache["get"](key)` | returns what is stored under a text, or None |
# | `cache["set"](key, value, seconds)` | stores plain data (texts, numbers, lists, dictionaries) for so many seconds |
# | `cache["add"](key, value, seconds)` | does the same if there is nothing under the key; returns whether it did. Of many callers at once, one gets True |
# | `cache["delete"](key)` | forgets it |
# | `clock["now"]()`, `clock["sleep"](seconds)` | the time in seconds; lets time pass |
#
# The database and the cache can be down: then their functions raise an error. The rules:
#
# 1. No answer is older than `fresh_for` seconds (see your table), counted from the moment the database was asked, whoever has
#    changed the policy meanwhile; and nobody gets what another customer may see.
# 2. When that customer asks after `update_policy` has returned, they never see the policy from before, even if another read of
#    theirs began before the update, or during it, and ends later. (Another customer's view of it may be old, within rule 1.)
# 3. What is cached is used for as long as that. Up to two seconds more or less are accepted, here and in rule 1.
# 4. When twenty readers of the same customer and policy miss at once, the database is asked three times at the most, and all are
#    answered within 30 s. When they miss twenty different policies at once, nobody waits for another one's: all are answered
#    within 2 s.
# 5. An error of the database is raised, and not remembered. Is the cache down, both functions go on without it. (An update that
#    finds it down cannot take away what is cached: for that one rule 1 holds, and rule 2 does not.)
#
# **Example.** With `fresh_for` 60: at 0 s C-77 asks for POL-1042, and the database is asked. At 20 s C-77 asks again, and it is not. At
# 21 s C-90 asks for the same policy, and the database is asked for C-90's view of it. At 25 s C-77 updates it: it is written. At 26 s
# C-77 asks, and gets the new one.
#
# | Checked, on virtual time | Points |
# | --- | --- |
# | Each customer gets their own policy, and none that is too old | 2 |
# | After an update nobody sees their old policy | 1 |
# | Nor if a read had begun before the update | 1 |
# | Readers one after the other spare the database | 2 |
# | Twenty who miss one policy at once ask three times at the most | 1 |
# | Twenty who miss twenty policies at once do not wait for each other | 1 |
# | A database or a cache that is down does no lasting harm | 2 |
#
# (The first three are looked at only if the database is not asked each time, the sixth only if the fifth holds.)

# %%
task("m13.e3")


# %% solution="m13.e3"
### BEGIN SOLUTION
FRESH_FOR = 150


def key_of(policy_id, customer, cache):
    """Name all on which the answer depends: the policy, who looks at it, and their last change of it."""
    change = without_errors(cache["get"], f"change/{policy_id}/{customer}")
    return f"policy/{policy_id}/{customer}/{change}"


def without_errors(ask, *arguments):
    """Ask the cache; if it is down, go on as if it held nothing."""
    try:
        return ask(*arguments)
    except Exception:
        return None


### END SOLUTION


def get_policy(policy_id, customer, cache, db, clock):
    """Return the policy as this customer may see it, from the cache if it is fresh enough."""
    ### BEGIN SOLUTION
    key = key_of(policy_id, customer, cache)
    for _ in range(30):
        policy = without_errors(cache["get"], key)
        if policy is not None:
            return policy
        # True: we are to fetch. None: the cache is down. False: somebody else fetches.
        if without_errors(cache["add"], key + "/fetching", "yes", 5) is not False:
            break
        clock["sleep"](0.1)
    try:
        policy = db["read"](policy_id, customer)  # its errors are the caller's, and are not kept
        without_errors(cache["set"], key, policy, FRESH_FOR)
        return policy
    finally:
        without_errors(cache["delete"], key + "/fetching")
    ### END SOLUTION


def update_policy(policy_id, customer, policy, cache, db, clock):
    """Store the changed policy, and let nobody see this customer's old one."""
    ### BEGIN SOLUTION
    db["write"](policy_id, customer, policy)
    # Afterwards: who read before has the old one, and may cache it yet, but under the name of the change before.
    # The mark outlives all that.
    without_errors(cache["set"], f"change/{policy_id}/{customer}", clock["now"](), 2 * FRESH_FOR)
    ### END SOLUTION


# %% [markdown]
# Try it: a database and a cache of plain dictionaries. The table shows what each read got, and how often the database was asked so
# far. Add readers, customers, updates, or let time pass.


# %%
def try_cache(get_policy, update_policy, steps):
    """Let customers read and update one policy at given seconds; show what they get."""
    now, reads, rows, kept, shown = [0.0], [], {}, {}, []

    def read(policy_id, customer):
        reads.append(customer)
        now[0] += 0.4
        return dict(
            rows.get((policy_id, customer), {"policyId": policy_id, "seenBy": customer, "premium": 100})
        )

    def put(key, value, seconds):
        kept[key] = value, now[0] + seconds

    def get(key):
        value, until = kept.get(key, (None, 0))
        return value if now[0] < until else None

    def add(key, value, seconds):
        is_free = get(key) is None
        if is_free:
            put(key, value, seconds)
        return is_free

    def sleep(seconds):
        now[0] += seconds

    db = {
        "read": read,
        "write": lambda policy_id, customer, policy: rows.update({(policy_id, customer): policy}),
    }
    cache = {"get": get, "set": put, "add": add, "delete": lambda key: kept.pop(key, None)}
    clock = {"now": lambda: now[0], "sleep": sleep}
    for second, customer, premium in steps:
        now[0] = max(now[0], second)
        if premium is None:
            got = get_policy("POL-1042", customer, cache, db, clock)
        else:
            changed = {"policyId": "POL-1042", "seenBy": customer, "premium": premium}
            update_policy("POL-1042", customer, changed, cache, db, clock)
            got = f"updates it to {premium}"
        shown.append({"second": second, "customer": customer, "gets": str(got), "reads so far": len(reads)})
    return table(shown, "Customers and the policy POL-1042")


try:
    steps = [
        (0, "C-77", None), (20, "C-77", None), (21, "C-90", None), (25, "C-77", 120), (26, "C-77", None), (400, "C-90", None)
    ]  # fmt: skip
    display(try_cache(get_policy, update_policy, steps))
except NotImplementedError:
    print("Write both functions first, then run this cell again.")

# %% grade="m13.e3" points=10
grade("m13.e3", get_policy, update_policy)

# %%
hints("m13.e3")

# %% [markdown]
# ## E4: Polite client
#
# *You practise: backing off so that a peak does not become an outage. Lesson steps D7 and D9.*
#
# On the first of the month 200 customers' clients ask the payments service in the same moment. In each tenth of a second it
# accepts six, and refuses the rest. Who is refused may try again; how they do it decides whether all of them get through.
#
# **Deliver** the function `call(fn, clock, rng)`. It asks the service by calling `fn()`, and returns the response that was the
# last. A response is a dictionary with two numbers:
#
# | Field | Meaning |
# | --- | --- |
# | `status` | 200: done. 400 to 499, but for 429: the request is wrong, and will be wrong again. 429, and 500 to 599: not now |
# | `tries` | how often the layers below have tried for this response: 1, or more if one of them has tried again already |
#
# `clock["now"]()` returns the time in seconds, `clock["sleep"](seconds)` lets time pass, `rng()` returns a random number from 0 up
# to 1, a new one at each call. (Use these three, so that a run can be repeated.) The rules, with the numbers in your table:
#
# 1. **What is tried again:** a 429 and anything from 500 up, if `tries` is 1. Every other response is returned at once.
# 2. **How often:** five times at the most, the first try included.
# 3. **The wait:** after the first try it is at most `first_delay` seconds, after each further one at most twice as many, but
#    never more than `longest_delay`. Within that every length is as likely as another (full jitter).
# 4. **The local rate:** between the end of a try and the begin of the next there are at least `shortest_pause` seconds: a wait
#    that would be shorter becomes that long.
# 5. **The deadline:** no try begins later than `deadline` seconds after `call` began. Would it, then `call` returns at once, without
#    waiting; and so it does after the fifth try.
#
# **Example.** With `first_delay` 1, `longest_delay` 3, `shortest_pause` 0.2, and an `rng` that returns 0.5, 0.01, 0.9:
#
# | Try | Begins | Response, 0.05 s later | Then it waits |
# | --- | --- | --- | --- |
# | 1 | 0.00 s | `{"status": 429, "tries": 1}` | 0.5 * 1 = 0.5 s |
# | 2 | 0.55 s | `{"status": 503, "tries": 1}` | 0.01 * 2 = 0.02 s is too short: 0.2 s |
# | 3 | 0.80 s | `{"status": 503, "tries": 1}` | 0.9 * 3 = 2.7 s |
# | 4 | 3.55 s | `{"status": 200, "tries": 1}` | it is returned |
#
# | Checked | Points |
# | --- | --- |
# | The waits of 200 clients are spread over all that is allowed | 3 |
# | Of 200 clients at once, 170 get through | 4 |
# | Only what another try can mend is tried again | 1 |
# | Tries, pause and deadline are kept | 2 |

# %%
task("m13.e4")


# %% solution="m13.e4"
def call(fn, clock, rng):
    """Ask by `fn()`, again where that can help; return the last response."""
    ### BEGIN SOLUTION
    first_delay, longest_delay, shortest_pause, deadline = 0.6, 3.6, 0.08, 12
    begin = clock["now"]()
    for number in range(5):
        response = fn()
        # A client error stays one; what a layer below has tried again must not be multiplied here.
        not_now = response["status"] == 429 or response["status"] >= 500
        if not not_now or response["tries"] > 1 or number == 4:
            break
        # Full jitter: 200 clients that were refused together come back apart.
        wait = max(shortest_pause, rng() * min(longest_delay, first_delay * 2**number))
        if clock["now"]() + wait > begin + deadline:
            break
        clock["sleep"](wait)
    return response
    ### END SOLUTION


# %% [markdown]
# Try it: 200 clients, one of your calls each. The bars show how often the service was asked in each half second. Do you see a
# comb, or hills that get flatter?

# %%
import random
from collections import Counter


def one_client(call, seed, asked, accepted):
    """Let a client with a clock of its own call; return the response. In a tenth of a second six calls are accepted."""
    now = [0.0]

    def fn():
        slot = int(now[0] * 10 + 1e-6)
        asked[int(now[0] * 2)] += 1
        accepted[slot] += 1
        now[0] += 0.05
        return {"status": 200 if accepted[slot] <= 6 else 429, "tries": 1}

    def sleep(seconds):
        now[0] += seconds

    return call(fn, {"now": lambda: now[0], "sleep": sleep}, random.Random(seed).random)


def try_call(call):
    """Let 200 clients ask at the same moment; show when the service was asked, and how many got through."""
    asked, accepted = Counter(), Counter()
    responses = [one_client(call, seed, asked, accepted) for seed in range(200)]
    served = sum(response["status"] == 200 for response in responses)
    print(f"{served} of 200 clients get through.")
    halves = {f"{at / 2:.1f} s": asked[at] for at in range(max(asked) + 1)}
    return bars(halves, "calls", "Calls in each half second")


try:
    display(try_call(call))
except NotImplementedError:
    print("Write call first, then run this cell again.")

# %% grade="m13.e4" points=10
grade("m13.e4", call)

# %%
hints("m13.e4")

# %% [markdown]
# ## E5: Plan the first of the month
#
# *You practise: sizing a system for its peak, and for the day on which a part of it is down. Lesson steps D1, D7, D8 and D9.*
#
# Tomorrow all customers of your branch pay, within an hour. A payment goes this way:
#
# ```
# customer -> front door -> look-up in the database -> workers -> bank
# ```
#
# **Deliver** `plan`, a dictionary with six settings:
#
# | Setting | Meaning |
# | --- | --- |
# | `"concurrency"` | how many workers there are. Each makes one call to the bank at a time |
# | `"queue"` | where a queue stands: `"none"`, `"before the bank"` (the workers take from it), or `"behind the bank"` (the books are kept from it) |
# | `"batch"` | how many payments a worker takes from the queue before the bank for one call. It waits until so many are there, 30 s at most |
# | `"cache_seconds"` | for how many seconds a tariff that was read is used again; 0 for never |
# | `"rate"`, `"burst"` | the front door's bucket: tokens that drip in each second, tokens that it holds. A payment takes one |
#
# What is given stands in your table:
#
# | Name | Meaning |
# | --- | --- |
# | `branch` | the name of your branch, from which all the rest follows |
# | `payments`, `busy_payments`, `busy_minutes` | payments in the hour; how many of them come in the first, busy minutes, and how many minutes these are |
# | `reminded` | how many of the busy ones come within 10 seconds, right after the reminder |
# | `db_rate`, `db_burst` | reads that the database bears: its own bucket of tokens. A payment with a read that it refuses is lost |
# | `tariffs`, `fresh_for` | each payment needs its policy, always read, and one of so many tariffs. Reckoned with a tariff that was read more than `fresh_for` seconds ago, it counts as lost |
# | `bank_places` | calls that the bank bears at once. One more is refused, and so is every call of the next 30 s |
# | `bank_call`, `bank_each` | seconds that the bank takes for a call, and in addition for each payment in it; 15 % more or less |
# | `place_price`, `call_price`, `read_price` | EUR for each worker, for each call to the bank, for each 1,000 reads of the database |
#
# **What goes wrong.** Who is refused at the front door comes again by themselves: up to ten tries, each time after anything up to 2 s,
# 4 s, 8 s, at last 60 s. While the bank is down it refuses each call at once. After a call that the bank refuses no worker calls for
# 5 s. The payments stay in the queue, if there is one before the bank. If there is none, each payment is called in alone, and at
# once; it is lost where no worker is free or the bank refuses.
#
# **What you promise:**
#
# 1. Of 100 payments, 95 are done within `p95_limit` seconds, from the customer's first try to the bank's yes.
# 2. At most `most_lost` payments are lost: refused by the database or the bank, reckoned wrongly, given up at the front door.
# 3. Workers, calls and reads together cost at most `budget` EUR.
# 4. On another day the bank is **down for ten minutes** in the busy time. At most `most_lost` more are lost then, and
#    `catch_up_minutes` after it is back, nobody in the queue has waited for longer than `p95_limit` seconds.
#
# Grading plays other months as well: up to 5 % more payments or fewer, the reminder and the outage in other minutes. So plan with a
# tenth of room. Many plans keep all promises.
#
# **Example, with other numbers.** In its 20 busy minutes a branch has 4,800 payments: **4 a second**. For a call with 6
# payments its bank takes 2 + 6 * 0.5 = 5 s.
#
# - *Little's law*: what is under way = what comes a second * how long it stays. 4 payments a second are 4/6 calls a second, 5 s each:
#   **3.3 workers are at work** at once.
# - Ten workers do 10 * 6 / 5 = **12 payments a second**.
# - Down for 10 minutes: 600 * 4 = **2,400 wait**. To have done them 20 minutes later, while 4 a second go on coming, takes
#   4 + 2,400 / 1,200 = **6 a second**.
# - 10,000 payments in batches of 6 are **1,667 calls**.
# - A payment that is the first of its batch waits for five others; where 2 come a second, 2.5 s. Then 5 s at the bank, 15 % more
#   if it is slow: about **8.3 s** for those who wait longest.
#
# | Checked | Points |
# | --- | --- |
# | 95 of 100 payments are done in time | 2 |
# | Next to no payment is lost | 2 |
# | It keeps within the budget | 2 |
# | The bank is down for ten minutes, and next to no payment is lost | 2 |
# | What gathers meanwhile is caught up with in time | 2 |
#
# (What is not done costs nothing, and gathers nowhere. So the last three are looked at only where 90 of 100 are done on a usual day.)

# %%
task("m13.e5")

# %% solution="m13.e5"
plan = None  # {"concurrency": ..., "queue": ..., and the other four}
### BEGIN SOLUTION
busy = 6250 / (60 * 25)  # payments a second in the busy minutes
# When the bank is back, ten minutes' payments wait, and others come: so many must be done a second, and some more.
needed = 1.15 * (busy + 600 * busy / (60 * 11))
# A call takes 4.0 + 1.01 * size seconds, so 15 places do 15 * size / (4.0 + 1.01 * size) payments a second.
enough = [size for size in range(1, 100) if 15 * size / (4.0 + 1.01 * size) >= needed]
plan = {
    "concurrency": 15,  # one more, and the bank refuses
    "queue": "before the bank",  # in front of what is narrow, and may be down
    "batch": enough[0],  # larger ones are cheaper, and slower
    "cache_seconds": 250,  # as long as it may be: it spares the database nearly half of its reads
    "rate": 0.8 * 7.7,  # more than come, less than the database bears
    "burst": 0.7 * 68,
}
### END SOLUTION

# %% [markdown]
# Try it: your branch's first of the month, by the rules that are graded. Put in the name of your branch. Change the plan and run both
# cells again, as often as you like; `month` may be any number. On another day, the second picture, the bank is down.

# %%
from course.simulation import BranchError, PlanError, branch, first_of_month, plan_of
from course.widgets import metric_curves

my_branch = "..."  # from your table, such as "north-417"
month = 1


def try_plan(name, plan, month):
    """Play a month of a branch with a plan, on a usual day and with the bank down; show what became of it."""
    given, settings = branch(name), plan_of(plan)
    down_from = given.worst_minute
    usual = first_of_month(given, settings, str(month))
    down = first_of_month(given, settings, str(month), bank_down_from=60 * down_from)
    rows = [
        ("95 of 100 done within (s)", told(usual.p95), given.p95_limit),
        ("lost", usual.lost.total(), given.most_lost),
        ("cost (EUR)", told(usual.cost), given.budget),
        ("lost more with the bank down", max(0, down.lost.total() - usual.lost.total()), given.most_lost),
        ("caught up after (s)", told(down.caught_up), 60 * given.catch_up_minutes),
    ]
    display(table([{"": what, "your plan": found, "at most": most} for what, found, most in rows]))
    for title, day in [("A usual day", usual), (f"The bank is down from minute {down_from} on", down)]:
        print(f"{title}: lost {dict(day.lost)}; calls refused by the bank: {day.refused_by_the_bank}")
        display(metric_curves(day.curves, title))


def told(number):
    return "never" if number in (None, float("inf")) else round(number, 2)


try:
    try_plan(my_branch, plan, month)
except (BranchError, PlanError) as error:
    print(error)

# %% grade="m13.e5" points=10
grade("m13.e5", plan)

# %%
hints("m13.e5")
