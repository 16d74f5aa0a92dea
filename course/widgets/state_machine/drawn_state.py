"""The box of one state as SVG: outline, icon, name, words, and the room for what is marked on it."""

from collections.abc import Iterable, Mapping
from html import escape

from course.widgets.dot import Box
from course.widgets.icons import icon
from course.widgets.words import count

from .outlines import outline, side_room
from .placing import LINE, Sized
from .statuses import STATUSES

__all__ = ["SEVERITIES", "Mark", "Note", "drawn_state", "status_class", "tspans"]

_BADGE = 56  # pixels that a badge may take of the box, from its right end on
_OUTSIDE = 5  # pixels that the middle of a pill lies outside of the box, so that it hides no word

Mark = Mapping[str, str]  # status, and words beside its sign (optional)
Note = tuple[str, int]  # the worst severity of a state's diagnostics, and how many there are

# Severity of a diagnostic -> its sign, word and tone.
SEVERITIES = {"ERROR": ("✖", "error", "bad"), "WARNING": ("⚠", "warning", "warn")}


def drawn_state(sized: Sized, box: Box, *, mark: Mark, note: Note | None, live: bool) -> str:
    """Return the box of a state, or of one that is missing. `live`: it can be walked to and pressed."""
    node, (right, bottom) = sized.node, (box.width / 2, box.height / 2)
    said = _said(sized, mark, note)
    identity = f' data-state="{escape(node.id)}"' if node.kind == "state" else ""
    pressed = f' tabindex="-1" role="button" aria-label="{escape(said)}"' if live and identity else ""
    left = side_room(node.type) - right
    return (
        f'<g class="{_classes(sized, mark)}"{identity}{pressed} transform="translate({box.x},{box.y})">'
        f"<title>{escape(said)}</title>"
        f'<path class="course-outline" d="{outline(node.type, box.width, box.height)}"/>'
        f'<path class="course-icon" d="{icon(node.icon)}" transform="translate({left + 9:.1f},-12)"/>'
        f"{_texts(sized, left + 40)}{_note(note, -right, bottom)}{_retries(node.retries, right, bottom)}"
        f"{_badge(mark, right, -bottom)}</g>"
    )


def status_class(mark: Mark) -> str:
    """Return the class by which a box or a frame shows a status, empty where there is none."""
    status = mark.get("status", "")
    return f"course-status-{status}" if status in STATUSES else ""


def tspans(lines: Iterable[str], x: float, y: float, height: float) -> str:
    """Return lines of text, the first at `y`."""
    return "".join(
        f'<tspan x="{x:.1f}" y="{y + at * height:.1f}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )


def _said(sized: Sized, mark: Mark, note: Note | None) -> str:
    node, status = sized.node, STATUSES.get(mark.get("status", ""))
    said = [f"{node.name}: {node.words}"]
    if not node.reached:
        said.append("never reached")
    if node.retries:
        said.append(f"retries {node.retries.removeprefix('↻ ')}")
    if note:
        said.append(count(note[1], "diagnostic"))
    if status:
        said.append(" ".join(filter(None, (status.word, mark.get("words", "")))))
    return ", ".join(said)


def _classes(sized: Sized, mark: Mark) -> str:
    node = sized.node
    return " ".join(
        filter(
            None,
            (
                "course-state",
                f"course-type-{escape(node.type.lower()) or 'none'}" if node.type.isalpha() else "",
                f"course-does-{node.icon}",
                "" if node.reached else "course-unreached",
                "course-missing" if node.kind == "missing" else "",
                status_class(mark),
            ),
        )
    )


def _texts(sized: Sized, left: float) -> str:
    first = 12 - LINE * (len(sized.name) + len(sized.words)) / 2
    name = tspans(sized.name, left, first, LINE)
    words = tspans(sized.words, left, first + LINE * len(sized.name), LINE)
    return f'<text class="course-name">{name}</text><text class="course-small">{words}</text>'


def _retries(words: str, x: float, y: float) -> str:
    if not words:
        return ""
    return _pill("course-retries", words, x - 4, y + _OUTSIDE)


def _note(note: Note | None, x: float, y: float) -> str:
    if note is None:
        return ""
    sign, _, tone = SEVERITIES[note[0]]
    text = f"{sign} {note[1]}"
    return _pill(f"course-noted course-tone-{tone}", text, x + 4 + _width(text), y + _OUTSIDE)


def _badge(mark: Mark, x: float, y: float) -> str:
    status = STATUSES.get(mark.get("status", ""))
    text = " ".join(filter(None, (status.sign, mark.get("words", "")))) if status else ""
    # One with many words reaches out to the right, where no transition arrives.
    return _pill("course-mark", text, x - 2, y - _OUTSIDE, aside=max(0, _width(text) - _BADGE))


def _pill(name: str, text: str, right: float, y: float, *, aside: float = 0) -> str:
    width = _width(text)
    return (
        f'<g class="{name}" transform="translate({right:.1f},{y:.1f})"><rect x="{aside - width:.1f}" y="-10" '
        f'width="{width:.1f}" height="20" rx="10"/>'
        f'<text x="{aside - width / 2:.1f}" y="4" text-anchor="middle">{escape(text)}</text></g>'
    )


def _width(text: str) -> float:
    """Return the width of a pill; the script reckons the same."""
    return 18 + 7.6 * len(text)
