"""M11 E1, five resolutions: one video, five lanes side by side, and a lane that fails leaves the others alone.

Behaviour only: whoever walks a fixed list with a Map has five lanes as well. Decided:

* The form of the output is judged where all goes well; where something fails, only what became of each rendition is.
* A rendition fails under any name, a timeout among them, and two may fail at once; nothing says that one is worth
  another try, so whoever retries is slower, and that costs the time.
* The time is that of the slowest lane, which is not the one with the largest picture.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, Story, differences, document, machine, states_of
from grader.rubrics.insurer import prefix

from .lanes import catches_around_only, leads_outside, names_in_a_list
from .studio import FIVE, Rendered, Video, contained, render, video

NAME = "five_sizes"
TIMEOUT = "States.Timeout"
CODEC = "CodecError"
EXTRA = {"claimId": "CL-88"}


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the function's name."""
    return {"prefix": prefix(rng)}


def videos(bench: Bench) -> list[Video]:
    """Two videos of which all goes well, with another slowest lane each."""
    rng = random.Random(f"{bench.variant}")
    slow = {"240p": 20, "360p": 31, "480p": 44, "720p": 70, "1080p": 185}
    odd = {"240p": 45, "360p": 150, "480p": 30, "720p": 62, "1080p": 97}
    return [Video("V-301", slow), Video(f"V-{rng.randint(310, 399)}", odd), *more_videos(bench)]


@hidden
def more_videos(bench: Bench, rng: random.Random) -> list[Video]:  # noqa: ARG001  hidden rows come from the bench
    """Another video, which takes other times."""
    return [video(rng, rng.randint(400, 999))]


def broken_videos(bench: Bench) -> list[Video]:
    """Each lane fails in turn; then two of them, one by its time."""
    rng = random.Random(f"{bench.variant}/broken")
    each = [video(rng, 500 + at, fails={name: CODEC}) for at, name in enumerate(FIVE)]
    return [*each, video(rng, 505, fails={"360p": TIMEOUT, "1080p": "NoSpace"}), *more_broken_videos(bench)]


@hidden
def more_broken_videos(bench: Bench, rng: random.Random) -> list[Video]:  # noqa: ARG001  see above
    """All five fail, under names that nobody has heard of; and one of them alone."""
    errors = rng.sample(
        ["Bitrate", "FrameLost", "Codec.Unknown", "AudioMissing", "TooLong", "Studio.Closed"], 6
    )
    return [
        video(rng, 506, fails=dict(zip(FIVE, errors[:5], strict=True))),
        video(rng, 507, fails={rng.choice(FIVE): errors[5]}),
    ]


def plays(bench: Bench) -> list[tuple[Video, Rendered]]:
    """Every video of which all goes well, rendered."""
    return [(each, _render(bench, each)) for each in videos(bench)]


def broken_plays(bench: Bench) -> list[tuple[Video, Rendered]]:
    """Every video of which something fails, rendered."""
    return [(each, _render(bench, each)) for each in broken_videos(bench)]


def gives_five(bench: Bench) -> Iterator[Finding]:
    """The output has the video's id, and five renditions by name."""
    for number, (of, seen) in enumerate(_played(bench), start=1):
        bench.count()
        yield from _output(of, seen.story, number)


def marks_what_failed(bench: Bench) -> Iterator[Finding]:
    """A rendition that failed is marked, and the others are there."""
    bench.answer(NAME)
    for number, (of, seen) in enumerate(bench.once(broken_plays), start=1):
        bench.count()
        yield from contained(of, seen.story, _where(of, number), number)


def takes_as_long_as_the_slowest(bench: Bench) -> Iterator[Finding]:
    """All lanes are at work at the same time."""
    for number, (of, seen) in enumerate(_played(bench), start=1):
        bench.count()
        where = f"video {number}, {of.id}: the slowest rendition takes {of.slowest:g} s"
        yield from differences(seen.story, Ending(seconds=of.slowest), where, row=number)


def _output(of: Video, story: Story, number: int) -> Iterator[Finding]:
    output = {"videoId": of.id, "renditions": {name: of.rendition(name) for name in FIVE}}
    yield from differences(story, Ending(output=output), _where(of, number), row=number)


def _where(of: Video, number: int) -> str:
    return f"video {number}, {of.id}{of.words()}"


def _played(bench: Bench) -> list[tuple[Video, Rendered]]:
    bench.answer(NAME)  # where it is known not to work, one finding says so
    return bench.once(plays)


def _render(bench: Bench, of: Video) -> Rendered:
    given = {"videoId": of.id, "source": of.source, **EXTRA}
    return render(machine(bench, NAME), given, of, bench.variant["prefix"])


def _leads_outside(bench: Bench) -> bool:
    return leads_outside(document(bench, NAME))


def _catches_around(bench: Bench) -> bool:
    """Whether one lane that fails costs all of them, though all is well otherwise, and who catches stands around them."""
    one_lost = [(of, seen) for of, seen in bench.once(broken_plays) if len(of.fails) == 1]
    spoilt = all(any(contained(of, seen.story, "", 1)) for of, seen in one_lost)
    return spoilt and catches_around_only(document(bench, NAME))


def _expects_one_document(bench: Bench) -> bool:
    """Whether a list of lanes' results is read as if it were one document."""
    if any(
        state.type == "Parallel" and names_in_a_list(state.fields.get("ResultSelector"))
        for state in states_of(document(bench, NAME))
    ):
        return True
    return any(_reads_a_list(bench, of, seen) for of, seen in _played(bench))


def _reads_a_list(bench: Bench, of: Video, seen: Rendered) -> bool:
    """Whether a state that got the list looked for a name right in it, or found the video's id as often as lanes."""
    written = {state.pointer: state for state in states_of(document(bench, NAME))}
    for visit in seen.story.execution.visits:
        state = written.get("".join(f"/{step}" for step in visit.path))
        lost = visit.error is not None and isinstance(visit.input, list)
        if (
            lost
            and state
            and state.language == "JSONPath"
            and names_in_a_list(state.fields.get("Parameters"))
        ):
            return True
    output = seen.story.output
    return isinstance(output, dict) and output.get("videoId") == [of.id] * len(FIVE)


EXERCISE = Exercise(
    id="m11.e1",
    title="Five resolutions",
    lesson="D1",
    deliver=(NAME,),
    variant=variant,
    parts=(
        Part("A video gives its id and its five renditions, each under its name", 4, "B", gives_five),
        Part(
            "A rendition that fails is marked, and the other four are there",
            4,
            "F",
            marks_what_failed,
            lesson="D2",
        ),
        Part("It takes as long as the slowest rendition", 2, "T", takes_as_long_as_the_slowest),
    ),
    misconceptions=(
        Misconception(
            "K11.4",
            "Next to a state outside the branch",
            _leads_outside,
            "A lane has its own end.",
            about="a state in a lane that goes on to one elsewhere",
        ),
        Misconception(
            "K11.1",
            "output expected merged",
            _expects_one_document,
            "Each lane returns its own result. What is the shape of five of them?",
            about="what comes out of all lanes together",
        ),
        Misconception(
            "K11.3",
            "catcher around the state instead of in the lane",
            _catches_around,
            "Where does the failure have to stop?",
            about="a lane that fails",
        ),
    ),
    hints=(
        (
            "Draw the five lanes. What goes into each of them, and what comes out at its lower end? How many results has the "
            "state around them then, and in which form do they stand beside each other? Now let the third lane fail: what "
            "do you want to stand in its place, and who can still put it there?"
        ),
        (
            "All branches of a Parallel get the same input, and its result is a list: the first branch's output first, whoever "
            "was ready first. An error that leaves a branch ends the whole state, and with it the branches beside it. So a "
            "lane that may fail has to end well by itself. Lesson step D1 for the list, D2 for the failure."
        ),
        (
            'In a lane, the Task has "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "<state>"}], '
            "and that state, a Pass in the same branch, makes the mark. In JSONPath, the Parallel's ResultSelector sees the list "
            'as $, so "240p.$": "$[0]" takes the first lane\'s result, and ResultPath puts it beside the input. In JSONata, '
            "$states.result[0] does, in the Parallel's Output."
        ),
        (
            "A neighbour: two partners are asked for a price, and the one that fails is to answer 0. Each branch:\n"
            "```json\n"
            '{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "...", "Catch": [{"ErrorEquals": ["States.ALL"], '
            '"Next": "None"}], "End": true}, "None": {"Type": "Pass", "Result": {"price": 0}, "End": true}}}\n'
            "```\n"
            "and around them\n"
            "```json\n"
            '"ResultSelector": {"north.$": "$[0].price", "south.$": "$[1].price"}, "ResultPath": "$.prices"\n'
            "```"
        ),
    ),
)
