"""What somebody sees who has just typed `course lab`."""

import os
import re
import subprocess
import sys

import pytest

from course.lab import choose_port

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path):
    """The address, with its token, of a JupyterLab that `course lab` opened."""
    port, folder = str(choose_port(None, first=9400)), str(tmp_path / "work")
    words = ["lab", "--no-browser", "--port", port, "--folder", folder]
    with subprocess.Popen(
        [sys.executable, "-m", "course", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as server:
        try:
            said = iter(server.stdout)
            yield next(found[0] for line in said if (found := re.search(r"http://127\.0\.0\.1\S+", line)))
        finally:
            server.terminate()
            server.stdout.read()


def test_the_first_page_is_open_and_nothing_stands_in_front_of_it(address, chromium):
    from playwright.sync_api import expect, sync_playwright

    asked = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        first_page = page.get_by_role("main").locator(".jp-NotebookPanel")
        expect(first_page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
        page.wait_for_load_state("networkidle")
        dialogs = page.get_by_role("dialog").all_inner_texts()
        notices = page.locator(".Toastify__toast").all_inner_texts()
        browser.close()

    assert dialogs == notices == []
    assert [] == [url for url in asked if "127.0.0.1" not in url and not url.startswith(("data:", "blob:"))]
