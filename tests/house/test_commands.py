"""The command `course`: every command explains itself, and refuses in one sentence."""

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner

from course import cli, lab, learner
from course.doctor import Check
from course.syllabus import syllabus
from grader.program import COMMANDS, app

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/instructors.md", "docs/grading.md")


def run(*words):
    return CliRunner().invoke(app, list(words), prog_name="course")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert f"Usage: course {command}" in result.output


def test_readme_names_every_command_and_no_other(root):
    named = set(re.findall(r"`course (\w+)", (root / "README.md").read_text(encoding="utf-8")))

    assert set(COMMANDS) == named


def test_documents_name_only_commands_and_options_of_grader_that_exist(root):
    from grader import cli

    texts = [(root / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    named = re.findall(
        r"(?:`|^|-m |start\.py )grader ([a-z-]+)([^`|#\n]*)", "\n".join(texts), flags=re.MULTILINE
    )
    wanted = {(command, option) for command, rest in named for option in re.findall(r"--[a-z-]+", rest)}
    group = typer.main.get_command(cli.app)
    known = {
        (command, option)
        for command in cli.COMMANDS
        for parameter in group.get_command(None, command).params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }

    assert set(cli.COMMANDS) == {command for command, _ in named}
    assert set() == wanted - known


@pytest.mark.parametrize("module", ["course", "grader.program"])
def test_the_command_can_be_named_as_a_module(module):
    said = subprocess.run(
        [sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert "Usage: course " in said


def test_syllabus_can_be_read_by_a_program():
    assert [module.as_dict() for module in syllabus().modules] == json.loads(run("syllabus", "--json").output)


def test_syllabus_can_be_read_by_a_person():
    assert "ready" in run("syllabus").output


@pytest.fixture(autouse=True)
def _no_map(monkeypatch):
    """Nothing is drawn into a first page: `tests/house/test_start_page.py` looks at that."""
    monkeypatch.setattr(cli, "Drawing", lambda work: SimpleNamespace(problem=str))


@pytest.fixture
def noted(monkeypatch):
    """A learner with some notes, who is nobody else."""
    monkeypatch.setenv("COURSE_LEARNER", "a learner with notes")
    learner.notes().put("best/m05.e1", {"points": 7.5, "maximum": 10})
    learner.notes().put("quiz/m05", {"m05.q1": [0], "m05.q2": []})


@pytest.mark.usefixtures("noted")
def test_progress_can_be_read_by_a_person():
    output = run("progress").output

    assert "m05.e1: 7.5 of 10 points" in output
    assert "knowledge check: 1 questions answered" in output


@pytest.mark.usefixtures("noted")
def test_progress_can_be_read_by_a_program():
    modules = {each["module"]: each for each in json.loads(run("progress", "--json").output)["modules"]}
    module = modules["m05"]

    assert module["exercises"] == {"m05.e1": {"points": 7.5, "maximum": 10}}
    assert module["answered"] == 1


def test_progress_of_somebody_new_says_so(monkeypatch):
    monkeypatch.setenv("COURSE_LEARNER", "somebody new")

    assert "no exercise tried yet" in run("progress").output


def test_lab_refuses_a_port_that_is_taken(monkeypatch, tmp_path):
    monkeypatch.setattr(lab, "free", lambda port: False)
    result = run("lab", "--port", "8888", "--folder", str(tmp_path))

    assert result.exit_code == 1
    assert "Port 8888 is in use by another program" in result.output
    assert [] == list(tmp_path.iterdir())


def test_lab_refuses_a_folder_that_cannot_be_written(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(lab, "free", lambda port: True)
    result = run("lab", "--folder", str(tmp_path / "file" / "work"))

    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_lab_delivers_first_and_opens_then(monkeypatch, tmp_path):
    opened = []
    first = tmp_path / "lessons" / f"{syllabus().first_page}.ipynb"
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setattr(
        lab, "open_lab", lambda arguments, role, before: opened.append((first.exists(), role))
    )
    result = run("lab", "--no-browser", "--folder", str(tmp_path))

    assert result.exit_code == 0
    assert opened == [(True, "learner")]


@pytest.mark.parametrize("options", [[], ["--instructor"]], ids=["learner", "instructor"])
def test_lab_runs_where_nbgrader_finds_its_configuration_and_shows_the_folder_that_was_named(
    options, monkeypatch, tmp_path
):
    opened = []
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        lab, "open_lab", lambda arguments, role, before: opened.append((arguments, Path.cwd()))
    )
    run("lab", *options, "--no-browser", "--folder", "mine")

    arguments, folder = opened[0]
    assert (folder / "nbgrader_config.py").is_file()
    assert f"--ServerApp.root_dir={tmp_path / 'mine'}" in arguments


def test_lab_opens_the_folder_of_a_class_for_an_instructor_and_delivers_nothing(monkeypatch, tmp_path):
    opened = []
    (tmp_path / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.setattr(lab, "open_lab", lambda arguments, role, before: opened.append((Path.cwd(), role)))
    result = run("lab", "--instructor", "--no-browser", "--folder", str(tmp_path))

    assert result.exit_code == 0
    assert opened == [(tmp_path, "instructor")]
    assert ["nbgrader_config.py"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("is_class", [True, False], ids=["a class", "elsewhere"])
def test_lab_opens_the_class_in_whose_folder_an_instructor_is_and_elsewhere_the_course(
    is_class, monkeypatch, root, tmp_path
):
    opened = []
    if is_class:
        (tmp_path / "nbgrader_config.py").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab, "open_lab", lambda arguments, role, before: opened.append(Path.cwd()))
    result = run("lab", "--instructor", "--no-browser")

    assert result.exit_code == 0, result.output
    assert opened == [tmp_path if is_class else root]


def test_lab_refuses_a_folder_that_is_no_class(tmp_path):
    result = run("lab", "--instructor", "--folder", str(tmp_path))

    assert result.exit_code == 1
    assert "it has no nbgrader_config.py" in result.output


def test_doctor_says_what_is_wrong_and_how_to_mend_it(monkeypatch, tmp_path):
    checks = [
        Check("Python", ok=True, found="3.11.7"),
        Check("drawing", ok=False, found="no", means="no pictures", mend="install it", can_mend=True),
    ]
    monkeypatch.setattr(cli.examination, "examine", lambda work, mend: checks)
    result = run("doctor", "--folder", str(tmp_path))
    as_json = run("doctor", "--json", "--folder", str(tmp_path))

    assert result.exit_code == as_json.exit_code == 1
    assert (
        "WRONG   drawing: no\n        it means: no pictures\n        to mend it: install it" in result.output
    )
    assert "doctor --mend    puts right what it can" in result.output
    assert [check.as_dict() for check in checks] == json.loads(as_json.output)


def test_doctor_mends_when_it_is_asked_to(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(cli.examination, "examine", lambda work, mend: asked.append(mend) or [])

    assert (0, 0) == (run("doctor", "--mend").exit_code, run("doctor").exit_code)
    assert [True, False] == asked


def test_a_package_that_is_gone_is_a_sentence_and_no_traceback():
    gone = "import sys; sys.modules['typer'] = None; import grader.program"
    ended = subprocess.run([sys.executable, "-c", gone], capture_output=True, text=True, check=False)

    assert 1 == ended.returncode
    assert ended.stderr.startswith("A part of the course's Python environment is missing or damaged: ")
    assert "doctor --mend" in ended.stderr
    assert "Traceback" not in ended.stderr
