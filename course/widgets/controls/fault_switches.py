"""Fault switches: what is to go wrong in an account, switched on and off by whoever looks at it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from course.widgets.view import View, kindly

if TYPE_CHECKING:
    from .switchboard import FaultSwitches

__all__ = ["fault_switches"]

EXPECTED = (
    'a dict of labels and faults: {"the bank is slow": lambda faults: faults.delay("http", "invocation", seconds=4)}, '
    'or in plain data {"delay": "http", "operation": "invocation", "seconds": 4}'
)


@kindly(f"an account, and (if you like) {EXPECTED}")
def fault_switches(
    account: Any,
    switches: Mapping[str, Any] | None = None,
    *,
    on_change: Callable[[list[str]], Any] | None = None,
) -> "FaultSwitches | View":
    """Show switches that make things go wrong in an account, and how often each struck.

    A label's fault is a function of the account's faults (it may return several in a list), or the same in plain data.
    Without `switches`, those that suit what the account holds. `on_change` is called with the labels that are on after
    each change; what it returns or prints is shown below, as `scenario` shows it.
    """
    from .switchboard import switchboard  # it loads the account's room

    return switchboard(account, switches, on_change)
