"""botocore itself: what it leaves to chance would make two equal runs differ, and what it does to send anything."""

from botocore import client, httpsession
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

from course.sdk import Clients, acquire, delay_amount, ready_for_tls

from .seam import Seam

__all__ = ["SEAMS"]


SEAMS = (
    Seam(ExponentialBackoff, "delay_amount", delay_amount, "the wait before a retry is drawn by lot"),
    Seam(
        RetryQuota,
        "acquire",
        acquire,
        "a client has a budget of retries, and here one client serves many accounts",
    ),
    Seam(client, "ClientCreator", Clients, "each client makes its class and reads its service's model anew"),
    Seam(
        httpsession,
        "create_urllib3_context",
        ready_for_tls,
        "each client makes ready for TLS, a fifth of the time that it takes, and nothing is sent here",
    ),
)
