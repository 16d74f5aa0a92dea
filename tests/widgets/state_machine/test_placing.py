"""Where things go: from top to bottom, branches inside their frames, joins below them."""

from course.asl import StateMachine
from course.widgets.state_machine import graph_of
from course.widgets.state_machine.loops import leading_back
from course.widgets.state_machine.placing import place

PASS = {"Type": "Pass", "End": True}


def placed(states, start="A"):
    graph = graph_of(StateMachine.of({"StartAt": start, "States": states}))
    found = place(graph)
    return graph, found, {sized.node.id: box for sized, box in found.nodes}


def frame(found, id):
    return next(box for name, _, box in found.frames if name == id)


def within(inner, outer):
    return (
        abs(inner.x - outer.x) * 2 + inner.width <= outer.width
        and abs(inner.y - outer.y) * 2 + inner.height <= outer.height
    )


def test_a_loop_leads_up_and_everything_else_down():
    rules = [{"Variable": "$.ready", "BooleanEquals": True, "Next": "D"}]
    graph, _, boxes = placed(
        {
            "D": PASS,
            "C": {"Type": "Choice", "Choices": rules, "Default": "B"},
            "B": {"Type": "Pass", "Next": "C"},
            "A": {"Type": "Pass", "Next": "B"},
        }
    )
    [back] = [graph.edges[at] for at in leading_back(graph)]

    assert ("/States/C", "/States/B") == (back.source, back.target)
    assert boxes["/States/A"].y < boxes["/States/B"].y < boxes["/States/C"].y < boxes["/States/D"].y


def test_a_parallel_and_its_branches_are_in_its_frame_and_what_follows_is_not():
    branch = {"StartAt": "X", "States": {"X": PASS}}
    _, found, boxes = placed(
        {"A": {"Type": "Parallel", "Branches": [branch, branch], "Next": "B"}, "B": PASS}
    )
    whole, first = frame(found, "/States/A"), frame(found, "/States/A/Branches/0")

    assert within(boxes["/States/A"], whole)
    assert within(boxes["/States/A/Branches/0/States/X"], first)
    assert within(first, whole)
    assert not within(boxes["/States/A/Branches/1/States/X"], first)
    assert boxes["/States/B"].y > whole.y + whole.height / 2


def test_branches_join_below_all_their_states_even_where_all_of_them_fail():
    branch = {
        "StartAt": "X",
        "States": {"X": {"Type": "Wait", "Seconds": 1, "Next": "Y"}, "Y": {"Type": "Fail"}},
    }
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    _, _, boxes = placed(
        {"A": {"Type": "Parallel", "Branches": [branch], "Catch": catch, "End": True}, "B": PASS}
    )

    assert boxes["/States/A/#join"].y > boxes["/States/A/Branches/0/States/Y"].y


def test_a_branch_without_a_state_has_no_frame():
    _, found, _ = placed({"A": {"Type": "Parallel", "Branches": [{"States": {}}], "End": True}})

    assert ["/States/A"] == [name for name, _, _ in found.frames]


def test_many_ways_from_one_state_lead_to_several_rows():
    names = [f"S{at}" for at in range(30)]
    rules = [{"Variable": "$.kind", "StringEquals": name, "Next": name} for name in names]
    _, _, boxes = placed(
        {"A": {"Type": "Choice", "Choices": rules}, **{name: {"Type": "Fail"} for name in names}}
    )

    assert 3 == len({boxes[f"/States/{name}"].y for name in names})


def test_a_label_of_many_words_ends_with_dots():
    rules = [{"Variable": f"$.field{at}", "NumericEquals": at} for at in range(20)]
    _, found, _ = placed({"A": {"Type": "Choice", "Choices": [{"And": rules, "Next": "B"}]}, "B": PASS})
    [label] = [written for written, _ in found.edges if written.lines]

    assert 4 == len(label.lines)
    assert label.lines[-1].endswith(" …")
    assert "field19 = 19" in label.edge.full


def test_transitions_between_the_same_two_states_do_not_lie_on_each_other():
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    _, found, _ = placed({"A": {"Type": "Task", "Resource": "x", "Catch": catch, "Next": "B"}, "B": PASS})
    paths = [wire.path for written, wire in found.edges if written.edge.source == "/States/A"]

    assert 2 == len(set(paths))


def test_what_is_never_reached_stands_below_what_is_in_rows():
    lost = {f"L{at}": {"Type": "Pass", "Next": "A"} for at in range(6)}
    _, _, boxes = placed({**lost, "A": {"Type": "Pass", "Next": "B"}, "B": PASS})
    reached = boxes["/States/B"].y
    rows = {boxes[f"/States/L{at}"].y for at in range(6)}

    assert reached < min(rows)
    assert 2 == len(rows)
    assert boxes["/#start"].y < boxes["/States/A"].y


def test_a_parallel_that_is_never_reached_stands_below_with_its_branches():
    branch = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}
    lost = {"Tell": {"Type": "Parallel", "Branches": [branch], "End": True}}
    _, _, boxes = placed({"A": {"Type": "Pass", "Next": "Nowhere"}, **lost})

    assert boxes["/States/A"].y < boxes["/States/Tell"].y < boxes["/States/Tell/Branches/0/States/P"].y
