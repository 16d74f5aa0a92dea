"""A message is followed step by step, from its publisher to everywhere it ends."""

import pytest

from course.cloud.filter_policy import parse
from course.widgets import message_flow
from course.widgets.account.flow import flow_of
from course.widgets.account.mark import Mark
from course.widgets.account.tale import changes, end_of


@pytest.fixture
def flow(trace, inventory):
    return flow_of(trace, inventory)


def names(flow, marks):
    return {flow.plan.places[at].name: mark.text for at, mark in marks.items()}


def test_steps_follow_virtual_time_and_say_why(flow):
    assert [
        "The publisher calls Publish on topic payments.",
        "The copy for queue sales-q stops at the filter: channel is phone.",
        "Nothing is sent to endpoint https://bank.example/hook: nobody confirmed.",
        "A copy arrives in queue customer-q.",
        "A copy is handed to function audit.",
        "Function audit fails: audit is switched off.",
        "The asynchronous invocation for function audit is lost: audit is switched off. (3 attempts)",
    ] == [step.text for step in flow.steps]


def test_at_the_end_every_place_has_its_count(flow):
    assert {
        "payments": "1 sent here",
        "customer-q": "1 arrived",
        "audit": "1 failed, 1 lost",
    } == names(flow, end_of(changes(flow.steps)).nodes)


def test_what_stops_is_marked_on_its_road(flow):
    roads = {
        flow.plan.places[flow.plan.roads[at].target].name: mark
        for at, mark in end_of(changes(flow.steps)).edges.items()
    }

    assert Mark("✗ filtered 1", "warn") == roads["sales-q"]
    assert Mark("✗ pending 1", "bad") == roads["https://bank.example/hook"]
    assert Mark("✓ 1", "good") == roads["customer-q"]


def test_who_knows_whom(flow):
    assert "publisher knows: 1 topic; topic payments knows: 4 endpoints (1 not confirmed)." == flow.knows


def test_a_publisher_that_sends_to_queues_knows_each_of_them(trace, inventory):
    sends = [
        type(trace[0])(at, None, "call", "sqs", "SendMessage", name, at, at)
        for at, name in enumerate(("customer-q", "sales-q"))
    ]

    assert flow_of(sends, inventory).knows.startswith("publisher knows: 2 queues")


def test_a_function_that_publishes_is_the_publisher(trace, inventory):
    trace[1].cause = 20
    trace.append(type(trace[0])(20, None, "invocation", "lambda", "audit", "audit", 0.9, 1.1))

    assert "Function audit calls Publish on topic payments." in [
        step.text for step in flow_of(trace, inventory).steps
    ]


def test_what_is_connected_to_nothing_that_a_message_touched_is_left_out(trace, inventory):
    node, edge = type(inventory.nodes[0]), type(inventory.edges[0])
    inventory.nodes += [node("t2", "topic", "another"), node("q2", "queue", "another-q")]
    inventory.edges.append(edge("t2", "q2", "subscription"))
    shown = {place.name for place in flow_of(trace, inventory).plan.places}

    assert {"publisher", "payments", "sales-q-dlq"} <= shown
    assert set() == shown & {"outbox", "another", "another-q"}


def test_times_count_from_the_first_step(trace, inventory):
    assert "Times count from the first step, at 1 s of virtual time." in message_flow(trace, inventory).text


def test_steps_long_after_the_first_are_still_told_apart(trace, inventory):
    trace[7].end += 0.03

    assert "at +3 min 0.03 s: " in message_flow(trace, inventory).text


def test_the_widget_carries_the_live_form_the_page_and_the_twin(trace, inventory):
    data, _ = message_flow(trace, inventory)._repr_mimebundle_()

    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} == set(data)
    assert data["text/html"].count("<li>") == 7
    assert "  1. at +0 s: The publisher calls Publish on topic payments." in data["text/plain"]


def test_a_step_carries_only_what_it_changes(trace, inventory):
    marks = [step["marks"] for step in message_flow(trace, inventory).tale["steps"]]

    assert {"0": ["1 sent here", ""]} == marks[0]["nodes"]
    assert [1, 0, 0, 1, 0, 1, 1] == [len(mark["nodes"]) for mark in marks]


def test_a_trace_without_a_message_says_so(inventory):
    assert "Nothing has been sent" in message_flow([], inventory).text


def test_part_of_a_trace_whose_causes_are_missing_is_followed_too(trace, inventory):
    assert "A copy arrives in queue customer-q." in message_flow(trace[2:], inventory).text


def test_a_filtered_copy_says_which_field_decided(trace, inventory):
    policy = parse({"$or": [{"a": ["x"]}, {"b": ["x"]}], "channel": ["web"]})
    decision = policy.decide({"a": {"DataType": "String", "StringValue": "x"}}, "{}").as_dict()
    trace[3].detail = {"decision": decision}

    assert "stops at the filter: channel is absent" in message_flow(trace, inventory).text


def _own_event(span, number, bus="default"):
    found = {"path": "source", "wanted": ["shop"], "present": True, "found": "aws.states"}
    detail = {"bus": bus, "event": f"e{number}", "reason": "no.", "decision": {"fields": [found]}}
    return span(number, 1, "delivery", "events", bus, "large", 1.5, 1.5, "filtered", detail)


def test_events_of_aws_that_no_rule_wants_are_left_out_until_they_are_asked_for(trace, inventory):
    trace += [_own_event(type(trace[0]), number) for number in (90, 91)]
    shown = message_flow(trace, inventory)

    assert 7 == len(shown.tale["steps"])
    assert 2 == shown.scene["asides"]
    assert "Left out: 2 steps of AWS's own events that no rule wants." in shown.still().text

    shown.aside = True

    assert 9 == len(shown.tale["steps"])
    assert "Left out" not in shown.still().text


def test_an_event_of_aws_that_one_rule_wants_is_told_with_those_that_do_not(trace, inventory):
    span = type(trace[0])
    wanted = span(91, 1, "delivery", "events", "small", "customer-q", 1.5, 1.6, "ok", {"event": "e90"})
    trace += [_own_event(span, 90), wanted]

    assert 9 == len(message_flow(trace, inventory).tale["steps"])


def test_what_an_execution_tells_of_itself_is_such_an_event(trace, inventory):
    span = type(trace[0])
    runs = span(80, None, "execution", "stepfunctions", "settle", "settle", 1.2, 2.0)
    told = span(81, 80, "delivery", "events", "default", "large", 1.5, 1.5, "filtered", {"event": "e1"})

    assert 1 == message_flow([*trace, runs, told], inventory).scene["asides"]


def test_a_trace_of_nothing_but_such_events_says_so(trace, inventory):
    text = message_flow([_own_event(type(trace[0]), 90)], inventory).text

    assert "Nothing has been sent" in text
    assert "Left out: 1 step of AWS's own events that no rule wants." in text


def test_a_delivery_still_under_way_has_not_arrived(trace, inventory):
    trace[2].status = "open"
    flow = flow_of(trace, inventory)

    assert "The copy for queue customer-q has not arrived yet; it is being tried." in [
        s.text for s in flow.steps
    ]
    assert "customer-q" not in names(flow, end_of(changes(flow.steps)).nodes)
