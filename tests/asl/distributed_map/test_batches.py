from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from course.asl.distributed_map.batches import Batches, size_of

ITEMS = st.lists(st.integers() | st.text() | st.lists(st.text(), max_size=3), max_size=60)


def inputs_of(batches: Batches, items: list) -> list:
    return [batch for _, batch in batches.cut(items)]


def test_so_many_items_make_a_batch():
    assert [{"Items": [1, 2]}, {"Items": [3]}] == inputs_of(Batches(items=2), [1, 2, 3])


def test_so_many_bytes_make_a_batch():
    # {"Items":["ab","cd"]} has 21 bytes.
    assert [{"Items": ["ab", "cd"]}, {"Items": ["ef"]}] == inputs_of(Batches(bytes=21), ["ab", "cd", "ef"])
    assert [{"Items": ["ab"]}, {"Items": ["cd"]}] == inputs_of(Batches(bytes=20), ["ab", "cd"])


def test_a_batch_carries_its_common_input():
    assert [{"BatchInput": {"day": 1}, "Items": [7]}] == inputs_of(Batches(input={"day": 1}), [7])


def test_what_is_common_counts_in_bytes():
    bare, carrying = Batches(bytes=60), Batches(bytes=60, input="x" * 30)

    assert 1 == len(inputs_of(bare, ["ab", "cd"]))
    assert 2 == len(inputs_of(carrying, ["ab", "cd"]))


def test_no_items_make_no_batch():
    assert [] == inputs_of(Batches(items=3), [])


def test_signs_count_as_utf_8():
    assert size_of("ä€") == 7
    assert size_of({"a": [1, None]}) == len('{"a":[1,null]}')


@given(ITEMS, st.integers(0, 7), st.integers(12, 200), st.none() | st.text(max_size=5))
def test_batches_lose_and_double_nothing_and_keep_their_bounds(items, most, size, common):
    batches = Batches(most, size, common)
    cut = list(batches.cut(items))

    assert items == [item for _, batch in cut for item in batch["Items"]]
    assert all(count == len(batch["Items"]) > 0 for count, batch in cut)
    assert all(not most or count <= most for count, _ in cut)
    assert all(size_of(batch) <= size or count == 1 for count, batch in cut)


@given(ITEMS, st.integers(1, 7), st.integers(12, 200))
def test_no_batch_could_have_taken_the_next_item(items, most, size):
    batches = Batches(most, size)
    cut = list(batches.cut(items))
    ends = accumulate(count for count, _ in cut)

    for (count, batch), end in zip(cut[:-1], ends, strict=False):
        larger = batches.around([*batch["Items"], items[end]])
        assert count == most or size_of(larger) > size
