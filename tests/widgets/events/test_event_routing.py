"""A bus's rules held against an event: who wants it, who does not, and the field that decided."""

import json

import pytest

from course.asl.text import read
from course.cloud import Account
from course.cloud.event_pattern import parse
from course.widgets import event_routing
from course.widgets.events.field_lines import lines_of_event, lines_of_pattern
from course.widgets.events.past_events import past_events
from course.widgets.events.routes import judged, routes_of_account, routes_of_patterns

EVENT = {
    "version": "0",
    "id": "1",
    "detail-type": "Payment made",
    "source": "payments",
    "account": "123456789012",
    "time": "2025-03-01T08:00:00Z",
    "region": "us-east-1",
    "resources": [],
    "detail": {"amount": 50, "channel": "web"},
}
PATTERNS = {
    "far": {"source": ["refunds"], "detail": {"amount": ["x"]}},
    "near": {"source": ["payments"], "detail": {"amount": [{"numeric": [">", 100]}]}},
    "wanted": {"source": ["payments"]},
}


class Shop:
    """An account with buses; every method is a call or two of boto3."""

    def __init__(self, account):
        self.account = account
        self.events = account.client("events")
        self.queue = account.client("sqs").create_queue(QueueName="sales-q")["QueueUrl"]

    def rule(self, name, pattern, bus="default", **more):
        self.events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern), **more)
        arn = "arn:aws:sqs:us-east-1:123456789012:sales-q"
        self.events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "1", "Arn": arn}])

    def put(self, amount, bus="default"):
        detail = json.dumps({"amount": amount})
        entry = {"Source": "payments", "DetailType": "Payment made", "Detail": detail, "EventBusName": bus}
        self.events.put_events(Entries=[entry])
        self.account.clock.advance(60)


@pytest.fixture
def shop():
    with Account() as account:
        yield Shop(account)


def rules(shown):
    return [rule["name"] for rule in shown.scene["rules"]]


def test_wanted_rules_come_first_and_then_the_nearest_misses():
    assert ["wanted", "near", "far"] == rules(event_routing(PATTERNS, EVENT))


def test_each_rule_says_where_it_stopped_and_why():
    lines = event_routing(PATTERNS, EVENT).text.splitlines()

    assert [
        "1 of 3 rules wants this event.",
        "  ✓ wanted: wanted. every field that it needs holds",
        "  ✗ near: stopped at detail.amount. detail.amount is the number 50; the pattern wants a number that is above 100.",
    ] == lines[:3]


def test_a_chosen_rule_is_told_field_by_field():
    shown = event_routing(PATTERNS, EVENT)

    shown.chosen = "near"

    assert (
        '    ✗ detail.amount: wanted [{"numeric": [">", 100]}], found 50. detail.amount is the number 50; '
        "the pattern wants a number that is above 100."
    ) in shown.text.splitlines()


def test_the_fields_lines_are_marked_in_event_and_pattern():
    shown = event_routing(PATTERNS, json.dumps(EVENT, indent=1))
    shown.chosen = "near"
    event, pattern = shown.event.splitlines(), shown.scene["pattern"].splitlines()

    assert {' "source": "payments",': "good", '  "amount": 50,': "bad"} == {
        event[int(line) - 1]: tone for line, tone in shown.scene["event_lines"].items()
    }
    assert ["good", "bad"] == list(shown.scene["pattern_lines"].values())
    assert "amount" in pattern[int(list(shown.scene["pattern_lines"])[1]) - 1]


def test_an_alternative_that_fails_beside_one_that_holds_stops_nothing():
    text = '{"$or": [\n{"a": ["x"]},\n{"b": ["x"]}],\n"c": ["y"]}'
    event = read('{"a": "x",\n"b": "n",\n"c": "n"}')
    decision = parse(text).decide(event.value)

    assert {2: "good", 3: "open", 4: "bad"} == lines_of_pattern(read(text), decision)
    assert {1: "good", 2: "open", 3: "bad"} == lines_of_event(event, decision)


def test_a_field_named_in_two_alternatives_is_marked_in_each():
    text = '{"$or": [\n{"a": ["x"]},\n{"a": ["y"]}]}'
    decision = parse(text).decide({"a": "y"})

    assert {2: "open", 3: "good"} == lines_of_pattern(read(text), decision)


def test_fields_inside_lists_are_found():
    event = read('{"detail": {"items": [\n{"sku": "A"},\n{"sku": "B"}]}}')
    decision = parse('{"detail": {"items": {"sku": ["B"]}}}').decide(event.value)

    assert {2: "good", 3: "good"} == lines_of_event(event, decision)


def test_an_edited_event_is_judged_anew():
    shown = event_routing(PATTERNS, EVENT)

    shown.event = json.dumps({**EVENT, "detail": {"amount": 500}})

    assert "2 of 3 rules want this event." == shown.scene["says"]


def test_an_edited_pattern_is_judged_and_the_account_keeps_its_own(shop):
    shop.rule("large", {"detail": {"amount": [{"numeric": [">", 100]}]}})
    shown = event_routing(shop.account, EVENT)

    shown.edits = {"default/large": '{"detail": {"amount": [50]}}'}

    assert "1 of 1 rule of bus default wants this event." == shown.scene["says"]
    assert "numeric" in shop.events.describe_rule(Name="large")["EventPattern"]


def test_what_is_no_json_yet_says_where_and_the_last_verdicts_stay():
    shown = event_routing(PATTERNS, EVENT)

    shown.event = '{"source": "payments",\n "detail" {}}'

    assert "Line 2, column 11" in shown.scene["problem"]
    assert ["wanted", "near", "far"] == rules(shown)
    assert {} == shown.scene["event_lines"]


@pytest.mark.parametrize("text", ["", "[1]", "7", "null", '"a"'])
def test_an_event_that_is_no_object_says_so(text):
    shown = event_routing(PATTERNS, EVENT)

    shown.event = text

    assert "no JSON object" in shown.scene["problem"]


def test_a_pattern_that_aws_refuses_says_so_in_its_words_with_the_remedy():
    shown = event_routing({"loose": {"source": "payments"}}, EVENT)

    assert (
        'Event pattern is not valid. Reason: "source" must be an object or an array. In source. List the accepted '
        'values, even a single one: "source": ["payments"].' == shown.scene["pattern_problem"]
    )
    assert "! loose: refused by AWS" in shown.text


@pytest.mark.parametrize(
    "change, says",
    [
        ({"detail": '{"amount": 50}'}, "detail is a text here"),
        ({"Source": "payments"}, "are the words of PutEvents"),
    ],
)
def test_what_is_often_mistaken_in_an_event_gets_a_hint(change, says):
    assert says in event_routing(PATTERNS, {**EVENT, **change}).scene["hint"]


def test_an_event_without_what_every_event_has_says_what_is_missing():
    assert "detail-type, detail; this one has not" in event_routing(PATTERNS, {"source": "a"}).scene["hint"]


def test_the_rules_of_an_account_have_their_bus_and_targets(shop):
    shop.rule("sales", {"source": ["payments"]})

    assert [("default", "sales", (("queue", "sales-q"),))] == [
        (route.bus, route.name, route.targets) for route in routes_of_account(shop.account)
    ]
    assert "-> queue sales-q" in event_routing(shop.account, EVENT).text


def test_a_disabled_rule_and_one_that_runs_by_the_clock_say_so(shop):
    shop.rule("off", {"source": ["payments"]}, State="DISABLED")
    shop.events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")

    text = event_routing(shop.account, EVENT).text

    assert "○ off: disabled. would want it, but the rule is disabled" in text
    assert "◷ nightly: scheduled. runs by the clock (rate(1 day)), and not on events" in text


def test_only_the_rules_of_the_chosen_bus_see_an_event(shop):
    shop.events.create_event_bus(Name="central")
    shop.rule("here", {"source": ["payments"]})
    shop.rule("there", {"source": ["payments"]}, bus="central")
    shown = event_routing(shop.account, EVENT)
    assert ["here"] == rules(shown)

    shown.bus = "central"

    assert ["there"] == rules(shown)


def test_past_events_come_from_the_trace_with_the_ids_that_they_got(shop):
    shop.rule("large", {"detail": {"amount": [{"numeric": [">", 100]}]}})
    shop.put(50)
    shop.put(500)
    found = past_events(shop.account)
    ids = {span.detail["event"] for span in shop.account.trace.find(kind="delivery", service="events")}

    assert [50, 500] == [each.event["detail"]["amount"] for each in found]
    assert ids == {each.event["id"] for each in found}
    assert "08:01:00 payments: Payment made (bus default)" == found[1].words


def test_an_archived_event_is_listed_once(shop):
    bus = "arn:aws:events:us-east-1:123456789012:event-bus/default"
    shop.events.create_archive(ArchiveName="all", EventSourceArn=bus)
    shop.rule("sales", {"source": ["payments"]})
    shop.put(50)

    assert [50] == [each.event["detail"]["amount"] for each in past_events(shop.account)]


def test_the_latest_event_of_the_account_is_shown_when_none_is_given(shop):
    shop.rule("sales", {"source": ["payments"]})
    shop.put(50)
    shop.put(500)

    shown = event_routing(shop.account)

    assert 500 == json.loads(shown.event)["detail"]["amount"]
    assert [500, 50] == [json.loads(each["event"])["detail"]["amount"] for each in shown.past]


def test_looking_leaves_no_trace_and_takes_no_time(shop):
    shop.rule("sales", {"source": ["payments"]})
    before = len(shop.account.trace), shop.account.clock.elapsed

    event_routing(shop.account)

    assert before == (len(shop.account.trace), shop.account.clock.elapsed)


def test_of_very_many_rules_the_furthest_are_counted():
    patterns = {f"rule-{at}": {"source": ["x"]} for at in range(300)}

    shown = event_routing(patterns, EVENT)

    assert 40 == len(shown.scene["rules"])
    assert "260 more rules further from a match." == shown.scene["rest"]


def test_names_and_values_are_never_markup():
    evil = "<img src=x onerror=alert(1)>"

    shown = event_routing({evil: {"source": [evil]}}, {**EVENT, "source": evil})

    assert "<img" not in shown.html + shown.scene["rules"][0]["html"] + shown.scene["fields"]


def test_an_account_without_rules_is_told_so():
    with Account() as account:
        assert "there is no rule yet" in event_routing(account).text


def test_the_judged_order_of_misses_is_by_what_is_missing():
    found = judged(routes_of_patterns(PATTERNS), EVENT)

    assert [0, 1, 2] == [each.missing for each in found]
