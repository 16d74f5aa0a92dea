"""One stage for all cases."""

import pytest

from grader.rooms.isolation.kernel import LINUX, prctl
from tests.attacks.stage import Stage

SUBREAPER = 36


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """The stage; whatever loses its parent meanwhile becomes a child of this process, so that nothing can hide."""
    if LINUX:
        prctl(SUBREAPER, 1)
    base = tmp_path_factory.getbasetemp()
    for place in (base, base.parent):
        if place.name.startswith("pytest-"):  # made by pytest, for its owner alone
            place.chmod(0o755)
    with Stage(tmp_path_factory.mktemp("stage")).opened() as opened:
        yield opened
    if LINUX:
        prctl(SUBREAPER, 0)
