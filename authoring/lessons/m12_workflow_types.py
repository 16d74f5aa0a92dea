# ---
# title: "Workflow types, API operations, nesting, cost"
# module: m12
# ---

# %% [markdown]
# # M12 · Workflow types, API operations, nesting, cost
#
# The same definition, two ways to run it. One keeps every step for months and never does one twice. The other is quick, cheap and forgetful. By the end of this lesson you can choose between them, say what the choice costs, and drive either by its API.
#
# **You will be able to**
#
# 1. compare Standard and Express workflows by what they promise, how long they last, what they remember, whom they can wait for, and what they cost;
# 2. choose for each piece of work;
# 3. start, follow, stop and inspect executions by API;
# 4. put an API in front of a workflow without a function, and a workflow inside a workflow;
# 5. reckon what a workflow costs, and bring it down;
# 6. explain quotas, and live with them.
#
# The steps are called D1 to D9, so that hints can send you back to one. Plan for 55 minutes here, 100 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**, change them, run them again.

# %%
import io
import json
import time
import zipfile
from collections import Counter

import boto3
import requests
from botocore.config import Config

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    bars,
    before,
    cost_lens,
    progress,
    quiz,
    scenario,
    state_machine,
    stepper,
    table,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m12")

# %% [markdown]
# ## Where we stand
#
# The insurer's workflows have grown: payment, claims, orders, the nightly file. All of them ran as **Standard** workflows, since that is what you get if you say nothing. A ledger again shows what became of the money: each charge adds a line.

# %%
account = Account(seed=12).start()
apigateway, dynamodb, events, iam, lambda_, sfn, sqs = (
    boto3.client(name)
    for name in ["apigateway", "dynamodb", "events", "iam", "lambda", "stepfunctions", "sqs"]
)
role = iam.create_role(RoleName="demo-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


def make_table(name, key, client=dynamodb):
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


def put_machine(name, definition, type="STANDARD"):
    """Create a state machine anew; return its ARN. The type of one that exists cannot be changed."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    try:
        sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    except sfn.exceptions.StateMachineDoesNotExist:
        sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn=role, type=type)
    return arn


def dynamo(action, table_name, **parameters):
    """A task that asks DynamoDB itself, with no function in between."""
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::dynamodb:{action}",
        "Arguments": {"TableName": table_name, **parameters},
    }


make_table("demo-ledger", "entry")
make_table("demo-customer-payments", "paymentId")
PAYMENT = {"paymentId": "PAY-000123", "customerId": "C-77", "amount": 129.5, "currency": "EUR"}

# %% [markdown]
# The payment workflow of this lesson is small: charge, then write it to the customer's account. It is written in JSONata (M08), and calls DynamoDB directly. The entry's key is drawn anew each time, so every charge is a new line.

# %%
NEW_KEY = "{% $uuid() %}"


def payment_workflow(entry=NEW_KEY):
    """Charge, then write to the customer's account; `entry` is the key of the ledger's line."""
    line = {"entry": {"S": entry}, "amount": {"N": "{% $string($states.input.amount) %}"}}
    row = {"paymentId": {"S": "{% $states.input.paymentId %}"}}
    charge = dynamo("putItem", "demo-ledger", Item=line)
    customer = dynamo("putItem", "demo-customer-payments", Item=row)
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Charge",
        "States": {
            "Charge": {**charge, "Output": "{% $states.input %}", "Next": "Write to customer"},
            "Write to customer": {**customer, "Output": {"status": "PAID"}, "End": True},
        },
    }


standard = put_machine("demo-payment", payment_workflow())
state_machine(standard)

# %% [markdown]
# And the account as it is now: one workflow, two tables, no function.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## D1 · Which type?
#
# | | Standard | Express |
# | --- | --- | --- |
# | a step runs | **exactly once**, unless you set retries | asynchronous start: **at least once**; synchronous start: **at most once** |
# | an execution lasts | up to a year | up to five minutes, as a whole |
# | history | kept by Step Functions, 90 days, by API | in CloudWatch Logs, if you switch that on |
# | waits for a job, a token, an activity | yes | no: request-response only |
# | can hold a Distributed Map | yes | no, but can be its child |
# | you pay for | each **transition** | each **request**, and **time** with memory |
#
# Exactly once speaks of Step Functions' own doing. What you tell it to retry is done again, and a function that is asked twice by somebody else runs twice.
#
# The table's numbers, as AWS gives them:

# %%
LIMITS = {
    "A Standard execution lasts at most": "states.standard.duration",
    "An Express execution lasts at most": "states.express.duration",
    "A Standard execution's history is kept, and its name taken, for": "states.retention",
}
for what, key in LIMITS.items():
    print(what, fact(key))

# %% [markdown]
# An adviser in a few lines. It asks what rules a type out first, and only then what is cheaper. Turn the knobs, and read the **reason**.

# %%
TRANSITION = fact("price.states.transition").value / 1000
REQUEST = fact("price.states.express_request").value / 1_000_000
GB_SECOND = fact("price.states.express_gb_second").value
MEMORY = fact("states.express.billing").value["memory"] / 1024  # GB: the smallest that is billed


def cost_of(type, transitions, seconds):
    """What one execution costs in USD: by its transitions, or as a request with its time."""
    return transitions * TRANSITION if type == "STANDARD" else REQUEST + seconds * MEMORY * GB_SECOND


def advise(seconds, transitions, waits, twice_hurts, audit):
    """Return the type and the deciding reason."""
    if waits:
        return "STANDARD", "only Standard waits for a job, a token or an activity"
    if seconds > fact("states.express.duration").value:
        return "STANDARD", "an Express execution ends after five minutes"
    if twice_hurts:
        return "STANDARD", "asynchronous Express may run a step twice, and that hurts here"
    if audit:
        return "STANDARD", "only Standard keeps the history by itself, step by step"
    standard, express = (cost_of(each, transitions, seconds) for each in ["STANDARD", "EXPRESS"])
    cheaper = "EXPRESS" if express < standard else "STANDARD"
    return cheaper, "nothing rules either out, and this one is cheaper"


def show_advice(seconds, transitions, rate, waits, twice_hurts, audit):
    kind, reason = advise(seconds, transitions, waits, twice_hurts, audit)
    a_month = rate * 30 * 24 * 3600
    costs = {each: cost_of(each, transitions, seconds) * a_month for each in ["STANDARD", "EXPRESS"]}
    return [
        table([{"take": kind, "because": reason}]),
        bars(costs, unit="USD", title="A month, before anything is given away free"),
    ]


scenario(
    show_advice,
    seconds={"values": [0.2, 1, 10, 60, 290, 3600, 86400], "start": 1, "unit": "s"},
    transitions={"values": (1, 30), "start": 6},
    rate={"values": [0.01, 0.1, 1, 10, 100, 1000], "start": 10, "unit": "a second"},
    waits={"values": False, "label": "waits for a person, a partner or a job"},
    twice_hurts={"values": False, "label": "a step done twice hurts"},
    audit={"values": False, "label": "somebody must be able to read every step later"},
)

# %% [markdown]
# > **Question.** An Express workflow that makes six transitions: from how many seconds on is it dearer than a Standard one? Guess, then run.

# %%
rows = []
for seconds in [0.2, 1, 10, 60, 143, 290]:
    costs = {each: cost_of(each, 6, seconds) * 1_000_000 for each in ["STANDARD", "EXPRESS"]}
    row = {"seconds": seconds, "Standard": round(costs["STANDARD"], 2)}
    rows.append(row | {"Express": round(costs["EXPRESS"], 2)})
table(rows, caption="A million executions with six transitions, in USD")

# %% [markdown]
# Sixty dollars at a minute, and at 143 seconds the same as Standard. What costs in Standard is **steps**, however long they take; what costs in Express is **time**, however many steps. Short and busy is cheap in Express, long and idle in Standard. "Express is always cheaper" is wrong.
#
# ## D2 · Started twice
#
# *At least once* sounds harmless. Here it is at work: something between us and Step Functions delivers a start twice. The lab can do that on purpose.
#
# > **Question.** Both workflows charge 129.50. Each is started once by us, and each start arrives twice. How many lines has the ledger, for each type?


# %%
def ledger():
    rows = dynamodb.scan(TableName="demo-ledger")["Items"]
    return [float(row["amount"]["N"]) for row in rows]


def clear_ledger():
    for row in dynamodb.scan(TableName="demo-ledger")["Items"]:
        dynamodb.delete_item(TableName="demo-ledger", Key={"entry": row["entry"]})


def pay_twice(machine_arn):
    """Start a payment under the name of its id, while every start arrives twice; what the ledger says."""
    clear_ledger()
    with account.faults.duplicate("stepfunctions", "StartExecution"):
        sfn.start_execution(stateMachineArn=machine_arn, name=PAYMENT["paymentId"], input=json.dumps(PAYMENT))
    account.settle()
    return {"lines": len(ledger()), "money taken": sum(ledger())}


express = put_machine("demo-payment-express", payment_workflow(), "EXPRESS")
standard_twice = put_machine("demo-payment-twice", payment_workflow())
table(
    [
        {"type": "Standard", **pay_twice(standard_twice)},
        {"type": "Express", **pay_twice(express)},
    ]
)

# %% [markdown]
# A Standard workflow knows its executions by **name**: the second start with the same name and the same input, while the first is under way, is answered with that one's ARN, and starts nothing. Express keeps no list of names, so it ran twice, and the customer paid twice.
#
# The repair is the one that you know from M04 and M09: an **idempotent write**, under a key that says *what* is charged, not *which attempt* it is.

# %%
BY_INTENT = "{% $states.input.paymentId %}"
safe = put_machine("demo-payment-safe", payment_workflow(entry=BY_INTENT), "EXPRESS")
table([{"type": "Express, key from the payment", **pay_twice(safe)}])

# %% [markdown]
# It still ran twice. Now that does not matter. A step that may run twice must be one where twice is like once, or it does not belong into an Express workflow.
#
# ## D3 · What did it cost?
#
# The lab's meter counts what AWS would bill. The same thousand payments, once in each type; **turn the slider** to see a month.


# %%
def thousand_payments(type):
    """An account of its own in which a thousand payments are made."""
    world = Account(seed=5)
    with world:
        sfn, iam = world.client("stepfunctions"), world.client("iam")
        role = iam.create_role(RoleName="demo", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        make_table("demo-ledger", "entry", world.client("dynamodb"))
        make_table("demo-customer-payments", "paymentId", world.client("dynamodb"))
        definition = json.dumps(payment_workflow())
        arn = sfn.create_state_machine(name="pay", definition=definition, roleArn=role, type=type)[
            "stateMachineArn"
        ]
        for number in range(1000):
            payment = {**PAYMENT, "paymentId": f"PAY-{number:06}"}
            sfn.start_execution(stateMachineArn=arn, input=json.dumps(payment))
        world.settle()
    return world


worlds = {kind: thousand_payments(kind.upper()) for kind in ["Standard", "Express"]}
cost_lens(worlds, times=1000)

# %% [markdown]
# And where in a run? Each state that is entered is a transition, and **each retry is one more**. Let *Write to customer* fail twice before it works:

# %%
patient = payment_workflow()
patient["States"]["Write to customer"]["Retry"] = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 3}]
patient_arn = put_machine("demo-payment-patient", patient)


def run(machine_arn, data=PAYMENT):
    started = sfn.start_execution(stateMachineArn=machine_arn, input=json.dumps(data))
    account.settle()
    return started["executionArn"]


def history(execution_arn):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution_arn)
    return [event for page in pages for event in page["events"]]


def transitions_of(execution_arn):
    """Count the transitions of each state: every attempt of a task is one, every other state entered is one."""
    counted, state = Counter(), ""
    for event in history(execution_arn):
        entered = event.get("stateEnteredEventDetails")
        if entered:
            state = entered["name"]
        if event["type"] == "TaskScheduled" or (entered and "Task" not in event["type"]):
            counted[state] += 1
    return counted


with account.faults.fail(
    "stepfunctions",
    error="Customer.Busy",
    machine="demo-payment-patient",
    state="Write to customer",
    attempts=(1, 2),
):
    retried = run(patient_arn)
found = transitions_of(retried)
table(
    [
        {"state": name, "transitions": many, "a million runs (USD)": many * TRANSITION * 1e6}
        for name, many in found.items()
    ]
)

# %% [markdown]
# Half the bill of this run is for trying again. A loop that asks every ten seconds whether something is done is dearer still: M10 reckoned it.
#
# What brings a bill down:
#
# - **fewer steps**: a Pass state that only moves data can go into its neighbour's `Output`, an intrinsic in place of a function (M08);
# - **direct integrations**: a task can ask DynamoDB, SQS or SNS itself, without a function to pay for;
# - **callback in place of polling** (M10);
# - **Express** for what is short and may be repeated, on its own or as a child (D6).
#
# ## D4 · Driving it by API
#
# Everything the console does is an API call. `StartExecution` gives a **receipt**, no result:

# %%
started = sfn.start_execution(stateMachineArn=standard, name="PAY-000124", input=json.dumps(PAYMENT))
receipt = {name: str(value) for name, value in started.items() if name != "ResponseMetadata"}
table([receipt])

# %%
seen = [sfn.describe_execution(executionArn=started["executionArn"])["status"]]
account.settle()
ended = sfn.describe_execution(executionArn=started["executionArn"])
table([{"just after the start": seen[0], "later": ended["status"], "output": ended["output"]}])

# %% [markdown]
# > **Question.** A start under a name that was used before: once while that execution runs, once after its end, once with *another* amount. Each is answered with the same ARN, or with an error. Which with which?


# %%
def start_again(machine_arn, name, **changes):
    """Start once more under this name; return what we are told."""
    data = json.dumps({**PAYMENT, **changes})
    try:
        sfn.start_execution(stateMachineArn=machine_arn, name=name, input=data)
    except sfn.exceptions.ExecutionAlreadyExists as error:
        return error.response["Error"]["Code"]
    return "the same ARN"


WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 3600, "End": True}}}
waiting = put_machine("demo-waiting", WAITING)
sfn.start_execution(stateMachineArn=waiting, name="PAY-000125", input=json.dumps(PAYMENT))
table(
    [
        {
            "under way, same input": start_again(waiting, "PAY-000125"),
            "under way, other amount": start_again(waiting, "PAY-000125", amount=1),
            "ended, same input": start_again(standard, "PAY-000124"),
        }
    ]
)

# %% [markdown]
# The name is taken, and stays so for 90 days after the end. So a name made from the payment (its idempotency key) starts it **once**, whoever asks twice. A name drawn anew at each attempt protects nothing.
#
# `ExecutionAlreadyExists` is then good news: it is done, or under way. Ask with `describe_execution`, and compare the input: another amount under the same key is somebody's mistake, and nobody should overlook it.
#
# What happened, and where? The history knows each event, `list_executions` knows all runs of a machine, by status if you like.

# %%
with account.faults.fail(
    "stepfunctions", error="Customer.Gone", machine="demo-payment", state="Write to customer"
):
    failed = run(standard)
failures = sfn.list_executions(stateMachineArn=standard, statusFilter="FAILED")["executions"]
last_entered = [
    event["stateEnteredEventDetails"]["name"]
    for event in history(failed)
    if "stateEnteredEventDetails" in event
][-1]
table([{"failed executions": len(failures), "the last failed in": last_entered}])

# %% [markdown]
# Stopping is an API call, too. It ends an execution **on the spot**: no catcher runs, and nothing is undone.

# %%
open_one = sfn.start_execution(stateMachineArn=waiting)["executionArn"]
sfn.stop_execution(executionArn=open_one, error="Demo.Stopped", cause="seen enough")
stopped = sfn.describe_execution(executionArn=open_one)
table([{name: stopped[name] for name in ["status", "error", "cause"]}])

# %% [markdown]
# And Express? It has a start that **waits** for the result, `StartSyncExecution`. It has no list and no history to ask for: those are in its logs.
#
# > **Question.** Which of these six calls are refused?


# %%
def told(call, **parameters):
    try:
        answer = call(**parameters)
        return answer.get("status") or "answered"
    except sfn.exceptions.ClientError as error:
        return f"refused: {error.response['Error']['Code']}"


express_run = sfn.start_execution(stateMachineArn=express, input=json.dumps(PAYMENT))
account.settle()
table(
    [
        {
            "type": name,
            "StartSyncExecution": told(
                sfn.start_sync_execution, stateMachineArn=machine, input=json.dumps(PAYMENT)
            ),
            "GetExecutionHistory": told(sfn.get_execution_history, executionArn=execution),
            "ListExecutions": told(sfn.list_executions, stateMachineArn=machine),
        }
        for name, machine, execution in [
            ("Standard", standard, started["executionArn"]),
            ("Express", express, express_run["executionArn"]),
        ]
    ]
)

# %% [markdown]
# ## D5 · An API without a function
#
# Policies can be made, read, changed and deleted: four routes. The usual way is a Lambda function for each. Look at what such a function does: take the path's id, ask the table, give back the row.

# %%
FUNCTION = """
import json
import boto3

policies = boto3.resource("dynamodb").Table("demo-policies")

def handler(request, context):
    key = {"policyId": request["pathParameters"]["policyId"]}
    match request["httpMethod"]:
        case "PUT" | "PATCH":
            policies.put_item(Item={**key, **json.loads(request["body"])})
        case "DELETE":
            policies.delete_item(Key=key)
    row = policies.get_item(Key=key).get("Item")
    return {"statusCode": 200 if row or request["httpMethod"] == "DELETE" else 404,
            "body": json.dumps(row or {})}
"""

# %% [markdown]
# An **Express workflow** can do the same with service integrations: a Choice on the method, and a task for each. The gateway starts it with `StartSyncExecution`, waits, and makes the answer of its output. No function, so no code to keep patched, and no cold start.

# %%
KEY = {"policyId": {"S": "{% $states.input.policyId %}"}}
ROW = {**KEY, "product": {"S": "{% $states.input.body.product %}"}}
METHODS = {"PUT": "Create", "GET": "Read", "PATCH": "Update", "DELETE": "Delete"}

policies = {
    "QueryLanguage": "JSONata",
    "StartAt": "Which method?",
    "States": {
        "Which method?": {
            "Type": "Choice",
            "Choices": [
                {"Condition": f"{{% $states.input.method = '{method}' %}}", "Next": state}
                for method, state in METHODS.items()
            ],
            "Default": "Not allowed",
        },
        "Read": {
            **dynamo("getItem", "demo-policies", Key=KEY),
            "Output": {
                "status": "{% $exists($states.result.Item) ? 200 : 404 %}",
                "body": "{% $exists($states.result.Item) ? {'product': $states.result.Item.product.S} : {} %}",
            },
            "End": True,
        },
        "Create": {
            **dynamo("putItem", "demo-policies", Item=ROW),
            "Output": {"status": 200, "body": "{% $states.input.body %}"},
            "End": True,
        },
        "Update": {
            **dynamo(
                "updateItem",
                "demo-policies",
                Key=KEY,
                UpdateExpression="SET product = :product",
                ExpressionAttributeValues={":product": ROW["product"]},
            ),
            "Output": {"status": 200, "body": "{% $states.input.body %}"},
            "End": True,
        },
        "Delete": {
            **dynamo("deleteItem", "demo-policies", Key=KEY),
            "Output": {"status": 200, "body": {}},
            "End": True,
        },
        "Not allowed": {"Type": "Pass", "Output": {"status": 405, "body": {}}, "End": True},
    },
}
make_table("demo-policies", "policyId")
policies_arn = put_machine("demo-policies", policies, "EXPRESS")
state_machine(policies_arn)

# %% [markdown]
# The API in front. Three things make it: a **role** that lets the gateway start the workflow, an **integration** with the action `StartSyncExecution`, and two **templates**. The request template says what the workflow is given, the response template makes status and body of its output.

# %%
MAY_ASSUME = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
START = {"Effect": "Allow", "Action": "states:StartSyncExecution", "Resource": policies_arn}
MAY_START = {"Version": "2012-10-17", "Statement": [START]}
door = iam.create_role(RoleName="demo-door", AssumeRolePolicyDocument=json.dumps(MAY_ASSUME))
iam.put_role_policy(RoleName="demo-door", PolicyName="start", PolicyDocument=json.dumps(MAY_START))

REQUEST_TEMPLATE = """
#set($body = $input.body)
#if($body == "")#set($body = "{}")#end
{"stateMachineArn": "MACHINE",
 "input": "{\\"method\\": \\"$context.httpMethod\\", \\"policyId\\": \\"$input.params('policyId')\\", \\"body\\": $util.escapeJavaScript($body)}"}
""".replace("MACHINE", policies_arn)

RESPONSE_TEMPLATE = """
#set($output = $util.parseJson($input.path('$.output')))
#set($context.responseOverride.status = $output.status)
$input.path('$.output')
"""


def make_api(name, integrate):
    """Make an API with /policies/{policyId}; `integrate` puts an integration behind each method. Return its URL."""
    api = apigateway.create_rest_api(name=name)
    place = api["rootResourceId"]
    for part in ["policies", "{policyId}"]:
        place = apigateway.create_resource(restApiId=api["id"], parentId=place, pathPart=part)["id"]
    for method in METHODS:
        where = {"restApiId": api["id"], "resourceId": place, "httpMethod": method}
        apigateway.put_method(**where, authorizationType="NONE")
        integrate(where)
    apigateway.create_deployment(restApiId=api["id"], stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/policies"


def by_workflow(where):
    apigateway.put_integration(
        **where,
        type="AWS",
        integrationHttpMethod="POST",
        uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
        credentials=door["Role"]["Arn"],
        requestTemplates={"application/json": REQUEST_TEMPLATE},
    )
    apigateway.put_method_response(**where, statusCode="200")
    apigateway.put_integration_response(
        **where, statusCode="200", responseTemplates={"application/json": RESPONSE_TEMPLATE}
    )


def by_function(where):
    name = f"demo-policies-{where['httpMethod'].lower()}"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("app.py", FUNCTION)
    arn = lambda_.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role,
        Code={"ZipFile": file.getvalue()},
    )["FunctionArn"]
    lambda_.add_permission(
        FunctionName=name,
        StatementId="api",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    apigateway.put_integration(
        **where,
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations",
    )


urls = {
    "with functions": make_api("demo-with-functions", by_function),
    "without": make_api("demo-without", by_workflow),
}


# %%
def use(url):
    """Create, read, change, delete, read again; return the status of each and the seconds they took."""
    begun, place = time.time(), f"{url}/POL-1042"
    answers = [
        requests.put(place, json={"product": "car"}, timeout=30),
        requests.get(place, timeout=30),
        requests.patch(place, json={"product": "home"}, timeout=30),
        requests.delete(place, timeout=30),
        requests.get(place, timeout=30),
    ]
    said = " ".join(str(each.status_code) for each in answers)
    return {"PUT GET PATCH DELETE GET": said, "took (s)": round(time.time() - begun, 2)}


rows = []
for name, url in urls.items():
    earlier = account.meter().total
    first, second = use(url), use(url)
    cost = (account.meter().total - earlier) / 10 * 1_000_000
    row = {"design": name, **first, "again (s)": second["took (s)"]}
    rows.append(row | {"a million requests (USD)": round(cost, 2)})
table(rows)

# %% [markdown]
# The same answers. The functions' first requests are slow because of their cold starts, and in this lab every later call takes the same modelled time. What it costs is of the same size, mostly the gateway's own price. So the reason is seldom money: it is **code that you do not have**. The other side: a definition says *what* is asked, and when real logic comes up, a function says it better.

# %%
functions = [each["FunctionName"] for each in lambda_.list_functions()["Functions"]]
print(len(functions), "functions in the first design, none in the second:", ", ".join(functions))

# %% [markdown]
# ## D6 · A workflow inside a workflow
#
# A large workflow is like a large function: at some size it wants parts with names. A task can start another workflow, in four ways:
#
# | `Resource` ends in | The parent | The result |
# | --- | --- | --- |
# | `states:startExecution` | goes on at once | a receipt |
# | `states:startExecution.sync` | waits for a Standard child | what `DescribeExecution` says; `Output` is JSON **text** |
# | `states:startExecution.sync:2` | waits for a Standard child | the same; `Output` is the **document** |
# | `aws-sdk:sfn:startSyncExecution` | waits for an **Express** child | what `StartSyncExecution` says; `Output` is JSON **text** |
#
# > **Question.** Which of the four suits an Express child whose result the parent needs?

# %%
child = {
    "QueryLanguage": "JSONata",
    "StartAt": "Reckon",
    "States": {
        "Reckon": {"Type": "Pass", "Output": {"fee": "{% $states.input.amount * 0.02 %}"}, "End": True}
    },
}
children = {
    "Standard": put_machine("demo-fee", child),
    "Express": put_machine("demo-fee-express", child, "EXPRESS"),
}
WAYS = {
    "startExecution": "arn:aws:states:::states:startExecution",
    ".sync": "arn:aws:states:::states:startExecution.sync",
    ".sync:2": "arn:aws:states:::states:startExecution.sync:2",
    "SDK startSyncExecution": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
}


def parent(resource, child_arn):
    ask = {
        "Type": "Task",
        "Resource": resource,
        "Arguments": {"StateMachineArn": child_arn, "Input": PAYMENT},
        "Output": "{% $states.result.Output ? $states.result.Output : 'a receipt only' %}",
        "End": True,
    }
    return {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": ask}}


def outcome(resource, child_arn):
    try:
        execution = run(put_machine("demo-parent", parent(resource, child_arn)))
    except sfn.exceptions.InvalidDefinition as error:
        return f"refused: {error}"
    found = sfn.describe_execution(executionArn=execution)
    return found.get("output") or f"{found['status']}: {found.get('error')}"


table(
    [
        {"way": way, **{f"{kind} child": outcome(resource, arn) for kind, arn in children.items()}}
        for way, resource in WAYS.items()
    ]
)

# %% [markdown]
# Only the last one. `.sync` and `.sync:2` wait by watching the child's status, and an Express execution has none that could be watched. A plain `startExecution` gives a receipt: the parent may even end **before** its child. Mind the text: what `.sync` and the SDK call return has to be parsed, with `$parse`, before a field of it can be read.
#
# Mind the spelling, too. In an SDK task the **action begins small** (`startSyncExecution`), the **parameters begin big** (`StateMachineArn`). The `Input` of each may be a document: the task makes the text of it that the API takes.
#
# ### What nesting saves
#
# A workflow of ten steps: four must not be done twice, six are reads and may be repeated. Put these six into an Express child, and reckon.

# %%
READ = dynamo("getItem", "demo-customer-payments", Key={"paymentId": {"S": "PAY-000123"}})
WRITE = dynamo("putItem", "demo-ledger", Item={"entry": {"S": NEW_KEY}, "amount": {"N": "1"}})


def steps(*tasks):
    """A workflow of these tasks, one after the other."""
    names = [f"{task['Resource'].rsplit(':', 1)[1]} {at}" for at, task in enumerate(tasks, 1)]
    follows = [{"Next": name} for name in names[1:]] + [{"End": True}]
    states = {name: {**task, **then} for name, task, then in zip(names, tasks, follows, strict=True)}
    return {"QueryLanguage": "JSONata", "StartAt": names[0], "States": states}


six_reads = put_machine("demo-six-reads", steps(*[READ] * 6), "EXPRESS")
ASK_CHILD = {
    "Type": "Task",
    "Resource": WAYS["SDK startSyncExecution"],
    "Arguments": {"StateMachineArn": six_reads, "Input": "{}"},
}
designs = {
    "ten steps": put_machine("demo-ten", steps(*[READ] * 6, *[WRITE] * 4)),
    "four, and a child of six": put_machine("demo-nested", steps(ASK_CHILD, *[WRITE] * 4)),
}


def price(machine_arn):
    """What the workflow itself costs, in USD for a million runs: Step Functions' lines of the bill."""
    earlier = account.meter().by_service()["stepfunctions"]
    run(machine_arn)
    return (account.meter().by_service()["stepfunctions"] - earlier) * 1_000_000


bars({name: round(price(arn), 2) for name, arn in designs.items()}, unit="USD", title="A million runs")

# %%
stepper(run(designs["four, and a child of six"]))

# %% [markdown]
# Half the price. The parent keeps what must not happen twice, and its history shows the child as one step.
#
# ## D7 · Quotas
#
# In one account many teams start executions. What if one of them has a loop that starts a million? AWS gives each account and Region a **token bucket** for each API action. It holds so many tokens, a call takes one, and so many come back every second:

# %%
for key in ["states.start.standard", "states.start.express"]:
    print(fact(key))

# %% [markdown]
# A quota protects **everybody from one misconfigured workflow**. It is no budget and no access control: within it you may spend as much as you like. Many quotas can be raised on request. The size of a payload, the size of a definition, and the length of a history cannot.
#
# To see a bucket at work we take a small one: 20 tokens, and one more each second.
#
# > **Question.** 60 payments are to be started, one right after the other. How many are throttled, if nobody tries again? And how long does it take with patience?


# %%
note_arn = put_machine(
    "demo-note", {"StartAt": "Note", "States": {"Note": {"Type": "Pass", "End": True}}}, "EXPRESS"
)


def start_many(how_many, burst, rate, retries):
    """Start so many executions; return what became of them, and the bucket's level second by second."""
    patience = Config(retries={"mode": "standard", "total_max_attempts": retries + 1})
    client = boto3.client("stepfunctions", config=patience)
    quota = account.quotas.limit("stepfunctions", "StartExecution", rate=rate, burst=burst)
    begun, levels, lost = time.time(), {"at first": float(burst)}, 0
    for _ in range(how_many):
        try:
            client.start_execution(stateMachineArn=note_arn)
        except client.exceptions.ClientError:
            lost += 1
        second = f"second {int(time.time() - begun) + 1}"
        levels[second] = int(account.quotas.level("stepfunctions", "StartExecution"))
    account.quotas.clear()
    row = {"retries": retries, "calls": quota.admitted + quota.throttled, "throttled": quota.throttled}
    row |= {"started": how_many - lost, "lost": lost, "took (s)": round(time.time() - begun, 1)}
    return row, levels


def show_starts(how_many, burst, rate, retries):
    row, levels = start_many(how_many, burst, rate, retries)
    first = dict(list(levels.items())[:25])
    return [table([row]), bars(first, unit="tokens", title="What is in the bucket at the end of each second")]


scenario(
    show_starts,
    how_many={"values": [20, 60, 200], "start": 60, "label": "starts"},
    burst={"values": [1, 20, 100], "start": 20, "label": "tokens in the bucket"},
    rate={"values": [1, 5, 20], "start": 1, "unit": "more tokens a second"},
    retries={"values": (0, 8), "start": 0},
)

# %%
table([start_many(60, burst=20, rate=1, retries=retries)[0] for retries in [0, 1, 2, 4, 8]])

# %% [markdown]
# Without retries most are lost at once, in less than a second. With enough of them nothing is lost: the client waits, a little longer each time (backoff), and gets through at the pace at which tokens come back. `ThrottlingException` means *not now*, so it is worth a retry, as few errors are.
#
# Better still is not to storm at all: a queue in front, read at a steady pace (M04), or one Distributed Map in place of a thousand starts (M11).
#
# ## D8 · Extended from outside
#
# Sales wants to know of each payment that failed. Another step in the workflow? Then payments would depend on sales, and be changed for it. But Step Functions already **tells**: each change of an execution's status is an event on the default bus. A rule is enough.

# %%
follow_up = sqs.create_queue(QueueName="demo-follow-up")["QueueUrl"]
about = sqs.get_queue_attributes(QueueUrl=follow_up, AttributeNames=["QueueArn"])
queue_arn = about["Attributes"]["QueueArn"]
allowed = {
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": queue_arn,
}
policy = {"Version": "2012-10-17", "Statement": [allowed]}
sqs.set_queue_attributes(QueueUrl=follow_up, Attributes={"Policy": json.dumps(policy)})
PATTERN = {
    "source": ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [standard]},
}
events.put_rule(Name="demo-follow-up", EventPattern=json.dumps(PATTERN))
events.put_targets(Rule="demo-follow-up", Targets=[{"Id": "sales", "Arn": queue_arn}])

with account.faults.fail(
    "stepfunctions", error="Customer.Gone", machine="demo-payment", state="Write to customer"
):
    run(standard)
run(standard)
told_of = sqs.receive_message(QueueUrl=follow_up, MaxNumberOfMessages=10)["Messages"]
details = [json.loads(each["Body"])["detail"] for each in told_of]
table([{name: each[name] for name in ["status", "error", "stateMachineArn"]} for each in details])

# %% [markdown]
# Two payments, one message: the one that failed. Nothing inside the workflow was touched. (Standard workflows tell every change; Express ones tell nothing on the bus, only in their logs.)
#
# That is a pattern of its own. Before you write code, go down these steps, and stop at the first that will do:
#
# | | What does the work | What you look after |
# | --- | --- | --- |
# | 1 | a service's own feature: a rule, a filter, a dead-letter queue | its configuration |
# | 2 | a service integration of a workflow | the definition |
# | 3 | an expression in the workflow: JSONata, an intrinsic | the expression, and its test |
# | 4 | a function | code, packages, versions, cold starts |
# | 5 | a container or server | all of that, and the machine |
#
# ## D9 · The definition as code
#
# What was made by hand in a console is hard to repeat. A workflow belongs into the repository: its definition, its role, its type, in a **template** that can be reviewed and deployed again. The lab writes one from what is in an account. (Workflow Studio, in the console and in editors, edits the same definition.)

# %%
with Account(seed=1) as small:
    trust = {**MAY_ASSUME["Statement"][0], "Principal": {"Service": "states.amazonaws.com"}}
    own_role = small.client("iam").create_role(
        RoleName="fee-role",
        AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
    )["Role"]["Arn"]
    small.client("stepfunctions").create_state_machine(
        name="fee", definition=json.dumps(child), roleArn=own_role, type="EXPRESS"
    )
    print(small.export())

# %% [markdown]
# ## Try it
#
# The adviser of D1 knows a few rules. Which of these would you decide otherwise, and what would you ask that it does not? Change `advise`, and run again.

# %%
WORK = {
    "validate a payment behind the API": [0.3, 4, False, False, False],
    "charge a card": [2, 3, False, True, True],
    "wait for a manager": [172800, 6, True, False, True],
    "resize a picture": [8, 3, False, False, False],
    "reconcile a night's file": [5400, 40, False, False, True],
    "note each telematics signal": [0.1, 2, False, False, False],
    "end a policy after 30 days": [2592000, 3, False, True, True],
}
advice = {work: advise(*asked) for work, asked in WORK.items()}
table([{"work": work, "type": kind, "because": reason} for work, (kind, reason) in advice.items()])

# %% [markdown]
# ## What you leave behind
#
# First what was only an experiment is cleared away. Then the account as you built it, drawn from what is in it.

# %%
KEPT = {"demo-payment", "demo-policies", "demo-nested", "demo-six-reads"}
for machine in sfn.list_state_machines()["stateMachines"]:
    if machine["name"] not in KEPT:
        sfn.delete_state_machine(stateMachineArn=machine["stateMachineArn"])
for name in functions:
    lambda_.delete_function(FunctionName=name)
    boto3.client("logs").delete_log_group(logGroupName=f"/aws/lambda/{name}")
for api in apigateway.get_rest_apis()["items"]:
    if api["name"] == "demo-with-functions":
        apigateway.delete_rest_api(restApiId=api["id"])

architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m12_workflow_types/m12_workflow_types.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m12")

# %% [markdown]
# ## What to take away
#
# - **Standard**: exactly once, up to a year, history kept, waits for anybody, paid by the **step**. **Express**: at least once (asynchronous) or at most once (synchronous), five minutes, history in the logs, request-response only, paid by the request and its **time**.
# - First what rules a type out, then the price. Long and idle is dear in Express, many steps are dear in Standard.
# - A start is a **receipt**. A name made from the payment starts it once.
# - An Express workflow behind the gateway answers a request without any function.
# - A Standard child is awaited with `.sync:2`, an Express child with the SDK's `startSyncExecution`. What must not happen twice stays in the Standard parent.
# - Every retry is paid for. Fewer steps, direct integrations, callbacks and Express children bring a bill down.
# - Quotas are buckets that refill. They protect everybody from one; back off, and spread the load.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Nobody is throttled unless `account.quotas` says so | The buckets are always there, lower in new accounts; the metric `ExecutionThrottled` counts |
# | A second delivery comes when a fault asks for it | It comes when it comes |
# | Memory of Express is billed at 64 MB | It is measured, in steps of 64 MB |
# | Calls take a fixed, modelled time | Latency varies; a cold start of a function depends on its code |
# | History of Express is not kept | Switch on logging, with the level that you can afford: logs cost, too |
# | A template is printed | Deploy it with SAM or CloudFormation, or write it in CDK or Terraform |

# %%
progress("m12")
