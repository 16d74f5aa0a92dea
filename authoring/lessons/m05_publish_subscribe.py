# ---
# title: Publish-subscribe and fan-out
# module: m05
# ---

# %% [markdown]
# # M05 · Publish-subscribe and fan-out
#
# One payment is made, and three services must hear of it. Today the payments service tells each of them itself. By the end of this lesson it will tell nobody in particular, and everybody who cares will know.
#
# **You will be able to**
#
# 1. name the four parts of publish-subscribe and say who knows whom;
# 2. fan a message out through a topic to subscribers with a buffer each;
# 3. filter at the subscription instead of in the consumer;
# 4. add a subscriber without touching the publisher;
# 5. find the subscriber that can lose a message, and mend it.
#
# The steps are called D1 to D7, so that hints can send you back to one. Plan for 50 minutes here, 90 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top, with a new account.

# %%
import json
import time

import boto3

from course.cloud import Account
from course.widgets import (
    architecture_map,
    bars,
    before,
    depth_chart,
    filter_tester,
    histogram,
    message_flow,
    progress,
    quiz,
    side_by_side,
    table,
    timeline,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m05")

# %% [markdown]
# ## Where we stand
#
# Our insurer's payments service knows three queues by name: those of *customer*, *sales* and *communication*. The next cell starts an AWS account in this computer's memory and builds that starting point, with nothing but boto3.

# %%
account = Account(seed=5).start()
sns, sqs, lambda_ = boto3.client("sns"), boto3.client("sqs"), boto3.client("lambda")

queue_urls = {}
for service in ["customer", "sales", "communication"]:
    queue_urls[service] = sqs.create_queue(QueueName=f"demo-{service}-q")["QueueUrl"]

architecture_map(account.inventory())

# %% [markdown]
# And this is how payments tells them. The payment below has the shape that every service of the course agrees on.

# %%
payment = {
    "paymentId": "PAY-000123",
    "policyId": "POL-1042",
    "customerId": "C-77",
    "amount": 129.50,
    "currency": "EUR",
    "period": "2025-03",
    "channel": "web",
    "paidAt": "2025-03-01T08:00:00Z",
}


def tell_everybody(payment):
    for url in queue_urls.values():
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(payment))


tell_everybody(payment)
message_flow(account.trace, account.inventory())

# %% [markdown]
# > **Question.** Fraud screening wants to hear of payments, too. Whose code changes, and who tests it, deploys it and is called at night if it fails?
#
# The payments team's, although fraud is none of its business. And look at the loop: if the second `send_message` raises, one service has heard of the payment and two have not. Let us see it.

# %% [markdown]
# ### Break it
#
# The queue of *sales* is out of order for ten minutes. What do the other two services know afterwards?

# %%
account.outage("demo-sales-q", seconds=600)
try:
    tell_everybody({**payment, "paymentId": "PAY-000124"})
except sqs.exceptions.ClientError as error:
    print(f"payments failed with {type(error).__name__}: {error}")


def waiting(url):
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(found["Attributes"]["ApproximateNumberOfMessages"])


time.sleep(600)  # ten virtual minutes: the cell does not wait for them
table([{"service": name, "messages waiting": waiting(url)} for name, url in queue_urls.items()])

# %% [markdown]
# *Customer* knows two payments, *sales* and *communication* one. *Communication* suffered from an outage it had no part in, only because it comes later in somebody else's loop.
#
# ## D1 · A topic in between
#
# Publish-subscribe has four parts. A **publisher** sends a **message** to a **topic**. The topic keeps a list of **subscribers** and hands each of them a copy. The publisher does not see that list.
#
# Let us make the topic, and subscribe the three queues to it.

# %%
topic_arn = sns.create_topic(Name="demo-payments")["TopicArn"]


def arn_of(url):
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


subscriptions = {}
for service, url in queue_urls.items():
    subscriptions[service] = sns.subscribe(
        TopicArn=topic_arn, Protocol="sqs", Endpoint=arn_of(url), ReturnSubscriptionArn=True
    )["SubscriptionArn"]

architecture_map(account.inventory())

# %% [markdown]
# > **Question.** How many calls will payments make to reach all three?

# %%
begin = len(account.trace)
reply = sns.publish(TopicArn=topic_arn, Message=json.dumps(payment))
account.settle()  # let virtual time pass until every copy has arrived

print("The publisher made 1 call and got back:", reply["MessageId"])
message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# Step through the picture. One message enters the topic, three identical copies leave it. This is **fan-out**.
#
# Notice what the publisher's call promised. It returned *before* any copy arrived: the reply says that the topic has the message, and nothing about anybody who subscribed. Keep that in mind; it will bite in D5.
#
# A topic is not a queue. A queue keeps a message until **one** reader has processed it. A topic keeps nothing: it copies to **every** subscriber, at once. That is why each subscriber here has a queue of its own behind the topic.

# %% [markdown]
# ### In the lab it works. On AWS it would not.
#
# The lab does not check who may write to a queue. AWS does, and our three queues have no **policy** that admits the topic. Every copy would be refused, and `publish` would still report success.

# %%
from course.cloud.queue_policy import admits


def check_policies():
    rows = []
    for service, url in queue_urls.items():
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        ok = admits(found.get("Policy"), queue_arn=found["QueueArn"], source_arn=topic_arn)
        rows.append({"queue": service, "would AWS let the topic in?": "yes" if ok else "no"})
    return table(rows)


check_policies()

# %% [markdown]
# A queue's policy answers: *who* may do *what*, and *under which condition*? The topic's service is the principal. The condition pins it to **this** topic, because without it the topics of every AWS customer in the world could fill our queue.

# %%
for url in queue_urls.values():
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn_of(url),
        "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}},
    }
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})

check_policies()

# %% [markdown]
# ## D2 · What arrives
#
# > **Question.** *Sales* wants to read `amount`. It does `json.loads(message["Body"])["amount"]`. Will that work?

# %%
message = sqs.receive_message(QueueUrl=queue_urls["sales"], MaxNumberOfMessages=10, VisibilityTimeout=0)[
    "Messages"
][-1]
arrived = json.loads(message["Body"])
try:
    print(arrived["amount"])
except KeyError as error:
    print("There is no", error, "here. There is:", ", ".join(arrived))

# %% [markdown]
# The topic put your message into an **envelope**: its id, the topic, the time, and a signature of SNS. (Not who published it: listeners do not know the publisher either.) Your JSON is in the field `Message`, as text. So a reader unpacks twice: first the envelope, then its `Message`.
#
# A subscriber that does not care for the envelope asks for **raw delivery**. It is a property of the subscription, so each service chooses for itself.

# %%
sns.set_subscription_attributes(
    SubscriptionArn=subscriptions["customer"], AttributeName="RawMessageDelivery", AttributeValue="true"
)
sns.publish(TopicArn=topic_arn, Message=json.dumps({**payment, "paymentId": "PAY-000125"}))
account.settle()


def newest(service):
    found = sqs.receive_message(QueueUrl=queue_urls[service], MaxNumberOfMessages=10)["Messages"]
    return json.loads(found[-1]["Body"])


side_by_side({"customer (raw)": newest("customer"), "sales (envelope)": newest("sales")})

# %% [markdown]
# Which one is better? Raw is simpler to read. The envelope carries the topic, the time and the message's id, which a consumer of several topics needs. Decide once for each subscriber, and write it down: a consumer that expects one and gets the other fails on its first message.
#
# ## D3 · Filter at the subscription
#
# *Sales* follows up on payments made in the web or the app, if they are above 100. Everything else it would read, look at, and throw away. It pays for every message it throws away.
#
# A **filter policy** moves that decision into the subscription. It looks at the message's **attributes**, small typed labels beside the body, or at the body itself.

# %%
sns.set_subscription_attributes(
    SubscriptionArn=subscriptions["sales"],
    AttributeName="FilterPolicy",
    AttributeValue=json.dumps({"channel": ["web", "app"], "amount": [{"numeric": [">", 100]}]}),
)


def publish(payment, outcome="paid"):
    return sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(payment),
        MessageAttributes={
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
            "outcome": {"DataType": "String", "StringValue": outcome},
        },
    )


begin = len(account.trace)
for number, (channel, amount) in enumerate(
    [("web", 129.50), ("web", 49.00), ("branch", 500.00), ("app", 100.01)]
):
    publish({**payment, "paymentId": f"PAY-{200 + number:06}", "channel": channel, "amount": amount})
account.settle()
message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# Two of four reached *sales*. The two that did not were never delivered: nothing to receive, nothing to delete, nothing to pay for.
#
# Two rules decide everything:
#
# - **between fields** every field of the policy must match (and);
# - **inside a list** any one of the values will do (or).
#
# Try them. Change the policy or the message below; each field tells whether it matched and why.

# %%
filter_tester(
    policy={"channel": ["web", "app"], "amount": [{"numeric": [">", 100]}]},
    message={
        "attributes": {
            "channel": {"DataType": "String", "StringValue": "web"},
            "amount": {"DataType": "Number", "StringValue": "129.50"},
        },
        "body": json.dumps(payment),
    },
)

# %% [markdown]
# > **Questions**, each answered by a change in the tester:
# >
# > 1. What if the publisher declares `amount` as a `String`?
# > 2. What if the policy says `"channel": "web"` without the list?
# > 3. What if an attribute that the policy names is missing?
# > 4. How would you ask for *amount over 1000* **or** *currency other than EUR*? (`$or` takes a list of policies, one of which must match; the condition `{"anything-but": [...]}` lists the values that do *not* match. Give the message an attribute `currency`, too.)
#
# The second is refused at once, when you set the policy. The third is not: a missing attribute matches nothing, not even `anything-but`. The first is the nastiest: a number that was sent as text never matches a numeric condition, silently.
#
# Filtering has a price, too. A new policy can take minutes to hold everywhere on AWS, so a test that publishes right after the change may surprise you there:

# %%
from course.facts import fact

print(fact("sns.filter.propagation"))

# %% [markdown]
# ## D4 · When a subscriber is switched off
#
# A topic can also invoke a function directly, with no queue between. That is one resource fewer. Is it as good?
#
# We build sales twice. `demo-sales-direct` is subscribed to the topic. `demo-sales-buffered` reads from a queue that is subscribed. Both run the same code, which notes each payment in a table.

# %%
CODE = """
import json, os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    for record in event["Records"]:
        envelope = record["Sns"] if "Sns" in record else json.loads(record["body"])
        payment = json.loads(envelope["Message"])
        table.put_item(Item={"paymentId": payment["paymentId"], "channel": payment["channel"]})
"""

# %% [markdown]
# Deploying it is ordinary boto3: a table, a role, a zip file, a function. On AWS the role would also say that Lambda may assume it (here that document is empty), and list what the function may do.

# %%
import io
import zipfile


def deploy(name, table_name):
    boto3.client("dynamodb").create_table(
        TableName=table_name,
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    role = boto3.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"][
        "Arn"
    ]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", CODE)
    return lambda_.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role,
        Code={"ZipFile": package.getvalue()},
        Environment={"Variables": {"TABLE": table_name}},
    )["FunctionArn"]


# %%
day_topic = sns.create_topic(Name="demo-payments-of-the-day")["TopicArn"]

direct = deploy("demo-sales-direct", "demo-sales-activity-direct")
sns.subscribe(TopicArn=day_topic, Protocol="lambda", Endpoint=direct)

buffered = deploy("demo-sales-buffered", "demo-sales-activity-buffered")
buffer_url = sqs.create_queue(QueueName="demo-sales-buffer-q")["QueueUrl"]
sns.subscribe(TopicArn=day_topic, Protocol="sqs", Endpoint=arn_of(buffer_url))
lambda_.create_event_source_mapping(EventSourceArn=arn_of(buffer_url), FunctionName="demo-sales-buffered")

architecture_map(account.inventory())

# %% [markdown]
# Now three hours of payments, one every five minutes. In the second hour sales is switched off, both versions of it.
#
# > **Question.** Thirty-six payments are published, twelve of them during the outage. How many will each table hold in the end?

# %%
depth = []
for minute in range(0, 180, 5):
    if minute == 60:
        account.outage("demo-sales-direct", seconds=3600)
        account.outage("demo-sales-buffered", seconds=3600)
    sns.publish(TopicArn=day_topic, Message=json.dumps({**payment, "paymentId": f"PAY-{minute:06}"}))
    time.sleep(300)
    found = sqs.get_queue_attributes(QueueUrl=buffer_url, AttributeNames=["All"])["Attributes"]
    held = int(found["ApproximateNumberOfMessages"]) + int(found["ApproximateNumberOfMessagesNotVisible"])
    depth.append(((minute + 5) * 60, held))
account.settle()


def noted(table_name):
    return boto3.client("dynamodb").scan(TableName=table_name, Select="COUNT")["Count"]


table(
    [
        {
            "sales": name,
            "published": 36,
            "noted": noted(f"demo-sales-activity-{name}"),
            "lost": 36 - noted(f"demo-sales-activity-{name}"),
        }
        for name in ["direct", "buffered"]
    ]
)

# %%
depth_chart({"demo-sales-buffer-q": depth})

# %% [markdown]
# The queue filled for an hour; at the next look, five minutes after the repair, it was empty. Nothing was lost, and nobody had to do anything.
#
# The direct subscription lost the whole hour. Lambda *did* try again, but only as often as this:

# %%
table(
    [
        {"fact": key, "value": str(fact(key))}
        for key in ["lambda.async.retries", "lambda.async.first_wait", "lambda.async.second_wait"]
    ]
)

# %% [markdown]
# A few attempts within minutes, then the payment is gone, unless somebody gave the function a **dead-letter queue** or a failure destination. A queue as the subscriber needs no such luck: it takes the message whether or not the service behind it is awake.
#
# Three things can have a dead-letter queue, and each catches something else:
#
# | Whose | It catches | How to ask for it |
# | --- | --- | --- |
# | the function's | what the function failed on, called directly by the topic | a setting of the function |
# | the queue's | what was received `maxReceiveCount` times and never deleted | the queue's attribute `RedrivePolicy`: `deadLetterTargetArn`, `maxReceiveCount` |
# | the subscription's | what the topic could not deliver | the subscription's attribute `RedrivePolicy`: `deadLetterTargetArn` |
#
# Both `RedrivePolicy` values are JSON text. Behind a queue, "the function failed" means "received and not deleted".
#
# > **Rule of thumb.** A subscriber that must not lose anything gets a queue. A subscriber that may (a dashboard, a cache) can be subscribed directly.
#
# ## D5 · The subscriber that was never there
#
# The communication partner offers an HTTPS address for notifications. We subscribe it, and publish.

# %%
partner_inbox = []


def partner(request):
    partner_inbox.append(json.loads(request["body"]))
    return 200, "thank you"


account.endpoint("https://partner.example/payments", partner)  # the lab's stand-in for somebody else's server
answer = sns.subscribe(TopicArn=topic_arn, Protocol="https", Endpoint="https://partner.example/payments")

reply = publish({**payment, "paymentId": "PAY-000300"})
account.settle()
print("publish said:", reply["ResponseMetadata"]["HTTPStatusCode"], "with message id", reply["MessageId"])
print("the partner received:", [item["Type"] for item in partner_inbox])

# %% [markdown]
# > **Question.** The publisher saw success. The partner's server answered 200. So where is the payment?

# %%
found = sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]
table(
    [
        {
            "subscriber": each["Endpoint"].replace("arn:aws:sqs:us-east-1:123456789012:", "queue "),
            "subscription": each["SubscriptionArn"].split(":")[-1],
        }
        for each in found
    ]
)

# %% [markdown]
# The only thing the partner ever got is a request to **confirm** the subscription. It thanked for it and threw it away. The subscription stays pending, the topic sends nothing there, and *no call fails*: this is the pattern's silent failure. The publisher cannot notice, because not knowing the subscribers was the point.
#
# So somebody else must look: an alarm on pending subscriptions, and on failed deliveries. The mending is one call with the token from the request.

# %%
request = partner_inbox[0]
sns.confirm_subscription(TopicArn=request["TopicArn"], Token=request["Token"])

begin = len(account.trace)
publish({**payment, "paymentId": "PAY-000301"})
account.settle()
print("the partner received:", [item["Type"] for item in partner_inbox])
message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# ## D6 · Why not simply ask again and again?
#
# Before topics, *communication* could have looked into the payments table every few minutes. Let us compare: twelve payments in an hour, found by asking every ten minutes, every ten seconds, or told by a topic. (In the cell below a queue stands in for the table that is asked.)
#
# > **Question.** Which of the three makes the most calls? Which one lets a customer wait longest?

# %%
import random


def an_hour(every=None):
    """Twelve payments at random moments; return the calls made and the delay of each payment in seconds."""
    with Account(seed=6) as world:  # a world of its own; the account above waits meanwhile
        sqs, sns = world.client("sqs"), world.client("sns")
        topic = sns.create_topic(Name="payments")["TopicArn"]
        source = sqs.create_queue(QueueName="payments")["QueueUrl"]
        calls, delays = 0, []

        def paid_at(envelope):
            return float(json.loads(envelope)["Message"])

        def told(request):  # the subscriber's own server
            nonlocal calls
            if "Token" in (notice := json.loads(request["body"])):
                sns.confirm_subscription(TopicArn=topic, Token=notice["Token"])
            else:
                calls += 1
                delays.append(time.time() - paid_at(request["body"]))
            return 200, "ok"

        if every:
            sns.subscribe(
                TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:payments"
            )
        else:
            world.endpoint("https://communication.example", told)
            sns.subscribe(TopicArn=topic, Protocol="https", Endpoint="https://communication.example")

        def customers():
            for moment in sorted(random.Random(6).sample(range(60, 3600), 12)):
                time.sleep(max(0, moment - world.clock.elapsed))
                sns.publish(TopicArn=topic, Message=str(time.time()))

        world.clock.spawn(customers)  # they pay while we ask
        while every and world.clock.elapsed < 3600:
            time.sleep(every)
            found = sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10)
            calls += 1
            for message in found.get("Messages", []):
                delays.append(time.time() - paid_at(message["Body"]))
                sqs.delete_message(QueueUrl=source, ReceiptHandle=message["ReceiptHandle"])
        world.settle()
        return calls, delays


hours = {"ask every 10 min": an_hour(600), "ask every 10 s": an_hour(10), "be told": an_hour()}
bars({name: calls for name, (calls, _) in hours.items()}, title="Calls in one hour", unit="calls")

# %%
table(
    [
        {
            "way": name,
            "payments seen": len(delays),
            "mean delay (s)": round(sum(delays) / len(delays), 2),
            "longest delay (s)": round(max(delays), 2),
        }
        for name, (_, delays) in hours.items()
    ]
)

# %%
histogram(hours["ask every 10 min"][1], title="How long customers waited, asked every 10 minutes")

# %% [markdown]
# Asking often costs calls that find nothing; asking rarely costs the customer's time. Being told costs neither: one call for each payment, made by the topic, a moment after it happened.
#
# A subscriber with a queue still asks, but only its own queue, and a *long poll* there waits a while for something to arrive (M04).
#
# ## D7 · Same pattern, other words
#
# Nothing of this is about payments. In a factory, machines publish faults. A display above the hall shows the urgent ones; a log keeps all of them. Tomorrow a maintenance planner will listen, and no machine will need new software.

# %%
faults = sns.create_topic(Name="demo-factory-faults")["TopicArn"]
for name, policy in {"demo-hall-display-q": {"severity": ["high"]}, "demo-fault-log-q": None}.items():
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    wanted = {"FilterPolicy": json.dumps(policy)} if policy else {}
    sns.subscribe(TopicArn=faults, Protocol="sqs", Endpoint=arn_of(url), Attributes=wanted)

begin = len(account.trace)
for machine, severity in [("press-4", "low"), ("oven-1", "high"), ("press-2", "low")]:
    sns.publish(
        TopicArn=faults,
        Message=json.dumps({"machine": machine, "severity": severity}),
        MessageAttributes={"severity": {"DataType": "String", "StringValue": severity}},
    )
account.settle()
message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# ## Try it
#
# Yours to break. Some ideas:
#
# - subscribe the fault log twice: how many copies arrive?
# - delete a subscribed queue, then publish: does the publisher notice? What does the trace say?
# - give a subscription a dead-letter queue (`RedrivePolicy` with `deadLetterTargetArn`) and switch its endpoint off: `account.outage("https://partner.example/payments", seconds=600)`.

# %%
begin = len(account.trace)

# your experiment here

account.settle()
timeline(account.trace[begin:])

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, drawn from what is in it. At the beginning payments had to know three queues. Now they stand behind one topic, and a fourth, a fifth, a sixth can join them there.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m05_publish_subscribe/m05_publish_subscribe.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m05")

# %% [markdown]
# ## What to take away
#
# - **Four parts**: message, topic, subscribers, publishers. The publisher knows the topic, the topic knows its subscribers, subscribers do not know each other.
# - **Fan-out** gives every subscriber an identical copy at the same time. A queue gives each message to one reader; a topic to all.
# - **Six gains**: nobody polls; subscribers come and go while the system runs; each scales by itself; the publisher's code shrinks to one call; with a queue behind the topic messages survive an outage; access is granted by policy, per topic and per queue.
# - **Three prices**: the publisher cannot know who received; a subscriber nobody confirmed, or that lost its queue, fails silently; order and exactly-once are not promised by standard topics.
# - **Filter early**, at the subscription: *and* between fields, *or* inside a list, numbers as numbers.
# - **Who must not lose anything gets a queue**, and a dead-letter queue behind it.
#
# **Choose publish-subscribe** when several services react to the same fact, when the list of listeners will change, and when nobody waits for an answer. Do not choose it to get a reply.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Queue policies are read, not enforced | An unadmitted topic is refused; the delivery fails, `publish` does not |
# | A delivery takes a fixed, modelled time | Times vary; standard topics may deliver twice and out of order |
# | A filter policy holds at once | It may take minutes to hold everywhere |
# | Envelopes carry an example signature | A subscriber over HTTPS should verify the real one |
# | Lambda's permission for the topic is not checked | `lambda add-permission` must admit `sns.amazonaws.com` for this topic |
# | Nothing costs anything | Publishes, HTTP deliveries, queue requests and function time are billed; deliveries to queues are free |

# %%
progress("m05")
