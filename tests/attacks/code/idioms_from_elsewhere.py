"""No attack: what people bring along from elsewhere: autoreload, pip, inline plots, exits, breakpoints, threads, a module written by a cell.

e1: 10
e3: 10
"""
# %%
from __future__ import annotations
# %%
%load_ext autoreload
%autoreload 2
%matplotlib inline
%config InlineBackend.figure_format = "retina"
# %%
!pip install boto3
%pip install -q pandas
# %%
from google.colab import drive
drive.mount("/content/drive")
# %%
import matplotlib.pyplot as plt
plt.plot([1, 2, 3]);
# %%
import sys
sys.exit(0)
# %%
exit()
# %%
quit
# %%
raise KeyboardInterrupt
# %%
return 5
# %%
breakpoint()
# %%
import pdb; pdb.set_trace()
# %%
%debug
# %%
%%capture captured
print("quiet")
# %%
name = input("Your name? ")
# %%
from getpass import getpass
secret = getpass()
# %%
import asyncio


async def soon():
    await asyncio.sleep(0.01)
    return 1

print(await soon(), await asyncio.gather(soon(), soon()))
# %%
%%html
<b>bold</b>
# %%
%%javascript
alert(1)
# %%
import os
get_ipython().kernel.do_shutdown(True)
# %%
get_ipython().system("ls")
%pwd
# %%
%store name
%who
%history
%lsmagic
# %%
?print
# %%
import multiprocessing
with multiprocessing.Pool(2) as pool:
    print(pool.map(abs, [1, -2]))
# %%
from tqdm.notebook import tqdm
for each in tqdm(range(3)):
    pass
# %%
%%writefile wiring.py
import json

SERVICES = ("customer", "sales", "communication")
# %% e1
%matplotlib inline
%config InlineBackend.figure_format = 'svg'
import json
from wiring import SERVICES


def wire(sns, sqs, prefix):
    größe = 7
    topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    queue_urls = {}
    for service in SERVICES:
        name = f"{prefix}-{service}-q"
        dead_url = sqs.create_queue(QueueName=f"{name}-dlq")["QueueUrl"]
        dead_arn = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": größe}
        url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}}}]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
        queue_urls[service] = url
    return {"topic_arn": topic_arn, "queue_urls": queue_urls}
# %% e3
import json
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(2)


def _publish(sns, topic_arn, payment, outcome):
    attributes = {"channel": ("String", payment["channel"]), "amount": ("Number", str(payment["amount"])), "outcome": ("String", outcome)}
    told = {name: {"DataType": kind, "StringValue": value} for name, (kind, value) in attributes.items()}
    return sns.publish(TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=told)["MessageId"]


def publish_payment(sns, topic_arn, payment, outcome):
    return pool.submit(_publish, sns, topic_arn, payment, outcome).result()
