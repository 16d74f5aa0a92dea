# ---
# title: "Exercises: data flow, expressions, testing one state"
# module: m08
# ---

# %% [markdown]
# # Exercises: data flow, expressions, testing one state
#
# After these five exercises you can
#
# - say of each field of a Task what it does to the document, and write it,
# - chain tasks without losing what you had,
# - let the States Language do what small functions used to do,
# - write the same in JSONata, with variables,
# - test one state by itself, so that a wrong one is caught.
#
# The lesson belonging to them is [Data flow, expressions, testing one state](../../lessons/m08_data_flow.ipynb);
# "step D2" below means its step D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is the Amazon States Language**, as a Python dictionary or as a text of JSON, whichever you like: both
# are right everywhere below. In a dictionary, JSON's `null` is `None` and `true` is `True`. It would run on AWS as it is.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell is what the cells "Try it" use: `tried` runs a definition and shows it step by step, or prints what AWS would
# refuse in it; `stand_in` answers in the place of the functions of E2 and E4; `tested` runs the test cases of E5. You need not
# understand it.

# %% locked="given_lab"
import json

from botocore.exceptions import ClientError, ParamValidationError

from course.asl import StatesError, explain, lint, run
from course.cloud import Account
from course.widgets import microscope, stepper, table

ANSWERS = {
    "customer": {"statusCode": 200, "body": "412.75"},
    "sales": {"leadId": "L-4711", "score": 0.82},
    "communication": {"messageId": "M-5520", "queued": True},
}


def stand_in(request):
    """Print what a function is handed, and give its answer, in the envelope of lambda:invoke."""
    by_arn = request.resource.kind == "lambda"
    called = request.resource.arn if by_arn else str(request.parameters.get("FunctionName"))
    name = called.rpartition(":")[2]
    service = name.rpartition("-")[2]
    if service not in ANSWERS:
        raise StatesError("Lambda.ResourceNotFoundException", f"Function not found: {name}")
    payload = request.parameters if by_arn else request.parameters.get("Payload")
    print(f"{name} is handed {json.dumps(payload)}")
    answer = ANSWERS[service]
    envelope = {"ExecutedVersion": "$LATEST", "StatusCode": 200, "Payload": answer}
    return answer if by_arn else envelope


def executed(definition, given, tasks=None):
    """Run a definition and return the execution; print what AWS would refuse in it, if anything."""
    text = definition if isinstance(definition, str) else json.dumps(definition, indent=2)
    refused = [each for each in lint(text) if each.severity == "ERROR"]
    if refused:
        print(explain(refused, text))
        return None
    execution = run(text, given, tasks=tasks)
    print(*filter(None, (execution.status, execution.error, execution.cause)))
    return execution


def tried(definition, given, tasks=None):
    """Run a definition, print the final document, and show the execution step by step."""
    if definition is None:
        print("There is no definition yet: write it first, then run this cell again.")
        return None
    execution = executed(definition, given, tasks)
    if execution is None:
        return None
    print("final document:", json.dumps(execution.output, indent=2))
    return stepper(execution)


def answer_to(case, state, states):
    """Return what TestState answers to a case, as far as there is any: status, output, nextState."""
    mock = {"result": json.dumps(case.get("result"))}
    if "error" in case:
        mock = {"errorOutput": {key: case[key] for key in ("error", "cause") if key in case}}
    try:
        answer = states.test_state(
            definition=json.dumps(state),
            input=json.dumps(case.get("input")),
            mock=mock,
            stateConfiguration={"retrierRetryCount": case.get("retries", 0)},
        )
    except (ClientError, ParamValidationError) as refusal:
        return {"refused": str(refusal)}
    output = {"output": json.loads(answer["output"])} if "output" in answer else {}
    return {key: answer[key] for key in ("status", "nextState") if key in answer} | output


def tested(cases, state):
    """Run test cases on a state and show what each expects and gets."""
    if cases is None:
        print("There are no cases yet: write some first, then run this cell again.")
        return None
    rows, written = [], json.loads(cases) if isinstance(cases, str) else cases
    with Account() as account:
        states = account.client("stepfunctions")
        for number, case in enumerate(written, start=1):
            answer = answer_to(case, state, states)
            wanted = {key: case[key] for key in ("status", "output", "nextState") if key in case}
            passes = all(answer.get(key) == value for key, value in wanted.items())
            row = {"case": case.get("name", number), "passes": "yes" if passes else "no"}
            rows.append(row | {"expected": json.dumps(wanted), "answered": json.dumps(answer)})
    return table(rows, "your cases on this state")


# %% [markdown]
# ## E1: Five fields
#
# *You practise: InputPath, Parameters, ResultSelector, ResultPath, OutputPath, and their order. Lesson steps D1 and D2.*
#
# One state of the monthly payment calls the bank's function. You know all seven documents of a visit to this state, and
# you write the five fields that turn each into the next.
#
# **1.** The state's input:
#
# ```json
# {"request": {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
#              "currency": "EUR", "period": "2025-03", "channel": "web",
#              "idempotencyKey": "POL-1042-2025-03"},
#  "caller": {"session": "S-301", "device": "phone"},
#  "version": 3}
# ```
#
# **2.** `InputPath` selects the request, and nothing else is left:
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
#  "currency": "EUR", "period": "2025-03", "channel": "web",
#  "idempotencyKey": "POL-1042-2025-03"}
# ```
#
# **3.** `Parameters` makes of it what the bank receives: a reference (the request's `idempotencyKey`), amount and currency of
# the request, your `terminal` (see your table; the same at every visit), and the id of the execution, which is not in
# the request:
#
# ```json
# {"reference": "POL-1042-2025-03", "amount": 129.5, "currency": "EUR",
#  "terminal": "<your terminal>",
#  "execution":
#    "arn:aws:states:us-east-1:123456789012:execution:monthly-payment:run-41873"}
# ```
#
# **4.** The bank's function answers; this is the raw result, without an envelope:
#
# ```json
# {"charge": {"id": "CH-0091", "status": "captured", "fee": 0.35},
#  "node": "bank-7", "tookMs": 182}
# ```
#
# **5.** `ResultSelector` keeps two values of it:
#
# ```json
# {"chargeId": "CH-0091", "status": "captured"}
# ```
#
# **6.** `ResultPath` puts these into the request, under the name `place` of your table. If yours were `bill`:
#
# ```json
# {"request": {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
#              "currency": "EUR", "period": "2025-03", "channel": "web",
#              "idempotencyKey": "POL-1042-2025-03",
#              "bill": {"chargeId": "CH-0091", "status": "captured"}},
#  "caller": {"session": "S-301", "device": "phone"},
#  "version": 3}
# ```
#
# **7.** `OutputPath` lets the request through, with what is in it by now; that is the state's output:
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
#  "currency": "EUR", "period": "2025-03", "channel": "web",
#  "idempotencyKey": "POL-1042-2025-03",
#  "bill": {"chargeId": "CH-0091", "status": "captured"}}
# ```
#
# **Deliver** `fields`, a dictionary (or a text of JSON) with these five fields, in JSONPath. It is used for other payments,
# too: the names in the documents stay, the values change. Only `terminal` is always the same.
#
# **Example** of the form, for another state:
# `{"InputPath": "$.trip", "Parameters": {"distance.$": "$.km", "unit": "km"}, "ResultPath": "$.price"}`
#
# | Checked, each field by itself, with several visits | Points |
# | --- | --- |
# | `InputPath` leaves the request, and nothing else of the state's input | 2 |
# | `Parameters` makes what the bank is to receive | 2 |
# | `ResultSelector` keeps two values of the bank's answer | 2 |
# | `ResultPath` puts them into the request | 2 |
# | `OutputPath` lets the request through, with what is in it | 2 |
#
# A field is judged by what it makes of the right document before it, so one mistake costs its own points only.

# %%
task("m08.e1")

# %% solution="m08.e1"
fields = None  # a dictionary with the five fields: {"InputPath": ..., "Parameters": ..., ...}
### BEGIN SOLUTION
fields = {
    # Select: what follows in Parameters is looked up in the request only.
    "InputPath": "$.request",
    # Shape. A key ending in .$ is computed, any other one is taken as it stands. $$ is the context object: facts about the
    # execution are no part of anybody's document.
    "Parameters": {
        "reference.$": "$.idempotencyKey",
        "amount.$": "$.amount",
        "currency.$": "$.currency",
        "terminal": "T-154",
        "execution.$": "$$.Execution.Id",
    },
    # Select and shape once more, of the raw result this time.
    "ResultSelector": {"chargeId.$": "$.charge.id", "status.$": "$.charge.status"},
    # Place: into the state's whole input, whatever InputPath left of it.
    "ResultPath": "$.request.receipt",
    # Trim: choose from what is there now.
    "OutputPath": "$.request",
}
### END SOLUTION

# %% [markdown]
# Try it: the microscope shows the document after each of your fields. You may change a field in it and see what becomes of
# the document; what counts is what stands in your cell.

# %%
state_input = {
    "request": {
        "policyId": "POL-1042",
        "customerId": "C-77",
        "amount": 129.5,
        "currency": "EUR",
        "period": "2025-03",
        "channel": "web",
        "idempotencyKey": "POL-1042-2025-03",
    },
    "caller": {"session": "S-301", "device": "phone"},
    "version": 3,
}
raw_result = {
    "charge": {"id": "CH-0091", "status": "captured", "fee": 0.35},
    "node": "bank-7",
    "tookMs": 182,
}
arn = "arn:aws:lambda:us-east-1:123456789012:function:bank"
written = json.loads(fields) if isinstance(fields, str) else fields or {}

if not written:
    print("There are no fields yet: the result takes the place of everything.")
state = {"Type": "Task", "Resource": arn, "End": True, **written}
microscope(state, "Charge", state_input, result=raw_result)

# %% grade="m08.e1" points=10
grade("m08.e1", fields)

# %%
hints("m08.e1")

# %% [markdown]
# ## E2: Keep what you had
#
# *You practise: what becomes of a result, and what to do so that nothing gets lost. Lesson steps D1, D2 and D8.*
#
# After a payment was made, three functions are called in a row. The cell `losing` below shows the definition as it is. It
# runs, nothing fails, and at the end the payment is gone: each answer takes the place of what came in, so already the
# second function is handed something else than the payment.
#
# **Given:** the input is always `{"payment": {...}}`, with a fact such as
#
# ```json
# {"payment": {"paymentId": "PAY-000123", "policyId": "POL-1042",
#              "customerId": "C-77", "amount": 129.5, "currency": "EUR",
#              "period": "2025-03", "channel": "web",
#              "paidAt": "2025-03-01T08:00:00Z"}}
# ```
#
# The functions are named with your `prefix` (see your table). For the prefix `north`:
#
# | Function | What it is for | What it answers, for example |
# | --- | --- | --- |
# | `north-customer` | writes the payment to the customer's account | `{"statusCode": 200, "body": "412.75"}`; the body is JSON text, here the new balance |
# | `north-sales` | notes the payment for follow-up offers | `{"leadId": "L-4711", "score": 0.82}` |
# | `north-communication` | notifies the customer | `{"messageId": "M-5520", "queued": true}` |
#
# If you call a function through `lambda:invoke`, as `losing` does, its answer comes inside an envelope:
#
# ```json
# {"ExecutedVersion": "$LATEST", "StatusCode": 200,
#  "Payload": {"leadId": "L-4711", "score": 0.82},
#  "SdkHttpMetadata": {...}, "SdkResponseMetadata": {...}}
# ```
#
# **Deliver** `keep`, a definition (a dictionary, or a text of JSON) that
#
# 1. calls the three functions once each, in this order, each with a payload in which the payment stands under `payment`
#    (more in it does no harm);
# 2. ends with exactly this document: the payment as it came in, and what two of the functions answered. The balance is a
#    number; the notification's answer is dropped:
#
#    ```json
#    {"payment": {"paymentId": "PAY-000123", "...": "as it came in"},
#     "customer": {"balance": 412.75},
#     "sales": {"leadId": "L-4711"}}
#    ```
#
# 3. has no Pass state: a Task can do all this by itself.
#
# Names of states are yours, and so is the query language.
#
# | Checked, with several payments | Points |
# | --- | --- |
# | The payment is in the final document, as it came in | 2 |
# | `customer.balance` is there, a number | 2 |
# | `sales.leadId` is there | 2 |
# | Nothing else is there: no envelope, no answer to the notification | 2 |
# | Three calls in order, each handed the payment, without a Pass state | 2 |

# %%
task("m08.e2")


# %% locked="losing"
def losing(prefix):
    """Return the definition as it is: each state puts out what its function answers."""

    def call(service):
        parameters = {"FunctionName": f"{prefix}-{service}", "Payload.$": "$"}
        invoke = "arn:aws:states:::lambda:invoke"
        return {"Type": "Task", "Resource": invoke, "Parameters": parameters}

    states = {
        "Customer": {**call("customer"), "Next": "Sales"},
        "Sales": {**call("sales"), "Next": "Communication"},
        "Communication": {**call("communication"), "End": True},
    }
    return {"StartAt": "Customer", "States": states}


# %% solution="m08.e2"
keep = None  # the definition: {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
keep = {
    "StartAt": "Customer",
    "States": {
        "Customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-customer", "Payload.$": "$"},
            # Out of the envelope comes the answer, out of its body the balance: text until somebody reads it as JSON.
            "ResultSelector": {"balance.$": "States.StringToJson($.Payload.body)"},
            # Beside the payment, not in its place.
            "ResultPath": "$.customer",
            "Next": "Sales",
        },
        "Sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-sales", "Payload.$": "$"},
            "ResultSelector": {"leadId.$": "$.Payload.leadId"},
            "ResultPath": "$.sales",
            "Next": "Communication",
        },
        "Communication": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "hill-66-communication", "Payload.$": "$"},
            # null: the work is done, its answer is not wanted, and the output is the input.
            "ResultPath": None,
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: three functions that answer as in the table, and an execution to step through. As long as `keep` is not written,
# you see `losing`.

# %%
payment = {
    "paymentId": "PAY-000123",
    "policyId": "POL-1042",
    "customerId": "C-77",
    "amount": 129.5,
    "currency": "EUR",
    "period": "2025-03",
    "channel": "web",
    "paidAt": "2025-03-01T08:00:00Z",
}

tried(keep or losing("north"), {"payment": payment}, stand_in)

# %% grade="m08.e2" points=10
grade("m08.e2", keep)

# %%
hints("m08.e2")

# %% [markdown]
# ## E3: Without functions
#
# *You practise: intrinsic functions. Lesson step D3.*
#
# Every month customers get a notice. The workflow that prepares it calls five functions, none of which does more than move
# text about. Each is deployed, patched, started cold and paid for. The next cell shows them, and the machine.
#
# **Given:** inputs of this form. `tripReport` is a text of JSON, of whatever form; `payments` has at least one entry.
#
# ```json
# {"name": "Ada Byron", "policyId": "POL-1042",
#  "payments": ["PAY-000101", "PAY-000102", "PAY-000103"],
#  "defaults": {"language": "en", "channel": "web",
#               "reminder": {"days": 14, "by": "mail"}},
#  "choices": {"channel": "app", "reminder": {"days": 3}},
#  "tripReport": "{\"tripId\": \"T-9\", \"km\": 12.5}"}
# ```
#
# **Deliver** `without_functions`, a definition (a dictionary, or a text of JSON) that calls nothing: no Task at all. Its
# output has these five values (more in it does no harm). `separator` and `size` are in your table:
#
# | Key | Value |
# | --- | --- |
# | `greeting` | `Dear`, the name, your separator, the policy's id, with one space between each two |
# | `batches` | the payments in lists of `size`, in order; the last may be shorter |
# | `noticeId` | a new UUID of version 4, made by the workflow; not the name of the execution, which its caller may choose |
# | `settings` | the defaults, with the choices over them: where both have a key, the value chosen counts as a whole |
# | `trip` | the report as data |
#
# **Example.** If your separator were `::` and your size 2, the input above gives:
#
# ```json
# {"greeting": "Dear Ada Byron :: POL-1042",
#  "batches": [["PAY-000101", "PAY-000102"], ["PAY-000103"]],
#  "noticeId": "2f1c7c1e-6d2b-4c6f-9a51-0c0f6c1d7b3a",
#  "settings": {"language": "en", "channel": "app", "reminder": {"days": 3}},
#  "trip": {"tripId": "T-9", "km": 12.5}}
# ```
#
# Names of states are yours, and so is the query language.
#
# | Checked, with several inputs | Points |
# | --- | --- |
# | `greeting` joins name, your separator and policy | 2 |
# | `batches` holds the payments in lists of your size | 2 |
# | `noticeId` is a new UUID | 1 |
# | `settings` are the defaults, with the customer's choices over them | 2 |
# | `trip` is the report as data | 1 |
# | No state calls a function or anything else (and one of the values above is right) | 2 |
#
# The functions have been deleted already: a machine that still calls one fails.

# %%
task("m08.e3")

# %% locked="five_functions"
import json
import uuid


def split(items, size):
    """Return the items in lists of this size."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def five_functions(separator, size):
    """Return the functions by name, as they were."""
    return {
        "greet": lambda event: f"Dear {event['name']} {separator} {event['policyId']}",
        "split": lambda event: split(event["payments"], size),
        "new-id": lambda event: str(uuid.uuid4()),
        "merge": lambda event: {**event["defaults"], **event["choices"]},
        "parse": lambda event: json.loads(event["tripReport"]),
    }


def call(name, key, **way_out):
    """Return a state that calls a function, and puts what it returns under a key."""
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{name}"
    return {"Type": "Task", "Resource": arn, "ResultPath": f"$.{key}", **way_out}


with_functions = {
    "StartAt": "Greet",
    "States": {
        "Greet": call("greet", "greeting", Next="Split"),
        "Split": call("split", "batches", Next="New id"),
        "New id": call("new-id", "noticeId", Next="Merge"),
        "Merge": call("merge", "settings", Next="Parse"),
        "Parse": call("parse", "trip", End=True),
    },
}

# %% solution="m08.e3"
without_functions = None  # the definition: {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
without_functions = {
    "StartAt": "Prepare the notice",
    "States": {
        # A Pass calls nobody. One state does all five, for the five do not need one another.
        "Prepare the notice": {
            "Type": "Pass",
            "Parameters": {
                # Text in single quotes; each {} takes the next argument.
                "greeting.$": "States.Format('Dear {} === {}', $.name, $.policyId)",
                "batches.$": "States.ArrayPartition($.payments, 4)",
                "noticeId.$": "States.UUID()",
                # The second object wins. false: objects inside are replaced, not merged.
                "settings.$": "States.JsonMerge($.defaults, $.choices, false)",
                "trip.$": "States.StringToJson($.tripReport)",
            },
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: your machine beside the one with functions, for one input. Put the values of your table into the first line.

# %%
separator, size = "::", 2
notice_input = {
    "name": "Ada Byron",
    "policyId": "POL-1042",
    "payments": ["PAY-000101", "PAY-000102", "PAY-000103"],
    "defaults": {"language": "en", "channel": "web", "reminder": {"days": 14, "by": "mail"}},
    "choices": {"channel": "app", "reminder": {"days": 3}},
    "tripReport": '{"tripId": "T-9", "km": 12.5}',
}


def called(request):
    """Stand in for Lambda: call the function whose ARN this is."""
    name = request.resource.arn.split(":")[6]
    return five_functions(separator, size)[name](request.parameters)


before = run(with_functions, notice_input, tasks=called).output
after = {}
if without_functions is None:
    print("Write without_functions first; here is what the machine with functions makes.")
else:
    execution = executed(without_functions, notice_input)
    if execution and isinstance(execution.output, dict):
        after = execution.output
rows = []
for key in ("greeting", "batches", "noticeId", "settings", "trip"):
    both = {"with functions": before[key], "without": after.get(key)}
    rows.append({"key": key} | {name: json.dumps(value) for name, value in both.items()})
table(rows, "the two outputs; the ids differ")

# %% grade="m08.e3" points=10
grade("m08.e3", without_functions)

# %%
hints("m08.e3")

# %% [markdown]
# ## E4: In JSONata
#
# *You practise: Arguments, Output, Assign, expressions over lists. Lesson steps D4 and D5.*
#
# The workflow of E2, for a whole month of one customer, and from now on in JSONata.
#
# **Given:** inputs of this form, the *request*. Its list of payments may hold many, one or none.
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "period": "2025-03",
#  "payments": [{"paymentId": "PAY-001000", "amount": 129.5, "channel": "web"},
#               {"paymentId": "PAY-001001", "amount": 20.25, "channel": "app"},
#               {"paymentId": "PAY-001002", "amount": 30, "channel": "web"}]}
# ```
#
# The functions are those of E2, with the same answers, in the same envelope if they are called through `lambda:invoke`. Your
# table has a new `prefix` for them. For the prefix `north`:
#
# | Function | What it answers, for example |
# | --- | --- |
# | `north-customer` | `{"statusCode": 200, "body": "412.75"}`; the body is JSON text |
# | `north-sales` | `{"leadId": "L-4711", "score": 0.82}` |
# | `north-communication` | `{"messageId": "M-5520", "queued": true}` |
#
# **Deliver** `in_jsonata`, a definition (a dictionary, or a text of JSON) that
#
# 1. calls the three functions once each, in this order, each with a payload in which the list stands under `payments`
#    (more in it does no harm);
# 2. assigns the whole request to a variable, named as `variable` in your table says, and leaves it so;
# 3. ends with exactly this document; for the request above:
#
#    ```json
#    {"request": {"policyId": "POL-1042", "...": "the whole request, as it came in"},
#     "customer": {"balance": 412.75},
#     "sales": {"leadId": "L-4711"},
#     "total": 179.75,
#     "channels": ["web", "app"]}
#    ```
#
#    `total` is the sum of the amounts. `channels` is a list with each channel once, in any order. Of a request without
#    payments they are `0` and `[]`.
# 4. is in JSONata throughout: no state in JSONPath, no field of JSONPath, no key ending in `.$`.
#
# | Checked, with requests of many payments, one and none | Points |
# | --- | --- |
# | The final document has the request, the balance and the lead | 2 |
# | `total` is the sum of the amounts, also of one and of none | 2 |
# | `channels` has each channel once, and is always a list | 2 |
# | Three calls in order, each handed the payments; nothing else at the end | 1 |
# | No JSONPath is left (and something in the final document is right) | 2 |
# | Your variable holds the request | 1 |

# %%
task("m08.e4")

# %% solution="m08.e4"
in_jsonata = None  # the definition: {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
in_jsonata = {
    # Said once for all states.
    "QueryLanguage": "JSONata",
    "StartAt": "Customer",
    "States": {
        "Customer": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-customer", "Payload": "{% $states.input %}"},
            # What is remembered need not be carried through every output.
            "Assign": {"asked": "{% $states.input %}"},
            # Output sees the variables as they were when the state was entered: no $asked here yet.
            "Output": {"customer": {"balance": "{% $parse($states.result.Payload.body) %}"}},
            "Next": "Sales",
        },
        "Sales": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-sales", "Payload": "{% $asked %}"},
            "Output": {
                "customer": "{% $states.input.customer %}",
                "sales": {"leadId": "{% $states.result.Payload.leadId %}"},
            },
            "Next": "Communication",
        },
        "Communication": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "valley-33-communication", "Payload": "{% $asked %}"},
            "Output": {
                "request": "{% $asked %}",
                "customer": "{% $states.input.customer %}",
                "sales": "{% $states.input.sales %}",
                # The brackets make a list of whatever the path finds: of many, of one, and of nothing.
                "total": "{% $sum([$asked.payments.amount]) %}",
                "channels": "{% [$distinct($asked.payments.channel)] %}",
            },
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it, with a request of as many payments as you like. Try one, and none.

# %%
payments = [
    {"paymentId": "PAY-001000", "amount": 129.5, "channel": "web"},
    {"paymentId": "PAY-001001", "amount": 20.25, "channel": "app"},
    {"paymentId": "PAY-001002", "amount": 30, "channel": "web"},
]
request = {"policyId": "POL-1042", "customerId": "C-77", "period": "2025-03", "payments": payments}

tried(in_jsonata, request, stand_in)

# %% grade="m08.e4" points=10
grade("m08.e4", in_jsonata)

# %%
hints("m08.e4")

# %% [markdown]
# ## E5: Test the state
#
# *You practise: testing a single state with mocked results and errors. Lesson step D6.*
#
# The function `charge_state` in the cell below returns the state that charges a payment. It is right, and it shall stay so
# when somebody changes it next month. You write the test cases.
#
# **Given:** the state, with the `busy` error, the `refused` error and the `attempts` of your table. Its input has the form
# `{"payment": {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}}` (more fields do no harm). When all goes well,
# the bank's function answers `{"chargeId": "CH-0091", "status": "captured"}`, and `lambda:invoke` puts that under `Payload`.
#
# **Deliver** `cases`, a list of test cases (at most 40). Each is a dictionary:
#
# | Key | Holds |
# | --- | --- |
# | `input` | the state's input |
# | `result` | the raw result that the task is said to have come to, with the envelope's `Payload`; **or** |
# | `error`, `cause` | the name of the error that it is said to have failed with, and a text (the cause may be left out) |
# | `retries` | how many retries there have been before (only with an error; left out: 0) |
# | `status` | expected: `"SUCCEEDED"`, `"RETRIABLE"` (it will be tried again), `"CAUGHT_ERROR"` or `"FAILED"` |
# | `output` | expected: the state's whole output |
# | `nextState` | expected: the name of the state that comes next |
# | `name` | a few words for the reader, if you like |
#
# Of the three expected things write those that the case is about, at least one. A state that is tried again, or that
# fails, has neither output nor next state.
#
# **Example** of a case, for another state, which looks up a tariff:
#
# ```python
# {"name": "the tariff is added",
#  "input": {"trip": {"km": 12}},
#  "result": {"Payload": {"cents": 480}},
#  "status": "SUCCEEDED",
#  "output": {"trip": {"km": 12}, "price": {"cents": 480}},
#  "nextState": "Bill"}
# ```
#
# Your cases are run on the right state, and on eight wrong ones, in each of which one thing was changed so that it behaves
# otherwise. A wrong state is caught if a case fails on it that passes on the right one.
#
# | Checked | Points |
# | --- | --- |
# | Every case passes on the right state; there is one with a result and one with an error | 3 |
# | The cases catch at least two of the eight wrong states | 2 |
# | The cases catch at least four | 2 |
# | The cases catch at least six | 3 |

# %%
task("m08.e5")


# %% locked="charge_state"
def charge_state(busy, refused, attempts):
    """Return the state: a payment is charged, again if the bank is busy; no error is lost."""
    return {
        "Type": "Task",
        "Comment": "Charge a payment",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {
            "FunctionName": "bank",
            "Payload": {"reference.$": "$.payment.idempotencyKey", "amount.$": "$.payment.amount"},
        },
        "ResultSelector": {"id.$": "$.Payload.chargeId", "status.$": "$.Payload.status"},
        "ResultPath": "$.charge",
        "Retry": [{"ErrorEquals": [busy], "IntervalSeconds": 2, "BackoffRate": 2, "MaxAttempts": attempts}],
        "Catch": [
            {"ErrorEquals": [refused], "ResultPath": "$.refusal", "Next": "Tell the customer"},
            {"ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Ask a person"},
        ],
        "Next": "Write it down",
    }


# %% solution="m08.e5"
cases = None  # a list of test cases: [{"input": ..., ...}, ...]
### BEGIN SOLUTION
attempts = 4
payment = {"idempotencyKey": "POL-1042-2025-03", "amount": 129.5}

cases = [
    # All goes well. The envelope belongs to the raw result, and two values that differ tell two fields apart. The output is
    # the whole one: it shows what was added, and that nothing is gone.
    {
        "input": {"payment": payment},
        "result": {"Payload": {"chargeId": "CH-0091", "status": "captured"}},
        "output": {"payment": payment, "charge": {"id": "CH-0091", "status": "captured"}},
        "nextState": "Write it down",
    },
    # A refusal reaches the customer, with its reason and with the payment.
    {
        "input": {"payment": payment},
        "error": "Bank.NoCover",
        "cause": "the account is empty",
        "output": {"payment": payment, "refusal": {"Error": "Bank.NoCover", "Cause": "the account is empty"}},
        "nextState": "Tell the customer",
    },
    # A busy bank is asked again, and then a person. Both sides of the boundary show how many attempts there are.
    {"input": {"payment": payment}, "error": "Bank.TryLater", "retries": attempts - 1, "status": "RETRIABLE"},
    {
        "input": {"payment": payment},
        "error": "Bank.TryLater",
        "retries": attempts,
        "nextState": "Ask a person",
    },
    # What nobody thought of is not lost.
    {"input": {"payment": payment}, "error": "TypeError", "nextState": "Ask a person"},
]
### END SOLUTION

# %% [markdown]
# Try it: TestState, as on AWS, for each of your cases. Put the values of your table into the first line. When all cases pass,
# spoil the state, for instance with `del state["ResultPath"]` in the second line, and see which of them notices.

# %%
state = charge_state("Bank.Busy", "Bank.Refused", 3)

tested(cases, state)

# %% grade="m08.e5" points=10
grade("m08.e5", cases)

# %%
hints("m08.e5")

# %% [markdown]
# ## On AWS
#
# - TestState is there, too, in the console and in boto3: the same call with the same parameters. What it mocks costs nothing;
#   what it does not mock is really called.
# - A mocked result is compared with what the service's API may answer; how strictly is the mock's `fieldValidationMode`.
# - A function that is called by its bare ARN answers without an envelope; AWS recommends `lambda:invoke`.
# - Expressions are evaluated the same way; one that takes very long is ended by AWS after a while, here after so many steps.
# - What a state passes on is bounded in size: large documents go into a bucket, and their key into the state (lesson step D7).
