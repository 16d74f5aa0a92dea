"""IAM's policies: read, explained, examined, and enforced where an account does so.

``read`` makes statements of a policy of any kind, or says what is malformed; ``decide`` holds policies against a
request; ``examine`` finds what is wrong with one. ``Permissions`` does all that for an account: its ``explain`` and
``findings`` are for lessons and checks.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from .asking import Asked, Principal, keys, principal_of
from .errors import PolicyError
from .evaluation import Considered, Decision, Policy, decide, policy
from .findings import Finding, examine, unused
from .kinds import BUCKET, BUS, FUNCTION, IDENTITY, QUEUE, TOPIC, TRUST, Kind
from .matching import Obstacle
from .patterns import arn_like, like
from .statements import Statement, read

__all__ = [
    "BUCKET",
    "BUS",
    "FUNCTION",
    "IDENTITY",
    "QUEUE",
    "TOPIC",
    "TRUST",
    "Asked",
    "Considered",
    "Decision",
    "Finding",
    "Kind",
    "Obstacle",
    "Policy",
    "PolicyError",
    "Principal",
    "Statement",
    "arn_like",
    "decide",
    "examine",
    "keys",
    "like",
    "policy",
    "principal_of",
    "read",
    "unused",
]
