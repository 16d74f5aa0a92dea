"""The checkout, everything gathered from it, and all of it in a language made by a function."""

from pathlib import Path

import pytest
from pseudo_language import accented

from grader.texts import gathered, in_language


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


@pytest.fixture(scope="session")
def made(root, pseudo, tmp_path_factory):
    """One module, and all that is no notebook, in the accented language, by place: to build all takes half a minute."""
    small = tmp_path_factory.mktemp("checkout")
    for name in (
        "authoring/lessons/m05_publish_subscribe.py",
        "authoring/assignments/m05_publish_subscribe.py",
    ):
        (small / name).parent.mkdir(parents=True)
        (small / name).symlink_to(root / name)
    for name in ("course", "grader"):
        (small / name).symlink_to(root / name)
    return in_language(small, "xx", pseudo)
