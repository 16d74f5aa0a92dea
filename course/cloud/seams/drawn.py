"""moto's random texts: the same ones, letter by letter, in a fifth of the time.

Every message that is received gets a handle of 185 letters, and every answer a name of 52, so that drawing them takes a tenth of
what a call takes. What is drawn stays as it is, because identifiers are to be the same from run to run.
"""

import string

from moto.moto_api._internal import mock_random
from moto.moto_api._internal.moto_random import MotoRandom
from moto.sqs import models as sqs

from .seam import Seam

__all__ = ["SEAMS"]

_HANDLE = 185


def _text(pool: str, length: int) -> str:
    """Return as many letters of a pool as `choice` would draw, from the same numbers: it refuses what is too large."""
    most, bits, draw = len(pool), len(pool).bit_length(), mock_random.getrandbits
    letters: list[str] = []
    while len(letters) < length:
        if (number := draw(bits)) < most:
            letters.append(pool[number])
    return "".join(letters)


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
