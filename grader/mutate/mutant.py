"""The mutants of an answer: the same code with one small mistake in each."""

import ast
import difflib
import inspect
import json
from dataclasses import dataclass

import yaml

from .change import Change, applied
from .operators import OPERATORS, Operator
from .source import Source
from .values import values

__all__ = ["Mutant", "mutants", "words_of"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Mutant:
    """An answer with one mistake in it.

    `operator` made it, `mistake` says in a sentence what it stands for. `line` counts from 1 in the original; `where` is a
    path of names to the place: ``wire / policy / Statement / 1 / Effect``. `diff` holds the lines that differ, with - and +.
    """

    operator: str
    mistake: str
    line: int
    where: str
    diff: str
    text: str


def words_of(diff: str) -> str:
    """Return the changed lines of a diff, without layout."""
    return "\n".join(" ".join(line.split()) for line in diff.splitlines() if line.strip()[:1] in ("-", "+"))


def mutants(text: str) -> list[Mutant]:
    """Return every mutant of an answer's code, in the order of operators and places: none twice, none that is the same code.

    Raises SyntaxError where the answer itself is no Python.
    """
    source = Source(text)
    found: list[Mutant] = []
    original = _Meaning(ast.parse(text))
    known = {original.code}
    for operator in OPERATORS:
        for change in operator(source):
            changed = applied(text, change)
            try:
                meaning = _Meaning(ast.parse(changed))
            except SyntaxError:
                continue
            if meaning.code not in known and meaning.documents == original.documents:
                known.add(meaning.code)
                found.append(_mutant(source, operator, change, changed))
    return found


class _Meaning(ast.NodeTransformer):
    """What a tree says, apart from layout and comments: `code`, a text in which a JSON or YAML text is its data."""

    def __init__(self, tree: ast.Module) -> None:
        self.documents = 0
        self.code = ast.dump(self.visit(tree))

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        data = _data(node.value)
        if data is None:
            return node
        self.documents += 1
        return ast.Constant(data)


def _data(text: object) -> str | None:
    """Return the mapping that a text holds as one line, or None."""
    if not isinstance(text, str) or ":" not in text:
        return None
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506  a safe one
    except (yaml.YAMLError, ValueError):
        return None
    return json.dumps(data, sort_keys=True, default=str) if isinstance(data, dict) else None


def _mutant(source: Source, operator: Operator, change: Change, changed: str) -> Mutant:
    mistake = (inspect.getdoc(operator) or "").partition("\n\n")[0]
    line, where = source.line(change.start), _where(source, change.start)
    return Mutant(operator.__name__, mistake, line, where, _diff(source.text, changed), changed)


def _diff(one: str, other: str) -> str:
    lines = list(difflib.unified_diff(one.splitlines(), other.splitlines(), n=1, lineterm=""))[2:]
    kept = [line for line in lines if not line.startswith("@@")]
    indent = min((len(line) - len(line[1:].lstrip()) - 1 for line in kept if line[1:].strip()), default=0)
    return "\n".join(line[0] + " " + line[1 + indent :] for line in kept)


def _where(source: Source, offset: int) -> str:
    """Return the names that lead to a place: of functions, of what is assigned to, of keys and numbers of elements."""
    names = []
    for node in source.nodes:
        span = source.span(node)
        if span.start <= offset < max(span.end, span.start + 1):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.append(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                names.append(ast.unparse(target))
    inmost: tuple[str, ...] = ()
    for value in values(source).all:
        if value.span.start <= offset < value.span.end:
            held = [each.name for each in value.members or () if each.span.start <= offset < each.span.end]
            inmost = (*value.path, *held)
    return " / ".join([*names, *filter(None, inmost)])
