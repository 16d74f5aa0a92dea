"""An assessment is asked without what is right, kept, resumed, ended once, and put where it is handed in."""

import json
from html import unescape

import pytest

from course import learner
from course.widgets import View, assessment, progress
from course.widgets.lesson.assessment.handed_in import FILE, folder_for
from course.widgets.lesson.assessment.placing import Placing
from course.workspace import MEMORY


def whys(form):
    """The explanations of all items of a form."""
    parts = [
        item.asked.rows if isinstance(item.asked, Placing) else item.asked.options for item in form.items
    ]
    return [part.why for each in parts for part in each]


def shown(widget):
    """All that the page gets, and the static form."""
    said = json.dumps(widget.get_state(), ensure_ascii=False, default=str) + widget.html + widget.text
    return unescape(said).replace('\\"', '"')


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """Work in a folder that is no learner's work folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A learner's work folder with the exercises of both modules; the notebook is a lesson."""
    for name in ("lessons", "exercises/m01_lab", "exercises/m14_capstone"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / MEMORY).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "lessons")
    return tmp_path


@pytest.fixture
def taken(request, right):
    """Take a form: answer its items rightly (of these topics alone), and finish it or not."""

    def make(name, *topics, end=True):
        widget = assessment(name)
        widget.answers = right(request.getfixturevalue(name), *topics)
        widget.end = end
        return widget

    return make


def test_all_items_are_asked_one_of_them_first(pre):
    widget = assessment("pre")

    assert [item.id for item in pre.items] == [item["id"] for item in widget.items]
    assert (0, "0 of 24 answered.", "") == (widget.at, widget.standing, widget.result)


@pytest.mark.parametrize("name", ["pre", "post"])
def test_nothing_right_leaves_python_before_the_end(name, request, taken):
    said = shown(taken(name, end=False))

    assert [] == [why for why in whys(request.getfixturevalue(name)) if why in said]
    assert "✓ right" not in said


def test_after_the_pre_assessment_nothing_right_is_told_either(pre, taken):
    said = shown(taken("pre"))

    assert [] == [why for why in whys(pre) if why in said]
    assert "✓ right" not in said


def test_each_change_is_kept_and_found_again():
    first = assessment("pre")
    first.answers = {"pre.waits1": [2]}
    first.at = 7
    again = assessment("pre")

    assert ({"pre.waits1": [2]}, 7) == (again.answers, again.at)
    assert "1 of 24 answered." == again.standing


def test_what_is_not_whole_is_kept_and_said():
    widget = assessment("pre")
    widget.answers = {"pre.types1": [1]}

    assert "choose 2; you have chosen 1" == widget.states["pre.types1"]
    assert "0 of 24 answered." == widget.standing
    assert {"pre.types1": [1]} == assessment("pre").answers


def test_both_forms_are_kept_apart(taken):
    taken("pre", "queues", end=False)

    assert {} == assessment("post").answers


def test_it_can_be_finished_early_with_points_by_topic_and_a_path(taken):
    widget = taken("pre", "queues", "waits")

    assert "Pre-assessment: 6 of 24 points" in widget.result
    assert "M04 Decoupling with queues</b>: 3 of 3 in “Queues and delivery guarantees”" in widget.result
    assert widget.result.index("M04") < widget.result.index("To do") < widget.result.index("M05")


def test_the_end_is_final_also_in_another_notebook(taken):
    stale = assessment("pre")
    taken("pre", "queues")
    stale.answers = {"pre.waits1": [0]}
    stale.end = False

    assert "3 of 24 points" in stale.result
    assert "3 of 24 points" in assessment("pre").result


def test_the_post_assessment_explains_every_item_at_its_end(post, taken):
    result = assessment("post").result or taken("post", "queues").result
    plain = (
        result.replace("<code>", "`").replace("</code>", "`").replace("&#x27;", "'").replace("&quot;", '"')
    )

    assert [] == [why for why in whys(post) if why not in plain]
    assert 3 == result.count("✓ Item")


def test_the_gain_is_told_by_topic_and_as_a_share(taken):
    taken("pre", "queues", "waits")
    text = taken("post", "queues", "failure", "machines", "data", "events").text

    assert "6 of 24 points before, 13 after" in text
    assert "Before, 18 points were left to gain; you have gained 7 of them, 39%." in text
    assert "lost points" in text


def test_without_the_pre_assessment_there_are_points_and_no_gain(taken):
    text = taken("post", "queues").text

    assert "Post-assessment: 3 of 24 points" in text
    assert "the pre-assessment of module 1 was not finished" in text


def test_who_knew_everything_had_nothing_left_to_gain(taken):
    taken("pre")

    assert "You had all points before: there was nothing left to gain." in taken("post").text


@pytest.mark.parametrize("name, stem", [("pre", "m01_lab"), ("post", "m14_capstone")])
def test_answers_are_put_beside_the_exercises_that_are_handed_in(work, taken, name, stem):
    widget = taken(name, "data")
    written = json.loads((work / "exercises" / stem / FILE).read_text(encoding="utf-8"))

    assert {"answers", "assessment", "finished"} == set(written)
    assert (name, True, 2) == (written["assessment"], written["finished"], len(written["answers"]))
    assert f"Your answers are in {stem}/{FILE}" in widget.standing
    assert "worth no points" in widget.standing


def test_there_are_no_points_in_the_file(work, taken):
    taken("pre")

    assert "point" not in (work / "exercises/m01_lab" / FILE).read_text(encoding="utf-8")


def test_outside_of_a_work_folder_nothing_is_written(tmp_path, taken):
    (tmp_path / "exercises" / "m01_lab").mkdir(parents=True)
    widget = taken("pre", "data")

    assert [] == list((tmp_path / "exercises" / "m01_lab").iterdir())
    assert "Finished." == widget.standing


def test_nothing_is_written_before_there_is_an_answer(work):
    assessment("pre")

    assert [] == list((work / "exercises" / "m01_lab").iterdir())


def test_a_folder_can_be_named(tmp_path):
    (tmp_path / "mine").mkdir()
    assessment("pre", tmp_path / "mine").answers = {"pre.waits1": [0]}

    assert (tmp_path / "mine" / FILE).is_file()


def test_a_folder_that_is_not_there_keeps_nobody_from_answering(tmp_path):
    widget = assessment("pre", tmp_path / "nowhere")
    widget.answers = {"pre.waits1": [0]}

    assert "1 of 24 answered." == widget.standing


@pytest.mark.parametrize("place", ["lessons", "exercises/m01_lab", ""])
def test_the_folder_is_found_from_every_notebook_of_the_work_folder(work, place):
    assert work / "exercises" / "m01_lab" == folder_for("pre", work / place)


def test_the_order_is_a_learners_own_and_stays(monkeypatch):
    def order(name):
        monkeypatch.setenv("COURSE_LEARNER", name)
        return json.dumps(assessment("pre").items)

    assert order("learner-1") == order("learner-1")
    assert order("learner-1") != order("learner-2")


def test_the_text_twin_says_what_can_be_matched_and_what_is_drawn():
    text = assessment("pre").text

    assert "What can fit: " in text
    assert "attempt 1: fails with Bank.Busy; from attempt 2 on: fails with Card.Refused" in text
    assert "mail runs: 0.3 s" in text


def test_an_unknown_form_gets_an_answer_in_words():
    found = assessment("middle")

    assert isinstance(found, View)
    assert "there is no assessment 'middle'; there are 'pre' and 'post'" in found.text


@pytest.mark.parametrize(
    "kept", [7, {"answers": 3}, {"answers": {"pre.waits1": "x"}, "at": "a", "finished": "no"}]
)
def test_notes_that_are_spoilt_begin_anew(kept):
    learner.notes().put("assessment/pre", kept)

    assert "0 of 24 answered." == assessment("pre").standing


def test_progress_says_in_a_line_how_far_both_are(taken):
    assert "Pre-assessment: not begun; post-assessment: not begun." in progress().text
    taken("pre", "queues", "data")
    taken("post", "queues", end=False)

    assert "Pre-assessment: finished, 5 of 24 points; post-assessment: 3 of 24 answered." in progress().text
