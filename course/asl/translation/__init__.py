"""A JSONPath definition said in JSONata, with a sentence for each line that reads otherwise.

- `machine`: a whole definition; `state`: one state, field by field; `placing`: where a result goes (ResultPath)
- `document`: a document that is partly computed, as a field and as an expression
- `expression`: paths; `calls`: intrinsic functions
- `line`: what was rewritten, and what cannot be

The promise: where the original comes to an output, the translation comes to the same. What it cannot promise it refuses;
what differs for rare values, or when the original fails, is said in the line (`differs`).
"""

from .line import Line, UntranslatableError
from .machine import Translation, translate

__all__ = ["Line", "Translation", "UntranslatableError", "translate"]
