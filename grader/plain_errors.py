"""How a command ends where something is not as it should be: with the sentence that says so, and no traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

__all__ = ["plain_errors"]


@contextmanager
def plain_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Say on stderr what an error of one of these kinds says, and end the command with exit code 1."""
    try:
        yield
    except kinds as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
