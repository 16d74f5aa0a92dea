"""What `verify` proves, shown on a tiny course that is whole, and on the same one broken in each way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.verify import GROUPS, Course, Proof, VerifyError, find_course, material, verified

ROOT = Path(__file__).parents[2]
ANSWERS = "tests/answers/m98/e1_scale"
RUBRIC = "tiny_rubrics/m98/e1_scale.py"

Breaking = Callable[[Path], object]


def failing(course: Course, variants: int = 3) -> list[Proof]:
    proofs = verified(course, [], variants_each=variants, whole=False)
    return [proof for proof in proofs if not proof.holds]


def swap(name: str, old: str, new: str) -> Breaking:
    def breaking(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))

    return breaking


def both(*breakings: Breaking) -> Breaking:
    return lambda root: [breaking(root) for breaking in breakings]


def remove(name: str) -> Breaking:
    return lambda root: (root / name).unlink()


def rename(name: str, new: str) -> Breaking:
    return lambda root: (root / name).rename((root / name).with_name(new))


def test_a_whole_course_holds(tiny):
    proofs = list(verified(tiny, ["m98"], variants_each=10, whole=False))

    assert [] == [str(proof) for proof in proofs if not proof.holds]
    assert {"form", "released", "solution", "answers", "misconceptions", "variants", "junk", "leaks"} == {
        proof.group for proof in proofs
    }


@pytest.mark.parametrize(
    "breaking, group, said",
    [
        (swap(RUBRIC, '"Multiplication.", ', '" ", '), "form", "3 hints with text of 4"),
        (swap(RUBRIC, "            5,\n", "            4,\n"), "form", "4 + 3 + 2"),
        (swap(RUBRIC, '2, "S"', '2, "Z"'), "form", "kinds Z"),
        (rename(f"{ANSWERS}/05_K98.1_adds.py", "05_K98.1_adds-too.py"), "form", "05_K98.1_adds-too.py"),
        (rename(f"{ANSWERS}/05_K98.1_adds.py", "05_none_adds.py"), "misconceptions", "no answer for K98.1"),
        (rename(f"{ANSWERS}/05_K98.1_adds.py", "03_K98.1_adds.py"), "answers", "5 points, hint K98.1"),
        (remove(f"{ANSWERS}/10_none_plain.py"), "answers", "1 right answers"),
        (swap(RUBRIC, "== bench.variant", "!= bench.variant"), "answers", "hint none"),
        (swap(RUBRIC, 'bench.answer("scale")(given), ', 'bench.answer("scale")(given)[0], '), "junk", "TypeError"),
        (swap(RUBRIC, "rng.randint(3, 99)", 'rng.choice([{"a": 5, "b": 5}, {"a": 5, "b": 5}])["a"]'), "solution", "0 of"),
        (both(swap(RUBRIC, "Row(1, factor), Row(0, 0), Row(2, 2 * factor)", "Row(0, 0)"), swap(RUBRIC, ", more_rows)", ")")),
         "variants", "full points for the reference with the author's values"),
        (swap(RUBRIC, "rng.randint(-1000, -3)", "-4"), "variants", "the same rows for two keys"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_and_named(tiny, breaking, group, said):
    breaking(tiny.root)

    found = [str(proof) for proof in failing(tiny) if proof.group == group]

    assert found
    assert said in found[0]


def test_of_an_answer_that_is_also_read_as_data_every_odd_value_is_tried(tiny):
    """An answer that is only called is told of each that it is no function; one of them is enough there."""
    read = """
def product(bench: Bench, given: Any) -> Any:
    try:
        return bench.answer("scale")(given)
    except AnswerError:
        return bench.answer("scale").value["junk"] if isinstance(bench.answer("scale").value, list) else None


EXERCISE = """
    both(
        swap(RUBRIC, "EXERCISE = ", read.lstrip()),
        swap(RUBRIC, 'lambda bench, given: bench.answer("scale")(given), ', "product, "),
        swap(RUBRIC, "    Bench,\n", "    AnswerError,\n    Bench,\n"),
    )(tiny.root)

    (proof,) = [each for each in failing(tiny) if each.group == "junk"]

    assert "scale = []" in proof.place
    assert "TypeError" in proof.found


def test_a_failing_proof_tells_place_found_expected_and_remedy(tiny):
    rename(f"{ANSWERS}/05_K98.1_adds.py", "06_K98.1_adds.py")(tiny.root)

    (proof,) = failing(tiny)

    assert f"{ANSWERS}/06_K98.1_adds.py" == proof.place
    assert proof.found.startswith("5 points, hint K98.1")
    assert "6 points, hint K98.1" == proof.expected
    assert proof.remedy


def test_a_released_cell_that_earns_points_is_found(tiny, write_notebook):
    write_notebook("exercises", (tiny.root / ANSWERS / "05_none_sends_nothing.py").read_text())

    assert ["released"] == [proof.group for proof in failing(tiny)]


def test_a_grade_cell_of_two_lines_is_found(tiny, write_notebook):
    text = (tiny.root / ANSWERS / "10_none_plain.py").read_text()
    write_notebook("solutions", text, grade='print("grading")\ngrade("m98.e1", scale, send)')

    (proof,) = failing(tiny)

    assert "the grade cell is one line" == proof.claim


def test_the_reference_is_given_each_learners_values(tiny):
    gathered = material(tiny, "m98.e1")

    assert 5 == gathered.examined(gathered.reference, "somebody else").points
    assert [] == [proof for proof in failing(tiny, variants=50) if proof.group == "variants"]


def test_a_stored_answer_may_say_only_what_differs_from_the_reference(tiny):
    adds = tiny.root / ANSWERS / "05_K98.1_adds.py"
    adds.write_text("# The reference, but it adds.\ndef scale(number):\n    return number + 47\n")

    assert [] == [str(proof) for proof in failing(tiny)]


def test_the_references_that_an_exercise_builds_on_stand_above_its_answers(tiny):
    swap(RUBRIC, 'title="Scale",', 'title="Scale", builds_on=("m98.e1",),')(tiny.root)
    gathered = material(tiny, "m98.e1")

    assert gathered.given.endswith(gathered.reference)


def test_the_parts_make_what_an_exercise_is_worth(tiny):
    swap(RUBRIC, 'title="Scale",', 'title="Scale", worth=20.0,')(tiny.root)

    (proof,) = [proof for proof in failing(tiny) if proof.group == "form"]

    assert ("the points of the parts make 20", "5 + 3 + 2") == (proof.claim, proof.found)


def test_every_group_has_a_column(tiny):
    groups = {proof.group for proof in verified(tiny, [], variants_each=1, whole=False)}

    assert groups <= set(GROUPS)


def test_an_unknown_module_is_refused(tiny):
    with pytest.raises(VerifyError, match=r"'m99'.*m98"):
        list(verified(tiny, ["m99"]))


@pytest.mark.parametrize(
    "wanted, found",
    [
        ([], ["m05.e1", "m05.e2", "m05.e3", "m05.e4", "m05.e5"]),
        (["m05"], ["m05.e1", "m05.e2", "m05.e3", "m05.e4", "m05.e5"]),
        (["m05.e2"], ["m05.e2"]),
        (["m05.e2", "m04.e1", "m05.e3"], ["m05.e2", "m05.e3"]),
        (["m05.e2", "m05"], ["m05.e1", "m05.e2", "m05.e3", "m05.e4", "m05.e5"]),
    ],
)
def test_an_exercise_is_proved_alone_where_it_is_named(wanted, found):
    assert found == Course(ROOT).exercises("m05", wanted)


def test_a_module_is_gone_through_once_however_often_it_is_named():
    assert ["m05", "m04"] == Course(ROOT).modules(["m05.e2", "m04.e1", "m05.e3"])


def test_an_unknown_exercise_is_refused(tiny):
    with pytest.raises(VerifyError, match=r"'m98\.e7'.*m98\.e1"):
        list(verified(tiny, ["m98.e7"]))


def test_a_course_is_found_from_inside(tiny):
    assert tiny.root == find_course(tiny.root / "tests" / "answers").root


def test_outside_of_a_course_there_is_a_sentence(tmp_path):
    with pytest.raises(VerifyError, match="expected a checkout"):
        find_course(tmp_path)


DEFINITION = '{{"QueryLanguage": "{}", "StartAt": "A", "States": {{"A": {{"Type": "Pass", "End": True}}}}}}'


def deliver_a_definition(course, write_notebook, *languages):
    """Let the exercise ask for a definition besides, and store a right answer in each of these languages."""
    swap(RUBRIC, 'deliver=("scale", "send"),', 'deliver=("scale", "send", "flow"),')(course.root)
    right = (course.root / ANSWERS / "10_none_plain.py").read_text()
    for path in (course.root / ANSWERS).glob("10_none_*.py"):
        path.write_text(f"{path.read_text()}\n\nflow = {DEFINITION.format(languages[0])}\n")
    for language in languages[1:]:
        path = course.root / ANSWERS / f"10_none_in_{language.lower()}.py"
        path.write_text(f"{right}\n\nflow = {DEFINITION.format(language)}\n")
    solution = (course.root / ANSWERS / "10_none_plain.py").read_text()
    write_notebook("solutions", solution, grade='grade("m98.e1", scale, send, flow)')


def about_languages(course):
    proofs = verified(course, [], variants_each=1, whole=False)
    return [proof for proof in proofs if proof.claim.startswith("a right answer is written in")]


def test_a_definition_is_stored_in_each_language(tiny, write_notebook):
    deliver_a_definition(tiny, write_notebook, "JSONPath", "JSONata")

    assert [True, True] == [proof.holds for proof in about_languages(tiny)]


def test_a_definition_that_is_stored_in_one_language_only_is_found(tiny, write_notebook):
    deliver_a_definition(tiny, write_notebook, "JSONPath")

    path, jsonata = about_languages(tiny)

    assert path.holds
    assert "found right answers in JSONPath; expected one in JSONata as well." in str(jsonata)


def test_a_task_may_allow_one_language_only(tiny, write_notebook):
    deliver_a_definition(tiny, write_notebook, "JSONata")
    swap(RUBRIC, "    variant=variant,", '    variant=variant,\n    languages=("JSONata",),')(tiny.root)

    assert [True] == [proof.holds for proof in about_languages(tiny)]


def test_an_exercise_without_a_definition_is_asked_for_no_language(tiny):
    assert [] == about_languages(tiny)


def leaking(course: Course) -> list[str]:
    return [str(proof) for proof in failing(course) if proof.group == "leaks"]


def test_an_answer_in_the_released_notebook_is_found(tiny, write_notebook):
    write_notebook("exercises", "### BEGIN SOLUTION\nscale = send = None")

    (said,) = leaking(tiny)

    assert said.startswith("exercises/m98_tiny/m98_tiny.ipynb: found ")
    assert "found an answer, `BEGIN SOLUTION`" in said


def test_a_hidden_row_in_the_released_notebook_is_found(tiny, write_notebook):
    rubrics = tiny.root / "grader" / "rubrics" / "m98"
    rubrics.mkdir(parents=True)
    (rubrics / "e1_scale.py").write_text((tiny.root / RUBRIC).read_text())
    assert [] == leaking(tiny)
    write_notebook("exercises", "# number = rng.randint(-1000, -3)\nnumber = rng.randint(-1000, -3)")

    (said,) = leaking(tiny)

    assert "found a line of a hidden row, `number = rng.randint(-1000, -3)`" in said


def test_a_hidden_row_that_a_rubric_keeps_for_what_learners_are_shown_is_found(tiny):
    swap(
        RUBRIC,
        "    number = rng.randint(-1000, -3)\n",
        "    number = rng.randint(-1000, -3)\n    KEPT.append(number)\n",
    )(tiny.root)
    swap(RUBRIC, "Row(2, 2 * factor)]", "*[Row(each, each * factor) for each in KEPT[-1:]]]\n\n\nKEPT = []")(
        tiny.root
    )

    (said,) = leaking(tiny)

    assert (
        "05_K98.1_adds.py: found other findings after other hidden rows in the parts scale multiplies" in said
    )
