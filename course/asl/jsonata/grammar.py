"""Reading an expression: the library's parser, made to answer every text, in the version of the language AWS runs.

AWS runs JSONata 2.0.6, which knows no `??` and no `?:`.
"""

import math
import re
import threading
from typing import Any

from jsonata.parser import Parser  # type: ignore[import-untyped]  # it ships no types
from jsonata.tokenizer import Tokenizer  # type: ignore[import-untyped]  # it ships no types

from .failures import JException
from .regex import compile_regex
from .values import NULL

__all__ = ["LONGEST", "TOO_DEEP", "Node", "Reparser", "parse"]

Node = Any  # A node of the library's tree: `type`, `value`, `position`, and the parts that its type has.

# Reading time grows with the square of the length in the worst case; AWS's definitions end at 1 MiB altogether.
LONGEST = 65_536
TOO_LONG = f"The expression has more than {LONGEST} characters"
TOO_DEEP = "The expression is nested too deeply"
NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?")
SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# Errors of something without an end: they are told where it begins.
UNENDED = frozenset({"S0101", "S0105", "S0302"})
CODES: dict[str, str] = {words: code for code, words in JException.error_codes.items()}
PARSERS = threading.local()
LATER_OPERATORS = {"?:": "?", "??": "?"}


class Tokens(Tokenizer):  # type: ignore[misc]  # the library ships no types
    """The library's tokens, but for numbers (read in place) and for what a text breaks off in."""

    def next(self, prefix: bool) -> Any:  # noqa: FBT001  (the library's signature)
        if not prefix and (literal := NUMBER.match(self.path, self._after_blanks())):
            return self._number(literal)
        start = self._after_blanks()
        try:
            token = super().next(prefix)
        except IndexError:
            raise JException(self._broken_off(), start + 1) from None
        except JException as error:
            # The library has the code of an empty regular expression for an escape that there is not.
            if error.error == "S0301" and error.current is not None:
                raise JException("S0103", error.location, error.current) from None
            if error.error in UNENDED:
                error.location = start + 1
            raise
        if token is not None and token.type == "operator" and token.value in LATER_OPERATORS:
            self.position -= 1
            return self.create("operator", LATER_OPERATORS[token.value])
        if token is not None and token.type == "string":
            token.value = SURROGATES.sub(_joined, token.value)
        return token

    def _after_blanks(self) -> int:
        place: int = self.position
        while place < self.length and self.path[place] in " \t\n\r":
            place += 1
        return place

    def _number(self, literal: re.Match[str]) -> Any:
        self.position = literal.end()
        value = float(literal[0])
        if not math.isfinite(value):
            raise JException("S0102", self.position, literal[0])
        return self.create("number", int(value) if value.is_integer() and abs(value) < 2**63 else value)

    def _broken_off(self) -> str:
        return "S0106" if self.path.rfind("/*") > self.path.rfind("*/") else "S0101"


class Grammar(Parser):  # type: ignore[misc]  # the library ships no types
    """The library's grammar over those tokens."""

    def parse(self, text: str, _engine: Any = None) -> Node:
        self.source = text
        self.ancestor_label = self.ancestor_index = 0
        self.ancestry: list[Node] = []
        self.lexer = Tokens(text, compile_regex)
        self.advance()
        tree = self.expression(0)
        if self.node.id != "(end)":
            raise JException("S0201", self.node.position, self.node.value)
        tree = self.process_ast(tree)
        if tree.type == "parent" or tree.seeking_parent is not None:
            raise JException("S0217", tree.position, tree.type)
        return tree


class Reparser:
    """The part of a parser that the library's evaluator uses."""

    dbg = False

    def parse(self, text: str) -> Node:
        """Return the tree of the function that stands for a partial application."""
        return parse(text)


def parse(text: str) -> Node:
    """Return the tree of an expression. Raises `JException` for every text that is none."""
    if len(text) > LONGEST:
        raise JException(TOO_LONG, LONGEST)
    try:
        return _grammar().parse(text)
    except JException as error:
        if error.error == "S0213" and error.current is None:
            error.current = NULL
        raise
    except RecursionError:
        raise JException(TOO_DEEP, 0) from None
    except KeyError as error:
        raise JException("S0204", 0, error.args[0]) from None
    except RuntimeError as error:
        # The library raises the words of some errors without their code (S0401, S0402).
        raise JException(CODES.get(str(error), "S0201"), 0, text) from None
    except (LookupError, ValueError, TypeError, AttributeError):
        raise JException("S0201", 0, text) from None


def _grammar() -> Grammar:
    """Return this thread's parser: to make one takes ten times as long as to read an expression."""
    if not hasattr(PARSERS, "grammar"):
        PARSERS.grammar = Grammar()
    return PARSERS.grammar  # type: ignore[no-any-return]  # a thread-local place has no types


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
