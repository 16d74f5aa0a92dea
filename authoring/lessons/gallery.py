# ---
# title: Gallery
# ---

# %% [markdown]
# # Gallery
#
# All pictures of the course on one example: an insurer takes a payment. Each picture reads the account, or what happened in it; nothing is drawn by hand. So change a cell, run it again, and see the picture change.
#
# Run everything first: *Run → Run All Cells*. It takes seconds. Every control works with the keyboard, too: <kbd>Tab</kbd> goes from one to the next, and what a picture shows is also said in words.
#
# ## The example
#
# A customer pays at an API. A workflow asks the manager where the sum is large, charges the customer at the bank, notes the payment for each policy, and tells whoever wants to know. All of it is ordinary `boto3`.

# %%
import json
import time

import boto3
import requests

from course.cloud import Account

account = Account(seed=7).start()
apigateway, dynamodb, events, iam, lambda_, sns, sqs, states = map(
    boto3.client, ["apigateway", "dynamodb", "events", "iam", "lambda", "sns", "sqs", "stepfunctions"]
)


def role_of(service):
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    made = iam.create_role(
        RoleName=f"{service}-role",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )
    return made["Role"]["Arn"]


# %% [markdown]
# Three services hear of a payment, each through a queue of its own. *Sales* wants only what was paid in the web or the app. *Audit* wants events about large sums, and one queue is the manager's.

# %%
topic = sns.create_topic(Name="payments")["TopicArn"]
SENDERS = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [SENDERS]})


def queue(name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes={"Policy": POLICY, **attributes})["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return url, found["Attributes"]["QueueArn"]


queue_arns = {}
for service, wish in {"customer": {}, "sales": {"channel": ["web", "app"]}, "communication": {}}.items():
    _, dead_letters = queue(f"{service}-dlq")
    redrive = json.dumps({"deadLetterTargetArn": dead_letters, "maxReceiveCount": 3})
    _, queue_arns[service] = queue(f"{service}-q", RedrivePolicy=redrive)
    attributes = {"FilterPolicy": json.dumps(wish)} if wish else {}
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arns[service], Attributes=attributes)

_, audit_arn = queue("audit-q")
pattern = {"source": ["insurance.payments"], "detail": {"amount": [{"numeric": [">", 1000]}]}}
events.put_rule(Name="large-payments", EventPattern=json.dumps(pattern))
events.put_targets(Rule="large-payments", Targets=[{"Id": "audit", "Arn": audit_arn}])

manager_url, _ = queue("manager-q")

# %% [markdown]
# The bank is a partner over HTTP. It takes its time, is too busy once, and has a customer without money. *Communication* is a function that reads its queue and writes what it would send into a table.

# %%
asked = []


def bank(request):
    payment = json.loads(request["body"])
    asked.append(payment)
    time.sleep(0.4)
    if len(asked) == 2:
        return 429, "too many requests"
    if payment["customer"] == "C-13":
        return 402, "no money"
    return 200, json.dumps({"chargeId": f"CH-{len(asked)}"})


account.endpoint("https://bank.example/charges", bank)
key = {"ApiKeyAuthParameters": {"ApiKeyName": "x-key", "ApiKeyValue": "secret"}}
bank_connection = events.create_connection(Name="bank", AuthorizationType="API_KEY", AuthParameters=key)[
    "ConnectionArn"
]

# %%
import io
import zipfile

CODE = """
import json, time, boto3

outbox = boto3.resource("dynamodb").Table("outbox")

def handler(event, context):
    for record in event["Records"]:
        payment = json.loads(json.loads(record["body"])["Message"])
        time.sleep(0.15)
        outbox.put_item(Item={"id": record["messageId"], "to": payment["customerId"]})
"""

for name, partition_key in {"customer-payments": "policyId", "outbox": "id"}.items():
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": partition_key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": partition_key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("app.py", CODE)
lambda_.create_function(
    FunctionName="communication",
    Runtime="python3.12",
    Handler="app.handler",
    Role=role_of("lambda"),
    Code={"ZipFile": package.getvalue()},
)
lambda_.create_event_source_mapping(EventSourceArn=queue_arns["communication"], FunctionName="communication")[
    "State"
]

# %% [markdown]
# The workflow: a Choice, a wait for a person, a call to the bank with Retry and Catch, a Map and a Parallel.

# %%
MANAGER = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "Parameters": {"QueueUrl": manager_url, "MessageBody": {"payment.$": "$", "token.$": "$$.Task.Token"}},
    "TimeoutSeconds": 172800,
    "ResultPath": "$.decision",
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Refused"}],
    "Next": "Charge",
}
CHARGE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::http:invoke",
    "Parameters": {
        "ApiEndpoint": "https://bank.example/charges",
        "Method": "POST",
        "Authentication": {"ConnectionArn": bank_connection},
        "RequestBody": {"customer.$": "$.customerId", "amount.$": "$.amount"},
    },
    "ResultSelector": {"id.$": "$.ResponseBody.chargeId"},
    "ResultPath": "$.charge",
    "TimeoutSeconds": 30,
    "Retry": [
        {
            "ErrorEquals": ["States.Http.StatusCode.429"],
            "IntervalSeconds": 2,
            "BackoffRate": 2,
            "MaxAttempts": 3,
        }
    ],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Refused"}],
    "Next": "Each policy",
}
NOTE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::dynamodb:putItem",
    "Parameters": {"TableName": "customer-payments", "Item": {"policyId": {"S.$": "$"}}},
    "End": True,
}
TOPIC = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sns:publish",
    "Parameters": {
        "TopicArn": topic,
        "Message.$": "States.JsonToString($)",
        "MessageAttributes": {"channel": {"DataType": "String", "StringValue.$": "$.channel"}},
    },
    "End": True,
}
BUS = {
    "Type": "Task",
    "QueryLanguage": "JSONata",
    "Resource": "arn:aws:states:::events:putEvents",
    "Arguments": {
        "Entries": [
            {
                "Source": "insurance.payments",
                "DetailType": "PaymentMade",
                "Detail": {
                    "amount": "{% $states.input.amount %}",
                    "channel": "{% $states.input.channel %}",
                    "policies": "{% $count($states.input.policies) %}",
                },
            }
        ]
    },
    "Output": "{% {'event': $states.result.Entries[0].EventId} %}",
    "End": True,
}

# %%
definition = {
    "Comment": "A customer pays for one or several policies.",
    "StartAt": "Large sum?",
    "States": {
        "Large sum?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 1000, "Next": "Ask the manager"}],
            "Default": "Charge",
        },
        "Ask the manager": MANAGER,
        "Charge": CHARGE,
        "Each policy": {
            "Type": "Map",
            "ItemsPath": "$.policies",
            "MaxConcurrency": 2,
            "ItemProcessor": {"StartAt": "Note it", "States": {"Note it": NOTE}},
            "ResultPath": None,
            "Next": "Tell everybody",
        },
        "Tell everybody": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Publish", "States": {"Publish": TOPIC}},
                {"StartAt": "Put event", "States": {"Put event": BUS}},
            ],
            "ResultPath": None,
            "Next": "Paid",
        },
        "Paid": {"Type": "Succeed"},
        "Refused": {"Type": "Fail", "Error": "PaymentRefused", "Cause": "The bank or the manager said no."},
    },
}
machine_arn = states.create_state_machine(
    name="monthly-payment", definition=json.dumps(definition), roleArn=role_of("states")
)["stateMachineArn"]

# %% [markdown]
# Last comes the front door, an API that starts the workflow with what it was sent. Then four customers pay. One is charged at the second attempt, one has no money, and one pays so much that the manager is asked.

# %%
api = apigateway.create_rest_api(name="insurance")
path = apigateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments")
post = {"restApiId": api["id"], "resourceId": path["id"], "httpMethod": "POST"}
apigateway.put_method(**post, authorizationType="NONE")
template = {"stateMachineArn": machine_arn, "input": "$util.escapeJavaScript($input.body)"}
apigateway.put_integration(
    **post,
    type="AWS",
    integrationHttpMethod="POST",
    uri="arn:aws:apigateway:us-east-1:states:action/StartExecution",
    credentials=role_of("apigateway"),
    requestTemplates={"application/json": json.dumps(template)},
)
apigateway.put_method_response(**post, statusCode="200")
apigateway.put_integration_response(**post, statusCode="200")
apigateway.create_deployment(restApiId=api["id"], stageName="prod")
front_door = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"


def pay(customer, amount, policies, channel="web"):
    payment = {"customerId": customer, "amount": amount, "channel": channel, "policies": policies}
    return requests.post(front_door, json=payment, timeout=30).json()["executionArn"]


# %%
begin = len(account.trace)
paid = pay("C-77", 129.50, ["POL-1042"])
account.settle()
retried = pay("C-78", 259.00, ["POL-1043", "POL-1044", "POL-1045", "POL-1046", "POL-1047"], channel="branch")
account.settle()
refused = pay("C-13", 49.00, ["POL-1048"])
account.settle()
waiting = pay("C-90", 4200.00, ["POL-1049", "POL-1050"])
account.settle(60)

[states.describe_execution(executionArn=each)["status"] for each in [paid, retried, refused, waiting]]

# %% [markdown]
# ## The account as a map
#
# What exists, and what is wired to what. Select *sales-q* to see who fills it. Try: delete a subscription with `sns.unsubscribe(...)`, and draw the map again.

# %%
from course.widgets import architecture_map

architecture_map(account.inventory())

# %% [markdown]
# ## The workflow as a graph
#
# Select a state with a click or the arrow keys: its lines in the definition are shown. Look for the dashed way to *Refused*, and for what is tried again.

# %%
from course.widgets import state_machine

state_machine(definition)

# %% [markdown]
# ## An execution, step by step
#
# The second customer's payment. Press **Forward** until *Charge* is tried again, then drag the slider to the end.

# %%
from course.widgets import stepper

stepper(retried)

# %% [markdown]
# ## Write a workflow
#
# One name in this definition is misspelt. Find out which from what is said beside it, mend it, and press **Run**.

# %%
from course.widgets import editor

text = json.dumps(definition, indent=2).replace('"Next": "Tell everybody"', '"Next": "Tell everbody"')
order = {"customerId": "C-79", "amount": 75.00, "channel": "app", "policies": ["POL-1053"]}
editor(text, input=order, account=account)

# %% [markdown]
# ## One state under the microscope
#
# What becomes of the document in *Charge*, stage by stage. Change `ResultPath` to `$`, and see what is lost.

# %%
from course.widgets import microscope

microscope(retried, "Charge")

# %% [markdown]
# ## The same in JSONata
#
# *Charge* and its twin, with a sentence for each line that reads otherwise. Delete the `ResultSelector` above, and see what becomes of the output.

# %%
from course.widgets import twins

ends = {name: definition["States"][name] for name in ["Paid", "Refused"]}
twins({"StartAt": "Charge", "States": {"Charge": {**CHARGE, "Next": "Paid"}, **ends}})

# %% [markdown]
# ## Which variables there are where
#
# Each payment gets a fee. Look for what an item sees from around it, and for what is gone when it ends.

# %%
from course.widgets import scope_tree

due = {"Type": "Pass", "Assign": {"due": "{% $states.input + $fee %}"}, "Next": "Hand on"}
hand_on = {"Type": "Pass", "Output": "{% $due %}", "End": True}
fees = {
    "QueryLanguage": "JSONata",
    "StartAt": "Fee",
    "States": {
        "Fee": {"Type": "Pass", "Assign": {"fee": 2}, "Next": "Each"},
        "Each": {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "Add", "States": {"Add": due, "Hand on": hand_on}},
            "Assign": {"total": "{% $sum($states.result) %}"},
            "Next": "Done",
        },
        "Done": {"Type": "Succeed", "Output": "{% $total %}"},
    },
}
fees_arn = states.create_state_machine(name="fees", definition=json.dumps(fees), roleArn=role_of("fees"))[
    "stateMachineArn"
]
adding = states.start_execution(stateMachineArn=fees_arn, input="[129.5, 20]")["executionArn"]
account.settle(1)
scope_tree(adding)

# %% [markdown]
# ## How a message travels
#
# Press **Forward** and follow a payment from the client into the queues. Look for the copy that *sales* does not get, and for the reason.

# %%
from course.widgets import message_flow

message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# ## Who works, and who waits
#
# One request with all that it caused. Look for the pause before the second attempt at the bank, and for what is billed.

# %%
from course.widgets import waterfall

requests_made = account.trace.find(kind="call", service="execute-api")
waterfall(account.trace, requests_made[1])

# %% [markdown]
# The same time as lines, one for whatever took part.

# %%
from course.widgets import timeline

timeline(account.trace[begin:])

# %% [markdown]
# ## What runs at the same time
#
# The Map noted five policies, at most two at a time. Change `MaxConcurrency`, run everything again, and compare.

# %%
from course.widgets import lanes

lanes(retried, "Each policy")

# %% [markdown]
# ## How full a queue is
#
# Two payments arrive every ten seconds, for two minutes; one reader takes one every ten seconds. When is the queue empty again?

# %%
from course.widgets import queue_depth, queue_watch

desk_url, _ = queue("desk-q")
watch = queue_watch(account)
for moment in range(0, 300, 10):
    for number in range(2 if moment < 120 else 0):
        sqs.send_message(QueueUrl=desk_url, MessageBody=f"payment {moment}-{number}")
    for message in sqs.receive_message(QueueUrl=desk_url).get("Messages", []):
        time.sleep(1)
        sqs.delete_message(QueueUrl=desk_url, ReceiptHandle=message["ReceiptHandle"])
    time.sleep(9)

queue_depth(watch, only=["desk-q"])

# %% [markdown]
# A chart of your own numbers looks the same.

# %%
from course.widgets import depth_chart

depth_chart({"desk-q": [(0, 0), (120, 12), (240, 0)], "with two readers": [(0, 0), (120, 1), (125, 0)]})

# %% [markdown]
# ## Metrics, one below the other
#
# What the front door told CloudWatch of the customers so far, minute by minute. Let somebody pay, and run the cell again.

# %%
from datetime import timedelta

from course.widgets import metric_curves

cloudwatch = boto3.client("cloudwatch")
began = account.now() - timedelta(seconds=account.clock.elapsed)
curves = {}
for metric, statistic in {"Count": "Sum", "Latency": "Average", "IntegrationLatency": "Average"}.items():
    found = cloudwatch.get_metric_statistics(
        Namespace="AWS/ApiGateway",
        MetricName=metric,
        Dimensions=[{"Name": "ApiName", "Value": "insurance"}],
        StartTime=began,
        EndTime=account.now(),
        Period=60,
        Statistics=[statistic],
    )["Datapoints"]
    curves[metric] = sorted(((each["Timestamp"] - began).total_seconds(), each[statistic]) for each in found)
metric_curves(curves)

# %% [markdown]
# ## Which rule wants an event
#
# The rule for large sums did not want the last event. Look for the field that decided; raise the amount, and see it match.

# %%
from course.widgets import event_routing

event_routing(account)

# %% [markdown]
# ## Why a message was wanted or not
#
# The same for the filter of a subscription. Change the channel to `branch`, and see which condition says no.

# %%
from course.widgets import filter_tester

filter_tester(
    policy={"channel": ["web", "app"], "amount": [{"numeric": [">", 100]}]},
    message={
        "attributes": {
            "channel": {"DataType": "String", "StringValue": "web"},
            "amount": {"DataType": "Number", "StringValue": "129.50"},
        },
        "body": "{}",
    },
)

# %% [markdown]
# ## What it would cost
#
# Everything above, a hundred thousand times a month. What costs most?

# %%
from course.widgets import cost_lens

cost_lens(account, times=100_000)

# %% [markdown]
# ## A person decides
#
# The fourth customer still waits for the manager, which is you. Press **Approve**, or let two days pass and answer then.

# %%
from course.widgets import inbox

inbox(account, "monthly-payment", approve={"approved": True, "by": "you"})

# %% [markdown]
# ## What if something breaks?
#
# Switch a fault on: another customer pays at once, and below is what became of it.

# %%
from course.widgets import fault_switches, table


def outcome(execution_arn):
    account.settle(600)
    found = states.describe_execution(executionArn=execution_arn)
    return {"status": found["status"], "error": found.get("error", "")}


def pay_again(faults):
    return table([{"faults": ", ".join(faults) or "none", **outcome(pay("C-80", 10, ["POL-1051"]))}])


fault_switches(
    account,
    {
        "the bank is too busy": lambda faults: faults.fail("http", "invocation", status=429),
        "the table is slow": lambda faults: faults.delay("dynamodb", "PutItem", seconds=5),
    },
    on_change=pay_again,
)

# %% [markdown]
# ## Turn a knob
#
# Every turn of the knob is a payment of its own. Try 1,000 and 1,001: what does the manager have to do with it?

# %%
from course.widgets import scenario


def try_payment(amount, channel):
    execution_arn = pay("C-81", amount, ["POL-1052"], channel)
    account.settle(600)
    return stepper(execution_arn)


scenario(
    try_payment,
    amount={"values": (1, 2000), "start": 100, "unit": "EUR"},
    channel=["web", "app", "branch"],
)

# %% [markdown]
# ## Long work
#
# Twelve customers pay, one after the other. The square button in the toolbar interrupts that, and keeps what is done.

# %%
from course.widgets import working

for number in working(range(12), "Twelve customers pay"):
    pay(f"C-{100 + number}", 20 + number, [f"POL-{2000 + number}"])
    account.settle(60)

# %% [markdown]
# ## Numbers and documents
#
# Bars, how values are spread, a row of stations, a table, and two documents compared: what went into the first execution, and what came out.

# %%
from course.widgets import bars, histogram

seconds = [round(span.end - span.start, 3) for span in account.trace.find(kind="call") if span.id < 400]
spans = {name: sum(span.service == name for span in account.trace) for name in ["sqs", "sns", "dynamodb"]}
bars(spans, "spans", "What the trace holds, by service")

# %%
histogram(seconds)

# %%
from course.widgets import stations

stations(
    {"customer": "C-77", "API": "insurance", "stage": "prod", "workflow": "monthly-payment", "receipt": None}
)

# %%
table([{"customer": "C-77", "paid": 129.50}, {"customer": "C-78", "paid": 259}], caption="Payments")

# %%
from course.widgets import side_by_side

first = states.describe_execution(executionArn=paid)
side_by_side({"what went in": json.loads(first["input"]), "what came out": json.loads(first["output"])})

# %% [markdown]
# ## What a lesson asks
#
# Predictions before a lesson, questions after it, hints one at a time, the report of a check, and how far you are. Answer a question with <kbd>Space</kbd> and <kbd>Enter</kbd>.

# %%
from course.widgets import before, hint_ladder, progress, quiz, report_view

before("m05")

# %%
quiz("m05")

# %% [markdown]
# Before the course and after it there are 24 items on all of it, one at a time: choices, orders, matches, pictures to read.

# %%
from course.widgets import assessment

assessment("pre")

# %%
hints = [
    "Which of the four payments should sales see?",
    "A filter belongs to the subscription, not to the topic and not to the reader.",
    "Set the subscription's attribute `FilterPolicy`: field names, each with a list of values.",
]
hint_ladder("m05.e2", hints, opened=1)

# %%
report_view(
    {
        "exercise": "m05.e2",
        "title": "Filters",
        "points": 7,
        "maximum": 10,
        "message": "One row comes out otherwise.",
        "parts": [
            {"name": "every payment reaches customer", "state": "held", "points": 4, "earned": 4},
            {
                "name": "sales gets web and app only",
                "state": "failed",
                "points": 6,
                "earned": 3,
                "findings": [{"given": "channel phone", "got": "delivered", "expected": "not delivered"}],
            },
        ],
    }
)

# %%
progress("m05")
