"""What goes wrong in a function is reported under Lambda's names."""

import json
import os
import sys

import pytest

CASES = {
    "a class of its own": (
        "class PaymentRefused(Exception): pass\ndef handler(event, context): raise PaymentRefused('too much')",
        {},
        "PaymentRefused",
        "too much",
    ),
    "a missing key": ("def handler(event, context): return event['amount']", {}, "KeyError", "'amount'"),
    "a missing library": (
        "import nowhere\ndef handler(event, context): pass",
        {},
        "Runtime.ImportModuleError",
        "Unable to import module 'app': No module named 'nowhere'",
    ),
    "a missing module": (
        "",
        {"Handler": "main.handler"},
        "Runtime.ImportModuleError",
        "Unable to import module 'main': No module named 'main'",
    ),
    "a slip of the keyboard": (
        "def handler(event context): pass",
        {},
        "Runtime.UserCodeSyntaxError",
        "Syntax error in module 'app': invalid syntax (app.py, line 1)",
    ),
    "a missing handler": ("", {}, "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'"),
    "a handler that is no name": (
        "",
        {"Handler": "handler"},
        "Runtime.MalformedHandlerName",
        "Bad handler 'handler': not enough values to unpack (expected 2, got 1)",
    ),
    "an answer that is no JSON": (
        "import datetime\ndef handler(event, context): return datetime.date(2025, 3, 1)",
        {},
        "Runtime.MarshalError",
        "Unable to marshal response: Object of type date is not JSON serializable",
    ),
    "an error at import": ("x = {}['key']\ndef handler(event, context): pass", {}, "KeyError", "'key'"),
    "an attribute missing at import": (
        "import os\nos.handler\ndef handler(event, context): pass",
        {},
        "AttributeError",
        "module 'os' has no attribute 'handler'",
    ),
    "endless recursion": (
        "def handler(event, context): return handler(event, context)",
        {},
        "RecursionError",
        "maximum recursion depth exceeded",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_error_has_lambdas_name_for_it(lab, case):
    source, settings, kind, message = case
    lab.function(source, **settings)
    answer = lab.lambda_.invoke(FunctionName="sales", Payload="{}")
    document = json.load(answer["Payload"])

    assert (200, "Unhandled") == (answer["StatusCode"], answer["FunctionError"])
    assert (kind, message) == (document["errorType"], document["errorMessage"])


@pytest.mark.parametrize(
    "how, what",
    [
        ("sys.exit(3)", "Runtime exited with error: exit status 3"),
        ("sys.exit('bye')", "Runtime exited with error: exit status 1"),
        ("sys.exit()", "Runtime exited without providing a reason"),
    ],
)
@pytest.mark.parametrize(
    "where", ["{}\ndef handler(event, context): pass", "def handler(event, context): {}"]
)
def test_an_exit_is_an_error(lab, how, what, where):
    lab.function(f"import sys\n{where.format(how)}")
    document = lab.invoke()

    assert ("Runtime.ExitError", what) == (
        document["errorType"],
        document["errorMessage"].split("Error: ")[1],
    )


def test_the_error_document_shows_the_place_as_lambda_does(lab):
    lab.function(
        "def handler(event, context):\n    return check(event)\ndef check(event):\n    raise ValueError('no')"
    )
    document = lab.invoke()

    assert ["errorMessage", "errorType", "requestId", "stackTrace"] == sorted(document)
    assert [
        '  File "/var/task/app.py", line 2, in handler\n    return check(event)\n',
        "  File \"/var/task/app.py\", line 4, in check\n    raise ValueError('no')\n",
    ] == document["stackTrace"]


def test_an_error_leaves_the_environment_warm_and_an_exit_does_not(lab):
    source = """
import sys
count = 0
def handler(event, context):
    global count
    count += 1
    if event.get("raise"): raise ValueError
    if event.get("exit"): sys.exit(1)
    return count
"""
    lab.function(source)
    answers = [lab.invoke(event=event) for event in ({}, {"raise": 1}, {}, {"exit": 1}, {})]

    assert [1, 3, 1] == [answers[0], answers[2], answers[4]]


def test_a_class_that_is_no_exception_ends_the_environment_and_nothing_else(lab):
    lab.function("class Stop(BaseException): pass\ndef handler(event, context): raise Stop('now')")

    assert [("Stop", "now")] * 2 == [
        (a["errorType"], a["errorMessage"]) for a in (lab.invoke(), lab.invoke())
    ]


def test_a_function_ends_at_its_time_limit(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(60)", Timeout=5)
    document = lab.invoke()
    (span,) = lab.account.trace.find(kind="invocation")

    assert "Sandbox.Timedout" == document["errorType"]
    assert document["errorMessage"].endswith("Error: Task timed out after 5.00 seconds")
    assert (5.25, 5250) == (round(span.end - span.start, 6), span.detail["billed_ms"])


STUBBORN = """
import boto3, time
def handler(event, context):
    try:
        while True:
            try:
                time.sleep(1)
            except:
                pass
    finally:
        boto3.client("sqs").send_message(QueueUrl=event["url"], MessageBody="from finally")
"""


def test_no_code_of_a_function_runs_after_its_time_not_even_finally(lab):
    url = lab.queue()
    lab.function(STUBBORN)
    document = lab.invoke(event={"url": url})
    lab.account.settle()

    assert ("Sandbox.Timedout", []) == (document["errorType"], lab.bodies(url))


def test_what_was_printed_before_the_end_is_in_the_log(lab):
    lab.function("import time\ndef handler(event, context):\n    print('so far')\n    time.sleep(60)")
    lab.invoke()
    events = lab.account.client("logs").filter_log_events(logGroupName="/aws/lambda/sales")["events"]

    assert "so far" in [event["message"] for event in events]


def test_a_function_that_waits_for_another_may_end_before_it(lab):
    lab.function(
        "import time\ndef handler(event, context):\n    time.sleep(10)\n    return 1", "slow", Timeout=60
    )
    source = "import boto3\ndef handler(event, context): boto3.client('lambda').invoke(FunctionName='slow')"
    lab.function(source)
    begin = lab.clock.elapsed
    document = lab.invoke()
    lab.account.settle()
    outer, inner = (lab.account.trace.find(kind="invocation", name=name)[0] for name in ("sales", "slow"))
    call = lab.account.trace.find(name="Invoke")[1]

    assert "Sandbox.Timedout" == document["errorType"]
    assert ["error", "ok", "error"] == [outer.status, inner.status, call.status]
    assert (outer.end, "its function's time was over") == (call.end, call.detail["reason"])
    assert 10 < inner.end - begin < 12


def test_a_function_ended_in_a_long_poll_leaves_the_queue_usable(lab):
    url = lab.queue()
    source = """
import boto3
def handler(event, context):
    return boto3.client("sqs").receive_message(QueueUrl=event["url"], WaitTimeSeconds=20)
"""
    lab.function(source)
    lab.invoke(event={"url": url})
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    lab.account.settle()

    assert ["x"] == lab.bodies(url)


def test_a_persons_interrupt_comes_through_and_leaves_everything_usable(lab):
    lab.function("def handler(event, context):\n    if event: raise KeyboardInterrupt\n    return 1")
    before = (dict(os.environ), sys.stdout, list(sys.path))

    with pytest.raises(KeyboardInterrupt):
        lab.invoke(event={"stop": True})
    assert before == (dict(os.environ), sys.stdout, list(sys.path))
    assert 1 == lab.invoke()


def test_code_that_is_no_zip_is_reported(lab):
    lab.function("", Code={"ZipFile": b"no zip"})

    assert "the deployment package is not a zip file" == lab.invoke()["errorMessage"]
