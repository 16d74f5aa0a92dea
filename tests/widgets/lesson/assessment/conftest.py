"""What the tests of the assessments share: both forms, and the answers of somebody who knows everything."""

import pytest

from course.widgets.lesson.assessment.forms import read
from course.widgets.lesson.assessment.placing import Placing


def right_answer(item):
    """The whole right answer to an item."""
    if isinstance(item.asked, Placing):
        return [row.place for row in item.asked.rows]
    return sorted(item.asked.right)


@pytest.fixture
def right():
    """Right answers to the items of a form, by item; of some topics alone, if any are named."""

    def answers(form, *topics):
        return {item.id: right_answer(item) for item in form.items if not topics or item.topic in topics}

    return answers


@pytest.fixture
def pre():
    return read("pre")


@pytest.fixture
def post():
    return read("post")
