# ---
# title: Performance, visibility, resilience
# module: m13
# ---

# %% [markdown]
# # M13 · Performance, visibility, resilience
#
# On the first of the month all customers of the insurer pay, and they do it in one hour. The system that you have built stands up to single faults. Does it stand up to success? In this lesson you look into it under load, find where it hurts, and choose the lever that helps.
#
# **You will be able to**
#
# 1. see what a system does: metrics, logs, traces, events;
# 2. find a bottleneck in a trace;
# 3. put a cache at the right layer, and say what it costs in freshness;
# 4. throttle and back off, so that a peak does not become an outage;
# 5. choose between scaling out and scaling up, by the five principles of performance;
# 6. prove resilience with a test of load and faults.
#
# The steps are called D1 to D10, so that hints can send you back to one. Plan for 60 minutes here, 120 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters.

# %%
import inspect
import io
import json
import random
import time
import zipfile
from collections import Counter, deque
from datetime import timedelta
from itertools import count

import boto3
import requests

from course.cloud import Account
from course.facts import fact, value
from course.simulation import Bucket, Simulation
from course.widgets import (
    architecture_map,
    bars,
    before,
    depth_chart,
    event_routing,
    fault_switches,
    histogram,
    metric_curves,
    progress,
    queue_depth,
    queue_watch,
    quiz,
    scenario,
    stepper,
    table,
    waterfall,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m13")

# %% [markdown]
# ## Where we stand
#
# The system of the modules before, in one account: an API starts a workflow, the workflow charges the card and publishes on a topic, and three services hear of it through queues of their own. First the parts that you know. Each function writes its log as **JSON**, one line for each thing it does.

# %%
account = Account(seed=13).start()
apigateway, cloudwatch, dynamodb, events, lambda_, logs, sfn, sns, sqs, xray = map(
    boto3.client,
    ["apigateway", "cloudwatch", "dynamodb", "events", "lambda", "logs", "stepfunctions", "sns", "sqs", "xray"],
)  # fmt: skip
tables = boto3.resource("dynamodb")


def role_of(service):
    """Return the ARN of a role that this service may take on."""
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    made = boto3.client("iam").create_role(RoleName=f"demo-{service}", AssumeRolePolicyDocument=trust)
    return made["Role"]["Arn"]


ROLES = {service: role_of(service) for service in ["apigateway", "events", "lambda", "states"]}


def deploy(name, code, **environment):
    """Put a Python function into the account, with tracing switched on; return its ARN."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    return boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Handler="app.handler", Role=ROLES["lambda"], Timeout=30,
        Code={"ZipFile": package.getvalue()}, Environment={"Variables": environment},
        TracingConfig={"Mode": "Active"},
    )["FunctionArn"]  # fmt: skip


def make_table(name, key="paymentId"):
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


# %% [markdown]
# **Charging** takes 2.4 seconds at the bank. For one card in twenty the bank takes 12, and one in forty it refuses. At most **two** charges may run at once: that is what the contract with the bank allows, and it is enforced with *reserved concurrency*.

# %%
CHARGE = """
import json, time, zlib

class CardRefused(Exception):
    pass

def log(order, what, **more):
    told = {"service": "charge", "what": what, "paymentId": order["payment"]["paymentId"], **more}
    print(json.dumps(told | {"correlationId": order["correlationId"]}))

def handler(order, context):
    log(order, "asks the bank")
    card = zlib.crc32(order["payment"]["paymentId"].encode()) % 40
    time.sleep(12 if card in (1, 2) else 2.4)
    if card == 3:
        log(order, "refused", amount=order["payment"]["amount"])
        raise CardRefused("the bank says no")
    log(order, "paid", amount=order["payment"]["amount"])
    return order
"""
charge_arn = deploy("demo-charge", CHARGE)
lambda_.put_function_concurrency(FunctionName="demo-charge", ReservedConcurrentExecutions=2)[
    "ReservedConcurrentExecutions"
]

# %% [markdown]
# **The three services** note the payment in their tables. Sales is slow: 4 seconds, at most two at a time.

# %%
SERVICE = """
import json, os, time
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["body"])
        time.sleep(float(os.environ["SECONDS"]))
        table.put_item(Item={"paymentId": order["payment"]["paymentId"]})
        told = {"service": os.environ["SERVICE"], "what": "noted", "paymentId": order["payment"]["paymentId"]}
        journey = order["correlationId"] if os.environ.get("PASSES_ID", "yes") == "yes" else context.aws_request_id
        print(json.dumps(told | {"correlationId": journey}))
"""
SERVICES = {
    "customer": ("demo-customer-payments", 0.1),
    "sales": ("demo-sales-activity", 4),
    "communication": ("demo-outbox", 0.2),
}
topic_arn = sns.create_topic(Name="demo-payments")["TopicArn"]


def queue_for(name, sender):
    """Make a queue that this AWS service may send to; return its ARN."""
    url = sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "180"})["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    allow = {"Effect": "Allow", "Principal": {"Service": f"{sender}.amazonaws.com"}, "Action": "sqs:SendMessage",
             "Resource": arn}  # fmt: skip
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return arn


for service, (table_name, seconds) in SERVICES.items():
    make_table(table_name)
    queue_arn = queue_for(f"demo-{service}-q", "sns")
    sns.subscribe(
        TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn, Attributes={"RawMessageDelivery": "true"}
    )
    deploy(f"demo-{service}", SERVICE, TABLE=table_name, SERVICE=service, SECONDS=str(seconds))
    lambda_.create_event_source_mapping(
        EventSourceArn=queue_arn, FunctionName=f"demo-{service}", BatchSize=1,
        ScalingConfig={"MaximumConcurrency": 2},
    )  # fmt: skip

# %% [markdown]
# **The workflow** retries a charge that Lambda had no room for (M09), and gives up after 20 seconds. **The API** starts it, and gives each request a **correlation id**: the id of the request at the front door, which from there on travels with the payment.

# %%
definition = {
    "StartAt": "Charge",
    "TimeoutSeconds": 20,
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": charge_arn,
            "Retry": [
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException"],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxAttempts": 4,
                }
            ],
            "Next": "Tell everybody",
        },
        "Tell everybody": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sns:publish",
            "Parameters": {"TopicArn": topic_arn, "Message.$": "States.JsonToString($)"},
            "End": True,
        },
    },
}
machine_arn = sfn.create_state_machine(
    name="demo-monthly-payment",
    definition=json.dumps(definition),
    roleArn=ROLES["states"],
    tracingConfiguration={"enabled": True},
)["stateMachineArn"]

# %%
ORDER = '{\\"correlationId\\": \\"$context.requestId\\", \\"payment\\": $util.escapeJavaScript($input.json(\'$\'))}'
START = f'{{"stateMachineArn": "{machine_arn}", "input": "{ORDER}"}}'
ANSWER = '{"status": "ACCEPTED", "correlationId": "$context.requestId"}'

api = apigateway.create_rest_api(name="demo-insurance")
path = apigateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments")
post = {"restApiId": api["id"], "resourceId": path["id"], "httpMethod": "POST"}
apigateway.put_method(**post, authorizationType="NONE")
apigateway.put_integration(
    **post,
    type="AWS",
    integrationHttpMethod="POST",
    uri="arn:aws:apigateway:us-east-1:states:action/StartExecution",
    credentials=ROLES["apigateway"],
    requestTemplates={"application/json": START},
)
# Whatever Step Functions answers with 4xx or 5xx was not started, and must not be called accepted.
for status, pattern, told in [("202", "", ANSWER), ("503", "[45]..", '{"status": "PLEASE TRY AGAIN LATER"}')]:
    apigateway.put_method_response(**post, statusCode=status)
    apigateway.put_integration_response(
        **post,
        statusCode=status,
        selectionPattern=pattern,
        responseTemplates={"application/json": told},
    )
apigateway.create_deployment(restApiId=api["id"], stageName="prod")
apigateway.update_stage(
    restApiId=api["id"],
    stageName="prod",
    patchOperations=[{"op": "replace", "path": "/tracingEnabled", "value": "true"}],
)
front_door = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"
paid = count(1)


def pay(amount=129.5):
    """Pay as a customer does; return what the front door answers."""
    number = next(paid)
    payment = {
        "paymentId": f"PAY-{number:06}",
        "policyId": f"POL-{number}",
        "amount": amount,
        "currency": "EUR",
    }
    return requests.post(front_door, json=payment, timeout=30).json()


print(pay())
account.settle()
architecture_map(account.inventory())

# %% [markdown]
# ## D1 · The first of the month
#
# Ten thousand customers in an hour are 167 a minute. We watch four minutes of a small branch: 10 payments in the first, 45 in each of the next two, while the reminder of the first arrives, 10 in the last.
#
# > **Question.** Two charges at a time, 2.4 seconds each, sometimes 12. How many a minute is that? What breaks first?


# %%
def load(*rates):
    """Let customers pay, so many in each minute, from the next full minute on; return when it began."""
    time.sleep(60 - account.clock.elapsed % 60)
    began = account.now()
    for rate in rates:
        minute = time.time()
        for number in range(rate):
            time.sleep(max(0, minute + 60 * number / rate - time.time()))
            pay()
        time.sleep(max(0, minute + 60 - time.time()))
    account.settle()
    return began


watch = queue_watch(account)
began = load(10, 45, 45, 10)

# %% [markdown]
# Nobody looked on. But every part told **CloudWatch** what it did: **metrics**, numbers with a name and a moment. What it knows, minute by minute, is a *dashboard*.


# %%
MACHINE = {"Name": "StateMachineArn", "Value": machine_arn}
CHARGES = {"Name": "FunctionName", "Value": "demo-charge"}
FRONT_DOOR = {"Name": "ApiName", "Value": "demo-insurance"}


def metric(began, namespace, name, statistic, dimension):
    """Read a metric from CloudWatch, in periods of a minute: {seconds since `began`: number}."""
    kind = "ExtendedStatistics" if statistic.startswith("p") else "Statistics"
    points = cloudwatch.get_metric_statistics(
        Namespace=namespace, MetricName=name, Dimensions=[dimension], StartTime=began, EndTime=account.now(),
        Period=60, **{kind: [statistic]},
    )["Datapoints"]  # fmt: skip
    return {
        round((each["Timestamp"] - began).total_seconds()): (each.get(kind) or each)[statistic]
        for each in points
    }


def counted(began, *metric_of):
    """Return how many there were in each minute: none where CloudWatch knows nothing."""
    found = metric(began, *metric_of)
    minutes = metric(began, "AWS/Lambda", "Throttles", "Sum", CHARGES)
    return [(at, found.get(at, 0)) for at in sorted(minutes)]


def lasted(began, *metric_of):
    """Return how long they took in each minute, in seconds."""
    return [(at, round(found / 1000, 2)) for at, found in sorted(metric(began, *metric_of).items())]


def dashboard(began):
    curves = {
        "payments started": counted(began, "AWS/States", "ExecutionsStarted", "Sum", MACHINE),
        "failed": counted(began, "AWS/States", "ExecutionsFailed", "Sum", MACHINE),
        "timed out": counted(began, "AWS/States", "ExecutionsTimedOut", "Sum", MACHINE),
        "charges throttled": counted(began, "AWS/Lambda", "Throttles", "Sum", CHARGES),
        "front door, p95 (s)": lasted(began, "AWS/ApiGateway", "Latency", "p95", FRONT_DOOR),
        "payments, mean (s)": lasted(began, "AWS/States", "ExecutionTime", "Average", MACHINE),
        "payments, p50 (s)": lasted(began, "AWS/States", "ExecutionTime", "p50", MACHINE),
        "payments, p95 (s)": lasted(began, "AWS/States", "ExecutionTime", "p95", MACHINE),
    }
    return metric_curves(curves, "The first of the month, minute by minute")


dashboard(began)

# %% [markdown]
# Two places and 2.9 seconds a charge on the average make some 42 charges a minute. 45 arrived. That is 7 % too many, and look what became of it: 13 of 110 payments timed out, three cards were refused, and 464 times Lambda had no place for a charge: **throttled**, with a 429.
#
# Compare the last four curves. The **front door** answers in 0.02 seconds all the time: it only starts workflows, so it knows of nothing. The **mean** never gets beyond ten seconds. The **median** (p50) says what half of the customers saw, and looks bad for one minute. Only **p95** shows the customers who will call: one in twenty waited for 20 seconds, and then the workflow gave up.
#
# The queues tell the same of the services behind:

# %%
queue_depth(watch, only=["demo-customer-q", "demo-sales-q"])

# %% [markdown]
# *Customer* is never behind. *Sales* is, by more than half a minute, and catches up: nobody waits for it, so a queue is the right place for that peak. (The age of the oldest message is the number to watch; on AWS it is the metric `ApproximateAgeOfOldestMessage`.)
#
# What you have just made is a **load test**: arrivals in the shape of the real day, all parts as they are, and numbers chosen beforehand by which to judge. For each service a few will do, its *KPIs*:
#
# | Service | Watch | Since it tells |
# | --- | --- | --- |
# | API Gateway | `Latency` p95, `5XXError`, `4XXError` | what clients feel |
# | Lambda | `Throttles`, `Errors`, `Duration` p95, `ConcurrentExecutions` | whether there is room |
# | Step Functions | `ExecutionsFailed`, `ExecutionsTimedOut`, `ExecutionThrottled`, `ExecutionTime` p95 | what became of the business |
# | SQS | `ApproximateAgeOfOldestMessage`, messages in dead-letter queues | who falls behind, and what is stuck |
# | SNS, EventBridge | `NumberOfNotificationsFailed`, `FailedInvocations` | who was not told |
# | DynamoDB | throttled requests, latency, consumed capacity | whether the table keeps up |
#
# AWS measures all of these by itself. It cannot know what a line of your own log means: how much was paid, how much refused? A **metric filter** makes a metric of a log. It holds each new line against a pattern, and takes a number from those that match; in both, `$` is the line.

# %%
OUTCOMES = {"PaidAmount": "paid", "RefusedAmount": "refused"}
for name, what in OUTCOMES.items():
    logs.put_metric_filter(
        logGroupName="/aws/lambda/demo-charge",
        filterName=name,
        filterPattern=f'{{ $.what = "{what}" }}',
        metricTransformations=[
            {"metricNamespace": "Insurance", "metricName": name, "metricValue": "$.amount"}
        ],
    )

# %% [markdown]
# Metrics say **that** something happens, and when. They do not say to whom, or why.
#
# ## D2 · One payment, four services
#
# *"I have paid, and sales calls me about an overdue payment."* What happened to this one? Five customers pay at the same moment; one of them keeps the receipt.

# %%
receipt = pay()
for _ in range(4):
    pay()
account.settle()
receipt

# %% [markdown]
# The receipt has the **correlation id**. It was born at the front door; the workflow has it in its input, the topic in its message, the queue in its body, and each service writes it into each line of its log. **Logs Insights** looks into all four logs at once:


# %%
def ask(query, *names):
    """Ask Logs Insights about the functions' logs; return the rows."""
    asked = logs.start_query(
        logGroupNames=[f"/aws/lambda/demo-{name}" for name in names or ["charge", *SERVICES]],
        startTime=int(began.timestamp()),
        endTime=int(time.time()) + 1,
        queryString=query,
    )
    found = logs.get_query_results(queryId=asked["queryId"])["results"]
    return [{cell["field"]: cell["value"] for cell in row if cell["field"] != "@ptr"} for row in found]


def journey(correlation_id):
    """Everything that was logged of one journey, in order."""
    return ask(
        "fields @timestamp, service, what, paymentId"
        f' | filter correlationId = "{correlation_id}" | sort @timestamp'
    )


table(journey(receipt["correlationId"]))

# %% [markdown]
# One journey, and none of the other four customers'. Since the lines are JSON, fields can also be counted, and summed:

# %%
table(ask("filter ispresent(what) | stats count(*) as lines by service, what | sort service, what"))

# %%
table(
    ask(
        'filter what = "paid" or what = "refused" | stats count(*) as payments, sum(amount) as EUR by what',
        "charge",
    )
)

# %% [markdown]
# > **Question.** The two metric filters of D1 are older than the last five payments, and younger than all others. How much have they put into `PaidAmount`, how much into `RefusedAmount`?

# %%
rows = []
for name in OUTCOMES:
    points = cloudwatch.get_metric_statistics(
        Namespace="Insurance", MetricName=name, StartTime=began, EndTime=account.now(), Period=3600,
        Statistics=["SampleCount", "Sum"],
    )["Datapoints"]  # fmt: skip
    rows += [{"metric": name, "lines": each["SampleCount"], "EUR": each["Sum"]} for each in points]
table(rows)

# %% [markdown]
# The five, and no others: 647.5 EUR. A query looks back, when somebody asks; a filter looks at what comes, and its number is there for every dashboard and alarm. `RefusedAmount` is not nought, it is **missing**: no line has matched yet (D4 comes back to that).
#
# What a filter adds up is lines. Stood a payment's amount in two lines that match, it would be counted twice.

# %% [markdown]
# > **Question.** In the three services somebody "tidied up": each writes the id of its own request, `context.aws_request_id`, as one sees in many examples. What will the same query find?


# %%
def services_pass_the_id(answer):
    for name in SERVICES:
        known = lambda_.get_function_configuration(FunctionName=f"demo-{name}")["Environment"]["Variables"]
        lambda_.update_function_configuration(
            FunctionName=f"demo-{name}", Environment={"Variables": {**known, "PASSES_ID": answer}}
        )


services_pass_the_id("no")
receipt = pay()
account.settle()
table(journey(receipt["correlationId"]))

# %% [markdown]
# The trail ends at the first service. Each log is complete, and none can be joined with another. An id is born **once**, where the journey begins, and everybody passes it on.
#
# The payment's number does not replace it. A customer who tries twice makes two journeys with one payment.

# %%
services_pass_the_id("yes")

# %% [markdown]
# ## D3 · Where the time goes
#
# Some payments took 20 seconds. Is the bank slow? **X-Ray** follows a request through all services that it is switched on for. What each of them did is a *segment*, what it called a *subsegment*, and all segments of one request are a *trace*. Here are those of D1:


# %%
def traces_between(start, end):
    """Return X-Ray's summaries of the traces that began in this time, and their segments by trace."""
    pages = xray.get_paginator("get_trace_summaries").paginate(StartTime=start, EndTime=end)
    summaries = [each for page in pages for each in page["TraceSummaries"]]
    ids, most = [each["Id"] for each in summaries], value("xray.batch")
    answers = [xray.batch_get_traces(TraceIds=ids[at : at + most]) for at in range(0, len(ids), most)]
    found = [trace for answer in answers for trace in answer["Traces"]]
    return summaries, {
        trace["Id"]: [json.loads(each["Document"]) for each in trace["Segments"]] for trace in found
    }


summaries, traces = traces_between(began, began + timedelta(minutes=4))
marks = {"throttled somewhere": "HasThrottle", "failed somewhere": "HasFault"}
table(
    [
        {
            "traces": len(summaries),
            **{name: sum(each[mark] for each in summaries) for name, mark in marks.items()},
        }
    ]
)

# %% [markdown]
# One of them as a **waterfall**: a payment that needed many tries. Follow the bars, and look for the sign of a throttle.


# %%
def moment_of(trace_id):
    return min(each["start_time"] for each in traces[trace_id]) - account.clock.start.timestamp()


def tries(trace_id):
    """How many charges of a trace were throttled."""
    return sum(bool(each.get("throttle")) for each in traces[trace_id])


paid_late = [each["Id"] for each in summaries if not each["HasFault"]]
slow = max(paid_late, key=tries)
request = min(
    account.trace.find(kind="call", service="execute-api"), key=lambda span: abs(span.start - moment_of(slow))
)
waterfall(account.trace, request)

# %% [markdown]
# The longest bar is the workflow's. Is it the culprit? It **contains** the others. What counts is a segment's **own time**: its length less what others did for it meanwhile.
#
# > **Question.** Who has most own time: the API, the state *Charge*, the function, the bank?


# %%
def parts_of(documents):
    """Yield each segment and subsegment of a trace with all that took place within it."""
    inside = {}
    for each in documents:
        if "parent_id" in each:
            inside.setdefault(each["parent_id"], []).append(each)

    def visit(part):
        parts = part.get("subsegments", []) + inside.get(part["id"], [])
        yield part, parts
        for each in part.get("subsegments", []):
            yield from visit(each)

    for document in documents:
        yield from visit(document)


def own_time(part, parts):
    """Return the seconds of a part in which nothing within it went on."""
    at, own = part["start_time"], 0.0
    for each in sorted(parts, key=lambda each: each["start_time"]):
        own += max(min(each["start_time"], part["end_time"]) - at, 0)
        at = max(at, min(each["end_time"], part["end_time"]))
    return own + max(part["end_time"] - at, 0)


KINDS = {"AWS::Lambda": "Lambda's door", "AWS::Lambda::Function": "the function itself"}


def own_times(documents):
    """Add up the parts of a trace by name: how many, how long in all, how much of it their own."""
    found = {}
    for part, parts in parts_of(documents):
        name = f"{part['name']} ({KINDS[part['origin']]})" if part.get("origin") in KINDS else part["name"]
        row = found.setdefault(
            name, {"part": name, "how many": 0, "total (s)": 0, "own (s)": 0, "throttled": 0}
        )
        row["how many"] += 1
        row["total (s)"] = round(row["total (s)"] + part["end_time"] - part["start_time"], 2)
        row["own (s)"] = round(row["own (s)"] + own_time(part, parts), 2)
        row["throttled"] += bool(part.get("throttle"))
    return sorted(found.values(), key=lambda row: -row["own (s)"])


table(own_times(traces[slow]))

# %% [markdown]
# It is *Charge*, with 13 seconds, and they are **waiting**: between two tries nobody works. The function, with the bank in it, needs the same 2.4 seconds as always. So a faster function would not help, nor a larger one: payments queue for a **place**. That is what a trace is for: it tells waiting from working, and whose.
#
# And look at how often Lambda was asked: twelve times. The workflow tried four times, but each of its calls is made by an SDK, which tries three times itself. Two layers that retry, in one system, and only one of them is written down. (D9 has three.)
#
# All traces together make the **service map**: who calls whom, how often, and how it ends.

# %%
graph = xray.get_service_graph(StartTime=began, EndTime=began + timedelta(minutes=4))["Services"]
named = {each["ReferenceId"]: each["Name"] for each in graph}
arrows = []
for service in graph:
    for edge in service["Edges"]:
        summary = edge["SummaryStatistics"]
        arrows.append(
            {
                "from": "customers" if service["Type"] == "client" else service["Name"],
                "to": named[edge["ReferenceId"]],
                "calls": summary["TotalCount"],
                "ok": summary["OkCount"],
                "throttled": summary["ErrorStatistics"]["ThrottleCount"],
                "failed": summary["FaultStatistics"]["TotalCount"],
                "mean (s)": round(summary["TotalResponseTime"] / summary["TotalCount"], 2),
            }
        )
table([arrow for arrow in arrows if arrow["from"] != arrow["to"]])

# %% [markdown]
# ### What is not sampled is not seen
#
# X-Ray does not see everything by itself. It has to be **switched on**, for the stage, the functions, the workflow; its header has to be passed on; and it **samples**. Unless a rule says otherwise, it keeps:


# %%
print(fact("xray.sampling.first"))
print(fact("xray.sampling.share"))

# %% [markdown]
# The lab keeps all traces. Ours were less than one a second, so all would have been kept. But where hundreds come in a second, the first one hardly counts. Leave its switch off: what would have been left of ours?


# %%
def sampled(first_of_each_second, others):
    draw, seen, kept = random.Random(13), set(), []
    for each in sorted(summaries, key=lambda each: moment_of(each["Id"])):
        second = int(moment_of(each["Id"]))
        if (first_of_each_second and second not in seen) or draw.random() < others / 100:
            kept.append(each)
        seen.add(second)
    rows = []
    for name, mark in {"all": None, **marks}.items():
        total, left = (sum(mark is None or each[mark] for each in some) for some in (summaries, kept))
        rows.append({"traces": name, "there were": total, "kept": left})
    return table(rows)


scenario(
    sampled,
    first_of_each_second={"values": False, "label": "the first of each second is kept"},
    others={
        "values": [1, 5, 20, 100],
        "start": 5,
        "unit": "in 100 of the others",
        "label": "share that is kept",
    },
)

# %% [markdown]
# A sample shows how the system **usually** is. It is no list of incidents: whoever wants to know of every failed payment needs a metric, a log line, or an event.
#
# ## D4 · From an alarm to an action
#
# A dashboard helps those who look. An **alarm** looks for you: it reads a metric, period by period, and changes its state. Here are two on the duration of payments. One asks for the mean, the other for the 95th percentile; both draw the line at 12 seconds, and want two bad minutes of three.
#
# Two settings to think about. *Datapoints to alarm*: one bad minute is no incident. *Missing data*: at night nobody pays, and nothing is measured; that is not bad (`notBreaching`).
#
# > **Question.** Which of the two will ring, on a morning like D1's?


# %%
def alarm_on(name, **statistic):
    cloudwatch.put_metric_alarm(
        AlarmName=name, Namespace="AWS/States", MetricName="ExecutionTime", Dimensions=[MACHINE], **statistic,
        Period=60, EvaluationPeriods=3, DatapointsToAlarm=2, Threshold=12_000,
        ComparisonOperator="GreaterThanThreshold", TreatMissingData="notBreaching",
    )  # fmt: skip


alarm_on("demo-mean-slow", Statistic="Average")
alarm_on("demo-p95-slow", ExtendedStatistic="p95")

# %% [markdown]
# And somebody should **act**. Each change of an alarm's state is an event on the default bus, so a rule can start a **runbook**: a workflow of what a person would do at three in the morning. This one notes the incident, and takes the six places that the bank grants on the first of the month. No function needed.

# %%
make_table("demo-incidents", key="alarm")
REASON = {
    "alarm": {"S": "{% $states.input.detail.alarmName %}"},
    "why": {"S": "{% $states.input.detail.state.reason %}"},
}
runbook = {
    "QueryLanguage": "JSONata",
    "StartAt": "Note the incident",
    "States": {
        "Note the incident": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:putItem",
            "Arguments": {"TableName": "demo-incidents", "Item": REASON},
            "Next": "Take six places",
        },
        "Take six places": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:lambda:putFunctionConcurrency",
            "Arguments": {"FunctionName": "demo-charge", "ReservedConcurrentExecutions": 6},
            "End": True,
        },
    },
}
runbook_arn = sfn.create_state_machine(
    name="demo-runbook", definition=json.dumps(runbook), roleArn=ROLES["states"]
)["stateMachineArn"]
RINGS = {
    "source": ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    "detail": {"alarmName": ["demo-p95-slow", "demo-mean-slow"], "state": {"value": ["ALARM"]}},
}
events.put_rule(Name="demo-slow-payments", EventPattern=json.dumps(RINGS))
events.put_targets(
    Rule="demo-slow-payments",
    Targets=[{"Id": "runbook", "Arn": runbook_arn, "RoleArn": ROLES["events"]}],
)

second = load(45, 45, 45, 45, 10)
dashboard(second)

# %%
changes = cloudwatch.describe_alarm_history(
    HistoryItemType="StateUpdate", StartDate=second, EndDate=account.now()
)
table(
    [
        {
            "minute": round((each["Timestamp"] - second).total_seconds() / 60, 1),
            "alarm": each["AlarmName"],
            "what happened": each["HistorySummary"],
        }
        for each in reversed(changes["AlarmHistoryItems"])
    ]
)

# %%
acted = sfn.list_executions(stateMachineArn=runbook_arn)["executions"]
stepper(acted[0]["executionArn"])

# %% [markdown]
# The alarm on p95 rang after three minutes, the rule started the runbook, and in minute three, with 45 payments as before, hardly a charge was throttled. The alarm on the **mean** never rang, although customers waited just as long.
#
# The runbook did one more thing right: it took six places since the bank grants six. **More concurrency than those behind can bear** only moves the trouble to them, where it is harder to see (D9).
#
# ## D5 · Executions that end badly
#
# An alarm speaks of many payments. Somebody has to look after **each** that was lost. Step Functions tells of every change of a Standard execution's status, so one rule collects all that end badly. There are three such ends. Who sets each of them?

# %%
queue_arn = queue_for("demo-bad-ends", "events")
BAD_ENDS = {
    "source": ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [machine_arn]},
}
events.put_rule(Name="demo-bad-ends", EventPattern=json.dumps(BAD_ENDS))
events.put_targets(Rule="demo-bad-ends", Targets=[{"Id": "queue", "Arn": queue_arn}])


def order(number):
    payment = {"paymentId": f"PAY-{number:06}", "policyId": "POL-1042", "amount": 129.5, "currency": "EUR"}
    told = json.dumps({"correlationId": f"by hand {number}", "payment": payment})
    return sfn.start_execution(stateMachineArn=machine_arn, input=told)["executionArn"]


# %% [markdown]
# Four payments: one goes well, one card is refused, for one the bank takes half a minute, and one is stopped by a person.

# %%
order(900_000)
account.settle()
order(5_070)  # a card that the bank refuses
account.settle()
with account.faults.delay("lambda", "invocation", target="demo-charge", seconds=25):
    order(900_001)
    account.settle()
stopped = order(900_002)
time.sleep(1)
sfn.stop_execution(executionArn=stopped, error="Person", cause="the customer called")
account.settle()

url = sqs.get_queue_url(QueueName="demo-bad-ends")["QueueUrl"]
told = []
while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
    told += [json.loads(each["Body"]) for each in messages]
table(
    [
        {
            "status": each["detail"]["status"],
            "error": each["detail"]["error"],
            "payment": json.loads(each["detail"]["input"])["payment"]["paymentId"],
            "correlation id": json.loads(each["detail"]["input"])["correlationId"],
        }
        for each in told
    ]
)

# %%
event_routing(account, told[1])

# %% [markdown]
# `FAILED`: a state failed, and nobody caught it. `TIMED_OUT`: the workflow as a whole took longer than it may. `ABORTED`: somebody stopped it. A rule for `FAILED` alone overlooks two of three, and a timed-out payment is the worst of them: **was the card charged or not?** Whoever reads this queue has the correlation id, and asks the logs (D2).
#
# (Express workflows tell nothing on the bus. There the logs have to tell it.)

# %% [markdown]
# ## D6 · A cache, and where
#
# Before they pay, customers look at their policy, and after it once more. Need each look reach the database? A **cache** keeps answers for a *time to live*. It can stand at any layer, and each layer keeps something else away from those behind it:
#
# | Layer | On AWS | A hit spares | How many copies | Hears of a change |
# | --- | --- | --- | --- | --- |
# | edge | CloudFront | everything, the way to the Region included | one at each place | no, unless told |
# | API | the stage's cache (M03) | function and database | one | no, unless told |
# | in memory | a variable outside of the handler | the database | one in each execution environment | no, and nobody can tell it |
# | in the application | ElastiCache | the database | one for all | if your code deletes the entry |
# | database accelerator | DAX for DynamoDB | the database's work | one for all | yes: writes pass through it |
#
# A simulation: 2,000 customers in an hour, each looks five times, 15 seconds apart. Between the third and the fourth look one in four pays.


# %%
LAYERS = {  # copies, milliseconds of a hit
    "no cache": (0, 0),
    "edge": (3, 10),
    "API": (1, 20),
    "in memory": (20, 45),
    "in the application": (1, 48),
    "database accelerator": (1, 46),
}
MISS = 75  # milliseconds of the whole way


def looks():
    """Yield (second, customer, whether the customer has just paid), in order."""
    draw, found = random.Random(13), []
    for customer in range(2000):
        start, pays = draw.uniform(0, 3500), draw.random() < 0.25
        found += [(start + 15 * number, customer, pays and number == 3) for number in range(5)]
    return sorted(found)


def look_at_policies(layer, ttl, *, customer_in_key=True, delete_on_write=False):
    """Let everybody look through one cache; return what was counted, and how old the answers were."""
    copies, hit = LAYERS[layer]
    draw, kept, version, changed = random.Random(7), {}, Counter(), {}
    told, ages, waited = Counter(), [], 0
    for now, customer, has_paid in looks():
        if has_paid:
            version[customer] += 1
            changed[customer] = now - 2
            if layer == "database accelerator" or (delete_on_write and layer != "in memory"):
                kept = {place: each for place, each in kept.items() if each[0] != customer}
        copy = customer % copies if layer == "edge" else draw.randrange(copies or 1)
        by_item = layer == "database accelerator"  # it knows items by their key, whatever the code does
        place = (copy, customer if customer_in_key or by_item else "current")
        owner, seen, at = kept.get(place, (None, None, -1e9))
        if copies and now - at < ttl:
            told["hits"] += 1
            waited += hit
        else:
            owner, seen, at = kept[place] = (customer, version[customer], now)
            waited += MISS
        ages.append(now - at)
        told["wrong"] += owner != customer
        told["stale"] += owner == customer and seen < version[customer]
    count_of_looks = len(ages)
    return {
        "layer": layer,
        "time to live (s)": ttl,
        "hits (%)": round(100 * told["hits"] / count_of_looks),
        "database reads": count_of_looks - told["hits"],
        "mean wait (ms)": round(waited / count_of_looks),
        "paid, and did not see it": told["stale"],
        "saw somebody else's": told["wrong"],
    }, ages


table([look_at_policies(layer, 60)[0] for layer in LAYERS])

# %% [markdown]
# Edge, API and application spare the database six reads in ten. They differ in what they spare besides: the edge even the way (36 ms on the average, not 59). *In memory* each of twenty environments has to learn everything for itself, so it hardly ever knows an answer.
#
# Now the price. Some 500 customers had **paid, and did not see it**. Only the accelerator tells them all: writes pass through it. The others do not hear of them.
#
# > **Question.** What must be turned so that nobody misses a payment of their own? And what happens if the address is the same for all, `/policies/current`, and the customer is not part of the cache's key?


# %%
def turn(layer, ttl, customer_in_key, delete_on_write):
    row, ages = look_at_policies(layer, ttl, customer_in_key=customer_in_key, delete_on_write=delete_on_write)
    return [table([row]), histogram(ages, "How old the answers were")]


scenario(
    turn,
    layer={"values": list(LAYERS), "start": "API"},
    ttl={"values": [5, 20, 60, 300], "start": 60, "unit": "s", "label": "time to live"},
    customer_in_key={"values": True, "label": "the customer is part of the key"},
    delete_on_write={"values": False, "label": "a payment deletes the entry"},
)

# %%
table(
    [
        {"change": change, **look_at_policies(layer, ttl, customer_in_key=key, delete_on_write=delete)[0]}
        for change, layer, ttl, key, delete in [
            ("as above", "API", 60, True, False),
            ("shorter time to live", "API", 10, True, False),
            ("a payment deletes the entry", "API", 60, True, True),
            ("the same, in memory", "in memory", 60, True, True),
            ("without the customer in the key", "API", 60, False, False),
        ]
    ]
)

# %% [markdown]
# A *shorter time to live* is no answer here: below 15 seconds nothing is ever found again, and the cache is paid for nothing. *Deleting on write* is one: the writer tells the cache. In the memory of twenty environments there is nobody to tell.
#
# And **without the customer in the key** every number looks splendid: 60 database reads, 20 ms, and nearly everybody sees the policy of **somebody else**. Whatever an answer depends on belongs into the key.
#
# (A cache belongs in front of reads only. A write that is answered from a cache does not happen.)
#
# ### Everybody misses together
#
# Now something that all share: the list of tariffs. 200 customers a second want it, it lives for 60 seconds, and the database needs half a second for it. For seven seconds, from second 118 on, the database is down.
#
# > **Question.** How many queries does the database get when the entry expires? And for how long do customers get errors?


# %%
def tariffs(one_fetches, keep_errors, seconds=200):
    """Let 200 customers a second ask for the tariffs; draw the queries that it took, and the errors that were told."""
    queries, errors = Counter(), Counter()
    kept_until, kept_is_error = 0.0, False
    arrives, is_error, waiting = None, False, 0  # of the query under way
    for now in (tick / 200 for tick in range(seconds * 200)):
        if arrives is not None and now >= arrives:
            errors[int(now)] += waiting * is_error
            if keep_errors or not is_error:
                kept_until, kept_is_error = arrives + 60, is_error
            arrives = None
        if now < kept_until:
            errors[int(now)] += kept_is_error
        elif arrives is None:
            arrives, is_error, waiting = now + 0.5, 118 <= now < 125, 1
            queries[int(now)] += 1
        else:
            waiting += 1
            queries[int(now)] += not one_fetches
    every = range(0, seconds, 5)
    return metric_curves(
        {
            "most queries in a second": [(at, max(queries[at + each] for each in range(5))) for at in every],
            "errors told, a second": [(at, max(errors[at + each] for each in range(5))) for at in every],
        },
        f"{sum(queries.values())} queries, {sum(errors.values())} customers with an error",
    )


scenario(
    tariffs,
    one_fetches={"values": False, "label": "one fetches, the others wait"},
    keep_errors={"values": True, "label": "errors are kept, too"},
)

# %%
tariffs(one_fetches=True, keep_errors=False)

# %% [markdown]
# Unprotected, a hundred queries each time the entry expires: everybody notices the same gap. And since *errors are kept, too*, seven bad seconds last for a minute. The last picture has both mended: **one fetches for all**, and **errors are not kept**. While the database is down it gets two queries a second, and when it is back, so are the tariffs.
#
# A cache gives steadier latency, and less load. It does not give consistency: it trades freshness for both.
#
# ## D7 · A bucket of tokens
#
# A cache takes load away. **Throttling** refuses it, so that the rest is served: API Gateway does it, and each API of AWS (ECS, say, when a script starts hundreds of tasks). Nearly all do it with a **token bucket**. It holds so many tokens (*burst*), so many drip in each second (*rate*), a call takes one, and who finds none is refused. (Lambda counts what runs at once instead.)

# %%
for key in ["apigateway.throttle.rate", "apigateway.throttle.burst", "lambda.concurrency"]:
    print(fact(key))

# %% [markdown]
# From here on we simulate: 10,000 payments through a real account would take your computer minutes. A **simulation** needs little: an agenda of who is due when, and processes that say how long they pause. In Python a process is a generator, and `yield 2` is a pause of two seconds. Both parts that we need, and E5 needs too, are in the course:


# %%
print(inspect.getsource(Simulation))
print(inspect.getsource(Bucket))

# %% [markdown]
# The reminder is in the mail: 500 clients call within a second. Whoever is refused comes again. *At once* means a tenth of a second later; *doubling* waits 1, 2, 4, 8 … seconds; *full jitter* waits **anything between nothing and that**, by chance. Nobody waits longer than 20 seconds, and after eight tries a client gives up.
#
# > **Question.** 20 tokens, 20 more each second: 24 seconds for 500 clients at best. Who comes close to it?

# %%
PAUSES = {
    "at once": lambda tries, draw: 0.1,
    "doubling": lambda tries, draw: min(20, 2**tries),
    "full jitter": lambda tries, draw: draw.uniform(0, min(20, 2**tries)),
}


def crowd(pause, rate=20, burst=20, clients=500, most=8):
    """Let a crowd of clients call; return (second, whether admitted) of each call, and how many gave up."""
    world, bucket, draw = Simulation(), Bucket(rate, burst), random.Random(13)
    calls, gave_up = [], []

    def client(number):
        for tries in range(most):
            admitted = bucket.take(world.now)
            calls.append((world.now, admitted))
            if admitted:
                return
            yield PAUSES[pause](tries, draw)
        gave_up.append(number)

    for number in range(clients):
        world.start(client(number), after=draw.random())
    world.run()
    return calls, len(gave_up)


def show_crowd(pause, rate, burst):
    calls, gave_up = crowd(pause, rate, burst)
    admitted = [at for at, was in calls if was]
    refused = Counter(int(at) for at, was in calls if not was)
    served = Counter(map(int, admitted))
    seconds = range(int(calls[-1][0]) + 1)
    row = {
        "pause": pause,
        "calls": len(calls),
        "refused": len(calls) - len(admitted),
        "served": len(admitted),
    }
    row |= {"gave up": gave_up, "the last served after (s)": round(admitted[-1], 1)}
    curves = {
        "served": [(at, served[at]) for at in seconds],
        "refused": [(at, refused[at]) for at in seconds],
    }
    return [table([row]), metric_curves(curves, "Calls in each second")]


scenario(
    show_crowd,
    pause={"values": list(PAUSES), "start": "doubling"},
    rate={"values": [5, 20, 50], "start": 20, "unit": "a second"},
    burst={"values": [1, 20, 100, 500], "start": 20, "unit": "tokens"},
)

# %%
rows = []
for pause in PAUSES:
    calls, gave_up = crowd(pause)
    admitted = [at for at, was in calls if was]
    rows.append(
        {
            "pause": pause,
            "calls": len(calls),
            "served": len(admitted),
            "gave up": gave_up,
            "the last served after (s)": round(admitted[-1], 1),
        }
    )
table(rows)

# %% [markdown]
# *At once* uses up eight tries in a second, and 447 of 500 clients lose. *Doubling* looks patient, but all wait equally long: look at the comb in the curves. Between its teeth the bucket is full, and nobody comes. With **full jitter** the same clients come evenly: three give up, and the last is served after 32 seconds, where 24 would be the least.
#
# So: longer each time, by chance, with a cap, an end, and only for errors that may pass. *Too many requests* is such a one; *400, your request is wrong* is not. And a polite client keeps to a rate that it knows, before it is refused.
#
# A quota protects others from you, and you from yourself: performance **and** bill. It is adjustable for most APIs, in Service Quotas.

# %% [markdown]
# ## D8 · More of them, or a larger one
#
# Now the whole hour: 10,000 payments, half of them in the first twenty minutes. A worker takes one at a time, for 1.2 seconds: 0.4 of **computing**, 0.8 of **waiting** for the bank. We can *scale out*, to more workers, or *scale up*, to a larger machine, which computes faster. Prices are simple: one of double size costs as much as two.
#
# > **Question.** What is better for the same money: eight workers, or one of eightfold size?


# %%
def hour(workers=1, size=1, computing=0.4, *, lose_one=False, state_inside=False):
    """Let 10,000 customers pay; return what was counted in the hour, and how many waited, minute by minute.

    With `lose_one` a worker is lost at minute 10 and comes back five minutes later. With `state_inside` each customer
    has to go to the worker that knows them.
    """
    world, draw = Simulation(), random.Random(13)
    lines = [deque() for _ in range(workers if state_inside else 1)]
    waits, depth = [], []
    needs = 1.2 - computing + computing / size
    arrivals = sorted(draw.uniform(*((0, 1200) if number % 2 else (1200, 3600))) for number in range(10_000))

    def customers():
        for number, at in enumerate(arrivals):
            yield at - world.now
            lines[number % len(lines)].append(at)

    def worker(number):
        line, is_lost = lines[number % len(lines)], lose_one and number == 0
        while world.now < 3600:
            if is_lost and world.now >= 600:
                is_lost = False
                yield 300
            elif line:
                came = line.popleft()
                yield needs * draw.uniform(0.8, 1.2)
                waits.append(world.now - came)
            else:
                yield 0.25

    def watch():
        while world.now < 3600:
            depth.append((world.now, sum(map(len, lines))))
            yield 60

    for process in [customers(), watch(), *map(worker, range(workers))]:
        world.start(process)
    world.run()
    waits.sort()
    p50, p95 = (round(waits[int(len(waits) * share)], 1) for share in (0.5, 0.95))
    row = {"workers": workers, "size": size, "cost": workers * size, "done in the hour": len(waits)}
    late = sum(wait > 60 for wait in waits)
    return row | {"p50 (s)": p50, "p95 (s)": p95, "longer than a minute": late}, depth


def compare(ways):
    return table([{"way": way, **hour(**how)[0]} for way, how in ways.items()])


compare(
    {
        "one": {},
        "scaled up": {"size": 8},
        "scaled out": {"workers": 8},
        "scaled out, less": {"workers": 6},
        "too few": {"workers": 4},
    }
)

# %% [markdown]
# One of eightfold size does 4,235 in the hour, and eight do 9,999: waiting for the bank does not go faster on a larger machine. Six would do as well. Four are enough for 10,000 in an hour, and **not** for these: half of them came in the first twenty minutes, and half of all customers waited for longer than a minute.
#
# > **Question.** And if all of the 1.2 seconds were computing? What happens when one machine is lost?

# %%
compare(
    {
        "scaled up": {"size": 8, "computing": 1.2},
        "scaled out": {"workers": 8, "computing": 1.2},
        "scaled up, and lost for five minutes": {"size": 8, "computing": 1.2, "lose_one": True},
        "scaled out, and one lost for five minutes": {"workers": 8, "computing": 1.2, "lose_one": True},
        "the same, with state inside": {
            "workers": 8,
            "computing": 1.2,
            "lose_one": True,
            "state_inside": True,
        },
    }
)

# %% [markdown]
# Now size helps: the large one is even quicker for each customer. Lose it, and **everybody** stands still; of eight, seven go on, and no customer notices.
#
# Unless there is **state inside**. Then each customer has to wait for *their* worker: 323 waited for longer than a minute. Baskets, sessions, files on the disk: what is inside has to move out, into a table or a cache that all share, before more copies can help, or before one may be lost.


# %%
def turn_out_or_up(workers, size, all_computing, lose_one, state_inside):
    row, depth = hour(
        workers, size, 1.2 if all_computing else 0.4, lose_one=lose_one, state_inside=state_inside
    )
    return [table([row]), depth_chart({"waiting": depth})]


scenario(
    turn_out_or_up,
    workers={"values": (1, 12), "start": 4},
    size={"values": [1, 2, 4, 8], "start": 1},
    all_computing={"values": False, "label": "all of the work is computing"},
    lose_one={"values": False, "label": "one is lost at minute 10, for five minutes"},
    state_inside={"values": False, "label": "customers' state inside of the workers"},
)

# %% [markdown]
# | | Scale out (horizontally) | Scale up (vertically) |
# | --- | --- | --- |
# | how | more copies, with a load balancer or a queue in front | a larger machine, or more memory for a function |
# | helps with | everything that can be divided | what cannot: one database that writes, one large computation |
# | needs | components without state | mostly a restart |
# | end | far away; those behind may be the limit | the largest machine there is |
# | losing one | a share | everything |
#
# **Auto scaling** adds and takes away copies by a metric, for each service on its own: sales needs other numbers than payments. A function scales out by itself, up to its *reserved concurrency*; *provisioned concurrency* keeps some environments warm.
#
# ## D9 · The storm after the outage
#
# Retries help one client (M09). What do they do when everybody tries again, at every layer? The portal calls a service, that calls another, and that calls the database. Each tries three times. The database is down.
#
# > **Question.** One customer, one request. How often is the database asked?

# %%
CALLER = """
import json, os
import boto3

def handler(request, context):
    for attempt in range(3):
        answer = boto3.client("lambda").invoke(FunctionName=os.environ["NEXT"], Payload=json.dumps(request))
        if "FunctionError" not in answer:
            return json.loads(answer["Payload"].read())
    raise RuntimeError("three tries, and no answer")
"""

with Account(seed=9) as world:
    role_of("lambda")
    deploy("demo-database", "def handler(request, context):\n    raise RuntimeError('down')")
    deploy("demo-inner", CALLER, NEXT="demo-database")
    deploy("demo-outer", CALLER, NEXT="demo-inner")
    for attempt in range(3):  # the portal
        world.client("lambda").invoke(FunctionName="demo-outer", Payload=b"{}")
    ran = Counter(span.name for span in world.trace.find(kind="invocation"))

bars(ran, unit="calls", title="One request of one customer")

# %% [markdown]
# Three times three times three: **27**. And that is just what a database needs that tries to get up.
#
# Now many customers: 30 requests a second for four minutes. The database can answer 60 a second, and what it cannot answer costs it time, too: the more it is asked beyond that, the fewer it answers. From second 60 on it is down, for ten seconds.
#
# A **circuit breaker** stands before it, if we like: when most calls fail it opens, and for a while nobody gets through.
#
# > **Question.** When is everything as before, without it and with it?


# %%
class Database:
    """Answers 60 calls a second, fewer the more it is asked beyond that, and none while it is down."""

    def __init__(self, outage):
        self.outage, self.asked, self.bucket = outage, Counter(), Bucket(60, 6)

    def ask(self, now):
        second = int(now)
        self.asked[second] += 1
        too_many = max(0, self.asked[second - 1] - 60)
        self.bucket.rate = max(10, 60 - too_many / 5)
        return not 60 <= now < 60 + self.outage and self.bucket.take(now)


class Circuit:
    """Opens for five seconds when of the last 20 calls more than half have failed, then lets one call try."""

    def __init__(self):
        self.last, self.open_until = deque(maxlen=20), 0.0

    def lets_through(self, now):
        if now < self.open_until:
            return False
        if self.open_until:
            self.open_until = now + 5  # the one that tries; it closes the circuit if all is well
        return True

    def hears(self, ok, now):
        self.last.append(ok)
        if ok and self.open_until:
            self.open_until = 0.0
            self.last.clear()
        elif len(self.last) == 20 and sum(self.last) < 10:
            self.open_until = now + 5
            self.last.clear()


# %% [markdown]
# A customer asks through so many layers, and each of them tries three times. Or a worker asks for them all, out of a queue. (You need not read it closely; the table below is what matters.)


# %%
def storm(*, layers=3, queue=False, circuit=False, outage=10, seconds=240):
    """Let 30 customers a second ask; `layers` of them try three times each. Return all that was counted."""
    world, database, draw, breaker = Simulation(), Database(outage), random.Random(13), Circuit()
    answered, lost, told_later = Counter(), Counter(), Counter()
    backlog, depth = deque(), []

    def call():
        ok = database.ask(world.now)
        if circuit:
            breaker.hears(ok, world.now)
        return ok

    def customer():
        for tries in range(3**layers):
            if circuit and not breaker.lets_through(world.now):
                told_later[int(world.now)] += 1
                return
            if call():
                answered[int(world.now)] += 1
                return
            # In several layers the inner ones try again at once; a single layer waits, by chance.
            yield draw.uniform(0.1, 0.5) if layers > 1 else draw.uniform(0, 2**tries)
        lost[int(world.now)] += 1

    def worker():
        while world.now < seconds or backlog:
            if not backlog or (circuit and not breaker.lets_through(world.now)):
                yield 0.2
            elif call():
                backlog.popleft()
                answered[int(world.now)] += 1
                yield 1 / 50
            else:
                yield 1

    def arrivals():
        for number in range(30 * seconds):
            yield number / 30 - world.now
            if queue:
                backlog.append(number)
            else:
                world.start(customer())

    def watch():
        while world.now < seconds:
            depth.append((round(world.now), len(backlog)))
            yield 5

    for process in [arrivals(), watch(), *([worker()] if queue else [])]:
        world.start(process)
    world.run()
    return database.asked, answered, lost, told_later, depth


# %%
def sum_up(way, counted):
    asked, answered, lost, told_later, depth = counted
    healthy = [at for at in range(70, 236) if all(answered[at + each] >= 24 for each in range(5))]
    return {
        "way": way,
        "most calls in a second": max(asked.values()),
        "answered": sum(answered.values()),
        "lost": sum(lost.values()),
        "told: later": sum(told_later.values()),
        "most waiting": max(many for _, many in depth),
        "as before, seconds after the outage": healthy[0] - 70 if healthy else "never",
    }


WAYS = {
    "three layers try": {"layers": 3},
    "nobody tries again": {"layers": 0},
    "one layer tries": {"layers": 1},
    "one layer, and a circuit": {"layers": 1, "circuit": True},
    "a queue in front": {"layers": 0, "queue": True},
    "three layers, and a circuit": {"layers": 3, "circuit": True},
}
table([sum_up(way, storm(**how)) for way, how in WAYS.items()])

# %% [markdown]
# Three layers, three tries: 824 calls in one second, where 30 customers ask. And the outage **never ends**. The database is up again after ten seconds, but its callers keep it too busy to answer: half of all customers are lost, for as long as it goes on. Without any retry it would have ended with the outage.


# %%
def turn_storm(way, outage):
    counted = storm(**WAYS[way], outage=outage)
    asked, answered, _, _, depth = counted
    every = range(0, 240, 5)
    curves = {
        "answered, a second": [(at, sum(answered[at + each] for each in range(5)) / 5) for at in every],
        "calls at the database, a second": [
            (at, sum(asked[at + each] for each in range(5)) / 5) for at in every
        ],
        "waiting in the queue": depth,
    }
    return [table([sum_up(way, counted)]), metric_curves(curves, "The outage begins at second 60")]


scenario(
    turn_storm,
    way={"values": list(WAYS), "start": "three layers try"},
    outage={"values": [1, 5, 10, 30], "start": 10, "unit": "s"},
)

# %% [markdown]
# What cures it:
#
# - **Retry at one layer**; the others pass the error on. Three tries within seconds do not bridge an outage of ten, but they do no harm.
# - **A circuit** that opens when most calls fail: customers are told *later* at once, and the database has time to get up.
# - **A queue in front**, where nobody waits for the answer: nothing is lost, and the worker asks at a pace that the database bears.
#
# More tries, more workers, more concurrency only widen the pipe into a narrow drain.
#
# ## D10 · Twenty levers
#
# Whoever is responsible for a system's performance designs it, selects what fits, scales it, measures, and goes round again. AWS has five principles for that: use advanced technology **as a service**; **go global in minutes**, near to those who ask; use **serverless** architectures; **experiment** more often; and **mechanical sympathy**: know what the work needs, and choose what fits. For the last one, twenty levers:

# %%
GROUPS = {
    "compute": {
        "compute-optimised family": "gives more processor for the same memory",
        "memory-optimised family": "gives more memory for the same processor",
        "latest generation": "does the same work on newer machines, mostly for less",
        "Graviton (Arm)": "does the same work on Arm processors, mostly for less",
        "more memory for the function": "gives a function more processor as well",
    },
    "scaling": {
        "auto scaling of the service": "adds and takes away copies as the load changes",
        "provisioned concurrency": "keeps environments of a function warm",
        "reserved concurrency": "gives a function places of its own, and no more than these",
        "application load balancer": "shares out HTTP requests by path and header, to healthy copies only",
        "network load balancer": "shares out connections, millions of them, without looking into them",
        "queue in front": "keeps a peak until there is time for it",
    },
    "database": {
        "read replica": "takes reads away from the database that writes",
        "index": "finds rows without reading all of them",
        "accelerator (DAX)": "answers reads of hot items from memory, in microseconds",
        "another type of database": "fits the questions: key and value, relations, time series, search",
    },
    "network": {
        "gateway endpoint": "leads to S3 or DynamoDB inside of AWS's network",
        "enhanced networking": "lets a machine send more packets with less delay",
        "edge cache (CloudFront)": "answers near to those who ask",
    },
    "storage": {
        "transfer acceleration": "lets uploads enter AWS's network near to where they begin",
        "volume with IOPS of their own": "sets operations a second independently of size",
    },
}
LEVERS = {lever: does for levers in GROUPS.values() for lever, does in levers.items()}

table(
    [
        {"of": group, "lever": lever, "what it does": does}
        for group, levers in GROUPS.items()
        for lever, does in levers.items()
    ]
)

# %% [markdown]
# (A *security group* is no lever. It says who may connect; but one that is too narrow looks like slowness, since connections wait until they time out. A *gateway load balancer*, the third kind, passes traffic through firewalls and their like.)
#
# And here are ten symptoms. More than one lever may help: which one **first**? Choose with the mouse, or with Tab and the arrow keys. (The cell holds the answers, too. Choose before you read it.)

# %%
SYMPTOMS = {
    "The first payment of the morning takes three seconds, the next ones 0.2": (
        ["provisioned concurrency"],
        "those are cold starts: environments that have to be made first",
    ),
    "Evening reports read so much that payments wait at the relational database": (
        ["read replica"],
        "reads can be divided; the database that writes is left in peace",
    ),
    "To find a customer by e-mail takes four seconds, and longer each month": (
        ["index"],
        "the whole table is read; a larger machine would read it all, too, only faster",
    ),
    "Thousands a second read the same few tariffs, and DynamoDB throttles them": (
        ["accelerator (DAX)"],
        "hot items, read often and changed rarely, belong into memory",
    ),
    "Claim videos from overseas take minutes to upload to the bucket": (
        ["transfer acceleration"],
        "the way is long; an edge cache would help those who look at them",
    ),
    "Functions in a VPC read S3 by way of a NAT gateway, slow and paid by the gigabyte": (
        ["gateway endpoint"],
        "the way itself is the trouble, and there is a shorter one",
    ),
    "The database waits for its disk, and the disk is nearly empty": (
        ["volume with IOPS of their own"],
        "it lacks operations a second, not room",
    ),
    "Servers of an old family compute all day; the bill is the trouble": (
        ["latest generation", "Graviton (Arm)"],
        "the same work for less; try it with yesterday's payments, and compare",
    ),
    "The portal's servers, without state, are idle at night and too slow at eight": (
        ["auto scaling of the service"],
        "copies can be added, since there is no state in them; a balancer finds the healthy ones",
    ),
    "A nightly import runs late, takes all places of the account, and payments are throttled": (
        ["reserved concurrency"],
        "a share of its own for payments, and no more than its share for the import",
    ),
}


def pull(symptom, lever):
    if lever == "?":
        return "One lever, please: which one first?"
    right, why = SYMPTOMS[symptom]
    if lever in right:
        return f"Yes: {why}."
    return f"Not first. That lever {LEVERS[lever]}. Is that what is short here?"


scenario(
    pull,
    symptom=list(SYMPTOMS),
    lever={"values": ["?", *LEVERS], "label": "the first lever"},
)

# %%
table(
    [
        {"symptom": symptom, "first": " or ".join(right), "since": why}
        for symptom, (right, why) in SYMPTOMS.items()
    ]
)

# %% [markdown]
# Three rules of the board. **Measure first**: a lever that does not move the bottleneck moves the bill. **The work before the machine**: an index or a cache takes work away, a larger machine only does it faster. And **what is scaled must be free of state**, or it has to move out first.
#
# ## Try it
#
# Resilience is not claimed, it is **proved**: real load and a fault at the same time, judged by numbers that were agreed on before. Say what you expect; then switch a fault on. Each change lets 20 customers pay within a minute. Who notices what?


# %%
def proof(faults):
    """Let 20 customers pay while these faults are on; tell what became of it."""
    noted = tables.Table("demo-sales-activity").scan(Select="COUNT")["Count"]
    began = load(20)
    row = {"faults": ", ".join(faults) or "none"}
    row |= {"front door, p95 (s)": lasted(began, "AWS/ApiGateway", "Latency", "p95", FRONT_DOOR)[0][1]}
    for name, of in {"failed": "ExecutionsFailed", "timed out": "ExecutionsTimedOut"}.items():
        row[name] = sum(many for _, many in counted(began, "AWS/States", of, "Sum", MACHINE))
    row["payments, p95 (s)"] = max(
        took for _, took in lasted(began, "AWS/States", "ExecutionTime", "p95", MACHINE)
    )
    row["new at sales"] = tables.Table("demo-sales-activity").scan(Select="COUNT")["Count"] - noted
    return table([row])


fault_switches(
    account,
    {
        "the bank takes 8 seconds more": lambda faults: faults.delay(
            "lambda", "invocation", target="demo-charge", seconds=8
        ),
        "sales takes 10 seconds more": lambda faults: faults.delay(
            "lambda", "invocation", target="demo-sales", seconds=10
        ),
        "every copy arrives twice": lambda faults: faults.duplicate("sns", "delivery"),
        "a third of the charges is throttled": lambda faults: faults.throttle(
            "lambda", "invocation", target="demo-charge", chance=0.33
        ),
    },
    on_change=proof,
)

# %%
proof([])

# %% [markdown]
# And yours to break:
#
# - give places back (`lambda_.put_function_concurrency(...)`), and let `load(45, 45, 10)` come; what if the workflow tried only twice?
# - set a bucket of AWS's kind: `account.quotas.limit("stepfunctions", "StartExecution", rate=1, burst=5)`; what does the front door say?

# %%
begin = len(account.trace)

# your experiment here
pay()

account.settle()
waterfall(account.trace[begin:])

# %% [markdown]
# ## What you leave behind
#
# The account, drawn from what is in it. New are those who watch and those who act: two alarms, two rules, a runbook.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m13_performance/m13_performance.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m13")

# %% [markdown]
# ## What to take away
#
# - **Metrics** say that and when, **logs** what happened to whom, **traces** where the time went, **events** let somebody act at once.
# - One **correlation id**, born at the front door, passed on by everybody.
# - Judge by **percentiles**. An average hides the customers who wait.
# - In a trace, look for **own time**, and ask whether it is waiting or working.
# - A **cache** trades freshness for load. Who asks is part of its key; who writes tells it; errors stay out; one fetches for all.
# - A **token bucket** lets a burst in, then a rate. Whoever is refused waits: longer each time, and by chance.
# - **Retry at one layer.** A queue in front keeps what cannot be done now; an open circuit leaves those alone who are down.
# - **Scale out** what has no state inside; **scale up** what cannot be divided, and only where the machine is what limits.
# - Measure, pull one lever, measure again.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | X-Ray keeps every trace | It samples, and traced requests are paid for |
# | SQS has no metrics; `queue_watch` looks | `AWS/SQS` has them, the age of the oldest message among them |
# | Buckets are there when `account.quotas` sets them | They always are; the numbers are in Service Quotas, many can be raised |
# | All lines of an invocation bear the moment of its end | Each has its own |
# | An alarm looks as soon as a period is over | It may come a minute later, since metrics do |
# | Step Functions' own retries in an SDK call are three | How often it asks is not promised; the trace shows it |
# | A simulation has one number for each service time | Measure yours, and simulate with those; then test with real load, on a copy of the system |
# | A runbook may call anything | Give its role those few calls, and tell people when it has acted |

# %%
progress("m13")
