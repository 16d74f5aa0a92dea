"""Keeps what code writes to stdout and stderr, whichever way it gets there.

A graded cell that writes to stderr is worth nothing to nbgrader, and a correct answer may well log a warning. Its
logging handlers were made before grading and hold on to the old stderr, so they are led here, too.
"""

import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Written", "captured", "no_stderr"]

MOST_KEPT = 20_000


class Kept(io.TextIOBase):
    """A text stream that keeps its beginning and lets the rest go."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MOST_KEPT

    def write(self, text: str) -> int:
        """Keep as much as there is room for; claim to have written all of it, as a stream must."""
        if not isinstance(text, str):
            message = f"a text stream takes str, not {type(text).__name__}"
            raise TypeError(message)
        if self._left > 0:
            self._parts.append(text[: self._left])
        self._left -= len(text)
        return len(text)

    def writable(self) -> bool:
        """Say that one may write here."""
        return True

    def text(self) -> str:
        """Return what was kept, with a note where something was left out."""
        kept = "".join(self._parts)
        return kept if self._left >= 0 else f"{kept}… ({-self._left:,} more characters)"


@dataclass(frozen=True)
class Written:
    """What went to each stream so far."""

    out: Kept = field(default_factory=Kept)
    err: Kept = field(default_factory=Kept)


@contextmanager
def captured() -> Iterator[Written]:
    """Keep everything written inside the block; put the streams back, whatever the block did to them."""
    written = Written()
    before = sys.stdout, sys.stderr
    loggers = [handler for handler in _handlers() if handler.stream in before]
    streams = [handler.stream for handler in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sys.stdout, sys.stderr = written.out, written.err
        for handler in loggers:
            handler.stream = written.err
        try:
            yield written
        finally:
            sys.stdout, sys.stderr = before
            for handler, stream in zip(loggers, streams, strict=True):
                handler.stream = stream


@contextmanager
def no_stderr() -> Iterator[None]:
    """Let nothing reach stderr in the block: not through an old reference to the stream, not past Python either."""
    stream, descriptor = sys.stderr, _descriptor()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # A kernel's stream is a Python object and takes a method of its own; a terminal's does not, and need not.
        with suppress(AttributeError):
            stream.write = len  # type: ignore[method-assign]
        try:
            yield
        finally:
            with suppress(AttributeError):
                del stream.write
            if descriptor is not None:
                os.dup2(descriptor, 2)
                os.close(descriptor)


def _descriptor() -> int | None:
    """Lead descriptor 2 to nowhere; return a copy of where it led, None where there is no such thing."""
    try:
        copy = os.dup(2)
    except OSError:
        return None
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return copy


def _handlers() -> list["logging.StreamHandler[Any]"]:
    named = [each for each in logging.Logger.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    found = {id(handler): handler for logger in (logging.root, *named) for handler in logger.handlers}
    return [handler for handler in found.values() if type(handler) is logging.StreamHandler]
