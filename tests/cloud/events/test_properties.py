"""What holds for every bus, whatever is switched off meanwhile."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from course.cloud import Account

_QUEUES = ("a", "b")
_POLICY = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}
)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(_QUEUES), st.integers(1, 3)),
        st.tuples(st.just("outage"), st.sampled_from(_QUEUES), st.integers(1, 7200)),
        st.tuples(st.just("wait"), st.just(""), st.integers(1, 600)),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(_STEPS)
def test_every_event_reaches_each_target_that_wants_it_once(steps) -> None:
    with Account() as account:
        sqs, events = account.client("sqs"), account.client("events")
        urls = {}
        for name in _QUEUES:
            urls[name] = sqs.create_queue(QueueName=name, Attributes={"Policy": _POLICY})["QueueUrl"]
            events.put_rule(Name=name, EventPattern=json.dumps({"source": [name]}))
            arn = f"arn:aws:sqs:us-east-1:123456789012:{name}"
            events.put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn}])
        sent = {name: [] for name in _QUEUES}
        for step, name, number in steps:
            if step == "put":
                entry = {"Source": name, "DetailType": "d", "Detail": "{}"}
                answer = events.put_events(Entries=[entry] * number)
                sent[name] += [each["EventId"] for each in answer["Entries"]]
            elif step == "outage":
                account.outage(name, number)
            else:
                account.clock.advance(number)
        left = account.settle()
        account.clock.advance(7200)  # until every outage is over
        found = {name: _ids(sqs, urls[name]) for name in _QUEUES}

    assert left is None
    assert {name: sorted(ids) for name, ids in sent.items()} == found


def _ids(sqs, url) -> list[str]:
    ids = []
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        ids += [json.loads(message["Body"])["id"] for message in batch]
    return sorted(ids)
