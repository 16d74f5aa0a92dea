"""Which text stands behind a name, whatever else the cells of a notebook say."""

import pytest

from grader.rooms.examiner.cell_texts import cell_of

ANSWER = "LIMIT = 3\n\n\ndef answer(x):\n    return LIMIT"
# What stands below it and leaves the answer what it is.
ELSEWHERE = {
    "nothing": "",
    "a call": "print(answer(1))",
    "a variable of a function's": "def trial():\n    answer = 3\n    return answer",
    "a function within a function": "def trial():\n    def answer(x):\n        return 4",
    "a method": "class Trial:\n    def answer(self):\n        return 4",
    "an argument": "trial = lambda answer: answer",
    "no Python": "def answer(:",
    "a text": "'def answer(x): return 4'",
    "a long sum": f"x = {'1 + ' * 2_000}1",
    "too much": "answer = 3\n" + "x = 1\n" * 100_000,
}
# What gives the name another meaning, if it ever runs.
PERHAPS = {
    "a branch": "if False:\n    def answer(x):\n        return 4",
    "a loop": "for answer in ():\n    pass",
    "an attempt": "try:\n    answer = better\nexcept NameError:\n    pass",
    "a global": "def trial():\n    global answer\n    answer = 4",
}
ANEW = {
    "a function": "def answer(x):\n    return 4",
    "a coroutine": "async def answer(x):\n    return 4",
    "a class": "class answer:\n    pass",
    "a value": "answer = 4",
    "one of two values": "answer, other = 4, 5",
    "an import": "from mine import solve as answer",
}


@pytest.mark.parametrize("below", ELSEWHERE)
def test_what_leaves_an_answer_as_it_is_is_not_its_text(below):
    assert ANSWER == cell_of(["x = 1", ANSWER, ELSEWHERE[below]], "answer")


@pytest.mark.parametrize("below", PERHAPS)
def test_what_may_change_an_answer_belongs_to_its_text(below):
    assert f"{ANSWER}\n\n{PERHAPS[below]}" == cell_of([ANSWER, PERHAPS[below]], "answer")


@pytest.mark.parametrize("below", ANEW)
def test_what_defines_an_answer_anew_is_its_text(below):
    assert ANEW[below] == cell_of([ANSWER, ANEW[below]], "answer")


@pytest.mark.parametrize("above", ["%matplotlib inline", "!pip install boto3", "files = !ls", "print?"])
def test_an_answer_below_a_magic_is_found(above):
    text = cell_of([f"{above}\n{ANSWER}"], "answer")

    assert ANSWER in text
    assert "get_ipython()." in text


def test_a_name_that_no_cell_defines_has_no_text():
    assert None is cell_of([ANSWER], "other")
