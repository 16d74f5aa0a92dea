# ---
# title: "Failure: retry, catch, compensate, time out"
# module: m09
# ---

# %% [markdown]
# # M09 · Failure: retry, catch, compensate, time out
#
# A customer has paid. The money is taken, and then the service that should write it down is out of order. What now? By the end of this lesson the workflow knows.
#
# **You will be able to**
#
# 1. tell four kinds of error apart: transient, permanent, bug, timeout;
# 2. configure retries with interval, backoff, cap and jitter, and predict each attempt;
# 3. route errors with Catch, and lose no data on the way;
# 4. build a saga: undo what was done, and still report the failure;
# 5. bound every task in time;
# 6. decide what must not simply be repeated.
#
# The steps are called D1 to D9, so that hints can send you back to one. Plan for 60 minutes here, 120 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**, change them, run them again. To begin anew, choose **Kernel / Restart Kernel…**.

# %%
import itertools
import json
import time
from collections import Counter

import boto3

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    bars,
    before,
    fault_switches,
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
before("m09")

# %% [markdown]
# ## Where we stand
#
# The payment workflow that we know from M07 has four steps: charge, write to customer, write to sales, confirm. Each is a small function that writes a row into its service's table. Money stands in a **ledger**: a charge adds a line, a refund would add one with a minus. Nothing in a ledger is ever changed or deleted, so its sum tells the truth.

# %%
CODE = """
from decimal import Decimal
import boto3

tables = boto3.resource("dynamodb")

def book(entry, payment, amount):
    row = {"entry": entry, "paymentId": payment["paymentId"]}
    tables.Table("demo-ledger").put_item(Item={**row, "amount": Decimal(str(amount))})

def charge(payment, context):
    book(context.aws_request_id, payment, payment["amount"])
    return {"chargeId": f"CH-{context.aws_request_id[:4]}"}

def refund(payment, context):
    book(context.aws_request_id, payment, -payment["amount"])

def customer(payment, context):
    tables.Table("demo-customer-payments").put_item(Item={"paymentId": payment["paymentId"]})

def sales(payment, context):
    tables.Table("demo-sales-activity").put_item(Item={"paymentId": payment["paymentId"]})

def confirm(payment, context):
    tables.Table("demo-outbox").put_item(Item={"paymentId": payment["paymentId"]})
"""

# %% [markdown]
# Deploying them is ordinary boto3: tables, a role, a zip file, functions. As before the lab accepts a role that allows nothing; on AWS it would list what each function may do.

# %%
import io
import zipfile

account = Account(seed=9).start()
numbers = itertools.count(1)  # of payments
dynamodb, iam, lambda_ = boto3.client("dynamodb"), boto3.client("iam"), boto3.client("lambda")
sfn, sqs = boto3.client("stepfunctions"), boto3.client("sqs")
role = iam.create_role(RoleName="demo-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


def package(code):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("app.py", code)
    return file.getvalue()


def deploy(name, handler, code=CODE, **more):
    """Create a function, or give it other code."""
    try:
        lambda_.create_function(
            FunctionName=name,
            Runtime="python3.12",
            Handler=f"app.{handler}",
            Role=role,
            Code={"ZipFile": package(code)},
            **more,
        )
    except lambda_.exceptions.ResourceConflictException:
        lambda_.update_function_code(FunctionName=name, ZipFile=package(code))


for name, key in {
    "demo-ledger": "entry",
    "demo-customer-payments": "paymentId",
    "demo-sales-activity": "paymentId",
    "demo-outbox": "paymentId",
    "demo-usernames": "username",
}.items():
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
for step in ["charge", "refund", "customer", "sales", "confirm"]:
    deploy(f"demo-{step}", step)

# %% [markdown]
# The definition. A small Python function writes the part that all four tasks share, so that what matters stays visible: the payment goes in as the event, and `ResultPath` decides what becomes of the answer (`None` throws it away).


# %%
def task(function, **fields):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": f"demo-{function}", "Payload.$": "$"},
        "ResultPath": None,
        **fields,
    }


def payment_workflow(**handling):
    """The four steps; `handling` is added to each of them."""
    keep_id = {
        "ResultSelector": {"chargeId.$": "$.Payload.chargeId"},
        "ResultPath": "$.charge",
    }
    return {
        "StartAt": "Charge",
        "States": {
            "Charge": task("charge", Next="Write to customer", **keep_id, **handling),
            "Write to customer": task("customer", Next="Write to sales", **handling),
            "Write to sales": task("sales", Next="Confirm", **handling),
            "Confirm": task("confirm", End=True, **handling),
        },
    }


# %% [markdown]
# Two more helpers: one makes a state machine, or gives it another definition; the other makes one payment, and lets virtual time pass until all is quiet. Then follows a payment on a good day: press **▶ Play**.


# %%
def put_machine(name, definition):
    """Create a state machine, or give it another definition; return its ARN."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    try:
        sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    except sfn.exceptions.StateMachineDoesNotExist:
        sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn=role)
    return arn


def pay(machine_arn, **changes):
    """Make one payment, and wait for its end; return the execution's ARN."""
    payment = {
        "paymentId": f"PAY-{next(numbers):06}",
        "customerId": "C-77",
        "amount": 129.50,
        "currency": "EUR",
        **changes,
    }
    started = sfn.start_execution(stateMachineArn=machine_arn, input=json.dumps(payment))
    account.settle()
    return started["executionArn"]


def outcome(execution_arn):
    return sfn.describe_execution(executionArn=execution_arn)


stepper(pay(put_machine("demo-payment", payment_workflow())))

# %% [markdown]
# The account with it: the workflow knows four functions, and nobody knows what these do inside. (`refund` waits for D6.)

# %%
architecture_map(account.inventory())

# %% [markdown]
# The next cell asks the services what they know of a payment. We shall need it often.


# %%
def rows_of(table_name, payment_id):
    found = dynamodb.scan(TableName=table_name)["Items"]
    return [row for row in found if row["paymentId"]["S"] == payment_id]


def standing(execution_arn):
    """What became of a payment: the execution's end, and what each service knows."""
    found = outcome(execution_arn)
    payment_id = json.loads(found["input"])["paymentId"]
    lines = [float(row["amount"]["N"]) for row in rows_of("demo-ledger", payment_id)]
    known = {
        "customer": "demo-customer-payments",
        "sales": "demo-sales-activity",
        "confirmed": "demo-outbox",
    }
    return {
        "status": found["status"],
        "error": found.get("error", ""),
        "ledger lines": len(lines),
        "money taken": f"{sum(lines):.2f}",
        **{who: "yes" if rows_of(name, payment_id) else "no" for who, name in known.items()},
    }


table([standing(pay(put_machine("demo-payment", payment_workflow())))])

# %% [markdown]
# ## D1 · Let it break
#
# Now we decide what goes wrong: in which state, with which error, at how many attempts, and by how much each attempt is late. Every setting makes a new payment, and the run is shown. (`account.faults` is the lab's; all else is what you would write for AWS.)
#
# > **Question.** *Write to customer* fails at its first two attempts and would work at the third. What becomes of the payment? Then set the switch *retry*, and look again.


# %%
def failing(machine, state, error, **where):
    """Let a state fail, at each attempt or at those named in `attempts`. A block ends it."""
    where = {"machine": machine, "state": state, **where}
    return account.faults.fail("stepfunctions", error=error, **where)


def pay_with_fault(state, error, attempts, delay, retry):
    handling = {"Retry": [{"ErrorEquals": ["States.ALL"]}]} if retry else {}
    if attempts:
        failing("demo-payment", state, error, attempts=range(1, attempts + 1))
    if delay:
        where = {"machine": "demo-payment", "state": state}
        account.faults.delay("stepfunctions", seconds=delay, **where)
    execution = pay(put_machine("demo-payment", payment_workflow(**handling)))
    account.faults.clear()
    return [table([standing(execution)]), stepper(execution)]


scenario(
    pay_with_fault,
    state=["Write to customer", "Charge", "Write to sales", "Confirm"],
    error=["CustomerDb.Busy", "PolicyLapsed", "KeyError", "States.Timeout"],
    attempts={"values": (0, 6), "label": "failing attempts", "start": 2},
    delay={"values": (0, 30), "start": 0, "unit": "s"},
    retry={"values": False, "label": "retry: try up to 3 times more"},
)

# %% [markdown]
# Without Retry the first failure ends everything. With it, two failures cost a few seconds. And at four failing attempts the payment is lost again: three retries are four attempts in all.
#
# The injector does not care which error it throws. Life does. There are **four kinds**:
#
# | Kind | For example | How often does it fail? |
# | --- | --- | --- |
# | **transient** | throttled, busy, connection lost | once or twice, then it works |
# | **permanent** | policy lapsed, name taken, card refused | always |
# | **bug** | `KeyError`, a path that leads nowhere | always, until somebody mends it |
# | **timeout** | no answer came | nobody knows, not even whether it *worked* |
#
# > **Question.** Our switch retries `States.ALL`, that is everything. For which of the first three is that of any use?

# %%
AS_LIFE_HAS_IT = {
    "CustomerDb.Busy": range(1, 3),
    "PolicyLapsed": range(1, 100),
    "KeyError": range(1, 100),
}
retry_all = payment_workflow(Retry=[{"ErrorEquals": ["States.ALL"]}])
ends = []
for error, attempts in AS_LIFE_HAS_IT.items():
    with failing("demo-payment", "Write to customer", error, attempts=attempts) as fault:
        found = outcome(pay(put_machine("demo-payment", retry_all)))
    took = (found["stopDate"] - found["startDate"]).total_seconds()
    row = {"error": error, "failed attempts": fault.hits, "status": found["status"]}
    ends.append({**row, "took (s)": round(took, 1)})
table(ends)

# %% [markdown]
# Only for the transient one. The permanent error and the bug fail four times in place of once, seven seconds later. That is a waste. For the timeout it is worse, it is dangerous: step D6 shows a customer who pays twice. So each kind gets an answer of its own:
#
# | Kind | Answer | Step |
# | --- | --- | --- |
# | transient | try again, a little later | D2, D3 |
# | permanent | another way: Catch | D4, D6 |
# | bug | fail loudly, mend, go on | D8, D9 |
# | timeout | bound it; repeat only what may be repeated | D6, D7 |

# %% [markdown]
# ## D2 · When is the next attempt?
#
# `Retry` is a list of **retriers**. Each names the errors it takes (`ErrorEquals`) and says how to wait:
#
# | Field | Means |
# | --- | --- |
# | `IntervalSeconds` | wait before the *first* retry |
# | `BackoffRate` | each wait is so many times the one before |
# | `MaxAttempts` | how many *retries*, the first attempt not counted |
# | `MaxDelaySeconds` | no wait is longer than this (the cap) |
# | `JitterStrategy` | `FULL`: wait any time between nothing and that; `NONE`: exactly that |
#
# `ErrorEquals` alone is a retrier, too. Then it waits and counts as AWS thinks fit:

# %%
default = fact("states.retry").value
table(
    [
        {"field": "IntervalSeconds", "if you leave it out": default["interval"]},
        {"field": "BackoffRate", "if you leave it out": default["backoff"]},
        {"field": "MaxAttempts", "if you leave it out": default["attempts"]},
        {"field": "MaxDelaySeconds", "if you leave it out": "no cap"},
        {"field": "JitterStrategy", "if you leave it out": "NONE"},
    ]
)

# %% [markdown]
# > **Question.** Interval 3, rate 2, three retries, no cap. The task fails every time. At which seconds is it attempted?


# %%
def attempts_of(execution_arn):
    """When each attempt was made, in seconds since the first: the history knows."""
    events = sfn.get_execution_history(executionArn=execution_arn)["events"]
    times = [event["timestamp"] for event in events if event["type"] == "TaskScheduled"]
    return [round((each - times[0]).total_seconds(), 2) for each in times]


def retry_plan(interval, rate, retries, cap, jitter):
    retrier = {
        "ErrorEquals": ["CustomerDb.Busy"],
        "IntervalSeconds": interval,
        "BackoffRate": rate,
        "MaxAttempts": retries,
        "JitterStrategy": "FULL" if jitter else "NONE",
    }
    if cap != "none":
        retrier["MaxDelaySeconds"] = cap
    call = task("customer", Retry=[retrier], End=True)
    with failing("demo-plan", "Call", "CustomerDb.Busy"):
        workflow = put_machine("demo-plan", {"StartAt": "Call", "States": {"Call": call}})
        moments = attempts_of(pay(workflow))
    made = {"attempt 1": 0}
    for number, (earlier, later) in enumerate(itertools.pairwise(moments), 2):
        made[f"attempt {number}, {later - earlier:g} s later"] = later
    return bars(made, unit="s", title="When each attempt is made, in virtual time")


scenario(
    retry_plan,
    interval={"values": (1, 9), "start": 3, "unit": "s"},
    rate={"values": (1, 4, 0.5), "start": 2},
    retries={"values": (0, 8), "start": 3},
    cap=["none", 10, 20, 60],
    jitter=False,
)

# %% [markdown]
# Four attempts, at 0, 3, 9 and 21 seconds: the waits are 3, 6 and 12. The wait before retry *n* is
#
# > interval · rate⁽ⁿ⁻¹⁾, but never more than the cap.
#
# Set the cap to 10: the last attempt moves from 21 to 19. Now raise *retries* to 8, first without a cap and then with it. The waits between two attempts grow without end, or stay at 10.
#
# Backoff means: whoever is busy gets more rest each time. The cap means: but we do not wait all night. With **jitter** the moments are drawn by chance. Why would anybody want that?

# %% [markdown]
# ### 200 clients, one busy service
#
# At 08:01 sharp 200 workflows call the customer service. It answers 20 requests a second; what comes beyond that gets a 503. Each workflow has five retries: after 1 s, then doubling.


# %%
def rush_definition(connection, jitter):
    retrier = {
        "ErrorEquals": ["States.Http.StatusCode.503"],
        "IntervalSeconds": 1,
        "BackoffRate": 2,
        "MaxAttempts": 5,
        "JitterStrategy": jitter,
    }
    call = {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Parameters": {
            "ApiEndpoint": "https://customer.example/payments",
            "Method": "POST",
            "Authentication": {"ConnectionArn": connection},
        },
        "Retry": [retrier],
        "End": True,
    }
    wait = {"Type": "Wait", "Timestamp": "2025-03-01T08:01:00Z", "Next": "Call"}
    return {"StartAt": "All together", "States": {"All together": wait, "Call": call}}


# %% [markdown]
# The service is a partner's server: a Python function that counts the requests of each second. The connection holds the key that an HTTP task must send.
#
# > **Question.** How many of the 200 get through? Does it help if each waits a random time?

# %%
ROOM = 20  # requests that the service answers in one second
KEY = {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "only-here"}}


def rush(jitter):
    """Let the 200 run; return how many ended how, and when each call came."""
    with Account(seed=3) as world:  # a world of its own; the account above waits meanwhile
        sfn, events, iam = map(world.client, ["stepfunctions", "events", "iam"])
        calls, in_second = [], Counter()

        def customer_service(request):
            calls.append(time.time())
            in_second[int(time.time())] += 1
            return (200, "{}") if in_second[int(time.time())] <= ROOM else (503, "busy")

        world.endpoint("https://customer.example/payments", customer_service)
        connection = events.create_connection(
            Name="customer", AuthorizationType="API_KEY", AuthParameters=KEY
        )
        role = iam.create_role(RoleName="rush", AssumeRolePolicyDocument="{}")
        machine = sfn.create_state_machine(
            name="rush",
            definition=json.dumps(rush_definition(connection["ConnectionArn"], jitter)),
            roleArn=role["Role"]["Arn"],
        )
        arn = machine["stateMachineArn"]
        started = [sfn.start_execution(stateMachineArn=arn) for _ in range(200)]
        world.settle()
        ends = [sfn.describe_execution(executionArn=each["executionArn"]) for each in started]
        return Counter(each["status"] for each in ends), [each - calls[0] for each in calls]


rushes = {"without jitter": rush("NONE"), "with jitter": rush("FULL")}
table(
    [
        {
            "200 clients": name,
            "got through": ends["SUCCEEDED"],
            "gave up": ends["FAILED"],
            "calls made": len(calls),
            "calls refused": len(calls) - ends["SUCCEEDED"],
            "last call at (s)": round(calls[-1], 1),
        }
        for name, (ends, calls) in rushes.items()
    ]
)


# %%
def over_time(name):
    counted = {f"{second} to {second + 2} s": 0 for second in range(0, 32, 2)}
    for at in rushes[name][1]:
        second = int(at) // 2 * 2
        counted[f"{second} to {second + 2} s"] += 1
    return bars(counted, title=f"Calls in two seconds each, {name}")


over_time("without jitter")

# %%
over_time("with jitter")

# %% [markdown]
# Without jitter the 200 stay in step. Those who were turned away come back together, at 1, 3, 7, 15 and 31 seconds. Each time 20 get through; in between the service has nothing to do. After five retries 80 have given up.
#
# With jitter they spread out, and the idle seconds are used. All get through, with fewer calls, in less time. (In the first two seconds there are more calls than before: `FULL` may also mean "at once". A longer interval helps there.) Nothing else was changed: one field, `"JitterStrategy": "FULL"`.
#
# > **Rule of thumb.** Many clients of one service: backoff *and* jitter. One client, or times that must be predictable: no jitter.

# %% [markdown]
# ## D3 · One state, two attempts
#
# The insurer offers an online account, and each customer chooses a username. Names are unique, and a table sees to that: the write has a **condition**, and of two customers who want the same name only one succeeds. No function is needed. If the table is too busy, the retrier waits two seconds.

# %%
BUSY = {
    "ErrorEquals": ["DynamoDB.ProvisionedThroughputExceededException"],
    "IntervalSeconds": 2,
    "MaxAttempts": 3,
}
TAKE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::dynamodb:putItem",
    "Parameters": {
        "TableName": "demo-usernames",
        "Item": {"username": {"S.$": "$.wanted"}, "customerId": {"S.$": "$.customerId"}},
        "ConditionExpression": "attribute_not_exists(username)",
    },
    "ResultPath": None,
    "Retry": [BUSY],
}


def free_all_but(name):
    """Free all names but this one, so that a cell can be run again."""
    for row in dynamodb.scan(TableName="demo-usernames")["Items"]:
        if row["username"]["S"] != name:
            key = {"username": row["username"]}
            dynamodb.delete_item(TableName="demo-usernames", Key=key)


def choose_name(machine_arn, wanted, customer="C-77"):
    request = json.dumps({"customerId": customer, "wanted": wanted})
    started = sfn.start_execution(stateMachineArn=machine_arn, input=request)
    account.settle()
    return started["executionArn"]


# %% [markdown]
# The table is too busy at the first attempt. Press **▶ Play**, and watch the state.

# %%
free_all_but("none")
take = {**TAKE, "End": True}
definition = {"StartAt": "Take the name", "States": {"Take the name": take}}
first = put_machine("demo-name", definition)

busy_once = {"machine": "demo-name", "state": "Take the name", "attempts": 1}
with account.faults.throttle("stepfunctions", **busy_once):
    ada = choose_name(first, "ada")
stepper(ada)

# %% [markdown]
# > **Question.** How many states were entered, and how often was the table asked?

# %%
events = sfn.get_execution_history(executionArn=ada)["events"]
counted = Counter(event["type"] for event in events)
table([{"event": kind, "how often": often} for kind, often in counted.items()])

# %% [markdown]
# One state, two attempts. The state is entered once and left once; inside it the task is scheduled twice, with the same input. Whatever comes before and after a state never hears of its retries, and nobody had to write a loop.
#
# The second attempt is not free: on AWS a retry of a Standard workflow is billed like a transition.
#
# ## D4 · The name is taken
#
# Another customer wants `ada`, too. The condition fails.
#
# > **Question.** How many attempts will there be this time?

# %%
second = choose_name(first, "ada", "C-90")
found = outcome(second)
print(found["status"], "with", found["error"])
print("attempts:", len(attempts_of(second)))

# %% [markdown]
# One attempt: no retrier names this error, and rightly so. The name will not be free in two seconds.
#
# That is what **Catch** is for: a list of **catchers**, each with errors and a `Next`. Instead of failing, the execution goes on in another state. Here the state *Suggest* makes a proposal from the name and the customer's number. First without care:

# %%
TAKEN = {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "Next": "Suggest"}
SUGGEST = {
    "Type": "Pass",
    "Parameters": {"suggestion.$": "States.Format('{}-{}', $.wanted, $.customerId)"},
    "ResultPath": "$.proposal",
}


def with_catcher(catcher):
    take = {**TAKE, "Catch": [catcher], "End": True}
    return {
        "StartAt": "Take the name",
        "States": {"Take the name": take, "Suggest": {**SUGGEST, "End": True}},
    }


careless = choose_name(put_machine("demo-name", with_catcher(TAKEN)), "ada", "C-90")
found = outcome(careless)
print(found["status"], "with", found["error"])
print(found["cause"])

# %% [markdown]
# The catcher worked, and its handler broke: there is no `$.wanted` any more. By default the error **replaces** the whole document. The handler knows what went wrong, but not for whom.
#
# The catcher's own `ResultPath` gives the error a place *beside* the data:


# %%
def input_of(execution_arn, state):
    """What a state was entered with."""
    events = sfn.get_execution_history(executionArn=execution_arn)["events"]
    entered = [each.get("stateEnteredEventDetails", {}) for each in events]
    return json.loads(next(each["input"] for each in entered if each.get("name") == state))


beside = with_catcher({**TAKEN, "ResultPath": "$.problem"})
careful = choose_name(put_machine("demo-name", beside), "ada", "C-90")
side_by_side(
    {
        "Suggest gets, without ResultPath": input_of(careless, "Suggest"),
        'with "ResultPath": "$.problem"': input_of(careful, "Suggest"),
    }
)

# %% [markdown]
# In JSONata a catcher has `Output` instead, and the error is called `$states.errorOutput`:
#
# ```json
# {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"],
#  "Output": "{% $merge([$states.input, {'problem': $states.errorOutput}]) %}",
#  "Next": "Suggest"}
# ```
#
# Now the whole story. The customer is shown the suggestion and accepts it, or names another wish and starts over. (How a workflow waits for a person is M10's subject. Here a function stands in for the customer, and says what we tell it.)

# %%
CUSTOMER = """
import json, os

def ask(question, context):
    return json.loads(os.environ["ANSWER"])
"""
deploy("demo-ask-customer", "ask", CUSTOMER)

MAIL = """
import boto3

def mail(account, context):
    row = {"paymentId": account["customerId"], "username": account["wanted"]}
    boto3.resource("dynamodb").Table("demo-outbox").put_item(Item=row)
"""
deploy("demo-mail", "mail", MAIL)


# %%
def registration():
    take = {**TAKE, "Catch": [{**TAKEN, "ResultPath": "$.problem"}], "Next": "Confirm"}
    ask = task("ask-customer", ResultPath="$.answer", Next="Accepted?")
    accepted = {
        "Variable": "$.answer.Payload.accepted",
        "BooleanEquals": True,
        "Next": "Use the suggestion",
    }
    put = {"Type": "Pass", "ResultPath": "$.wanted", "Next": "Take the name"}
    return {
        "StartAt": "Take the name",
        "States": {
            "Take the name": take,
            "Suggest": {**SUGGEST, "Next": "Ask the customer"},
            "Ask the customer": ask,
            "Accepted?": {"Type": "Choice", "Choices": [accepted], "Default": "Start over"},
            "Use the suggestion": {**put, "InputPath": "$.proposal.suggestion"},
            "Start over": {**put, "InputPath": "$.answer.Payload.wish"},
            "Confirm": task("mail", End=True),
        },
    }


state_machine(registration())

# %% [markdown]
# Both ways out of *Accepted?* lead back to the write, because a suggestion may be taken as well by the time the customer says yes. Only the table knows.

# %%
ANSWERS = {
    "takes the suggestion": {"accepted": True},
    "wants to be lovelace": {"accepted": False, "wish": "lovelace"},
}


def instruct_customer(answer):
    lambda_.update_function_configuration(
        FunctionName="demo-ask-customer",
        Environment={"Variables": {"ANSWER": json.dumps(answer)}},
    )


def story(wanted, customer, table_busy):
    free_all_but("ada")
    instruct_customer(ANSWERS[customer])
    if table_busy:
        account.faults.throttle(
            "stepfunctions", machine="demo-registration", state="Take the name", attempts=1
        )
    arn = put_machine("demo-registration", registration())
    execution = choose_name(arn, wanted, "C-90")
    account.faults.clear()
    return stepper(execution)


scenario(
    story,
    wanted=["ada", "grace"],
    customer=list(ANSWERS),
    table_busy={"values": False, "label": "table busy at each first attempt"},
)

# %% [markdown]
# ### Break it
#
# A patient customer wants `ada` and nothing else, and says so each time.
#
# > **Question.** What ends this execution?

# %%
free_all_but("ada")
instruct_customer({"accepted": False, "wish": "ada"})
begin = len(account.trace)
endless = choose_name(put_machine("demo-registration", registration()), "ada", "C-90")
found = outcome(endless)
print(found["status"], "with", found.get("error"), "-", found.get("cause"))

entered = [span.name for span in account.trace[begin:] if span.kind == "state"]
print("asked", entered.count("Ask the customer"), "times, in", len(entered), "transitions")

# %% [markdown]
# Nothing in the definition ends it. Only the limit of 25,000 events in one history does, after more than 1,500 questions. (It took seconds here, because our customer answers at once. A real one would have gone long before, and the execution would wait for a year.)
#
# `MaxAttempts` bounds a Retry. A loop that is built from states needs an **exit of its own**: a counter in the data, and a Choice that looks at it.

# %%
bounded = registration()
bounded["StartAt"] = "Round 1"
bounded["States"] |= {
    "Round 1": {
        "Type": "Pass",
        "Result": 1,
        "ResultPath": "$.round",
        "Next": "Take the name",
    },
    "Start over": {
        "Type": "Pass",
        "Parameters": {
            "customerId.$": "$.customerId",
            "wanted.$": "$.answer.Payload.wish",
            "round.$": "States.MathAdd($.round, 1)",
        },
        "Next": "Another round?",
    },
    "Another round?": {
        "Type": "Choice",
        "Choices": [
            {"Variable": "$.round", "NumericLessThanEquals": 5, "Next": "Take the name"},
        ],
        "Default": "No name chosen",
    },
    "No name chosen": {
        "Type": "Fail",
        "Error": "NoNameChosen",
        "Cause": "Five rounds, and no agreement.",
    },
}

begin = len(account.trace)
patient = choose_name(put_machine("demo-registration", bounded), "ada", "C-90")
found = outcome(patient)
print(found["status"], "with", found["error"])

entered = [span.name for span in account.trace[begin:] if span.kind == "state"]
print("asked", entered.count("Ask the customer"), "times, in", len(entered), "transitions")
print("a transition costs", fact("price.states.transition"))

# %% [markdown]
# ## D5 · Who handles it?
#
# When a task fails, three things are asked in this order:
#
# 1. the **retriers**, from the top: the first that names the error decides. If it has retries left, it waits and tries again;
# 2. the **catchers**, from the top: the first that names the error says where to go;
# 3. nobody: the **execution fails** with this error.
#
# Only states that do work have such lists: Task, Parallel and Map. Two names are wildcards:
#
# - `States.TaskFailed` takes every error of a task *but a timeout*;
# - `States.ALL` takes everything *but* two kinds that no waiting can cure: `States.Runtime` (the definition does not fit the data) and `States.DataLimitExceeded` (a document has grown too large). It must stand alone and last, otherwise AWS refuses the definition.
#
# As a rule in Python:

# %%
RETRIERS = [
    {
        "ErrorEquals": ["Service.Busy", "Lambda.TooManyRequestsException"],
        "IntervalSeconds": 2,
        "MaxAttempts": 2,
    },
    {"ErrorEquals": ["States.Timeout"], "IntervalSeconds": 5, "MaxAttempts": 1},
]
CATCHERS = [
    {"ErrorEquals": ["PolicyLapsed"], "Next": "Tell the customer"},
    {"ErrorEquals": ["States.TaskFailed"], "Next": "Ask the desk"},
    {"ErrorEquals": ["States.ALL"], "Next": "Wake the operator"},
]

BEYOND = {
    "States.ALL": ["States.DataLimitExceeded"],
    "States.TaskFailed": ["States.DataLimitExceeded", "States.Timeout"],
}


def takes(names, error):
    """Tell whether an ErrorEquals takes an error."""
    if error == "States.Runtime":
        return False
    wild = [name for name in names if name in BEYOND]
    return error in names or any(error not in BEYOND[name] for name in wild)


# %% [markdown]
# > **Question.** Go through the list with your finger, for each error, before you choose it. Who takes `States.Timeout`? Who takes it the second time?

# %%
WHEEL = {
    "StartAt": "Write",
    "States": {
        "Write": task("customer", Retry=RETRIERS, Catch=CATCHERS, End=True),
        **{each["Next"]: {"Type": "Pass", "End": True} for each in CATCHERS},
    },
}


def answers(handlers, error):
    """What each handler of one list says to this error: the first that takes it decides."""
    decided = False
    for handler in handlers:
        fits = takes(handler["ErrorEquals"], error)
        yield "is not asked" if decided else "✓ takes it" if fits else "✗ no"
        decided = decided or fits


def asked(kind, handlers, error):
    """A row for each handler of one list."""
    for number, answer in enumerate(answers(handlers, error)):
        names = ", ".join(handlers[number]["ErrorEquals"])
        yield {"asked": f"{kind} {number + 1}", "ErrorEquals": names, "answer": answer}


def what_happened(execution_arn):
    """When the attempts were made, and where the execution went then."""
    events = sfn.get_execution_history(executionArn=execution_arn)["events"]
    passed = [each for each in events if each["type"] == "PassStateEntered"]
    return {
        "attempts at (s)": ", ".join(f"{at:g}" for at in attempts_of(execution_arn)),
        "went on to": passed[0]["stateEnteredEventDetails"]["name"] if passed else "nothing",
        "status": outcome(execution_arn)["status"],
    }


# %% [markdown]
# The upper table follows the rule in Python. The lower one shows what the execution really did, with this error at every attempt.


# %%
def wheel(error):
    rows = [*asked("retrier", RETRIERS, error), *asked("catcher", CATCHERS, error)]
    with failing("demo-wheel", "Write", error):
        execution = pay(put_machine("demo-wheel", WHEEL))
    return {
        f"{error} goes through the list": table(rows),
        "What the run did": table([what_happened(execution)]),
    }


scenario(
    wheel,
    error=[
        "Service.Busy",
        "PolicyLapsed",
        "KeyError",
        "Lambda.TooManyRequestsException",
        "States.Timeout",
        "States.Permissions",
        "States.Runtime",
    ],
)

# %% [markdown]
# A retrier decides first, but not for ever: when its retries are used up, the catchers are asked about the same error. `States.Timeout` passes over `States.TaskFailed`, and `States.Runtime` over everything.
#
# > **Question.** One visit can meet several errors. Busy, busy, timeout, busy: how many attempts?

# %%
failing("demo-wheel", "Write", "Service.Busy", attempts=(1, 2, 4))
failing("demo-wheel", "Write", "States.Timeout", attempts=3)
mixed = pay(put_machine("demo-wheel", WHEEL))
account.faults.clear()
table([what_happened(mixed)])

# %% [markdown]
# Four. Each retrier counts its own retries within the visit: two of the first, one of the second, and then the first has none left. (Should the execution come to this state again, all of them begin anew.)
#
# And here is what nobody takes, although the only catcher says `States.ALL`:

# %%
NOT_TO_BE_CAUGHT = {
    "a path that leads nowhere": {"Payload.$": "$.policy"},
    "a document over the limit": {"Payload": {"one.$": "$", "two.$": "$"}},
}
catch_all = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Caught"}]
caught = {"Type": "Pass", "End": True}
ends = []
for what, payload in NOT_TO_BE_CAUGHT.items():
    parameters = {"FunctionName": "demo-customer", **payload}
    write = task("customer", Parameters=parameters, Catch=catch_all, End=True)
    definition = {"StartAt": "Write", "States": {"Write": write, "Caught": caught}}
    found = outcome(pay(put_machine("demo-fatal", definition), note="x" * 150_000))
    ends.append({"what": what, "status": found["status"], "error": found["error"]})
table(ends)

# %% [markdown]
# ## D6 · Money taken, nothing recorded
#
# Back to the payment. It retries what is transient. But today the customer service is down for good.
#
# > **Question.** What will the ledger say, and what the customer's account?

# %%
BUSY_CUSTOMER = {"ErrorEquals": ["CustomerDb.Busy"], "IntervalSeconds": 2, "MaxAttempts": 2}


def pay_while(state, error, definition):
    """Make a payment while this state fails at every attempt."""
    with failing("demo-payment", state, error):
        return pay(put_machine("demo-payment", definition))


plain = payment_workflow(Retry=[BUSY_CUSTOMER])
lost = pay_while("Write to customer", "CustomerDb.Down", plain)
table([standing(lost)])

# %% [markdown]
# The customer has paid 129.50 for nothing that anybody knows of. In one database a transaction would roll back. Here are four services with data of their own, and nothing rolls back by itself.
#
# A **saga** does it step by step: for each step that changes something there is a **compensation** that makes good for it. The compensation of a charge is a refund: not a deleted line, but another one with a minus.


# %%
def saga(last):
    """Refund when the customer cannot be written; `last` is the state after the refund."""
    workflow = payment_workflow(Retry=[BUSY_CUSTOMER])
    workflow["States"]["Write to customer"]["Catch"] = [
        {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Refund"}
    ]
    persistent = {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": 5,
        "MaxAttempts": 8,
        "MaxDelaySeconds": 600,
    }
    workflow["States"] |= {
        "Refund": task("refund", Retry=[persistent], Next="End of the payment"),
        "End of the payment": last,
    }
    return workflow


as_failed = {"Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause"}
refunded = pay_while("Write to customer", "CustomerDb.Down", saga(as_failed))
stepper(refunded)

# %% [markdown]
# > **Question.** Why the `Fail` at the end? The money is back, so all is well. What would a dashboard show if the saga ended in a `Succeed`?

# %%
as_succeeded = {"Type": "Succeed"}
swallowed = pay_while("Write to customer", "CustomerDb.Down", saga(as_succeeded))
table(
    [
        {"workflow": name, **standing(execution)}
        for name, execution in {
            "no saga": lost,
            "saga, ends in Fail": refunded,
            "saga, ends in Succeed": swallowed,
        }.items()
    ]
)

# %% [markdown]
# A green dashboard, and no payment: the error was **swallowed**. The ledger of the saga in the middle sums to zero over two lines, *and* its execution failed with the error that began it all: the catcher had put that beside the data, and `ErrorPath` fetched it. Whoever counts failures counts this one.
#
# > **Question.** Now sales is down instead of customer. What does this saga leave behind?

# %%
table([standing(pay_while("Write to sales", "SalesDb.Down", saga(as_failed)))])

# %% [markdown]
# Money taken, customer informed, no sales record: half a payment. Each step needs its own way back, through the compensations of what was *done*, in reverse order:
#
# | Fails for good | Was done | The way back |
# | --- | --- | --- |
# | Charge | nothing | none |
# | Write to customer | charge | refund |
# | Write to sales | charge, customer | undo customer, refund |
# | Confirm | charge, customer, sales | undo sales, undo customer, refund |
#
# So the catchers of later states enter the same chain of compensations further up. You will build it in E3. And because a compensation must not fail itself, it retries everything, long and patiently. That is allowed only if it may be repeated; which brings us to the next question.

# %% [markdown]
# ### The answer that got lost
#
# One line of the table is not quite honest. Does a failed charge mean that nothing was done? Let the bank's function do its work and its answer vanish on the way. The charge has a timeout of ten seconds, and retries it.
#
# > **Question.** The execution will succeed. How much does the customer pay?

# %%
BY_ATTEMPT = 'book(context.aws_request_id, payment, payment["amount"])'
BY_INTENT = """book(f"charge-{payment['paymentId']}", payment, payment["amount"])"""


def pay_with_lost_answer(booking):
    """Make a payment whose first charge is done, but its answer lost."""
    deploy("demo-charge", "charge", CODE.replace(BY_ATTEMPT, booking))
    workflow = payment_workflow()
    workflow["States"]["Charge"] |= {
        "TimeoutSeconds": 10,
        "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 2}],
    }
    lost = {"machine": "demo-payment", "state": "Charge", "attempts": 1}
    with account.faults.drop("stepfunctions", **lost):
        return pay(put_machine("demo-payment", workflow))


twice = pay_with_lost_answer(BY_ATTEMPT)
table([standing(twice)])

# %% [markdown]
# Twice, and everything is green. After a timeout nobody knows whether the work was done. A Retry is safe only if doing the work *again* changes nothing: if it is **idempotent**.
#
# The remedy is an **idempotency key**: a name for the intent, made *before* the first attempt and the same for each. Our ledger used the id of the invocation, `BY_ATTEMPT`, which is new each time. The payment's own id, `BY_INTENT`, is not:

# %%
once = pay_with_lost_answer(BY_INTENT)
table(
    [
        {"entry made with": "invocation's id", **standing(twice)},
        {"entry made with": "payment's id", **standing(once)},
    ]
)

# %% [markdown]
# The second attempt wrote the same line again. (Where others may have changed the row since, overwriting it is wrong as well: write it under the condition that it is not there yet, as in D3.) What may be repeated as it is, and what not?
#
# | Safe to repeat | Not safe without a key |
# | --- | --- |
# | read something | charge, refund, pay out |
# | write a row under a fixed key | add a line under a new key |
# | set a value to 5 | add 5 to a value |
# | delete a row | send a mail, order a parcel |
#
# Partners that take money offer a header or field for such a key. Use it, and keep the key in the execution's data.

# %% [markdown]
# ## D7 · A task that never answers
#
# Large payments are confirmed by a clerk at the bank. The task sends a message with a **token** and waits until somebody answers with it (M10 has more of this). Today the clerk has left, and nobody will answer.

# %%
clerk_url = sqs.create_queue(QueueName="demo-clerk-q")["QueueUrl"]


def ask_clerk(machine_seconds=None, **limits):
    """Start an execution that waits for the clerk; `limits` are fields of its task."""
    ask = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": clerk_url, "MessageBody": {"token.$": "$$.Task.Token"}},
        "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "Put on the list"}],
        "End": True,
        **limits,
    }
    fallback = {"Type": "Pass", "Result": "a person calls the bank", "End": True}
    definition = {
        "StartAt": "Ask the clerk",
        "States": {"Ask the clerk": ask, "Put on the list": fallback},
    }
    if machine_seconds:
        definition["TimeoutSeconds"] = machine_seconds
    arn = put_machine("demo-clerk", definition)
    return sfn.start_execution(stateMachineArn=arn)["executionArn"]


# %% [markdown]
# > **Question.** How long does the execution stay open? (The clock below is virtual; the cell does not wait.)

# %%
DAY = 24 * 3600

open_ended = ask_clerk()
begun, seen = time.time(), []
for day in [1, 30, 364, 366]:
    time.sleep(begun + day * DAY - time.time())
    seen.append({"day": day, "status": outcome(open_ended)["status"]})
table(seen)

# %% [markdown]
# A year. Nothing failed, nothing was logged, no alarm rang: it was just *open*, and with it the payment. After 365 days AWS ends every Standard execution. What else bounds a task by itself?

# %%
BOUNDS = {
    "a Lambda function": "lambda.timeout.max",
    "an HTTP task": "states.http_seconds",
    "a Standard execution": "states.standard.duration",
    "an Express execution": "states.express.duration",
}
table([{"what": what, "ends after (s)": fact(key).value} for what, key in BOUNDS.items()])

# %% [markdown]
# A task with a token, an activity, a job: nothing bounds them unless you do. There are three limits.
#
# - **`TimeoutSeconds` of the task**: how long one *attempt* may take. Ends in `States.Timeout`, which Retry and Catch can take.
# - **`HeartbeatSeconds` of the task**: how long a worker may be *silent*. Only a heartbeat shorter than the timeout is of use.
# - **`TimeoutSeconds` of the state machine**: how long the whole execution may take.
#
# > **Question.** The task's catcher puts the payment on a list for a person. Which of the two timeouts lets it do so?

# %%
LIMITS = {
    "task 3,600 s": {"TimeoutSeconds": 3600},
    "task 3,600 s, machine 7,200 s": {"TimeoutSeconds": 3600, "machine_seconds": 7200},
    "machine 1,800 s": {"machine_seconds": 1800},
    "task 3,600 s, machine 1,800 s": {"TimeoutSeconds": 3600, "machine_seconds": 1800},
}


def ended(execution_arn):
    found = outcome(execution_arn)
    seconds = (found["stopDate"] - found["startDate"]).total_seconds()
    by_hand = "a person calls the bank" in found.get("output", "")
    return {
        "ended after (s)": round(seconds),
        "status": found["status"],
        "put on the list": "yes" if by_hand else "no",
    }


ends = {}
for name, limits in LIMITS.items():
    ends[name] = ask_clerk(**limits)
    account.settle()
table([{"limits": name, **ended(execution)} for name, execution in ends.items()])

# %% [markdown]
# Only the task's own timeout can be handled. The machine's ends the execution on the spot: no catcher, no fallback, no compensation. It is the last resort, so set it *over* the sum of the longest path, with all retries and waits.
#
# ### Is anybody still working?
#
# Some work takes long and is fine: an hour, say. With a timeout of an hour it takes an hour to notice that a worker died in its second minute. A worker that **reports** is noticed sooner. This one reports every 30 seconds, four times, and then falls silent.


# %%
def clerk_falls_silent(**limits):
    sqs.purge_queue(QueueUrl=clerk_url)
    execution = ask_clerk(**limits)
    message = sqs.receive_message(QueueUrl=clerk_url, WaitTimeSeconds=20)["Messages"][0]
    token = json.loads(message["Body"])["token"]
    for _ in range(4):
        time.sleep(30)
        sfn.send_task_heartbeat(taskToken=token)
    account.settle()
    return ended(execution)


table(
    [
        {"limits": "timeout 3,600 s", **clerk_falls_silent(TimeoutSeconds=3600)},
        {
            "limits": "timeout 3,600 s, heartbeat 60 s",
            **clerk_falls_silent(TimeoutSeconds=3600, HeartbeatSeconds=60),
        },
    ]
)

# %% [markdown]
# After 120 seconds the last sign of life, 60 seconds later the alarm. Our catcher for `States.Timeout` took it. One for `States.HeartbeatTimeout` would take the silence, and leave out the timeout.
#
# ## D8 · Mended: go on where it failed
#
# The third kind of error was the bug. Sales has deployed a new version, and it reads a field that no payment has: in `paymentID` one letter is wrong.

# %%
GOOD = 'Table("demo-sales-activity").put_item(Item={"paymentId": payment["paymentId"]})'
WRONG = 'Table("demo-sales-activity").put_item(Item={"paymentId": payment["paymentID"]})'
deploy("demo-sales", "sales", CODE.replace(GOOD, WRONG))

failed = pay(put_machine("demo-payment", payment_workflow(Retry=[BUSY_CUSTOMER])))
table([standing(failed)])

# %% [markdown]
# Charge and customer are done, sales is not. No retry helps, no customer is to blame, and in ten minutes sales will have mended it.
#
# > **Question.** Then somebody starts the workflow again with the same input. What happens to the steps that were done?
#
# They are done again: the customer is charged again, unless the charge is idempotent. Better to let *this* execution go on. It has kept everything: each state's input, each result. That is what the event log is for.

# %%
deploy("demo-sales", "sales", CODE)
sfn.redrive_execution(executionArn=failed)
account.settle()
stepper(failed)

# %%
table([standing(failed)])

# %% [markdown]
# Go through the events (▶ Play, or *End*): where the old ones end, there is `ExecutionRedriven`. **Redrive** continues a failed, timed-out or stopped execution at the state that failed, with that state's input. *Charge* and *Write to customer* were not repeated. Retries begin anew.
#
# Some things it cannot do:
#
# - it keeps the **definition** with which the execution began, and the input: it helps when what is *called* was mended;
# - it is there for Standard workflows only, and only for some days:

# %%
print(fact("states.redrive"))

# %% [markdown]
# So a payment that failed has two ways out, and you choose by the kind of error. A *permanent* one will not get better: compensate. A *bug* or an outage that somebody will mend: leave it failed, alarm somebody, redrive. A saga that catches `States.ALL` has refunded before anybody could mend anything.
#
# ## D9 · What is it called?
#
# Handlers match **names**, letter by letter. So which name arrives when a function raises an exception of its own?
#
# > **Question.** The function raises `PolicyLapsed`, a class of its own. Which handler takes it: one for `Exception`, `PolicyLapsed`, `States.TaskFailed`?

# %%
CHECKS = """
import time

class PolicyLapsed(Exception):
    pass

class PolicyLapsedLongAgo(PolicyLapsed):
    pass

def check(event, context):
    match event["does"]:
        case "raises PolicyLapsed":
            raise PolicyLapsed("POL-1042 ended in February")
        case "raises a subclass":
            raise PolicyLapsedLongAgo("POL-1042 ended years ago")
        case "misses a key":
            return event["policy"]
        case "runs out of time":
            time.sleep(60)
"""
deploy("demo-check", "check", CHECKS, Timeout=5)


def check(does, caught_by=None, function="check"):
    """Let a function do this, with a catcher for one name or with none; how did it end?"""
    states = {"Check": task(function, End=True)}
    if caught_by:
        states["Check"]["Catch"] = [{"ErrorEquals": [caught_by], "Next": "Caught"}]
        states["Caught"] = {"Type": "Pass", "End": True}
    arn = put_machine("demo-check", {"StartAt": "Check", "States": states})
    return outcome(pay(arn, does=does))


# %%
DEEDS = {
    "raises PolicyLapsed": "check",
    "raises a subclass": "check",
    "misses a key": "check",
    "runs out of time": "check",
    "does not exist": "nobody",
}
rows = []
for does, function in DEEDS.items():
    row = {"the function": does, "error": check(does, function=function)["error"]}
    for name in ["Exception", "PolicyLapsed", "States.TaskFailed"]:
        caught = check(does, name, function)["status"] == "SUCCEEDED"
        row[name] = "✓" if caught else "✗"
    rows.append(row)
table(rows)

# %% [markdown]
# The name is the class's own, without its module, and **nothing inherits**: a handler for `Exception` takes an error that is called `Exception`, and no other. The subclass is a stranger to `PolicyLapsed`. So name in your code what you want to handle, and look up in the history what really arrived.
#
# Even a function's own timeout is no `States.Timeout`: that one belongs to the task. And what went wrong in detail stands in the cause, as JSON text:

# %%
print(check("raises PolicyLapsed")["cause"])

# %% [markdown]
# ## Try it
#
# Yours to break: the payment workflow with its saga. Switch faults on, alone or together; each change makes a payment. What do you have to switch on to make a customer pay for nothing?


# %%
def pay_again(faults):
    execution = pay(put_machine("demo-payment", saga(as_failed)))
    return [table([standing(execution)]), stepper(execution)]


def fault(state, error, **where):
    where = {"machine": "demo-payment", "state": state, **where}
    return lambda faults: faults.fail("stepfunctions", error=error, **where)


fault_switches(
    account,
    {
        "customer is busy": fault("Write to customer", "CustomerDb.Busy", attempts=(1, 2)),
        "customer is down": fault("Write to customer", "CustomerDb.Down"),
        "sales is down": fault("Write to sales", "SalesDb.Down"),
        "the refund fails three times": fault("Refund", "Bank.Closed", attempts=(1, 2, 3)),
        "the refund fails always": fault("Refund", "Bank.Closed"),
        "the mail is refused": fault("Confirm", "Mail.Refused"),
    },
    on_change=pay_again,
)

# %% [markdown]
# ## What you leave behind
#
# First we clear away what was only an experiment. Then the account as you built it, drawn from what is in it: the services are those of before, and what is new is in the workflows that call them.

# %%
put_machine("demo-payment", saga(as_failed))
put_machine("demo-registration", bounded)
for name in ["plan", "name", "wheel", "fatal", "check"]:
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:demo-{name}"
    sfn.delete_state_machine(stateMachineArn=arn)
if "demo-check" in [each["FunctionName"] for each in lambda_.list_functions()["Functions"]]:
    lambda_.delete_function(FunctionName="demo-check")

architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m09_failure/m09_failure.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m09")

# %% [markdown]
# ## What to take away
#
# - **Four kinds of error**, four answers: transient, try again; permanent, another way; bug, fail loudly, mend, redrive; timeout, repeat only what may be repeated.
# - **Retry** names errors. `MaxAttempts` counts the repeats. Waits grow by the rate up to the cap; jitter keeps many clients apart.
# - **Catch** names errors, too. Give the error a place beside the data (`ResultPath`), or the handler does not know for whom it works.
# - **Order**: retriers, catchers, failure. `States.TaskFailed` leaves out timeouts, `States.ALL` leaves out what means that the definition or the data is wrong.
# - **A saga** goes back over what was done, in reverse order, and still ends as failed, with the first error.
# - **Every task gets a timeout**, who reports gets a heartbeat, the machine gets a last resort. A loop of states gets a counter.
# - **Idempotent or not at all**: after a timeout nobody knows whether the work was done.
#
# **Who handles a failure?** A queue repeats and sets aside one message for one consumer, and nobody sees the whole (M04, M05). An orchestrator sees the whole process: it can take another way, undo, and tell how it ended. Use the queue between services, the orchestrator inside a transaction.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Faults strike where you say | Practise with AWS Fault Injection Service, or with a function that fails by its configuration |
# | Jitter comes from a seed, the same each time | It is random, so no test may depend on the moment |
# | Step Functions' calls take a fixed, modelled time, states none | Times vary; add a reserve to every timeout |
# | Tables and functions always have room unless a fault says otherwise | `Lambda.TooManyRequestsException` and its like happen: retry what AWS lists as transient, `Lambda.ServiceException`, `Lambda.AWSLambdaException`, `Lambda.SdkClientException` |
# | A task's *answer* that is too large is caught by `States.ALL`, as was observed on AWS | AWS's documentation says that `States.ALL` never takes `States.DataLimitExceeded`: do not rely on either, keep documents small (M08) |
# | Nobody is called at night | An alarm on `ExecutionsFailed` and `ExecutionsTimedOut`, or an EventBridge rule on the status change |
# | Nothing costs anything | Each retry is billed like a transition; in a loop, each state of each round |

# %%
progress("m09")
