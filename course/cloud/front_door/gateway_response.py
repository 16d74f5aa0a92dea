"""What API Gateway itself answers where a request does not get through, by the type of gateway response.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from dataclasses import dataclass

__all__ = ["KINDS", "Kind", "RefusedError"]


@dataclass(frozen=True)
class Kind:
    """A type of gateway response: status, what `message` says, and the name in the header x-amzn-ErrorType."""

    status: int
    message: str
    error: str


KINDS = {
    "ACCESS_DENIED": Kind(403, "User is not authorized to access this resource", "AccessDeniedException"),
    "API_CONFIGURATION_ERROR": Kind(500, "Internal server error", "InternalServerErrorException"),
    "AUTHORIZER_CONFIGURATION_ERROR": Kind(500, "null", "AuthorizerConfigurationException"),
    "AUTHORIZER_FAILURE": Kind(500, "null", "AuthorizerConfigurationException"),
    "BAD_REQUEST_BODY": Kind(400, "Invalid request body", "BadRequestException"),
    "BAD_REQUEST_PARAMETERS": Kind(400, "Missing required request parameters", "BadRequestException"),
    "DEFAULT_4XX": Kind(403, "Forbidden", "ForbiddenException"),
    "DEFAULT_5XX": Kind(502, "Internal server error", "InternalServerErrorException"),
    "INTEGRATION_FAILURE": Kind(
        504, "Network error communicating with endpoint", "InternalServerErrorException"
    ),
    "INTEGRATION_TIMEOUT": Kind(504, "Endpoint request timed out", "InternalServerErrorException"),
    "INVALID_API_KEY": Kind(403, "Forbidden", "ForbiddenException"),
    "INVALID_SIGNATURE": Kind(
        403,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
        "Access Key and signing method. Consult the service documentation for details.",
        "InvalidSignatureException",
    ),
    "MISSING_AUTHENTICATION_TOKEN": Kind(
        403, "Missing Authentication Token", "MissingAuthenticationTokenException"
    ),
    "QUOTA_EXCEEDED": Kind(429, "Limit Exceeded", "LimitExceededException"),
    "REQUEST_TOO_LARGE": Kind(413, "Request Too Long", "RequestTooLongException"),
    "THROTTLED": Kind(429, "Too Many Requests", "TooManyRequestsException"),
    "UNAUTHORIZED": Kind(401, "Unauthorized", "UnauthorizedException"),
    "UNSUPPORTED_MEDIA_TYPE": Kind(415, "Unsupported Media Type", "BadRequestException"),
}


class RefusedError(Exception):
    """API Gateway answers in place of the backend. `why` is for the log alone; the client reads `message`."""

    def __init__(self, kind: str, message: str = "", *, status: int = 0, why: str = "") -> None:
        known = KINDS[kind]
        self.kind = kind
        self.status = status or known.status
        self.message = message or known.message
        self.error = known.error
        self.why = why or self.message
        super().__init__(self.message)
