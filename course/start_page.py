"""The first page shows where the learner stands before anything was run: the map is put into it each time the course opens.

The map is the stored output of the page's cell with `MARK`, signed as Jupyter signs what it ran itself, so that it is shown
as it is. What the learner wrote in the page stays. ``python -m course.start_page WORK`` does it, in a process of its own
while JupyterLab is being loaded, since pictures take a second or two to import.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from course.syllabus import syllabus

__all__ = ["MARK", "Drawing", "draw"]

MARK = "progress()"
_SECONDS = 30  # of real time


class Drawing:
    """The map on its way into the first page of a work folder."""

    def __init__(self, work: Path) -> None:
        command = [sys.executable, "-m", "course.start_page", str(work.resolve())]
        # What it prints is for whoever calls the module; a pipe could fill up while nobody reads.
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115  closed in `problem`
        self._process = subprocess.Popen(command, stdout=self._said, stderr=subprocess.STDOUT)

    def problem(self) -> str:
        """Wait until it is there; return a sentence where it could not be drawn, else nothing. To be called once."""
        with self._said:
            try:
                if self._process.wait(_SECONDS) == 0:
                    return ""
                self._said.seek(0)
                why = (self._said.read().strip().splitlines() or ["it said nothing"])[-1]
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                why = f"it took longer than {_SECONDS} seconds"
        return f"The map on the first page could not be renewed ({why}). Its cell draws it when you run it."


def draw(work: Path) -> bool:
    """Put the map of now into the first page; return whether the page has a place for it. Raises OSError, ValueError."""
    import nbformat
    from nbformat.sign import NotebookNotary

    from course import learner
    from course.widgets.lesson.course_map import Links
    from course.widgets.lesson.course_progress import whole_course
    from course.workspace import replace

    course = syllabus()
    path = work / "lessons" / f"{course.first_page}.ipynb"
    page = nbformat.read(path, as_version=4)
    cell = next(
        (each for each in page.cells if each.cell_type == "code" and each.source.rstrip().endswith(MARK)),
        None,
    )
    if cell is None:
        return False
    view = whole_course(course, learner.notes(), Links("../", work))
    shown = [output.get("data", {}).get("text/html") for output in cell.outputs]
    if shown != [view.html]:  # a page that is open in JupyterLab is not changed under its reader without need
        data = {"text/html": view.html, "text/plain": view.text}
        cell.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=None)]
        replace(path, nbformat.writes(page).encode())
    NotebookNotary().sign(page)
    return True


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
