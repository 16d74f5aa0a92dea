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
# What nbgrader's page lacks: text keeps 4.5:1, a link is known without its colour, columns stand apart, and no line of
# code has to be scrolled sideways, which a keyboard cannot do everywhere.
LEGIBLE = (
    "<style>a{color:#0b5cad;text-decoration:underline}.panel-primary>.panel-heading .pull-right,.panel-primary>.panel-heading a{color:#fff!important}"
    ".highlight,.highlight pre,div.input_area{background:#fff}"
    "table{margin-bottom:10px}td,th{padding:2px 1.2em 2px 0;vertical-align:top}"
    "pre{white-space:pre-wrap!important;overflow-wrap:anywhere}</style>"
)
# nbgrader calls every exercise of its contents so.
ENTRY = re.compile(r'(<a href="#(\w+?)_grade">)Test cell(?=</a>)')


class FeedbackExporter(HTMLExporter):
    """nbconvert's page, in which nothing runs and nothing is fetched, and pictures are as light as the page, and that everybody can read."""

    def from_notebook_node(  # type: ignore[override]  # as HTMLExporter's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a graded notebook."""
        page, resources = super().from_notebook_node(nb, resources, **kw)
        page = ENTRY.sub(r"\1Exercise \2", FETCHED.sub("", page))
        changes = {
            "<html>": '<html lang="en">',
            "<head>": f"<head>{POLICY}",
            "</head>": f"{LEGIBLE}</head>",
            "<body": LIGHT,
        }
        for found, instead in changes.items():
            page = page.replace(found, instead, 1)
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
