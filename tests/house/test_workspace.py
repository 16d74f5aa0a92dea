"""course.workspace: copies are renewed, and nothing of a learner's is ever lost."""

import json

import pytest

from course.workspace import MEMORY, WorkspaceError, deliver


def notebook(*sources, output=None):
    cells = [
        {
            "cell_type": "code",
            "source": source,
            "metadata": {},
            "execution_count": None,
            "outputs": output or [],
        }
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path):
    """A checkout with one lesson and one exercise."""
    for path in ("course/lessons/welcome.ipynb", "exercises/m99_toy/m99_toy.ipynb"):
        (tmp_path / "course" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "course" / path).write_text(notebook("first version"))
    return tmp_path / "course"


@pytest.fixture
def work(tmp_path):
    return tmp_path / "work"


def actions(deliveries):
    return {delivery.path.as_posix(): delivery.action for delivery in deliveries}


def test_a_new_learner_gets_a_copy_of_everything(course, work):
    expected = {"lessons/welcome.ipynb": "new", "exercises/m99_toy/m99_toy.ipynb": "new"}

    assert actions(deliver(work, course)) == expected
    assert (work / "lessons" / "welcome.ipynb").read_text() == notebook("first version")


def test_the_second_time_there_is_nothing_to_do(course, work):
    deliver(work, course)

    assert deliver(work, course) == []


def test_an_untouched_copy_is_renewed(course, work):
    deliver(work, course)
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))

    assert actions(deliver(work, course)) == {"lessons/welcome.ipynb": "renewed"}
    assert (work / "lessons/welcome.ipynb").read_text() == notebook("second version")


def test_a_copy_that_was_only_run_counts_as_untouched(course, work):
    deliver(work, course)
    # Run to the end with Shift+Enter, JupyterLab adds an empty cell for what comes next.
    ran = notebook("first version", "", " \n", output=[{"output_type": "stream"}])
    (work / "lessons/welcome.ipynb").write_text(ran)
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))

    assert actions(deliver(work, course)) == {"lessons/welcome.ipynb": "renewed"}


def test_a_changed_file_stays_and_the_new_version_lies_beside_it(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").write_text(notebook("mine"))
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))
    (delivery,) = deliver(work, course)

    assert (work / "lessons/welcome.ipynb").read_text() == notebook("mine")
    assert (work / "lessons/welcome-new-version.ipynb").read_text() == notebook("second version")
    assert delivery.sentence == (
        "You have changed lessons/welcome.ipynb, so it stays as it is. "
        "The course has a newer version, which now lies beside it: welcome-new-version.ipynb."
    )
    assert deliver(work, course) == []


def test_a_changed_file_is_kept_in_silence_while_the_course_stays_the_same(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").write_text(notebook("mine"))

    assert deliver(work, course) == []
    assert (work / "lessons/welcome.ipynb").read_text() == notebook("mine")


def test_a_version_beside_that_the_learner_changed_is_not_overwritten_either(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").write_text(notebook("mine"))
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))
    deliver(work, course)
    (work / "lessons/welcome-new-version.ipynb").write_text(notebook("mine, too"))
    (course / "course/lessons/welcome.ipynb").write_text(notebook("third version"))
    deliver(work, course)

    assert (work / "lessons/welcome.ipynb").read_text() == notebook("mine")
    assert (work / "lessons/welcome-new-version.ipynb").read_text() == notebook("mine, too")
    assert (work / "lessons/welcome-new-version-2.ipynb").read_text() == notebook("third version")


def test_an_untouched_version_beside_is_renewed(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").write_text(notebook("mine"))
    for version in ("second version", "third version"):
        (course / "course/lessons/welcome.ipynb").write_text(notebook(version))
        deliver(work, course)

    assert (work / "lessons/welcome-new-version.ipynb").read_text() == notebook("third version")
    assert not (work / "lessons/welcome-new-version-2.ipynb").exists()


def test_a_file_that_was_deleted_comes_back_fresh(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").unlink()

    assert actions(deliver(work, course)) == {"lessons/welcome.ipynb": "new"}


@pytest.mark.parametrize("memory", ["", "[]", "{not json", None])
def test_when_the_memory_is_lost_every_file_counts_as_the_learners(course, work, memory):
    deliver(work, course)
    (work / MEMORY).unlink()
    if memory is not None:
        (work / MEMORY).write_text(memory)
    (work / "lessons/welcome.ipynb").write_text(notebook("mine"))

    assert actions(deliver(work, course)) == {"lessons/welcome-new-version.ipynb": "beside"}
    assert (work / "lessons/welcome.ipynb").read_text() == notebook("mine")


def test_files_of_the_learners_own_are_left_alone(course, work):
    deliver(work, course)
    (work / "lessons/notes.ipynb").write_text(notebook("mine"))
    (work / "exercises/m99_toy/scratch.py").write_text("mine")
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))
    deliver(work, course)

    assert (work / "lessons/notes.ipynb").read_text() == notebook("mine")
    assert (work / "exercises/m99_toy/scratch.py").read_text() == "mine"


def test_hidden_files_and_caches_are_not_delivered(course, work):
    for name in (".ipynb_checkpoints/m99_toy.ipynb", "__pycache__/x.pyc", ".DS_Store"):
        path = course / "exercises/m99_toy" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    deliver(work, course)

    assert [path.name for path in (work / "exercises/m99_toy").iterdir()] == ["m99_toy.ipynb"]


def test_a_broken_notebook_of_the_learners_is_kept_like_any_other(course, work):
    deliver(work, course)
    (work / "lessons/welcome.ipynb").write_text("half a noteb")
    (course / "course/lessons/welcome.ipynb").write_text(notebook("second version"))
    deliver(work, course)

    assert (work / "lessons/welcome.ipynb").read_text() == "half a noteb"


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(course, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(WorkspaceError, match=r"cannot be written.*--folder"):
        deliver(tmp_path / "file" / "work", course)
