"""An account as an inventory reads it: what is there, without making or importing anything that is not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from moto.core.base_backend import BackendDict

if TYPE_CHECKING:
    from course.cloud.account import Account
    from course.cloud.state_machines import StateMachines

__all__ = ["World"]

_in_use: Any = BackendDict  # its `_instances`


@dataclass(frozen=True)
class World:
    """A running account in its own region."""

    account: "Account"

    def backend(self, service: str) -> Any:
        """Return what moto keeps of a service; None where nobody has used it."""
        for each in _in_use._instances:  # noqa: SLF001  the list by which moto itself empties what is in use
            if each.service_name == service and self.account.id in each:
                regions = each[self.account.id]
                return regions.get("aws" if service == "s3" else self.account.region)
        return None

    def state_machines(self) -> "StateMachines | None":
        """Return Step Functions; None where nobody has used it."""
        found: StateMachines | None = vars(self.account).get("state_machines")
        return found

    def arn(self, service: str, name: str) -> str:
        """Return the ARN of something of this account and region."""
        return f"arn:aws:{service}:{self.account.region}:{self.account.id}:{name}"
