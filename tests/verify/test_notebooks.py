"""Running exercise notebooks as a whole, in two processes and in kernels: what `verify` proves there."""

import nbformat
import pytest
import tiny_course

from grader.self_check.kernel import ran
from grader.verify.notebooks import notebooks

pytestmark = pytest.mark.kernel

BOTH = """
def scale(number):
    return number * 47

def send(sqs, url, number):
    sqs.send_message(QueueUrl=url, MessageBody=str(number))
"""


def outcomes(path):
    return {each.name: each for each in ran(nbformat.read(path, as_version=4), "author")}


def failing(tiny, **options):
    proofs = notebooks(tiny, "m98", ["m98.e1"], **options)
    return [proof.claim for proof in proofs if not proof.holds]


@pytest.mark.slow
def test_the_released_notebook_scores_0_and_the_solution_full_both_ways(tiny):
    proofs = list(notebooks(tiny, "m98", ["m98.e1"]))

    assert [True] * 10 == [proof.holds for proof in proofs], [str(proof) for proof in proofs]


def test_without_kernels_two_processes_prove_the_same_notebooks(tiny):
    proofs = list(notebooks(tiny, "m98", ["m98.e1"], kernels=False))

    assert [True] * 4 == [proof.holds for proof in proofs], [str(proof) for proof in proofs]


@pytest.mark.slow
def test_an_answer_that_does_otherwise_in_a_notebook_is_found(tiny, write_notebook):
    elsewhere = 'import os\nif "COURSE_GRADING" not in os.environ:\n    del scale\n'
    write_notebook("solutions", BOTH + elsewhere)

    assert [
        "solutions/m98_tiny/m98_tiny.ipynb in two processes scores full points",
        "a kernel reports of solutions/m98_tiny/m98_tiny.ipynb what two processes report",
    ] == failing(tiny)


def test_a_cell_that_writes_to_stderr_is_found(tiny, write_notebook):
    write_notebook("solutions", f'{BOTH}\nimport sys\nprint("careful", file=sys.stderr)')

    assert [
        "every cell of solutions/m98_tiny/m98_tiny.ipynb in two processes runs and writes nothing to stderr"
    ] == failing(tiny, kernels=False)


def test_an_answer_that_the_released_notebook_hides_is_found(tiny):
    """A class is graded by the cells of the released notebook, whatever stands in the solutions."""
    path = tiny.root / "exercises" / "m98_tiny" / "m98_tiny.ipynb"
    released = nbformat.read(path, as_version=4)
    released.cells.insert(-1, tiny_course.code("given", "scale = send = None", locked=True))
    nbformat.write(released, path)

    assert ["solutions/m98_tiny/m98_tiny.ipynb in two processes scores full points"] == failing(
        tiny, kernels=False
    )


def test_what_an_answer_writes_to_stderr_never_reaches_the_grade_cell(write_notebook):
    answer = """
import logging, os, sys, warnings
logging.basicConfig()
old = sys.stderr

def scale(number):
    logging.warning("multiplying")
    warnings.warn("careful")
    print("old", file=old)
    print("new", file=sys.stderr)
    os.write(2, b"below Python")
    return number * 47

def send(sqs, url, number):
    sqs.send_message(QueueUrl=url, MessageBody=str(number))
"""
    graded = outcomes(write_notebook("solutions", answer))["e1_grade"]

    assert ("", 10.0, "") == (graded.stderr, graded.points, graded.error)


def test_a_line_of_the_learners_cell_is_shown_for_what_it_raised(write_notebook):
    answer = (
        "def scale(number):\n    rate = {}\n    return rate['factor']\n\ndef send(*_):\n    raise SystemExit"
    )
    graded = outcomes(write_notebook("solutions", answer))["e1_grade"]
    finding = graded.report["parts"][0]["findings"][0]

    assert {"number": 3, "text": "return rate['factor']"} == finding["line"]
    assert "KeyError: 'factor'" == finding["got"]
    assert 0.0 == graded.points
