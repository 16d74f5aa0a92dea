"""What a learner's function gave, as something to show: views, words, or the error in a few lines."""

import contextlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import anywidget

from course.clock import TimeIsUp
from course.widgets.view import View, figure
from course.widgets.words import as_json

from .home_thread import interruptible
from .own_frames import explained

__all__ = ["Outcome", "Part", "close_replaced", "outcome_of", "shown_of"]

_PRINTED = 20_000  # characters; of more, the beginning


@dataclass(frozen=True)
class Part:
    """One thing to show: its title (or nothing), its static form, and the live widget where it is one."""

    title: str
    html: str
    text: str
    live: anywidget.AnyWidget | None = None


@dataclass(frozen=True)
class Outcome:
    """What a call gave. `tone` is empty, warn (interrupted) or bad (an error); `says` the sentence for either."""

    parts: tuple[Part, ...] = ()
    tone: str = ""
    says: str = ""
    lines: tuple[str, ...] = field(default=())

    @property
    def html(self) -> str:
        """Everything as static HTML."""
        shown = "".join(
            f"<section>{f'<h4>{escape(part.title)}</h4>' if part.title else ''}{part.html}</section>"
            for part in self.parts
        )
        return f"{self.note}{shown}"

    @property
    def note(self) -> str:
        """What went wrong as HTML; empty where all went well."""
        if not self.says:
            return ""
        lines = f"<pre>{escape(chr(10).join(self.lines))}</pre>" if self.lines else ""
        return f'<div class="course-note course-{self.tone}"><b>{escape(self.says)}</b>{lines}</div>'

    @property
    def text(self) -> str:
        """Everything in words."""
        said = [f"{part.title}:\n{part.text}" if part.title else part.text for part in self.parts]
        return "\n".join([*([self.says, *self.lines] if self.says else []), *said])


def outcome_of(work: Callable[[], Any]) -> Outcome:
    """Call `work` and return what came of it. Never raises: an error or an interrupt is an outcome, too."""
    printed = io.StringIO()
    try:
        with interruptible(), contextlib.redirect_stdout(printed):
            parts = tuple(_parts("", work()))
    except KeyboardInterrupt:
        return Outcome(_printed(printed), "warn", "■ Interrupted: you stopped this run before its end.")
    except (Exception, TimeIsUp, SystemExit) as error:  # noqa: BLE001  whatever a learner's function raises
        said = "✗ Your function ended with an error."
        return Outcome(_printed(printed), "bad", said, tuple(explained(error)))
    shown = (*_printed(printed), *parts)
    return Outcome(shown or (_words("", "It ran, and returned nothing to show."),))


def shown_of(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON-ready data for the script; `live` names a live widget as anywidget's host does."""
    parts = [
        {
            "title": part.title,
            "html": part.html,
            "live": "" if part.live is None else f"anywidget:{part.live.model_id}",
        }
        for part in outcome.parts
    ]
    return {"note": outcome.note, "parts": parts}


def close_replaced(old: Outcome, new: Outcome) -> None:
    """Close the live widgets of an outcome that another has taken the place of, but for those that are in both."""
    stays = [part.live for part in new.parts]
    for part in old.parts:
        if part.live is not None and part.live not in stays:
            part.live.close()


def _printed(printed: io.StringIO) -> tuple[Part, ...]:
    text = printed.getvalue()
    if len(text) > _PRINTED:
        text = f"{text[:_PRINTED]}\n… and {len(text) - _PRINTED:,} characters more"
    return (_words("Printed", text.rstrip()),) if text.strip() else ()


def _parts(title: str, value: Any) -> Iterator[Part]:
    """Yield what a value is shown as; mappings and lists of views are taken apart."""
    if value is None:
        return
    if isinstance(getattr(value, "html", None), str) and isinstance(getattr(value, "text", None), str):
        live = value if isinstance(value, anywidget.AnyWidget) else None
        yield Part(title, value.html, value.text, live)
    elif isinstance(value, Mapping) and any(map(_is_shown, value.values())):
        for name, each in value.items():
            yield from _parts(str(name), each)
    elif isinstance(value, list | tuple) and any(map(_is_shown, value)):
        for each in value:
            yield from _parts(title, each)
    else:
        yield _words(
            title, as_json(value) if isinstance(value, str | int | float | dict | list) else repr(value)
        )


def _is_shown(value: Any) -> bool:
    return isinstance(getattr(value, "html", None), str)


def _words(title: str, text: str) -> Part:
    view: View = figure(f'<pre class="course-plain">{escape(text)}</pre>', text, name="words")
    return Part(title, view.html, text)
