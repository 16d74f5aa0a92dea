"""Two processes for one submission: the learner's code runs in one, the account and the rubrics live in the other.

They speak JSON over a socket pair, and each treats what it hears as hostile.

- `wire`: messages over a socket
- `values`: what a value looks like in a message: data is copied, everything else becomes a handle
- `talk`: asking and answering, in both directions at once
- `isolation`: a process that can do nothing but its work
- `learner`: the one process; `examiner`: the other
"""

from .talk import Hub, RemoteError, Talk
from .values import Handle, Refused
from .wire import Wire, WireError

__all__ = ["Handle", "Hub", "Refused", "RemoteError", "Talk", "Wire", "WireError"]
