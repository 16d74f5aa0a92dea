"""The course in the accented language runs, grades as it does in English, and says next to nothing in English."""

import html
import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from laid_over import lay_over, run_in
from pseudo_language import left_in_english

HARNESS = Path(__file__).parent / "harness"
PLAIN = str.maketrans("àéîöüÀÉÎÖÜ", "aeiouAEIOU")
WORD = re.compile(r"[^\W\d_]{2,}")
# Answers with findings of all sorts: behaviour, machines, pages, policies, prices, what is chosen from lists.
SAMPLE = [
    "m01.e1", "m02.e3", "m03.e2", "m04.e2", "m05.e1", "m05.e2", "m06.e5", "m07.e2", "m08.e3", "m09.e4", "m10.e5", "m12.e1",
]  # fmt: skip
# What is drawn at random, and so differs from run to run.
DRAWN_AT_RANDOM = ("quiz(", "assessment(", "before(", "assessment")
# Pictures that quote what is not translated: prices and their notes, the linter, why a filter policy decides.
NOT_LOOKED_AT = {"cost_lens(", "editor(", "filter_tester(", "decide(", "assessment("}
# Words that stay: single ones in small letters where the rule cannot see that they are shown, units, and dates.
ENGLISH = frozenset(
    [
        "above",
        "added",
        "answers",
        "begins",
        "changed",
        "dropped",
        "exercises",
        "filtered",
        "kept",
        "later",
        "min",
        "missing",
        "partner",
        "publisher",
        "runs",
        "starts",
        "that",
        "this",
        "waits",
        "wants",
        "works",
        "Mar",
        "Sat",
    ]
)
# Names of AWS's and of the lab's that the gallery's code does not spell.
NAMES = frozenset(
    [
        "CreateRole",
        "CreateStateMachine",
        "DescribeExecution",
        "EventBridge",
        "Headers",
        "InputPath",
        "JSONPath",
        "OutputPath",
        "SUCCEEDED",
        "ServiceUnavailable",
        "StatusText",
        "gaftcloiad",
    ]
)
# The doctor's checks keep their names, which programs read, too.
CHECKS = "Python packages files writing disk material notebooks notes author layouts drawing kernel account surroundings names ports"
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def copy(root, made, tmp_path_factory):
    """A copy of the course in the accented language."""
    to = tmp_path_factory.mktemp("translated") / "course"
    lay_over(root, made, to)
    return to


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A learner's home."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def pictures(root, copy, tmp_path_factory):
    """The gallery's pictures in English and in the accented language: source, HTML, words."""
    return [
        json.loads(run_in(folder, tmp_path_factory.mktemp("home"), HARNESS / "drawn.py").splitlines()[-1])
        for folder in (root, copy)
    ]


def words_of(page):
    """Return the words of a page that people read or hear: no style, no code."""
    page = IDS.sub("", page)
    page = re.sub(r"<(style|script|code|pre)\b.*?</\1>", "", page, flags=re.DOTALL)
    heard = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', page)
    return WORD.findall(html.unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *heard])))


def test_answers_earn_the_same_points(root, copy, home):
    english, accented = (
        json.loads(run_in(folder, home, HARNESS / "graded.py", 6, *SAMPLE).splitlines()[-1])
        for folder in (root, copy)
    )

    assert len(english) > 30
    assert english == accented


def test_pictures_say_the_same_in_other_words(pictures):
    for (source, page, text), (_, other, told) in zip(*pictures, strict=True):
        if not any(name in source for name in DRAWN_AT_RANDOM):
            assert Counter(words_of(page)) == Counter(word.translate(PLAIN) for word in words_of(other)), (
                source
            )
            assert len(text) == len(told), source


def test_pictures_say_nothing_in_english_but_names_and_what_is_listed(root, pictures):
    gallery = nbformat.read(root / "course" / "lessons" / "gallery.ipynb", 4)
    values = " ".join(cell.source for cell in gallery.cells if cell.cell_type == "code").lower()
    left = {
        word
        for source, page, _ in pictures[1]
        if not any(name in source for name in NOT_LOOKED_AT)
        for word in words_of(page)
        if re.search("[aeiouAEIOU]", word) and word.lower() not in values
    }

    assert len(pictures[1]) > 25
    assert "" == " ".join(sorted(left - ENGLISH - NAMES))


def said_by(copy, home, *words):
    """Return what a command of `course` prints, on one line."""
    return " ".join(run_in(copy, home, "-m", "grader.program", *words, check=False).split())


@pytest.fixture(scope="module")
def work(copy, home, tmp_path_factory):
    """A learner's folder, in which one exercise has a wrong answer."""
    folder = tmp_path_factory.mktemp("work")
    run_in(
        copy,
        home,
        "-c",
        f"from course.workspace import deliver; from pathlib import Path; deliver(Path({str(folder)!r}))",
    )
    path = folder / "exercises" / "m05_publish_subscribe" / "m05_publish_subscribe.ipynb"
    wrong = next((copy / "tests" / "answers" / "m05" / "e1_fan_out").glob("*_no_queue_policy.py"))
    notebook = nbformat.read(path, 4)
    cell = next(
        each for each in notebook.cells if each.metadata.get("nbgrader", {}).get("grade_id") == "e1_solution"
    )
    cell.source = wrong.read_text(encoding="utf-8")
    nbformat.write(notebook, path)
    return folder


@pytest.mark.parametrize(
    "command, names",
    [
        ("next --folder WORK", ""),
        ("exercises m05", ""),
        ("hint m05.e1", ""),
        ("check m05 --folder WORK", "Next and may send to what comes from"),
        ("doctor --folder WORK", CHECKS),
        ("progress", ""),
        ("certificate FILE", f"author {datetime.now(UTC):%B}"),
    ],
)
def test_a_command_says_nothing_in_english(command, names, copy, home, work):
    said = said_by(
        copy,
        home,
        *(
            str(work) if word == "WORK" else str(work / "x.html") if word == "FILE" else word
            for word in command.split()
        ),
    )

    # Code, addresses, and names of files, queues and values.
    english = left_in_english(re.sub(r"`[^`]*`|\S*[/.@_=]\S*|\S+-\S+", "", said))

    assert re.search("[àéîöü]", said), said
    assert "" == " ".join(word for word in english if word not in names.split())
