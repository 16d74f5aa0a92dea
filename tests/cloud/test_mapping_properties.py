"""Whatever fails and whenever: a mapping loses no message, doubles none, and keeps the order of a FIFO group."""

import json
from collections import Counter

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from course.cloud import Account
from tests.cloud.conftest import Lab

# Fails on a message as often as its body says; reports what fails, or fails altogether.
HANDLER = """
import boto3, json, time
def handler(event, context):
    bodies = [(r, json.loads(r["body"])) for r in event["Records"]]
    time.sleep(max(body["seconds"] for _, body in bodies))
    bad, groups = [], set()
    for r, body in bodies:
        group = r["attributes"].get("MessageGroupId")
        if int(r["attributes"]["ApproximateReceiveCount"]) <= body["fails"] or group in groups:
            bad.append(r)
            groups |= {{group}} if group else set()
    if bad and not {reporting}:
        raise ValueError(len(bad))
    for r, body in bodies:
        if r not in bad:
            boto3.client("sqs").send_message(QueueUrl="{out}", MessageBody=json.dumps(body["n"]))
    return {{"batchItemFailures": [{{"itemIdentifier": r["messageId"]}} for r in bad]}}
"""


class World:
    """An account with a queue, a function and a mapping; what is done to it is noted, so that it can be done again."""

    def __init__(self, seed, fifo, reporting, batch_size):
        self.made_of = seed, fifo, reporting, batch_size
        self.done = []
        self.account = Account(seed=seed).__enter__()
        lab = self.lab = Lab(self.account)
        kind = {"FifoQueue": "true", "ContentBasedDeduplication": "true"} if fifo else {}
        end = ".fifo" if fifo else ""
        self.out, self.dead = lab.queue("out"), lab.queue(f"dead{end}", **kind)
        policy = json.dumps({"deadLetterTargetArn": lab.arn(self.dead), "maxReceiveCount": 4})
        self.url = lab.queue(f"work{end}", VisibilityTimeout="60", RedrivePolicy=policy, **kind)
        lab.function(HANDLER.format(out=self.out, reporting=reporting), Timeout=30)
        lab.map(
            self.url,
            BatchSize=batch_size,
            FunctionResponseTypes=["ReportBatchItemFailures"] if reporting else [],
        )
        self.sent = []

    def do(self, name, *args):
        self.done.append((name, *args))
        getattr(self, name)(*args)

    def send(self, group, fails, seconds):
        body = {"n": len(self.sent), "fails": fails, "seconds": seconds}
        about = {"MessageGroupId": group} if self.made_of[1] else {}
        self.lab.sqs.send_message(QueueUrl=self.url, MessageBody=json.dumps(body), **about)
        self.sent.append((group, fails))

    def wait(self, seconds):
        self.lab.clock.advance(seconds)

    def switch_off(self, what, seconds):
        self.account.outage(self.url.rsplit("/", 1)[1] if what == "queue" else "sales", seconds, after=0.5)

    def throttle(self, share):
        if share is None:
            self.lab.lambda_.delete_function_concurrency(FunctionName="sales")
        else:
            self.lab.lambda_.put_function_concurrency(
                FunctionName="sales", ReservedConcurrentExecutions=share
            )

    def finish(self):
        """Let everything come to rest; return what was handled and what was set aside, in order."""
        self.throttle(None)
        left = self.account.settle(at_most=86_400)
        handled = [json.loads(body) for body in self.lab.bodies(self.out)]
        dead = [json.loads(body)["n"] for body in self.lab.bodies(self.dead)]
        return left, handled, dead

    def close(self):
        self.account.__exit__(None, None, None)


class Mapping(RuleBasedStateMachine):
    world = None

    @initialize(
        seed=st.integers(0, 3), fifo=st.booleans(), reporting=st.booleans(), batch_size=st.integers(1, 10)
    )
    def begin(self, seed, fifo, reporting, batch_size):
        self.world = World(seed, fifo, reporting, batch_size)

    @rule(
        group=st.sampled_from("ab"),
        fails=st.sampled_from([0, 0, 0, 1, 2, 9]),
        seconds=st.sampled_from([0, 1, 20]),
    )
    def send(self, group, fails, seconds):
        self.world.do("send", group, fails, seconds)

    @rule(seconds=st.sampled_from([1, 30, 100]))
    def wait(self, seconds):
        self.world.do("wait", seconds)

    @rule(what=st.sampled_from(["queue", "function"]), seconds=st.sampled_from([5, 50]))
    def switch_off(self, what, seconds):
        self.world.do("wait", 51)  # sending to a queue that is off would be refused
        self.world.do("switch_off", what, seconds)
        self.world.do("wait", 51)

    @rule(share=st.sampled_from([None, 0, 1]))
    def throttle(self, share):
        self.world.do("throttle", share)

    def teardown(self):
        if self.world is None:
            return
        try:
            left, handled, dead = self.world.finish()
            trace = [span.as_dict() for span in self.world.account.trace]
        finally:
            self.world.close()
        sent = self.world.sent
        assert left is None
        assert Counter(range(len(sent))) == Counter(handled) + Counter(dead)
        assert {n for n, (_, fails) in enumerate(sent) if fails == 9} <= set(dead)
        if self.world.made_of[1]:
            for group in "ab":
                order = [n for n in handled if sent[n][0] == group]
                assert sorted(order) == order
        again = World(*self.world.made_of)
        try:
            for name, *args in self.world.done:
                again.do(name, *args)
            again.finish()
            assert trace == [span.as_dict() for span in again.account.trace]
        finally:
            again.close()


TestMapping = pytest.mark.slow(Mapping.TestCase)
TestMapping.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
