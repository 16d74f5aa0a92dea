"""The page about real AWS: its commands are run, in their order, by somebody who has answered one exercise."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader import rubrics

ROOT = Path(__file__).parents[2]
COPIED = ("course", "grader", "exercises", "solutions")
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
def blocks(root):
    text = (root / "docs" / "real_aws.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path):
    """A copy of the course with an answer in its work folder."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "work" / "exercises" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    notebook = nbformat.read(ROOT / "exercises" / NAME / f"{NAME}.ipynb", as_version=4)
    stored = next((ROOT / "tests" / "answers" / "m04").glob("e3_*/10_none_reference.py"))
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "e3_solution":
            cell.source = stored.read_text(encoding="utf-8")
    nbformat.write(notebook, path)
    return tmp_path


@pytest.fixture
def port(blocks, tmp_path):
    """A free port in the place of the page's own, at which the server listens that the page starts."""
    (command,) = [text for kind, text in blocks if kind == "console"]
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        free = str(found.getsockname()[1])
    typed = shlex.split(command.removeprefix("$ ").replace(PORT, free))
    process = subprocess.Popen(
        typed, env=_environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        assert any("Running on" in line for line in process.stderr), "the server has ended"
        yield free
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _environment(folder):
    return {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "PYTHONPATH": str(folder),
        "COURSE_LEARNER": rubrics.AUTHOR,
    }


def _run(command, folder):
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="its commands are written for a POSIX shell")
def test_its_commands_lead_to_a_template_and_to_another_endpoint(blocks, checkout, port):
    commands = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    (program,) = [text for kind, text in blocks if kind == "python"]
    (checkout / "orders.py").write_text(program, encoding="utf-8")
    (checkout / "deployed.py").write_text(DEPLOYED, encoding="utf-8")
    folder = checkout / "to-aws" / EXERCISE

    listed, written, here, there = [
        _run(re.sub(r"^course ", "python -m grader.program ", command).replace(PORT, port), checkout)
        for command in commands
    ]
    deployed = json.loads(
        _run(f"python deployed.py {folder}/template.yaml http://127.0.0.1:{port}", checkout)
    )
    deployed.pop("orders-q")

    assert f"  {EXERCISE}  Queues with a safety net" in listed
    assert "Nothing was sent to AWS." in written
    assert ["README.md", "alert.json", "budget.json", "template.yaml", "try.json"] == sorted(
        path.name for path in folder.iterdir()
    )
    assert "received: order 1\n" == here
    assert [f"The endpoint http://127.0.0.1:{port} answers in", "received: order 1"] == [
        line.partition(" the account's place")[0] for line in there.splitlines()
    ]
    assert 4 == len(deployed)
    assert [] == [
        name
        for name, target in deployed.items()
        if target.rpartition(":")[2] != ("" if name.endswith("-dlq") else f"{name}-dlq")
    ]
