"""The glossary's words are those of the course: each once, in the order of letters, taught where it says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "authoring" / "lessons" / "glossary.py").read_text(encoding="utf-8")
ROWS = re.findall(r"^# \| \*\*(.+?)\*\* \| (.+?) \| \[M\d\d\]\((\w+)\.ipynb\) \|$", TEXT, flags=re.MULTILINE)


def test_words_stand_once_and_in_the_order_of_letters():
    words = [word.lower() for word, _, _ in ROWS]

    assert len(words) > 70
    assert sorted(set(words)) == words
    assert TEXT.count("\n# | **") == len(words)


@pytest.mark.parametrize("word, stem", [(word, stem) for word, _, stem in ROWS])
def test_the_module_that_is_named_uses_the_word(word, stem):
    texts = [ROOT / "authoring" / folder / f"{stem}.py" for folder in ("lessons", "assignments")]
    said = " ".join(path.read_text(encoding="utf-8") for path in texts).lower()
    # An ending may differ: retried, idempotency.
    parts = [part[: max(4, len(part) - 3)] for part in re.split(r"[ -]", word.lower())]

    assert [] == [part for part in parts if part not in said]
