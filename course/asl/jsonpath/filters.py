"""Read `?(...)` into a test of one value; `&&` binds tighter than `||`, `!` tighter than both."""

import json
import re
from collections.abc import Callable
from typing import Any

from .comparisons import COMPARISONS, MISSING, Pattern
from .errors import PathNotFoundError, PathSyntaxError
from .lookup import find
from .scanner import Scanner
from .steps import Step, Test

__all__ = ["read_filter"]

Parse = Callable[[str], tuple[str, tuple[Step, ...]]]
Operand = Callable[[Any, Any], Any]

DEEPEST = 50
END_OF_PATH = " \t\r\n()=!<>&|,~"
END_OF_WORD = " \t\r\n()=!<>&|,]"
NUMBER = re.compile(r"-?\d{1,300}(?:\.\d{1,300})?(?:[eE][+-]?\d{1,3})?")
WORDS = {"true": True, "false": False, "null": None}
# Longest first, for one may start another.
OPERATORS = sorted(COMPARISONS, key=len, reverse=True)


def read_filter(scanner: Scanner, parse: Parse) -> Test:
    """Read from the `?` to the closing parenthesis; `parse` reads the paths within."""
    scanner.need("?")
    scanner.skip_spaces()
    scanner.need("(")
    test = _Reader(scanner, parse).alternatives()
    scanner.need(")")
    return test


class _Reader:
    """One level of the grammar a method."""

    def __init__(self, scanner: Scanner, parse: Parse) -> None:
        self.scanner = scanner
        self.parse = parse
        self.depth = 0

    def alternatives(self) -> Test:
        tests = [self.conjunction()]
        while self.scanner.take("||"):
            tests.append(self.conjunction())
        return tests[0] if len(tests) == 1 else lambda value, root: any(test(value, root) for test in tests)

    def conjunction(self) -> Test:
        tests = [self.negation()]
        while self.scanner.take("&&"):
            tests.append(self.negation())
        return tests[0] if len(tests) == 1 else lambda value, root: all(test(value, root) for test in tests)

    def negation(self) -> Test:
        self.scanner.skip_spaces()
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.scanner.wrong(f"A filter nests at most {DEEPEST} levels")
        if self.scanner.take("!"):
            negated = self.negation()
            test: Test = lambda value, root: not negated(value, root)  # noqa: E731 - a closure reads best in place
        elif self.scanner.take("("):
            test = self.alternatives()
            self.scanner.need(")")
        else:
            test = self.comparison()
        self.depth -= 1
        self.scanner.skip_spaces()
        return test

    def comparison(self) -> Test:
        is_path = self.scanner.peek() in {"@", "$"}
        left = self.operand()
        self.scanner.skip_spaces()
        name = next((name for name in OPERATORS if self.operator(name)), None)
        if name is None:
            if not is_path:
                raise self.scanner.wrong("Expected a comparison")
            return lambda value, root: left(value, root) is not MISSING
        self.scanner.skip_spaces()
        right = self.pattern() if name == "=~" else self.operand()
        compare = COMPARISONS[name]
        return lambda value, root: compare(left(value, root), right(value, root))

    def operator(self, name: str) -> bool:
        if name.isalpha() and not self.scanner.text[self.scanner.at :].lower().startswith(
            (f"{name} ", f"{name}[")
        ):
            return False
        if name.isalpha():
            self.scanner.at += len(name)
            return True
        return self.scanner.take(name)

    def operand(self) -> Operand:
        character = self.scanner.peek()
        if character in {"@", "$"}:
            return self.path()
        constant = self.constant(character)
        return lambda _value, _root: constant

    def path(self) -> Operand:
        start = self.scanner.at
        text = self.path_text()
        try:
            root, steps = self.parse(f"${text[1:]}")
        except PathSyntaxError as error:
            raise PathSyntaxError(error.message, start + error.column) from error
        if root != "$":
            raise PathSyntaxError("A filter reads '@' and '$' alone", start + 1)
        from_root = text[0] == "$"

        def read(value: Any, document: Any) -> Any:
            try:
                return find(steps, document if from_root else value)
            except PathNotFoundError:
                return MISSING

        return read

    def path_text(self) -> str:
        start = self.scanner.at
        while (character := self.scanner.peek()) and character not in END_OF_PATH:
            if character == "[":
                self.brackets()
            else:
                self.scanner.at += 1
            if self.scanner.take("("):
                self.scanner.word(")")
                self.scanner.need(")")
        return self.scanner.text[start : self.scanner.at]

    def brackets(self) -> None:
        """Pass over a pair of brackets and all within."""
        open_brackets = 0
        while character := self.scanner.peek():
            if character in {"'", '"'}:
                self.scanner.quoted()
                continue
            open_brackets += {"[": 1, "]": -1}.get(character, 0)
            self.scanner.at += 1
            if not open_brackets:
                return
        raise self.scanner.wrong("Expected ']'")

    def constant(self, character: str) -> Any:
        if character in {"'", '"'}:
            return self.scanner.quoted()
        if character == "[":
            return self.array()
        start = self.scanner.at
        word = self.scanner.word(END_OF_WORD)
        if not word:
            raise self.scanner.wrong("Expected a value")
        if word in WORDS:
            return WORDS[word]
        if NUMBER.fullmatch(word):
            return float(word) if re.search("[.eE]", word) else int(word)
        if not word[0].isalpha() and word[0] != "_":
            raise PathSyntaxError(f"'{word}' is no value; a text stands in quotes", start + 1)
        return word  # AWS takes a bare word as a text; its own samples have some.

    def array(self) -> Any:
        start = self.scanner.at
        self.brackets()
        text = self.scanner.text[start : self.scanner.at].replace("'", '"')
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise PathSyntaxError(f"'{text}' is no JSON array", start + 1) from error

    def pattern(self) -> Operand:
        start = self.scanner.at
        found = re.compile(r"/((?:[^/\\]|\\.){0,1000})/([imsxud]*)").match(self.scanner.text, start)
        if not found:
            raise self.scanner.wrong("Expected a pattern between slashes: /.../")
        self.scanner.at = found.end()
        try:
            pattern = Pattern(found[1], found[2])
        except ValueError as error:
            raise PathSyntaxError(str(error), start + 1) from error
        return lambda _value, _root: pattern
