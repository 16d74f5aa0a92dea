"""Progress is read from the learner's notes."""

from course import learner
from course.syllabus import syllabus
from course.widgets import progress
from course.widgets.lesson.progress import rows_of


def test_best_points_are_shown_by_exercise():
    learner.notes().put("best/m05.e1", {"points": 10, "maximum": 10})
    learner.notes().put("best/m05.e3", {"points": 4, "maximum": 10})
    rows = rows_of(syllabus().module("m05"), learner.notes(), {"m05.e2": "Filters"})

    assert [
        ["m05.e1", "✓ done", "10 of 10 points"],
        ["m05.e3", "◐ begun", "4 of 10 points"],
        ["Filters", "○ not tried yet", ""],
    ] == rows[:3]


def test_a_learner_who_has_not_begun_is_told_so():
    assert "○ not tried yet" in progress("m05").text


def test_a_module_that_does_not_exist_is_named():
    assert "There is no module 'm99'" in progress("m99").text


def test_the_post_assessment_is_the_knowledge_check_of_the_last_module():
    rows = rows_of(syllabus().module("m14"), learner.notes(), {})

    assert ["exercises", "post-assessment"] == [what for what, *_ in rows]


def test_a_form_is_shown_in_the_module_in_which_it_is_taken():
    learner.notes().put("assessment/pre", {"answers": {"pre.waits1": [0]}, "finished": False})
    rows = rows_of(syllabus().module("m01"), learner.notes(), {})

    assert ["pre-assessment", "◐ begun", "1 of 24 answered"] == rows[-1]


def test_a_form_that_is_finished_shows_its_points():
    learner.notes().put("assessment/post", {"answers": {}, "finished": True})
    rows = rows_of(syllabus().module("m14"), learner.notes(), {})

    assert ["post-assessment", "✓ done", "0 of 24 points"] == rows[-1]
