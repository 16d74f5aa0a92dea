"""Where the course runs besides: what the files for containers, Codespaces, Binder and Pages start is there, and binds as written."""

import importlib.util
import json
import re
import runpy
import shlex
import sys
from pathlib import Path

import pytest
import typer
import yaml

from course import workspace
from grader import cli, program

# A Dockerfile's words for where something runs, and what starts there.
INSTRUCTION = re.compile(r"^([A-Z]+) (.*)$", re.MULTILINE)


@pytest.fixture
def start(root):
    """start.py as a module."""
    spec = importlib.util.spec_from_file_location("start", root / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def dockerfile(root):
    """The instructions of the image, in their order."""
    return INSTRUCTION.findall((root / "container" / "Dockerfile").read_text(encoding="utf-8"))


@pytest.fixture
def devcontainer(root):
    return json.loads((root / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))


@pytest.fixture
def workflow(root):
    return yaml.safe_load((root / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))


def unknown(start, command):
    """What of a command with start.py is neither a command of ours nor an option of it."""
    python, file, *words = shlex.split(command) if isinstance(command, str) else command
    _, module, name, *rest = start.words(words)
    app = {"grader": cli.app, "grader.program": program.app}[module]
    found = typer.main.get_command(app).get_command(None, name)
    known = (
        {option for each in found.params for option in (*each.opts, *each.secondary_opts)} if found else set()
    )
    wrong = [word for word in rest if word.startswith("--") and word not in known]
    return (
        [word for word in (python, file) if word not in ("python3", "start.py")]
        + wrong
        + [name] * (not found)
    )


def test_the_image_is_made_and_started_by_commands_that_exist(start, dockerfile):
    runs = [line.rpartition("&& ")[2] for word, line in dockerfile if word == "RUN" and "start.py" in line]
    ends = json.loads(dict(dockerfile)["CMD"])

    assert ["python3 start.py doctor"] == runs
    assert [] == [wrong for command in (*runs, ends) for wrong in unknown(start, command)]


def test_the_image_runs_as_a_normal_user_who_owns_what_is_copied(dockerfile):
    words = [word for word, _ in dockerfile]

    assert "learner" == dict(dockerfile)["USER"]
    assert words.index("USER") < words.index("COPY")
    assert dict(dockerfile)["COPY"].startswith("--chown=learner")


def test_the_image_listens_where_the_page_says_and_the_page_publishes_it_to_this_machine_alone(
    root, dockerfile
):
    ends = json.loads(dict(dockerfile)["CMD"])
    port, volume = dict(dockerfile)["EXPOSE"], dict(dockerfile)["VOLUME"]
    page = (root / "docs" / "running.md").read_text(encoding="utf-8")

    assert "0.0.0.0" == ends[ends.index("--address") + 1]  # noqa: S104  the container's own, see the Dockerfile
    assert port == ends[ends.index("--port") + 1]
    assert f"-p 127.0.0.1:{port}:{port} -v course-work:{volume} " in page


def test_the_image_asks_for_nothing_but_python_and_its_own_files(root, dockerfile):
    text = (root / "container" / "Dockerfile").read_text(encoding="utf-8")

    assert re.search(r"://|curl|wget|\bpip\b|apt", text) is None
    assert ["python:3.11-slim"] == [line for word, line in dockerfile if word == "FROM"]


def test_what_is_about_people_or_made_anew_stays_out_of_the_image(root):
    left_out = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert {".git", ".venv", "classroom", "learner.json", "work"} <= set(left_out)


def test_a_codespace_is_made_and_started_by_commands_that_exist(start, devcontainer):
    commands = [devcontainer[name] for name in ("updateContentCommand", "postAttachCommand")]

    assert [] == [wrong for command in commands for wrong in unknown(start, command)]
    assert f"--port {devcontainer['forwardPorts'][0]}" in commands[1]


def test_a_codespace_has_a_normal_user_and_an_environment_of_its_own(root, devcontainer):
    made = (root / ".devcontainer" / devcontainer["build"]["dockerfile"]).read_text(encoding="utf-8")

    assert f"useradd --create-home --uid 1000 --shell /bin/bash {devcontainer['remoteUser']}" in made
    assert devcontainer["containerEnv"]["COURSE_VENV"].startswith(f"/home/{devcontainer['remoteUser']}/")


@pytest.mark.parametrize(
    "origin,allowed",
    [
        ("https://fuzzy-giggle-q7v4-8888.app.github.dev", True),
        ("https://fuzzy-giggle-q7v4-9999.app.github.dev", False),
        ("https://fuzzy-giggle-q7v4-8888.app.github.dev.example.org", False),
        ("https://example.org/-8888.app.github.dev", False),
        ("http://fuzzy-giggle-q7v4-8888.app.github.dev", False),
    ],
)
def test_a_codespace_is_heard_from_its_own_forwarded_port_only(root, origin, allowed):
    said = json.loads(
        (root / ".devcontainer" / "jupyter" / "jupyter_server_config.json").read_text(encoding="utf-8")
    )

    # jupyter_server.base.handlers.JupyterHandler.check_origin asks in this way.
    assert allowed == bool(re.match(said["ServerApp"]["allow_origin_pat"], origin))


def test_binder_puts_the_lessons_and_exercises_where_its_page_looks(root, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "environment"))
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(root / "postBuild"), run_name="__main__")
    page = (root / "docs" / "running.md").read_text(encoding="utf-8")
    opened = Path(re.search(r"`lab/tree/([^`]+)`", page)[1])

    assert (tmp_path / opened).is_file()
    assert len(list((root / "exercises").glob("*/*.ipynb"))) == len(
        list((tmp_path / "work" / "exercises").glob("*/*.ipynb"))
    )
    assert (tmp_path / "environment" / "etc" / "jupyter" / "jupyter_server_config.json").is_file()


def test_binder_finds_what_it_runs_beside_the_environment_and_no_other_way(root):
    assert (root / "postBuild").read_text(encoding="utf-8").startswith("#!/usr/bin/env python3\n")
    assert (root / "postBuild").stat().st_mode & 0o100
    # Either of these would be taken in the place of environment.yml.
    assert [] == [name for name in ("Dockerfile", "binder", ".binder") if (root / name).exists()]
    assert root == workspace.ROOT


def test_pages_shows_what_the_site_command_writes(start, workflow):
    steps = workflow["jobs"]["site"]["steps"]
    (command,) = [step["run"] for step in steps if "run" in step]
    (shown,) = [step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", "")]

    assert [] == unknown(start, command)
    assert shown == command.split()[-1]
