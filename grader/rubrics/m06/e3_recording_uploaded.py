"""M06 E3, a recording is uploaded: bucket, rule and transformer that start a transcription, and do not start it again.

Files are uploaded, what arrives in the transcription's queue is looked at, then the transcription writes what it makes of
it into the same bucket. Decided:

* The queue takes what rules send and nothing from a bucket: so the way is by the bus, as the task says.
* A message of another form still tells which file it is about, where that can be seen in it; its form is a part of its own.
* Of upper and lower case only `.mp3` and `.MP3` are asked for: no operator joins a prefix with a suffix in any case.
* How many rules there are is free; a file that starts two transcriptions is one too many.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, drained, hidden, same
from grader.rubrics.insurer import prefix, queue_arn

from .buses import new_queue, put
from .rules import Rule, rules_of, scalar_leaf, spelled_wrong, why_not

QUEUE = "transcription-q"
TRANSCRIPTS = "transcripts/"
TELLS_THE_BUS: dict[str, Any] = {"EventBridgeConfiguration": {}}


@dataclass(frozen=True)
class Upload:
    """A file: the bucket and key, and what is remarkable about it (recording, capitals, nested, or other)."""

    bucket: str
    key: str
    what: str

    @property
    def starts(self) -> bool:
        """Whether it is a recording that somebody should transcribe."""
        return self.what in ("recording", "capitals")


@dataclass
class Played:
    """A bucket after the learner's wiring: what was uploaded, the messages that came of it, and of the transcripts."""

    bucket: str
    uploads: list[Upload]
    rules: list[Rule] = field(default_factory=list)
    told: bool = False
    messages: list[Any] = field(default_factory=list)
    again: list[Any] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The keys of all files that were uploaded."""
        return [each.key for each in self.uploads]

    @property
    def started(self) -> Counter[str]:
        """How often the transcription was told of each file."""
        return Counter(key for message in self.messages if (key := file_of(message, self.keys)))


def variant(rng: random.Random) -> dict[str, Any]:
    """The bucket, and the folder in which recordings are."""
    return {
        "bucket": f"{prefix(rng)}-media",
        "folder": rng.choice(("calls", "hotline", "interviews", "voices")),
    }


def uploads(bench: Bench) -> list[Upload]:
    """Eight files that everybody may know, and more in grading."""
    bucket, folder = bench.variant["bucket"], bench.variant["folder"]
    files = [
        (f"{folder}/2025-03-01.mp3", "recording"),
        (f"{folder}/claims/POL-1042/first.mp3", "recording"),
        (f"{folder}/from a phone.MP3", "capitals"),
        (f"{folder}/2025-03-01.wav", "other"),
        (f"{folder}/2025-03-01.mp3.txt", "other"),
        ("letters/greeting.mp3", "other"),
        (f"old-{folder}/2019-03-01.mp3", "other"),
        (f"archive/{folder}/2019-03-01.mp3", "other"),
    ]
    return [Upload(bucket, key, what) for key, what in files] + more_uploads(bench)


@hidden
def more_uploads(bench: Bench, rng: random.Random) -> list[Upload]:
    """Other names of each kind, and a recording in another bucket."""
    bucket, folder = bench.variant["bucket"], bench.variant["folder"]
    one, two, three = rng.sample(("intro", "complaint", "damage", "renewal", "claim", "question"), 3)
    year = rng.randint(2020, 2024)
    return [
        Upload(bucket, f"{folder}/{year}/{one}/{rng.randint(1, 9)}/{two}.mp3", "recording"),
        Upload(bucket, f"{folder}/{year}/{two} {one}.MP3", "capitals"),
        Upload(bucket, f"{folder}/{three}.mp4", "other"),
        Upload(bucket, f"{three}-{year}.mp3", "other"),
        Upload(f"another-{bucket}", f"{folder}/{one}.mp3", "other"),
    ]


def played(bench: Bench) -> Played:
    """Let the answer wire the bucket, upload the files, and let the transcription work."""
    bucket, files = bench.variant["bucket"], uploads(bench)
    with bench.account() as account:
        s3, arn = account.client("s3"), new_queue(account, QUEUE)
        for name in sorted({each.bucket for each in files} | {bucket}):
            s3.create_bucket(Bucket=name)
            if name != bucket:
                s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration=TELLS_THE_BUS)
        bench.answer("wire_recordings")(s3, account.client("events"), bucket, arn)
        found = Played(bucket, files, rules_of(account), told=_is_told(s3, bucket))
        for each in files:
            s3.put_object(Bucket=each.bucket, Key=each.key, Body=b"sound")
        account.settle()
        found.messages = drained(account, QUEUE)
        for key in sorted(found.started):
            found.written += _transcribe(s3, bucket, key)
        put(account, [_not_from_s3(bucket, files[0].key)])
        s3.delete_object(Bucket=bucket, Key=files[0].key)
        account.settle()
        found.again = drained(account, QUEUE)
        return found


def _not_from_s3(bucket: str, key: str) -> dict[str, Any]:
    """Return an event of the insurer's own that looks like one of S3's."""
    detail = {"bucket": {"name": bucket}, "object": {"key": key}, "reason": "PutObject"}
    return {"source": "insurance.archive", "detail-type": "Object Created", "detail": detail}


def _is_told(s3: Any, bucket: str) -> bool:
    return "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket=bucket)


def _transcribe(s3: Any, bucket: str, key: str) -> list[str]:
    """Write what a transcription writes: the text, and the recording without its silences."""
    made = [f"{TRANSCRIPTS}{key}.txt", f"{TRANSCRIPTS}{key}"]
    for each in made:
        s3.put_object(Bucket=bucket, Key=each, Body=b"")
    return made


def file_of(message: Any, keys: list[str]) -> str | None:
    """Return the one of these keys that a message names, in whatever form it does; None where it names none."""
    text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
    # `calls/a.mp3` is a part of `transcripts/calls/a.mp3`, too.
    return max((key for key in keys if key in text), key=len, default=None)


def _played(bench: Bench) -> Played:
    bench.answer("wire_recordings")  # where it does not run at all, one finding says so
    return bench.once(played)


def starts(what: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that each recording of a kind starts one transcription."""

    def check(bench: Bench) -> Iterator[Finding]:
        found = _played(bench)
        for row, upload in enumerate(found.uploads, start=1):
            if upload.what != what:
                continue
            bench.count()
            times = found.started[upload.key]
            if times != 1:
                got = (
                    f"it starts {times} transcriptions" if times else f"it starts none: {_why(found, upload)}"
                )
                yield Finding("an upload", _given(upload), got, "it starts 1 transcription", row)

    return check


def starts_nothing_else(bench: Bench) -> Iterator[Finding]:
    """Recordings start transcriptions, and no other file does."""
    found = _played(bench)
    if not found.messages:
        bench.count()
        yield Finding("all uploads", None, "no transcription is started at all", "those of recordings")
    for row, upload in enumerate(found.uploads, start=1):
        if not upload.starts:
            bench.count()
            if found.started[upload.key]:
                yield Finding("an upload", _given(upload), "it starts a transcription", "it starts none", row)


def says_what(bench: Bench) -> Iterator[Finding]:
    """Each message is the bucket and the key, and nothing else."""
    found = _played(bench)
    if not found.messages:
        bench.count()
        yield Finding(
            f"queue {QUEUE}", None, "no message", '{"bucket": "...", "key": "..."} for each recording'
        )
    for message in found.messages:
        bench.count()
        key = file_of(message, found.keys) or found.keys[0]
        expected = {"bucket": _bucket_of(found, key), "key": key}
        if not same(message, expected):
            yield Finding(f"a message in {QUEUE}", None, message, expected)


def no_loop(bench: Bench) -> Iterator[Finding]:
    """What the transcription writes starts none, nor does a recording that is deleted, or that somebody else tells of."""
    found = _played(bench)
    bench.count(len(found.written))
    if not found.written:
        yield Finding(
            "what a transcription writes", None, "no transcription was started", "each recording's is"
        )
    for message in found.again:
        key = file_of(message, found.keys + found.written)
        given = {"bucket": found.bucket, "key": key} if key else message
        written = key in found.written
        where = (
            "a file that the transcription writes"
            if written
            else "a recording deleted, or told of by others than S3"
        )
        yield Finding(where, given, "it starts a transcription", "it starts none")


def _bucket_of(found: Played, key: str) -> str:
    return next(each.bucket for each in found.uploads if each.key == key)


def _given(upload: Upload) -> dict[str, str]:
    return {"bucket": upload.bucket, "key": upload.key}


def _why(found: Played, upload: Upload) -> str:
    """Return why an upload starts nothing."""
    if not found.told:
        return f"the bucket {found.bucket} tells the bus nothing"
    event = {
        "detail-type": "Object Created",
        "source": "aws.s3",
        "resources": [f"arn:aws:s3:::{upload.bucket}"],
        "detail": {"bucket": {"name": upload.bucket}, "object": {"key": upload.key}, "reason": "PutObject"},
    }
    return why_not(found.rules, queue_arn(QUEUE), event)


def _misses_capitals(bench: Bench) -> bool:
    """Whether all recordings in lower case start a transcription, and none in capitals does."""
    found = _played(bench)
    lower, upper = (
        [found.started[each.key] for each in found.uploads if each.what == what]
        for what in ("recording", "capitals")
    )
    return all(lower) and not any(upper)


def _feeds_itself(bench: Bench) -> bool:
    found = _played(bench)
    return any(file_of(message, found.keys + found.written) in found.written for message in found.again)


EXERCISE = Exercise(
    id="m06.e3",
    title="Recording uploaded",
    lesson="D4",
    deliver=("wire_recordings",),
    variant=variant,
    parts=(
        Part("A recording in the folder starts one transcription", 2, "B", starts("recording")),
        Part("So does one whose name ends in .MP3", 1, "B", starts("capitals"), "D2"),
        Part("No other file starts one", 2, "B", starts_nothing_else),
        Part("The transcription is told bucket and key, and nothing else", 2, "B", says_what, "D5"),
        Part("What the transcription writes does not start it again", 3, "F", no_loop, "D9"),
    ),
    misconceptions=(
        Misconception(
            "K06.1",
            "a value instead of a list in a pattern",
            lambda bench: scalar_leaf(bench.answers["wire_recordings"], lambda: _played(bench).rules),
            "Every leaf of a pattern is a list of accepted values.",
            about="the pattern that was refused",
        ),
        Misconception(
            "K06.2",
            "detail_type or DetailType in a pattern",
            lambda bench: spelled_wrong(_played(bench).rules),
            "The API call and the event spell this name differently. Look at the event.",
            about="the names in your pattern",
        ),
        Misconception(
            "K06.9",
            "output written where the rule listens",
            _feeds_itself,
            "What does the transcription do that looks like an upload?",
            about="the files under transcripts/",
        ),
        Misconception(
            "K06.7",
            "suffix compared by case",
            _misses_capitals,
            "Some phones write capitals. What does your pattern say of a name that ends in .MP3?",
            about="the ends of names",
        ),
    ),
    hints=(
        (
            "Follow one recording from its upload: who tells whom of it, what does the event look like, which words of your "
            "pattern are held against which words of its key? Then follow what the transcription writes, the same way."
        ),
        (
            "S3 tells the default bus of a bucket's files once the bucket is set to. Everything about the file stands in "
            "`detail`. Conditions in one list are joined by or, so a prefix and a suffix in one list accept too much; one "
            "condition has to say both. What the target receives is made by its input transformer. Lesson steps D2, D4 and D5."
        ),
        (
            '`s3.put_bucket_notification_configuration(Bucket=..., NotificationConfiguration={"EventBridgeConfiguration": {}})`. '
            'In the pattern: source aws.s3, detail-type "Object Created", in detail {"bucket": {"name": [...]}, "object": '
            '{"key": [...]}}; {"wildcard": "begin*end"} says how a text begins and ends. At the target: "InputTransformer": '
            '{"InputPathsMap": {"<name>": "$.detail..."}, "InputTemplate": "..."}.'
        ),
        (
            'A neighbour: photos of damages, `.jpg` or `.JPG` under `damages/`, are scaled by a service that wants {"photo": key}.\n'
            "```python\n"
            'pattern = {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["photos"]},\n'
            '    "object": {"key": [{"wildcard": "damages/*.jpg"}, {"wildcard": "damages/*.JPG"}]}}}\n'
            'transformer = {"InputPathsMap": {"photo": "$.detail.object.key"}, "InputTemplate": \'{"photo": <photo>}\'}\n'
            'events.put_targets(Rule="photos", Targets=[{"Id": "scale", "Arn": arn, "InputTransformer": transformer}])\n'
            "```"
        ),
    ),
)
