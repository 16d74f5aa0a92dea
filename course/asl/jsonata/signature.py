"""What a function takes: signatures in the language's short form, `<s-nn?:s>`.

Letters are types (a array, b boolean, f function, l null, n number, o object, s text, j any JSON, x anything; several in
parentheses are alternatives), `<n>` after an array is the type of its items, `-` takes the context where the argument
is missing, `?` makes it optional, `+` allows several. Source: https://docs.jsonata.org/embedding-extending.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jsonata.functions import Functions  # type: ignore[import-untyped]  # it ships no types
from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from .failures import JException
from .values import NULL

__all__ = ["Parameter", "Signature"]

PARAMETER = re.compile(r"(?P<type>\([^)]*\)|[a-z])(?:<(?P<items>[^>]*)>)?(?P<context>-)?(?P<count>[?+])?")
ANY_OF = {"a": "[asnblfom]", "f": "f", "j": "[asnblom]", "x": "[asnblfom]"}
ITEMS = {"a": "arrays", "b": "booleans", "f": "functions", "n": "numbers", "o": "objects", "s": "strings"}
SYMBOLS = {bool: "b", dict: "o", float: "n", int: "n", list: "a", str: "s", type(None): "m", Utils.JList: "a"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `pattern` matches the symbols of what it takes."""

    pattern: str
    is_array: bool
    items: str | None
    takes_context: bool
    is_optional: bool


class Signature:
    """A function's parameters, and what is made of the arguments of a call.

    Its errors leave out the function's name: who calls knows by which (`Operators.evaluate_function`).
    """

    def __init__(self, parameters: "str | list[Parameter]") -> None:
        self.parameters = _parameters(parameters) if isinstance(parameters, str) else parameters
        self.pattern = re.compile("".join(f"({parameter.pattern})" for parameter in self.parameters))
        self.shares = lru_cache(maxsize=256)(self._shares)

    @classmethod
    def of(cls, written: Any) -> "Signature":
        """Return the signature that an expression gives a function of its own, from the library's form of it."""
        return cls(
            [
                Parameter(each.regex, each.array, each.subtype, each.context, "?" in each.regex)
                for each in written._params  # noqa: SLF001  (the library has no other way to them)
            ]
        )

    def set_function_name(self, name: str) -> None:
        """Keep the name: the library tells it each name that the function is bound to."""

    def get_min_number_of_args(self) -> int:
        """Return how many arguments are required; the library asks before it calls back."""
        return sum(not parameter.is_optional for parameter in self.parameters)

    def validate(self, args: list[Any], context: Any) -> list[Any]:
        """Return the arguments as the function wants them. Raises `JException` (T0410, T0411, T0412)."""
        supplied = "".join(map(symbol, args))
        shares = self.shares(supplied)
        if shares is None:
            raise JException("T0410", -1, self._first_wrong(supplied), None)
        taken: list[Any] = []
        place = 0
        for parameter, share in zip(self.parameters, shares, strict=True):
            if not share and parameter.takes_context:
                taken.append(self._context_for(parameter, context, place))
                continue
            for letter in share or "m":
                given = args[place] if place < len(args) else None
                taken.append(self._as_array(parameter, letter, given, place) if parameter.is_array else given)
                place += 1
        return taken

    def _shares(self, supplied: str) -> tuple[str, ...] | None:
        match = self.pattern.fullmatch(supplied)
        return match and match.groups()

    def _first_wrong(self, supplied: str) -> int:
        good = 0
        for count in range(1, len(self.parameters) + 1):
            match = re.match("".join(parameter.pattern for parameter in self.parameters[:count]), supplied)
            if match is None:
                break
            good = match.end()
        return good + 1

    def _context_for(self, parameter: Parameter, context: Any, place: int) -> Any:
        if re.fullmatch(parameter.pattern, symbol(context)):
            return context
        raise JException("T0411", -1, place + 1, None)

    def _as_array(self, parameter: Parameter, letter: str, given: Any, place: int) -> Any:
        if letter == "m":
            return None
        items = given if letter == "a" else [given]
        if parameter.items and any(symbol(item) != parameter.items[0] for item in items):
            raise JException("T0412", -1, place + 1, None, ITEMS.get(parameter.items[0], parameter.items))
        return items


def symbol(value: Any) -> str:
    """Return the letter of a value's type; `m` is for nothing."""
    letter = SYMBOLS.get(type(value))
    if letter is not None:
        return letter
    if value is NULL:
        return "l"
    return "f" if Utils.is_function(value) or Functions.is_lambda(value) or Functions.is_regex(value) else "m"


def _parameters(text: str) -> list[Parameter]:
    found, place = [], 1
    while match := PARAMETER.match(text, place):
        found.append(_parameter(match))
        place = match.end()
    return found


def _parameter(match: re.Match[str]) -> Parameter:
    letters = match["type"]
    single = f"[{letters.strip('()')}m]"
    pattern = ANY_OF.get(letters, single) + ("?" if match["context"] else "") + (match["count"] or "")
    return Parameter(pattern, letters == "a", match["items"], bool(match["context"]), "?" in pattern)
