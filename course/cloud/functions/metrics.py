"""Lambda's metrics, as CloudWatch keeps them.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from moto.awslambda.models import LambdaFunction

from course.cloud import running

__all__ = ["put"]

_UNITS = {"Duration": "Milliseconds", "IteratorAge": "Milliseconds", "AsyncEventAge": "Milliseconds"}

# These exist of a function alone; there is no sum over all functions of the account.
_OF_FUNCTIONS_ONLY = {"IteratorAge"}


def put(function: LambdaFunction, qualifier: str = "", **values: float) -> None:
    """Add one value to each of these metrics of a function: of itself, of its version or alias, of all functions."""
    metrics, name = running.current().metrics, function.function_name
    own = [{"Name": "FunctionName", "Value": name}]
    wanted = [own]
    if qualifier:
        wanted.append([*own, {"Name": "Resource", "Value": f"{name}:{qualifier}"}])
    for metric, value in values.items():
        places = wanted if metric in _OF_FUNCTIONS_ONLY else [*wanted, []]
        for place in places:
            metrics.put("AWS/Lambda", metric, value, place, _UNITS.get(metric, "Count"))
