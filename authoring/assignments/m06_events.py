# ---
# title: "Exercises: event-based integration"
# module: m06
# ---

# %% [markdown]
# # Exercises: event-based integration
#
# After these five exercises you can
#
# - send events so that none is lost and none comes twice,
# - write rules that pick events by who sent them, what happened and what they say,
# - let an uploaded file start work, without the work starting itself again,
# - keep personal data on a bus of its own,
# - choose between a queue, a topic, a bus and a plain call.
#
# The lesson belonging to them is [Event-based integration](../../lessons/m06_events.ipynb); "step D2" below means its step
# D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary boto3.** Your functions are called with boto3 clients and plain data, import nothing
# of the course, and would run on AWS as they are. The account is in memory: nothing leaves this machine, nothing costs money,
# and waiting takes no time.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# ## What all five share
#
# **A payment that was made** is this fact. Every service knows it in this form.
#
# ```json
# {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
#  "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}
# ```
#
# **As an event** it looks like this on a bus. EventBridge fills in what you do not say: version, id, account, time, region.
#
# ```json
# {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "account": "123456789012",
#  "time": "2025-03-01T08:00:00Z", "region": "us-east-1", "resources": [],
#  "source": "insurance.payments", "detail-type": "PaymentMade",
#  "detail": {"paymentId": "PAY-000123", "policyId": "POL-1042", ...}}
# ```
#
# `channel` is `web`, `app`, `branch` or `phone`. Limits, names and counts in your tables stay as they are: write them into
# your answer.

# %% [markdown]
# ## E1: Emit
#
# *You practise: what an entry of PutEvents consists of, and what to do when some entries fail. Lesson step D1.*
#
# Each night, payments tells the insurer's bus of the day's payments. EventBridge takes at most ten entries a call, and it takes
# each entry for itself: a call may succeed, and some of its entries may not have been taken.
#
# **Given:** `events`, a boto3 client; `payments`, a list of payments as above, of any length, empty too.
#
# **Deliver** the function `emit(events, payments)`, so that
#
# 1. each payment becomes one event on the bus of your table: source `insurance.payments`, detail-type `PaymentMade`, and as
#    its detail the whole payment as it is;
# 2. an entry that failed is sent again. One that was taken is not: there must not be two events of one payment;
# 3. a payment is sent `tries` times (see your table) at most. It **returns** a list of the `paymentId`s of those that failed
#    each time; if there are none, an empty list.
#
# You need not wait between the tries, nor catch errors of the call itself.
#
# **Example.** Of 12 payments, the third fails once: there are three calls, of ten, two and one entries in whatever order you
# like, then twelve events on the bus, and `emit` returns `[]`. If the third failed every time, there are eleven events and
# `emit` returns `["PAY-000125"]`.
#
# | Checked, with 37 payments and with entries that fail | Points |
# | --- | --- |
# | Each payment is one event on the bus | 4 |
# | Source, detail-type and detail are those of the contract | 2 |
# | What failed is sent again, what was taken is not | 3 |
# | What fails in each of its tries is given up and returned | 1 |

# %%
task("m06.e1")

# %% solution="m06.e1"
import json


def emit(events, payments):
    """Put an event for each payment; return the ids of those that were never taken."""
    ### BEGIN SOLUTION
    waiting = list(payments)
    for _ in range(6):
        failed = []
        for begin in range(0, len(waiting), 10):
            batch = waiting[begin : begin + 10]
            entries = [
                {
                    "EventBusName": "river-53-payments",
                    "Source": "insurance.payments",
                    "DetailType": "PaymentMade",
                    "Detail": json.dumps(payment),  # detail travels as text
                }
                for payment in batch
            ]
            answer = events.put_events(Entries=entries)
            # The answer has an entry for each of ours, in the same order; only those with an ErrorCode were not taken.
            # Sending the others again would make a second event of each.
            failed += [
                payment for payment, told in zip(batch, answer["Entries"], strict=True) if "ErrorCode" in told
            ]
        waiting = failed
    return [payment["paymentId"] for payment in waiting]
    ### END SOLUTION


# %% [markdown]
# Try it: a bus, twelve payments (with a few of their fields), and a third entry that fails. Twelve events are to be
# on the bus. None is, where the cell and your answer name different buses: an event for a bus that is not there is lost without a
# word.

# %%
from course.cloud import Account

payments = [
    {"paymentId": f"PAY-{number:06}", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5}
    for number in range(123, 135)
]
bus = "north-payments"  # write here the name of the bus from your table

try:
    with Account() as account:
        events = account.client("events")
        arn = events.create_event_bus(Name=bus)["EventBusArn"]
        events.create_archive(ArchiveName="all", EventSourceArn=arn)  # it counts what comes to the bus
        account.faults.fail("events", "entry", attempts=3)  # the third entry fails, once
        print("returned:", emit(events, payments))
        for call in (span for span in account.trace if span.name == "PutEvents"):
            print("a call with", len(call.detail["parameters"]["Entries"]), "entries")
        print("events on the bus:", events.describe_archive(ArchiveName="all")["EventCount"])
except NotImplementedError:
    print("Write emit first, then run this cell again.")

# %% grade="m06.e1" points=10
grade("m06.e1", emit)

# %%
hints("m06.e1")

# %% [markdown]
# ## E2: Three rules
#
# *You practise: patterns by source, type and content, several targets of an event, dead-letter queues. Lesson steps D2 and
# D3.*
#
# Payments puts its events onto the **default** bus, as many others do. Three services want to hear of some of them:
#
# | Service | Wants to hear of |
# | --- | --- |
# | customer | every payment that was made |
# | sales | payments made by `web` or `app` of **more** than your table's `limit` |
# | communication | payments made whose detail has a field `email` (if it is there, it holds an address) |
#
# "A payment that was made" is an event with the source `insurance.payments` and the detail-type `PaymentMade`, both spelled
# exactly so. Nobody wants any other event.
#
# A service has one receiver or several, a queue each: every receiver gets every event that its service wants, once, as it is.
# Beware: a rule takes five targets at most.
#
# **Given:** `events`, a boto3 client; `targets`, by service the list of its receivers, each with the ARN of its queue and that of
# its dead-letter queue. All these queues let your rules in.
#
# ```python
# targets = {
#     "customer": [
#         {"arn": "arn:aws:sqs:us-east-1:123456789012:customer-1",
#          "dead_letter": "arn:aws:sqs:us-east-1:123456789012:customer-1-dlq"},
#         ...],  # there may be any number of them, six for example
#     "sales": [...], "communication": [...]}
# ```
#
# **Deliver** the function `wire_rules(events, targets)`. It makes rules on the default bus, with targets, so that
#
# 1. each receiver gets what its service wants, and nothing else;
# 2. an event that cannot be delivered to a receiver ends in that receiver's dead-letter queue.
#
# Names of rules and ids of targets are yours to choose. It returns nothing.
#
# **Example,** with a limit of 250: a payment of 300 by `web` without `email` goes to every receiver of customer and of sales;
# one of 250 by `web` with `email` to those of customer and communication.
#
# | Checked, with 30 events and more | Points |
# | --- | --- |
# | customer hears of every payment that was made | 1 |
# | sales hears of the right channels only | 1 |
# | sales hears of amounts over the limit only | 2 |
# | communication hears of payments with an address only | 2 |
# | No service hears of any other event | 1 |
# | Every receiver of a service gets its copies, as they are | 1 |
# | What cannot be delivered is in the dead-letter queue of its receiver | 2 |

# %%
task("m06.e2")

# %% solution="m06.e2"
import json


def wire_rules(events, targets):
    """Make the rules of the three services on the default bus."""
    ### BEGIN SOLUTION
    # What all three patterns say: who sent the event, and what happened. Nothing that changes with each event.
    made = {"source": ["insurance.payments"], "detail-type": ["PaymentMade"]}
    patterns = {
        "customer": made,
        # Fields are joined by and, the values in a list by or.
        "sales": made | {"detail": {"channel": ["web", "app"], "amount": [{"numeric": [">", 380]}]}},
        "communication": made | {"detail": {"email": [{"exists": True}]}},
    }
    for service, pattern in patterns.items():
        receivers = targets[service]
        # A rule takes five targets: for more there are more rules, with the same pattern.
        for begin in range(0, len(receivers), 5):
            rule = f"payments-{service}-{begin}"
            events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
            events.put_targets(
                Rule=rule,
                Targets=[
                    {
                        "Id": f"receiver-{begin + number}",
                        "Arn": receiver["arn"],
                        "DeadLetterConfig": {"Arn": receiver["dead_letter"]},
                    }
                    for number, receiver in enumerate(receivers[begin : begin + 5])
                ],
            )
    ### END SOLUTION


# %% [markdown]
# Try it: six receivers of customer, one of each of the others, and three events. The picture shows which rule wants which of them, and
# why the others do not; choose an event in it.

# %%
import json

from course.cloud import Account
from course.widgets import event_routing
from IPython.display import display

owner = "123456789012"
lets_rules_in = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": "*",
}
policy = json.dumps({"Statement": [lets_rules_in]})
counts = {"customer": 6, "sales": 1, "communication": 1}
told = [
    ("PaymentMade", {"channel": "web", "amount": 900}),
    ("PaymentMade", {"channel": "phone", "amount": 900, "email": "ada@example.com"}),
    ("PaymentDeclined", {"channel": "web", "amount": 900}),
]

try:
    with Account() as account:
        sqs, events = account.client("sqs"), account.client("events")
        targets = {}
        for service, count in counts.items():
            targets[service] = []
            for number in range(1, count + 1):
                for name in (f"{service}-{number}", f"{service}-{number}-dlq"):
                    sqs.create_queue(QueueName=name, Attributes={"Policy": policy})
                arn = f"arn:aws:sqs:us-east-1:{owner}:{service}-{number}"
                targets[service].append({"arn": arn, "dead_letter": f"{arn}-dlq"})
        wire_rules(events, targets)
        for kind, detail in told:
            entry = {"Source": "insurance.payments", "DetailType": kind, "Detail": json.dumps(detail)}
            events.put_events(Entries=[entry])
        account.settle()
        display(event_routing(account))
except NotImplementedError:
    print("Write wire_rules first, then run this cell again.")

# %% grade="m06.e2" points=10
grade("m06.e2", wire_rules)

# %%
hints("m06.e2")

# %% [markdown]
# ## E3: Recording uploaded
#
# *You practise: events of S3, patterns on file names, input transformers, and a rule that must not feed itself. Lesson steps D4,
# D5 and D9.*
#
# Calls are recorded, and a recording is uploaded to the bucket of your table. A transcription service works off a queue: a message for
# each recording. It writes what it makes of a recording into the **same bucket**: for `calls/a.mp3` the text
# `transcripts/calls/a.mp3.txt`, and without its silences the recording, `transcripts/calls/a.mp3`.
#
# **Given:** `s3` and `events`, boto3 clients; `bucket`, the name of the bucket, which tells nobody of its files yet; `queue_arn`, the
# ARN of the transcription's queue, which lets rules in, and nothing else: so the way leads over the default bus.
#
# **Deliver** the function `wire_recordings(s3, events, bucket, queue_arn)`. After it,
#
# 1. a file that is uploaded to the bucket, under the `folder` of your table (directly or deeper), and ends in `.mp3` or, as
#    some phones write it, `.MP3`, leads to one message in the queue;
# 2. that message is `{"bucket": <name of the bucket>, "key": <key of the file>}` and nothing else, made by the rule's target;
# 3. nothing else leads to a message: no other kind of file, no other folder (`old-calls/` is another one), no other bucket,
#    no file that is deleted, no event of anybody but S3,
# 4. and nothing that the transcription writes.
#
# It returns nothing.
#
# **Example,** with the folder `calls`: of `calls/2025/a.mp3`, `calls/b.MP3`, `calls/c.wav` and `letters/d.mp3`, the first two lead to
# a message each, the first of them `{"bucket": "north-media", "key": "calls/2025/a.mp3"}`.
#
# S3's event of an uploaded file has the source `aws.s3`, the detail-type `Object Created`, and this detail (and more):
#
# ```json
# {"bucket": {"name": "north-media"}, "object": {"key": "calls/2025/a.mp3", "size": 5}, "reason": "PutObject"}
# ```
#
# | Checked, with eight uploads and more | Points |
# | --- | --- |
# | A recording in the folder starts one transcription | 2 |
# | So does one whose name ends in `.MP3` | 1 |
# | No other file starts one | 2 |
# | The transcription is told bucket and key, and nothing else | 2 |
# | What the transcription writes does not start it again | 3 |

# %%
task("m06.e3")

# %% solution="m06.e3"
import json


def wire_recordings(s3, events, bucket, queue_arn):
    """Let recordings that are uploaded to the bucket lead to messages for the transcription."""
    ### BEGIN SOLUTION
    # From now on the bucket tells the default bus of everything that happens to its files. The rule picks.
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )

    # Beginning and end in one condition: a prefix and a suffix side by side in a list would be joined by or, and let in
    # what the transcription writes under transcripts/, so that it would start itself again and again.
    keys = [{"wildcard": "calls/*.mp3"}, {"wildcard": "calls/*.MP3"}]
    pattern = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket]}, "object": {"key": keys}},
    }
    events.put_rule(Name="recordings", EventPattern=json.dumps(pattern))

    transformer = {
        "InputPathsMap": {"bucket": "$.detail.bucket.name", "key": "$.detail.object.key"},
        "InputTemplate": '{"bucket": <bucket>, "key": <key>}',
    }
    events.put_targets(
        Rule="recordings",
        Targets=[{"Id": "transcription", "Arn": queue_arn, "InputTransformer": transformer}],
    )
    ### END SOLUTION


# %% [markdown]
# Try it: four uploads, then what the transcription writes for the first of them.

# %%
import json

from course.cloud import Account

folder = "calls"  # write here the folder from your table
lets_rules_in = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": "*",
}
policy = json.dumps({"Statement": [lets_rules_in]})

try:
    with Account() as account:
        s3, sqs = account.client("s3"), account.client("sqs")
        s3.create_bucket(Bucket="north-media")
        url = sqs.create_queue(QueueName="transcription-q", Attributes={"Policy": policy})["QueueUrl"]
        wire_recordings(
            s3, account.client("events"), "north-media", "arn:aws:sqs:us-east-1:123456789012:transcription-q"
        )

        def upload(*keys):
            """Upload files, and show the messages that come of them."""
            for key in keys:
                s3.put_object(Bucket="north-media", Key=key, Body=b"sound")
            account.settle()
            found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
            print("uploaded:", ", ".join(keys))
            for message in found:
                print("   message:", message["Body"])
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

        upload(f"{folder}/2025/a.mp3", f"{folder}/b.MP3", f"{folder}/c.wav", "letters/d.mp3")
        upload(f"transcripts/{folder}/2025/a.mp3.txt", f"transcripts/{folder}/2025/a.mp3")
except NotImplementedError:
    print("Write wire_recordings first, then run this cell again.")

# %% grade="m06.e3" points=10
grade("m06.e3", wire_recordings)

# %%
hints("m06.e3")

# %% [markdown]
# ## E4: Keep personal data apart
#
# *You practise: several buses, alternatives and absence in patterns, reducing what is passed on. Lesson steps D5 and D6.*
#
# Payments' events arrive on the **default** bus. Some of them have an address in their detail: `email`, `phone`, or both. These
# are personal data. They belong onto a bus of their own, which few may read; the central bus, which everybody reads, may
# know of the payment, and of no address.
#
# | An event whose source is `insurance.payments` | Bus for personal data | Central bus |
# | --- | --- | --- |
# | has `email` or `phone` (or both) in its detail | as it is, once | a reduced copy, once |
# | has neither | not at all | as it is, once |
#
# Its detail-type may be any. Events of other sources are to reach neither bus.
#
# A bus as a target receives the event **as it is**, whatever input you ask for. So the reduced copy takes another way: a
# **forwarder**, a small function of somebody else's, reads a queue and puts whatever it is handed there onto the central bus, as the
# detail of an event of its own. The reduced copy of an event is JSON with the fields that `kept` in your table lists, with
# the values that they have in the event's detail (numbers stay numbers), and no other field.
#
# **Given:** `events`, a boto3 client; `targets`, the ARNs of the two buses (in the check they are called as in your table), of the
# forwarder's queue, which lets your rules in, and of a role. AWS wants the role as the `RoleArn` of a target that is a bus; the
# lab does not ask.
#
# ```python
# targets = {
#     "pii": "arn:aws:events:us-east-1:123456789012:event-bus/north-pii-bus",
#     "central": "arn:aws:events:us-east-1:123456789012:event-bus/north-central-bus",
#     "forwarder": "arn:aws:sqs:us-east-1:123456789012:forwarder-q",
#     "role": "arn:aws:iam::123456789012:role/puts-events"}
# ```
#
# **Deliver** the function `keep_apart(events, targets)`. It makes the rules, on the default bus, with their targets. It returns
# nothing.
#
# **Example,** with `kept` being `["paymentId", "amount", "channel"]`: an event of payments with the detail
# `{"paymentId": "PAY-000123", "amount": 129.5, "channel": "web", "email": "ada@example.com", ...}` is afterwards on the bus for
# personal data, and the forwarder is handed `{"paymentId": "PAY-000123", "amount": 129.5, "channel": "web"}`.
#
# | Checked, with 20 events and more | Points |
# | --- | --- |
# | Events with email or phone are on the bus for personal data, and no others | 2 |
# | Events of payments without them are on the central bus, as they are | 1 |
# | The forwarder is handed a copy of each event with email or phone, with nothing but the fields to keep | 2 |
# | Events of other sources reach neither bus | 1 |
# | The central bus hears of all, and has no personal field | 4 |

# %%
task("m06.e4")

# %% solution="m06.e4"
import json


def keep_apart(events, targets):
    """Make the rules that keep personal data off the central bus."""
    ### BEGIN SOLUTION
    # Fields are joined by and; for "one of the two is there" a pattern needs $or. One rule, so that an event with both
    # goes its way once.
    personal = {"$or": [{"email": [{"exists": True}]}, {"phone": [{"exists": True}]}]}
    # "Neither is there" is an and.
    others = {"email": [{"exists": False}], "phone": [{"exists": False}]}

    # The copy is made of the fields that may be known. To take away what may not be would let through what nobody
    # thought of.
    kept = ["paymentId", "amount", "channel", "period"]
    reduced = {
        "InputPathsMap": {name: f"$.detail.{name}" for name in kept},
        "InputTemplate": "{" + ", ".join(f'"{name}": <{name}>' for name in kept) + "}",
    }

    events.put_rule(
        Name="personal", EventPattern=json.dumps({"source": ["insurance.payments"], "detail": personal})
    )
    events.put_targets(
        Rule="personal",
        Targets=[
            {"Id": "pii", "Arn": targets["pii"], "RoleArn": targets["role"]},
            {"Id": "forwarder", "Arn": targets["forwarder"], "InputTransformer": reduced},
        ],
    )
    events.put_rule(
        Name="others", EventPattern=json.dumps({"source": ["insurance.payments"], "detail": others})
    )
    events.put_targets(
        Rule="others",
        Targets=[{"Id": "central", "Arn": targets["central"], "RoleArn": targets["role"]}],
    )
    ### END SOLUTION


# %% [markdown]
# Try it: two buses, the forwarder's queue, three events; then what each rule said, and what the forwarder was handed.

# %%
import json

from course.cloud import Account
from course.widgets import event_routing
from IPython.display import display

lets_rules_in = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": "*",
}
policy = json.dumps({"Statement": [lets_rules_in]})
payment = {
    "paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
    "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z",
}  # fmt: skip
told = [
    payment,
    {**payment, "email": "ada@example.com"},
    {**payment, "email": "kim@example.com", "phone": "+49 30 123456"},
]

try:
    with Account() as account:
        sqs, events = account.client("sqs"), account.client("events")
        url = sqs.create_queue(QueueName="forwarder-q", Attributes={"Policy": policy})["QueueUrl"]
        targets = {
            "forwarder": "arn:aws:sqs:us-east-1:123456789012:forwarder-q",
            "role": "arn:aws:iam::123456789012:role/puts-events",
        }
        for name in ("pii", "central"):
            targets[name] = events.create_event_bus(Name=f"try-{name}-bus")["EventBusArn"]
        keep_apart(events, targets)
        for detail in told:
            entry = {
                "Source": "insurance.payments",
                "DetailType": "PaymentMade",
                "Detail": json.dumps(detail),
            }
            events.put_events(Entries=[entry])
        account.settle()
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            print("the forwarder is handed:", message["Body"])
        display(event_routing(account))
except NotImplementedError:
    print("Write keep_apart first, then run this cell again.")

# %% grade="m06.e4" points=10
grade("m06.e4", keep_apart)

# %%
hints("m06.e4")

# %% [markdown]
# ## E5: Queue, topic or bus
#
# *You practise: what each way of telling somebody is good for. Lesson steps D3, D5 and D8.*
#
# Your table has ten needs of the insurer. For each, choose what serves it **and** the reason that decides. Each need has been
# written so that one of these reasons fits and the others do not; several needs may have the same.
#
# | Choice | Reason | It decides because |
# | --- | --- | --- |
# | `queue` | `WAIT` | work piles up, and must wait until a worker of the one service that does it is free |
# | `queue` | `ORDER` | the one service that does the work must do what belongs together one after the other |
# | `topic` | `MANY` | there are far more listeners than a rule's targets, and every one of them gets every message |
# | `topic` | `PEOPLE` | people are told, by e-mail or text message, without a program of ours in between |
# | `bus` | `AWS` | it begins with an event that an AWS service or a partner's software sends by itself |
# | `bus` | `AGAIN` | what happened in the past is to be sent once more, to listeners that were not there then or did it wrong |
# | `bus` | `RESHAPE` | a listener that cannot be changed needs what happened in another form |
# | `call` | `ANSWER` | somebody waits for the answer, and cannot go on without it |
#
# `call` is a plain request, to an API or a function, whose sender waits.
#
# **Deliver** `choices`, a dictionary with the ten labels of your table as keys, and for each a choice and a reason.
#
# **Example.** For "Orders for new business cards wait until one of the two printers has time", labelled `N-11`, it would be
# `choices = {"N-11": ("queue", "WAIT")}`.
#
# | Checked | Points |
# | --- | --- |
# | A queue is chosen wherever it serves | 2 |
# | A topic is chosen wherever it serves | 2 |
# | A bus is chosen wherever it serves | 2 |
# | A call is chosen wherever it serves | 1 |
# | Five needs or more have choice and reason right | 1 |
# | Eight needs or more have both right | 1 |
# | All ten have both right | 1 |

# %%
task("m06.e5")

# %% solution="m06.e5"
choices = None  # {"N-01": ("queue", "WAIT"), ...}
### BEGIN SOLUTION
choices = {
    # The burst is kept, and worked off at the pace of the one that works.
    "N-07": ("queue", "WAIT"),
    "N-01": ("queue", "WAIT"),
    # One service, and a group for each of what belongs together: a FIFO queue.
    "N-09": ("queue", "ORDER"),
    # A rule has five targets; a topic has subscriptions by the million, and people can subscribe themselves.
    "N-02": ("topic", "MANY"),
    "N-05": ("topic", "PEOPLE"),
    # The default bus hears of it without anybody's doing.
    "N-06": ("bus", "AWS"),
    # An archive keeps events, a replay sends them once more.
    "N-08": ("bus", "AGAIN"),
    # An input transformer stands between event and target.
    "N-03": ("bus", "RESHAPE"),
    # Nothing that is told to many, or put aside for later, brings an answer back.
    "N-10": ("call", "ANSWER"),
    "N-04": ("call", "ANSWER"),
}
### END SOLUTION

# %% [markdown]
# Try it: are all ten there? (Whether they are right, `grade` says.)

# %%
from course.widgets import table

labels = [f"N-{number:02}" for number in range(1, 11)]
given = choices or {}
print("still missing:", ", ".join(label for label in labels if label not in given) or "none")
table([{"need": label, "choice": pair[0], "reason": pair[1]} for label, pair in sorted(given.items())])

# %% grade="m06.e5" points=10
grade("m06.e5", choices)

# %%
hints("m06.e5")
