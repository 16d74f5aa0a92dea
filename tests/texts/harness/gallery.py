"""Every live picture of the course, as the gallery page makes it."""

from pathlib import Path

from run_cells import outputs_of

from course.widgets.live import LiveWidget

__all__ = ["live_pictures"]


def live_pictures(root, monkeypatch):
    """Return the live widgets that the gallery's cells make, in their order."""
    made = []
    begin = LiveWidget.__init__

    def noted(widget, *values, **named):
        begin(widget, *values, **named)
        made.append(widget)

    with monkeypatch.context() as patch:
        patch.setattr(LiveWidget, "__init__", noted)
        outputs_of(root, Path("authoring/lessons/gallery.py"), lambda cell: cell.body)
    return made
