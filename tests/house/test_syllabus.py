"""course.syllabus: the one place that knows the order."""

import pytest

from course.syllabus import SyllabusError, module_of, read, syllabus

ROW = '[[module]]\nid = "m01"\ntitle = "t"\npart = "A"\nhours = 1\nstem = "m01_t"\n'


def test_there_are_fourteen_modules_in_their_order():
    assert [f"m{number:02}" for number in range(1, 15)] == [module.id for module in syllabus().modules]


def test_a_stem_begins_with_its_id():
    assert [] == [module for module in syllabus().modules if not module.stem.startswith(f"{module.id}_")]


def test_the_course_takes_about_45_hours():
    assert 44 <= sum(module.hours for module in syllabus().modules) <= 46


def test_every_ready_module_has_its_lesson_exercise_and_solution(root):
    stems = [module.stem for module in syllabus().ready]
    expected = [
        path
        for stem in stems
        for path in (
            root / "course" / "lessons" / f"{stem}.ipynb",
            root / "exercises" / stem / f"{stem}.ipynb",
            root / "solutions" / stem / f"{stem}.ipynb",
        )
    ]

    assert [] == [str(path) for path in expected if not path.exists()]
    assert (root / "course" / "lessons" / f"{syllabus().first_page}.ipynb").exists()


def test_a_module_is_found_by_its_id_and_by_its_stem():
    assert syllabus().module("m05") is syllabus().module("m05_publish_subscribe")


def test_an_unknown_module_is_answered_with_those_there_are():
    with pytest.raises(SyllabusError, match="no module 'm15'; the syllabus has m01, m02"):
        syllabus().module("m15")


@pytest.mark.parametrize(
    "text,said",
    [
        ("first_page =", "expected first_page"),
        (ROW, "'first_page'"),
        ('first_page = "w"\n' + ROW + 'colour = "red"\n', "colour"),
        ('first_page = "w"\n' + ROW + ROW, "id m01 is used twice"),
        ('first_page = "w"\n' + ROW.replace('"A"', '"D"'), "part 'D'"),
    ],
)
def test_a_wrong_syllabus_is_refused_with_the_place(text, said):
    with pytest.raises(SyllabusError, match=said):
        read(text)


@pytest.mark.parametrize("name", ["m05", "m05_publish_subscribe", "m05.e1"])
def test_a_name_says_which_module_it_is_of(name):
    assert "m05" == module_of(name)
