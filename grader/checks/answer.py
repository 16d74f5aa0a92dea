"""What a learner delivered, called at arm's length.

An answer may raise anything, leave the program, recurse without end, print, change its arguments, wait for ever on the
virtual clock, or give back something that is no data. Each of these ends here, as plain data or as an `AnswerError`
that a learner can read.
"""

import linecache
import os
import sys
import types
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from .capture import captured
from .exercise import Finding, Place
from .plain import plain, shown
from .source import function_of, is_untouched, source_of

__all__ = ["MISSING", "Answer", "AnswerError", "Raised", "RaisedElsewhere"]

MISSING = types.new_class("Missing")()

LONGEST_MESSAGE = 300


@dataclass(frozen=True)
class Raised:
    """An exception of the learner's, as data. `code` is the AWS error code, where it has one."""

    type: str
    kinds: tuple[str, ...]
    message: str
    code: str | None
    place: Place | None

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


class RaisedElsewhere(Exception):  # noqa: N818  it carries one, and is none of ours
    """An answer that runs in a process of its own raised something there; `raised` tells what."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(str(raised))
        self.raised = raised


class AnswerError(Exception):
    """An answer could not be used. `raised` tells what it raised, where that is the reason; `got` says it, mostly in words."""

    def __init__(
        self, name: str, got: Any, expected: str, *, given: Any = None, raised: Raised | None = None
    ) -> None:
        super().__init__(f"`{name}`: {shown(got)}")
        self.name = name
        self.raised = raised
        self.given = given
        self.got = got
        self.expected = expected

    def finding(self, where: str = "", *, given: Any = None, row: int | None = None) -> Finding:
        """Return it as a finding at `where` (else at the answer's name)."""
        place = self.raised.place if self.raised else None
        given = self.given if given is None else given
        return Finding(where or f"`{self.name}`", given, self.got, self.expected, row, place)


class Answer:
    """One delivered thing: call it if it is a function, read `.value` if it is data, `.source` for its cell's text.

    `was_read` tells whether somebody has asked for its value; who only calls it is told of all data that it is no function.
    """

    def __init__(
        self,
        name: str,
        delivered: object,
        source: str | None = None,
        around: Callable[[], AbstractContextManager[object]] = nullcontext,
        hear: Callable[[str], object] = lambda _: None,
    ) -> None:
        self.name = name
        self.returned = 0
        self.was_read = False
        self.trouble: AnswerError | None = None
        self._delivered = delivered
        self._source = source
        self._around = around
        self._hear = hear

    @property
    def missing(self) -> bool:
        """Whether nothing of this name was delivered."""
        return self._delivered is MISSING

    @property
    def untouched(self) -> bool:
        """Whether it is still what the notebook came with: None, `...`, or a function without a body of its own."""
        if self.missing or self._delivered is None or self._delivered is ...:
            return True
        return is_untouched(self._delivered, self._source, self.name)

    @property
    def source(self) -> str:
        """The text of the cell that defines it. Raises `AnswerError` where that cannot be found."""
        text = self._source if self._source is not None else source_of(self._delivered, self.name)
        if text is None:
            raise self.refused(
                "the text of the cell that defines it was not found",
                f"run the cell that defines `{self.name}` again, then this one",
            )
        return text

    @property
    def value(self) -> Any:
        """What was delivered, as plain data of our own. Raises `AnswerError` for a function or for nothing."""
        self.was_read = True
        self._must_be_there("plain data (dicts, lists, texts, numbers)")
        if callable(self._delivered):
            raise self.refused(
                "it is a function", "plain data (a dict, a list, a text, a number), not a function"
            )
        return plain(self._delivered)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call it and return what it gives back, as plain data. Raises `AnswerError` for whatever goes wrong.

        Plain arguments are copied first; clients and other objects are passed as they are.
        """
        self._must_be_there("a function")
        if not callable(self._delivered):
            raise self.refused(f"it is {shown(self._delivered)}", "a function that can be called")
        given = _readable(arguments, named)
        result, raised = self._outcome(_copy(arguments), _copy(named))
        if raised is not None:
            raise self.refused(str(raised), "it runs to its end", given=given, raised=raised)
        self.returned += 1
        return result

    def excuse(self) -> None:
        """Forget the trouble it made: it was asked to."""
        self.trouble = None

    @property
    def stuck(self) -> AnswerError | None:
        """The reason why it never yet worked, if it was tried."""
        return self.trouble if self.returned == 0 else None

    def _outcome(self, arguments: Any, named: Any) -> tuple[Any, Raised | None]:
        deepest = sys.getrecursionlimit()
        # What goes wrong in opening the surroundings is ours, and passes through.
        with self._around(), captured() as written:
            try:
                result = self._delivered(*arguments, **named)  # type: ignore[operator]
                if type(result) is types.CoroutineType:
                    result.close()  # else Python complains on stderr that nobody awaited it
                return plain(result), None
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # noqa: BLE001  a learner's code may raise anything, also SystemExit
                return None, _raised(error, self._delivered)
            finally:
                sys.setrecursionlimit(deepest)
                self._hear(written.out.text())

    def _must_be_there(self, wanted: str) -> None:
        if self.missing:
            raise self.refused("nothing was delivered under this name", f"{wanted} named `{self.name}`")
        if self._delivered is None or self._delivered is ...:
            raise self.refused("it is not written yet", wanted)

    def refused(
        self, got: Any, expected: str, *, given: Any = None, raised: Raised | None = None
    ) -> AnswerError:
        """Return the error that says what is wrong with it, and note that it made trouble; to be raised."""
        error = AnswerError(self.name, got, expected, given=given, raised=raised)
        self.trouble = self.trouble or error
        return error


def _copy(value: Any) -> Any:
    """Copy lists, dicts and tuples, and nothing else: a boto3 client must stay the one it is."""
    if type(value) is dict:
        return {key: _copy(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_copy(item) for item in value)
    return value


def _readable(arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Return the arguments that are data; clients and stubs would tell a learner nothing."""
    data = [plain(each) for each in arguments if _is_data(each)]
    data += [{key: plain(each)} for key, each in named.items() if _is_data(each)]
    return data[0] if len(data) == 1 else data or None


def _is_data(value: Any) -> bool:
    return value is None or isinstance(value, dict | list | tuple | str | int | float)


def _raised(error: BaseException, delivered: object) -> Raised:
    if isinstance(error, RaisedElsewhere):
        return error.raised
    kinds = tuple(each.__name__ for each in type(error).__mro__ if each not in (object, BaseException))
    return Raised(type(error).__name__, kinds, _message(error), _code(error), _place(error, delivered))


def _message(error: BaseException) -> str:
    try:
        text = plain(str(error))
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001  its __str__ is the learner's code as well
        return ""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def _code(error: BaseException) -> str | None:
    response = plain(vars(error).get("response")) if hasattr(error, "__dict__") else None
    if isinstance(response, dict) and isinstance(response.get("Error"), dict):
        code = response["Error"].get("Code")
        return code if isinstance(code, str) else None
    return None


def _place(error: BaseException, delivered: object) -> Place | None:
    """Return the last line of the learner's own that the exception passed through."""
    function = function_of(delivered)
    own = function.__code__.co_filename if function else None
    place = None
    traceback = error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        # A cell is compiled under a name of which no file exists.
        if file == own or (not os.path.exists(file) and not file.startswith("<frozen")):  # noqa: PTH110  hot loop
            text = linecache.getline(file, traceback.tb_lineno).strip()
            place = Place(traceback.tb_lineno, text[:LONGEST_MESSAGE])
        traceback = traceback.tb_next
    return place
