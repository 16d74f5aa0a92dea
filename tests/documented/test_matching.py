"""What is run counts for what a document says only where it has all of its words."""

import pytest
from matching import heading, is_said_by, options


@pytest.mark.parametrize(
    "run, said",
    [
        ("course check m05", "course check"),
        ("course check m05", "python3 start.py check m05"),
        ("course lab --port 9000", "python3 start.py"),
        ("env -u PYTHONPATH python3 start.py doctor", "course doctor"),
        ("python -m grader report m05 --html a.html", "python3 start.py grader report m05 --html a.html"),
        ("python -m grader report m05 --csv a --canvas b", "python -m grader report m05 --canvas b"),
        ("python -m grader report m05 --csv a", "python -m grader report ASSIGNMENT --csv FILE"),
        ("python -m grader mutate m05.e6", "python -m grader mutate <module>.e<number>"),
        ("python x.py", "python x.py [part of an id]"),
        ('nbgrader --duedate "1 May"', "nbgrader --duedate '1 May'"),
    ],
)
def test_more_words_other_names_and_what_is_left_to_the_reader_do_no_harm(run, said):
    assert is_said_by(run, said)


@pytest.mark.parametrize(
    "run, said",
    [
        ("course check", "course check m05"),
        ("course check m06", "course check m05"),
        ("python -m grader report m05 --csv a", "python -m grader report m05 --canvas a"),
        ("python -m grader", "python -m grader build"),
        ("course test", "python3 start.py test"),
        ("nbgrader autograde m05", "python -m grader autograde m05"),
    ],
)
def test_another_word_or_one_less_is_another_command(run, said):
    assert not is_said_by(run, said)


def test_options_are_known_by_name():
    assert {"--csv", "--title"} == options("grader report m05 --csv a.csv --title='a b'")


@pytest.mark.parametrize(
    "command, expected",
    [
        ("python3 start.py grader release m05 --exam", "python -m grader release"),
        ("python3 start.py check m05", "course check"),
        ("python3 start.py test tests/x.py", "python3 start.py test"),
        ("mypy", "mypy"),
    ],
)
def test_a_command_is_headed_by_its_program_and_which_of_its_commands(command, expected):
    assert expected == heading(command)
