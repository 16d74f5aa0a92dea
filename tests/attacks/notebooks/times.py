"""What stands in the place of the time at which it was handed in: it never costs points, or stops anybody."""

import os

FULL = (10, 10)
SAID = ("The time in `timestamp.txt` cannot be read, so nobody can tell whether this came in time.",)


def _time(content):
    def fill(hand):
        hand.write(hand.good)
        hand.write(content, "timestamp.txt")

    return fill


def _made(make):
    def fill(hand):
        hand.write(hand.good)
        make(hand.folder / "timestamp.txt")

    return fill


def _huge(path):
    path.write_bytes(b"2025-03-08 09:00:00 UTC\n")
    os.truncate(path, 1 << 40)


def _full(path):
    path.mkdir()
    (path / "a").write_bytes(b"")


CASES = {
    "none": (FULL, (), lambda hand: hand.write(hand.good)),
    "as nbgrader writes it": (FULL, (), _time("2025-03-08 09:00:00.000000 UTC\n")),
    "of another zone": (FULL, (), _time("2025-03-08 09:00:00.000000 +0100")),
    "with a byte order mark": (FULL, (), _time("\ufeff2025-03-08 09:00:00 UTC")),
    "empty": (FULL, SAID, _time("")),
    "no time": (FULL, SAID, _time("yesterday, honestly")),
    "no text": (FULL, SAID, _time(b"\xff\xfe\x00\x80")),
    "in the year 9999": (FULL, (), _time("9999-12-31 23:59:59 UTC")),
    "before all years": (FULL, SAID, _time("0001-01-01 00:00:00 +1400")),
    "after all years": (FULL, SAID, _time("9999-12-31 23:59:59 -1400")),
    "of no zone there is": (FULL, (), _time("2025-03-08 09:00:00 Mars/Olympus")),
    "of a zone that is a file": (FULL, SAID, _time("2025-03-08 09:00:00 /etc/passwd")),
    "of a zone without end": (FULL, SAID, _time("2025-03-08 09:00:00 99999999999")),
    "of a zone of 5,000 digits": (FULL, SAID, _time("2025-03-08 09:00:00 " + "9" * 5000)),
    "a number": (FULL, SAID, _time("1" * 40)),
    "of a tebibyte": (
        FULL,
        (*SAID, "`timestamp.txt` was left out: more than 100 MB or 1000 files were handed in."),
        _made(_huge),
    ),
    "a folder": (FULL, SAID, _made(os.mkdir)),
    "a folder with files": (FULL, SAID, _made(_full)),
    "a pipe": (
        FULL,
        (*SAID, "`timestamp.txt` was left out: it is no file that can be read."),
        _made(os.mkfifo),
    ),
    "a link to endless nothing": (
        FULL,
        (*SAID, "`timestamp.txt` was left out: it is a link to another file."),
        _made(lambda path: path.symlink_to("/dev/zero")),
    ),
    "a link to nowhere": (
        FULL,
        (*SAID, "`timestamp.txt` was left out: it is a link to another file."),
        _made(lambda path: path.symlink_to("nowhere")),
    ),
}
