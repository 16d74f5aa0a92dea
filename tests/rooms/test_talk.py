"""Two sides that ask each other."""

import socket
import threading
import time

import pytest
from greenlet import GreenletExit, greenlet

from grader.rooms.talk import Hub, RemoteError, Talk
from grader.rooms.wire import MOST_BYTES, Wire, WireError


@pytest.fixture
def sides():
    """A learner's side that listens in a thread, and the examiner's; what each serves is set by the test."""
    ends = socket.socketpair()
    served = {"learner": {}, "examiner": {}}
    hub = Hub(Wire(ends[0]), lambda verb, content: served["learner"][verb](content), _words)
    talk = Talk(Wire(ends[1]), lambda verb, content: served["examiner"][verb](content), _words)
    talk.wire.until = None
    listening = threading.Thread(target=hub.listen)
    listening.start()
    yield hub, talk, served
    talk.wire.close()
    listening.join(5)
    ends[0].close()


def _words(error):
    return f"{type(error).__name__}: {error}"


def test_a_question_is_answered(sides):
    _, talk, served = sides
    served["learner"]["double"] = lambda number: number * 2

    assert 42 == talk.ask("double", 21)


def test_while_a_side_waits_it_serves_the_other_to_any_depth(sides):
    hub, talk, served = sides
    served["learner"]["down"] = lambda n: hub.ask("down", n - 1) if n else "ground"
    served["examiner"]["down"] = lambda n: talk.ask("down", n - 1) if n else "ground"

    assert "ground" == talk.ask("down", 40)


def test_an_error_of_the_other_side_arrives_as_data(sides):
    _, talk, served = sides
    served["learner"]["fail"] = lambda _: 1 / 0

    with pytest.raises(RemoteError) as raised:
        talk.ask("fail")

    assert "ZeroDivisionError: division by zero" == raised.value.document


def test_two_functions_that_are_half_done_go_on_in_any_order(sides):
    """The first one waits inside a question, and the examiner asks a second one meanwhile, which ends later."""
    hub, talk, served = sides
    told = []

    def first(_):
        hub.ask("let time pass", "first")
        told.append("first ends")
        return 1

    def second(_):
        told.append("second runs")
        return 2

    served["learner"] |= {"first": first, "second": second}
    served["examiner"]["let time pass"] = lambda who: told.append(f"{who} sleeps") or talk.ask("second")

    assert 1 == talk.ask("first")
    assert ["first sleeps", "second runs", "first ends"] == told


def test_a_scope_holds_while_its_block_runs_and_not_while_it_waits(sides):
    hub, talk, served = sides
    told = []

    class Scope:
        def enter(self):
            told.append("enter")

        def leave(self):
            told.append("leave")

    def work(_):
        with hub.within(Scope()):
            told.append(hub.ask("wait"))
        return hub.ask("wait")

    served["learner"]["work"] = work
    served["examiner"]["wait"] = lambda _: told.append("waits") or "goes on"

    assert "goes on" == talk.ask("work")
    assert ["enter", "leave", "waits", "enter", "goes on", "leave", "waits"] == told


def test_a_question_that_is_dropped_with_its_task_is_never_answered(sides):
    hub, talk, served = sides
    told = []

    def first(_):
        try:
            hub.ask("wait")
        finally:
            told.append("goes on")

    def dropped(_):
        raise GreenletExit

    served["learner"] |= {"first": first, "second": lambda _: 2}
    served["examiner"]["wait"] = dropped
    greenlet(lambda: talk.ask("first")).switch()

    assert (2, []) == (talk.ask("second"), told)


def test_a_further_thread_of_the_learners_may_ask_while_the_main_one_works(sides):
    hub, talk, served = sides
    heard = []
    served["examiner"]["add"] = lambda content: threading.current_thread().name and sum(content)

    def work(_):
        threads = [
            threading.Thread(target=lambda n=n: heard.append(hub.ask("add", [n, n]))) for n in (1, 2, 3)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        return sorted(heard)

    served["learner"]["work"] = work

    assert [2, 4, 6] == talk.ask("work")


def test_an_answer_that_nobody_asked_for_ends_the_conversation():
    ends = socket.socketpair()
    forger, talk = Wire(ends[0]), Talk(Wire(ends[1]), lambda verb, content: None)
    forger.send({"answer": 99, "value": 10.0})

    with pytest.raises(WireError, match="not asked"):
        talk.ask("points")
    for end in ends:
        end.close()


def test_threads_and_the_main_one_ask_at_once_and_each_hears_its_own_answer(sides):
    hub, talk, served = sides
    wrong = []
    served["examiner"]["double"] = lambda number: number * 2

    def ask(first, last):
        wrong.extend(number for number in range(first, last) if hub.ask("double", number) != number * 2)

    def work(_):
        threads = [threading.Thread(target=ask, args=(n, n + 200)) for n in (1_000, 2_000, 3_000)]
        for each in threads:
            each.start()
        ask(0, 200)
        for each in threads:
            each.join()
        return wrong

    served["learner"]["work"] = work

    assert [] == talk.ask("work")


def test_a_thread_that_asks_without_end_does_not_keep_the_main_one_waiting(sides):
    hub, talk, served = sides
    served["examiner"]["add"] = sum
    ended = threading.Event()

    def poll():
        while not ended.is_set():
            hub.ask("add", [1, 2])

    def work(_):
        polling = threading.Thread(target=poll)
        polling.start()
        asked = [hub.ask("add", [n, n]) for n in range(20)]
        ended.set()
        polling.join()
        return asked

    served["learner"]["work"] = work
    began = time.monotonic()

    assert [2 * n for n in range(20)] == talk.ask("work")
    assert time.monotonic() - began < 5


def test_a_thread_is_asked_while_it_waits_and_asks_itself_to_answer(sides):
    """A thread invokes a function, and the function asks something, too."""
    hub, talk, served = sides
    found = []
    served["examiner"] |= {"invoke": lambda n: talk.ask("handle", n), "add": sum}

    def work(_):
        thread = threading.Thread(target=lambda: found.append(hub.ask("invoke", 4)))
        thread.start()
        thread.join()
        return found

    served["learner"] |= {"work": work, "handle": lambda n: hub.ask("add", [n, n])}

    assert [8] == talk.ask("work")


def test_an_answer_that_cannot_be_written_is_told_and_the_conversation_goes_on(sides):
    _, talk, served = sides
    served["learner"] |= {"flood": lambda _: "x" * (MOST_BYTES + 1), "double": lambda number: number * 2}

    with pytest.raises(RemoteError, match="allowed"):
        talk.ask("flood")

    assert 4 == talk.ask("double", 2)
