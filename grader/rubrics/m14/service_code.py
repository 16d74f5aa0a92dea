"""The programs of functions, as AWS would find them: whether they parse, and what they import that is not there."""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

__all__ = ["imports", "missing", "modules", "texts"]

# What Lambda's Python has besides its standard library: boto3, and what that needs.
OF_LAMBDA = {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3", "awslambdaric"}
IMPORTERS = {"__import__", "import_module"}


def modules(files: Mapping[str, bytes]) -> Iterator[tuple[str, ast.Module | None]]:
    """Yield the path of each program, and its syntax tree; None for one that is not Python."""
    for path, content in files.items():
        if path.endswith(".py"):
            try:
                yield path, ast.parse(content)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                yield path, None


def missing(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield path and module of each import that nothing on Lambda would answer."""
    own: dict[str, set[str]] = {}
    for path in files:
        folder, first = _package(path)
        own.setdefault(folder, set()).add(first)
    shared = set[str]().union(*(names for folder, names in own.items() if _is_layer(folder)))
    for path, tree in modules(files):
        known = sys.stdlib_module_names | OF_LAMBDA | own[_package(path)[0]] | shared
        for name in dict.fromkeys(imports(tree) if tree else ()):
            if name not in known:
                yield path, name


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the top name of each module that a program imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and _name(node.func) in IMPORTERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value.partition(".")[0]


def texts(tree: ast.Module) -> Iterator[str]:
    """Yield the texts that a program works with; its docstrings are for people."""
    for_people = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in for_people:
            yield node.value


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _package(path: str) -> tuple[str, str]:
    """Return the folder of a file's package, and what the package calls it: ``src/sales/app.py`` is ``app`` of sales."""
    parts = PurePosixPath(path).parts
    inside = parts[3:] if len(parts) > 3 and parts[2] == "python" else parts[2:]
    return "/".join(parts[:2]), (inside[0] if inside else "").removesuffix(".py")


def _is_layer(folder: str) -> bool:
    """Tell whether a folder is a layer's: its name ends in its version."""
    return folder.rpartition("-")[2].isdigit()
