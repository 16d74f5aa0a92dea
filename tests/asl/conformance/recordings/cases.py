"""The recorded cases of states.jsonl.

They are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]
RECORDINGS = (
    Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "states.jsonl"
)
ABSENT = "no recordings: set COURSE_CONFORMANCE to their folder"

Case = dict[str, Any]


def read(*kinds: str) -> list[Case]:
    """Return the cases of these kinds, none where there are no recordings."""
    return [case for case in _all() if case["kind"] in kinds]


@cache
def _all() -> list[Case]:
    if not RECORDINGS.exists():
        return []
    return [json.loads(line) for line in RECORDINGS.read_text(encoding="utf-8").splitlines()]
