"""The layout of a map: groups side by side, nothing over anything else, what is not wired below."""

from itertools import combinations

import pytest

from course.widgets.account.packing import pack

SIZES = [(150.0, 54.0)] * 40
PAIRS = [(at, at + 1, 0.0) for at in range(0, 30, 2)]


@pytest.fixture(params=["LR", "TB"])
def layout(request):
    return pack(SIZES, PAIRS, range(30, 40), direction=request.param)


def _apart(one, other):
    return (
        abs(one.x - other.x) >= (one.width + other.width) / 2
        or abs(one.y - other.y) >= (one.height + other.height) / 2
    )


def test_no_place_lies_over_another(layout):
    assert all(_apart(one, other) for one, other in combinations(layout.boxes, 2))


def test_everything_is_within_the_picture(layout):
    assert 0 <= min(box.x - box.width / 2 for box in layout.boxes)
    assert layout.width + 1 >= max(box.x + box.width / 2 for box in layout.boxes)
    assert layout.height + 1 >= max(box.y + box.height / 2 for box in layout.boxes)


def test_wires_move_with_their_group(layout):
    for wire, (source, _, _) in zip(layout.wires, PAIRS, strict=True):
        x, y = map(float, wire.path[1:].split()[0].split(","))
        box = layout.boxes[source]

        assert abs(x - box.x) <= box.width / 2 + 1
        assert abs(y - box.y) <= box.height / 2 + 1


def test_what_is_not_wired_stands_below_the_rest(layout):
    lowest = max(box.y for box in layout.boxes[:30])

    assert all(box.y > lowest for box in layout.boxes[30:])


def test_many_small_groups_make_no_tower(layout):
    assert layout.height < 1.5 * layout.width


def test_nothing_takes_no_room():
    layout = pack([], [], [])

    assert (0, 0) == (layout.width, layout.height)
