"""Every kind of resource and of connection that an inventory can hold has a look and words of its own."""

import re

import pytest

from course.cloud.inventory import Edge, Node
from course.widgets.account.plan import Place, Plan, Road
from course.widgets.account.sentences import sentences
from course.widgets.account.shapes import PURPOSES, SHAPES, shape_of
from course.widgets.palette import LIGHT

OUTSIDE = {"publisher", "client"}
NODE_KINDS = re.sub(r"\([^)]*\)", "", re.search(r"Kinds: (.*?)\.\n\n", Node.__doc__, re.DOTALL)[1])
EDGE_KINDS = re.findall(r"[-,] ([a-z-]+)(?=:| \()", Edge.__doc__.partition("Kinds, and their labels:")[2])


def test_every_kind_of_node_has_a_shape():
    named = {" ".join(kind.split()) for kind in NODE_KINDS.split(",")}

    assert named == set(SHAPES) - OUTSIDE


def test_no_two_kinds_look_alike():
    looks = [(shape.outline(150, 60), shape.icon, shape.word) for shape in SHAPES.values()]

    assert [len(looks)] * 3 == [len(set(parts)) for parts in zip(*looks, strict=True)]


def test_colours_and_purposes_are_those_that_there_are():
    assert {shape.colour for shape in SHAPES.values()} <= set(LIGHT)
    assert {shape.purpose for shape in SHAPES.values()} == set(PURPOSES)


def test_a_kind_that_nobody_knows_is_a_plain_box_with_its_name():
    assert "quantum ledger" == shape_of("quantum ledger").word


@pytest.mark.parametrize("kind", EDGE_KINDS)
def test_every_kind_of_edge_has_a_verb(kind):
    plan = Plan((Place("a", "queue", "a"), Place("b", "queue", "b")), (Road(0, 1, kind, ""),))

    assert "is connected to" not in sentences(plan)[1]


def test_all_kinds_of_edges_were_found():
    assert {"subscription", "rule", "delivery", "layer", "dead-letter", "watch"} <= set(EDGE_KINDS)
    assert 16 == len(EDGE_KINDS)
