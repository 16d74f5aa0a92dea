"""Read the text of a path into its root and its steps.

The dialect is Jayway JsonPath's, with the roots that Step Functions adds: `$` the state's input, `$$` the context
object, `$name` a variable. Python's libraries speak RFC 9535 or a dialect of their own, which differ in grammar and in
what they find; so these few files read and follow paths themselves.
"""

import re

from .errors import PathSyntaxError
from .filters import read_filter
from .functions import FUNCTIONS
from .scanner import Scanner
from .steps import Build, Call, Each, Filter, Indexes, Keys, Scan, Slice, Step

__all__ = ["parse_steps"]

LONGEST = 10_000
FROM_END = re.compile(r"\(\s*@\.length\s*-\s*(\d{1,9})\s*\)")
NUMBERS = re.compile(r"-?\d{1,9}(?:\s*,\s*-?\d{1,9})*")
SLICE = re.compile(r"(-?\d{1,9})?\s*:\s*(-?\d{1,9})?\s*(?::\s*-?\d{0,9}\s*)?")


def parse_steps(text: str) -> tuple[str, tuple[Step, ...]]:
    """Return the root (`$`, `$$` or a variable's bare name) and the steps, or raise `PathSyntaxError`."""
    if len(text) > LONGEST:
        raise PathSyntaxError(f"A path has at most {LONGEST} characters, this one {len(text)}", LONGEST + 1)
    scanner = Scanner(text.rstrip())
    scanner.skip_spaces()
    if not scanner.take("$"):
        raise scanner.wrong("A path starts with '$'")
    root = "$$" if scanner.take("$") else _variable(scanner)
    return root, _steps(scanner)


def _variable(scanner: Scanner) -> str:
    """The name after a `$`, or `$` itself where none follows."""
    start = scanner.at
    while scanner.text[start : scanner.at + 1].isidentifier() and scanner.peek():
        scanner.at += 1
    return scanner.text[start : scanner.at] or "$"


def _steps(scanner: Scanner) -> tuple[Step, ...]:
    steps: list[Step] = []
    while scanner.peek():
        if steps and isinstance(steps[-1], Call):
            raise scanner.wrong(f"Nothing may follow '{steps[-1]}'")
        if scanner.take(".."):
            steps.append(Scan())
            steps.append(_bracket(scanner) if scanner.peek() == "[" else _name(scanner))
        elif scanner.take("."):
            steps.append(_bracket(scanner) if scanner.peek() == "[" else _name(scanner))
        elif scanner.peek() == "[":
            steps.append(_bracket(scanner))
        else:
            raise scanner.wrong("Expected '.' or '['")
    if steps and isinstance(steps[-1], Keys) and len(steps[-1].names) > 1:
        steps[-1] = Build(steps[-1].names)
    return tuple(steps)


def _name(scanner: Scanner) -> Step:
    start = scanner.at
    if scanner.take("*"):
        return Each()
    found: list[str] = []
    while (character := scanner.peek()) and character not in ".[( ":
        if character == "\\":
            scanner.at += 1
            character = scanner.peek()
            if not character:
                raise scanner.wrong("Expected the character that the backslash escapes")
        found.append(character)
        scanner.at += 1
    name = "".join(found)
    if not name:
        raise scanner.wrong("Expected the name of a field")
    if scanner.peek() == " ":
        raise scanner.wrong("A name with a blank stands in brackets: ['my field']")
    if scanner.take("("):
        return _call(name, scanner, start)
    return Keys((name,))


def _call(name: str, scanner: Scanner, start: int) -> Call:
    inside = scanner.word(")").strip()
    scanner.need(")")
    if name not in FUNCTIONS:
        known = ", ".join(sorted(FUNCTIONS))
        raise PathSyntaxError(f"A path has no function '{name}'; there are {known}", start + 1)
    takes_number = name == "index"
    if takes_number != bool(re.fullmatch(r"-?\d{1,9}", inside)) or (inside and not takes_number):
        expected = "one whole number" if takes_number else "nothing in its parentheses"
        raise PathSyntaxError(f"The function '{name}' takes {expected}", start + 1)
    return Call(name, (int(inside),) if takes_number else ())


def _bracket(scanner: Scanner) -> Step:
    start = scanner.at
    scanner.need("[")
    scanner.skip_spaces()
    if scanner.peek() in {"'", '"'}:
        return _quoted_keys(scanner)
    if scanner.peek() == "?":
        test = read_filter(scanner, parse_steps)
        scanner.skip_spaces()
        scanner.need("]")
        return Filter(test)
    inside = scanner.word("]").strip()
    scanner.need("]")
    return _positions(inside, start)


def _quoted_keys(scanner: Scanner) -> Keys:
    names = [scanner.quoted()]
    scanner.skip_spaces()
    while scanner.take(","):
        scanner.skip_spaces()
        if scanner.peek() not in {"'", '"'}:
            raise scanner.wrong("Expected a name in quotes")
        names.append(scanner.quoted())
        scanner.skip_spaces()
    scanner.need("]")
    return Keys(tuple(names))


def _positions(inside: str, start: int) -> Step:
    if inside == "*":
        return Each()
    if NUMBERS.fullmatch(inside):
        return Indexes(tuple(int(number) for number in inside.split(",")))
    if found := SLICE.fullmatch(inside):
        first, last = (None if end is None else int(end) for end in found.groups())
        if first is None and last is None:
            raise PathSyntaxError("A slice names its start, its end or both: [1:3]", start + 1)
        return Slice(first, last)
    if (found := FROM_END.fullmatch(inside)) and int(found[1]):
        return Indexes((-int(found[1]),))
    raise PathSyntaxError("Expected ?, ', a number or * in the brackets", start + 2)
