"""X-Ray: traces of what has tracing switched on."""

import json
from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

ACTIVE = {"TracingConfig": {"Mode": "Active"}}
SELLER = """
import boto3, os, time
def handler(event, context):
    time.sleep(0.5)
    if event.get("fail"):
        raise ValueError("no change")
    boto3.client("sqs").send_message(QueueUrl=event["url"], MessageBody="sold")
    return os.environ["_X_AMZN_TRACE_ID"]
"""


@pytest.fixture
def xray(account):
    return account.client("xray")


def _summaries(account, **asked):
    now = account.now()
    span = {"StartTime": now - timedelta(hours=1), "EndTime": now + timedelta(hours=1)}
    return account.client("xray").get_trace_summaries(**span, **asked)["TraceSummaries"]


def _documents(account, trace):
    [found] = account.client("xray").batch_get_traces(TraceIds=[trace])["Traces"]
    return [json.loads(each["Document"]) for each in found["Segments"]]


def test_a_function_with_tracing_on_has_two_segments_and_its_calls_within(lab):
    lab.function(SELLER, **ACTIVE)
    url = lab.queue()
    header = lab.invoke(event={"url": url})
    [summary] = _summaries(lab.account)
    service, function = _documents(lab.account, summary["Id"])

    assert ("AWS::Lambda", "AWS::Lambda::Function") == (service["origin"], function["origin"])
    assert service["id"] == function["parent_id"]
    assert f"Root={summary['Id']};Parent={function['id']};Sampled=1" == header
    [call] = function["subsegments"]
    assert ("SQS", "SendMessage", 200) == (
        call["name"],
        call["aws"]["operation"],
        call["http"]["response"]["status"],
    )
    assert function["start_time"] < call["start_time"] < call["end_time"] <= function["end_time"]


def test_tracing_can_be_switched_on_and_off_after_a_function_was_made(lab):
    lab.function("def handler(event, context): pass")
    for mode in ("PassThrough", "Active", "PassThrough"):
        changed = lab.lambda_.update_function_configuration(
            FunctionName="sales", TracingConfig={"Mode": mode}
        )
        lab.invoke()

        assert {"Mode": mode} == changed["TracingConfig"]
    assert 1 == len(_summaries(lab.account))


def test_without_tracing_there_is_no_trace_but_a_header_that_says_so(lab):
    lab.function(SELLER)
    header = lab.invoke(event={"url": lab.queue()})

    assert [] == _summaries(lab.account)
    assert header.endswith(";Sampled=0")


def test_what_went_wrong_is_marked(lab):
    lab.function(SELLER, **ACTIVE)
    lab.invoke(event={"fail": True})
    [summary] = _summaries(lab.account)

    assert (True, False) == (summary["HasFault"], summary["HasError"])
    assert 0.5 <= summary["ResponseTime"] <= 1


def test_a_trace_goes_through_a_state_machine_into_its_functions(lab):
    arn = lab.function(SELLER, **ACTIVE)
    client = lab.account.client("stepfunctions")
    states = {
        "Sell": {"Type": "Task", "Resource": arn, "Next": "Rest"},
        "Rest": {"Type": "Wait", "Seconds": 3, "End": True},
    }
    machine = client.create_state_machine(
        name="shop",
        definition=json.dumps({"StartAt": "Sell", "States": states}),
        roleArn="arn:aws:iam::123456789012:role/r",
        tracingConfiguration={"enabled": True},
    )["stateMachineArn"]
    client.start_execution(stateMachineArn=machine, input=json.dumps({"url": lab.queue()}))
    lab.account.clock.advance(1)
    partial = _summaries(lab.account)[0]["IsPartial"]
    lab.account.settle()
    [summary] = _summaries(lab.account)
    execution, service, function = _documents(lab.account, summary["Id"])

    assert (True, False) == (partial, summary["IsPartial"])
    assert ["Sell", "Rest"] == [each["name"] for each in execution["subsegments"]]
    assert service["parent_id"] in {
        part["id"] for state in execution["subsegments"] for part in [state, *state.get("subsegments", [])]
    }
    assert function["parent_id"] == service["id"]
    assert {"shop", "sales"} == {each["Name"] for each in summary["ServiceIds"]}
    assert "shop" == summary["EntryPoint"]["Name"]


def test_an_execution_joins_the_trace_that_its_header_names(account):
    client = account.client("stepfunctions")
    machine = client.create_state_machine(
        name="shop",
        definition=json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}),
        roleArn="arn:aws:iam::123456789012:role/r",
        tracingConfiguration={"enabled": True},
    )["stateMachineArn"]
    trace = f"1-67c2bc80-{'c' * 24}"
    client.start_execution(stateMachineArn=machine, traceHeader=f"Root={trace};Sampled=1")
    account.settle()

    assert [trace] == [each["Id"] for each in _summaries(account)]


def test_what_comes_of_a_message_belongs_to_the_trace_of_its_sender(lab):
    lab.function(SELLER, **ACTIVE)
    lab.function("def handler(event, context): pass", "receiver", **ACTIVE)
    url = lab.queue()
    lab.map(url, "receiver")
    lab.invoke(event={"url": url})
    lab.account.settle()
    [summary] = _summaries(lab.account)

    assert ["sales", "sales", "receiver", "receiver"] == [
        each["name"] for each in _documents(lab.account, summary["Id"])
    ]


def test_the_service_graph_says_who_called_whom_and_how_it_went(lab, xray):
    lab.function(SELLER, **ACTIVE)
    url = lab.queue()
    for event in ({"url": url}, {"url": url}, {"fail": True}):
        lab.invoke(event=event)
    now = lab.account.now()
    graph = xray.get_service_graph(StartTime=now - timedelta(hours=1), EndTime=now)["Services"]
    named = {(each["Name"], each["Type"]): each for each in graph}
    function, queue = named["sales", "AWS::Lambda::Function"], named["sales-q", "AWS::SQS"]

    assert (3, 1) == (
        function["SummaryStatistics"]["TotalCount"],
        function["SummaryStatistics"]["FaultStatistics"]["TotalCount"],
    )
    [edge] = [each for each in function["Edges"] if each["ReferenceId"] == queue["ReferenceId"]]
    assert 2 == edge["SummaryStatistics"]["OkCount"]
    assert [("sales", "client")] == [key for key in named if key[1] == "client"]


@pytest.mark.parametrize(
    "expression, expected",
    [
        ("fault", 1),
        ("ok", 1),
        ("responsetime > 0.6", 1),
        ('service("sales") AND duration < 60', 2),
        ("throttle", 0),
    ],
)
def test_traces_are_found_by_a_filter(lab, expression, expected):
    lab.function(SELLER, **ACTIVE)
    lab.invoke(event={"url": lab.queue()})
    lab.invoke(event={"fail": True})

    assert expected == len(_summaries(lab.account, FilterExpression=expression))


def test_a_filter_that_is_not_known_is_refused(account):
    with pytest.raises(ClientError, match="NotImplemented"):
        _summaries(account, FilterExpression='http.url CONTAINS "x"')


def test_segments_that_are_put_join_their_trace_with_annotations(account, xray):
    begin = account.now().timestamp()
    trace = f"1-{int(begin):08x}-{'a' * 24}"
    document = {
        "id": "b" * 16,
        "name": "till",
        "trace_id": trace,
        "start_time": begin,
        "end_time": begin + 2,
        "annotations": {"customer": "kim", "paid": True},
    }
    answer = xray.put_trace_segments(TraceSegmentDocuments=[json.dumps(document), "{", '{"id": "x"}'])

    assert ["JSONFormatError", "MissingParam"] == [
        each["ErrorCode"] for each in answer["UnprocessedTraceSegments"]
    ]
    [summary] = _summaries(account, FilterExpression='annotation.customer = "kim"')
    assert (trace, 2.0) == (summary["Id"], summary["Duration"])
    assert [document] == _documents(account, trace)
    assert [] == _summaries(account, FilterExpression="annotation.paid = false")


def test_a_trace_that_is_not_there_is_named(xray):
    assert ["1-0-0"] == xray.batch_get_traces(TraceIds=["1-0-0"])["UnprocessedTraceIds"]
