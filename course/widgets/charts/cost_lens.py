"""The cost lens: an account's bill, as often a month as one likes, with and without the free amounts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import traitlets

from course.widgets.charts.cost_scene import TIMES, body_of, text_of, totals
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly

__all__ = ["CostLens", "cost_lens"]

# Services whose lines are counted in what an account holds, and why they are missing once that is gone.
_STORED = {"apigateway", "logs"}
_ENDED = (
    "Logs and API Gateway: this account does not run any more, and what it held is gone. Make the lens while it runs to "
    "have them."
)


class CostLens(LiveWidget):
    """`at` is the position of the slider in `choices`; every change asks the accounts' meters again."""

    _esm = script("charts/cost_lens.js")
    _css = stylesheet("charts")
    choices: Any = traitlets.List(help="how often a month, in words, for each step of the slider").tag(
        sync=True
    )
    at = traitlets.Int(0, help="the step chosen").tag(sync=True)
    free_tier = traitlets.Bool(False, help="whether AWS's monthly free amounts are taken off").tag(sync=True)
    body = traitlets.Unicode(help="the bills as HTML").tag(sync=True)
    says = traitlets.Unicode(help="what has changed, in words").tag(sync=True)

    def __init__(self, accounts: Mapping[str, Any], times: float = 1, *, free_tier: bool = False) -> None:
        self._accounts = accounts
        self._times = sorted({*TIMES, times})
        super().__init__(
            choices=[f"{each:,.0f} times a month" for each in self._times],
            at=self._times.index(times),
            free_tier=free_tier,
        )
        self.observe(lambda _: self._ask(), ["at", "free_tier"])
        self._ask()

    def still(self) -> View:
        """Return the bills as they are now."""
        body, text = body_of(self._bills), text_of(self._bills)
        return figure(body, text, name="costs", sheets=("charts",), label="Costs")

    def _ask(self) -> None:
        times = self._times[min(max(self.at, 0), len(self._times) - 1)]
        self._bills = {
            name: _known(account, account.meter(times, free_tier=self.free_tier))
            for name, account in self._accounts.items()
        }
        self.says = " ".join(totals(self._bills))
        self.body = body_of(self._bills)


@kindly('an account, or accounts by the name of their design: {"polling": one, "push": other}')
def cost_lens(accounts: Any, times: float = 1, *, free_tier: bool = False) -> CostLens | View:
    """Show what all that happened in an account would cost on AWS, `times` a month; several accounts are compared.

    `free_tier` takes AWS's monthly free amounts off. Both can be changed in the picture.
    """
    named = dict(accounts) if isinstance(accounts, Mapping) else {"this account": accounts}
    if not named:
        message = "there is no account to ask"
        raise ValueError(message)
    if not times > 0:
        message = f"{times} times a month is not possible"
        raise ValueError(message)
    return CostLens(named, times, free_tier=free_tier)


def _known(account: Any, bill: Any) -> Any:
    """Leave out of the bill of an account that does not run now what the meter counts in what is stored."""
    from course.cloud import running  # not above: pictures of data need no account

    if running.stack and running.stack[-1] is account:
        return bill
    left_out = (*bill.left_out, _ENDED)
    return replace(
        bill, lines=tuple(line for line in bill.lines if line.service not in _STORED), left_out=left_out
    )
