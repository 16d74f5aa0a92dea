"""The gallery in JupyterLab: every picture is there, in both themes, for everybody, and nothing leaves the machine."""

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from axe_findings import violations
from lab_in_browser import NotebookPage, served
from playwright.sync_api import Locator, Page, expect

from course import widgets
from course.widgets.static import page as static_page

pytestmark = [pytest.mark.browser, pytest.mark.kernel, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
LESSON = "lessons/gallery.ipynb"
LOST = re.compile("Loading widget|Error displaying widget|model not found|Javascript Error")
# No pictures: a class, an error, and what a live picture of the page shows inside.
NOT_SHOWN = {"QuizError", "View", "filter_tree", "first_check"}  # the last is a report_view

# What a keyboard does with a picture: the control to go to with Tab, by its name, and the keys to press there.
PRESSED = {
    "architecture_map": ("Find a resource", "sales"),
    "assessment": ("", [" "]),
    "before": ("", [" "]),
    "cost_lens": ("A step more often", ["Enter"]),
    "editor": ("Definition of the state machine", " "),
    "event_routing": ("Earlier", ["Enter"]),
    "fault_switches": ("the bank is too busy", [" "]),
    "filter_tester": ("Message body", "x"),
    "hint_ladder": ("Open hint 2", ["Enter"]),
    "inbox": ("Approve", ["Enter"]),
    "lanes": ("The same as a table", ["Enter"]),
    "message_flow": ("One step forward", ["Enter", "ArrowRight"]),
    "metric_curves": ("The same as a table", ["Enter"]),
    "microscope": ("One step forward", ["Enter"]),
    "quiz": ("", [" "]),
    "scenario": ("amount", ["ArrowRight"]),
    "state_machine": ("Find a state", "Charge"),
    "stepper": ("One step forward", ["Enter"]),
    "timeline": ("The same as a table", ["Enter"]),
    "waterfall": ("", ["ArrowDown"]),
}

WHERE = """
() => {
  const at = document.activeElement;
  const label = at.labels?.[0]?.textContent ?? "";
  return at.closest(".jp-OutputArea-output") ? `${at.getAttribute("aria-label") ?? ""} ${label} ${at.textContent}`.trim() || "?" : null;
}
"""
LOOKS = """
(output) => output.outerHTML + JSON.stringify([...output.querySelectorAll("input, textarea, select")].map(
  (field) => [field.value, field.checked]))
"""


def pictures(source: str) -> list[str]:
    """Return the pictures that the last statement of a cell shows, outermost first."""
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr | ast.For):
        return []
    called = (
        node.func.id for node in ast.walk(body[-1]) if isinstance(node, ast.Call) and hasattr(node.func, "id")
    )
    return [name for name in called if name in widgets.__all__]


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """The addresses that the pages of this module asked for."""
    return []


@pytest.fixture(scope="module")
def gallery(lab, browser, asked) -> Iterator[NotebookPage]:
    """The gallery after a run of all its cells, with every way out of the machine closed."""
    # As high as the highest picture, so that each is seen whole.
    context = browser.new_context(viewport={"width": 1280, "height": 2200})
    context.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.abort())
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    notebook = NotebookPage(page, lab, LESSON)
    notebook.run_all()
    yield notebook
    context.close()


@pytest.fixture(scope="module")
def saved(gallery) -> Any:
    """The notebook as it was saved after the run."""
    return nbformat.from_dict(gallery.save())


@pytest.fixture(scope="module")
def outputs(gallery, saved) -> dict[str, Locator]:
    """Where each picture is shown, by the name of its function."""
    cells = gallery.shown.locator(".jp-CodeCell")
    sources = [cell.source for cell in saved.cells if cell.cell_type == "code"]
    shown = {name: cells.nth(at) for at, source in enumerate(sources) for name in pictures(source)[:1]}
    return {name: cell.locator(".jp-OutputArea-output").last for name, cell in shown.items()}


def show(output: Locator) -> None:
    output.scroll_into_view_if_needed()
    expect(output.locator(".course").first).to_be_visible()


def choose_theme(page: Page, name: str) -> None:
    """Change JupyterLab's theme as a person does, in the menu Settings."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has_text="Theme").first.hover()
    page.locator(".lm-Menu-item", has_text=re.compile(f"^{name}$")).click()
    light = str("Light" in name).lower()
    page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")


def test_the_page_shows_every_picture_there_is():
    text = (ROOT / "authoring" / "lessons" / "gallery.py").read_text(encoding="utf-8")
    called = {name for name in widgets.__all__ if f"{name}(" in text}

    assert set() == set(widgets.__all__) - called - NOT_SHOWN


def test_it_runs_without_an_error_and_every_picture_appears(saved, outputs, gallery):
    said = [output for cell in saved.cells for output in cell.get("outputs", [])]

    assert [] == [
        output for output in said if output.output_type == "error" or output.get("name") == "stderr"
    ]
    for output in outputs.values():
        show(output)
    said = gallery.shown.text_content()

    assert [] == LOST.findall(said)
    assert "nothing to draw" not in said


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_each_theme_every_picture_keeps_nobody_out(theme, gallery, outputs, picture_folder):
    choose_theme(gallery.page, f"JupyterLab {theme.title()}")
    found = []
    for at, (name, output) in enumerate(outputs.items(), 1):
        show(output)
        output.screenshot(path=picture_folder / f"{at:02}-{name}-{theme}.png")
        output.evaluate("node => node.setAttribute('data-look', 'here')")
        found += [f"{name}: {each}" for each in violations(gallery.page, "[data-look=here] .course")]
        output.evaluate("node => node.removeAttribute('data-look')")

    assert [] == found


@pytest.mark.parametrize("name", PRESSED)
def test_a_keyboard_alone_reaches_a_control_and_changes_what_is_shown(name, gallery, outputs):
    keyboard, output = gallery.page.keyboard, outputs[name]
    show(output)
    control, keys = PRESSED[name]
    before = output.evaluate(LOOKS)
    output.evaluate("node => node.closest('.jp-Cell').focus()")
    passed = []
    while control not in (there := gallery.page.evaluate(WHERE) or "(outside)") or there == "(outside)":
        passed.append(there)
        assert len(passed) < 40, f"{control!r} is not among {passed}"
        keyboard.press("Tab")
    if isinstance(keys, str):
        keyboard.type(keys)
    else:
        [keyboard.press(key) for key in keys]

    gallery.page.wait_for_function(
        f"([node, before]) => ({LOOKS})(node) !== before", arg=[output.element_handle(), before]
    )


def test_nothing_leaves_the_machine(asked, outputs):
    assert outputs
    assert [] == [url for url in asked if not url.startswith(("http://127.0.0.1", "blob:", "data:"))]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_static_page_teaches_without_a_network(theme, saved, browser, tmp_path, picture_folder):
    (tmp_path / "gallery.html").write_text(static_page(saved, theme=theme), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    wanted = []
    page.on("request", lambda request: wanted.append(request.url))
    page.goto((tmp_path / "gallery.html").as_uri())
    page.screenshot(path=picture_folder / f"static-{theme}.png", full_page=True)
    drawn = page.locator(".course").count()
    found = violations(page, ".course")
    page.close()

    assert [(tmp_path / "gallery.html").as_uri()] == wanted
    assert drawn >= len(PRESSED)
    assert [] == found


def test_it_runs_in_notebook_7_too(browser, tmp_path, monkeypatch, picture_folder):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(ROOT / "course" / "jupyter" / "everybody"))
    shutil.copy(ROOT / "course" / LESSON, tmp_path)
    command = [
        sys.executable,
        "-m",
        "notebook",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.root_dir={tmp_path}",
    ]
    with served(command, tmp_path) as server:
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        notebook = NotebookPage(page, server, "gallery.ipynb", opens="notebooks")
        notebook.run_all()
        pictures = page.locator(".jp-OutputArea-output .course")
        pictures.last.scroll_into_view_if_needed()
        page.screenshot(path=picture_folder / "notebook-7.png")

        assert pictures.count() >= len(PRESSED)
        assert [] == LOST.findall(notebook.shown.text_content())
        page.close()


def test_where_nobody_trusts_it_there_are_words_and_no_torn_drawings(saved, lab, browser, picture_folder):
    later = nbformat.from_dict(saved)
    later.metadata.pop("widgets", None)
    later.cells[0].source += " from somebody else"
    nbformat.write(later, lab.folder / "lessons" / "from_afar.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    notebook = NotebookPage(page, lab, "lessons/from_afar.ipynb")
    drawings = notebook.shown.locator(".course-drawing")
    expect(drawings.first).to_be_attached()
    notebook.shown.locator(".course").first.scroll_into_view_if_needed()
    page.screenshot(path=picture_folder / "untrusted.png")
    torn = [drawing.text_content() for drawing in drawings.all() if drawing.is_visible()]
    said = notebook.shown.text_content()
    page.close()

    assert [] == torn
    assert "API insurance" in said
    assert [] == LOST.findall(said)
