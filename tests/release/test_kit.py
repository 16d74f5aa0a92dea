"""A kit holds what a learner needs, works by itself, and has nothing hidden in it."""

import ast
import hashlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from course import cli, doctor
from course import kit as kits
from grader import rubrics
from grader.checks import Bench, Keys
from grader.classroom.exams import Exams
from grader.program import COMMANDS
from grader.release.kit import ReleaseError, archive, kit, released
from grader.release.leaks import leaks

WORD = r"[\w.:-]{6,}"
DAY = r"20\d\d-\d\d(-\d\d)?"
FEWEST = 10
COURSE = Path(__file__).parents[2]
ASSIGNMENT = "m05_publish_subscribe"
ANSWERS = COURSE / "tests" / "answers" / "m05"


@pytest.fixture(scope="module")
def unpacked(files, tmp_path_factory):
    """A kit, unpacked as a learner would."""
    folder = tmp_path_factory.mktemp("downloads")
    zipfile.ZipFile(io.BytesIO(archive(files, "kit"))).extractall(folder)
    return folder / "kit"


def run(kit, *words, **settings):
    """Run Python in a kit, with nothing of this course's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    own = {"PYTHONPATH": str(kit), "COURSE_HOME": str(kit / "home"), "COURSE_LEARNER": rubrics.AUTHOR}
    return subprocess.run(
        [sys.executable, "-P", *words],
        cwd=kit,
        env=kept | own | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def worked_through(kit, answers, **settings):
    ended = run(kit, str(Path(__file__).with_name("in_a_kit.py")), json.dumps(answers), **settings)
    assert not ended.stderr
    return json.loads(ended.stdout)


def test_nothing_in_it_is_hidden_or_an_answer(whole):
    assert [] == list(leaks(COURSE, whole))


def test_it_has_what_learners_work_with_and_nothing_that_grades(files):
    rooms = {"/".join(place.split("/")[:2]) for place in files if place.startswith("grader/")}
    tops = {place.split("/")[0] for place in files}

    assert {
        "grader/__init__.py", "grader/__main__.py", "grader/checks", "grader/cli.py", "grader/notebook.py",
        "grader/program.py", "grader/py.typed", "grader/rubrics", "grader/validated.py",
    } == rooms  # fmt: skip
    assert {
        "LICENSE", "LICENSE-TEXT", "README.md", "constraints.txt", "course", "environment.yml", "exercises",
        "grader", "kit.json", "pyproject.toml", "start.py",
    } == tops  # fmt: skip


def test_it_can_be_started(unpacked):
    start = runpy.run_path(str(unpacked / "start.py"))
    ended = run(unpacked, *start["words"](["syllabus", "--json"]))

    assert ("", 0) == (ended.stderr, ended.returncode)
    assert "m05" in {module["id"] for module in json.loads(ended.stdout)}


def test_the_modules_that_start_py_names_are_in_it(files):
    named = set(re.findall(r"\bgrader\.(\w+)", files["start.py"].decode()))

    assert {"program"} <= named
    assert set() == {name for name in named if f"grader/{name}.py" not in files}


def test_it_has_the_whole_course_that_learners_import(files):
    ours = {
        path.relative_to(COURSE).as_posix()
        for path in (COURSE / "course").rglob("*.py")
        if "__pycache__" not in path.parts
    }

    assert set() == ours - files.keys()


def test_each_rubric_hides_something_and_no_hidden_function_has_a_body(whole):
    trees = [ast.parse(text) for place, text in whole.items() if place.startswith("grader/rubrics/m")]
    functions = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    hidden = [node for node in functions if "hidden" in map(ast.unparse, node.decorator_list)]

    assert [] == [each for each in rubrics.ids() if not rubrics.hidden_rows(each) and not _asks_all(each)]
    assert {"return []"} == {ast.unparse(node.body[1:]) for node in hidden}


def _asks_all(exercise):
    """Whether nothing is left to hide: a learner is asked about each of their own values (V), or for tests (U).

    Or what was decided is compared with what the same learner has built (X of the first exercise of the capstone).
    """
    parts = rubrics.exercise(exercise).parts
    return all(
        "V" in part.kind or part.kind == "U" or (exercise, part.kind) == ("m14.e1", "X") for part in parts
    )


def drawn(exercise, learner, keys):
    """What the hidden rows of an exercise are for a learner, as texts and numbers, written out."""
    bench = Bench(rubrics.exercise(exercise), {}, learner_id=learner, grading=True, keys=keys)
    rows = [hidden(bench) for hidden in rubrics.hidden_rows(exercise)]
    return set(re.findall(WORD, json.dumps(rows, ensure_ascii=False, default=vars)))


@pytest.mark.parametrize("keys", [Keys(), Keys("values", "hidden")], ids=["no exam", "an exam"])
def test_no_value_that_is_drawn_for_a_hidden_row_stands_in_it(whole, keys):
    said = {word for content in whole.values() for word in re.findall(WORD, content.decode())}
    looked_at, there = [], {}
    for exercise in rubrics.ids():
        one, other = drawn(exercise, "anna", keys), drawn(exercise, "bert", Keys("others", "others"))
        # What both have (the name of a field) was not drawn; a day of the year, and a plain word, are in many texts.
        values = {each for each in one - other if re.search(r"\d", each) and not re.fullmatch(DAY, each)}
        if len(values) >= FEWEST:
            looked_at.append(exercise)
            # An example in a text may have the number of a drawn payment by chance.
            there |= {exercise: values & said} if len(values & said) > len(values) // FEWEST else {}

    assert {} == there
    assert {"m05", "m06", "m08", "m09"} <= {each.partition(".")[0] for each in looked_at}


def test_its_list_has_the_hash_of_every_file(files):
    listed = json.loads(files["kit.json"])
    hashes = {place: hashlib.sha256(content).hexdigest() for place, content in files.items()}
    hashes.pop("kit.json")

    assert hashes == listed["files"]
    assert ([ASSIGNMENT], []) == (listed["assignments"], listed["exams"])


def test_the_same_course_makes_the_same_archive(files):
    again = kit(COURSE, released(COURSE, [ASSIGNMENT]), Exams())
    backwards = dict(sorted(again.items(), reverse=True))

    assert archive(files, "kit") == archive(backwards, "kit")


def test_its_readme_is_whole_and_names_the_exercises(files):
    text = files["README.md"].decode()

    assert "{" not in text
    assert f"- `{ASSIGNMENT}`\n" in text
    assert "learner.json" not in text


def test_an_assignment_that_there_is_not_is_named_with_those_there_are():
    with pytest.raises(ReleaseError, match=f"no assignment `m99`; expected one of .*{ASSIGNMENT}"):
        released(COURSE, ["m99"])


def test_a_course_without_assignments_has_no_kit(tmp_path):
    with pytest.raises(ReleaseError, match="found no assignment"):
        released(tmp_path, [])


def test_a_learner_works_in_it_with_its_own_code_alone(unpacked):
    answers = {
        f"{path.parent.name.partition('_')[0]}_solution": path.read_text(encoding="utf-8")
        for path in ANSWERS.glob("*/10_none_reference*.py")
    }
    said = worked_through(unpacked, answers)

    assert [] == said["elsewhere"]
    assert dict.fromkeys([f"e{number}_grade" for number in range(1, 6)], 10.0) == said["ended"]
    assert 5 == said["printed"].count("This passes the visible cases; grading adds more.")
    assert 5 == said["printed"].count("hint 1 of 4: ")
    assert 5 == said["printed"].count(": your values\n")


def test_its_grader_says_that_it_is_a_learners(unpacked):
    ended = run(unpacked, "-m", "grader", "autograde")

    assert (1, "") == (ended.returncode, ended.stdout)
    assert "This is a learner's kit" in ended.stderr


@pytest.mark.parametrize("name", sorted(name for name, room in COMMANDS.items() if room != "course.cli"))
def test_a_command_of_the_whole_course_is_answered_with_what_a_kit_has(unpacked, name):
    ended = run(unpacked, "-m", "grader.program", name, "m05", "--folder", "work")

    assert (2, "") == (ended.returncode, ended.stdout)
    assert ended.stderr.startswith(f"`{name}` is not in a kit for a class: ")


def test_what_grades_cannot_be_imported_in_it(unpacked):
    script = unpacked / "asks.py"
    script.write_text(
        "import sys\n"
        "sys.meta_path = [each for each in sys.meta_path if '__editable__' not in getattr(each, '__module__', '')]\n"
        "import grader.rooms\n"
    )

    assert "No module named 'grader.rooms'" in run(unpacked, str(script)).stderr


def test_the_course_knows_that_it_is_a_kit(unpacked):
    assert kits.Kit((ASSIGNMENT,)) == kits.read(unpacked)
    assert None is kits.read(COURSE)


@pytest.mark.parametrize("held, well", [((ASSIGNMENT,), True), ((), True), (("m99_gone",), False)])
def test_the_doctor_looks_for_the_exercises_that_a_kit_holds(monkeypatch, tmp_path, held, well):
    monkeypatch.setattr(kits, "read", lambda: kits.Kit(held))

    assert well == doctor.CHECKS["material"](tmp_path)[0]


def test_a_damaged_list_is_told_in_words(tmp_path):
    (tmp_path / "kit.json").write_text('{"assignments"')

    with pytest.raises(kits.KitError, match=r"kit\.json is damaged. Unpack"):
        kits.read(tmp_path)


def test_who_is_named_by_nobody_is_told_so(unpacked):
    told = "Nobody has said who you are"
    named = worked_through(unpacked, {})
    unnamed = worked_through(unpacked, {}, COURSE_LEARNER="")

    assert told not in named["printed"]
    # By `task` and by `grade` of each of the five exercises.
    assert 10 == unnamed["printed"].count(told)


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """Open JupyterLab as `course lab` does, up to where it would begin, by learner and kit; return what is said."""
    monkeypatch.setattr(cli.jupyter, "open_lab", lambda *_, **__: None)
    monkeypatch.setattr(cli, "Drawing", lambda _: None)
    monkeypatch.chdir(tmp_path)

    def said(learner, kit):
        monkeypatch.setenv("COURSE_LEARNER", learner)
        monkeypatch.setattr(kits, "read", lambda *_: kit)
        return CliRunner().invoke(cli.app, ["lab", "--folder", str(tmp_path / "work")]).output

    return said


def test_the_start_says_that_the_learners_file_is_missing_and_goes_on(opened):
    missing = "Nobody has said who you are, so the values in your exercises need not be those that you are graded by. Save"
    missed = opened("", kits.Kit((ASSIGNMENT,)))

    assert missing in missed
    assert "JupyterLab opens on port" in missed
    assert missing not in opened("ada", kits.Kit((ASSIGNMENT,)))
    assert missing not in opened("", None)


def test_the_doctor_says_so_too_and_calls_nothing_wrong(unpacked):
    ended = run(unpacked, "-m", "grader.program", "doctor", "--json", COURSE_LEARNER="")
    named = run(unpacked, "-m", "grader.program", "doctor", "--json")
    (missed,) = (check for check in json.loads(ended.stdout) if check["name"] == "notes")

    assert (True, True) == (missed["ok"], missed["noted"])
    assert "learner.json" in missed["mend"]
    assert "note    notes: Nobody has said who you are" == doctor.Check(**missed).lines[0]
    assert [] == [check for check in json.loads(named.stdout) if check["noted"]]


@pytest.mark.kernel
@pytest.mark.slow
def test_validate_tells_what_is_missing_and_success_only_where_nothing_is(unpacked):
    path = unpacked / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_bytes())
    notebook["cells"] = notebook["cells"][: _place(notebook, "e1_grade") + 1]
    answer = notebook["cells"][_place(notebook, "e1_solution")]

    def validated(name):
        (stored,) = (ANSWERS / "e1_fan_out").glob(f"{name}.py")
        answer["source"] = stored.read_text(encoding="utf-8")
        (unpacked / "mine.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        return run(unpacked, "-m", "nbgrader", "validate", "mine.ipynb").stdout

    wrong, right = validated("06_K05.2_no_queue_policy"), validated("10_none_reference*")

    assert "m05.e1 Fan out: 6 of 10 points" in wrong
    assert "Look first at this: Each queue's policy admits SNS for this topic." in wrong
    assert "Success!" not in wrong
    assert "Traceback" not in wrong
    assert "Success!" in right


def _place(notebook, grade_id):
    return next(
        at
        for at, cell in enumerate(notebook["cells"])
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
