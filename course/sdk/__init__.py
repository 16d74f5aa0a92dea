"""boto3 where its requests reach no network: the same clients, with less work for what nobody looks at.

- `session`: the session whose clients these are
- `models`: what reads the services' models, once for all
- `clients`: a service's model, and the class of its clients, made once for clients that are alike
- `user_agent`: the User-Agent header, written once
- `events`: a client's event handlers, shared with its session until it has some of its own
- `signing`: the Authorization header without a signature that nobody checks
- `tls`: making ready for TLS, once
- `retries`: how long a client waits before it tries again, without chance
"""

from .clients import Clients
from .events import Aliases, Events
from .models import loader
from .retries import acquire, delay_amount
from .session import session
from .tls import ready_for_tls

__all__ = ["Aliases", "Clients", "Events", "acquire", "delay_amount", "loader", "ready_for_tls", "session"]
