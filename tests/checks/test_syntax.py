"""What a source names, judged by its syntax tree."""

import pytest

from grader.checks import definition, named, same_code


@pytest.mark.parametrize(
    "source",
    [
        "def f(): return 'sales-q'",
        "def f(): return 'north-Sales-Q'",
        "def f(): return 'sales' + '-q'",
        "def f(x): return x + 'sales' + '-q'",
        "def f(prefix): return f'{prefix}-sales-q'",
        "sales_q = 1\ndef f(): return sales_q",
        "def f(sales_q): return 1",
        "def f(x): return x.sales_q",
        "def f(x): return x(sales_q=1)",
        "NAMES = ['sales-q']\ndef g(): return NAMES\ndef f(): return g()",
    ],
)
def test_a_source_names_a_word(source):
    assert ["sales-q"] == list({naming.word for naming in named(source, ["sales-q"], used_by="f")})


@pytest.mark.parametrize(
    "source",
    [
        "def f(): return 1  # not for sales-q",
        "def f():\n    '''Knows no sales-q.'''\n    return 1",
        "def f(): return 'presales-queue'",
        "def f(): return 1\nprint('sales-q')",
        "def f(): return (",
    ],
)
def test_a_source_names_no_word(source):
    assert [] == named(source, ["sales-q"], used_by="f")


def test_the_line_is_told():
    (naming,) = named("x = 1\ny = 'sales-q'", ["sales-q"])

    assert (2, "y = 'sales-q'") == (naming.line, naming.text)


def test_layout_comments_and_docstrings_do_not_change_code():
    assert same_code(
        "def f(a):\n    return a+1", "def f( a ):\n    '''Add.'''\n    # one\n    return (a + 1)"
    )
    assert not same_code("def f(a): return a + 1", "def f(a): return a + 2")
    assert not same_code("def f(", "def f(")


def test_a_definition_is_taken_out_of_its_cell():
    assert "def f(): return 2" == definition("def f(): return 1\nx = 1\ndef f(): return 2", "f")
    assert definition("x = 1", "f") is None
