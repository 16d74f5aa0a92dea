"""The page that is made from the rules' docstrings."""

import pytest

from course.asl.linter import pages
from course.asl.linter.linting import WARNINGS
from course.asl.linter.refusals import CODES, PLACELESS, REFUSALS

RULES = {**REFUSALS, **WARNINGS}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_documents_what_why_an_example_and_a_remedy(name):
    found = pages.read_docstring(RULES[name])

    assert found.summary.endswith(".")
    assert list(pages.HEADINGS) == list(found.sections)
    assert all(found.sections.values())


def test_the_page_is_what_the_rules_say():
    assert pages.page() == pages.PAGE.read_text(encoding="utf-8")


def test_the_page_has_a_section_for_each_rule():
    found = [line.removeprefix("### ") for line in pages.page().splitlines() if line.startswith("### ")]

    assert [*sorted(REFUSALS), *sorted(WARNINGS)] == found


def test_no_rule_is_both_a_refusal_and_a_warning():
    assert set() == set(REFUSALS) & set(WARNINGS)


def test_codes_and_places_speak_of_rules_that_there_are():
    assert set() == (set(CODES) | PLACELESS) - set(REFUSALS)


def test_a_page_that_is_not_fresh_is_told(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(pages, "PAGE", tmp_path / "docs" / "rules.md")

    assert 1 == pages.main(["--check"])
    assert "run python -m course.asl.linter.pages" in capsys.readouterr().out


def test_a_page_that_was_just_made_is_fresh(monkeypatch, tmp_path):
    monkeypatch.setattr(pages, "PAGE", tmp_path / "docs" / "rules.md")

    assert (0, 0) == (pages.main([]), pages.main(["--check"]))
