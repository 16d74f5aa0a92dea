"""HTTP APIs: routes to functions and servers, stages, CORS.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
"""

from .control import answer as answer_call
from .door import answer

__all__ = ["answer", "answer_call"]
