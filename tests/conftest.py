"""What holds for every test: a home of its own, the same examples each time, browser tests only where a browser is.

And what holds for a run: long tests first, and what takes longest in turns.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import turns
from hypothesis import settings
from longest import LONGEST

# The same examples every time, and no deadline: a busy machine is not a wrong answer.
settings.register_profile("everyday", derandomize=True, deadline=None)
settings.load_profile("everyday")

TESTS = Path(__file__).parent
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


def pytest_configure(config: pytest.Config) -> None:
    try:
        turns.begin()
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.option.keyword and not any(
        "[" in named for named in config.args
    ):  # who names a case wants it
        _let_wait(config, items)
    places = {TESTS / file: place for place, file in enumerate(LONGEST)}
    # Where two processes share the work, none is to begin with the longest when the other has ended.
    items.sort(key=lambda item: places.get(item.path, len(places)))


def _let_wait(config: pytest.Config, items: list[pytest.Item]) -> None:
    marked = [(item, mark) for item in items if (mark := item.get_closest_marker("in_turn"))]
    waiting = set(
        turns.waiting([(item.nodeid.partition("[")[0], mark.args[0], item) for item, mark in marked])
    )
    config.hook.pytest_deselected(items=list(waiting))
    items[:] = [item for item in items if item not in waiting]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    day = os.environ[turns.SETTING]
    terminalreporter.write_line(f"What takes turns ran as {turns.SETTING}={day} says; see CONTRIBUTING.md.")


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
        patch.delenv("COURSE_CALLED", raising=False)  # whoever runs the tests may have done so with start.py
        for name in ("COURSE_GRADING", "JUPYTERHUB_USER", "AWS_PROFILE"):
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        yield home
