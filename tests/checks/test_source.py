"""Where the text of an answer is found: in a file, in a cell, in a notebook's history."""

import functools
import linecache
import sys
from types import SimpleNamespace

import pytest

from grader.checks import Answer, AnswerError
from grader.checks.source import is_untouched, source_of


def decorated(function):
    @functools.wraps(function)
    def around(*arguments):
        return function(*arguments)

    return around


@decorated
def from_a_file():
    return "a file"


def cell(text, name):
    linecache.cache["<cell 7>"] = (len(text), None, text.splitlines(keepends=True), "<cell 7>")
    space = {}
    exec(compile(text, "<cell 7>", "exec"), space)  # noqa: S102  a cell is run, as a notebook would
    return space[name]


@pytest.fixture
def history(monkeypatch):
    cells = []
    shell = SimpleNamespace(user_ns={"In": cells}, transform_cell=lambda text: text.replace("%time", ""))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    return cells


def test_a_function_of_a_file_has_its_own_text():
    assert 'return "a file"' in source_of(from_a_file, "from_a_file")


def test_a_function_of_a_cell_has_the_whole_cell():
    text = "LIMIT = 5\n\ndef f():\n    return LIMIT\n"

    assert text == source_of(cell(text, "f"), "f")
    assert text == source_of(functools.partial(cell(text, "f")), "f")


def test_data_has_the_last_cell_that_assigns_it(history):
    history += ["", "x = 1", "%time\nx = {'a': 2}", "print(x)", "y = x", "x = ("]

    assert "\nx = {'a': 2}" == source_of({"a": 2}, "x")
    assert source_of(5, "z") is None


def test_outside_of_a_notebook_data_has_no_text_and_the_learner_is_told_what_to_do():
    with pytest.raises(AnswerError, match="not found") as refused:
        _ = Answer("policies", {"a": 1}).source

    assert "run the cell that defines `policies` again, then this one" == refused.value.expected


def test_a_body_of_its_own_is_a_beginning():
    def function(body):
        return cell(f"def f(x):\n    {body}\n", "f"), None

    assert is_untouched(*function("'''Doubles.'''"))
    assert is_untouched(*function("raise NotImplementedError"))
    assert not is_untouched(*function("return None"))
    assert not is_untouched(*function("raise ValueError"))
    assert not is_untouched(len, None)
