# ---
# title: "Exercises: failure"
# module: m09
# ---

# %% [markdown]
# # Exercises: retry, catch, compensate, time out
#
# After these exercises you can
#
# - plan retries, and say when each of them comes,
# - lead an error to whom it concerns, without forgetting whom it is about,
# - undo what was done when a later step fails, and still fail,
# - end what hangs,
# - say who handles an error, and which errors nobody can.
#
# The lesson belonging to them is [Failure: retry, catch, compensate, time out](../../lessons/m09_failure.ipynb);
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
# state machine with your definition, starts one execution, and shows it step by step.

# %% locked="given_lab"
import io
import json
import zipfile

from course.cloud import Account
from course.widgets import stepper


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


def execute(account, definition, given):
    """Create a state machine, start one execution, let it run to its end; return its ARN."""
    states = account.client("stepfunctions")
    text = definition if isinstance(definition, str) else json.dumps(definition)
    role = make_role(account, "tried-role", "states.amazonaws.com")
    try:
        machine = states.create_state_machine(name="tried", definition=text, roleArn=role)["stateMachineArn"]
    except states.exceptions.InvalidDefinition as refusal:
        print(refusal)
        return None
    execution = states.start_execution(stateMachineArn=machine, input=json.dumps(given))["executionArn"]
    account.settle()
    return execution


def tried(definition, given, functions, prepare=None):
    """Run a definition once, in an account with these functions ({name: code}); show it step by step.

    `prepare(account)` makes what else has to be there.
    """
    if definition is None:
        print("Write the definition first, then run this cell again.")
        return None
    with Account() as account:
        for name, code in functions.items():
            make_function(account, name, code)
        if prepare:
            prepare(account)
        execution = execute(account, definition, given)
        return execution and stepper(execution)


def works(result):
    """Return the code of a function that answers with `result`."""
    return f"def handler(event, context):\n    return {result!r}\n"


def fails(error, times=None, result=None):
    """Return the code of a function that fails with this error: so many times, or always; then it answers."""
    return f"""
tries = 0

def handler(event, context):
    global tries
    tries += 1
    if {times!r} is None or tries <= {times!r}:
        raise type({error!r}, (Exception,), {{}})("try " + str(tries))
    return {result!r}
"""


# %% [markdown]
# ## E1: A retry plan
#
# *You practise: telling errors apart, and planning tries in time. Lesson step D2.*
#
# The function `update-customer` writes a payment into the customers' database. Two of its errors have a name:
# `CustomerDb.Throttled` means that the database is too busy, which passes. `InvalidPolicy` means that there is no such
# policy, and there will be none.
#
# **Given:** a state machine with one Task, which calls `update-customer`. Only its field `Retry` is missing; the cell "Try it"
# puts yours in.
#
# **Deliver** `retry`, the value of that field: a list of retriers. With it,
#
# 1. after `CustomerDb.Throttled` the function is called again: first after `first_wait_seconds`, then each time after twice as
#    long a wait, but no wait is longer than `longest_wait_seconds`; in all there are `retries` such repeats;
# 2. when the last one fails as well, the execution fails with that error;
# 3. after `InvalidPolicy`, and after any other error, the function is not called again: the execution fails at once.
#
# No jitter here, so that you can say when each try comes.
#
# **Example.** For a first wait of 2 s, a longest wait of 5 s and 3 retries, a database that is always too busy is asked at
# 0, 2, 6 and 11 s.
#
# | Checked | Points |
# | --- | --- |
# | The waits between tries are right, the longest included | 5 |
# | `InvalidPolicy` and other errors fail at once, also if they come after a retry | 3 |
# | The number of retries is right, and then the error stands | 2 |

# %%
task("m09.e1")

# %% solution="m09.e1"
retry = None  # [{"ErrorEquals": [...], ...}, ...]
### BEGIN SOLUTION
retry = [
    {
        # The one error that time can heal. What is not named here is not tried again.
        "ErrorEquals": ["CustomerDb.Throttled"],
        "IntervalSeconds": 8,
        "BackoffRate": 2,
        # Without a ceiling the waits would double for ever.
        "MaxDelaySeconds": 27,
        # The repeats alone: the first try is not among them.
        "MaxAttempts": 4,
    }
]
### END SOLUTION

# %% [markdown]
# Try it: the database is too busy three times. Drag the slider, and read at which second each try begins; the function itself
# takes a moment, too. Change the number of times, or the error.

# %%
payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5}
update_customer = {
    "StartAt": "Update customer",
    "States": {
        "Update customer": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:update-customer",
            **({"Retry": retry} if retry is not None else {}),
            "End": True,
        }
    },
}
tried(update_customer, payment, {"update-customer": fails("CustomerDb.Throttled", times=3, result="written")})

# %% grade="m09.e1" points=10
grade("m09.e1", retry)

# %%
hints("m09.e1")

# %% [markdown]
# ## E2: Choose a username
#
# *You practise: a conditional write without a function, Retry for what passes, Catch for what has to be answered, and a loop
# that ends. Lesson steps D3 and D4.*
#
# Policyholders get an online account, and choose a username for it. No two may have the same.
#
# **Given:** with the prefix `north`, the DynamoDB table `north-usernames` with the key `username` (a text), in which one item is
# one name that is taken, and three functions:
#
# | Function | Expects at least | Answers |
# | --- | --- | --- |
# | `north-suggest` | `customerId`, and `username`: the name that is taken | `{"suggestion": "anna-7"}` |
# | `north-ask` asks the customer, and waits | `customerId`, `email`, `suggestion` | `{"accepted": true}`, or `{"accepted": false, "username": "berta"}` with another wish |
# | `north-confirm` tells the customer | `customerId`, `email`, and `username`: the name that was written | `{"sent": true}` |
#
# The input of the execution is, for example, `{"customerId": "C-77", "email": "c77@mail.example", "username": "anna"}`.
#
# **Deliver** `choose_username`, the definition of a state machine. It
#
# 1. writes the item with `username` and `customerId` (both texts; more attributes do no harm) into the table, directly and not
#    by a function, and only if nobody has that name: between two customers, DynamoDB itself has to decide;
# 2. tries again while the table is too busy (`DynamoDB.ProvisionedThroughputExceededException`): it is so at most twice in a row.
#    If it does not pass, the execution fails with that error;
# 3. confirms a name that was written, once, and succeeds; what the output is does not matter;
# 4. if the name is taken, calls suggest, and then ask. An accepted suggestion, or else the customer's other wish, is the next
#    name, and everything begins again at 1. Somebody may be faster there, too;
# 5. asks the customer at most `rounds` times (see your table). Is the next name taken as well after that, the execution fails
#    with the error `NoUsername`;
# 6. any other error of the table ends the execution as failed, with that error and at once: nothing is tried again, and nobody is
#    asked anything.
#
# The errors of a table begin with `DynamoDB.` in the optimised integration and with `DynamoDb.` in the SDK's. The cell "Try
# it" shows you how the one for a taken name is called.
#
# **Example.** `anna` and `berta` are taken, and the customer refuses the first suggestion:
#
# | | Called with | Answers |
# | --- | --- | --- |
# | write | `anna` | is taken |
# | suggest | `anna` | `{"suggestion": "anna-7"}` |
# | ask | `anna-7` | `{"accepted": false, "username": "berta"}` |
# | write | `berta` | is taken |
# | suggest | `berta` | `{"suggestion": "berta-2"}` |
# | ask | `berta-2` | `{"accepted": true}` |
# | write | `berta-2` | |
# | confirm | `berta-2` | `{"sent": true}` |
#
# | Checked, with ten customers and more | Points |
# | --- | --- |
# | A free name is written and confirmed, a taken one leads to a suggestion that can be accepted | 2 |
# | A refusal begins again with the customer's other wish, as does an accepted name that was taken meanwhile | 2 |
# | After `rounds` questions there is an end, and not before | 1 |
# | A busy table is asked again, and no other error is taken for a taken name | 1 |
# | Who got a name has one item and one confirmation, all others none, and nobody loses a name | 2 |
# | After a taken name, suggest, ask and confirm still know `customerId` and `email` | 2 |

# %%
task("m09.e2")

# %% solution="m09.e2"
choose_username = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:harbour-83"

choose_username = {
    "StartAt": "Begin",
    "States": {
        # A loop counts for itself: MaxAttempts bounds a retry, and this is none.
        "Begin": {"Type": "Pass", "Result": {"times": 0}, "ResultPath": "$.asked", "Next": "Write name"},
        "Write name": {
            "Type": "Task",
            "Resource": "arn:aws:states:::dynamodb:putItem",
            "Parameters": {
                "TableName": "harbour-83-usernames",
                "Item": {"username": {"S.$": "$.username"}, "customerId": {"S.$": "$.customerId"}},
                # To look first and then to write would leave a gap between the two.
                "ConditionExpression": "attribute_not_exists(username)",
            },
            "ResultPath": None,
            # Too busy passes by itself.
            "Retry": [
                {
                    "ErrorEquals": ["DynamoDB.ProvisionedThroughputExceededException"],
                    "IntervalSeconds": 1,
                    "BackoffRate": 2,
                    "MaxAttempts": 4,
                }
            ],
            # Taken does not, and it is an answer: it leads somewhere. The request stays, the error stands beside it.
            # Whatever is not named here ends the execution.
            "Catch": [
                {
                    "ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"],
                    "ResultPath": "$.taken",
                    "Next": "Asked enough?",
                }
            ],
            "Next": "Confirm",
        },
        "Asked enough?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.asked.times", "NumericGreaterThanEquals": 5, "Next": "No username"}],
            "Default": "Suggest",
        },
        "Suggest": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-suggest",
            "ResultPath": "$.suggested",
            "Next": "Ask",
        },
        "Ask": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-ask",
            "Parameters": {
                "customerId.$": "$.customerId",
                "email.$": "$.email",
                "suggestion.$": "$.suggested.suggestion",
            },
            "ResultPath": "$.answer",
            "Next": "Count",
        },
        "Count": {
            "Type": "Pass",
            "Parameters": {"times.$": "States.MathAdd($.asked.times, 1)"},
            "ResultPath": "$.asked",
            "Next": "Accepted?",
        },
        "Accepted?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.answer.accepted", "BooleanEquals": True, "Next": "Take suggestion"}],
            "Default": "Take wish",
        },
        # An accepted suggestion is a name like any other: somebody may have been faster.
        "Take suggestion": {
            "Type": "Pass",
            "InputPath": "$.suggested.suggestion",
            "ResultPath": "$.username",
            "Next": "Write name",
        },
        "Take wish": {
            "Type": "Pass",
            "InputPath": "$.answer.username",
            "ResultPath": "$.username",
            "Next": "Write name",
        },
        "Confirm": {"Type": "Task", "Resource": f"{FUNCTIONS}-confirm", "End": True},
        "No username": {
            "Type": "Fail",
            "Error": "NoUsername",
            "Cause": "Every name was taken, and the customer has been asked often enough.",
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: `anna` is taken, and the customer accepts the suggestion. Put your prefix in. What if the customer refuses, and
# wishes `anna` again?

# %%
prefix = "north"
answer = {"accepted": True}  # or {"accepted": False, "username": "berta"}
functions = {
    f"{prefix}-suggest": works({"suggestion": "anna-7"}),
    f"{prefix}-ask": works(answer),
    f"{prefix}-confirm": works({"sent": True}),
}
request = {"customerId": "C-77", "email": "c77@mail.example", "username": "anna"}


def usernames(account):
    """Create the table, in which anna is taken; return its items when asked."""
    dynamodb = account.client("dynamodb")
    dynamodb.create_table(
        TableName=f"{prefix}-usernames",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "username", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "username", "AttributeType": "S"}],
    )
    anna = {"username": {"S": "anna"}, "customerId": {"S": "C-1"}}
    dynamodb.put_item(TableName=f"{prefix}-usernames", Item=anna)


tried(choose_username, request, functions, usernames)

# %% grade="m09.e2" points=10
grade("m09.e2", choose_username)

# %%
hints("m09.e2")

# %% [markdown]
# ## E3: Payment saga
#
# *You practise: compensation, keeping the first error, and a charge that may be asked for twice. Lesson steps D5 and D6.*
#
# A payment takes four steps, and each of them belongs to somebody else: no database transaction spans them. When a later one
# fails, nothing but your workflow can take the earlier ones back.
#
# **Given:** eight functions. With the prefix `north` they are called
#
# | Step | Function | Takes it back |
# | --- | --- | --- |
# | 1 | `north-charge`: the bank takes the money | `north-refund` |
# | 2 | `north-customer`: writes the customer's row | `north-undo-customer` |
# | 3 | `north-sales`: writes the sales row | `north-undo-sales` |
# | 4 | `north-confirm`: confirms the payment to the customer | nothing; it is the last one |
# | | `north-notify`: tells the customer that the payment failed | |
#
# The input of the execution is a payment request. **Each function expects all of its fields** (more do no harm), and
# answers with something short of its own, such as `{"doneBy": "sales"}`.
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
#  "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}
# ```
#
# Their errors:
#
# | Error | What it means |
# | --- | --- |
# | your `busy_error`, from any of the eight | Nothing was done. It passes: at most two tries in a row fail with it. Where it does not pass, it is a failure like any other. |
# | `Bank.NoAnswer`, from charge | The bank's answer got lost; it may have taken the money. Ask again, at most two answers get lost: the bank knows a charge again by its `idempotencyKey`. |
# | any other, under any name; `States.Timeout` is one of them | Nothing was done, and trying again will not help. |
#
# **Deliver** two names.
#
# `payment_saga`, the definition of a state machine. Nothing fails: it calls charge, customer, sales, confirm, in this order, and
# succeeds; what the output is does not matter. Something fails: it undoes what was done, backwards, then notifies the
# customer, and **fails with the error that came first**. What was not done is not undone; what cannot help is not tried
# again. Of the functions that take something back, and of notify, only your `busy_error` is to be reckoned with. With which waits
# you try again is up to you.
#
# | What fails | What is called |
# | --- | --- |
# | nothing | charge, customer, sales, confirm |
# | sales, with `CampaignEnded` | charge, customer, sales, undo-customer, refund, notify; the execution fails with `CampaignEnded` |
# | charge, with `CardDeclined` | charge, notify; the execution fails with `CardDeclined` |
#
# `charge(event, table)`, the function behind `north-charge`, without the bank. `event` is a payment request, `table` a
# DynamoDB table of boto3 (`boto3.resource("dynamodb").Table(...)`) with the key `chargeId`, a text. One item in it is one charge. The
# function
#
# 1. writes an item with `chargeId`, `policyId` and `amount` (more fields do no harm), and returns
#    `{"chargeId": ..., "amount": ...}`; which text the id is, is up to you;
# 2. called again for the same payment (the same `idempotencyKey`), returns the same as at first, and leaves the table as it
#    is: others have written into the item since, as a refund does;
# 3. charges another payment of the same policy all the same: a new month has a new `idempotencyKey`;
# 4. lets any error that it cannot deal with reach its caller: a charge that was not written must not look as if it was.
#
# DynamoDB takes no `float`: write `Decimal(str(event["amount"]))`. What you return may be either.
#
# | Checked | Points |
# | --- | --- |
# | After a failure at any step, what was done is undone backwards, and nothing else is called | 2 |
# | The ledger of the bank sums to zero after a failure, and no rows are left; without one, all is there once | 3 |
# | The execution of a failed payment fails with the first error, the others succeed | 1 |
# | What is busy is tried again, on the way back as well | 1 |
# | Where the bank's answer gets lost, it is asked again | 1 |
# | `charge` called again charges once and answers the same; its errors are not hidden | 2 |

# %%
task("m09.e3")

# %% solution="m09.e3"
from decimal import Decimal

payment_saga = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
prefix = "hill-42"
busy_error = "ServiceBusy"

# For every function: nothing was done, and it passes.
BUSY = {"ErrorEquals": [busy_error], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 4}
# For the charge alone: something may have been done. It may be asked for again because it carries its idempotency key.
LOST = {"ErrorEquals": ["Bank.NoAnswer"], "IntervalSeconds": 2, "MaxAttempts": 4}


def call(name, then, if_it_fails=None, retry=(BUSY,)):
    """Return a Task that calls a function with the payment, and hands the payment on."""
    state = {
        "Type": "Task",
        "Resource": f"arn:aws:lambda:us-east-1:123456789012:function:{prefix}-{name}",
        "Retry": list(retry),
        # What the function answers is of no interest: the next one wants the payment.
        "ResultPath": None,
        "Next": then,
    }
    if if_it_fails:
        # The payment stays, and beside it stands why it failed: nobody writes there again.
        state["Catch"] = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": if_it_fails}]
    return state


payment_saga = {
    "StartAt": "Charge",
    "States": {
        # The way there. Each step leads, if it fails, to what takes back the step before it.
        "Charge": call("charge", "Write customer", "Notify", [BUSY, LOST]),
        "Write customer": call("customer", "Write sales", "Refund"),
        "Write sales": call("sales", "Confirm", "Undo customer"),
        "Confirm": call("confirm", "Paid", "Undo sales"),
        "Paid": {"Type": "Succeed"},
        # The way back, in one direction: whoever enters it in the middle takes back less.
        "Undo sales": call("undo-sales", "Undo customer"),
        "Undo customer": call("undo-customer", "Refund"),
        "Refund": call("refund", "Notify"),
        "Notify": call("notify", "Not paid"),
        # Compensated is not successful: whoever looks at the executions should see it.
        "Not paid": {"Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause"},
    },
}
### END SOLUTION


def charge(event, table):
    """Charge a payment once, however often it is asked for; return {"chargeId": ..., "amount": ...}."""
    ### BEGIN SOLUTION
    charge_id = event["idempotencyKey"]
    item = {
        "chargeId": charge_id,
        "policyId": event["policyId"],
        "amount": Decimal(str(event["amount"])),
    }
    try:
        # One request that both looks and writes: between a look and a write somebody else could charge.
        table.put_item(Item=item, ConditionExpression="attribute_not_exists(chargeId)")
    except table.meta.client.exceptions.ConditionalCheckFailedException:
        print(f"{charge_id} is charged already, which is all that was asked for")
    return {"chargeId": charge_id, "amount": event["amount"]}
    ### END SOLUTION


# %% [markdown]
# Try it: sales fails, and the functions answer as they do. Put your prefix in, let another function fail, or let one be busy
# for a while: `fails("...", times=1, result={})`.

# %%
prefix = "north"
payment_request = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
                   "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip
names = ["charge", "customer", "sales", "confirm", "undo-sales", "undo-customer", "refund", "notify"]
functions = {f"{prefix}-{name}": works({"doneBy": name}) for name in names}
functions[f"{prefix}-sales"] = fails("CampaignEnded")

tried(payment_saga, payment_request, functions)

# %% [markdown]
# And the function: charge twice, and look into the table.

# %%
import boto3

with Account() as account:
    account.client("dynamodb").create_table(
        TableName="north-charges",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "chargeId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "chargeId", "AttributeType": "S"}],
    )
    charges = boto3.resource("dynamodb").Table("north-charges")
    try:
        for _ in range(2):
            print(charge(payment_request, charges))
        print("items:", charges.scan()["Items"])
    except NotImplementedError:
        print("Write charge first, then run this cell again.")

# %% grade="m09.e3" points=10
grade("m09.e3", payment_saga, charge)

# %%
hints("m09.e3")

# %% [markdown]
# ## E4: Nothing hangs
#
# *You practise: timeouts of tasks and of the machine, heartbeats, and what happens after them. Lesson step D7.*
#
# A function that never answers costs nothing and alarms nobody: the execution is simply open, for up to a year. This workflow
# has six tasks and not one limit.
#
# **Given:** the definition `payment_workflow` in the next cell. Four tasks call functions. Two are done by workers, who get a task token,
# send a heartbeat from time to time, and answer later: `Review` for payments over 1000, `Print receipt` for payments at a branch.
# Your table says how long each takes at most while all is well, and how often the two workers report. There is one more function,
# which the definition does not call yet: `north-hand-over` gives a payment to a person. It expects all fields of the payment, takes at most
# 30 s, and answers with a ticket.
#
# **Deliver** `bounded`, the same definition with limits. (You may copy it with `copy.deepcopy(payment_workflow)` and change the
# copy, or write all of it.)
#
# 1. **Timeouts.** A task that never answers is ended: later than the slowest that is still well (your table), and after at most
#    twice that time.
# 2. **Heartbeats.** A worker that falls silent is noticed sooner: later than one report is due (`..._reports_every`), and after at
#    most three times that. A worker that goes on reporting without ever answering falls under 1.
# 3. **Fallback.** What was ended by 1 or 2 goes to `north-hand-over`, once, with all fields of the payment; then the execution
#    succeeds. Nothing else goes there: any other error ends the execution as failed, as it does now.
# 4. **The machine's own limit**, as a number of seconds: at most a day, and more than everything together may take, on the
#    longest way, the hand-over included. It ends what nobody thought of, a hand-over that hangs, say.
#
# Trying again is not asked for here. **Example.** Take a task that needs at most 400 s and reports every 20 s: for its timeout
# every number from 401 to 800 is right, for its heartbeat every number from 21 to 60.
#
# | Checked: each task hangs, in turn | Points |
# | --- | --- |
# | Each function that hangs is ended in time, and handed over | 2 |
# | Each worker that reports and never answers is ended in time, and handed over | 2 |
# | What is slow is left alone, and only what took too long is handed over | 2 |
# | A worker that falls silent is noticed in time, and one that reports is left alone | 2 |
# | The machine has a limit, and it leaves room for the longest way | 2 |


# %% locked="given_workflow"
def call(function, then):
    """Return a Task that calls a function with the payment, and hands the payment on."""
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:north-{function}"
    return {"Type": "Task", "Resource": arn, "ResultPath": None, **then}


payment_workflow = {
    "StartAt": "Charge",
    "States": {
        "Charge": call("charge", {"Next": "Large?"}),
        "Large?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 1000, "Next": "Review"}],
            "Default": "Write customer",
        },
        "Review": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "ResultPath": None,
            "Parameters": {
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/north-review-q",
                "MessageBody": {"token.$": "$$.Task.Token", "payment.$": "$"},
            },
            "Next": "Write customer",
        },
        "Write customer": call("customer", {"Next": "On paper?"}),
        "On paper?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.channel", "StringEquals": "branch", "Next": "Print receipt"}],
            "Default": "Write sales",
        },
        "Print receipt": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "ResultPath": None,
            "Parameters": {
                "FunctionName": "north-print",
                "Payload": {"token.$": "$$.Task.Token", "payment.$": "$"},
            },
            "Next": "Write sales",
        },
        "Write sales": call("sales", {"Next": "Confirm"}),
        "Confirm": call("confirm", {"End": True}),
    },
}

# %%
task("m09.e4")

# %%
from course.widgets import state_machine

state_machine(payment_workflow)

# %% solution="m09.e4"
import copy

bounded = None  # {"StartAt": ..., "TimeoutSeconds": ..., "States": {...}}
### BEGIN SOLUTION
# While all is well, no task takes longer.
slowest = {
    "Charge": 31,
    "Review": 969,
    "Write customer": 55,
    "Print receipt": 646,
    "Write sales": 26,
    "Confirm": 46,
}
reports_every = {"Review": 190, "Print receipt": 76}

bounded = copy.deepcopy(payment_workflow)
for name, seconds in slowest.items():
    state = bounded["States"][name]
    # Room for a bad day, and no more: a limit that nothing ever meets is none.
    state["TimeoutSeconds"] = seconds + seconds // 2
    # This name takes silence as well. An error of the function itself is not caught, so it still fails.
    state["Catch"] = [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.failure", "Next": "Hand over"}]
for name, seconds in reports_every.items():
    # One report may be lost on the way. The whole work may take hours: silence tells much sooner.
    bounded["States"][name]["HeartbeatSeconds"] = 2 * seconds + 5

bounded["States"]["Hand over"] = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:north-hand-over",
    "TimeoutSeconds": 60,
    "End": True,
}
# The backstop. No Catch takes what it ends, so it must come after all others: their sum, and some air.
longest_way = sum(state.get("TimeoutSeconds", 0) for state in bounded["States"].values())
bounded["TimeoutSeconds"] = longest_way + 600
### END SOLUTION

# %% [markdown]
# Try it: nobody looks into the review queue. Six hours pass on the virtual clock. What does the execution do, with your
# limits and without any?

# %%
payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 1290.5,
           "currency": "EUR", "period": "2025-03", "channel": "web"}  # fmt: skip
names = ["charge", "customer", "sales", "confirm", "hand-over", "print"]


def review_queue(account):
    """Create the queue, which nobody reads."""
    account.client("sqs").create_queue(QueueName="north-review-q")


tried(bounded, payment, {f"north-{name}": works({"done": True}) for name in names}, review_queue)

# %% grade="m09.e4" points=10
grade("m09.e4", bounded)

# %%
hints("m09.e4")

# %% [markdown]
# ## E5: Who handles it
#
# *You practise: reading retriers and catchers as Step Functions does. Lesson steps D5 and D9.*
#
# **Given:** three Tasks with their handlers. The numbers of retries with a name are in your table.
#
# ```
# "Charge": {
#   "Retry": [
#     {"ErrorEquals": ["Bank.Busy", "Bank.NoAnswer"], "MaxAttempts": bank_retries},
#     {"ErrorEquals": ["States.Timeout"], "MaxAttempts": timeout_retries}
#   ],
#   "Catch": [
#     {"ErrorEquals": ["Bank.NoAnswer"], "Next": "Ask the bank"},
#     {"ErrorEquals": ["States.TaskFailed"], "Next": "Apologise"}
#   ]
# }
#
# "Write customer": {
#   "Retry": [
#     {"ErrorEquals": ["InvalidPolicy"], "MaxAttempts": 0},
#     {"ErrorEquals": ["CustomerDb.Throttled"]},
#     {"ErrorEquals": ["States.ALL"], "MaxAttempts": other_retries}
#   ],
#   "Catch": [
#     {"ErrorEquals": ["States.Timeout"], "Next": "Look later"},
#     {"ErrorEquals": ["States.ALL"], "Next": "Hand over"}
#   ]
# }
#
# "Confirm": {
#   "Retry": [{"ErrorEquals": ["Exception"], "MaxAttempts": mail_retries}],
#   "Catch": [{"ErrorEquals": ["NoAddress"], "Next": "Send a letter"}]
# }
# ```
#
# | Row | State | What goes wrong |
# | --- | --- | --- |
# | 1 | Charge | `CardDeclined` at every try |
# | 2 | Charge | `Bank.NoAnswer` at every try |
# | 3 | Charge | `Bank.Busy` at every try |
# | 4 | Charge | `Bank.Busy` at the first try, then `CardDeclined` at every try |
# | 5 | Charge | `States.Timeout` at every try: the function never answers in time |
# | 6 | Charge | `Bank.Busy` at the first try, then `States.Timeout` at every try |
# | 7 | Write customer | `InvalidPolicy` at every try |
# | 8 | Write customer | `CustomerDb.Throttled` at every try |
# | 9 | Write customer | `States.Timeout` at every try |
# | 10 | Write customer | `States.Runtime`: a path in it leads nowhere in this payment |
# | 11 | Write customer | `States.DataLimitExceeded`: payment and answer together are more than a state may hand on |
# | 12 | Confirm | the function is written in Python, has `class NoAddress(Exception)`, and raises `NoAddress` at every try |
#
# **Deliver** `handled`, a list of twelve pairs, the first one for row 1. In each pair stand
#
# 1. how many times the state tries in all, as a number; the first try counts, also where it fails before anything is called;
# 2. the state that a catcher leads to then, as a text, or `"fails"` if no catcher takes the error and the execution fails.
#
# **Example.** `(3, "Ask the bank")` means: three tries, then a catcher leads to *Ask the bank*. `(1, "fails")` means: one
# try, and the execution fails.
#
# | Checked | Points |
# | --- | --- |
# | Each error goes to its catcher (rows 1 to 4, 7, 8, 12) | 2 |
# | A timeout goes to its catcher, if there is one (rows 5, 6, 9) | 2 |
# | What nothing can take is known (rows 10, 11) | 2 |
# | The tries of one retrier are counted (rows 1 to 3, 5, 9) | 2 |
# | So are those of several, of none, and by other names (rows 4, 6, 7, 8, 12) | 2 |

# %%
task("m09.e5")

# %% solution="m09.e5"
handled = None  # [(tries, "state"), ...], twelve pairs
### BEGIN SOLUTION
bank_retries = 11
timeout_retries = 8
other_retries = 6

handled = [
    # No retrier names it. It is no timeout, so States.TaskFailed takes it.
    (1, "Apologise"),
    # The first try, then the repeats; then the catcher that names it.
    (1 + bank_retries, "Ask the bank"),
    # The same retrier; but the first catcher does not name it.
    (1 + bank_retries, "Apologise"),
    # The second try meets an error that nobody tries again.
    (2, "Apologise"),
    # States.TaskFailed takes every error of a task but this one.
    (1 + timeout_retries, "fails"),
    # Each retrier counts for itself: one repeat of the first, all of the second.
    (2 + timeout_retries, "fails"),
    # Named first, with no repeats: States.ALL below is not asked any more. The catchers are.
    (1, "Hand over"),
    # Without MaxAttempts three repeats are meant.
    (4, "Hand over"),
    # Nobody names it above, so States.ALL tries again; the first catcher that takes it is the one that names it.
    (1 + other_retries, "Look later"),
    # The definition does not fit the data: neither States.ALL nor a second try helps.
    (1, "fails"),
    # Nor here, where the data have grown too large.
    (1, "fails"),
    # The name is the class's own. What it is derived from, Step Functions never hears of.
    (1, "Send a letter"),
]
### END SOLUTION

# %% [markdown]
# Try it, once you have decided: put handlers and an error from above in, and count the tries. The cell begins with a row
# that is not in the table.

# %%
confirm = {
    "Type": "Task",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:confirm",
    "Retry": [{"ErrorEquals": ["Exception"], "MaxAttempts": 2}],
    "Catch": [{"ErrorEquals": ["NoAddress"], "Next": "Send a letter"}],
    "End": True,
}
one_state = {"StartAt": "Confirm", "States": {"Confirm": confirm, "Send a letter": {"Type": "Succeed"}}}

tried(one_state, {"customerId": "C-77"}, {"confirm": fails("MailboxFull")})

# %% grade="m09.e5" points=10
grade("m09.e5", handled)

# %%
hints("m09.e5")

# %% [markdown]
# ## On AWS
#
# - A function that hangs is ended by Lambda's own timeout some day, and fails then; a task token that nobody answers is ended by
#   nothing but your limits.
# - Waits before retries are not exact to the second, and with many executions at once you want jitter.
# - A Standard execution may be open for a year; each wait between retries is free, each retry is a state transition that is paid for.
# - Two charges at the same moment are what a conditional write is for: the lab calls one after the other, AWS does not.
# - Whoever takes over by hand needs to hear of it: give such a function an alarm, and failed executions one, too.
