# ---
# title: Decoupling with queues
# module: m04
# ---

# %% [markdown]
# # M04 · Decoupling with queues
#
# Payments wait for sales, although nobody who pays cares about sales. A queue between the two lets each work at its own pace, and lets one of them fail without the other. By the end of this lesson you will know what the queue promises, and what it leaves to you.
#
# **You will be able to**
#
# 1. say how a queue separates two services in time, in rate and in failure;
# 2. build producer, worker and dead-letter queue;
# 3. write a worker that survives messages that come twice;
# 4. choose between a Standard and a FIFO queue, and between Amazon MQ and SQS;
# 5. reckon how long a backlog will last.
#
# The steps are called D1 to D8, so that hints can send you back to one. Plan for 50 minutes here, 90 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters.

# %%
import io
import json
import time
import zipfile

import boto3

from course.cloud import Account
from course.widgets import (
    architecture_map,
    bars,
    before,
    cost_lens,
    lanes,
    message_flow,
    progress,
    queue_depth,
    queue_watch,
    quiz,
    scenario,
    table,
    timeline,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m04")

# %% [markdown]
# ## Where we stand
#
# The customer service takes a payment and then calls sales, and waits. The next cells build just that in an account in this computer's memory: two functions, the first of which calls the second. Sales takes three seconds for a payment.

# %%
account = Account(seed=4).start()
sqs, lambda_, dynamodb = boto3.client("sqs"), boto3.client("lambda"), boto3.resource("dynamodb")


def deploy(name, code, **environment):
    """Put a Python function into the account; ordinary boto3, as on AWS."""
    role = boto3.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"][
        "Arn"
    ]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    lambda_.create_function(
        FunctionName=name, Runtime="python3.12", Handler="app.handler", Role=role, Timeout=30,
        Code={"ZipFile": package.getvalue()}, Environment={"Variables": environment},
    )  # fmt: skip


# %%
deploy("demo-sales", "import time\ndef handler(payment, context):\n    time.sleep(3)\n    return 'noted'")
deploy(
    "demo-customer",
    """
import boto3, json
def handler(payment, context):
    answer = boto3.client("lambda").invoke(FunctionName="demo-sales", Payload=json.dumps(payment))
    if "FunctionError" in answer:
        raise RuntimeError("sales failed")
    return {"paymentId": payment["paymentId"], "status": "TAKEN"}
""",
)
architecture_map(account.inventory())

# %% [markdown]
# Two functions, and no line between them: a call that stands in code is no wiring that the account could know of. Keep this map in mind, the last one of the lesson looks otherwise.
#
# And a customer who pays. The payment has the shape that every service of the course agrees on.

# %%
payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.50,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip


def pay(function, number=123):
    """Call a function as a customer would; return what came back, and after how many seconds."""
    begin = time.time()
    told = {**payment, "paymentId": f"PAY-{number:06}"}
    answer = lambda_.invoke(FunctionName=function, Payload=json.dumps(told))
    return json.loads(answer["Payload"].read()), round(time.time() - begin, 1)


pay("demo-customer")

# %% [markdown]
# More than three seconds, for a line in somebody else's table. And if sales is out of order?

# %%
account.outage("demo-sales", seconds=60)
pay("demo-customer")

# %% [markdown]
# The customer gets an error for a payment that has nothing to do with sales. That is **coupling**: in time (customer waits), in rate (customer can be no faster than sales), and in failure (customer fails with sales). A queue cuts all three.
#
# ## D1 · A queue as a buffer
#
# A producer sends messages to a queue; workers take them out, in their own time. Messages wait in between: the **backlog**.
#
# Here payments arrive for twenty minutes, at a quiet rate but for a burst in minutes three to five. A worker needs four seconds for each, so it handles fifteen a minute. Turn the knobs.
#
# > **Question.** With one worker and a burst of 40 a minute: is the queue empty again when the burst is over? How old is the oldest message then?


# %%
def morning(quiet=6, burst=40, workers=1):
    with Account(seed=4) as world:  # a world of its own; the account above waits meanwhile
        sqs = world.client("sqs")
        url = sqs.create_queue(QueueName="sales-q", Attributes={"VisibilityTimeout": "30"})["QueueUrl"]

        def producer():
            for minute in range(20):
                rate = burst if minute in (2, 3, 4) else quiet
                for number in range(rate):
                    sqs.send_message(QueueUrl=url, MessageBody=f"payment {minute}-{number}")
                    time.sleep(60 / rate)

        def worker():
            while world.clock.elapsed < 1500:
                for message in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages", []):
                    time.sleep(4)
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

        watch = queue_watch(world)
        world.clock.spawn(producer)
        for _ in range(workers):
            world.clock.spawn(worker)
        time.sleep(1500)
        return queue_depth(watch, only=["sales-q"])


scenario(
    morning,
    quiet={"values": (3, 15), "start": 6, "unit": "a minute", "label": "payments in quiet minutes"},
    burst={"values": (10, 60, 10), "start": 40, "unit": "a minute", "label": "payments in the burst"},
    workers=(1, 4),
)

# %% [markdown]
# Three minutes of 40 are 120 payments; one worker handles 45 of them meanwhile, and some 75 wait, the oldest for five minutes. Then 6 a minute arrive and 15 can be handled, so the backlog shrinks by 9 a minute: more than eight minutes until it is gone. The burst was **levelled**: the worker never did more than it can, and nobody was turned away.
#
# Note what a queue does not do: it makes no work faster. With 20 payments a minute for ever, one worker would fall behind for ever.
#
# ## D2 · One message, from visible to gone
#
# A receive does not take a message out. It **hides** it, for the visibility timeout, and hands out a receipt. Whoever has done the work deletes the message with that receipt. Let us watch one message of a queue with a timeout of 30 seconds.

# %%
url = sqs.create_queue(QueueName="demo-sales-q", Attributes={"VisibilityTimeout": "30"})["QueueUrl"]
sqs.send_message(QueueUrl=url, MessageBody=json.dumps(payment))
begin, moments = time.time(), []


def note(what):
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    moments.append(
        {
            "second": round(time.time() - begin),
            "what happened": what,
            "visible": found["ApproximateNumberOfMessages"],
            "in flight": found["ApproximateNumberOfMessagesNotVisible"],
        }
    )


def receive(who):
    messages = sqs.receive_message(QueueUrl=url, AttributeNames=["All"]).get("Messages", [])
    got = [f"receive number {each['Attributes']['ApproximateReceiveCount']}" for each in messages]
    note(f"{who} asks: {got[0] if got else 'nothing to receive'}")
    return messages


note("sent")
receive("worker 1")
time.sleep(10)
receive("worker 2")
time.sleep(25)
again = receive("worker 2")
sqs.delete_message(QueueUrl=url, ReceiptHandle=again[0]["ReceiptHandle"])
note("worker 2 deletes it")
table(moments)

# %% [markdown]
# Worker 1 never deleted. Perhaps it crashed; the queue cannot know. After 30 seconds it showed the message to the next who asked. That is the promise of a Standard queue: **at least once**. No message is lost because a worker dies, and for that price a message may come twice.
#
# > **Question.** A worker deletes the message as soon as it has received it, and works then. What have you lost?
#
# The promise. If the worker crashes on the next line, the payment is nowhere. *Delete when done*, never before.
#
# ## D3 · The message that nobody can process
#
# A sender has a bug, and one message is not JSON. The worker fails, the message comes back, the worker fails, for ever. A **redrive policy** ends that: after so many receives the message moves to a **dead-letter queue**, where a person can look at it.
#
# This time Lambda reads the queue: an *event source mapping* receives, invokes the function with a batch, and deletes what it processed.

# %%
dead_url = sqs.create_queue(
    QueueName="demo-orders-q-dlq", Attributes={"MessageRetentionPeriod": str(14 * 86400)}
)["QueueUrl"]


def arn_of(url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


# %%
redrive = {"deadLetterTargetArn": arn_of(dead_url), "maxReceiveCount": 3}
orders_url = sqs.create_queue(
    QueueName="demo-orders-q",
    Attributes={"VisibilityTimeout": "60", "RedrivePolicy": json.dumps(redrive)},
)["QueueUrl"]
# %% [markdown]
# Sales notes in a table what it has done. Its worker trusts that every body is JSON.

# %%
dynamodb.create_table(
    TableName="demo-sales-activity",
    KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)

WORKER = """
import boto3, json, time
table = boto3.resource("dynamodb").Table("demo-sales-activity")
def handler(event, context):
    for record in event["Records"]:
        payment = json.loads(record["body"])
        time.sleep(3)
        table.put_item(Item={"paymentId": payment["paymentId"]})
"""
deploy("demo-sales-worker", WORKER)
mapping = lambda_.create_event_source_mapping(
    EventSourceArn=arn_of(orders_url), FunctionName="demo-sales-worker", BatchSize=1
)

# %% [markdown]
# > **Question.** Three messages, the second one broken. How often does the function run in all?

# %%
begin = len(account.trace)
for body in ['{"paymentId": "PAY-1"}', "PAY-2, without any JSON", '{"paymentId": "PAY-3"}']:
    sqs.send_message(QueueUrl=orders_url, MessageBody=body)
account.settle()


def noted():
    return sorted(row["paymentId"] for row in dynamodb.Table("demo-sales-activity").scan()["Items"])


def waiting(url):
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return found["Attributes"]["ApproximateNumberOfMessages"]


print("noted:", noted(), "| in the dead-letter queue:", waiting(dead_url))
timeline(account.trace[begin:])

# %% [markdown]
# Five times: the good ones once each, the broken one three times, a minute apart. Then it was set aside. Nothing is lost, and nothing is stuck.
#
# Three things about dead letters. Somebody has to look: put an alarm on that queue. A message keeps its **age** when it moves, so the dead-letter queue must keep messages longer than its source. And once the bug is mended, the messages can go back.

# %%
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr(
        "app.py",
        WORKER.replace(
            'json.loads(record["body"])',
            'json.loads(record["body"]) if record["body"].startswith("{") else '
            '{"paymentId": record["body"].split(",")[0]}',
        ),
    )
lambda_.update_function_code(FunctionName="demo-sales-worker", ZipFile=package.getvalue())

sqs.start_message_move_task(SourceArn=arn_of(dead_url))  # back to the queue that they came from
account.settle()
print("noted:", noted(), "| in the dead-letter queue:", waiting(dead_url))

# %% [markdown]
# ### Ten messages, one of them broken
#
# With a batch of ten, one exception makes Lambda keep *all ten*: nine good payments are done again. A worker says which ones failed by returning `{"batchItemFailures": [{"itemIdentifier": messageId}]}`, and the mapping must be told to listen to that (`FunctionResponseTypes=["ReportBatchItemFailures"]`). You write such a worker in exercise E2.
#
# ## D4 · Slower than the visibility timeout
#
# Two workers read a queue with a visibility timeout of 30 seconds. Today the work takes 40.
#
# > **Question.** Five payments are sent. How many are booked?


# %%
def book(visibility=30, work=40, *, remember=False):
    """Let two workers book five payments; return the bookings, and a picture of who worked when."""
    with Account(seed=4) as world:
        sqs = world.client("sqs")
        url = sqs.create_queue(QueueName="q", Attributes={"VisibilityTimeout": str(visibility)})["QueueUrl"]
        for number in range(1, 6):
            sqs.send_message(QueueUrl=url, MessageBody=f"PAY-{number}")
        booked, known, work_done = [], set(), []

        def worker(name):
            while world.clock.elapsed < 600:
                for message in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20).get("Messages", []):
                    begin = world.clock.elapsed
                    if not (remember and message["Body"] in known):
                        known.add(message["Body"])
                        time.sleep(work)
                        booked.append(message["Body"])
                        work_done.append((name, begin, world.clock.elapsed, message["Body"]))
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

        for name in ("worker 1", "worker 2"):
            world.clock.spawn(worker, name)
        time.sleep(600)
        return booked, lanes(work_done, title="Who books what, and when")


booked, picture = book()
print(len(booked), "bookings of 5 payments:", sorted(booked))
picture

# %% [markdown]
# Six. While worker 1 was still booking PAY-5, its message showed again, and worker 2, which had nothing else to do, took it: the message came back **while somebody was working on it**. The other four were lucky: nobody was idle when they showed. Two repairs, and you want both.
#
# *A longer timeout.* It must cover the work with its retries; for a function AWS advises six times its timeout:

# %%
from course.facts import fact

print(fact("lambda.mapping.queue.visibility"))
booked, picture = book(visibility=240)
print(len(booked), "bookings of 5 payments:", sorted(booked))

# %% [markdown]
# *A memory.* Messages may come twice for other reasons, too: a sender that got no answer sends again. So the worker remembers what it has done, by the **payment's** id. Not by the message's: the sender's second try is another message.

# %%
booked, picture = book(remember=True)
print(len(booked), "bookings of 5 payments:", sorted(booked))

# %% [markdown]
# An action that may be repeated without harm is called **idempotent**. In this demonstration the memory is a Python set, which a crash would wipe out; in the exercises it is a table.
#
# ## D5 · How to ask
#
# A worker has to ask for messages. A *short* poll answers at once, mostly with nothing. A *long* poll waits up to 20 seconds for something to arrive. Ten minutes with one payment each, both ways:


# %%
def ten_minutes(wait):
    with Account(seed=4) as world:
        sqs = world.client("sqs")
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        delays = []

        def producer():
            for _ in range(10):
                time.sleep(50)
                sqs.send_message(QueueUrl=url, MessageBody=str(time.time()))

        world.clock.spawn(producer)
        while world.clock.elapsed < 600:
            found = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=wait).get("Messages", [])
            for message in found:
                delays.append(time.time() - float(message["Body"]))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            if not wait:
                time.sleep(2)  # and ask again
        receives = [span for span in world.trace if span.name == "ReceiveMessage"]
        return world, len(receives), delays


short, short_calls, short_delays = ten_minutes(wait=0)
long, long_calls, long_delays = ten_minutes(wait=20)
bars(
    {"short poll, every 2 s": short_calls, "long poll": long_calls},
    title="Receives in ten minutes",
    unit="calls",
)

# %%
table(
    [
        {"way": "short poll", "receives": short_calls, "longest delay (s)": round(max(short_delays), 2)},
        {"way": "long poll", "receives": long_calls, "longest delay (s)": round(max(long_delays), 2)},
    ]
)

# %% [markdown]
# Fewer calls *and* less delay. Every receive is billed, also one that finds nothing. Ten minutes like these, all month long (4,320 times):

# %%
cost_lens({"short poll": short, "long poll": long}, times=4_320)

# %% [markdown]
# ## D6 · Order where it matters
#
# A Standard queue hands out messages in about the order they came, and promises nothing. A **FIFO queue** keeps the order *within a message group*. Groups are lanes: while a message of a group is in flight, the next one of the same group waits, and other groups do not.
#
# Twelve payments of four policies, three workers, five seconds of work each.
#
# > **Question.** How long does it take if all messages are in one group? And with a group for each policy?


# %%
def twelve_payments(group):
    with Account(seed=4) as world:
        sqs = world.client("sqs")
        url = sqs.create_queue(
            QueueName="q.fifo", Attributes={"FifoQueue": "true", "VisibilityTimeout": "60"}
        )["QueueUrl"]
        for period in (1, 2, 3):
            for policy in "ABCD":
                sqs.send_message(
                    QueueUrl=url,
                    MessageBody=f"{policy}{period}",
                    MessageGroupId=group(policy),
                    MessageDeduplicationId=f"{policy}{period}",
                )
        work_done = []

        def worker(name):
            while world.clock.elapsed < 120:
                for message in sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", []):
                    begin = world.clock.elapsed
                    time.sleep(5)
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                    work_done.append((name, begin, world.clock.elapsed, message["Body"]))

        for name in ("worker 1", "worker 2", "worker 3"):
            world.clock.spawn(worker, name)
        time.sleep(130)
        return work_done


one_group = twelve_payments(lambda policy: "payments")
print("all done after", round(max(end for _, _, end, _ in one_group)), "seconds")
lanes(one_group, title="One group for everything")

# %%
a_group_each = twelve_payments(lambda policy: policy)
print("all done after", round(max(end for _, _, end, _ in a_group_each)), "seconds")
lanes(a_group_each, title="A group for each policy")

# %% [markdown]
# Follow policy A: A1, A2, A3 in this order in both pictures. Only the second lets B, C and D go on beside it. One constant group is one counter with one line: three workers, two of them idle.
#
# The other half of FIFO is **de-duplication**: for five minutes the queue takes a second message with the same `MessageDeduplicationId` and drops it. That helps only if a client's second try carries the same id, so it must come from the payment. A random id makes every try look new.

# %%
url = sqs.create_queue(QueueName="demo-payments.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
for attempt in (1, 2):
    sqs.send_message(
        QueueUrl=url,
        MessageBody=json.dumps({**payment, "attempt": attempt}),
        MessageGroupId=payment["policyId"],
        MessageDeduplicationId=f"{payment['policyId']}-{payment['period']}",
    )
print("sent twice, in the queue:", waiting(url))

# %% [markdown]
# ## D7 · Payments and sales, decoupled
#
# Now the insurer's design: customers reach the customer function through an API; it stores the payment, sends the details to sales' queue and answers. Sales reads the queue when it can.

# %%
dynamodb.create_table(
    TableName="demo-customer-payments",
    KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
deploy(
    "demo-customer-async",
    """
import boto3, json, os
from decimal import Decimal
table = boto3.resource("dynamodb").Table("demo-customer-payments")
sqs = boto3.client("sqs")
def handler(event, context):
    payment = json.loads(event["body"], parse_float=Decimal)
    table.put_item(Item=payment)
    details = {"paymentId": payment["paymentId"], "customerId": payment["customerId"]}
    sqs.send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(details))
    return {"statusCode": 202, "body": json.dumps({"paymentId": payment["paymentId"], "status": "TAKEN"})}
""",
    QUEUE=orders_url,
)

# %% [markdown]
# In front of it an API with one route, as in M03.

# %%
apigateway = boto3.client("apigateway")
api = apigateway.create_rest_api(name="demo-insurance")
path = apigateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments")
post = {"restApiId": api["id"], "resourceId": path["id"], "httpMethod": "POST"}
apigateway.put_method(**post, authorizationType="NONE")
function_arn = lambda_.get_function(FunctionName="demo-customer-async")["Configuration"]["FunctionArn"]
apigateway.put_integration(
    **post,
    type="AWS_PROXY",
    integrationHttpMethod="POST",
    uri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function_arn}/invocations",
)
apigateway.create_deployment(restApiId=api["id"], stageName="prod")
lambda_.add_permission(
    FunctionName="demo-customer-async",
    StatementId="api",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
)
front_door = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"
architecture_map(account.inventory())

# %%
import requests

begin, started = len(account.trace), time.time()
answer = requests.post(front_door, json={**payment, "paymentId": "PAY-000700"}, timeout=30)
print(answer.status_code, answer.json(), f"after {time.time() - started:.1f} s")
print("sales knows of it:", "PAY-000700" in noted())
account.settle()
print("and some seconds later:", "PAY-000700" in noted())
message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# The receipt came **before** sales knew. That is the price of decoupling: the customer is told "taken" while a part of the business is still open, and somebody must notice if it never closes. This is called *eventual consistency*. The answer's code says as much: 202, accepted, not 200.
#
# Look at the order inside the function: store, then send. If it fails in between, the payment is stored and not told; the caller sees an error, calls again, and the second try tells. The other way round sales would make offers for a payment that nobody has recorded.
#
# ### Break it
#
# Sales is switched off for an hour. Do customers notice?

# %%
account.outage("demo-sales-worker", seconds=3600)
for number in range(701, 706):
    requests.post(front_door, json={**payment, "paymentId": f"PAY-{number:06}"}, timeout=30)
    time.sleep(60)
account.settle()
print("sales knows of", sum(f"PAY-{number:06}" in noted() for number in range(701, 706)), "of 5")
print("in the dead-letter queue:", waiting(dead_url))

# %% [markdown]
# Customers noticed nothing: all five were answered at once. But look where their payments are. Three receives, a minute apart, are a patience of three minutes, and the outage took an hour. So the messages were set aside. Nothing is lost: when sales is back, so can they be.
#
# > **Rule of thumb.** Visibility timeout times `maxReceiveCount` is how long an outage may last before somebody has to move messages by hand.

# %%
time.sleep(3600)  # sales is mended
sqs.start_message_move_task(SourceArn=arn_of(dead_url))
account.settle()
print("sales knows of", sum(f"PAY-{number:06}" in noted() for number in range(701, 706)), "of 5")

# %% [markdown]
# What was a chain of calls has become two services that meet at a queue. They are apart in **time** (customer answers at once), in **rate** (sales takes what it can) and in **failure** (an outage of sales is a backlog, not an error of payments).
#
# ## D8 · A broker or a queue service
#
# SQS is a service with an API of its own. Programs that speak to a message broker by a standard protocol (JMS, AMQP, MQTT, STOMP, OpenWire) cannot speak to it. **Amazon MQ** runs brokers (ActiveMQ, RabbitMQ) for them. The question is rarely which is better, but who has to talk to it.


# %%
def decide(*, clients="written anew", topics=False, order="none needed"):
    if clients != "written anew":
        return (
            f"Amazon MQ. The programs speak {clients}, and rewriting them is the larger risk. "
            "You choose a broker and its size, and pay for it by the hour, busy or not."
        )
    choice = "SNS with SQS queues behind it (M05)" if topics else "SQS"
    kind = {
        "none needed": "Standard",
        "for each policy": "FIFO, with the policy as message group",
        "over everything": "FIFO, with one message group: one at a time",
    }[order]
    return f"{choice}, {kind}. Nothing to size, nothing to patch; paid for by the request."


scenario(
    decide,
    clients=["written anew", "JMS", "AMQP", "MQTT", "STOMP"],
    topics={"values": False, "label": "several services want each message"},
    order=["none needed", "for each policy", "over everything"],
)

# %% [markdown]
# This lab has no broker to try: one would have to be installed. The decision is what matters here; Amazon MQ is not among the exercises.
#
# ## Try it
#
# Yours to break. Some ideas:
#
# - let the worker of D3 fail on everything for a while: `account.faults.fail("lambda", "invocation", target="demo-sales-worker", times=4)`; what ends in the dead-letter queue?
# - let a message arrive twice: `account.faults.duplicate("sqs", "message", target="demo-orders-q", times=1)`; does sales note it twice?
# - send to `demo-orders-q` with `DelaySeconds=60`: when does the function run?

# %%
begin = len(account.trace)

# your experiment here

account.settle()
timeline(account.trace[begin:])

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, drawn from what is in it. Between customer and sales there is a queue now, and behind it a dead-letter queue.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m04_queues/m04_queues.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m04")

# %% [markdown]
# ## What to take away
#
# - **A queue separates** two services in time, in rate and in failure. The sender knows the receiver's queue, not whether it is awake.
# - **Stored until deleted.** A receive hides a message; only a delete ends it. Delete when done.
# - **At least once.** Every worker must cope with a message that comes twice: remember by the business's id, not by the message's.
# - **Visibility timeout** longer than the work; for functions six times their timeout.
# - **Dead-letter queue** for what nobody can process: with an alarm, kept longer than its source, and emptied back after the mending.
# - **Long polling**: fewer calls, less delay.
# - **FIFO** orders within a group. Choose the group by what needs order among itself, and the de-duplication id by what is the same in every try.
# - **Backlog** grows by arrivals less capacity, and shrinks by the same difference. Adding workers changes only the capacity.
#
# **Choose a queue** when one service hands work to another and need not wait for it, when load comes in bursts, when the receiver may be down. Do not choose it for an answer that somebody waits for, nor when several services each want every message: that is M05.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | A Standard queue hands out in order | In about that order; a message may also be delivered twice without any fault |
# | A message is there as soon as it was sent | Short polls ask a part of the servers only and may find nothing although something is there |
# | Numbers of messages are exact | They are called *Approximate* for a reason |
# | A mapping takes a message at once | Lambda starts with a few pollers and adds more each minute |
# | `start_message_move_task` is immediate | It runs at a rate of its own, and moved messages get a new age |
# | No broker | Amazon MQ runs ActiveMQ and RabbitMQ, by the hour |

# %%
progress("m04")
