"""With COURSE_ENDPOINT set the same code speaks to another server; to AWS it never does, and grading never sees it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cloud import elsewhere
from course.cloud.elsewhere import Elsewhere, ElsewhereError, EndpointError

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("deliveries.py")

# In a process of its own, since an account keeps this one from any network.
SERVER = """
import sys
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
server.start()
print("http://{}:{}".format(*server.get_host_and_port()), flush=True)
sys.stdin.read()
server.stop()
"""

GRADED = """
import boto3
from course.cloud import Account
from grader.notebook import grade

{answer}

Account().start()
boto3.client("sqs").create_queue(QueueName="mine")
print("points", grade("m04.e3", create_queues))
print("queues", [each.rsplit("/", 1)[-1] for each in boto3.client("sqs").list_queues()["QueueUrls"]])
"""

STRAY = """
import boto3
from course.cloud import Account

account = Account().start()
try:
    boto3.client("sqs", endpoint_url="https://sqs.us-east-1.amazonaws.com").list_queues()
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.fixture(scope="module")
def server():
    """The address of a server that stands in for AWS, and is none of ours."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process.stdout.readline().strip()
    process.stdin.close()
    process.stdout.close()
    process.wait(30)


def _said(*program, **variables):
    """Run a program as a learner does; return what it printed, line by line."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        [sys.executable, *program],
        env=others | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return done.stdout.splitlines()


def test_a_program_runs_unchanged_in_the_account_and_at_an_endpoint(server):
    here = _said(str(PROGRAM))
    sentence, *there = _said(str(PROGRAM), COURSE_ENDPOINT=server, HTTP_PROXY="http://127.0.0.1:9")

    assert {"kept": ["1", "2"], "account": "123456789012", "slip": "paid"} == json.loads(here[0])
    assert here == there
    assert sentence.startswith(f"The endpoint {server} answers in the account's place")


def test_grading_takes_the_account_in_memory_whatever_is_set(server):
    answer = next((ROOT / "tests" / "answers" / "m04").glob("e3_*/10_none_reference.py")).read_text()

    said = _said("-c", GRADED.format(answer=answer), COURSE_ENDPOINT=server, COURSE_LEARNER="author")

    assert "points 10.0" in said
    left = next(line for line in said if line.startswith("queues"))
    assert "'mine'" in left
    assert "dlq" not in left


def test_a_client_with_an_address_of_its_own_is_stopped(server):
    *_, said = _said("-c", STRAY, COURSE_ENDPOINT=server)

    assert said.startswith("NoAccountError https://sqs.us-east-1.amazonaws.com/ was not sent")


TAKEN = {
    "http://127.0.0.1:4566": "http://127.0.0.1:4566",
    "http://127.0.0.1:4566/": "http://127.0.0.1:4566",
    "https://127.8.8.8": "https://127.8.8.8",
    "http://[::1]:4566": "http://[::1]:4566",
    "http://localhost:4566": "http://127.0.0.1:4566",
    "HTTP://LocalHost:4566": "http://127.0.0.1:4566",
}
REFUSED = {
    "http://10.1.2.3:4566": "not on this machine",
    "http://0.0.0.0:4566": "not on this machine",
    "http://localstack:4566": "not on this machine",
    "http://localhost.example.org:4566": "not on this machine",
    "http://2130706433:4566": "not on this machine",
    "https://sqs.us-east-1.amazonaws.com": "an address of AWS",
    "https://sqs.us-east-1.amazonaws.com.": "an address of AWS",
    "https://amazonaws.com": "an address of AWS",
    "https://SQS.cn-north-1.amazonaws.com.cn": "an address of AWS",
    "http://127.0.0.1:4566@sqs.us-east-1.amazonaws.com": "scheme, host and port",
    "http://127.0.0.1:4566/path": "scheme, host and port",
    "http://127.0.0.1:port": "scheme, host and port",
    "127.0.0.1:4566": "scheme, host and port",
    "http://[::1": "scheme, host and port",
    "ftp://127.0.0.1": "scheme, host and port",
}


@pytest.mark.parametrize("text, expected", TAKEN.items())
def test_this_machines_own_addresses_are_taken(monkeypatch, text, expected):
    monkeypatch.setenv(elsewhere.ENDPOINT, text)

    assert expected == elsewhere.address()


@pytest.mark.parametrize("text, why", REFUSED.items())
def test_other_addresses_are_refused_in_words(monkeypatch, text, why):
    monkeypatch.setenv(elsewhere.ENDPOINT, text)
    if why == "an address of AWS":
        monkeypatch.setenv(elsewhere.ALLOWED, text)  # no consent helps

    with pytest.raises(EndpointError, match=re.escape(why)):
        Elsewhere()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"])))
def test_whatever_is_set_is_this_machine_or_refused(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(elsewhere.ENDPOINT, f"http://{text}")
        try:
            found = elsewhere.address()
        except EndpointError:
            return

        assert "" == found or elsewhere.leads_there(found)
        assert not elsewhere.leads_there("https://sqs.us-east-1.amazonaws.com")


def test_another_server_is_taken_where_it_was_named_twice(monkeypatch):
    monkeypatch.setenv(elsewhere.ENDPOINT, "http://localstack:4566")
    monkeypatch.setenv(elsewhere.ALLOWED, "http://localstack:4566")

    assert "http://localstack:4566" == elsewhere.address()
    assert elsewhere.leads_there("http://localstack:4566/queue/x?y=1")
    assert not elsewhere.leads_there("http://localstack:4567/")
    assert not elsewhere.leads_there("https://localstack:4566/")


@pytest.mark.parametrize("name", ["settle", "trace", "meter", "clock", "faults", "export"])
def test_what_only_the_account_in_memory_can_do_is_refused_in_words(monkeypatch, name):
    monkeypatch.setenv(elsewhere.ENDPOINT, "http://127.0.0.1:4566")

    with pytest.raises(
        ElsewhereError, match=rf"account\.{name}: found the endpoint .* Unset COURSE_ENDPOINT"
    ):
        getattr(Elsewhere(), name)


def test_a_picture_that_looks_for_a_form_finds_none(monkeypatch):
    monkeypatch.setenv(elsewhere.ENDPOINT, "http://127.0.0.1:4566")

    assert not hasattr(Elsewhere(), "_repr_html_")


def test_what_grades_names_the_account_in_memory():
    named = re.compile(r"^\s*from course\.cloud import .*\bAccount\b", re.MULTILINE)

    assert [] == [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "grader").rglob("*.py"))
        if named.search(path.read_text(encoding="utf-8"))
    ]
