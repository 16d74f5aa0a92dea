# ---
# title: "Exercises: side by side"
# module: m11
# ---

# %% [markdown]
# # Exercises: Parallel, Map, Distributed Map
#
# After these exercises you can
#
# - run fixed lanes side by side, and join what comes out of them,
# - walk a list of any length, with all that an item has to know beside it,
# - keep a failure in its lane, and a backend from being overrun,
# - work through a file of a thousand rows that nobody loads into a workflow,
# - add up what came of all items, inside of a workflow and from result files.
#
# The lesson belonging to them is [Parallel, Map, Distributed Map](../../lessons/m11_parallel_map.ipynb); "step D2" below
# means its step D2. Reckon with 15 to 35 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **A definition** is delivered as a Python dictionary (`True`, `None`) or as a text in JSON (`true`, `null`), in JSONPath or
# in JSONata, as you like. How you name its states is up to you, but no name may stand in it
# twice, not even in two lanes. What AWS would refuse is refused here, in AWS's words. A
# function may be called in any of the ways in which a Task can call one; its ARN begins with
# `arn:aws:lambda:us-east-1:123456789012:function:`. No function is to be tried again after it failed. Waiting takes no time:
# the clock is virtual.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# The next cell is what the cells "Try it" use: `tried` opens an empty account, creates the functions that you give it and a
# state machine with your definition, starts one execution, prints how it ended, and shows it. You need not understand it.

# %% locked="given_lab"
import io
import json
import zipfile

from course import widgets
from course.cloud import Account


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
    account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=make_role(account, f"{name}-role", "lambda.amazonaws.com"),
        Code={"ZipFile": package.getvalue()},
        Timeout=900,
    )


def execute(account, definition, given, kind="STANDARD"):
    """Create a state machine, let one execution run to its end, print how it ended; return its ARN."""
    states = account.client("stepfunctions")
    text = definition if isinstance(definition, str) else json.dumps(definition)
    role = make_role(account, "tried-role", "states.amazonaws.com")
    try:
        machine = states.create_state_machine(name="tried", definition=text, roleArn=role, type=kind)
    except states.exceptions.InvalidDefinition as refusal:
        print(refusal)
        return None
    started = states.start_execution(stateMachineArn=machine["stateMachineArn"], input=json.dumps(given))
    account.settle()
    ended = states.describe_execution(executionArn=started["executionArn"])
    print(*(ended[name] for name in ("status", "error", "cause") if name in ended))
    if "output" in ended:
        print("output:", json.dumps(json.loads(ended["output"]), indent=2))
    return started["executionArn"]


def tried(definition, given, functions, show="stepper"):
    """Run a definition once, in an account with these functions ({name: code}), and show it: stepper or lanes."""
    if definition is None:
        print("Write the definition first, then run this cell again.")
        return None
    with Account() as account:
        for name, code in functions.items():
            make_function(account, name, code)
        execution = execute(account, definition, given)
        return execution and getattr(widgets, show)(execution)


# %% [markdown]
# ## E1: Five resolutions
#
# *You practise: lanes side by side, joining their results, and keeping a failure in its lane. Lesson steps D1 and D2.*
#
# A policyholder sends a video with a claim. It is wanted in five resolutions: `240p`, `360p`, `480p`, `720p` and `1080p`.
#
# **Given:** with the prefix `north`, the function `north-transcode`. It makes one rendition, which takes
# seconds, or minutes.
#
# | It expects at least | It answers, for example |
# | --- | --- |
# | `videoId`, `source`, and `resolution`: one of the five texts | `{"resolution": "240p", "key": "V-301/240p.mp4", "megabytes": 12}` |
#
# The input of the execution is, for example,
# `{"videoId": "V-301", "source": "s3://claims/V-301.mov", "claimId": "CL-88"}`.
#
# **Deliver** `five_sizes`, the definition of a state machine that makes all five renditions at the same time. Its output is
# exactly
#
# 1. `videoId`, as it came in;
# 2. `renditions`, an object with five entries, each named for its resolution: what the function answered to it.
#
# **A rendition may fail**, under any error, a timeout (`States.Timeout`) among them. Then the execution succeeds all the
# same, with the other renditions in their places, and a mark in the place of this one: an object with `resolution` and
# `error`, the error's name.
#
# **Example.** The output for a video whose 480p failed:
#
# ```json
# {"videoId": "V-301",
#  "renditions": {
#    "240p": {"resolution": "240p", "key": "V-301/240p.mp4", "megabytes": 12},
#    "360p": {"resolution": "360p", "key": "V-301/360p.mp4", "megabytes": 18},
#    "480p": {"resolution": "480p", "error": "CodecError"},
#    "720p": {"resolution": "720p", "key": "V-301/720p.mp4", "megabytes": 36},
#    "1080p": {"resolution": "1080p", "key": "V-301/1080p.mp4", "megabytes": 54}}}
# ```
#
# | Checked, with several videos | Points |
# | --- | --- |
# | A video gives its id and its five renditions, each under its name | 4 |
# | A rendition that fails is marked, and the others are there: each of the five in turn, and several at once | 4 |
# | It takes as long as the slowest rendition, and not longer | 2 |

# %%
task("m11.e1")

# %% solution="m11.e1"
five_sizes = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
resolutions = ["240p", "360p", "480p", "720p", "1080p"]


def lane(resolution):
    """Return one branch: it makes a rendition, or says that it could not; either way it ends well."""
    return {
        "StartAt": f"Make {resolution}",
        "States": {
            f"Make {resolution}": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-15-transcode",
                # Every branch gets the same input. What makes this one different stands here.
                "Parameters": {
                    "videoId.$": "$.videoId",
                    "source.$": "$.source",
                    "resolution": resolution,
                },
                # The failure has to stop inside of the lane: once it leaves it, all five are lost. States.ALL takes
                # timeouts, too.
                "Catch": [
                    {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": f"Mark {resolution}"}
                ],
                "End": True,
            },
            f"Mark {resolution}": {
                "Type": "Pass",
                "Parameters": {"resolution": resolution, "error.$": "$.failure.Error"},
                "End": True,
            },
        },
    }


five_sizes = {
    "StartAt": "All sizes",
    "States": {
        "All sizes": {
            "Type": "Parallel",
            "Branches": [lane(resolution) for resolution in resolutions],
            # The result is a list, in the order in which the branches are written, whoever was ready first.
            "ResultSelector": {f"{name}.$": f"$[{at}]" for at, name in enumerate(resolutions)},
            # Beside the input, so that the video's id is not lost.
            "ResultPath": "$.renditions",
            "Next": "Answer",
        },
        "Answer": {
            "Type": "Pass",
            "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: a lane for each branch. Put your prefix in. Which rendition does the end wait for? Then let one fail.

# %%
prefix = "north"
fails = []  # for example ["480p"]
transcode = f"""
import time

SECONDS = {{"144p": 12, "240p": 20, "360p": 31, "480p": 150, "720p": 70, "1080p": 97, "2160p": 240}}


class CodecError(Exception):
    pass


def handler(event, context):
    resolution = event["resolution"]
    time.sleep(SECONDS[resolution])
    if resolution in {fails!r}:
        raise CodecError("the picture is upside down")
    key = event["videoId"] + "/" + resolution + ".mp4"
    return {{"resolution": resolution, "key": key, "megabytes": 12}}
"""
video = {"videoId": "V-301", "source": "s3://claims/V-301.mov", "claimId": "CL-88"}
tried(five_sizes, video, {f"{prefix}-transcode": transcode}, show="lanes")

# %% grade="m11.e1" points=10
grade("m11.e1", five_sizes)

# %%
hints("m11.e1")

# %% [markdown]
# ## E2: Three items
#
# *You practise: a Map over a list of any length, what an item has to know, and the order of results. Lesson step D3.*
#
# The insurer sends telematics devices to its customers: three with most orders, but who knows. Each item of an order is
# handled by itself; at the end the customer gets one confirmation.
#
# **Given:** with the prefix `north`, five functions. `orderNo` stands for the name in your table (`order_id`).
#
# | Function | Expects at least | Answers, for example |
# | --- | --- | --- |
# | `north-check` | see below | `{"available": true}` |
# | `north-gather` | see below | `{"shelf": "T-2"}` |
# | `north-package` | see below | `{"tracking": "T-4711", "packedAt": "08:02:30"}` |
# | `north-back-order` | see below | `{"ticket": "W-12"}` |
# | `north-confirm` | `orderNo`, `customerId`, and `tracking`: a list of tracking numbers | `{"sent": true}` |
#
# The first four handle one item. Each expects at least `sku` and `quantity` of the item, `orderNo` of its order, and
# `position`: its place in the list, as a number, counted from 0.
#
# The input of the execution is, for example (`things` stands for the name in your table, `items`):
#
# ```json
# {"orderNo": "O-5501", "customerId": "C-77",
#  "things": [{"sku": "TEL-2", "quantity": 1}, {"sku": "CAB-1", "quantity": 2},
#             {"sku": "SIM-9", "quantity": 1}]}
# ```
#
# **Deliver** `three_items`, the definition of a state machine. It
#
# 1. calls check for each item; then gather and package, in this order, if it is available, or else back-order;
# 2. calls confirm once, when all items are done, with the tracking numbers of the items that were packed, in the order of the
#    items; an order may have any number of items, also none, and then the list is empty;
# 3. succeeds. What the output is does not matter.
#
# **Example.** Of the three items above the second is not there. Whatever was packed first, confirm is called with
# `{"orderNo": "O-5501", "customerId": "C-77", "tracking": ["<of TEL-2>", "<of SIM-9>"]}`.
#
# | Checked, with orders of 0, 1, 3 and 12 items, and more | Points |
# | --- | --- |
# | Each item is checked, and then gathered and packed, or put on back-order | 3 |
# | The confirmation lists the tracking numbers in the order of the items | 3 |
# | Each order has one confirmation, when all else is done, and the execution succeeds | 2 |
# | Whoever handles an item knows the order's id and the item's position, under your names | 2 |

# %%
task("m11.e2")

# %% solution="m11.e2"
three_items = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:river-10"

three_items = {
    "StartAt": "Each item",
    "States": {
        "Each item": {
            "Type": "Map",
            "ItemsPath": "$.devices",
            # The item alone would not know whose it is: here everything that it needs is packed.
            "ItemSelector": {
                "orderId.$": "$.orderId",
                "position.$": "$$.Map.Item.Index",
                "sku.$": "$$.Map.Item.Value.sku",
                "quantity.$": "$$.Map.Item.Value.quantity",
            },
            "ItemProcessor": {
                "StartAt": "Check",
                "States": {
                    "Check": {
                        "Type": "Task",
                        "Resource": f"{FUNCTIONS}-check",
                        "ResultPath": "$.stock",
                        "Next": "There?",
                    },
                    "There?": {
                        "Type": "Choice",
                        "Choices": [
                            {"Variable": "$.stock.available", "BooleanEquals": True, "Next": "Gather"}
                        ],
                        "Default": "Back-order",
                    },
                    "Gather": {
                        "Type": "Task",
                        "Resource": f"{FUNCTIONS}-gather",
                        "ResultPath": None,
                        "Next": "Package",
                    },
                    # What an item's last state hands on is its result.
                    "Package": {"Type": "Task", "Resource": f"{FUNCTIONS}-package", "End": True},
                    "Back-order": {"Type": "Task", "Resource": f"{FUNCTIONS}-back-order", "End": True},
                },
            },
            # The results stand in the order of the items, beside the order.
            "ResultPath": "$.results",
            "Next": "Confirm",
        },
        "Confirm": {
            "Type": "Task",
            "Resource": f"{FUNCTIONS}-confirm",
            "Parameters": {
                "orderId.$": "$.orderId",
                "customerId.$": "$.customerId",
                # Of each result that has one. Where none has, this is an empty list.
                "tracking.$": "$.results[*].tracking",
            },
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: three items, of which the second is not there. Put your prefix and your names in. Then an order without any items.

# %%
prefix = "north"
order = {
    "orderNo": "O-5501",
    "customerId": "C-77",
    "things": [
        {"sku": "TEL-2", "quantity": 1},
        {"sku": "CAB-1", "quantity": 2},
        {"sku": "SIM-9", "quantity": 1},
    ],
}
check = 'def handler(event, context):\n    return {"available": not event["sku"].startswith("CAB")}\n'
package = """
import time


def handler(event, context):
    time.sleep(100 - 30 * event["position"])
    return {"tracking": "T-" + event["sku"], "packedAt": time.strftime("%H:%M:%S")}
"""
answers = {"gather": {"shelf": "T-2"}, "back-order": {"ticket": "W-12"}, "confirm": {"sent": True}}
works = {name: f"def handler(event, context):\n    return {answer!r}\n" for name, answer in answers.items()}
functions = {f"{prefix}-{name}": code for name, code in {"check": check, "package": package, **works}.items()}
tried(three_items, order, functions)

# %% grade="m11.e2" points=10
grade("m11.e2", three_items)

# %%
hints("m11.e2")

# %% [markdown]
# ## E3: From branches to items
#
# *You practise: one lane for items of any number, and a bound on how many are at work at once. Lesson step D4.*
#
# The five resolutions of E1 were yesterday's. From now on each video says which ones it wants, and the machine on which
# `north-transcode` runs breaks down if it makes too many renditions at the same time.
#
# **Given:** the function `north-transcode` of E1, with your prefix: it now knows more resolutions. The input of the execution is, for
# example,
# `{"videoId": "V-301", "source": "s3://claims/V-301.mov", "resolutions": ["480p", "240p", "2160p"]}`.
# The list may be of any length, also empty.
#
# **Deliver** `any_sizes`, the definition of a state machine. Its output is exactly
#
# 1. `videoId`, as it came in;
# 2. `renditions`, now a list, in the order of `resolutions`: what the function answered to each, or, where it failed under any error,
#    the mark of E1 with `resolution` and `error`.
#
# Two things are new: at most `at_once` renditions (see your table) are made at the same time, and no fewer as long as there
# are that many to make; and the work is written down once: **one** Task state calls the function.
#
# **Example.** The output, where 240p failed:
#
# ```json
# {"videoId": "V-301",
#  "renditions": [
#    {"resolution": "480p", "key": "V-301/480p.mp4", "megabytes": 24},
#    {"resolution": "240p", "error": "CodecError"},
#    {"resolution": "2160p", "key": "V-301/2160p.mp4", "megabytes": 108}]}
# ```
#
# | Checked, with lists of 5, 7, 1 and no resolutions, and more | Points |
# | --- | --- |
# | A list of any length gives its renditions, in the order of the list | 4 |
# | A rendition that fails is marked, and the others are there | 2 |
# | As many are made at once as may be, and never more | 3 |
# | The work is written down once | 1 |

# %%
task("m11.e3")

# %% solution="m11.e3"
any_sizes = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
any_sizes = {
    "StartAt": "Each size",
    "States": {
        "Each size": {
            "Type": "Map",
            "ItemsPath": "$.resolutions",
            # So many lanes; each takes the next item when its last one is done.
            "MaxConcurrency": 4,
            # An item is a mere text. Its video goes with it.
            "ItemSelector": {
                "videoId.$": "$.videoId",
                "source.$": "$.source",
                "resolution.$": "$$.Map.Item.Value",
            },
            "ItemProcessor": {
                "StartAt": "Make",
                "States": {
                    "Make": {
                        "Type": "Task",
                        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:coast-85-transcode",
                        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Mark"}],
                        "End": True,
                    },
                    "Mark": {
                        "Type": "Pass",
                        "Parameters": {"resolution.$": "$.resolution", "error.$": "$.failure.Error"},
                        "End": True,
                    },
                },
            },
            "ResultPath": "$.renditions",
            "Next": "Answer",
        },
        "Answer": {
            "Type": "Pass",
            "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
            "End": True,
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: seven resolutions. How many lanes are busy at the same time? The function is that of E1's cell "Try it"; put your prefix
# in.

# %%
prefix = "north"
sizes = ["144p", "240p", "360p", "480p", "720p", "1080p", "2160p"]
video = {"videoId": "V-301", "source": "s3://claims/V-301.mov", "resolutions": sizes}
tried(any_sizes, video, {f"{prefix}-transcode": transcode}, show="lanes")

# %% grade="m11.e3" points=10
grade("m11.e3", any_sizes)

# %%
hints("m11.e3")

# %% [markdown]
# ## E4: Nightly reconciliation
#
# *You practise: a Distributed Map over a file in S3, what it tolerates, batches, and where the results go. Lesson steps D5 to D8.*
#
# Each night the bank puts a statement into a bucket: a CSV file, mostly with 1,000 rows, whose first row names the columns.
#
# ```
# paymentId,policyId,amount,booking,remittance
# PAY-000123,POL-1042,129.50,booked,"Monthly payment by standing order ..."
# PAY-000124,POL-2207,n/a,booked,"Monthly payment by standing order ..."
# PAY-000125,POL-1313,42.00,returned,"Monthly payment by standing order ..."
# ```
#
# The last column is long; the file has more bytes than a state may hand on. A few rows have no usable amount.
#
# **Given:** with the prefix `north`, the function `north-reconcile`. It takes one row as it stands in the file, with the columns'
# names, and answers `{"paymentId": "PAY-000123", "outcome": "paid", "amount": 129.5}`, the outcome being `"paid"` or `"refused"`. For a
# row without a usable amount it fails with `UnusableRow`. The input of an execution is
# `{"bucket": "bank-statements", "key": "2025-03-31.csv"}`; other nights have other keys.
#
# **Deliver** three names.
#
# `one_by_one`, the definition of a state machine in which
#
# 1. a Distributed Map reads the rows from the file in S3, and an Express child execution for each row calls the function;
# 2. at most `tolerated_percent` per cent of the rows may fail (see your table); with more, the execution fails with
#    `States.ExceedToleratedFailureThreshold`, which nobody catches;
# 3. the results are written to S3, into the bucket that the file is in, under the prefix `results` of your table.
#
# `in_batches`, the same with batches: each Express child gets `rows_per_batch` rows (the last one the rest), and its output is a list
# with one entry for each of its rows, in their order: what the function answered, or for an unusable row
# `{"paymentId": "PAY-000124", "outcome": "unusable"}`. An unusable row is reported, and does not condemn its batch: however many there
# are, the execution succeeds. Each row is handed to the function once. The results are written to the same place.
#
# `parent_type`, the type of both state machines: `"STANDARD"` or `"EXPRESS"`.
#
# **Example.** With two per cent and 1,000 rows, 15 unusable ones are tolerated and 30 are not. With batches of 100 there are
# 10 children, and with 30 unusable rows all 10 succeed.
#
# | Checked, with files of 1,000 rows and smaller ones | Points |
# | --- | --- |
# | `one_by_one`: a few unusable rows are tolerated, and with more of them it fails as it should | 4 |
# | `one_by_one`: children are Express, and their results lie in the bucket | 1 |
# | `in_batches`: each batch has one child, and each row is reconciled once | 2 |
# | `in_batches`: each row is reported, and the unusable ones as unusable | 2 |
# | `in_batches`: children are Express, and their results lie in the bucket | 1 |

# %%
task("m11.e4")

# %% solution="m11.e4"
parent_type = None  # "STANDARD" or "EXPRESS"
one_by_one = None  # {"StartAt": ..., "States": {...}}
in_batches = None  # {"StartAt": ..., "States": {...}}
### BEGIN SOLUTION
# A Map Run may last for days and is looked up while it does; only a Standard parent can hold one. The children may be Express.
parent_type = "STANDARD"

reconcile = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:hill-72-reconcile"}


def over_the_rows(children, **fields):
    """Return a definition that reads the rows from S3, lets children work on them, and writes the results to S3."""
    each_row = {
        "Type": "Map",
        # The Map reads the file where it lies: no state ever hands it on.
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"},
        },
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            **children,
        },
        # Nor does the list of results come back: it might be as large.
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket.$": "$.bucket", "Prefix": "bookings"},
        },
        **fields,
        "End": True,
    }
    return {"StartAt": "Each row", "States": {"Each row": each_row}}


one_by_one = over_the_rows(
    {"StartAt": "Reconcile", "States": {"Reconcile": {**reconcile, "End": True}}},
    # A percentage, from 0 to 100: 0.02 would be one row in five thousand.
    ToleratedFailurePercentage=2,
)

in_batches = over_the_rows(
    {
        "StartAt": "Rows of a batch",
        "States": {
            # A child gets {"Items": [...]}, and walks them by an inline Map. The error is caught in there: a child that fails
            # would count for all of its rows.
            "Rows of a batch": {
                "Type": "Map",
                "ItemsPath": "$.Items",
                "ItemProcessor": {
                    "StartAt": "Reconcile",
                    "States": {
                        "Reconcile": {
                            **reconcile,
                            "Catch": [
                                {
                                    "ErrorEquals": ["UnusableRow"],
                                    "ResultPath": "$.failure",
                                    "Next": "Report",
                                }
                            ],
                            "End": True,
                        },
                        "Report": {
                            "Type": "Pass",
                            "Parameters": {"paymentId.$": "$.paymentId", "outcome": "unusable"},
                            "End": True,
                        },
                    },
                },
                "End": True,
            }
        },
    },
    ItemBatcher={"MaxItemsPerBatch": 50},
)
### END SOLUTION

# %% [markdown]
# Try it with a file of 200 rows. The next cell makes the file and the function, and says what came of them; you need not
# understand it.

# %% locked="given_bank"
RECONCILE = """
class UnusableRow(Exception):
    pass


def handler(event, context):
    try:
        amount = float(event["amount"])
    except ValueError:
        raise UnusableRow(event["paymentId"])
    outcome = "paid" if event["booking"] == "booked" else "refused"
    return {"paymentId": event["paymentId"], "outcome": outcome, "amount": amount}
"""


def statement(unusable):
    """Return a file of 200 rows, the first ones unusable."""
    rows = ["paymentId,policyId,amount,booking,remittance"]
    for number in range(200):
        amount = "n/a" if number < unusable else f"{number}.50"
        booking = "booked" if number % 9 else "returned"
        rows.append(f"PAY-{number:06},POL-1042,{amount},{booking},Monthly payment")
    return "\n".join(rows)


def reconciled(definition, kind, prefix, unusable):
    """Run a definition over a file; print how items and children went, and show the files in the bucket."""
    if definition is None or kind is None:
        print("Write the definition and parent_type first, then run this cell again.")
        return None
    with Account() as account:
        s3, states = account.client("s3"), account.client("stepfunctions")
        s3.create_bucket(Bucket="bank-statements")
        s3.put_object(Bucket="bank-statements", Key="2025-03-31.csv", Body=statement(unusable).encode())
        make_function(account, f"{prefix}-reconcile", RECONCILE)
        given = {"bucket": "bank-statements", "key": "2025-03-31.csv"}
        execution = execute(account, definition, given, kind)
        if execution is None:
            return None
        for found in states.list_map_runs(executionArn=execution)["mapRuns"]:
            run = states.describe_map_run(mapRunArn=found["mapRunArn"])
            for what in ("itemCounts", "executionCounts"):
                counts = {name: run[what][name] for name in ("total", "succeeded", "failed", "aborted")}
                print(f"{what}: {counts}")
        objects = s3.list_objects_v2(Bucket="bank-statements")["Contents"]
        for key in (each["Key"] for each in objects if "/FAILED_" in each["Key"]):
            first = json.loads(s3.get_object(Bucket="bank-statements", Key=key)["Body"].read())[0]
            print(f"the first child that failed: {first['Error']}, {first['Cause']}")
        files = [{"file": each["Key"], "bytes": each["Size"]} for each in objects]
        return widgets.table(files, "the bucket afterwards")


# %% [markdown]
# Put your prefix in. Then change how many of the 200 rows are unusable, and try `in_batches`.

# %%
reconciled(one_by_one, parent_type, prefix="north", unusable=3)

# %% grade="m11.e4" points=10
grade("m11.e4", parent_type, one_by_one, in_batches)

# %%
hints("m11.e4")

# %% [markdown]
# ## E5: Totals
#
# *You practise: what concerns all items together, inside of a workflow and from the files of a Map Run. Lesson steps D3 and D7.*
#
# **Part 1.** At the end of a day, somebody wants to know how many payments came in by each channel, and what they were worth.
#
# **Given:** with the prefix `north`, the function `north-look-up`. It expects `paymentId`, and answers, for example,
# `{"paymentId": "PAY-000123", "channel": "web", "cents": 12950}`. The definition `looked_up` in the first cell below calls it for each
# payment, by an inline Map in JSONata. Its input is a list of ids, `{"payments": ["PAY-000123", "PAY-000124", ...]}`; its output is the
# list of what the function answered.
#
# **Deliver** `totals`, a definition that does the same and then adds up: no other function is called. The output is an object with one
# entry for each channel of which there is a payment, with two numbers, under your names (`count` and `sum` in your table): how many
# payments, and the sum of their cents. Write it in JSONata, which can group and sum; which channels there are is not known beforehand.
# There may be one payment only, or none: then the output is `{}`.
#
# **Example.** With the names `many` and `total`, for three payments:
# `{"web": {"many": 2, "total": 25900}, "app": {"many": 1, "total": 500}}`.
#
# **Part 2.** In the morning, somebody wants to know what came of the night of E4. The parent of a Map Run of 1,000 children does not
# know it: the results lie in files.
#
# **Given:** the second cell below shows what lies in the folder of a run of four rows (`one_by_one` of E4). `manifest.json` lists the result
# files. Under `SUCCEEDED` and `FAILED` stand the files of children that ended so; there may be several of each, and where no child
# ended so, there is none. Other lists, such as `PENDING`, do not count. A file is a list of records, one a child; an `Output` is
# the text of what the function answered.
#
# **Deliver** `summarise(s3, bucket, prefix)`. `s3` is a client of boto3, `prefix` the folder of the run, such as
# `"bookings/8f14e45f"`, in which its `manifest.json` lies. It returns five numbers:
#
# ```python
# {"paid": 2, "refused": 1, "unusable": 1, "paidAmount": 172.0, "refusedAmount": 9.99}
# ```
#
# how many rows were paid, how many refused, how many unusable (the children that failed), and the sums of the amounts of those
# that were paid and of those that were refused. The sums are compared to the cent.
#
# | Checked | Points |
# | --- | --- |
# | `totals`: each channel has its count and its sum | 3 |
# | `totals`: one payment, or none, gives an answer of the same form | 2 |
# | `summarise`: the results of a run are counted and summed up from its files | 3 |
# | `summarise`: a run without failures, which has no file of them, as well | 2 |

# %% locked="given_look_up"
# With the prefix north; in your answer, yours stands in its place.
function = "arn:aws:lambda:us-east-1:123456789012:function:north-look-up"
told = {"paymentId": "{% $states.input %}"}
one = {"Type": "Task", "Resource": function, "Arguments": told, "End": True}
lane = {"StartAt": "Look up one", "States": {"Look up one": one}}
each = {"Type": "Map", "Items": "{% $states.input.payments %}", "ItemProcessor": lane, "End": True}
looked_up = {"QueryLanguage": "JSONata", "StartAt": "Look up", "States": {"Look up": each}}

print(json.dumps(looked_up, indent=2))

# %% locked="given_results"
FOLDER = "bookings/8f14e45f"


def record(name, row, **went):
    """Return what a ResultWriter writes of a child, without the fields that are of no interest here."""
    return {"Name": name, "Input": json.dumps(row), **went}


def succeeded(name, row, outcome):
    """Return the record of a row that could be used."""
    answer = {"paymentId": row["paymentId"], "outcome": outcome, "amount": float(row["amount"])}
    return record(name, row, Status="SUCCEEDED", Output=json.dumps(answer))


def bank_row(payment_id, amount, booking="booked"):
    """Return a row of the statement, without its last column."""
    return {"paymentId": payment_id, "policyId": "POL-1042", "amount": amount, "booking": booking}


used = [
    succeeded("a1", bank_row("PAY-000123", "129.50"), "paid"),
    succeeded("b2", bank_row("PAY-000125", "42.50"), "paid"),
    succeeded("c3", bank_row("PAY-000126", "9.99", "returned"), "refused"),
]
unused = [
    record(
        "d4", bank_row("PAY-000124", "n/a"), Status="FAILED", Error="UnusableRow", Cause="n/a is no amount"
    )
]
manifest = {
    "DestinationBucket": "bank-statements",
    "MapRunArn": "arn:aws:states:us-east-1:123456789012:mapRun:night/reconcile:8f14e45f",
    "ResultFiles": {
        "FAILED": [{"Key": f"{FOLDER}/FAILED_0.json", "Size": len(json.dumps(unused))}],
        "PENDING": [],
        "SUCCEEDED": [{"Key": f"{FOLDER}/SUCCEEDED_0.json", "Size": len(json.dumps(used))}],
    },
}
result_files = {
    f"{FOLDER}/manifest.json": manifest,
    f"{FOLDER}/SUCCEEDED_0.json": used,
    f"{FOLDER}/FAILED_0.json": unused,
}
print(json.dumps(result_files, indent=2))

# %%
task("m11.e5")

# %% solution="m11.e5"
totals = None  # {"QueryLanguage": "JSONata", "StartAt": ..., "States": {...}}
### BEGIN SOLUTION
# What is given, with another prefix.
totals = json.loads(json.dumps(looked_up).replace("north", "coast-82"))

# The Map sees all results together, which no item does. Grouped by channel, each group is counted and summed up; no payments
# make no groups.
grouped = "{% $states.result{channel: {'quantity': $count(cents), 'turnover': $sum(cents)}} %}"
totals["States"]["Look up"]["Output"] = grouped
### END SOLUTION


def summarise(s3, bucket, prefix):
    """Return what came of a run, from its result files: {"paid", "refused", "unusable", "paidAmount", "refusedAmount"}."""
    ### BEGIN SOLUTION

    def read(key):
        return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())

    # The manifest knows which files there are: a list may be empty, or long.
    files = read(f"{prefix}/manifest.json")["ResultFiles"]
    totals = {"paid": 0, "refused": 0, "paidAmount": 0, "refusedAmount": 0}
    for each in files["SUCCEEDED"]:
        for record in read(each["Key"]):
            # A text inside of the JSON: it is read once more.
            result = json.loads(record["Output"])
            totals[result["outcome"]] += 1
            totals[f"{result['outcome']}Amount"] += result["amount"]
    totals["unusable"] = sum(len(read(each["Key"])) for each in files["FAILED"])
    return totals
    ### END SOLUTION


# %% [markdown]
# Try it, part 1: three payments. Put your prefix in; then leave one payment, or none.

# %%
prefix = "north"
look_up = """
PAYMENTS = {"PAY-000123": ("web", 12950), "PAY-000124": ("app", 500), "PAY-000125": ("web", 12950)}


def handler(event, context):
    channel, cents = PAYMENTS[event["paymentId"]]
    return {"paymentId": event["paymentId"], "channel": channel, "cents": cents}
"""
day = {"payments": ["PAY-000123", "PAY-000124", "PAY-000125"]}
tried(totals, day, {f"{prefix}-look-up": look_up})

# %% [markdown]
# Try it, part 2: the files that the cell above shows.

# %%
with Account() as account:
    s3 = account.client("s3")
    s3.create_bucket(Bucket="bank-statements")
    for key, content in result_files.items():
        s3.put_object(Bucket="bank-statements", Key=key, Body=json.dumps(content).encode())
    try:
        print(summarise(s3, "bank-statements", FOLDER))
    except NotImplementedError:
        print("Write summarise first, then run this cell again.")

# %% grade="m11.e5" points=10
grade("m11.e5", totals, summarise)

# %%
hints("m11.e5")

# %% [markdown]
# ## On AWS
#
# - Lanes run on as many machines as they need, so that a backend feels all of them at once; MaxConcurrency is often the most important
#   number of a Map. An inline Map has a bound of its own, too, and so has the history of its execution; a Distributed Map leaves both behind.
# - A Distributed Map starts its children faster than the functions behind them may scale: bound it, and give its role the right to read
#   and write these objects, and to start executions of its own state machine.
# - Each Express child is billed by its duration and memory; batches make fewer children, each of which may run for five minutes at most.
# - Result files of a large run are cut into several. Whoever reads them begins with the manifest.
