# ---
# title: "Parallel, Map, Distributed Map"
# module: m11
# ---

# %% [markdown]
# # M11 · Parallel, Map, Distributed Map
#
# A claim's video in five sizes, an order of three devices, five thousand payments in one night: work that need not stand in a line. By the end of this lesson you can let it run side by side, slow it down where a backend needs it, and keep one failure from spoiling the rest.
#
# **You will be able to**
#
# 1. run fixed branches, and as many items as there are, in parallel;
# 2. shape what each item is given, and what comes out together;
# 3. limit how many run at once, to protect a backend;
# 4. contain a failure to its branch or its item;
# 5. process a large file in S3 with a tolerated share of failures;
# 6. decide between Parallel, inline Map and Distributed Map.
#
# The steps are called D1 to D8, so that hints can send you back to one. Plan for 50 minutes here, 100 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**, change them, run them again.

# %%
import csv
import io
import json
import random
import zipfile

import boto3

from course.cloud import Account
from course.facts import fact
from course.widgets import (
    architecture_map,
    bars,
    before,
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
before("m11")

# %% [markdown]
# ## Where we stand
#
# So far a workflow did one thing after the other. Three jobs of the insurer want more:
#
# - **claims**: a video of the damage is made into five sizes, so that any telephone can show it;
# - **devices**: a customer orders telematics devices, usually three; each is checked, gathered and packed;
# - **payments**: at night every payment in the bank's file is compared with what we have.
#
# The account, a role, and a way to deploy a function: ordinary boto3, as before.

# %%
account = Account(seed=11).start()
iam, lambda_, s3, sfn = (boto3.client(name) for name in ["iam", "lambda", "s3", "stepfunctions"])
role = iam.create_role(RoleName="demo-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


def deploy(name, code):
    """Create a function, or give it other code."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("app.py", code)
    try:
        lambda_.create_function(
            FunctionName=name,
            Runtime="python3.12",
            Handler="app.handler",
            Role=role,
            Code={"ZipFile": file.getvalue()},
            Timeout=300,
        )
    except lambda_.exceptions.ResourceConflictException:
        lambda_.update_function_code(FunctionName=name, ZipFile=file.getvalue())


def put_machine(name, definition, type="STANDARD"):
    """Create a state machine, or give it another definition; return its ARN."""
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:{name}"
    try:
        sfn.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
    except sfn.exceptions.StateMachineDoesNotExist:
        sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn=role, type=type)
    return arn


def run(machine_arn, data):
    """Start an execution, wait for its end (in virtual time); return its ARN."""
    started = sfn.start_execution(stateMachineArn=machine_arn, input=json.dumps(data))
    account.settle()
    return started["executionArn"]


def end_of(execution_arn):
    """How an execution ended: status, seconds, and its output or error."""
    found = sfn.describe_execution(executionArn=execution_arn)
    took = (found["stopDate"] - found["startDate"]).total_seconds()
    said = json.loads(found["output"]) if "output" in found else found.get("error", "")
    return {"status": found["status"], "took (s)": round(took, 1), "output": said}


def call(function, payload="$", **fields):
    """A Task that calls a function, and has its answer for a result."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": function, "Payload.$": payload},
        "OutputPath": "$.Payload",
        **fields,
    }


# %% [markdown]
# ## D1 · Five lanes
#
# One function makes one size of a video. The larger the picture, the longer it works.

# %%
deploy(
    "demo-transcode",
    """
import os, time

SECONDS = {"240p": 4, "360p": 6, "480p": 9, "720p": 16, "1080p": 31}

class EncoderBroken(Exception):
    pass

def handler(event, context):
    size = event["resolution"]
    time.sleep(SECONDS[size])
    if size == os.environ.get("BROKEN"):
        raise EncoderBroken(f"no encoder for {size}")
    return {"resolution": size, "file": f"{event['videoId']}-{size}.mp4"}
""",
)

# %% [markdown]
# A **Parallel** state has a list of `Branches`. Each branch is a small state machine with a `StartAt` and `States` of its own. Each is given **the same input**, as a copy, and they run side by side. Here a Pass state in each lane adds the size that is wanted.

# %%
RESOLUTIONS = ["1080p", "720p", "480p", "360p", "240p"]


def lane(resolution, **handling):
    """A branch: say which resolution, then make it."""
    wanted = {"videoId.$": "$.videoId", "resolution": resolution}
    return {
        "StartAt": f"Want {resolution}",
        "States": {
            f"Want {resolution}": {
                "Type": "Pass",
                "Parameters": wanted,
                "Next": f"Make {resolution}",
            },
            f"Make {resolution}": call("demo-transcode", End=True, **handling),
        },
    }


video = {
    "StartAt": "All sizes",
    "States": {
        "All sizes": {
            "Type": "Parallel",
            "Branches": [lane(each) for each in RESOLUTIONS],
            "End": True,
        }
    },
}
state_machine(video)

# %% [markdown]
# > **Question.** The five take 31, 16, 9, 6 and 4 seconds. How long does the whole take? And in which order do the results come out: 1080p first, as it is written, or 240p first, as it is ready?

# %%
made = run(put_machine("demo-video", video), {"videoId": "V-9"})
lanes(made, title="One video, five sizes")

# %% [markdown]
# As long as the slowest lane: 31 seconds, and some milliseconds for the calls. Four lanes wait for it without costing anything. This is all that there is in the account so far, one workflow that asks one function in five ways:

# %%
architecture_map(account.inventory())

# %% [markdown]
# And the results:

# %%
table(end_of(made)["output"])

# %% [markdown]
# **The order of the branches, not that of arrival.** The result of a Parallel state is an array with one entry for each branch, each where its branch stands. There is no `$.file` in it: five lanes gave five answers, and nobody merged them for you. The first is `$[0]`, its file `$[0].file`. With `ResultSelector` you may give each a name:
#
# ```json
# "ResultSelector": {"large.$": "$[0].file", "small.$": "$[4].file"}
# ```
#
# A branch is closed in itself. A `Next` inside it can name states of the same branch only, and each lane has an end of its own. What follows after *all* lanes stands outside, at the Parallel state:

# %%
astray = json.loads(json.dumps(video))
astray["States"]["Done"] = {"Type": "Succeed"}
last = astray["States"]["All sizes"]["Branches"][4]["States"]["Make 240p"]
del last["End"]
last["Next"] = "Done"
state_machine(astray)

# %% [markdown]
# ## D2 · One lane fails
#
# Now one size cannot be made: its encoder is broken, and the function raises `EncoderBroken` when it has worked in vain.
#
# > **Question.** 240p is the first to be ready, after four seconds. What do we get if it fails then? And if 1080p fails, when the other four have long been made?


# %%
def caught(**fields):
    return [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", **fields}]


def video_with_catcher(place):
    """The workflow with a catcher nowhere, at the Parallel state, or in each lane."""
    whole = json.loads(json.dumps(video))
    outer = whole["States"]["All sizes"]
    if place == "at the Parallel state":
        outer["Catch"] = caught(Next="No sizes")
        whole["States"]["No sizes"] = {"Type": "Pass", "Result": {"failed": True}, "End": True}
    if place == "in each lane":
        outer["Branches"] = [lane(each, Catch=caught(Next=f"No {each}")) for each in RESOLUTIONS]
        for size, branch in zip(RESOLUTIONS, outer["Branches"], strict=True):
            mark = {"resolution": size, "failed": True}
            branch["States"][f"No {size}"] = {"Type": "Pass", "Result": mark, "End": True}
    return whole


def video_day(broken, catcher):
    """Make the sizes while one encoder is broken; return the execution."""
    variables = {"Variables": {"BROKEN": broken}}
    lambda_.update_function_configuration(FunctionName="demo-transcode", Environment=variables)
    execution = run(put_machine("demo-video", video_with_catcher(catcher)), {"videoId": "V-9"})
    lambda_.update_function_configuration(FunctionName="demo-transcode", Environment={"Variables": {}})
    return execution


def show_video(broken, catcher):
    execution = video_day(broken, catcher)
    ended = end_of(execution)
    output = ended.pop("output")
    sizes = output if isinstance(output, list) else [{"output": json.dumps(output)}]
    return [table([ended]), table(sizes), lanes(execution, title="The lanes")]


scenario(
    show_video,
    broken=["240p", "360p", "480p", "720p", "1080p"],
    catcher=["nowhere", "at the Parallel state", "in each lane"],
)

# %% [markdown]
# One branch that fails **fails the whole Parallel state**: the others are stopped where they are, and their results are gone, ready or not. (A function that was called goes on to its end, and is paid for. Only nobody listens any more.)
#
# Now choose the catcher *at the Parallel state*. The workflow goes on, but it still has no sizes: by then the lanes have been stopped. *In each lane*, the failure stays where it happened. The lane ends well, with a result that says what is missing, and the other four never hear of it.
#
# | Where the catcher stands | What the error spoils |
# | --- | --- |
# | nowhere | the execution |
# | at the Parallel state | all lanes, and the execution takes another way |
# | in a lane | that lane's own result |
#
# The same holds for each item of a Map.

# %%
PLACES = ["nowhere", "at the Parallel state", "in each lane"]
days = [{"catcher": place, **end_of(video_day("720p", place))} for place in PLACES]
video = video_with_catcher("in each lane")
table([day | {"output": json.dumps(day["output"])[:70]} for day in days])

# %% [markdown]
# ## D3 · As many as there are
#
# Five sizes are known when the definition is written. How many devices a customer orders is not: three, usually, or one, or twelve. A **Map** state has *one* inner state machine, its `ItemProcessor`, and runs it **for each item of a list**. Three steps for each device: check, gather, pack. Packing a dashcam takes longest.

# %%
deploy("demo-check", "def handler(event, context):\n    return event | {'available': True}\n")
deploy("demo-gather", "def handler(event, context):\n    return event | {'shelf': 'B-4'}\n")
deploy(
    "demo-pack",
    """
import time

def handler(event, context):
    time.sleep({"dashcam": 40, "tracker": 15}.get(event["item"]["device"], 5))
    return {"device": event["item"]["device"], "tracking": f"TR-{event['orderId']}-{event['position']}"}
""",
)
deploy(
    "demo-confirm",
    """
def handler(event, context):
    numbers = ", ".join(parcel["tracking"] for parcel in event["parcels"])
    return {"to": event["customerId"], "text": f"{len(event['parcels'])} parcels: {numbers or 'none'}"}
""",
)

PACK_ONE = {
    "ProcessorConfig": {"Mode": "INLINE"},
    "StartAt": "Check",
    "States": {
        "Check": call("demo-check", Next="Gather"),
        "Gather": call("demo-gather", Next="Pack"),
        "Pack": call("demo-pack", End=True),
    },
}
SELECTOR = {
    "orderId.$": "$.orderId",
    "position.$": "$$.Map.Item.Index",
    "item.$": "$$.Map.Item.Value",
}


def order_workflow(**fields):
    each = {
        "Type": "Map",
        "ItemsPath": "$.items",
        "ItemSelector": SELECTOR,
        "ItemProcessor": PACK_ONE,
        "ResultPath": "$.parcels",
        "Next": "Confirm",
        **fields,
    }
    confirm = call("demo-confirm", End=True)
    return {"StartAt": "Each device", "States": {"Each device": each, "Confirm": confirm}}


def order(*devices):
    items = [{"device": each} for each in devices]
    return {"orderId": "ORD-31", "customerId": "C-77", "items": items}


# %% [markdown]
# > **Question.** Dashcam, tracker, sensor: in which order do the tracking numbers stand in the confirmation?

# %%
packed = run(put_machine("demo-order", order_workflow()), order("dashcam", "tracker", "sensor"))
stepper(packed)

# %%
print(end_of(packed)["output"]["text"])

# %% [markdown]
# In the order of the list: position 0, 1, 2, though the dashcam was packed last. And *Confirm* ran once, when all were done. Choose an item in the picture above to see its own states.
#
# Four fields do the work:
#
# | Field | In JSONata | Says |
# | --- | --- | --- |
# | `ItemsPath` | `Items` | where the list is |
# | `ItemSelector` | the same | what each item is given |
# | `ItemProcessor` | the same | what is done with it |
# | `ResultPath` | `Output` | where the array of results goes |
#
# > **Question.** Without `ItemSelector`, what does an item know of its order?

# %%
LOOK = {"StartAt": "Look", "States": {"Look": {"Type": "Pass", "End": True}}}


def first_item(**fields):
    """What the first item of an order is given."""
    looking = {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": LOOK, "End": True}
    definition = {"StartAt": "Each", "States": {"Each": {**looking, **fields}}}
    return end_of(run(put_machine("demo-look", definition), order("dashcam", "tracker")))


side_by_side(
    {
        "without ItemSelector": first_item()["output"][0],
        "with ItemSelector": first_item(ItemSelector=SELECTOR)["output"][0],
    }
)

# %% [markdown]
# Nothing: it sees itself, and its order stays outside. `ItemSelector` packs both. `$` is the Map's own input, the order; `$$.Map.Item` knows the item's `Value` and `Index`.
#
# Often somebody tries another field to name the list. Break it:

# %%
first_item(InputPath="$.items", ItemsPath="$", ItemSelector=SELECTOR)

# %% [markdown]
# `InputPath` narrows what the **whole state** sees. Now `$` is the list alone, and there is no order to take a number from. Name the list with `ItemsPath`, and leave the input whole.
#
# > **Question.** An order with no devices at all: error, or not?

# %%
nothing = run(put_machine("demo-order", order_workflow()), order())
print(end_of(nothing)["status"], "·", end_of(nothing)["output"]["text"])

# %% [markdown]
# An empty list gives an empty list. That is right for the Map. Whether a customer should be told "0 parcels" is a question for whoever comes after it: a Choice on the length, for instance.
#
# One more thing suggests itself, and does not work: counting, in a variable of the workflow, what the items did.

# %%
counting = {
    "QueryLanguage": "JSONata",
    "StartAt": "Begin",
    "States": {
        "Begin": {"Type": "Pass", "Assign": {"packed": 0}, "Next": "Each device"},
        "Each device": {
            "Type": "Map",
            "Items": "{% $states.input.items %}",
            "ItemProcessor": {
                "StartAt": "Count",
                "States": {"Count": {"Type": "Pass", "Assign": {"packed": "{% $packed + 1 %}"}, "End": True}},
            },
            "Output": {"packed": "{% $packed %}"},
            "End": True,
        },
    },
}
state_machine(counting)

# %% [markdown]
# It is refused. Items run side by side: three of them read 0, and which one's 1 should stay? An item may **read** what lies outside, and set only what is its own. Its way to the outside is its **result**. So count the array of results, afterwards: `$count($states.result)`.
#
# ## D4 · How many at once?
#
# The packing station has three places. Whoever comes fourth is sent away at once. (Its function has a reserved concurrency of 3, and Lambda answers `Lambda.TooManyRequestsException`.) `MaxConcurrency` says how many items may run at once; 0, or nothing at all, means **as many as there are**.
#
# > **Question.** Twelve devices, and each takes its place for 5 seconds. With 0, does it take 5 seconds? Try 0, then 6, then 3, then 1. Try all again with the switch *retry*.

# %%
lambda_.put_function_concurrency(FunctionName="demo-pack", ReservedConcurrentExecutions=3)
TWELVE = order(*["sensor"] * 12)


def packing_day(at_once, retry):
    """Pack twelve devices; return the execution and how often the station sent somebody away."""
    processor = json.loads(json.dumps(PACK_ONE))
    if retry:
        refused = {"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2}
        processor["States"]["Pack"]["Retry"] = [refused | {"MaxAttempts": 8}]
    definition = order_workflow(ItemProcessor=processor, MaxConcurrency=at_once)
    execution = run(put_machine("demo-order", definition), TWELVE)
    events = sfn.get_execution_history(executionArn=execution, maxResults=1000)["events"]
    failed = [each.get("taskFailedEventDetails", {}).get("error") for each in events]
    return execution, failed.count("Lambda.TooManyRequestsException")


def show_packing(at_once, retry):
    execution, refused = packing_day(at_once, retry)
    ended = end_of(execution)
    row = {"status": ended["status"], "took (s)": ended["took (s)"], "sent away": refused}
    return [table([row]), lanes(execution, by="Each device", title="One lane for each device")]


scenario(
    show_packing,
    at_once={"values": (0, 12), "label": "MaxConcurrency", "start": 0},
    retry={"values": False, "label": "retry those that were sent away"},
)

# %%
rows = []
for at_once in [0, 6, 3, 1]:
    for retry in [False, True]:
        execution, refused = packing_day(at_once, retry)
        ended = end_of(execution)
        row = {"MaxConcurrency": at_once, "retry": "yes" if retry else "no", "sent away": refused}
        rows.append(row | {"status": ended["status"], "took (s)": ended["took (s)"]})
table(rows)

# %% [markdown]
# More at once than the backend bears is not faster. Without retries the first refusal ends everything. With them it works in the end, only later than necessary, after many calls for nothing. **The best limit is what the backend bears.** One at a time is safe, and slow.
#
# `MaxConcurrency` holds for *one* execution. Ten orders at once bring 30 callers; then a queue in front of the station (M04) protects it better. An inline Map runs only some items at once anyway, however many you allow:

# %%
lambda_.delete_function_concurrency(FunctionName="demo-pack")
print(fact("states.map.inline_concurrency"))

# %% [markdown]
# ## D5 · Five thousand, from a file
#
# Every night the bank sends a file: each payment that it knows of, one row each. It lies in S3.

# %%
COLUMNS = ["paymentId", "policyId", "customerId", "amount", "currency", "period", "channel", "paidAt"]


def put_file(key, how_many, unusable=0):
    """Write a CSV file of payments to S3; `unusable` of them have no number for an amount."""
    rng = random.Random(11)
    bad = set(rng.sample(range(how_many), unusable))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for at in range(how_many):
        amount = "?" if at in bad else f"{rng.randint(1000, 30000) / 100:.2f}"
        ids = [f"PAY-{at:06}", f"POL-{1000 + at % 900}", f"C-{at % 700}"]
        channel = rng.choice(["web", "app", "branch"])
        writer.writerow([*ids, amount, "EUR", "2025-03", channel, "2025-03-01T08:00:00Z"])
    s3.put_object(Bucket="demo-nightly", Key=key, Body=text.getvalue().encode())


s3.create_bucket(Bucket="demo-nightly")
put_file("payments.csv", 5000)

# %% [markdown]
# The function compares rows. It needs 20 milliseconds for each, and takes one row or a batch of them. Who asks for a payment whose amount is no number gets an error.

# %%
deploy(
    "demo-compare",
    """
import re, time

class UnusableRow(Exception):
    pass

def compare(row):
    if not re.fullmatch("[0-9.]+", row["amount"]):
        raise UnusableRow(row["paymentId"])
    return {"paymentId": row["paymentId"], "amount": float(row["amount"]), "state": "paid"}

def handler(event, context):
    rows = event.get("Items", [event])
    time.sleep(0.02 * len(rows))
    return [compare(row) for row in rows]
""",
)

# %% [markdown]
# A **Distributed Map** looks like the Map that you know. Four things are new:
#
# - `ItemReader`: the list is read **where it lies**, and never comes through the workflow's input;
# - `"Mode": "DISTRIBUTED"`: each item is an **execution of its own**, a child, with a history of its own;
# - `ItemBatcher`: a child may take many items at a time, as the list `Items` in its input;
# - `ResultWriter`: results go to S3 as well.
#
# `ExecutionType` says what the children are. Express is cheap and lasts five minutes at most; that is plenty here. The **parent must be Standard**: M12 has more of the two types.


# %%
def nightly(key="payments.csv", batch=1, at_once=20, **fields):
    """The nightly workflow: compare each row of a file, so many rows in a child, so many children at once."""
    child = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Compare",
        "States": {"Compare": call("demo-compare", End=True)},
    }
    each = {
        "Type": "Map",
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket": "demo-nightly", "Key": key},
        },
        "ItemProcessor": child,
        "MaxConcurrency": at_once,
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "demo-nightly", "Prefix": "results"},
        },
        "End": True,
        **fields,
    }
    if batch > 1:
        each["ItemBatcher"] = {"MaxItemsPerBatch": batch}
    return {"StartAt": "Each payment", "States": {"Each payment": each}}


def night(name="demo-nightly", **settings):
    """Run the nightly workflow once; return its execution."""
    return run(put_machine(name, nightly(**settings)), {})


def counts_of(execution):
    """How many children (or items) the Map Run of an execution had, by what became of them."""
    map_run = sfn.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    return sfn.describe_map_run(mapRunArn=map_run)


# %% [markdown]
# One execution of the parent, with its children as tiles. Turn the batch size. (Smaller batches take your computer longer than AWS: 500 children are 500 executions.)


# %%
def show_night(batch, at_once):
    execution = night(batch=batch, at_once=at_once)
    children = counts_of(execution)["executionCounts"]["total"]
    row = {"rows": 5000, "children": children, "took (s)": end_of(execution)["took (s)"]}
    return [table([row]), stepper(execution)]


scenario(
    show_night,
    batch={"values": [10, 50, 100, 500, 1000], "start": 100, "unit": "rows in a child"},
    at_once={"values": [5, 20, 100], "start": 20, "label": "MaxConcurrency"},
)

# %% [markdown]
# > **Question.** 5,000 rows at 20 ms are 100 seconds of work. With 20 children at once, 5 seconds at best. Which batch size comes close to it, and which is the cheapest?

# %%
nights = {}
for batch in [5, 10, 50, 100, 500, 1000]:
    before_it = account.meter().total
    execution = night(batch=batch)
    nights[batch] = {
        "rows in a child": batch,
        "children": counts_of(execution)["executionCounts"]["total"],
        "took (s)": end_of(execution)["took (s)"],
        "a thousand nights (USD)": round((account.meter().total - before_it) * 1000, 3),
    }
table(nights.values())

# %%
bars(
    {f"{batch:,} in a child": found["took (s)"] for batch, found in nights.items()},
    unit="s",
    title="Time, 20 children at once",
)

# %%
bars(
    {f"{batch:,} in a child": found["a thousand nights (USD)"] for batch, found in nights.items()},
    unit="USD",
    title="Cost of a thousand nights",
)

# %% [markdown]
# Time goes down a little first, then up again: with 1,000 rows in a child there are five children, and 15 of 20 places stay empty. Cost goes down with every step, since each child is a request to pay for. Enough batches to keep all places busy, and no more: here that is 50 to 100 rows.
#
# ## D6 · Some rows are bad
#
# A file from outside has rows that nobody can read. One bad row fails its child, and by default **one failed child fails the whole Map Run**. `ToleratedFailurePercentage` (or `ToleratedFailureCount`) allows for more.
#
# > **Question.** 1,000 rows, one row in a child, 2 % tolerated. What becomes of a night with 10 bad rows, and of one with 30?


# %%
def bad_night(bad, tolerated, batch=1):
    """A night with so many bad rows in a thousand; a row that says how it ended."""
    put_file("bad.csv", 1000, unusable=bad)
    execution = night(key="bad.csv", batch=batch, ToleratedFailurePercentage=tolerated)
    ended, run_of_it = end_of(execution), counts_of(execution)
    children, items = run_of_it["executionCounts"], run_of_it["itemCounts"]
    return {
        "bad rows": bad,
        "tolerated (%)": tolerated,
        "rows in a child": batch,
        "status": ended["status"],
        "children run": children["succeeded"] + children["failed"],
        "items failed": items["failed"],
        "error": ended["output"] if ended["status"] == "FAILED" else "",
    }


ten_of_a_thousand = bad_night(10, 2)
table([bad_night(0, 0), bad_night(1, 0), ten_of_a_thousand, bad_night(30, 2)])

# %% [markdown]
# Ten of a thousand are 1 %: tolerated, and the other 990 are done. With 30 the run is stopped as soon as more than 2 % have failed, with `States.ExceedToleratedFailureThreshold`. Children that were not begun by then never run.
#
# The unit is **per cent**, from 0 to 100. Whoever writes 0.02 tolerates two in ten thousand:

# %%
table([bad_night(10, 0.02), ten_of_a_thousand])

# %% [markdown]
# Now in batches of 100, since that was cheaper.
#
# > **Question.** Ten bad rows of a thousand, 2 % tolerated, ten children with 100 rows each. Does it pass?

# %%
table([ten_of_a_thousand, bad_night(10, 2, batch=100), bad_night(1, 2, batch=100)])

# %% [markdown]
# Not even with **one** bad row: its child fails, and with it all its hundred rows count as failed. That is 10 %. The tolerance counts items, but it is children that fail.
#
# So a row has to fail **alone, inside its child**. Two ways: the function itself sets bad rows aside and returns them as such; or the child has an inline Map over its `Items`, with a catcher *in* it, as in D2. Here the first:

# %%
deploy(
    "demo-compare",
    """
import re, time

def compare(row):
    if not re.fullmatch("[0-9.]+", row["amount"]):
        return {"paymentId": row["paymentId"], "state": "unusable"}
    return {"paymentId": row["paymentId"], "amount": float(row["amount"]), "state": "paid"}

def handler(event, context):
    rows = event.get("Items", [event])
    time.sleep(0.02 * len(rows))
    return [compare(row) for row in rows]
""",
)
table([bad_night(10, 2, batch=100), bad_night(30, 2, batch=100)])

# %% [markdown]
# Both pass, and no tile is red. But nobody stops at 30 any more, either: what is reported as data is no failure to Step Functions. Whoever reads the results has to count, and that is the next step.
#
# ## D7 · Where are the results?

# %%
put_file("bad.csv", 1000, unusable=30)
execution = night(key="bad.csv", batch=100)
end_of(execution)["output"]

# %% [markdown]
# The workflow's output is a **reference**: where the manifest is. The manifest names the files, and the files hold one entry for each child, with its input and its output.

# %%
where = end_of(execution)["output"]["ResultWriterDetails"]


def read(key):
    return json.loads(s3.get_object(Bucket="demo-nightly", Key=key)["Body"].read())


manifest = read(where["Key"])
table(
    [
        {"kind": kind, "file": file["Key"].rsplit("/", 1)[-1], "bytes": file["Size"]}
        for kind, files in manifest["ResultFiles"].items()
        for file in files
    ]
)

# %% [markdown]
# `ResultFiles` has three lists: `SUCCEEDED`, `FAILED`, `PENDING`. A night without failures has an empty list there, so code that reads the results must not expect a file. One entry:

# %%
children = [child for file in manifest["ResultFiles"]["SUCCEEDED"] for child in read(file["Key"])]
shortened = {name: str(value)[:90] for name, value in children[0].items()}
table([{"field": name, "value": value} for name, value in shortened.items()])

# %% [markdown]
# `Input` and `Output` are JSON **text** inside JSON. Unpack them, and we know what the night brought:

# %%
compared = [row for child in children for row in json.loads(child["Output"])]
unusable = [row["paymentId"] for row in compared if row["state"] == "unusable"]
paid = [row["amount"] for row in compared if row["state"] == "paid"]
table([{"rows": len(compared), "paid": len(paid), "EUR": round(sum(paid), 2), "unusable": len(unusable)}])

# %% [markdown]
# ## D8 · By value or by reference
#
# Could an inline Map not do the same? Read the file with a task, and map over its rows. What a state is given, and what it returns, has a limit:

# %%
print(fact("states.payload"))

# %%
file = s3.get_object(Bucket="demo-nightly", Key="payments.csv")["Body"].read().decode()
every_row = list(csv.DictReader(io.StringIO(file)))
sizes = {f"{many:,} rows": len(json.dumps(every_row[:many])) / 1024 for many in [10, 100, 1000, 5000]}
limit = fact("states.payload").value / 1024
bars({"the limit": limit, **sizes}, unit="KiB", title="So large is the list as a document")

# %% [markdown]
# A thousand rows come close to it, and five thousand are far beyond. A task that tries to bring them in fails with an error that says so:

# %%
bring_in = {
    "StartAt": "Read the file",
    "States": {
        "Read the file": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Parameters": {"Bucket": "demo-nightly", "Key": "payments.csv"},
            "End": True,
        }
    },
}
by_value = run(put_machine("demo-by-value", bring_in), {})
table([end_of(by_value)])

# %% [markdown]
# There is a second limit: all items of an inline Map write into **one history**. How many events is one device of D3?


# %%
def events_of(execution):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution)
    return sum(len(page["events"]) for page in pages)


machine = put_machine("demo-order", order_workflow())
few, more = (events_of(run(machine, order(*["sensor"] * many))) for many in [10, 20])
each = (more - few) // 10
most = fact("states.history").value
table([{"events for a device": each, "events allowed": most, "so devices at most": most // each}])

# %% [markdown]
# A Distributed Map knows neither limit: rows are read where they lie (**by reference**), each child has a history of its own, and results go back to S3. For an order of three devices that would be a lot of machinery. So which one?
#
# | | Parallel | inline Map | Distributed Map |
# | --- | --- | --- | --- |
# | what runs | different branches, known beforehand | the same steps for each item | the same steps for each item or batch |
# | how many | as many as are written | tens to some hundreds | up to millions |
# | the list | none | in the state's input | in the input, or in S3 |
# | at once | all branches | a few dozen | thousands |
# | where it is seen | the execution's own history | the execution's own history | an execution and a history for each child |
# | one failure | fails the state, unless caught in its branch | fails the state, unless caught in its item | fails a child; the run goes on as far as it tolerates |
# | result | array in branch order | array in item order | array, or files in S3 |
#
# ## Try it
#
# The nightly workflow with everything to turn. Can you find settings under which a night with 30 bad rows of a thousand is green, takes less than two seconds, and needs fewer than 50 children?


# %%
def your_night(batch, at_once, tolerated, bad):
    put_file("bad.csv", 1000, unusable=bad)
    execution = night(key="bad.csv", batch=batch, at_once=at_once, ToleratedFailurePercentage=tolerated)
    ended, found = end_of(execution), counts_of(execution)["executionCounts"]
    row = {"status": ended["status"], "took (s)": ended["took (s)"], "children": found["total"]}
    return [table([row | {"failed": found["failed"]}]), stepper(execution)]


scenario(
    your_night,
    batch={"values": [1, 10, 25, 100, 250], "start": 100},
    at_once={"values": [1, 5, 20, 100], "start": 5},
    tolerated={"values": [0, 1, 2, 5, 20, 100], "start": 2, "unit": "%"},
    bad={"values": [0, 1, 10, 30], "start": 30, "unit": "in a thousand"},
)

# %% [markdown]
# ## What you leave behind
#
# First what was only an experiment is cleared away. Then the account as you built it, drawn from what is in it.

# %%
put_machine("demo-video", video)
put_machine("demo-order", order_workflow(MaxConcurrency=3))
put_machine("demo-nightly", nightly(batch=100))
for name in ["look", "by-value"]:
    arn = f"arn:aws:states:us-east-1:123456789012:stateMachine:demo-{name}"
    sfn.delete_state_machine(stateMachineArn=arn)

architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m11_parallel_map/m11_parallel_map.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m11")

# %% [markdown]
# ## What to take away
#
# - **Parallel** runs different branches side by side, each with a copy of the input. **Map** runs the same steps for each item of a list.
# - Both take as long as the slowest, and return an **array in the order written**, whoever was first. Nothing is merged.
# - An item sees itself. `ItemSelector` gives it its order and its position.
# - One failure fails all, **unless it is caught inside** its branch or item.
# - `MaxConcurrency` is set by what the backend bears; 0 means no limit.
# - A **Distributed Map** reads its list from S3, gives each item or batch an execution of its own, tolerates a share of failures (in per cent, of items), and writes results to S3.
# - In a batch, a bad row must be set aside by itself, or it condemns its batch.
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | Children of a Map Run are started at once, up to the limit | Starting many thousands takes a ramp, and their services' own quotas count: Lambda's concurrency of the account is the first to be felt |
# | The share of failures is looked at after each child | It is looked at while many run, so a few more may have run before it stops |
# | Result files are one for each kind | Large runs have many, and the manifest names them all |
# | The role may do anything | It may start its own state machine, read the file, write the results: `states:StartExecution`, `s3:GetObject`, `s3:PutObject` |
# | Memory of an Express child beyond 64 MB is not measured | It is billed; a batch of large rows can need more |
# | A function's time is what it says it sleeps | Larger batches take longer, and must end within the function's and the child's limits |

# %%
progress("m11")
