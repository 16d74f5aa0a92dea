import gc

import pytest

from grader.rooms.loading import loading


def test_what_is_loaded_is_out_of_the_collectors_sight() -> None:
    before = gc.get_freeze_count()
    with loading():
        assert not gc.isenabled()
        loaded = [[number] for number in range(1000)]
    assert gc.get_freeze_count() > before + len(loaded)
    assert gc.isenabled()
    gc.unfreeze()


def test_a_loading_that_fails_leaves_the_collector_at_work() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()
    gc.unfreeze()
