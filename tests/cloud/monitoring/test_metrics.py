"""Metrics that are put and read."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

DIMENSIONS = [{"Name": "Till", "Value": "1"}]
SECOND = [*DIMENSIONS, {"Name": "Shop", "Value": "a"}]


def test_statistics_are_those_of_the_values(meters):
    meters.put(4, 1, 7)

    [point] = meters.read("Sum", "Average", "Minimum", "Maximum", "SampleCount")

    assert (12, 4, 1, 7, 3) == tuple(
        point[name] for name in ("Sum", "Average", "Minimum", "Maximum", "SampleCount")
    )


@pytest.mark.parametrize(
    "name, expected", [("p0", 1), ("p50", 50.5), ("p90", 90.1), ("p99.9", 99.901), ("p100", 100)]
)
def test_percentiles_are_those_of_the_values(meters, name, expected):
    meters.put(*range(100, 0, -1))

    [point] = meters.read(name)

    assert pytest.approx(expected) == point["ExtendedStatistics"][name]


def test_values_with_counts_weigh_as_often_as_they_were_counted(meters):
    data = {"MetricName": "Sales", "Values": [1, 100], "Counts": [99, 1]}
    meters.cloudwatch.put_metric_data(Namespace="Shop", MetricData=[data])

    [point] = meters.read("Sum", "SampleCount", "p50", "p98")

    assert (199, 100) == (point["Sum"], point["SampleCount"])
    assert {"p50": 1, "p98": 1} == point["ExtendedStatistics"]


def test_statistics_that_were_put_count_but_have_no_percentile(meters):
    values = {"SampleCount": 4, "Sum": 20, "Minimum": 2, "Maximum": 9}
    data = {"MetricName": "Sales", "StatisticValues": values}
    meters.cloudwatch.put_metric_data(Namespace="Shop", MetricData=[data])

    [point] = meters.read("Average", "Maximum", "p90")

    assert (5, 9, False) == (point["Average"], point["Maximum"], "ExtendedStatistics" in point)


def test_a_metric_is_read_by_exactly_its_dimensions(meters):
    meters.put(1)
    meters.put(2, Dimensions=DIMENSIONS)
    meters.put(4, Dimensions=SECOND)

    sums = [meters.read("Sum", Dimensions=each)[0]["Sum"] for each in ([], DIMENSIONS, SECOND[::-1])]

    assert [1, 2, 4] == sums
    assert [] == meters.read("Sum", Dimensions=SECOND[1:])


def test_a_period_has_what_was_put_from_its_beginning_to_before_its_end(meters):
    start = meters.now().replace(second=0, microsecond=0)
    for seconds in (0, 59, 60, 179):
        meters.put(1, Timestamp=start + timedelta(seconds=seconds))

    points = meters.read(
        "Sum", Period=60, StartTime=start + timedelta(seconds=30), EndTime=start + timedelta(minutes=3)
    )

    assert [(0, 2), (60, 1), (120, 1)] == [
        ((p["Timestamp"] - start).total_seconds(), p["Sum"]) for p in points
    ]


def test_what_was_put_with_two_units_is_told_apart(meters):
    meters.put(1, Unit="Count")
    meters.put(2, Unit="Seconds")

    assert {("Count", 1), ("Seconds", 2)} == {(p["Unit"], p["Sum"]) for p in meters.read("Sum")}
    assert [2] == [p["Sum"] for p in meters.read("Sum", Unit="Seconds")]


def test_much_data_travels_compressed_and_arrives(meters):
    meters.put(*range(1000))

    assert 1000 == meters.read("SampleCount")[0]["SampleCount"]


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"Period": 7}, "InvalidParameterValue"),
        ({"Period": 1}, "InvalidParameterCombination"),
        ({"ExtendedStatistics": ["p101"]}, "InvalidParameterValue"),
        ({"ExtendedStatistics": ["tm90"]}, "NotImplemented"),
    ],
)
def test_a_reading_that_cannot_be_is_refused(meters, asked, code):
    with pytest.raises(ClientError) as caught:
        meters.read("Sum", **asked)

    assert code == caught.value.response["Error"]["Code"]


@pytest.mark.parametrize(
    "datum",
    [
        {"Value": float("nan")},
        {"Values": [1, 2], "Counts": [1]},
        {"Value": 1, "Values": [1]},
        {"Value": 1, "Dimensions": [{"Name": str(n), "Value": "x"} for n in range(31)]},
        {},
    ],
)
def test_data_that_are_wrong_are_refused_and_nothing_of_their_call_is_kept(meters, datum):
    with pytest.raises(ClientError):
        meters.cloudwatch.put_metric_data(
            Namespace="Shop",
            MetricData=[{"MetricName": "Sales", "Value": 1}, {"MetricName": "Sales", **datum}],
        )

    assert [] == meters.read("Sum")


@pytest.mark.parametrize("hours", [-15 * 24, 3])
def test_data_of_long_ago_or_far_ahead_are_refused(meters, hours):
    with pytest.raises(ClientError, match="past two weeks"):
        meters.put(1, Timestamp=meters.now() + timedelta(hours=hours))


def _data(meters, *queries, **asked):
    start = meters.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    answer = meters.cloudwatch.get_metric_data(
        MetricDataQueries=list(queries),
        StartTime=start,
        EndTime=meters.now() + timedelta(minutes=10),
        **asked,
    )
    return {each["Id"]: each["Values"] for each in answer["MetricDataResults"]}


def _of(id, name, stat="Sum", **more):
    metric = {"Namespace": "Shop", "MetricName": name}
    return {"Id": id, "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}, **more}


def test_expressions_compute_over_other_queries(meters):
    for minute, (errors, calls) in enumerate([(1, 4), (0, 5), (3, 3)]):
        meters.at(minute + 0.5)
        if errors:
            meters.put(errors, name="Errors")
        meters.put(calls, name="Calls")
    expressions = {
        "rate": "100 * e / c",
        "filled": "FILL(e, 0) / c * 100",
        "chosen": "IF(c > 3, c, 0)",
        "total": "SUM([e, c])",
        "powers": "2 ^ c - -1",
        "whole": "c / SUM(c)",
        "either": "(c > 4 OR c < 4) + 0",
        "every": "SUM(METRICS())",
    }
    found = _data(
        meters,
        _of("e", "Errors", ReturnData=False),
        _of("c", "Calls", ReturnData=False),
        *({"Id": name, "Expression": text} for name, text in expressions.items()),
        ScanBy="TimestampAscending",
    )

    assert {
        "rate": [25, 100],
        "filled": [25, 0, 100],
        "chosen": [4, 5, 0],
        "total": [5, 5, 6],
        "powers": [17, 33, 9],
        "whole": [pytest.approx(4 / 12), pytest.approx(5 / 12), 0.25],
        "either": [0, 1, 1],
        "every": [5, 5, 6],
    } == found


def test_the_latest_value_comes_first_unless_asked_otherwise(meters):
    for minute in (0.5, 1.5):
        meters.at(minute)
        meters.put(minute)

    assert {"s": [1.5, 0.5]} == _data(meters, _of("s", "Sales"))


@pytest.mark.parametrize(
    "expression, said",
    [
        ("SEARCH('{Shop} Sales', 'Sum')", "SEARCH"),
        ("ANOMALY_DETECTION_BAND(s)", "ANOMALY_DETECTION_BAND"),
        ("RATE(s)", "RATE"),
        ("s +", "cannot be read"),
        ("s.real", "Attribute"),
        ("nowhere * 2", "not there"),
        ("1 + 1", "one time series"),
    ],
)
def test_an_expression_that_is_unknown_or_wrong_is_refused_by_name(meters, expression, said):
    with pytest.raises(ClientError, match=said):
        _data(meters, _of("s", "Sales"), {"Id": "x", "Expression": expression})


def test_metrics_are_listed_by_what_is_asked_for(meters):
    meters.put(1)
    meters.put(1, Dimensions=DIMENSIONS)
    meters.put(1, Dimensions=SECOND)
    meters.put(1, name="Refunds")

    def listed(**asked):
        found = meters.cloudwatch.list_metrics(Namespace="Shop", **asked)["Metrics"]
        return [(each["MetricName"], len(each["Dimensions"])) for each in found]

    assert [("Sales", 0), ("Sales", 1), ("Sales", 2), ("Refunds", 0)] == listed()
    assert [("Sales", 1), ("Sales", 2)] == listed(MetricName="Sales", Dimensions=[{"Name": "Till"}])


def test_what_moto_computes_is_there_too(lab, meters):
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="goods")
    s3.put_object(Bucket="goods", Key="k", Body=b"12345")
    dimensions = [
        {"Name": "BucketName", "Value": "goods"},
        {"Name": "StorageType", "Value": "AllStorageTypes"},
    ]

    [point] = meters.read(
        "Maximum",
        name="NumberOfObjects",
        namespace="AWS/S3",
        Dimensions=dimensions,
        StartTime=meters.now() - timedelta(days=1),
        Period=86400,
    )

    assert 1 == point["Maximum"]


def test_a_function_has_one_count_for_itself_and_one_for_all(lab, meters):
    for name in ("one", "other"):
        lab.function("def handler(event, context): return 1", name)
        lab.invoke(name)

    def invocations(*dimensions):
        named = [{"Name": name, "Value": value} for name, value in dimensions]
        return meters.read("Sum", name="Invocations", namespace="AWS/Lambda", Dimensions=named)[0]["Sum"]

    assert (1, 2) == (invocations(("FunctionName", "one")), invocations())


def test_metrics_belong_to_their_account(new_lab):
    from course.cloud import Account

    with Account() as outer:
        client = outer.client("cloudwatch")
        client.put_metric_data(Namespace="Shop", MetricData=[{"MetricName": "Sales", "Value": 1}])
        with Account():
            inside = client.list_metrics()["Metrics"]
        after = client.list_metrics()["Metrics"]

    assert (0, 1) == (len(inside), len(after))
