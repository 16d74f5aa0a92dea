"""The page for a new instructor leads from a checkout to graded submissions: its commands are run, in their order."""

import re
import sys
import zipfile

import nbformat
import pytest
from answered import answered
from checkout import ROOT
from scenes import Step

NAME = "m07_orchestration"
# These two make the environment, in which the others run here already.
SETUP = ["python3 start.py doctor", ". .venv/bin/activate"]


@pytest.fixture
def blocks():
    text = (ROOT / "docs" / "first_class.md").read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.slow
@pytest.mark.kernel
@pytest.mark.skipif(sys.platform == "win32", reason="a class is graded on Linux and macOS")
def test_its_commands_lead_to_grades_and_feedback(blocks, staged):
    commands = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    (roster,) = [text for kind, text in blocks if kind == "csv"]
    stage = staged()
    checkout = stage.checkout
    (checkout / "learners.csv").write_text(roster, encoding="utf-8")
    with zipfile.ZipFile(checkout / "submissions.zip", "w") as archive:
        for learner, exercises in (("ada", ("e1", "e2", "e3", "e4", "e5")), ("blaise", ("e5",))):
            notebook = answered(checkout / "exercises", NAME, learner, exercises)
            archive.writestr(f"{learner}_{NAME}.ipynb", nbformat.writes(notebook))

    for command in commands[len(SETUP) :]:
        stage.play(Step(command))

    grades = (checkout / "class.csv").read_text(encoding="utf-8-sig").splitlines()
    (left,) = (checkout / "classroom" / "removed").iterdir()
    assert SETUP == commands[: len(SETUP)]
    assert [
        "ada,Byron,Ada,ada@example.org,graded,50,",
        "blaise,Pascal,Blaise,blaise@example.org,graded,10,",
    ] == [",".join(line.split(",")[:6]) + "," for line in grades[1:]]
    assert (checkout / "class.html").is_file()
    assert (checkout / "classroom" / "kits" / NAME / f"{NAME}.zip").is_file()
    assert ["ada", "blaise"] == sorted(
        path.parent.name for path in left.glob("kits/*/learners/*/learner.json")
    )
    assert 2 == len(list(left.glob(f"feedback/*/{NAME}/{NAME}.html")))
