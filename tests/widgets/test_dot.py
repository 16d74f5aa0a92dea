"""Graphviz only says where things go."""

from concurrent.futures import ThreadPoolExecutor

from course.widgets import dot
from course.widgets.account.architecture import architecture_map
from course.widgets.dot import Cluster, Line, lay_out

SIZES = [(100.0, 50.0), (100.0, 50.0), (120.0, 50.0)]
EDGES = [(0, 1, 0.0), (0, 2, 80.0), (0, 2, 80.0)]


def test_every_node_has_a_box_and_every_edge_a_wire_in_the_order_given():
    layout = lay_out(SIZES, EDGES)

    assert [100, 100, 120] == [box.width for box in layout.boxes]
    assert [False, True, True] == [wire.label_at is not None for wire in layout.wires]


def test_a_layout_is_the_same_every_time():
    assert lay_out(SIZES, EDGES) == lay_out(SIZES, EDGES)


def test_what_is_not_connected_stands_in_the_order_given_from_the_top():
    lone = lay_out([SIZES[0]] * 3, [])

    assert lone.boxes == sorted(lone.boxes, key=lambda box: box.y)


def test_lone_nodes_and_groups_stand_in_the_order_of_their_first_nodes():
    layout = lay_out([SIZES[0]] * 7, [(1, 3, 0.0), (1, 4, 0.0), (5, 6, 0.0)])
    lone, group, after, last = (layout.boxes[at].y for at in (0, 1, 2, 5))

    assert [lone, group, after, last] == sorted({lone, group, after, last})
    assert layout.boxes[3].y < layout.boxes[4].y


def test_drawing_leaves_stderr_empty(capfd):
    lay_out(SIZES, EDGES)

    assert "" == capfd.readouterr().err


def test_without_graphviz_the_map_is_its_list_of_sentences(monkeypatch, inventory):
    monkeypatch.setattr(dot, "_render", lambda source: None)

    shown = architecture_map(inventory)

    assert "<svg" not in shown.html
    assert "topic payments delivers to queue customer-q (raw)." in shown.html


def test_an_empty_graph_has_no_size_to_speak_of():
    assert [] == lay_out([], []).boxes


def test_a_frame_holds_its_nodes_and_the_frames_in_it_and_nothing_else():
    clusters = [Cluster((1,), label=(60, 18)), Cluster((2,), around=0)]
    layout = lay_out([SIZES[0]] * 4, [(0, 1, 0), (1, 2, 0), (2, 3, 0)], direction="TB", clusters=clusters)
    outer, inner = layout.frames

    assert [False, True, True, False] == [_within(box, outer) for box in layout.boxes]
    assert [False, False, True, False] == [_within(box, inner) for box in layout.boxes]
    assert _within(inner, outer)


def test_a_line_into_a_frame_ends_at_its_border():
    clusters = [Cluster((1,), label=(60, 40))]
    layout = lay_out([SIZES[0]] * 2, [Line(0, 1, into=0)], direction="TB", clusters=clusters)
    [frame], [wire] = layout.frames, layout.wires
    tip = float(wire.path.rsplit(",", 1)[1])

    assert abs(tip - (frame.y - frame.height / 2)) < 1


def test_a_line_that_leads_up_leaves_what_it_leads_to_above_and_points_there():
    layout = lay_out([SIZES[0]] * 2, [(0, 1, 0), Line(1, 0, up=True)], direction="TB")
    up = layout.wires[1]
    first, tip = (float(up.path.replace("M", "").split(" ")[at].split(",")[1]) for at in (0, -1))

    assert layout.boxes[0].y < layout.boxes[1].y
    assert tip < first


def test_a_label_has_the_room_that_it_asks_for():
    layout = lay_out([SIZES[0]] * 2, [Line(0, 1, width=120, height=90)], direction="TB")
    above, below = layout.boxes

    assert below.y - above.y >= 90 + above.height


def test_layouts_asked_for_by_several_threads_are_those_of_one():
    def chain(length):
        return lay_out([SIZES[0]] * length, [(at, at + 1, 40.0) for at in range(length - 1)])

    lengths = [2, 30, 5, 40] * 6
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(chain, lengths))

    assert [chain(length) for length in lengths] == found


def test_a_graph_of_many_lines_is_laid_out_in_a_hurry_and_a_small_one_is_not(monkeypatch):
    asked = []
    monkeypatch.setattr(dot, "_render", asked.append)
    lay_out(SIZES, EDGES)
    lay_out(SIZES, EDGES * 200)

    assert [False, True] == ["mclimit" in source for source in asked]


def _within(inner, outer):
    return (
        abs(inner.x - outer.x) * 2 + inner.width <= outer.width
        and abs(inner.y - outer.y) * 2 + inner.height <= outer.height
    )
