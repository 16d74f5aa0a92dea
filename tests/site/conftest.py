"""A site of one module, as ``grader site`` writes it, and a browser in front of it."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.cli import app

MODULE = "m05"


@pytest.fixture(scope="session")
def root():
    """The course's folder."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of a site with one module and all documents."""
    folder = tmp_path_factory.mktemp("site")
    result = CliRunner().invoke(app, ["site", str(folder), MODULE])

    assert 0 == result.exit_code, result.output
    return folder


@pytest.fixture(scope="session")
def pages(site):
    """Every page by its place."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")
    }


@pytest.fixture(scope="session")
def lesson(pages):
    """The lesson's page."""
    return next(html for place, html in pages.items() if re.match(rf"lessons/{MODULE}_", place))
