"""Work in processes: whatever becomes of one piece, the others are done."""

import math
import os
import time

import pytest

from grader.bounded import STOPPED, bounded

# The functions are Python's own, since a process that is started anew has to find them.


def test_every_piece_comes_back_with_its_number():
    assert [(0, 1.0), (1, 2.0), (2, 3.0)] == sorted(bounded(math.sqrt, [(1, 60), (4, 60), (9, 60)], jobs=2))


def test_a_piece_that_takes_too_long_is_stopped_and_the_next_one_is_done():
    assert [(0, STOPPED), (1, None)] == list(bounded(time.sleep, [(3600, 0.2), (0, 60)], jobs=1))


def test_a_piece_that_ends_its_process_is_stopped_and_the_next_one_is_done():
    assert [(0, STOPPED), (1, STOPPED)] == list(bounded(os._exit, [(1, 60), (0, 60)], jobs=1))


def test_what_a_piece_raises_is_raised_here():
    with pytest.raises(ValueError, match=r"math domain|expected a nonnegative"):
        list(bounded(math.sqrt, [(-1, 60)], jobs=1))


def test_no_piece_starts_no_process():
    assert [] == list(bounded(math.sqrt, [], jobs=2))
