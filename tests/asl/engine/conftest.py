"""What the tests of the engine share: small machines, and short views of a history."""

import pytest

from course.clock import Clock

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work"
SERVICE = "arn:aws:states:::sqs:sendMessage"


def _machine(**states):
    """A machine whose first state is the first given; a state without Next is the last."""
    for fields in states.values():
        if fields["Type"] not in ("Succeed", "Fail", "Choice") and "Next" not in fields:
            fields["End"] = True
    return {"StartAt": next(iter(states)), "States": states}


def _chain(execution):
    """Each event's type and the id that it points back to."""
    return [(event["type"], event["previousEventId"]) for event in execution.history]


def _types(execution):
    return [event["type"] for event in execution.history]


@pytest.fixture(scope="session")
def machine():
    return _machine


@pytest.fixture(scope="session")
def chain():
    return _chain


@pytest.fixture(scope="session")
def types():
    return _types


@pytest.fixture(scope="session")
def task():
    """A Task state that calls a Lambda function by its ARN."""
    return lambda **fields: {"Type": "Task", "Resource": FUNCTION, **fields}


@pytest.fixture(scope="session")
def service():
    """A Task state that calls a service."""
    return lambda pattern="", **fields: {"Type": "Task", "Resource": SERVICE + pattern, **fields}


@pytest.fixture
def clock():
    return Clock()
