"""The studio of M11 E1 and E3: one function that makes a rendition of a claim's video, and takes its time."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine, StatesError
from course.clock import Clock
from grader.checks import Finding, same
from grader.checks.machines import Ending, Shifts, Story, differences, played

__all__ = ["FIVE", "Rendered", "Video", "contained", "render", "video"]

FIVE = ("240p", "360p", "480p", "720p", "1080p")
# Stands where there is no rendition.
NONE = "<none>"
NEEDED = ("videoId", "source", "resolution")


@dataclass(frozen=True)
class Video:
    """One video: the seconds that each of its renditions takes, and the error with which some of them fail."""

    id: str
    seconds: Mapping[str, float]
    fails: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Where the video lies."""
        return f"s3://claims/{self.id}.mov"

    @property
    def slowest(self) -> float:
        """How long the rendition takes that takes longest."""
        return max(self.seconds.values())

    def rendition(self, resolution: str) -> dict[str, Any]:
        """What stands in the output for a resolution: what the function answers, or a mark."""
        if resolution in self.fails:
            return {"resolution": resolution, "error": self.fails[resolution]}
        return {
            "resolution": resolution,
            "key": f"{self.id}/{resolution}.mp4",
            "megabytes": int(resolution.removesuffix("p")) // 20,
        }

    def words(self) -> str:
        """Say what goes wrong with it."""
        said = [f"{resolution} fails with {error}" for resolution, error in self.fails.items()]
        return f", where {', '.join(said)}" if said else ""


@dataclass(frozen=True)
class Rendered:
    """What became of a video: the story, what the function was called with, and how many calls it did at once."""

    story: Story
    payloads: list[Any]
    at_once: int

    @property
    def asked(self) -> list[str]:
        """The resolutions that the function was asked for."""
        found = (each.get("resolution") for each in self.payloads if isinstance(each, dict))
        return [each for each in found if isinstance(each, str)]


def video(
    rng: random.Random,
    number: int,
    resolutions: tuple[str, ...] = FIVE,
    fails: Mapping[str, str] | None = None,
) -> Video:
    """Make up a video: every rendition takes another time, and a larger one not always longer."""
    times = rng.sample(range(10, 300), len(resolutions))
    return Video(f"V-{number}", dict(zip(resolutions, times, strict=True)), fails or {})


def render(machine: StateMachine, given: dict[str, Any], of: Video, prefix: str) -> Rendered:
    """Let a machine make the renditions of a video."""
    clock = Clock()
    shifts = Shifts(clock, lambda payload: _seconds(of, payload), lambda payload: _transcode(of, payload))
    story = played(machine, given, {f"{prefix}-transcode": shifts}, clock=clock)
    return Rendered(story, [each.payload for each in shifts.done], shifts.most)


def contained(of: Video, story: Story, where: str, row: int) -> Iterator[Finding]:
    """Yield a finding where the failures of a video spoilt more than their own renditions, or left no mark.

    Only that is looked at: the renditions may stand in another form, or beside something else.
    """
    failed = list(differences(story, Ending(), where, row=row))
    yield from failed
    found = _by_resolution(story.output)
    wanted = {name: of.rendition(name) for name in of.seconds}
    if not failed and not same(found, wanted):
        names = [name for name in {**wanted, **found} if not same(found.get(name), wanted.get(name))]
        got, expected = ({name: each.get(name, NONE) for name in names} for each in (found, wanted))
        yield Finding(f"{where}: the renditions", story.given, got, expected, row, run=story.drawn())


def _by_resolution(output: Any) -> dict[str, Any]:
    """Return the renditions in an output by resolution, whether they stand there by name or in a list."""
    found = output.get("renditions") if isinstance(output, dict) else output
    each = list(found.values()) if isinstance(found, dict) else found if isinstance(found, list) else []
    return {str(one.get("resolution")): one for one in each if isinstance(one, dict)}


def _seconds(of: Video, payload: Any) -> float:
    resolution = payload.get("resolution") if isinstance(payload, dict) else None
    return of.seconds.get(resolution, 0.0) if isinstance(resolution, str) else 0.0


def _transcode(of: Video, payload: Any) -> dict[str, Any]:
    for name in NEEDED:
        if not isinstance(payload, dict) or name not in payload:
            raise StatesError("KeyError", f"'{name}'")
    wanted = {"videoId": of.id, "source": of.source}
    for name, value in wanted.items():
        if payload[name] != value:
            raise StatesError("ValueError", f"there is no video with {name} {payload[name]!r}")
    resolution = payload["resolution"]
    if not isinstance(resolution, str) or resolution not in of.seconds:
        raise StatesError("ValueError", f"{resolution!r} is no resolution that this video should have")
    if resolution in of.fails:
        raise StatesError(of.fails[resolution], "the codec gave up")
    return of.rendition(resolution)
