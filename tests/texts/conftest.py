"""The checkout, everything gathered from it, and all of it in a language made by a function."""

from pathlib import Path

import pytest
from pseudo_language import accented

from grader.texts import gathered


@pytest.fixture(scope="session")
def root():
    """The course's folder."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def texts(root):
    """Every learner-facing text, by catalogue."""
    return gathered(root)


@pytest.fixture(scope="session")
def pseudo(texts):
    """Every text in the accented language, by catalogue."""
    return {name: {each.words: accented(each.words) for each in found} for name, found in texts.items()}
