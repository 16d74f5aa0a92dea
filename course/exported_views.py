"""What nbconvert's pages show of live pictures: the static form, which stands in the same output and needs nothing.

By its own order nbconvert takes the live form as soon as a notebook carries widget state. Its page then loads the
widgets' scripts from a public network, and finds no Python to speak to. The settings that name this preprocessor are
installed with the course (`course/jupyter/everybody/`), so that a plain `jupyter nbconvert` obeys, too.
"""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from course.saved_views import VIEW

__all__ = ["StaticForms"]


class StaticForms(Preprocessor):
    """Leaves of each live picture its static form, where it has one, and drops the state of them all."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook without live views, and the resources as they are. `nb` is changed in place."""
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                if "text/html" in data:
                    data.pop(VIEW, None)
        nb.metadata.pop("widgets", None)
        return nb, resources
