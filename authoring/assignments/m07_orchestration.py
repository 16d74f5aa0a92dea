# ---
# title: "Exercises: orchestration and the States Language"
# module: m07
# ---

# %% [markdown]
# # Exercises: orchestration and the States Language
#
# After these exercises you can
#
# - say which way an input takes through a state machine, before it runs,
# - repair a definition that AWS refuses,
# - decide by the data, also where the data are incomplete,
# - orchestrate services, with a role that allows just that,
# - wait for days, and stop waiting at some time.
#
# The lesson belonging to them is [Orchestration and the States Language](../../lessons/m07_orchestration.ipynb);
# "step D4" below means its step D4. Reckon with 15 to 30 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **A definition** is delivered as a Python dictionary (`True`, `None`) or as a text in JSON (`true`, `null`), in JSONPath or
# in JSONata, as you like. How you name its states is up to you, unless the text says otherwise. What AWS would refuse is
# refused here, in AWS's words. A function may be called in any of the ways in which a Task can call one. The account is in
# memory: nothing leaves this machine, nothing costs money, and waiting takes no time.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell is what the cells "Try it" use: `tried` opens an empty account, creates the functions that you give it and a
# state machine with your definition, starts one execution, and shows it step by step.

# %% locked="given_lab"
import io
import json
import zipfile

from botocore.exceptions import ClientError

from course.cloud import Account
from course.widgets import state_machine, stepper


def make_role(account, name, service):
    """Create a role for a service; return its ARN. The lab does not ask what it may do."""
    principal = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [principal]})
    made = account.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    return made["Role"]["Arn"]


def make_function(account, name, code):
    """Create a function from the text of its module, in which `handler(event, context)` is defined."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=make_role(account, f"{name}-role", "lambda.amazonaws.com"),
        Code={"ZipFile": package.getvalue()},
    )


def execute(account, definition, given):
    """Create a state machine, start an execution, let it come to its end; return its ARN."""
    states = account.client("stepfunctions")
    text = definition if isinstance(definition, str) else json.dumps(definition)
    role = make_role(account, "tried-role", "states.amazonaws.com")
    made = states.create_state_machine(name="tried", definition=text, roleArn=role)
    started = states.start_execution(stateMachineArn=made["stateMachineArn"], input=json.dumps(given))
    account.settle(366 * 24 * 3600)  # an execution may last a year
    return started["executionArn"]


def tried(definition, given, functions):
    """Run a definition once, with these functions ({name: code}); show it step by step, or what AWS refuses."""
    if definition is None:
        print("Write the definition first, then run this cell again.")
        return None
    with Account() as account:
        for name, code in functions.items():
            make_function(account, name, code)
        try:
            return stepper(execute(account, definition, given))
        except ClientError as refusal:
            print(refusal)
            return state_machine(definition)


# %% [markdown]
# ## E1: Predict
#
# *You practise: reading a definition, and following an input through it. Lesson steps D2, D4 and D6.*
#
# `task` shows four state machines, which are yours alone, and five inputs for each. The first and the last machine are
# drawn as well; draw the other two yourself, on paper. Their states are listed in no particular order.
#
# **Deliver** `predicted`: a dictionary with a list for each of the twenty inputs, `A-1` to `D-5`. The list holds the names of
# the states that an execution with this input visits, in order (one that it visits again stands there again), and as its
# last element the status in which the execution ends: `SUCCEEDED` or `FAILED`.
#
# **Example.** Here are another machine and two inputs for it:
#
# ```json
# {"StartAt": "Old enough?",
#  "States": {
#    "Sell": {"Type": "Pass", "Next": "Done"},
#    "Old enough?": {"Type": "Choice",
#      "Choices": [{"Variable": "$.age", "NumericGreaterThanEquals": 18, "Next": "Sell"}],
#      "Default": "Too young"},
#    "Done": {"Type": "Succeed"},
#    "Too young": {"Type": "Fail", "Error": "TooYoung"}}}
# ```
#
# For `E-1 = {"age": 18}` and `E-2 = {"age": 17}`, the lists are
#
# ```python
# predicted = {
#     "E-1": ["Old enough?", "Sell", "Done", "SUCCEEDED"],
#     "E-2": ["Old enough?", "Too young", "FAILED"],
# }
# ```
#
# The report says how far a list is right. It does not say how it goes on. Grading looks at the same twenty lists.
#
# | Checked | Points |
# | --- | --- |
# | Machine A: the five ways and their ends | 2 |
# | Machine B: the five ways and their ends | 2 |
# | Machine C: the five ways and their ends | 3 |
# | Machine D: the five ways and their ends | 3 |

# %%
task("m07.e1")

# %% solution="m07.e1"
predicted = None  # {"A-1": ["...", "...", "SUCCEEDED"], "A-2": [...], ..., "D-5": [...]}
### BEGIN SOLUTION
predicted = {
    # A text is compared letter by letter: "Yes" is not "yes". And a comparison with a field that
    # is not there breaks off in the Choice; its Default is for values that fit no rule.
    "A-1": ["Begin", "Fork", "TakeIt", "Done", "SUCCEEDED"],
    "A-2": ["Begin", "Fork", "FAILED"],
    "A-3": ["Begin", "Fork", "SayNo", "FAILED"],
    "A-4": ["Begin", "Fork", "SayNo", "FAILED"],
    "A-5": ["Begin", "Fork", "AskLater", "SUCCEEDED"],
    # The first rule holds for large amounts, too: the second is never reached. An equal amount is
    # not greater.
    "B-1": ["Measure", "Rank", "Normal", "File", "SUCCEEDED"],
    "B-2": ["Measure", "Rank", "Normal", "File", "SUCCEEDED"],
    "B-3": ["Measure", "Rank", "Trifle", "FAILED"],
    "B-4": ["Measure", "Rank", "Trifle", "FAILED"],
    "B-5": ["Measure", "Rank", "Normal", "File", "SUCCEEDED"],
    # One test of an Or is enough, an And needs all. By phone no rule holds, and there is no
    # Default.
    "C-1": ["Member", "Which", "ByHand", "Stamp", "Exit", "SUCCEEDED"],
    "C-2": ["Member", "Unknown", "FAILED"],
    "C-3": ["Member", "Which", "FAILED"],
    "C-4": ["Member", "Which", "Automatic", "Exit", "SUCCEEDED"],
    "C-5": ["Member", "Which", "ByHand", "Stamp", "Exit", "SUCCEEDED"],
    # The count decides before anything else, also before what is done. Each round adds one to it.
    "D-1": ["Ready", "Pause", "CountUp", "Ready", "Pause", "CountUp", "Ready", "GiveUp", "FAILED"],
    "D-2": ["Ready", "GiveUp", "FAILED"],
    "D-3": ["Ready", "Pause", "CountUp", "Ready", "GiveUp", "FAILED"],
    "D-4": ["Ready", "GiveUp", "FAILED"],
    "D-5": ["Ready", "Thank", "SUCCEEDED"],
}
### END SOLUTION

# %% [markdown]
# Try it: are all twenty there, and does each end in a status? (Whether they are right, `grade` says.)

# %%
labels = [f"{machine}-{number}" for machine in "ABCD" for number in range(1, 6)]
lists = predicted or {}
print("still missing:", ", ".join(label for label in labels if label not in lists) or "none")
print(
    "without a status:",
    ", ".join(label for label, names in lists.items() if names[-1:] not in (["SUCCEEDED"], ["FAILED"]))
    or "none",
)

# %% grade="m07.e1" points=10
grade("m07.e1", predicted)

# %%
hints("m07.e1")

# %% [markdown]
# ## E2: Repair
#
# *You practise: reading a definition, and what AWS says of one. Lesson steps D2 and D4.*
#
# Somebody has written down how a claim is handled. AWS refuses the definition: there are **six faults** in it. This is what it
# was meant to do:
#
# 1. Every claim is registered (`Register`). Then it depends on its `kind` (`Kind?`): after a `theft`, the police is asked
#    (`Ask police`, a day); every other claim, and every theft after that, comes to `Amount?`.
# 2. There it depends on its `damage`: over 5,000 an expert looks at it (`Expert`, two days) and after that the clerk
#    (`Clerk`); over 500 up to 5,000 the clerk; up to 500 nobody.
# 3. In the end every claim is paid (`Pay`), and that is the end.
#
# **Given:** the definition with the faults, `broken`, in the next cell. It stays as it is.
#
# **Deliver** `repaired`: the same definition, mended. It has the same seven states, each with its name and its type. You may
# copy the text of the next cell into your answer and change it, or copy `broken` and change the copy.
#
# **Example.** The mended definition leads `{"claimId": "CL-1", "kind": "accident", "damage": 120}` through `Register`, `Kind?`,
# `Amount?`, `Pay`, and a theft of 9,000 through all seven states.
#
# | Checked | Points |
# | --- | --- |
# | There is a start, and every name leads to a state | 2 |
# | Every state goes on or ends, and none says both | 2 |
# | Every state can be reached, and there is an end | 2 |
# | AWS accepts it, and claims are handled as described | 4 |

# %%
task("m07.e2")

# %% locked="given_claim"
broken = {
    "Comment": "How a claim is handled",
    "States": {
        "Clerk": {"Type": "Pass", "Next": "Pay", "End": True},
        "Amount?": {
            "Type": "Choice",
            "Default": "Pay",
            "Choices": [
                {"Variable": "$.damage", "NumericGreaterThan": 5000, "Next": "exprt"},
                {"Variable": "$.damage", "NumericGreaterThan": 500, "Next": "Clerk"},
            ],
            "End": True,
        },
        "Pay": {"Type": "Pass"},
        "Register": {"Type": "Pass", "Next": "Kind?"},
        "Ask police": {"Type": "Wait", "Seconds": 86400, "Next": "Amount?"},
        "Kind?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.kind", "StringEquals": "theft", "Next": "Amount?"}],
            "Default": "Amount?",
        },
        "Expert": {"Type": "Wait", "Seconds": 172800, "Next": "Clerk"},
    },
}

# %% solution="m07.e2"
repaired = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
import copy

repaired = copy.deepcopy(broken)
states = repaired["States"]

# The order of the states means nothing: only StartAt says where it begins.
repaired["StartAt"] = "Register"
# Names are compared letter by letter.
states["Amount?"]["Choices"][0]["Next"] = "Expert"
# A Choice has no End: its rules and its Default say everything.
del states["Amount?"]["End"]
# The clerk went on and ended at the same time. The text says that it goes on.
del states["Clerk"]["End"]
# Nothing led to the police. This is the rule that was meant to.
states["Kind?"]["Choices"][0]["Next"] = "Ask police"
# And here it ends. Before, no state did.
states["Pay"]["End"] = True
### END SOLUTION

# %% [markdown]
# Try it: your definition as a graph, with everything that the check has to say about it. As long as it is not begun, you see
# `broken`.

# %%
state_machine(repaired or broken)

# %% [markdown]
# And when AWS has nothing more to say: one claim, step by step.

# %%
claim = {"claimId": "CL-1", "kind": "theft", "damage": 9000}

tried(repaired, claim, {})

# %% grade="m07.e2" points=10
grade("m07.e2", repaired)

# %%
hints("m07.e2")

# %% [markdown]
# ## E3: Credit limit
#
# *You practise: deciding by the data, and turning away what cannot be decided. Lesson step D4.*
#
# Policyholders have a credit line, and may ask for a higher limit. Up to an amount that is preapproved for them, they get it
# at once; beyond that, a manager looks at it. What the two amounts are called in the input is in your table; here they are
# called `requested` and `preapproved`.
#
# **Given:** the function that your table names. It lets a manager look at one request, which it expects as
# `{"customerId": ..., "requested": ..., "preapproved": ...}` (under the names in your table; further fields do no harm), and
# returns the finished answer, for example `{"customerId": "C-77", "decision": "REVIEWED", "limit": 1200}`.
#
# **Deliver** `credit_limit`, the definition of a state machine.
#
# | Input | How it ends |
# | --- | --- |
# | `requested` is at most `preapproved` (equal counts) | succeeded, with `{"customerId": ..., "decision": "APPROVED", "limit": ...}`; the limit is what was requested; nobody is called |
# | `requested` is more than `preapproved` | the function is called once, and its answer is the output |
# | incomplete: `customerId`, `requested` or `preapproved` is missing | failed, with the error `IncompleteRequest` |
# | `requested` or `preapproved` is not a number: `"900"`, `null`, `true` | the same |
# | `requested` is negative (0 is not) | the same |
#
# **Example.** With the names above:
#
# | Input | Output |
# | --- | --- |
# | `{"customerId": "C-77", "requested": 500, "preapproved": 1000}` | `{"customerId": "C-77", "decision": "APPROVED", "limit": 500}` |
# | `{"customerId": "C-77", "requested": 1500, "preapproved": 1000}` | what the function answers |
# | `{"customerId": "C-77", "requested": "900", "preapproved": 1000}` | none: failed with `IncompleteRequest` |
#
# | Checked | Points |
# | --- | --- |
# | Requests are approved or reviewed as the text says, with the right limit | 4 |
# | What is incomplete, not numeric or negative ends in `IncompleteRequest`, and nothing else does | 3 |
# | The two amounts of the request are compared, whatever they are | 2 |
# | The answer has the fields `customerId`, `decision` and `limit`, and no others | 1 |

# %%
task("m07.e3")

# %% solution="m07.e3"
credit_limit = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
credit_limit = {
    "Comment": "Approves a higher credit limit, or asks the manager",
    "StartAt": "Complete?",
    "States": {
        # First what must be true before anything can be compared. The tests of an And are asked
        # in order, and the first that does not hold ends them: so whether a field is there comes
        # before its type, and its type before its size.
        "Complete?": {
            "Type": "Choice",
            "Choices": [
                {
                    "And": [
                        {"Variable": "$.customerId", "IsPresent": True},
                        {"Variable": "$.requested", "IsPresent": True},
                        {"Variable": "$.requested", "IsNumeric": True},
                        {"Variable": "$.requested", "NumericGreaterThanEquals": 0},
                        {"Variable": "$.clearedLimit", "IsPresent": True},
                        {"Variable": "$.clearedLimit", "IsNumeric": True},
                    ],
                    "Next": "More than preapproved?",
                }
            ],
            "Default": "Incomplete",
        },
        # A comparator that ends in Path takes its second value from the input, too. Equal amounts
        # are not greater.
        "More than preapproved?": {
            "Type": "Choice",
            "Choices": [
                {
                    "Variable": "$.requested",
                    "NumericGreaterThanPath": "$.clearedLimit",
                    "Next": "Manager review",
                }
            ],
            "Default": "Approve",
        },
        # A person's work is a Task. To say yes is none: a Pass makes the answer, and no function
        # has to be paid for it.
        "Manager review": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:harbour-57-manager-review",
            "End": True,
        },
        "Approve": {
            "Type": "Pass",
            "Parameters": {
                "customerId.$": "$.customerId",
                "decision": "APPROVED",
                "limit.$": "$.requested",
            },
            "End": True,
        },
        "Incomplete": {
            "Type": "Fail",
            "Error": "IncompleteRequest",
            "Cause": "A field is missing, or an amount is not a number of zero or more",
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: one request, with the manager of the table above. Put the names of your table into the first two lines. Change the
# amounts, leave a field out, write an amount in quotes.

# %%
manager = "prefix-manager-review"
request = {"customerId": "C-77", "requested": 1500, "preapproved": 1000}

MANAGER = """
def handler(event, context):
    return {"customerId": event["customerId"], "decision": "REVIEWED", "limit": 1200}
"""

tried(credit_limit, request, {manager: MANAGER})

# %% grade="m07.e3" points=10
grade("m07.e3", credit_limit)

# %%
hints("m07.e3")

# %% [markdown]
# ## E4: Payment workflow
#
# *You practise: orchestrating services, giving each what it needs, and the role of a workflow. Lesson steps D3, D5, D7 and D8.*
#
# A monthly payment goes through four services. From now on a state machine calls them.
#
# **Given:** four functions. Their names are your `prefix`, a hyphen, and what stands here; for the prefix `north`:
# `north-charge`.
#
# | Function | Needs | Answers | Writes into the table |
# | --- | --- | --- | --- |
# | `charge` | `policyId`, `customerId`, `amount`, `currency`, `idempotencyKey` | `{"paymentId": "PAY-000123", "status": "PAID"}`, or the same with `DECLINED` | `payment-requests` |
# | `update-customer` | `paymentId`, `policyId`, `amount` | `{"written": true}` | `customer-payments` |
# | `update-sales` | `paymentId`, `customerId`, `amount` | `{"written": true}` | `sales-activity` |
# | `confirm` | `paymentId`, `customerId`, `status` | `{"confirmationId": "CONF-000123"}` | `outbox` |
#
# A function fails where a field that it needs is missing; further fields do no harm. At present `charge` declines amounts over
# `limit` (see your table). That is charge's business, and will change.
#
# The input of the workflow is a payment request:
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
#  "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}
# ```
#
# **Deliver** two names.
#
# `payment_workflow`, the definition of a state machine. It charges the payment. If it is **paid**, customer and sales are
# updated (in which order does not matter), and then it is confirmed. If it is **declined**, it is confirmed at once: the
# customer hears of that, too. Each function is called at most once. The output is, for the request above,
#
# ```json
# {"paymentId": "PAY-000123", "status": "PAID", "confirmationId": "CONF-000123"}
# ```
#
# with these three fields and no others; if it was declined, the status is `DECLINED`.
#
# `permissions`, the permissions policy of the workflow's role, as a dictionary or a JSON text. With it the workflow may
# invoke these four functions, and do nothing else. (The role's trust policy is there already.) Functions are in the
# account `123456789012`, in the Region `us-east-1`.
#
# | Checked | Points |
# | --- | --- |
# | Every payment ends with `paymentId`, `status` and `confirmationId` | 4 |
# | Every service has done its part, once, and no other has: the tables hold the right rows | 3 |
# | The role may invoke these four functions, and nothing else | 2 |
# | Whether a payment is accepted is for charge to say: with another limit of charge's, the same definition is right | 1 |

# %%
task("m07.e4")

# %% solution="m07.e4"
payment_workflow = None  # {"StartAt": ..., "States": {...}}
permissions = None  # {"Version": "2012-10-17", "Statement": [...]}
### BEGIN SOLUTION
prefix = "coast-27"

payment_workflow = {
    "Comment": "A monthly payment: charge, update customer and sales, confirm",
    "StartAt": "Charge",
    "States": {
        # The answer of each function is kept beside the request: customer, sales and confirm need
        # fields of both.
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": f"{prefix}-charge", "Payload.$": "$"},
            "ResultSelector": {"paymentId.$": "$.Payload.paymentId", "status.$": "$.Payload.status"},
            "ResultPath": "$.charge",
            "Next": "Paid?",
        },
        # Routing, and no more: what is declined, and why, is for charge to know.
        "Paid?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.charge.status", "StringEquals": "PAID", "Next": "Update customer"}],
            "Default": "Confirm",
        },
        "Update customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-update-customer",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "policyId.$": "$.policyId",
                    "amount.$": "$.amount",
                },
            },
            "ResultPath": None,
            "Next": "Update sales",
        },
        "Update sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-update-sales",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "customerId.$": "$.customerId",
                    "amount.$": "$.amount",
                },
            },
            "ResultPath": None,
            "Next": "Confirm",
        },
        # Both ways meet here.
        "Confirm": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
                "FunctionName": f"{prefix}-confirm",
                "Payload": {
                    "paymentId.$": "$.charge.paymentId",
                    "customerId.$": "$.customerId",
                    "status.$": "$.charge.status",
                },
            },
            "ResultSelector": {"confirmationId.$": "$.Payload.confirmationId"},
            "ResultPath": "$.confirmation",
            "Next": "Answer",
        },
        "Answer": {
            "Type": "Pass",
            "Parameters": {
                "paymentId.$": "$.charge.paymentId",
                "status.$": "$.charge.status",
                "confirmationId.$": "$.confirmation.confirmationId",
            },
            "End": True,
        },
    },
}

# The list of what the workflow calls is the list of what it may. A star would be shorter, and
# would let in every function that there is, and every one to come.
functions = ["charge", "update-customer", "update-sales", "confirm"]
permissions = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "lambda:InvokeFunction",
            "Resource": [
                f"arn:aws:lambda:us-east-1:123456789012:function:{prefix}-{name}" for name in functions
            ],
        }
    ],
}
### END SOLUTION

# %% [markdown]
# Try it: one payment, and four functions that look for what they need and answer as in the table above (they write into no
# table). Put your prefix into the first line, and let charge answer `DECLINED`, too.

# %%
my_prefix = "prefix"
payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
           "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip

NEEDS = {
    "charge": ["policyId", "customerId", "amount", "currency", "idempotencyKey"],
    "update-customer": ["paymentId", "policyId", "amount"],
    "update-sales": ["paymentId", "customerId", "amount"],
    "confirm": ["paymentId", "customerId", "status"],
}
ANSWERS = {
    "charge": {"paymentId": "PAY-000123", "status": "PAID"},  # or DECLINED
    "update-customer": {"written": True},
    "update-sales": {"written": True},
    "confirm": {"confirmationId": "CONF-000123"},
}


def service(name):
    """The code of a function that fails where a field that it needs is missing, and answers as in the table."""
    return f"""
def handler(event, context):
    row = {{name: event[name] for name in {NEEDS[name]}}}
    return {ANSWERS[name]}
"""


tried(payment_workflow, payment, {f"{my_prefix}-{name}": service(name) for name in NEEDS})

# %% grade="m07.e4" points=10
grade("m07.e4", payment_workflow, permissions)

# %%
hints("m07.e4")

# %% [markdown]
# ## E5: Grace period
#
# *You practise: waiting for a moment and for a time, and a loop that ends. Lesson step D6.*
#
# A payment has a due date. Whoever has not paid by then is reminded, and again some days later, three times at most. Then it
# is over, and somebody has to look after it. In your table, `days` is how long everybody gets after each reminder.
#
# **Given:** two functions, whose names are in your table.
#
# | Function | Needs | Answers |
# | --- | --- | --- |
# | `...-check-payment` | `{"policyId": ..., "period": ...}` | `{"paid": true}` or `{"paid": false}` |
# | `...-send-reminder` | `{"policyId": ..., "customerId": ..., "number": 1}`; `number` says which reminder it is: 1, 2 or 3 | `{"reminderId": "REM-1"}` |
#
# They fail where something they need is missing or nothing is known of it; further fields do no harm. The input is, for
# example,
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "period": "2025-03", "dueDate": "2025-03-04T08:00:00Z"}
# ```
#
# **Deliver** `grace_period`, the definition of a state machine, which
#
# 1. waits until `dueDate` (if that has passed, it goes on at once);
# 2. asks whether it is paid: if so, the execution **succeeds** (its output does not matter);
# 3. otherwise sends a reminder, waits `days` days, and asks again, as in 2;
# 4. **fails** with the error `PaymentOverdue` if it is still not paid when the days after the third reminder are over.
#
# It is to be **one loop**: a single state sends all the reminders, and a count in the data decides when to stop.
#
# **Example.** With 7 days, somebody who never pays, and a due date 3 days after the start:
#
# | Days after the start | What happens |
# | --- | --- |
# | 3 | asked; reminder 1 |
# | 10 | asked; reminder 2 |
# | 17 | asked; reminder 3 |
# | 24 | asked; failed with `PaymentOverdue` |
#
# Somebody who pays on day 12 gets the reminders 1 and 2, and on day 17 the execution succeeds.
#
# | Checked | Points |
# | --- | --- |
# | Reminders go out at the agreed times | 4 |
# | Whoever pays is not reminded again, whoever does not ends in `PaymentOverdue` (paid before each reminder, after the last, never) | 4 |
# | One state sends all reminders, in a loop that ends | 2 |

# %%
task("m07.e5")

# %% solution="m07.e5"
grace_period = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
days = 12

grace_period = {
    "Comment": "Waits for the due date, reminds three times, gives up",
    "StartAt": "Until due",
    "States": {
        "Until due": {"Type": "Wait", "TimestampPath": "$.dueDate", "Next": "None sent"},
        # The count begins before the loop. Inside of it, this would begin anew each time round,
        # for ever.
        "None sent": {
            "Type": "Pass",
            "Result": {"number": 0},
            "ResultPath": "$.sent",
            "Next": "Ask",
        },
        # The answer is put beside the rest: without a ResultPath it would take the place of
        # policy, customer and count.
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-97-check-payment",
            "Parameters": {"policyId.$": "$.policyId", "period.$": "$.period"},
            "ResultPath": "$.payment",
            "Next": "Paid?",
        },
        # Paid comes first: whoever pays after the third reminder has paid, too.
        "Paid?": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.payment.paid", "BooleanEquals": True, "Next": "Paid"},
                {"Variable": "$.sent.number", "NumericGreaterThanEquals": 3, "Next": "Overdue"},
            ],
            "Default": "One more",
        },
        "One more": {
            "Type": "Pass",
            "Parameters": {"number.$": "States.MathAdd($.sent.number, 1)"},
            "ResultPath": "$.sent",
            "Next": "Remind",
        },
        "Remind": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-97-send-reminder",
            "Parameters": {
                "policyId.$": "$.policyId",
                "customerId.$": "$.customerId",
                "number.$": "$.sent.number",
            },
            # Nobody needs this answer.
            "ResultPath": None,
            "Next": "Days of grace",
        },
        "Days of grace": {"Type": "Wait", "Seconds": days * 24 * 60 * 60, "Next": "Ask"},
        "Paid": {"Type": "Succeed"},
        "Overdue": {"Type": "Fail", "Error": "PaymentOverdue", "Cause": "Not paid after three reminders"},
    },
}
### END SOLUTION

# %% [markdown]
# Try it: one payment, which comes on the day that you choose. Put the names of your table into the first line. The
# lab's time begins on 1 March 2025, at 08:00.

# %%
check, remind = "prefix-check-payment", "prefix-send-reminder"
paid_on = "2025-03-20"
debt = {"policyId": "POL-1042", "customerId": "C-77", "period": "2025-03",
        "dueDate": "2025-03-04T08:00:00Z"}  # fmt: skip

CHECK = f"""
from datetime import datetime

def handler(event, context):
    needed = (event["policyId"], event["period"])
    return {{"paid": datetime.now().isoformat() >= "{paid_on}"}}
"""
REMIND = """
def handler(event, context):
    needed = (event["policyId"], event["customerId"])
    return {"reminderId": f"REM-{event['number']}"}
"""

tried(grace_period, debt, {check: CHECK, remind: REMIND})

# %% grade="m07.e5" points=10
grade("m07.e5", grace_period)

# %%
hints("m07.e5")

# %% [markdown]
# ## On AWS
#
# - These definitions run there as they are. Each Task calls its function in the role of the state machine: without the
#   policy of E4 the call is refused, and the execution fails.
# - A Wait of days costs nothing there either, and takes days: try such a workflow with short times first.
# - `CreateStateMachine` refuses what the check in E2 refuses. What it warns of besides is the course's own advice.
# - A state that has failed is tried again only if it has a Retry, and its error is lost only if nothing catches it: that is
#   module M09. Here nothing fails but what should.
