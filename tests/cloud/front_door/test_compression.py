"""Answers that a REST API compresses: from which size on, and for whom."""

import gzip
import zlib

import pytest
import requests
from botocore.exceptions import ClientError

LONG = '"' + "paid " * 200 + '"'  # 1,002 bytes


def mock(api, text=LONG):
    """Let the API answer with a text."""
    template = {"application/json": '{"statusCode": 200}'}
    api.method("GET", "/", {"type": "MOCK", "requestTemplates": template})
    api.answers("GET", "/", responseTemplates={"application/json": text})
    api.deploy()
    return api


@pytest.fixture
def packing(new_api):
    """An API that compresses answers of 1,002 bytes and more."""
    return mock(new_api(minimumCompressionSize=1002))


def coding(api, accepted):
    return api.ask("GET", headers=accepted).headers.get("Content-Encoding")


@pytest.mark.parametrize(
    "accepted, expected",
    [
        ("gzip", "gzip"),
        ("deflate", "deflate"),
        ("br, gzip;q=0.8, deflate", "gzip"),
        ("gzip;q=0, deflate", "deflate"),
        ("identity", None),
        ("*", None),
        ("br", None),
    ],
)
def test_the_client_says_which_coding_it_can_read(packing, accepted, expected):
    assert expected == coding(packing, {"Accept-Encoding": accepted})


def test_who_says_nothing_gets_the_answer_as_it_is(packing):
    assert coding(packing, {}) is None


@pytest.mark.parametrize("name, unpack", [("gzip", gzip.decompress), ("deflate", zlib.decompress)])
def test_what_arrives_is_smaller_and_the_same(packing, name, unpack):
    answer = packing.ask("GET", headers={"Accept-Encoding": name})

    assert LONG == unpack(answer.content).decode()
    assert str(len(answer.content)) == answer.headers["Content-Length"]
    assert len(answer.content) < len(LONG)


def test_a_smaller_answer_stays_as_it_is(new_api):
    assert coding(mock(new_api(minimumCompressionSize=1003)), {"Accept-Encoding": "gzip"}) is None


def test_an_api_that_was_not_asked_to_compress_does_not(api):
    assert coding(mock(api), {"Accept-Encoding": "gzip"}) is None


def test_what_the_backend_has_compressed_is_left_alone(lab, new_api):
    code = "def handler(event, context): return {'statusCode': 200, 'body': 'x', 'headers': {'Content-Encoding': 'br'}}"
    api = new_api(minimumCompressionSize=0)
    api.proxy("GET", "/", lab.function(code))
    api.deploy()
    answer = api.ask("GET", headers={"Accept-Encoding": "gzip"})

    assert ("br", "x") == (answer.headers["Content-Encoding"], answer.body)


def test_a_program_need_not_know_that_it_was_compressed(packing):
    answer = requests.get(packing.url(), timeout=5)

    assert (LONG, "gzip") == (answer.text, answer.headers["Content-Encoding"])


def test_a_size_that_no_answer_can_have_is_refused(new_api):
    with pytest.raises(ClientError, match="between 0 and 10485760"):
        new_api(minimumCompressionSize=-1)
