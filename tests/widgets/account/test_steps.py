"""Each kind of span is a step in plain words, in the order in which one thing led to another."""

import pytest

from course.cloud.inventory import Edge, Inventory, Node
from course.cloud.trace import Span
from course.widgets import message_flow
from course.widgets.account.calls import named_in
from course.widgets.account.flow import flow_of, followed, troubled
from course.widgets.account.tale import changes, end_of, parts


@pytest.fixture(scope="module")
def flow(afternoon):
    return flow_of(*afternoon)


@pytest.fixture(scope="module")
def texts(flow):
    return [step.text for step in flow.steps]


@pytest.mark.parametrize(
    "text",
    [
        "The client sends POST /claims to API claims-api and waits.",
        "API claims-api hands the request to function take-claim and waits.",
        "Function take-claim calls PutItem on table claims.",
        "Function take-claim calls PutEvents on event bus claims-bus.",
        "API claims-api answers 201. The client waited 0.048 s.",
        "The event is handed to state machine settle.",
        "State machine settle begins an execution.",
        "State machine settle, in state Charge, calls Invoke on function charge and waits.",
        "Function charge answers. State machine settle, in state Charge, waited 0.265 s.",
        "State machine settle, in state Tell, calls SendMessage on queue work-q.",
        "Function audit is given 1 message from queue work-q.",
        "1 of 1 message comes back to queue work-q, to be tried again.",
        "Function index is given 2 records from the stream of table claims.",
        "The notification is handed to function report.",
        "API destination bank asks endpoint https://bank.example/transfers and waits.",
        "Endpoint https://bank.example/transfers answers 200.",
        "Alarm audit-fails is in ALARM. The alarm's notice arrives in topic alerts.",
        "The publisher calls Invoke on function audit.",
        "The publisher calls Invoke on function price and waits.",
        "Function price calls Invoke on function charge and waits.",
        "The asynchronous invocation for function audit is lost: no ledger. (3 attempts)",
    ],
)
def test_a_span_is_told(texts, text):
    assert text in texts


def test_a_rule_says_which_field_it_wanted_otherwise(texts):
    assert (
        "The event for rule tell-sales stops at the filter: detail.amount is the number 40; "
        "the pattern wants a number that is above 100."
    ) in texts


@pytest.mark.parametrize(
    "begin",
    [
        "Table claims refuses PutItem. ⚡ A fault of this scenario struck: throttle",
        "Endpoint https://bank.example/transfers answers 503. ⚡ A fault of this scenario struck: fail",
        "State Charge of state machine settle is done at attempt 2",
    ],
)
def test_a_fault_that_struck_is_said(texts, begin):
    found = [text for text in texts if text.startswith(begin)]

    assert 1 == len(found)
    assert "A fault of this scenario struck" in found[0]


def test_a_request_is_told_before_what_it_leads_to_and_answered_after(texts):
    order = [
        "The client sends POST /claims to API claims-api and waits.",
        "API claims-api hands the request to function take-claim and waits.",
        "Function take-claim calls PutEvents on event bus claims-bus.",
        "Function take-claim runs.",
        "API claims-api answers 201. The client waited 0.804 s.",
    ]

    assert order == sorted(order, key=texts.index)


def test_what_is_handed_over_is_told_before_it_runs(texts):
    handed = texts.index("The event is handed to state machine settle.")

    assert handed < texts.index("State machine settle begins an execution.")


def test_an_answer_takes_the_road_back(flow):
    back = {step.text.split(".")[0] for step in flow.steps if step.back}

    assert "API claims-api answers 201" in back
    assert "The client sends POST /claims to API claims-api and waits" not in back


def test_an_event_takes_the_road_to_its_rule_and_on(flow):
    step = next(step for step in flow.steps if step.text == "The event arrives in queue sales-q.")
    ends = [flow.plan.roads[edge] for edge in step.edges]

    assert [("claims-bus", "tell-sales"), ("tell-sales", "sales-q")] == [
        (flow.plan.places[road.source].name, flow.plan.places[road.target].name) for road in ends
    ]


def test_one_request_is_followed_over_a_map_of_its_own(flow):
    chain = flow.chains[0]
    one = followed(flow, chain.root)
    names = {place.name for place in one.plan.places}

    assert chain.steps == len(one.steps) < len(flow.steps)
    assert {"client", "take-claim", "settle", "charge"} <= names
    assert set() == names & {"publisher", "reports", "price", "alerts"}
    assert [step.text for step in flow.steps if step.root == chain.root] == [step.text for step in one.steps]


def test_a_chain_that_is_not_there_is_all_of_it(flow):
    assert flow == followed(flow, 12345)


def test_what_a_filter_stops_is_no_trouble(flow):
    said = [step.text for step in troubled(flow).steps]

    assert not [text for text in said if "stops at the filter" in text]
    assert {"Function audit fails: no ledger.", "Function audit fails: no ledger. (attempt 2)"} <= set(said)


def test_steps_fall_into_parts_where_nothing_happens(flow):
    found = parts(flow.steps)

    assert [0, *(part.last + 1 for part in found[:-1])] == [part.first for part in found]
    assert len(flow.steps) - 1 == found[-1].last
    assert 120 == round(found[-1].pause)
    assert len(troubled(flow).steps) == sum(part.troubled for part in found)


def test_counts_at_the_end_agree_with_the_trace(flow, afternoon):
    trace, _ = afternoon
    ran = sum((span.kind, span.name, span.status) == ("invocation", "charge", "ok") for span in trace)
    counts = {flow.plan.places[at].name: mark.text for at, mark in end_of(changes(flow.steps)).nodes.items()}

    assert f"{ran} ran" == counts["charge"]
    assert "2 begun, 2 succeeded" == counts["settle"]


def test_who_waits_is_told_by_the_road(flow):
    ways = {
        (flow.plan.places[road.source].name, flow.plan.places[road.target].name): road.way
        for road in flow.plan.roads
    }

    assert (
        "waits" == ways["client", "claims-api"] == ways["claims-api", "take-claim"] == ways["price", "charge"]
    )
    assert (
        "hands over"
        == ways["publisher", "audit"]
        == ways["settle", "work-q"]
        == ways["claims-bus", "tell-bank"]
    )


def test_the_choice_from_outside_is_checked(afternoon):
    shown = message_flow(*afternoon)
    shown.follow = 99999

    assert len(shown.tale["steps"]) == len(flow_of(*afternoon).steps)


def test_the_static_form_shows_what_is_followed(afternoon):
    shown = message_flow(*afternoon)
    shown.follow = shown.scene["chains"][0]["root"]

    assert "publisher calls Invoke" not in shown.text
    assert "1. at +0 s: The client sends POST /claims" in shown.text


def _told(*spans):
    queue, function = (
        "arn:aws:sqs:us-east-1:123456789012:work-q",
        "arn:aws:lambda:us-east-1:123456789012:function:pay",
    )
    dead, topic = "arn:aws:sqs:us-east-1:123456789012:dlq", "arn:aws:sns:us-east-1:123456789012:news"
    nodes = (
        Node(queue, "queue", "work-q"),
        Node(dead, "queue", "dlq"),
        Node(function, "function", "pay"),
        Node(topic, "topic", "news"),
    )
    edges = (
        Edge(topic, queue, "subscription"),
        Edge(topic, dead, "dead-letter", "undelivered"),
        Edge(queue, function, "invocation", "batches of 10"),
        Edge(function, dead, "dead-letter", "records given up"),
    )
    return flow_of(list(spans), Inventory(nodes, edges))


def test_what_a_queue_took_and_does_not_have_has_not_arrived():
    detail = {"fault": [{"rule": 1, "kind": "drop"}]}
    flow = _told(Span(1, None, "call", "sqs", "SendMessage", "work-q", 0, 1, "ok", detail))

    assert "says that it took it, and does not have it" in flow.steps[0].text
    assert ["1 lost"] == [mark.text for mark in end_of(changes(flow.steps)).nodes.values()]


def test_a_copy_that_is_set_aside_is_counted_in_the_dead_letter_queue():
    detail = {"attempts": 4, "reason": "no such queue"}
    flow = _told(Span(1, None, "delivery", "sns", "news", "work-q", 0, 1, "dead-letter", detail))

    assert ["The copy for queue work-q goes to its dead-letter queue: no such queue. (4 attempts)"] == [
        step.text for step in flow.steps
    ]
    assert {"dlq": "1 set aside"} == {
        flow.plan.places[at].name: mark.text for at, mark in end_of(changes(flow.steps)).nodes.items()
    }


def test_records_that_are_given_up_are_set_aside_in_their_number():
    detail = {"messages": 5, "failed": 5, "condition": "RetryAttemptsExhausted"}
    flow = _told(Span(1, None, "delivery", "sqs", "work-q", "pay", 0, 1, "dead-letter", detail))

    assert (
        "5 messages from queue work-q set aside in queue dlq: RetryAttemptsExhausted." == flow.steps[-1].text
    )
    assert "5 set aside" in [mark.text for mark in end_of(changes(flow.steps)).nodes.values()]


def test_a_function_that_lambda_does_not_run_says_so():
    detail = {"attempt": 1, "refused": "TooManyRequestsException"}
    flow = _told(Span(1, None, "invocation", "lambda", "pay", "pay", 0, 0, "error", detail))

    assert "Function pay is not run: TooManyRequestsException." == flow.steps[0].text


def test_a_call_without_an_answer_is_no_refusal():
    detail = {"reason": "ReadTimeoutError"}
    flow = _told(Span(1, None, "call", "sqs", "SendMessage", "work-q", 0, 60, "error", detail))

    assert ["The publisher gets no answer to SendMessage on queue work-q: ReadTimeoutError."] == [
        step.text for step in flow.steps
    ]


def test_a_task_token_that_comes_back_is_told_at_who_hands_it_back():
    caller = Span(1, None, "invocation", "lambda", "pay", "pay", 0, 2)
    flow = _told(caller, Span(2, 1, "call", "stepfunctions", "SendTaskSuccess", "", 1, 1.1))

    assert "Function pay hands a task token back: success." == flow.steps[0].text


def test_a_batch_of_calls_names_its_table_and_its_bus():
    entries = {"parameters": {"Entries": [{"EventBusName": "claims-bus"}]}}
    items = {"parameters": {"TransactItems": [{"Put": {"TableName": "claims"}}]}}

    assert ["claims-bus"] == named_in(Span(1, None, "call", "events", "PutEvents", "", 0, 1, "ok", entries))
    assert ["claims"] == named_in(
        Span(1, None, "call", "dynamodb", "TransactWriteItems", "", 0, 1, "ok", items)
    )


def test_one_call_that_puts_events_on_two_buses_is_told_for_each_of_them():
    nodes = [Node(f"arn:aws:events:us-east-1:123456789012:event-bus/{name}", "bus", name) for name in "ab"]
    entries = [{"EventBusName": name} for name in ("b", "a", "b")]
    call = Span(1, None, "call", "events", "PutEvents", "", 0, 1, "ok", {"parameters": {"Entries": entries}})
    flow = flow_of([call], Inventory(tuple(nodes), ()))

    assert [
        "The publisher calls PutEvents on event bus b.",
        "The publisher calls PutEvents on event bus a.",
    ] == [step.text for step in flow.steps]
    assert [(2, 1), (2, 0)] == [(road.source, road.target) for road in flow.plan.roads]


def test_an_execution_that_waits_is_told_at_the_end():
    machine = "arn:aws:states:us-east-1:123456789012:stateMachine:ask"
    runs = Span(1, None, "execution", "stepfunctions", "ask", "ask", 0, 0)
    call = Span(2, None, "call", "stepfunctions", "StartExecution", "ask", 0, 9)
    flow = flow_of([runs, call], Inventory((Node(machine, "state machine", "ask"),), ()))

    assert "The execution of state machine ask is still running." == flow.steps[-1].text
    assert 9 == flow.steps[-1].at


def test_a_function_that_fails_answers_with_its_error():
    call = Span(1, None, "call", "lambda", "Invoke", "pay", 0, 2, "ok", {"http": 200})
    flow = _told(call, Span(2, 1, "invocation", "lambda", "pay", "pay", 1, 2, "error", {"error": "no"}))

    assert "Function pay answers with its error. The publisher waited 2 s." == flow.steps[-1].text
    assert ("bad", True) == (flow.steps[-1].tone, flow.steps[-1].back)
