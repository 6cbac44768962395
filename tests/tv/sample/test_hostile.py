"""Files that are damaged or made to do harm: a reason, soon, and nothing left behind."""

import struct
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core.errors import Unreadable
from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_tv.sample import Wanted, cut_matroska
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import element, uint, vint
from tests.support.made_videos import write_video
from tests.support.mutations import mutate

Make = Callable[[bytes], Path]

HEADER = element(ids.EBML, element(ids.DOC_TYPE, b"matroska") + uint(ids.DOC_TYPE_VERSION, 4))
VIDEO = element(
    ids.TRACK_ENTRY,
    uint(ids.TRACK_NUMBER, 1) + uint(ids.TRACK_TYPE, ids.VIDEO) + element(ids.CODEC_ID, b"V_VP9"),
)
INFO = element(ids.INFO, uint(ids.TIMESTAMP_SCALE, 1_000_000))
UNKNOWN = b"\x01" + b"\xff" * 7
SOON = 15.0


def block(at: int, key: bool = True, data: bytes = b"x", track: int = 1) -> bytes:
    return element(
        ids.SIMPLE_BLOCK, vint(track) + struct.pack(">hB", at, 0x80 if key else 0) + data
    )


def cluster(at: int, *blocks: bytes) -> bytes:
    return element(ids.CLUSTER, uint(ids.TIMESTAMP, at) + b"".join(blocks))


def movie(*parts: bytes, info: bytes = INFO, tracks: bytes = VIDEO) -> bytes:
    body = info + element(ids.TRACKS, tracks) + b"".join(parts)
    return HEADER + element(ids.SEGMENT, body)


SECONDS = [cluster(second * 1000, block(0), block(500, key=False)) for second in range(200)]


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[bytes], str]:
    """The reason why a file is refused, which must come soon and leave nothing."""

    def refuse(data: bytes) -> str:
        source, target = tmp_path / "hostile.mkv", tmp_path / "sample.mkv"
        source.write_bytes(data)
        began = time.process_time()
        with pytest.raises(Unreadable) as caught:
            cut_matroska(source, target, Wanted(), Run(settings=Settings()))
        assert time.process_time() - began < SOON
        assert not target.exists()
        return str(caught.value.facts["reason"])

    return refuse


def test_the_made_film_is_cut_when_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    source, target = tmp_path / "good.mkv", tmp_path / "sample.mkv"
    source.write_bytes(movie(*SECONDS))
    cut_matroska(source, target, Wanted(), Run(settings=Settings()))
    assert target.stat().st_size > 1000


BAD = {
    "empty": (b"", "cut-not-matroska"),
    "another format": (b"RIFF____AVI " * 99, "cut-not-matroska"),
    "another EBML": (element(ids.EBML, element(ids.DOC_TYPE, b"other")), "cut-not-matroska"),
    "only a header": (HEADER, "cut-broken"),
    "an endless header": (b"\x1a\x45\xdf\xa3" + UNKNOWN + b"\0" * 99, "cut-broken"),
    "a header beyond the end": (b"\x1a\x45\xdf\xa3\x08\x7f\xff\xff\xff\xff", "cut-truncated"),
    "no tracks": (HEADER + element(ids.SEGMENT, INFO + SECONDS[0]), "cut-no-video"),
    "no clusters": (movie(), "cut-no-video"),
    "sound alone": (
        movie(*SECONDS, tracks=element(ids.TRACK_ENTRY, uint(ids.TRACK_TYPE, ids.AUDIO))),
        "cut-no-video",
    ),
    "a tick of no length": (
        movie(*SECONDS, info=element(ids.INFO, uint(ids.TIMESTAMP_SCALE, 0))),
        "cut-broken",
    ),
    "a number of nine bytes": (
        movie(*SECONDS, info=element(ids.INFO, element(ids.TIMESTAMP_SCALE, b"\1" * 9))),
        "cut-broken",
    ),
    "no key frame": (
        movie(*(cluster(at * 1000, block(0, key=False)) for at in range(200))),
        "cut-no-keyframe",
    ),
    "cut off": (movie(*SECONDS)[:-2000], "cut-truncated"),
    "an element beyond its parent": (
        movie(cluster(0, element(ids.BLOCK_GROUP, b"\xa1\x89x")), *SECONDS[:9]),
        "cut-broken",
    ),
    "an endless child": (movie(cluster(0, b"\xa0" + UNKNOWN + b"\0" * 999)), "cut-broken"),
    "a block before its time": (movie(element(ids.CLUSTER, block(0))), "cut-broken"),
    "a block without a head": (movie(cluster(0, element(ids.SIMPLE_BLOCK, b"\x81"))), "cut-broken"),
    "zeros": (movie(cluster(0, b"\0" * 10_000)), "cut-broken"),
}


@pytest.mark.parametrize(("data", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_reason(
    data: bytes, reason: str, refused: Callable[[bytes], str]
) -> None:
    assert refused(data) == reason


def test_nothing_hangs_on_very_many_empty_elements(refused: Callable[[bytes], str]) -> None:
    assert refused(movie(cluster(0, element(ids.VOID, b"") * 150_000))) == "cut-no-keyframe"


def test_a_group_of_very_many_children_is_given_up(refused: Callable[[bytes], str]) -> None:
    children = uint(0x75A2, 1) * 100_000
    assert refused(movie(cluster(0, element(ids.BLOCK_GROUP, children)))) == "cut-broken"


def test_an_index_that_leads_astray_is_left_aside(tmp_path: Path) -> None:
    place = uint(ids.CUE_TRACK, 1) + uint(ids.CUE_CLUSTER_POSITION, 1 << 60)
    point = element(ids.CUE_POINT, uint(ids.CUE_TIME, 0) + element(ids.CUE_TRACK_POSITIONS, place))
    source, target = tmp_path / "film.mkv", tmp_path / "sample.mkv"
    source.write_bytes(movie(element(ids.CUES, point), *SECONDS))
    cut_matroska(source, target, Wanted(), Run(settings=Settings()))
    assert target.stat().st_size > 1000


def test_a_huge_block_does_not_fill_the_memory(tmp_path: Path) -> None:
    size = 400 << 20
    source, target = tmp_path / "huge.mkv", tmp_path / "sample.mkv"
    payload = vint(1) + b"\0\0\x80"
    first = b"\x1f\x43\xb6\x75" + UNKNOWN + uint(ids.TIMESTAMP, 0)
    first += b"\xa3" + (size | 1 << 56).to_bytes(8, "big") + payload
    start = HEADER + b"\x18\x53\x80\x67" + UNKNOWN + INFO + element(ids.TRACKS, VIDEO) + first
    with source.open("wb") as file:
        file.write(start)
        file.seek(size - len(payload), 1)
        file.write(b"".join(SECONDS[1:20]))
    tracemalloc.start()
    cut_matroska(source, target, Wanted(), Run(settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert target.stat().st_size > size
    assert peak < 16 << 20
    target.unlink()
    source.unlink()


def _show(data: bytes, folder: Path) -> None:
    """Cut a damaged film: done, or refused, and soon."""
    source, target = folder / "damaged.mkv", folder / "sample.mkv"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    began = time.process_time()
    try:
        cut_matroska(source, target, Wanted(), Run(settings=Settings()))
    except Unreadable:
        assert not target.exists()
    assert time.process_time() - began < SOON


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    path = tmp_path_factory.mktemp("bases") / "noise.mkv"
    write_video(path, 1, 2_000_000)
    group = element(
        ids.BLOCK_GROUP, element(ids.BLOCK, b"\x81\0\0\0x") + uint(ids.BLOCK_DURATION, 9)
    )
    live = HEADER + b"\x18\x53\x80\x67" + UNKNOWN + INFO + element(ids.TRACKS, VIDEO)
    endless = b"\x1f\x43\xb6\x75" + UNKNOWN
    live += b"".join(
        endless + uint(ids.TIMESTAMP, at * 1000) + block(0) + group for at in range(200)
    )
    return [movie(*SECONDS), live, path.read_bytes()[:300_000]]


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_damage_never_hangs_nor_breaks_the_cutter(
    seed: int, bases: list[bytes], tmp_path: Path
) -> None:
    rng = Random(seed)
    _show(mutate(rng.choice(bases), rng, bases), tmp_path)


@given(data=st.binary(max_size=400))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_noise_in_the_head_never_breaks_the_cutter(data: bytes, tmp_path: Path) -> None:
    _show(HEADER + element(ids.SEGMENT, data) + data, tmp_path)
