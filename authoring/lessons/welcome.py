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
# **Nothing to sign up for, nothing to set up.** The AWS account that you work with lives in this computer's memory. There is
# no bill, no network and no waiting: an hour of AWS time passes in a moment. What you write is ordinary `boto3`, and would run
# on AWS too.
#
# ## Where you are, and what is next
#
# The map is drawn each time the course opens. Back here after a lesson? Click into the cell below and press
# <kbd>Shift</kbd> + <kbd>Enter</kbd>: it draws the map anew.

# %%
from course.widgets import progress

progress()

# %% [markdown]
# ## The first five minutes
#
# The insurer has received a payment. Sales and customer want to know, and one of them is not told. Click into the cell and press
# <kbd>Shift</kbd> + <kbd>Enter</kbd>: it puts a message into a queue, where another program finds it when it has time, and the
# check below tells what is missing. Then write `services = ["sales", "customer"]`, run the cell again, and see it turn green.

# %%
from course.cloud import Account
from course.widgets import first_check

services = ["sales"]

with Account() as account:
    sqs = account.client("sqs")
    for service in services:
        queue = sqs.create_queue(QueueName=f"{service}-q")["QueueUrl"]
        sqs.send_message(QueueUrl=queue, MessageBody="Policy POL-1042 is paid for March.")

first_check(account)

# %% [markdown]
# That is how all exercises go: write, run, read what the check found, mend. This one was for practice only.
#
# ## Where to begin
#
# - **Your instructor gave you this copy?** Begin with what the map above names as next: it has the exercises of your class, and
#   all lessons to read.
# - **From the beginning**: [The lab, the insurer, and why integration is hard](m01_lab.ipynb), some 40 minutes, then its
#   exercises, which the map opens. It also shows how lessons, checks and hints work.
# - **Only here for Step Functions?** Read that lesson first, then go straight to
#   [Orchestration and the States Language](m07_orchestration.ipynb).
# - **You know some of it?** The questions at the beginning of the first lesson tell you which modules you may skim.
#
# You need Python functions, and to have called AWS once, be it here. There are fourteen modules, of two to five hours each,
# about 45 hours in all: lesson, exercises, and a knowledge check.
#
# ## How to work
#
# 1. **Read and run a lesson.** <kbd>Shift</kbd> + <kbd>Enter</kbd> runs a cell and goes on to the next. Change a value, run it
#    again, see what becomes of it.
# 2. **Do its exercises.** Write your answer where it says *Your answer goes here*, then run the `grade` cell below. It tells you
#    what was tried, what came out and what was expected, as often as you like.
# 3. **When you are stuck**, run the `hints` cell. It opens one hint at a time, and costs no points.
#
# Everything in this folder is your own copy. If a notebook gets into a muddle, choose *Kernel → Restart Kernel and Run All Cells*.
#
# Curious? The [gallery](gallery.ipynb) shows every picture of the course on one example. A word that you do not know? The
# [glossary](glossary.ipynb) has it in a sentence.
