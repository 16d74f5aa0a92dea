"""Stylesheets of several pictures on one page: each sheet applies to all of them, in whatever order they came."""

import re
from importlib.resources import files
from itertools import permutations

import pytest

from course.widgets.sheets import SHEETS

ROOMS = {room for room, place in SHEETS.items() if "/" in place}
# Who shows a drawing of another room, and so writes its classes.
SHOWS = {
    "execution": {"state_machine"},
    "editor": {"state_machine", "execution"},
    "data_flow": set(),
}


def selectors(text):
    """Every selector of a sheet."""
    text = re.sub(
        r"@(media|supports|container)[^{]*\{",
        "",
        re.sub(r"@keyframes[^{]*\{([^{}]*\{[^{}]*\})*\s*\}", "", text),
    )
    for prelude in re.findall(r"([^{}]+)\{", text):
        yield from (each.strip() for each in re.split(r",(?![^(]*\))", prelude))


def styled_everywhere(room):
    """The classes that a room's sheet styles wherever they stand, not only inside something of the room's."""
    sheet = files("course.widgets").joinpath(SHEETS[room]).read_text(encoding="utf-8")
    for selector in selectors(sheet):
        classes = set(re.findall(r"\.(course-[\w-]+)", selector))
        if len(classes) == 1:
            yield from classes


def written(room):
    """The classes that a room's files write."""
    folder = files("course.widgets").joinpath(room)
    text = "\n".join(
        each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith((".py", ".js"))
    )
    return set(re.findall(r"(?<![\w-])course-[\w-]+", text))


@pytest.mark.parametrize("room,other", list(permutations(sorted(ROOMS), 2)))
def test_what_one_room_styles_everywhere_no_other_room_writes(room, other):
    common = set(
        re.findall(
            r"course-[\w-]+", files("course.widgets").joinpath("style.css").read_text(encoding="utf-8")
        )
    )
    if room in SHOWS.get(other, ()):
        return

    assert set() == (set(styled_everywhere(room)) & written(other)) - common


@pytest.mark.parametrize("room", sorted(ROOMS - {"data_flow"}))
def test_the_microscope_gets_no_colour_from_a_sheet_beside_it(room):
    begun = tuple(each for each in written("data_flow") if each.endswith("-"))  # their ends are put in later

    assert [] == [each for each in styled_everywhere(room) if each.startswith(begun)]
