"""Cold starts, what an environment has of its own, and what the log says of an invocation."""

import pytest


def _log(lab, name="sales"):
    events = lab.account.client("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    return [event["message"] for event in events]


def test_what_runs_at_the_start_is_part_of_the_start_and_billed(lab):
    lab.function("import time\ntime.sleep(2)\nprint('loaded')\ndef handler(event, context): time.sleep(1)")
    lab.invoke()
    (span,) = lab.account.trace.find(kind="invocation")

    assert (3250, 3.25) == (span.detail["billed_ms"], round(span.end - span.start, 6))
    assert ["loaded", "START", "END", "REPORT"] == [line.split(" ")[0] for line in _log(lab)]
    assert (
        "Duration: 1000.00 ms\tBilled Duration: 3250 ms\tMemory Size: 128 MB\tInit Duration: 2250.00 ms"
        in _log(lab)[-1]
    )


def test_the_start_does_not_count_against_the_timeout(lab):
    lab.function("import time\ntime.sleep(5)\ndef handler(event, context): return 1", Timeout=2)

    assert 1 == lab.invoke()


def test_a_start_of_more_than_ten_seconds_is_done_again_within_the_timeout(lab):
    source = "import time\ntime.sleep(12)\ndef handler(event, context): return 1"
    lab.function(source, "patient", Timeout=60)
    lab.function(source, "hasty", Timeout=5)
    answers = [lab.invoke("patient"), lab.invoke("hasty")]
    patient, _ = lab.account.trace.find(kind="invocation")

    assert (1, "Sandbox.Timedout") == (answers[0], answers[1]["errorType"])
    assert 22 == round(patient.end - patient.start)


def test_a_log_shows_errors_as_lambda_does(lab):
    lab.function("def handler(event, context):\n    raise ValueError('no')")
    lab.invoke()

    assert (
        '[ERROR] ValueError: no\nTraceback (most recent call last):\n  File "/var/task/app.py", line 2, in handler\n'
        "    raise ValueError('no')" == _log(lab)[1]
    )


@pytest.mark.parametrize(
    "source, line, status",
    [
        (
            "import time\ndef handler(e, c): time.sleep(60)",
            "Task timed out after 3.00 seconds",
            "Status: timeout",
        ),
        (
            "import sys\ndef handler(e, c): sys.exit(1)",
            "Runtime exited with error: exit status 1\nRuntime.ExitError",
            "Status: error",
        ),
    ],
)
def test_a_log_says_how_an_environment_ended(lab, source, line, status):
    lab.function(source)
    lab.invoke()

    assert _log(lab)[-3].endswith(line)
    assert _log(lab)[-1].endswith(status)


def test_an_environment_has_temporary_files_of_its_own(lab):
    source = """
import pathlib, tempfile
def handler(event, context):
    place = pathlib.Path(tempfile.gettempdir()) / "count"
    place.write_text(place.read_text() + "x" if place.exists() else "x")
    return len(place.read_text())
"""
    lab.function(source)
    lab.function(source, "other")
    found = [lab.invoke(), lab.invoke(), lab.invoke("other")]
    lab.account.functions.cool("sales")

    assert [1, 2, 1, 1] == [*found, lab.invoke()]


def test_temporary_files_of_the_notebook_are_where_they_were(lab):
    import tempfile

    before = tempfile.gettempdir()
    lab.function("import tempfile\ndef handler(event, context): return tempfile.gettempdir()")

    assert before != lab.invoke()
    assert before == tempfile.gettempdir()


def test_a_changed_configuration_starts_cold(lab):
    lab.function("def handler(event, context): return context.memory_limit_in_mb")
    found = [lab.invoke()]
    lab.lambda_.update_function_configuration(FunctionName="sales", MemorySize=512)
    found.append(lab.invoke())

    assert ["128", "512"] == found
    assert [True, True] == [span.detail["cold"] for span in lab.account.trace.find(kind="invocation")]


def test_the_log_stream_is_the_one_the_handler_is_told(lab):
    source = "import os\ndef handler(event, context): return [context.log_stream_name, os.environ['AWS_LAMBDA_LOG_STREAM_NAME']]"
    lab.function(source)
    told = lab.invoke()
    (stream,) = lab.account.client("logs").describe_log_streams(logGroupName="/aws/lambda/sales")[
        "logStreams"
    ]

    assert [stream["logStreamName"]] * 2 == told
