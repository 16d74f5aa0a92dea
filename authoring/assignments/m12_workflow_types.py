# ---
# title: "Exercises: workflow types, API operations, nesting, cost"
# module: m12
# ---

# %% [markdown]
# # Exercises: workflow types, API operations, nesting, cost
#
# After these exercises you can
#
# - choose between Standard and Express, and say what decides,
# - split a workflow, so that only what may run twice runs in Express,
# - reckon what a run costs, and make a workflow cheaper that does the same,
# - start executions once, follow them, find out where they failed, and stop them,
# - put an API in front of a workflow and a table, without any function.
#
# The lesson belonging to them is [Workflow types, API operations, nesting, cost](../../lessons/m12_workflow_types.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 35 minutes an exercise. Each is worth 10 points.
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
# The next cell is what the cells "Try it" use: they make functions and state machines in an account of the lab, and run them.

# %% locked="given_lab"
import io
import json
import time
import zipfile

import boto3
import requests

from course.cloud import Account
from course.widgets import stepper, table


def make_role(account, name, service):
    """Create a role for a service; return its ARN. In the lab it may do everything."""
    principal = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [principal]})
    return account.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]


def make_function(account, name, result):
    """Create a function that answers with `result`, whatever it is asked."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", f"def handler(event, context):\n    return {result!r}\n")
    account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=make_role(account, f"{name}-role", "lambda.amazonaws.com"),
        Code={"ZipFile": package.getvalue()},
    )


def make_machine(account, name, definition, type="STANDARD"):
    """Create a state machine; return its ARN. None where AWS refuses it, after printing why."""
    text = definition if isinstance(definition, str) else json.dumps(definition)
    role = make_role(account, f"{name}-role", "states.amazonaws.com")
    sfn = account.client("stepfunctions")
    try:
        made = sfn.create_state_machine(name=name, definition=text, roleArn=role, type=type)
    except sfn.exceptions.InvalidDefinition as refusal:
        print(name, "is refused:", refusal)
        return None
    return made["stateMachineArn"]


# %% [markdown]
# ## E1: Which type
#
# *You practise: choosing between the two types, and knowing why. Lesson steps D1 and D2.*
#
# **Given:** ten pieces of work in your table, and the prices. Each is started asynchronously, by an event. What the story does not
# say, does not matter.
#
# **Deliver** `types`, a dictionary: for each code of your table a pair of the type to take, `"STANDARD"` or `"EXPRESS"`, and the
# reason that decides. Several may hold; go down the list, and take the **first** that does:
#
# | Reason | It decides, if |
# | --- | --- |
# | `pattern` | the work waits for a token, a job or an activity, or holds a Distributed Map |
# | `duration` | a run lasts longer than five minutes |
# | `once` | a step that is done twice does harm |
# | `history` | somebody asks by API, later, for each step of single runs |
# | `price` | nothing of all this holds: then the cheaper type is the one to take |
#
# An Express run costs its request, and its time: seconds x 64 MB as GB x the price of a GB-second. In the rows that the price
# decides, one type costs at least a third more than the other.
#
# **Example.** "W-10: A letter is filed. A run makes 5 transitions and lasts 3 hours. One step adds to a counter from which bills are
# written." `{"W-10": ("STANDARD", "duration")}`: `once` would hold, too, but `duration` comes first.
#
# | Checked | Points |
# | --- | --- |
# | The type, where something rules Express out | 2 |
# | The type, where only the price decides | 3 |
# | The reason, where Express could not do it at all (`pattern`, `duration`) | 2 |
# | The reason, where Express could do it, and must not (`once`, `history`) | 2 |
# | The reason, where only the price decides | 1 |

# %%
task("m12.e1")

# %% solution="m12.e1"
types = None  # {"W-...": ("type", "reason"), ...}
### BEGIN SOLUTION
types = {
    # Express waits for nobody, however long or short it takes.
    "W-51": ("STANDARD", "pattern"),
    "W-67": ("STANDARD", "pattern"),
    # Five minutes are for the whole run.
    "W-38": ("STANDARD", "duration"),
    "W-60": ("STANDARD", "duration"),
    # Started asynchronously, Express runs at least once: a step may be done twice.
    "W-89": ("STANDARD", "once"),
    "W-63": ("STANDARD", "once"),
    # Only Standard keeps its history by itself.
    "W-57": ("STANDARD", "history"),
    # Many steps in little time are cheap in Express ...
    "W-30": ("EXPRESS", "price"),
    "W-62": ("EXPRESS", "price"),
    # ... and few steps in much time are cheap in Standard, which lets time pass for nothing.
    "W-87": ("STANDARD", "price"),
}
### END SOLUTION

# %% [markdown]
# Try it: the cell shows your ten pairs, by reason.


# %%
def types_shown():
    """Show the pairs in the order of their reasons."""
    pairs = types.values() if isinstance(types, dict) else [types]
    if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs):
        print('Write `types` first: {"W-10": ("STANDARD", "duration"), ...}. Then run this cell again.')
        return None
    found = sorted((str(reason), str(kind), code) for code, (kind, reason) in types.items())
    rows = [{"reason": reason, "type": kind, "work": code} for reason, kind, code in found]
    return table(rows, "Which type, and why")


types_shown()

# %% grade="m12.e1" points=10
grade("m12.e1", types)

# %%
hints("m12.e1")

# %% [markdown]
# ## E2: Split
#
# *You practise: telling what may run twice, and a child whose result its parent needs. Lesson steps D2 and D6.*
#
# What follows a payment takes ten steps, in one Standard workflow. Six of them may run twice without harm: after the second time
# the world is as it was after the first. The other four may not. Your table has the ten in their order, with what the function of each
# does.
#
# **Given:** the function `one_after_the_other(prefix, names)` in the next cell. `one_after_the_other("north", [...the ten...])` is the
# workflow as it is: each step calls the function `north-<name>` with all that is known by then, and puts its answer beside it, under the
# step's name. No step needs the answer of another one.
#
# **Deliver** two definitions.
#
# `child` runs as the Express workflow `arn:aws:states:us-east-1:123456789012:stateMachine:north-safe-steps` (with your prefix). It does
# the six, in any order.
#
# `parent` runs as a Standard workflow. It
#
# 1. starts the child once, with the payment, and waits for its end;
# 2. then does the other four itself, in the order of your table;
# 3. has the same output as the workflow with all ten: the payment, and beside it ten answers, each under its step's name;
# 4. fails when the child has failed, with whatever error, and does none of the four then.
#
# **Example.** With the input `{"paymentId": "PAY-000123", "amount": 129.5}` and two steps, `policy` and `charge`, the output would be
# `{"paymentId": "PAY-000123", "amount": 129.5, "policy": {"done": "policy", "number": 7}, "charge": {"done": "charge", "number": 9}}`.
#
# | Checked | Points |
# | --- | --- |
# | The parent's output is that of the ten steps, each done once | 4 |
# | Where the child fails, none of the four is done, and the parent fails | 1 |
# | The child has all six that may run twice, and no others | 3 |
# | The parent waits for the child, and then does the four in their order | 2 |


# %% locked="given_steps"
def one_after_the_other(prefix, names):
    """Return a definition that calls `<prefix>-<name>` for each name, and keeps each answer under that name."""
    states = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        states[name] = {
            "Type": "Task",
            "Resource": f"arn:aws:lambda:us-east-1:123456789012:function:{prefix}-{name}",
            "ResultPath": f"$.{name}",
            **({"Next": following} if following else {"End": True}),
        }
    return {"StartAt": names[0], "States": states}


# %%
task("m12.e2")

# %% solution="m12.e2"
child = None  # {"StartAt": ..., "States": {...}}
parent = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
prefix = "lake-68"
# What reads, computes, or puts something in a place of its own, can do so again.
safe = ["draft", "risk", "discount", "customer", "rate", "snapshot"]
# What adds, sends, orders or draws a number, cannot.
unsafe = ["message", "agent", "invoice", "points"]

child = one_after_the_other(prefix, safe)

parent = {
    "StartAt": "Safe steps",
    "States": {
        "Safe steps": {
            "Type": "Task",
            # The one way to wait for an Express child: its own synchronous start, as an SDK call.
            "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
            "Parameters": {
                "StateMachineArn": f"arn:aws:states:us-east-1:123456789012:stateMachine:{prefix}-safe-steps",
                # The API takes a text here; the task makes one of what it is given.
                "Input.$": "$",
            },
            "Next": "Well?",
        },
        # A child that fails is no error of this call: it was answered, and the answer says FAILED.
        "Well?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.Status", "StringEquals": "SUCCEEDED", "Next": "Take output"}],
            "Default": "Child failed",
        },
        "Child failed": {"Type": "Fail", "ErrorPath": "$.Error", "CausePath": "$.Cause"},
        "Take output": {
            "Type": "Pass",
            # And it answers with a text. Since the child kept the payment, all that is known is in it.
            "Parameters": {"all.$": "States.StringToJson($.Output)"},
            "OutputPath": "$.all",
            "Next": unsafe[0],
        },
        **one_after_the_other(prefix, unsafe)["States"],
    },
}
### END SOLUTION

# %% [markdown]
# Try it: the cell makes the functions of all ten, the child and the parent, and runs one payment. Put your prefix and your ten
# steps in. Is the child one step of the parent? What does it hand on?

# %%
my_prefix = "north"
my_steps = ["policy", "charge"]


def family_tried():
    """Run the parent once; show it step by step."""
    if parent is None or child is None:
        print("Write both definitions first, then run this cell again.")
        return None
    with Account() as account:
        for number, name in enumerate(my_steps, start=1):
            make_function(account, f"{my_prefix}-{name}", {"done": name, "number": number})
        made = make_machine(account, f"{my_prefix}-safe-steps", child, "EXPRESS")
        arn = made and make_machine(account, "parent", parent)
        if not arn:
            return None
        payment = json.dumps({"paymentId": "PAY-000123", "amount": 129.5})
        execution = boto3.client("stepfunctions").start_execution(stateMachineArn=arn, input=payment)
        account.settle()
        return stepper(execution["executionArn"])


family_tried()

# %% grade="m12.e2" points=10
grade("m12.e2", parent, child)

# %%
hints("m12.e2")

# %% [markdown]
# ## E3: Price it, then halve it
#
# *You practise: what is billed in each type, and doing the same with fewer transitions. Lesson steps D1 and D3.*
#
# A customer wants a higher premium. The workflow in the next cell asks for a quote, for large sums also for the risk, lets some
# minutes pass in which the customer can say no, and books. It works. It also has a state for every little thing.
#
# **Deliver** three names.
#
# `cost(history, type, prices)` returns what **a million** such runs cost, in USD, as a number, exact to six decimals.
#
# - `history` is a run's list of events, as boto3's `get_execution_history` gives them (all pages), each with `id`, `type`,
#   `timestamp` (a `datetime`) and more. `type` is `"STANDARD"` or `"EXPRESS"`; for Express, take the events as what its log says.
# - `prices` is, for example, `{"transition": 0.000025, "request": 0.000001, "gb_second": 0.00001667}`.
# - Standard pays for each transition: each state that is entered (also Map, Parallel, Succeed and Fail), and each **further** attempt
#   of a task. An attempt of a function shows as `LambdaFunctionScheduled`, of another service as `TaskScheduled`.
# - Express pays for the request, and for its time from the first event to the last, in steps of 100 ms, rounded up, one at the
#   least, with 64 MB of memory (64 / 1024 GB).
#
# `redesign` is a definition that behaves like `cooling_off(prefix, limit, seconds)` with your values: the same functions are called with
# the same payloads, in the same order, at the same times, after a busy ledger as well, and each run ends alike: with the same output, or
# the same error. It is one workflow, without a child.
#
# `redesign_type` is the type in which it runs. Both would do here: these functions can be called twice. Together, the runs of
# your requests cost at least 40 % less than with the given design, which is a Standard workflow.
#
# **Example.** A run in which four states are entered, one of them a task that is tried three times, makes six transitions. A million
# of it cost 150.0 USD as Standard. As Express, had it lasted 2.23 seconds: 1 + 2.3 x 0.0625 x 16.67 = 3.3963125 USD.
#
# | Checked | Points |
# | --- | --- |
# | `cost` of Standard runs, with and without retries | 3 |
# | `cost` of Express runs | 2 |
# | The redesign does what the given design does, for ten kinds of request | 2 |
# | It costs at least 40 % less | 3 |

# %% locked="given_cooling_off"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function"


def cooling_off(prefix, limit, seconds):
    """Return the definition: a premium is raised, after a time in which the customer can say no."""
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Read request",
        "States": {
            "Read request": {
                "Type": "Pass",
                "Output": {
                    "policyId": "{% $states.input.policyId %}",
                    "amount": "{% $states.input.amount %}",
                },
                "Next": "Add currency",
            },
            "Add currency": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'currency': 'EUR'}]) %}",
                "Next": "Quote",
            },
            "Quote": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-quote",
                "Arguments": "{% $states.input %}",
                "Output": "{% $merge([$states.input, {'fee': $states.result.fee}]) %}",
                "Next": "Add total",
            },
            "Add total": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'total': $states.input.amount + $states.input.fee}]) %}",
                "Next": "Large?",
            },
            "Large?": {
                "Type": "Choice",
                "Choices": [{"Condition": f"{{% $states.input.total > {limit} %}}", "Next": "Ask risk"}],
                "Default": "No risk",
            },
            "Ask risk": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-risk",
                "Arguments": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                },
                "Output": "{% $merge([$states.input, {'risk': $states.result.risk}]) %}",
                "Next": "Cool off",
            },
            "No risk": {
                "Type": "Pass",
                "Output": "{% $merge([$states.input, {'risk': 'none'}]) %}",
                "Next": "Cool off",
            },
            "Cool off": {"Type": "Wait", "Seconds": seconds, "Next": "Book"},
            "Book": {
                "Type": "Task",
                "Resource": f"{LAMBDA}:{prefix}-book",
                "Arguments": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                    "risk": "{% $states.input.risk %}",
                },
                "Retry": [
                    {"ErrorEquals": ["Ledger.Busy"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 1}
                ],
                "Output": "{% $merge([$states.input, {'booking': $states.result.booking}]) %}",
                "Next": "Shape receipt",
            },
            "Shape receipt": {
                "Type": "Pass",
                "Output": {
                    "policyId": "{% $states.input.policyId %}",
                    "total": "{% $states.input.total %}",
                    "risk": "{% $states.input.risk %}",
                    "booking": "{% $states.input.booking %}",
                },
                "Next": "Done",
            },
            "Done": {"Type": "Succeed"},
        },
    }


# %%
task("m12.e3")

# %% solution="m12.e3"
import math

redesign_type = None  # "STANDARD" or "EXPRESS"
redesign = None  # {"StartAt": ..., "States": {...}}


def cost(history, type, prices):
    """Return what a million runs with this history cost, in USD."""
    ### BEGIN SOLUTION
    if type == "EXPRESS":
        lasted = history[-1]["timestamp"] - history[0]["timestamp"]
        steps = max(math.ceil(lasted.total_seconds() * 1000 / 100), 1)
        each = prices["request"] + steps * 0.1 * 64 / 1024 * prices["gb_second"]
    else:
        kinds = [event["type"] for event in history]
        entered = sum(kind.endswith("StateEntered") for kind in kinds)
        # The first attempt of a task goes with its being entered; only those after it come on top.
        attempts = sum(kind in ("TaskScheduled", "LambdaFunctionScheduled") for kind in kinds)
        retries = attempts - kinds.count("TaskStateEntered")
        each = (entered + retries) * prices["transition"]
    return each * 1_000_000
    ### END SOLUTION


### BEGIN SOLUTION
# In Express the minutes of waiting would have to be paid, and cost about as much as all the states of the given design.
redesign_type = "STANDARD"

given = cooling_off("west-61", limit=960, seconds=270)["States"]

quote = {
    **given["Quote"],
    # What "Read request" and "Add currency" did, is said here.
    "Arguments": {"currency": "EUR"} | given["Read request"]["Output"],
    # And what "Add total" and "No risk" did: nothing is known of the risk yet.
    "Output": {
        "policyId": "{% $states.input.policyId %}",
        "total": "{% $states.input.amount + $states.result.fee %}",
        "risk": "none",
    },
    "Next": "Large?",
}
# The receipt is made here, and "Done" is not needed to be done. All that is known by now goes to the ledger.
book = {**given["Book"], "Arguments": "{% $states.input %}", "End": True}
del book["Next"]

redesign = {
    "QueryLanguage": "JSONata",
    "StartAt": "Quote",
    "States": {
        "Quote": quote,
        "Large?": given["Large?"] | {"Default": "Cool off"},
        **{name: given[name] for name in ("Ask risk", "Cool off")},
        "Book": book,
    },
}
### END SOLUTION

# %% [markdown]
# Try it: both designs run once with a large request, and your `cost` prices both histories. Put your values in. Then let the request be
# a small one.

# %%
values = {"prefix": "north", "limit": 700, "seconds": 240}
request = {"policyId": "POL-1042", "customerId": "C-77", "amount": 900, "channel": "web"}


def compared():
    """Run both designs; show what they make of the request, and what a million such runs cost."""
    if redesign is None:
        print("Write the redesign first, then run this cell again.")
        return None
    rows = []
    with Account() as account:
        for name, result in {
            "quote": {"fee": 20},
            "risk": {"risk": "low"},
            "book": {"booking": "BK-1"},
        }.items():
            make_function(account, f"{values['prefix']}-{name}", result)
        sfn = account.client("stepfunctions")
        for name, design in {"given": cooling_off(**values), "redesign": redesign}.items():
            arn = make_machine(account, name, design)
            if not arn:
                return None
            run = sfn.start_execution(stateMachineArn=arn, input=json.dumps(request))["executionArn"]
            account.settle()
            ended = sfn.describe_execution(executionArn=run)
            events = sfn.get_execution_history(executionArn=run, maxResults=1000)["events"]
            prices = {"transition": 0.000025, "request": 0.000001, "gb_second": 0.00001667}
            why = f"{ended.get('error')}: {ended.get('cause')}"
            row = {"design": name, "ends": ended["status"], "output": ended.get("output") or why}
            try:
                row |= {kind: cost(events, kind, prices) for kind in ("STANDARD", "EXPRESS")}
            except NotImplementedError:
                row |= {"STANDARD": "cost is not written yet"}
            rows.append(row)
    return table(rows, "A million runs, in USD")


compared()

# %% grade="m12.e3" points=10
grade("m12.e3", cost, redesign, redesign_type)

# %%
hints("m12.e3")

# %% [markdown]
# ## E4: Drive the API
#
# *You practise: starting once, waiting, finding out what failed, and stopping. Lesson steps D4 and D7.*
#
# The insurer's back office is to drive workflows from a small library of yours. Its client, `sfn`, is
# `boto3.client("stepfunctions")`. It tries a throttled call again by itself, but gives up after some seconds.
#
# **Deliver** four functions.
#
# `start_once(sfn, machine_arn, payment)` starts a Standard workflow with the payment as its input, and returns the ARN of the
# execution. A payment is a dictionary; the field named in your table holds its key.
#
# 1. It can be called again with the same payment, while the execution runs, after its end, or because the answer to the first start
#    got lost: nothing is started anew, and the same ARN is returned. The same payment is the same whatever the order of its fields.
# 2. Another payment under a key that was used is somebody's mistake: nothing is started, and any exception is raised.
# 3. A start that is throttled (`ThrottlingException`) is tried again until it gets through, be it after minutes, with a wait
#    before each try (`time.sleep`, a second or more). Every other error of the service is raised.
#
# `wait_done(sfn, execution_arn)` waits for the end of a Standard execution, and returns its output as data (no text). It looks at
# most once a second. Where an execution ends in any other way, an exception is raised.
#
# `failed_step(sfn, execution_arn)` returns the name of the state in which an execution failed, the innermost one if that is inside a
# Map; `None` if it did not fail. An execution that fails in a Fail state failed there. For an execution of an Express workflow, of
# which Step Functions keeps no history, it returns `"logs"`.
#
# `stop_all(sfn, machine_arn)` stops all executions of one Standard workflow that run, and returns how many these were. There may be
# hundreds: an answer of the API holds 100 entries.
#
# **Example.** `start_once(sfn, arn, {"paymentId": "PAY-000123", "idempotencyKey": "POL-1042-2025-03", "amount": 129.5})`, called twice,
# returns twice `arn:aws:states:us-east-1:123456789012:execution:pay:POL-1042-2025-03`. How the name is made of the key is up to you.
#
# | Checked, in an account | Points |
# | --- | --- |
# | One payment is one execution, whoever asks again | 2 |
# | Another payment under the same key is an error, and starts nothing | 1 |
# | Throttled starts get through in the end; any other error is raised | 2 |
# | `wait_done` returns the output once it is there, and raises where there is none | 1 |
# | `failed_step` names the state that failed, in a long history as well | 2 |
# | `failed_step` names the state inside a Map | 1 |
# | `stop_all` stops whatever runs of one machine, and nothing else | 1 |

# %%
task("m12.e4")

# %% solution="m12.e4"
import json
import time


def start_once(sfn, machine_arn, payment):
    """Start the workflow for one payment, once; return the ARN of its execution."""
    ### BEGIN SOLUTION
    # The name says what is paid, and not which try it is.
    name, seconds = payment["idempotencyKey"], 1
    while True:
        try:
            started = sfn.start_execution(stateMachineArn=machine_arn, name=name, input=json.dumps(payment))
            # A receipt: all it has is which execution it is, and since when.
            return started["executionArn"]
        except sfn.exceptions.ExecutionAlreadyExists as error:
            # Done, or under way, or somebody else's: its input tells.
            arn = f"{machine_arn.replace(':stateMachine:', ':execution:')}:{name}"
            known = json.loads(sfn.describe_execution(executionArn=arn)["input"])
            if known != payment:
                raise ValueError(f"{name} was started for another payment: {known}") from error
            return arn
        except sfn.exceptions.ClientError as error:
            # "Not now" is worth another try; anything else will be the same in a second.
            if error.response["Error"]["Code"] != "ThrottlingException":
                raise
        time.sleep(seconds)
        seconds = min(2 * seconds, 30)
    ### END SOLUTION


def wait_done(sfn, execution_arn):
    """Wait for the end of an execution; return its output."""
    ### BEGIN SOLUTION
    while True:
        found = sfn.describe_execution(executionArn=execution_arn)
        if found["status"] == "SUCCEEDED":
            return json.loads(found["output"])
        if found["status"] != "RUNNING":
            raise RuntimeError(f"{execution_arn} is {found['status']}: {found.get('error')}")
        time.sleep(2)
    ### END SOLUTION


def failed_step(sfn, execution_arn):
    """Return the name of the state in which an execution failed."""
    ### BEGIN SOLUTION
    if ":express:" in execution_arn:
        return "logs"
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution_arn)
    events = {event["id"]: event for page in pages for event in page["events"]}
    event = events[max(events)]
    if event["type"] != "ExecutionFailed":
        return None
    # The state that was entered last may be another item's. Each event knows which one led to it.
    while "stateEnteredEventDetails" not in event:
        event = events[event["previousEventId"]]
    return event["stateEnteredEventDetails"]["name"]
    ### END SOLUTION


def stop_all(sfn, machine_arn):
    """Stop all executions of a workflow that run; return how many."""
    ### BEGIN SOLUTION
    pages = sfn.get_paginator("list_executions").paginate(stateMachineArn=machine_arn, statusFilter="RUNNING")
    # First the list, then the stopping: pages of a list that gets shorter meanwhile might skip some.
    running = [each["executionArn"] for page in pages for each in page["executions"]]
    for arn in running:
        sfn.stop_execution(executionArn=arn)
    return len(running)
    ### END SOLUTION


# %% [markdown]
# Try it: a bucket of two tokens, three payments, and one of them twice. Put the name of your key in. Then let the first task of the
# second machine fail inside a Map.

# %%
my_key = "idempotencyKey"
WAIT = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "End": True}}}
ASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::dynamodb:getItem",
    "Parameters": {"TableName": "no-such-table", "Key": {"id": {"S": "1"}}},
    "End": True,
}
FAILS = {"StartAt": "Ask", "States": {"Ask": ASK}}


def driven():
    """Start, wait, look, stop; show what each call returned."""
    with Account() as account:
        sfn = boto3.client("stepfunctions")
        pay, fails = make_machine(account, "pay", WAIT), make_machine(account, "fails", FAILS)
        account.quotas.limit("stepfunctions", "StartExecution", rate=0.02, burst=2)
        begun = time.time()
        arns = [start_once(sfn, pay, {my_key: f"POL-{number}", "amount": 5}) for number in (1, 2, 3, 3)]
        print(len(set(arns)), "executions after", round(time.time() - begun), "s")
        account.quotas.clear()
        print("wait_done:", wait_done(sfn, arns[0]))
        failed = sfn.start_execution(stateMachineArn=fails)["executionArn"]
        account.settle(10)
        print("failed_step:", failed_step(sfn, failed))
        sfn.start_execution(stateMachineArn=pay)
        print("stop_all:", stop_all(sfn, pay))


try:
    driven()
except NotImplementedError:
    print("Write all four functions first, then run this cell again.")

# %% grade="m12.e4" points=10
grade("m12.e4", start_once, wait_done, failed_step, stop_all)

# %%
hints("m12.e4")

# %% [markdown]
# ## E5: No function
#
# *You practise: an API, an Express workflow and a table, with nothing of your own in between. Lesson step D5.*
#
# The insurer keeps a registry of what it insures: vehicles, say. Your table says what it is of you, and names the one field that is
# kept of each.
#
# **Given:** with the prefix `north` and `vehicles`, the DynamoDB table `north-vehicles`; its key is `vehicleId`, a text. With the field
# `model`, a row is `{"vehicleId": "V-7", "model": "van"}`, both texts.
#
# **Deliver** three names.
#
# `registry`, the definition of the workflow that asks the table. `registry_type`, the type it needs: `"STANDARD"` or `"EXPRESS"`.
#
# `build_api(apigateway, machine_arn, role_arn)`, a function that makes a REST API and deploys it. `apigateway` is
# `boto3.client("apigateway")`, `machine_arn` is that of a state machine with your definition, `role_arn` that of a role by which the
# gateway may start it. It returns the URL of the stage, for example `https://ab12cd34ef.execute-api.us-east-1.amazonaws.com/prod`.
#
# The API has one resource with four methods; behind each is the same workflow. All bodies are JSON:
#
# | Request | If the thing is there | If it is not |
# | --- | --- | --- |
# | `PUT /vehicles/V-7` with `{"model": "van"}` | status 409, `{}`, and nothing is changed | it is put; status 201, `{"model": "van"}` |
# | `GET /vehicles/V-7` | status 200, `{"model": "van"}` | status 404, `{}` |
# | `PATCH /vehicles/V-7` with `{"model": "bus"}` | it is changed; status 200, `{"model": "bus"}` | status 404, `{}`, and nothing is made |
# | `DELETE /vehicles/V-7` | it is deleted; status 200, `{}` | status 404, `{}` |
#
# No function is called, by nobody. The workflow asks the table by service integrations.
#
# | Checked, by requests that follow each other | Points |
# | --- | --- |
# | What is registered is made, read, changed and deleted | 3 |
# | What is not there is answered with 404, what is there already with 409 | 3 |
# | Four routes, one workflow, the table, and no function | 2 |
# | Actions and parameters are spelt as tasks want them, and as the gateway does | 2 |

# %%
task("m12.e5")

# %% solution="m12.e5"
registry_type = None  # "STANDARD" or "EXPRESS"
registry = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
TABLE, THINGS, KEY, FIELD = "valley-53-vehicles", "vehicles", "vehicleId", "note"
METHODS = {"PUT": "Create", "GET": "Read", "PATCH": "Change", "DELETE": "Delete"}

# Only Express has a start that waits for the output.
registry_type = "EXPRESS"

key = {KEY: {"S": "{% $states.input.id %}"}}
value = {"S": f"{{% $states.input.body.{FIELD} %}}"}
# Bodies are made as texts here: JSONata knows how to write JSON.
body = "{% $string($states.input.body) %}"


def ask(action, if_not, **parameters):
    """Return a task that asks the table; where its condition does not hold, `if_not` answers."""
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::dynamodb:{action}",
        "Arguments": {"TableName": TABLE, **parameters},
        "Catch": [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": if_not}],
        "End": True,
    }


def say(status):
    """Return a state that answers with this status."""
    return {"Type": "Pass", "Output": {"status": status, "body": "{}"}, "End": True}


registry = {
    "QueryLanguage": "JSONata",
    "StartAt": "Which method?",
    "States": {
        "Which method?": {
            "Type": "Choice",
            "Choices": [
                {"Condition": f"{{% $states.input.method = '{method}' %}}", "Next": state}
                for method, state in METHODS.items()
            ],
            "Default": "Not there",
        },
        # The condition is judged together with the write: nobody can come in between.
        "Create": {
            **ask(
                "putItem",
                "There already",
                Item={**key, FIELD: value},
                ConditionExpression=f"attribute_not_exists({KEY})",
            ),
            "Output": {"status": 201, "body": body},
        },
        "Read": {
            **ask("getItem", "Not there", Key=key),
            "Output": {
                "status": "{% $exists($states.result.Item) ? 200 : 404 %}",
                "body": "{% $exists($states.result.Item) ? "
                f"$string({{'{FIELD}': $states.result.Item.{FIELD}.S}}) : '{{}}' %}}",
            },
        },
        # Without the condition, an update of what is not there would make it.
        "Change": {
            **ask(
                "updateItem",
                "Not there",
                Key=key,
                UpdateExpression="SET #field = :value",
                ConditionExpression=f"attribute_exists({KEY})",
                ExpressionAttributeNames={"#field": FIELD},
                ExpressionAttributeValues={":value": value},
            ),
            "Output": {"status": 200, "body": body},
        },
        "Delete": {
            **ask("deleteItem", "Not there", Key=key, ConditionExpression=f"attribute_exists({KEY})"),
            "Output": {"status": 200, "body": "{}"},
        },
        "There already": say(409),
        "Not there": say(404),
    },
}

# To the gateway's action the parameters are those of the API itself, which begin small.
REQUEST = """
#set($body = $input.body)
#if($body == "")#set($body = "{}")#end
{"stateMachineArn": "MACHINE",
 "input": "{\\"method\\": \\"$context.httpMethod\\", \\"id\\": \\"$input.params('id')\\", \\"body\\": $util.escapeJavaScript($body)}"}
"""
RESPONSE = """
#set($output = $util.parseJson($input.path('$.output')))
#set($context.responseOverride.status = $output.status)
$output.body
"""
### END SOLUTION


def build_api(apigateway, machine_arn, role_arn):
    """Make the API in front of the workflow, and deploy it; return the URL of its stage."""
    ### BEGIN SOLUTION
    api = apigateway.create_rest_api(name=THINGS)["id"]
    place = apigateway.get_resources(restApiId=api)["items"][0]["id"]
    for part in (THINGS, "{id}"):
        place = apigateway.create_resource(restApiId=api, parentId=place, pathPart=part)["id"]
    for method in METHODS:
        where = {"restApiId": api, "resourceId": place, "httpMethod": method}
        apigateway.put_method(**where, authorizationType="NONE")
        apigateway.put_integration(
            **where,
            type="AWS",
            integrationHttpMethod="POST",
            uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
            credentials=role_arn,
            requestTemplates={"application/json": REQUEST.replace("MACHINE", machine_arn)},
        )
        apigateway.put_method_response(**where, statusCode="200")
        apigateway.put_integration_response(
            **where, statusCode="200", responseTemplates={"application/json": RESPONSE}
        )
    apigateway.create_deployment(restApiId=api, stageName="prod")
    return f"https://{api}.execute-api.us-east-1.amazonaws.com/prod"
    ### END SOLUTION


# %% [markdown]
# Try it: a table, the workflow, your API, and five requests. Put your values in. What happens with a second `PUT`?

# %%
mine = {"prefix": "north", "things": "vehicles", "key": "vehicleId", "field": "model"}


def how_it_ended(account):
    """Say of the last execution how it ended: the lab's trace knows them all."""
    runs = [span.detail for span in account.trace if span.kind == "execution"]
    return runs[-1].get("cause", runs[-1]["outcome"]) if runs else "was not started"


def api_tried():
    """Send some requests to the API; show what comes back, and how the workflow ended."""
    if registry is None or registry_type is None:
        print("Write the definition and its type first, then run this cell again.")
        return None
    with Account() as account:
        account.client("dynamodb").create_table(
            TableName=f"{mine['prefix']}-{mine['things']}",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": mine["key"], "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": mine["key"], "AttributeType": "S"}],
        )
        arn = make_machine(account, "registry", registry, registry_type)
        if not arn:
            return None
        role = make_role(account, "door", "apigateway.amazonaws.com")
        may = {"Effect": "Allow", "Action": "states:StartSyncExecution", "Resource": arn}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
        account.client("iam").put_role_policy(RoleName="door", PolicyName="start", PolicyDocument=policy)
        try:
            url = build_api(account.client("apigateway"), arn, role)
        except NotImplementedError:
            print("Write build_api as well, then run this cell again.")
            return None
        rows = []
        for verb, text in [("PUT", "van"), ("GET", None), ("PATCH", "bus"), ("DELETE", None), ("GET", None)]:
            body = {mine["field"]: text} if text else None
            answer = requests.request(verb, f"{url}/{mine['things']}/V-7", json=body, timeout=30)
            came = {"status": answer.status_code, "body": answer.text, "the workflow": how_it_ended(account)}
            rows.append({"request": verb, "sent": body, **came})
        return table(rows, "What came back")


api_tried()

# %% grade="m12.e5" points=10
grade("m12.e5", registry, registry_type, build_api)

# %%
hints("m12.e5")

# %% [markdown]
# ## On AWS
#
# - The type of a workflow is chosen when it is made, and cannot be changed afterwards: a redesign in another type is another
#   workflow.
# - In E2, the parent's role needs `states:StartSyncExecution` for its child, and no function of the child: those belong to the child's
#   own role.
# - A bill counts more than E3 does: functions, tables, data that leaves AWS. And Express is measured in what memory it really takes.
# - `list_executions` and `get_execution_history` have quotas, too. Whoever looks into thousands of executions asks the logs
#   instead, or listens to the events of D8.
# - In E5 a workflow that fails is no error of `StartSyncExecution`, either: the answer has the status 200, `FAILED` in its `status`, and
#   no `output`. A response template for real clients looks at that first, and makes a 500 of it.
# - The API of E5 lets everybody in. Module 3 has what is missing: keys, authorizers, throttling, and a model that refuses bodies of
#   another form before they reach the workflow.
