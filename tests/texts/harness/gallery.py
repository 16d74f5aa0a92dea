"""Every live picture of the course, as the gallery page makes it."""

from pathlib import Path

from run_cells import cells_of, ran

from course.cloud import running
from course.widgets.live import LiveWidget

__all__ = ["live_pictures", "stop_accounts"]


def live_pictures(root, monkeypatch):
    """Return the live widgets that the gallery's cells make, in their order."""
    made = []
    begin = LiveWidget.__init__

    def noted(widget, *values, **named):
        begin(widget, *values, **named)
        made.append(widget)

    with monkeypatch.context() as patch:
        patch.setattr(LiveWidget, "__init__", noted)
        cells = cells_of(root, Path("authoring/lessons/gallery.py"))
        for _ in ran((cell.line, cell.body) for cell in cells):
            pass
    return made


def stop_accounts():
    """Stop the accounts that the gallery's cells have started in this process."""
    while running.stack:
        running.stack[-1].stop()
