"""Live widgets that stay readable where nothing is live.

A widget's output carries three forms at once. JupyterLab takes `application/vnd.jupyter.widget-view+json` first (its
renderer has the best rank), an exported page takes `text/html` (`course.exported_views` sees to it), a terminal takes
`text/plain`.
"""

from typing import Any

import anywidget

from course.widgets.view import View

__all__ = ["LiveWidget"]


class LiveWidget(anywidget.AnyWidget):
    """An anywidget with a static twin; `still()` says what it looks like now."""

    def still(self) -> View:
        """Return the static form of the present state."""
        raise NotImplementedError

    @property
    def html(self) -> str:
        """The static form as HTML."""
        return self.still().html

    @property
    def text(self) -> str:
        """The static form in words."""
        return self.still().text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return _with_twin(super()._repr_mimebundle_(**kwargs), self.still())


def _with_twin(bundle: Any, still: View) -> Any:
    if bundle is None:
        return {"text/html": still.html, "text/plain": still.text}
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return {**data, "text/html": still.html, "text/plain": still.text}, metadata
