"""Takes the README's pictures of the gallery, in JupyterLab, in Chromium: `python authoring/pictures.py`.

They go to `docs/pictures/`. Fonts differ from machine to machine, so nobody compares them: look at them.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT / "tests" / "browser" / "harness"))

from lab_in_browser import QUIET, NotebookPage, served  # found by the line above


@dataclass(frozen=True)
class Shot:
    """One picture: the cell it is of, the buttons to press before, how often, and how many pixels from the top are kept."""

    name: str
    cell: str
    height: int
    button: str = ""
    times: int = 0


SHOTS = (
    Shot("stepper", "stepper(retried)", 760, "One step forward", 21),
    Shot("editor", "editor(text", 880),
    Shot("message_flow", "message_flow(account", 700, "One step forward", 13),
    Shot("waterfall", "waterfall(account", 592),
)


def main() -> None:
    """Run the gallery and take each picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        os.environ["COURSE_HOME"] = str(Path(made) / "home")
        folder = Path(made) / "work"
        command = [sys.executable, "-m", "course", "lab", "--no-browser", f"--folder={folder}"]
        chromium = os.environ.get("COURSE_CHROMIUM") or shutil.which("chromium")
        with served(command, folder) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            # As high as the highest picture.
            page = browser.new_page(viewport={"width": 1280, "height": 2000}, reduced_motion="reduce")
            notebook = NotebookPage(page, server, "lessons/gallery.ipynb")
            notebook.run_all()
            take(notebook, SHOTS)


def take(notebook: NotebookPage, shots: Sequence[Shot]) -> None:
    """Take the pictures of cells that have been run."""
    for shot in shots:
        output = notebook.cell(shot.cell).locator(".jp-OutputArea-output").last
        output.scroll_into_view_if_needed()
        for _ in range(shot.times):
            output.get_by_role("button", name=shot.button).click()
        path = PICTURES / f"{shot.name}.png"
        notebook.page.screenshot(path=path, clip=_part(output, shot.height))
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} KB")


def _part(output: Locator, height: int) -> dict[str, float]:
    box = output.bounding_box()
    if box is None:
        raise RuntimeError("the picture is not there")
    return {**box, "height": min(height, box["height"])}


if __name__ == "__main__":
    main()
