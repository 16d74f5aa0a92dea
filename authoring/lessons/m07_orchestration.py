# ---
# title: Orchestration and the States Language
# module: m07
# ---

# %% [markdown]
# # M07 · Orchestration and the States Language
#
# A payment goes through four services: charged, booked for the customer, noted for sales, confirmed. Who knows that order? And when a payment gets stuck at half past nine, who can say where? By the end of this lesson one place knows the order, and one look finds the payment.
#
# **You will be able to**
#
# 1. explain orchestration, and what sets it apart from choreography;
# 2. name the parts of a state machine, and read its definition;
# 3. predict the path that an input takes;
# 4. repair a definition that is invalid;
# 5. build workflows of Task, Pass, Choice, Wait, Succeed and Fail;
# 6. keep the workflow apart from the business logic;
# 7. write a role that allows a workflow what it needs, and nothing else.
#
# The steps are called D1 to D8, so that hints can send you back to one. Plan for 60 minutes here, 120 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top.

# %%
import io
import json
import time
import zipfile
from datetime import timedelta

import boto3

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    before,
    cost_lens,
    editor,
    progress,
    quiz,
    scenario,
    side_by_side,
    state_machine,
    stepper,
    table,
    waterfall,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m07")

# %% [markdown]
# ## Where we stand
#
# Our insurer has four services, each with its own data. That is all you need to know of the modules before this one. Here each service is one Lambda function with one table:
#
# | Function | Table | Its duty |
# | --- | --- | --- |
# | `charge` | `payment-requests` | takes the money |
# | `update-customer` | `customer-payments` | writes the payment to the customer's account |
# | `update-sales` | `sales-activity` | notes it for follow-up offers |
# | `confirm` | `outbox` | tells the customer |
#
# The next cell is how such a function is deployed: a table, and a zip file with code. All of it is ordinary boto3; the AWS account lives in this computer's memory. You need not read it closely.

# %%
TABLES = {
    "charge": "payment-requests",
    "update-customer": "customer-payments",
    "update-sales": "sales-activity",
    "confirm": "outbox",
}


def role_for(service, name):
    """Make a role that a service of AWS may act in; what it may do there comes in D8."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    return boto3.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]


def make_table(name):
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def deploy(name, code, role_arn, **settings):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    return boto3.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role_arn,
        Code={"ZipFile": package.getvalue()},
        Timeout=60,
        Environment={"Variables": settings},
    )["FunctionArn"]


# %% [markdown]
# ## D1 · Who knows the order?
#
# First without an orchestrator: **choreography**. Each service listens for what the one before it says, does its work, and says something in turn. Nobody leads, as among dancers who know their steps.
#
# They say it on an event bus (EventBridge, M06): a *rule* picks the events a service waits for, and calls its function.

# %%
LISTENER = """
import json, os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
events = boto3.client("events")

def handler(event, context):
    payment = event["detail"]
    table.put_item(Item={"paymentId": payment["paymentId"]})
    print(payment["paymentId"], "is done here")
    entry = {"Source": "insurance", "DetailType": os.environ["SAYS"], "Detail": json.dumps(payment)}
    events.put_events(Entries=[entry])
"""

HEARS_AND_SAYS = {
    "charge": ("PaymentRequested", "PaymentCharged"),
    "update-customer": ("PaymentCharged", "CustomerUpdated"),
    "update-sales": ("CustomerUpdated", "SalesUpdated"),
    "confirm": ("SalesUpdated", "PaymentConfirmed"),
}

reacting = Account(seed=70).start()
events = boto3.client("events")
functions_role = role_for("lambda", "functions")

for name, (hears, says) in HEARS_AND_SAYS.items():
    make_table(TABLES[name])
    function_arn = deploy(name, LISTENER, functions_role, TABLE=TABLES[name], SAYS=says)
    events.put_rule(Name=hears, EventPattern=json.dumps({"source": ["insurance"], "detail-type": [hears]}))
    events.put_targets(Rule=hears, Targets=[{"Id": name, "Arn": function_arn}])

architecture_map(reacting.inventory())

# %% [markdown]
# > **Question.** Look at the map. In which order do the four work? What would you have to read to be sure?
#
# Four rules lead away from the bus, and nothing on the map says which comes first. A map shows the wiring that AWS knows; what a function does, such as speaking on the bus or writing into its table, only its code says. So the order is spread over four functions' code.
#
# Now three payments. While the second is on its way, sales is out of order for an hour.

# %%
payment = {
    "paymentId": "PAY-000122",
    "policyId": "POL-1042",
    "customerId": "C-77",
    "amount": 129.50,
    "currency": "EUR",
    "period": "2025-03",
    "channel": "web",
}


def request_payment(payment_id):
    detail = json.dumps({**payment, "paymentId": payment_id})
    events.put_events(Entries=[{"Source": "insurance", "DetailType": "PaymentRequested", "Detail": detail}])
    reacting.settle()  # let virtual time pass until nothing is under way any more


request_payment("PAY-000122")
reacting.outage("update-sales", seconds=3600)
request_payment("PAY-000123")
time.sleep(7200)  # two virtual hours: the cell does not wait for them
request_payment("PAY-000124")

# %% [markdown]
# A customer calls: "I paid. Where is my confirmation?" It is payment PAY-000123.
#
# > **Question.** Where is payment 123 now?
#
# Nobody has the answer, so we search. Each function writes a log of its own.

# %%
logs = boto3.client("logs")


def lines_about(payment_id, function):
    found = logs.filter_log_events(logGroupName=f"/aws/lambda/{function}", filterPattern=f'"{payment_id}"')
    return [each["message"] for each in found["events"]]


table(
    [
        {
            "searched": f"the log of {name}",
            "about PAY-000122": ", ".join(lines_about("PAY-000122", name)) or "(nothing)",
            "about PAY-000123": ", ".join(lines_about("PAY-000123", name)) or "(nothing)",
        }
        for name in TABLES
    ]
)

# %% [markdown]
# Four logs later we know what was done: charged, booked, and then silence. We do not know whether sales is still at it, will try again, or has given up. (It has given up: Lambda tried a few times within minutes, then dropped the event, and told nobody.)
#
# ### The same with a conductor
#
# Now **orchestration**: one participant, the **orchestrator**, knows the steps, calls the services one after the other, and notes what became of each. The services know nothing of each other, and announce nothing.

# %%
WORKER = """
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(payment, context):
    receipt = os.environ["MARK"] + payment["paymentId"].removeprefix("PAY")
    table.put_item(Item={"paymentId": payment["paymentId"], "receipt": receipt})
    return {"receipt": receipt}
"""

account = Account(seed=7).start()  # a new account; the one before it ends
states = boto3.client("stepfunctions")
functions_role = role_for("lambda", "functions")
workflow_role = role_for("states", "monthly-payment-role")

for name, mark in {"charge": "CH", "update-customer": "CU", "update-sales": "SA", "confirm": "CO"}.items():
    make_table(TABLES[name])
    deploy(name, WORKER, functions_role, TABLE=TABLES[name], MARK=mark)

# %% [markdown]
# Here the orchestrator is AWS Step Functions. It is serverless itself: nobody runs it, and it scales with what is started. It is given a **definition**, which you will read in D2 and D3; for now, only see that it names four steps, and after each the next.


# %%
def call(function, keep_as, **then):
    """A step that calls a function and keeps its receipt. D3 explains each line."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": function, "Payload.$": "$"},
        "ResultSelector": {"receipt.$": "$.Payload.receipt"},
        "ResultPath": f"$.{keep_as}",
        **then,
    }


monthly_payment = {
    "Comment": "The monthly payment: charge it, tell customer and sales, confirm it",
    "StartAt": "Charge",
    "States": {
        "Charge": call("charge", keep_as="charge", Next="Update customer"),
        "Update customer": call("update-customer", keep_as="customer", Next="Update sales"),
        "Update sales": call("update-sales", keep_as="sales", Next="Confirm"),
        "Confirm": call("confirm", keep_as="confirmation", End=True),
    },
}
machine_arn = states.create_state_machine(
    name="monthly-payment", definition=json.dumps(monthly_payment), roleArn=workflow_role
)["stateMachineArn"]

architecture_map(account.inventory())

# %% [markdown]
# Four calls, all from one place. And now the same three payments, and the same hour without sales.


# %%
def pay(payment_id):
    started = states.start_execution(
        stateMachineArn=machine_arn,
        name=payment_id,
        input=json.dumps({**payment, "paymentId": payment_id}),
    )
    account.settle()
    return started["executionArn"]


pay("PAY-000122")
account.outage("update-sales", seconds=3600)
stuck = pay("PAY-000123")
time.sleep(7200)
pay("PAY-000124")

found = states.list_executions(stateMachineArn=machine_arn)["executions"]
table([{"execution": each["name"], "status": each["status"]} for each in reversed(found)])

# %% [markdown]
# > **Question.** Where is payment 123 now?
#
# One look:


# %%
def at_the_end(execution_arn):
    """An execution, shown at its last event."""
    history = states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
    shown = stepper(execution_arn)
    shown.step = len(history)
    return shown


at_the_end(stuck)

# %% [markdown]
# It failed in *Update sales*, 0.06 seconds after its start, because the function was switched off. It was charged and booked before that. All of this was written down while it happened.
#
# | | Choreography | Orchestration |
# | --- | --- | --- |
# | The order stands | in all services, a piece in each | in one definition |
# | "Where is payment 123?" | search every log | ask the orchestrator |
# | A new listener who only wants to know | subscribes; nobody else changes | is a further step in the definition |
# | A step in the middle that must not be skipped | at least two services change | the definition changes |
# | The services depend on | the events' names and content | nothing; the orchestrator depends on them |
#
# > **Rule of thumb.** Facts that others may care about: publish them. Steps that must all happen, in an order, with somebody who answers for the whole: orchestrate. Most systems do both.

# %% [markdown]
# ## D2 · A state machine, state by state
#
# A **workflow** is a sequence of steps that matches a business process. Step Functions calls a workflow a **state machine**: it consists of **states**, and is in one of them at a time. Going from one to the next is a **transition**. Its definition is JSON, in the **Amazon States Language**:
#
# - `Comment`: words for people (may be left out);
# - `StartAt`: the name of the state in which everything begins;
# - `States`: all states, by name. Each says its `Type`, and where to go from it: `Next` names a state, or `"End": true` says that this was the last one.
#
# A name stands once in the definition, and upper and lower case count.
#
# This is the smallest one there is. Do the four changes below it, one after the other, and watch what is said of each.

# %%
smallest = {
    "Comment": "The smallest workflow",
    "StartAt": "Take payment",
    "States": {"Take payment": {"Type": "Pass", "End": True}},
}
editor(smallest, input=payment)

# %% [markdown]
# 1. Put `"Next": "Thank customer"` in place of `"End": true`. There is no such state yet.
# 2. Add that state, after a comma: `"Thank customer": {"Type": "Succeed"}`. Now press **Run**.
# 3. Write `"Next": "thank customer"`, in lower case.
# 4. Put that right, and add a third state that nobody leads to: `"Ring a bell": {"Type": "Pass", "End": true}`.
#
# What the editor says is what AWS says: it checks each definition before it takes it. Here are these mistakes and two more, put to AWS's own checking call:

# %%
thanks = {"Thank customer": {"Type": "Succeed"}}
mistakes = {
    "a next state that does not exist": {"Take payment": {"Type": "Pass", "Next": "Thank customer"}},
    "upper and lower case": {"Take payment": {"Type": "Pass", "Next": "thank customer"}, **thanks},
    "no way to go on, and no end": {"Take payment": {"Type": "Pass"}},
    "Next and End at once": {
        "Take payment": {"Type": "Pass", "Next": "Thank customer", "End": True},
        **thanks,
    },
    "a state that is never reached": {"Take payment": {"Type": "Pass", "End": True}, **thanks},
}


def what_is_said_of(definition):
    answer = states.validate_state_machine_definition(definition=json.dumps(definition))
    return "; ".join(each["message"] for each in answer["diagnostics"]) or "nothing"


table(
    [
        {"mistake": name, "what AWS says": what_is_said_of({"StartAt": "Take payment", "States": each})}
        for name, each in mistakes.items()
    ]
)

# %% [markdown]
# One slip may be told twice: where a name is misspelt, its target is missing, and nobody leads to the state that was meant. Begin with the first. (A state that is never reached does no harm; it is refused because it is nearly always a way that somebody forgot.)
#
# The language has eight types of states. Six of them are today's:
#
# | Type | Its job | Where to go from it |
# | --- | --- | --- |
# | Task | one **unit of work**, done by somebody else: a function, a service, a worker | `Next` or `End` |
# | Pass | hands its input on, or makes another document of it (D6); does no work | `Next` or `End` |
# | Choice | decides by the data which state comes next | each rule has a `Next`; `Default` for the rest |
# | Wait | lets time pass | `Next` or `End` |
# | Succeed | ends the workflow: it went well | nowhere, so neither field |
# | Fail | ends the workflow: it failed, with an error and a cause | nowhere, so neither field |
#
# Parallel and Map do several things at once; they come in M11.
#
# You need not write JSON by hand. **Workflow Studio**, in AWS's console and in the toolkit for Visual Studio Code, lets you drag states onto a canvas and writes the definition for you, so that you can keep your mind on the business. Its code view shows what you read here: data processing, IT automation, an online shop's orders, it is always these eight.

# %% [markdown]
# ## D3 · Run it
#
# Back to our payment. This is the state *Charge*, as AWS got it:

# %%
print(json.dumps(monthly_payment["States"]["Charge"], indent=2))

# %% [markdown]
# - `Resource` says who does the work: here Lambda's *invoke* (D5).
# - `Parameters` is what it is sent. A key that ends in `.$` has its value looked up: `"$"` is all of the state's input.
# - `ResultSelector` takes of the answer what we want. Lambda wraps what the function returned in an envelope; the function's own answer is `Payload`.
# - `ResultPath` says where that is put: beside what came in, under `charge`.
#
# M08 is about these fields, and about JSONata, another language for the same. Until then the recipe will do, with one rule: **the output of a state is the input of the next.**
#
# One run of a state machine, with an input of its own, is an **execution**. Step through one. What does the document look like after each state?

# %%
stepper(pay("PAY-000125"))  # an execution's name is used once: take another number to run this again

# %% [markdown]
# What you stepped through is the execution's **history**, its log of events. Step Functions writes it while it runs, and stores for each state when it was entered and left, with which input and output, which call was made and what it answered. You ask for it like this:

# %%
history = states.get_execution_history(executionArn=stuck)["events"]
print(len(history), "events, the first six of them:")
table(
    [
        {
            "id": each["id"],
            "after": each["previousEventId"],
            "event": each["type"],
            "at": str(each["timestamp"]),
        }
        for each in history[:6]
    ]
)

# %% [markdown]
# How long the history of an execution is kept that is over:

# %%
print(fact("states.retention"))

# %% [markdown]
# It is more than a log to read. It is how the orchestrator **remembers**: after each state there is a checkpoint, so it can go on where it stopped. Payment 123 is still stuck at sales, which works again.
#
# > **Question.** We tell Step Functions to go on with it. Will the customer be charged twice?

# %%
states.redrive_execution(executionArn=stuck)
account.settle()

history = states.get_execution_history(executionArn=stuck)["events"]
entered = [each["stateEnteredEventDetails"]["name"] for each in history if "stateEnteredEventDetails" in each]
print(states.describe_execution(executionArn=stuck)["status"], "after entering", ", ".join(entered))

# %% [markdown]
# *Charge* was entered once. The execution went on with the state that had failed, and the document it had there. (How long that is possible, and what it does not mend, comes in M09.)
#
# ## D4 · Which way?
#
# Until now there was only one way. A **Choice** state has a list of rules and goes on by the first that holds.
#
# Here is the smallest machine that decides something. Its states are listed in no particular order.
#
# > **Question.** Which states does it visit for the values 5, 10 and 11, and how does it end? Write it down before you run the cell after the next.

# %%
sample = {
    "StartAt": "FirstStep",
    "States": {
        "Refuse": {"Type": "Fail", "Error": "TooMuch", "Cause": "More than ten."},
        "Accept": {"Type": "Succeed"},
        "SampleChoice": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.value", "NumericLessThanEquals": 10, "Next": "Accept"}],
            "Default": "Refuse",
        },
        "FirstStep": {"Type": "Pass", "Next": "SampleChoice"},
    },
}


# %%
def create(name, definition):
    """Create a state machine, or give it another definition; return its ARN."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    known = [each["name"] for each in states.list_state_machines()["stateMachines"]]
    if name in known:
        states.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    else:
        states.create_state_machine(name=name, definition=json.dumps(definition), roleArn=workflow_role)
    return arn


def run(name, document):
    """Run a state machine to its end; return the execution's ARN."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    started = states.start_execution(stateMachineArn=arn, input=json.dumps(document))
    account.settle(2 * 365 * 86400)  # two years, if need be
    return started["executionArn"]


def path_of(execution_arn):
    """The states that an execution entered, and how it ended."""
    events = states.get_execution_history(executionArn=execution_arn, maxResults=1000)["events"]
    names = [
        each["stateEnteredEventDetails"]["name"] for each in events if "stateEnteredEventDetails" in each
    ]
    return " → ".join(names), states.describe_execution(executionArn=execution_arn)["status"]


create("sample", sample)
rows = []
for value in [5, 10, 11]:
    path, status = path_of(run("sample", {"value": value}))
    rows.append({"value": value, "path": path, "status": status})
table(rows)

# %% [markdown]
# Where a state stands in the list means nothing: `StartAt`, `Next` and the rules lead. And an execution ends well or badly by the state it ends in.
#
# ### The credit limit
#
# Our policyholders have a credit line. A customer asks for more. Requests up to the amount that was approved in advance are granted; more than that goes to a manager (here a Pass state stands in for her).

# %%
credit_limit = {
    "StartAt": "More than preapproved?",
    "States": {
        "More than preapproved?": {
            "Type": "Choice",
            "Choices": [
                {
                    "Variable": "$.requested",
                    "NumericGreaterThanPath": "$.preapproved",
                    "Next": "Ask the manager",
                }
            ],
            "Default": "Approved",
        },
        "Ask the manager": {"Type": "Pass", "End": True},
        "Approved": {"Type": "Succeed"},
    },
}
create("credit-limit", credit_limit)
state_machine(credit_limit)

# %% [markdown]
# `NumericGreaterThan` compares with a number that stands in the definition. `NumericGreaterThanPath` compares two fields of the input: its value is a *path*, a `$` and the way to the field.
#
# Turn the knob. The way through the graph lights up, and the table shows what is decided around the boundary.
#
# > **Question.** 1,000 is preapproved. What becomes of a request for exactly 1,000?


# %%
def decide(requested):
    execution = run("credit-limit", {"customerId": "C-77", "requested": requested, "preapproved": 1000})
    rows = []
    for amount in sorted({999, 1000, 1001, requested}):
        path, _ = path_of(run("credit-limit", {"requested": amount, "preapproved": 1000}))
        row = {"": "→" if amount == requested else "", "requested": amount, "goes to": path.split(" → ")[-1]}
        rows.append({**row, "which is": "the boundary" if amount == 1000 else ""})
    return [table(rows, caption="Around the boundary, 1,000 preapproved"), at_the_end(execution)]


scenario(decide, requested={"values": (0, 2000, 1), "start": 1000, "unit": "EUR"})

# %% [markdown]
# Exactly 1,000 is not *more than* 1,000, so it is approved. With `NumericGreaterThanEqualsPath` it would go to the manager: one word, and a different company policy. Always ask which side the boundary is on, and test that value.
#
# ### Break it
#
# > **Question.** What becomes of a request whose amount is missing? What if it arrives as the text `"9000"`?

# %%
strange = {
    "amount missing": {"preapproved": 1000},
    'the text "9000"': {"requested": "9000", "preapproved": 1000},
    "nothing (null)": {"requested": None, "preapproved": 1000},
    "too much": {"requested": 9000, "preapproved": 1000},
}


def try_strange():
    rows = []
    for words, document in strange.items():
        execution = run("credit-limit", document)
        path, status = path_of(execution)
        error = states.describe_execution(executionArn=execution).get("error", "")
        rows.append({"request": words, "path": path, "status": status, "error": error})
    return table(rows)


try_strange()

# %% [markdown]
# The missing amount fails with an error of AWS's: the path leads nowhere. The text is far worse. A numeric comparison with a text is neither an error nor true; no rule holds, so `Default` applies, and **9,000 are approved**.
#
# A rule can ask about the type first: `IsPresent` whether there is such a field, `IsNumeric` whether it holds a number. `Not`, `And` and `Or` combine rules. Our request is refused where the amount is no number:

# %%
credit_limit["States"]["More than preapproved?"]["Choices"].insert(
    0, {"Not": {"Variable": "$.requested", "IsNumeric": True}, "Next": "Refused"}
)
credit_limit["States"]["Refused"] = {
    "Type": "Fail",
    "Error": "NoAmount",
    "Cause": "requested is not a number.",
}
create("credit-limit", credit_limit)
try_strange()

# %% [markdown]
# Two fail as they should. The missing amount is still a problem: `IsNumeric` looks at the field, and there is none. `IsPresent` alone may be asked of a field that is not there, so it has to come first.

# %%
credit_limit["States"]["More than preapproved?"]["Choices"].insert(
    0, {"Not": {"Variable": "$.requested", "IsPresent": True}, "Next": "Refused"}
)
create("credit-limit", credit_limit)
try_strange()

# %% [markdown]
# Both questions also fit into one rule, for in an `And` the second is only asked if the first holds:
#
# `{"And": [{"Variable": "$.requested", "IsPresent": true}, {"Variable": "$.requested", "IsNumeric": true}], "Next": ...}`
#
# > **Questions**, each answered by a change above:
# >
# > 1. What if the rule that asks for the field stands *last* in the list instead of first?
# > 2. What if a Choice has no `Default`, and no rule holds?
#
# The first: rules are read from the top, and the first that holds wins. So another rule comes to the missing field before anybody has asked whether it is there, and the execution fails. Ask first; and where two rules can both hold, put the narrow one before the broad one. The second: the execution fails, too.

# %% [markdown]
# ## D5 · Who does the work? Reading a `Resource`
#
# `Type` says what kind of state it is. Who does the work of a Task stands in its `Resource`, an ARN. There are three kinds:

# %%
resources = {
    "a function": "arn:aws:lambda:us-east-1:123456789012:function:charge",
    "an activity": "arn:aws:states:us-east-1:123456789012:activity:check-by-hand",
    "a service, optimised": "arn:aws:states:::sqs:sendMessage",
    "a service, by its SDK": "arn:aws:states:::aws-sdk:sqs:sendMessage",
}
meaning = {
    "a function": "Lambda runs it, with the state's input; its answer is the result",
    "an activity": "a worker anywhere, a person's screen or a server, asks for the task, and answers when it is done (M10)",
    "a service, optimised": "Step Functions calls the service, and knows it well",
    "a service, by its SDK": "the same call, as boto3 would make it",
}
table([{"who": who, "Resource": arn, "what happens": meaning[who]} for who, arn in resources.items()])

# %% [markdown]
# Read an ARN from left to right: `arn:aws:`, the service that is asked, Region, account, and what of it. For a service integration Region and account are empty, and three colons stand together: `arn:aws:states:::` + service + `:` + action.
#
# Step Functions can call nearly every service of AWS by its SDK. For some it has an **optimised** integration besides, as for Lambda, SQS, SNS, DynamoDB, EventBridge or Batch. They are not all serverless: it also coordinates containers (ECS, EKS) and whatever runs on EC2.
#
# The same message, sent in both ways:
#
# > **Question.** `MessageBody` is an object in the first and a text in the second. Why?

# %%
queue_url = boto3.client("sqs").create_queue(QueueName="customer-q")["QueueUrl"]


def send(resource, body):
    return {
        "StartAt": "Send",
        "States": {
            "Send": {
                "Type": "Task",
                "Resource": resource,
                "Parameters": {"QueueUrl": queue_url, "MessageBody": body},
                "End": True,
            }
        },
    }


create("optimised", send(resources["a service, optimised"], {"paymentId": "PAY-000125"}))
create("by-sdk", send(resources["a service, by its SDK"], '{"paymentId": "PAY-000125"}'))

answers = {}
for name in ["optimised", "by-sdk"]:
    output = json.loads(states.describe_execution(executionArn=run(name, {}))["output"])
    answers[name] = {key: value for key, value in output.items() if not key.startswith("Sdk")}
side_by_side(answers)

# %% [markdown]
# Because the optimised integration does a little more than the call: it takes a JSON document where the service wants text. Some can also wait until a job has ended, a batch job for instance (`.sync`), or until somebody answers (`.waitForTaskToken`, M10). The SDK integration is the bare call: any action of any service, with the names of the API. (Look closely: even `MD5` is spelt otherwise in the answers. Names of fields are in Pascal case, whatever the API's own.)
#
# So a state can write into a table, send a message or publish a fact **without any function in between**. A function that only makes one such call is code to write, test and pay for, and does nothing.

# %% [markdown]
# ## D6 · Wait
#
# A policyholder has thirty days to pay. A function cannot wait that long, and should not: it would be paid for sleeping. This is the longest that a function may run, and the longest that an execution may last:

# %%
print("a function:  ", fact("lambda.timeout.max"))
print("an execution:", fact("states.standard.duration"))

# %% [markdown]
# The second is a year. So a `Wait` state can wait for the policyholder. It says how long in one of four ways: `Seconds`, `Timestamp` (a moment), or the same two looked up in the input: `SecondsPath`, `TimestampPath`.

# %%
grace = {
    "StartAt": "Until the due date",
    "States": {
        "Until the due date": {"Type": "Wait", "TimestampPath": "$.dueDate", "Next": "Thirty days of grace"},
        "Thirty days of grace": {"Type": "Wait", "Seconds": 30 * 86400, "Next": "Over"},
        "Over": {"Type": "Succeed"},
    },
}
create("grace", grace)

due_date = (account.now() + timedelta(days=31)).strftime("%Y-%m-%dT%H:%M:%SZ")
began, clock_began = account.now(), time.perf_counter()
due = run("grace", {"policyId": "POL-1042", "dueDate": due_date})
print("virtual time that passed:", round((account.now() - began) / timedelta(days=1)), "days")
print("the clock on your wall:  ", f"{time.perf_counter() - clock_began:.1f} seconds")
stepper(due)

# %% [markdown]
# > **Question.** Two months of waiting. What does it cost?

# %%
with Account(seed=71) as waiting:
    arn = waiting.client("stepfunctions").create_state_machine(
        name="grace", definition=json.dumps(grace), roleArn=role_for("states", "grace-role")
    )["stateMachineArn"]
    document = json.dumps({"dueDate": "2025-04-01T00:00:00Z"})
    waiting.client("stepfunctions").start_execution(stateMachineArn=arn, input=document)
    waiting.settle(365 * 86400)
    bill = cost_lens(waiting, times=10_000)
bill

# %% [markdown]
# Transitions are what a Standard workflow pays for: three for each policyholder, however long they wait. No computer was busy.
#
# ### A loop that somebody must stop
#
# `Next` may lead back. So a reminder every seven days until the customer has paid is a loop of Wait and Choice. In this one the customer never pays.
#
# > **Question.** How many letters are sent?

# %%
endless = {
    "StartAt": "Remind",
    "States": {
        "Remind": {"Type": "Pass", "Next": "A week"},
        "A week": {"Type": "Wait", "Seconds": 7 * 86400, "Next": "Paid?"},
        "Paid?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.paid", "BooleanEquals": True, "Next": "Thanks"}],
            "Default": "Remind",
        },
        "Thanks": {"Type": "Succeed"},
    },
}
create("endless", endless)
path, status = path_of(run("endless", {"paid": False}))
print(path.count("Remind"), "letters, then", status)

# %% [markdown]
# Nobody stopped it but the year that an execution may last. Retries have a limit of their own (M09); a loop that you build has only the one you build into it. So **count in the data**: a Pass state adds one with `States.MathAdd`, and a rule looks at the number.
#
# `Parameters` in a Pass state makes a new document, and `ResultPath` puts it where the old count was.

# %%
counted = json.loads(json.dumps(endless))
counted["StartAt"] = "Begin to count"
counted["States"].update(
    {
        "Begin to count": {
            "Type": "Pass",
            "Result": {"letters": 0},
            "ResultPath": "$.count",
            "Next": "Remind",
        },
        "Remind": {
            "Type": "Pass",
            "Parameters": {"letters.$": "States.MathAdd($.count.letters, 1)"},
            "ResultPath": "$.count",
            "Next": "A week",
        },
        "Enough": {"Type": "Fail", "Error": "NeverPaid", "Cause": "Reminded five times."},
    }
)
counted["States"]["Paid?"]["Choices"].append(
    {"Variable": "$.count.letters", "NumericGreaterThanEquals": 5, "Next": "Enough"}
)
create("counted", counted)
path, status = path_of(run("counted", {"paid": False}))
print(path.count("Remind"), "letters, then", status)
state_machine(counted)

# %% [markdown]
# ## D7 · Why not in code?
#
# A function could call the four others, in a loop. Let us do it properly: try again when one fails, and remember what is done, so that a payment is not charged twice when the function itself dies and is started again.

# %%
BY_HAND = """
import json
import time
import boto3

lambda_ = boto3.client("lambda")
table = boto3.resource("dynamodb").Table("progress-by-hand")
STEPS = ["charge", "update-customer", "update-sales", "confirm"]


def handler(payment, context):
    done = remembered(payment)
    for step in STEPS:
        if step not in done:
            done[step] = try_several_times(step, payment)
            remember(payment, done)
    return {**payment, **done}


def try_several_times(step, payment, attempts=3, seconds=2):
    for attempt in range(1, attempts + 1):
        try:
            return invoke(step, payment)
        except RuntimeError:
            if attempt == attempts:
                raise
            time.sleep(seconds * 2 ** (attempt - 1))


def invoke(step, payment):
    reply = lambda_.invoke(FunctionName=step, Payload=json.dumps(payment))
    answer = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"{step}: {answer}")
    return answer


def remembered(payment):
    found = table.get_item(Key={"paymentId": payment["paymentId"]}).get("Item", {})
    return json.loads(found.get("done", "{}"))


def remember(payment, done):
    table.put_item(Item={"paymentId": payment["paymentId"], "done": json.dumps(done)})
"""

make_table("progress-by-hand")
function_arn = deploy("pay-by-hand", BY_HAND, functions_role)

# %%
account.outage("update-sales", seconds=5)
lambda_ = boto3.client("lambda")
begin = len(account.trace)
reply = lambda_.invoke(FunctionName="pay-by-hand", Payload=json.dumps({**payment, "paymentId": "PAY-000126"}))
answer = json.loads(reply["Payload"].read())
print({step: answer[step]["receipt"] for step in TABLES})
waterfall(account.trace, account.trace[begin])

# %% [markdown]
# It works, with two attempts at sales in vain. Look at the long bar of *pay-by-hand*: this function runs, and is paid for, while the others work and while it waits to try again. The four together worked for about a second. (Run the cell again: nothing is charged twice, since the function remembers.) Now look at its lines: what are they about?

# %%
import ast

about = {
    "handler": "the order of the steps",
    "try_several_times": "trying again",
    "invoke": "calling, and reading the answer",
    "remembered": "remembering what is done",
    "remember": "remembering what is done",
}
lines = dict.fromkeys(about.values(), 0)
for part in ast.parse(BY_HAND).body:
    if isinstance(part, ast.FunctionDef):
        lines[about[part.name]] += part.end_lineno - part.lineno + 1

in_the_definition = [
    "StartAt and Next",
    "a Retry field",
    "Resource and Parameters",
    "nothing: the history does it",
]
table(
    [
        {"what lines are about": topic, "lines of code": count, "in the definition": instead}
        for (topic, count), instead in zip(lines.items(), in_the_definition, strict=True)
    ]
)

# %% [markdown]
# Not one of these lines is about insurance, and each needs a test. Here is what a definition says instead of `try_several_times`, for all four steps:

# %%
retry = {
    "ErrorEquals": ["ServiceUnavailable"],  # what an outage is called in the lab; M09 has AWS's names
    "IntervalSeconds": 2,
    "BackoffRate": 2,
    "MaxAttempts": 2,
}
with_retry = json.loads(json.dumps(monthly_payment))
for state in with_retry["States"].values():
    state["Retry"] = [retry]
create("monthly-payment", with_retry)

account.outage("update-sales", seconds=5)
stepper(pay("PAY-000127"))  # take another number to run this again

# %% [markdown]
# Sales was away for five seconds; the state was tried again after two and after four more, and *Charge* was not repeated.
#
# So **the workflow goes into the definition, and the business logic into the services**. What a premium costs, no state should know; in which order it is asked for, no service should. And a function that only waits, or only renames fields, does what a Wait or a Pass state does for the price of a transition.
#
# ## D8 · What the workflow may do
#
# An execution acts in the state machine's **role**. On AWS each call is refused that no statement of the role allows. Ours allows nothing at all so far; the lab has let everything pass, as it does unless told otherwise. The lab's `account.permissions` reads policies as AWS does; let us ask it, first of a role that names three of the four functions.

# %%
iam = boto3.client("iam")


def allow(actions, resources):
    statement = {"Effect": "Allow", "Action": actions, "Resource": resources}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName="monthly-payment-role", PolicyName="calls", PolicyDocument=document)


def arn_of(function):
    return f"arn:aws:lambda:us-east-1:123456789012:function:{function}"


def may(action, function):
    return account.permissions.explain(workflow_role, action, arn_of(function))


questions = [("lambda:InvokeFunction", name) for name in [*TABLES, "pay-by-hand"]]
questions += [("lambda:DeleteFunction", "charge")]


def what_it_may():
    decisions = [(action, name, may(action, name)) for action, name in questions]
    return table(
        [
            {"call": action, "of": name, "allowed": "yes" if found.allowed else "no"}
            for action, name, found in decisions
        ]
    )


allow("lambda:InvokeFunction", [arn_of(name) for name in ["charge", "update-customer", "update-sales"]])
what_it_may()

# %% [markdown]
# The call of *confirm* would be refused: **too little**. The customer has paid, and never hears of it. Why exactly?

# %%
import textwrap

print(textwrap.fill(may("lambda:InvokeFunction", "confirm").reason, width=100))

# %% [markdown]
# The quick remedy is a star. It works at once. What else may the workflow do now?

# %%
allow("lambda:*", "*")
what_it_may()

# %% [markdown]
# It may delete functions: **too much**. Nothing fails, so nobody notices, until somebody smuggles a state into the definition. Reading finds it:

# %%
about_the_role = [each for each in account.permissions.findings() if "monthly-payment-role" in each.policy]
table([{"finding": each.code, "what is wrong": each.text} for each in about_the_role])

# %% [markdown]
# > **Question.** Which calls does this workflow make? List them, and you have the policy.

# %%
allow("lambda:InvokeFunction", [arn_of(name) for name in TABLES])
what_it_may()

# %% [markdown]
# Four functions, one action, and nothing else: **least privilege**. (Behind *invoke* stands the action `lambda:InvokeFunction`; the action's name is not always that of the call.)
#
# A role has a second document, its **trust policy**: who may act in it. For a state machine that is the service `states.amazonaws.com`; look at `role_for` above.
#
# An account that is told to enforce policies refuses, as AWS does. Here is what the execution then looks like:

# %%
with Account(seed=72, policies="enforce") as strict:
    role = role_for("lambda", "functions")
    deploy("confirm", "def handler(payment, context):\n    return {'receipt': 'CO-1'}\n", role)
    only_confirm = {"StartAt": "Confirm", "States": {"Confirm": call("confirm", "confirmation", End=True)}}
    started = strict.client("stepfunctions")
    arn = started.create_state_machine(
        name="confirm", definition=json.dumps(only_confirm), roleArn=role_for("states", "may-nothing")
    )["stateMachineArn"]
    refused = started.start_execution(stateMachineArn=arn, input=json.dumps(payment))["executionArn"]
    strict.settle()
    ended = started.describe_execution(executionArn=refused)
print(ended["status"], "with", ended["error"])
print(textwrap.fill(ended["cause"], width=100))

# %% [markdown]
# ## Try it
#
# Yours to break. This editor calls the functions of the account: press **Run**, and look into the tables afterwards. Some ideas:
#
# - put a Choice in front that sends payments over 1,000 to a Fail state;
# - let *Confirm* come before *Update sales*: how many characters change?
# - put `"Next": "Charge"` in place of the `"End": true` of *Confirm*. What does the check say, and why is it right?

# %%
editor(monthly_payment, input={**payment, "paymentId": "PAY-000200"}, account=account)

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, without what was only for trying, drawn from what is in it. At the beginning four services had to know each other's events. Now a state machine knows the services, and they know nobody.

# %%
for name in ["sample", "optimised", "by-sdk", "grace", "endless", "counted"]:
    states.delete_state_machine(stateMachineArn=f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}")
lambda_.delete_function(FunctionName="pay-by-hand")
boto3.client("dynamodb").delete_table(TableName="progress-by-hand")
boto3.client("sqs").delete_queue(QueueUrl=queue_url)

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m07_orchestration/m07_orchestration.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m07")

# %% [markdown]
# ## What to take away
#
# - **Orchestration**: one participant knows the steps, calls the services and remembers. **Choreography**: each reacts to the others, and the order stands nowhere.
# - **A state machine** has `StartAt` and `States`; each state has a `Type`, and `Next` or `End`. Names are unique and case-sensitive; where they stand means nothing.
# - **Task** is a unit of work, and its `Resource` says whose: a function, an activity, a service. **Pass** shapes data, **Choice** decides, **Wait** waits, **Succeed** and **Fail** end.
# - **A Choice** takes the first rule that holds. Ask for the type before the value, give it a `Default`, and test the boundary.
# - **The history** is the workflow's memory: it answers "where is it now?", and lets an execution go on where it failed.
# - **A loop** needs a counter in its data.
# - **Order and waiting belong into the definition, business rules into the services**, and the role lists exactly the calls that are made.
#
# **Choose orchestration** when several steps make one transaction, when somebody must answer for the whole, when people or days are part of it. Do not choose it to tell the world that something has happened.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Roles are read; `Account(policies="enforce")` refuses | Every call that no statement allows is refused |
# | States take no time themselves | Each transition takes a little time, and more at high load |
# | A wait of thirty days passes in a moment | It takes thirty days; test with short waits, or with TestState (M08) |
# | The editor warns of what is unwise, too | AWS refuses what is invalid, and warns of little else |
# | The bus may call every function | `lambda add-permission` must admit `events.amazonaws.com` for the rule |
# | Executions stay as long as the kernel runs | The history of a Standard execution that is over is kept for a limited time (D3) |
# | A deployed definition holds at once | Executions that run keep the definition with which they were started; so they do in the lab |
# | Nothing costs anything | Standard workflows pay for each transition, retries included; Express ones for time and memory (M12) |

# %%
progress("m07")
