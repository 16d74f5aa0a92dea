"""In a browser: the cost lens is moved by mouse and by keyboard alone."""

import boto3
import pytest

from course.cloud import Account
from course.widgets import cost_lens

pytestmark = pytest.mark.browser


@pytest.fixture
def lens(live):
    with Account() as account:
        queue = boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"]
        boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="x")
        yield live(cost_lens(account, times=1_000_000))


def total(lens):
    lens.settle()
    return lens.page.locator(".course-cost-total").first.inner_text()


def test_a_button_and_the_slider_ask_again(lens):
    totals = [total(lens)]
    lens.page.get_by_role("button", name="A step more often").click()
    totals.append(total(lens))
    lens.page.get_by_role("slider").press("ArrowLeft")
    totals.append(total(lens))

    assert [
        "1,000,000 times a month 0.80 USD",
        "2,000,000 times a month 1.60 USD",
        "1,000,000 times a month 0.80 USD",
    ] == [each.split("; ")[1].removesuffix(" (free amounts not taken off).") for each in totals]


def test_the_free_amounts_are_a_switch_for_the_keyboard_too(lens):
    lens.page.get_by_role("checkbox").press("Space")

    assert "(free amounts taken off)" in total(lens)
    assert "0.40 USD" in total(lens)


def test_what_is_open_stays_open_when_the_numbers_change(lens):
    lens.page.get_by_text("Where the prices are from").click()
    lens.page.get_by_role("button", name="A step less often").click()
    total(lens)

    assert lens.page.get_by_text("https://", exact=False).count() == 0
    assert lens.page.get_by_role("link", name="aws.amazon.com/sqs/pricing/").is_visible()


def test_at_the_end_of_the_slider_there_is_no_further_step(lens):
    lens.page.get_by_role("slider").press("End")
    lens.settle()

    assert "true" == lens.page.get_by_role("button", name="A step more often").get_attribute("aria-disabled")


def test_a_name_that_needs_two_lines_does_not_run_into_the_next(live):
    with Account() as account:
        boto3.client("sqs").create_queue(QueueName="q")
        designs = {f"asking the bank again every {each} minutes": account for each in (10, 20, 30)}
        shown = live(cost_lens(designs), viewport={"width": 600, "height": 900})
        names = shown.page.locator(".course-cost-row > span:first-child")

        tops, ends = zip(
            *names.evaluate_all("""all => all.map((each) => {
              const words = document.createRange();
              words.selectNodeContents(each);
              const box = words.getBoundingClientRect();
              return [box.top, box.bottom];
            })"""),
            strict=True,
        )

        assert 3 == len(tops)
        assert list(tops) == sorted(tops)
        assert [] == [end for end, top in zip(ends, tops[1:], strict=False) if end > top + 1]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_keeps_people_out(live, theme):
    with Account() as account:
        boto3.client("sqs").create_queue(QueueName="q")

        assert [] == live(cost_lens(account), theme=theme).violations()
