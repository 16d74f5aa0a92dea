"""The data-flow microscope: the document at each stage of one state, and what becomes of it when an expression changes.

Beside it `twins` (JSONPath and JSONata side by side, each rewritten line explained) and `scope_tree` (the variables of an
execution, by its `scopes`).

- `microscope`: the live picture; `printing` and `panels`: what it shows, and the static form
- `subject`: the state, with all that it meets; `visits` and `variables`: the same, from an execution
- `trying`: what becomes of the document, a `trial`; its `way` through the state is asked of TestState (`asking`), and so
  are the `rules` of a Choice and the `handling` of an error (Retry, Catch)
- `pipeline`: which stages there are; `sentences`: what each does; `stages`: both, with what the trial found
- `differences` between two documents; `fields`: the texts that a learner may change
"""

from .microscope import microscope
from .scope_tree import scope_tree
from .twins import twins

__all__ = ["microscope", "scope_tree", "twins"]
