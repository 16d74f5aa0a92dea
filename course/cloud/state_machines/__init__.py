"""AWS Step Functions in the account: the service behind boto3's client, run by `course.asl`.

Nothing of moto takes part: a request is answered here before moto would see it.
"""

from .run import Run
from .service import StateMachines

__all__ = ["Run", "StateMachines"]
