"""The rubrics of module 3: their series and callers are what they claim, and the text gives the same code as they."""

import ast
import inspect
import random
from collections import Counter
from pathlib import Path

import pytest

from grader.build.text_notebook import read
from grader.checks import Bench, same_code
from grader.rubrics import exercise
from grader.rubrics.m03 import e4_read_the_meters, incidents, open_api

PATH = Path("authoring/assignments/m03_api_gateway.py")


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_series_show_each_cause_once_and_clients_mistakes_twice(first: int) -> None:
    """Whatever is drawn, what is reckoned from the numbers is what they were drawn as."""
    wanted = ["client error", "gateway", "slow backend", "failing backend", "healthy peak", "client error"]
    for seed in range(first, first + 100):
        series = incidents.drawn(random.Random(seed))

        assert wanted == [incidents.cause(each) for each in series]


def test_learners_have_other_labels_and_other_numbers() -> None:
    """No two of twenty learners see the same series under the same label."""
    found = [
        Bench(exercise("m03.e4"), {}, learner_id=f"learner-{number}", grading=False).variant
        for number in range(20)
    ]
    shown = [str(e4_read_the_meters.shown(values)) for values in found]

    assert 1 == max(Counter(shown).values())


def test_errors_are_never_more_than_requests() -> None:
    """And a request never takes less time than its backend."""
    for seed in range(200):
        for series in incidents.drawn(random.Random(seed)):
            columns = zip(*(series[name] for name in incidents.METRICS), strict=True)

            assert all(
                wrong + broken <= count and behind < whole for count, wrong, broken, whole, behind in columns
            )


def test_the_notebook_gives_the_api_that_the_check_locks() -> None:
    """Type hints aside, the two are the same code."""
    notebook = read(PATH, (Path(__file__).parents[2] / PATH).read_text(encoding="utf-8"))
    cell = next(each.source for each in notebook.cells if "def open_api(" in each.source)
    tree = ast.parse(inspect.getsource(open_api.open_api))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None

    assert same_code(ast.unparse(tree), cell)
