# ---
# title: Synchronous, asynchronous, and the distribution patterns
# module: m02
# ---

# %% [markdown]
# # M02 · Synchronous, asynchronous, and the distribution patterns
#
# A customer presses *Pay* and looks at a turning circle. How long it turns is decided by somebody who wrote one line: a call that waits, or a message that does not. By the end of this lesson you will know what either line costs, and who pays.
#
# **You will be able to**
#
# 1. tell synchronous from asynchronous exchange: who waits, and who learns what when;
# 2. reckon response time and billed time for both;
# 3. say of a need whether it is one-to-one, one-to-many or fan-out;
# 4. choose a style of exchange for a requirement, and justify it;
# 5. accept a request with an id, and tell later how it stands.
#
# The steps are called D1 to D7, so that hints can send you back to one. Plan for 50 minutes here, 80 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top.

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
    fault_switches,
    message_flow,
    progress,
    queue_depth,
    queue_watch,
    quiz,
    scenario,
    table,
    timeline,
    waterfall,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m02")

# %% [markdown]
# ## Where we stand
#
# Our insurer takes payments with four services, each a Lambda function with a table of its own. *Payments* charges the customer, and three others have to hear of it:
#
# | Function | Table | Its duty | It works |
# | --- | --- | --- | --- |
# | `demo-customer` | `demo-customer-payments` | writes the payment to the customer's account | 0.6 s |
# | `demo-sales` | `demo-sales-activity` | notes it for follow-up offers | 1.5 s |
# | `demo-communication` | `demo-outbox` | sends the confirmation | 0.4 s |
#
# The next cells build these three in an AWS account in this computer's memory, with nothing but boto3. You need not read them closely.


# %%
def deploy(name, code, memory=128, **environment):
    """Put a Python function into the account; ordinary boto3, as on AWS."""
    role = boto3.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    return boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Handler="app.handler", Role=role["Arn"], Timeout=60,
        MemorySize=memory, Code={"ZipFile": package.getvalue()}, Environment={"Variables": environment},
    )["FunctionArn"]  # fmt: skip


def make_table(name):
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "requestId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "requestId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


# %% [markdown]
# A service does its work, here a sleep, and notes it. It is called with a payment, or its queue hands it a batch of them (D2).

# %%
SERVICE = """
import json, os, time
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    for payment in [json.loads(each["body"]) for each in event["Records"]] if "Records" in event else [event]:
        time.sleep(float(os.environ["SECONDS"]))
        table.put_item(Item={"requestId": payment["requestId"], "policyId": payment["policyId"]})
    return "noted"
"""

TABLES = {
    "customer": "demo-customer-payments",
    "sales": "demo-sales-activity",
    "communication": "demo-outbox",
}


def deploy_services(customer=0.6, sales=1.5, communication=0.4, memory=128):
    for service, seconds in {"customer": customer, "sales": sales, "communication": communication}.items():
        make_table(TABLES[service])
        deploy(f"demo-{service}", SERVICE, memory, TABLE=TABLES[service], SECONDS=str(seconds))


# %%
account = Account(seed=2).start()
lambda_, sqs, sns, dynamodb = map(boto3.client, ["lambda", "sqs", "sns", "dynamodb"])
deploy_services()
architecture_map(account.inventory())

# %% [markdown]
# ## D1 · One after the other
#
# The first version of *payments*: it charges, which here is a row in its own table, then asks customer, sales and communication, and waits for each.

# %%
SYNCHRONOUS = """
import json
import boto3

lambda_ = boto3.client("lambda")
charges = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(payment, context):
    payment["requestId"] = context.aws_request_id
    charges.put_item(Item={"requestId": payment["requestId"], "policyId": payment["policyId"]})
    for service in ["customer", "sales", "communication"]:
        answer = lambda_.invoke(FunctionName=f"demo-{service}", Payload=json.dumps(payment))
        if "FunctionError" in answer:
            raise RuntimeError(f"{service} has failed")
    return {"statusCode": 200, "status": "DONE"}
"""

make_table("demo-payment-requests")
deploy("demo-payments", SYNCHRONOUS)

# %% [markdown]
# And a customer who pays. The payment request has the form that every service of the course agrees on.

# %%
payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
           "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip


def pay(function, payment=payment):
    """Press Pay; return what the customer is told, and after how many seconds."""
    pressed = time.time()
    answer = boto3.client("lambda").invoke(FunctionName=function, Payload=json.dumps(payment))
    told = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        told = {"error": told["errorMessage"]}
    return told, round(time.time() - pressed, 3)


pay("demo-payments")  # the first call of a new function takes longer: it has to be started (M13)

# %% [markdown]
# > **Question.** The services work 0.6, 1.5 and 0.4 seconds. How long does the customer wait now? A function is billed from its start to its end: how many milliseconds are billed, for all four together?

# %%
begin = len(account.trace)
answer, seconds = pay("demo-payments")
print(f"The customer is told {answer} after {seconds} s.")
waterfall(account.trace[begin:])

# %% [markdown]
# The waits **add up**: 0.6 + 1.5 + 0.4 seconds of work, and some milliseconds for calls and tables.
#
# And the bill is about twice that. The solid bars are work. The **hatched** bar is payments, waiting: it holds its memory and its connection, and it is billed, for doing nothing. On the other side the customer is held, too. In a **synchronous** exchange both sides are bound until the answer is there.
#
# It is like a meeting. You ask a colleague a question, and everybody in the room sits there until the answer comes. That is fine if nothing can go on without it.
#
# Turn the knobs: what would the customer gain if sales were ten times as fast?


# %%
def synchronous_payment(customer, sales, communication):
    with Account(seed=2) as world:  # a world of its own; the account above waits meanwhile
        deploy_services(customer, sales, communication)
        make_table("demo-payment-requests")
        deploy("demo-payments", SYNCHRONOUS)
        pay("demo-payments")
        begin = len(world.trace)
        _, seconds = pay("demo-payments")
        return [f"The customer waits {seconds} s.", waterfall(world.trace[begin:])]


LATENCY = {"values": (0.1, 3, 0.1), "unit": "s"}
scenario(
    synchronous_payment,
    customer={**LATENCY, "start": 0.6},
    sales={**LATENCY, "start": 1.5},
    communication={**LATENCY, "start": 0.4},
)

# %% [markdown]
# ## D2 · A receipt, and the work later
#
# Does the customer have to wait until sales has noted something? All that customers have to know is that their payment was taken.
#
# So payments hands the work over to **queues**. A queue keeps a message until a receiver has processed it; each message goes to one receiver. The sender goes on as soon as the queue has it (M04 is about queues). Each service gets a queue of its own, and the queue calls the function.

# %%
ASYNCHRONOUS = """
import json, os
import boto3

sqs = boto3.client("sqs")
charges = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(payment, context):
    payment["requestId"] = context.aws_request_id
    charges.put_item(Item={"requestId": payment["requestId"], "policyId": payment["policyId"]})
    for url in json.loads(os.environ["QUEUES"]):
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(payment))
    return {"statusCode": 202, "status": "ACCEPTED", "requestId": payment["requestId"]}
"""


def make_queue(name, *functions, visibility=60, **settings):
    """Make a queue that calls a function, or whichever of several is free; return its address."""
    sqs = boto3.client("sqs")
    hidden = {"VisibilityTimeout": str(visibility)}  # so long after a failure the message comes again
    url = sqs.create_queue(QueueName=f"{name}-q", Attributes=hidden)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    for function in functions:
        boto3.client("lambda").create_event_source_mapping(
            EventSourceArn=arn, FunctionName=function, BatchSize=1, **settings
        )
    return url


# %%
queue_urls = {service: make_queue(f"demo-{service}", f"demo-{service}") for service in TABLES}
deploy("demo-payments-async", ASYNCHRONOUS, QUEUES=json.dumps(list(queue_urls.values())))
pay("demo-payments-async")
account.settle()  # let virtual time pass until all the work is done

# %% [markdown]
# > **Question.** How long does the customer wait now? And how many milliseconds less do the three services work?

# %%
begin = len(account.trace)
answer, seconds = pay("demo-payments-async")
account.settle()
print(f"The customer is told {answer} after {seconds} s.")
waterfall(account.trace[begin:])

# %% [markdown]
# The bar of payments has shrunk to some milliseconds. The bars of the services are as long as before: they now lie **after** the receipt. That is what **asynchronous** means: the sender goes on at once, as after posting a letter. Nothing became faster. The waiting was taken out of the caller's path. (The hatched bars are now the queues': each waits until its function is done. Nobody is billed for that.)
#
# Look at the code of the answer, too: **202**, accepted, not 200. What payments knows at that moment is that the queues have the messages. It does not know that anything was done.
#
# Let us put numbers beside each other, all of them from the trace.


# %%
def measured(function):
    """Let a customer pay; return the seconds until the answer and until all is done, and what is billed."""
    begin, start = len(account.trace), account.clock.elapsed
    _, seconds = pay(function)
    account.settle()
    runs = [span for span in account.trace[begin:] if span.kind == "invocation"]
    billed = {run.name: run.detail["billed_ms"] for run in runs}
    return {
        "form": function,
        "customer waits (ms)": round(1000 * seconds),
        "payments billed (ms)": billed.pop(function),
        "services billed (ms)": sum(billed.values()),
        "all done after (ms)": round(1000 * (max(run.end for run in runs) - start)),
    }


forms = [measured("demo-payments"), measured("demo-payments-async")]
table(forms)

# %% [markdown]
# The services are billed for the same work. What is gone is the bill for waiting.
#
# ### Asynchronous is not parallel
#
# The three services also worked at the same time, so all was done earlier. Do not mix the two up. **Parallel** says what happens at the same time. **Asynchronous** says who waits. Payments could call all three at the same time, each call in a thread, and wait until the last one has answered: parallel, and synchronous. With one queue and one worker that asks the three in turn it is asynchronous, and nothing is parallel (D6).
#
# The lab's virtual time cannot follow threads, so that form, *concurrent*, is reckoned here from the times measured above.

# %%
works = [
    span.detail["billed_ms"] for span in account.trace[begin:]
    if span.kind == "invocation" and span.name in ("demo-customer", "demo-sales", "demo-communication")
][:3]  # fmt: skip
own = forms[0]["payments billed (ms)"] - sum(works)
payments_runs = {
    "sequential: one after the other": own + sum(works),
    "concurrent: all at once, wait for the last": own + max(works),
    "asynchronous: hand over, and answer": forms[1]["payments billed (ms)"],
}
table(
    [
        {"form": form, "payments runs (ms)": runs, "all functions billed (ms)": runs + sum(works)}
        for form, runs in payments_runs.items()
    ]
)

# %% [markdown]
# Concurrent spares the customer time, and payments still waits, and is still billed for the longest of the three. In E4 you write this reckoning yourself.
#
# ## D3 · When sales fails
#
# Sales is out of order for ten minutes. A customer pays the synchronous way.
#
# > **Question.** What is the customer told? And which of the four tables knows of the payment afterwards?


# %%
def who_knows(policy):
    """Count in each table what is noted of a policy."""
    rows = []
    for service, name in {"payments (charged)": "demo-payment-requests", **TABLES}.items():
        noted = [row for row in dynamodb.scan(TableName=name)["Items"] if row["policyId"]["S"] == policy]
        rows.append({"service": service, "payments noted": len(noted)})
    return table(rows, caption=f"Policy {policy}")


account.outage("demo-sales", seconds=600)
print(pay("demo-payments", {**payment, "policyId": "POL-2001"}))
who_knows("POL-2001")

# %% [markdown]
# The customer sees an error, **although the charge was made**. A synchronous chain is as reliable as all its links together, and where it breaks, what was done before stays done. (E1 makes payments say at least where it broke. Undoing what was done is M09.)
#
# What does anybody do who sees an error after pressing *Pay*?

# %%
print(pay("demo-payments", {**payment, "policyId": "POL-2001"}))
who_knows("POL-2001")

# %% [markdown]
# Charged twice. An error tells the customer that something went wrong, not how much of it went right. That is what the `idempotencyKey` of a payment request is for: it says that both are the *same* payment. In E2 you use it.
#
# Now the other way, still within the ten minutes. Eight payments are made, one a minute.

# %%
watch = queue_watch(account)
for number in range(8):
    told, seconds = pay("demo-payments-async", {**payment, "policyId": "POL-3001"})
    time.sleep(60)
print("The last one is told", told["status"], "after", seconds, "s.")
who_knows("POL-3001")

# %%
account.settle()  # sales is mended meanwhile
queue_depth(watch, only=["demo-sales-q"])

# %%
who_knows("POL-3001")

# %% [markdown]
# Eight receipts, no error, and communication has done its part. Only sales' queue filled, and when sales was back, it worked the backlog off. The failure of one service became a delay of that one service.
#
# The price: for ten minutes customers had been told "accepted" while a part of the business was open. That is **eventual consistency**, and somebody must notice if it does not end.
#
# Try it yourself: with each change of the switch one customer pays either way. Switch the fault on, then off again.


# %%
def both_ways(faults):
    rows = []
    for function in ("demo-payments", "demo-payments-async"):
        told, seconds = pay(function)
        rows.append({"paid by": function, "told": told.get("status") or told["error"], "after (s)": seconds})
    time.sleep(70)
    found = sqs.get_queue_attributes(QueueUrl=queue_urls["sales"], AttributeNames=["All"])["Attributes"]
    held = sum(int(found[f"ApproximateNumberOfMessages{kind}"]) for kind in ("", "NotVisible"))
    return [table(rows), f"Messages in sales' queue a minute later: {held}."]


fault_switches(
    account,
    {"sales fails": lambda faults: faults.fail("lambda", "invocation", target="demo-sales")},
    on_change=both_ways,
)

# %% [markdown]
# ## D4 · The first of the month
#
# Everybody pays at once. Sales can do five payments at a time, no more: its database allows no more connections. (On AWS such limits are settings: a function's *reserved concurrency*, a queue's *maximum concurrency*.) A payment takes it two seconds.
#
# For half a minute customers come, one a second; and for five seconds in the middle eight a second.
#
# > **Question.** Five at a time, two seconds each: how many customers a second can sales serve? What becomes of the others, either way?

# %%
PAYMENTS = """
import json, os
import boto3

lambda_, sqs = boto3.client("lambda"), boto3.client("sqs")

def handler(payment, context):
    if "QUEUE" in os.environ:
        sqs.send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(payment))
    else:
        lambda_.invoke(FunctionName="demo-sales", Payload=json.dumps(payment))
"""


def busy_minute(form, burst, at_a_time):
    """Return for each customer the second of coming and whether an error was seen; and the watched queues."""
    with Account(seed=2) as world:
        deploy("demo-sales", "import time\ndef handler(event, context):\n    time.sleep(2)")
        if form == "asynchronous":
            url = make_queue("demo-sales", "demo-sales", ScalingConfig={"MaximumConcurrency": at_a_time})
            deploy("demo-payments", PAYMENTS, QUEUE=url)
        else:
            boto3.client("lambda").put_function_concurrency(
                FunctionName="demo-sales", ReservedConcurrentExecutions=at_a_time
            )
            deploy("demo-payments", PAYMENTS)
        watch, customers = queue_watch(world), []

        def customer(second):
            told, _ = pay("demo-payments")
            customers.append((second, "error" in (told or {})))

        for second in range(30):
            for _ in range(burst if 10 <= second < 15 else 1):
                world.clock.spawn(lambda second=second: customer(second))
            time.sleep(1)
        world.settle()
        return customers, watch


# %%
def first_of_the_month(burst=8, at_a_time=5):
    customers, _ = busy_minute("synchronous", burst, at_a_time)
    refused = {}
    for since in range(0, 30, 5):
        errors = [error for second, error in customers if since <= second < since + 5]
        refused[f"second {since} to {since + 4}"] = round(100 * sum(errors) / len(errors))
    late, watch = busy_minute("asynchronous", burst, at_a_time)
    seen = {"Synchronous": customers, "Asynchronous": late}
    return [
        " ".join(
            f"{form}: {sum(e for _, e in those)} of {len(those)} saw an error."
            for form, those in seen.items()
        ),
        bars(refused, unit="%", title="Synchronous: how many of the customers saw an error"),
        queue_depth(watch, only=["demo-sales-q"]),
    ]


scenario(
    first_of_the_month,
    burst={"values": (1, 12), "unit": "a second", "label": "customers in the burst"},
    at_a_time={"values": (2, 10), "label": "payments that sales does at a time"},
)

# %% [markdown]
# The errors of one design are the backlog of the other. (boto3 has even tried again some times before it gave up.) A queue does not make sales faster: it does the same work later. Set the burst to 2 a second: now either design will do. Asynchronous fits **traffic that fluctuates**. Where there is always too much, the queue grows for ever.
#
# ## D5 · One receiver, many, or each for certain
#
# *Synchronous or asynchronous* says who waits. Another question is **who gets the message**:
#
# | Pattern | Who gets the message |
# | --- | --- |
# | one-to-one | one receiver; several equal workers that share the messages are one receiver |
# | one-to-many | all who listen at the time; whoever is away misses it, and may |
# | fan-out | several receivers, each through a buffer of its own, so that none misses any |
#
# Here is each pattern in a few lines. The last two use a **topic**: what is published to it, it copies to every subscriber, and keeps nothing. The publisher does not know who subscribes (M05 is about topics).


# %%
def one_to_one(receivers):
    url = make_queue("demo-letters", *receivers, visibility=300)
    return lambda text: boto3.client("sqs").send_message(QueueUrl=url, MessageBody=text)


def one_to_many(receivers):
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="demo-news")["TopicArn"]
    for receiver in receivers:
        sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=f"{LAMBDA}:function:{receiver}")
    return lambda text: sns.publish(TopicArn=topic, Message=text)


def fan_out(receivers):
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="demo-payments")["TopicArn"]
    for receiver in receivers:
        make_queue(receiver, receiver, visibility=300)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{SQS}:{receiver}-q")
    return lambda text: sns.publish(TopicArn=topic, Message=text)


LAMBDA, SQS = "arn:aws:lambda:us-east-1:123456789012", "arn:aws:sqs:us-east-1:123456789012"

# %% [markdown]
# Three messages are sent, half a minute apart, to three receivers. The second receiver is away, and comes back after five minutes.
#
# > **Question.** How many messages does each receiver get, in each pattern?


# %%
def distribute(pattern, receivers):
    """Send three messages; return what was known and heard, and the picture of the ways."""
    with Account(seed=2) as world:
        for receiver in receivers:
            deploy(receiver, "def handler(event, context):\n    return 'heard'")
        send = pattern(receivers)
        world.outage(receivers[1], seconds=290)
        begin = len(world.trace)
        for number in (1, 2, 3):
            send(f"message {number}")
            time.sleep(30)
        world.settle()
        sent = [span for span in world.trace[begin:] if span.name in ("SendMessage", "Publish")]
        heard = [
            len(world.trace.find(kind="invocation", name=receiver, status="ok")) for receiver in receivers
        ]
        known = {
            "pattern": pattern.__name__.replace("_", "-"),
            "the sender knows": ", ".join(sorted({span.target.split(":")[-1] for span in sent})),
            "sent": len(sent),
            **{f"receiver {number} got": many for number, many in enumerate(heard, start=1)},
        }
        return known, message_flow(world.trace[begin:], world.inventory())


letters, ways_of_letters = distribute(one_to_one, ["reader-1", "reader-2", "reader-3"])
news, ways_of_news = distribute(one_to_many, ["screen-north", "screen-south", "screen-west"])
payments, ways_of_payments = distribute(fan_out, ["customer", "sales", "communication"])
table([letters, news, payments], caption="Who knows whom, and who got what")

# %% [markdown]
# **One-to-one.** Three letters, three equal readers, each letter is read once. Step through the picture, and follow the letter that was handed to the reader who was away: the queue keeps it, and hands it out again.

# %%
ways_of_letters

# %% [markdown]
# A request that waits for its answer is one-to-one, too: in D1 payments asked customer, and customer alone answered. That form is called *request-response*.
#
# **One-to-many.** News on the screens of three branches. Each message is copied to all. The screen in the south was switched off, and each news was tried again for some three minutes only: it missed all three for good. That does not matter, if yesterday's news does not.

# %%
ways_of_news

# %% [markdown]
# **Fan-out.** The topic copies as before, but into a queue for each service: a **buffer**, which *persists* the message. Sales was away as long as the screen in the south, and missed nothing.

# %%
ways_of_payments

# %% [markdown]
# Look at the table again. With a topic the sender knows the topic, and nobody else. And mind the difference that is most often missed: three readers of **one** queue share the messages; three queues behind **one** topic get a copy each.
#
# Such arrangements have had names for decades: **enterprise integration patterns**, a vocabulary for ways in which separately built programs exchange messages. This course uses three: the *API gateway* (synchronous, M03), *decoupling* with queues (M04), *publish-subscribe* (M05). Asynchronous services talk by **queues**, by **publish-subscribe**, or by **events** on a bus (M06).
#
# ## D6 · The missing half
#
# A broker's program pays for its customers. It gets a receipt: "accepted". One worker takes the requests from a queue and asks customer, sales and communication in turn: asynchronous, and nothing parallel. `tell` is empty for now.

# %%
ACCEPT = """
import json, os
import boto3

charges = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(payment, context):
    job = {"requestId": context.aws_request_id, "payment": payment}
    charges.put_item(Item={"requestId": job["requestId"], "policyId": payment["policyId"]})
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(job))
    return {"statusCode": 202, "status": "ACCEPTED", "requestId": job["requestId"]}
"""

WORK = """
import json, os, urllib.request
import boto3

lambda_ = boto3.client("lambda")

def handler(event, context):
    for job in [json.loads(record["body"]) for record in event["Records"]]:
        asked = json.dumps({**job["payment"], "requestId": job["requestId"]})
        outcome = {"requestId": job["requestId"], "status": "DONE"}
        for service in ["customer", "sales", "communication"]:
            if "FunctionError" in lambda_.invoke(FunctionName=f"demo-{service}", Payload=asked):
                outcome |= {"status": "FAILED", "reason": f"{service} has failed"}
                break
        tell(job, outcome)
"""

NOBODY = """
def tell(job, outcome):
    pass
"""

make_table("demo-requests")
topic = sns.create_topic(Name="demo-payments-done")["TopicArn"]
deploy("demo-worker", WORK + NOBODY, TABLE="demo-requests", TOPIC=topic)
deploy("demo-accept", ACCEPT, QUEUE=make_queue("demo-requests", "demo-worker"))

# %% [markdown]
# Sales is out of order for ten seconds when the payment is made.

# %%
begin = len(account.trace)
account.outage("demo-sales", seconds=10)
told, _ = pay("demo-accept", {**payment, "policyId": "POL-4001"})
account.settle()
print("The broker knows:", told)
who_knows("POL-4001")

# %% [markdown]
# The payment has failed, and **nobody will ever tell the broker**. That call came back long ago. This is the missing half of every asynchronous exchange: acceptance is not completion, and a notice of completion does not come by itself. You have to build it. Three ways, each a few lines in `tell`.
#
# (One thing `ACCEPT` does right: first the row, then the message, and only then the receipt. Whoever gives the receipt first, and dies, has promised work that nobody remembers.)
#
# ### Repair 1: poll a status
#
# The worker notes how it ended. Whoever has the request's id may ask as often as they like. Here the broker asks once a second.

# %%
STATUS = """
def tell(job, outcome):
    boto3.resource("dynamodb").Table(os.environ["TABLE"]).put_item(Item=outcome)
"""


def worker_tells(how):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", WORK + how)
    lambda_.update_function_code(FunctionName="demo-worker", ZipFile=package.getvalue())


every = 1  # seconds between two questions
worker_tells(STATUS)
told, _ = pay("demo-accept")
accepted, asked, found = time.time(), 0, {}
while not found:
    time.sleep(every)
    asked += 1
    key = {"requestId": {"S": told["requestId"]}}
    found = dynamodb.get_item(TableName="demo-requests", Key=key).get("Item", {})

known_after = {"poll a status": (asked, time.time() - accepted)}  # the broker's requests, and seconds
found["status"]["S"]

# %% [markdown]
# ### Repair 2: a callback
#
# The broker sends an address along. When the work is done, the worker calls there.

# %%
CALLBACK = """
def tell(job, outcome):
    body = json.dumps(outcome).encode()
    urllib.request.urlopen(urllib.request.Request(job["payment"]["callback"], data=body, method="POST"))
"""

worker_tells(CALLBACK)
called = []


def brokers_server(request):
    called.append(json.loads(request["body"]))
    known_after["callback"] = (0, time.time() - accepted)
    return 200, "thank you"


account.endpoint("https://broker.example/paid", brokers_server)  # the lab's stand-in for the broker's server
pay("demo-accept", {**payment, "callback": "https://broker.example/paid"})
accepted = time.time()
account.settle()
called

# %% [markdown]
# ### Repair 3: a notification
#
# The worker publishes the outcome to a topic. Whoever wants to know subscribes: here the broker's queue, tomorrow the customer's app.

# %%
NOTIFICATION = """
def tell(job, outcome):
    boto3.client("sns").publish(TopicArn=os.environ["TOPIC"], Message=json.dumps(outcome))
"""

worker_tells(NOTIFICATION)
inbox = sqs.create_queue(QueueName="demo-broker-q")["QueueUrl"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"{SQS}:demo-broker-q")

begin = len(account.trace)
pay("demo-accept")
accepted = time.time()
message = sqs.receive_message(QueueUrl=inbox, WaitTimeSeconds=20)["Messages"][0]  # waits until one comes
known_after["notification"] = (1, time.time() - accepted)
sqs.delete_message(QueueUrl=inbox, ReceiptHandle=message["ReceiptHandle"])
message_flow(account.trace[begin:], account.inventory())

# %%
table(
    [
        {"repair": repair, "requests of the broker": asked, "known after (s)": round(seconds, 2)}
        for repair, (asked, seconds) in known_after.items()
    ]
)

# %% [markdown]
# | Repair | It suits | Its price |
# | --- | --- | --- |
# | poll a status | anybody who can ask; a page in a browser | requests that find nothing, or a late answer |
# | callback | one program that has an address of its own | that address must be reachable, and may be down just then |
# | notification | several who want to know, people among them | who did not subscribe is not told |
#
# Many systems have two of them: the status, because it can always be asked for, and one that comes by itself. In E2 you build the first.
#
# ## D7 · The original design
#
# Before this lesson somebody had improved the synchronous payments, because services fail now and then. Each call got its own rule for trying again.
#
# > **Question.** How much of what follows is about payments?

# %%
ORIGINAL = """
import json, time
import boto3

lambda_ = boto3.client("lambda")
charges = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(payment, context):
    payment["requestId"] = context.aws_request_id
    charges.put_item(Item={"requestId": payment["requestId"], "policyId": payment["policyId"]})
    for attempt in range(3):
        answer = lambda_.invoke(FunctionName="demo-customer", Payload=json.dumps(payment))
        if "FunctionError" not in answer:
            break
        time.sleep(1)
    else:
        raise RuntimeError("customer has failed")
    for attempt in range(5):
        answer = lambda_.invoke(FunctionName="demo-sales", Payload=json.dumps(payment))
        if "FunctionError" not in answer:
            break
        time.sleep(2 ** attempt)
    else:
        raise RuntimeError("sales has failed")
    for attempt in range(2):
        answer = lambda_.invoke(FunctionName="demo-communication", Payload=json.dumps(payment))
        if "FunctionError" not in answer:
            break
        time.sleep(5)
    else:
        raise RuntimeError("communication has failed")
    return {"statusCode": 200, "status": "DONE"}
"""

# %% [markdown]
# Of these 31 lines 18 are about who is tried again, how often, and after how long. Now measure both designs, this one and that of D2, on a good day and on one when sales fails twice with each payment.


# %%
def some_payments(code, many, failures=0, memory=128):
    """Let customers pay while sales fails so often with each; return the account, and figures of the last payment."""
    with Account(seed=2) as world:
        deploy_services(memory=memory)
        make_table("demo-payment-requests")
        asked = TABLES if code is ASYNCHRONOUS else ()
        urls = [make_queue(f"demo-{service}", f"demo-{service}") for service in asked]
        deploy("demo-payments", code, memory, QUEUES=json.dumps(urls))
        for _ in range(many):
            if failures:
                world.faults.fail("lambda", "invocation", target="demo-sales", times=failures)
            begin = len(world.trace)
            _, seconds = pay("demo-payments")
            time.sleep(300)
        runs = [span for span in world.trace[begin:] if span.kind == "invocation"]
        return world, {
            "design": "queues" if code is ASYNCHRONOUS else "original",
            "sales fails": f"{failures} times",
            "customer waits (s)": round(seconds, 2),
            "all functions billed (ms)": sum(run.detail["billed_ms"] for run in runs),
            "payments billed (ms)": sum(
                run.detail["billed_ms"] for run in runs if run.name == "demo-payments"
            ),
            "lines of payments": len(code.strip().splitlines()),
        }


table([some_payments(code, 2, failures)[1] for code in (ORIGINAL, ASYNCHRONOUS) for failures in (0, 2)])


# %%
def a_months_bill(memory=512):
    worlds = {
        name: some_payments(code, 10, memory=memory)[0]
        for name, code in {"original": ORIGINAL, "queues": ASYNCHRONOUS}.items()
    }
    return cost_lens(worlds, times=10_000)


scenario(
    a_months_bill, memory={"values": [128, 256, 512, 1024], "unit": "MB", "label": "memory of each function"}
)

# %% [markdown]
# All three of the design's problems stand in the table and the bill (ten payments, 10,000 times: 100,000 a month).
#
# - **Latency adds up.** The customer waits for all services together; and where one of them is tried again, for that, too.
# - **Waiting costs.** Payments is billed for every second in which it does nothing but wait. The more memory a function has, the dearer it waits.
# - **Every service's retries are written inside payments.** Most of its lines are not about payments. Three rules, each a little different; a fourth service needs a fourth one.
#
# With queues the second try is a setting of the queue, and no code at all. But their requests are a new line in the bill; and read what is *not in it*: on AWS, five pollers ask each queue all month long, full or empty.

# %%
from course.facts import value

asked = 3 * 15 * 60 * 24 * 30  # three queues, some 15 requests a minute, a month of 30 days
print(f"{asked:,} requests cost {asked * value('price.sqs.request') / 1_000_000:.2f} USD a month.")

# %% [markdown]
# Choose 128 MB above: is the design with queues still the cheaper one? And with a million payments? "Asynchronous is cheaper" is no law. Reckon it (E4).
#
# ## Try it
#
# Yours to break. Some ideas:
#
# - subscribe a fourth screen in D5, or let four readers share the letters: how many copies are there in all, either way?
# - in Repair 1 ask every ten seconds, then ten times a second: what does either cost, and whom?
# - in Repair 2 let sales fail (`account.outage("demo-sales", seconds=10)` before the payment): what is the broker told?
# - pay through `demo-accept` with a `callback` where nobody answers, `https://nobody.example`, after `worker_tells(CALLBACK)`: how often does the worker run for that one payment, and what do the services get to hear?

# %%
begin = len(account.trace)

# your experiment here

account.settle(300)
timeline(account.trace[begin:])

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, drawn from what is in it. Beside the chain of calls there are queues now, and a topic that tells how a payment ended.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Four of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m02_synchronous_asynchronous/m02_synchronous_asynchronous.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m02")

# %% [markdown]
# ## What to take away
#
# - **Synchronous**: the sender can do nothing before the answer comes. Both sides are bound, latencies add up, waiting is billed, and a failure of the last one is a failure of all. In return the sender *knows*.
# - **Asynchronous**: the sender goes on at once, with a receipt. 202 says accepted, not done. The work takes as long as before, sometimes longer; an outage becomes a backlog.
# - Asynchronous is not **parallel**: one says who waits, the other what happens at the same time.
# - Completion is not reported by itself: **poll a status, callback, notification**.
# - **One-to-one, one-to-many, fan-out**: one receiver; all who listen; several, each with a buffer of its own.
#
# **Choose synchronous** when nothing can go on without the answer: a price, a password, a balance. **Choose asynchronous** when the work may be done later, when traffic fluctuates, when several services have to hear, or when the other side is sometimes down. It costs you a place to ask, and code for what comes late, twice or never.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | A call takes a fixed, modelled time | Times vary; the slowest hundredth of the calls is what customers complain about |
# | Virtual time cannot follow threads | A function may call several services at once from threads, and is billed until the last has answered |
# | A role's permissions are not asked for here | The function needs `lambda:InvokeFunction`, `sqs:SendMessage`, ... in its role, and the queue a policy that admits the topic (M05) |
# | Queues without a dead-letter queue | A message that always fails comes back for days; give each queue a dead-letter queue (M04) |
# | Nothing costs anything | Function time, requests to queues and writes to tables are billed; pollers go on asking an empty queue, too |

# %%
progress("m02")
