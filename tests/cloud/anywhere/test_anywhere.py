"""Nothing in a learner's program is ours: it runs unchanged in the account and against a server that speaks AWS's API."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "orders.py"

# The server runs in a process of its own, since an account keeps this one from any network, and moto's engine waits on
# the real clock.
SERVER = """
import os, subprocess, sys
from moto.core.config import default_user_config
from moto.server import ThreadedMotoServer

default_user_config["stepfunctions"] = {"execute_state_machine": True}
server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
server.start()
try:
    host, port = server.get_host_and_port()
    environment = {**os.environ, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}
    done = subprocess.run([sys.executable, sys.argv[1]], env=environment, capture_output=True, text=True, timeout=60)
finally:
    server.stop()
assert "course" not in sys.modules
sys.stdout.write(done.stdout)
sys.stderr.write(done.stderr)
sys.exit(done.returncode)
"""

EXPECTED = {
    "items": [["1", 250, "large"], ["3", 20, "small"]],
    "slips": ["large/1.json", "small/3.json"],
    "twice": "The conditional request failed",
    "queue": "orders",
    "topic": "arn:aws:sns:us-east-1:123456789012:orders",
    "machine": "arn:aws:states:us-east-1:123456789012:stateMachine:sorting",
}


def test_the_program_knows_nothing_of_the_course():
    text = PROGRAM.read_text()

    assert {"import json", "import time", "import boto3"} == {
        line.strip() for line in text.splitlines() if line.startswith(("import ", "from "))
    }


def test_it_runs_in_the_account(account, capsys):
    runpy.run_path(str(PROGRAM), run_name="__main__")

    assert EXPECTED == json.loads(capsys.readouterr().out)


def test_it_runs_unchanged_against_a_moto_server():
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run(
        [sys.executable, "-c", SERVER, str(PROGRAM)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert EXPECTED == json.loads(done.stdout)
