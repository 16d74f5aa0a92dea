"""Which strings of a program somebody reads: by what they look like, and by where they stand in the code.

The program alone reads what stands as documentation, as a key, as an index, in a comparison, in an annotation, as an argument that
is named as AWS names things (``Description=``), or where a call of `_TAKES_CODE` takes it; and a string that is compared or looked
up anywhere (`codes`) is a code everywhere. Of the rest people read what has two words or more, or is a word with a capital; of
single words in small letters those that stand between tags, and where `_WORDS_OF_CALL` and `_WORDS_OF_NAME` say.
"""

import ast
import re
from collections.abc import Iterable

from .python_literals import Around, is_string, strings

__all__ = ["codes", "is_for_the_program", "is_read", "is_within"]

# Calls whose texts are read by the program: by name, the last part of it.
_TAKES_CODE = {
    "Random", "client", "compile", "encode", "endswith", "find", "findall", "finditer", "fromkeys", "fullmatch",
    "getattr", "hasattr", "joinpath", "lstrip", "match", "partition", "removeprefix", "removesuffix", "replace",
    "rpartition", "rsplit", "rstrip", "script", "search", "setattr", "split", "startswith", "strftime", "strip",
    "stylesheet", "sub", "called",
}  # fmt: skip
# Calls of which the first text is a key.
_TAKES_KEY = {"get", "pop", "setdefault", "field"}
# Keywords of calls that take names.
_KEYWORDS = {"help", "name", "kind", "sheets", "style", "justify", "metavar", "encoding", "mode", "errors"}
# Where single words in small letters are read, too: in these calls at these places (from 0), ...
_WORDS_OF_CALL = {
    "Check": (0,), "Shape": (1, 2), "Step": (4, 5), "Table": range(20), "add_column": (0,), "add_row": range(20),
    "as_html": (0, 2), "as_text": (0, 2), "count": (1,), "counted": (1,), "folded": (1,), "kindly": (0,), "many_of": (1,),
}  # fmt: skip
# ... in what these names are given, keys excepted, and second in a tuple or call that begins with a sign: ("✓", "holds", "good").
_WORDS_OF_NAME = {
    "COLUMNS", "FILLS", "MARKS", "_CAPTION", "_COLUMNS", "_DETAILS", "_DOCUMENTS", "_HEAD", "_OUTCOMES", "_PARTS",
    "_RECEIVERS", "_TALLIES", "_TARGETS", "_TERMS", "_TESTS", "_VANISHED", "_VERBS", "_WHAT", "_WORDS", "facts", "rows",
    "sign", "well",
}  # fmt: skip
# What makes findings: the keys of documents in it are words, too.
_FINDINGS = frozenset({"Finding", "finding"})
_SIGN = re.compile(r"[^\w\s/.,:;$-]{1,3}")
# What looks like a word and is none: classes and tones beside words, AWS's names and beginnings of such.
_NO_WORD = re.compile(
    r"course-.*|good|bad|warn|accent|muted|ok|Add|Attach|Boolean|Create|Enable|Exception|Missing|Numeric|Publish|Put|Seconds|Set"
    r"|Update|Value\."
)
_WORD = r"[^\W\d_]{2,}(?:['\u2019-][^\W\d_]+)*"
_STANDS_ALONE = rf"(?<![^\s(\[“\"'\ue000-\uf8ff·…])({_WORD})(?=[\s.,;:!?)\]”\"'…]|$|[\ue000-\uf8ff])"
_SEVERAL = re.compile(rf"{_STANDS_ALONE}(?:.*?\s).*?\S|\S.*?\s.*?{_STANDS_ALONE}", re.DOTALL)
_CAPITAL = re.compile(r"[A-Z][a-z]+[.:!?…]?")
_SMALL = re.compile(rf"{_WORD}[.:!?…]?")
_CODE_LIKE = re.compile(
    r"\s*([{\[<]\s*[\"'/]|arn:|cron\(|rate\(|SELECT |SET |import |UPDATE |REMOVE |[a-z-]+:[^ ]*;)"
)


def codes(trees: Iterable[ast.AST]) -> frozenset[str]:
    """Return the strings that are compared or looked up anywhere in programs."""
    return frozenset(
        node.value
        for tree in trees
        for node, around in strings(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_compared(node, around)
    )


def is_for_the_program(node: ast.AST, around: Around) -> bool:
    """Tell whether a string stands where only the program reads it."""
    child = node
    for parent in reversed(around):
        if _takes_code(parent, child) and not (
            isinstance(parent, ast.Dict) and _heads_a_finding(child, around)
        ):
            return True
        child = parent
    return False


def is_read(words: str, node: ast.AST, around: Around, codes: frozenset[str], *, markup: bool) -> bool:
    """Tell whether somebody reads a text that stands where it may be read; `markup`, where it stood between tags."""
    if _NO_WORD.fullmatch(words):
        return False
    if markup or _takes_words(node, around):
        return bool(_SEVERAL.search(words) or _SMALL.fullmatch(words))
    return (
        words not in codes
        and not _CODE_LIKE.match(words)
        and bool(_SEVERAL.search(words) or _CAPITAL.fullmatch(words))
    )


def is_within(around: Around, names: frozenset[str]) -> bool:
    """Tell whether a string stands in a call of one of these functions, or in what is assigned to one of these names."""
    return any(
        _last_name(each.func) in names
        if isinstance(each, ast.Call)
        else isinstance(each, ast.Assign) and any(_last_name(target) in names for target in each.targets)
        for each in around
    )


def _is_compared(node: ast.AST, around: Around) -> bool:
    parent = around[-1] if around else None
    if isinstance(parent, ast.Tuple | ast.Set | ast.List) and len(around) > 1:
        node, parent = parent, around[-2]
    return isinstance(parent, ast.Compare | ast.MatchValue) or (
        isinstance(parent, ast.Subscript) and node is parent.slice
    )


def _takes_code(parent: ast.AST, child: ast.AST) -> bool:
    match parent:
        case ast.Compare() | ast.MatchValue() | ast.Expr():
            return is_string(child) or isinstance(child, ast.Tuple | ast.Set | ast.List)
        case ast.Dict():
            return any(child is key for key in parent.keys)
        case ast.BinOp(op=ast.Div()):
            return True  # a part of a path
        case ast.Subscript():
            return child is parent.slice
        case ast.keyword():
            return parent.arg in _KEYWORDS or _is_aws(parent.arg)
        case ast.Call():
            name = _last_name(parent.func)
            return (
                name == "Exercise"
                or (name in _TAKES_CODE and child in parent.args)
                or (name in _TAKES_KEY and child in parent.args[:1])
            )
        case ast.arg() | ast.AnnAssign():
            return child is parent.annotation
        case ast.FunctionDef():
            return child is parent.returns or parent.name == "variant"
        case ast.Assign():
            return any(_last_name(target) in ("__all__", "_esm", "_css") for target in parent.targets)
    return False


def _heads_a_finding(key: ast.AST, around: Around) -> bool:
    """Tell whether a key is words over a value in what a finding shows: several, the first in small letters."""
    words = key.value if isinstance(key, ast.Constant) else None
    several = isinstance(words, str) and bool(_SEVERAL.search(words)) and words[:1].islower()
    return several and is_within(around, _FINDINGS)


def _is_aws(name: object) -> bool:
    """Tell a name as AWS's: `Description`, but not `a sentence` or `WORDS`."""
    return isinstance(name, str) and bool(re.fullmatch(r"[A-Z][A-Za-z]*[a-z][A-Za-z.$]*", name))


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _takes_words(node: ast.AST, around: Around) -> bool:
    child = node
    for parent in reversed(around):
        match parent:
            case ast.Call():
                called = parent.func
                places = _WORDS_OF_CALL.get(_last_name(called), ())
                return (
                    any(child is each for at, each in enumerate(parent.args) if at in places)
                    or _after_a_sign(child, parent.args)
                    or (isinstance(called, ast.Attribute) and _last_name(called.value) in _WORDS_OF_NAME)
                )
            case ast.Tuple() if _after_a_sign(child, parent.elts):
                return True
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
                targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
                return any(_last_name(target) in _WORDS_OF_NAME for target in targets)
        child = parent
    return False


def _after_a_sign(child: ast.AST, beside: list[ast.expr]) -> bool:
    first = beside[0].value if beside and isinstance(beside[0], ast.Constant) else None
    return len(beside) > 1 and child is beside[1] and isinstance(first, str) and bool(_SIGN.fullmatch(first))
