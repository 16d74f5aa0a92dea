"""Links of the course's files lead to pages of the site, and headings have the names that links use."""

import pytest

from grader.site.headings import as_in_documents, as_in_notebooks, named
from grader.site.links import between, led

PLACES = {
    "lessons/m01.ipynb": "lessons/m01.html",
    "exercises/m01/m01.ipynb": "exercises/m01/m01.html",
    "docs/grading.md": "docs/grading.html",
}


@pytest.mark.parametrize(
    "address,link,expected",
    [
        ("lessons/m02.ipynb", "m01.ipynb", "m01.html"),
        ("lessons/m01.ipynb", "../exercises/m01/m01.ipynb", "../exercises/m01/m01.html"),
        ("exercises/m01/m01.ipynb", "../../lessons/m01.ipynb", "../../lessons/m01.html"),
        ("docs/instructors.md", "grading.md#a-heading", "grading.html#a-heading"),
        ("docs/instructors.md", "#a-heading", "#a-heading"),
        ("docs/instructors.md", "https://example.org/a.md", "https://example.org/a.md"),
    ],
)
def test_a_link_leads_to_the_page(address, link, expected):
    assert f'<a href="{expected}">words</a>' == led(f'<a href="{link}">words</a>', address, PLACES)


def test_what_is_no_page_keeps_its_words_and_is_no_link():
    assert "see <code>this</code>." == led(
        'see <a href="../tests/x.py"><code>this</code></a>.', "docs/a.md", PLACES
    )


def test_pages_find_each_other_from_any_folder():
    assert "../../index.html" == between("exercises/m01/m01.html", "index.html")
    assert "lessons/m01.html" == between("index.html", "lessons/m01.html")


def test_headings_of_the_text_get_a_name_each_and_those_in_pictures_stay():
    text = '<h2 id="Break-it">Break it<a class="anchor-link" href="#Break-it">¶</a></h2>'
    html, found = named(f"{text}<h3>in a picture</h3>{text}", as_in_documents)

    assert ["break-it", "break-it-1"] == [heading.name for heading in found]
    assert ('<h2 id="break-it">Break it</h2><h3>in a picture</h3><h2 id="break-it-1">Break it</h2>') == html


def test_names_are_those_that_github_and_jupyterlab_make():
    assert "2-name-the-learners" == as_in_documents("2. Name the learners")
    assert "2.-Name-the-learners" == as_in_notebooks("2. Name the learners")
