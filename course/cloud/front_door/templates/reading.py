"""Reading a template: its text, references and directives."""

import re
from functools import lru_cache

from .expressions import read_expression, read_reference, starts_reference
from .nodes import Break, Each, If, Node, Reference, Set, Text
from .source import Source

__all__ = ["read"]

_COMMENT = re.compile(r"##[^\n]*\n?|#\*.*?\*#", re.DOTALL)
# A brace behind a name belongs to it only if there is one before it: in {"a": 1#if($b), "b": 2#end} the last one is text.
_DIRECTIVE = re.compile(r"#(?:\{(?P<braced>[A-Za-z]+)\}|(?P<plain>[A-Za-z]+))")
_PLAIN = re.compile(r"[^$#\\]+")
_LINE_END = re.compile(r"[ \t]*\r?\n")
# Directives of Velocity that are none of a mapping template's, or that the lab does not follow.
_REFUSED = {"define", "evaluate", "include", "macro", "parse", "stop"}
_BLOCK_ENDS = {"else", "elseif", "end"}


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Node, ...]:
    """Return what a template consists of. Raises TemplateError."""
    source = Source(text)
    nodes, ending = _block(source)
    if ending:
        raise source.error(f"#{ending} has no #if or #foreach before it")
    return nodes


def _block(source: Source) -> tuple[tuple[Node, ...], str]:
    """Read up to the directive that ends a block, and return that directive's name; "" at the end of all."""
    nodes: list[Node] = []
    while not source.done:
        if plain := source.match(_PLAIN):
            nodes.append(Text(plain[0]))
        elif starts_reference(source):
            nodes.append(read_reference(source))
        elif source.starts("##") or source.starts("#*"):
            if not source.match(_COMMENT):
                raise source.error("this comment has no closing *#")
        elif (name := _directive(source)) in _BLOCK_ENDS:
            return tuple(nodes), name
        elif name:
            nodes.append(_READERS[name](source))
        else:
            nodes.append(_sign(source))
    return tuple(nodes), ""


def _directive(source: Source) -> str:
    """Read the name of a directive; "" where a number sign is nothing but text."""
    found = _DIRECTIVE.match(source.text, source.at)
    if found is None:
        return ""
    name = found["braced"] or found["plain"]
    if name in _READERS or name in _BLOCK_ENDS:
        source.at = found.end()
        if name in ("else", "end"):
            source.match(_LINE_END)
        return name
    if name in _REFUSED or source.text.startswith("(", found.end()):
        raise source.error(f"the lab does not know the directive #{name}")
    return ""


def _sign(source: Source) -> Node:
    """Read one sign that is no reference and no directive; a backslash before such a sign goes."""
    if source.starts("\\") and source.text[source.at + 1 : source.at + 2] in ("$", "#"):
        source.at += 1
    source.at += 1
    return Text(source.text[source.at - 1])


def _set(source: Source) -> Node:
    _open(source, "#set")
    target = read_reference(source)
    source.skip_space()
    source.expect("=", "in #set")
    value = read_expression(source)
    _close(source, "#set")
    return Set(target, value)


def _if(source: Source) -> Node:
    branches: list[tuple[Node | None, tuple[Node, ...]]] = []
    _open(source, "#if")
    condition: Node | None = _condition(source, "#if")
    while True:
        block, ending = _block(source)
        branches.append((condition, block))
        if ending == "end":
            return If(tuple(branches))
        if not ending:
            raise source.error("#if has no #end")
        if condition is None:
            raise source.error(f"#{ending} comes after #else")
        condition = None
        if ending == "elseif":
            _open(source, "#elseif")
            condition = _condition(source, "#elseif")


def _condition(source: Source, name: str) -> Node:
    found = read_expression(source)
    _close(source, name)
    return found


def _foreach(source: Source) -> Node:
    place = source.place
    _open(source, "#foreach")
    name: Reference = read_reference(source)
    source.skip_space()
    source.expect("in", "in #foreach")
    values = read_expression(source)
    _close(source, "#foreach")
    block, ending = _block(source)
    if ending != "end":
        raise source.error("#foreach has no #end")
    return Each(name.name, values, block, place)


def _break(source: Source) -> Node:
    source.match(_LINE_END)
    return Break()


def _open(source: Source, name: str) -> None:
    source.skip_space()
    source.expect("(", f"after {name}")
    source.skip_space()


def _close(source: Source, name: str) -> None:
    source.skip_space()
    source.expect(")", f"at the end of {name}")
    source.match(_LINE_END)


_READERS = {"break": _break, "foreach": _foreach, "if": _if, "set": _set}
