"""The command of this room: ``verify``."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from grader.plain_errors import plain_errors

__all__ = ["verify"]

# Everything that runs answers takes seconds to import, so the command imports it when it is called.


def verify(
    modules: Annotated[
        list[str] | None,
        typer.Argument(metavar="MODULE", help="Modules (m05) or exercises (m05.e2); all if none is named."),
    ] = None,
    *,
    variants: Annotated[int, typer.Option(min=1, help="How many learners' variants to solve.")] = 50,
    part: Annotated[
        str, typer.Option(help="Judge this part of the stored answers: 2/4 is the second of four.")
    ] = "1/1",
    notebooks: Annotated[bool, typer.Option(help="Run the notebooks as a whole, too.")] = True,
    kernels: Annotated[bool, typer.Option(help="Run them in kernels besides, as learners do.")] = True,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes share the work.")] = os.cpu_count()
    or 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Prove of each exercise that it can be solved, is fair, and explains every known mistake."""
    from grader.rubrics import RubricError, ValuesError
    from grader.verify import VerifyError, find_course, verified

    with plain_errors(VerifyError, RubricError, ValuesError):
        course = find_course(Path.cwd())
        found = verified(
            course,
            modules or [],
            variants_each=variants,
            part=_part(part),
            whole=notebooks,
            kernels=kernels,
            jobs=jobs,
        )
        proofs = list(_watched(found))
    failed = [proof for proof in proofs if not proof.holds]
    if as_json:
        typer.echo(json.dumps([proof.as_dict() for proof in proofs], indent=1))
    else:
        for proof in failed:
            typer.echo(f"{proof.exercise}: {proof.claim}: does not hold\n  {proof}\n")
        _print_summary(proofs)
    if failed:
        raise typer.Exit(1)


def _part(said: str) -> slice:
    """Turn ``2/4`` into the places 1, 5, 9 and so on. Raises `typer.BadParameter`."""
    number, _, of = said.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise typer.BadParameter(f"--part {said}: expected a number and of how many, such as 2/4.")
    return slice(int(number) - 1, None, int(of))


def _watched(proofs: Iterable[Any]) -> Iterator[Any]:
    """Hand the proofs on, and tell on a terminal's stderr how far it is: this takes minutes."""
    from rich.console import Console

    with Console(stderr=True).status("verifying") as status:
        for proof in proofs:
            status.update(f"{proof.exercise}: {proof.claim}")
            yield proof


def _print_summary(proofs: Iterable[Any]) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    from grader.verify import GROUPS

    rows: dict[str, dict[str, list[bool]]] = {}
    for proof in proofs:
        rows.setdefault(proof.exercise, {}).setdefault(proof.group, []).append(proof.holds)
    table = Table(Column("exercise", no_wrap=True), *GROUPS)
    for exercise in sorted(rows):
        table.add_row(exercise, *(_share(rows[exercise].get(group)) for group in GROUPS))
    Console().print(table)


def _share(held: list[bool] | None) -> str:
    if not held:
        return "-"
    return f"{sum(held)} ok" if all(held) else f"{held.count(False)} of {len(held)} FAIL"
