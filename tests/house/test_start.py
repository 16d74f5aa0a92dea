"""start.py: its decisions, with fakes in place of pip and the network."""

import ast
import importlib.util
import json
import subprocess
import sys

import pytest


@pytest.fixture
def start(root):
    """start.py as a module, fresh for each test."""
    spec = importlib.util.spec_from_file_location("start", root / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FakePip:
    """What subprocess.Popen gives, for a pip that says its lines and ends."""

    def __init__(self, lines, returncode):
        self.stdout = [line + "\n" for line in lines]
        self.returncode = returncode

    def wait(self):
        return self.returncode


def test_an_old_python_can_read_it_far_enough_to_be_told_so(root):
    ast.parse((root / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 0)])
def test_a_python_too_old_is_named_with_the_one_needed(start, version):
    said = start.too_old(version)

    assert said.startswith(f"This is Python {version[0]}.{version[1]}, and the course needs 3.11 or newer.")


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 0), (4, 0, 0)])
def test_a_python_new_enough_is_passed_in_silence(start, version):
    assert start.too_old(version) == ""


def test_it_asks_for_the_python_that_the_project_requires(start, pyproject):
    assert pyproject["project"]["requires-python"] == f">={start.NEEDED[0]}.{start.NEEDED[1]}"


@pytest.mark.parametrize(
    "arguments,expected",
    [
        ([], ["-m", "grader.program", "lab"]),
        (["--port", "9000"], ["-m", "grader.program", "lab", "--port", "9000"]),
        (["lab", "--help"], ["-m", "grader.program", "lab", "--help"]),
        (["doctor"], ["-m", "grader.program", "doctor"]),
        (["grader", "report", "m05"], ["-m", "grader", "report", "m05"]),
        (["test"], ["-m", "pytest", "-n", "2", "--dist", "worksteal"]),
        (["test", "tests/house", "-x"], ["-m", "pytest", "tests/house", "-x"]),
    ],
)
def test_its_words_become_a_command_of_the_environment(start, arguments, expected):
    assert start.words(arguments) == expected


def test_help_explains_and_touches_nothing(start, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_VENV", str(tmp_path / "venv"))

    assert start.main(["--help"]) == 0
    assert "python3 start.py test" in capsys.readouterr().out
    assert not (tmp_path / "venv").exists()


def test_in_a_kit_it_names_and_runs_only_what_a_kit_has(start, tmp_path, monkeypatch, capsys):
    (tmp_path / "kit.json").touch()
    monkeypatch.setattr(start, "KIT", tmp_path / "kit.json")
    monkeypatch.setenv("COURSE_VENV", str(tmp_path / "venv"))

    assert start.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert start.main(["test"]) == 1

    assert "python3 start.py doctor" in said
    assert [] == [word for word in ("test ", "grader", "next") if f"start.py {word}" in said]
    assert "The tests are in the whole course; this is a kit for a class.\n" == capsys.readouterr().err
    assert not (tmp_path / "venv").exists()


def test_an_installation_is_fresh_only_for_the_same_files_python_and_extras(start, monkeypatch, tmp_path):
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(start, "ROOT", tmp_path)
    stamp = {"state": start.state("3.11.7"), "extras": ["test"]}

    assert start.is_fresh(stamp, set(), "3.11.7")
    assert start.is_fresh(stamp, {"test"}, "3.11.7")
    assert not start.is_fresh(stamp, {"test"}, "3.12.1")
    assert not start.is_fresh({**stamp, "extras": []}, {"test"}, "3.11.7")
    assert not start.is_fresh({}, set(), "3.11.7")

    (tmp_path / "constraints.txt").write_text("a new pin")

    assert not start.is_fresh(stamp, set(), "3.11.7")


def test_a_second_start_does_nothing_and_says_nothing(start, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(start, "python_of", lambda folder: "3.11.7")
    monkeypatch.setattr(start, "install", None)
    (tmp_path / start.STAMP).write_text(json.dumps({"state": start.state("3.11.7"), "extras": []}))

    start.prepare(tmp_path, set())

    assert capsys.readouterr().out == ""


def test_an_interrupted_installation_leaves_no_stamp(start, monkeypatch, tmp_path, capsys):
    def interrupted(folder, extras):
        raise KeyboardInterrupt

    (tmp_path / start.STAMP).write_text(json.dumps({"state": "an earlier one", "extras": []}))
    monkeypatch.setenv("COURSE_VENV", str(tmp_path))
    monkeypatch.setattr(start, "python_of", lambda folder: "3.11.7")
    monkeypatch.setattr(start, "ensure_pip", lambda folder: None)
    monkeypatch.setattr(start, "install", interrupted)

    assert start.main([]) == 130
    assert not (tmp_path / start.STAMP).exists()
    assert "the next start goes on" in capsys.readouterr().err


def test_what_was_installed_for_the_tests_stays_installed(start, monkeypatch, tmp_path):
    asked = []
    (tmp_path / start.STAMP).write_text(json.dumps({"state": "an earlier one", "extras": ["test"]}))
    monkeypatch.setattr(start, "python_of", lambda folder: "3.11.7")
    monkeypatch.setattr(start, "ensure_pip", lambda folder: None)
    monkeypatch.setattr(start, "install", lambda folder, extras: asked.append(extras))

    start.prepare(tmp_path, set())

    assert asked == [{"test"}]
    assert start.is_fresh(start.read_stamp(tmp_path), {"test"}, "3.11.7")


def test_what_jupyter_is_to_do_stands_in_the_environment_and_a_change_of_it_is_noticed(
    start, monkeypatch, tmp_path
):
    wishes = tmp_path / "wishes" / "labconfig" / "settings.json"
    wishes.parent.mkdir(parents=True)
    wishes.write_text("{}")
    monkeypatch.setattr(start, "JUPYTER", tmp_path / "wishes")
    for name, instead in {"python_of": "3.11.7", "ensure_pip": None, "install": None}.items():
        monkeypatch.setattr(start, name, lambda *_, instead=instead: instead)
    start.prepare(tmp_path / "venv", set())

    assert "{}" == (tmp_path / "venv" / "etc" / "jupyter" / "labconfig" / "settings.json").read_text()

    before = start.state("3.11.7")
    wishes.write_text('{"another": 1}')

    assert before != start.state("3.11.7")


@pytest.mark.parametrize("name", ["course", "grader"])
def test_the_courses_own_files_are_compiled_also_where_python_is_told_not_to(
    start, monkeypatch, tmp_path, name
):
    source = tmp_path / name / "file.py"
    source.parent.mkdir()
    source.write_text("value = 1\n")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "python", lambda _: sys.executable)

    start.compile_sources(tmp_path / "venv")

    assert list((tmp_path / name).glob("__pycache__/file.*.pyc"))


def test_a_python_that_cannot_compile_stops_nobody(start, tmp_path):
    start.compile_sources(tmp_path / "no venv")

    assert not (tmp_path / "no venv").exists()


def test_a_place_that_cannot_be_written_is_named_with_the_way_out(start, monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_VENV", str(tmp_path / "file" / "venv"))

    assert start.main([]) == 1

    said = capsys.readouterr().err

    assert str(tmp_path / "file" / "venv") in said
    assert "COURSE_VENV" in said


def test_a_folder_with_other_things_in_it_is_never_cleared(start, tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(start.StartError, match="not ours to clear"):
        start.make(tmp_path)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_its_own_modules_is_told_where_to_get_them(start, monkeypatch, tmp_path, module):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else found(name))

    with pytest.raises(start.StartError, match=f"without its module {module}.*\n.*python3-venv"):
        start.make(tmp_path / "venv")


def test_a_real_environment_is_made_and_a_broken_one_is_made_anew(start, tmp_path):
    start.make(tmp_path / "venv")
    first = start.python_of(tmp_path / "venv")
    start.python(tmp_path / "venv").unlink()
    broken = start.python_of(tmp_path / "venv")
    start.make(tmp_path / "venv")

    assert first == start.python_of(tmp_path / "venv") == ".".join(map(str, sys.version_info[:3]))
    assert broken == ""


@pytest.mark.parametrize(
    "said,remedy",
    [
        ("ERROR: [Errno 28] No space left on device", "the disk is full"),
        ("error: [Errno 13] Permission denied: 'x'", "may not write"),
        ("NewConnectionError: Temporary failure in name resolution", "Is the network there"),
        ("ERROR: something else", "could not be installed"),
    ],
)
def test_a_pip_that_fails_is_told_in_words_with_its_end_and_its_log(
    start, monkeypatch, tmp_path, said, remedy
):
    lines = [f"line {number}" for number in range(40)] + [said]
    monkeypatch.setattr(start.subprocess, "Popen", lambda *_, **__: FakePip(lines, 1))

    with pytest.raises(start.StartError) as error:
        start.install(tmp_path, set())

    assert remedy in str(error.value).splitlines()[0]
    assert "line 39" in str(error.value)
    assert "line 2\n" not in str(error.value)
    assert "line 2\n" in (tmp_path / start.LOG).read_text()


def test_an_installation_shows_a_few_plain_lines(start, monkeypatch, tmp_path, capsys):
    lines = [f"Collecting package-{number}" for number in range(120)] + [
        "Installing collected packages: a, b"
    ]
    monkeypatch.setattr(start.subprocess, "Popen", lambda *_, **__: FakePip(lines, 0))

    start.install(tmp_path, {"test"})

    assert capsys.readouterr().out.splitlines() == [
        "Installing the course (a minute or two, the first time)",
        "  50 packages found",
        "  100 packages found",
        "  putting them in place",
        "Installed.",
    ]


def test_programs_of_the_environment_are_found_by_name(start, monkeypatch, tmp_path):
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    inside = start.surroundings(tmp_path)

    assert inside["PATH"].split(start.os.pathsep)[0] == str(start.python(tmp_path).parent)
    assert "PYTHONHOME" not in inside


@pytest.mark.parametrize(
    "system, typed, expected",
    [
        ("posix", "start.py", "python3 start.py"),
        ("posix", "../my course/start.py", 'python3 "../my course/start.py"'),
        ("nt", "start.py", "py start.py"),
    ],
)
def test_what_it_starts_knows_how_it_was_called(start, monkeypatch, tmp_path, system, typed, expected):
    monkeypatch.setattr(sys, "argv", [typed, "next"])
    monkeypatch.setattr(start, "python", lambda folder: folder / "bin" / "python")
    monkeypatch.setattr(start.os, "name", system)

    said = start.surroundings(tmp_path)["COURSE_CALLED"]
    monkeypatch.undo()  # a path made meanwhile would be one of the other system's

    assert expected == said


def test_an_environment_that_was_moved_is_made_anew(start, monkeypatch, tmp_path, capsys):
    made = []
    for name, instead in {"python_of": "3.11.7", "ensure_pip": None, "install": None}.items():
        monkeypatch.setattr(start, name, lambda *_, instead=instead: instead)
    monkeypatch.setattr(start, "make", made.append)
    stamp = {"state": start.state("3.11.7"), "extras": [], "folder": "/where/it/was"}
    (tmp_path / start.STAMP).write_text(json.dumps(stamp))

    start.prepare(tmp_path, set())

    assert made == [tmp_path]
    assert "was made in /where/it/was" in capsys.readouterr().out
    assert start.read_stamp(tmp_path)["folder"] == str(tmp_path)


def test_a_package_that_is_gone_is_installed_again_without_a_question(start, monkeypatch, tmp_path, capsys):
    asked = []
    monkeypatch.setattr(start, "python_of", lambda folder: "3.11.7")
    monkeypatch.setattr(start, "ensure_pip", lambda folder: None)
    monkeypatch.setattr(start, "install", lambda folder, extras: asked.append(folder))
    stamp = {"state": start.state("3.11.7"), "extras": [], "packages": ["typer"]}
    (tmp_path / start.STAMP).write_text(json.dumps(stamp))

    start.prepare(tmp_path, set())

    assert asked == [tmp_path]
    assert "has lost typer: what is missing is installed again" in capsys.readouterr().out


def test_a_package_of_the_learners_own_and_another_version_are_no_loss(start, monkeypatch, tmp_path):
    place = tmp_path / ("Lib" if start.os.name == "nt" else "lib/python3.11") / "site-packages"
    for name in ("typer-0.16.0.dist-info", "pandas-2.3.0.dist-info"):
        (place / name).mkdir(parents=True)

    assert start.broken(tmp_path, {"packages": ["typer"]}, "3.11.7") == ""


def test_an_environment_that_is_not_ours_is_never_cleared_even_when_its_python_is_gone(start, tmp_path):
    (tmp_path / "pyvenv.cfg").write_text("")
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(start.StartError, match="not ours to clear"):
        start.make(tmp_path)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


@pytest.fixture
def hollow(start, root, tmp_path, monkeypatch):
    """A real environment whose record says that all is well, and in which nothing is; how start.py runs with it."""
    folder = tmp_path / "venv"
    start.make(folder)
    stamp = {"state": start.state(start.python_of(folder)), "extras": [], "folder": str(folder)}
    (folder / start.STAMP).write_text(json.dumps(stamp))
    # Whatever pip is asked for here, it reaches nothing.
    for name, value in {"COURSE_VENV": str(folder), "PIP_NO_INDEX": "1", "PYTHONPATH": ""}.items():
        monkeypatch.setenv(name, value)

    def run(*words):
        command = [sys.executable, str(root / "start.py"), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_a_real_environment_in_which_the_course_does_not_start_is_explained(hollow):
    said = hollow("doctor")

    assert said.returncode == 1
    assert "WRONG  environment: the course does not start in" in said.stderr
    assert "No module named" in said.stderr
    assert "to mend it: python3 start.py doctor --mend" in said.stderr
    assert "Traceback" not in said.stdout + said.stderr


@pytest.mark.slow
def test_mending_it_makes_it_anew_and_says_what_stands_in_the_way(hollow, tmp_path):
    said = hollow("doctor", "--mend")

    assert said.returncode == 1
    assert "now: it is made anew" in said.stdout
    assert "The course could not be installed" in said.stderr
    assert (tmp_path / "venv" / "pyvenv.cfg").exists()
    assert "Traceback" not in said.stdout + said.stderr
