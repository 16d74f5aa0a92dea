# ---
# title: "Exercises: waiting"
# module: m10
# ---

# %% [markdown]
# # Exercises: waiting for people and partners
#
# After these exercises you can
#
# - hand somebody a task token, and bound the wait for their answer,
# - write the worker that answers, also when a message comes twice or too late,
# - let people decide, and go on when nobody does,
# - ask a partner's API from a workflow, without its key in the definition,
# - say how to wait for what, and what ends the wait.
#
# The lesson belonging to them is [Waiting for people and partners](../../lessons/m10_waiting.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 40 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **A definition** is delivered as a Python dictionary (`True`, `None`) or as a text in JSON (`true`, `null`), in JSONPath or
# in JSONata, as you like. How you name its states is up to you. What AWS would refuse is refused here, in AWS's words. A
# function may be called in any of the ways in which a Task can call one; its ARN begins with
# `arn:aws:lambda:us-east-1:123456789012:function:`. Waiting takes no time: the clock is virtual.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell is what the cells "Try it" use: `tried` opens an empty account, creates the functions that you give it and a
# state machine with your definition, starts one execution, and shows it step by step. While it waits, `meanwhile(account)` can
# do what somebody else would do: read a queue, let time pass with `time.sleep`, answer.

# %% locked="given_lab"
import io
import json
import time
import zipfile

import boto3

from course.cloud import Account
from course.widgets import stepper, table


def make_role(account, name, service):
    """Create a role for a service; return its ARN. In the lab it may do everything."""
    principal = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [principal]})
    return account.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]


def make_function(account, name, code):
    """Create a function from the text of its module, in which `handler(event, context)` is defined."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    role = make_role(account, f"{name}-role", "lambda.amazonaws.com")
    account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role,
        Code={"ZipFile": package.getvalue()},
    )


def begin(account, definition, given):
    """Create a state machine, start one execution; return its ARN."""
    states = account.client("stepfunctions")
    text = definition if isinstance(definition, str) else json.dumps(definition)
    role = make_role(account, "tried-role", "states.amazonaws.com")
    try:
        machine = states.create_state_machine(name="tried", definition=text, roleArn=role)["stateMachineArn"]
    except states.exceptions.InvalidDefinition as refusal:
        print(refusal)
        return None
    return states.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]


def tried(definition, given, functions, prepare=None, meanwhile=None):
    """Run a definition once, in an account with these functions ({name: code}); show it step by step.

    `prepare(account)` makes what else has to be there, `meanwhile(account)` is what others do while it waits.
    """
    if definition is None:
        print("Write the definition first, then run this cell again.")
        return None
    with Account() as account:
        for name, code in functions.items():
            make_function(account, name, code)
        if prepare:
            prepare(account)
        execution = begin(account, definition, given)
        if execution and meanwhile:
            time.sleep(1)
            meanwhile(account)
        account.settle(10 * 86_400)
        return execution and stepper(execution)


def works(result):
    """Return the code of a function that answers with `result`."""
    return f"def handler(event, context):\n    return {result!r}\n"


# %% [markdown]
# ## E1: Transfer and confirm
#
# *You practise: handing out a task token, and ending the wait for it in every case. Lesson steps D2 and D4.*
#
# The insurer pays out claims. The bank takes orders for transfers from a queue, and answers later, by the task token that came
# with the order. While it works on one, it reports at least every minute, by a heartbeat. In the end it says that it
# received the transfer, or refuses it: then the task fails, with an error whose name says why. Or it says nothing. (How the
# bank's words get to Step Functions is exercise E2; here they do.)
#
# **Given:** with the prefix `north`, the queue `https://sqs.us-east-1.amazonaws.com/123456789012/north-transfer-q`, and the functions
#
# | Function | What it does | Expects at least |
# | --- | --- | --- |
# | `north-confirm` | tells the customer that the money has arrived | all fields of the transfer |
# | `north-refund` | books the amount back | all fields of the transfer |
# | `north-notify` | tells the customer that the transfer failed | all fields of the transfer |
#
# The input is a transfer: `{"transferId": "TR-10001", "customerId": "C-77", "iban": "DE4212345678", "amount": 129.5}`.
#
# **Deliver** `transfer`, the definition of a state machine, and `workflow_type`, the type that it needs: `"STANDARD"` or
# `"EXPRESS"`. The workflow
#
# 1. sends one message to the queue, from a state that waits for the answer. The message is a JSON object with two fields:
#    `taskToken`, the token of that task, and `transfer`, the whole input;
# 2. calls confirm when the bank has received the transfer, and not before; then it succeeds. Does confirm fail, the execution
#    may fail with that error; what the bank has received is never refunded;
# 3. calls refund and then notify when the bank refuses, with whatever error; then it succeeds: a refusal is an answer, too;
# 4. does the same when there is no answer after `longest_wait_seconds`, or when nothing was heard of the bank for
#    `longest_silence_seconds`, no answer and no heartbeat. (Your table has the numbers.)
#
# What the output is does not matter. There is one more function, `north-status`, which the workflow before this one asked every
# ten seconds; it answers `{"status": "WORKING"}`, `"RECEIVED"` or `"REFUSED"`. You need not use it.
#
# **Example.** With 1,800 and 90 seconds:
#
# | The bank | What is called, and when |
# | --- | --- |
# | reports every minute, and receives the transfer after 400 s | confirm, at 400 s |
# | refuses after 130 s with `AccountClosed` | refund and notify, at 130 s |
# | says nothing | refund and notify, at 90 s |
# | reports three times, at 60, 120 and 180 s, and then never again | refund and notify, at 270 s |
# | reports for ever, and never answers | refund and notify, at 1,800 s |
#
# | Checked | Points |
# | --- | --- |
# | A transfer that the bank received is confirmed, and not refunded | 2 |
# | One that it refused is refunded, then the customer is told | 2 |
# | So is one of which nothing is heard any more, be it after other times than yours | 1 |
# | The bank, confirm, refund and notify get all fields of the transfer | 1 |
# | No confirmation goes out before the bank has received the transfer, or without that | 2 |
# | The wait ends at your two limits, to the second | 2 |

# %%
task("m10.e1")

# %% solution="m10.e1"
workflow_type = None  # "STANDARD" or "EXPRESS"
transfer = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
# An Express workflow lives five minutes, and cannot wait for a token at all.
workflow_type = "STANDARD"

FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:lake-43"

transfer = {
    "StartAt": "Order transfer",
    "States": {
        "Order transfer": {
            "Type": "Task",
            # Without this ending the state would be over as soon as the message is in the queue.
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/lake-43-transfer-q",
                # Two dollars: the token is in the context object, where facts about the execution are, and not in the data.
                "MessageBody": {"taskToken.$": "$$.Task.Token", "transfer.$": "$"},
            },
            # The first limit is for a bank that goes on reporting, the second for one that has died.
            "TimeoutSeconds": 5299,
            "HeartbeatSeconds": 166,
            # What the bank says stands in nobody's way: the next states want the transfer.
            "ResultPath": None,
            # A refusal has whatever name the bank gives it; both limits are errors as well.
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Refund"}],
            "Next": "Confirm",
        },
        "Confirm": {"Type": "Task", "Resource": f"{FUNCTIONS}-confirm", "End": True},
        "Refund": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-refund",
            "ResultPath": None,
            "Next": "Notify",
        },
        "Notify": {"Type": "Task", "Resource": f"{FUNCTIONS}-notify", "End": True},
    },
}
### END SOLUTION

# %% [markdown]
# Try it: `bank` reads the order, reports twice, and receives the transfer. Put your prefix in. Then let it refuse
# (`send_task_failure`), or stop after the first report: what does the execution do, and when?

# %%
prefix = "north"
order = {"transferId": "TR-10001", "customerId": "C-77", "iban": "DE4212345678", "amount": 129.5}


def queue(account):
    """Create the queue of the bank."""
    account.client("sqs").create_queue(QueueName=f"{prefix}-transfer-q")


def bank(account):
    """Read one order, and answer it in time."""
    sqs, sfn = account.client("sqs"), account.client("stepfunctions")
    url = sqs.get_queue_url(QueueName=f"{prefix}-transfer-q")["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url).get("Messages", [])
    if not messages:
        print("There is no order in the queue.")
        return
    message = json.loads(messages[0]["Body"])
    print("The bank gets", {name: str(value)[:40] for name, value in message.items()})
    for _ in range(2):
        time.sleep(60)
        sfn.send_task_heartbeat(taskToken=message["taskToken"])
    time.sleep(30)
    sfn.send_task_success(taskToken=message["taskToken"], output='{"reference": "BK-4711"}')


functions = {f"{prefix}-{name}": works({"done": True}) for name in ("confirm", "refund", "notify")}
tried(transfer, order, functions, queue, bank)

# %% grade="m10.e1" points=10
grade("m10.e1", transfer, workflow_type)

# %%
hints("m10.e1")

# %% [markdown]
# ## E2: The answering worker
#
# *You practise: the three calls that go back with a token, and the messages that a worker really gets. Lesson steps D2 to D4.*
#
# To be exact, the bank of E1 does not call Step Functions itself: it writes what happens into a queue of ours, and a function of ours hands
# that on. You write what the function does with one message.
#
# **Given:** a message of the bank's, in which the status has one of the three words of your table:
#
# | The word for | Then the message is, for example |
# | --- | --- |
# | `received` | `{"taskToken": "AQJ...", "transferId": "TR-10001", "status": "RECEIVED", "reference": "BK-4711"}` |
# | `refused` | `{"taskToken": "AQJ...", "transferId": "TR-10001", "status": "REFUSED", "reason": "account closed"}` |
# | `working` | `{"taskToken": "AQJ...", "transferId": "TR-10001", "status": "WORKING"}` |
#
# **Deliver** `on_result(message, sfn, log)`. `message` is such a dictionary, `sfn` is `boto3.client("stepfunctions")`, and
# `log` is a function that writes one text into the log. `on_result`
#
# 1. lets the execution that waits go on, when the transfer was received; the output of its task is
#    `{"transferId": "TR-10001", "reference": "BK-4711"}`;
# 2. lets that task fail, when it was refused: with the `error` of your table, and the bank's reason as the cause;
# 3. reports that the work goes on, for the third word: the task goes on waiting, and its silence is counted anew;
# 4. gets along with messages that come twice or too late. For a task that was answered before, or that nobody waits for any
#    more, a call raises `sfn.exceptions.TaskTimedOut` or `sfn.exceptions.TaskDoesNotExist`: then there is nothing left to do, and
#    that is no error of yours;
# 5. lets everything else reach its caller, as it is: any other error of the calls, and for a status that is none of the
#    three words any exception (it makes no call then). So the queue brings the message again, and puts it aside in the end;
# 6. logs a text with the `transferId` for each message of the three kinds, by `log(...)`, and never the token: whoever reads it
#    there could answer by it.
#
# | Checked, with executions that wait | Points |
# | --- | --- |
# | A transfer that was received lets its execution go on, and no other one, with the right output | 2 |
# | A refused one lets its task fail, with your error and the bank's reason | 2 |
# | A report of work keeps the task waiting | 1 |
# | The same message twice, another one after the first, and messages that are too late change nothing, and raise nothing | 2 |
# | Any other error reaches the caller, and the same message works when it comes again | 1 |
# | What is logged names the transfer, and never the token | 2 |

# %%
task("m10.e2")

# %% solution="m10.e2"
import json


def on_result(message, sfn, log):
    """Tell Step Functions what the bank says of one transfer."""
    ### BEGIN SOLUTION
    token, transfer_id, status = message["taskToken"], message["transferId"], message["status"]
    # The transfer by its name. The token is a key: it does not belong into a log.
    log(f"{transfer_id}: {status}")
    try:
        # What this function returns reaches nobody who waits: only a call with the token does.
        if status == "ARRIVED":
            # The output is a text: Step Functions reads it as JSON.
            output = {"transferId": transfer_id, "reference": message["reference"]}
            sfn.send_task_success(taskToken=token, output=json.dumps(output))
        elif status == "RETURNED":
            sfn.send_task_failure(taskToken=token, error="BankSaidNo", cause=message["reason"])
        elif status == "WORKING":
            sfn.send_task_heartbeat(taskToken=token)
        else:
            raise ValueError(status)
    except (sfn.exceptions.TaskTimedOut, sfn.exceptions.TaskDoesNotExist):
        # A queue delivers at least once, and a bank may be slow: the answer that counts was given. Every other error reaches
        # the caller, and the queue brings the message again.
        pass
    ### END SOLUTION


# %% [markdown]
# Try it: an execution waits for an activity (step D5), whose worker gets a token as well. The bank reports twice that it is at
# work, and then that it received the transfer; that message comes twice. Put your words in.

# %%
received, working = "RECEIVED", "WORKING"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:bank"
waiting = {"Type": "Task", "Resource": ACTIVITY, "TimeoutSeconds": 3600, "HeartbeatSeconds": 300, "End": True}


def activity(account):
    """Create the activity."""
    account.client("stepfunctions").create_activity(name="bank")


def reports(account):
    """Report about the order: at work twice, then received, and that once more."""
    sfn = account.client("stepfunctions")
    said = {"taskToken": sfn.get_activity_task(activityArn=ACTIVITY)["taskToken"], "transferId": "TR-10001"}
    last = said | {"status": received, "reference": "BK-4711"}
    for message in (said | {"status": working}, said | {"status": working}, last, last):
        time.sleep(200)
        try:
            on_result(message, sfn, print)
        except NotImplementedError:
            print("Write on_result first, then run this cell again.")
            return
        except Exception as error:
            print("on_result raises", type(error).__name__, error)


wait_for_bank = {"StartAt": "Wait for the bank", "States": {"Wait for the bank": waiting}}
tried(wait_for_bank, {"transferId": "TR-10001"}, {}, activity, reports)

# %% grade="m10.e2" points=10
grade("m10.e2", on_result)

# %%
hints("m10.e2")

# %% [markdown]
# ## E3: Ask the manager
#
# *You practise: a person in the loop, an answer that may not come, and a decision that counts once. Lesson step D3.*
#
# In exercise E3 of module 7 a function let a manager look at requests for a higher credit limit. But managers are people: they
# answer tomorrow, or never. So a request now waits in a table, and whoever looks into the table can decide it.
#
# **Given:** the definition `small_limits` in the next cell. It approves what is preapproved; a larger request goes to a state
# `Ask manager`, which is not there yet. And with the prefix `north`, the DynamoDB table `north-limit-requests` with the key
# `requestId`, a text. The input is, for example,
# `{"requestId": "REQ-0042", "customerId": "C-77", "requested": 1500, "preapproved": 1000}`.
#
# **Deliver** two names.
#
# `credit_limit`, the definition with what is missing. (Copy it with `copy.deepcopy(small_limits)` and add states, or write all
# of it.) A larger request
#
# 1. is written as an item into the table, by a state that waits for the decision. Besides `requestId`, `customerId` and what else you
#    need, the item has the text `asked`, with the value `manager`. A state can write and wait at once:
#    `arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken` (with TableName and Item; `updateItem` can do it, too);
# 2. is put to the director when nobody has decided after `director_after_hours`: then the same item says `asked: director`;
# 3. is rejected when nobody has decided after `rejected_after_hours`, counted from the beginning as well.
#
# The execution succeeds in each of these cases, with the output `{"requestId": ..., "customerId": ..., "decision": ..., "limit": ...}`. The
# decision is `APPROVED` or `REJECTED`; the limit is the requested amount if approved, else the preapproved one. Any other error,
# of the table say, ends the execution as failed: nobody is rejected because a table is out of order.
#
# `decide(request_id, decision, table, sfn)`, which the manager's page and the director's page call. `decision` is `"APPROVED"` or
# `"REJECTED"`, `table` is boto3's Table of the requests, `sfn` is `boto3.client("stepfunctions")`. It lets the execution that waits
# go on with this decision, and returns one of three words:
#
# | Returns | When |
# | --- | --- |
# | `"decided"` | the execution got this decision |
# | `"too late"` | it was decided before, or its time is over: then nothing changes (`sfn.exceptions.TaskTimedOut` says so) |
# | `"unknown"` | there is no item with this `request_id` |
#
# Any other error of its calls reaches the caller: it must look neither like a decision nor like one that is too late. Nobody has
# decided then, so the same decision, made again, is `"decided"`.
#
# **Example.** With 48 and 96 hours: approved by the manager after 3 hours, the request ends with
# `{"requestId": "REQ-0042", "customerId": "C-77", "decision": "APPROVED", "limit": 1500}`. A rejection a second later is
# `"too late"`, and the limit stays 1500.
#
# | Checked | Points |
# | --- | --- |
# | Who is asked: the manager until your first number of hours, the director after it | 2 |
# | A request that nobody decides is rejected after your second number of hours, and for no other reason | 2 |
# | A decision of manager or director ends the wait, with the right output, and no other request's | 2 |
# | A small sum is approved at once and stands in no table, a larger one stands there | 1 |
# | A decision that is too late, or about an unknown request, is told so; other errors are raised, and then it can be made again | 1 |
# | Of two decisions the first one wins | 2 |

# %% locked="given_limits"
more = {"Variable": "$.requested", "NumericGreaterThanPath": "$.preapproved", "Next": "Ask manager"}
approved = {"decision": "APPROVED", "limit.$": "$.requested"}
about = {"requestId.$": "$.requestId", "customerId.$": "$.customerId"}

small_limits = {
    "StartAt": "Large?",
    "States": {
        "Large?": {"Type": "Choice", "Choices": [more], "Default": "Approve"},
        "Approve": {"Type": "Pass", "Parameters": approved | about, "End": True},
    },
}

# %%
task("m10.e3")

# %% solution="m10.e3"
import copy
import json

credit_limit = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
director_after_hours = 31
rejected_after_hours = 44


def ask(who, hours, if_nobody_answers):
    """Return a Task that writes the request for somebody into the table, and waits for the decision."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
        "Parameters": {
            "TableName": "coast-42-limit-requests",
            "Item": {
                "requestId": {"S.$": "$.requestId"},
                "customerId": {"S.$": "$.customerId"},
                "asked": {"S": who},
                # Each task has a token of its own: the director's takes the place of the manager's.
                "taskToken": {"S.$": "$$.Task.Token"},
            },
        },
        "TimeoutSeconds": hours * 3600,
        "ResultPath": "$.answer",
        "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.silence", "Next": if_nobody_answers}],
        "Next": "Approved?",
    }


credit_limit = copy.deepcopy(small_limits)
credit_limit["States"] |= {
    "Ask manager": ask("manager", director_after_hours, "Ask director"),
    # Both numbers count from the beginning, a timeout from its own task's.
    "Ask director": ask("director", rejected_after_hours - director_after_hours, "Reject"),
    "Approved?": {
        "Type": "Choice",
        "Choices": [{"Variable": "$.answer.decision", "StringEquals": "APPROVED", "Next": "Approve"}],
        "Default": "Reject",
    },
    "Reject": {
        "Type": "Pass",
        "Parameters": {
            "requestId.$": "$.requestId",
            "customerId.$": "$.customerId",
            "decision": "REJECTED",
            "limit.$": "$.preapproved",
        },
        "End": True,
    },
}
### END SOLUTION


def decide(request_id, decision, table, sfn):
    """Tell the execution that waits what was decided; return "decided", "too late" or "unknown"."""
    ### BEGIN SOLUTION
    item = table.get_item(Key={"requestId": request_id}).get("Item")
    if item is None:
        return "unknown"
    try:
        # Whoever is first is first here: for the second one this call fails.
        sfn.send_task_success(taskToken=item["taskToken"], output=json.dumps({"decision": decision}))
    except sfn.exceptions.TaskTimedOut:
        return "too late"
    return "decided"
    ### END SOLUTION


# %% [markdown]
# Try it: a day passes, then the manager approves, and the director rejects a moment later. Put your prefix in. What if the
# first of the two lines is left out, and ten days pass instead?

# %%
prefix = "north"
request = {"requestId": "REQ-0042", "customerId": "C-77", "requested": 1500, "preapproved": 1000}


def limit_requests(account):
    """Create the table of the requests."""
    account.client("dynamodb").create_table(
        TableName=f"{prefix}-limit-requests",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "requestId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "requestId", "AttributeType": "S"}],
    )


def pages(account):
    """Look into the table, let a day pass, and decide twice."""
    requests, sfn = (
        boto3.resource("dynamodb").Table(f"{prefix}-limit-requests"),
        account.client("stepfunctions"),
    )
    print("waiting:", [(item["requestId"], item.get("asked")) for item in requests.scan()["Items"]])
    try:
        time.sleep(86_400)
        print("manager:", decide("REQ-0042", "APPROVED", requests, sfn))
        time.sleep(1)
        print("director:", decide("REQ-0042", "REJECTED", requests, sfn))
    except NotImplementedError:
        print("Write decide as well, then run this cell again.")


tried(credit_limit, request, {}, limit_requests, pages)

# %% grade="m10.e3" points=10
grade("m10.e3", credit_limit, decide)

# %%
hints("m10.e3")

# %% [markdown]
# ## E4: Ask the bank
#
# *You practise: an HTTP Task with its connection, and telling a partner's troubles from your own mistakes. Lesson step D6.*
#
# Claims from abroad are paid in the customer's currency. The bank tells its rates of exchange by an HTTPS API, to whoever sends the
# key of your table. An administrator has put the key into the connection of your table, which adds it to each request as the header
# `x-api-key`.
#
# **Given:** `GET <endpoint>?currency=CHF` answers with status 200 and the body
#
# ```json
# {"base": "EUR", "quote": "CHF", "rate": 0.94125, "asOf": "2025-03-01", "source": "fixing"}
# ```
#
# **Deliver** `bank_rate`, the definition of a state machine. Its input is, for example, `{"currency": "CHF", "claimId": "CL-77"}`. It
#
# 1. asks the bank for the rate of that currency, by an HTTP Task with your connection, and succeeds with the output
#    `{"rate": 0.94125, "asOf": "2025-03-01"}`, and nothing else;
# 2. asks again after one of these answers: 429 (too many requests), 500, 502, 503 or 504. They pass: at most two in a row. Each
#    wait is longer than the one before, and there is no jitter. What does not pass ends the execution with that error, after three to six tries in all;
# 3. does not ask again after any other answer of the four hundreds, such as 400, 401 or 404: the execution fails at once, with that error;
# 4. waits for an answer for `patience_seconds` and no longer. A bank that is too slow is not asked again, since the customer waits: the
#    execution fails with `States.Timeout`.
#
# Definitions are read by many: the key must not stand in yours.
#
# **Example.** The bank answers 503, then 429, then with a rate: it is asked three times, say at 0, 1 and 3 s, and the execution succeeds. It answers 400: it is
# asked once, and the execution fails with `States.Http.StatusCode.400`.
#
# | Checked, with a bank that answers as it likes | Points |
# | --- | --- |
# | The output is rate and asOf, for the currency of the input | 1 |
# | 429, 500, 502, 503 and 504 are tried again, until there is a rate | 2 |
# | Each wait is longer than the one before | 1 |
# | What does not pass ends in its error, after three to six tries | 1 |
# | Any other four hundred ends the execution at once | 1 |
# | The bank is reached by the connection, and the key is not in the definition | 2 |
# | An answer is waited for as long as your table says, to the second, and not longer | 2 |

# %%
task("m10.e4")

# %% solution="m10.e4"
bank_rate = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
bank_rate = {
    "StartAt": "Ask the bank",
    "States": {
        "Ask the bank": {
            "Type": "Task",
            "Resource": "arn:aws:states:::http:invoke",
            "Parameters": {
                "ApiEndpoint": "https://api.garden-bank.example/rates",
                "Method": "GET",
                "QueryParameters": {"currency.$": "$.currency"},
                # The connection adds the key on the way. Here stands only where it lies.
                "Authentication": {
                    "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/garden-bank/5f0c7a1e-40f0d3ecff61"
                },
            },
            # A minute is the longest that an HTTP Task waits by itself.
            "TimeoutSeconds": 18,
            # The answer has status and headers around what the bank says.
            "ResultSelector": {"rate.$": "$.ResponseBody.rate", "asOf.$": "$.ResponseBody.asOf"},
            "Retry": [
                {
                    # The bank's troubles pass. What is our own fault will be ours in two seconds, too.
                    "ErrorEquals": [
                        "States.Http.StatusCode.429",
                        "States.Http.StatusCode.500",
                        "States.Http.StatusCode.502",
                        "States.Http.StatusCode.503",
                        "States.Http.StatusCode.504",
                    ],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxAttempts": 3,
                }
            ],
            "End": True,
        }
    },
}
### END SOLUTION

# %% [markdown]
# Try it: the bank is busy once, and then answers. The connection that the lab creates gets another number at its end, so the cell puts
# its ARN in the place of yours. Put your endpoint and your connection in; then let the bank answer 400 at once.

# %%
endpoint = "https://api.north-bank.example/rates"
connection_arn = "arn:aws:events:us-east-1:123456789012:connection/north-bank/..."
answers = [(503, "busy"), (200, '{"base": "EUR", "quote": "CHF", "rate": 0.94125, "asOf": "2025-03-01"}')]


def asked_at(definition):
    """Run the definition with a bank that gives these answers; show what it was asked, and the execution."""
    if definition is None:
        print("Write the definition first, then run this cell again.")
        return None
    text = definition if isinstance(definition, str) else json.dumps(definition)
    left, seen = list(answers), []
    with Account() as account:
        key = {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "the key"}}
        made = account.client("events").create_connection(
            Name="bank", AuthorizationType="API_KEY", AuthParameters=key
        )

        def answer(request):
            seen.append([f"{account.clock.elapsed:.0f} s", request["method"], request["url"]])
            return left.pop(0) if len(left) > 1 else left[0]

        account.endpoint(endpoint, answer)
        text = text.replace(connection_arn, made["ConnectionArn"])
        execution = begin(account, text, {"currency": "CHF", "claimId": "CL-77"})
        account.settle()
        for line in seen:
            print(*line)
        return execution and stepper(execution)


asked_at(bank_rate)

# %% grade="m10.e4" points=10
grade("m10.e4", bank_rate)

# %%
hints("m10.e4")

# %% [markdown]
# ## E5: How to wait
#
# *You practise: choosing among six ways to wait, and knowing what ends each. Lesson steps D1, D4, D5, D7 and D8.*
#
# **Given:** nine situations, in your table. In each, a workflow wants something of somebody, and goes on when it is there.
#
# | The pattern | What the workflow does |
# | --- | --- |
# | `request-response` | calls a service, and goes on with its reply |
# | `run-a-job` | starts a job and waits, by the service's own integration for that (`.sync`) |
# | `callback` | hands out a task token, and waits until somebody calls with it (`.waitForTaskToken`) |
# | `activity` | lays the work ready, until a worker comes and fetches it, and waits for that worker |
# | `polling` | asks for a status, in a loop of Wait and Choice |
# | `wait-state` | waits for a date, or for some time |
#
# | What ends the wait | That is |
# | --- | --- |
# | `reply` | the reply of the service that is called |
# | `job` | the end of the job, good or bad, of which the service tells Step Functions |
# | `token` | somebody's SendTaskSuccess or SendTaskFailure with the token; a worker that fetches its work gets one, too |
# | `heartbeat` | the limit for the silence between two signs of life (`HeartbeatSeconds`) |
# | `timeout` | the limit for the whole task (`TimeoutSeconds`) |
# | `status` | a status that the workflow has asked for |
# | `date` | the date, or the time that is over |
#
# **Deliver** `waits`, a dictionary: for each code of your table a pair of the pattern that fits best, and what ends the wait as the
# situation is told. Where a status is asked for although somebody would tell, or could, there is a better pattern.
#
# **Example.** "W-10: a bank gets our token with an order. It works for an hour, reports nothing in between, and then says yes."
# `{"W-10": ("callback", "token")}`.
#
# | Checked | Points |
# | --- | --- |
# | The pattern, where a service that is called tells of its end by itself | 2 |
# | The pattern, where a person, a partner or a worker has to tell | 3 |
# | The pattern, where nobody tells anything | 2 |
# | What ends the wait, where what is waited for comes | 1 |
# | What ends the wait, where it does not | 2 |

# %%
task("m10.e5")

# %% solution="m10.e5"
waits = None  # {"W-...": ("pattern", "what ends it"), ...}
### BEGIN SOLUTION
waits = {
    # The reply brings what is needed, be it after minutes: nothing has to be waited for besides.
    "W-52": ("request-response", "reply"),
    # One of the services of which Step Functions hears when a job ends; also when it fails.
    "W-45": ("run-a-job", "job"),
    # Somebody has the token, and a way to call with it. A refusal is an answer, too.
    "W-33": ("callback", "token"),
    # Nobody calls, and no signs of life were agreed upon: the limit for the whole ends it.
    "W-58": ("callback", "timeout"),
    # They called, until they could not any more: the silence is noticed sooner than the whole.
    "W-26": ("callback", "heartbeat"),
    # Nothing can be sent there. But they can come, and fetch the work, with its token.
    "W-84": ("activity", "token"),
    # Nobody comes, or nobody comes back.
    "W-49": ("activity", "timeout"),
    # They tell nobody, and can be asked: a loop is the last resort.
    "W-66": ("polling", "status"),
    # A date comes by itself.
    "W-87": ("wait-state", "date"),
}

### END SOLUTION

# %% [markdown]
# Try it: the cell shows your nine pairs, by pattern. Are there too many of one kind?

# %%
rows = [{"pattern": pair[0], "ends with": pair[1], "situation": code} for code, pair in (waits or {}).items()]
table(sorted(rows, key=lambda row: row["pattern"]), "How you wait")

# %% grade="m10.e5" points=10
grade("m10.e5", waits)

# %%
hints("m10.e5")

# %% [markdown]
# ## On AWS
#
# - Whoever calls with a token needs the permission to do so (`states:SendTaskSuccess` and its siblings); a partner does not get it:
#   an API and a function of ours stand before it, as in E2.
# - A token is good for as long as its task waits, which may be a year. Treat it like a password: not in logs, not in mails.
# - An HTTP Task needs the permission `states:InvokeHTTPEndpoint`, and leave to use the connection and its secret.
# - A state that waits costs nothing while it waits; each heartbeat is an API call, and AWS throttles those.
# - In the table of E3 items remain after the decision. On AWS one lets them expire (TTL), since they hold tokens.
