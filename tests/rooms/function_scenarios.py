"""What functions do in an account: each scenario plays it with a `Lab` and returns what was seen."""

import base64
import json
import time

from tests.cloud.conftest import zipped

# Handlers that end badly: source, settings.
FAILURES = {
    "raises": ("class Refused(Exception): pass\ndef handler(e, c):\n    raise Refused('too much')", {}),
    "deep": ("def handler(e, c):\n    return check(e)\ndef check(e):\n    return e['amount'] / 0", {}),
    "no text": ("class E(Exception):\n    def __str__(self): return 1\ndef handler(e, c): raise E", {}),
    "exits": ("import sys\ndef handler(e, c):\n    print('going')\n    sys.exit(3)", {}),
    "exits at import": ("import sys\nsys.exit('bye')\ndef handler(e, c): pass", {}),
    "no exception": ("class Stop(BaseException): pass\ndef handler(e, c): raise Stop('now')", {}),
    "no JSON": ("import datetime\ndef handler(e, c): return datetime.date(2025, 3, 1)", {}),
    "a circle": ("def handler(e, c):\n    x = []\n    x.append(x)\n    return x", {}),
    "not a number": ("def handler(e, c): return [float('nan'), float('inf')]", {}),
    "a long way down": (
        "def down(): return down()\ndef handler(e, c):\n    try: down()\n    except RecursionError as error: return str(error)",
        {},
    ),
    "missing library": ("import nowhere\ndef handler(e, c): pass", {}),
    "slip": ("def handler(e c): pass", {}),
    "missing handler": ("", {}),
    "missing module": ("", {"Handler": "main.handler"}),
    "no name": ("", {"Handler": "handler"}),
    "fails at import": ("x = {}['key']\ndef handler(e, c): pass", {}),
    "no zip": (None, {"Code": {"ZipFile": b"no zip"}}),
    "too slow": ("import time\ndef handler(e, c):\n    print('so far')\n    time.sleep(60)", {}),
}


def failures(lab):
    found = []
    for number, (source, settings) in enumerate(FAILURES.values()):
        lab.function(source or "", f"f{number}", **settings)
        # As text: what is not a number equals nothing, not even itself.
        found += [repr(lab.invoke(f"f{number}", {"amount": 5})) for _ in range(2)]
    return found


COUNTER = """
import json, logging, os, pathlib, sys, tempfile, time
print("loaded", os.environ["AWS_LAMBDA_FUNCTION_NAME"], os.environ.get("LIMIT"))
count = 0
def handler(event, context):
    global count
    count += 1
    place = pathlib.Path(tempfile.gettempdir()) / "count"
    place.write_text((place.read_text() if place.exists() else "") + "x")
    print("n", count, file=sys.stderr)
    logging.getLogger().warning("look: %s", event)
    logging.getLogger().info("too quiet")
    time.sleep(event.get("seconds", 0))
    return [count, len(place.read_text()), os.environ.get("LIMIT"), pathlib.Path("rules.txt").read_text(), time.time()]
"""


def warm_and_cold(lab):
    lab.function({"app.py": COUNTER, "rules.txt": "always"}, Timeout=60)
    found = [lab.invoke(event={"seconds": 1}), lab.invoke()]
    lab.clock.advance(601)
    found.append(lab.invoke())
    lab.account.functions.cool("sales")
    found.append(lab.invoke())
    for environment in ({"LIMIT": "5"}, {"LIMIT": "6", "TMPDIR": "/nowhere"}, {}):
        lab.lambda_.update_function_configuration(
            FunctionName="sales", Environment={"Variables": environment}
        )
        found.append(lab.invoke())
    code = zipped({"app.py": "def handler(e, c): return c.function_version"})
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.update_function_code(FunctionName="sales", ZipFile=code)
    return [*found, lab.invoke(), lab.invoke("sales:1")]


def several_half_done_at_once(lab):
    lab.function({"app.py": COUNTER, "rules.txt": "a"}, Timeout=60)
    lab.function({"app.py": COUNTER, "rules.txt": "b"}, "fraud", Timeout=20)
    for seconds in (5, 30, 1, 12):
        for name in ("sales", "fraud"):
            event = json.dumps({"seconds": seconds})
            lab.lambda_.invoke(FunctionName=name, InvocationType="Event", Payload=event)
        lab.clock.advance(3)
    lab.account.settle()
    return [lab.invoke("sales"), lab.invoke("fraud")]


STUBBORN = """
import boto3, time
def handler(event, context):
    try:
        while True:
            try:
                time.sleep(1)
                print("still here", context.get_remaining_time_in_millis())
            except BaseException:
                pass
    finally:
        boto3.client("sqs").send_message(QueueUrl=event["url"], MessageBody="from finally")
"""


def nothing_runs_after_the_time_limit(lab):
    url = lab.queue()
    lab.function(STUBBORN)
    lab.function("import time\ntime.sleep(12)\nprint('up')\ndef handler(e, c): return 1", "slow", Timeout=60)
    poll = "import boto3\ndef handler(e, c): return boto3.client('sqs').receive_message(QueueUrl=e['url'], WaitTimeSeconds=20)"
    lab.function(poll, "poll")
    outer = "import boto3\ndef handler(e, c): boto3.client('lambda').invoke(FunctionName='slow')"
    lab.function(outer, "outer", Timeout=5)
    found = [lab.invoke(name, {"url": url}) for name in ("sales", "slow", "slow", "poll", "outer", "sales")]
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()
    return [*found, lab.bodies(url)]


CHAIN = """
import boto3, json, os, time
sns, lambda_ = boto3.client("sns"), boto3.client("lambda")
def handler(event, context):
    answer = json.load(lambda_.invoke(FunctionName="double", Payload=json.dumps(event))["Payload"])
    time.sleep(0.5)
    sns.publish(TopicArn=event["topic"], Message=json.dumps(answer))
    return [answer, "Root=" in os.environ["_X_AMZN_TRACE_ID"], repr(context), context.get_remaining_time_in_millis()]
"""


def causes(lab):
    topic, url = lab.topic(), lab.queue(VisibilityTimeout="60")
    lab.subscribe(topic, lab.arn(url))
    lab.function(
        "import os\ndef handler(e, c): return [e['amount'] * 2, os.environ['_X_AMZN_TRACE_ID']]", "double"
    )
    lab.function(CHAIN, TracingConfig={"Mode": "Active"})
    lab.function("def handler(e, c): print([r['body'] for r in e['Records']])", "reader")
    lab.map(url, "reader", BatchSize=2)
    found = [lab.invoke(event={"amount": amount, "topic": topic}) for amount in range(3)]
    lab.account.settle()
    return found


PICKY = """
import json, time
def handler(event, context):
    time.sleep(2)
    bad = [r["messageId"] for r in event["Records"] if r["body"] == "bad"]
    if any(r["body"] == "poison" for r in event["Records"]):
        raise ValueError("poison")
    return {"batchItemFailures": [{"itemIdentifier": each} for each in bad]}
"""


def batches_and_retries(lab):
    dead = lab.queue("dead")
    policy = json.dumps({"deadLetterTargetArn": lab.arn(dead), "maxReceiveCount": 3})
    url = lab.queue(VisibilityTimeout="30", RedrivePolicy=policy)
    lab.function(PICKY, Timeout=5)
    lab.map(url, BatchSize=3, FunctionResponseTypes=["ReportBatchItemFailures"])
    for body in ("good", "bad", "good", "poison", "good", "good"):
        lab.sqs.send_message(QueueUrl=url, MessageBody=body)
    lab.function(
        "def handler(e, c): raise ValueError(e)", "sulky", DeadLetterConfig={"TargetArn": lab.arn(dead)}
    )
    lab.lambda_.invoke(FunctionName="sulky", InvocationType="Event", Payload="{}")
    lab.account.settle()
    return sorted(lab.bodies(dead))


def round_in_a_circle(lab):
    url = lab.queue(VisibilityTimeout="60")
    lab.function(
        "import boto3\ndef handler(e, c):\n"
        f"    boto3.client('sqs').send_message(QueueUrl='{url}', MessageBody=e['Records'][0]['body'] + 'x')"
    )
    lab.map(url)
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()
    return lab.bodies(url)


def layers_buckets_and_threads(lab):
    layer = lab.lambda_.publish_layer_version(
        LayerName="money", Content={"ZipFile": zipped({"python/money.py": "def euro(n): return f'{n} EUR'"})}
    )
    s3, topic = lab.account.client("s3"), lab.topic()
    s3.create_bucket(Bucket="code")
    source = (
        "import boto3, money\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "def handler(e, c):\n    sns = boto3.client('sns')\n"
        "    with ThreadPoolExecutor(1) as pool:\n"
        f"        list(pool.map(lambda n: sns.publish(TopicArn='{topic}', Message=str(n)), range(4)))\n"
        "    return money.euro(len(e))"
    )
    s3.put_object(Bucket="code", Key="sales.zip", Body=zipped({"app.py": source}))
    lab.function("", Code={"S3Bucket": "code", "S3Key": "sales.zip"}, Layers=[layer["LayerVersionArn"]])
    found = [lab.invoke(event={"a": 1})]
    lab.lambda_.delete_layer_version(LayerName="money", VersionNumber=1)
    lab.account.functions.cool()
    answer = lab.lambda_.invoke(FunctionName="sales", Payload="{}", LogType="Tail")
    return [*found, json.load(answer["Payload"]), base64.b64decode(answer["LogResult"]).decode()]


SURFING = """
import requests, urllib.error, urllib.request
def handler(event, context):
    posted = requests.post(event["url"], json={"a": 1}, timeout=5)
    with urllib.request.urlopen(event["url"] + "?q=1") as answer:
        read = answer.status, answer.read().decode()
    try:
        urllib.request.urlopen("https://nowhere.example/")
    except urllib.error.URLError as error:
        return [posted.status_code, posted.reason, posted.text, read, str(error)]
"""


def partners_on_the_web(lab):
    def bank(request):
        time.sleep(2)
        return (201, f"{request['method']} {request['body']}") if request["body"] else (200, request["url"])

    lab.account.endpoint("https://bank.example/hook", bank)
    lab.function(SURFING, Timeout=30)
    lab.function(SURFING, "hasty", Timeout=3)
    return [lab.invoke(name, {"url": "https://bank.example/hook"}) for name in ("sales", "hasty")]


SCENARIOS = {
    each.__name__.replace("_", " "): each
    for each in (
        failures,
        warm_and_cold,
        several_half_done_at_once,
        nothing_runs_after_the_time_limit,
        causes,
        batches_and_retries,
        round_in_a_circle,
        layers_buckets_and_threads,
        partners_on_the_web,
    )
}
