"""Where a site is written, and what is said when it cannot be made."""

import nbformat
import pytest

from course.syllabus import read
from grader.site import Page, Plan, SiteError, write_site
from grader.site.execution import executed

SYLLABUS = read(
    'first_page = "welcome"\n[[module]]\nid = "m01"\ntitle = "One"\npart = "A"\nhours = 1\nstem = "m01_one"'
)


@pytest.fixture
def plan(tmp_path):
    """One document."""
    (tmp_path / "account.md").write_text("# The account\n\nIn memory.\n", encoding="utf-8")
    return Plan((), (Page(tmp_path / "account.md", "docs/account.md", "document"),))


def test_a_folder_with_other_things_in_it_is_not_written(plan, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")

    with pytest.raises(SiteError, match="Name another folder"):
        write_site(tmp_path / "mine", SYLLABUS, plan)

    assert ["thesis.txt"] == [path.name for path in (tmp_path / "mine").iterdir()]


def test_a_site_is_written_anew_and_pages_that_are_gone_are_gone(plan, tmp_path):
    write_site(tmp_path / "site", SYLLABUS, plan)
    (tmp_path / "site" / "docs" / "old.html").write_text("")
    files = write_site(tmp_path / "site", SYLLABUS, plan)

    assert set(files) == {path for path in (tmp_path / "site").rglob("*") if path.is_file()}


def test_the_first_page_names_what_is_in_preparation_and_the_documents(plan, tmp_path):
    write_site(tmp_path / "site", SYLLABUS, plan)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")

    assert "in preparation" in page
    assert '<a href="docs/account.html">The account</a>' in page


def test_a_lesson_that_is_missing_is_named_before_anything_is_written(tmp_path):
    lost = Plan((Page(tmp_path / "m01_one.ipynb", "lessons/m01_one.ipynb", "lesson"),), ())

    with pytest.raises(SiteError, match=r"m01_one.ipynb: found no such file"):
        write_site(tmp_path / "site", SYLLABUS, lost)

    assert not (tmp_path / "site").exists()


@pytest.mark.kernel
def test_a_lesson_whose_cell_fails_is_named_with_what_it_said(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, tmp_path / "lesson.ipynb")

    with pytest.raises(SiteError, match=r"lesson.ipynb: found a cell that fails[\s\S]*ZeroDivisionError"):
        executed(tmp_path / "lesson.ipynb")
