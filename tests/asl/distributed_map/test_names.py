import random

from course.asl.distributed_map.names import Names
from course.asl.new_id import new_id

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:orders"
RUN = "0f0e0d0c-0000-4000-8000-000000000000"


def test_a_labelled_run_carries_its_label():
    names = Names.of(MACHINE, {"Label": "Each"}, "EachOrder", RUN)

    assert f"arn:aws:states:us-east-1:123456789012:mapRun:orders/Each:{RUN}" == names.map_run_arn
    assert f"{MACHINE}/Each" == names.machine_arn


def test_a_run_without_a_label_gets_one_that_stays():
    first = Names.of(MACHINE, {}, "EachOrder", RUN)

    assert first == Names.of(MACHINE, {}, "EachOrder", RUN)
    assert first.label != Names.of(MACHINE, {}, "EachLine", RUN).label
    assert len(first.label) == 36


def test_a_run_within_a_child_belongs_to_the_same_machine():
    names = Names.of(f"{MACHINE}/Each", {"Label": "Line"}, "EachLine", RUN)

    assert f"{MACHINE}/Line" == names.machine_arn


def test_children_have_execution_arns_of_their_type():
    names = Names.of(MACHINE, {"Label": "Each"}, "EachOrder", RUN)
    place = "arn:aws:states:us-east-1:123456789012"

    assert f"{place}:execution:orders/Each:first" == names.execution_arn("first")
    assert f"{place}:express:orders/Each:first:id" == names.execution_arn("first", express="id")


def test_ids_follow_the_seed():
    assert new_id(random.Random(1)) == new_id(random.Random(1)) != new_id(random.Random(2))
