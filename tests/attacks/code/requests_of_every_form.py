"""Requests to AWS of no form: other hosts, no host, bodies of every kind, headers that split, services that are none.

e3: 10
"""
# %%
import base64
import itertools

from course.cloud import Account
from grader.rooms.learner import forwarding

urls = ["https://sqs.us-east-1.amazonaws.com/", "https:///", "https://[::1", "https://127.0.0.1:CANARY_PORT/", "https://user:x@s3.amazonaws.com/%00", "https://sns.us-east-1.amazonaws.com/" + "a" * 100_000, "file:///BAIT_FILE", "https://\ud800.amazonaws.com"]
events = ["before-send.sqs.CreateQueue", "before-send.none.None", "..", "before-send.s3.GetObject", "before-send.lambda.Invoke"]
bodies = [b"", b"{", b'{"QueueName": {"a": []}}', b"Action=CreateQueue&QueueName=x", b"\xff" * 1000, b"[" * 100_000]
headers = [[], [["X-Amz-Target", "AmazonSQS.CreateQueue"], ["Content-Type", "application/x-amz-json-1.0"]], [["Host", "evil\r\nX: y"], ["Content-Length", "-1"]]]
seen = set()
with Account():
    for event, url, body, head in itertools.product(events, urls, bodies, headers):
        try:
            answer = forwarding.ask("aws", {"event": event, "method": "POST", "url": url, "headers": head, "body": base64.b64encode(body).decode()})
            seen.add(answer["status"])
        except Exception as error:
            seen.add(str(error)[:60])
print(seen)
