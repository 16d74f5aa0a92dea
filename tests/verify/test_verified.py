"""What `verify` proves, shown on a tiny course that is whole, and on the same one broken in each way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.verify import GROUPS, Course, Proof, VerifyError, find_course, material, verified

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
    assert {"form", "released", "solution", "answers", "misconceptions", "variants", "junk"} == {
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


def test_every_group_has_a_column(tiny):
    groups = {proof.group for proof in verified(tiny, [], variants_each=1, whole=False)}

    assert groups <= set(GROUPS)


def test_an_unknown_module_is_refused(tiny):
    with pytest.raises(VerifyError, match=r"'m99'.*m98"):
        list(verified(tiny, ["m99"]))


def test_a_course_is_found_from_inside(tiny):
    assert tiny.root == find_course(tiny.root / "tests" / "answers").root


def test_outside_of_a_course_there_is_a_sentence(tmp_path):
    with pytest.raises(VerifyError, match="expected a checkout"):
        find_course(tmp_path)
