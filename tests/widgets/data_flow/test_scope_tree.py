"""The scope tree: which variables there are where, as an execution saw them."""

from course.asl import run
from course.widgets import scope_tree, twins
from course.widgets.data_flow.scopes import scopes_of

ITEM = {
    "StartAt": "Fee",
    "States": {
        "Fee": {"Type": "Pass", "Assign": {"fee.$": "States.MathAdd($base, $.n)"}, "Next": "Twice"},
        "Twice": {"Type": "Pass", "Assign": {"fee.$": "States.MathAdd($fee, $fee)"}, "Next": "Read"},
        "Read": {"Type": "Pass", "Parameters": {"fee.$": "$fee"}, "End": True},
    },
}
BRANCH = {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "Assign": {"side": "left"}, "End": True}}}
MACHINE = {
    "StartAt": "Set",
    "States": {
        "Set": {"Type": "Pass", "Assign": {"base": 10}, "Next": "Each"},
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "ItemProcessor": ITEM,
            "ResultPath": "$.each",
            "Next": "Both",
        },
        "Both": {"Type": "Parallel", "Branches": [BRANCH], "ResultPath": None, "Next": "Last"},
        "Last": {"Type": "Pass", "End": True},
    },
}
EXECUTION = run(MACHINE, {"items": [{"n": 1}, {"n": 2}]})


def test_each_branch_and_each_item_has_a_scope_inside_its_state():
    top = scopes_of(EXECUTION)

    assert ["Set", "Each", "Both", "Last"] == [entry.name for entry in top.entries]
    assert ["Item 0 of Each", "Item 1 of Each"] == [scope.title for scope in top.entries[1].inside]
    assert ["Branch 1 of Both"] == [scope.title for scope in top.entries[2].inside]


def test_a_state_sees_the_values_from_before_it_and_what_it_sets_is_seen_by_the_next():
    fee, twice, read = scopes_of(EXECUTION).entries[1].inside[1].entries

    assert ({"base": 10}, {"fee": 12}) == (fee.reads, fee.sets)
    assert ({"base": 10, "fee": 12}, {"fee": 24}) == (twice.reads, twice.sets)
    assert {"base": 10, "fee": 24} == read.reads
    assert {"fee"} == read.own


def test_what_a_scope_sets_ends_with_it():
    last = scopes_of(EXECUTION).entries[-1]

    assert {"base": 10} == last.reads
    assert {"base"} == last.own


def test_the_tree_says_in_words_what_it_shows():
    text = scope_tree(EXECUTION).text

    assert "    Item 1 of Each:\n    - Fee sees ↑ $base = 10; sets + $fee = 12\n" in text
    assert text.endswith("- Last sees $base = 10")


def test_of_very_many_visits_the_first_are_shown_and_the_others_counted():
    text = scope_tree(run(MACHINE, {"items": [{"n": 1}] * 60})).text

    assert "Item 38 of Each" in text
    assert "Item 59 of Each" not in text
    assert text.endswith("65 visits more are not shown.")


def test_a_definition_that_cannot_be_translated_gets_the_reason():
    text = twins({"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": []}}}).text

    assert "state 'A': a Choice state is none of Task, Pass, Succeed, Wait, Fail" in text


def test_twins_explain_each_rewritten_line():
    state = {"Type": "Pass", "Parameters": {"a.$": "$.b"}, "ResultPath": "$.c", "End": True}

    view = twins({"StartAt": "A", "States": {"A": state}})

    assert "What was $ is $states.input." in view.text
    assert "Not quite the same" in view.html
