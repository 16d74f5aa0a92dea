"""Bills as pictures and words: what a month costs, by design, service and line; where each price is from."""

from collections.abc import Mapping
from html import escape
from typing import Any

from course.widgets.tables import as_html, as_text

__all__ = ["TIMES", "body_of", "text_of", "totals", "usd"]

# How often a month: what the slider steps through.
TIMES = (*(factor * 10**power for power in range(9) for factor in (1, 2, 5)), 10**9)

_COLUMNS = ("service", "what", "a month", "price", "cost a month", "share")


def usd(amount: float) -> str:
    """Return a sum of money with as many digits as it needs to be told from nothing."""
    if amount == 0:
        return "0 USD"
    if amount < 0.01:
        return f"{amount:.2g} USD" if amount >= 1e-4 else f"{amount:.8f}".rstrip("0") + " USD"
    return f"{amount:,.2f} USD"


def totals(bills: Mapping[str, Any]) -> list[str]:
    """Say for each design what once and what a month costs, and which design costs less."""
    first = next(iter(bills.values()))
    times, off = (
        f"{first.times:,.0f}",
        "free amounts taken off" if first.free_tier else "free amounts not taken off",
    )
    said = []
    for name, bill in bills.items():
        whose = f"{name}: " if len(bills) > 1 else ""
        said.append(f"{whose}once {usd(bill.total)}; {times} times a month {usd(bill.month)} ({off}).")
    if len(bills) > 1:
        ranked = sorted(bills, key=lambda name: bills[name].month)
        least, most = bills[ranked[0]].month, bills[ranked[-1]].month
        if least == most:
            said.append("They cost the same.")
        else:
            factor = f", {most / least:,.1f} times as much" if least else ""
            said.append(f"{ranked[-1]} costs {usd(most - least)} more a month than {ranked[0]}{factor}.")
    return said


def body_of(bills: Mapping[str, Any]) -> str:
    """Return the picture of bills by the name of their design; one design has no name."""
    many = len(bills) > 1
    parts = [f'<p class="course-cost-total">{escape(line)}</p>' for line in totals(bills)]
    parts.append(_bars(bills))
    for name, bill in bills.items():
        caption = f"{name}: the lines" if many else "The lines"
        table = as_html(_COLUMNS, _rows(bill))
        parts.append(
            f"<details{'' if many else ' open'}><summary>{escape(caption)}</summary>{table}</details>"
        )
    parts.append(f"<details><summary>Where the prices are from</summary>{_sources(bills)}</details>")
    parts += [
        f"<p><b>Not in it{f' ({escape(name)})' if many else ''}</b></p><ul>"
        f"{''.join(f'<li>{escape(each)}</li>' for each in bill.left_out)}</ul>"
        for name, bill in bills.items()
        if bill.left_out
    ]
    return "".join(parts)


def text_of(bills: Mapping[str, Any]) -> str:
    """Return the same in words."""
    lines = ["Costs", *(f"  {line}" for line in totals(bills))]
    for name, bill in bills.items():
        lines += ["", as_text(_COLUMNS, _rows(bill), name if len(bills) > 1 else "")]
        lines += [f"  Not in it: {each}" for each in bill.left_out]
    lines += ["", *(f"  {price}: {source} ({checked})" for price, source, checked, _ in _prices(bills))]
    return "\n".join(lines)


def _bars(bills: Mapping[str, Any]) -> str:
    """Draw what each service costs a month: a bar for each design, told apart by its fill and its name."""
    months = {name: _by_service(bill) for name, bill in bills.items()}
    dearest: dict[str, float] = {}
    for month in months.values():
        for service, cost in month.items():
            dearest[service] = max(dearest.get(service, 0.0), cost)
    services, most = (
        sorted(dearest, key=lambda service: -dearest[service]),
        max(dearest.values(), default=0) or 1,
    )
    rows = []
    for service in services:
        for at, (name, month) in enumerate(months.items()):
            if service not in month:
                continue
            whose = f" · {escape(name)}" if len(bills) > 1 else ""
            part = month[service] / most
            rows.append(
                f'<div class="course-cost-row"><span>{escape(service)}{whose}</span><span class="course-cost-track">'
                f'<span class="course-fill course-cost-{at % 3}" style="width:{part * 70:.2f}%"></span>'
                f'<span class="course-cost-sum" style="left:{part * 70:.2f}%">{usd(month[service])}</span></span></div>'
            )
    return (
        f'<div class="course-cost" aria-hidden="true">{"".join(rows)}</div>'
        if rows
        else "<p>Nothing that costs.</p>"
    )


def _by_service(bill: Any) -> dict[str, float]:
    found: dict[str, float] = {}
    for line in bill.lines:
        found[line.service] = found.get(line.service, 0.0) + line.month
    return found


def _rows(bill: Any) -> list[list[str]]:
    rows = [
        [
            line.service,
            line.what,
            f"{_amount(line.month_quantity)} {line.unit}",
            _price(line),
            usd(line.month),
            _share(line.month, bill.month),
        ]
        for line in sorted(bill.lines, key=lambda line: -line.month)
    ]
    return [*rows, ["total", "", "", "", usd(bill.month), ""]]


def _share(part: float, whole: float) -> str:
    if not whole:
        return ""
    return "under 1%" if 0 < part < 0.01 * whole else f"{part / whole:.0%}"


def _sources(bills: Mapping[str, Any]) -> str:
    rows = "".join(
        f"<tr><td>{escape(price)}</td><td>{_link(source)}</td><td>{escape(checked)}</td><td>{escape(note)}</td></tr>"
        for price, source, checked, note in _prices(bills)
    )
    head = "".join(f'<th scope="col">{each}</th>' for each in ("price", "source", "compared", "note"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _link(source: str) -> str:
    if not source.startswith("https://"):
        return escape(source)
    return f'<a href="{escape(source)}">{escape(source.removeprefix("https://"))}</a>'


def _prices(bills: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    lines = [line for bill in bills.values() for line in bill.lines]
    return list(
        dict.fromkeys(
            (f"{line.service} {line.what}: {_price(line)}", line.source, line.checked, line.note)
            for line in lines
        )
    )


def _price(line: Any) -> str:
    per = "" if line.per == 1 else f"{line.per:,} "
    return f"{_amount(line.price)} USD per {per}{line.unit}"


def _amount(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:,.9f}".rstrip("0").rstrip(".")
