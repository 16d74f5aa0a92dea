"""Partners and workers that the learner plays raise, hang, call themselves, answer nonsense, and end the process.

e3: 10
seconds: 5
"""
# %%
import json
import time

import boto3
import requests
from course.cloud import Account

place = "https://bank.example/hook"
with Account() as account:
    topic = boto3.client("sns").create_topic(Name="t")["TopicArn"]
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="https", Endpoint=place)

    def itself(request):
        return 200, requests.post(place, data="again").text

    answers = [lambda request: 1 / 0, lambda request: None, lambda request: ("x", object()), lambda request: (10**400, "\ud800"), lambda request: exit(), itself, lambda request: time.sleep(10**6), lambda request: (200, "x" * 50_000_000)]
    for answer in answers:
        account.endpoint(place, answer)
        try:
            boto3.client("sns").publish(TopicArn=topic, Message="10")
            account.settle(3_600)
            print(requests.post(place, data="10").status_code)
        except Exception as error:
            print(type(error).__name__, str(error)[:100])

    def worker():
        raise SystemExit

    for _ in range(100):
        account.clock.spawn(worker)
    try:
        account.settle()
    except BaseException as error:
        print(type(error).__name__, error)
# %%
account = Account().start()
account.endpoint(place, lambda request: __import__("os")._exit(0))
requests.post(place, data="10")
