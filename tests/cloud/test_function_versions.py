"""Layers, versions and aliases, and what a configuration may not say."""

import json
from collections import Counter

import pytest
from botocore.exceptions import ClientError

SHOWING = "def handler(event, context): return [context.function_version, context.invoked_function_arn.split(':', 6)[6]]"


def _layer(lab, zip_of, name, files):
    return lab.lambda_.publish_layer_version(LayerName=name, Content={"ZipFile": zip_of(files)})[
        "LayerVersionArn"
    ]


def _refusal(call):
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response["Error"]


def test_a_layer_s_code_can_be_imported(lab, zip_of):
    rates = {
        "python/rates.py": "TABLE = {'EUR': 1}",
        "python/lib/python3.12/site-packages/deep.py": "WORD = 'deep'",
    }
    lab.function(
        "import rates, deep\ndef handler(event, context): return [rates.TABLE, deep.WORD]",
        Layers=[_layer(lab, zip_of, "rates", rates)],
    )

    assert [{"EUR": 1}, "deep"] == lab.invoke()


def test_a_later_layer_lies_over_an_earlier_one_and_the_function_over_both(lab, zip_of):
    first = _layer(
        lab, zip_of, "first", {"python/a.py": "X = 1", "python/b.py": "X = 1", "python/c.py": "X = 1"}
    )
    second = _layer(lab, zip_of, "second", {"python/b.py": "X = 2", "python/c.py": "X = 2"})
    source = "import a, b, c\ndef handler(event, context): return [a.X, b.X, c.X]"
    lab.function({"app.py": source, "c.py": "X = 3"}, Layers=[first, second])

    assert [1, 2, 3] == lab.invoke()


def test_a_layer_is_of_the_functions_that_name_it_only(lab, zip_of):
    source = "import shared\ndef handler(event, context): return shared.seen()"
    code = {"python/shared.py": "calls = []\ndef seen():\n    calls.append(1)\n    return len(calls)"}
    layer = _layer(lab, zip_of, "shared", code)
    lab.function(source, "one", Layers=[layer])
    lab.function(source, "two", Layers=[layer])
    lab.function(source, "bare")

    assert [1, 1, 2] == [lab.invoke(name) for name in ("one", "two", "one")]
    assert "Runtime.ImportModuleError" == lab.invoke("bare")["errorType"]


def test_an_error_inside_a_layer_is_shown_where_it_lies_on_aws(lab, zip_of):
    layer = _layer(lab, zip_of, "broken", {"python/broken.py": "def run():\n    raise ValueError('no')"})
    lab.function("import broken\ndef handler(event, context): broken.run()", Layers=[layer])

    assert '  File "/opt/python/broken.py", line 2, in run\n' in lab.invoke()["stackTrace"][1]


def test_six_layers_are_too_many(lab, zip_of):
    layers = [_layer(lab, zip_of, f"l{n}", {"python/x.py": ""}) for n in range(6)]
    error = _refusal(lambda: lab.function(SHOWING, Layers=layers))

    assert ("InvalidParameterValueException", "Cannot reference more than 5 layers.") == (
        error["Code"],
        error["Message"],
    )


def test_a_handler_is_told_by_which_name_it_was_called(lab):
    lab.function(SHOWING)
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.create_alias(FunctionName="sales", Name="live", FunctionVersion="1")

    assert [["$LATEST", "sales"], ["1", "sales:1"], ["1", "sales:live"]] == [
        lab.invoke(name) for name in ("sales", "sales:1", "sales:live")
    ]


def _two_versions(lab, zip_of, weight):
    lab.function(SHOWING)
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.update_function_code(FunctionName="sales", ZipFile=zip_of({"app.py": SHOWING + "\n"}))
    lab.lambda_.publish_version(FunctionName="sales")
    lab.lambda_.create_alias(
        FunctionName="sales",
        Name="live",
        FunctionVersion="1",
        RoutingConfig={"AdditionalVersionWeights": {"2": weight}},
    )


def test_an_alias_spreads_its_calls_by_weight(lab, zip_of):
    _two_versions(lab, zip_of, 0.25)
    answers = [lab.lambda_.invoke(FunctionName="sales", Qualifier="live") for _ in range(80)]
    counts = Counter(answer["ExecutedVersion"] for answer in answers)

    assert {"1", "2"} == set(counts)
    assert 10 <= counts["2"] <= 30
    assert all(
        json.load(answer["Payload"]) == [answer["ExecutedVersion"], "sales:live"] for answer in answers
    )


def test_an_asynchronous_call_of_an_alias_is_spread_too(lab, zip_of):
    _two_versions(lab, zip_of, 1.0)
    url = lab.queue()
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", Qualifier="live", DestinationConfig={"OnSuccess": {"Destination": lab.arn(url)}}
    )
    lab.lambda_.invoke(FunctionName="sales:live", InvocationType="Event")
    lab.account.settle()
    (record,) = map(json.loads, lab.bodies(url))

    assert ["2", "sales:live"] == record["responsePayload"]
    assert record["requestContext"]["functionArn"].endswith(":sales:2")


@pytest.mark.parametrize(
    "version, weights, message",
    [
        ("$LATEST", {"1": 0.5}, "$LATEST is not supported for an alias pointing to more than 1 version"),
        ("1", {"7": 0.5}, "Function not found"),
        ("1", {"1": 1.5}, "must be from 0 to 1"),
    ],
)
def test_an_alias_that_cannot_spread_its_calls_is_refused(lab, version, weights, message):
    lab.function(SHOWING)
    lab.lambda_.publish_version(FunctionName="sales")
    error = _refusal(
        lambda: lab.lambda_.create_alias(
            FunctionName="sales",
            Name="live",
            FunctionVersion=version,
            RoutingConfig={"AdditionalVersionWeights": weights},
        )
    )

    assert message in error["Message"]


def test_two_qualifiers_that_disagree_are_refused(lab):
    lab.function(SHOWING)
    error = _refusal(lambda: lab.lambda_.invoke(FunctionName="sales:1", Qualifier="2"))

    assert "The derived qualifier from the function name does not match" in error["Message"]


@pytest.mark.parametrize(
    "settings, message",
    [
        (
            {"Environment": {"Variables": {"AWS_REGION": "x", "A": "b"}}},
            "Reserved keys used in this request: AWS_REGION",
        ),
        ({"Environment": {"Variables": {"A": "x" * 4096}}}, "exceeded the 4KB limit"),
        ({"Timeout": 901}, "Value '901' at 'timeout' failed to satisfy constraint"),
        ({"MemorySize": 10241}, "Member must have value less than or equal to 10240"),
        ({"Runtime": "nodejs22.x"}, "the lab does not run nodejs22.x, only Python"),
        ({"SnapStart": {"ApplyOn": "PublishedVersions"}}, "the lab does not take snapshots of functions"),
        ({"VpcConfig": {"SubnetIds": ["s"], "SecurityGroupIds": ["g"]}}, "network of one's own"),
        ({"LoggingConfig": {"LogFormat": "JSON"}}, "the lab does not log otherwise than as text"),
    ],
)
def test_a_configuration_that_would_not_be_kept_to_is_refused(lab, settings, message):
    assert message in _refusal(lambda: lab.function(SHOWING, **settings))["Message"]

    lab.function(SHOWING)
    error = _refusal(lambda: lab.lambda_.update_function_configuration(FunctionName="sales", **settings))
    assert message in error["Message"]
