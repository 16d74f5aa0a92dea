# ---
# title: The lab, the insurer, and why integration is hard
# module: m01
# ---

# %% [markdown]
# # M01 · The lab, the insurer, and why integration is hard
#
# A customer pays 129.50. The money is booked, the insurer has it, and one department never hears of it. No line of code looked wrong. By the end of this lesson you will have lost such payments yourself, found them again, and know where they went.
#
# **You will be able to**
#
# 1. operate the lab: run, inspect, break, check, ask for a hint;
# 2. say what integration is, and what it connects;
# 3. explain how data gets lost between services;
# 4. recognise code that is hard-coded, stateful or tightly coupled;
# 5. apply four of the twelve factors to a service.
#
# The steps are called D1 to D6, so that hints can send you back to one. Plan for 40 minutes here, 70 for the exercises, 10 for the knowledge check. You need Python functions, and to have called AWS once, by `boto3` or otherwise.
#
# **Shift+Enter** runs a cell and goes on. Change what you like and run it again: you cannot break anything that matters. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top.

# %% [markdown]
# ## Before the course: what you know already
#
# Twenty-four questions about everything that the course teaches, in some twenty minutes, **not graded**. They tell you which modules you may skim; after the course as many others will show what you have gained. They tell most before you have begun. No time today? Go on to the next heading.

# %%
from course.widgets import assessment

assessment("pre")

# %% [markdown]
# ## Before you start
#
# Each lesson begins with two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
from course.widgets import before

before("m01")

# %% [markdown]
# ## D1 · An account of your own
#
# This starts an AWS account. It lives in this computer's memory, and ends with this notebook: no sign-up, no bill, no network.

# %%
from course.cloud import Account

account = Account(seed=1).start()

# %% [markdown]
# From now on `boto3` talks to it, with the calls that you would make on AWS. Let us make a **table** (DynamoDB), which keeps rows by a key, and look at the account.

# %%
import boto3

from course.widgets import architecture_map

dynamodb = boto3.client("dynamodb")

dynamodb.create_table(
    TableName="demo-customer-payments",
    KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
    BillingMode="PAY_PER_REQUEST",
)
architecture_map(account.inventory())

# %% [markdown]
# This is the **architecture map**. It is never drawn by hand: it asks the account what exists. (Read its badge, too.) Now a **queue** (SQS), which keeps messages until somebody has processed them.

# %%
sqs = boto3.client("sqs")

queue_url = sqs.create_queue(QueueName="demo-sales-q")["QueueUrl"]
architecture_map(account.inventory())

# %% [markdown]
# The map has grown. Every module closes with it, and by the last one it will be large.
#
# Run the cell with the table a second time, and AWS refuses: there *is* a table of that name. (A queue that is made twice in the same way is no trouble.) Keep that in mind for D6.
#
# > **Question.** An outage on AWS may last an hour. Would you want to wait for it here?
#
# You need not: the account has a clock of its own. A sleep takes no time, and yet an hour passes. Your `time.time()` follows that clock, too.

# %%
import time

begin = time.time()
time.sleep(3600)

print("Seconds that passed in the account:", round(time.time() - begin))

# %% [markdown]
# ## Where we stand
#
# The course has one running case. An insurer takes **monthly payments**, and four services care:
#
# | Service | Its duty | It owns the table |
# | --- | --- | --- |
# | payments | accepts the payment and charges it | `payment-requests` |
# | customer | writes it to the customer's account | `customer-payments` |
# | sales | notes it for follow-up offers | `sales-activity` |
# | communication | sends the confirmation | `outbox` |
#
# They agree on two forms: a **contract**. The first is what a customer asks for; the second is the fact, once the money was charged. No service may change them alone, since the others would no longer understand it.

# %%
from course.widgets import side_by_side

request = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
           "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip

payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip

side_by_side({"payment request": request, "PaymentMade": payment})

# %% [markdown]
# ## D2 · From one program to four
#
# Once all of this was one program, a **monolith**. Then it was cut into services. What does a cut change?
#
# The next cells make programs that we can cut as we like. Each runs as a **Lambda function**: AWS runs its code whenever somebody calls it (*invoke*). You need not read these two closely; they are ordinary boto3.

# %%
import io
import json
import zipfile


def deploy(name, code, **environment):
    """Put a Python program into the account, with environment variables that it can read."""
    role = boto3.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"]
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", code)
    return boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Handler="app.handler", Role=role["Arn"],
        Code={"ZipFile": package.getvalue()}, Environment={"Variables": environment},
    )  # fmt: skip


def make_table(name, key="paymentId"):
    """Make a table with this key, unless there is one of this name."""
    if name not in dynamodb.list_tables()["TableNames"]:
        dynamodb.create_table(
            TableName=name, KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST",
        )  # fmt: skip


# %% [markdown]
# The program writes the payment into its own tables. Then it calls the programs that have to hear of it, one after the other, and waits for each.

# %%
PROGRAM = """
import json, os
import boto3

tables, lambda_ = boto3.resource("dynamodb"), boto3.client("lambda")

def handler(payment, context):
    for name in os.environ["TABLES"].split():
        row = {"paymentId": payment["paymentId"], "amount": str(payment["amount"])}
        tables.Table(name).put_item(Item=row)
    for program in os.environ["CALLS"].split():
        answer = lambda_.invoke(FunctionName=program, Payload=json.dumps(payment))
        if "FunctionError" in answer:
            raise RuntimeError(f"{program} has failed")
    return "noted"
"""

TABLES = {
    "payments": "demo-payment-requests",
    "customer": "demo-customer-payments",
    "sales": "demo-sales-activity",
    "communication": "demo-outbox",
}


# %% [markdown]
# Now the cut: the first program has what was not cut off, and calls the others.


# %%
def deploy_insurer(programs):
    """Deploy the insurer as so many programs, 1 to 4; return the first one's name, and which services it calls."""
    services = list(TABLES)
    inside, outside = services[: 5 - programs], services[5 - programs :]
    for service in services:
        make_table(TABLES[service])
    for service in outside:
        deploy(f"demo-{service}", PROGRAM, TABLES=TABLES[service], CALLS="")
    first = "demo-payments" if outside else "demo-insurer"
    deploy(first, PROGRAM, TABLES=" ".join(TABLES[service] for service in inside),
           CALLS=" ".join(f"demo-{service}" for service in outside))  # fmt: skip
    return first, outside


# %% [markdown]
# A customer who pays, and a look into a table. (These are the tools of all that follows.)


# %%
def pay(program, payment=payment):
    """Let a customer pay; return what the customer is told."""
    answer = boto3.client("lambda").invoke(FunctionName=program, Payload=json.dumps(payment))
    told = json.loads(answer["Payload"].read())
    return told["errorMessage"].split("Error: ")[-1] if "FunctionError" in answer else told


def ledger(name):
    """Read a table: each payment's id, and its amount."""
    rows = boto3.client("dynamodb").scan(TableName=name)["Items"]
    return {row["paymentId"]["S"]: float(row["amount"]["S"]) for row in sorted(rows, key=str)}


# %% [markdown]
# > **Question.** In the monolith, payments tells sales by calling a Python function. What can go wrong with that call? And what, when sales is a program of its own, on another machine?
#
# Turn the knobs: first the number of programs, from 1 to 4, then whose answer gets lost on its way. Below the table you see who calls whom, and whose table is whose. (The *publisher* there is whoever calls from outside: the customer. *Invoke* calls a program, *PutItem* writes a row.) The code is long only because it fills that table; you may skip it.

# %%
from course.widgets import message_flow, scenario, table


def one_payment(programs, lost):
    with Account(seed=1) as world:  # a world of its own; the account above waits meanwhile
        first, outside = deploy_insurer(programs)
        pay(first)  # a program's first call takes longer: it has to be started
        if lost != "nobody's":
            world.faults.drop("lambda", "Invoke", target=f"demo-{lost}")
        begin, pressed = len(world.trace), time.time()
        told = pay(first, {**payment, "paymentId": "PAY-000124"})
        waited = round(1000 * (time.time() - pressed))
        calls = {call.target: call for call in world.trace[begin:] if call.name == "Invoke"}
        rows = [
            {
                "service": service,
                "is told by": "a network call" if service in outside else "a function call",
                "its answer": answer_of(calls.get(f"demo-{service}")) if service in outside else "",
                "the payment is in its table": "PAY-000124" in ledger(TABLES[service]),
            }
            for service in ("customer", "sales", "communication")
        ]
        return {
            f"After {waited} ms the customer is told: {told}": table(rows),
            "Who calls whom, and whose table is whose": message_flow(world.trace[begin:], world.inventory()),
        }


def answer_of(call):
    if call is None:
        return "○ never asked"
    took = round(1000 * (call.end - call.start))
    return f"✓ after {took} ms" if call.status == "ok" else f"✗ none in {took} ms"


scenario(
    one_payment,
    programs={"values": (1, 4), "start": 4},
    lost={"values": ["nobody's", "customer", "sales", "communication"], "label": "whose answer gets lost"},
)

# %% [markdown]
# Within one program there is no way on which something could get lost. (It may crash between two of its writes; but one transaction can hold its own tables together.) Each cut puts a **network hop** where a function call was. A hop takes time, and it can fail *by itself*, while both programs are well.
#
# Set *whose answer gets lost* to `sales`. Payments waits, and after three seconds Lambda ends it. Read the table: sales **has** its row, payments does not know, and communication was never asked. Press **End** in the picture, and the mark stands at the hop.
#
# So why cut at all? Because each service can now be changed, scaled and mended by its own people, without the others. The price is what this course is about.
#
# And each service owns **its own table**, where nobody else writes. One truth in one place became four tables that ought to agree.
#
# ## D3 · The payment that sales never saw
#
# Do they agree? We deploy the four services in our account.

# %%
deploy_insurer(4)

# %% [markdown]
# Twenty customers will pay. Some of them pay the same amount.


# %%
def twenty_payments():
    """Let twenty customers pay; return what each of them is told, by the payment's id."""
    told, since = {}, 101 + len(ledger("demo-payment-requests"))
    for number in range(since, since + 20):
        paid = {**payment, "paymentId": f"PAY-{number:06}", "policyId": f"POL-{900 + number}",
                "amount": round(49.5 + 17.35 * (number % 7), 2)}  # fmt: skip
        told[paid["paymentId"]] = pay("demo-payments", paid)
    return told


# %% [markdown]
# Now the fault. With one call in five the answer of *customer* gets lost: its row is written, and payments, which waits for the answer, is ended by Lambda. **A crash between two writes.**

# %%
with account.faults.drop("lambda", "Invoke", target="demo-customer", chance=0.2):
    told = twenty_payments()

answers = sorted(set(told.values()))
table([{"what customers were told": each, "how many": list(told.values()).count(each)} for each in answers])

# %% [markdown]
# > **Question.** Somebody is told an error. Was the payment made? What will *customer*'s table say, and what that of *sales*?
#
# Each table is a **ledger**. We read both, and lay them side by side.

# %%
customer, sales = ledger("demo-customer-payments"), ledger("demo-sales-activity")
every = sorted({*customer, *sales})
side_by_side(
    {
        "customer": {each: customer.get(each, "never seen") for each in every},
        "sales": {each: sales.get(each, "never seen") for each in every},
    }
)


# %%
def never_seen(customer, sales):
    """List what customers paid that sales never saw, with a running total."""
    rows, total = [], 0
    for payment_id in sorted(set(customer) - set(sales)):
        total += customer[payment_id]
        rows.append({"payment": payment_id, "paid": customer[payment_id], "running total": round(total, 2)})
    return table(rows, caption="Money the customers paid that sales never saw")


never_seen(customer, sales)

# %% [markdown]
# For the insurer that is real money, and none of the programs saw anything wrong. *Customer* did its work. *Sales* was never asked. *Payments* was ended before it could say anything.
#
# Follow one of them: choose **only what went wrong** in the picture, and step forward.

# %%
lost_id = min(set(customer) - set(sales))
print("The first one:", lost_id, "| its customer was told:", told[lost_id])

lost_payment = next(
    span for span in account.trace.find(name="Invoke", target="demo-payments")
    if span.detail["parameters"]["Payload"]["paymentId"] == lost_id
)  # fmt: skip
its_steps = [span for span in account.trace if lost_payment.start <= span.start < lost_payment.end]
message_flow(its_steps, account.inventory())

# %% [markdown]
# ### What integration is
#
# **Integration** is whatever lets separately built systems work as one: it connects their *data*, their *processes* and, through them, *people* who rely on both. What it has to preserve you have just seen broken:
#
# - **data access**: sales needs what customer knows, without reaching into customer's table;
# - **data integrity**: two ledgers tell the same story;
# - **customer trust**: whoever saw an error was charged all the same, and will call.
#
# Integration as an afterthought is a call put between two writes, as here. It works on every day on which nothing fails.
#
# How bad can it get? Each turn of a knob is another day.


# %%
def another_day(chance, service):
    with Account(seed=1) as world:
        deploy_insurer(4)
        with world.faults.drop("lambda", "Invoke", target=f"demo-{service}", chance=chance / 100):
            twenty_payments()
        customer, sales = ledger("demo-customer-payments"), ledger("demo-sales-activity")
        return [
            never_seen(customer, sales),
            f"customer has {len(customer)} rows, sales {len(sales)}, communication {len(ledger('demo-outbox'))}.",
        ]


scenario(
    another_day,
    chance={"values": (0, 100, 5), "start": 20, "unit": "%", "label": "answers that get lost"},
    service={"values": ["customer", "sales", "communication"], "label": "of"},
)

# %% [markdown]
# Lose answers of *sales* instead: customer and sales agree, and yet customers see errors and get no confirmation. Lose those of *communication*: every table is complete, and customers *still* see errors. What is missing depends on where the program was ended. Finding it takes somebody who compares (you, in E4); *preventing* it takes queues (M04) and workflows (M07, M09).
#
# ## D4 · Same code, other resources
#
# This step and the next are about four of the **twelve factors**, a well-known list of what makes a service easy to deploy and to scale.
#
# The programs above are told by environment variables which tables they write. Is that worth the trouble? Here is a service with the name in its code. It was tested, found good, and its code goes to production.

# %%
HARD_CODED = """
import boto3

def handler(payment, context):
    table = boto3.resource("dynamodb").Table("prod-customer-payments")
    table.put_item(Item={"paymentId": payment["paymentId"]})
"""

CONFIGURED = """
import os
import boto3

def handler(payment, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    table.put_item(Item={"paymentId": payment["paymentId"]})
"""

# %% [markdown]
# > **Question.** A developer pays with the test system. In which table does the row land, with either code?


# %%
def two_environments(code):
    """Deploy the same code for test and for production, and pay once in each."""
    with Account(seed=1) as world:
        releases = {}
        for environment in ("test", "prod"):
            make_table(f"{environment}-customer-payments")
            deployed = deploy(f"{environment}-customer", code, TABLE=f"{environment}-customer-payments")
            releases[environment] = deployed["CodeSha256"][:12]
        begin = len(world.trace)
        pay("test-customer", {"paymentId": "TEST-1"})
        pay("prod-customer", {"paymentId": "PAY-000123"})
        return releases, message_flow(world.trace[begin:], world.inventory())


releases, ways = two_environments(HARD_CODED)
ways

# %% [markdown]
# A test payment in the production table. Every line does what it says. The mistake is that the *code* decides what only the *environment* can know.

# %%
releases, ways = two_environments(CONFIGURED)
ways

# %% [markdown]
# Now each program writes where it belongs. A table or queue is an **attached resource** (also: a *backing service*): the code knows that there is one, and its configuration says which. Exchange it, and the code does not change.
#
# Indeed both run the very same build; here are the checksums of their code:

# %%
table([{"environment": environment, "checksum of the code": sha} for environment, sha in releases.items()])

# %% [markdown]
# Three steps, and never mixed: **build** once, the code and what it needs; **release**, that build together with an environment's configuration; **run** it. What was tested is then what runs.
#
# ## D5 · One worker, two, four
#
# Sixty payments wait in a queue. A worker takes one, works on it for a second, notes it, and deletes it from the queue. Each worker is a process of its own.
#
# It counts twice: in a variable, and in a table, where the database itself does the addition (`ADD`), so that two workers cannot overwrite each other.


# %%
def sixty_payments(workers, *, restart=False):
    """Let workers empty a queue; return payments by worker, what each has in memory, the table's total, and seconds."""
    with Account(seed=1) as world:
        sqs, dynamodb = boto3.client("sqs"), boto3.client("dynamodb")
        url = sqs.create_queue(QueueName="demo-sales-q")["QueueUrl"]
        for number in range(60):
            sqs.send_message(QueueUrl=url, MessageBody=f"PAY-{number:06}")
        make_table("demo-totals", key="name")
        total = {"TableName": "demo-totals", "Key": {"name": {"S": "payments"}}}
        handled, memory = {}, {}

        def worker(name):
            counted = 0  # in the memory of this process
            while messages := sqs.receive_message(QueueUrl=url).get("Messages"):
                time.sleep(1)  # the work
                if restart and name == "worker 1" and handled.get(name) == 5:
                    counted = 0  # a new process has taken its place, and begins at zero
                counted += 1
                dynamodb.update_item(**total, UpdateExpression="ADD payments :one",
                                     ExpressionAttributeValues={":one": {"N": "1"}})  # fmt: skip
                sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
                handled[name], memory[name] = handled.get(name, 0) + 1, counted

        begin = time.time()
        for number in range(1, workers + 1):
            world.clock.spawn(lambda name=f"worker {number}": worker(name))
        world.settle()
        noted = dynamodb.get_item(**total)["Item"]["payments"]["N"]
        return handled, memory, int(noted), time.time() - begin


# %% [markdown]
# > **Question.** Two workers instead of one: how much sooner is the queue empty? What does each of them believe to be the total?

# %%
runs = {workers: sixty_payments(workers) for workers in (1, 2, 4)}
table(
    {
        "workers": workers,
        "queue empty after (s)": round(seconds),
        "payments a minute": round(60 * 60 / seconds),
        "worker 1 has counted": memory["worker 1"],
        "the table says": noted,
    }
    for workers, (_, memory, noted, seconds) in runs.items()
)

# %% [markdown]
# Twice the workers, half the time, and no line of code was changed. That is **concurrency** as the twelve factors mean it, or *horizontal scaling*: scale out by adding processes. (Until something that they share is full: M13.)
#
# But the count in memory is right for a single worker only, and even that one may be restarted. Turn the knobs.


# %%
from course.widgets import bars


def counted(workers, restart):
    handled, memory, noted, seconds = sixty_payments(workers, restart=restart)
    pace = {name: round(60 * many / seconds) for name, many in handled.items()}
    says = [{"who is asked": f"{name}, from memory", "payments": count} for name, count in memory.items()]
    says.append({"who is asked": "the sum of all memories", "payments": sum(memory.values())})
    says.append({"who is asked": "the table", "payments": noted})
    return [bars(pace, "payments a minute", "Throughput of each worker"), table(says)]


scenario(
    counted,
    workers={"values": [1, 2, 4], "start": 2},
    restart={"values": True, "label": "worker 1 is restarted after 5 payments"},
)

# %% [markdown]
# A **stateless process** keeps nothing of its own between two pieces of work. It may use memory *while* it works; what has to last is kept in an attached resource, where all look: here the table. The messages, too, lasted while worker 1 was restarted, because the *queue* keeps them.
#
# On Lambda this is no matter of taste. AWS starts, multiplies and ends your processes as it likes; what stands in a module-level variable is there now and then.
#
# ### Three things to look for in code
#
# This program works. It was shown to the insurer's board, and everybody was content.
#
# > **Question.** Which of its lines would you not let into production, and why? There are three kinds.

# %%
SHOWN = """
import json
import boto3

paid_today = 0

def handler(payment, context):
    global paid_today
    paid_today += 1
    table = boto3.resource("dynamodb").Table("prod-payment-requests")
    table.put_item(Item={"paymentId": payment["paymentId"]})
    boto3.client("lambda").invoke(FunctionName="prod-sales", Payload=json.dumps(payment))
    return f"payment {paid_today} of today"
"""

with Account(seed=1):
    make_table("prod-payment-requests")
    deploy("prod-sales", "def handler(payment, context):\n    return 'noted'")
    deploy("prod-payments", SHOWN)
    print([pay("prod-payments") for _ in range(3)])
    boto3.client("lambda").update_function_configuration(FunctionName="prod-payments", Timeout=10)
    print("After a new release:", pay("prod-payments"))

# %% [markdown]
# | It is | It looks like | It breaks when | Mend it by |
# | --- | --- | --- | --- |
# | **hard-coded** | `Table("prod-payment-requests")` | there is a second environment (D4) | configuration |
# | **stateful** | `paid_today += 1`, at the top of the module | a second worker, a restart (D5) | an attached resource |
# | **tightly coupled** | `invoke(FunctionName="prod-sales", ...)`, and waiting | the other one is slow, away, or new (D2, D3) | the rest of this course |
#
# And these are the four **factors** that you have met: IV *backing services*, V *build, release, run*, VI *processes*, VIII *concurrency*. They are properties of a service, not steps to take in turn.
#
# ## D6 · A wrong answer, on purpose
#
# The exercises are a notebook like this one: you write an answer, and the cell below it checks it at once. So that you know what that looks like, we give a wrong answer to exercise E1. It asks for a function that makes a table and a queue, and **can be called twice**. `task` shows your values; other learners have others.

# %%
from course.widgets import progress, quiz
from grader.notebook import grade, hints, task

task("m01.e1")


# %% [markdown]
# This answer makes both, as in D1. (`prefix` begins all names; an *ARN* is a resource's full name on AWS.)


# %%
def provision(dynamodb, sqs, prefix):
    """Make the table and the queue; return the table's ARN and the queue's address."""
    made = dynamodb.create_table(
        TableName=f"{prefix}-customer-payments",
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    queue = sqs.create_queue(QueueName=f"{prefix}-sales-q")
    return {"tableArn": made["TableDescription"]["TableArn"], "queueUrl": queue["QueueUrl"]}


# %% [markdown]
# > **Question.** What will the check find? Which points are lost?

# %%
grade("m01.e1", provision)

# %% [markdown]
# **The report.** It says what was tried, what came out and what was expected, part by part, with points for each. Where the mistake is a known one, a hint answers *what you wrote*; where it is not known, there is only the difference, and no guess. You may ask as often as you like. Grading, where there is any, looks at the same and adds cases.
#
# **The hints.** Four for each exercise, opened one at a time: a question, the idea, the call to use, a worked neighbour problem. Opening them costs nothing. Try the first.

# %%
hints("m01.e1")

# %% [markdown]
# **The quiz card.** Here are your two predictions again, now with answers. Answer one wrongly on purpose (*Answer again*, if you did already): every option explains itself, the right ones and the others. The knowledge check below works in the same way.

# %%
before("m01", reveal=True)

# %% [markdown]
# **The progress page.** All modules, what you have done, and what comes next. The attempt from above is noted already, with your best points; it can only get better.

# %%
progress()

# %% [markdown]
# ## Try it
#
# Yours to break. Some ideas:
#
# - let twenty more pay while answers of *sales* get lost, and compare the ledgers again: `with account.faults.drop("lambda", "Invoke", target="demo-sales", chance=0.3): twenty_payments()`;
# - switch sales off for an hour, `account.outage("demo-sales", seconds=3600)`, let somebody pay, let the hour pass, and pay again: who has what?
# - pay the same payment twice: what do the ledgers say, and why is that lucky?

# %%
begin = len(account.trace)

print(pay("demo-payments", {**payment, "paymentId": "PAY-000777"}))  # your experiment here

message_flow(account.trace[begin:], account.inventory())

# %% [markdown]
# ## What you leave behind
#
# Four programs, four tables, and a queue that nobody uses yet.

# %%
architecture_map(account.inventory())

# %% [markdown]
# Look at what is *not* there: lines. The account knows of no connection, because all of them are calls in somebody's code. Whoever wants to know who depends on whom has to read it. Module by module the lines will appear.
#
# ## Exercises
#
# Four of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m01_lab/m01_lab.ipynb). E1 is the one whose wrong answer you have just seen.
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m01")

# %% [markdown]
# ## What to take away
#
# - **Integration** lets separately built systems work as one. It has to preserve access to data, integrity of data, and the trust of customers.
# - Each cut between services turns a function call into a **network hop**, which takes time and can fail while both ends are well.
# - Data gets lost **between two writes**: the first is done, and whoever should make the second is gone. Nobody sees it but who compares.
# - **Hard-coded, stateful, tightly coupled**: the three things to look for.
# - **Four factors.** Resources are attached by configuration. Build once, release with configuration, run. Processes keep nothing that has to last. More processes do more work.
# - A queue or a table keeps what must not be lost; a process does not.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | `Account().start()` | An account, a Region, credentials; `boto3` finds them by itself, and the calls are the same |
# | An hour's outage takes no time | It takes an hour |
# | Faults are switched on | They come by themselves, rarely, and at the worst moment |
# | Roles are not asked for permission here | Each function's role must allow `dynamodb:PutItem`, `lambda:InvokeFunction`, ... |
# | You ask for a table, and it is there | It takes seconds; wait with `get_waiter("table_exists")` |
# | Nothing costs anything | Requests, rows, function time and messages are billed |
# | Settings stand in environment variables | Secrets do not belong there: AWS Secrets Manager keeps those |

# %%
progress("m01")
