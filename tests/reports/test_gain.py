"""The class's gain is counted from files that learners handed in, whatever is in them, and nothing is graded by it."""

import csv
import io
import json
import os
import shutil
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from course.widgets.lesson.assessment.forms import read
from course.widgets.lesson.assessment.handed_in import FILE, write
from course.widgets.lesson.assessment.placing import Placing
from course.widgets.lesson.assessment.taken import Taken
from grader.classroom.course import open_course
from grader.cli import app
from grader.reports.assessments import MOST_BYTES, AssessmentError, answers_in
from grader.reports.class_gain import as_data, belongs_to, gain_of_class
from grader.reports.gain_tables import as_section, show, write_sheet
from grader.reports.page import GAIN, as_page
from grader.reports.summary import Summary

STORED = Path(__file__).with_name("assessments")
STEMS = {"pre": "m01_lab", "post": "m14_capstone"}
CONFIG = """from pathlib import Path

from grader.classroom import places

places.configure(get_config(), Path(__file__).resolve().parent)
"""
# Stored file -> what is said of it.
REFUSED = {
    "cut_off": "it is no JSON",
    "empty": "it is no JSON",
    "no_text": "it is no JSON",
    "a_list": "it is JSON, but holds no answers",
    "answers_in_a_list": "it is JSON, but holds no answers",
    "of_the_other_form": "it holds no answers to the pre-assessment",
    "of_no_form": "it holds no answers to the pre-assessment",
}


def right(form, *topics):
    """Right answers to a form's items of some topics."""
    return {
        item.id: [row.place for row in item.asked.rows]
        if isinstance(item.asked, Placing)
        else sorted(item.asked.right)
        for item in form.items
        if item.topic in topics
    }


class Class:
    """A course whose learners hand in what a test likes."""

    def __init__(self, root):
        self.root = root

    def folder(self, learner, form):
        folder = self.root / "classroom" / "submitted" / learner / STEMS[form]
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def answers(self, learner, form, *topics, finished=True):
        """Hand in right answers to these topics, as the widget writes them."""
        write(form, Taken(right(read(form), *topics), finished), self.folder(learner, form))

    def stored(self, learner, name):
        """Hand in a stored file as answers to the pre-assessment."""
        shutil.copy(STORED / f"{name}.json", self.folder(learner, "pre") / FILE)

    @property
    def gain(self):
        return gain_of_class(open_course(self.root))


@pytest.fixture
def a_class(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    return Class(tmp_path)


@pytest.fixture
def taught(a_class):
    """Ada and Bob took both, Cy only the first, Dee only the last; Eve has not finished; Flo handed in no answers."""
    a_class.answers("ada", "pre", "queues")
    a_class.answers("ada", "post", "queues", "topics", "data")
    a_class.answers("bob", "pre", "queues", "failure")
    a_class.answers("bob", "post", "queues", "data")
    a_class.answers("cy", "pre", "waits")
    a_class.answers("dee", "post", "waits")
    a_class.answers("eve", "pre", "waits", finished=False)
    a_class.folder("flo", "pre")
    return a_class


def _text(found):
    console = Console(file=io.StringIO(), width=100)
    show(found, console)
    return console.file.getvalue()


def _rows(text):
    return [
        [cell.strip() for cell in line.strip("│").split("│")]
        for line in text.splitlines()
        if line.startswith("│")
    ]


def test_means_are_over_those_who_finished_both(taught):
    found = taught.gain

    assert (["ada", "bob"], 3, 3) == (found.both, len(found.before), len(found.after))
    assert (4.5, 6, 24) == (found.all.before, found.all.after, found.all.most)


def test_the_table_says_points_gain_and_share(taught):
    rows = {name: cells for name, *cells in _rows(_text(taught.gain))}

    assert ["3", "3", "3", "0", "nothing was left"] == rows["Queues and delivery guarantees"]
    assert ["2", "0", "2", "2", "100%"] == rows["Data flow"]
    assert ["2", "0", "1", "1", "50%"] == rows["Topics, filters, fan-out"]
    assert ["3", "1.5", "0", "-1.5", "lost points"] == rows["Failure handling"]
    assert ["24", "4.5", "6", "1.5", "8%"] == rows["all"]


def test_who_has_not_finished_is_named_and_not_counted(taught):
    assert (
        "eve: the pre-assessment is not finished, and not counted: 3 of 24 items answered.",
    ) == taught.gain.remarks


def test_before_the_end_of_the_course_there_are_points_and_no_gain(a_class):
    a_class.answers("ada", "pre", "queues")
    rows = {name: cells for name, *cells in _rows(_text(a_class.gain))}

    assert ["3", "3", "", "", ""] == rows["Queues and delivery guarantees"]
    assert (
        "1 learner finished the pre-assessment, 0 the post-assessment; no gain yet" == a_class.gain.headline
    )


def test_a_class_without_any_answers_says_so(a_class):
    assert "0 learners finished the pre-assessment, 0 the post-assessment." in _text(a_class.gain)
    assert as_data(a_class.gain)["topics"] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_holds_no_answers_is_refused_in_words_and_the_others_count(a_class, name):
    a_class.stored("bad", name)
    a_class.answers("good", "pre", "queues")
    found = a_class.gain

    assert (f"bad: `{FILE}` in m01_lab is not counted: {REFUSED[name]}.",) == found.remarks
    assert {"good"} == set(found.before)


def test_points_that_a_file_claims_are_not_believed(a_class):
    a_class.stored("eve", "claims_points")

    assert {"waits": 1.0, "queues": 1.0} == {
        name: each for name, each in a_class.gain.before["eve"].items() if each
    }


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right that few have on Windows")
def test_a_link_is_not_followed(a_class, tmp_path):
    write("pre", Taken(right(read("pre"), "queues"), finished=True), tmp_path)
    (a_class.folder("eve", "pre") / FILE).symlink_to(tmp_path / FILE)

    assert (
        f"eve: `{FILE}` in m01_lab is not counted: it is a link to another file.",
    ) == a_class.gain.remarks


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right that few have on Windows")
def test_a_folder_that_is_a_link_is_not_followed(a_class):
    a_class.answers("ada", "pre", "queues")
    a_class.folder("eve", "pre").rmdir()
    (a_class.root / "classroom/submitted/eve/m01_lab").symlink_to(a_class.folder("ada", "pre"))

    assert "the folder that was handed in is a link to another one" in a_class.gain.remarks[0]
    assert {"ada"} == set(a_class.gain.before)


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders on Windows")
def test_a_pipe_stops_nobody(a_class):
    os.mkfifo(a_class.folder("eve", "pre") / FILE)

    assert (f"eve: `{FILE}` in m01_lab is not counted: it is no file.",) == a_class.gain.remarks


def test_a_folder_of_that_name_is_no_file(a_class):
    (a_class.folder("eve", "pre") / FILE).mkdir()

    assert (f"eve: `{FILE}` in m01_lab is not counted: it is no file.",) == a_class.gain.remarks


@pytest.mark.parametrize(
    "text, says",
    [
        (" " * (MOST_BYTES + 1), "it is larger than 100 kB"),
        ("[" * MOST_BYTES, "it is no JSON"),
        ('{"answers": {"pre.waits1": [' + "9" * 9000 + "]}}", "it is no JSON"),
    ],
    ids=["large", "deep", "a number without end"],
)
def test_a_file_that_would_take_long_is_refused(tmp_path, text, says):
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    with pytest.raises(AssessmentError, match=says):
        answers_in(tmp_path, read("pre"))


def test_what_was_handed_in_stays_as_it_is(a_class):
    a_class.stored("eve", "cut_off")
    before = (a_class.folder("eve", "pre") / FILE).read_bytes()

    assert a_class.gain.remarks
    assert before == (a_class.folder("eve", "pre") / FILE).read_bytes()


def test_data_for_a_program_says_what_is_not_known(taught):
    found = json.loads(json.dumps(as_data(taught.gain)))

    assert (False, 2, 12) == (found["graded"], found["both"], len(found["topics"]))
    assert ["ada", "bob", "cy", "dee"] == [each["learner"] for each in found["learners"]]
    assert found["learners"][2]["after"] is None
    assert {"title": "all", "before": 4.5, "after": 6, "most": 24, "points": 1.5} == {
        name: value for name, value in found["all"].items() if name != "normalised"
    }


def test_a_sheet_has_a_row_a_learner_and_empty_cells_where_an_end_is_missing(taught, tmp_path):
    write_sheet(taught.gain, tmp_path / "gain.csv")
    head, *lines = csv.reader(io.StringIO((tmp_path / "gain.csv").read_text(encoding="utf-8-sig")))
    ada, _, cy, dee = (dict(zip(head, line, strict=True)) for line in lines)

    assert ["3", "7", "4", "0.19", "2"] == [
        ada[name] for name in ("before", "after", "gained", "normalised gain", "after: Data flow")
    ]
    assert ("3", "", "", "") == tuple(cy[name] for name in ("before", "after", "gained", "after: Data flow"))
    assert ("", "3") == (dee["before"], dee["after"])


def test_no_cell_of_the_sheet_runs(a_class, tmp_path):
    a_class.answers("=1+1", "pre", "queues")
    write_sheet(a_class.gain, tmp_path / "gain.csv")

    assert "\n'=1+1," in (tmp_path / "gain.csv").read_text(encoding="utf-8-sig")


def test_the_page_of_the_class_has_the_gain_where_it_belongs(taught, summary):
    assert GAIN not in as_page(summary)
    assert f">{GAIN}</h2>" in as_page(summary, taught.gain)
    assert {"m01_lab": True, "m14_capstone": True, "m05_publish_subscribe": False} == {
        name: belongs_to(name) for name in ("m01_lab", "m14_capstone", "m05_publish_subscribe")
    }


def test_what_learners_are_called_stands_on_the_page_as_text(a_class):
    a_class.answers("<b>eve", "pre", "queues", finished=False)

    assert "<b>eve" not in as_section(a_class.gain)
    assert "&lt;b&gt;eve" in as_section(a_class.gain)


def test_what_learners_are_called_steers_no_terminal(a_class):
    a_class.answers("\x1b[31meve", "pre", "queues", finished=False)

    assert "\x1b" not in _text(a_class.gain)
    assert "[31meve: the pre-assessment is not finished" in _text(a_class.gain)


def test_the_command_shows_writes_and_prints(taught, monkeypatch):
    monkeypatch.chdir(taught.root)
    shown, written, data = (
        CliRunner().invoke(app, ["gain", *words]) for words in ([], ["--csv", "g.csv"], ["--json"])
    )

    assert "means of the 2 who finished both" in " ".join(shown.output.split())
    assert "wrote g.csv\n" == written.output
    assert 2 == json.loads(data.output)["both"]


def test_outside_of_a_course_the_command_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(app, ["gain"])

    assert 1 == found.exit_code
    assert "is not a course" in found.output


def test_a_page_of_a_class_of_nobody_can_have_the_gain(taught):
    assert "Mean points by topic" in as_page(Summary("m01_lab", ()), taught.gain)
