"""Markdown is parted so that a change of one sentence leaves the rest translated, and put together as it was."""

import pytest

from grader.texts.pieces import reworded_markdown

TEXT = """# A title

Two lines
of one paragraph.
```python
left = "alone"

really = True
```
- an item
- another

| Word | Meaning |
| --- | --- |
| **topic** | copies |

---"""


def test_pieces_are_paragraphs_headings_lists_and_rows_each_with_its_line():
    found = []
    reworded_markdown(TEXT, lambda piece, line: found.append((line, piece)) or piece)

    assert [
        (0, "# A title"),
        (2, "Two lines\nof one paragraph."),
        (9, "- an item\n- another"),
        (12, "| Word | Meaning |"),
        (14, "| **topic** | copies |"),
    ] == found


@pytest.mark.parametrize("text", [TEXT, "", "\n", "one", "one\n", "```\nnever ends", "a\n\n\nb"])
def test_what_is_not_changed_comes_out_as_it_went_in(text):
    assert text == reworded_markdown(text, lambda piece, _: piece)


def test_changed_pieces_stand_where_the_old_ones_stood():
    assert "ONE\n\n```\nx\n```\nTWO" == reworded_markdown(
        "one\n\n```\nx\n```\ntwo", lambda piece, _: piece.upper()
    )
