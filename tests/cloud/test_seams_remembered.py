"""What moto works out for each request, worked out with less: the same comes out."""

from urllib.parse import parse_qsl

import pytest

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
fields = next(seam.instead for seam in SEAMS if seam.method == "parse_qsl")


@pytest.mark.parametrize("text", [*TEXTS, b'{"a": 1}', b"a=1", b""])
@pytest.mark.parametrize("settings", [{"keep_blank_values": True}, {}], ids=str)
def test_a_query_has_the_fields_that_python_reads_in_it(text, settings):
    assert parse_qsl(text, **settings) == fields(text, **settings)
