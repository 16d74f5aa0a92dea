"""On a terminal a class is read at a glance, and every table in full."""

from grader.reports.tables import BY, at_a_glance, exercises, misconceptions, parts

EXERCISES = """\
of those graded  of  mean  median  full marks  some  none  not begun  left out
e1  Fan out      10   4.6       6     1 (20%)     2     2          0         0
e2  Sort          4   1.6       0     2 (40%)     0     1          1         1
all              14   6.2       6     1 (20%)     3     1          0         0"""
PARTS = """\
    lost by  failed  first  not looked at  part
e1  4 (80%)       3      2              1  admits nobody else (3)
e1  3 (60%)       3      0              0  is quick (1)
e1  2 (40%)       2      2              0  wires the queue (6)
e2  1 (33%)       1      1              0  sorts (4)"""
MISCONCEPTIONS = """\
misconceptions, the most frequent first
e1  2 learners: K05.2 no queue policy
      told: Hint of K05.2.
      bob, cy
e1  1 learner: K05.7 one shared queue for three services
      told: Hint of K05.7.
      dee"""


def test_an_exercise_is_a_line(summary):
    assert EXERCISES == exercises(summary)


def test_a_part_is_a_line_the_hardest_first(summary):
    assert PARTS == parts(summary)


def test_a_misconception_has_its_hint_and_its_learners(summary):
    assert MISCONCEPTIONS == misconceptions(summary)


def test_a_long_list_of_names_is_cut_at_a_glance_alone(summary):
    assert "      bob and 1 more" in misconceptions(summary, 1)


def test_at_a_glance_everything_is_said_and_the_class_comes_last(summary):
    shown = at_a_glance(summary)

    assert shown.index("flo: `m05.ipynb` breaks off") < shown.index(
        "8 learners: 5 graded, 1 could not be graded"
    )
    for words in ("1 late", "not graded yet: gus", "handed nothing in: hal", EXERCISES, MISCONCEPTIONS):
        assert words in shown


def test_who_was_not_isolated_is_named(summary, unguarded):
    assert "not isolated while they were graded: ada, bob" in at_a_glance(unguarded)
    assert "not isolated while" not in at_a_glance(summary)


def test_every_table_can_say_that_there_is_nothing(empty):
    assert all(table(empty) for table in BY.values())
    assert "0 learners" in at_a_glance(empty)
