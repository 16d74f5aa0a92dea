"""A request that we put together for moto is the one that moto would make."""

import io

import pytest
from botocore.awsrequest import AWSPreparedRequest, HeadersDict
from moto.core.request import Request, normalize_request

from course.cloud import Account
from course.cloud.moto_request import moto_request

HOST = "https://sqs.us-east-1.amazonaws.com"
JSON = {"Content-Type": b"application/x-amz-json-1.0", "X-Amz-Target": b"AmazonSQS.ListQueues"}
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}

# method, address, headers, body
CASES = {
    "json": ("POST", f"{HOST}/", JSON, b'{"a": 1}'),
    "json with its length": ("POST", f"{HOST}/", {**JSON, "Content-Length": "8"}, b'{"a": 1}'),
    "json that is packed": ("POST", f"{HOST}/", {**JSON, "Content-Encoding": "gzip"}, b"packed"),
    "a wrong length": ("POST", f"{HOST}/", {**JSON, "Content-Length": "3"}, b'{"a": 1}'),
    "a form as text": ("POST", "https://iam.amazonaws.com/", FORM, "Action=ListRoles&Path=%C3%A4"),
    "a form with fields twice, and without values": ("POST", f"{HOST}/", FORM, b"a=1&a=2&b=&c&=d&&e=%20+;f"),
    "a form that is not UTF-8": ("POST", f"{HOST}/", FORM, b"a=%ff&b=1"),
    "a form and a query": ("POST", f"{HOST}/q?b=2", FORM, b"a=1"),
    "a form of a wrong length": ("POST", f"{HOST}/", {**FORM, "Content-Length": "3"}, b"a=1&b=2"),
    "a form that is packed": ("POST", f"{HOST}/", {**FORM, "Content-Encoding": "gzip"}, b"packed"),
    "a form without fields": ("POST", f"{HOST}/", FORM, b""),
    "json and a query": ("POST", f"{HOST}/q?b=2", JSON, b'{"a": 1}'),
    "text that is not ASCII": ("PUT", f"{HOST}/", {}, "ä"),
    "no body": ("GET", "https://s3.amazonaws.com/", {}, None),
    "no body, with a length": ("PUT", "https://b.s3.amazonaws.com/", {"Content-Length": "0"}, None),
    "an empty body": ("PUT", "https://b.s3.amazonaws.com/", {}, b""),
    "a path and a query": ("GET", "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/f?a=%20b&c", {}, None),
    "a path that ends in a slash": ("GET", "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/", {}, None),
    "no path": ("GET", HOST, {}, None),
    "an empty query": ("GET", f"{HOST}/?", {}, None),
    "a quoted path": ("GET", "https://b.s3.amazonaws.com/a%20b/%C3%A4%2Fc", {}, None),
    "a path that is not ASCII": ("GET", "https://b.s3.amazonaws.com/ä", {}, None),
    "two slashes": ("GET", "https://b.s3.amazonaws.com//a//b", {}, None),
    "parameters of a path": ("GET", "https://b.s3.amazonaws.com/a;b=1", {}, None),
    "a fragment": ("GET", "https://b.s3.amazonaws.com/a?b#c", {}, None),
    "a port": ("GET", "https://sqs.us-east-1.amazonaws.com:8443/q", {}, None),
    "no TLS": ("GET", "http://sqs.us-east-1.amazonaws.com/q", {}, None),
    "a host in upper case": ("GET", "https://SQS.us-east-1.amazonaws.com/q", {}, None),
    "another host in a header": ("GET", f"{HOST}/q", {"Host": "b.s3.amazonaws.com"}, None),
    "names with underscores": ("PUT", "https://b.s3.amazonaws.com/k", {"x-amz-meta-a_b": "1", "X-A_B": "2"}, b"x"),
    "names that fall together": ("PUT", "https://b.s3.amazonaws.com/k", {"x-amz-meta-a_b": "1", "x-amz-meta-a-b": "2"}, b"x"),
    "an encoding of the way": ("PUT", "https://b.s3.amazonaws.com/k", {"Transfer-Encoding": b"chunked"}, b"x"),
}  # fmt: skip


def _request(case: str) -> AWSPreparedRequest:
    method, url, headers, body = CASES[case]
    return AWSPreparedRequest(method, url, HeadersDict(headers), body, stream_output=False)


def _content(request: Request) -> tuple[object, ...]:
    environ = {name: value for name, value in request.environ.items() if not name.startswith("werkzeug.")}
    body = environ.pop("wsgi.input").getvalue()
    read = request.data, request.form.to_dict(), request.files.to_dict(), request.values.to_dict()
    return environ, body, sorted(request.headers), request.path, request.raw_path, request.query_string, *read


@pytest.mark.parametrize("case", CASES)
def test_a_request_is_what_moto_makes_of_it(case: str) -> None:
    theirs = normalize_request(_request(case))
    ours, url = moto_request(_request(case))

    assert _content(theirs) == _content(ours)
    assert theirs.raw_url == url


def test_a_header_of_two_lines_is_refused_as_moto_refuses_it() -> None:
    request = AWSPreparedRequest(
        "GET", f"{HOST}/", HeadersDict({"X-A": "1\nX-B: 2"}), None, stream_output=False
    )

    with pytest.raises(ValueError, match="newline"):
        moto_request(request)


def test_a_body_that_is_read_from_a_file_arrives(account: Account) -> None:
    s3 = account.client("s3")
    s3.create_bucket(Bucket="bucket")
    s3.put_object(Bucket="bucket", Key="k", Body=io.BytesIO(b"text"))

    assert b"text" == s3.get_object(Bucket="bucket", Key="k")["Body"].read()
