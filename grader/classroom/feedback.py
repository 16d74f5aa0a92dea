"""Feedback: pages that run nothing and ask the network for nothing, released also where submissions came in differently.

What a learner's cells showed stands in such a page, and an instructor opens it, too.
"""

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.exchange.default import ExchangeReleaseFeedback

from .submission import NBGRADERS

__all__ = ["FeedbackExporter", "ReleaseFeedback"]

FETCHED = re.compile(r'<script src="https?://[^>]*>\s*</script>')
# Whatever a learner put into an output: no script runs, and nothing is fetched, so nobody learns that it is read.
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'\">"
)
# nbgrader's page is light whatever the reader's system prefers; pictures ask for this mark to be light with it.
LIGHT = '<body data-jp-theme-light="true"'


class FeedbackExporter(HTMLExporter):
    """nbconvert's page, in which nothing runs and nothing is fetched, and pictures are as light as the page."""

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a graded notebook."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        page = FETCHED.sub("", page).replace("<head>", f"<head>{POLICY}", 1).replace("<body", LIGHT, 1)
        return page, resources


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader is untyped
    """nbgrader's own, which stops at the first submission that was not handed in by `nbgrader submit`.

    Such a submission lacks the secret by which its learner finds the page. It is passed over with a warning that
    names the page, and the others are released.
    """

    def copy_files(self) -> None:
        """Copy the pages of those who can fetch them to the exchange."""
        directory = self.coursedir
        excluded = directory.student_id_exclude
        folders = [Path(folder) for folder in self._pages()]
        lacking = [folder for folder in folders if not all((folder / name).is_file() for name in NBGRADERS)]
        for folder in lacking:
            self.log.warning(
                "Not handed in by `nbgrader submit`, so nobody can fetch it; send it yourself: %s", folder
            )
        directory.student_id_exclude = ",".join(
            [*excluded.split(","), *(folder.parent.name for folder in lacking)]
        )
        try:
            super().copy_files()
        finally:
            directory.student_id_exclude = excluded

    def _pages(self) -> set[Path]:
        pattern = self.coursedir.format_path(
            self.coursedir.feedback_directory, self.coursedir.student_id, self.coursedir.assignment_id
        )
        root = Path(self.coursedir.root)
        return {page.parent for page in root.glob(f"{Path(pattern).relative_to(root)}/*.html")}
