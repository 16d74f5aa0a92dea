"""What mutants earn, shown on the tiny course: with rubrics that look closely, and with some that do not."""

import pytest

from grader.mutate import chosen, mutants, mutated, needless, tallies
from grader.verify import VerifyError, material

RUBRIC = "tiny_rubrics/m98/e1_scale.py"
RECORDS = "tests/mutants/m98/e1_scale.toml"

WRONG_FACTOR = ("number_off_by_one", "scale")


def swap(course, name, old, new):
    path = course.root / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def look_at_nothing_but_0(course):
    swap(course, RUBRIC, "Row(1, factor), Row(0, 0), Row(2, 2 * factor)", "Row(0, 0)")
    swap(course, RUBRIC, ", more_rows)", ")")


def record(course, **changes):
    diff = "- return number * 47\n+ return number * 48"
    keys = {
        "operator": "number_off_by_one",
        "where": "scale",
        "diff": diff,
        "reason": "Nobody counts.",
    }
    path = course.root / RECORDS
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{name} = '''{text}'''\n" for name, text in (keys | changes).items() if text is not None)
    path.write_text(f"[[equivalent]]\n{lines}")


def survivors(results):
    return [(each.mutant.operator, each.mutant.where) for each in results if each.survived]


def test_every_mutant_of_a_watched_answer_loses_points(tiny):
    (figures,) = tallies(mutated(tiny, ["m98.e1"]))

    assert "m98.e1" == figures.exercise
    assert figures.mutants == figures.lost > 5
    assert 100 == figures.share


def test_what_a_rubric_overlooks_survives(tiny):
    look_at_nothing_but_0(tiny)
    results = list(mutated(tiny, ["m98.e1"]))
    (figures,) = tallies(results)

    assert WRONG_FACTOR in survivors(results)
    assert figures.survivors == figures.mutants - figures.lost > 0
    assert figures.share < 100


def test_a_survivor_that_is_recorded_as_equivalent_is_no_survivor(tiny):
    look_at_nothing_but_0(tiny)
    record(tiny)
    results = list(mutated(tiny, ["m98.e1"]))
    (figures,) = tallies(results)

    assert 1 == survivors(results).count(WRONG_FACTOR)
    assert 1 == figures.equivalent
    assert 100 * figures.lost / (figures.mutants - 1) == figures.share
    assert [] == list(needless(tiny, results))


@pytest.mark.parametrize("where", ["scale", "sc*", "*"])
def test_a_record_may_be_about_all_that_an_operator_makes_at_some_place(tiny, where):
    look_at_nothing_but_0(tiny)
    record(tiny, where=where, diff=None)

    assert WRONG_FACTOR not in survivors(mutated(tiny, ["m98.e1"]))


def test_a_record_that_no_mutant_is_like_is_told(tiny):
    record(tiny, where="nowhere")

    (remark,) = needless(tiny, list(mutated(tiny, ["m98.e1"])))

    assert remark.startswith(RECORDS)
    assert "no mutant like it" in remark


def test_a_record_whose_mutant_loses_points_is_told(tiny):
    record(tiny)

    (remark,) = needless(tiny, list(mutated(tiny, ["m98.e1"])))

    assert "loses points by now" in remark


@pytest.mark.parametrize(
    "broken, said", [({"reason": " "}, "record 1: found the keys"), ({"diff": "''' x"}, "found ")]
)
def test_a_record_that_is_not_as_it_should_be_is_refused(tiny, broken, said):
    record(tiny, **broken)

    with pytest.raises(VerifyError, match=f"{RECORDS}.*{said}"):
        list(mutated(tiny, ["m98.e1"]))


def test_a_check_that_breaks_over_a_mutant_is_told_and_counts_as_no_loss(tiny):
    swap(tiny, RUBRIC, 'bench.answer("scale")(given), ', 'bench.answer("scale")(given) + 0, ')
    results = list(mutated(tiny, ["m98.e1"]))
    (nothing_returned,) = [each for each in results if each.mutant.operator == "nothing_returned"]
    (figures,) = tallies(results)

    assert "TypeError" in nothing_returned.broken
    assert not nothing_returned.lost
    assert 1 == figures.broken


@pytest.mark.slow
def test_a_mutant_that_never_ends_is_stopped_and_loses(tiny, write_notebook):
    write_notebook(
        "solutions",
        """
def scale(number):
    while number is None:
        pass
    return number * 47

def send(sqs, url, number):
    sqs.send_message(QueueUrl=url, MessageBody=str(number))
""",
    )
    results = list(mutated(tiny, ["m98.e1"], seconds=2.0))
    stopped = [each for each in results if each.points is None]

    assert ["condition_negated"] == [each.mutant.operator for each in stopped]
    assert all(each.lost for each in stopped)


def test_an_answer_that_is_not_right_itself_is_refused(tiny, write_notebook):
    write_notebook("solutions", (tiny.root / "tests/answers/m98/e1_scale/05_K98.1_adds.py").read_text())

    with pytest.raises(VerifyError, match=r"m98\.e1: found 5 of 10 points .* expected all points"):
        list(mutated(tiny, ["m98.e1"]))


def test_other_stored_right_answers_have_mutants_too(tiny):
    places = {each.origin.place for each in mutated(tiny, ["m98.e1"], stored=True, sample=60)}

    assert "tests/answers/m98/e1_scale/10_none_by_adding.py" in places
    assert "solutions/m98_tiny/m98_tiny.ipynb" in places


def test_a_sample_is_always_the_same_and_comes_from_all(tiny):
    one, other = ({each.mutant for each in mutated(tiny, ["m98.e1"], sample=3)} for _ in range(2))
    everything = mutants(material(tiny, "m98.e1").reference)

    assert one == other
    assert 3 == len(one) < len(everything)
    assert one <= set(everything)


@pytest.mark.parametrize("wanted", [[], ["m98"], ["m98.e1"], ["m98", "m98.e1"], ["m98_tiny"]])
def test_modules_and_exercises_are_chosen_by_name(tiny, wanted):
    assert ["m98.e1"] == chosen(tiny, wanted)


@pytest.mark.parametrize("wanted, said", [("m99", "'m99'.*m98"), ("m98.e7", r"'m98\.e7'.*m98\.e1")])
def test_an_unknown_name_is_refused(tiny, wanted, said):
    with pytest.raises(VerifyError, match=said):
        chosen(tiny, [wanted])
