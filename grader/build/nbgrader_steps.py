"""The steps from an assignment's source to its release: nbgrader's own, and two of ours.

``nbgrader_config.py`` hands them to nbgrader's command with :func:`configure`; :func:`release` runs the same steps
in memory. Both write the same bytes.
"""

from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from grader.build.fingerprint import NOTICE, fingerprint
from grader.build.regions import BEGIN, DATA_STUB, END, FUNCTION_STUB

__all__ = ["RELEASE_STEPS", "DataStub", "Sign", "configure", "release"]

NOTE = "Made by the course. Work in a copy of it."
SAVE_CELLS = "nbgrader.preprocessors.SaveCells"

# Names, not classes: the formgrader shows its configuration as JSON.
# The gradebook keeps the source cells with their checksums, so SaveCells follows ComputeChecksums and precedes
# whatever is hidden from learners; the checksums of the release are therefore computed a second time.
RELEASE_STEPS = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "grader.build.nbgrader_steps.DataStub",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    SAVE_CELLS,
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "grader.build.nbgrader_steps.Sign",
]


class DataStub(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """An answer at the left margin leaves a comment only: no cell of an untouched notebook stops a run."""

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:  # noqa: ARG002
        """Return the cell with nbgrader's stub replaced where it stands at the left margin."""
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = f"\n{cell.source}".replace(f"\n{FUNCTION_STUB}", f"\n{DATA_STUB}")[1:]
        return cell, resources


class Sign(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is untyped
    """The release loses the authors' notice and is signed for what it now holds."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook without the notice, with its own fingerprint."""
        nb.cells = [cell for cell in nb.cells if cell.get("id") != NOTICE]
        nb.metadata.setdefault("course", {}).update(note=NOTE, fingerprint=fingerprint(nb))
        return nb, resources


def configure(config: Config) -> None:
    """Set the steps and their options in an nbgrader configuration."""
    config.GenerateAssignment.preprocessors = RELEASE_STEPS
    config.ClearSolutions.code_stub = {"python": FUNCTION_STUB}
    config.ClearSolutions.begin_solution_delimeter = BEGIN
    config.ClearSolutions.end_solution_delimeter = END


def release(source: NotebookNode) -> str:
    """Return the text of an assignment's released ``.ipynb`` file, from its source notebook."""
    config = Config()
    configure(config)
    config.Exporter.default_preprocessors = []
    exporter = NotebookExporter(config=config)
    for step in RELEASE_STEPS:
        # SaveCells writes to the gradebook, and the notebook passes it unchanged.
        if step != SAVE_CELLS:
            exporter.register_preprocessor(step, enabled=True)
    content: str = exporter.from_notebook_node(source)[0]
    return content
