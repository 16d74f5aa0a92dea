"""Messages over a socket, and what is none."""

import json
import socket
import struct
import time

import pytest

from grader.rooms.wire import MOST_BYTES, UnwritableError, Wire, WireError


@pytest.fixture
def ends():
    pair = socket.socketpair()
    yield pair
    for end in pair:
        end.close()


def test_a_message_arrives_as_it_was_sent(ends):
    message = {"ask": 1, "verb": "ø", "content": [1, 2.5, None, {"a": "b"}]}
    Wire(ends[0]).send(message)

    assert message == Wire(ends[1]).receive()


def test_half_a_character_is_sent_as_a_question_mark(ends):
    Wire(ends[0]).send({"a\ud800": ["\udfff b", "\N{SNOWMAN} \N{GRINNING FACE}"]})

    assert {"a?": ["? b", "\N{SNOWMAN} \N{GRINNING FACE}"]} == Wire(ends[1]).receive()


@pytest.mark.parametrize(
    "content, why",
    [
        (b"{", "no JSON"),
        (b"[1]", "no JSON object"),
        (b'{"a": NaN}', "no JSON"),
        (b'{"a": 1e999}', "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "no JSON"),
    ],
    ids=["cut off", "a list", "no number", "endless", "no text", "too deep", "too long a number"],
)
def test_what_is_no_message_is_refused(ends, content, why):
    ends[0].sendall(struct.pack(">I", len(content)) + content)

    with pytest.raises(WireError, match=why):
        Wire(ends[1]).receive()


def test_a_message_that_is_too_large_is_refused_before_it_is_read(ends):
    ends[0].sendall(struct.pack(">I", MOST_BYTES + 1))

    with pytest.raises(WireError, match="allowed"):
        Wire(ends[1]).receive()


def test_a_side_that_hangs_up_in_the_middle_is_noticed(ends):
    ends[0].sendall(struct.pack(">I", 100) + b"{")
    ends[0].close()

    with pytest.raises(WireError, match="ended"):
        Wire(ends[1]).receive()


def test_nothing_is_waited_for_after_the_end_of_the_time(ends):
    wire = Wire(ends[1])
    wire.until = time.monotonic() - 1

    with pytest.raises(WireError, match="in time"):
        wire.receive()


def test_what_a_busy_machine_took_of_the_time_is_given_back_once(ends):
    Wire(ends[0]).send({"value": 1})
    wire, left = Wire(ends[1]), [60.0, 0.0]
    wire.reprieve = lambda: left.pop(0)
    wire.until = time.monotonic() - 1
    heard = wire.receive()
    wire.until = time.monotonic() - 1

    assert {"value": 1} == heard
    with pytest.raises(WireError, match="in time"):
        wire.receive()


def test_what_cannot_be_written_is_refused_by_its_own_side(ends):
    with pytest.raises(WireError, match="written"):
        Wire(ends[0]).send({"value": float("nan")})


def test_what_could_not_be_written_leaves_the_line_as_it_was(ends):
    wire = Wire(ends[0])
    for unwritable in (float("inf"), "x" * (MOST_BYTES + 1), object(), 10**5_000):
        with pytest.raises(UnwritableError):
            wire.send({"value": unwritable})
    wire.send({"value": 1})

    assert {"value": 1} == Wire(ends[1]).receive()


def test_what_a_cell_does_to_the_json_module_is_not_what_is_spoken(ends, monkeypatch):
    monkeypatch.setattr(json, "dumps", lambda *_, **__: '{"value": 10.0}')
    monkeypatch.setattr(json, "loads", lambda *_, **__: {"value": 10.0})
    monkeypatch.setattr(json.JSONDecoder, "decode", lambda *_, **__: {"value": 10.0})
    Wire(ends[0]).send({"value": 0})

    assert {"value": 0} == Wire(ends[1]).receive()
