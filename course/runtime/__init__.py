"""Where a function's code lives and runs: its own world, the call of its handler, Lambda's words for what goes wrong.

It knows nothing of the course, because it works in two places: beside the account, in a notebook; and in the learner's
process while a submission is graded, which holds no account.

- `package`: what an execution environment is made of, and its code as files
- `worker`: makes execution environments, as AWS's workers do; `runtime`: one of them
- `sandbox`: the modules, variables and streams that hold only while its code runs
- `web`: what handlers, and cells, send by `requests` and `urllib`
- `context`: a handler's second argument; `failure`: the document for what a handler raised
"""

from .context import Context, Invocation
from .package import CodeError, Package
from .runtime import Ended, Runtime
from .worker import Worker

__all__ = ["CodeError", "Context", "Ended", "Invocation", "Package", "Runtime", "Worker"]
