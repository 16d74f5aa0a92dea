"""Graphviz only says where things go."""

from course.widgets import dot
from course.widgets.account.architecture import architecture_map
from course.widgets.dot import lay_out

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
