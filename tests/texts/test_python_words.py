"""The strings of a program that somebody reads are found by a rule, changed, and everything else stays as it is."""

import ast
from pathlib import Path

import pytest
from pseudo_language import accented

from grader.texts import TextsError, retold
from grader.texts.gather import files
from grader.texts.python_words import reworded_python

ROOT = Path(__file__).parents[2]
PROGRAMS = [path for path in files(ROOT) if path.suffix == ".py"]

READ = {
    'x = "two words"': ["two words"],
    "x = 'one'": [],
    'x = "Hint"': ["Hint"],
    'x = "two " "words"': ["two words"],
    "x = f\"  {count(n, 'queue')} of {total:,} are empty\\n\"": [
        "queue",
        "{count(n, 'queue')} of {total:,} are empty",
    ],
    "x = f\"goes {'on' if a else 'no further now'} here\"": [
        "no further now",
        "goes {'on' if a else 'no further now'} here",
    ],
    'x = f\'<p class="a b">Read this<b>{n} times</b></p> <i title="more of it"></i>\'': [
        "Read this",
        "{n} times",
        "more of it",
    ],
    'MARKS = {"held": ("✓", "holds", "good")}': ["holds"],
    'rows = [("given", value)]': ["given"],
    'def f():\n    """A docstring of words."""': [],
    'if x == "two words" or x in ("a word", "another one"): pass': [],
    'x = {"two words": 1, "key": "more words"}': ["more words"],
    'Finding("here", {"rows there": 1, "Two words": 2, "key": 3})': ["rows there"],
    'x["two words"].get("a key here", "not known yet")': ["not known yet"],
    'client.create(Description="some words here", text="and some more")': ["and some more"],
    'x: Literal["two words"] = re.compile("so and so")': [],
    'x = random.Random(f"{a} of {b}")': [],
    'raise ValueError("found nothing; write a name")': ["found nothing; write a name"],
}
BRACES = [
    ('x = f"{a} of {b}"', "{a} von {c}"),
    ('x = f"{a} of {b}"', "von {b}"),
    ('x = f"{a} of {b}"', "{a} von {b} und {b}"),
    ('x = f"{a} of {b}"', "{a} von {b} {"),
    ('x = f"{a:,} of {b}"', "{a} von {b}"),
    ('x = "{} of {}"', "{} von"),
]


def found_in(source, **how):
    found = []
    reworded_python(source, lambda words, _: found.append(words) or words, **how)
    return found


@pytest.mark.parametrize("source", READ, ids=str)
def test_what_somebody_reads_is_found(source):
    assert READ[source] == found_in(source)


def test_what_is_compared_anywhere_is_a_code_everywhere():
    assert [] == found_in('x = "state machine"', codes=frozenset({"state machine"}))


def test_where_only_some_calls_count_other_strings_are_data():
    source = 'send("a text to send")\nwhere = "in the queue"\nyield_(Finding(where, {"rows there": 1}, "no such thing"))'

    assert ["in the queue", "rows there", "no such thing"] == found_in(
        source, only_in=frozenset({"Finding", "where"})
    )


def test_a_text_comes_with_its_line():
    lines = []
    reworded_python(
        'a = 1\nb = (\n    "two "\n    "words"\n)\n', lambda words, line: lines.append(line) or words
    )

    assert [3] == lines


@pytest.mark.parametrize(
    "source, said, value",
    [
        ('x = f"{a} of {b:>5}!"', "von {b:>5}: {a}!", "von     2: 1!"),
        ('x = f"{a!r} of {b:{width}}"', "{b:{width}} {{}} {a!r}", "   2 {} 1"),
        ("x = f'two {d[\"k\"]} words'", "\"{d['k']}\" 'ö'\\\n", "\"v\" 'ö'\\\n"),
        ('x = "two words"', 'a "quote"\nand \\', 'a "quote"\nand \\'),
        ('x = "two {} words".format(a)', "Wörter {} zwei", "Wörter 1 zwei"),
        ('x = f"""two\n{a} words"""', "zwei {a}", "zwei 1"),
        ('x = f"{a} and " f"{b} more"', "{b} und {a}", "2 und 1"),
    ],
)
def test_quotes_formats_and_line_ends_survive(source, said, value):
    space = {"a": 1, "b": 2, "width": 4, "d": {"k": "v"}}
    exec(reworded_python(source, lambda *_: said), space)  # noqa: S102  the case's own line

    assert value == space["x"]


@pytest.mark.parametrize("source, said", BRACES)
def test_other_braces_than_the_originals_are_refused(source, said):
    with pytest.raises(
        TextsError, match=r"(?s)^line 1: found the braces .* expected .* Copy what stands in braces"
    ):
        reworded_python(source, lambda *_: said)


def test_what_is_not_translated_comes_out_byte_for_byte():
    assert len(PROGRAMS) > 400
    for path in PROGRAMS:
        written = (ROOT / path).read_bytes().decode()
        assert written == retold(ROOT, path, lambda text, _: text), path


def test_what_is_translated_is_a_program_of_the_same_statements():

    def shape(source):
        tree = ast.parse(source)
        return [type(node).__name__ for node in ast.walk(tree) if isinstance(node, ast.stmt)]

    for path in PROGRAMS[::7]:
        written = (ROOT / path).read_text(encoding="utf-8")
        assert shape(written) == shape(retold(ROOT, path, lambda text, _: accented(text))), path
