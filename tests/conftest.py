"""What holds for every test: a home of its own, the same examples each time, browser tests only where a browser is."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time, and no deadline: a busy machine is not a wrong answer.
settings.register_profile("everyday", derandomize=True, deadline=None)
settings.load_profile("everyday")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The browser to test with: the one COURSE_CHROMIUM names, or the first on PATH."""
    named = os.environ.get("COURSE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def verdict_on_browser_tests(found: str | None, wish: str) -> str:
    """Say ``run``, ``skip`` or ``fail``: without a browser they are skipped, unless they are required."""
    if found:
        return "run"
    return "fail" if wish == "required" else "skip"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is None:
        return
    verdict = verdict_on_browser_tests(find_chromium(), os.environ.get("COURSE_BROWSER_TESTS", ""))
    if verdict == "skip":
        pytest.skip(f"no browser here; install one of {', '.join(BROWSERS)}, or name one in COURSE_CHROMIUM")
    if verdict == "fail":
        pytest.fail("COURSE_BROWSER_TESTS=required, and there is no Chromium on PATH or in COURSE_CHROMIUM")


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The browser's path, for tests marked `browser`."""
    return find_chromium()


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Nothing that a test writes reaches the home of whoever runs it, and nothing there reaches a test."""
    home = tmp_path_factory.mktemp("home")
    settings = {
        "COURSE_HOME": str(home / "course"),
        "COURSE_LEARNER": "tests",
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "jupyter-config"),
        "JUPYTER_DATA_DIR": str(home / "jupyter-data"),
        "JUPYTER_RUNTIME_DIR": str(home / "jupyter-runtime"),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COURSE_GRADING", "JUPYTERHUB_USER", "AWS_PROFILE"):
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        yield home
