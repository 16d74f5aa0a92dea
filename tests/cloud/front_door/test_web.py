"""`requests` and `urllib` reach the account's APIs and partners, and nothing else."""

# ruff: noqa: S310  (the account answers, whatever the scheme)
import http.server
import json
import threading
import urllib.error
import urllib.request

import pytest
import requests

ECHO = """
import json

def handler(event, context):
    document = {name: event[name] for name in ("httpMethod", "body", "queryStringParameters")}
    return {"statusCode": 201, "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "body": json.dumps(document)}
"""


@pytest.fixture
def url(lab, api):
    api.proxy("ANY", "/payments", lab.function(ECHO))
    api.deploy()
    return api.url("/payments")


def test_requests_reaches_an_api(url):
    answer = requests.post(url, json={"a": 1}, params={"q": "x"}, timeout=5)

    assert (201, "Created") == (answer.status_code, answer.reason)
    assert {"httpMethod": "POST", "body": '{"a": 1}', "queryStringParameters": {"q": "x"}} == answer.json()
    assert {"a": "1", "b": "2"} == answer.cookies.get_dict()
    assert answer.headers["x-amzn-RequestId"]


def test_urllib_reaches_an_api(url):
    request = urllib.request.Request(url, data=b'{"a": 1}', headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        found = json.load(answer)

    assert ("POST", '{"a": 1}', 201) == (found["httpMethod"], found["body"], answer.status)
    assert ["a=1", "b=2"] == answer.headers.get_all("Set-Cookie")


def test_urllib_raises_for_a_refusal(api, url):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(api.url("/nowhere"))

    assert (403, {"message": "Missing Authentication Token"}) == (caught.value.code, json.load(caught.value))


def test_virtual_time_passes_meanwhile(lab, url):
    begun = lab.clock.elapsed
    requests.get(url, timeout=5)

    assert lab.clock.elapsed > begun


def test_a_function_can_call_an_api(lab, api, url):
    lab.function(
        f"import requests\n\ndef handler(event, context):\n    return requests.get({url!r}).status_code\n",
        "caller",
    )

    assert 201 == lab.invoke("caller")


def test_a_partner_answers_too(account):
    account.endpoint("https://bank.example/charge", lambda request: (202, request["body"]))

    assert (202, "x") == (
        (answer := requests.put("https://bank.example/charge?a=1", data="x", timeout=5)).status_code,
        answer.text,
    )


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "address", ["https://nobody.example/", "https://abc123.execute-api.us-east-1.amazonaws.com/prod"]
)
def test_where_nobody_answers_there_is_no_connection(address):
    with pytest.raises(requests.exceptions.ConnectionError, match="answers at"):
        requests.get(address, timeout=5)
    with pytest.raises(urllib.error.URLError, match="answers at"):
        urllib.request.urlopen(address)


@pytest.mark.usefixtures("account")
def test_this_machine_s_own_servers_are_reached_as_ever():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Own) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        found = requests.get(address, timeout=5).text, urllib.request.urlopen(address).read()
        server.shutdown()

    assert ("own", b"own") == found


class _Own(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"own")

    def log_message(self, *_):
        pass
