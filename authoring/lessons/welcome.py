# ---
# title: Welcome
# ---

# %% [markdown]
# # Welcome
#
# An insurer takes a payment every month. Four services want to know: payments, customer, sales and communication. In this
# course you connect them, step by step, with what AWS offers for it: queues, topics, events, workflows. You build it, break
# it, and mend it.
#
# **Nothing to sign up for.** The AWS account that you work with lives in this computer's memory. There is no bill, no network
# and no waiting: an hour of AWS time passes in a moment. What you write is ordinary `boto3`, and would run on AWS too.

# %% [markdown]
# ## How to work
#
# 1. **Read and run a lesson.** <kbd>Shift</kbd> + <kbd>Enter</kbd> runs a cell and goes on to the next. Change a value, run it
#    again, see what becomes of it. Running a cell twice does no harm.
# 2. **Do its exercises.** Write your answer where it says *Your answer goes here*, then run the `grade` cell below. It tells you
#    what was tried, what came out and what was expected, as often as you like.
# 3. **When you are stuck**, run the `hints` cell. It opens one hint at a time, and costs no points.
#
# Everything in this folder is your own copy. If a notebook gets into a muddle, choose *Kernel → Restart Kernel and Run All Cells*.

# %% [markdown]
# ## Try it
#
# Here is an account with one topic. The cell publishes a message, and AWS answers with its id. Run it.

# %%
from course.cloud import Account

with Account() as account:
    sns = account.client("sns")
    topic = sns.create_topic(Name="payments")["TopicArn"]
    print(sns.publish(TopicArn=topic, Message="Policy POL-1042 is paid for March.")["MessageId"])

# %% [markdown]
# It worked, although nobody listens to that topic. (What becomes of such a message? [Module 5](m05_publish_subscribe.ipynb) tells.)
# There are two ways in:
#
# - **from the beginning**, with [Synchronous, asynchronous, and the distribution patterns](m02_synchronous_asynchronous.ipynb) and
#   [its exercises](../exercises/m02_synchronous_asynchronous/m02_synchronous_asynchronous.ipynb): how services talk to each
#   other, through queues, topics and events;
# - **straight to Step Functions**, with [Orchestration and the States Language](m07_orchestration.ipynb) and
#   [its exercises](../exercises/m07_orchestration/m07_orchestration.ipynb).
#
# Or look around first: the [gallery](gallery.ipynb) shows every picture of the course on one example.

# %% [markdown]
# ## The whole course
#
# Run the cell to see the modules in their order. What is planned has nothing to open yet.

# %%
from course.syllabus import syllabus
from course.widgets import table

table(
    {
        "module": module.id.upper(),
        "about": module.title,
        "hours": module.hours,
        "open": "today" if module.ready else "planned",
    }
    for module in syllabus().modules
)
