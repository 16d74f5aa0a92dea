"""The page about the house shows the imports as they are."""

import importlib.util
import re

import pytest


@pytest.fixture
def house(root):
    spec = importlib.util.spec_from_file_location("house", root / "authoring" / "house.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_picture_and_table_are_those_of_the_imports(root, house):
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")

    assert house.page(text, house.imports()) == text, "run `python authoring/house.py`"


def test_every_import_can_be_followed_in_the_picture(house):
    found = {"course.a": {"course.b", "course.c"}, "course.b": {"course.c"}, "course.c": set()}

    arrows = re.findall(r"(\S+) --> (\S+)", house.picture(found))

    assert [("course.a", "course.b"), ("course.b", "course.c")] == arrows


def test_every_room_that_is_named_is_there(root):
    text = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:course|grader)\.\w+)`", text))

    assert len(named) > 30
    assert set() == {
        name
        for name in named
        if not (root / name.replace(".", "/")).is_dir()
        and not (root / f"{name.replace('.', '/')}.py").is_file()
    }
