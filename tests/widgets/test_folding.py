"""Of a long list ten items are seen, and none is lost."""

from course.widgets.folding import folded


def items(many):
    return [f"<li>{at}</li>" for at in range(1, many + 1)]


def test_a_short_list_is_seen_whole():
    assert "<details" not in folded(items(13), "step")
    assert 13 == folded(items(13), "step").count("<li>")


def test_of_a_long_list_ten_are_seen_and_the_rest_is_opened():
    seen, _, rest = folded(items(40), "step").partition("<details>")

    assert 10 == seen.count("<li>")
    assert 30 == rest.count("<li>")
    assert "<summary>30 more steps</summary>" in rest


def test_a_numbered_list_goes_on_counting():
    assert '<ol class="steps" start="11"><li>11</li>' in folded(items(20), "step", tag="ol", css="steps")


def test_an_empty_list_has_no_items():
    assert "<ul></ul>" == folded([], "step")
