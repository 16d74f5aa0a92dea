"""boto3 where its requests reach no network: the same clients, with less work for what nobody looks at.

- session.py: the session whose clients these are
- user_agent.py: the User-Agent header, written once
- events.py: a client's event handlers, shared with its session until it has some of its own
- signing.py: the Authorization header without a signature that nobody checks
- tls.py: making ready for TLS, once
"""

from .session import session
from .tls import ready_for_tls

__all__ = ["ready_for_tls", "session"]
