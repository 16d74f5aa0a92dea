# ---
# title: "Exercises: decoupling with queues"
# module: m04
# ---

# %% [markdown]
# # Exercises: decoupling with queues
#
# After these five exercises you can
#
# - store first, tell others through a queue, and survive a failure between the two,
# - write a worker that does each payment once and gives back only what failed,
# - give a queue the settings that keep messages safe,
# - keep order where it matters and nowhere else,
# - say when a backlog will be gone, and how many workers that takes.
#
# The lesson belonging to them is [Decoupling with queues](../../lessons/m04_queues.ipynb); "step D2" below means its step
# D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary boto3.** Your functions are called with boto3 clients, tables and plain data, import nothing
# of the course, and would run on AWS as they are. The account is in memory: nothing leaves this machine, nothing costs
# money, and waiting takes no time.

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
# **Names** begin with a prefix where an exercise says so, so that several systems fit into one account.
# A `prefix` or a `first_payment` in one of your tables is one of those that the check uses here; grading uses others as
# well. A status or a count in them stays as it is: write it into your answer.

# %% [markdown]
# ## E1: The customer function
#
# *You practise: the order of storing and sending, and what a failure in between must leave behind. Lesson step D7.*
#
# The customer service is called for each payment. It writes the payment to the customer's account, and sales is to hear
# of it without the customer having to wait for sales: through a queue.
#
# **Given:** `event`, a payment as above (a dictionary); `table`, a boto3 DynamoDB `Table` whose key is `paymentId`; `sqs`, a
# boto3 client; `queue_url`, the address of sales' queue.
#
# **Deliver** the function `handler(event, table, sqs, queue_url)`. It
#
# 1. stores the payment in the table, as one row with all of its fields, the amount as a number;
# 2. sends one message to the queue: JSON text with `paymentId`, `customerId` and `amount`, and nothing else;
# 3. returns the receipt `{"paymentId": ..., "status": ...}`, with the status of your table.
#
# Things fail. So
#
# 4. where the table refuses the write, sales must not hear of the payment; where the queue refuses the message, the payment
#    stays stored. In both cases the error of boto3 (a `ClientError`) reaches the caller as it is;
# 5. the caller then calls again with the same payment: that call completes what is missing, and returns the receipt;
# 6. however often the same payment comes, there is one row of it. (Sales may be told again: its worker, in E2, copes.)
#
# **Example**, with the status `TAKEN`: `handler({"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5, ...}, ...)`
# returns `{"paymentId": "PAY-000123", "status": "TAKEN"}`; the table has the row, and the queue the message
# `{"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5}`.
#
# DynamoDB takes no floats: `Decimal(str(129.5))` is the number that it takes. JSON has no Decimals: send the float.
#
# | Checked, with generated payments | Points |
# | --- | --- |
# | Each payment is stored whole | 2 |
# | Sales' queue gets the details, the caller a receipt | 2 |
# | Where storing fails, the caller knows, and sales hears nothing yet | 2 |
# | Where sending fails, the caller knows, and the next try completes it | 2 |
# | However often a payment comes, it is one row | 2 |

# %%
task("m04.e1")

# %% solution="m04.e1"
import json
from decimal import Decimal


def handler(event, table, sqs, queue_url):
    """Store the payment, tell sales, return the receipt."""
    ### BEGIN SOLUTION
    # Stored first: a payment that is stored and not told can be told by the next try. A payment that is told and not
    # stored would have sales making offers for money that nobody has recorded.
    table.put_item(Item={**event, "amount": Decimal(str(event["amount"]))})

    details = {name: event[name] for name in ("paymentId", "customerId", "amount")}
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(details))

    # No try around either call: an error that the caller sees is one that it can answer by calling again.
    return {"paymentId": event["paymentId"], "status": "TAKEN"}
    ### END SOLUTION


# %% [markdown]
# Try it: a table, a queue, one payment; then the same payment while the queue is out of order, and once more.

# %%
import boto3

from course.cloud import Account

payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip

try:
    with Account() as account:
        sqs, dynamodb = account.client("sqs"), boto3.resource("dynamodb")
        table = dynamodb.create_table(
            TableName="try-payments",
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        url = sqs.create_queue(QueueName="try-sales-q")["QueueUrl"]
        with account.faults.fail("sqs", "SendMessage", error="AccessDenied", status=403):
            try:
                print("returned, though the queue refuses:", handler(payment, table, sqs, url))
            except sqs.exceptions.ClientError as error:
                print("the caller sees:", error)
        print("returned:", handler(payment, table, sqs, url))
        print("rows:", table.scan()["Items"])
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            print("message:", message["Body"])
except NotImplementedError:
    print("Write handler first, then run this cell again.")

# %% grade="m04.e1" points=10
grade("m04.e1", handler)

# %%
hints("m04.e1")

# %% [markdown]
# ## E2: The sales worker
#
# *You practise: a batch with a partial failure, and doing a thing once although its message comes twice. Lesson steps D3 and
# D4.*
#
# For every payment, sales makes the customer an offer: once. Lambda reads sales' queue and hands your worker up to ten messages
# at a time. Some cannot be read. Some tell of a payment that another message has told of before.
#
# **Given:** `event`, a batch as Lambda hands it over; `table`, a boto3 DynamoDB `Table` whose key is `paymentId`, empty at
# first, for whatever your worker has to remember; `offer`, a function that makes the offer: `offer(payment)` with the
# payment's details. It may fail, with any exception; then no offer was made.
#
# ```python
# event = {"Records": [
#     {"messageId": "m-1", "body": '{"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5}', ...},
#     {"messageId": "m-2", "body": "payment PAY-?", ...},          # not JSON
#     {"messageId": "m-3", "body": '{"customerId": "C-9"}', ...},  # JSON that names no payment
#     {"messageId": "m-4", "body": '{"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5}', ...}]}
# ```
#
# **Deliver** the function `worker(event, table, offer)`, so that
#
# 1. each payment of the batch leads to one call of `offer`, whatever else is in the batch;
# 2. a payment never leads to a second offer: not in this batch, not in a later one, whichever message tells of it;
# 3. messages that failed are named in what it returns, and no others: those that are not JSON, those without a
#    `paymentId`, those whose offer failed. Their messages come again later, and an offer that failed is then made;
# 4. it deletes nothing from the queue: Lambda does that, for all messages that the answer does not name.
#
# **Example.** For the batch above, `offer` is called once and `worker` returns
# `{"batchItemFailures": [{"itemIdentifier": "m-2"}, {"itemIdentifier": "m-3"}]}`. Where nothing failed, it returns
# `{"batchItemFailures": []}`.
#
# | Checked, with seven batches | Points |
# | --- | --- |
# | Each payment leads to its offer, whatever else is in the batch | 3 |
# | No payment leads to a second offer | 3 |
# | What failed is named, nothing else is, and it stays in the queue | 2 |
# | An empty batch and a batch of broken messages end well, too | 2 |

# %%
task("m04.e2")

# %% solution="m04.e2"
import json


def worker(event, table, offer):
    """Make an offer for each payment of a batch, once; name the messages that failed."""
    ### BEGIN SOLUTION
    failures = []
    for record in event["Records"]:
        # Around each message, not around the loop: one that fails must not take the others with it.
        try:
            payment = json.loads(record["body"])
            # By the payment, not by the message: whoever tries twice sends two messages.
            key = {"paymentId": payment["paymentId"]}
            if "Item" in table.get_item(Key=key):
                continue
            offer(payment)
            # Remembered only when it was made, so that a failed one is made when its message comes again.
            table.put_item(Item=key)
        except Exception as error:
            print(record["messageId"], repr(error))
            failures.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failures}
    ### END SOLUTION


# %% [markdown]
# Try it: the batch of the example, twice.

# %%
import boto3

from course.cloud import Account

told = '{"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5}'
batch = {
    "Records": [
        {"messageId": "m-1", "body": told},
        {"messageId": "m-2", "body": "payment PAY-?"},
        {"messageId": "m-3", "body": '{"customerId": "C-9"}'},
        {"messageId": "m-4", "body": told},
    ]
}

try:
    with Account() as account:
        table = boto3.resource("dynamodb").create_table(
            TableName="try-activity",
            KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        for _ in range(2):
            answer = worker(batch, table, lambda payment: print("offer for", payment["paymentId"]))
            print("returned:", answer)
except NotImplementedError:
    print("Write worker first, then run this cell again.")

# %% grade="m04.e2" points=10
grade("m04.e2", worker)

# %%
hints("m04.e2")

# %% [markdown]
# ## E3: Queues with a safety net
#
# *You practise: visibility timeout, long polling, redrive policy, retention. Lesson steps D2, D3 and D5.*
#
# Sales and communication both hear of every payment. Each has a function that reads its messages.
#
# **Given:** `sqs`, a boto3 client; `prefix`, a text such as `"north"`; `function_timeout`, the seconds that either function may
# take at most. Nothing with that prefix exists yet.
#
# **Deliver** the function `create_queues(sqs, prefix, function_timeout)`. It creates the queues `<prefix>-sales-q` and
# `<prefix>-communication-q`, and for each a dead-letter queue of its own (call it as you like), so that
#
# 1. a received message stays hidden for at least six times as long as the function may take, as Lambda's documentation
#    asks;
# 2. every receive waits 20 seconds for messages, if there are none;
# 3. a message that has been received `max_receive_count` times (see your table) and was never deleted moves to its queue's
#    dead-letter queue at the next attempt to receive it;
# 4. a dead-letter queue keeps messages longer than the queue that they come from.
#
# It **returns** the addresses of the two queues: `{"sales": "https://...", "communication": "https://..."}`.
#
# **Example.** After `create_queues(sqs, "north", 30)` the queue `north-sales-q` hides a received message for 180 seconds or
# more.
#
# | Checked | Points |
# | --- | --- |
# | Each service has a queue of its own, whose address is returned | 2 |
# | A received message stays hidden long enough | 2 |
# | A receive waits for messages as long as it may | 1 |
# | A dead-letter queue keeps messages longer than its queue | 2 |
# | A message nobody can process ends in its dead-letter queue, after `max_receive_count` receives | 3 |

# %%
task("m04.e3")

# %% solution="m04.e3"
import json


def create_queues(sqs, prefix, function_timeout):
    """Create the queues of sales and communication; return {service: url}."""
    ### BEGIN SOLUTION
    max_receive_count = 9
    fourteen_days = 14 * 24 * 60 * 60  # as long as SQS keeps anything; a queue's default is four days

    urls = {}
    for service in ("sales", "communication"):
        name = f"{prefix}-{service}-q"

        # A message keeps its age when it moves: with the same retention it might be gone on the day after.
        dead_url = sqs.create_queue(
            QueueName=f"{name}-dlq", Attributes={"MessageRetentionPeriod": str(fourteen_days)}
        )["QueueUrl"]
        found = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])
        redrive = {
            "deadLetterTargetArn": found["Attributes"]["QueueArn"],
            "maxReceiveCount": max_receive_count,
        }

        attributes = {
            "VisibilityTimeout": str(6 * function_timeout),
            "ReceiveMessageWaitTimeSeconds": "20",
            "RedrivePolicy": json.dumps(redrive),
        }
        # A queue each: of one queue's messages each reader would get some, and neither all.
        urls[service] = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    return urls
    ### END SOLUTION


# %% [markdown]
# Try it: the queues, and their settings as SQS tells them.

# %%
from course.cloud import Account

try:
    with Account() as account:
        sqs = account.client("sqs")
        print(create_queues(sqs, "try", 30))
        for url in sqs.list_queues().get("QueueUrls", []):
            found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            print(url.rsplit("/", 1)[-1])
            for name in (
                "VisibilityTimeout",
                "ReceiveMessageWaitTimeSeconds",
                "MessageRetentionPeriod",
                "RedrivePolicy",
            ):
                print("   ", name, "=", found.get(name, "not set"))
except NotImplementedError:
    print("Write create_queues first, then run this cell again.")

# %% grade="m04.e3" points=10
grade("m04.e3", create_queues)

# %%
hints("m04.e3")

# %% [markdown]
# ## E4: In order, but not in single file
#
# *You practise: message groups and de-duplication in a FIFO queue. Lesson step D6.*
#
# Payments of one policy must be booked in the order in which they were made: the one for February after that for January.
# Payments of different policies have nothing to do with each other. And a client that got no answer sends its request
# again.
#
# **Given:** `request`, a payment request. `idempotencyKey` says which payment is meant: it is the same in every try. `sentAt` and
# `attempt` tell one try from another.
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-1042", "amount": 129.5, "currency": "EUR", "period": "2025-03",
#  "channel": "web", "idempotencyKey": "POL-1042-2025-03", "sentAt": "2025-03-01T08:00:00Z", "attempt": 1}
# ```
#
# **Deliver** the function `entry(request)`. It returns the parameters with which the request is sent to a FIFO queue, a dictionary
# with exactly these three keys, texts all of them:
#
# - `MessageBody`: the request as JSON text, all of it;
# - `MessageGroupId` and `MessageDeduplicationId`: yours to choose, so that
#   1. payments of one policy are handed to workers one after the other, in the order in which they were sent;
#   2. payments of different policies need not wait for each other;
#   3. a second try of a client is dropped by the queue, and no other payment ever is.
#
# The check sends some forty requests, tries again among them, with `sqs.send_message_batch`, and lets four workers work the
# queue off, a second a payment. The queue does **not** derive de-duplication ids from the content.
#
# **Example.** In another business, `{"MessageBody": "{...}", "MessageGroupId": "device-7", "MessageDeduplicationId": "device-7-report-12"}`
# keeps the reports of each device in order.
#
# | Checked | Points |
# | --- | --- |
# | Every payment reaches a worker | 2 |
# | A client's second try is dropped | 3 |
# | Payments of one policy stay in order | 3 |
# | Different policies do not wait for each other | 2 |

# %%
task("m04.e4")

# %% solution="m04.e4"
import json


def entry(request):
    """Return the parameters with which a payment request is sent to the FIFO queue."""
    ### BEGIN SOLUTION
    return {
        "MessageBody": json.dumps(request),
        # A lane for each policy: order inside of it, and no waiting between lanes.
        "MessageGroupId": request["policyId"],
        # What is the same in every try, and in no other payment. The body is neither: it holds the time of the try.
        "MessageDeduplicationId": request["idempotencyKey"],
    }
    ### END SOLUTION


# %% [markdown]
# Try it: two policies, a second try, and two workers that take turns.

# %%
import json

from course.cloud import Account

request = {"policyId": "POL-1042", "customerId": "C-1042", "amount": 129.5, "currency": "EUR", "period": "2025-03",
           "channel": "web", "idempotencyKey": "POL-1042-2025-03", "sentAt": "2025-03-01T08:00:00Z", "attempt": 1}  # fmt: skip
again = {**request, "sentAt": "2025-03-01T08:00:09Z", "attempt": 2}
later = {**request, "period": "2025-04", "idempotencyKey": "POL-1042-2025-04"}
other = {**request, "policyId": "POL-7", "customerId": "C-7", "idempotencyKey": "POL-7-2025-03"}

try:
    with Account() as account:
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName="try-q.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
        for each in (request, again, later, other):
            sqs.send_message(QueueUrl=url, **entry(each))
        for second in (1, 2, 3):
            taken = []
            for worker_number in (1, 2):
                found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages", [])
                taken += found
                keys = [json.loads(each["Body"])["idempotencyKey"] for each in found]
                print(f"second {second}, worker {worker_number}:", keys[0] if keys else "nothing to do")
            for each in taken:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
except NotImplementedError:
    print("Write entry first, then run this cell again.")

# %% grade="m04.e4" points=10
grade("m04.e4", entry)

# %%
hints("m04.e4")

# %% [markdown]
# ## E5: Will it drain?
#
# *You practise: reckoning with arrivals, service time and workers. Lesson step D1.*
#
# It is Monday morning, and everybody pays. How long will the queue become, when will it be empty again, and how many workers
# would it take to be done by ten o'clock?
#
# Reckon in minutes. In minute 1, `arrivals[0]` messages arrive, in minute 2 `arrivals[1]` and so on; after the last one nothing
# arrives any more. A worker needs `service_seconds` (a number that 60 can be divided by) for a message, so
# `workers` of them handle up to `workers * 60 // service_seconds` in a minute. What arrives in a minute can be handled in it. The
# **backlog** of a minute is what is left waiting at its end.
#
# **Deliver** three functions, which return whole numbers:
#
# - `max_backlog(arrivals, service_seconds, workers)`: the largest backlog of any minute;
# - `drain_minute(arrivals, service_seconds, workers)`: the first minute after the largest backlog (if several minutes have it, the first
#   of them) at whose end nothing waits, counted from 1; it may well come after the last arrival. 0, if nothing ever waits;
# - `workers_needed(arrivals, service_seconds, deadline)`: the smallest number of workers, at least 1, with which no message waits at
#   the end of minute `deadline`, nor at the end of any later one.
#
# **Example.** `arrivals = [10, 50, 10]`, `service_seconds = 3` and one worker, who handles 20 a minute:
#
# | Minute | Arrive | Handled | Backlog |
# | --- | --- | --- | --- |
# | 1 | 10 | 10 | 0 |
# | 2 | 50 | 20 | 30 |
# | 3 | 10 | 20 | 20 |
# | 4 | 0 | 20 | 0 |
#
# So `max_backlog(arrivals, 3, 1) == 30` and `drain_minute(arrivals, 3, 1) == 4`. To be done by the end of minute 3 takes two workers,
# to be done by the end of minute 2 takes three: `workers_needed(arrivals, 3, 3) == 2`, `workers_needed(arrivals, 3, 2) == 3`.
#
# Your table has a morning of its own; the check looks at that one and at others.
#
# | Checked | Points |
# | --- | --- |
# | `max_backlog` is the largest number that waits | 3 |
# | `drain_minute` is when nothing waits any more | 3 |
# | `workers_needed` keeps the deadline, with nobody idle | 4 |

# %%
task("m04.e5")


# %% solution="m04.e5"
### BEGIN SOLUTION
def backlogs(arrivals, service_seconds, workers):
    """Return the backlog of each minute, up to the one at whose end nothing waits after the last arrival."""
    capacity = workers * 60 // service_seconds
    waiting, found, minute = 0, [], 0
    while minute < len(arrivals) or waiting:
        arriving = arrivals[minute] if minute < len(arrivals) else 0
        waiting = max(0, waiting + arriving - capacity)
        found.append(waiting)
        minute += 1
    return found


### END SOLUTION


def max_backlog(arrivals, service_seconds, workers):
    """Return the largest number of messages that wait at the end of a minute."""
    ### BEGIN SOLUTION
    return max(backlogs(arrivals, service_seconds, workers), default=0)
    ### END SOLUTION


def drain_minute(arrivals, service_seconds, workers):
    """Return the first minute after the largest backlog at whose end nothing waits; 0 if nothing ever waits."""
    ### BEGIN SOLUTION
    found = backlogs(arrivals, service_seconds, workers)
    if not any(found):
        return 0
    largest = found.index(max(found))
    return found.index(0, largest) + 1  # minutes count from 1, lists from 0
    ### END SOLUTION


def workers_needed(arrivals, service_seconds, deadline):
    """Return the smallest number of workers with which nothing waits at the end of minute `deadline`, nor later."""
    ### BEGIN SOLUTION
    workers = 1
    while any(backlogs(arrivals, service_seconds, workers)[deadline - 1 :]):
        workers += 1
    return workers
    ### END SOLUTION


# %% [markdown]
# Try it with the example of the text.

# %%
try:
    arrivals = [10, 50, 10]
    print("largest backlog:", max_backlog(arrivals, 3, 1), "(30)")
    print("drained at the end of minute:", drain_minute(arrivals, 3, 1), "(4)")
    print("workers to be done by minute 3:", workers_needed(arrivals, 3, 3), "(2)")
    print("workers to be done by minute 2:", workers_needed(arrivals, 3, 2), "(3)")
except NotImplementedError:
    print("Write the three functions first, then run this cell again.")

# %% grade="m04.e5" points=10
grade("m04.e5", max_backlog, drain_minute, workers_needed)

# %%
hints("m04.e5")
