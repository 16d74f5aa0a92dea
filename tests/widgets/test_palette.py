"""The colours can be read."""

import pytest

from course.widgets.palette import DARK, GROUNDS, LIGHT, OUTLINES, TEXTS, contrast, variables
from course.widgets.sheets import SHEETS, stylesheet


def test_contrast_of_black_and_white_is_21():
    assert 21 == round(contrast("#000000", "#ffffff"), 2)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_keeps_four_and_a_half_to_one_on_every_ground(theme, text):
    poor = {ground: contrast(theme[text], theme[ground]) for ground in GROUNDS}

    assert {} == {ground: ratio for ground, ratio in poor.items() if ratio < 4.5}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_outlines_keep_three_to_one_on_the_page_and_on_panels(theme):
    ratios = [contrast(theme[line], theme[ground]) for line in OUTLINES for ground in ("ground", "panel")]

    assert [] == [ratio for ratio in ratios if ratio < 3]


def test_both_themes_have_the_same_colours():
    assert list(LIGHT) == list(DARK)


def test_the_stylesheet_names_no_colour_of_its_own_and_no_unknown_one():
    rules = stylesheet(*SHEETS).removeprefix(variables())
    used = {part.split(")")[0] for part in rules.split("var(--course-")[1:]}

    assert set() == used - set(LIGHT)
    assert "#" not in rules


def test_the_stylesheet_loads_nothing():
    assert "url(" not in stylesheet(*SHEETS)
    assert "@import" not in stylesheet(*SHEETS)


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_has_colours_of_their_own_sees_those_in_every_theme(theme, browser):
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.set_content(
        f"<style>{stylesheet()} p{{color:Canvas;background:CanvasText}}</style>"
        f'<body data-jp-theme-light="{str(theme == "light").lower()}"><p></p><div class="course">'
        + "".join(f'<svg><rect id="{name}" fill="var(--course-{name})"/></svg>' for name in LIGHT)
    )
    ground, ink = page.evaluate(
        "(s => [s.color, s.backgroundColor])(getComputedStyle(document.querySelector('p')))"
    )
    drawn = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('rect')].map(e => [e.id, getComputedStyle(e).fill]))"
    )
    page.close()

    assert ground != ink
    assert {ground} == {drawn[name] for name in GROUNDS}
    assert ground not in {drawn[name] for name in (*TEXTS, *OUTLINES)}
    assert ink == drawn["ink"]
