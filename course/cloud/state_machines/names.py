"""Which names a state machine, an execution or an activity may have.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html, name
"""

import re

from course.facts import value

from .refusals import invalid

__all__ = ["check"]

LONGEST: int = value("states.name")

_FORBIDDEN = re.compile(
    r"""[\s<>{}\[\]?*"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\U0010ffff]"""
)


def check(name: str) -> None:
    """Refuse a name with spaces, brackets, wildcards, special or control characters. Raises RefusedError."""
    if _FORBIDDEN.search(name) or len(name) > LONGEST:
        raise invalid("InvalidName", name)
