"""The first page shows the learner's map as it is opened, and keeps what the learner wrote in it."""

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from course import learner
from course.start_page import MARK, Drawing, draw
from course.workspace import deliver


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))
    deliver(tmp_path / "work")
    return tmp_path / "work"


@pytest.fixture
def page(work):
    return work / "lessons" / "welcome.ipynb"


def shown(page):
    """The stored map, in words."""
    cells = nbformat.read(page, as_version=4).cells
    return next(cell.outputs[0]["data"]["text/plain"] for cell in cells if cell.source.endswith(MARK))


def test_the_map_is_there_before_anything_was_run(work, page):
    assert draw(work)
    assert "Next: M01" in shown(page)


def test_it_is_trusted_as_what_jupyter_ran_itself(work, page):
    draw(work)

    assert NotebookNotary().check_signature(nbformat.read(page, as_version=4))


def test_it_is_drawn_anew_after_something_was_done(work, page):
    draw(work)
    learner.notes().put("best/m01.e1", {"points": 10, "maximum": 10})
    draw(work)

    assert "begun, and you are here; 1 of 4 exercises" in shown(page)


def test_without_news_the_file_is_not_touched(work, page):
    draw(work)
    before = page.stat().st_mtime_ns
    draw(work)

    assert before == page.stat().st_mtime_ns


def test_what_the_learner_wrote_stays_and_an_update_takes_the_page_for_theirs(work, page):
    notebook = nbformat.read(page, as_version=4)
    notebook.cells[0].source += "\nMy own remark."
    nbformat.write(notebook, page)
    draw(work)

    assert "My own remark." in page.read_text()


def test_the_map_alone_makes_no_changed_page_of_it(work):
    draw(work)

    assert [] == deliver(work)


def test_a_page_without_the_cell_is_left_alone(work, page):
    notebook = nbformat.read(page, as_version=4)
    notebook.cells = notebook.cells[:1]
    nbformat.write(notebook, page)
    before = page.read_bytes()

    assert not draw(work)
    assert before == page.read_bytes()


def test_a_page_that_cannot_be_read_is_a_sentence_and_no_obstacle(work, page):
    page.write_text("{broken")

    assert Drawing(work).problem().startswith("The map on the first page could not be renewed (")
    assert "{broken" == page.read_text()
