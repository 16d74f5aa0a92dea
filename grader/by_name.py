"""A program whose commands are functions of many rooms, each imported only when it is called for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["program"]


def program(commands: Mapping[str, str], about: str) -> typer.Typer:
    """Return a program of `commands`: by name, the module in which the function is, ``demo-class`` for `demo_class`.

    A function of another name is written behind a colon: ``grader.study.commands:next_step``.
    """

    class Rooms(TyperGroup):
        """The commands of the table, each fetched from its room by name."""

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
            return list(commands)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
            if cmd_name not in commands:
                return None
            module, _, function = commands[cmd_name].partition(":")
            alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
            alone.command(cmd_name)(getattr(import_module(module), function or cmd_name.replace("-", "_")))
            return typer.main.get_command(alone)

    app = typer.Typer(cls=Rooms, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

    @app.callback(help=about)
    def _() -> None:
        """Nothing to do before a command."""

    return app
