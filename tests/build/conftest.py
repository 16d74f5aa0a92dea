import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def tiny(tmp_path):
    """A course folder with one lesson and one assignment, not built yet."""
    return Path(shutil.copytree(HERE / "tiny_course", tmp_path / "tiny"))
