"""What leads too far is named where it leaves, so that no layout takes long; the bound is on its work, not its time."""

from course.asl import StateMachine
from course.widgets.dot import Line
from course.widgets.state_machine import graph_of, scene_of
from course.widgets.state_machine.far import depths, far_lines
from course.widgets.state_machine.placing import place


def caught(states):
    """A row of tasks, each of which has one and the same state for its errors."""
    row = {
        f"S{at}": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "<b>Failed</b>"}],
            **({"Next": f"S{at + 1}"} if at < states - 2 else {"End": True}),
        }
        for at in range(states - 1)
    }
    return StateMachine.of({"StartAt": "S0", "States": {**row, "<b>Failed</b>": {"Type": "Fail"}}})


def row_with(extra, count=500):
    return [*(Line(at, at + 1) for at in range(count - 1)), *extra]


def length(lines, far):
    depth = depths(500, lines)
    kept = (line for at, line in enumerate(lines) if at not in far)
    return sum(abs(depth[line.target] - depth[line.source]) ** 3 for line in kept)


def test_what_is_drawn_of_the_worst_shapes_stays_within_a_bound():
    to_the_end = row_with(Line(at, 499) for at in range(490))
    to_the_start = row_with(Line(at, 0, up=True) for at in range(1, 500))
    criss_cross = row_with(Line(at, at + (at * 7) % (499 - at)) for at in range(498))

    for lines in (to_the_end, to_the_start, criss_cross):
        assert length(lines, far_lines(500, lines)) <= 80_000


def test_all_long_lines_to_a_node_go_together_and_those_to_others_stay():
    lines = row_with([*(Line(at, 499) for at in range(400)), Line(10, 30)])

    assert set(range(499, 899)) == far_lines(500, lines)


def test_in_a_graph_of_common_size_every_line_is_drawn():
    lines = [*(Line(at, at + 1) for at in range(19)), *(Line(at, 19) for at in range(18))]

    assert set() == far_lines(20, lines)


def test_a_circle_has_depths_all_the_same():
    assert [0, 0] == depths(2, [Line(0, 1), Line(1, 0)])


def test_a_transition_that_leads_too_far_ends_at_a_sign_that_names_its_target():
    machine = caught(200)
    placed = place(graph_of(machine))
    written, box = placed.signs[0]
    svg = scene_of(machine)["svg"]

    assert ("⚑\N{NO-BREAK SPACE}any error", "→\N{NO-BREAK SPACE}<b>Failed</b>") == written.lines
    assert box.width == written.width
    assert 'data-goes="/States/&lt;b&gt;Failed&lt;~1b&gt;"' in svg
    assert "<b>Failed" not in svg


def test_a_machine_of_more_transitions_than_anybody_can_follow_is_told_in_words():
    names = [f"T{at}" for at in range(200)]
    rules = [{"Variable": "$.n", "NumericEquals": at, "Next": name} for at, name in enumerate(names)]
    choices = {f"C{at}": {"Type": "Choice", "Choices": rules} for at in range(14)}
    machine = StateMachine.of(
        {"StartAt": "C0", "States": {**choices, **{name: {"Type": "Fail"} for name in names}}}
    )
    scene = scene_of(machine)

    assert "" == scene["svg"]
    assert "T199" in scene["text"]
