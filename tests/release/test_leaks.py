"""A kit that would tell what it must not is refused, in words."""

import pytest

from grader.release.contents import rubrics
from grader.release.cut import cut
from grader.release.leaks import LeakError, leaks, refuse_leaks

RUBRIC = "grader/rubrics/m00/e1_double.py"
NOTEBOOK = "exercises/m00_tiny/m00_tiny.ipynb"


def kit_of(root):
    """What a kit of the tiny course holds of rubrics."""
    return {place: cut(text).encode() for place, text in rubrics(root, {"m00"})}


def test_a_kit_without_leaks_is_let_through(tiny):
    assert [] == list(leaks(tiny, kit_of(tiny)))


def test_a_rubric_that_was_not_cut_is_a_leak(tiny):
    whole = {place: text.encode() for place, text in rubrics(tiny, {"m00"})}

    with pytest.raises(LeakError, match="found a line of a hidden row"):
        refuse_leaks(tiny, whole)


@pytest.mark.parametrize("place", ["course/lessons/tiny.md", "grader/checks/table.py", "start.py"])
def test_a_line_of_a_hidden_row_is_a_leak_in_any_file(tiny, place):
    told = kit_of(tiny) | {place: b"Try this:\n    below_nought = -rng.randint(1, 1000)\n"}

    assert [place] == [leak.split(":")[0] for leak in leaks(tiny, told)]


def test_an_answer_in_an_exercise_is_a_leak(tiny):
    told = kit_of(tiny) | {"exercises/m00_tiny/notes.md": b"Perhaps `primes = [2, 3, 5, 7]`?"}
    (leak,) = leaks(tiny, told)

    assert leak.startswith("exercises/m00_tiny/notes.md: found an answer, `primes = [2, 3, 5, 7]`")


def test_several_lines_of_an_answer_are_a_leak_in_a_rubric_too(tiny):
    told = kit_of(tiny)
    told[RUBRIC] += b"\n# doubled_answer = number + number\n"
    one_line = list(leaks(tiny, told))
    told[RUBRIC] += b"doubled_answer = number + number\nreturn doubled_answer\n"
    (leak,) = leaks(tiny, told)

    assert [] == one_line
    assert leak.startswith(f"{RUBRIC}: found an answer, `doubled_answer")


@pytest.mark.parametrize(
    "old, new",
    [
        ("import Bench, hidden", "import Bench, hidden as secret"),
        ("LAST = visible", "LAST = hidden(lambda bench, rng: [0.125])"),
        ("LAST = visible", "class Rows:\n    @hidden\n    def more(bench, rng):\n        return [0.125]"),
        ("LAST = visible", "@checks.hidden\ndef more(bench, rng):\n    return [0.125]"),
        ("LAST = visible", "def more():\n    @hidden\n    def rows(bench, rng):\n        return [0.125]"),
    ],
    ids=["another name", "a call", "a method", "an attribute", "inside of a function"],
)
def test_what_is_hidden_in_a_way_that_would_not_be_cut_is_refused(tiny, old, new):
    source = (tiny / RUBRIC).read_text()
    assert old in source
    (tiny / RUBRIC).write_text(source.replace(old, new))

    with pytest.raises(LeakError, match="used otherwise"):
        refuse_leaks(tiny, kit_of(tiny))


@pytest.mark.parametrize(
    "asked", ["bench.grading", "os.environ.get('COURSE_GRADING')", "bench._hidden_rng('x')"]
)
def test_a_rubric_that_asks_whether_it_grades_is_refused(tiny, asked):
    source = (tiny / RUBRIC).read_text()
    (tiny / RUBRIC).write_text(source.replace("*more_numbers(bench)]", f"*([3] if {asked} else [])]"))

    with pytest.raises(LeakError, match="asks whether it grades"):
        refuse_leaks(tiny, kit_of(tiny))


def test_what_only_a_hidden_function_uses_is_refused(tiny):
    source = (tiny / RUBRIC).read_text()
    (tiny / RUBRIC).write_text(
        source.replace("LAST = visible", "FOUR = 4").replace("nought / 4", "nought / FOUR")
    )

    with pytest.raises(LeakError, match="m00: found `FOUR`, which only hidden functions use"):
        refuse_leaks(tiny, kit_of(tiny))


def test_a_hidden_function_outside_of_an_exercises_file_is_refused(tiny):
    (tiny / "grader/rubrics/m00/numbers.py").write_text("@hidden\ndef more(bench, rng):\n    return []\n")

    with pytest.raises(LeakError, match=r"numbers\.py: found a hidden function"):
        refuse_leaks(tiny, kit_of(tiny))
