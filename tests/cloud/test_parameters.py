"""What the trace shows of a request: its parameters, as the protocol has them."""

import pytest
from botocore.awsrequest import AWSPreparedRequest, HeadersDict

from course.cloud.request import parameters_of

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

FORMS = {
    "a field": (b"Action=Publish&Version=2010-03-31&Message=x", {"Message": "x"}),
    "as text": ("Action=Publish&Message=\u00e4", {"Message": "\u00e4"}),
    "what is quoted": (b"Message=a+b%26c&Subject=%C3%A4", {"Message": "a b&c", "Subject": "\u00e4"}),
    "of a field that is there twice, the first": (b"a=1&b=2&a=3", {"a": "1", "b": "2"}),
    "of a field that is there twice, the first with a value": (b"a=&a=3", {"a": "3"}),
    "no field without a value": (b"a=&b&c=1", {"c": "1"}),
    "what is not UTF-8, with signs for it": (b"a=%ff&b=1", {"a": "\ufffd", "b": "1"}),
    "nothing": (None, {}),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_form_shows(case: str) -> None:
    body, shown = FORMS[case]
    request = AWSPreparedRequest(
        "POST", "https://sns.us-east-1.amazonaws.com/", HeadersDict(FORM), body, stream_output=False
    )

    assert shown == parameters_of("sns", "Publish", request)
