from copy import deepcopy
from enum import IntEnum

from hypothesis import given
from hypothesis import strategies as st

from course.asl.engine import run
from course.asl.engine.folded import fold, unfold
from course.asl.errors import StatesError
from course.clock import Clock

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(DOCUMENTS, st.integers(0, 3))
def test_what_was_folded_comes_out_as_it_was(machine, document, seconds):
    states = {"A": {"Type": "Wait", "Seconds": seconds, "Next": "B"}, "B": {"Type": "Pass"}}
    execution = run(machine(**states), document)
    events, visits = deepcopy(execution.history), deepcopy(execution.visits)

    assert (events, visits) == unfold(fold(execution.history, execution.visits))


def test_errors_that_were_caught_come_out_too(machine):
    clock = Clock()

    def work(_):
        clock.sleep(1)
        raise StatesError("No", "because")

    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Catch": catch}
    execution = run(machine(A=task, B={"Type": "Pass"}), tasks=work, clock=clock)
    error = execution.visits[0].error

    _, visits = unfold(fold(execution.history, execution.visits))

    assert ("No", error) == (error.error, visits[0].error)


def test_what_bytes_cannot_hold_stays_as_it_is(machine):
    class Size(IntEnum):
        LARGE = 3

    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}
    execution = run(machine(A=task), tasks=lambda _: {"size": Size.LARGE})
    execution.visits[0].stages["result"] = Size.LARGE
    events = deepcopy(execution.history)

    assert fold(execution.history, execution.visits) is None
    assert events == execution.history
