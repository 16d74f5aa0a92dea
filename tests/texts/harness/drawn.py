"""A program: runs the code of the gallery, and prints of each picture its HTML and its words."""

import json
import sys
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import course


def main():
    gallery = nbformat.read(Path(course.__file__).parent / "lessons" / "gallery.ipynb", 4)
    shell, drawn = InteractiveShell.instance(), []
    for cell in gallery.cells:
        if cell.cell_type == "code":
            with capture_output():
                done = shell.run_cell(cell.source)
            assert done.success, done.error_in_exec or done.error_before_exec
            if hasattr(done.result, "_repr_mimebundle_"):
                shown = done.result._repr_mimebundle_()
                data = shown[0] if isinstance(shown, tuple) else shown
                drawn.append([cell.source, data.get("text/html", ""), data.get("text/plain", "")])
    sys.stdout.write(f"{json.dumps(drawn)}\n")


main()
