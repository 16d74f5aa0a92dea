"""Functions really run, each in a world of its own."""

import base64
import json
import logging
import os
import sys
import time
from pathlib import Path

import boto3
import pytest

ECHO = "def handler(event, context): return event"


def test_a_function_answers_what_its_handler_returns(lab):
    lab.function(ECHO)
    answer = lab.lambda_.invoke(FunctionName="sales", Payload='{"a": [1, null]}')

    assert (200, "$LATEST") == (answer["StatusCode"], answer["ExecutedVersion"])
    assert ({"a": [1, None]}, False) == (json.load(answer["Payload"]), "FunctionError" in answer)


def test_without_a_payload_the_event_is_empty(lab):
    lab.function(ECHO)

    assert {} == json.load(lab.lambda_.invoke(FunctionName="sales")["Payload"])


def test_a_payload_that_is_no_json_is_refused(lab):
    lab.function(ECHO)

    with pytest.raises(lab.lambda_.exceptions.InvalidRequestContentException):
        lab.lambda_.invoke(FunctionName="sales", Payload="{")


def test_a_function_that_is_not_there_is_refused(lab):
    with pytest.raises(lab.lambda_.exceptions.ResourceNotFoundException):
        lab.invoke("nobody")


def test_code_may_come_from_a_bucket(lab, zip_of):
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="code")
    s3.put_object(Bucket="code", Key="sales.zip", Body=zip_of({"app.py": ECHO}))
    lab.function("", Code={"S3Bucket": "code", "S3Key": "sales.zip"})

    assert {"a": 1} == lab.invoke(event={"a": 1})


def test_code_may_be_an_image_of_source(lab):
    address = f"{lab.account.id}.dkr.ecr.us-east-1.amazonaws.com/sales:1"
    lab.account.images[address] = {"app.py": ECHO}
    spec = {
        "FunctionName": "sales",
        "Role": lab.role(),
        "PackageType": "Image",
        "Code": {"ImageUri": address},
    }
    lab.lambda_.create_function(**spec)
    assert {"a": 1} == lab.invoke(event={"a": 1})

    lab.account.images[address] = {"app.py": "def handler(event, context): return 'newer'"}
    assert "newer" == lab.invoke()


def test_an_image_may_name_its_handler(lab):
    address = "insurer/sales:1"
    lab.account.functions.images[address] = {"service/main.py": "def run(event, context): return 'main'"}
    lab.lambda_.create_function(
        FunctionName="sales",
        Role=lab.role(),
        PackageType="Image",
        Code={"ImageUri": address},
        ImageConfig={"Command": ["service.main.run"]},
    )

    assert "main" == lab.invoke()


def test_an_image_the_lab_does_not_know_is_named(lab):
    spec = {
        "FunctionName": "sales",
        "Role": lab.role(),
        "PackageType": "Image",
        "Code": {"ImageUri": "a/b:1"},
    }
    lab.lambda_.create_function(**spec)

    assert "no image 'a/b:1' is known to the lab" in lab.invoke()["errorMessage"]


@pytest.mark.parametrize("handler", ["service.main.handler", "service/main.handler"])
def test_a_handler_may_lie_in_a_package(lab, handler):
    files = {
        "service/__init__.py": "",
        "service/main.py": "from service.money import euro\ndef handler(event, context): return euro(5)",
        "service/money.py": "def euro(amount): return f'{amount} EUR'",
    }
    lab.function(files, Handler=handler)

    assert "5 EUR" == lab.invoke()


def test_a_file_of_the_package_lies_in_the_working_folder(lab):
    source = "from pathlib import Path\ndef handler(event, context): return Path('rules.txt').read_text()"
    lab.function({"app.py": source, "rules.txt": "always"})
    before = Path.cwd()

    assert ("always", before) == (lab.invoke(), Path.cwd())


def test_the_environment_is_the_functions_own(lab, monkeypatch):
    monkeypatch.setenv("OF_THE_NOTEBOOK", "1")
    source = """
import os
def handler(event, context):
    os.environ["LEFT"] = "behind"
    return [os.environ.get(name) for name in ("TABLE", "OF_THE_NOTEBOOK", "AWS_LAMBDA_FUNCTION_NAME", "AWS_REGION")]
"""
    lab.function(source, Environment={"Variables": {"TABLE": "activity"}})

    assert ["activity", None, "sales", "us-east-1"] == lab.invoke()
    assert ("1", None) == (os.environ["OF_THE_NOTEBOOK"], os.environ.get("LEFT"))


COUNTER = """
count = 0
def handler(event, context):
    global count
    count += 1
    return count
"""


def test_module_state_survives_warm_starts_and_dies_with_cold_ones(lab):
    lab.function(COUNTER)
    found = [lab.invoke(), lab.invoke()]
    lab.clock.advance(601)
    found.append(lab.invoke())
    lab.account.functions.cool("sales")
    found.append(lab.invoke())

    assert [1, 2, 1, 1] == found
    assert [True, False, True, True] == [
        span.detail["cold"] for span in lab.account.trace.find(kind="invocation")
    ]


def test_two_invocations_at_once_have_two_environments(lab):
    lab.function(COUNTER.replace("    count += 1", "    count += 1\n    import time; time.sleep(1)"))
    for _ in range(2):
        lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.account.settle()

    assert [True, True] == [span.detail["cold"] for span in lab.account.trace.find(kind="invocation")]


def test_a_cold_start_takes_time_and_is_billed(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(1)")
    lab.invoke()
    lab.invoke()
    cold, warm = lab.account.trace.find(kind="invocation")

    assert [1.25, 1.0] == [round(span.end - span.start, 6) for span in (cold, warm)]
    assert [1250, 1000] == [span.detail["billed_ms"] for span in (cold, warm)]


def test_new_code_takes_effect_at_the_next_invocation(lab, zip_of):
    lab.function("def handler(event, context): return 'old'")
    found = [lab.invoke()]
    code = zip_of({"app.py": "def handler(event, context): return 'new'"})
    lab.lambda_.update_function_code(FunctionName="sales", ZipFile=code)

    assert ["old", "new"] == [*found, lab.invoke()]


def test_new_variables_take_effect_at_the_next_invocation(lab):
    lab.function("import os\ndef handler(event, context): return os.environ.get('LIMIT')")
    found = [lab.invoke()]
    lab.lambda_.update_function_configuration(FunctionName="sales", Environment={"Variables": {"LIMIT": "5"}})

    assert [None, "5"] == [*found, lab.invoke()]


def test_versions_and_aliases_keep_their_code(lab, zip_of):
    lab.function("def handler(event, context): return context.function_version")
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    code = zip_of({"app.py": "def handler(event, context): return 'newest'"})
    lab.lambda_.update_function_code(FunctionName="sales", ZipFile=code)

    names = ["sales", "sales:live", "sales:1", "arn:aws:lambda:us-east-1:123456789012:function:sales:live"]
    assert ["newest", "1", "1", "1"] == [lab.invoke(name) for name in names]
    assert "1" == lab.invoke(Qualifier="live")
    assert {"sales"} == {span.target for span in lab.account.trace.find(name="Invoke")}


def test_functions_with_modules_of_the_same_name_do_not_mix(lab):
    for name in ("sales", "fraud"):
        files = {
            "app.py": "from rules import NAME\nimport rules\ndef handler(event, context): return [NAME, rules.seen()]",
            "rules.py": f"NAME = '{name}'\ncalls = []\ndef seen():\n    calls.append(1)\n    return len(calls)",
        }
        lab.function(files, name)

    assert [["sales", 1], ["fraud", 1], ["sales", 2]] == [lab.invoke(n) for n in ("sales", "fraud", "sales")]


LEAKY = """
import os, sys, time, logging
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))
import vendored
def handler(event, context):
    os.environ["INSIDE"] = "1"
    print("inside")
    logging.getLogger().setLevel("DEBUG")
    time.sleep(5)
    return [os.environ["INSIDE"], vendored.WORD]
"""


def test_nothing_of_a_function_leaks_out_even_while_it_sleeps(lab, capsys):
    lab.function({"app.py": LEAKY, "lib/vendored.py": "WORD = 'own'"}, Timeout=60)
    root = logging.getLogger()

    def outside():
        return (
            dict(os.environ),
            list(sys.path),
            {"app", "vendored"} & sys.modules.keys(),
            sys.stdout,
            Path.cwd(),
            (root.level, list(root.handlers)),
        )

    before, seen = outside(), []
    lab.clock.call_later(3, lambda: seen.append(outside()))
    answer = lab.invoke()

    assert (["1", "own"], [before], before) == (answer, seen, outside())
    assert "" == capsys.readouterr().out


def test_a_module_of_the_notebook_is_not_the_functions(lab, monkeypatch):
    mine = object()
    monkeypatch.setitem(sys.modules, "app", mine)
    lab.function(ECHO)

    assert ({}, mine) == (lab.invoke(), sys.modules["app"])


def test_the_context_tells_about_the_invocation(lab):
    source = """
import time
def handler(event, context):
    time.sleep(1)
    return [context.function_name, context.memory_limit_in_mb, context.get_remaining_time_in_millis(),
            context.invoked_function_arn.split(":")[-1], len(context.aws_request_id), context.log_group_name]
"""
    lab.function(source, Timeout=5, MemorySize=256)

    assert ["sales", "256", 4000, "sales", 36, "/aws/lambda/sales"] == lab.invoke()


def test_a_handler_may_call_other_services_and_other_functions(lab):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    lab.function("def handler(event, context): return event['amount'] * 2", "double")
    source = f"""
import boto3, json
sns, lambda_ = boto3.client("sns"), boto3.client("lambda")
def handler(event, context):
    answer = json.load(lambda_.invoke(FunctionName="double", Payload=json.dumps(event))["Payload"])
    sns.publish(TopicArn="{topic}", Message=str(answer))
    return answer
"""
    lab.function(source)

    assert 42 == lab.invoke(event={"amount": 21})
    lab.account.settle()
    assert ["42"] == lab.texts(url)


def test_the_tail_of_the_log_comes_with_the_answer_where_it_is_asked_for(lab):
    lab.function("print('loaded')\ndef handler(event, context): print('amount', event['amount'])")
    answer = lab.lambda_.invoke(FunctionName="sales", Payload='{"amount": 5}', LogType="Tail")
    lines = base64.b64decode(answer["LogResult"]).decode().splitlines()

    assert ["loaded", "amount 5"] == [lines[0], lines[2]]
    assert ["START RequestId", "END RequestId", "REPORT RequestId"] == [
        line.split(":")[0] for line in (lines[1], *lines[3:])
    ]
    assert "Init Duration: 250.00 ms" in lines[-1]
    assert "LogResult" not in lab.lambda_.invoke(FunctionName="sales", Payload='{"amount": 5}')


def test_every_invocation_is_in_the_log_group(lab):
    source = """
import logging
def handler(event, context):
    logging.getLogger().warning("look: %s", event["n"])
    logging.getLogger().info("too quiet")
"""
    lab.function(source)
    for n in range(2):
        lab.invoke(event={"n": n})
    logs = lab.account.client("logs")
    events = logs.filter_log_events(logGroupName="/aws/lambda/sales")["events"]
    written = [event["message"] for event in events if "look" in event["message"]]

    assert ["look: 0", "look: 1"] == [line.split("\t")[-1] for line in written]
    assert "[WARNING]\t2025-03-01T08:00:00" == written[0][:29]


def test_a_dry_run_runs_nothing(lab):
    lab.function("1 / 0\ndef handler(event, context): pass")

    assert 204 == lab.lambda_.invoke(FunctionName="sales", InvocationType="DryRun")["StatusCode"]
    assert [] == lab.account.trace.find(kind="invocation")


def test_a_handler_may_use_threads(lab):
    topic = lab.topic()
    source = f"""
import boto3
from concurrent.futures import ThreadPoolExecutor
def handler(event, context):
    sns = boto3.client("sns")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: sns.publish(TopicArn="{topic}", Message=str(n)), range(6)))
    return "all"
"""
    lab.function(source)

    assert ("all", 6) == (lab.invoke(), len(lab.account.trace.find(name="Publish")))


def test_a_minute_in_a_function_takes_no_real_time(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(600)", Timeout=900)
    begin = time.perf_counter()
    lab.invoke()

    assert time.perf_counter() - begin < 10


def test_boto3_of_the_notebook_and_of_the_function_are_the_same_account(lab):
    lab.function(
        "import boto3\ndef handler(event, context): return boto3.client('sqs').list_queues()['QueueUrls']"
    )

    assert [lab.queue()] == lab.invoke()
    assert boto3.client("sqs").list_queues()["QueueUrls"]
