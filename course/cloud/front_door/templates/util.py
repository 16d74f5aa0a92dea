"""$util: texts in the form that JavaScript, URLs or base64 have for them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
"""

import base64
import json
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from .errors import TemplateError
from .values import text_of

__all__ = ["Util"]

_ESCAPES = {
    "'": "\\'",
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\n": "\\n",
    "\t": "\\t",
    "\f": "\\f",
    "\r": "\\r",
}


def _escape(value: Any) -> str:
    """Escape a text for JavaScript: quotes, slashes, and all that is not ASCII, in UTF-16."""
    return "".join(_ESCAPES.get(sign) or _plain(sign) for sign in text_of(value))


def _plain(sign: str) -> str:
    if " " <= sign <= "~":
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02X}{units[n + 1]:02X}" for n in range(0, len(units), 2))


def _parse(text: Any) -> Any:
    """Return what a JSON text says; nothing of nothing."""
    if text is None:
        return None
    try:
        return json.loads(text_of(text))
    except ValueError as problem:
        raise TemplateError(f"parseJson cannot read this: {problem}") from None


class Util:
    """What $util offers."""

    methods = {  # noqa: RUF012  a table, the same for all
        "base64Decode": lambda text: base64.b64decode(text_of(text)).decode("utf-8", "replace"),
        "base64Encode": lambda text: base64.b64encode(text_of(text).encode()).decode(),
        "escapeJavaScript": _escape,
        "parseJson": _parse,
        "urlDecode": lambda text: unquote_plus(text_of(text)),
        "urlEncode": lambda text: quote_plus(text_of(text), safe="*-._"),
    }
