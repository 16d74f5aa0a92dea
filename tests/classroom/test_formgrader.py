"""The formgrader of a JupyterLab started in the course's folder finds the course, and its button grades as we do."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request

import pytest

from grader.classroom.rows import rows

SERVER = (
    *("-m", "jupyter_server", "--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"),
    *("--ServerApp.allow_root=True", "--IdentityProvider.token=toy"),
)


@contextlib.contextmanager
def _server(root):
    """Start a Jupyter server in the folder `root`; give its address, and stop it at the end."""
    places = {f"JUPYTER_{kind}_DIR": str(root / "jupyter" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    with subprocess.Popen(
        [sys.executable, *SERVER],
        cwd=root,
        env=os.environ | places,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = iter(process.stderr.readline, "")
            running = (re.search(r"(http://127\.0\.0\.1:\d+)/", line) for line in said)
            address = next(found[1] for found in running if found)
            # It tells its address a moment before it listens there.
            while not _listens(address):
                assert process.poll() is None
            yield address
        finally:
            process.terminate()
            # Whatever it still says must not fill the pipe while it stops.
            process.communicate(timeout=30)


def _listens(address):
    host, port = address.removeprefix("http://").split(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def _ask(address, path, method="GET"):
    request = urllib.request.Request(f"{address}/formgrader/{path}", method=method)  # noqa: S310 - it is our own server
    request.add_header("Authorization", "token toy")
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        return answer.read().decode()


@pytest.mark.kernel
@pytest.mark.slow
def test_the_formgrader_shows_and_grades_the_class(toy, course):
    toy.hand_in(
        "renamed", toy.notebook(e1="def double(number):\n    return 2 * abs(number)"), name="my toy.ipynb"
    )
    toy.hand_in("cut", '{"cells": [')

    with _server(toy.root) as address:
        page = _ask(address, "manage_assignments")
        assignments = json.loads(_ask(address, "api/assignments"))
        graded = [
            json.loads(_ask(address, f"api/submission/toy/{one}/autograde", "POST"))
            for one in ("renamed", "cut")
        ]
        submissions = json.loads(_ask(address, "api/submissions/toy"))

    assert "integration" in page
    assert [("toy", 2, 20.0)] == [
        (one["name"], one["num_submissions"], one["max_score"]) for one in assignments
    ]
    assert [True, True] == [one["success"] for one in graded], graded
    assert {"renamed": 17.5, "cut": 0.0} == {one["student"]: one["score"] for one in submissions}
    assert {"renamed": "graded", "cut": "ungradable"} == {
        row.learner: row.state for row in rows(course, "toy")
    }
