"""One state alone, as TestState runs it: mocked or real, with what its data looked like at every stage.

`try_state` takes the parameters of the API and returns its answer, both plain data; `Refused` is what AWS refuses.

- `request`: the parameters, read; `subject`: the state they mean; `checks`, `conformity`, `refused`: what is refused
- `trial`: the state tried; `mocked`: the three types that take a mock; `context`: the context object
- `inspection`, `http_call`: what is shown of it

Source: https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
"""

from .refused import Refused
from .trial import try_state

__all__ = ["Refused", "try_state"]
