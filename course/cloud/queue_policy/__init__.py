"""Who may send to a queue, read from its policy alone.

AWS enforces the policy always. The lab does for EventBridge and for S3; a topic's messages arrive in any case, but in
an account that enforces policies. The language itself is read by :mod:`course.cloud.policies`.

``admits`` answers for one sender (a topic, through the service principal of SNS), ``admits_only`` whether it is the
only one, ``is_public`` whether anybody may send, ``explain`` says why, statement by statement.
A queue without a policy is given as ``None`` or ``""``: nobody but its own account may send.

Exact for the elements Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource and for conditions on
``aws:SourceArn``, ``aws:SourceAccount`` and ``aws:SecureTransport``. A condition on a key of which the lab knows nothing
counts as not satisfied, and the explanation names it.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html and
https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
"""

from course.cloud.policies import PolicyError
from course.cloud.queue_policy.senders import (
    Grant,
    Verdict,
    admits,
    admits_only,
    explain,
    is_public,
    who_may_send,
)

__all__ = ["Grant", "PolicyError", "Verdict", "admits", "admits_only", "explain", "is_public", "who_may_send"]
