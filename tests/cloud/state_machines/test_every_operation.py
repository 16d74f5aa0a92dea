"""All operations of the service's model: answered, or refused in words that the model has for them."""

import json
import random
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from course.cloud import Account
from course.cloud.state_machines.operations import OPERATIONS

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:sales"
DEFINITION = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})

# Texts that mean something to one operation or another; every other operation gets them as well.
TEXTS = (
    "x", "", "1" * 90, "live", "1", "é😀", "{}", "[1", '{"Type":"Pass","End":true}', DEFINITION, "arn:", "arn:aws:states:",
    MACHINE, f"{MACHINE}:1", f"{MACHINE}:live", f"{MACHINE}:99", f"{MACHINE}/label", f"{MACHINE}:1:2",
    MACHINE.replace("stateMachine", "execution") + ":first", MACHINE.replace("stateMachine", "express") + ":first:1",
    MACHINE.replace("stateMachine:sales", "activity:approve"), MACHINE.replace("stateMachine:sales", "mapRun:sales/label:1"),
    "arn:aws:iam::123456789012:role/states", "arn:aws:logs:us-east-1:123456789012:log-group:/states:*",
)  # fmt: skip

# What any operation may answer: parameters that break the model, and what the lab says of itself.
ANYWHERE = {"ValidationException", "NotImplemented"}


@pytest.fixture
def client(account: Account) -> Any:
    client = account.client("stepfunctions")
    client.create_state_machine(
        name="sales", definition=DEFINITION, roleArn="arn:aws:iam::123456789012:role/states", publish=True
    )
    client.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": f"{MACHINE}:1", "weight": 100}]
    )
    client.create_activity(name="approve")
    client.start_execution(stateMachineArn=MACHINE, name="first")
    return client


def test_every_operation_of_the_model_is_known(account: Account) -> None:
    names = account.client("stepfunctions").meta.service_model.operation_names

    assert sorted(names) == sorted(OPERATIONS)


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_anything_at_all_is_answered_or_refused_as_the_model_says(client: Any, operation: str) -> None:
    model = client.meta.service_model.operation_model(operation)
    method = next(name for name, api in client.meta.method_to_api_mapping.items() if api == operation)
    modelled = {error.metadata.get("error", {}).get("code") or error.name for error in model.error_shapes}
    chance, answers, refusals = random.Random(operation), 0, set()

    for _ in range(150):
        try:
            getattr(client, method)(**made(model.input_shape, chance))
        except ParamValidationError:
            continue
        except ClientError as refusal:
            refusals.add(refusal.response["Error"]["Code"])
        answers += 1

    assert answers > 20
    assert refusals <= modelled | ANYWHERE


def made(shape: Any, chance: random.Random) -> Any:
    """Return a value of a shape, any."""
    if shape.type_name == "structure":
        return {
            name: made(member, chance)
            for name, member in shape.members.items()
            if name in shape.required_members or chance.random() < 0.4
        }
    if shape.type_name == "list":
        return [made(shape.member, chance) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
    if shape.type_name == "map":
        return {"key": made(shape.value, chance)}
    if shape.type_name == "boolean":
        return chance.random() < 0.5
    if shape.type_name in ("integer", "long"):
        return chance.choice((0, 1, 5, 100, 1001, -1))
    if shape.type_name in ("float", "double"):
        return chance.choice((0.0, 50.0, 101.0))
    return chance.choice(shape.enum if shape.enum and chance.random() < 0.8 else TEXTS)
