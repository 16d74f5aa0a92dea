"""What is wrong with a JSON text, in the words of the reader that AWS uses (Jackson)."""

import json
import re
from typing import NoReturn

__all__ = ["json_problem"]

_WORD = re.compile(r"[\w$]+")
_VALUE = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
_EXPECTED = {
    "Expecting property name enclosed in double quotes": "was expecting double-quote to start field name",
    "Illegal trailing comma before end of object": "was expecting double-quote to start field name",
    "Expecting ':' delimiter": "was expecting a colon to separate field name and value",
    "Expecting ',' delimiter": "was expecting comma to separate entries",
    "Expecting value": f"expected a valid value {_VALUE}",
    "Illegal trailing comma before end of array": f"expected a valid value {_VALUE}",
}


class _ConstantError(ValueError):
    """NaN or Infinity, which Python reads and JSON does not have."""


def json_problem(text: str) -> str:
    """Return what is wrong first, empty if nothing is."""
    try:
        json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return _said(error)
    except _ConstantError as error:
        return f"Non-standard token '{error}': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow"
    except RecursionError:
        return "Document nesting depth exceeds the maximum allowed"
    return ""


def _said(error: json.JSONDecodeError) -> str:
    found = error.doc[error.pos : error.pos + 1]
    if error.msg.startswith("Unterminated string"):
        return "Unexpected end-of-input: was expecting closing quote for a string value"
    if not found:
        return "Unexpected end-of-input: expected close marker for the document"
    if error.msg.startswith("Invalid control character"):
        where = "has to be escaped using backslash to be included in string value"
        return f"Illegal unquoted character ((CTRL-CHAR, code {ord(found)})): {where}"
    if error.msg.startswith("Invalid \\"):
        escaped = error.doc[error.pos + 1 : error.pos + 2]
        return f"Unrecognized character escape '{escaped}' (code {ord(escaped or ' ')})"
    word = _WORD.match(error.doc, error.pos)
    if word and error.msg in ("Expecting value", "Extra data"):
        return f"Unrecognized token '{word[0]}': was expecting {_VALUE}"
    expected = _EXPECTED.get(error.msg, "was expecting the end of the document")
    return f"Unexpected character ('{found}' (code {ord(found)})): {expected}"


def _refuse(constant: str) -> NoReturn:
    raise _ConstantError(constant)
