"""What moto works out for each request, worked out with less: the same comes out."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import time_machine
from moto.core import responses, utils
from moto.core.base_backend import AccountSpecificBackend
from moto.core.responses import BaseResponse
from moto.core.serialize import AttributePickerContext, NoAlias, Shape, XFormedAttributePicker
from moto.sqs.models import sqs_backends

from course.cloud import Account
from course.cloud.seams.remembered import SEAMS

TEXTS = [
    "",
    "{}",
    '{"a": "b c"}',
    "a=1&b=2",
    "a&b",
    "a=%C3%A4",
    "a+b",
    "a;b",
    "ä",
    '{"url": "https://h/?a=1"}',
    "a=",
    "&",
]


def _instead(method):
    return next(seam.instead for seam in SEAMS if seam.method == method)


fields = _instead("parse_qsl")


@pytest.mark.parametrize("text", [*TEXTS, b'{"a": 1}', b"a=1", b""])
@pytest.mark.parametrize("settings", [{"keep_blank_values": True}, {}], ids=str)
def test_a_query_has_the_fields_that_python_reads_in_it(text, settings):
    assert parse_qsl(text, **settings) == fields(text, **settings)


@pytest.mark.parametrize(
    "headers, querystring",
    [
        (
            {
                "Authorization": "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20250301/us-east-1/sqs/aws4_request"
            },
            {},
        ),
        ({"Authorization": "AWS4-HMAC-SHA256 Credential=FOOBARKEY/20250301/us-east-1/sqs/aws4_request"}, {}),
        ({}, {"AWSAccessKeyId": ["AKIAIOSFODNN7EXAMPLE"]}),
        ({"Authorization": "none"}, {"AWSAccessKeyId": ["KEY"]}),
        ({}, {}),
    ],
    ids=["a key", "the lab's key", "a signed address", "both", "neither"],
)
def test_the_key_of_a_request_is_the_one_that_moto_reads(headers, querystring):
    response = BaseResponse()
    response.headers, response.querystring = headers, querystring

    assert BaseResponse.get_access_key(response) == _instead("get_access_key")(response)


@pytest.mark.parametrize("service", ["sqs", "iam", "dynamodb"])
def test_a_service_has_the_regions_that_moto_finds(service):
    backends = AccountSpecificBackend(
        service, "123456789012", object, use_boto3_regions=False, additional_regions=None
    )

    assert backends._generate_regions(service) == _instead("_generate_regions")(backends, service)


def test_what_a_service_keeps_is_in_motos_list_when_it_was_looked_for():
    with Account():
        assert sqs_backends["123456789012"] is sqs_backends["123456789012"]
        assert sqs_backends in type(sqs_backends)._instances
        assert sqs_backends["210987654321"] is not sqs_backends["123456789012"]


class Queue:
    """Something of which a shape may have a longer name."""


class Named:
    Meta = SimpleNamespace(serialization_aliases={"QueueName": "called"})


class _Shape(Shape):
    """As much of botocore's shape as the names depend on."""

    def __init__(self, **fields):
        vars(self).update(fields)


STRUCTURE = _Shape(
    type_name="structure", name="Queue", members={"QueueName": 1, "Url": 2}, serialization={}, parent=None
)
SHAPES = [
    None,
    _Shape(type_name="string", name="String", serialization={"name": "Other"}, parent=STRUCTURE),
    _Shape(type_name="list", name="Names", serialization={}, parent=STRUCTURE),
    _Shape(type_name="list", name="Url", serialization={}, parent=STRUCTURE),
]


@pytest.mark.parametrize("thing", [{}, Queue(), Named()], ids=lambda thing: type(thing).__name__)
@pytest.mark.parametrize("key", ["QueueName", "QueueUrl", "Url", "name"])
@pytest.mark.parametrize("aliases", [None, [NoAlias]], ids=["moto's aliases", "no aliases"])
def test_a_value_may_have_the_names_that_moto_tries(thing, key, aliases):
    picker = XFormedAttributePicker(alias_providers=aliases)
    contexts = [AttributePickerContext(thing, key, shape) for shape in SHAPES for _ in range(2)]

    theirs = [list(XFormedAttributePicker.get_possible_keys(picker, each)) for each in contexts]

    assert theirs == [list(_instead("get_possible_keys")(picker, each)) for each in contexts]


MOMENTS = [
    datetime(2025, 3, 1, tzinfo=UTC) + timedelta(microseconds=each)
    for each in (0, 1, 999_999, 86_399_999_999, 123_456_789)
]


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_the_time_is_the_one_that_moto_reckons(moment):
    millis, date = _instead("unix_time_millis"), _instead("http_date")

    with time_machine.travel(moment, tick=False):
        assert utils.unix_time_millis() == millis()
        assert responses.http_date(utils.utcnow()) == date(utils.utcnow())

    naive = moment.replace(tzinfo=None)
    assert utils.unix_time_millis(naive) == millis(naive)
