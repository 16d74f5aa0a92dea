"""In a browser: the bar shows how far it is, and tells it to whoever cannot see it."""

import pytest

from course.widgets.controls.progress_bar import ProgressBar, Standing

pytestmark = pytest.mark.browser


@pytest.fixture
def standing():
    return Standing("Starting 5,000 payments", 5_000, 1_250, 4.0, None, "running")


def test_the_bar_says_its_share_in_words_and_width(live, standing):
    page = live(ProgressBar(standing)).page
    bar = page.get_by_role("progressbar", name="Starting 5,000 payments")

    assert "25" == bar.get_attribute("aria-valuenow")
    assert bar.get_attribute("aria-valuetext").startswith("1,250 of 5,000 (25%)")
    assert "25%" == bar.locator("div").evaluate("fill => fill.style.width")


def test_only_beginning_and_end_are_told_aloud(live, standing):
    bar = ProgressBar(standing)
    shown = live(bar)
    status = shown.page.get_by_role("status")
    before = status.text_content()
    standing.done = 1_300
    bar.show()
    shown.push()
    between = status.text_content()
    standing.state = "stopped"
    bar.show()
    shown.push()

    assert before == between == "Starting 5,000 payments: under way."
    assert "Stopped by you at 1,300 of 5,000" in status.text_content()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(live, standing, theme):
    assert [] == live(ProgressBar(standing), theme=theme).violations()
