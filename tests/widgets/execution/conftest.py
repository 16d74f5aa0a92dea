"""Executions to look at: one that goes well, one that fails in a branch, one that waits, items, child executions."""

import pytest

from course.asl import StatesError, run, start
from course.clock import Clock

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:"
NAUGHTY = "<img src=x onerror=alert(1)>"


def function(name, **fields):
    return {"Type": "Task", "Resource": f"{LAMBDA}{name}", **fields}


def group(*states, **fields):
    """States in a row, each a pair of name and fields."""
    named = {
        name: {**state, **({"Next": states[at + 1][0]} if at + 1 < len(states) else {"End": True})}
        for at, (name, state) in enumerate(states)
    }
    return {"StartAt": states[0][0], "States": named, **fields}


PAYMENT = group(
    ("Charge", function("charge", Retry=[{"ErrorEquals": ["Bank.Down"], "IntervalSeconds": 2}])),
    ("Pause", {"Type": "Wait", "Seconds": 3600}),
    ("Tell", {"Type": "Pass", "Result": "told"}),
)

TRIP = {
    "StartAt": "Book",
    "States": {
        "Book": {
            "Type": "Parallel",
            "Branches": [group(("Flight", function("flight"))), group(("Car", function("car")))],
            "Retry": [{"ErrorEquals": ["Car.None"], "MaxAttempts": 1, "IntervalSeconds": 10}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Undo"}],
            "Next": "Done",
        },
        "Undo": {"Type": "Fail", "Error": "Trip.Failed", "Cause": "the trip was undone"},
        "Done": {"Type": "Succeed"},
    },
}

PARCELS = group(
    (
        "Parcels",
        {
            "Type": "Map",
            "ItemsPath": "$.items",
            "MaxConcurrency": 4,
            "ItemProcessor": {
                "StartAt": "Pack",
                "States": {
                    "Pack": function(
                        "pack", Catch=[{"ErrorEquals": ["Stock.Empty"], "Next": NAUGHTY}], Next="Label"
                    ),
                    "Label": {"Type": "Pass", "End": True},
                    NAUGHTY: {"Type": "Pass", "End": True},
                },
            },
        },
    )
)

ROWS = group(
    (
        "Rows",
        {
            "Type": "Map",
            "ItemsPath": "$.items",
            "MaxConcurrency": 10,
            "ToleratedFailurePercentage": 20,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                **group(("Row", function("row"))),
            },
        },
    )
)

QUESTION = group(
    (
        "Ask",
        {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "https://sqs/manager-q", "MessageBody.$": "$$.Task.Token"},
        },
    )
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def paid(clock):
    """The bank is down once; the second try works."""
    tries = []

    def tasks(request):
        tries.append(request)
        if len(tries) == 1:
            raise StatesError("Bank.Down", "the line is dead")
        return {"paid": True}

    return run(PAYMENT, {"amount": 12}, tasks=tasks, clock=clock, name="paid")


@pytest.fixture
def trip(clock):
    """No car in town, twice: the flight is done, the trip is undone."""

    def tasks(request):
        clock.sleep(1 if request.state == "Car" else 5)
        if request.state == "Car":
            raise StatesError("Car.None", "no car in town")
        return "booked"

    return run(TRIP, {}, tasks=tasks, clock=clock, name="trip")


@pytest.fixture
def parcels(clock):
    """Twelve items, four at a time; there is nothing left for item 5."""

    def tasks(request):
        clock.sleep(1)
        if request.parameters == 5:
            raise StatesError("Stock.Empty", "nothing left")
        return request.parameters

    return run(PARCELS, {"items": list(range(12))}, tasks=tasks, clock=clock, name="parcels")


@pytest.fixture
def rows(clock):
    """Twenty child executions, of which number 3 fails."""

    def tasks(request):
        clock.sleep(2)
        if request.parameters == 3:
            raise StatesError("Row.Broken", "no amount in this row")
        return request.parameters

    return run(ROWS, {"items": list(range(20))}, tasks=tasks, clock=clock, name="rows")


@pytest.fixture
def question(clock):
    """A callback that nobody has answered for a minute."""
    execution = start(QUESTION, {}, tasks=lambda _: {"MessageId": "m-1"}, clock=clock, name="question")
    clock.sleep(60)
    return execution


@pytest.fixture
def redriven(clock):
    """A function that is broken, an hour in which it is mended, and the rest."""
    tries = []

    def tasks(request):
        clock.sleep(1)
        tries.append(request)
        if len(tries) == 1:
            raise StatesError("Broken", "a bug")
        return "mended"

    execution = run(group(("Book", function("book"))), {}, tasks=tasks, clock=clock, name="redriven")
    clock.sleep(3600)
    execution.redrive()
    return execution.wait()
