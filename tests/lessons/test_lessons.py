"""Every lesson runs from top to bottom in a fresh kernel, offline, and still teaches as a static page."""

import re
import time
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from course.widgets.static import page

pytestmark = pytest.mark.kernel

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "course" / "lessons").glob("*.ipynb"))
NOTES = ROOT / "docs" / "teaching"
FIGURES = Path(__file__).with_name("figures")
LONGEST = 60  # seconds for all cells of a lesson together

# Whoever tries to leave this machine is stopped and named.
OFFLINE = """
import socket
_connect = socket.socket.connect
def _stay_here(self, address):
    if self.family != getattr(socket, "AF_UNIX", None) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise AssertionError(f"the lesson tried to reach {address}")
    return _connect(self, address)
socket.socket.connect = _stay_here
"""


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """The lesson, executed as a learner would, with every way out of the machine closed."""
    notebook = nbformat.read(request.param, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(OFFLINE, id="offline"))
    client = NotebookClient(
        notebook, timeout=LONGEST, resources={"metadata": {"path": str(tmp_path_factory.mktemp("lesson"))}}
    )
    begin = time.monotonic()
    client.execute()
    notebook.metadata["seconds"] = time.monotonic() - begin
    notebook.metadata["stem"] = request.param.stem
    notebook.cells.pop(0)
    return notebook


def test_it_ends_in_time_with_no_error_and_nothing_on_stderr(executed: NotebookNode) -> None:
    outputs = [output for cell in executed.cells for output in cell.get("outputs", [])]

    assert [] == [output for output in outputs if output.output_type == "error"]
    assert [] == [output.text for output in outputs if output.get("name") == "stderr"]
    assert executed.metadata["seconds"] < LONGEST


def test_every_picture_has_a_text_twin_and_a_static_form(executed: NotebookNode) -> None:
    shown = [
        output.data
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if output.get("data", {}).get("text/html")
    ]

    for data in shown:
        assert len(data["text/plain"].split()) >= 2, data["text/html"][:200]
        assert not re.match(r"<.* at 0x[0-9a-f]+>|\w+\(.*children=", data["text/plain"]), data["text/plain"][
            :200
        ]


def test_its_static_page_loads_nothing_from_anywhere(executed: NotebookNode) -> None:
    html = page(executed)

    assert [] == re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']https?://[^\"']+", html)
    assert html.count('class="course') + html.count("<table") > 0


def test_figures_in_its_prose_and_its_notes_are_those_that_its_cells_show(executed: NotebookNode) -> None:
    stem = executed.metadata["stem"]
    path = FIGURES / f"{stem}.toml"
    figures = tomllib.loads(path.read_text(encoding="utf-8"))["figure"] if path.is_file() else []
    said = {
        "prose": prose_of(executed),
        "notes": "".join(notes.read_text(encoding="utf-8") for notes in NOTES.glob(f"{stem}.md")),
        "shown": shown_by(executed),
    }
    said = {place: in_one_line(text) for place, text in said.items()}

    assert [] == [words for each in figures for place, words in each.items() if words not in said[place]]


def prose_of(notebook: NotebookNode) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def shown_by(notebook: NotebookNode) -> str:
    """What is printed, and the pictures in words."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs)


def in_one_line(text: str) -> str:
    return " ".join(text.split())
