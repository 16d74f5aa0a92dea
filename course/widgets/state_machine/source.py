"""Which lines of a definition's text are a state's."""

import re

from course.asl import StateMachine, to_text

from .graph import Node

__all__ = ["last_line", "lines_of", "shown_alone"]

_LONGEST = 400  # characters: a longer line is no line that a person wrote
_LINE_END = re.compile(r"\r\n?|\n")
_OUTSIDE_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|[{}]')


def lines_of(machine: StateMachine) -> list[str]:
    """Return the lines of a definition's text."""
    return _LINE_END.split(machine.text)


def last_line(machine: StateMachine, node: Node, lines: list[str]) -> int:
    """Return the line that a state ends with, counted from 1."""
    key, value = machine.place(node.path, key=True), machine.place(node.path)
    first = lines[value.line - 1][value.column - 1 :]
    if first.startswith("{"):
        return _braces(first, lines, value.line)
    return _indented(lines, key.line, key.column)


def shown_alone(machine: StateMachine, node: Node, lines: list[str]) -> str:
    """Return the state printed anew where the text has it in an endless line; empty otherwise."""
    if len(lines[node.line - 1]) <= _LONGEST:
        return ""
    found = machine.definition
    for step in node.path:
        found = found[step]
    return to_text({node.name: found})


def _braces(first: str, lines: list[str], line: int) -> int:
    """Return the line that closes the brace which `first`, the rest of a line, begins with."""
    depth, text = 0, first
    for number in range(line, len(lines) + 1):
        for found in _OUTSIDE_TEXT.findall(text):
            depth += {"{": 1, "}": -1}.get(found, 0)
            if found == "}" and depth == 0:
                return number
        text = lines[number] if number < len(lines) else ""
    return len(lines)


def _indented(lines: list[str], line: int, column: int) -> int:
    """Return the last line that is indented deeper than the key at a place, as YAML's blocks are."""
    last = line
    for number in range(line + 1, len(lines) + 1):
        text = lines[number - 1]
        bare = text.strip()
        if bare and not bare.startswith("#"):
            if len(text) - len(text.lstrip()) < column:
                break
            last = number
    return last
