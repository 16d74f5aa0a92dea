"""Clients made while no account runs, at the top of a cell say: they speak to the account that runs later, and to no other."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import socket

import boto3
from course.cloud import Account, NoAccountError


def connect(*_):
    raise SystemExit("a connection was tried")


socket.socket.connect = socket.create_connection = socket.getaddrinfo = connect
client = boto3.client("sqs")
session = boto3.Session(region_name="eu-central-1").client("sqs")
for early in (client, session):
    try:
        early.list_queues()
    except NoAccountError:
        print("not sent")
    with Account():
        early.create_queue(QueueName="early-q")
        print(early.list_queues()["QueueUrls"])
    print(early._request_signer._credentials.access_key)
"""
SAID = [
    line
    for region in ("us-east-1", "eu-central-1")
    for line in (
        "not sent",
        f"['https://sqs.{region}.amazonaws.com/123456789012/early-q']",
        "FOOBARKEY",
    )
]
ENVIRONMENTS = {
    "no keys": {},
    "keys of the learner's own": {
        "AWS_ACCESS_KEY_ID": "AKIAOWN",
        "AWS_SECRET_ACCESS_KEY": "own",
        "AWS_SESSION_TOKEN": "own",
        "AWS_DEFAULT_REGION": "eu-west-3",
    },
    "a profile": {"AWS_PROFILE": "work"},
}


@pytest.mark.parametrize("own", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_a_client_made_before_an_account_speaks_to_it_whatever_keys_there_are(own):
    others = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=others | own,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert SAID == done.stdout.splitlines(), done.stderr
