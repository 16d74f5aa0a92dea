"""A submission examined, whatever its cells do; many more cases of that lie in `tests/attacks`."""

from pathlib import Path

import pytest

from grader.notebook import REPORT
from grader.rooms.examiner.paper import Cell, Paper
from grader.rooms.examiner.sitting import WITHHELD, sit
from grader.rooms.isolation import Limits

pytestmark = pytest.mark.slow

WIRE = """
import json

def wire(sns, sqs, prefix):
    max_receive_count = 7
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    return {"topic_arn": topic, "queue_urls": {}}
"""
GRADE = 'grade("m05.e1", wire)'


def examined(nursery, *cells, seconds=20.0, **limits):
    """Examine cells given by their texts; those that begin with `grade(` grade."""
    made = [Cell("from grader.notebook import grade", "fixed", "setup")]
    made += [
        Cell(text, "grade" if text.startswith("grade(") else "own", f"cell {at}")
        for at, text in enumerate(cells, 1)
    ]
    return sit(Paper(tuple(made), "author", seconds, Limits(**limits)), nursery)


def points(result, at):
    """The number in which a grade cell ended."""
    return float(result.outputs[at][-1]["data"]["text/plain"])


@pytest.fixture(scope="module")
def right(nursery):
    answers = Path(__file__).parents[1] / "answers" / "m05" / "e1_fan_out"
    text = next(answers.glob("10_*.py")).read_text()
    assert 10.0 == points(examined(nursery, text, GRADE), 2)
    return text


def test_a_right_answer_gets_its_points_and_the_level_is_recorded(nursery, right):
    result = examined(nursery, right, GRADE)

    assert (10.0, {}) == (points(result, 2), result.left_out)
    assert "isolated by" in result.level


def test_a_function_that_ends_its_process_costs_its_own_exercise_only(nursery, right):
    fatal = "def wire(sns, sqs, prefix):\n    import os\n    os._exit(0)"
    result = examined(nursery, fatal, GRADE, right, GRADE)

    assert (0.0, 10.0) == (points(result, 2), points(result, 4))
    assert {2: "cell 2 ended its process."} == result.left_out


HANDLER = """
import boto3, io, zipfile
from course.cloud import Account
content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    archive.writestr("app.py", "import os, sys\\ndef handler(event, context):\\n    {does}")
with Account() as account:
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{{}}")["Role"]["Arn"]
    boto3.client("lambda").create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler",
        Code={{"ZipFile": content.getvalue()}})
    answer = boto3.client("lambda").invoke(FunctionName="f")["Payload"].read()
"""


def test_a_handler_finds_nothing_that_grades(nursery):
    looks = "print([n for n in sys.modules if n.startswith(('moto', 'grader.rubrics', 'grader.checks', 'course.cloud.'))])"
    result = examined(nursery, HANDLER.format(does=looks.replace("print", "return")) + "print(answer)")

    assert [["b'[]'\n"]] == [[each["text"] for each in result.outputs[1]]]


def test_an_answer_that_is_not_there_is_no_answer(nursery):
    result = examined(nursery, "x = 1", GRADE)

    assert 0.0 == points(result, 2)


KEEPS = """
met = []

def wire(sns, sqs, prefix):
    met.append(prefix)
    return {"topic_arn": "", "queue_urls": {}}
"""


def report(result, at):
    """The report's data of a grade cell."""
    return next(each["data"][REPORT] for each in result.outputs[at] if REPORT in each["data"])


def test_a_cell_after_an_examination_shows_what_it_shows_where_no_hidden_row_was_passed(nursery):
    result = examined(nursery, KEEPS, GRADE, "print('met', met)")

    assert [["met ['river-71']\n"]] == [[each["text"] for each in result.outputs[3]]]


def test_what_a_later_exercise_finds_comes_from_a_process_without_hidden_rows(nursery):
    tells = "def wire(sns, sqs, prefix):\n    raise ValueError(met)"
    result = examined(nursery, KEEPS, GRADE, tells, GRADE)
    found = [finding["got"] for part in report(result, 4)["parts"] for finding in part["findings"]]

    assert ["ValueError: ['river-71']"] == found


def test_what_cannot_be_run_without_hidden_rows_is_left_out_and_costs_no_points(nursery, right):
    leaves = "import os\nprint(1)\nif not met: os._exit(0)"
    keeps = f"met = []\n{right}\nwired = wire\ndef wire(*words):\n    met.append(words[-1])\n    return wired(*words)"
    result = examined(nursery, keeps, GRADE, leaves)

    assert (10.0, [WITHHELD], {}) == (points(result, 2), result.outputs[3], result.left_out)


def test_an_answer_that_ends_its_process_is_told_so(nursery):
    result = examined(nursery, "def wire(sns, sqs, prefix):\n    import os\n    os._exit(0)", GRADE)
    found = {finding["got"] for part in report(result, 2)["parts"] for finding in part["findings"]}

    assert {"ProcessEnded: ended its process"} == found


def test_a_traceback_calls_each_cell_by_its_number_on_the_page(nursery):
    result = examined(nursery, "def broken():\n    return 1 / 0", "broken()")

    (error,) = result.outputs[2]
    assert error["ename"] == "ZeroDivisionError"
    assert [
        word for word in ("Cell In[1]", "Cell In[2]", "Cell In[3]") if word in "".join(error["traceback"])
    ] == [
        "Cell In[2]",
        "Cell In[3]",
    ]
