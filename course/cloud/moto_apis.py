"""Moto's API Gateway, imported without what takes nearly all of the time of its import.

It reads OpenAPI documents by a package that, where it can, makes a grammar for international addresses first; that
takes seconds, and no API here needs it.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__: list[str] = []

_GRAMMAR = "rfc3987_syntax"


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Let an optional package be as if it were not installed, unless somebody has it already."""
    if name in sys.modules:
        yield
        return
    modules: dict[str, Any] = sys.modules
    modules[name] = None  # Python's own way to say that it cannot be imported
    try:
        yield
    finally:
        del modules[name]


with _without(_GRAMMAR):
    importlib.import_module("moto.apigateway.models")
