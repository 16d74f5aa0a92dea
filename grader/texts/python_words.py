"""What learners read of a Python source: its strings, with what is read in them changed."""

import ast
import re

from .error import TextsError
from .markup import has_markup, reworded_markup
from .places import Change
from .python_literals import Around, retold_literals
from .shown import is_for_the_program, is_read, is_within
from .templates import Template

__all__ = ["reworded_python"]

_INSIDE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def reworded_python(
    text: str, change: Change, codes: frozenset[str] = frozenset(), only_in: frozenset[str] = frozenset()
) -> str:
    """Return a source with each string changed that somebody reads.

    An f-string is a text with its expressions in braces. HTML is parted at its tags, white space at the ends stays. Of `codes`
    none is changed; `only_in` names the calls in which strings count, empty for all. Raises TextsError where a translation
    has not the braces of its original.
    """

    def retell(template: Template, node: ast.AST, around: Around, line: int) -> str:
        if is_for_the_program(node, around) or (only_in and not is_within(around, only_in)):
            return template.text
        markup = has_markup(template.text)

        def piece(part: str) -> str:
            head, words, tail = _INSIDE.fullmatch(part).groups()  # type: ignore[union-attr]
            if not is_read(words, node, around, codes, markup=markup):
                return part
            said = template.words(words)
            new = change(said, line)
            if new == said:
                return part
            try:
                return f"{head}{template.part(new, words)}{tail}"
            except TextsError as error:
                raise TextsError(f"line {line}: {error}") from None

        return reworded_markup(template.text, piece) if markup else piece(template.text)

    return retold_literals(text, retell)
