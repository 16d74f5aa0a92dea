"""No attack: a right answer stands below magics and commands, calls asyncio and threads, and its name is also a variable elsewhere.

e1: 10
e3: 10
"""
# %% e1
%matplotlib inline
!python --version
import functools
import json
import logging
import time
import warnings
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

logging.basicConfig(level=logging.DEBUG)
files = !ls


@dataclass
class Service:
    name: str

    def wired(self, sns, sqs, prefix, topic_arn):
        name = f"{prefix}-{self.name}-q"
        dead_url = sqs.create_queue(QueueName=f"{name}-dlq")["QueueUrl"]
        dead_arn = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        redrive = {"deadLetterTargetArn": dead_arn, "maxReceiveCount": 7}
        url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(redrive)})["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic_arn}}}]}
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
        return self.name, url


def logged(function):
    @functools.wraps(function)
    def inner(*arguments, **named):
        logging.getLogger(__name__).debug("called %s", function.__name__)
        warnings.warn("careful", stacklevel=2)
        return function(*arguments, **named)

    return inner


class Wiring:
    @logged
    def __call__(self, sns, sqs, prefix):
        topic_arn = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
        services = [Service("customer"), Service("sales"), Service("communication")]
        with ThreadPoolExecutor(8) as pool:
            tasks = [pool.submit(each.wired, sns, sqs, prefix, topic_arn) for each in services]
            urls = dict(task.result() for task in as_completed(tasks))
        time.sleep(3)
        return {"topic_arn": topic_arn, "queue_urls": urls}


wire = Wiring()
1 / 0
# %% e3
%config InlineBackend.figure_format = "svg"
!echo none > packages.txt
import asyncio
import json


async def _publish(sns, topic_arn, payment, outcome):
    attributes = {"channel": ("String", payment["channel"]), "amount": ("Number", str(payment["amount"])), "outcome": ("String", outcome)}
    told = {name: {"DataType": kind, "StringValue": value} for name, (kind, value) in attributes.items()}
    answer = await asyncio.to_thread(sns.publish, TopicArn=topic_arn, Message=json.dumps(payment), MessageAttributes=told)
    return answer["MessageId"]


def publish_payment(sns, topic_arn, payment, outcome):
    return asyncio.run(_publish(sns, topic_arn, payment, outcome))


def trial(service="sales"):
    publish_payment = service
    return publish_payment
