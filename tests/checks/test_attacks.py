"""Whatever a learner wrote, there is a report, and no object of theirs decides about it."""

import dataclasses
import io
import json
import logging
import os
import sys
import threading
import time
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks import Part, Row, no_stderr, plain, same, table

HOSTILE = {
    "leaves the program": "import sys\ndef double(x): sys.exit(3)",
    "ends the process politely": "def double(x): raise SystemExit",
    "recurses for ever": "def double(x): return double(x)",
    "raises something of its own": "class Odd(BaseException): pass\ndef double(x): raise Odd('no')",
    "raises what cannot be printed": (
        "class Odd(Exception):\n    def __str__(self): raise SystemExit\ndef double(x): raise Odd"
    ),
    "stops an iteration": "def double(x): raise StopIteration",
    "closes a generator": "def double(x): raise GeneratorExit",
    "waits for ever on the virtual clock": "import time\ndef double(x):\n    while True: time.sleep(60)",
    "waits for ever, catching everything it may": (
        "import time\ndef double(x):\n    while True:\n        try: time.sleep(60)\n        except Exception: pass"
    ),
    "gives back a generator": "def double(x):\n    yield x * 2",
    "is a coroutine": "async def double(x): return x * 2",
    "gives back itself": "def double(x): return double",
    "gives back a list that contains itself": "def double(x):\n    a = []\n    a.append(a)\n    return a",
    "gives back a wide and endless tree": "def double(x):\n    a = []\n    a.extend([a] * 9)\n    return a",
    "gives back bytes": "def double(x): return b'2'",
    "gives back a huge text": "def double(x): return 'x' * 3_000_000",
    "gives back a huge number": "def double(x): return 10 ** 9_999",
    "gives back no number": "def double(x): return float('nan')",
    "gives back a lone surrogate": "def double(x): return '\\ud800'",
    "gives back odd keys": "def double(x): return {(1, 2): {None: 1}, 1.5: 2}",
    "prints a lot": "def double(x):\n    for _ in range(9_999): print('x' * 99)\n    return 0",
    "closes stdout": "import sys\ndef double(x):\n    sys.stdout.close()\n    return 0",
    "takes stdout away": "import sys\ndef double(x):\n    sys.stdout = None\n    return 0",
    "takes no argument": "def double(): return 2",
    "is a class": "class double:\n    def __init__(self, x): self.x = x",
    "is a class that is never satisfied": "class double:\n    def __new__(cls, x): raise SystemExit",
    "is wrapped around itself": "def double(x): return 0\ndouble.__wrapped__ = double",
    "answers for every attribute": (
        "class Odd:\n    def __getattr__(self, name): raise SystemExit\n    def __call__(self, x): return self\n"
        "double = Odd()"
    ),
    "claims to be a text": (
        "class Odd:\n    __class__ = str\n    def __str__(self): raise SystemExit\ndef double(x): return Odd()"
    ),
}


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE)
def test_there_is_a_report_without_points_for_what_it_did(look, answer):
    report = look(answer, grading=True)

    assert 0 == report.parts[0].earned
    assert len(report.text()) < 5_000
    assert report.text().encode()


AGREEABLE = """
class Yes:
    def __eq__(self, other): return True
    def __hash__(self): return 0
class YesNumber(int):
    def __eq__(self, other): return True
    __hash__ = int.__hash__
class YesText(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
class YesDict(dict):
    def __eq__(self, other): return True
    def items(self): return [("a", 1)]
class YesList(list):
    def __eq__(self, other): return True
    def __iter__(self): return iter([2])
"""


@pytest.mark.parametrize("made", ["Yes()", "YesNumber(7)", "YesText('2')", "YesDict()", "YesList()"])
def test_an_object_that_equals_everything_equals_nothing(look, made):
    report = look(f"{AGREEABLE}\ndef double(x): return {made}")

    assert 0 == report.parts[0].earned


def test_arguments_are_copies(look):
    report = look(
        "def double(x):\n    if isinstance(x, list): x.clear()\n    return [1, 2] if isinstance(x, list) else x * 2"
    )

    assert 10 == report.points


def test_what_it_prints_and_logs_stays_inside(look, capfd):
    handler = logging.StreamHandler(sys.stderr)
    logging.getLogger("learner").addHandler(handler)
    answer = (
        "import logging, sys, warnings\n"
        "def double(x):\n"
        "    print('out'); print('err', file=sys.stderr); warnings.warn('careful')\n"
        "    logging.getLogger('learner').error('logged')\n"
        "    return x * 2"
    )
    report = look(answer)
    logging.getLogger("learner").removeHandler(handler)
    written = capfd.readouterr()

    assert ("", "") == (written.out, written.err)
    assert 10 == report.points


def test_streams_and_limits_are_as_before(look):
    before = sys.stdout, sys.stderr, sys.getrecursionlimit(), warnings.filters[:]
    look(
        "import sys\ndef double(x):\n    sys.setrecursionlimit(123_456)\n    sys.stderr = None\n    return 1"
    )

    assert before == (sys.stdout, sys.stderr, sys.getrecursionlimit(), warnings.filters[:])


def test_waiting_costs_no_real_time_and_says_so(look):
    before = time.monotonic()
    report = look("import time\ndef double(x):\n    while True: time.sleep(1)")

    assert "waits or polls for ever" in report.text()
    assert time.monotonic() - before < 5


def test_an_interrupt_by_the_learner_is_no_finding(look):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look(stop)


def test_a_client_is_handed_on_as_it_is(look, exercise):
    lock, seen = threading.Lock(), []
    part = Part("passes it on", 10, "B", table([Row(0, None)], lambda bench, _: bench.answer("double")(lock)))
    look(seen.append, dataclasses.replace(exercise, parts=(part,)))

    assert [lock] == seen


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.decimals()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text() | st.integers() | st.none(), inner)
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=VALUES)
def test_any_value_given_back_ends_in_a_report(look, value):
    report = look(lambda _: value)

    assert report.text().encode()
    assert report.as_dict() == json.loads(json.dumps(report.as_dict(), allow_nan=False))


@settings(max_examples=200, deadline=None)
@given(value=VALUES)
def test_a_value_is_the_same_as_itself_and_its_copy_is_plain(value):
    assert same(value, value)
    assert plain(value) == plain(plain(value))
    json.dumps(plain(value), allow_nan=False)


def test_descriptor_2_leads_where_it_led(capfd):
    with no_stderr():
        os.write(2, b"lost")
    os.write(2, b"kept")

    assert "kept" == capfd.readouterr().err


def test_a_stream_that_was_kept_is_mute_for_the_while():
    class Kernel(io.StringIO):
        pass

    old, sys.stderr = sys.stderr, Kernel()
    kept = sys.stderr
    try:
        with no_stderr():
            print("lost", file=kept)
        print("kept", file=kept)
    finally:
        sys.stderr = old

    assert "kept\n" == kept.getvalue()
