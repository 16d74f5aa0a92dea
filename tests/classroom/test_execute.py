"""What a cell does costs its own exercise, and a grade cell gives a number within its points or nothing."""

import pytest
from nbformat import NotebookNode, v4

from grader.classroom.autograde import grade_class
from grader.classroom.execute import ExecuteSubmission, finish
from grader.classroom.notes import notes
from grader.classroom.rows import rows
from grader.classroom.shelf import graded_notebook


def _result(text):
    return v4.new_output("execute_result", {"text/plain": text}, execution_count=1)


def _stream(name):
    return v4.new_output("stream", name=name, text="said")


ERROR = v4.new_output("error", ename="NameError", evalue="wire", traceback=[])
REPORT = v4.new_output("display_data", {"text/html": "<p>report</p>", "text/plain": "report"})
FROM_OUTPUTS = {
    "a number": ([_result("7.5")], ["7.5"]),
    "a number after a report": ([REPORT, _result("10.0")], ["report", "10.0"]),
    "nought": ([_result("0.0")], ["0.0"]),
    "something on stderr": ([_stream("stderr"), _result("7.5")], ["7.5"]),
    "something printed": ([_stream("stdout"), _result("7.5")], ["stdout", "7.5"]),
    "two numbers": ([_result("10.0"), _result("2.0")], ["2.0"]),
    "an error": ([_stream("stderr"), ERROR], ["NameError"]),
    "nothing": ([], ["NoPoints"]),
    "no number": ([_result("'excellent'")], ["NoPoints"]),
    "too many points": ([_result("11.0")], ["NoPoints"]),
    "points below nought": ([_result("-1.0")], ["NoPoints"]),
    "not a number": ([_result("nan")], ["NoPoints"]),
    "infinity": ([_result("inf")], ["NoPoints"]),
}


class _Replay(ExecuteSubmission):
    """Gives the outputs that a cell came with, in place of an examiner."""

    def _examine(self, nb, cells, learner):
        return {}


def _graded(outputs, **marks):
    cell = v4.new_code_cell("grade()", outputs=outputs)
    cell.metadata["nbgrader"] = NotebookNode(grade=True, grade_id="e1_grade", points=10, **marks)
    notebook = v4.new_notebook(cells=[cell])
    _Replay().preprocess(notebook, {"nbgrader": {"student": "somebody"}})
    return notebook


@pytest.mark.parametrize("case", FROM_OUTPUTS)
def test_a_grade_cell_ends_in_points_or_in_an_error(case):
    outputs, expected = FROM_OUTPUTS[case]

    found = _graded(outputs).cells[0].outputs
    actual = [out.get("name") or out.get("ename") or out.data["text/plain"] for out in found]

    assert expected == actual


def test_the_reason_for_a_stopped_cell_is_said_once():
    why = "Cell e1_solution ran too long and was stopped."
    stopped = v4.new_output("error", ename="Stopped", evalue=why, traceback=[why])
    notebook = v4.new_notebook(cells=[v4.new_code_cell("while True: pass", outputs=[stopped])])
    notebook.metadata["grading"] = NotebookNode()

    finish(notebook, {0: why})

    assert [why] == [output.evalue for output in notebook.cells[0].outputs]


def test_a_widget_leaves_its_static_form():
    widget = "application/vnd.jupyter.widget-view+json"
    shown = v4.new_output("display_data", {widget: {}, "text/html": "<p>report</p>", "text/plain": "report"})

    found = _graded([shown, _result("10.0")]).cells[0].outputs[0].data

    assert {"text/html": "<p>report</p>", "text/plain": "report"} == found


HARD_LOOP = (
    "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
)
ROUGH = {
    "endless": "while True:\n    pass",
    "unstoppable": HARD_LOOP,
    "exit": "import os\nos._exit(3)",
    "exit-when-called": "def double(number):\n    import os\n    os._exit(3)",
    "noisy": "import sys\n\ndef double(number):\n    print('careful', file=sys.stderr)\n    return 2 * number",
    "shadow": "import colorsys\n\ndef double(number):\n    return 2 * number",
}
DESERVED = dict.fromkeys(ROUGH, 0.0) | {"noisy": 10.0, "shadow": 10.0}
SAID = {
    "endless": ["Cell e1_solution ran too long and was stopped."],
    "unstoppable": ["Cell e1_solution ran too long and was stopped."],
    "exit": ["Cell e1_solution ended its process."],
    "exit-when-called": ["Cell e1_grade ended its process."],
    "noisy": [],
    "shadow": [],
}


@pytest.mark.kernel
@pytest.mark.slow
def test_what_a_cell_does_to_the_kernel_costs_its_own_exercise_only(toy, course):
    for learner, answer in ROUGH.items():
        toy.hand_in(learner, toy.notebook(e1=answer))
    toy.hand_in("shadow", "raise SystemExit('mine')", name="colorsys.py")

    outcomes = list(grade_class(course, "toy"))
    found = {row.learner: row for row in rows(course, "toy")}

    assert [""] * len(ROUGH) == [outcome.error for outcome in outcomes]
    assert DESERVED == {learner: row.points["e1"] for learner, row in found.items()}
    assert {10.0} == {row.points["e2"] for row in found.values()}
    assert SAID == {learner: list(found[learner].remarks) for learner in SAID}


@pytest.mark.kernel
def test_hidden_rows_run_and_the_result_is_marked_as_complete(toy, course):
    toy.hand_in("half", toy.notebook(e1="def double(number):\n    return 2 * abs(number)"))

    list(grade_class(course, "toy"))
    notebook = graded_notebook(course, "toy", "half")

    assert {"e1": 7.5, "e2": 10.0} == rows(course, "toy")[0].points
    assert notes(notebook).graded
