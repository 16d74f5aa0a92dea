"""API Gateway's metrics, as CloudWatch keeps them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["put"]

_UNITS = {"Latency": "Milliseconds", "IntegrationLatency": "Milliseconds"}


def put(account: "Account", places: Iterable[dict[str, str]], values: dict[str, float]) -> None:
    """Add one value to each metric, under each of these sets of dimensions (value by name), measured now."""
    for place in places:
        dimensions = [{"Name": name, "Value": text} for name, text in place.items()]
        for metric, value in values.items():
            account.metrics.put("AWS/ApiGateway", metric, value, dimensions, _UNITS.get(metric, "Count"))
