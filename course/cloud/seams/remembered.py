"""moto's requests: what it reckons anew for each of them, and is always the same."""

from functools import cache, lru_cache

from moto.core import responses, utils

from .seam import Seam

__all__ = ["SEAMS"]

SEAMS = (
    Seam(
        responses,
        "method_names_from_class",
        cache(utils.method_names_from_class),
        "moto lists all methods of a class at each request to it",
    ),
    Seam(
        responses,
        "camelcase_to_underscores",
        lru_cache(4096)(utils.camelcase_to_underscores),
        "moto goes through an operation's name letter by letter, at each request",
    ),
)
