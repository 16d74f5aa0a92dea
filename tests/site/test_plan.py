"""Which pages the site has: the ready modules in their order, and the documents that are there."""

import pytest

from course.syllabus import SyllabusError, read
from grader.site import planned

SYLLABUS = read("""
first_page = "welcome"
[[module]]
id = "m01"
title = "One"
part = "A"
hours = 1
stem = "m01_one"
ready = true
[[module]]
id = "m02"
title = "Two"
part = "A"
hours = 1
stem = "m02_two"
[[module]]
id = "m03"
title = "Three"
part = "B"
hours = 1
stem = "m03_three"
ready = true
""")


@pytest.fixture
def course(tmp_path):
    """A course of three modules, of which the third has no exercises, and one document."""
    for name in ("course/lessons/gallery.ipynb", "exercises/m01_one/m01_one.ipynb", "docs/account.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("")
    return tmp_path


def test_pages_are_read_in_the_order_of_the_syllabus_each_lesson_before_its_exercises(course):
    expected = [
        "lessons/m01_one.html",
        "exercises/m01_one/m01_one.html",
        "lessons/m03_three.html",
    ]

    assert expected == [page.place for page in planned(course, SYLLABUS).read]


def test_beside_them_are_the_gallery_and_the_documents_that_are_there(course):
    assert ["lessons/gallery.html", "docs/account.html"] == [
        page.place for page in planned(course, SYLLABUS).beside
    ]


def test_a_module_that_is_asked_for_is_there_even_while_it_is_prepared(course):
    assert ["lessons/m02_two.html"] == [page.place for page in planned(course, SYLLABUS, ["m02"]).read]


def test_a_module_that_does_not_exist_is_refused(course):
    with pytest.raises(SyllabusError, match="There is no module 'm09'"):
        planned(course, SYLLABUS, ["m09"])


def test_each_page_knows_what_is_read_before_and_after_it(course):
    plan = planned(course, SYLLABUS)
    first, second, third = plan.read

    assert (None, second) == plan.around(first)
    assert (first, third) == plan.around(second)
    assert (second, None) == plan.around(third)
    assert (None, None) == plan.around(plan.beside[0])
