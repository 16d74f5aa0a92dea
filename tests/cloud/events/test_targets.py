"""Rules deliver to functions, queues, topics, state machines, log groups, buses and partners."""

import base64
import json
from itertools import pairwise

import pytest
from botocore.exceptions import ClientError

URL = "https://partner.example/orders"
ROLE = "arn:aws:iam::123456789012:role/r"


@pytest.fixture
def partner(shop):
    """A partner that notes each request and answers what `answers` say (200 afterwards)."""

    class Partner:
        def __init__(self):
            self.requests, self.answers = [], []

        def handle(self, request):
            self.requests.append({**request, "at": shop.account.clock.elapsed})
            return self.answers.pop(0) if self.answers else (200, "thanks")

    partner = Partner()
    shop.account.endpoint(URL, partner.handle)
    return partner


def _destination(shop, *, kind="API_KEY", parameters=None, rate=300, url=URL, method="POST"):
    parameters = parameters or {"ApiKeyAuthParameters": {"ApiKeyName": "x-key", "ApiKeyValue": "secret"}}
    connection = shop.events.create_connection(Name="c", AuthorizationType=kind, AuthParameters=parameters)
    return shop.events.create_api_destination(
        Name="d",
        ConnectionArn=connection["ConnectionArn"],
        InvocationEndpoint=url,
        HttpMethod=method,
        InvocationRateLimitPerSecond=rate,
    )["ApiDestinationArn"]


def test_a_function_is_invoked_with_the_event(shop):
    code = "import json\ndef handler(event, context): print(json.dumps(event['detail']))"
    shop.rule(shop.lab.function(code))
    shop.put({"amount": 7})
    [run] = shop.account.trace.find(kind="invocation", service="lambda")

    assert "ok" == run.status
    assert [("sales", "sales", "ok")] == shop.deliveries()


def test_a_fifo_queue_gets_the_group_of_its_target(shop):
    arn = shop.queue("sales.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    shop.rule({"Arn": arn, "SqsParameters": {"MessageGroupId": "g"}})
    shop.put({"n": 1})
    shop.put({"n": 2})
    messages = shop.received("sales.fifo")

    assert [1, 2] == [json.loads(each["Body"])["detail"]["n"] for each in messages]
    assert {"g"} == {each["Attributes"]["MessageGroupId"] for each in messages}


def test_a_fifo_queue_without_a_way_to_tell_copies_refuses_the_event(shop):
    arn = shop.queue("sales.fifo", FifoQueue="true")
    shop.rule({"Arn": arn, "SqsParameters": {"MessageGroupId": "g"}})
    shop.put()

    assert "lost" == shop.last()["status"]
    assert "ContentBasedDeduplication" in shop.last()["reason"]


def test_a_queue_whose_policy_does_not_let_eventbridge_in_never_gets_the_event(shop):
    url = shop.lab.queue("closed")
    shop.rule(shop.lab.arn(url))
    shop.put()

    assert ("lost", 1) == (shop.last()["status"], shop.last()["attempts"])
    assert "queue closed refuses events.amazonaws.com: The queue has no policy" in shop.last()["reason"]
    assert [] == shop.lab.bodies(url)


def test_a_queue_may_let_in_one_rule_alone(shop):
    arn = shop.queue()
    rule = shop.rule(arn)
    shop.rule(arn, name="other")
    policy = {
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
            }
        ]
    }
    shop.lab.sqs.set_queue_attributes(
        QueueUrl=shop.urls["sales-q"], Attributes={"Policy": json.dumps(policy)}
    )
    shop.put()

    assert [("sales", "sales-q", "ok"), ("other", "sales-q", "lost")] == shop.deliveries()


def test_a_topic_gets_the_event_as_its_message(shop):
    topic = shop.lab.topic()
    shop.lab.subscribe(topic, shop.queue(), RawMessageDelivery="true")
    shop.rule(topic)
    shop.put({"amount": 9})

    assert [{"amount": 9}] == [event["detail"] for event in shop.bodies()]


def test_a_state_machine_is_started_with_the_event(shop):
    states = shop.account.client("stepfunctions")
    definition = {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}
    machine = states.create_state_machine(name="m", definition=json.dumps(definition), roleArn=ROLE)
    shop.rule({"Arn": machine["stateMachineArn"], "RoleArn": ROLE, "InputPath": "$.detail"})
    shop.put({"amount": 3})
    [run] = states.list_executions(stateMachineArn=machine["stateMachineArn"])["executions"]

    assert {"amount": 3} == json.loads(states.describe_execution(executionArn=run["executionArn"])["input"])


def test_a_log_group_gets_a_line(shop):
    logs = shop.account.client("logs")
    logs.create_log_group(logGroupName="/aws/events/sales")
    shop.rule("arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/sales")
    shop.put({"amount": 4})
    [line] = logs.filter_log_events(logGroupName="/aws/events/sales")["events"]

    assert {"amount": 4} == json.loads(line["message"])["detail"]
    assert [("sales", "/aws/events/sales", "ok")] == shop.deliveries()


def test_another_bus_gets_the_same_event_and_hands_it_to_its_own_rules(shop):
    orders = shop.events.create_event_bus(Name="orders")["EventBusArn"]
    shop.rule(orders)
    shop.rule(shop.queue(), name="on-orders", bus="orders")
    answer = shop.put({"amount": 6})

    assert [(answer["EventId"], "shop")] == [(event["id"], event["source"]) for event in shop.bodies()]
    assert [("sales", "orders", "ok"), ("on-orders", "sales-q", "ok")] == shop.deliveries()


def test_a_partner_gets_a_request_with_the_key_of_the_connection(shop, partner):
    shop.rule({"Arn": _destination(shop), "RoleArn": ROLE})
    shop.put({"amount": 8})
    [request] = partner.requests

    assert ("POST", URL, "secret") == (request["method"], request["url"], request["headers"]["x-key"])
    assert {"amount": 8} == json.loads(request["body"])["detail"]
    assert [("sales", "d", "ok")] == shop.deliveries()


def test_a_partner_gets_what_target_and_connection_add(shop, partner):
    more = {
        "BasicAuthParameters": {"Username": "u", "Password": "p"},
        "InvocationHttpParameters": {
            "HeaderParameters": [{"Key": "x-from", "Value": "connection"}],
            "QueryStringParameters": [{"Key": "v", "Value": "1"}],
            "BodyParameters": [{"Key": "tenant", "Value": "t"}],
        },
    }
    arn = _destination(shop, kind="BASIC", parameters=more, url="https://partner.example/*", method="PUT")
    http = {
        "PathParameterValues": ["orders"],
        "HeaderParameters": {"x-from": "target", "x-more": "1"},
        "QueryStringParameters": {"q": "a b"},
    }
    shop.rule({"Arn": arn, "RoleArn": ROLE, "HttpParameters": http, "InputPath": "$.detail"})
    shop.put({"amount": 1})
    [request] = partner.requests

    assert ("PUT", f"{URL}?q=a+b&v=1") == (request["method"], request["url"])
    assert ("connection", "1") == (request["headers"]["x-from"], request["headers"]["x-more"])
    assert "Basic " + base64.b64encode(b"u:p").decode() == request["headers"]["Authorization"]
    assert {"amount": 1, "tenant": "t"} == json.loads(request["body"])


def test_an_oauth_connection_asks_for_a_token_first(shop, partner):
    asked = []
    shop.account.endpoint(
        "https://auth.example/token", lambda request: asked.append(request) or (200, '{"access_token": "T"}')
    )
    oauth = {
        "OAuthParameters": {
            "AuthorizationEndpoint": "https://auth.example/token",
            "HttpMethod": "POST",
            "ClientParameters": {"ClientID": "id", "ClientSecret": "secret"},
            "OAuthHttpParameters": {"BodyParameters": [{"Key": "scope", "Value": "orders"}]},
        }
    }
    arn = _destination(shop, kind="OAUTH_CLIENT_CREDENTIALS", parameters=oauth)
    shop.rule({"Arn": arn, "RoleArn": ROLE})
    shop.put()

    assert "Bearer T" == partner.requests[0]["headers"]["Authorization"]
    assert "grant_type=client_credentials&scope=orders" == asked[0]["body"]


def test_a_partner_that_refuses_is_not_asked_again(shop, partner):
    partner.answers = [(404, "who?")]
    shop.rule({"Arn": _destination(shop), "RoleArn": ROLE})
    shop.put()

    assert 1 == len(partner.requests)
    assert ("lost", f"{URL} answered 404: who?") == (shop.last()["status"], shop.last()["reason"])


@pytest.mark.parametrize("status", [429, 503])
def test_a_partner_that_is_busy_is_asked_again(shop, partner, status):
    partner.answers = [(status, "later")]
    shop.rule({"Arn": _destination(shop), "RoleArn": ROLE})
    shop.put()

    assert ("ok", 2) == (shop.last()["status"], shop.last()["attempts"])


def test_a_partner_that_takes_more_than_five_seconds_has_not_answered(shop, partner):
    waits = [9, 0]

    def slow(_):
        shop.account.clock.sleep(waits.pop(0))
        return 200, "done"

    shop.account.endpoint(URL, slow)
    shop.rule({"Arn": _destination(shop), "RoleArn": ROLE})
    shop.put()

    assert ("ok", 2) == (shop.last()["status"], shop.last()["attempts"])
    calls = shop.account.trace.find(kind="invocation", service="http")
    assert [5, 0] == [round(call.end - call.start) for call in calls]
    assert "error" == calls[0].status


def test_a_partner_gets_no_more_requests_a_second_than_it_wants(shop, partner):
    shop.rule({"Arn": _destination(shop, rate=2), "RoleArn": ROLE})
    for n in range(5):
        shop.put({"n": n}, settle=False)
    shop.account.settle()
    times = [request["at"] for request in partner.requests]

    assert all(round(later - sooner, 6) >= 0.5 for sooner, later in pairwise(times))


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:lambda:us-east-1:123456789012:function:gone",
        "arn:aws:sqs:us-east-1:123456789012:gone",
        "arn:aws:sns:us-east-1:123456789012:gone",
        "arn:aws:states:us-east-1:123456789012:stateMachine:gone",
        "arn:aws:logs:us-east-1:123456789012:log-group:gone",
        "arn:aws:events:us-east-1:123456789012:event-bus/gone",
        "arn:aws:events:us-east-1:123456789012:api-destination/gone/1",
        "arn:aws:events:us-east-1:999999999999:event-bus/default",
    ],
)
def test_a_target_that_is_gone_is_not_tried_again(shop, arn):
    shop.rule({"Arn": arn, "RoleArn": ROLE})
    shop.put()

    assert ("lost", 1) == (shop.last()["status"], shop.last()["attempts"])
    assert "exist" in shop.last()["reason"].lower() or "another's" in shop.last()["reason"]


def test_a_dead_letter_queue_of_a_bus_is_refused_by_name(shop):
    with pytest.raises(ClientError, match="DeadLetterConfig of events CreateEventBus"):
        shop.events.create_event_bus(Name="b", DeadLetterConfig={"Arn": shop.queue()})
