"""Lambda functions as tasks."""

import base64
import json

ECHO = "def handler(event, context):\n    return event\n"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function"


def test_a_task_by_arn_has_its_input_as_event_and_the_result_as_output(tasks, lab):
    arn = lab.function(ECHO)

    assert {"sum": 3} == tasks.result(arn, {"sum": 3})


def test_invoke_answers_with_payload_version_and_metadata(tasks, lab):
    lab.function(ECHO)
    found = tasks.result("lambda:invoke", {"FunctionName": "sales", "Payload": {"sum": 3}})

    assert ["ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"] == list(
        found
    )
    assert ("$LATEST", {"sum": 3}, 200) == (found["ExecutedVersion"], found["Payload"], found["StatusCode"])
    assert found["SdkResponseMetadata"]["RequestId"] in str(found["SdkHttpMetadata"])


def test_no_payload_is_an_empty_event_and_a_text_is_a_text(tasks, lab):
    lab.function(ECHO)
    payloads = [
        tasks.result("lambda:invoke", {"FunctionName": "sales", **given})["Payload"]
        for given in ({}, {"Payload": None}, {"Payload": "hello"}, {"Payload": '{"sum": 3}'}, {"Payload": 3})
    ]

    assert [{}, {}, "hello", {"sum": 3}, 3] == payloads


def test_what_a_function_raises_is_the_error_and_its_document_the_cause(tasks, lab):
    arn = lab.function(
        "class Refused(Exception): pass\ndef handler(event, context):\n    raise Refused('no')\n"
    )
    for resource, parameters in ((arn, {}), ("lambda:invoke", {"FunctionName": "sales"})):
        error, cause = tasks.error(resource, parameters)

        assert error == "Refused"
        assert json.loads(cause)["errorMessage"] == "no"


def test_a_function_whose_time_is_over_is_sandbox_timedout(tasks, lab):
    arn = lab.function("import time\ndef handler(event, context):\n    time.sleep(9)\n")

    assert "Sandbox.Timedout" == tasks.error(arn)[0]


def test_an_error_document_without_a_type_is_lambda_unknown(tasks, lab):
    lab.function(
        "class X(Exception): pass\nX.__name__ = ''\ndef handler(event, context):\n    raise X('?')\n"
    )
    error, cause = tasks.error("lambda:invoke", {"FunctionName": "sales"})

    assert error == "Lambda.Unknown"
    assert cause.startswith(
        "The cause could not be determined because Lambda did not return an error type. Ret"
    )


def test_a_function_that_is_not_there(tasks):
    for resource, parameters in ((f"{FUNCTION}:none", {}), ("lambda:invoke", {"FunctionName": "none"})):
        error, cause = tasks.error(resource, parameters)

        assert error == "Lambda.ResourceNotFoundException"
        assert cause.startswith(
            f"Function not found: {FUNCTION}:none:$LATEST (Service: AWSLambda; Status Code: 404; "
            "Error Code: ResourceNotFoundException; Request ID: "
        )
        assert cause.endswith("; Proxy: null)")


def test_a_qualifier_chooses_the_version(tasks, lab):
    lab.function(ECHO, Publish=True)
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")
    asked = [
        {"FunctionName": "sales", "Qualifier": "live"},
        {"FunctionName": "sales:live"},
        {"FunctionName": f"{FUNCTION}:sales:1"},
    ]

    assert ["1"] * 3 == [tasks.result("lambda:invoke", each)["ExecutedVersion"] for each in asked]


def test_an_event_is_taken_and_nobody_waits_for_its_result(tasks, lab):
    lab.function("import time\ndef handler(event, context):\n    time.sleep(2)\n")
    arn = tasks.start("lambda:invoke", {"FunctionName": "sales", "InvocationType": "Event"})
    lab.clock.advance(1)
    output = json.loads(tasks.described(arn)["output"])
    lab.account.settle()

    assert (202, "") == (output["StatusCode"], output["Payload"])
    assert ["ok"] == [span.status for span in lab.account.trace.find(kind="invocation")]


def test_a_dry_run_runs_nothing(tasks, lab):
    lab.function(ECHO)
    found = tasks.result("lambda:invoke", {"FunctionName": "sales", "InvocationType": "DryRun"})

    assert 204 == found["StatusCode"]
    assert [] == lab.account.trace.find(kind="invocation")


def test_the_log_is_there_for_those_who_ask_for_it(tasks, lab):
    lab.function("def handler(event, context):\n    print('hello')\n")
    found = tasks.result("lambda:invoke", {"FunctionName": "sales", "LogType": "Tail"})

    assert "hello" in base64.b64decode(found["LogResult"]).decode()


def test_a_throttled_function_can_be_tried_again(tasks, lab):
    lab.function(ECHO)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    retry = {"ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 60}
    arn = tasks.start("lambda:invoke", {"FunctionName": "sales"}, Retry=[retry])
    lab.clock.advance(30)
    lab.lambda_.delete_function_concurrency(FunctionName="sales")
    lab.account.settle()

    assert "SUCCEEDED" == tasks.described(arn)["status"]


def test_the_sdk_answers_with_the_function_s_error_as_a_result(tasks, lab):
    lab.function("def handler(event, context):\n    raise ValueError('no')\n")
    found = tasks.result("aws-sdk:lambda:invoke", {"FunctionName": "sales"})

    assert "Unhandled" == found["FunctionError"]
    assert "ValueError" == json.loads(found["Payload"])["errorType"]


def test_a_task_s_timeout_ends_the_wait_and_not_the_function(tasks, lab):
    lab.function("import time\ndef handler(event, context):\n    time.sleep(10)\n", Timeout=60)
    error, _ = tasks.error("lambda:invoke", {"FunctionName": "sales"}, TimeoutSeconds=4)
    trace = lab.account.trace
    [call], [invocation] = trace.find(kind="call", name="Invoke"), trace.find(kind="invocation")

    assert "States.Timeout" == error
    assert ("error", "nobody waits for this task any more") == (call.status, call.detail["reason"])
    assert 4 == round(call.end - call.start)
    assert ("ok", True) == (invocation.status, invocation.end - invocation.start > 10)


def test_a_payload_beyond_the_limit_is_no_result(tasks, lab):
    arn = lab.function("def handler(event, context):\n    return 'a' * 300_000\n")

    assert "States.DataLimitExceeded" == tasks.error(arn)[0]
