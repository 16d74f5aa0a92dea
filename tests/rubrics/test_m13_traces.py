"""The traces of module 13's second exercise, as a learner sees them."""

import pytest

from course.learner import variant_rng
from grader.rubrics import exercise
from grader.rubrics.m13.e2_trace_detective import shown
from grader.rubrics.m13.traces import outline

# So many characters stand in a line of a notebook's output in a window of 1,250 pixels.
LINE = 128


@pytest.mark.parametrize("learner_id", [f"learner-{number}" for number in range(40)])
def test_a_line_of_a_trace_is_never_broken(learner_id: str) -> None:
    """Bars stand below each other, and each note beside its own."""
    traces = shown(exercise("m13.e2").variant(variant_rng("m13.e2", learner_id)))

    assert [] == [line for trace in traces.values() for line in trace.splitlines() if len(line) > LINE]


def test_the_outline_of_a_trace_has_all_that_decides_but_the_bars() -> None:
    """Each segment where it stood, with its begin and end, how busy it was, and its note."""
    lines = [
        "segment                begin   end  busy",
        "gateway                    0  2936  13 %  ======",
        "  payments                11  2924  23 %  =====.  a note",
    ]

    assert "gateway  0 to 2936, busy 13 %\n  payments  11 to 2924, busy 23 %, a note" == outline(
        "\n".join(lines)
    )
