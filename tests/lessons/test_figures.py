"""What the prose of a lesson, or the notes for whoever teaches it, say in figures is what the lesson's cells show."""

import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.kernel

ROOT = Path(__file__).parents[2]
FIGURES = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))["figure"]


def said(stem: str, place: str) -> str:
    """The text of a lesson or of its notes."""
    folder, ending = {"lesson": ("authoring/lessons", "py"), "notes": ("docs/teaching", "md")}[place]
    return (ROOT / folder / f"{stem}.{ending}").read_text(encoding="utf-8")


@cache
def shown(stem: str) -> str:
    """Everything that the cells of a lesson show, as plain text in which spaces count once."""
    notebook = nbformat.read(ROOT / "course" / "lessons" / f"{stem}.ipynb", as_version=4)
    with TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=60, resources={"metadata": {"path": folder}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in outputs]
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure['module']}: {figure['said']}")
def test_a_figure_in_the_text_is_what_a_cell_shows(figure: dict[str, str]) -> None:
    assert figure["said"] in said(figure["module"], figure["place"])
    assert figure["shown"] in shown(figure["module"])
