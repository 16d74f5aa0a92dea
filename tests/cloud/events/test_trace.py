"""What the trace tells of an event: who got it, who did not want it and why, and loops."""

from course.cloud.events.filtered import EXPLAINED
from course.cloud.events.hops import MOST

PUTS_ANOTHER = """
import boto3
def handler(event, context):
    boto3.client("events").put_events(Entries=[{"Source": "shop", "DetailType": "Again", "Detail": "{}"}])
"""


def test_a_rule_that_does_not_want_an_event_says_why(shop):
    shop.rule(shop.queue(), pattern={"source": ["shop"], "detail": {"amount": [{"numeric": [">", 100]}]}})
    shop.put({"amount": 5})

    assert [("default", "sales", "filtered")] == shop.deliveries()
    assert (
        "detail.amount is the number 5; the pattern wants a number that is above 100."
        == shop.last()["reason"]
    )
    assert not shop.last()["decision"]["matched"]


def test_a_delivery_is_caused_by_the_call_that_put_the_event(shop):
    shop.rule(shop.queue())
    shop.put()
    [call] = shop.account.trace.find(service="events", name="PutEvents")
    [delivery] = shop.account.trace.find(kind="delivery", service="events")

    assert call.id == delivery.cause


def test_of_a_hundred_rules_the_nearest_are_explained_and_the_rest_counted(shop):
    for n in range(99):
        shop.rule(name=f"r{n}", pattern={"source": [f"s{n}"], "detail-type": ["Other"]})
    shop.rule(name="near", pattern={"source": ["shop"], "detail-type": ["Other"]})
    shop.put()
    found = shop.deliveries()

    assert EXPLAINED + 1 == len(found)
    assert ("default", "near", "filtered") == found[0]
    assert 100 - EXPLAINED == shop.last()["rules"]


def test_a_rule_that_feeds_itself_is_stopped_and_the_trace_says_so(shop):
    shop.rule(shop.lab.function(PUTS_ANOTHER))
    shop.put()
    ends = [status for _, _, status in shop.deliveries()]

    assert ["ok"] * MOST + ["lost"] == ends
    assert "rule sales has fed itself 16 times in a row, and the lab stops it here" in shop.last()["reason"]
    assert shop.last()["loop"]


def test_two_buses_that_feed_each_other_are_stopped(shop):
    orders = shop.events.create_event_bus(Name="orders")["EventBusArn"]
    shop.rule(orders)
    shop.rule("arn:aws:events:us-east-1:123456789012:event-bus/default", bus="orders")
    shop.put()

    assert shop.last()["loop"]
    assert shop.account.settle() is None


def test_many_events_of_one_sender_are_no_loop(shop):
    shop.rule(shop.queue())
    for n in range(MOST + 5):
        shop.put({"n": n})

    assert MOST + 5 == len(shop.bodies())


def test_the_same_seed_gives_the_same_trace(new_lab):
    from course.cloud import Account

    def run():
        with Account(seed=5) as account:
            lab = new_lab(account)
            events = account.client("events")
            events.put_rule(Name="r", EventPattern='{"source": ["shop"]}')
            events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": lab.arn(lab.queue())}])
            for _ in range(3):
                events.put_events(Entries=[{"Source": "shop", "DetailType": "d", "Detail": "{}"}])
            account.settle()
            return [span.as_dict() for span in account.trace]

    assert run() == run()
