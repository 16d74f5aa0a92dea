"""The mistakes that the capstone has to find cost points, and are called by their names.

That the stored answers get what their files' names say is proved by `grader verify m14`.
"""

from pathlib import Path

import pytest

ANSWERS = Path(__file__).parents[2] / "tests" / "answers" / "m14"
# What is wrong with a system: the misconception that a report names, the exercises that see it, and what each is worth.
PROMISED = {
    "buffers removed": ("K14.3", ("e2_build", "e3_under_fire")),
    "idempotency dropped": ("K14.2", ("e2_build", "e3_under_fire")),
    "compensation missing": ("K14.5", ("e2_build", "e3_under_fire")),
    "timeout missing": ("K14.4", ("e2_build", "e3_under_fire")),
    "alarm on averages": ("K14.8", ("e4_seen_and_priced",)),
}
WORTH = {"e2_build": 30, "e3_under_fire": 25, "e4_seen_and_priced": 15}


@pytest.mark.parametrize("mistake", PROMISED)
def test_it_loses_points_and_gets_its_hint(mistake: str) -> None:
    """An answer that makes it is stored wherever it is to be seen, with fewer points than there are."""
    hint, exercises = PROMISED[mistake]
    stored = {each: sorted((ANSWERS / each).glob(f"*_{hint}_*.py")) for each in exercises}

    assert [] == [each for each, files in stored.items() if not files]
    assert [] == [
        path.name for each, files in stored.items() for path in files if int(path.name[:2]) >= WORTH[each]
    ]
