"""Where the bytes of a set will lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.archives.rar4 import Layout, lay_out
from packer_core.errors import BadValue, HeaderAcrossVolumes, PackerError, VolumesOverflow
from packer_core.values import Member

#: Bytes of a header with a name of one letter and an even second.
HEADER = 33
FRAME = 40 + HEADER


def member(name: str, size: int) -> Member:
    return Member(name=name, size=size, mtime_ns=0, source=0)


def sizes(layout: Layout) -> list[int]:
    return [volume.size for volume in layout.volumes]


@pytest.mark.parametrize("size", [15_000_000, 50_000_000, 100_000_000])
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_real_sizes_are_filled_exactly(size: int, extra: int) -> None:
    layout = lay_out([member("a", 20 * (size - FRAME) + extra)], size, 900, 0)
    assert sizes(layout)[:20] == [size] * 19 + [min(size, size + extra)]
    assert sizes(layout)[20:] == ([FRAME + 1] if extra > 0 else [])


@pytest.mark.parametrize(("size", "large"), [(0x7FFFFFFF, 0), (0x80000000, 8)])
def test_headers_are_longer_from_two_gib_on(size: int, large: int) -> None:
    layout = lay_out([member("a", size)], 100_000_000, 900, 0)
    assert [volume.parts[0].header.size for volume in layout.volumes] == [HEADER + large] * 22


def test_a_volume_may_be_larger_than_four_gib() -> None:
    layout = lay_out([member("a", 5_000_000_000)], 4_900_000_000, 900, 0)
    assert sizes(layout)[0] == 4_900_000_000
    part = layout.volumes[0].parts[0]
    header = part.header.render(part.size, 0, 2)
    assert header[32:40] == bytes([1, 0, 0, 0, 1, 0, 0, 0])


def test_too_many_volumes_name_the_size_that_would_fit() -> None:
    with pytest.raises(VolumesOverflow) as caught:
        lay_out([member("a", 100_000)], 1_000, 10, 0)
    facts = caught.value.facts
    assert facts == {"count": 108, "limit": 10, "fitting": 10_000 + FRAME}
    assert len(lay_out([member("a", 100_000)], 10_000 + FRAME, 10, 0).volumes) == 10
    with pytest.raises(VolumesOverflow):
        lay_out([member("a", 100_000)], 10_000 + FRAME - 1, 10, 0)


def test_a_member_waits_lest_the_next_header_cross() -> None:
    # The first member leaves 10 bytes of the volume: too few for another header.
    large, small = member("a", 1_000 - FRAME - 10), member("b", 5)
    layout = lay_out([large, small], 1_000, 900, 0)
    assert [part.header.member.name for part in layout.volumes[0].parts] == ["b", "a"]


def test_the_order_given_is_kept_where_it_can_be() -> None:
    members = [member("b", 5_000), member("a", 5)]
    layout = lay_out(members, 1_000, 900, 0)
    assert [header.member.name for header in layout.headers] == ["b", "a"]


def test_a_header_that_crosses_in_every_order_is_refused() -> None:
    members = [member(name, 1_000 - FRAME - 10) for name in "ab"]
    with pytest.raises(HeaderAcrossVolumes) as caught:
        lay_out(members, 1_000, 900, 0)
    assert caught.value.facts == {"member": "b", "volume": 1}


def test_a_member_that_ends_where_a_volume_does_comes_last_if_it_can() -> None:
    members = [member("a", 1_000 - FRAME), member("b", 10)]
    layout = lay_out(members, 1_000, 900, 0)
    assert [part.header.member.name for part in layout.volumes[-1].parts] == ["a"]


def test_a_volume_may_be_full_where_no_order_avoids_it() -> None:
    members = [member(name, 1_000 - FRAME) for name in "ab"]
    assert sizes(lay_out(members, 1_000, 900, 0)) == [1_000, 1_000]


@pytest.mark.parametrize("size", [0, FRAME, 50])
def test_a_size_without_room_for_a_byte_is_refused(size: int) -> None:
    with pytest.raises(BadValue, match="volume_size"):
        lay_out([member("a", 10)], size, 900, 0)


@pytest.mark.parametrize(
    "name",
    ["", "/a", "a//b", "../a", "a/..", "a\\b", "a\0b", "\udcff", "n" * 1025, "ü" * 700],
)
def test_a_name_that_cannot_be_stored_is_refused(name: str) -> None:
    with pytest.raises(BadValue, match="member"):
        lay_out([member(name, 1)], None, 1, 0)


def test_two_members_of_one_name_are_refused() -> None:
    with pytest.raises(BadValue, match="unique"):
        lay_out([member("a", 1), member("A", 1)], None, 1, 0)


def test_a_member_without_a_source_holds_nothing() -> None:
    with pytest.raises(BadValue, match="a source"):
        lay_out([Member(name="a", size=1, mtime_ns=0)], None, 1, 0)


def test_small_members_come_first_where_waiting_does_not_help() -> None:
    members = [member("a", 1_000 - FRAME - 60), member("b", 0), member("c", 0)]
    layout = lay_out(members, 1_000, 900, 0)
    names = [part.header.member.name for volume in layout.volumes for part in volume.parts]
    assert names == ["b", "c", "a", "a"]


def test_any_number_of_small_files_finds_an_order() -> None:
    members = [member(f"{index:03}", index * 7 % 300) for index in range(400)]
    layout = lay_out(members, 1_000, 900, 0)
    assert set(sizes(layout)[:-1]) == {1_000}


def test_no_members_are_no_archive() -> None:
    with pytest.raises(BadValue, match="members"):
        lay_out([], None, 1, 0)


@given(
    st.lists(st.integers(0, 3_000), min_size=1, max_size=8),
    st.integers(120, 2_000),
    st.integers(1, 40),
)
def test_every_layout_holds_all_bytes_once_and_in_order(
    lengths: list[int], size: int, limit: int
) -> None:
    members = [member(chr(ord("a") + index), length) for index, length in enumerate(lengths)]
    try:
        layout = lay_out(members, size, limit, 0)
    except PackerError:
        return
    assert set(sizes(layout)[:-1]) <= {size}
    assert sizes(layout)[-1] <= size
    assert len(layout.volumes) <= limit
    parts = [part for volume in layout.volumes for part in volume.parts]
    for each in members:
        own = [part for part in parts if part.header.member is each]
        assert [part.offset for part in own] == [
            sum(part.size for part in own[:index]) for index in range(len(own))
        ]
        assert sum(part.size for part in own) == each.size


@given(st.integers(0, 500_000), st.integers(1, 30))
def test_the_size_that_would_fit_fits_and_is_the_smallest(length: int, limit: int) -> None:
    members = [member("a", length), member("b", 5)]
    try:
        lay_out(members, 120, limit, 0)
    except VolumesOverflow as error:
        fitting = int(error.facts["fitting"] or 0)
        with pytest.raises(VolumesOverflow):
            lay_out(members, fitting - 1, limit, 0)
    except HeaderAcrossVolumes:
        return
