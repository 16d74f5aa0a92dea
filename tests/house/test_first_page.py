"""What somebody sees who has just typed `course lab`."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from course.lab import choose_port
from course.syllabus import syllabus

WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "fourteen": 14}


@pytest.fixture
def prose(root):
    """The text of the first page."""
    page = nbformat.read(root / "course" / "lessons" / f"{syllabus().first_page}.ipynb", as_version=4)
    return "\n".join(cell.source for cell in page.cells if cell.cell_type == "markdown")


def test_every_link_leads_to_a_notebook_of_the_course(root, prose):
    # In a learner's folder the lessons lie beside the exercises; in the checkout they lie within `course`.
    links = re.findall(r"\]\(([^)]+)\)", prose)
    places = [link.replace("../exercises", "../../exercises") for link in links]

    assert links
    assert [] == [place for place in places if not (root / "course" / "lessons" / place).is_file()]


def test_the_first_link_leads_to_the_first_module(prose):
    assert f"{syllabus().modules[0].stem}.ipynb" == re.findall(r"\]\(([^)]+)\)", prose)[0]


def test_it_promises_the_modules_and_hours_of_the_syllabus(prose):
    hours = [module.hours for module in syllabus().modules]
    promise = r"There are (\w+) modules, of (\w+) to (\w+) hours each, about (\d+) hours in all"
    many, least, most, total = re.search(promise, " ".join(prose.split())).groups()

    assert len(hours) == WORDS[many]
    assert (min(hours), max(hours)) == (WORDS[least], WORDS[most])
    assert abs(sum(hours) - int(total)) <= 1


@pytest.fixture
def address(tmp_path):
    """The address, with its token, of a JupyterLab that `course lab` opened."""
    port, folder = str(choose_port(None, first=9400)), str(tmp_path / "work")
    words = ["lab", "--no-browser", "--port", port, "--folder", folder]
    with subprocess.Popen(
        [sys.executable, "-m", "course", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        try:
            said = iter(server.stdout)
            yield next(found[0] for line in said if (found := re.search(r"http://127\.0\.0\.1\S+", line)))
        finally:
            server.terminate()
            server.stdout.read()


@pytest.mark.browser
def test_the_first_page_is_open_with_its_map_and_nothing_stands_in_front_of_it(address, chromium):
    from playwright.sync_api import expect, sync_playwright

    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        first_page = page.get_by_role("main").locator(".jp-NotebookPanel")
        expect(first_page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
        # Drawn with its styles, which an output that is not trusted is shown without; nobody has run a cell.
        expect(first_page.locator(".course-progress .course-trail-here")).to_be_visible()
        step = first_page.get_by_role("link", name="Open the lesson")
        expect(step).to_be_visible()
        page.wait_for_load_state("networkidle")
        dialogs = page.get_by_role("dialog").all_inner_texts()
        notices = page.locator(".Toastify__toast").all_inner_texts()
        step.click()
        opened = page.get_by_role("main").get_by_role("tab", name=f"{syllabus().ready[0].stem}.ipynb")
        expect(opened).to_be_visible(timeout=30_000)
        browser.close()

    assert dialogs == notices == []
    assert [] == [url for url in asked if "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))]
