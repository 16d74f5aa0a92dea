"""AWS Lambda, really run: the handler's own code, on virtual time, in this process or where a `worker` says.

moto stores functions but cannot run them without Docker. Here their code is loaded as Lambda loads it: module state
survives warm starts and dies with cold ones, the environment is the function's own, and what goes wrong is reported
under Lambda's names.
"""

from . import lineage, metrics
from .asynchronous import Asynchronous
from .code import Images
from .door import answer
from .event_invoke import destination
from .functions import Functions
from .outcome import Outcome, Refusal
from .resolution import Called, resolve, resolve_arn

__all__ = [
    "Asynchronous",
    "Called",
    "Functions",
    "Images",
    "Outcome",
    "Refusal",
    "answer",
    "destination",
    "lineage",
    "metrics",
    "resolve",
    "resolve_arn",
]
