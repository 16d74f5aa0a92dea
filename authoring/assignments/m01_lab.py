# ---
# title: "Exercises: the lab, the insurer, and why integration is hard"
# module: m01
# ---

# %% [markdown]
# # Exercises: the lab, the insurer, and why integration is hard
#
# These are the first exercises of the course. After these four you can
#
# - set up a table and a queue with code that is safe to run twice,
# - let the same code work in two environments, with no name and no address in it,
# - let several workers count together without losing anything, even when they start anew,
# - find out which payments got lost between two services.
#
# The lesson belonging to them is [The lab, the insurer, and why integration is hard](../../lessons/m01_lab.ipynb); "step D2"
# below means its step D2. Reckon with 15 to 20 minutes an exercise. Each is worth 10 points.

# %% [markdown]
# ## How an exercise goes
#
# 1. **Read** what to deliver. "Deliver" always means: write a function with just this name, in the cell that is meant for it.
# 2. Run the cell with `task`: it shows the values that are yours.
# 3. **Write your answer** in the cell below them, in place of the line `raise NotImplementedError(...)`, and run the cell.
# 4. **Try it** in the cell after that. You may change that cell as you like; it is not graded.
# 5. Let `grade` **check it**, as often as you like. A check is no exam: it shows what your function was given, what came
#    out, and what should have come out. Mend the answer, run its cell again, then `grade` again.
# 6. Stuck? `hints` opens one hint at a time, four in all. Opening them costs nothing.
#
# The check here uses some cases; grading uses more of the same kind, with other names and numbers.
#
# **What you write is ordinary Python with boto3**, and would run on AWS as it is. Here the AWS account is in this computer's
# memory: nothing leaves this machine, nothing costs money, and nothing can be broken for good.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# ## What all four share
#
# **A payment that was made** is this dictionary. Every service of the insurer knows it in this form.
#
# ```json
# {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77",
#  "amount": 129.5, "currency": "EUR", "period": "2025-03", "channel": "web",
#  "paidAt": "2025-03-01T08:00:00Z"}
# ```
#
# `paymentId` says which payment it is: no two payments have the same. `period` is the month that it pays for.

# %% [markdown]
# ## E1: First resources
#
# *You practise: calling AWS with boto3, and set-up code that can be run again. Lesson step D1.*
#
# Before the insurer's services can work, a table and a queue have to be there. Whoever sets them up does not know whether
# somebody has done so already, or whether an earlier try broke off half way. So the code has to be safe to run again.
#
# **Given:** `dynamodb` and `sqs`, two boto3 clients; `prefix`, a text such as `"north"`, with which all names begin.
#
# **Deliver** the function `provision(dynamodb, sqs, prefix)`. After it has run,
#
# 1. there is a DynamoDB table `<prefix>-customer-payments`, whose key is `paymentId` (a text), and nothing besides;
# 2. there is an SQS queue `<prefix>-sales-q`;
# 3. the function has returned where they are, a dictionary with these two entries: `{"tableArn": ..., "queueUrl": ...}`.
#
# It may be called again with the same prefix. Then
#
# 4. what is there stays as it is, with all that is in it; what is missing is created; and the same is returned.
#
# **Example.** `provision(dynamodb, sqs, "north")` creates `north-customer-payments` and `north-sales-q` and returns
#
# ```python
# {"tableArn": "arn:aws:dynamodb:us-east-1:123456789012:table/north-customer-payments",
#  "queueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/north-sales-q"}
# ```
#
# Take both from what AWS answers; do not put them together yourself. The prefix in your table is one of those that the check uses.
#
# | Checked | Points |
# | --- | --- |
# | After one call, the table and the queue are there | 4 |
# | A second call changes nothing, and each call returns the ARN and the URL | 3 |
# | Another prefix gives another table and another queue | 3 |

# %%
task("m01.e1")


# %% solution="m01.e1"
def provision(dynamodb, sqs, prefix):
    """See to it that the table and the queue are there; return {"tableArn": ..., "queueUrl": ...}."""
    ### BEGIN SOLUTION
    table, key = f"{prefix}-customer-payments", {"AttributeName": "paymentId"}
    try:
        dynamodb.create_table(
            TableName=table,
            KeySchema=[{**key, "KeyType": "HASH"}],
            AttributeDefinitions=[{**key, "AttributeType": "S"}],  # a text
            BillingMode="PAY_PER_REQUEST",
        )
        # On AWS a table takes some seconds to come up. Here it is there at once, and the wait takes no time.
        dynamodb.get_waiter("table_exists").wait(TableName=table)
    except dynamodb.exceptions.ResourceInUseException:
        pass  # it is there already, which is all that we want

    # Asked of AWS in both cases, so that the first call and the second one return the same.
    found = dynamodb.describe_table(TableName=table)["Table"]

    # A queue that is there already, with the same settings, is no error to SQS: it returns that queue's URL.
    queue = sqs.create_queue(QueueName=f"{prefix}-sales-q")
    return {"tableArn": found["TableArn"], "queueUrl": queue["QueueUrl"]}
    ### END SOLUTION


# %% [markdown]
# Try it: an empty account, and two calls. Both should print the same, and the map shows what is there.

# %%
from botocore.exceptions import ClientError
from IPython.display import display

from course import widgets
from course.cloud import Account

try:
    with Account() as account:
        dynamodb, sqs = account.client("dynamodb"), account.client("sqs")
        print("first call: ", provision(dynamodb, sqs, "try"))
        print("second call:", provision(dynamodb, sqs, "try"))
        display(widgets.architecture_map(account.inventory()))
except ClientError as error:
    print("AWS refuses:", error)
except NotImplementedError:
    print("Write provision first, then run this cell again.")

# %% grade="m01.e1" points=10
grade("m01.e1", provision)

# %%
hints("m01.e1")

# %% [markdown]
# ## E2: Attached resources
#
# *You practise: taking names and addresses out of the code. Lesson step D4.*
#
# This function records a payment and tells sales. It works in production, and nowhere else: the name of the table, the
# address of the queue and the Region stand in its code. Whoever tries something out writes into production's books.
#
# ```python
# import json
# from decimal import Decimal
#
# import boto3
#
#
# def record_payment(payment):
#     dynamodb = boto3.resource("dynamodb", region_name="eu-central-1")
#     table = dynamodb.Table("prod-customer-payments")
#     table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})
#
#     sqs = boto3.client("sqs", region_name="eu-central-1")
#     sqs.send_message(
#         QueueUrl="https://sqs.eu-central-1.amazonaws.com/123456789012/prod-sales-q",
#         MessageBody=json.dumps(payment),
#     )
# ```
#
# **Deliver** the function `record_payment(payment, env)`. It does the same, but where things are it reads from `env`, a
# dictionary of texts. (On AWS it would be `os.environ`, the environment variables of the process.) `env` has these three entries:
#
# | Entry | What it is |
# | --- | --- |
# | `PAYMENTS_TABLE` | the name of the table |
# | `SALES_QUEUE_URL` | the address of the queue |
# | `REGION` | the Region in which both are |
#
# 1. The payment is stored in that table and sent to that queue, whole, just as the code above does it.
# 2. No name of a table or a queue and no Region is left in your cell.
# 3. If an entry is missing, your function raises an error whose text names the entry, and **nothing** has been written:
#    no row, no message.
#
# **Example.** With
#
# ```python
# env = {"PAYMENTS_TABLE": "test-ledger",
#        "SALES_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/test-inbox",
#        "REGION": "us-east-1"}
# ```
#
# the row is in `test-ledger`, the message in `test-inbox`, and production hears nothing. Without `REGION` in `env` there is an
# error, with `REGION` in its text.
#
# | Checked | Points |
# | --- | --- |
# | In each environment, the payment arrives in its own table and queue | 5 |
# | No name of a table or queue, and no Region, is left in the code | 3 |
# | A missing entry is named by the error, before anything is written | 2 |

# %%
task("m01.e2")

# %% solution="m01.e2"
import json
from decimal import Decimal

import boto3


def record_payment(payment, env):
    """Store the payment and tell sales, in the table and the queue that env names."""
    ### BEGIN SOLUTION
    # Everything is looked up before anything is written: a missing entry ends the function here, and its KeyError names it.
    region = env["REGION"]
    table_name = env["PAYMENTS_TABLE"]
    queue_url = env["SALES_QUEUE_URL"]

    table = boto3.resource("dynamodb", region_name=region).Table(table_name)
    table.put_item(Item={**payment, "amount": Decimal(str(payment["amount"]))})

    sqs = boto3.client("sqs", region_name=region)
    sqs.send_message(QueueUrl=queue_url, MessageBody=json.dumps(payment))
    ### END SOLUTION


# %% [markdown]
# Try it: the same function in two environments, then in one that lacks an entry.

# %%
from course.cloud import Account

payment = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5,
           "currency": "EUR", "period": "2025-03", "channel": "web", "paidAt": "2025-03-01T08:00:00Z"}  # fmt: skip


def environment(stage, region):
    """Make a table and a queue; return the environment that names them."""
    key = "paymentId"
    boto3.client("dynamodb", region_name=region).create_table(
        TableName=f"{stage}-ledger", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
    )  # fmt: skip
    url = boto3.client("sqs", region_name=region).create_queue(QueueName=f"{stage}-inbox")["QueueUrl"]
    return {"PAYMENTS_TABLE": f"{stage}-ledger", "SALES_QUEUE_URL": url, "REGION": region}


try:
    with Account() as account:
        for env in (environment("blue", "eu-central-1"), environment("green", "us-east-1")):
            record_payment(payment, env)
            dynamodb = boto3.client("dynamodb", region_name=env["REGION"])
            rows = dynamodb.scan(TableName=env["PAYMENTS_TABLE"])["Count"]
            print(env["PAYMENTS_TABLE"], "has", rows, "row")
        try:
            record_payment(payment, {"PAYMENTS_TABLE": "green-ledger", "REGION": "us-east-1"})
            print("SALES_QUEUE_URL was missing, and nobody noticed")
        except Exception as error:  # whatever your function raises
            print(f"without SALES_QUEUE_URL: {type(error).__name__}: {error}")
except NotImplementedError:
    print("Write record_payment first, then run this cell again.")

# %% grade="m01.e2" points=10
grade("m01.e2", record_payment)

# %%
hints("m01.e2")

# %% [markdown]
# ## E3: Stateless process
#
# *You practise: keeping what must last where all workers can reach it. Lesson step D5.*
#
# Sales wants to know how many payments were made in each month. Somebody has written this, and it is called once for each payment:
#
# ```python
# months = []
#
#
# def count_payment(payment, table):
#     months.append(payment["period"])
#     number = months.count(payment["period"])
#     table.put_item(Item={"period": payment["period"], "payments": number})
# ```
#
# The numbers are wrong. The code runs as a Lambda function, in several **workers** at once, each with a list of its own. And now and then
# Lambda ends a worker and starts another one: a **cold start**, which runs the cell anew, with an empty list.
#
# **Given:** `payment`, one payment as above; `table`, a boto3 DynamoDB `Table` with one row a month. Its key is `period`, a text such as
# `"2025-03"`. In the beginning it is empty.
#
# **Deliver** the function `count_payment(payment, table)`, which counts in that table.
#
# 1. The row of a month tells, as a number, how many payments of that month there were. The name of that field is the value of `field`
#    in your table below. The first payment of a month makes the row, with 1.
# 2. The numbers are right in the end: with one worker or with three at the same moment, and with cold starts in between.
# 3. Each payment is counted by **one** write to the table, and your cell keeps nothing in memory or in a file from one payment to the
#    next. (What no payment changes may be kept, a client for example.)
#
# Each payment comes once. What the function returns is not looked at. The check deploys **your whole cell**, just as it stands:
# what your function needs, an import or a second function, has to be in that cell, too.
#
# **Example**, with `field` = `made_here`: after three payments, two of them for 2025-03 and one for 2025-04, the table has the rows
# `{"period": "2025-03", "made_here": 2}` and `{"period": "2025-04", "made_here": 1}`.
#
# | Checked | Points |
# | --- | --- |
# | The count survives cold starts | 3 |
# | With three workers and two cold starts, all 18 payments are counted | 3 |
# | Each payment is counted by one write that cannot undo another one | 2 |
# | Nothing that a payment changes is kept in the process | 2 |

# %%
task("m01.e3")


# %% solution="m01.e3"
def count_payment(payment, table):
    """Count a payment in the row of its month."""
    ### BEGIN SOLUTION
    # Nobody reads the number, adds one and writes it back: two workers would do so at the same moment, and one of the two
    # payments would be lost. ADD lets the database do it, one payment after the other. Where there is no row or no field
    # yet, it begins at nought.
    table.update_item(
        Key={"period": payment["period"]},
        UpdateExpression="ADD #field :one",
        ExpressionAttributeNames={"#field": "noted_harbour"},
        ExpressionAttributeValues={":one": 1},
    )
    ### END SOLUTION


# %% [markdown]
# Try it: your cell is deployed as a function, and three workers run it at the same moment, four times, with a cold start in the
# middle. That makes 12 payments. (How a function is deployed is a matter of later modules; you need not read the cell for
# this exercise.)

# %%
import io
import json
import linecache
import zipfile

from course.cloud import Account

# What Lambda calls: it hands the payment and the table to your function.
caller = """
import boto3
from your_cell import count_payment
table = boto3.resource("dynamodb").Table("try-month-counts")
def handler(event, context):
    count_payment(event, table)
"""
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("app.py", caller)
    # The text of your cell, as you ran it last.
    text = linecache.getlines(count_payment.__code__.co_filename)
    archive.writestr("your_cell.py", "".join(text))

with Account() as account:
    dynamodb, lambda_ = account.client("dynamodb"), account.client("lambda")
    dynamodb.create_table(
        TableName="try-month-counts", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "period", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "period", "AttributeType": "S"}],
    )  # fmt: skip
    role = account.client("iam").create_role(RoleName="try", AssumeRolePolicyDocument="{}")
    lambda_.create_function(
        FunctionName="try-counter", Runtime="python3.12", Handler="app.handler",
        Role=role["Role"]["Arn"], Code={"ZipFile": package.getvalue()},
    )  # fmt: skip

    def call(number):
        """Call the function with one payment; return what went wrong, if anything."""
        payment = {"paymentId": f"PAY-{number:06}", "period": "2025-03" if number % 3 else "2025-04"}
        answer = lambda_.invoke(FunctionName="try-counter", Payload=json.dumps(payment))
        document = json.loads(answer["Payload"].read())
        return document["errorMessage"] if "FunctionError" in answer else None

    problems = set()
    for turn in range(4):
        if turn == 2:
            account.functions.cool()  # all workers are ended: the next ones start cold
        workers = [account.clock.spawn(call, 3 * turn + at) for at in range(3)]
        problems |= {account.clock.wait(worker) for worker in workers} - {None}

    print("problems:", problems or "none")
    print("8 payments of 2025-03 and 4 of 2025-04 were made. The table says:")
    for row in dynamodb.scan(TableName="try-month-counts")["Items"]:
        print("  ", row)

# %% grade="m01.e3" points=10
grade("m01.e3", count_payment)

# %%
hints("m01.e3")

# %% [markdown]
# ## E4: The lost payment
#
# *You practise: finding out what two services do not agree on. Lesson step D3.*
#
# It was a faulty day. Each payment should be in the table of the customer service and in that of sales. Some are in one of
# them only: the customer has paid and sales does not know, or sales counts on a payment that nobody has made. Support wants to know
# which ones.
#
# **Given:** `customer_items` and `sales_items`, the rows of the two tables: lists of dictionaries, in no particular order. Each row has
# a `paymentId`, and other fields besides. A row may be there twice; that is no fault, and means nothing. Two payments may well have the same
# amount.
#
# **Deliver** the function `missing(customer_items, sales_items)`. It returns a dictionary with these two entries, each a list (or a set) of
# payment ids, in any order, each id once:
#
# - `"unknown_to_sales"`: ids that are in the customer service's table and not in sales';
# - `"never_paid"`: ids that are in sales' table and not in the customer service's.
#
# **Example.**
#
# ```python
# customer_items = [{"paymentId": "PAY-1", "amount": 50},
#                   {"paymentId": "PAY-2", "amount": 80}]
# sales_items = [{"paymentId": "PAY-2", "amount": 80},
#                {"paymentId": "PAY-9", "amount": 50},
#                {"paymentId": "PAY-2", "amount": 80}]
#
# missing(customer_items, sales_items)
# # {"unknown_to_sales": ["PAY-1"], "never_paid": ["PAY-9"]}
# ```
#
# Your table shows the ids in the two tables on one such day; the check looks at that day and at others.
#
# | Checked | Points |
# | --- | --- |
# | It names the payments that sales never heard of | 4 |
# | It names the payments that sales has and nobody paid | 4 |
# | It copes with empty tables | 2 |

# %%
task("m01.e4")


# %% solution="m01.e4"
def missing(customer_items, sales_items):
    """Return {"unknown_to_sales": [ids], "never_paid": [ids]}."""
    ### BEGIN SOLUTION
    # Only the id says which payment a row is about. In a set each id is there once, however often its row is.
    paid = {row["paymentId"] for row in customer_items}
    known = {row["paymentId"] for row in sales_items}
    # Two differences, because either table may lack what the other one has.
    return {"unknown_to_sales": sorted(paid - known), "never_paid": sorted(known - paid)}
    ### END SOLUTION


# %% [markdown]
# Try it with the example of the text.

# %%
customer_items = [{"paymentId": "PAY-1", "amount": 50}, {"paymentId": "PAY-2", "amount": 80}]
sales_items = [
    {"paymentId": "PAY-2", "amount": 80},
    {"paymentId": "PAY-9", "amount": 50},
    {"paymentId": "PAY-2", "amount": 80},
]

try:
    print(missing(customer_items, sales_items))
    print("expected: PAY-1 is unknown to sales, PAY-9 was never paid")
except NotImplementedError:
    print("Write missing first, then run this cell again.")

# %% grade="m01.e4" points=10
grade("m01.e4", missing)

# %%
hints("m01.e4")
