"""X-Ray: the account's own trace as segments, for what has tracing switched on.

Every request is sampled; AWS samples the first of each second and five in a hundred of the others. What a traced function
calls is recorded as if the function had its clients instrumented (on AWS a layer or the X-Ray SDK does that). What comes
of a message in a queue or a topic belongs to the trace of its sender; AWS links two traces there.
Source: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
"""

from .calls import OPERATIONS
from .identity import header, root_in
from .service import Tracing

__all__ = ["OPERATIONS", "Tracing", "header", "root_in"]
