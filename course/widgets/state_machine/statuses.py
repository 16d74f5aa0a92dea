"""How it stands with a state at one moment: a sign, a word and a tone for each, since colour alone says nothing."""

from dataclasses import dataclass

__all__ = ["STATUSES", "Status"]


@dataclass(frozen=True)
class Status:
    """The sign that stands in the state's badge, the word for it, and its tone: good, bad, warn, accent or muted."""

    sign: str
    word: str
    tone: str


STATUSES = {
    "running": Status("▶", "running", "accent"),
    "succeeded": Status("✓", "succeeded", "good"),
    "failed": Status("✗", "failed", "bad"),
    "caught": Status("⚑", "failed, and caught", "warn"),
    "retrying": Status("↻", "waiting to be tried again", "warn"),
    "waiting": Status("❚❚", "waiting", "accent"),
    "aborted": Status("■", "aborted", "muted"),
}
