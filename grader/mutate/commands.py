"""The command of this room: ``mutate``."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from grader.plain_errors import plain_errors

__all__ = ["mutate"]

# Everything that runs answers takes seconds to import, so the command imports it when it is called.


def mutate(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MODULE or EXERCISE]", help="Such as m05 or m05.e1; all if none is named."),
    ] = None,
    *,
    answers: Annotated[
        bool,
        typer.Option(
            "--answers",
            help="Make mutants of the other stored right answers, too, which do more than is asked for.",
        ),
    ] = False,
    sample: Annotated[
        int, typer.Option(min=0, help="Take so many of each exercise, always the same; 0: all.")
    ] = 0,
    least: Annotated[
        float,
        typer.Option(min=0, max=100, help="Fail where fewer of 100 mutants of an exercise lose points."),
    ] = 95,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes share the work.")] = os.cpu_count()
    or 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")] = False,
) -> None:
    """Make small mistakes in right answers, and tell which of them cost no points."""
    from grader.mutate import chosen, mutated, needless, tallies
    from grader.rubrics import RubricError
    from grader.verify import VerifyError, find_course

    with plain_errors(VerifyError, RubricError):
        course = find_course(Path.cwd())
        exercises = chosen(course, wanted or [])
        results = sorted(
            _watched(mutated(course, exercises, stored=answers, sample=sample, jobs=jobs)), key=_order
        )
        remarks = list(needless(course, results))
    figures = tallies(results)
    if as_json:
        typer.echo(json.dumps(_as_dict(results, figures, remarks), indent=1))
    else:
        _tell(results, remarks)
        _print_summary(figures)
    if remarks or any(each.share < least or each.broken for each in figures):
        raise typer.Exit(1)


def _order(result: Any) -> tuple[Any, ...]:
    mutant = result.mutant
    return result.origin.exercise, result.origin.place, mutant.line, mutant.operator, mutant.diff


def _watched(results: Iterable[Any]) -> Iterator[Any]:
    """Hand the results on, and tell on a terminal's stderr how far it is: this takes minutes."""
    from rich.console import Console

    with Console(stderr=True).status("making mutants") as status:
        for number, result in enumerate(results, start=1):
            status.update(f"{number} examined, now {result.origin.exercise}")
            yield result


def _tell(results: Iterable[Any], remarks: Iterable[str]) -> None:
    for result in results:
        if result.survived or result.broken:
            mutant = result.mutant
            typer.echo(f"{result.origin.exercise}: {mutant.mistake}")
            typer.echo(f"  {result.origin.place}, line {mutant.line}: {mutant.operator} at {mutant.where}")
            typer.echo("".join(f"    {line}\n" for line in mutant.diff.splitlines()), nl=False)
            typer.echo(f"  a check broke: {result.broken}\n" if result.broken else "  full points\n")
    for remark in remarks:
        typer.echo(f"{remark}\n")


def _print_summary(figures: Iterable[Any]) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(
        Column("exercise", no_wrap=True),
        "mutants",
        "lost points",
        "as right",
        "broke a check",
        "survived",
        "share",
    )
    for each in figures:
        numbers = (each.mutants, each.lost, each.equivalent, each.broken, each.survivors)
        table.add_row(each.exercise, *map(str, numbers), f"{each.share:.1f} %")
    Console().print(table)


def _as_dict(results: Iterable[Any], figures: Iterable[Any], remarks: list[str]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "exercises": [asdict(each) | {"share": round(each.share, 2)} for each in figures],
        "mutants": [_mutant(each) for each in results],
        "remarks": remarks,
    }


def _mutant(result: Any) -> dict[str, Any]:
    mutant = result.mutant
    return {
        "exercise": result.origin.exercise,
        "place": result.origin.place,
        "line": mutant.line,
        "operator": mutant.operator,
        "where": mutant.where,
        "diff": mutant.diff,
        "points": result.points,
        "maximum": result.maximum,
        "broken": result.broken,
        "reason": result.reason,
        "survived": result.survived,
    }
