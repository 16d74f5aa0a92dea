"""tests/conftest.py: a missing browser skips, unless browsers are required."""

import importlib.util

import pytest


@pytest.fixture(scope="module")
def conftest(root):
    spec = importlib.util.spec_from_file_location("tests_conftest", root / "tests" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "found,wish,expected",
    [
        ("/usr/bin/chromium", "", "run"),
        ("/usr/bin/chromium", "required", "run"),
        (None, "", "skip"),
        (None, "required", "fail"),
    ],
)
def test_the_verdict(conftest, found, wish, expected):
    assert expected == conftest.verdict_on_browser_tests(found, wish)


def test_a_browser_can_be_named(conftest, monkeypatch):
    monkeypatch.setenv("COURSE_CHROMIUM", "/opt/chromium")

    assert conftest.find_chromium() == "/opt/chromium"
