"""In a browser: a filter policy is tried while somebody types."""

import pytest

from course.widgets import filter_tester

pytestmark = pytest.mark.browser


@pytest.fixture
def tester():
    message = {"attributes": {"channel": "phone"}, "body": {"channel": "web"}}
    return filter_tester({"channel": ["web"]}, message)


def test_text_areas_carry_their_label(live, tester):
    page = live(tester).page

    assert all(
        page.get_by_role("textbox", name=name).is_visible()
        for name in ("Filter policy", "Message attributes", "Message body")
    )


def test_what_is_typed_is_judged_after_a_moment(live, tester):
    page = live(tester).page
    page.get_by_role("textbox", name="Message attributes").fill('{"channel": "web"}')
    page.locator(".course-note", has_text="✓ The message passes").wait_for()

    assert 2 == page.locator(".course-holds").count()


def test_what_the_policy_reads_is_chosen_by_keyboard(live, tester):
    shown = live(tester)
    shown.page.get_by_label("The policy reads").focus()
    shown.page.keyboard.press("ArrowDown")
    shown.settle()

    assert "✓ The message passes" in shown.page.locator(".course-note").inner_text()


def test_what_is_typed_is_never_run(live, tester):
    page = live(tester).page
    page.get_by_role("textbox", name="Filter policy").fill("<img src=x onerror=alert(1)>")
    page.locator(".course-note", has_text="this is not JSON yet").wait_for()

    assert 0 == page.locator("img").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_keeps_people_out(live, tester, theme):
    assert [] == live(tester, theme=theme).violations()
