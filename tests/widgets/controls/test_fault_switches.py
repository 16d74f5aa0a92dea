"""Switches make faults and end them, and tell how often each struck."""

import pytest

from course.cloud import Account
from course.widgets import fault_switches
from course.widgets.controls.switchable import suited_to

NAMED = {
    "sales is closed": lambda faults: faults.fail("sqs", "SendMessage", target="approvals"),
    "twice": {"duplicate": "sqs", "operation": "message", "times": 2},
}


@pytest.fixture
def switches(world):
    return fault_switches(world.account, NAMED)


def turn(shown, *on, number=1):
    shown.asked = {"id": number, "on": list(on)}
    return shown.told


def send(world):
    sqs = world.account.client("sqs")
    return sqs.send_message(QueueUrl=world.queue, MessageBody="x")


def test_a_switch_makes_its_fault_and_ends_it(world, switches):
    turn(switches, 0)
    with pytest.raises(Exception, match="InternalFailure"):
        send(world)

    turn(switches, number=2)
    assert "MessageId" in send(world)
    assert 0 == len(world.account.faults)


def test_a_fault_in_plain_data_is_the_same_as_by_a_function(world, switches):
    turn(switches, 1)

    assert ["1. duplicate sqs message: struck 0 times"] == [str(rule) for rule in world.account.faults]


def test_how_often_it_struck_is_told_also_after_it_was_ended(world, switches):
    turn(switches, 1)
    send(world)
    switches.refresh()
    assert "struck 1 time" == switches.told["state"][1]["words"]

    turn(switches, number=2)
    assert {"on": False, "words": "struck 1 time", "problem": ""} == switches.told["state"][1]


def test_each_says_what_it_does_in_words(switches):
    assert (
        "the service answers with the error, and nothing is done (fail sqs SendMessage of approvals with "
        "InternalFailure)" == switches.switches[0]["does"]
    )


def test_a_delay_says_how_long_it_is(world):
    shown = fault_switches(
        world.account, {"slow": {"delay": "http", "operation": "invocation", "seconds": 4}}
    )

    assert "the partner answers 4 s later (delay http invocation by 4 s)" == shown.switches[0]["does"]


def test_a_fault_that_cannot_be_says_why_and_stays_off(world):
    shown = fault_switches(world.account, {"wrong": {"fail": "sqs", "operation": "SendMesage"}})

    turn(shown, 0)

    assert (
        "sqs has no operation 'SendMesage'; the nearest is 'SendMessage'" == shown.told["state"][0]["problem"]
    )
    assert not shown.told["state"][0]["on"]
    assert "cannot be switched on" in shown.text


def test_trying_out_what_a_switch_does_touches_no_account(world, switches):
    assert 0 == len(world.account.faults)


def test_all_off_ends_the_faults_of_others_too(world, switches):
    world.account.faults.throttle("lambda", "Invoke")
    turn(switches, 0)
    assert "Other faults of this account: 1. throttle lambda Invoke" in switches.told["others"]

    switches.asked = {"id": 2, "clear": True}

    assert 0 == len(world.account.faults)
    assert "All off: nothing is made to go wrong." == switches.told["says"]


def test_a_fault_that_others_have_ended_is_off(world, switches):
    turn(switches, 0)
    world.account.faults.clear()

    switches.refresh()

    assert not switches.told["state"][0]["on"]


def test_a_change_runs_the_scenario_with_what_is_on(world):
    shown = fault_switches(world.account, NAMED, on_change=lambda on: f"now on: {', '.join(on)}")

    told = turn(shown, 0, 1)

    assert "now on: sales is closed, twice" in told["parts"][0]["html"]


def test_counting_again_runs_no_scenario(world):
    ran = []
    shown = fault_switches(world.account, NAMED, on_change=ran.append)

    turn(shown)

    assert [] == ran


@pytest.mark.parametrize(
    "asked", [{"id": "x", "on": [0]}, {"id": 1, "on": 0}, {"id": 1, "on": ["0", 9, None]}, {}]
)
def test_what_is_no_request_switches_nothing(world, switches, asked):
    switches.asked = asked

    assert 0 == len(world.account.faults)


def test_an_account_is_offered_what_suits_it(world):
    world.machine()

    assert [
        "approvals cannot be sent to",
        "approvals hands messages out twice",
        "credit-limit: the first attempt of every task fails",
    ] == [switch.label for switch in suited_to(world.account.inventory())]


def test_a_fifo_queue_is_not_offered_to_hand_messages_out_twice(world):
    world.account.client("sqs").create_queue(QueueName="a.fifo", Attributes={"FifoQueue": "true"})

    assert "a.fifo hands messages out twice" not in [
        switch.label for switch in suited_to(world.account.inventory())
    ]


def test_an_empty_account_has_nothing_to_switch():
    with Account() as account:
        assert "there is nothing to switch" in fault_switches(account).text


def test_what_is_no_fault_is_answered_kindly(world):
    assert "'a' is 5; expected a dict of labels" in fault_switches(world.account, {"a": 5}).text


def test_the_twin_lists_every_switch(switches):
    turn(switches, 1)

    assert "  ● on  twice, has not struck yet: the queue hands" in switches.text
    assert "  ○ off  sales is closed: the service" in switches.text


def test_a_page_shows_what_is_switched_on_before_all_else(switches):
    turn(switches, 1)

    assert ["  ● on  twice", "  ○ off  sales is closed"] == [
        line.partition(":")[0].partition(",")[0] for line in switches.text.splitlines()[1:3]
    ]
