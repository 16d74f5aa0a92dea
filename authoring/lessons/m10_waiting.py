# ---
# title: Waiting for people and partners
# module: m10
# ---

# %% [markdown]
# # M10 · Waiting for people and partners
#
# A claim is paid out by bank transfer, and the bank takes an hour. A credit line waits for a manager who is at lunch. Until now our workflows only called what answers at once. By the end of this lesson they can wait for anybody, for as long as it makes sense, and not a second longer.
#
# **You will be able to**
#
# 1. tell request-response, run-a-job and wait-for-callback apart, and choose one;
# 2. build a callback with a task token, a heartbeat and a timeout;
# 3. implement the worker that answers;
# 4. add a manager's decision and its escalation;
# 5. call a partner's HTTPS API from a workflow;
# 6. choose between callback, polling, activity and event.
#
# The steps are called D1 to D8, so that hints can send you back to one. Plan for 55 minutes here, 100 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**, change them, run them again. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top.

# %%
import itertools
import json
import time
from datetime import timedelta

import boto3

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    before,
    cost_lens,
    inbox,
    lanes,
    progress,
    quiz,
    scenario,
    side_by_side,
    state_machine,
    stepper,
    table,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m10")

# %% [markdown]
# ## Where we stand
#
# In M07 a customer asked for a higher credit line, and a `Pass` state stood in for the manager. In M09 a clerk at the bank was asked with a *token*, and never answered. Both come back now, as people who do answer, sooner or later.
#
# The account has little in it so far: an outbox (a table that stands in for e-mail), and the credit limit as M07 left it.

# %%
account = Account(seed=10).start()
dynamodb, iam, sfn, sqs = map(boto3.client, ["dynamodb", "iam", "stepfunctions", "sqs"])
transfers, requests = itertools.count(1), itertools.count(1)  # their numbers
role = iam.create_role(RoleName="demo-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


def make_table(name, key):
    if name not in dynamodb.list_tables()["TableNames"]:
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )


def put_machine(name, definition):
    """Create a state machine, or give it another definition; return its ARN."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    try:
        sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    except sfn.exceptions.StateMachineDoesNotExist:
        sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn=role)
    return arn


def start(machine_arn, document, name=None):
    """Start an execution, let a virtual moment pass, and return the execution's ARN."""
    wanted = {"name": name} if name else {}
    started = sfn.start_execution(stateMachineArn=machine_arn, input=json.dumps(document), **wanted)
    time.sleep(0.1)
    return started["executionArn"]


def outcome(execution_arn):
    return sfn.describe_execution(executionArn=execution_arn)


# %%
CHECKED = [
    {"Not": {"Variable": "$.requested", "IsPresent": True}, "Next": "Refused"},
    {"Not": {"Variable": "$.requested", "IsNumeric": True}, "Next": "Refused"},
    {"Variable": "$.requested", "NumericGreaterThanPath": "$.preapproved", "Next": "Ask the manager"},
]
credit_limit = {
    "StartAt": "More than preapproved?",
    "States": {
        "More than preapproved?": {"Type": "Choice", "Choices": CHECKED, "Default": "Approved"},
        "Ask the manager": {"Type": "Pass", "End": True},
        "Approved": {"Type": "Succeed"},
        "Refused": {"Type": "Fail", "Error": "NoAmount", "Cause": "requested is not a number."},
    },
}
make_table("demo-outbox", "message")
put_machine("demo-credit-limit", credit_limit)
architecture_map(account.inventory())

# %% [markdown]
# ## D1 · Three ways to call
#
# Every night a job matches the bank's statement with our books. It takes twenty minutes. A workflow starts it, and then has ten minutes of other work. (Wait states stand in for the work.)
#
# There are three **integration patterns**, and the end of the `Resource` says which one is meant:
#
# | Pattern | `Resource` ends in | The workflow goes on when |
# | --- | --- | --- |
# | request-response | nothing | the service has taken the request |
# | run a job | `.sync` | the job is done |
# | wait for a callback | `.waitForTaskToken` | somebody says so |
#
# Our job is a state machine itself, so that all three can call it (`.sync:2` is `.sync` that returns the job's output as JSON).

# %%
JOB = {"StartAt": "Match", "States": {"Match": {"Type": "Wait", "Seconds": 1200, "End": True}}}
job_arn = put_machine("demo-match-statement", JOB)


def calling(pattern):
    """A workflow that starts the job in this pattern, and then goes on."""
    given = {"day": "2025-03-01"}
    if pattern == ".waitForTaskToken":
        given["token.$"] = "$$.Task.Token"
    call = {
        "Type": "Task",
        "Resource": f"arn:aws:states:::states:startExecution{pattern}",
        "Parameters": {"StateMachineArn": job_arn, "Input": given},
        "Next": "Go on",
    }
    other_work = {"Type": "Wait", "Seconds": 600, "End": True}
    return {"StartAt": "Start the job", "States": {"Start the job": call, "Go on": other_work}}


# %% [markdown]
# In the third case the job's input carries a **task token**: a long text that Step Functions makes for this one task. Whoever has it can answer. Here that is a clerk, who looks at the result when the job is done, takes half an hour for it, and then answers.
#
# > **Question.** After how many minutes does each of the three workflows go on?


# %%
def clerk_answers():
    time.sleep(1200 + 1800)
    newest = sfn.list_executions(stateMachineArn=job_arn)["executions"][0]
    token = json.loads(outcome(newest["executionArn"])["input"])["token"]
    sfn.send_task_success(taskToken=token, output=json.dumps({"matched": True}))


rows = []
for name, pattern in {"at once": "", "job": ".sync:2", "callback": ".waitForTaskToken"}.items():
    begin = len(account.trace)
    execution = start(put_machine("demo-three-patterns", calling(pattern)), {})
    if name == "callback":
        clerk_answers()
    account.settle()
    states = [each for each in account.trace[begin:] if each.kind == "state"]
    for each in states:
        who = "the job" if each.name == "Match" else "workflow"
        how = "waits" if each.name == "Start the job" else "ok"
        since, until = [60 * round((at - states[0].start) / 60) for at in (each.start, each.end)]
        rows.append((f"{name}: {who}", since, until, each.name, how))

lanes(rows, title="The same call in three patterns")

# %% [markdown]
# At once, after 20 minutes, after 50. In the first case the job was still running when the workflow was over. In the third the job was long done, and the workflow went on waiting: it waits for the *answer*, not for the job.
#
# **A function's return is no answer either.** If a state calls Lambda with `.waitForTaskToken`, what the function returns is ignored. Only these calls reach the workflow:
#
# | Call | Who makes it | Then |
# | --- | --- | --- |
# | `SendTaskSuccess(taskToken, output)` | whoever did the work | the output (JSON *text*) becomes the task's result |
# | `SendTaskFailure(taskToken, error, cause)` | whoever could not do it | the task fails with this error; Retry and Catch see it |
# | `SendTaskHeartbeat(taskToken)` | whoever is still at it | the limit for silence begins anew (D4) |
#
# Which of the patterns does a service know? And which type of workflow?


# %%
def refusal(resource, parameters, kind="STANDARD"):
    """What AWS says when a state machine with this task is to be created."""
    state = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}
    text = json.dumps({"StartAt": "Call", "States": {"Call": state}})
    found = sfn.validate_state_machine_definition(definition=text, type=kind)
    return "; ".join(each["message"] for each in found["diagnostics"]) or "✓ nothing against it"


SEND = {
    "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q",
    "MessageBody": {"token.$": "$$.Task.Token"},
}
RUN = {"StateMachineArn": job_arn, "Input": {}}
CALLS = [
    ("states:startExecution.sync:2", RUN, "STANDARD"),
    ("states:startExecution.sync:2", RUN, "EXPRESS"),
    ("sqs:sendMessage.sync", SEND, "STANDARD"),
    ("sqs:sendMessage.waitForTaskToken", SEND, "STANDARD"),
    ("sqs:sendMessage.waitForTaskToken", SEND, "EXPRESS"),
]
table(
    [
        {"call": call, "in": kind, "what AWS says": refusal(f"arn:aws:states:::{call}", parameters, kind)}
        for call, parameters, kind in CALLS
    ]
)

# %% [markdown]
# An **Express** workflow knows request-response only: it is made for minutes, so nobody waits in it for a day (M12). And `.sync` exists only where Step Functions can ask the service how the job is getting on: Batch, ECS, Glue, CodeBuild, another state machine and some more. A queue does not know whether its message has been worked on.
#
# ## D2 · The money transfer
#
# The insurer pays a claim: 850 EUR to customer C-77. The order goes to the bank through a queue. The customer may be told "your money has arrived" only when the bank says so.
#
# The token is no part of our data. It belongs to the task, and facts about the task are in the **context object**: `$$.Task.Token`.

# %%
transfer_url = sqs.create_queue(QueueName="demo-transfer-q")["QueueUrl"]


def tell(text, **then):
    """A state that writes to the customer."""
    row = {
        "message": {"S.$": "$$.Execution.Name"},
        "to": {"S.$": "$.customerId"},
        "text": {"S": text},
    }
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::dynamodb:putItem",
        "Parameters": {"TableName": "demo-outbox", "Item": row},
        "ResultPath": None,
        **then,
    }


money_transfer = {
    "StartAt": "Order the transfer",
    "States": {
        "Order the transfer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {
                "QueueUrl": transfer_url,
                "MessageBody": {"transfer.$": "$", "token.$": "$$.Task.Token"},
            },
            "TimeoutSeconds": 7200,
            "ResultPath": "$.receipt",
            "Catch": [
                {"ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Say that it failed"}
            ],
            "Next": "Confirm",
        },
        "Confirm": tell("Your money has arrived.", End=True),
        "Say that it failed": tell("We could not pay you yet.", Next="Not paid"),
        "Not paid": {"Type": "Fail", "Error": "NotPaid", "Cause": "The bank refused, or said nothing."},
    },
}
transfer_arn = put_machine("demo-money-transfer", money_transfer)
state_machine(money_transfer)

# %% [markdown]
# Start one, and let ten minutes pass. This is what the bank finds in the queue:


# %%
def order_transfer(customer="C-77", amount=850.0):
    transfer = f"TR-{next(transfers):04}"
    return start(transfer_arn, {"transferId": transfer, "customerId": customer, "amount": amount}, transfer)


def next_message(url):
    """Take the next message out of a queue, and return what it says."""
    found = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=20)["Messages"][0]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=found["ReceiptHandle"])
    return json.loads(found["Body"])


def letters(execution_arn):
    """What the customer was told about a transfer."""
    key = {"message": {"S": execution_arn.rsplit(":", 1)[1]}}
    found = dynamodb.get_item(TableName="demo-outbox", Key=key)
    return found["Item"]["text"]["S"] if "Item" in found else "(nothing)"


first = order_transfer()
time.sleep(600)
order = next_message(transfer_url)
print(order["transfer"])
print("token:", order["token"][:40], "…", len(order["token"]), "characters")
print("status:", outcome(first)["status"], "- told the customer:", letters(first))

# %% [markdown]
# The execution stands still: no transition, no function, nothing to pay for. The message is gone from the queue, and only the bank has the token. (It is shortened above, and never belongs into a log: whoever has it can answer.)
#
# The bank has paid. This call is all that it has to make; it may come from any program that has the token and the permission `states:SendTaskSuccess`.

# %%
sfn.send_task_success(taskToken=order["token"], output=json.dumps({"receivedAt": "2025-03-01T09:10:00Z"}))
account.settle()
print("told the customer:", letters(first))
stepper(first)

# %% [markdown]
# ### Received, refused, no answer
#
# Now you are the bank. Choose what it says and after how many minutes; the clock runs forward in a moment.
#
# > **Question.** The state has a `TimeoutSeconds` of two hours. What becomes of a "received" after 130 minutes?


# %%
def bank_says(answer, minutes):
    """Order a transfer, let the bank answer; return what came of it, and the execution."""
    sqs.purge_queue(QueueUrl=transfer_url)
    execution = order_transfer()
    token = next_message(transfer_url)["token"]
    time.sleep(minutes * 60)
    said = "(it was not called)" if answer == "no answer" else "accepted"
    try:
        if answer == "received":
            sfn.send_task_success(taskToken=token, output=json.dumps({"receivedAt": "now"}))
        elif answer == "refused":
            sfn.send_task_failure(taskToken=token, error="AccountClosed", cause="No such account.")
    except sfn.exceptions.TaskTimedOut as late:
        said = late.response["Error"]["Message"]
    account.settle()
    found = {
        "the bank says": answer,
        "after (min)": minutes,
        "AWS tells the bank": said,
        "execution": outcome(execution)["status"],
        "the customer reads": letters(execution),
    }
    return found, execution


def try_bank(answer, minutes):
    found, execution = bank_says(answer, minutes)
    return [table([found]), stepper(execution)]


scenario(
    try_bank,
    answer={"values": ["received", "refused", "no answer"], "label": "the bank says"},
    minutes={"values": (5, 150, 5), "start": 30, "label": "after", "unit": "min"},
)

# %% [markdown]
# The four stories in one table:

# %%
STORIES = [("received", 30), ("refused", 30), ("no answer", 30), ("received", 130)]
table([bank_says(answer, minutes)[0] for answer, minutes in STORIES])

# %% [markdown]
# Refusal and silence take the same way here, because one catcher takes both. The confirmation stands *behind* the waiting state, so nobody can read it too early.
#
# The last row is worth a thought. The bank did pay, and AWS told it that nobody waits any more. The customer has the money, and a letter that says otherwise. A timeout ends the *waiting*; it does not undo what others do. Somebody at the bank's side must notice the refused answer and report it, and our "failed" means "not confirmed".
#
# ### Break it
#
# > **Question.** Which of these answers does AWS take: a dictionary, a word, JSON text, a token that is cut off, the same answer again?

# %%
from botocore.exceptions import ClientError, ParamValidationError

order_transfer()
token = next_message(transfer_url)["token"]
ATTEMPTS = {
    "a dictionary": (token, {"received": True}),
    "a word": (token, "received"),
    "a token that is cut off": (token[:-8], '{"received": true}'),
    "JSON text": (token, '{"received": true}'),
    "the same again": (token, '{"received": true}'),
}


def attempt(token, output):
    """Answer, and return what came of it in one line."""
    try:
        sfn.send_task_success(taskToken=token, output=output)
    except ParamValidationError as error:
        return f"boto3 sends nothing: {str(error).splitlines()[1]}"
    except ClientError as error:
        return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
    return "✓ accepted"


table([{"answer": name, "what comes of it": attempt(*answer)} for name, answer in ATTEMPTS.items()])

# %% [markdown]
# The output is *text* that holds JSON, so `json.dumps` it. One answer counts: the second one is refused like a late one, with `TaskTimedOut`. A worker may get the same message twice (M04), so this is no disaster but its everyday life: it learns that its answer is not needed any more.
#
# And three ways to get no answer at all. In the third a function gets the token, works, and returns its result.

# %%
import io
import zipfile

FUNCTION = """
def handler(order, context):
    return {"received": True}
"""


def deploy(name, code):
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    boto3.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role,
        Code={"ZipFile": package.getvalue()},
    )


if not boto3.client("lambda").list_functions()["Functions"]:
    deploy("demo-forgets-to-answer", FUNCTION)


# %%
def silent(resource, parameters):
    """Run a task that has no limit; return what has become of it after a day."""
    task = {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}
    arn = put_machine("demo-silent", {"StartAt": "Ask", "States": {"Ask": task}})
    sqs.purge_queue(QueueUrl=transfer_url)
    execution = start(arn, {"transferId": "TR-9999"})
    time.sleep(24 * 3600)
    found = outcome(execution)
    if found["status"] == "RUNNING":
        sfn.stop_execution(executionArn=execution)  # or it stays open for a year
    return found


BODY = {"QueueUrl": transfer_url, "MessageBody": {"transferId.$": "$.transferId"}}
FROM_INPUT = {"QueueUrl": transfer_url, "MessageBody": {"token.$": "$.Task.Token"}}
INVOKE = {"FunctionName": "demo-forgets-to-answer", "Payload": {"token.$": "$$.Task.Token"}}
SEND_AND_WAIT = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
MISTAKES = {
    "the token is not sent": (SEND_AND_WAIT, BODY),
    "the token is looked for in the input: $.Task.Token": (SEND_AND_WAIT, FROM_INPUT),
    "the function returns, and does not answer": (
        "arn:aws:states:::lambda:invoke.waitForTaskToken",
        INVOKE,
    ),
}
ends = {name: silent(*call) for name, call in MISTAKES.items()}
table(
    [
        {"mistake": name, "after a day": found["status"], "error": found.get("error", "")}
        for name, found in ends.items()
    ]
)

# %% [markdown]
# One of them fails at once, which is the good one. The other two stay open: a day, a month, up to a year. That is why a task that waits for an answer **always** has a `TimeoutSeconds`.
#
# ## D3 · The manager signs
#
# A customer asks for a credit line of 1,500, and 1,000 is preapproved. The manager has a day. If she does not answer, the head of the department has another one. If nobody answers, it is a no.
#
# This is what is meant by a **human in the loop**. A manager does not read queues. Her screen shows a table, so the state writes the request *and the token* there. DynamoDB's optimised integration has no callback, but the SDK integrations have: `aws-sdk:dynamodb:putItem.waitForTaskToken`. No function is needed.

# %%
make_table("demo-approvals", "approval")


def ask(who, **then):
    """A state that writes a request into the table of approvals, and waits a day for the answer."""
    row = {
        "approval": {"S.$": f"States.Format('{{}}/{who}', $$.Execution.Name)"},
        "customer": {"S.$": "$.customerId"},
        "requested": {"N.$": "States.Format('{}', $.requested)"},
        "token": {"S.$": "$$.Task.Token"},
    }
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
        "Parameters": {"TableName": "demo-approvals", "Item": row},
        "TimeoutSeconds": 24 * 3600,
        "ResultPath": "$.answer",
        **then,
    }


def decided(word):
    return {"Type": "Pass", "Result": word, "ResultPath": "$.decision", "End": True}


NO_ANSWER = {"ErrorEquals": ["States.Timeout"], "ResultPath": "$.problem", "Next": "Ask the head"}
NO = {"ErrorEquals": ["Rejected"], "ResultPath": "$.problem", "Next": "Rejected"}
NOBODY = {"ErrorEquals": ["States.Timeout"], "ResultPath": "$.problem", "Next": "Rejected"}
credit_limit["States"] |= {
    "Ask the manager": ask("manager", Catch=[NO_ANSWER, NO], Next="Approved"),
    "Ask the head": ask("head", Catch=[NOBODY, NO], Next="Approved"),
    "Approved": decided("APPROVED"),
    "Rejected": decided("REJECTED"),
}
credit_arn = put_machine("demo-credit-limit", credit_limit)
state_machine(credit_limit)

# %% [markdown]
# The **escalation** is the catcher for `States.Timeout`, and nothing else. A "no" arrives as the error `Rejected`, which the manager's screen sends. Both catchers name what they mean: one for `States.ALL` would reject customers because a table is out of order (M09).
#
# A rejected request is no failed execution. The process did what it is for, so both ends are a plain `Pass`, and the decision is in the output.
#
# Three customers ask. This is what the table then holds:


# %%
def request_limit(amount=1500):
    document = {"customerId": "C-77", "requested": amount, "preapproved": 1000}
    return start(credit_arn, document, f"CR-{next(requests):04}")


def approvals():
    rows = dynamodb.scan(TableName="demo-approvals")["Items"]
    plain = [{name: next(iter(value.values())) for name, value in row.items()} for row in rows]
    return table([{**row, "token": row["token"][:24] + "…"} for row in plain])


waiting = [request_limit() for _ in range(3)]
approvals()

# %% [markdown]
# And this is the manager's screen. It is live: **you** are the manager, and its buttons make AWS's calls.
#
# 1. Approve the first request, and reject the second. What was called?
# 2. Answer the first one once more.
# 3. Let two hours pass, and then a day. What has become of the third request? Approve it all the same. Then answer the new letter, the head's.
# 4. Reject a request with another error than `Rejected`, on a second run of both cells. Who catches it?
#
# (Later cells let time pass, too. If you ran them already, the requests are over: run the cell above and this one again.)

# %%
inbox(
    account,
    "demo-credit-limit",
    approve={"by": "the manager"},
    reject=("Rejected", "too many open bills"),
    passes={2 * 3600: "2 hours", 24 * 3600: "1 day"},
)

# %% [markdown]
# The same as stories, so that each can be compared with the others. `decide` is what would run behind the manager's buttons: it looks up the token by the request, and sends the answer.


# %%
def decide(approval, approve):
    row = dynamodb.get_item(TableName="demo-approvals", Key={"approval": {"S": approval}})["Item"]
    if approve:
        sfn.send_task_success(taskToken=row["token"]["S"], output=json.dumps({"by": approval}))
    else:
        sfn.send_task_failure(taskToken=row["token"]["S"], error="Rejected", cause=approval)


def path_of(execution_arn):
    events = sfn.get_execution_history(executionArn=execution_arn)["events"]
    details = [each.get("stateEnteredEventDetails") for each in events]
    return " → ".join(each["name"] for each in details if each)


def story(*answers):
    """Let somebody answer after so many hours each: (2, "manager", True) approves after two."""
    execution, said = request_limit(), []
    began = time.time()
    for hours, who, approve in answers:
        time.sleep(began + hours * 3600 - time.time())
        try:
            decide(f"{execution.rsplit(':', 1)[1]}/{who}", approve)
        except sfn.exceptions.TaskTimedOut as late:
            said.append(f"{who} after {hours} h: {late}")
    time.sleep(began + 50 * 3600 - time.time())
    found = outcome(execution)
    took = (found["stopDate"] - found["startDate"]) / timedelta(hours=1)
    ended = {"decision": json.loads(found["output"])["decision"], "after (h)": round(took)}
    return {"way": path_of(execution).removeprefix("More than preapproved? → "), **ended}, said


WHAT_HAPPENS = {
    "the manager approves after 2 h": [(2, "manager", True)],
    "the manager rejects after 5 h": [(5, "manager", False)],
    "the manager after 30 h, the head after 40 h": [(30, "manager", True), (40, "head", False)],
    "nobody answers": [],
}
told = {name: story(*answers) for name, answers in WHAT_HAPPENS.items()}
table([{"story": name, **ends} for name, (ends, _) in told.items()])

# %%
for name, (_, refusals) in told.items():
    for each in refusals:
        print(f"{name}:\n  {each}")

# %% [markdown]
# The manager's "yes" after 30 hours came too late. It was refused, the head's "no" counted, and the request ended as rejected. Each waiting state has a token of its own, so an old answer can never be taken for a new question's. And the history keeps which answer came when, however long the execution takes: such a workflow can be audited.
#
# > **Question.** Manager and head both press a button, in the same second. Who makes sure that only one answer counts?
#
# Step Functions does, as long as both use the *same* token: the first is taken, the second refused. With two tables, mails or tasks nobody does. The worker's side needs care all the same: what should the second one read on the screen?

# %% [markdown]
# ## D4 · Is anybody there?
#
# The nightly matching takes twenty minutes, and it is a worker on a machine somewhere that does it. With a timeout of an hour we learn after an hour that the machine was switched off in minute 7. A worker that reports can be missed sooner: `HeartbeatSeconds` is how long it may be silent.
#
# The worker takes the token from a queue, works, and calls `SendTaskHeartbeat` now and then.

# %%
work_url = sqs.create_queue(QueueName="demo-work-q")["QueueUrl"]
MINUTE = 60
WORK = 20 * MINUTE


def long_job(heartbeat, **more):
    work = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": work_url, "MessageBody": {"token.$": "$$.Task.Token"}},
        "TimeoutSeconds": 60 * MINUTE,
        "HeartbeatSeconds": heartbeat,
        "End": True,
        **more,
    }
    return put_machine("demo-long-job", {"StartAt": "Match", "States": {"Match": work}})


def work_on(token, beat_every, until):
    """Work and report until `until` (seconds), or until nobody waits any more; return when each beat came."""
    began, beats = time.time(), []
    while time.time() - began + beat_every <= until:
        time.sleep(beat_every)
        try:
            sfn.send_task_heartbeat(taskToken=token)
        except sfn.exceptions.TaskTimedOut:
            return beats
        beats.append(time.time() - began)
    time.sleep(began + until - time.time())
    return beats


# %% [markdown]
# > **Question.** The worker reports every minute and dies in minute 7. `HeartbeatSeconds` is 90. When does the task end? And what if the worker lives, but reports every two minutes?


# %%
def pulse(beat_every, dies, heartbeat):
    sqs.purge_queue(QueueUrl=work_url)
    execution = start(long_job(heartbeat), {})
    token = next_message(work_url)["token"]
    until = dies * MINUTE
    beats = work_on(token, beat_every, until)
    if until == WORK and outcome(execution)["status"] == "RUNNING":
        sfn.send_task_success(taskToken=token, output="{}")
    account.settle()
    found = outcome(execution)
    ended = (found["stopDate"] - found["startDate"]).total_seconds()
    rows = [("worker", 0, min(until, ended), "works"), ("task", 0, ended, "waits for the answer", "waits")]
    for earlier, later in itertools.pairwise([0, *beats, ended]):
        is_last = later == ended and found["status"] != "SUCCEEDED"
        rows.append(
            ("pulse", earlier, later, f"{later - earlier:.0f} s of silence", "error" if is_last else "waits")
        )
    summary = {"beats": len(beats), "ended after (s)": round(ended), "status": found["status"]}
    return [table([{**summary, "error": found.get("error", "")}]), lanes(rows, title="Pulse")]


scenario(
    pulse,
    beat_every={"values": (20, 180, 20), "start": 60, "unit": "s", "label": "a beat every"},
    dies={"values": {"minute 7": 7, "minute 15": 15, "no minute": 20}, "label": "the worker dies in"},
    heartbeat={"values": (30, 300, 30), "start": 90, "unit": "s", "label": "HeartbeatSeconds"},
)

# %% [markdown]
# The last beat came after 6 minutes, and 90 seconds later the task was over: more than fifty minutes before its timeout. (An execution that ends so has the error `States.Timeout`. In Retry and Catch the silence has a name of its own, `States.HeartbeatTimeout`.)
#
# A worker that lives and reports too rarely is taken for dead: set the beat to 120. So let it report two or three times within the limit, and keep the limit well under the timeout.
#
# ### The worker that was only slow
#
# A `Retry` for `States.HeartbeatTimeout` sends the work out again, with a **new** token. But the first worker was not dead. Its network was away for two minutes; now it is back, and there are two of them.

# %%
AGAIN = {"ErrorEquals": ["States.HeartbeatTimeout"], "IntervalSeconds": 1, "MaxAttempts": 2}
sqs.purge_queue(QueueUrl=work_url)
execution = start(long_job(90, Retry=[AGAIN]), {})
first_token = next_message(work_url)["token"]
for _ in range(4):
    time.sleep(60)
    sfn.send_task_heartbeat(taskToken=first_token)
print("worker 1 has reported four times; now its network is away")
time.sleep(100)

second_token = next_message(work_url)["token"]
print("worker 2 gets the work; the same token?", second_token == first_token)
time.sleep(30)
try:
    sfn.send_task_heartbeat(taskToken=first_token)
except sfn.exceptions.TaskTimedOut as refused:
    print("worker 1 is back:", refused)
time.sleep(30)
sfn.send_task_success(taskToken=second_token, output="{}")
account.settle()
print("the execution:", outcome(execution)["status"])

# %% [markdown]
# The refused heartbeat is how worker 1 learns that the work is no longer its own: it should stop there, before it writes anything. (What it has written by then must do no harm when worker 2 writes it, too: idempotency, M09.)
#
# ## D5 · The worker that asks for work
#
# Until now Step Functions *pushed* the work: into a queue, a table. With an **activity** it keeps the work itself, and a worker asks for it. The activity is nothing but a name with an ARN. The call `GetActivityTask` waits up to a minute for a task; its answer is the input and a token, or nothing.
#
# A claims examiner's program, for example, which stands behind a firewall and can be called by nobody:

# %%
activity_arn = sfn.create_activity(name="demo-examine-claim")["activityArn"]


def examined_by(resource, parameters=None, **limits):
    """A machine with one task, which an examiner's program works on."""
    examine = {"Type": "Task", "Resource": resource, "TimeoutSeconds": 3600, "End": True, **limits}
    if parameters:
        examine["Parameters"] = parameters
    return put_machine("demo-examination", {"StartAt": "Examine", "States": {"Examine": examine}})


claim = start(examined_by(activity_arn), {"claimId": "CL-204", "amount": 850})
work = sfn.get_activity_task(activityArn=activity_arn, workerName="examiner-1")
print("the worker gets:", work["input"])
sfn.send_task_success(taskToken=work["taskToken"], output=json.dumps({"covered": True}))

begin = time.time()
nothing = sfn.get_activity_task(activityArn=activity_arn)
print("and now:", nothing.get("taskToken", "(nothing)"), f"after {time.time() - begin:.0f} seconds")
print("the execution:", outcome(claim)["status"], outcome(claim).get("output"))

# %% [markdown]
# No queue, no policy, no message to delete. So why queues at all?
#
# > **Question.** A worker fetches a task and dies. How does the next worker get it, from a queue and from an activity?


# %%
hidden = {"VisibilityTimeout": "120"}
examine_url = sqs.create_queue(QueueName="demo-examine-q", Attributes=hidden)["QueueUrl"]


def fetch_task():
    return sfn.get_activity_task(activityArn=activity_arn).get("taskToken")


def fetch_message():
    found = sqs.receive_message(QueueUrl=examine_url, WaitTimeSeconds=20).get("Messages")
    return json.loads(found[0]["Body"])["token"] if found else None


def after_a_crash(machine_arn, fetch):
    """Worker 1 fetches and dies. Worker 2 asks for an hour at most."""
    execution = start(machine_arn, {"claimId": "CL-205"})
    first, began, asked = fetch(), time.time(), 1
    while (second := fetch()) is None and time.time() - began < 3600:
        asked += 1
    waited = round(time.time() - began)
    if second:
        sfn.send_task_success(taskToken=second, output="{}")
    account.settle()
    return {
        "worker 2 gets it after (s)": waited if second else "never",
        "the same token": {True: "yes", False: "no"}[second == first] if second else "",
        "calls of worker 2": asked,
        "execution": outcome(execution)["status"],
    }


SEND_CLAIM = {"QueueUrl": examine_url, "MessageBody": {"token.$": "$$.Task.Token"}}
PULSE = {"HeartbeatSeconds": 120, "Retry": [AGAIN]}
table(
    [
        {"work from": name, **after_a_crash(examined_by(*how, **limits), fetch)}
        for name, how, limits, fetch in [
            ("an activity", (activity_arn,), {}, fetch_task),
            ("an activity, heartbeat and retry", (activity_arn,), PULSE, fetch_task),
            ("a queue with token", (SEND_AND_WAIT, SEND_CLAIM), {}, fetch_message),
        ]
    ]
)

# %% [markdown]
# An activity hands each task out **once**. If the worker dies, only the task's own limits notice: a heartbeat with a retry makes a new task of it, otherwise it fails at its timeout. A queue shows the message again, with the token that is still good.
#
# | | Queue with token | Activity |
# | --- | --- | --- |
# | Who keeps the work | SQS, with dead-letter queue, policies, metrics of its own | Step Functions |
# | A worker dies | the message comes back | heartbeat and retry |
# | Other receivers | any: topic, event bus, table, another account | workers that call `GetActivityTask` |
# | The worker needs | SQS and Step Functions | Step Functions alone |
# | In Express | no | no |
#
# Activities are the older of the two, and still good for a few long-running workers outside AWS.
# %% [markdown]
# ## D6 · Ask the bank
#
# Some claims are paid in dollars, and the bank tells the rate over HTTPS. Older texts say that Step Functions cannot call any HTTP address, and put a function in between. Since the end of 2023 it can: the **HTTP Task**, `arn:aws:states:::http:invoke`.
#
# The bank's server is a Python function here. It wants a key, and right now it is busy: the first request gets a 429.

# %%
asked = []
bank_today = {"takes": 0, "says": [429]}  # seconds; a status for each of the next requests, then 200


def bank(request):
    asked.append(request)
    time.sleep(bank_today["takes"])
    if request["headers"].get("x-api-key") != "known-to-two":
        return 401, json.dumps({"problem": "who are you?"})
    status = bank_today["says"].pop(0) if bank_today["says"] else 200
    answer = {"rate": 1.08, "asOf": "2025-03-01"} if status == 200 else {"problem": "not now"}
    return status, json.dumps(answer)


account.endpoint("https://bank.example/rates", bank)

# %% [markdown]
# The key must not stand in the definition: whoever may read the workflow could read it there, and it would be in each execution's history. It goes into a **connection** of EventBridge, which keeps it in Secrets Manager. The state names the connection only.

# %%
connection_arn = boto3.client("events").create_connection(
    Name="demo-bank",
    AuthorizationType="API_KEY",
    AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "known-to-two"}},
)["ConnectionArn"]

# %%
ask_for_rate = {
    "Type": "Task",
    "Resource": "arn:aws:states:::http:invoke",
    "Parameters": {
        "ApiEndpoint": "https://bank.example/rates",
        "Method": "GET",
        "QueryParameters": {"currency.$": "$.currency"},
        "Authentication": {"ConnectionArn": connection_arn},
    },
    "ResultSelector": {"rate.$": "$.ResponseBody.rate"},
    "ResultPath": "$.bank",
    "Retry": [
        {
            "ErrorEquals": ["States.Http.StatusCode.429"],
            "IntervalSeconds": 2,
            "BackoffRate": 2,
            "MaxAttempts": 3,
        }
    ],
    "TimeoutSeconds": 20,
    "End": True,
}
rate_arn = put_machine("demo-rate", {"StartAt": "Ask the bank", "States": {"Ask the bank": ask_for_rate}})

# %% [markdown]
# > **Question.** How many requests does the bank get, and how many states are entered?

# %%
bank_today.update(takes=0, says=[429])
rate = start(rate_arn, {"claimId": "CL-204", "amount": 850, "currency": "USD"})
account.settle()
stepper(rate)

# %% [markdown]
# One state, two requests: the first answer became the *error* `States.Http.StatusCode.429`, which the retrier knows. Every status outside of 200 to 299 becomes such an error, so you choose by its name what to try again.
#
# | The bank says | Error | Try again? |
# | --- | --- | --- |
# | 429, 503 | `States.Http.StatusCode.429`, `….503` | yes, with backoff: it is busy |
# | 400, 404 | `States.Http.StatusCode.400`, `….404` | no: what we ask is wrong, and will be |
# | 401, 403 | `States.Http.StatusCode.401`, `….403` | no: mend the connection |
# | nothing | `States.Http.Socket` or `States.Timeout` | only what may be repeated (M09) |
#
# Look for the key. Who has seen it?

# %%
KEY = "known-to-two"
found = sfn.get_execution_history(executionArn=rate)["events"]
places = {
    "the definition": sfn.describe_state_machine(stateMachineArn=rate_arn)["definition"],
    "the execution's history": json.dumps(found, default=str),
    "what the connection tells of itself": json.dumps(
        boto3.client("events").describe_connection(Name="demo-bank"), default=str
    ),
    "the request that the bank got": json.dumps(asked[-1]),
}
table([{"place": name, "is the key there?": "yes" if KEY in text else "no"} for name, text in places.items()])

# %% [markdown]
# Only where it belongs. To see a request without writing a workflow, try the state alone: `TestState` (M08) with the level `TRACE` tells what went out and what came back.

# %%
trial = sfn.test_state(
    definition=json.dumps(ask_for_rate),
    roleArn=role,
    input=json.dumps({"currency": "USD"}),
    inspectionLevel="TRACE",
)["inspectionData"]
side_by_side({"request": trial["request"], "response": trial["response"]})

# %% [markdown]
# Even here the key is left out, unless somebody asks with `revealSecrets` and has the permission for it. Try other things with the state:


# %%
def bank_takes(seconds, status):
    """Let the bank answer so late, with this status, and try the state once."""
    bank_today.update(takes=seconds, says=[status])
    state = {**ask_for_rate, "TimeoutSeconds": 300}
    answer = sfn.test_state(definition=json.dumps(state), roleArn=role, input='{"currency": "USD"}')
    bank_today.update(takes=0, says=[])
    row = {"takes (s)": seconds, "says": status, "the task": answer["status"]}
    return table([{**row, **{name: answer.get(name, "") for name in ["error", "cause", "output"]}}])


scenario(
    bank_takes,
    seconds={"values": (0, 90, 5), "start": 65, "unit": "s", "label": "the bank takes"},
    status={"values": [200, 400, 429, 503], "label": "and says"},
)

# %% [markdown]
# The `TimeoutSeconds` of this state is 300, and it is no help: no HTTP Task waits longer than this.

# %%
print(fact("states.http_seconds"))

# %% [markdown]
# And there is no `.waitForTaskToken` for HTTP. So how does a partner answer that needs an hour? In two halves: it takes the order at once (202), and calls **us** when it is done. An API of ours takes that call and sends `SendTaskSuccess` with the token that it finds in a table, as in D3.
#
# ### An API of our own
#
# For APIs of API Gateway there is a task of its own, `arn:aws:states:::apigateway:invoke`. It needs no connection: it can sign requests with the workflow's role. This API tells the premium of a policy, and its method asks for signatures (`AWS_IAM`). You need not read how it is built; M03 does that slowly.

# %%
gateway = boto3.client("apigateway")
api_id = gateway.create_rest_api(name="demo-insurance")["id"]
root = gateway.get_resources(restApiId=api_id)["items"][0]["id"]
made = gateway.create_resource(restApiId=api_id, parentId=root, pathPart="premium")
method = {"restApiId": api_id, "resourceId": made["id"], "httpMethod": "GET"}
gateway.put_method(**method, authorizationType="AWS_IAM")
gateway.put_integration(**method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
gateway.put_method_response(**method, statusCode="200")
gateway.put_integration_response(
    **method, statusCode="200", responseTemplates={"application/json": '{"premium": 129.5}'}
)
deployed = gateway.create_deployment(restApiId=api_id, stageName="prod")


# %%
def premium(auth):
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::apigateway:invoke",
        "Parameters": {
            "ApiEndpoint": f"{api_id}.execute-api.us-east-1.amazonaws.com",
            "Method": "GET",
            "Stage": "prod",
            "Path": "premium",
            "QueryParameters": {"policyId.$": "States.Array($.policyId)"},
            "Headers": {"x-caller": ["claims"]},
            "AuthType": auth,
        },
        "ResultSelector": {"premium.$": "$.ResponseBody.premium"},
        "End": True,
    }
    answer = sfn.test_state(definition=json.dumps(call), roleArn=role, input='{"policyId": "POL-1042"}')
    return {
        "AuthType": auth,
        **{name: answer.get(name, "") for name in ["status", "error", "cause", "output"]},
    }


table([premium("NO_AUTH"), premium("IAM_ROLE")])

# %% [markdown]
# The fields:
#
# | Field | Says |
# | --- | --- |
# | `ApiEndpoint` | the API's host, without `https://` |
# | `Method` | GET, POST, …; this and the host must be there |
# | `Stage`, `Path` | which deployment, and what in it |
# | `QueryParameters`, `Headers` | each a list of values |
# | `RequestBody` | a document; for POST, PUT and PATCH |
# | `AuthType` | `NO_AUTH` (if you say nothing), `IAM_ROLE` (signed with the workflow's role), `RESOURCE_POLICY` (the API's own policy decides) |
#
# It calls Regional REST and HTTP APIs whose methods ask for nothing, for a signature, or for a Lambda authorizer (one that reads parameters, or a token in a header other than `Authorization`). Methods that want Cognito, OpenID Connect or OAuth, private APIs and custom domain names are out of its reach. And this task *has* a `.waitForTaskToken`.

# %% [markdown]
# ## D7 · Are we there yet?
#
# Not every partner calls back. Suppose the bank only tells a transfer's status to whoever asks. So a workflow asks every ten seconds: a `Wait`, a Task, a Choice that leads back. That is **polling**. (It counts its rounds in a variable, M08.)


# %%
def polling(connection, every, rounds):
    """A workflow that asks the bank every so many seconds, and gives up after so many rounds."""
    ask_bank = {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Arguments": {
            "ApiEndpoint": "https://bank.example/transfers/TR-0001",
            "Method": "GET",
            "Authentication": {"ConnectionArn": connection},
        },
        "Output": "{% $states.result.ResponseBody %}",
        "Assign": {"round": "{% $round + 1 %}"},
        "Next": "Received?",
    }
    over = "{% $states.input.is = 'received' or $round >= " + str(rounds) + " %}"
    received = {"Type": "Choice", "Choices": [{"Condition": over, "Next": "Over"}], "Default": "Wait"}
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Begin",
        "States": {
            "Begin": {"Type": "Pass", "Assign": {"round": 0}, "Next": "Wait"},
            "Wait": {"Type": "Wait", "Seconds": every, "Next": "Ask the bank"},
            "Ask the bank": ask_bank,
            "Received?": received,
            "Over": {"Type": "Succeed"},
        },
    }


state_machine(polling(connection_arn, every=10, rounds=10_000))

# %% [markdown]
# Each way of waiting runs in an account of its own, so that what it costs can be told apart. The next cell has the bank's page, and what starts, runs and counts; you need not read it.

# %%
DAY = 24 * 3600
READY = DAY - 5 * 60  # the bank takes a day but for five minutes


def bank_page(world, ready):
    """Let the bank tell a transfer's status in this account; return the connection to it."""

    def status(request):
        return 200, json.dumps({"is": "received" if world.clock.elapsed >= ready else "open"})

    world.endpoint("https://bank.example/transfers/TR-0001", status)
    key = {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "known-to-two"}}
    bus = world.client("events")
    made = bus.create_connection(Name="bank", AuthorizationType="API_KEY", AuthParameters=key)
    return made["ConnectionArn"]


def run_in(world, **definitions):
    """Create machines in this account, and run the last one until it ends; return what became of it."""
    states, identity = world.client("stepfunctions"), world.client("iam")
    made = identity.create_role(RoleName="role", AssumeRolePolicyDocument="{}")
    for name, definition in definitions.items():
        arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
        states.create_state_machine(name=name, definition=json.dumps(definition), roleArn=made["Role"]["Arn"])
    execution = states.start_execution(stateMachineArn=arn, input="{}")["executionArn"]
    world.settle(10 * DAY)
    return states.describe_execution(executionArn=execution)


def counted(world, found, ready=READY):
    used = {line.what: line.quantity for line in world.meter().lines}
    ended = (found["stopDate"] - world.clock.start).total_seconds()
    return {
        "status": found["status"],
        "ended after (h)": round(ended / 3600, 2),
        "late (s)": round(ended - ready) if found["status"] == "SUCCEEDED" else "",
        "transitions": round(used["transitions"]),
        "requests to the bank": sum(each.kind == "call" and each.service == "http" for each in world.trace),
    }


# %% [markdown]
# > **Question.** How many transitions are that in a day? And does such an execution live that long?

# %%
with Account(seed=10) as world:
    found = run_in(world, poll=polling(bank_page(world, READY), every=10, rounds=10_000))
print(found.get("cause"))
table([{"way": "ask every 10 s", **counted(world, found)}])

# %% [markdown]
# It does not live that long. Each round leaves nine events in the history, and the history of one execution has an end (M09). After less than eight hours the workflow is dead, though nothing was wrong.
#
# People who poll cut the day into pieces, then: an execution that asks for an hour, and another one around it that starts it again and again (`.sync:2`, D1). Beside it, a callback: the bank gets the token, and sends it back when it is ready.


# %%
def poll_in_pieces(every, ready=READY):
    ask_for_an_hour = {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {
            "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:an_hour",
            "Input": {},
        },
        "ResultSelector": {"is.$": "$.Output.is"},
        "Next": "Received?",
    }
    received = {"Variable": "$.is", "StringEquals": "received", "Next": "Confirm"}
    around = {
        "StartAt": "Ask for an hour",
        "States": {
            "Ask for an hour": ask_for_an_hour,
            "Received?": {"Type": "Choice", "Choices": [received], "Default": "Ask for an hour"},
            "Confirm": {"Type": "Succeed"},
        },
    }
    with Account(seed=10) as world:
        an_hour = polling(bank_page(world, ready), every, rounds=3600 // every)
        return world, run_in(world, an_hour=an_hour, around=around)


def be_told(ready=READY):
    with Account(seed=10) as world:
        queue = world.client("sqs").create_queue(QueueName="transfer-q")["QueueUrl"]

        def bank_works():
            token = next_message(queue)["token"]
            time.sleep(ready - world.clock.elapsed)
            answer = json.dumps({"is": "received"})
            world.client("stepfunctions").send_task_success(taskToken=token, output=answer)

        world.clock.spawn(bank_works)
        order = {
            "Type": "Task",
            "Resource": SEND_AND_WAIT,
            "Parameters": {"QueueUrl": queue, "MessageBody": {"token.$": "$$.Task.Token"}},
            "TimeoutSeconds": 2 * DAY,
            "Next": "Confirm",
        }
        states = {"Order the transfer": order, "Confirm": {"Type": "Succeed"}}
        return world, run_in(world, callback={"StartAt": "Order the transfer", "States": states})


ways = {
    "ask every 10 s": poll_in_pieces(10),
    "ask every 10 min": poll_in_pieces(600),
    "be told (callback)": be_told(),
}
table([{"way": name, **counted(*ran)} for name, ran in ways.items()])

# %% [markdown]
# What would that cost with a thousand transfers a month? Prices are AWS's, what is counted is what ran above.

# %%
cost_lens({name: world for name, (world, _) in ways.items()}, times=1000)

# %% [markdown]
# Asking rarely is cheaper, and we learn it later: the bank was ready, and our next look was minutes away. Being told costs two transitions and a few requests of SQS, and nobody is late. (What the bank pays for being asked thousands of times is not in our bill. It may send us one.)
#
# Turn the knobs: from which interval on would polling be good enough for a customer?


# %%
def compare(every, hours):
    ready = hours * 3600 - 330
    ran = {f"ask every {every} s": poll_in_pieces(every, ready), "be told": be_told(ready)}
    rows = []
    for name, (world, found) in ran.items():
        month = world.meter(times=1000).month
        rows.append({"way": name, **counted(world, found, ready), "1,000 a month (USD)": round(month, 2)})
    return table(rows)


scenario(
    compare,
    every={"values": [10, 60, 600, 1800], "start": 60, "label": "ask every (s)"},
    hours={"values": (1, 24), "start": 4, "label": "the bank takes nearly", "unit": "h"},
)

# %% [markdown]
# Poll only if the partner cannot call you. Then ask rarely, let the interval grow, and bound the rounds: a loop has no end of its own (M09).
#
# ## D8 · Nobody to ask
#
# Sometimes no one has to answer, because everybody knows when: a pension is paid on the first of the month. Then no token is needed, and no question. A `Wait` state with a `Timestamp` waits until a moment (M07).
#
# > **Question.** The same day of waiting, until 07:55. How many transitions?

# %%
with Account(seed=10) as world:
    until_then = {"Type": "Wait", "Timestamp": "2025-03-02T07:55:00Z", "Next": "Pay"}
    states = {"Until payday": until_then, "Pay": {"Type": "Succeed"}}
    found = run_in(world, payday={"StartAt": "Until payday", "States": states})
table([{"way": "wait for a date", **counted(world, found)}])

# %% [markdown]
# As many as the callback. Both wait for nothing: no request, no transition, no computer.
#
# But a date is a guess about others. A workflow that waits three days "because the bank needs two" is slow if the bank is quick, and wrong if it is slow. Wait for a date if the *calendar* decides, for an answer if *somebody* does.
#
# ### How to wait
#
# | Ask yourself | Then | What ends the wait |
# | --- | --- | --- |
# | Is the answer there within a minute? | request-response | the answer itself |
# | Is it a job whose end Step Functions can ask for? | `.sync` | the job's end |
# | Can somebody send a token back: a person, a partner, a worker? | callback | SendTaskSuccess or SendTaskFailure |
# | Does the worker fetch its work, and can take nothing but Step Functions? | activity | the worker's answer |
# | Does the other side announce what happens, to everybody? | event: a rule starts the next workflow, or a function that sends the token back | the event |
# | Can the other side only be asked? | polling, rarely and with a bound | an answer, or the last round |
# | Does the calendar decide? | Wait | the moment |
#
# And for each of them: a timeout, and a way for the case that it strikes.

# %% [markdown]
# ## Try it
#
# Yours to break: the transfer, with a bank that answers as you wish. Change the definition, then run the cell. Some ideas:
#
# - leave out `TimeoutSeconds`, and let the bank say nothing. How does the execution end, and when? (`time.sleep(366 * 24 * 3600)` lets a year pass.)
# - let the customer get a letter when the order is *sent*. What does it have to say to be true?
# - ask a second time before you give up: a catcher for `States.Timeout` that leads to a state like the first one. How can the bank tell that it is the same transfer?

# %%
mine = json.loads(json.dumps(money_transfer))
mine["States"]["Order the transfer"]["TimeoutSeconds"] = 3600

put_machine("demo-money-transfer", mine)
found, execution = bank_says("no answer", minutes=90)
stepper(execution)

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, without what was only for trying. The credit limit now has its manager, in a table; the transfer has its bank, behind a queue; and the rate comes from a partner, through a connection.

# %%
put_machine("demo-money-transfer", money_transfer)
examined_by(activity_arn, HeartbeatSeconds=120)
for name in ["three-patterns", "match-statement", "silent"]:
    sfn.delete_state_machine(
        stateMachineArn=f"arn:aws:states:us-east-1:123456789012:stateMachine:demo-{name}"
    )
for function in boto3.client("lambda").list_functions()["Functions"]:
    boto3.client("lambda").delete_function(FunctionName=function["FunctionName"])
for group in boto3.client("logs").describe_log_groups()["logGroups"]:
    boto3.client("logs").delete_log_group(logGroupName=group["logGroupName"])
for api in gateway.get_rest_apis()["items"]:
    gateway.delete_rest_api(restApiId=api["id"])
if any("demo-examine-q" in url for url in sqs.list_queues()["QueueUrls"]):
    sqs.delete_queue(QueueUrl=examine_url)

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m10_waiting/m10_waiting.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m10")

# %% [markdown]
# ## What to take away
#
# - **Three patterns**: request-response goes on when the request is taken, `.sync` when the job is done, `.waitForTaskToken` when somebody says so. Express has the first one only.
# - **The token** belongs to the task (`$$.Task.Token`), travels with the request, and is used once. What a function returns is no answer; `SendTaskSuccess` and `SendTaskFailure` are.
# - **Every wait has a timeout**, and a catcher for it: ask somebody else, or give up and say so. A long job has a heartbeat besides, well under the timeout.
# - **Late and double answers are refused.** A worker takes that as "not needed any more", and stops.
# - **A "no" is an answer.** Escalate on `States.Timeout`, not on a refusal.
# - **HTTP Task**: the secret is in the connection, a status outside of 2xx is an error with a name, and a minute is the limit.
# - **Polling** pays for each look, and one execution's history is soon full. Let yourself be told.
#
# **Choose a callback** when a person or a partner decides. Do not choose it where the answer comes within seconds anyway: then a plain call is simpler, and has fewer ends that can be left open.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Anybody in the account may answer | Whoever answers needs `states:SendTaskSuccess`, `SendTaskFailure`, `SendTaskHeartbeat` |
# | A token is shown, shortened | Treat it like a password: whoever has it can answer. Keep it out of logs and links |
# | `inbox` finds open tasks in the histories | Nobody lists open tokens: keep them where you can find them, as in D3 |
# | `.sync` is there for state machines | Also for Batch, ECS, Glue, CodeBuild and others; the role needs rights to watch the job |
# | `GetActivityTask` waits a virtual minute | It does wait a minute: give boto3 a `read_timeout` that is longer |
# | Partners are Python functions, `http://` included | HTTPS with a publicly trusted certificate; a private API needs a connection through VPC Lattice; no client certificates (mTLS) |
# | An empty role is enough for an HTTP Task | The workflow's role needs `states:InvokeHTTPEndpoint`, and may use the connection and read its secret |
# | The bank's clock is ours | Set timeouts by what you have measured, with a reserve, and let an alarm tell of `ExecutionsTimedOut` |

# %%
progress("m10")
