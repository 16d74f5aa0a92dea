"""A learner's JupyterLab, and a browser in front of it."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab_in_browser import QUIET, NotebookPage, Server, served
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
# Screenshots are kept for people to look at.
PICTURES = Path(os.environ.get("COURSE_PICTURES", ROOT / "artifacts" / "screenshots"))


@pytest.fixture
def servers() -> Callable[..., contextlib.AbstractContextManager[Server]]:
    """Start servers, each until its block ends."""
    return served


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The course as a learner opens it."""
    folder = tmp_path_factory.mktemp("work")
    with served(
        [sys.executable, "-m", "course", "lab", "--no-browser", "--folder", str(folder)], folder
    ) as server:
        yield server


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium, as the machine has it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of its own; what it showed at the end is kept as a picture."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    yield shown
    picture(shown, f"{request.node.name}-end")
    context.close()


def picture(page: Page, name: str) -> Path:
    """Keep what the page shows now, as a picture with this name."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=str(path))
    return path


@pytest.fixture
def open_notebook(page: Page, lab: Server) -> Callable[[str], NotebookPage]:
    """Open a notebook of the learner's folder, by its path."""
    return lambda path: NotebookPage(page, lab, path)


@pytest.fixture
def keep_picture(page: Page) -> Callable[[str], Path]:
    """Keep what the page shows now, under a name."""
    return lambda name: picture(page, name)


@pytest.fixture(scope="session")
def picture_folder() -> Path:
    """Where pictures of the gallery are kept."""
    folder = PICTURES / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
