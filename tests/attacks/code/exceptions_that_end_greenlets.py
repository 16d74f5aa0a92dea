"""Functions leave by the exceptions that the two processes use among themselves.

e1: 0
e3: 0
seconds: 4
"""
# %% e1
import greenlet


def wire(sns, sqs, prefix):
    raise greenlet.GreenletExit
# %% e3
from grader.rooms.wire import WireError


def publish_payment(sns, topic_arn, payment, outcome):
    raise WireError("the other side ended")
