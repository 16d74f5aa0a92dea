"""The services that exercises use: both processes make ready for them, and a client of another one takes its time."""

from collections.abc import Iterable

__all__ = ["SERVICES", "services_of"]

SERVICES = ("dynamodb", "events", "iam", "lambda", "s3", "sns", "sqs", "stepfunctions")
# What these modules' answers, or their checks, use besides.
_MORE = {
    "m03": ("apigateway",),
    "m12": ("apigateway",),
    "m13": ("cloudwatch", "logs"),
    "m14": ("apigateway", "apigatewayv2", "cloudwatch", "logs", "xray"),
}


def services_of(modules: Iterable[str]) -> list[str]:
    """Return what papers of these modules (``m03``) use besides `SERVICES`."""
    return sorted({service for module in modules for service in _MORE.get(module, ())})
