"""The command line of authors, self-learners and instructors: ``grader`` and ``python -m grader``.

A room writes its commands as functions in its own ``commands`` module; here each gets one line in the table, whose
order is the order of work and of ``--help``. A room is imported only when one of its commands is called for: nbgrader and moto
take seconds, and an author whose rubric is half written can still build.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["COMMANDS", "app"]

COMMANDS = {
    "build": "grader.build.commands",
    "take": "grader.build.commands",
    "verify": "grader.verify.commands",
    "mutate": "grader.mutate.commands",
    "check": "grader.self_check.commands",
    "demo-class": "grader.classroom.commands",
    "release": "grader.release.commands",
    "take-in": "grader.take_in.commands",
    "autograde": "grader.classroom.commands",
    "report": "grader.reports.commands",
    "gain": "grader.reports.commands",
    "similar": "grader.similarity.commands",
}


class Rooms(TyperGroup):
    """The commands of the table, each fetched from its room by name: ``demo-class`` is the function `demo_class`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(getattr(import_module(COMMANDS[cmd_name]), cmd_name.replace("-", "_")))
        return typer.main.get_command(alone)


app = typer.Typer(cls=Rooms, no_args_is_help=True, add_completion=False)


@app.callback(
    help="Make exercises, grade yourself, grade a class: for authors, learners and instructors, in the order of work."
)
def grader() -> None:
    """Nothing to do before a command."""
