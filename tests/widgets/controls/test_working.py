"""Long work shows how far it is, ends when asked to, and leaves everything as it was."""

import os
import signal
import threading

import IPython
import IPython.display
import pytest

from course.clock import Clock
from course.cloud import running
from course.widgets import working
from course.widgets.controls.progress_bar import Standing


class Output:
    """What stands below a cell: each form in which a bar was kept there."""

    def __init__(self):
        self.kept = []
        self.bars = []

    def display(self, bar, *, display_id):
        self.bars.append(bar)
        self.update(bar)
        return self

    def update(self, bar):
        self.kept.append(bar.still().text)


@pytest.fixture
def output(monkeypatch):
    """Let it be as in a notebook."""
    shown = Output()
    monkeypatch.setattr(IPython, "get_ipython", lambda: type("Shell", (), {"kernel": object()}))
    monkeypatch.setattr(IPython.display, "display", shown.display)
    return shown


@pytest.fixture(autouse=True)
def handler():
    """Look whether the handler of before is there again after each test."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    after = signal.signal(signal.SIGINT, before)
    assert signal.default_int_handler is after


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


def test_all_items_come_and_the_end_says_how_many(output):
    assert [0, 1, 2] == list(working(range(3), "Starting 3 payments"))
    assert "Starting 3 payments: ✓ Done: 3 of 3." == output.kept[-1]


def test_an_interrupt_ends_the_loop_after_the_item_that_is_under_way(output):
    begun, ended = [], []
    for item in working(range(5_000), "Starting 5,000 payments"):
        begun.append(item)
        if item == 311:
            interrupt()
        ended.append(item)

    assert 312 == len(begun) == len(ended)
    said = "Starting 5,000 payments: ■ Stopped by you at 312 of 5,000; what was done until then is kept."
    assert said == output.kept[-1]


def test_nothing_is_taken_from_the_items_that_is_not_worked_on(output):
    left = iter(range(10))
    for item in working(left, "Starting"):
        if item == 3:
            interrupt()

    assert 4 == next(left)


def test_a_second_interrupt_is_one_as_usual(output):
    def work():
        for _ in working(range(9), "Starting"):
            interrupt()
            interrupt()

    with pytest.raises(KeyboardInterrupt):
        work()

    assert "Starting: ■ Stopped by you at 0 of 9; what was done until then is kept." == output.kept[-1]


def test_an_error_in_the_loop_comes_out_and_the_bar_says_where(output):
    def work():
        return [1 / (item - 4) for item in working(range(9), "Starting")]

    with pytest.raises(ZeroDivisionError):
        work()

    assert "Starting: □ Left at 4 of 9, before the end." == output.kept[-1]
    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_a_loop_that_is_left_gives_the_handler_back_at_once(output):
    for _ in working(range(9), "Starting"):
        break

    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_a_generator_that_is_kept_and_dropped_later_disturbs_nobody(output):
    kept = iter(working(range(9), "Starting"))
    next(kept)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a kernel does between two cells
    del kept

    assert signal.SIG_IGN is signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_an_interrupt_ends_the_inner_loop_and_the_outer_one(output):
    pairs = []
    for outer in working(range(4), "Days"):
        for inner in working(range(4), "Payments"):
            pairs.append((outer, inner))
            if (outer, inner) == (1, 2):
                interrupt()
        pairs.extend((outer, refund) for refund in working(range(9), "Refunds"))

    assert (1, 2) == pairs[-1]
    assert "Days: ■ Stopped by you at 2 of 4; what was done until then is kept." == output.kept[-1]


def test_loops_that_end_in_another_order_than_they_began_give_the_handler_back(output):
    one, other = iter(working(range(3), "One")), iter(working(range(3), "Other"))
    next(one)
    next(other)
    del one
    del other

    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_another_thread_goes_through_its_items_and_leaves_the_handler_alone(output):
    seen = []
    thread = threading.Thread(target=lambda: seen.extend(working(range(3), "Starting")))
    thread.start()
    thread.join()

    assert [0, 1, 2] == seen


def test_a_block_says_itself_how_far_it_is(output):
    with working("Settling") as work:
        work.done(3, 10)
        assert "3 of 10" in work.text

    assert "Settling: ✓ Done: 3 of 10." == output.kept[-1]


def test_an_interrupted_block_ends_at_its_next_word_without_an_error(output):
    after = []
    with working("Settling", total=10) as work:
        interrupt()
        work.done(4)
        after.append("never")

    assert [] == after
    assert "Settling: ■ Stopped by you at 4 of 10; what was done until then is kept." == output.kept[-1]


def test_an_error_in_a_block_comes_out(output):
    with pytest.raises(LookupError), working("Settling"):
        raise LookupError

    assert signal.default_int_handler is signal.getsignal(signal.SIGINT)


def test_the_bar_is_shown_seldom_however_many_items_there_are(output):
    told = []
    for item in working(range(100_000), "Starting"):
        if item == 0:
            output.bars[0].observe(lambda _: told.append(1), "at")

    assert len(told) < 100


def test_without_a_notebook_nothing_is_shown_and_an_interrupt_is_one_as_usual(capfd):
    seen = []

    def work():
        for item in working(range(9), "Starting"):
            seen.append(item)
            if item == 2:
                interrupt()

    with pytest.raises(KeyboardInterrupt):
        work()

    assert [0, 1, 2] == seen
    assert ("", "") == capfd.readouterr()


def test_while_a_submission_is_graded_there_is_no_bar(output, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "full")

    assert [0, 1, 2] == list(working(range(3), "Starting"))
    assert [] == output.bars


def test_the_virtual_time_of_the_account_that_runs_is_told(output, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(running, "stack", [type("Account", (), {"clock": clock})])
    for _ in working(range(3), "Starting"):
        clock.sleep(60)

    assert output.kept[-1].endswith("3 min of virtual time.")


@pytest.mark.parametrize(
    "standing, words",
    [
        (Standing("w", 5_000), "Not begun."),
        (Standing("w", 5_000, 312, 4.2, None, "running"), "312 of 5,000 (6%) in 4.2 s, 74 a second; about 1 min 3 s left"),
        (Standing("w", None, 1_312, 4.2, None, "running"), "1,312 in 4.2 s, 312 a second"),
        (Standing("w", 0, 0, 0.0, None, "finished"), "✓ Done: 0 of 0."),
        (Standing("w", 5_000, 5_000, 61.0, 7200.0, "finished"), "✓ Done: 5,000 of 5,000 in 1 min 1 s, 82 a second, 2 h of virtual time."),
    ],
)  # fmt: skip
def test_the_words_say_count_share_time_and_rate(standing, words):
    assert words == standing.words


def test_a_generator_whose_length_nobody_knows_may_be_told_its_total(output):
    for _ in working((each for each in range(4)), "Starting", total=4):
        pass

    assert "Starting: ✓ Done: 4 of 4." == output.kept[-1]


@pytest.mark.parametrize("wrong", [7, None, object()])
def test_what_has_no_items_is_answered_with_what_is_expected(wrong):
    assert "expected: items to go through" in working(wrong, "Starting").text


def test_a_label_is_shown_as_it_is_written(output):
    list(working([1], "<img src=x onerror=alert(1)>"))

    assert "<img" not in output.bars[0].html
