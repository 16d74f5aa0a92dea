# ---
# title: "Exercises: publish-subscribe and fan-out"
# module: m05
# ---

# %% [markdown]
# # Exercises: publish-subscribe and fan-out
#
# After these five exercises you can
#
# - wire a topic to queues so that every service gets its own copy,
# - let the topic sort messages, so that no service reads what it does not need,
# - publish with typed attributes, knowing nothing of the listeners,
# - add a listener and leave everything else alone,
# - say who can lose a payment, and mend it.
#
# The lesson belonging to them is [Publish-subscribe and fan-out](../../lessons/m05_publish_subscribe.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary boto3.** Your functions are called with boto3 clients and plain data, import nothing of
# the course, and would run on AWS as they are. The account is in memory: nothing leaves this machine, nothing costs money,
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
# `channel` is `web`, `app`, `branch` or `phone`. Beside the fact, payments knows the **outcome**: `paid`, `declined` or
# `pending`.
#
# **Names** begin with a prefix, so that several systems fit into one account. For the prefix `north`:
#
# | What | Name |
# | --- | --- |
# | topic | `north-payments` |
# | queue of a service | `north-customer-q`, `north-sales-q`, `north-communication-q` |
# | dead-letter queue of a queue | its name and `-dlq`: `north-customer-q-dlq` |
#
# A `prefix` in one of your tables is the one that the check uses here; grading uses others as well.
# A limit, a currency or a count in them stays as it is: write it into your answer.

# %% [markdown]
# ## E1: Fan out
#
# *You practise: topic, queues, subscriptions, who may send to a queue, dead-letter queues. Lesson steps D1 and D4.*
#
# Payments used to call customer, sales and communication one after the other. From now on it publishes once, to a topic,
# and each service reads its own queue in its own time.
#
# **Given:** `sns` and `sqs`, boto3 clients of an account, and `prefix`, a text such as `"north"`. Nothing with that prefix
# exists yet.
#
# **Deliver** the function `wire(sns, sqs, prefix)`. It creates the topic, the three queues and their three dead-letter
# queues, under the names above, so that
#
# 1. every message published to the topic arrives exactly once in each of the three queues (in its envelope or raw: both
#    are right here);
# 2. each queue's policy lets SNS (the service `sns.amazonaws.com`) send to that queue what comes from this topic;
# 3. nobody else may send to it: no other topic, no other account;
# 4. a message that has been received `max_receive_count` times (see your table) and was never deleted moves to its
#    queue's own dead-letter queue at the next attempt to receive it.
#
# It **returns** the addresses, as in this example for `wire(sns, sqs, "north")`:
#
# ```python
# {"topic_arn": "arn:aws:sns:us-east-1:123456789012:north-payments",
#  "queue_urls": {"customer": "https://sqs.us-east-1.amazonaws.com/123456789012/north-customer-q",
#                 "sales": "https://sqs.us-east-1.amazonaws.com/123456789012/north-sales-q",
#                 "communication": "https://sqs.us-east-1.amazonaws.com/123456789012/north-communication-q"}}
# ```
#
# After that, one `sns.publish(TopicArn="arn:aws:sns:us-east-1:123456789012:north-payments", Message="hello")` leaves one
# message in each of the three queues.
#
# | Checked | Points |
# | --- | --- |
# | Every publish reaches the three queues that you return | 2 |
# | Each queue gets one copy, of its own topic only, and all names are as agreed | 2 |
# | Each queue's policy admits SNS for this topic | 2 |
# | Each queue has a policy, and it admits nobody else | 2 |
# | A message nobody can process ends in its dead-letter queue, after `max_receive_count` receives | 2 |
#
# The lab does not enforce queue policies, AWS does: so the check reads them. Your function is called with several
# prefixes, also two in one account, but never twice with the same.

# %%
task("m05.e1")

# %% solution="m05.e1"
import json


def wire(sns, sqs, prefix):
    """Create topic, queues and subscriptions; return {"topic_arn": ..., "queue_urls": {service: url}}."""
    ### BEGIN SOLUTION
    max_receive_count = 7

    topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    queue_urls = {}
    for service in ("customer", "sales", "communication"):
        name = f"{prefix}-{service}-q"

        # The dead-letter queue comes first: the queue refers to it.
        dead_url = sqs.create_queue(QueueName=f"{name}-dlq")["QueueUrl"]
        dead_arn = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": max_receive_count}
        url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]

        # A queue refuses everybody but its owner until its policy says otherwise. The principal lets SNS in; the
        # condition keeps out the topics of other people, whose messages come from the same principal.
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "sns.amazonaws.com"},
                    "Action": "sqs:SendMessage",
                    "Resource": arn,
                    "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
                }
            ],
        }
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

        # A queue for each service: a queue hands a message to one reader, the topic gives every queue a copy.
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
        queue_urls[service] = url
    return {"topic_arn": topic_arn, "queue_urls": queue_urls}
    ### END SOLUTION


# %% [markdown]
# Try it: an empty account, your function, one message, and a look into each queue. Change this cell as you like.

# %%
from course.cloud import Account

try:
    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        made = wire(sns, sqs, "try")
        sns.publish(TopicArn=made["topic_arn"], Message="hello")
        account.settle()
        for service, url in made["queue_urls"].items():
            messages = sqs.receive_message(QueueUrl=url).get("Messages", [])
            print(f"{service}: {len(messages)} in its queue")
            for message in messages:
                print(message["Body"])
except NotImplementedError:
    print("Write wire first, then run this cell again.")

# %% grade="m05.e1" points=10
grade("m05.e1", wire)

# %%
hints("m05.e1")

# %% [markdown]
# ## E2: Let the topic sort
#
# *You practise: filter policies, and reading what SNS puts into a queue. Lesson steps D2 and D3.*
#
# Until now payments called the services as functions, and each of them threw away what it did not want:
#
# ```python
# def customer(payment, outcome):
#     return {"paymentId": payment["paymentId"], "policyId": payment["policyId"], "amount": payment["amount"]}
#
# def sales(payment, outcome):
#     if payment["channel"] not in ("web", "app") or payment["amount"] <= LIMIT:    # LIMIT: see your table
#         return None
#     return {"paymentId": payment["paymentId"], "customerId": payment["customerId"], "amount": payment["amount"]}
#
# def communication(payment, outcome):
#     if outcome != "paid":
#         return None
#     return {"paymentId": payment["paymentId"], "customerId": payment["customerId"], "period": payment["period"]}
# ```
#
# Two things change. The subscriptions filter, so that a message nobody wants is never delivered (nor paid for). And each
# service reads its own queue, which is subscribed to the topic **without** raw delivery.
#
# **Given:** every message has three attributes: `channel` (String), `amount` (Number) and `outcome` (String). The message
# itself is the fact as JSON text.
#
# **Deliver** four names.
#
# `policies`, a dictionary with the filter policy of each subscription, as a dictionary. The filter policy scope is
# `MessageAttributes`. `None` means that the subscription has no filter policy.
#
# - `policies["customer"]`: every payment
# - `policies["sales"]`: channel `web` or `app`, **and** an amount over `limit` (see your table; an amount equal to the limit
#   is not over it)
# - `policies["communication"]`: outcome `paid`
#
# `customer(body)`, `sales(body)` and `communication(body)`. Each is called with `body`, the text of one message exactly as
# its queue hands it over, and returns the same row as above. They do not filter any more: whatever arrives was wanted,
# and is processed.
#
# **Example.** A filter policy for another case, "period is 2025-03", has the form `{"period": ["2025-03"]}`. And if the queue
# hands over a body in which SNS delivers the fact `PAY-000123` shown at the top, then
#
# ```python
# customer(body)       == {"paymentId": "PAY-000123", "policyId": "POL-1042", "amount": 129.5}
# sales(body)          == {"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5}
# communication(body)  == {"paymentId": "PAY-000123", "customerId": "C-77", "period": "2025-03"}
# ```
#
# | Checked, with generated payments | Points |
# | --- | --- |
# | customer hears of every payment | 1 |
# | sales hears of the right channels only | 2 |
# | sales hears of amounts over the limit only | 3 |
# | communication hears of what was paid only | 2 |
# | the three functions process every body they are handed | 2 |

# %%
task("m05.e2")

# %% solution="m05.e2"
import json

policies = None  # {"customer": ..., "sales": ..., "communication": ...}
### BEGIN SOLUTION
limit = 200

policies = {
    # No policy: everything is delivered.
    "customer": None,
    # Between fields all must hold; inside a list one is enough. An amount is compared as a number, strictly.
    "sales": {"channel": ["web", "app"], "amount": [{"numeric": [">", limit]}]},
    # A list also where only one value is accepted.
    "communication": {"outcome": ["paid"]},
}
### END SOLUTION


def customer(body):
    """Return the row for the customer's account: paymentId, policyId, amount."""
    ### BEGIN SOLUTION
    # The body is SNS's envelope; what payments published is the text under "Message".
    payment = json.loads(json.loads(body)["Message"])
    return {"paymentId": payment["paymentId"], "policyId": payment["policyId"], "amount": payment["amount"]}
    ### END SOLUTION


def sales(body):
    """Return the row for follow-up offers: paymentId, customerId, amount."""
    ### BEGIN SOLUTION
    payment = json.loads(json.loads(body)["Message"])
    return {
        "paymentId": payment["paymentId"],
        "customerId": payment["customerId"],
        "amount": payment["amount"],
    }
    ### END SOLUTION


def communication(body):
    """Return the row for the confirmation: paymentId, customerId, period."""
    ### BEGIN SOLUTION
    payment = json.loads(json.loads(body)["Message"])
    return {
        "paymentId": payment["paymentId"],
        "customerId": payment["customerId"],
        "period": payment["period"],
    }
    ### END SOLUTION


# %% [markdown]
# Try it: a topic with three queues, your policies at their subscriptions, and one message. Change its attributes and see
# who gets it. A policy that AWS would refuse is refused here, in AWS's words.

# %%
import json

from course.cloud import Account

payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip
attributes = {
    "channel": {"DataType": "String", "StringValue": "web"},
    "amount": {"DataType": "Number", "StringValue": "129.5"},
    "outcome": {"DataType": "String", "StringValue": "paid"},
}

with Account() as account:
    sns, sqs = account.client("sns"), account.client("sqs")
    topic_arn = sns.create_topic(Name="try-payments")["TopicArn"]
    urls = {}
    for service in ("customer", "sales", "communication"):
        urls[service] = sqs.create_queue(QueueName=f"try-{service}-q")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=urls[service], AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        policy = (policies or {}).get(service)
        filtered = {"FilterPolicy": json.dumps(policy)} if policy else {}
        try:
            sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn, Attributes=filtered)
        except sns.exceptions.InvalidParameterException as refusal:
            print(f"{service}: {refusal}")
    sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=attributes)
    account.settle()
    for service, url in urls.items():
        for message in sqs.receive_message(QueueUrl=url).get("Messages", []):
            print(f"{service} gets:\n{message['Body']}\n")

# %% grade="m05.e2" points=10
grade("m05.e2", policies, customer, sales, communication)

# %%
hints("m05.e2")

# %% [markdown]
# ## E3: The publisher
#
# *You practise: publishing with typed message attributes, and knowing nobody. Lesson steps D1 and D3.*
#
# The topic can only sort by what the publisher tells it. Write the one function through which payments speaks.
#
# **Given:** `sns`, a boto3 client; `topic_arn`, the address of a topic; `payment`, a fact as at the top of this notebook (a
# dictionary); `outcome`, a text.
#
# **Deliver** the function `publish_payment(sns, topic_arn, payment, outcome)`. It
#
# 1. publishes **one** message to the topic, whose text is the payment as JSON: all of its fields and nothing else;
# 2. gives the message these three attributes (more do no harm):
#
#    | Attribute | Data type | Value |
#    | --- | --- | --- |
#    | `channel` | `String` | the payment's channel |
#    | `amount` | `Number` | the payment's amount |
#    | `outcome` | `String` | the outcome |
#
# 3. returns the `MessageId` that SNS answers with;
# 4. lets an error of SNS reach its caller as it is (a `ClientError`): a payment that was not published must not look as if
#    it had been.
#
# Names of services or queues have no place in it: whoever listens is none of the publisher's business. The check looks
# for `customer-q`, `sales`, `communication`, `fraud`, `queue` and `sqs` in the cell's names and texts; comments and
# docstrings do not count, and fields of the payment such as `customerId` are no listeners.
#
# Your table shows the first of the payments that the check publishes.
#
# **Example.** `publish_payment(sns, topic_arn, {"paymentId": "PAY-000123", ..., "amount": 129.5, "channel": "web"}, "paid")`
# returns a text such as `"0a8b5f8e-6c1d-5d7a-9c3f-1f0e2b7c4d11"`. A queue at the topic receives an envelope with that
# `MessageId`, in which `Message` is the payment's JSON text and `MessageAttributes` is
#
# ```python
# {"channel": {"Type": "String", "Value": "web"},
#  "amount": {"Type": "Number", "Value": "129.5"},
#  "outcome": {"Type": "String", "Value": "paid"}}
# ```
#
# | Checked, with generated payments | Points |
# | --- | --- |
# | The message is the payment as JSON | 2 |
# | The three attributes have their types and values | 2 |
# | One message a payment, and its `MessageId` is returned | 2 |
# | No service or queue is named in the function | 2 |
# | An error of SNS (the topic does not exist) reaches the caller | 2 |

# %%
task("m05.e3")

# %% solution="m05.e3"
import json


def publish_payment(sns, topic_arn, payment, outcome):
    """Publish a payment and its outcome to the topic; return the message's id."""
    ### BEGIN SOLUTION
    answer = sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(payment),
        MessageAttributes={
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            # A number travels as text; its data type is what makes filters compare it as a number.
            "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
            "outcome": {"DataType": "String", "StringValue": outcome},
        },
    )
    # No try: if SNS refuses, payments has to know.
    return answer["MessageId"]
    ### END SOLUTION


# %% [markdown]
# Try it: a topic with one queue, and what arrives there.

# %%
from course.cloud import Account

try:
    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        topic_arn = sns.create_topic(Name="try-payments")["TopicArn"]
        url = sqs.create_queue(QueueName="try-q")["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
        print(
            "returned:",
            publish_payment(sns, topic_arn, {"paymentId": "PAY-1", "amount": 5, "channel": "app"}, "paid"),
        )
        account.settle()
        for message in sqs.receive_message(QueueUrl=url).get("Messages", []):
            print(message["Body"])
except NotImplementedError:
    print("Write publish_payment first, then run this cell again.")

# %% grade="m05.e3" points=10
grade("m05.e3", publish_payment)

# %%
hints("m05.e3")

# %% [markdown]
# ## E4: A fourth listener
#
# *You practise: adding a subscriber to a system that runs, and "or" in a filter policy. Lesson steps D1 and D3.*
#
# The insurer wants every suspicious payment screened for fraud. The system runs, so nothing of it may be disturbed.
#
# **Given:** a topic `<prefix>-payments` to which the queues of customer, sales and communication are subscribed, with filter
# policies of their own; and the publisher `announce`, which already stands in your answer cell. It gives every message
# four attributes: `channel`, `amount`, `currency` and `outcome`.
#
# **Deliver** the function `add_fraud(sns, sqs, topic_arn, prefix)`. It creates the queue `<prefix>-fraud-q` and one
# subscription to the topic, so that
#
# 1. the queue receives every payment, whatever its outcome, with an amount over `limit` **or** in another currency than
#    `home_currency` (see your table), and no others; a payment for which both is true arrives once; an amount equal to the
#    limit is not over it;
# 2. the queue's policy lets SNS send to it what comes from this topic, and admits nobody else;
# 3. the other three receive what they received before;
# 4. nothing is added besides the queue and its subscription. (A dead-letter queue `<prefix>-fraud-q-dlq` that belongs to the
#    queue is welcome, but not asked for.)
#
# It returns the URL of the queue. `announce` is handed to the check as well.
#
# **Example**, for limit 1000 and home currency EUR: after `add_fraud(sns, sqs, topic_arn, "north")`, which returns
# `"https://sqs.us-east-1.amazonaws.com/123456789012/north-fraud-q"`,
#
# | amount | currency | in `north-fraud-q` |
# | --- | --- | --- |
# | 129.50 | EUR | no |
# | 1000 | EUR | no |
# | 1000.01 | EUR | once |
# | 20 | USD | once |
# | 5000 | USD | once |
#
# | Checked, with generated payments | Points |
# | --- | --- |
# | Payments in the home currency: those over the limit arrive, and no others | 2 |
# | Payments in other currencies: each arrives, once | 2 |
# | The queue's policy admits SNS for this topic, and nobody else | 1 |
# | customer, sales and communication receive what they did before | 1 |
# | One queue, whose URL is returned, and one subscription were added, nothing else | 2 |
# | `announce` does what it did before | 2 |

# %%
task("m05.e4")

# %% solution="m05.e4"
import json

ATTRIBUTES = {"channel": "String", "amount": "Number", "currency": "String", "outcome": "String"}


def announce(sns, topic_arn, payments):
    """Publish a batch of payments in one call. Each is {"fact": {...}, "outcome": "paid"}."""
    entries = []
    for number, payment in enumerate(payments):
        told = {**payment["fact"], "outcome": payment["outcome"]}
        attributes = {
            name: {"DataType": kind, "StringValue": str(told[name])} for name, kind in ATTRIBUTES.items()
        }
        entries.append(
            {"Id": str(number), "Message": json.dumps(payment["fact"]), "MessageAttributes": attributes}
        )
    sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=entries)


def add_fraud(sns, sqs, topic_arn, prefix):
    """Let fraud screening hear of suspicious payments; return the URL of its queue."""
    ### BEGIN SOLUTION
    limit = 825
    home_currency = "EUR"

    url = sqs.create_queue(QueueName=f"{prefix}-fraud-q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
            }
        ],
    }
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

    # Two fields in one policy would both have to hold; $or lists alternatives.
    suspicious = {
        "$or": [
            {"amount": [{"numeric": [">", limit]}]},
            {"currency": [{"anything-but": [home_currency]}]},
        ]
    }
    # The filter comes with the subscription: set afterwards, there would be a moment in which everything arrives.
    sns.subscribe(
        TopicArn=topic_arn,
        Protocol="sqs",
        Endpoint=arn,
        Attributes={"FilterPolicy": json.dumps(suspicious)},
    )
    return url
    ### END SOLUTION


# %% [markdown]
# Try it: a topic without other listeners, and two payments.

# %%
from course.cloud import Account

payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip
payments = [
    {"fact": payment, "outcome": "paid"},
    {"fact": {**payment, "amount": 99000}, "outcome": "declined"},
]

try:
    with Account() as account:
        sns, sqs = account.client("sns"), account.client("sqs")
        topic_arn = sns.create_topic(Name="try-payments")["TopicArn"]
        url = add_fraud(sns, sqs, topic_arn, "try")
        announce(sns, topic_arn, payments)
        account.settle()
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            print(message["Body"])
except NotImplementedError:
    print("Write add_fraud first, then run this cell again.")

# %% grade="m05.e4" points=10
grade("m05.e4", add_fraud, announce)

# %%
hints("m05.e4")

# %% [markdown]
# ## E5: Who can lose a payment
#
# *You practise: judging what each kind of subscriber does when it fails, and mending it. Lesson steps D4 and D5.*
#
# Last month four services were wired in a hurry, each in its own way. Then came a bad day. Payments published all day and
# never saw an error.
#
# **Given:** the topic `<prefix>-payments` with four subscribers. Your table says which service is which.
#
# | Kind | How it is wired | What becomes of it on the bad day |
# | --- | --- | --- |
# | `queue` | its queue `<prefix>-<service>-q` is subscribed; a worker reads the queue; the queue has a dead-letter queue | the worker is switched off for a while |
# | `function` | its function `<prefix>-<service>` is subscribed directly, protocol `lambda`; the function has no failure destination | every invocation fails for a while |
# | `partner` | the HTTPS endpoint of a partner is subscribed | the endpoint answers 503 for a while |
# | `partner_with_dlq` | the HTTPS endpoint of another partner is subscribed, and the subscription has a `RedrivePolicy` | the same |
#
# The bad day: a payment every 40 minutes, 6 in all; each of the four fails once, from minute 35 on, for `outage_minutes`
# (see your table). Queues keep messages for longer than that day lasts; delivery and retries follow SNS's and Lambda's
# defaults.
#
# **Deliver** two names.
#
# `weak`: the list of the services that lose payments on the bad day, in any order, for example `["customer", "sales"]` (this
# shows the form, not the answer).
#
# `repair(sns, sqs, wiring)`: a function that changes the wiring so that no service loses any. It returns nothing. `wiring`
# describes the system, for example:
#
# ```python
# {"prefix": "north",
#  "topic_arn": "arn:aws:sns:us-east-1:123456789012:north-payments",
#  "subscriptions": {
#      "customer": {"kind": "queue", "protocol": "sqs",
#                   "endpoint": "arn:aws:sqs:us-east-1:123456789012:north-customer-q",
#                   "subscription_arn": "arn:aws:sns:us-east-1:123456789012:north-payments:0b5e..."},
#      "sales": {"kind": "function", "protocol": "lambda",
#                "endpoint": "arn:aws:lambda:us-east-1:123456789012:function:north-sales",
#                "subscription_arn": "arn:aws:sns:us-east-1:123456789012:north-payments:77c1..."},
#      "communication": {"kind": "partner", "protocol": "https",
#                        "endpoint": "https://communication.partner.example/payments", "subscription_arn": "arn:..."},
#      "fraud": {"kind": "partner_with_dlq", "protocol": "https",
#                "endpoint": "https://fraud.partner.example/payments", "subscription_arn": "arn:..."}}}
# ```
#
# After the repair, the same bad day runs again. Then, for every service,
#
# 1. each payment has been processed once, or waits once in a queue whose name begins with `<prefix>-<service>-`;
# 2. what SNS gave up delivering is in a dead-letter queue `<prefix>-<service>-dlq`; what the reader of a
#    queue that you added failed on too often is in that queue's dead-letter queue `<prefix>-<service>-q-dlq`;
# 3. on AWS it would work as well: the policy of every queue that you add and to which SNS sends admits SNS for this topic.
#    (Take it that the queues which are there already have theirs.)
#
# What you may count on:
#
# - A partner understands HTTPS and nothing else, so partners keep their subscriptions.
# - You have no client for Lambda, so the function stays as it is. But its team helps: when there is a queue
#   `<prefix>-<service>-q` for it, they let the function read from that queue. Nobody unsubscribes it for you.
# - Services that lose nothing are to be left as they are. `repair` is called once for each system, also for systems in which
#   other services are wired in these four ways.
#
# **Example.** For the `wiring` above, a service that loses nothing and one that does might look like this at the end:
#
# | Service | Published | Processed | Waiting in its queues | Lost |
# | --- | --- | --- | --- | --- |
# | one | 6 | 4 | 2 | 0 |
# | another | 6 | 4 | 0 | 2 |
#
# | Checked | Points |
# | --- | --- |
# | `weak` names every service that loses payments | 2 |
# | `weak` names at least one service, and none that loses nothing | 1 |
# | The service with the function: every payment is processed or waits, once | 2 |
# | The service of the partner: every payment is processed or waits, once | 2 |
# | The other two: every payment is processed or waits, once | 1 |
# | What SNS could not deliver is in the dead-letter queue | 1 |
# | What the reader of an added queue fails on too often is in its dead-letter queue | 1 |

# %%
task("m05.e5")

# %% [markdown]
# The next cell is the system itself, to read and to try things on. You need not understand every line of it.

# %% locked="given_system"
import io
import json
import zipfile

HANDLER = """
import json
import boto3

table = boto3.client("dynamodb")

def handler(event, context):
    for record in event["Records"]:
        told = record["Sns"] if "Sns" in record else json.loads(record["body"])
        payment = json.loads(told["Message"]) if "Message" in told else told
        table.update_item(
            TableName=context.function_name + "-processed",
            Key={"paymentId": {"S": payment["paymentId"]}},
            UpdateExpression="ADD copies :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )
"""


def make_queue(account, name, attributes):
    """Create a queue and return its ARN. Policies are left out: the lab does not ask for them."""
    sqs = account.client("sqs")
    made = sqs.create_queue(QueueName=name, Attributes=attributes)
    known = sqs.get_queue_attributes(QueueUrl=made["QueueUrl"], AttributeNames=["QueueArn"])
    arn = known["Attributes"]["QueueArn"]
    return arn


def make_function(account, name):
    """Create a function, and the table in which it counts the payments it has processed; return the function's ARN."""
    account.client("dynamodb").create_table(
        TableName=f"{name}-processed",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
    )
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    role = account.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument=trust)
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", HANDLER)
    created = account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": code.getvalue()},
    )
    return str(created["FunctionArn"])


def make_partner(account, service, received):
    """Let a partner listen at an HTTPS address and note in `received` what it gets; return the address."""

    def answer(request):
        told = json.loads(request["body"])
        if told.get("Type") == "SubscriptionConfirmation":
            account.client("sns").confirm_subscription(TopicArn=told["TopicArn"], Token=told["Token"])
        else:
            received.append(json.loads(told["Message"]) if "Message" in told else told)
        return 200, "thank you"

    url = f"https://{service}.partner.example/payments"
    account.endpoint(url, answer)
    return url


def build(account, prefix, services):
    """Build the system; `services` gives the service of each kind. Return the wiring and what partners receive."""
    sns = account.client("sns")
    topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    subscriptions = {}
    received = {}
    for kind, service in services.items():
        name, protocol, attributes = f"{prefix}-{service}", "https", {}
        if kind == "queue":
            redrive = {
                "deadLetterTargetArn": make_queue(account, f"{name}-q-dlq", {}),
                "maxReceiveCount": 3,
            }
            endpoint = make_queue(account, f"{name}-q", {"RedrivePolicy": json.dumps(redrive)})
            protocol = "sqs"
        elif kind == "function":
            protocol, endpoint = "lambda", make_function(account, name)
        else:
            received[service] = []
            endpoint = make_partner(account, service, received[service])
        if kind == "partner_with_dlq":
            redrive = {"deadLetterTargetArn": make_queue(account, f"{name}-dlq", {})}
            attributes = {"RedrivePolicy": json.dumps(redrive)}
        arn = sns.subscribe(
            TopicArn=topic_arn,
            Protocol=protocol,
            Endpoint=endpoint,
            Attributes=attributes,
            ReturnSubscriptionArn=True,
        )["SubscriptionArn"]
        subscriptions[service] = {
            "kind": kind,
            "protocol": protocol,
            "endpoint": endpoint,
            "subscription_arn": arn,
        }
    account.settle()
    return {"prefix": prefix, "topic_arn": topic_arn, "subscriptions": subscriptions}, received


# %% solution="m05.e5"
import json

weak = None  # the list of services that lose payments
### BEGIN SOLUTION
# The function: Lambda tries an event a few times more, then drops it. The partner: SNS gives up long before the endpoint
# is back. The queue simply keeps everything, and the other partner's subscription has a dead-letter queue.
weak = ["fraud", "customer"]
### END SOLUTION


def repair(sns, sqs, wiring):
    """Change the wiring so that no service loses a payment."""
    ### BEGIN SOLUTION
    prefix, topic_arn = wiring["prefix"], wiring["topic_arn"]

    def create_queue(name, **attributes):
        url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]

    def admit_topic(url, arn):
        # SNS sends to a dead-letter queue of a subscription itself, so that queue needs the same policy as any other.
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

    for service, subscription in wiring["subscriptions"].items():
        if subscription["kind"] == "function":
            # A queue takes the function's place. For SNS, handing an event to Lambda is success, whatever the function
            # makes of it: a dead-letter queue at the subscription would stay empty.
            _, dead_arn = create_queue(f"{prefix}-{service}-q-dlq")
            redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": 5}
            url, arn = create_queue(f"{prefix}-{service}-q", RedrivePolicy=json.dumps(redrive))
            admit_topic(url, arn)
            # First the new way, then the end of the old one: in between a payment comes twice rather than never.
            sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
            sns.unsubscribe(SubscriptionArn=subscription["subscription_arn"])

        if subscription["kind"] == "partner":
            # The partner keeps its endpoint. What SNS gives up on waits here until somebody sends it again.
            url, dead_arn = create_queue(f"{prefix}-{service}-dlq")
            admit_topic(url, dead_arn)
            sns.set_subscription_attributes(
                SubscriptionArn=subscription["subscription_arn"],
                AttributeName="RedrivePolicy",
                AttributeValue=json.dumps({"deadLetterTargetArn": dead_arn}),
            )
    ### END SOLUTION


# %% [markdown]
# Try it: the bad day. Put the services of your table into `services`. As long as `repair` is not written, you see the
# day as it was. A function shows up twice for each payment: its copy is accepted, then it runs. Queues have no readers
# in this cell, so what they get stays in them.

# %%
from course.cloud import Account

services = {"queue": "customer", "function": "sales", "partner": "communication", "partner_with_dlq": "fraud"}
outage_minutes = 60

with Account() as account:
    sns, sqs = account.client("sns"), account.client("sqs")
    wiring, received = build(account, "try", services)
    try:
        repair(sns, sqs, wiring)
    except NotImplementedError:
        print("repair is not written yet: this is the day as it was")
    for service, subscription in wiring["subscriptions"].items():
        target = subscription["endpoint"]
        name = target if target.startswith("https") else target.rsplit(":", 1)[1]
        if subscription["kind"] != "queue":  # of the queue, only its worker fails
            account.outage(name, outage_minutes * 60, after=35 * 60)
    for number in range(6):
        fact = {"paymentId": f"PAY-{number:06}", "amount": 20 + number, "currency": "EUR", "channel": "app"}
        sns.publish(TopicArn=wiring["topic_arn"], Message=json.dumps(fact))
        account.clock.advance(40 * 60)
    account.settle()
    print("what happened to the copies that left the topic or reached the function:")
    ends = {}
    for span in account.trace.find(kind="delivery"):
        ends[span.target, span.status] = ends.get((span.target, span.status), 0) + 1
    for (target, status), copies in sorted(ends.items()):
        print(f"  {target:45} {status:12} {copies}")
    for url in sqs.list_queues().get("QueueUrls", []):
        count = "ApproximateNumberOfMessages"
        waiting = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[count])["Attributes"][count]
        print(f"  waiting in {url.rsplit('/', 1)[1]}: {waiting}")

# %% grade="m05.e5" points=10
grade("m05.e5", weak, repair)

# %%
hints("m05.e5")

# %% [markdown]
# ## On AWS
#
# - Queue policies are enforced: without one, the topic cannot send and the publisher does not notice.
# - A topic may also invoke a function only if the function's own policy allows it; the lab does not ask.
# - A new or changed filter policy takes a while to be in effect everywhere; the lab applies it at once.
# - The lab confirms a partner's subscription at once. Watch for subscriptions that stay pending (lesson step D5).
# - Somebody has to look into dead-letter queues: give each an alarm, and know how to send its messages again.
