"""What a learner is told: points, one message at a time, a hint only when it is certain."""

import dataclasses
import json

import pytest

from grader.checks import CheckError, Misconception, Part

RIGHT = "def double(x):\n    return x * 2"


def test_a_right_answer_gets_everything_and_hears_that_grading_adds_more(look):
    report = look(RIGHT)

    assert (10, 10) == (report.points, report.maximum)
    assert "All 3 parts hold. This passes the visible cases; grading adds more." == report.message


def test_where_grading_has_no_other_cases_it_does_not_promise_any(look, exercise):
    report = look(RIGHT, dataclasses.replace(exercise, hides=False))

    assert "All 3 parts hold." == report.message
    assert report.as_dict()["hides"] is False


def test_graded_in_full_nothing_more_is_promised(look):
    assert "All 3 parts hold." == look(RIGHT, grading=True).message


@pytest.mark.parametrize(
    "number, said", [(1, "It holds."), (2, "Both parts hold."), (13, "All 13 parts hold.")]
)
def test_a_right_answer_hears_how_many_parts_hold_and_reads_their_names_in_the_list_alone(
    look, exercise, number, said
):
    several = dataclasses.replace(exercise, parts=(exercise.parts[0],) * number)

    report = look(RIGHT, several, grading=True)

    assert said == report.message
    assert number == report.text().count(exercise.parts[0].name)


def test_hidden_rows_count_in_grading_only(look):
    answer = "def double(x):\n    return x * 2 if isinstance(x, list) else abs(x) * 2"

    assert (10, 4) == (look(answer).points, look(answer, grading=True).points)


def test_a_failing_row_shows_input_result_and_expectation(look):
    finding = look("def double(x):\n    return x * 2 if x != 2 else 5").as_dict()["parts"][0]["findings"][0]

    assert {"where": "row 2", "given": 2, "got": 5, "expected": 4, "row": 2, "line": None} == finding


def test_a_certain_hint_is_given_and_no_other(look):
    report = look("def double(x):\n    return x ** 2 if isinstance(x, int) else x")

    assert "K97.1" == report.hint.id
    assert "You square: 3 gave 9." in report.text()


def test_a_hint_names_what_it_is_about(look, exercise):
    squares = dataclasses.replace(exercise.misconceptions[0], about="the rule")
    named = dataclasses.replace(exercise, misconceptions=(squares,))
    report = look("def double(x):\n    return x ** 2 if isinstance(x, int) else x", named)

    assert {"id": "K97.1", "text": "About the rule: You square: 3 gave 9."} == report.as_dict()["hint"]


def test_the_lesson_step_is_that_of_the_part_to_look_at_first(look, exercise):
    first, *others = exercise.parts
    taught = dataclasses.replace(
        exercise, parts=(first, *(dataclasses.replace(each, lesson="D2") for each in others))
    )
    steps = [
        look(answer, taught).as_dict()["next"].rpartition(" ")[2]
        for answer in (
            "def double(x):\n    return 7",
            "def double(x):\n    return ['sales-q', x * 2][1]",
            "def double(x): ...",
        )
    ]

    assert ["D1", "D2", "D1"] == steps


def test_an_unknown_mistake_gets_the_difference_and_no_guess(look):
    assert look("def double(x):\n    return 7").hint is None


@pytest.mark.parametrize(
    "answer",
    [
        "def double(x):\n    ...",
        "def double(x):\n    pass",
        "def double(x):\n    '''Double it.'''\n    raise NotImplementedError",
        "def double(x):\n    raise NotImplementedError('still to be written')",
        "double = None",
        "double = ...",
    ],
)
def test_an_untouched_answer_gets_one_kind_sentence(look, answer):
    report = look(answer)

    assert (0, True, None) == (report.points, report.untouched, report.hint)
    assert [] == [part.findings for part in report.parts if part.findings]
    assert "`double` is still to be written." == report.message
    assert "Next: fill in the cell above, run it, then run this one again; or open hint 1 of" in report.text()


def test_what_comes_with_the_notebook_is_no_beginning(look, exercise):
    with_given = dataclasses.replace(exercise, deliver=("double", "publish"), given=("publish",))

    assert look("def double(x): ...\ndef publish(): return 1", with_given).untouched


def test_what_is_to_be_written_is_listed(look, exercise):
    several = dataclasses.replace(exercise, deliver=("double", "one", "two"))

    assert "`double`, `one` and `two` are still" in look("double = one = two = None", several).message


def test_a_name_that_was_never_defined_is_asked_for(look):
    report = look("x = 1")

    assert 0 == report.points
    assert "a function named `double`" in report.text()


def test_what_cannot_be_called_says_what_it_is(look):
    assert "it is 5" in look("double = 5").text()


def test_after_a_failing_first_row_the_rest_is_not_looked_at(look):
    report = look("def double(x):\n    rate = {}\n    return rate['x']")

    assert 1 == len(report.parts[0].findings)
    assert ["", "not looked at, because `double` does not run yet"] == [
        part.skipped for part in report.parts
    ][:2]
    assert "line 3" in report.text()
    assert "return rate['x']" in report.text()


def test_an_error_in_a_later_row_leaves_the_other_parts_alone(look):
    report = look("def double(x):\n    return x * 2 if x != 2 else 1 / 0")

    assert [0, 3, 1] == [part.earned for part in report.parts]


def test_a_learner_at_work_sees_the_first_message_only_and_a_grade_shows_all(look):
    answer = "def double(x):\n    'sales-q'\n    return ['sales-q', x]"
    shown = {
        grading: [len(part["findings"]) for part in look(answer, grading=grading).as_dict()["parts"]]
        for grading in (False, True)
    }

    assert {False: [1, 0, 0], True: [1, 0, 1]} == shown
    assert "look at this after the first one" == look(answer).as_dict()["parts"][2]["note"]


def test_a_report_is_plain_json_with_a_text_twin(look):
    report = look("def double(x):\n    print('seen', x)\n    return {x}")
    data = json.loads(json.dumps(report.as_dict()))

    assert report.as_dict() == data
    assert data["message"] in report.text()
    assert "seen 1\n" == data["printed"]
    assert 'open hint 1 of 4 with hints("m97.e1")' in report.text()


def test_a_defect_of_a_check_is_ours_and_said_politely(look, exercise):
    def broken(bench):
        yield from 1 / 0

    bad = dataclasses.replace(exercise, parts=(Part("breaks", 10, "B", broken),))
    report = look(RIGHT, bad, strict=False)

    assert 0 == report.points
    assert "no fault of your answer" in report.text()
    assert "part “breaks”" in report.message
    with pytest.raises(CheckError, match=r"m97.e1, part “breaks”: ZeroDivisionError"):
        look(RIGHT, bad)


def test_a_check_that_cannot_find_anything_is_a_defect(look, exercise):
    bad = dataclasses.replace(exercise, parts=(Part("forgets to yield", 10, "B", lambda _: None),))

    with pytest.raises(CheckError, match="must yield"):
        look(RIGHT, bad)


def test_a_detector_that_fails_on_the_answer_is_silent_and_one_that_breaks_is_a_defect(look, exercise):
    def detector(detect):
        return dataclasses.replace(exercise, misconceptions=(Misconception("K97.3", "odd", detect, "odd"),))

    assert (
        look("def double(x): return 1 / 0", detector(lambda bench: bench.answer("double")(1) == 1)).hint
        is None
    )
    assert look("def double(x): return 1", detector(lambda _: "almost certain")).hint is None
    with pytest.raises(CheckError, match=r"K97\.3"):
        look("def double(x): return 1", detector(lambda _: 1 / 0))


def test_a_scene_is_played_once_for_all_parts(look, exercise):
    played = []

    def scene(bench):
        played.append(1)
        return bench.answer("double")(1)

    parts = tuple(Part(name, 5, "B", lambda bench: iter(()) if bench.once(scene) else None) for name in "ab")

    assert 10 == look(RIGHT, dataclasses.replace(exercise, parts=parts)).points
    assert [1] == played
