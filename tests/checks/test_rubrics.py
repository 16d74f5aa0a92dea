"""Finding an exercise by its id, and putting another learner's values into an answer."""

import sys
import textwrap

import pytest

from grader import rubrics
from grader.rubrics import RubricError, ValuesError
from grader.rubrics.values import replaced


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of rubrics with whatever files a test needs."""
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"rubrics_{tmp_path.name.replace('-', '_')}"

    def made(**files):
        room = tmp_path / name / "m97"
        room.mkdir(parents=True)
        (room.parent / "__init__.py").touch()
        (room / "__init__.py").touch()
        for file, exercise_id in files.items():
            text = f"""
                from grader.checks import Exercise
                EXERCISE = Exercise(id={exercise_id!r}, title="", deliver=(), parts=(), hints=())
            """
            (room / f"{file}.py").write_text(textwrap.dedent(text) if exercise_id else "")
        return name

    yield made
    for loaded in [loaded for loaded in sys.modules if loaded.startswith(name)]:
        del sys.modules[loaded]


def test_exercises_are_listed_in_order_and_found_by_id(package):
    name = package(e10_last="m97.e10", e2_first="m97.e2", shared=None)

    assert ["m97.e2", "m97.e10"] == rubrics.ids(package=name)
    assert "e10_last" == rubrics.stem("m97.e10", package=name)
    assert "m97.e2" == rubrics.exercise("m97.e2", package=name).id


@pytest.mark.parametrize("name, hides", [("m05.e1", True), ("m12.e1", False), ("m13.e2", False)])
def test_an_exercise_knows_whether_grading_has_more_cases(name, hides):
    assert hides == rubrics.exercise(name).hides


def test_a_broken_module_costs_no_other_one_anything(package, tmp_path):
    name = package(e1_first="m97.e1")
    for room, file in (("m96", "__init__"), ("m98", "__init__"), ("m98", "e1_broken")):
        (tmp_path / name / room).mkdir(exist_ok=True)
        (tmp_path / name / room / f"{file}.py").write_text("this is (no Python")

    assert "m97.e1" == rubrics.exercise("m97.e1", package=name).id
    assert ["m97.e1"] == rubrics.ids("m97", package=name)


@pytest.mark.parametrize(
    "files, wanted, said",
    [
        ({"e1_a": "m97.e1"}, "m97.e3", "there are: m97.e1"),
        ({}, "m97.e3", "none yet"),
        ({"e1_a": "m97.e1", "e1_b": "m97.e1"}, "m97.e1", "keep one"),
        ({"e1_a": "m97.e2"}, "m97.e1", "calls itself 'm97.e2'"),
        ({"e1_a": None}, "m97.e1", "has no EXERCISE"),
    ],
)
def test_what_is_not_in_order_is_said(package, files, wanted, said):
    with pytest.raises(RubricError, match=said):
        rubrics.exercise(wanted, package=package(**files))


@pytest.mark.parametrize(
    "source, expected",
    [
        ("limit = 250", "limit = 90"),
        ("limit = 2500", "limit = 2500"),
        ("limit = 1.250", "limit = 1.250"),
        ("limit = 1  # 250", "limit = 1  # 250"),
        ("name = 'river-71-q'", "name = 'lake-5-q'"),
        ("name = f'{x}-river-71'", "name = f'{x}-lake-5'"),
        ("path = '$.river-71.id'", "path = '$.lake-5.id'"),
        ('text = \'{"numeric": [">", 250]}\'', 'text = \'{"numeric": [">", 90]}\''),
        ("a = [250,\n250]; b = '''river-71\n250'''\nc = 250", "a = [90,\n90]; b = '''lake-5\n90'''\nc = 90"),
        ("river_71 = True", "river_71 = True"),
        ("x = 90 + 250", "x = 250 + 90"),
        ("x = '$.asked.asked'", "x = '$.wanted.wanted'"),
        ("x = '$.asked_for'", "x = '$.asked_for'"),
    ],
)
def test_values_are_replaced_where_they_are_values(source, expected):
    ours = {"limit": 250, "prefix": "river-71", "other": 90, "flag": True, "field": "asked"}
    theirs = {"limit": 90, "prefix": "lake-5", "other": 250, "flag": False, "field": "wanted"}

    assert expected == replaced(source, ours, theirs)


def test_nested_values_count_each():
    assert "x = ['branch', 5]" == replaced(
        "x = ['web', 3]", {"a": {"b": ["web", 3]}}, {"a": {"b": ["branch", 5]}}
    )


def test_two_values_that_cannot_be_told_apart_are_refused():
    with pytest.raises(ValuesError, match="holds 3 twice"):
        replaced("x = 3", {"a": 3, "b": 3}, {"a": 4, "b": 5})
