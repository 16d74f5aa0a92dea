"""M11 E3, from branches to items: E1 for a list of any length, with a bound on how many are at work at once.

How many are at work is seen from when the function is called and when it answers. Decided:

* The bound has to be met and used: one at a time is never too many, and takes longer than it must.
* One Task does the work. How a list of lanes is written otherwise, in Python for example, does not matter: it ends at
  the length that its writer thought of.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, called_functions, differences, document, machine, states_of
from grader.rubrics.insurer import prefix

from .lanes import catches_around_only, leads_outside, maps_in, without_selector
from .studio import FIVE, Rendered, Video, contained, render, video

NAME = "any_sizes"
SEVEN = ("144p", *FIVE, "2160p")
# How it ends when a state, or the function, looks for what is not in its input.
NOT_FOUND = ("States.Runtime", "States.ParameterPathFailure", "States.QueryEvaluationError", "KeyError")


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the function's name, and how many renditions may be made at once."""
    return {"prefix": prefix(rng), "at_once": rng.randint(2, 4)}


def videos(bench: Bench) -> list[Video]:
    """Five resolutions, seven, a single one, and none."""
    rng = random.Random(f"{bench.variant}")
    lists = (FIVE, SEVEN, ("480p",), ())
    return [*(video(rng, 300 + at, each) for at, each in enumerate(lists, 1)), *more_videos(bench)]


@hidden
def more_videos(bench: Bench, rng: random.Random) -> list[Video]:  # noqa: ARG001  hidden rows come from the bench
    """Some resolutions, in no order."""
    heights = [rng.sample(range(120, 2_200, 20), many) for many in (9, rng.randint(5, 8))]
    return [video(rng, rng.randint(400, 499), tuple(f"{each}p" for each in some)) for some in heights]


def broken_videos(bench: Bench) -> list[Video]:
    """One of five fails, then two of seven, one of these by its time."""
    rng = random.Random(f"{bench.variant}/broken")
    one, two = {rng.choice(FIVE): "CodecError"}, {"144p": "NoSpace", "1080p": "States.Timeout"}
    return [video(rng, 501, FIVE, one), video(rng, 502, SEVEN, two), *more_broken_videos(bench)]


@hidden
def more_broken_videos(bench: Bench, rng: random.Random) -> list[Video]:  # noqa: ARG001  see above
    """All of them fail, under names that nobody has heard of."""
    some = tuple(f"{each}p" for each in rng.sample(range(120, 2_200, 20), 4))
    errors = rng.sample(["Bitrate", "FrameLost", "Codec.Unknown", "AudioMissing", "TooLong"], 4)
    return [video(rng, rng.randint(600, 999), some, dict(zip(some, errors, strict=True)))]


def plays(bench: Bench) -> list[tuple[Video, Rendered]]:
    """Every video of which all goes well, rendered."""
    return [(each, _render(bench, each)) for each in videos(bench)]


def broken_plays(bench: Bench) -> list[tuple[Video, Rendered]]:
    """Every video of which something fails, rendered."""
    return [(each, _render(bench, each)) for each in broken_videos(bench)]


def gives_all(bench: Bench) -> Iterator[Finding]:
    """The renditions are those that were asked for, in the same order."""
    for number, (of, seen) in enumerate(_played(bench), start=1):
        bench.count()
        yield from _output(of, seen, number)


def marks_what_failed(bench: Bench) -> Iterator[Finding]:
    """A rendition that failed is marked, and the others are there."""
    bench.answer(NAME)
    for number, (of, seen) in enumerate(bench.once(broken_plays), start=1):
        bench.count()
        yield from contained(of, seen.story, _where(of, number), number)


def keeps_the_bound(bench: Bench) -> Iterator[Finding]:
    """As many are at work as may be, and never more."""
    most = bench.variant["at_once"]
    for number, (of, seen) in enumerate(_played(bench), start=1):
        bench.count()
        wanted = min(most, len(of.seconds))
        got = (
            seen.at_once
            if seen.story.status == "SUCCEEDED"
            else f"the execution failed with {seen.story.error}"
        )
        if got != wanted:
            where = f"{_where(of, number)}: renditions in the making at the same time, at the most"
            yield Finding(where, seen.story.given, got, wanted, number, run=seen.story.drawn())


def says_it_once(bench: Bench) -> Iterator[Finding]:
    """One Task makes all renditions."""
    name = f"{bench.variant['prefix']}-transcode"
    of, seen = _played(bench)[0]
    bench.count()
    tasks = called_functions(document(bench, NAME)).count(name)
    if tasks > 1:
        yield Finding("the definition", None, f"{tasks} Task states that call {name}", "one, for all items")
    elif sorted(seen.asked) != sorted(of.seconds):
        got, wanted = {"called for": seen.asked}, {"called for": list(of.seconds)}
        yield Finding(_where(of, 1), seen.story.given, got, wanted, 1, run=seen.story.drawn())


def _where(of: Video, number: int) -> str:
    many = len(of.seconds)
    return f"video {number}, {many} resolution{'' if many == 1 else 's'}{of.words()}"


def _output(of: Video, seen: Rendered, number: int) -> Iterator[Finding]:
    output = {"videoId": of.id, "renditions": [of.rendition(name) for name in of.seconds]}
    yield from differences(seen.story, Ending(output=output), _where(of, number), row=number)


def _played(bench: Bench) -> list[tuple[Video, Rendered]]:
    bench.answer(NAME)  # where it is known not to work, one finding says so
    return bench.once(plays)


def _render(bench: Bench, of: Video) -> Rendered:
    given = {"videoId": of.id, "source": of.source, "resolutions": list(of.seconds)}
    return render(machine(bench, NAME), given, of, bench.variant["prefix"])


def _has_lanes_for_items(bench: Bench) -> bool:
    """Whether there is no Map, and the function is called for five, but not for all of seven."""
    types = {state.type for state in states_of(document(bench, NAME))}
    seven = next(seen for of, seen in _played(bench) if tuple(of.seconds) == SEVEN)
    lanes = "Parallel" in types and "Map" not in types
    return lanes and 0 < len(set(seven.asked)) < len(SEVEN)


def _bounds_with_zero(bench: Bench) -> bool:
    """Whether a Map says 0, and all are at work at once."""
    too_many = any(seen.at_once > bench.variant["at_once"] for _, seen in _played(bench))
    return too_many and any(
        state.fields.get("MaxConcurrency") in (0, "{% 0 %}") for state in maps_in(document(bench, NAME))
    )


def _catches_around(bench: Bench) -> bool:
    """Whether one item that fails costs all of them, though all is well otherwise, and who catches stands around them."""
    (of, seen), *_ = bench.once(broken_plays)
    return any(contained(of, seen.story, "", 1)) and catches_around_only(document(bench, NAME))


def _leaves_the_video_behind(bench: Bench) -> bool:
    """Whether an item is handed over as it is, a mere resolution, and its lane looks for the video in vain."""
    if not any(map(without_selector, maps_in(document(bench, NAME)))):
        return False
    plays = [seen for _, seen in _played(bench)]
    visits = [visit for seen in plays for visit in seen.story.execution.visits if visit.iteration]
    in_vain = any(
        isinstance(each.input, str) and each.error and each.error.error in NOT_FOUND for each in visits
    )
    return in_vain or any(isinstance(payload, str) for seen in plays for payload in seen.payloads)


EXERCISE = Exercise(
    id="m11.e3",
    title="From branches to items",
    lesson="D4",
    deliver=(NAME,),
    variant=variant,
    parts=(
        Part(
            "A list of any length gives its renditions, in the order of the list",
            4,
            "B",
            gives_all,
            lesson="D3",
        ),
        Part(
            "A rendition that fails is marked, and the others are there",
            2,
            "F",
            marks_what_failed,
            lesson="D2",
        ),
        Part("As many are made at once as may be, and never more", 3, "T", keeps_the_bound),
        Part("The work is written down once", 1, "N", says_it_once),
    ),
    misconceptions=(
        Misconception(
            "K11.4",
            "Next to a state outside the item processor",
            lambda bench: leads_outside(document(bench, NAME)),
            "A lane has its own end.",
            about="a state inside of the Map that goes on to one elsewhere",
        ),
        Misconception(
            "K11.5",
            "Parallel for a list of unknown length",
            _has_lanes_for_items,
            "What if there are seven tomorrow?",
            about="the lanes that you wrote down",
        ),
        Misconception(
            "K11.7",
            "item sees only itself",
            _leaves_the_video_behind,
            "The item left its order behind. Which field packs both?",
            about="what an item knows of its video",
        ),
        Misconception(
            "K11.3",
            "catcher around the state instead of in the lane",
            _catches_around,
            "Where does the failure have to stop?",
            about="an item that fails",
        ),
        Misconception(
            "K11.6",
            "concurrency 0 read as none",
            _bounds_with_zero,
            "Zero has a special meaning here.",
            about="MaxConcurrency",
        ),
    ),
    hints=(
        (
            "What is the same in all five lanes of E1, and what differs? Where does that which differs stand now? And with a "
            "bound of two and five items: who waits for whom, and who decides it?"
        ),
        (
            "A Map has one lane, written once, and walks it for each item of a list, as many at a time as MaxConcurrency "
            "allows. An item here is a mere resolution: which video it belongs to has to be packed beside it. A failure has to "
            "stop inside the lane, as in E1. Lesson step D4 for the bound, D3 for the items, D2 for failures."
        ),
        (
            'In JSONPath: {"Type": "Map", "ItemsPath": "$.<list>", "MaxConcurrency": <number>, "ItemSelector": {"<name>.$": '
            '"$.<field of the input>", "<name>.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": ..., "States": {...}}, '
            '"ResultPath": "$.<name>"}. In JSONata Items, and $states.context.Map.Item.Value inside of ItemSelector. Without '
            "MaxConcurrency, and with 0, nothing bounds it."
        ),
        (
            "A neighbour: letters to the policies of one customer, at most three at the printer at once, and a letter that jams "
            "is noted.\n"
            "```json\n"
            '"Print": {"Type": "Map", "ItemsPath": "$.policies", "MaxConcurrency": 3, "ItemSelector": {"customer.$": '
            '"$.customer", "policy.$": "$$.Map.Item.Value"}, "ItemProcessor": {"StartAt": "Letter", "States": {"Letter": '
            '{"Type": "Task", "Resource": "...", "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.jam", "Next": '
            '"Jammed"}], "End": true}, "Jammed": {"Type": "Pass", "Parameters": {"policy.$": "$.policy", "printed": false}, '
            '"End": true}}}, "End": true}\n'
            "```"
        ),
    ),
)
