"""A bill as text."""

import textwrap

from .bill import Bill, Line

__all__ = ["text"]

_HEAD = ("Service", "What", "Amount", "Price", "This run, USD", "A month, USD")
_LEFT = 2  # the first columns are words, the others numbers


def text(bill: Bill) -> str:
    """Return a bill as a table with its total, where its prices are from, and what is not in it."""
    rows = [_row(line) for line in bill.lines]
    rows.append(("Total", "", "", "", _usd(bill.total), _usd(bill.month)))
    widths = [max(len(row[column]) for row in (_HEAD, *rows)) for column in range(len(_HEAD))]
    rule = "  ".join("-" * width for width in widths)
    table = [
        _line(_HEAD, widths),
        rule,
        *(_line(row, widths) for row in rows[:-1]),
        rule,
        _line(rows[-1], widths),
    ]
    off = "free amounts taken off" if bill.free_tier else "free amounts not taken off"
    dates = sorted({line.checked for line in bill.lines})
    about = [f"A month: {_amount(bill.times)} times this run, {off}."]
    about += (
        [f"Prices: us-east-1, as of {' and '.join(dates)}; their sources are in the lines."] if dates else []
    )
    about += ["Not in it:", *(_item(each) for each in bill.left_out)] if bill.left_out else []
    return "\n".join([*table, "", *about])


def _row(line: Line) -> tuple[str, ...]:
    per = "" if line.per == 1 else f"{_amount(line.per)} "
    return (
        line.service,
        line.what,
        f"{_amount(line.quantity)} {line.unit}",
        f"{line.price:.10f}".rstrip("0").rstrip(".") + f" per {per}{line.unit}",
        _usd(line.cost),
        _usd(line.month),
    )


def _amount(number: float) -> str:
    return f"{number:,.6f}".rstrip("0").rstrip(".")


def _usd(number: float) -> str:
    return f"{number:,.8f}" if 0 < number < 0.01 else f"{number:,.2f}"


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [
        cell.ljust(width) if column < _LEFT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _item(sentence: str) -> str:
    return textwrap.fill(sentence, 100, initial_indent="- ", subsequent_indent="  ")
