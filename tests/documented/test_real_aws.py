"""The page about real AWS: its commands are run, in their order, by somebody who has answered one exercise."""

import json
import re
import sys

import nbformat
import pytest
from answered import answered
from checkout import ROOT
from scenes import Step

from grader.rubrics import AUTHOR

EXERCISE, NAME = "m04.e3", "m04_queues"
PORT = "4566"

# Somebody deploys the template: with boto3 alone, at a server that is none of ours.
DEPLOYED = """
import json, sys
from pathlib import Path
import boto3

template, address = sys.argv[1:]
client = lambda service: boto3.client(
    service, "us-east-1", endpoint_url=address, aws_access_key_id="x", aws_secret_access_key="y"
)
client("cloudformation").create_stack(StackName="exported", TemplateBody=Path(template).read_text(encoding="utf-8"))
found = {}
for url in client("sqs").list_queues()["QueueUrls"]:
    told = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    found[url.rsplit("/", 1)[-1]] = json.loads(told.get("RedrivePolicy", "{}")).get("deadLetterTargetArn", "")
print(json.dumps(found))
"""


@pytest.fixture
def blocks():
    text = (ROOT / "docs" / "real_aws.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def stage(staged):
    """A copy of the course with an answer in its work folder."""
    stage = staged(PORT, learner=AUTHOR)
    path = stage.checkout / "work" / "exercises" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(answered(stage.checkout / "exercises", NAME, AUTHOR, ("e3",)), path)
    return stage


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="its commands are written for a POSIX shell")
def test_its_commands_lead_to_a_template_and_to_another_endpoint(blocks, stage):
    commands = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    (program,) = [text for kind, text in blocks if kind == "python"]
    (server,) = [text.removeprefix("$ ").strip() for kind, text in blocks if kind == "console"]
    (stage.checkout / "orders.py").write_text(program, encoding="utf-8")
    (stage.checkout / "deployed.py").write_text(DEPLOYED, encoding="utf-8")
    folder = stage.checkout / "to-aws" / EXERCISE
    address = f"http://127.0.0.1:{PORT}"

    stage.play(Step(server, stays="Running on"))
    listed, written, here, there = [stage.play(Step(command)) for command in commands]
    deployed = json.loads(stage.play(Step(f"python deployed.py to-aws/{EXERCISE}/template.yaml {address}")))
    deployed.pop("orders-q")

    assert f"  {EXERCISE}  Queues with a safety net" in listed
    assert "Nothing was sent to AWS." in written
    assert ["README.md", "alert.json", "budget.json", "template.yaml", "try.json"] == sorted(
        path.name for path in folder.iterdir()
    )
    assert "received: order 1\n" == here
    assert [stage.here(f"The endpoint {address} answers in"), "received: order 1"] == [
        line.partition(" the account's place")[0] for line in there.splitlines()
    ]
    assert 4 == len(deployed)
    assert [] == [
        name
        for name, target in deployed.items()
        if target.rpartition(":")[2] != ("" if name.endswith("-dlq") else f"{name}-dlq")
    ]
