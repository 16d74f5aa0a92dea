"""Base64 and hashes. AWS, "Intrinsics for data encoding and decoding", "Intrinsic for hash calculation"."""

import re
from base64 import b64decode, b64encode
from typing import Any

from course.asl.digests import DIGESTS
from course.facts import value

from .arguments import a_string
from .errors import IntrinsicFailureError
from .json_form import as_text

__all__ = ["base64_decode", "base64_encode", "digest"]

_MOST_CHARACTERS: int = value("states.intrinsics")["characters"]
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_URL_SAFE = str.maketrans("-_", "+/")


def base64_encode(text: Any) -> str:
    """`States.Base64Encode`: of the text's UTF-8, in one line."""
    return b64encode(_utf8(a_string(text, _MOST_CHARACTERS))).decode()


def base64_decode(text: Any) -> str:
    """`States.Base64Decode`: read as AWS does, which skips foreign characters and ends at the first `=`."""
    digits = a_string(text, _MOST_CHARACTERS).translate(_URL_SAFE).partition("=")[0]
    digits = _NO_BASE64.sub("", digits)
    if len(digits) % 4 == 1:
        digits = digits[:-1]  # six bits, which are no byte
    return b64decode(digits + "=" * (-len(digits) % 4)).decode(errors="replace")


def digest(data: Any, algorithm: Any) -> str:
    """`States.Hash`: of the UTF-8 of a string, or of the JSON text of any other value, in hexadecimal digits."""
    text = a_string(as_text(data), _MOST_CHARACTERS)
    function = DIGESTS.get(a_string(algorithm))
    if function is None:
        raise IntrinsicFailureError(f"expected one of {', '.join(DIGESTS)}, found {algorithm!r}")
    return function(_utf8(text)).hexdigest()


def _utf8(text: str) -> bytes:
    return text.encode(errors="replace")
