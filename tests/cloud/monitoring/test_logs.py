"""Logs that are filtered, and become metrics."""

import json

import pytest
from botocore.exceptions import ClientError

LINES = (
    "plain ERROR in the till",
    "a warning: low on change",
    {"level": "ERROR", "till": {"id": 7, "open": True}, "amounts": [5, 12.5], "note": None},
    {"level": "INFO", "till": {"id": 8, "open": False}, "text": "a*b", "code": "404"},
)


@pytest.mark.parametrize(
    "pattern, found",
    [
        ("", {0, 1, 2, 3}),
        ("ERROR", {0, 2}),
        ("ERROR till", {0, 2}),
        ('"ERROR in"', {0}),
        ("ERROR -plain", {2}),
        ("?warning ?INFO", {1, 3}),
        ("?warning ?INFO ERROR", {0, 2}),
        ("%war.ing%", {1}),
        ('{ $.level = "ERROR" }', {2}),
        ("{ $.level = ERROR }", {2}),
        ("{ $.level != ERROR }", {3}),
        ("{ $.level = E* }", {2}),
        ("{ $.level = %^I% }", {3}),
        ('{ $.text = "a*b" }', {3}),
        ("{ $.till.id >= 7 && $.till.id < 8 }", {2}),
        ("{ $.till.id = 8 || ($.level = ERROR && $.amounts[1] > 12) }", {2, 3}),
        ("{ $.amounts[0] = 5 }", {2}),
        ("{ $.code = 404 }", {3}),
        ("{ $.till.open IS TRUE }", {2}),
        ("{ $.till.open IS FALSE }", {3}),
        ("{ $.note IS NULL }", {2}),
        ("{ $.note NOT EXISTS }", {3}),
        ('{ $["till"]["id"] = 7 }', {2}),
        ("{ $.nowhere = 1 }", set()),
    ],
)
def test_a_pattern_finds_what_fits(meters, pattern, found):
    meters.write(*LINES)
    events = meters.logs.filter_log_events(logGroupName="shop", filterPattern=pattern)["events"]
    all_events = meters.logs.filter_log_events(logGroupName="shop")["events"]
    messages = [each["message"] for each in events]

    assert found == {place for place, each in enumerate(all_events) if each["message"] in messages}


@pytest.mark.parametrize(
    "pattern, code",
    [
        ("{ $.level = }", "InvalidParameterException"),
        ("{ level = 1 }", "InvalidParameterException"),
        ("{ $.a > b }", "InvalidParameterException"),
        ("{ $.a = 1", "InvalidParameterException"),
        ("{ ($.a = 1 }", "InvalidParameterException"),
        ("{ $.a = 1 $.b = 2 }", "InvalidParameterException"),
        ("{ $.a IS MAYBE }", "InvalidParameterException"),
        ("%(%", "InvalidParameterException"),
        ("a (b", "InvalidParameterException"),
        ("[ip, user]", "NotImplemented"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused(meters, pattern, code):
    meters.write("x")
    with pytest.raises(ClientError) as caught:
        meters.logs.filter_log_events(logGroupName="shop", filterPattern=pattern)

    assert code == caught.value.response["Error"]["Code"]


def test_events_of_all_streams_come_in_their_order(meters):
    for number in range(4):
        meters.write(str(number), stream=f"till-{number % 2}")

    events = meters.logs.filter_log_events(logGroupName="shop")["events"]

    assert ["0", "1", "2", "3"] == [each["message"] for each in events]


def _filter(meters, pattern, **transformation):
    meters.write()
    spec = {"metricName": "Sales", "metricNamespace": "Shop", "metricValue": "1", **transformation}
    meters.logs.put_metric_filter(
        logGroupName="shop", filterName="f", filterPattern=pattern, metricTransformations=[spec]
    )


def test_a_metric_filter_counts_what_fits(meters):
    _filter(meters, "ERROR")
    meters.write("ERROR", "fine", "ERROR again")

    assert [(2, 2)] == [(each["Sum"], each["SampleCount"]) for each in meters.read("Sum", "SampleCount")]


def test_a_metric_filter_takes_its_value_and_dimensions_from_the_event(meters):
    _filter(meters, "{ $.amount > 0 }", metricValue="$.amount", unit="Count", dimensions={"Till": "$.till"})
    meters.write(
        {"amount": 5, "till": "a"}, {"amount": 7, "till": "a"}, {"amount": 9}, {"amount": "much", "till": "a"}
    )

    [point] = meters.read("Sum", Dimensions=[{"Name": "Till", "Value": "a"}])

    assert (12, "Count") == (point["Sum"], point["Unit"])


def test_the_default_value_is_put_where_nothing_fits(meters):
    _filter(meters, "ERROR", defaultValue=0)
    meters.write("fine", "ERROR")

    assert [(1, 2)] == [(each["Sum"], each["SampleCount"]) for each in meters.read("Sum", "SampleCount")]


def test_a_metric_filter_that_is_put_again_replaces_the_old_one(meters):
    _filter(meters, "ERROR")
    _filter(meters, "WARN")
    meters.write("ERROR", "WARN")

    assert 1 == meters.read("Sum")[0]["Sum"]
    assert 1 == len(meters.logs.describe_metric_filters(logGroupName="shop")["metricFilters"])


@pytest.mark.parametrize(
    "transformation", [{"metricValue": "much"}, {"defaultValue": 0, "dimensions": {"Till": "$.till"}}]
)
def test_a_metric_filter_that_cannot_be_is_refused(meters, transformation):
    with pytest.raises(ClientError, match="InvalidParameterException"):
        _filter(meters, "x", **transformation)


def test_an_error_in_a_functions_log_raises_an_alarm(lab, meters):
    source = "import json\ndef handler(event, context): print(json.dumps(event))"
    lab.function(source)
    lab.invoke(event={"level": "INFO"})
    spec = {"metricName": "Sales", "metricNamespace": "Shop", "metricValue": "1"}
    meters.logs.put_metric_filter(
        logGroupName="/aws/lambda/sales",
        filterName="f",
        filterPattern="{ $.level = ERROR }",
        metricTransformations=[spec],
    )
    meters.alarm(Threshold=0)
    lab.invoke(event={"level": "ERROR"})
    lab.account.settle()

    assert "ALARM" == meters.state()


def test_a_function_that_subscribes_gets_the_events_that_fit(lab, meters):
    url = lab.queue()
    arn = lab.function(
        "import base64, boto3, gzip\n"
        "def handler(event, context):\n"
        "    text = gzip.decompress(base64.b64decode(event['awslogs']['data'])).decode()\n"
        f"    boto3.client('sqs').send_message(QueueUrl='{url}', MessageBody=text)\n"
    )
    meters.write()
    meters.logs.put_subscription_filter(
        logGroupName="shop", filterName="f", filterPattern="{ $.level = ERROR }", destinationArn=arn
    )
    meters.write({"level": "INFO"}, {"level": "ERROR"})
    lab.account.settle()
    [body] = lab.bodies(url)
    told = json.loads(body)

    assert ("shop", "till", ["f"]) == (told["logGroup"], told["logStream"], told["subscriptionFilters"])
    assert ['{"level": "ERROR"}'] == [each["message"] for each in told["logEvents"]]
    with pytest.raises(ClientError, match="Invalid filter pattern"):
        meters.logs.put_subscription_filter(
            logGroupName="shop", filterName="f", filterPattern="{ nothing", destinationArn=arn
        )
    lab.lambda_.delete_function(FunctionName="sales")
    meters.write({"level": "ERROR"})


def _embedded(**more):
    about = {
        "Namespace": "Shop",
        "Dimensions": [["Till"], []],
        "Metrics": [{"Name": "Sales", "Unit": "Count"}, {"Name": "Time"}],
    }
    stamp = 1_740_816_000_000
    return {
        "_aws": {"Timestamp": stamp, "CloudWatchMetrics": [about]},
        "Till": "a",
        "Sales": 3,
        "Time": [1, 9],
        **more,
    }


def test_a_line_in_the_embedded_metric_format_becomes_metrics(meters):
    meters.write(_embedded())

    sales = [meters.read("Sum", Dimensions=each) for each in ([{"Name": "Till", "Value": "a"}], [])]
    assert [[(3, "Count")]] * 2 == [[(each["Sum"], each["Unit"]) for each in points] for points in sales]
    assert (10, 2) == tuple(
        meters.read("Sum", "SampleCount", name="Time")[0][name] for name in ("Sum", "SampleCount")
    )


@pytest.mark.parametrize(
    "line",
    [
        '{"_aws": 5}',
        '{"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop"}]}}',
        '{"_aws": ',
        'not {"_aws": {}}',
        '{"_aws": {"CloudWatchMetrics": [{"Namespace": "Shop", "Metrics": [{"Name": "Sales"}]}]}}',
    ],
)
def test_a_line_that_only_looks_like_the_format_is_a_log_line_and_no_metric(meters, line):
    meters.write(line)

    assert [] == meters.cloudwatch.list_metrics(Namespace="Shop")["Metrics"]
    assert 1 == len(meters.logs.filter_log_events(logGroupName="shop")["events"])


def test_what_a_function_prints_in_the_embedded_metric_format_is_measured(lab, meters):
    lab.function(f"import json\ndef handler(event, context): print(json.dumps({_embedded()!r}))")
    lab.invoke()

    assert 3 == meters.read("Sum")[0]["Sum"]
