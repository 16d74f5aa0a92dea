"""What the folder holds: other names, several notebooks, links, pipes, files that shadow a library, too many files."""

import json
import os
import socket
from contextlib import chdir
from pathlib import Path

FULL, NOTHING = (10, 10), (0, 0)
MOVED = "`{}` was graded in place of `toy.ipynb`, which is not there."
LINK = "`toy.ipynb` is a link to another file. Hand in the notebook itself."
LINKED = "The folder that was handed in is a link to another folder. Hand in the notebook itself."
NO_FILE = "`toy.ipynb` cannot be opened: it is no file. Hand in the notebook itself."
SHADOWS = {
    "json.py": "raise SystemExit('json')",
    "boto3.py": "raise SystemExit('boto3')",
    "sitecustomize.py": "raise SystemExit('site')",
    "usercustomize.py": "raise SystemExit('user')",
    "conftest.py": "raise SystemExit('conftest')",
    "evil.pth": "import os; os._exit(9)",
    "grader/__init__.py": "def grade(*_): return 10.0",
    "grader/notebook.py": "def grade(*_): return 10.0",
    "course/__init__.py": "raise SystemExit('course')",
    "nbgrader_config.py": "raise SystemExit('config')",
    "jupyter_config.json": "{",
    "ipython_config.py": "raise SystemExit('ipython')",
    "profile_default/startup/00.py": "raise SystemExit('startup')",
    "pyproject.toml": "[",
    "gradebook.db": "none",
    ".env": "COURSE_GRADING=none",
}


def _missing(*there):
    named = ", ".join(f"`{name}`" for name in there)
    found = f"holds {named}" if there else "is empty"
    return (
        f"No notebook was handed in: `toy.ipynb` is expected and the folder {found}. Hand in the notebook.",
    )


def _left_out(name, why):
    return f"`{name}` was left out: {why}."


def _named(*names):
    """Hand the good notebook in under these names."""

    def fill(hand):
        for name in names:
            hand.write(hand.good, name)

    return fill


def _other(**answers):
    """Hand in notebooks by stem (`_` stands for a dash): as released, or with this answer to the first exercise."""

    def fill(hand):
        for stem, answer in answers.items():
            notebook = hand.good
            for cell in notebook["cells"]:
                if answer is RELEASED:
                    cell["source"] = hand.released.get(cell["id"], cell["source"])
                elif answer and cell["id"] == "e1-solution":
                    cell["source"] = answer
            hand.write(notebook, f"{stem.replace('_', '-')}.ipynb")

    return fill


RELEASED = object()
WRONG = "def double(number):\n    return 2 * abs(number)"


def _beside(**files):
    """Hand in the good notebook, and do something for each other name."""

    def fill(hand):
        hand.write(hand.good)
        for name, make in files.items():
            make(hand.folder / name)

    return fill


def _with(*steps):
    def fill(hand):
        for step in steps:
            step(hand)

    return fill


def _good(hand):
    hand.write(hand.good)


def _file(name, content=b"x"):
    return lambda hand: hand.write(content, name)


def _link(target, name="toy.ipynb"):
    """Make a link; `{root}` is the course's folder."""

    def fill(hand):
        path = hand.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target.format(root=hand.folder.parents[3]))

    return fill


def _socket(hand):
    with socket.socket(socket.AF_UNIX) as made, chdir(hand.folder):  # a socket's name must be short
        made.bind("toy.ipynb")


def _pipe(name):
    return lambda hand: os.mkfifo(hand.folder / name)


def _device(name, number):
    def fill(hand):
        try:
            os.mknod(hand.folder / name, 0o20666, number)
        except PermissionError:  # whoever runs the tests may make pipes only
            os.mkfifo(hand.folder / name)

    return fill


def _hard_link(hand):
    other = hand.folder.parents[3] / "elsewhere.ipynb"
    other.write_text(json.dumps(hand.good), encoding="utf-8")
    other.chmod(0o640)
    os.link(other, hand.folder / "toy.ipynb")


def _deep(hand):
    """Make folders so deep that the innermost one has no path that the system would take."""
    with chdir(hand.folder):
        for _ in range(60):
            Path("d" * 100).mkdir()
            os.chdir("d" * 100)
        Path("deep.txt").write_bytes(b"x")
        Path("toy.ipynb").write_text(json.dumps(hand.good), encoding="utf-8")


def _nearly_too_deep(hand):
    """Make a file whose path is as long as the system takes here, and too long where it would be copied to."""
    place = hand.folder
    while len(str(place)) < 3900:
        place /= "d" * 100
        place.mkdir()
    (place / ("f" * (4090 - len(str(place))))).write_bytes(b"x")


def _many(count, name="file-{}.txt"):
    def fill(hand):
        for number in range(count):
            (hand.folder / name.format(number)).write_bytes(b"")

    return fill


def _raw_name(hand):
    Path(os.fsdecode(os.fsencode(hand.folder) + b"/\xff\xfe.txt")).write_bytes(b"x")


def _shadows(hand):
    _good(hand)
    for name, content in SHADOWS.items():
        hand.write(content, name)


def _huge(name):
    return lambda hand: os.truncate(hand.write(b"", name), 1 << 40)


TOO_MUCH = "more than 100 MB or 1000 files were handed in"


def _linked(target):
    """Put a link in the place of the submitted folder itself."""

    def fill(hand):
        hand.folder.rmdir()
        hand.folder.symlink_to(target.format(root=hand.folder.parents[3]))

    return fill


def _linked_learner(hand):
    hand.folder.rmdir()
    hand.folder.parent.rmdir()
    hand.folder.parent.symlink_to(hand.folder.parents[3] / "solutions")


CASES = {
    "empty": (NOTHING, _missing(), lambda hand: None),
    "a copy of a browser": (FULL, (MOVED.format("toy (1).ipynb"),), _named("toy (1).ipynb")),
    "another ending": (FULL, (MOVED.format("TOY.IPYNB"),), _named("TOY.IPYNB")),
    "an ending that a browser added": (FULL, (MOVED.format("toy.ipynb.txt"),), _named("toy.ipynb.txt")),
    "an ending that a browser made": (FULL, (MOVED.format("toy.json"),), _named("toy.json")),
    "another name": (FULL, (MOVED.format("homework final.ipynb"),), _named("homework final.ipynb")),
    "a subfolder": (FULL, (MOVED.format("toy/toy.ipynb"),), _named("toy/toy.ipynb")),
    "a name of odd letters": (FULL, (MOVED.format("тест ñ 学.ipynb"),), _named("тест ñ 学.ipynb")),
    "a name that breaks the line": (
        FULL,
        (MOVED.format("a?b?script??[31m.ipynb"),),
        _named("a\nb`script`\x1b[31m.ipynb"),
    ),
    "a name that is no text": (
        NOTHING,
        _missing("??.txt"),
        _raw_name,
    ),
    "another name, and cut off": (
        NOTHING,
        (
            "`copy.ipynb` breaks off in line 1: the file is not complete. Save the notebook and hand it in again.",
        ),
        lambda hand: hand.write(json.dumps(hand.good)[:500], "copy.ipynb"),
    ),
    "two copies alike": (
        FULL,
        (MOVED.format("toy (1).ipynb"),),
        _named("toy (1).ipynb", "toy (2).ipynb"),
    ),
    "two copies that differ": (
        NOTHING,
        (
            "`toy.ipynb` is not there, and several could be meant: `toy-1.ipynb`, `toy-2.ipynb`. Keep one of them.",
        ),
        _other(toy_1=None, toy_2=WRONG),
    ),
    "a copy of the release beside the answers": (FULL, (), _other(toy=None, release=RELEASED)),
    "the answers in a copy of the release": (
        FULL,
        ("`toy-Copy1.ipynb` was graded in place of `toy.ipynb`, which holds no answers.",),
        _other(toy=RELEASED, toy_Copy1=None),
    ),
    "the answers in two copies of the release": (
        NOTHING,
        (
            "`toy.ipynb` holds no answers, and several could be meant: `a.ipynb`, `b.ipynb`. Keep one of them.",
        ),
        _other(toy=RELEASED, a=None, b=WRONG),
    ),
    "other answers in a copy": (
        (7.5, 10),
        ("`toy.ipynb` was graded. Other answers are in `toy-Copy1.ipynb`.",),
        _other(toy=WRONG, toy_Copy1=None),
    ),
    "a copy beside an empty notebook": (
        FULL,
        (
            "`copy.ipynb` was graded in place of `toy.ipynb`: `toy.ipynb` is empty. Save the notebook and hand it in again.",
        ),
        _with(_named("copy.ipynb"), _file("toy.ipynb", b"")),
    ),
    "only a checkpoint": (
        NOTHING,
        _missing(".ipynb_checkpoints"),
        _named(".ipynb_checkpoints/toy-checkpoint.ipynb"),
    ),
    "checkpoints and what a Mac adds": (
        FULL,
        (),
        _with(
            _named("toy.ipynb", ".ipynb_checkpoints/toy-checkpoint.ipynb", ".~toy.ipynb"),
            _file("__MACOSX/._toy.ipynb", b"\x00\x05\x16\x07"),
            _file(".DS_Store"),
        ),
    ),
    "a program": (NOTHING, _missing("toy.py"), _file("toy.py", b"def double(number): return 2 * number\n")),
    "an archive": (NOTHING, _missing("toy.zip"), _file("toy.zip", b"PK\x03\x04")),
    "a folder of the notebook's name": (
        NOTHING,
        (NO_FILE,),
        lambda hand: (hand.folder / "toy.ipynb").mkdir(),
    ),
    "a folder of the notebook's name with files": (
        NOTHING,
        (NO_FILE,),
        _file("toy.ipynb/a.txt"),
    ),
    "the notebook in a folder of its name": (
        FULL,
        (f"`toy.ipynb/toy.ipynb` was graded in place of `toy.ipynb`: {NO_FILE}",),
        _named("toy.ipynb/toy.ipynb"),
    ),
    "a pipe": (NOTHING, (NO_FILE,), _pipe("toy.ipynb")),
    "a socket": (NOTHING, (NO_FILE,), _socket),
    "a device": (NOTHING, (NO_FILE,), _device("toy.ipynb", os.makedev(1, 5))),
    "a pipe in a copy's place": (
        FULL,
        (MOVED.format("b.ipynb"),),
        _with(_named("b.ipynb"), _pipe("a.ipynb")),
    ),
    "a link to the solution": (NOTHING, (LINK,), _link("{root}/solutions/toy/toy.ipynb")),
    "a link to the decoy": (NOTHING, (LINK,), _link("{root}/classroom/submitted/a decoy/toy/toy.ipynb")),
    "a link to the gradebook": (NOTHING, (LINK,), _link("{root}/classroom/gradebook.db")),
    "a link to the users": (NOTHING, (LINK,), _link("/etc/passwd")),
    "a link to endless nothing": (NOTHING, (LINK,), _link("/dev/zero")),
    "a link to nowhere": (NOTHING, (LINK,), _link("nowhere")),
    "a link to itself": (NOTHING, (LINK,), _link("toy.ipynb")),
    "a link of another name": (
        NOTHING,
        ("`copy.ipynb` is a link to another file. Hand in the notebook itself.",),
        _link("{root}/solutions/toy/toy.ipynb", "copy.ipynb"),
    ),
    "a linked folder": (
        NOTHING,
        (*_missing("toy"), _left_out("toy", "it is a link to another file")),
        _link("{root}/solutions/toy", "toy"),
    ),
    "a link to the solution's folder": (NOTHING, (LINKED,), _linked("{root}/solutions/toy")),
    "a link to the decoy's folder": (NOTHING, (LINKED,), _linked("{root}/classroom/submitted/a decoy/toy")),
    "a link in the learner's place": (NOTHING, (LINKED,), _linked_learner),
    "links beside the notebook": (
        FULL,
        (
            _left_out("loop", "it is a link to another file"),
            _left_out("solution.txt", "it is a link to another file"),
            _left_out("up", "it is a link to another file"),
            _left_out("users", "it is a link to another file"),
        ),
        _with(
            _good,
            _link("loop", "loop"),
            _link("{root}/solutions/toy/toy.ipynb", "solution.txt"),
            _link("..", "up"),
            _link("/etc/passwd", "users"),
        ),
    ),
    "a hard link, which is a file like others": (FULL, (), _hard_link),
    "a pipe and a device beside the notebook": (
        FULL,
        (
            _left_out("device", "it is no file that can be read"),
            _left_out("pipe", "it is no file that can be read"),
        ),
        _with(_good, _pipe("pipe"), _device("device", os.makedev(1, 5))),
    ),
    "folders without end": (
        FULL,
        (),
        _with(_good, _deep),
    ),
    "a path that is nearly too long": (
        FULL,
        (_left_out(f"{'d' * 40}...{'f' * 37}", "its path is longer than 1,000 bytes"),),
        _with(_good, _nearly_too_deep),
    ),
    "a notebook in folders without end": (NOTHING, _missing(f"{'d' * 40}...{'d' * 37}"), _deep),
    "5,000 files": (
        FULL,
        tuple(_left_out(name, TOO_MUCH) for name in sorted(f"file-{n}.txt" for n in range(5000))[1000:1010]),
        _with(_good, _many(5000)),
    ),
    "200 notebooks that are none": (
        NOTHING,
        _missing(*(f"n-{n}.ipynb" for n in (0, 1, 10, 100, 101))),
        _many(200, "n-{}.ipynb"),
    ),
    "a file of a tebibyte": (FULL, (_left_out("huge.bin", TOO_MUCH),), _with(_good, _huge("huge.bin"))),
    "a file whose name is no text": (FULL, (), _with(_good, _raw_name)),
    "a file that is a folder with the course": (
        FULL,
        (_left_out("rows.csv/x", "it stands in the way of a file of the course's"),),
        _with(_good, _file("rows.csv/x")),
    ),
    "a folder that is a file with the course": (
        FULL,
        (_left_out("data", "it stands in the way of a file of the course's"),),
        _with(_good, _file("data")),
    ),
    "a file of the course's, edited": (FULL, (), _with(_good, _file("rows.csv", b"forged"))),
    "files that shadow a library": (FULL, (), _shadows),
    "shadows alone": (
        NOTHING,
        _missing("boto3.py", "conftest.py"),
        _with(_file("boto3.py"), _file("conftest.py")),
    ),
    "names of the shelf": (
        FULL,
        (),
        _with(_good, _file(".toy.partial/toy.ipynb"), _file(".toy.complete/x"), _file("..toy")),
    ),
}
