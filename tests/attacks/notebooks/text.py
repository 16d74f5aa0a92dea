"""What stands in the file: nothing, other bytes, other JSON, too much of it."""

import json
import os

FULL, NOTHING = (10, 10), (0, 0)
AGAIN = "Save the notebook and hand it in again."
EMPTY = f"`toy.ipynb` is empty. {AGAIN}"
NO_TEXT = "`toy.ipynb` is not a notebook: it is no text. Hand in the notebook."
NO_NOTEBOOK = "`toy.ipynb` is JSON but not a notebook. Hand in the notebook."
NO_CELLS = "`toy.ipynb` is JSON but not a notebook: it has no list of cells. Hand in the notebook."
ENDLESS = "`toy.ipynb` is not a notebook: it is nested without end. Hand in the notebook."
LARGE = "`toy.ipynb` is larger than 50 MB. Clear its outputs, hand it in again."
MANY = "`toy.ipynb` holds more than 2,000,000 values. Clear its outputs, hand it in again."
OLD = (
    "`toy.ipynb` is a notebook of version 1 that cannot be converted. "
    "Open it in JupyterLab, save it, and hand it in again."
)


def _bytes(content):
    return lambda hand: hand.write(content)


def _text(change):
    return lambda hand: hand.write(change(json.dumps(hand.good, indent=1)))


def _sparse(size):
    def fill(hand):
        os.truncate(hand.write(b""), size)

    return fill


def _version(major, minor=0):
    return _text(lambda text: json.dumps({**json.loads(text), "nbformat": major, "nbformat_minor": minor}))


def _no_json(line, why):
    return (f"`toy.ipynb` is not a notebook: in line {line} it is no JSON ({why}). {AGAIN}",)


def _old(hand, version):
    """Write the notebook as IPython 0.12 or 1.0 did."""
    cells = []
    for cell in hand.good["cells"]:
        kind = cell["cell_type"]
        text = {"input" if kind == "code" else "source": cell["source"]}
        marks = {"language": "python", "outputs": [], "collapsed": False} if kind == "code" else {}
        cells.append({"cell_type": kind, "metadata": cell["metadata"], **text, **marks})
    sheet = {"cells": cells, "metadata": {}}
    hand.write({"nbformat": version, "nbformat_minor": 0, "metadata": {"name": "toy"}, "worksheets": [sheet]})


def _cut(text):
    return text[: len(text) // 2]


def _with_output(hand, data):
    """Keep so much in an output of the first code cell."""
    notebook = hand.good
    shown = {"output_type": "display_data", "metadata": {}, "data": data}
    notebook["cells"][1]["outputs"] = [shown]
    hand.write(notebook)


CASES = {
    "empty": (NOTHING, (EMPTY,), _bytes(b"")),
    "white space": (NOTHING, (EMPTY,), _bytes(b" \n\t\n")),
    "a byte order mark alone": (NOTHING, (EMPTY,), _bytes(b"\xef\xbb\xbf")),
    "nothing but NUL, as after a full disk": (NOTHING, (EMPTY,), _bytes(bytes(4096))),
    "a byte order mark": (FULL, (), _text(lambda text: text.encode("utf-8-sig"))),
    "UTF-16, as an editor on Windows saves it": (FULL, (), _text(lambda text: text.encode("utf-16"))),
    "UTF-16 without a mark": (FULL, (), _text(lambda text: text.encode("utf-16-le"))),
    "UTF-32": (FULL, (), _text(lambda text: text.encode("utf-32"))),
    "UTF-16, an odd number of bytes": (NOTHING, (NO_TEXT,), _text(lambda text: text.encode("utf-16")[:-1])),
    "Latin-1": (
        FULL,
        (),
        _text(lambda text: text.replace("# A toy", "# Müller's toy").encode("latin-1")),
    ),
    "Windows line ends": (FULL, (), _text(lambda text: text.replace("\n", "\r\n"))),
    "NUL within": (
        NOTHING,
        _no_json(1, "Invalid control character at"),
        _text(lambda text: text.replace("\n", " ").replace("A toy", "A \0 toy")),
    ),
    "an archive": (NOTHING, (NO_TEXT,), _bytes(b"PK\x03\x04\x14\x00\xff\xfe\x90" * 50)),
    "a picture": (NOTHING, (NO_TEXT,), _bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff" * 50)),
    "a page": (NOTHING, _no_json(1, "Expecting value"), _bytes(b"<!DOCTYPE html><title>Log in</title>")),
    "a program": (NOTHING, _no_json(1, "Expecting value"), _bytes(b"def double(number): ...\n")),
    "a pickle": (NOTHING, (NO_TEXT,), _bytes(b"\x80\x04\x95cposix\nsystem\n(S'id'\ntR.\xff")),
    "a merge that was not finished": (
        NOTHING,
        _no_json(2, "Expecting property name enclosed in double quotes"),
        _text(lambda text: text.replace("{", "{\n<<<<<<< mine", 1)),
    ),
    "cut off": (
        NOTHING,
        (f"`toy.ipynb` breaks off in line 77: the file is not complete. {AGAIN}",),
        _text(_cut),
    ),
    "zeros after the end, as after a failed disk": (
        FULL,
        (),
        _text(lambda text: text.encode() + b"\r\n" + bytes(4096)),
    ),
    "something after the end": (
        NOTHING,
        _no_json(1, "Extra data"),
        _text(lambda text: json.dumps(json.loads(text)) + "}"),
    ),
    "a list": (NOTHING, (NO_NOTEBOOK,), _bytes(b"[1, 2]")),
    "a number": (NOTHING, (NO_NOTEBOOK,), _bytes(b"20")),
    "a text": (NOTHING, (NO_NOTEBOOK,), _bytes(b'"full marks"')),
    "not a number": (NOTHING, (NO_NOTEBOOK,), _bytes(b"NaN")),
    "null": (NOTHING, (NO_NOTEBOOK,), _bytes(b"null")),
    "a number of 5,000 digits": (
        NOTHING,
        (f"`toy.ipynb` is not a notebook: it holds a number of thousands of digits. {AGAIN}",),
        _text(lambda text: text.replace('"nbformat_minor": 5', f'"nbformat_minor": {"9" * 5000}')),
    ),
    "endless numbers in metadata": (
        FULL,
        (),
        _text(lambda text: text.replace('"nbformat_minor": 5', '"nbformat_minor": 1e999, "x": NaN')),
    ),
    "cells twice, the last counts": (
        FULL,
        (),
        _text(lambda text: text.replace("{", '{"cells": [],', 1)),
    ),
    "no cells": (NOTHING, (NO_CELLS,), _bytes(b'{"nbformat": 4, "metadata": {}}')),
    "cells are no list": (NOTHING, (NO_CELLS,), _bytes(b'{"nbformat": 4, "cells": {"a": 1}}')),
    "100,000 brackets": (NOTHING, (ENDLESS,), _bytes(b"[" * 100_000)),
    "100,000 levels": (NOTHING, (ENDLESS,), _bytes(b"[" * 100_000 + b"]" * 100_000)),
    "100,000 levels of objects in metadata": (
        NOTHING,
        (ENDLESS,),
        _bytes(b'{"nbformat": 4, "cells": [], "metadata": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001),
    ),
    "600 levels in metadata": (
        FULL,
        (),
        _text(lambda text: text.replace("{", '{"x": ' + "[" * 600 + "]" * 600 + ",", 1)),
    ),
    "200 MB": (NOTHING, (LARGE,), _sparse(200_000_000)),
    "a tebibyte": (NOTHING, (LARGE,), _sparse(1 << 40)),
    "40 MB of NUL": (NOTHING, (EMPTY,), _sparse(40_000_000)),
    "8 million lists": (NOTHING, (MANY,), _bytes(b'{"cells": [' + b"[]," * 8_000_000 + b"1]}")),
    "a picture of 30 MB in an output": (
        FULL,
        (),
        lambda hand: _with_output(hand, {"image/png": "A" * 30_000_000}),
    ),
    "a widget's state of 30 MB": (
        FULL,
        (),
        _text(
            lambda text: json.dumps(
                {**json.loads(text), "metadata": {"widgets": {"state": {"a": "x" * 30_000_000}}}}
            )
        ),
    ),
    "version 1": (
        NOTHING,
        (OLD,),
        _bytes(b'{"nbformat": 1, "cells": 7}'),
    ),
    "version 2": (FULL, (), lambda hand: _old(hand, 2)),
    "version 3": (FULL, (), lambda hand: _old(hand, 3)),
    "version 3 in name only": (FULL, (), _version(3)),
    "version 4.0": (FULL, (), _version(4, 0)),
    "version 5": (FULL, (), _version(5)),
    "version 99": (FULL, (), _version(99, 99)),
    "version minus one": (FULL, (), _version(-1)),
    "version true": (FULL, (), _version(True)),
    "version of a text": (FULL, (), _version("four", [])),
    "version null": (FULL, (), _version(None, None)),
}
