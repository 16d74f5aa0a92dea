"""Tasks are ordinary blocking code; while one sleeps, others run."""

import contextvars
import threading

import pytest

from course.clock import Bell, Clock, ClockError


@pytest.fixture
def clock():
    clock = Clock()
    yield clock
    clock.close()


def test_two_sleepers_interleave(clock):
    log = []

    def worker(name, seconds):
        for _ in range(2):
            clock.sleep(seconds)
            log.append((name, clock.elapsed))

    clock.spawn(worker, "a", 2)
    clock.spawn(worker, "b", 3)
    clock.settle()

    assert log == [("a", 2.0), ("b", 3.0), ("a", 4.0), ("b", 6.0)]


def test_who_sleeps_long_does_not_hold_up_whom_it_started(clock):
    log = []

    def inner():
        clock.sleep(1)
        log.append(("inner", clock.elapsed))

    def outer():
        clock.spawn(inner)
        clock.sleep(100)
        log.append(("outer", clock.elapsed))

    clock.spawn(outer)
    clock.settle()

    assert log == [("inner", 1.0), ("outer", 100.0)]


def test_a_sleep_of_the_main_code_lets_tasks_sleep_inside_it(clock):
    log = []

    def worker():
        clock.sleep(4)
        log.append(clock.elapsed)

    clock.spawn(worker)
    clock.sleep(3)
    assert log == []

    clock.sleep(3)
    assert (log, clock.elapsed) == ([4.0], 6.0)


def test_a_task_begins_when_the_present_code_sleeps(clock):
    log = []
    clock.spawn(log.append, "task")
    log.append("main")
    clock.sleep(0)

    assert log == ["main", "task"]


def test_whoever_waits_gets_the_result_at_the_time_it_is_there(clock):
    def worker():
        clock.sleep(7)
        return "done"

    assert ("done", 7.0) == (clock.wait(clock.spawn(worker)), clock.elapsed)


def test_a_task_may_wait_for_a_task(clock):
    def worker():
        clock.sleep(7)
        return 1

    assert 2 == clock.wait(clock.spawn(lambda: clock.wait(clock.spawn(worker)) + 1))


def test_whoever_waits_gets_the_error(clock):
    def worker():
        clock.sleep(1)
        raise KeyError("amount")

    with pytest.raises(KeyError, match="amount"):
        clock.wait(clock.spawn(worker))
    clock.settle()


def test_one_may_wait_for_what_is_done_already(clock):
    task = clock.spawn(lambda: 5)
    clock.settle()

    assert [5, 5] == [clock.wait(task), task.result()]


def test_the_error_of_a_task_nobody_waits_for_is_heard_once(clock):
    def worker():
        raise KeyError("amount")

    clock.spawn(worker)

    with pytest.raises(KeyError, match="amount"):
        clock.sleep(1)
    clock.settle()


def test_there_is_no_result_before_the_end(clock):
    with pytest.raises(ClockError, match="still under way"):
        clock.spawn(lambda: clock.sleep(1)).result()


def test_to_wait_for_what_will_never_happen_is_refused(clock):
    stuck = clock.spawn(lambda: clock.wait(clock.spawn(lambda: clock.running and clock.running.suspend())))

    with pytest.raises(ClockError, match="will never happen"):
        clock.wait(stuck)


def test_an_interrupted_task_never_runs_on(clock):
    log = []

    def worker():
        try:
            clock.sleep(10)
        except BaseException:  # noqa: BLE001  as learners write it
            log.append("caught")
        finally:
            log.append("finally")

    task = clock.spawn(worker)
    clock.call_later(3, lambda: task.interrupt(TimeoutError("over")))

    with pytest.raises(TimeoutError, match="over"):
        clock.wait(task)
    clock.settle()
    assert (log, clock.elapsed) == ([], 3.0)


def test_to_interrupt_what_is_done_is_harmless(clock):
    task = clock.spawn(lambda: 1)
    clock.settle()
    task.interrupt(TimeoutError())

    assert 1 == task.result()


def test_a_task_interrupted_before_its_beginning_never_begins(clock):
    log = []
    task = clock.spawn(log.append, 1)
    task.interrupt(TimeoutError())
    clock.settle()

    assert (log, task.done) == ([], True)


def test_who_waits_may_be_interrupted_and_what_it_waits_for_goes_on(clock):
    log = []

    def slow():
        clock.sleep(10)
        log.append(clock.elapsed)

    waiting = clock.spawn(lambda: clock.wait(clock.spawn(slow)))
    clock.call_later(3, lambda: waiting.interrupt(TimeoutError()))
    clock.settle()

    assert (log, waiting.done) == ([10.0], True)


def test_a_task_cannot_interrupt_itself(clock):
    def worker():
        clock.running.interrupt(TimeoutError())

    with pytest.raises(ClockError, match="cannot interrupt itself"):
        clock.wait(clock.spawn(worker))


def test_a_bell_wakes_who_listens_before_the_time(clock):
    bell, log = Bell(), []

    def worker():
        log.append((clock.listen(bell, 20), clock.elapsed))
        log.append((clock.listen(bell, 20), clock.elapsed))

    clock.spawn(worker)
    clock.call_later(5, bell.ring)
    clock.settle()

    assert log == [(True, 5.0), (False, 25.0)]


def test_the_main_code_listens_as_a_task_does(clock):
    bell = Bell()
    clock.call_later(5, bell.ring)

    assert [(True, 5.0), (False, 25.0)] == [(clock.listen(bell, 20), clock.elapsed) for _ in range(2)]


def test_a_task_sees_the_context_of_who_started_it_and_keeps_its_own_changes(clock):
    variable, seen = contextvars.ContextVar("variable", default=0), []

    def worker():
        variable.set(variable.get() + 1)
        clock.sleep(1)
        seen.append(variable.get())

    variable.set(10)
    clock.spawn(worker)
    variable.set(20)
    clock.spawn(worker)
    clock.settle()

    assert (seen, variable.get()) == ([11, 21], 20)


def test_a_scope_holds_while_its_task_runs_and_not_while_it_sleeps(clock):
    log = []

    class Scope:
        def enter(self):
            log.append("enter")

        def leave(self):
            log.append("leave")

    def worker():
        log.append("work")
        clock.sleep(2)
        log.append("more")

    clock.spawn(worker, around=Scope())
    clock.call_later(1, lambda: log.append("meanwhile"))
    clock.settle()

    assert log == ["enter", "work", "leave", "meanwhile", "enter", "more", "leave"]


def test_settle_is_refused_inside_a_task(clock):
    with pytest.raises(ClockError, match="sleep there instead"):
        clock.wait(clock.spawn(clock.settle))


def test_a_closed_clock_runs_nothing_any_more(clock):
    log = []

    def worker():
        try:
            clock.sleep(1)
        finally:
            log.append("tidied up")

    clock.spawn(worker)
    clock.spawn(log.append, "begun")
    clock.sleep(0)
    clock.close()
    clock.settle()

    assert log == ["begun", "tidied up"]


def test_a_foreign_program_is_left_where_it_stands_when_the_clock_closes(clock):
    log = []

    class Nothing:
        def enter(self): ...
        def leave(self): ...

    def foreign():
        try:
            clock.sleep(1)
        finally:
            log.append("must not run")

    clock.spawn(foreign, around=Nothing())
    clock.sleep(0)
    clock.close()

    assert log == []


def test_time_passes_in_one_thread_only(clock):
    found = []

    def elsewhere():
        try:
            clock.sleep(1)
        except ClockError as error:
            found.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert ["virtual time passes only in the thread"] == [text[:38] for text in found]


def test_another_thread_may_start_a_task_that_runs_in_the_clocks_own(clock):
    log = []

    def worker():
        clock.sleep(1)
        log.append(threading.get_ident())

    thread = threading.Thread(target=lambda: clock.spawn(worker))
    thread.start()
    thread.join()
    clock.settle()

    assert log == [threading.get_ident()]
