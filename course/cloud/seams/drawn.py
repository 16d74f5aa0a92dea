"""moto's random texts: the same ones, letter by letter, in a small part of the time.

Every message that is received gets a handle of 185 letters, and every answer a name of 52, so that drawing them takes a tenth of
what a call takes. What is drawn stays as it is, because identifiers are to be the same from run to run.
"""

import string
from functools import cache

from moto.moto_api._internal import mock_random
from moto.moto_api._internal.moto_random import MotoRandom
from moto.sqs import models as sqs

from .seam import Seam

__all__ = ["SEAMS"]

_HANDLE = 185


def _text(pool: str, length: int) -> str:
    """Return as many letters of a pool as `choice` would draw, from the same numbers: it refuses what is too large.

    Each number is the upper bits of 32 that are drawn: of as many as letters are missing still, the upper bytes at once.
    """
    letters, refused = _table(pool)
    text = b""
    while missing := length - len(text):
        drawn = mock_random.getrandbits(32 * missing).to_bytes(4 * missing, "little")
        text += drawn[3::4].translate(letters, refused)
    return text.decode()


@cache
def _table(pool: str) -> tuple[bytes, bytes]:
    """Return which letter each upper byte means, and the bytes that mean none."""
    unused = 8 - len(pool).bit_length()
    numbers = [byte >> unused for byte in range(256)]
    letters = [ord(pool[number]) if number < len(pool) else 0 for number in numbers]
    return bytes(letters), bytes(byte for byte in range(256) if numbers[byte] >= len(pool))


def _handle() -> str:
    return _text(string.ascii_lowercase, _HANDLE)


def _random_string(
    _: MotoRandom,
    length: int = 20,
    include_digits: bool = True,  # noqa: FBT001, FBT002  moto's signature
    lower_case: bool = False,  # noqa: FBT001, FBT002  moto's signature
) -> str:
    drawn = _text(string.ascii_letters + (string.digits if include_digits else ""), length)
    return drawn.lower() if lower_case else drawn


SEAMS = (
    Seam(
        sqs, "generate_receipt_handle", _handle, "moto draws 185 letters one by one for each message received"
    ),
    Seam(MotoRandom, "get_random_string", _random_string, "moto draws 52 letters one by one for each answer"),
)
