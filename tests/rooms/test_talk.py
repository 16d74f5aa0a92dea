"""Two sides that ask each other."""

import socket
import threading

import pytest
from greenlet import GreenletExit, greenlet

from grader.rooms.talk import Hub, RemoteError, Talk
from grader.rooms.wire import Wire, WireError


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
