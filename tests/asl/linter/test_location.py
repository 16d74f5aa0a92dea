"""How places are written, ours and AWS's."""

import pytest

from course.asl.linter.location import aws_location, pointer

PLACES = [
    ((), "/", "/"),
    (("StartAt",), "/StartAt", "/StartAt"),
    (("States", "Pay", "Catch", 0, "Next"), "/States/Pay/Catch/0/Next", "/States/Pay/Catch[0]/Next"),
    (("States", "In/Out", "Next"), "/States/In~1Out/Next", "/States/In/Out/Next"),
    (("States", "~", "Type"), "/States/~0/Type", "/States/~/Type"),
    (("States", "0", "Type"), "/States/0/Type", "/States/0/Type"),
]


@pytest.mark.parametrize("path,expected,_", PLACES)
def test_a_location_is_a_json_pointer(path, expected, _):
    assert expected == pointer(path)


@pytest.mark.parametrize("path,_,expected", PLACES)
def test_aws_writes_indexes_in_brackets_and_names_as_they_are(path, _, expected):
    assert expected == aws_location(path)
