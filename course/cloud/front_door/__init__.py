"""API Gateway's run time: requests to deployed APIs are answered here, on virtual time.

moto stores what an API is made of. ``FrontDoor.request`` answers a client, as do `requests` and `urllib` while an
account runs (``web``); ``answer`` answers or checks what boto3 asks of the services apigateway and apigatewayv2.
"""

from course.cloud import moto_apis  # noqa: F401  first, or what comes next takes seconds

from .front_door import FrontDoor, UnknownHostError
from .messages import Answer, Request

__all__ = ["Answer", "FrontDoor", "Request", "UnknownHostError"]
