"""M14 E5, ready for AWS: the system is built once more elsewhere, and exported from there.

Decided:

* Elsewhere is another prefix and another Region; the account in memory is in that Region, so that a client for which none is
  named is right, too. What names a Region itself, or makes a client before the settings are known, is not.
* Whether a payment is paid there is all that is asked of what the system does: the rest is E2's.
* In programs, texts count, and comments and docstrings do not.
* The template's own roles are the course's work, and least by construction. What is judged are the policies that `deploy` wrote.
* What is left out of a template for want of an owner (rows, objects, partners) is no fault; a service of which nothing is exported is.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden

from .elsewhere import TABLES, Place, begun, place, settings_elsewhere
from .portable import bound, unresolved
from .service_code import missing, modules
from .settings import variant

READY = "ready"
OF_THE_COURSE = ("course", "grader")
NOT_WHOLE = ("nothing of it is exported", "it does not exist")


@hidden
def another_place(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:
    """A place that nobody knows before."""
    return [settings_elsewhere(bench.variant, rng)]


def places(bench: Bench) -> list[Place]:
    """Build the system once more, in grading where nobody knows."""
    known = settings_elsewhere(bench.variant, bench.rng)
    return [place(bench, READY, settings) for settings in another_place(bench) or [known]]


def _each(look: Callable[[Place], Iterator[Finding]]) -> Callable[[Bench], Iterator[Finding]]:
    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer(READY)  # where it does not run at all, one finding says so
        for each in bench.once(places):
            bench.count()
            yield from look(each)

    return check


def _given(found: Place) -> str:
    return f"prefix {found.settings['prefix']}, Region {found.settings['region']}"


def _bound(found: Place) -> list[tuple[str, str]]:
    return list(bound(found.exported, found.home, found.settings["region"]))


def works(found: Place) -> Iterator[Finding]:
    """Find that a payment is not paid there, or does not reach all three services."""
    if (found.answer, found.status) != (202, "paid"):
        got = f"{found.answer}, then {found.status}"
        yield Finding("a payment of 129.50", _given(found), got, "202, then paid")
    for table in TABLES:
        if found.rows[table] != 1:
            name = f"{found.settings['prefix']}-{table}"
            yield Finding(name, _given(found), f"{found.rows[table]} rows", "one row, of the payment")


def is_all_there(found: Place) -> Iterator[Finding]:
    """Find what was built elsewhere than told, or under a name that a second system would have, too."""
    prefix, region = found.settings["prefix"], found.settings["region"]
    for call in dict.fromkeys(found.calls):
        yield Finding("a call that deploy made", _given(found), call, f"every call goes to {region}")
    for kind, name in found.names:
        if prefix not in name:
            yield Finding(f"{kind} {name}", _given(found), name, f"a name with {prefix} in it")
    for where, text in _bound(found):
        yield Finding(where, _given(found), text, "names and Regions come from the settings")


def is_whole(found: Place) -> Iterator[Finding]:
    """Find that there is no template, or one that lacks something."""
    exported = found.exported
    if exported.trouble:
        yield Finding("account.export()", _given(found), exported.trouble, "a template")
        return
    for name in unresolved(exported.template):
        yield Finding(f"template, {name}", _given(found), "it is referred to, and is not there", "a resource")
    for note in exported.template.get("Metadata", {}).get("LeftOut", ()):
        if note.endswith(NOT_WHOLE):
            yield Finding(
                "template, LeftOut", _given(found), note, "all that the system needs is in the template"
            )


def would_start(found: Place) -> Iterator[Finding]:
    """Find a program that is not Python, or that imports what Lambda does not have."""
    for path, tree in modules(found.exported.files):
        if tree is None:
            yield Finding(path, _given(found), "it is no Python", "a program that parses")
    for path, name in missing(found.exported.files):
        expected = "only the standard library, boto3, and files of the function's own package"
        yield Finding(path, _given(found), f"import {name}", expected)


def is_clean(found: Place) -> Iterator[Finding]:
    """Find a policy that allows more than anybody needs, or admits whoever comes."""
    for each in found.policies:
        where = " ".join(filter(None, (each["policy"], each["statement"])))
        yield Finding(
            where, _given(found), each["text"], "the actions that are needed, on the resources that are meant"
        )


def _places(bench: Bench) -> list[Place]:
    """Return the places; none where the system could not be built."""
    try:
        return bench.once(places)
    except AnswerError:
        return []


def _calls(bench: Bench) -> list[tuple[str, str]]:
    return begun(bench, READY)


def _imports_the_course(bench: Bench) -> bool:
    return any(name in OF_THE_COURSE for found in _places(bench) for _, name in missing(found.exported.files))


def _at_home(bench: Bench) -> bool:
    """Whether a call goes to the Region of the learner's own settings, or that Region stands in what was exported."""
    home = bench.variant["region"]
    built = any(
        any(call.endswith(home) for call in found.calls) or home in {text for _, text in _bound(found)}
        for found in _places(bench)
    )
    return built or any(region == home for _, region in bench.once(_calls))


def _own_prefix(bench: Bench) -> bool:
    """Whether the learner's own prefix stands in what was built, or was to be built, for another."""
    home = bench.variant["prefix"]
    built = any(
        any(home in name for _, name in found.names) or home in {text for _, text in _bound(found)}
        for found in _places(bench)
    )
    return built or any(home in target for target, _ in bench.once(_calls))


def _stars(bench: Bench) -> bool:
    codes = ("any-action", "any-resource", "all-but")
    return any(each["code"] in codes for found in _places(bench) for each in found.policies)


EXERCISE = Exercise(
    id="m14.e5",
    title="Ready for AWS",
    lesson="D7",
    deliver=(READY,),
    variant=variant,
    values_of="m14.e2",
    builds_on=("m14.e2",),
    parts=(
        Part("With another prefix, in another Region, a payment is paid", 3, "B", _each(works)),
        Part(
            "All that was built is there, and nothing in it belongs to another place",
            2,
            "N",
            _each(is_all_there),
        ),
        Part("The exported template is whole", 1, "S", _each(is_whole)),
        Part("The functions' programs parse, and import what Lambda has", 2, "S", _each(would_start)),
        Part("The policies are clean: no star, nobody who may be anybody", 2, "S", _each(is_clean)),
    ),
    misconceptions=(
        Misconception(
            "K14.10",
            "course helper imported in a function",
            _imports_the_course,
            "On AWS there is no course. What does your function get along with, once it is away from this machine?",
            about="what a function imports",
        ),
        Misconception(
            "K14.50",
            "Region of home built in",
            _at_home,
            "Somebody builds your system in Ireland. Which of its calls still go to Virginia?",
            about="the Region",
        ),
        Misconception(
            "K14.51",
            "own prefix built in",
            _own_prefix,
            "Two systems in one account: which of your names would both of them have?",
            about="the prefix",
        ),
        Misconception(
            "K14.52",
            "star in a policy",
            _stars,
            "If somebody gets hold of this role, what else in the account is theirs?",
            about="a role's policy",
        ),
    ),
    hints=(
        (
            "Go through your cell and point at each text in quotes. Would it be the same in another account, in another "
            "Region, for a second insurer? Where not: which setting says it?"
        ),
        (
            "`deploy` is the only place that knows the settings. A client gets its Region from them, a name its prefix, an ARN "
            "prefix, Region and account number. A function gets from its environment what it has to know; AWS tells it the Region "
            "by itself. Lesson step D7."
        ),
        (
            '`boto3.client("sqs", region_name=settings["region"])`; `f"arn:aws:sqs:{settings[\'region\']}:{settings[\'account\']}:'
            '{settings[\'prefix\']}-orders"`; in a function `os.environ["TABLE"]`, and `boto3.client("sqs")` without a Region. '
            "`account.permissions.findings()` tells what is wrong with policies, `account.export()` shows the template."
        ),
        (
            'A neighbour: claims\' code says `boto3.client("sns", region_name="us-east-1").publish(TopicArn="arn:aws:sns:us-east-1:'
            '123456789012:north-claims", ...)`. In Ireland it tells Virginia, or nobody. It becomes `boto3.client("sns").publish('
            'TopicArn=os.environ["TOPIC"], ...)`, and who deploys it says `TOPIC=topic`, with the ARN that `create_topic` returned.'
        ),
    ),
)
