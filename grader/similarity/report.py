"""What was found, as tables on a terminal and as JSON."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .compare import Pair
from .findings import CAUTION, Finding, members, sentences

__all__ = ["as_json", "show"]

# More names than this are counted.
MOST_NAMES = 8


def show(assignment: str, found: Sequence[Finding], console: Console) -> None:
    """Print a table of groups, the values of others in words, and what all of it means."""
    table = Table(title=f"{assignment}: answers that are alike", title_justify="left", show_lines=True)
    table.add_column("exercise")
    table.add_column("who")
    table.add_column("in common", justify="right")
    table.add_column("surprise", justify="right")
    for each in found:
        for group in each.groups:
            table.add_row(
                each.exercise, escape(_who(members(group))), _range(group), f"{group[0].surprise:.0f} bits"
            )
    if table.row_count:
        console.print(table)
        console.print(
            "In common: of the shorter answer of a pair, without what everybody was given. Surprise: how unlikely that is by "
            "chance in this class; each bit halves it.",
        )
    else:
        console.print(f"{assignment}: no answers are more alike than independent work explains.")
    for title, lines in _lists(found):
        console.print(f"\n[bold]{title}[/bold]")
        for line in lines:
            console.print(f"  {line}", markup=False, highlight=False)
    console.print(f"\n{CAUTION}")


def _lists(found: Sequence[Finding]) -> list[tuple[str, list[str]]]:
    held = [f"{each.exercise}: {sentence}" for each in found for sentence in sentences(each)]
    cut = [f"{each.exercise}: {name}" for each in found for name in each.cut]
    lists = [("Values of somebody else's variant", held), ("Longer than is compared", cut)]
    return [(title, lines) for title, lines in lists if lines]


def _who(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else f"{shown} and {len(names) - MOST_NAMES} more"


def _range(group: Sequence[Pair]) -> str:
    least, most = (round(100 * each(pair.share for pair in group)) for each in (min, max))
    return f"{most} %" if least == most else f"{least} to {most} %"


def as_json(assignment: str, found: Sequence[Finding]) -> str:
    """Return everything found as a JSON object; lines count from 1, `share` goes from 0 to 1, `surprise` is in bits."""
    return json.dumps(
        {
            "assignment": assignment,
            "caution": CAUTION,
            "exercises": [
                {
                    "exercise": each.exercise,
                    "groups": [members(group) for group in each.groups],
                    "pairs": [_pair(pair) for pair in each.pairs],
                    "held": {name: [vars(held) for held in values] for name, values in each.held.items()},
                    "cut": each.cut,
                }
                for each in found
            ],
        },
        indent=1,
    )


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "learners": [pair.one, pair.other],
        "share": round(pair.share, 3),
        "surprise": round(pair.surprise, 1),
        "lines": [sorted(lines) for lines in pair.lines],
    }
