# ---
# title: Data flow, expressions, testing one state
# module: m08
# ---

# %% [markdown]
# # M08 · Data flow, expressions, testing one state
#
# A workflow hands a document from state to state. What does each of them see, and what does it leave behind? By the end you can say so before you run it, and test one state without the rest.
#
# **You will be able to**
#
# 1. trace a document through the five fields of a JSONPath state;
# 2. use intrinsic functions where others write Lambda functions;
# 3. write the same in JSONata;
# 4. choose between a state's output and a variable;
# 5. test one state, with a mocked result;
# 6. keep documents small by passing references.
#
# Hints send you back to the steps D1 to D8. Plan for 60 minutes here, 110 for the exercises, 10 for the knowledge check. Run the cells from the top with **Shift+Enter**; change them, run them again. If one complains about an earlier run: **Kernel / Restart Kernel…**, and begin anew.

# %%
import copy
import json

import boto3

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    bars,
    before,
    microscope,
    progress,
    quiz,
    scenario,
    scope_tree,
    side_by_side,
    stepper,
    table,
    twins,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded. Commit to one each; the lesson will show you.

# %%
before("m08")

# %% [markdown]
# ## Where we stand
#
# In M07 a workflow took over from the services: it charges the payment, then has it confirmed. Here are two of those services as functions, cut down to what this lesson needs. The bank's function talks a lot: it also returns a log that nobody asked for.

# %%
CHARGE = """
def handler(event, context):
    log = [f"step {number} of 40: ok" for number in range(1, 41)]
    return {"chargeId": "CH-" + event["policyId"][4:], "amount": event["amount"], "key": event.get("key"), "log": log}
"""
CONFIRM = """
def handler(event, context):
    return {"confirmationId": "CO-" + event["chargeId"][3:], "sentTo": event["customerId"]}
"""

# %%
import io
import zipfile

account = Account(seed=8).start()
states, lambda_, s3 = boto3.client("stepfunctions"), boto3.client("lambda"), boto3.client("s3")
role = boto3.client("iam").create_role(RoleName="demo-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


def deploy(name, code):
    """Create the function, or give it other code."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    zipped = package.getvalue()
    try:
        made = lambda_.create_function(
            FunctionName=name,
            Runtime="python3.12",
            Handler="app.handler",
            Role=role,
            Code={"ZipFile": zipped},
        )
    except lambda_.exceptions.ResourceConflictException:
        made = lambda_.update_function_code(FunctionName=name, ZipFile=zipped)
    return made["FunctionArn"]


charge_arn = deploy("demo-charge", CHARGE)
confirm_arn = deploy("demo-confirm", CONFIRM)

# %% [markdown]
# The document that comes in has the payment, and around it what the front door knows of the request.

# %%
order = {
    "request": {"id": "REQ-9", "from": "203.0.113.7"},
    "payment": {
        "policyId": "POL-1042",
        "customerId": "C-77",
        "amount": 129.50,
        "currency": "EUR",
        "period": "2025-03",
        "channel": "web",
    },
}

# %% [markdown]
# ## D1 · Five fields and one result
#
# The state *Charge* below uses every field that JSONPath has for data. Read them in the order in which they apply, which is also the order here:
#
# 1. `InputPath` **selects** a part of the input;
# 2. `Parameters` **shapes** what the function is given;
# 3. (the function **runs**, and gives a result;)
# 4. `ResultSelector` **selects** from the result;
# 5. `ResultPath` **places** what is left of it into the state's input;
# 6. `OutputPath` **trims** what goes to the next state.
#
# A path begins with `$`. A key that ends in `.$` is computed; any other is taken as it stands.

# %%
CHARGE_STATE = {
    "Type": "Task",
    "Resource": charge_arn,
    "InputPath": "$.payment",
    "Parameters": {
        "policyId.$": "$.policyId",
        "amount.$": "$.amount",
        "key.$": "States.Format('{}-{}', $.policyId, $.period)",
    },
    "ResultSelector": {"id.$": "$.chargeId", "amount.$": "$.amount"},
    "ResultPath": "$.payment.charge",
    "OutputPath": "$.payment",
    "Next": "Confirm",
}
CONFIRM_STATE = {
    "Type": "Task",
    "Resource": confirm_arn,
    "Parameters": {"customerId.$": "$.customerId", "chargeId.$": "$.charge.id"},
    "ResultPath": "$.confirmation",
    "End": True,
}
PAYMENT = {"StartAt": "Charge", "States": {"Charge": CHARGE_STATE, "Confirm": CONFIRM_STATE}}

# %% [markdown]
# > **Question.** `InputPath` leaves only the payment. `ResultPath` then says `$.payment.charge`. Into which document does it place the result: the payment, or the whole input with its `request`?
#
# The next cell creates the state machine and runs it.

# %%
machines = {}


def run(definition, document, name="demo-payment"):
    """Create the state machine, or give it another definition; run it once."""
    text = json.dumps(definition)
    if name in machines:
        states.update_state_machine(stateMachineArn=machines[name], definition=text)
    else:
        made = states.create_state_machine(name=name, definition=text, roleArn=role)
        machines[name] = made["stateMachineArn"]
    started = states.start_execution(stateMachineArn=machines[name], input=json.dumps(document))
    account.settle()  # let virtual time pass until it has ended
    return states.describe_execution(executionArn=started["executionArn"])


paid = run(PAYMENT, order)
architecture_map(account.inventory())

# %%
microscope(paid["executionArn"], "Charge")

# %% [markdown]
# Press **Forward** and look at one stage at a time: what was added, dropped or changed is coloured and listed.
#
# The answer is in *ResultPath*: the result went into the **whole input**, with its `request`. What `InputPath` hid was hidden from the function only. `OutputPath` then kept the payment and dropped the request for good.
#
# Now change a text in the microscope: it stands in the card of its stage, and the stages after it follow at once. It asks nobody: the function's result of that run stands in for the function.
#
# - `ResultPath` to `"$"`: which stage fails, and why not this one? Then to `null` (a word, no quotes);
# - in `Parameters` the key `"amount.$"` to `"amount"`: what does the function get? And the other way round: `"amount.$": 100`?
# - `ResultPath` to `"$.charge"`: no stage fails. Who will miss something later?

# %% [markdown]
# Some rules at one glance. Each type of state has the fields that make sense for it.
#
# | | Task, Parallel | Map | Pass | Choice, Wait, Succeed | Fail |
# | --- | --- | --- | --- | --- | --- |
# | `InputPath`, `OutputPath` | yes | yes | yes | yes | no |
# | `Parameters` | yes | `ItemSelector` | yes | no | no |
# | `ResultSelector` | yes | yes | no | no | no |
# | `ResultPath` | yes | yes | yes | no | no |
#
# - A field that is not written does nothing: all of the input is selected, the result takes the **whole place** of the input (`ResultPath` is `$`), all of it goes on.
# - `"ResultPath": null` throws the result away and keeps the input. `"InputPath": null` and `"OutputPath": null` leave `{}`.

# %% [markdown]
# `$` is the document at hand. `$$` is another document, the **context object**: the execution's name and start, when the state was entered, how often it was tried again, the item of a Map. None of that is in the input.

# %%
states.test_state(
    definition=json.dumps(
        {
            "Type": "Pass",
            "Parameters": {"since.$": "$$.State.EnteredTime", "amount.$": "$.amount"},
            "End": True,
        }
    ),
    input=json.dumps({"amount": 129.50}),
)["output"]

# %% [markdown]
# That was `test_state`: one state, tried without a state machine. It will be our tool from here on, and D6 is about it.
#
# ## D2 · Take one away
#
# > **Question.** Leave out one of the five fields. In which of the five cases does the workflow still succeed? And is that good news?


# %%
def without(field):
    """Return the workflow, its state Charge without one field."""
    definition = copy.deepcopy(PAYMENT)
    definition["States"]["Charge"].pop(field, None)
    return definition


def keys(text):
    return ", ".join(json.loads(text))


def what_happened(left_out):
    ended = run(without(left_out), order)
    calls, entered = [], {}
    for event in states.get_execution_history(executionArn=ended["executionArn"])["events"]:
        if event["type"] == "LambdaFunctionScheduled":
            calls.append(event["lambdaFunctionScheduledEventDetails"]["input"])
        if event["type"] == "TaskStateEntered":
            entered[event["stateEnteredEventDetails"]["name"]] = event["stateEnteredEventDetails"]["input"]
    return {
        "left out": left_out,
        "the function got": keys(calls[0]) if calls else "(not called)",
        "Confirm got": keys(entered["Confirm"]) if "Confirm" in entered else "(not reached)",
        "the end": f"{ended['status']} {ended.get('error', '')}",
    }


FIELDS = ["nothing", "InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath"]
table([what_happened(field) for field in FIELDS])

# %% [markdown]
# Four of the five fail, loudly, though not always where the mistake is: without `ResultSelector` or `OutputPath` *Charge* is content, and *Confirm* does not find what it needs. (In three of the four the money has been taken by then. M09 is about that.)
#
# The dangerous one **succeeds**. Without `Parameters` the function gets the whole payment, and nobody notices two things: it sees the customer's number, which is none of its business, and it gets no `key`. That key is what would keep a repeated call from charging twice (M09).
#
# Look at each of them closely:


# %%
def look(left_out):
    return stepper(run(without(left_out), order)["executionArn"])


scenario(look, left_out={"values": FIELDS, "label": "left out"})

# %% [markdown]
# So why five fields and not one? Because they answer different questions. What may the **function** see? What of its answer is worth **keeping**? **Where** does it go, so that nothing that others need is overwritten? And what do the **next** states need? One field could not tell hiding from deleting.
#
# Two mix-ups are the most common:
#
# - **`OutputPath` does not place anything.** It chooses from what is there already. Placing is `ResultPath`'s work.
# - **The order is fixed.** `ResultSelector` sees the raw result, not the input; `OutputPath` sees the input with the result in it.
#
# ## D3 · Computing without a function
#
# In `Parameters`, `ResultSelector`, `ItemSelector` and `Assign` a key that ends in `.$` may also call an **intrinsic function**. There are eighteen. Here is each of them at work on one document:

# %%
document = {
    "name": "Ada",
    "amount": 129,
    "channels": ["web", "app", "web"],
    "policies": [f"POL-{number}" for number in range(1042, 1054)],
    "text": '{"chargeId": "CH-1042"}',
    "list": "web;app,branch",
    "default": {"currency": "EUR", "channel": "web"},
    "given": {"channel": "app"},
}
EXPRESSIONS = [
    "States.Format('Dear {}, you paid {}.', $.name, $.amount)",
    "States.StringSplit($.list, ';,')",
    "States.StringToJson($.text)",
    "States.JsonToString($.given)",
    "States.JsonMerge($.default, $.given, false)",
    "States.Array($.name, $.amount)",
    "States.ArrayPartition($.policies, 10)",
    "States.ArrayContains($.channels, 'app')",
    "States.ArrayRange(1, 9, 2)",
    "States.ArrayGetItem($.channels, 1)",
    "States.ArrayLength($.policies)",
    "States.ArrayUnique($.channels)",
    "States.Base64Encode($.name)",
    "States.Base64Decode('QWRh')",
    "States.Hash($.name, 'SHA-256')",
    "States.MathAdd($.amount, -1)",
    "States.MathRandom(1, 7)",
    "States.UUID()",
]


# %%
def computed(expression, document):
    """Let one Pass state compute the expression."""
    state = {"Type": "Pass", "Parameters": {"result.$": expression}, "End": True}
    answer = states.test_state(definition=json.dumps(state), input=json.dumps(document))
    if answer["status"] == "SUCCEEDED":
        return json.loads(answer["output"])["result"]
    return f"{answer['error']}: {answer['cause']}"


table([{"expression": each, "result": json.dumps(computed(each, document))} for each in EXPRESSIONS])

# %% [markdown]
# None of these needs a Lambda function: nothing to deploy, nothing to start, nothing to pay for by the millisecond, nothing that can time out. (Look at `States.ArrayUnique`: it does not keep the order.)
#
# The calculator takes any expression and any document. What cannot be read is shown with its place.
#
# Text stands in **single** quotes (the definition is JSON, which needs the double ones), and there is no `+`. Try:
#
# - `States.Format("Dear {}", $.name)`, then mend it;
# - `'Dear ' + $.name`, which is a job for a function;
# - `States.Format('Dear {}, you paid {}', $.name)`;
# - `States.MathAdd($.amount, '1')`, and `States.MathAdd($.missing, 1)`;
# - one call inside another: `States.ArrayLength(States.ArrayUnique($.channels))`.

# %%
from course.asl.intrinsics import IntrinsicSyntaxError, parse_call


def calculate(expression, document):
    try:
        found = computed(expression, json.loads(document))
    except states.exceptions.InvalidDefinition:
        print("AWS refuses to create a state with this expression.")
        try:
            parse_call(expression)
        except IntrinsicSyntaxError as error:
            print(f"\n{expression}\n{' ' * (error.column - 1)}^\n{error.message}")
        return
    except ValueError as error:
        print("The document is no JSON:", error)
        return
    print(json.dumps(found, indent=2) if not isinstance(found, str) else found)


scenario(
    calculate,
    expression='States.Format("Dear {}", $.name)',
    document='{"name": "Ada", "amount": 129, "channels": ["web", "app", "web"]}',
)

# %% [markdown]
# ## D4 · The same in JSONata
#
# JSONPath selects; whatever it cannot do needs an intrinsic function. **JSONata** is a language for expressions: it selects, computes, filters and builds, and replaces the five fields by two. `Arguments` is what the work is given, `Output` is what the state hands on. An expression stands between `{%` and `%}` and finds all it needs in `$states`:
#
# - `$states.input`: the state's whole input;
# - `$states.result`: what the work came to (in `Output` and `Assign`);
# - `$states.context`: the context object;
# - `$states.errorOutput`: the error, in a catcher.
#
# Below is our workflow, and its twin in JSONata, made by a converter that explains every line it rewrites.

# %%
twins(PAYMENT)

# %% [markdown]
# Two things to know for reading it: `&` joins texts, and `$merge([a, b])` makes one object of two, in which `b` wins.
#
# > **Question.** Do the two do the same? How would you convince yourself?
#
# By running both. One row is an order that has no `period`.

# %%
from course.asl.translation import translate

in_jsonata = translate(PAYMENT).definition

orders = {"as above": order, "nothing to pay": copy.deepcopy(order), "no period": copy.deepcopy(order)}
orders["nothing to pay"]["payment"]["amount"] = 0
del orders["no period"]["payment"]["period"]

rows = []
for name, each in orders.items():
    one, other = run(PAYMENT, each), run(in_jsonata, each, "demo-payment-jsonata")
    rows.append(
        {
            "order": name,
            "JSONPath": f"{one['status']} {one.get('error', '')}",
            "JSONata": f"{other['status']} {other.get('error', '')}",
            "same output": json.loads(one.get("output", "null")) == json.loads(other.get("output", "null")),
        }
    )
table(rows)

# %% [markdown]
# The first two agree. In the third they part, and the converter had said so, under *Not quite the same*: a path that leads nowhere **stops** a JSONPath state. In JSONata nothing joined with text is just no text, so the state goes on, with the key `POL-1042-` for every month. The second payment of that policy would look like a repetition of the first.
#
# Alone between `{%` and `%}` an expression that finds nothing does fail the state; inside a larger one it does not. So check what must be there: `$exists($states.input.payment.period)`.
#
# The converter translates word for word. By hand you would write *Charge*'s output as `$merge([$states.input.payment, {'charge': …}])`.
#
# One state, one language: `QueryLanguage` on the machine or on the state decides. A state that mixes them is refused:

# %%
mixed = {
    "Type": "Pass",
    "QueryLanguage": "JSONata",
    "Output": "{% $states.input.amount %}",
    "ResultPath": "$.amount",
    "End": True,
}
try:
    states.test_state(definition=json.dumps(mixed))
except states.exceptions.InvalidDefinition as error:
    print(error.response["Error"]["Message"])

# %% [markdown]
# ### One is not a list of one
#
# JSONata turns a list that an expression collects into a single value if there is one item, and into nothing if there is none. The next cell computes five expressions over two payments, one, and none.


# %%
def evaluated(expression, document):
    state = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": f"{{% {expression} %}}", "End": True}
    answer = states.test_state(definition=json.dumps(state), input=json.dumps(document))
    return answer["output"] if answer["status"] == "SUCCEEDED" else "nothing: the state fails"


two = [{"amount": 129.50, "channel": "web"}, {"amount": 20, "channel": "web"}]
table(
    [
        {
            "expression": each,
            "two": evaluated(each, {"payments": two}),
            "one": evaluated(each, {"payments": two[:1]}),
            "none": evaluated(each, {"payments": []}),
        }
        for each in [
            "$states.input.payments.amount",
            "[$states.input.payments.amount]",
            "$sum($states.input.payments.amount)",
            "$sum([$states.input.payments.amount])",
            "[$distinct($states.input.payments.channel)]",
        ]
    ]
)

# %% [markdown]
# Square brackets insist on a list. Whoever reads your output expects a list on the days with one payment, too. (A list that is simply there stays one, whatever is in it: `$states.input.payments`.)
#
# Here is a calculator for JSONata. Try `$states.input.payments[amount > 100]`, `$states.input.payments{channel: $sum(amount)}`, `$uuid()`, and `$.payments`: is `$` the input here?


# %%
def calculate_jsonata(expression, document):
    try:
        print(evaluated(expression, json.loads(document)))
    except states.exceptions.InvalidDefinition as error:
        print("AWS refuses this:", error.response["Error"]["Message"])
    except ValueError as error:
        print("The document is no JSON:", error)


scenario(
    calculate_jsonata,
    expression="[$states.input.payments[amount > 100].channel]",
    document=json.dumps({"payments": two}),
)

# %% [markdown]
# ## D5 · Variables
#
# Whatever the last state needs from the first has to pass through all states between, each of which may lose it. A **variable** does not travel: `Assign` sets it, and every later state reads it as `$name`. That works in both languages.
#
# The workflow below remembers the request. Then it adds a fee to each of several payments, tells two services at the same time, and ends.

# %%
FEE = {
    "StartAt": "Add the fee",
    "States": {
        "Add the fee": {
            "Type": "Pass",
            "Assign": {"due": "{% $states.input.amount + $fee %}"},
            "Next": "Note",
        },
        "Note": {
            "Type": "Pass",
            "Output": {"policy": "{% $states.input.policyId %}", "due": "{% $due %}"},
            "End": True,
        },
    },
}


def telling(service):
    tell = {"Type": "Pass", "Assign": {"to": service}, "Next": f"Write to {service}"}
    write = {"Type": "Pass", "Output": "{% $to & ': ' & $total %}", "End": True}
    return {
        "StartAt": f"Choose {service}",
        "States": {f"Choose {service}": tell, f"Write to {service}": write},
    }


REMEMBERING = {
    "QueryLanguage": "JSONata",
    "StartAt": "Remember",
    "States": {
        "Remember": {
            "Type": "Pass",
            "Assign": {"customer": "{% $states.input.customerId %}", "fee": 2},
            "Next": "Each payment",
        },
        "Each payment": {
            "Type": "Map",
            "Items": "{% $states.input.payments %}",
            "ItemProcessor": FEE,
            "Assign": {"total": "{% $sum([$states.result.due]) %}"},
            "Next": "Tell both",
        },
        "Tell both": {
            "Type": "Parallel",
            "Branches": [telling("customer"), telling("sales")],
            "Next": "Done",
        },
        "Done": {
            "Type": "Succeed",
            "Output": {
                "customerId": "{% $customer %}",
                "total": "{% $total %}",
                "told": "{% $states.input %}",
            },
        },
    },
}

# %% [markdown]
# > **Question.** Each item sets a variable `due`. Do they overwrite each other? Can *Done* read it?

# %%
day = {
    "customerId": "C-77",
    "payments": [{"policyId": "POL-1042", "amount": 129.50}, {"policyId": "POL-1043", "amount": 20}],
}
remembered = run(REMEMBERING, day, "demo-remembering")
print(remembered["output"])
scope_tree(remembered["executionArn"])

# %% [markdown]
# Each item and each branch has a **scope** of its own: it reads what is around it (↑), and what it sets ends with it. So there are two `due`, and *Done* sees neither. A value gets out as it always did: in the **output** of the item, from which the Map state, outside, assigned `total`.
#
# To change an outer variable from within is not even allowed:

# %%
broken = copy.deepcopy(REMEMBERING)
broken["States"]["Each payment"]["ItemProcessor"]["States"]["Add the fee"]["Assign"] = {
    "fee": "{% $fee + 1 %}"
}
try:
    run(broken, day, "demo-broken")
except states.exceptions.InvalidDefinition as error:
    print(error.response["Error"]["Message"])

# %% [markdown]
# ### The values from the start of the state
#
# > **Question.** `count` is 1. A state assigns `$count + 1`, and its `Output` says `$count`. What comes out?

# %%
counting = {
    "Type": "Pass",
    "QueryLanguage": "JSONata",
    "Assign": {"count": "{% $count + 1 %}", "before": "{% $count %}"},
    "Output": {"count": "{% $count %}"},
    "End": True,
}
answer = states.test_state(
    definition=json.dumps(counting), variables=json.dumps({"count": 1}), inspectionLevel="DEBUG"
)
print("output:         ", answer["output"])
print("variables after:", answer["inspectionData"]["variables"])

# %% [markdown]
# One comes out. All expressions of a state see the variables as they were when it began; new values are there for the next state. (This is also why two variables of one `Assign` cannot build on each other.)
#
# **Output or variable?** What the *next* state works on belongs into the output: it can be seen, tested and reused without knowing what came before. What many states need, or one far away, belongs into a variable: ids, the original request, a counter. A variable is no place for large documents either:

# %%
WORDS = {"one": "one variable", "assign": "all that one Assign sets", "all": "all variables of an execution"}
bounds = fact("states.variables")
table(
    [{"at most": WORDS[name], "bytes": size} for name, size in bounds.value.items()],
    caption="Bounds of variables",
)

# %% [markdown]
# ## D6 · Test one state
#
# The bank is a partner over HTTP now. Trying the workflow means charging somebody. And how would you make the bank be busy, just when you want to see your `Retry`?
#
# `TestState` runs **one** state, without a state machine, and tells what it did. How much it tells is the inspection level.


# %%
def bank(request):
    payment = json.loads(request["body"])
    return 200, json.dumps({"chargeId": "CH-1", "charged": payment["amount"]})


account.endpoint("https://bank.example/charges", bank)  # the lab's stand-in for the bank's server
connection = boto3.client("events").create_connection(
    Name="demo-bank",
    AuthorizationType="API_KEY",
    AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "x-key", "ApiKeyValue": "secret"}},
)["ConnectionArn"]

BANK_STATE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::http:invoke",
    "Parameters": {
        "ApiEndpoint": "https://bank.example/charges",
        "Method": "POST",
        "Authentication": {"ConnectionArn": connection},
        "RequestBody": {"policyId.$": "$.policyId", "amount.$": "$.amount"},
    },
    "ResultSelector": {"id.$": "$.ResponseBody.chargeId"},
    "ResultPath": "$.charge",
    "Retry": [
        {
            "ErrorEquals": ["States.Http.StatusCode.429"],
            "IntervalSeconds": 3,
            "BackoffRate": 2,
            "MaxAttempts": 2,
        }
    ],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Refused"}],
    "Next": "Paid",
}

# %%
small_payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.50}


def try_it(state=BANK_STATE, given=small_payment, **more):
    """Try one state: plain data in, TestState's answer out."""
    answer = states.test_state(definition=json.dumps(state), roleArn=role, input=json.dumps(given), **more)
    answer.pop("ResponseMetadata")
    return answer


levels = {level: try_it(inspectionLevel=level) for level in ["INFO", "DEBUG", "TRACE"]}
table(
    [
        {
            "level": level,
            "tells": ", ".join(answer),
            "and of the data flow": ", ".join(answer.get("inspectionData", {})) or "nothing",
        }
        for level, answer in levels.items()
    ]
)

# %% [markdown]
# `INFO` tells how it ended: status, output, next state. `DEBUG` adds the document at every stage, the same ones that the microscope draws. `TRACE` adds the request and the answer of an HTTP Task; for all other states it is `DEBUG`.
#
# Those were three real calls of the bank. With a **mock** there is none: you say what the work comes to.

# %%
answered = {"ResponseBody": {"chargeId": "CH-5", "charged": 129.50}, "StatusCode": 200}
busy = {"error": "States.Http.StatusCode.429", "cause": "too many requests"}
no_money = {"error": "States.Http.StatusCode.402", "cause": "no money"}

tests = {
    "the bank answers": try_it(mock={"result": json.dumps(answered)}, inspectionLevel="DEBUG"),
    "it is busy": try_it(mock={"errorOutput": busy}, inspectionLevel="DEBUG"),
    "busy, after 1 retry": try_it(
        mock={"errorOutput": busy}, stateConfiguration={"retrierRetryCount": 1}, inspectionLevel="DEBUG"
    ),
    "busy, after 2 retries": try_it(
        mock={"errorOutput": busy}, stateConfiguration={"retrierRetryCount": 2}, inspectionLevel="DEBUG"
    ),
    "the customer has no money": try_it(mock={"errorOutput": no_money}, inspectionLevel="DEBUG"),
}
table(
    [
        {
            "when": name,
            "status": answer["status"],
            "goes to": answer.get("nextState", ""),
            "waits": answer["inspectionData"].get("errorDetails", {}).get("retryBackoffIntervalSeconds", ""),
            "output": answer.get("output", ""),
        }
        for name, answer in tests.items()
    ]
)

# %% [markdown]
# Five stories of one state, in no time: a result, an error that is retried (3 seconds, then 6), retries used up, an error that no retrier takes. The catcher kept the payment, because of its `ResultPath`.
#
# Only work that is done elsewhere can be mocked: a Task, a Map, a Parallel. A Pass or a Choice needs no mock, it calls nobody. Where AWS knows the form of an API's answer, the mock is compared with it, so that you do not test against a dream:

# %%
call = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "demo-charge", "Payload.$": "$"},
    "End": True,
}
try:
    try_it(call, mock={"result": json.dumps({"Payload": {"chargeId": "CH-5"}, "StatusCode": "200"})})
except states.exceptions.ClientError as error:
    print(error.response["Error"]["Message"])

# %% [markdown]
# ### Is the test any good?
#
# A test that passes says little. A good test **fails when the state is wrong**. So break the state on purpose, and see who notices. The first case below expects only that the state succeeds; the second also compares the output; the third lets the bank be busy.

# %%
CASES = {
    "it succeeds": ({"result": json.dumps(answered)}, {"status": "SUCCEEDED"}),
    "output and next state": (
        {"result": json.dumps(answered)},
        {"output": small_payment | {"charge": {"id": "CH-5"}}, "nextState": "Paid"},
    ),
    "a busy bank": ({"errorOutput": busy}, {"status": "RETRIABLE"}),
}
MUTANTS = {
    "as it should be": {},
    "no ResultPath": {"ResultPath": "$"},
    "no ResultSelector": {"ResultSelector": {"all.$": "$"}},
    "goes to Refused": {"Next": "Refused"},
    "no Retry": {"Retry": []},
    "catcher loses the payment": {"Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refused"}]},
}


def passes(state, mock, expected):
    answer = try_it(state, mock=mock)
    found = answer | {"output": json.loads(answer.get("output", "null"))}
    return all(found.get(name) == value for name, value in expected.items())


table(
    [
        {"state": name}
        | {case: "passes" if passes(BANK_STATE | change, *CASES[case]) else "NOTICED" for case in CASES}
        for name, change in MUTANTS.items()
    ]
)

# %% [markdown]
# The first case notices nothing at all: it would pass if the state did nothing. The last row escapes all three.
#
# > **Yours.** Add a case to `CASES` that notices it. (Which story makes the catcher speak? What should its output be?)
#
# Write what you expect from the **task's description**, not from the state's answer: a copied answer agrees with every mistake that was in it.
#
# ## D7 · A document of 300 KB
#
# *Audit* wants every line of the bank's log for a month. Here is a function that returns them.

# %%
REPORT = """
def handler(event, context):
    return {"lines": [f"{number:06} charge ok " + "." * 82 for number in range(3000)]}
"""
report_arn = deploy("demo-report", REPORT)
reporting = {
    "StartAt": "Collect",
    "States": {"Collect": {"Type": "Task", "Resource": report_arn, "End": True}},
}
ended = run(reporting, {"period": "2025-03"}, "demo-reporting")
print(ended["status"], ended["error"])
print(ended["cause"])

# %%
returned = lambda_.invoke(FunctionName="demo-report", Payload=b"{}")["Payload"].read()
limit = fact("states.payload")
print(limit)
bars(
    {
        "what the function returns": round(len(returned) / 1024),
        "what a state may pass on": limit.value / 1024,
    },
    unit="KiB",
)

# %% [markdown]
# The function is allowed to return that much; the *workflow* is not allowed to carry it. The bound holds for every input, result and output, measured in bytes, and it cannot be raised. No `ResultSelector` helps: the raw result is too large already.
#
# > **Question.** What did you do with a large attachment in real life? You did not send it: you sent the link.

# %%
s3.create_bucket(Bucket="demo-reports")
STORE = """
import json
import boto3

def handler(event, context):
    lines = [f"{number:06} charge ok " + "." * 82 for number in range(3000)]
    place = {"bucket": "demo-reports", "key": f"{event['period']}/lines.json"}
    boto3.client("s3").put_object(Bucket=place["bucket"], Key=place["key"], Body=json.dumps(lines))
    return {**place, "count": len(lines)}
"""
COUNT = """
import json
import boto3

def handler(event, context):
    found = boto3.client("s3").get_object(Bucket=event["bucket"], Key=event["key"])
    return {"failed": sum("ok" not in line for line in json.loads(found["Body"].read()))}
"""
reporting = {
    "StartAt": "Collect",
    "States": {
        "Collect": {
            "Type": "Task",
            "Resource": deploy("demo-store", STORE),
            "ResultPath": "$.report",
            "Next": "Check",
        },
        "Check": {
            "Type": "Task",
            "Resource": deploy("demo-count", COUNT),
            "InputPath": "$.report",
            "ResultPath": "$.result",
            "End": True,
        },
    },
}
ended = run(reporting, {"period": "2025-03"}, "demo-reporting")
print(ended["status"], ended["output"])
bars(
    {
        "what the workflow carries now": round(len(ended["output"]) / 1024, 1),
        "what a state may pass on": limit.value / 1024,
    },
    unit="KiB",
)

# %% [markdown]
# The document lies in S3; the workflow carries its bucket, its key and how many lines there are. The next state fetches it. That is **passing by reference**, and it also keeps history and logs readable.
#
# It has a price: the object must still be there, unchanged, when it is read (think of a retry an hour later), and somebody has to delete it one day.
#
# ## D8 · Two ways to call a function
#
# So far `Resource` was the function's own ARN. The other form is the integration `lambda:invoke`. Both call the same function.
#
# > **Question.** Two documents travel: one to the function, one back. Where does each sit in the two forms?

# %%
direct = {
    "Type": "Task",
    "Resource": charge_arn,
    "Parameters": {"policyId.$": "$.policyId", "amount.$": "$.amount"},
    "End": True,
}
invoke = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {
        "FunctionName": charge_arn,
        "Payload": {"policyId.$": "$.policyId", "amount.$": "$.amount"},
    },
    "End": True,
}
raw = {}
for name, state in {"function ARN": direct, "lambda:invoke": invoke}.items():
    raw[name] = json.loads(try_it(state, inspectionLevel="DEBUG")["inspectionData"]["result"])
for answer in raw["function ARN"], raw["lambda:invoke"]["Payload"]:
    answer["log"] = "(40 lines, left out here)"
raw["lambda:invoke"]["SdkHttpMetadata"] = "(the headers of the call, left out here)"
side_by_side(raw)

# %% [markdown]
# With the ARN the function's return value **is** the result. With `lambda:invoke` it is a letter in an **envelope**: it lies in `Payload`, beside a status code and the HTTP headers of the call. On the way in it is the same: the function gets what is in `Payload`, while `FunctionName` is for Lambda.
#
# `lambda:invoke` can do more: invoke without waiting for the answer, and wait for a task token (M10). So you will meet it often. Take the letter out of the envelope: `"ResultSelector": {"id.$": "$.Payload.chargeId"}`, or `$states.result.Payload` in JSONata. If you forget, request ids and headers travel through your whole workflow.

# %%
tidy = invoke | {"ResultSelector": {"id.$": "$.Payload.chargeId"}, "ResultPath": "$.charge"}
print(try_it(tidy)["output"])

# %% [markdown]
# One more envelope is often inside the first: a function that was written for an API returns its answer as **text** in `body`. Then there are two steps: out of `Payload`, and from text to data.

# %%
FOR_AN_API = """
import json

def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"chargeId": "CH-" + event["policyId"][4:]})}
"""
deploy("demo-charge-api", FOR_AN_API)
api_state = copy.deepcopy(invoke)
api_state["Parameters"]["FunctionName"] = "demo-charge-api"
api_state |= {"ResultSelector": {"charge.$": "States.StringToJson($.Payload.body)"}, "ResultPath": "$.bank"}
microscope(
    api_state,
    input=small_payment,
    result=json.loads(try_it(api_state, inspectionLevel="DEBUG")["inspectionData"]["result"]),
)

# %% [markdown]
# ## Try it
#
# Yours to break. Some ideas:
#
# - write *Charge* so that the order keeps its `request`, the payment gets `charge.id`, and nothing else;
# - find two mutants of `BANK_STATE` that your cases do not notice;
# - give `twins` a workflow of your own. What does it refuse, and why?
# - make the document in D7 just small enough.

# %%
mine = {
    "Type": "Pass",
    "Parameters": {"greeting.$": "States.Format('Dear {}', $.name)"},
    "ResultPath": "$.letter",
    "End": True,
}
microscope(mine, input={"name": "Ada", "policies": ["POL-1042", "POL-1043"]})

# %% [markdown]
# ## What you leave behind
#
# The account as you built it.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m08_data_flow/m08_data_flow.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m08")

# %% [markdown]
# ## What to take away
#
# - **The order**: select, shape, run, select, place, trim. `ResultPath` places into the *whole* input; left out, it replaces it.
# - **`.$` computes.** Single quotes for text, no `+`, eighteen functions; each saves a Lambda function.
# - **JSONata** has two fields, `Arguments` and `Output`, and `$states`. One state, one language. Brackets insist on a list. In a larger expression, what is missing goes missing silently.
# - **Output or variable**: what the next state works on, or what somebody far away will need. Variables are seen as of the state's start; inner scopes read outer ones, and hand values out by their output.
# - **Test one state** with a mock: a result, an error, retries used up. Then break the state, and see that the test notices.
# - **Large documents stay in S3**; the workflow carries bucket and key.
# - **Take the letter out of the envelope**: `Payload`.

# %% [markdown]
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | A changed definition holds at once | `update_state_machine` takes some seconds; an execution started at once may run the old one |
# | Roles are not enforced when a state calls a service | The role needs a right for each call; `TestState` calls the services with the role it is given |
# | Random values come from a seed, so they repeat | They differ in each run |
# | `TestState` without a mock calls the account in memory | It calls the real services: a test that charges, charges |
# | Nothing costs anything | Standard workflows are billed by transition, so a Pass state that only reshapes is paid for; a Lambda function in its place is paid for twice |

# %%
progress("m08")
