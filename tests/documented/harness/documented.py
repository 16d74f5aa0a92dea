"""What a document tells its readers to type: its commands, and the options that it names, each with its line.

A fenced block says in its first line what it is. In one marked `sh` every line is a command; in one marked `console` those
after `$ ` are, and what follows is what they print. In text and tables a command is code that begins with a program's name
and says more than that name, and an option is code that begins with `--`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["Command", "commands", "unmarked"]

# A new program is entered here when a document first names it in its text; in a block no entry is needed.
PROGRAM = re.compile(
    r"\.|aws|cat|cd|conda|course|curl|dask|docker|export|git|grader|helm|jupyter|jupyterhub|k3s|kind|kubectl|lint-imports|minikube|"
    r"moto_server|mypy|nbgrader|npm|openssl|pip|podman|py|pytest|python3?|ruff|sam|source|ssh|sudo|systemctl|useradd|uv"
)
WITH_OPTION = re.compile(r"[a-z][a-z0-9_-]+ (\S+ )*--?[a-z]")  # whoever takes options is a program
OURS = (".venv/", ".venv\\", ".ci/", "./", "bench/", "authoring/")
SETTING = re.compile(r"^(?:[A-Z][A-Z0-9_]*=\S*\s+)+")
COMMENT = re.compile(r"\s+# .*$|^#.*$")


@dataclass(frozen=True)
class Command:
    """A command or an option as a document writes it, and what the document says that it prints."""

    text: str
    document: str
    line: int
    prints: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it is written."""
        return f"{self.document}:{self.line}"


def commands(text: str, document: str) -> list[Command]:
    """Return all commands and options of a document, in their order."""
    return [found for token in _tokens(text) for found in _of(token, document)]


def unmarked(text: str) -> list[int]:
    """Return the lines of the blocks that do not say what they are, so that nobody knows whether they hold commands."""
    return [
        _line(token) for token in _tokens(text) if token.type in ("fence", "code_block") and not token.info
    ]


def _tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _of(token: Token, document: str) -> Iterator[Command]:
    if token.type == "fence" and token.info == "sh":
        yield from _script(token, document)
    if token.type == "fence" and token.info == "console":
        yield from _session(token, document)
    for code in token.children or []:
        if code.type == "code_inline" and _is_command(code.content):
            yield Command(" ".join(code.content.split()), document, _line(token))


def _script(token: Token, document: str) -> Iterator[Command]:
    joined = re.sub(r"\s*\\\n\s*", " ", token.content)
    for line in joined.splitlines():
        said = COMMENT.sub("", line).strip()
        if said:
            yield Command(said, document, _line(token))


def _session(token: Token, document: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", token.content, flags=re.MULTILINE)[1:]:
        said, *printed = part.splitlines()
        yield Command(COMMENT.sub("", said).strip(), document, _line(token), tuple(printed))


def _is_command(code: str) -> bool:
    if re.match(r"--\w", code):
        return True
    program, _, rest = SETTING.sub("", code).partition(" ")
    if program.startswith(OURS) and "*" not in program:
        return bool(rest) or program == ".ci/run"
    return bool(rest) and (PROGRAM.fullmatch(program) or WITH_OPTION.match(code)) is not None
