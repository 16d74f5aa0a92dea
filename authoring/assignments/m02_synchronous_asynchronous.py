# ---
# title: "Exercises: synchronous, asynchronous, and the distribution patterns"
# module: m02
# ---

# %% [markdown]
# # Exercises: synchronous, asynchronous, and the distribution patterns
#
# After these four exercises you can
#
# - ask several services one after the other, and stop where one fails,
# - accept a request at once, do the work later, and tell how it stands,
# - say which distribution pattern and which style of exchange a need calls for,
# - reckon what either costs in time and in money.
#
# The lesson belonging to them is [Synchronous, asynchronous, and the distribution patterns](../../lessons/m02_synchronous_asynchronous.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary Python and boto3.** Your functions are called with clients, tables and plain data, import
# nothing of the course, and would run on AWS as they are. The account is in memory: nothing leaves this machine, nothing
# costs money, and waiting takes no time.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# ## What the first two share
#
# **A payment request** has this form. `idempotencyKey` says which payment is meant: it is the same when a customer presses
# twice.
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
#  "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}
# ```
#
# **The services** are handed to your functions as `clients`, a dictionary of three functions: `clients["customer"]`, `clients["sales"]`,
# `clients["communication"]`. Each takes the payment request, needs some seconds (see your table) and returns its answer, or
# raises an exception, of whatever kind, if it fails.

# %% [markdown]
# ## E1: The synchronous payment
#
# *You practise: who waits for whom, and what a failure in the middle means. Lesson steps D1 and D3.*
#
# **Deliver** the function `pay_sync(payment, clients)`. It
#
# 1. asks customer, sales and communication, in this order, each when the one before it has answered, each once;
# 2. returns `{"status": "DONE"}` when all three have answered;
# 3. stops where a service fails, asks nobody else, and returns `{"status": "FAILED", "service": ...}` with the name of
#    that service. (Further fields do no harm: a reason, say.)
#
# **Example.** If sales fails, `pay_sync(payment, clients)` returns `{"status": "FAILED", "service": "sales"}`, and communication was
# never asked.
#
# | Checked, on virtual time | Points |
# | --- | --- |
# | All three are asked in order, and it takes as long as they take together | 3 |
# | Where a service fails, the answer names it | 4 |
# | After a failure nobody else is asked | 3 |

# %%
task("m02.e1")


# %% solution="m02.e1"
def pay_sync(payment, clients):
    """Ask customer, sales and communication in this order; return what became of it."""
    ### BEGIN SOLUTION
    for service in ("customer", "sales", "communication"):
        try:
            clients[service](payment)
        except Exception as error:
            # What has been done so far stays done: the caller has to know where it ended.
            return {"status": "FAILED", "service": service, "reason": str(error)}
    return {"status": "DONE"}
    ### END SOLUTION


# %% [markdown]
# Try it: three services that take a second each; sales fails. Change which one fails.

# %%
import time

payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR", "period": "2025-03",
           "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip
fails = "sales"


def client(name):
    def ask(payment):
        print("asked:", name)
        time.sleep(1)
        if name == fails:
            raise RuntimeError(f"{name} is out of order")
        return {"service": name}

    return ask


from course.cloud import Account

try:
    with Account():  # in here a second takes no time
        print(
            "returned:",
            pay_sync(payment, {name: client(name) for name in ("customer", "sales", "communication")}),
        )
except NotImplementedError:
    print("Write pay_sync first, then run this cell again.")

# %% grade="m02.e1" points=10
grade("m02.e1", pay_sync)

# %%
hints("m02.e1")

# %% [markdown]
# ## E2: Accept and answer later
#
# *You practise: a receipt, work that is done afterwards, and a place to ask. Lesson steps D2, D3 and D6.*
#
# Nobody should wait for sales and communication. From now on the payment is accepted, and the customer can ask later how it
# stands.
#
# **Given:** `payment`, a payment request; `table`, a boto3 DynamoDB `Table` whose key is `requestId`; `sqs`, a boto3 client;
# `queue_url`, the address of a queue; `clients`, the services, for whoever needs them.
#
# **Deliver** three functions.
#
# `accept(payment, table, sqs, queue_url, clients)`
#
# - returns `{"statusCode": 202, "requestId": ...}` within 50 milliseconds: the services take seconds;
# - returns the same `requestId` (a text) for the same `idempotencyKey`, however often it is called;
# - gives a receipt only if the work will be done: where the queue refuses the message, the error of boto3 reaches the caller,
#   and where the table refuses a write, too, unless the work is done without that write. When the caller tries again, the
#   work is done all the same.
#
# `work(table, sqs, queue_url, clients)` is called now and then, by whoever runs the workers. It
#
# - does what lies in the queue until the queue is empty: for each request it asks customer, sales and communication in this
#   order, each once, and stops at the first that fails;
# - does the work for one idempotency key once, even if it was accepted twice;
# - deletes the messages that it has dealt with. A request whose service failed counts as dealt with: it has failed.
#
# `status(request_id, table)` returns how a request stands, a dictionary:
#
# | When | It returns |
# | --- | --- |
# | accepted, not worked on yet | `{"status": "ACCEPTED"}` |
# | all services have answered | `{"status": "DONE"}` |
# | a service has failed | `{"status": "FAILED", "reason": ...}`, a text in which that service's name stands |
#
# **Example.** `accept(...)` returns `{"statusCode": 202, "requestId": "request-POL-1042-2025-03"}` (yours may look otherwise), and
# `status("request-POL-1042-2025-03", table)` returns `{"status": "ACCEPTED"}`. After `work(...)` it returns `{"status": "DONE"}`.
#
# | Checked, on virtual time | Points |
# | --- | --- |
# | The receipt comes at once, with an id | 3 |
# | `status` tells how a request stands, before and after the work | 4 |
# | One idempotency key, one id, one unit of work, and none forgotten | 3 |

# %%
task("m02.e2")

# %% solution="m02.e2"
import json


def accept(payment, table, sqs, queue_url, clients):
    """Take the payment in; return {"statusCode": 202, "requestId": ...} before any service was asked."""
    ### BEGIN SOLUTION
    # The id follows from the key, so that whoever presses twice gets the same one.
    request_id = "request-" + payment["idempotencyKey"]
    try:
        table.put_item(
            Item={"requestId": request_id, "status": "ACCEPTED"},
            ConditionExpression="attribute_not_exists(requestId)",
        )
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        pass  # accepted before; perhaps it never got into the queue, so it is sent again
    sqs.send_message(
        QueueUrl=queue_url, MessageBody=json.dumps({"requestId": request_id, "payment": payment})
    )
    # Only now: table and queue both know of it. No service has been asked.
    return {"statusCode": 202, "requestId": request_id}
    ### END SOLUTION


def work(table, sqs, queue_url, clients):
    """Do what lies in the queue, until it is empty; note in the table how each request ended."""
    ### BEGIN SOLUTION
    while messages := sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            told = json.loads(message["Body"])
            # A request may lie in the queue twice; the table knows whether it is done.
            if status(told["requestId"], table)["status"] == "ACCEPTED":
                ended = {"status": "DONE"}
                for service in ("customer", "sales", "communication"):
                    try:
                        clients[service](told["payment"])
                    except Exception as error:
                        ended = {"status": "FAILED", "reason": f"{service}: {error}"}
                        break
                table.put_item(Item={"requestId": told["requestId"], **ended})
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
    ### END SOLUTION


def status(request_id, table):
    """Return how a request stands: {"status": "ACCEPTED"}, "DONE", or "FAILED" with a "reason"."""
    ### BEGIN SOLUTION
    row = table.get_item(Key={"requestId": request_id})["Item"]
    return {name: row[name] for name in ("status", "reason") if name in row}
    ### END SOLUTION


# %% [markdown]
# Try it: a payment is accepted twice, then the work is done.

# %%
import boto3

try:
    with Account() as account:
        table = boto3.resource("dynamodb").create_table(
            TableName="try-requests",
            KeySchema=[{"AttributeName": "requestId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "requestId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName="try-q")["QueueUrl"]
        clients = {name: client(name) for name in ("customer", "sales", "communication")}
        for _ in range(2):
            begin = time.time()
            receipt = accept(payment, table, sqs, url, clients)
            print("receipt:", receipt, f"after {1000 * (time.time() - begin):.0f} ms")
        print("before the work:", status(receipt["requestId"], table))
        work(table, sqs, url, clients)
        print("after the work:", status(receipt["requestId"], table))
except NotImplementedError:
    print("Write the three functions first, then run this cell again.")

# %% grade="m02.e2" points=10
grade("m02.e2", accept, work, status)

# %%
hints("m02.e2")

# %% [markdown]
# ## E3: Which pattern
#
# *You practise: reading a need. Lesson steps D2 and D5.*
#
# In your table there are fourteen cards. Two words fit each of them.
#
# | Pattern | Who gets the message |
# | --- | --- |
# | `one-to-one` | one receiver (several equal workers that share the messages are one receiver) |
# | `one-to-many` | all who listen at the time; whoever is away misses it, and may |
# | `fan-out` | several receivers, each through a buffer of its own, so that none misses any |
#
# | Style | Who waits |
# | --- | --- |
# | `synchronous` | the sender can do nothing before the answer comes |
# | `asynchronous` | the sender goes on at once |
#
# **Deliver** `chosen`, a dictionary from the label of each card to its pair, pattern first. On two cards the text leaves open
# whether a receiver may miss something: there `one-to-many` and `fan-out` are both right.
#
# **Example.** For a card `card-A10` with the text "A clerk asks the system for a phone number, and dials it", the entry is
# `"card-A10": ("one-to-one", "synchronous")`.
#
# | Checked | Points |
# | --- | --- |
# | The style of all cards | 3 |
# | The pattern of the cards with one receiver | 3 |
# | The pattern of the cards with several, where whoever is away may miss it | 2 |
# | The pattern of the cards with several, where each has to get it, or where the text leaves it open | 2 |

# %%
task("m02.e3")

# %% solution="m02.e3"
chosen = None  # {"card-A10": ("one-to-one", "synchronous"), ...}
### BEGIN SOLUTION
chosen = {
    "card-C11": ("one-to-one", "synchronous"),
    "card-D66": ("one-to-many", "asynchronous"),
    "card-E53": ("one-to-many", "asynchronous"),
    "card-F46": ("fan-out", "asynchronous"),
    "card-G49": ("one-to-many", "asynchronous"),
    "card-G92": ("one-to-one", "asynchronous"),
    "card-G94": ("fan-out", "asynchronous"),
    "card-H98": ("fan-out", "asynchronous"),
    "card-J33": ("one-to-one", "asynchronous"),
    "card-K76": ("one-to-one", "asynchronous"),
    "card-K98": ("one-to-one", "synchronous"),
    "card-L21": ("one-to-many", "asynchronous"),
    "card-M23": ("one-to-many", "asynchronous"),
    "card-M83": ("one-to-one", "synchronous"),
}
### END SOLUTION

# %% [markdown]
# Try it: are all words spelt right?

# %%
patterns, styles = ("one-to-one", "one-to-many", "fan-out"), ("synchronous", "asynchronous")
print(len(chosen or {}), "of 14 cards")
for label, (pattern, style) in (chosen or {}).items():
    if pattern not in patterns or style not in styles:
        print(label, "has", (pattern, style))

# %% grade="m02.e3" points=10
grade("m02.e3", chosen)

# %%
hints("m02.e3")

# %% [markdown]
# ## E4: Time and money
#
# *You practise: reckoning what each form costs. Lesson steps D1, D2 and D7.*
#
# Payments and its services are Lambda functions. There are three forms.
#
# - `"sequential"`: payments calls the services one after the other, and waits for each.
# - `"concurrent"`: payments calls all of them at the same time, and waits until the last one has answered.
# - `"asynchronous"`: payments hands a message for each service to a queue, and answers; the services do their work afterwards.
#
# A function is billed for the time from its start to its end, whether it works or waits.
#
# **Given:** `form`; `own_ms`, what payments itself works, in milliseconds; `service_ms`, a list of what each service works;
# `handover_ms`, how long it takes to hand over all messages (in the asynchronous form only); `payments`, how many there are a
# month; `gb`, the memory of each function; and `prices`, in USD:
#
# ```python
# {"gb_second": 0.0000166667, "invocation": 0.0000002, "queue_request": 0.0000004}
# ```
#
# **Deliver** three functions, which return numbers that are not rounded:
#
# - `response_ms(form, own_ms, service_ms, handover_ms)`: how long the customer waits for the answer of payments;
# - `billed_ms(form, own_ms, service_ms, handover_ms)`: how long all functions together run for one payment;
# - `monthly_cost(form, own_ms, service_ms, handover_ms, payments, gb, prices)`: GB-seconds (seconds times GB), one invocation for
#   payments and one for each service, and in the asynchronous form three requests to the queue for each service: send,
#   receive, delete.
#
# **Example**, with `own_ms = 20`, `service_ms = [100, 300]`, `handover_ms = 5`:
#
# | Form | `response_ms` | `billed_ms` |
# | --- | --- | --- |
# | sequential | 420 | 820 |
# | concurrent | 320 | 720 |
# | asynchronous | 25 | 425 |
#
# A million payments with 0.5 GB, sequential, and the prices above: `monthly_cost` is 7.433347, of which 0.60 is for invocations.
#
# | Checked, for all three forms | Points |
# | --- | --- |
# | `response_ms` is what the customer waits | 3 |
# | `billed_ms` is what all functions together run | 3 |
# | `monthly_cost` is what a month of it costs | 4 |

# %%
task("m02.e4")


# %% solution="m02.e4"
def response_ms(form, own_ms, service_ms, handover_ms):
    """Return how long the customer waits, in milliseconds."""
    ### BEGIN SOLUTION
    waits = {"sequential": sum(service_ms), "concurrent": max(service_ms), "asynchronous": handover_ms}
    return own_ms + waits[form]
    ### END SOLUTION


def billed_ms(form, own_ms, service_ms, handover_ms):
    """Return how long all functions together run for one payment, in milliseconds."""
    ### BEGIN SOLUTION
    # Payments runs until it answers, waiting included; the services run as long as they work, now or later.
    return response_ms(form, own_ms, service_ms, handover_ms) + sum(service_ms)
    ### END SOLUTION


def monthly_cost(form, own_ms, service_ms, handover_ms, payments, gb, prices):
    """Return what a month costs, in USD, not rounded."""
    ### BEGIN SOLUTION
    seconds = billed_ms(form, own_ms, service_ms, handover_ms) / 1000
    one = seconds * gb * prices["gb_second"] + (1 + len(service_ms)) * prices["invocation"]
    if form == "asynchronous":
        one += 3 * len(service_ms) * prices["queue_request"]  # send, receive, delete
    return payments * one
    ### END SOLUTION


# %% [markdown]
# Try it with the example of the text, and with the design of your table.

# %%
prices = {"gb_second": 0.0000166667, "invocation": 0.0000002, "queue_request": 0.0000004}

try:
    for form in ("sequential", "concurrent", "asynchronous"):
        print(form, response_ms(form, 20, [100, 300], 5), "ms,", billed_ms(form, 20, [100, 300], 5), "ms billed,",
              monthly_cost(form, 20, [100, 300], 5, 1_000_000, 0.5, prices), "USD")  # fmt: skip
except NotImplementedError:
    print("Write the three functions first, then run this cell again.")

# %% grade="m02.e4" points=10
grade("m02.e4", response_ms, billed_ms, monthly_cost)

# %%
hints("m02.e4")
