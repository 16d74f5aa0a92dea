"""The tiny course, whole, and its notebooks written anew."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny_course

from grader.verify import Course


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Course]:
    with tiny_course.built(tmp_path / "course") as course:
        yield course


@pytest.fixture
def write_notebook(tiny: Course) -> Callable[..., Path]:
    return lambda kind, solution, **more: tiny_course.write(tiny.root, kind, solution, **more)
