"""What an exam comes from reaches the examiner, and never the learner's process."""

import pytest

from grader.checks import Keys
from grader.classroom.exams import exams, make_exam, secrets_file
from grader.classroom.known import fingerprints
from grader.classroom.papers import paper
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiner.sitting import sit
from grader.rooms.nursery import Nursery

SPY = """
import glob, os, sys

canary = "-".join(["sings", "here"])
said = [str(dict(os.environ)), str(sys.argv)]
for path in [{file!r}, *glob.glob("/proc/*/environ"), *glob.glob("/proc/*/cmdline")]:
    try:
        with open(path, "rb") as file:
            said.append(file.read().decode("latin-1"))
    except OSError as problem:
        said.append(str(problem))
frame = sys._getframe()
names = [globals(), *(vars(module) for module in list(sys.modules.values()) if hasattr(module, "__dict__"))]
while frame := frame.f_back:
    names.append(frame.f_locals)
said += [value for each in names for value in list(each.values()) if type(value) in (str, bytes)]
said = [text if type(text) is str else text.decode("latin-1") for text in said]
words = {backwards!r}
print(sorted(name for name, word in words.items() if any(word[::-1] in text for text in said)))
"""


@pytest.fixture(scope="module")
def nursery():
    opened = Nursery()
    yield opened
    opened.close()


def test_a_learners_cell_finds_neither_secret_nor_keys(nursery, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_SECRET_FILE", str(tmp_path / "exams.toml"))
    make_exam(tmp_path, "m05_tiny")
    made = exams(tmp_path)
    keys = made.keys("m05_tiny", "anna")
    sought = {"canary": "sings-here", "secret": made.secrets["m05_tiny"], **vars(keys)}
    # Backwards, so that the spy does not find them in itself.
    backwards = {name: word[::-1] for name, word in sought.items()}
    spy = Cell(SPY.format(file=str(secrets_file(tmp_path)), backwards=backwards), "own", "spy")
    result = sit(Paper((spy,), "anna", keys=keys), nursery)
    (output,) = result.outputs[0]

    assert "['canary']\n" == output["text"]


def test_another_secret_is_another_fingerprint():
    cells = []

    def prints(keys):
        asked = Paper((Cell('grade("m05.e1", wire)', "grade", "Cell e1_grade"),), "anna", keys=keys)
        return fingerprints(asked)["Cell e1_grade"]

    keys = [Keys(), Keys("a", "b"), Keys("a", "c"), Keys("c", "b")]

    assert 4 == len({prints(each) for each in keys})
    assert prints(keys[1]) == prints(keys[1])
    assert Keys() == paper(cells, "anna", 60.0).keys
