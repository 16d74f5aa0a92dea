"""The text of an object, whatever form its body came in."""

import gzip
import zlib
from typing import Any

from .failure import reader_failed

__all__ = ["text_of"]

_GZIP = b"\x1f\x8b"


def text_of(answer: Any, where: str) -> str:
    """Return the text of what s3:getObject answered: `{"Body": ...}`, a text or bytes, maybe gzip, in UTF-8.

    `where` names the object in errors. Raises StatesError for a body that is none of these.
    """
    body = answer.get("Body") if isinstance(answer, dict) else None
    if isinstance(body, str):
        return body.removeprefix("\ufeff")
    if not isinstance(body, bytes):
        raise reader_failed(f"{where} came without a body that is text or bytes.")
    try:
        return (gzip.decompress(body) if body.startswith(_GZIP) else body).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise reader_failed(f"{where} is not UTF-8 text: byte {error.start:,} is wrong.") from None
    except (OSError, EOFError, zlib.error) as error:
        raise reader_failed(f"{where} begins like gzip and cannot be unpacked: {error}.") from None
