"""A cell that tries an answer out is not run where nobody needs what it makes."""

import pytest
from nbformat import v4

from grader.classroom.passed_over import AS_RELEASED, passed_over

SETUP = "from grader.notebook import grade\nimport json"
TRY = "import json\nfrom course.cloud import Account\nwith Account() as account:\n    got = double(2)"


def cell(source, **marks):
    return v4.new_code_cell(source, metadata=marks)


def shown(source):
    return cell(source, course={AS_RELEASED: True})


def notebook(answer, *others):
    return [
        cell(SETUP, nbgrader={"locked": True}),
        cell(answer, nbgrader={"solution": True}),
        shown(TRY),
        *others,
        cell('grade("m98.e1", double)', nbgrader={"grade": True, "locked": True}),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "def double(number):\n    return number * 2",
        "def double(account):\n    got = json.dumps(account)\n    return got",
        "import math\nfactor = 2\ndouble = lambda number: number * factor",
        "class double:\n    account = 1",
        "def double(number):\n    return sum(number for _ in range(2))",
        "# In the lab, and Out of it: vars and modules.\ndef double(number):\n    'In and Out'\n    return number * 2",
        "import re\nword = re.compile('eval')\ndef double(number):\n    return number * 2",
    ],
)
def test_it_is_passed_over_where_its_names_are_used_nowhere_else(answer):
    assert {2} == passed_over(notebook(answer))


@pytest.mark.parametrize(
    "answer",
    [
        "def double(number):\n    return account.client(number)",
        "def double(number):\n    global got\n    got = got + 1",
        "got = got * 2\ndef double(number): ...",
        "def double(number):\n    return Account()",
        "def double(number):\n    return globals()['got']",
        "def double(number):\n    return eval('got')",
        "import sys\ndef double(number):\n    return sys.modules['__main__'].got",
        "from importlib import import_module\ndouble = import_module('__main__').got",
        "import sys\ndouble = sys._getframe(1).f_globals['got']",
        "import builtins\ndouble = builtins.eval('got')",
        "def double(number):\n    return double.__globals__['got']",
        'def double(number):\n    return """',
        "%run elsewhere\ndef double(number): ...",
        "def double(number):\n    return Out[2]",
        "def double(number):\n    return _",
        "shown = _2\ndef double(number): ...",
        "def double(number)\n    return 2",
        "def double(number): ...\n\0",
    ],
)
def test_it_is_run_where_one_is_used_or_nobody_can_tell(answer):
    assert set() == passed_over(notebook(answer))


def test_what_a_cell_that_is_run_needs_is_run_too():
    first, second = shown("base = 3"), shown("scale = base + 1")
    answer = "def double(number):\n    return number * scale"

    assert {2} == passed_over(notebook(answer, first, second))


def test_a_cell_that_was_changed_is_run_and_so_is_what_it_uses():
    assert set() == passed_over(notebook("def double(number): ...", cell("print(got)")))
    assert {2} == passed_over(notebook("def double(number): ...", cell("print(double)")))
