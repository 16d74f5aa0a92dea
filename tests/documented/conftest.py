"""Stages, on which commands of the documents are typed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from checkout import copied, surroundings
from stage import Stage


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """A copy of the course as a learner or instructor has it; what goes on there ends with the test."""
    stages = []

    def made(*ports: str, learner: str = "ada") -> Stage:
        checkout = copied(tmp_path / "course")
        environment = surroundings(checkout, tmp_path / "home") | {"COURSE_LEARNER": learner}
        stages.append(Stage(checkout, environment, ports))
        return stages[-1]

    yield made
    for stage in stages:
        stage.end()
