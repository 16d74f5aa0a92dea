import pytest

from grader.build import build, leaks

TASK = "exercises/m00_tiny/notes.md"


@pytest.fixture
def built(tiny):
    build(tiny)
    return tiny


def found(root):
    return [(leak.path.as_posix(), leak.text) for leak in leaks(root)]


def test_a_release_holds_no_line_of_an_answer(built):
    assert [] == found(built)


@pytest.mark.parametrize("line", ["primes = [2, 3, 5, 7]", "doubled_answer = number + number"])
def test_a_line_of_an_answer_in_any_released_file_is_a_leak(built, line):
    (built / TASK).write_text(f"Perhaps `{line}`?")

    assert [(TASK, line)] == found(built)


def test_an_answer_told_in_the_text_of_an_exercise_is_a_leak(built):
    text = built / "authoring/assignments/m00_tiny.py"
    text.write_text(text.read_text().replace("Said in *one* line.", "So: primes = [2, 3, 5, 7]"))
    build(built)

    assert [("exercises/m00_tiny/m00_tiny.ipynb", "primes = [2, 3, 5, 7]")] == found(built)


def test_a_line_with_quotes_is_found_inside_a_notebook(built):
    text = built / "authoring/assignments/m00_tiny.py"
    line = 'primes = ["two", "three"]'
    text.write_text(text.read_text().replace("primes = [2, 3, 5, 7]", line).replace("*one* line", line))
    build(built)

    assert [("exercises/m00_tiny/m00_tiny.ipynb", line)] == found(built)


def with_longer_answer(root, told):
    text = root / "authoring/assignments/m00_tiny.py"
    answer = "first_step = 1\nsecond_step = 2\nthird_step = 3\nprimes = [2, 3, 5, 7]"
    replaced = text.read_text().replace("primes = [2, 3, 5, 7]", answer)
    text.write_text(replaced.replace("double_of_three = double(3)", told))
    build(root)


def test_a_line_that_the_author_also_gives_is_no_leak(built):
    with_longer_answer(built, "second_step = 2")

    assert [] == found(built)


def test_an_answer_that_the_author_tells_line_by_line_is_a_leak(built):
    told = "first_step = 1\nsecond_step = 2\n\nthird_step = 3"
    with_longer_answer(built, told)

    assert [("exercises/m00_tiny/m00_tiny.ipynb", told.replace("\n\n", "\n"))] == found(built)


def test_lines_that_only_close_a_document_are_no_leak(built):
    closing = '],\n"End": True,\n}'
    text = built / "authoring/assignments/m00_tiny.py"
    answer = f'primes = [2, 3, 5, 7]\ndefinition = [{{\n"Branches": [\n{closing}]'
    told = f'given = [{{\n"Items": [\n{closing}]'
    text.write_text(
        text.read_text().replace("primes = [2, 3, 5, 7]", answer).replace("double_of_three = double(3)", told)
    )
    build(built)

    assert [] == found(built)


@pytest.mark.parametrize("marker", ["BEGIN SOLUTION", "HIDDEN TESTS"])
def test_a_marker_in_a_released_file_is_a_leak(built, marker):
    (built / TASK).write_text(f"### {marker}")

    assert [(TASK, marker)] == found(built)
