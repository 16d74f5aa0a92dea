"""An HTTP Task at TRACE: what was sent and what came back."""

from typing import Any

from course.asl.errors import StatesError

STATE = {
    "Type": "Task",
    "Resource": "arn:aws:states:::http:invoke",
    "Parameters": {
        "ApiEndpoint": "https://example.com/orders",
        "Method": "POST",
        "Headers": {"X-Kind": "test"},
        "QueryParameters": {"page": "1", "tag": ["a", "b c"]},
        "RequestBody": {"id.$": "$.id"},
        "Authentication": {
            "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/c/6d3ed56c-0c5f-4a6d-9a5e-000000000000"
        },
    },
    "End": True,
}
ANSWER = {
    "StatusCode": 201,
    "StatusText": "Created",
    "Headers": {"content-type": ["application/json"], "via": ["x", "y"]},
    "ResponseBody": {"ok": True},
}


def test_trace_shows_the_request_and_the_response(attempt: Any) -> None:
    answer = attempt(STATE, {"id": 7}, tasks=lambda _: ANSWER, inspectionLevel="TRACE")

    assert {
        "protocol": "https",
        "method": "POST",
        "url": "https://example.com/orders?page=1&tag=a&tag=b+c",
        "headers": "[X-Kind: test, Range: bytes=0-262144, Transfer-Encoding: chunked, "
        "User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1]",
        "body": '{"id":7}',
    } == answer["inspectionData"]["request"]
    assert {
        "protocol": "https",
        "statusCode": "201",
        "statusMessage": "Created",
        "headers": "[content-type: application/json, via: x, via: y]",
        "body": '{"ok":true}',
    } == answer["inspectionData"]["response"]


def test_a_call_without_an_answer_shows_the_request_alone(attempt: Any) -> None:
    def fails(_: Any) -> Any:
        raise StatesError("States.Http.StatusCode.500", "no")

    shown = attempt(STATE, {"id": 7}, tasks=fails, inspectionLevel="TRACE")["inspectionData"]

    assert ("request" in shown, "response" in shown) == (True, False)


def test_debug_and_mocks_show_no_call(attempt: Any) -> None:
    debug = attempt(STATE, {"id": 7}, tasks=lambda _: ANSWER, inspectionLevel="DEBUG")
    mocked = attempt(STATE, {"id": 7}, result=ANSWER, inspectionLevel="TRACE")

    assert not {"request", "response"} & {*debug["inspectionData"], *mocked["inspectionData"]}
