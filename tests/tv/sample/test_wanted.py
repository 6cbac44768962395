"""Where a sample begins and ends, as arithmetic."""

from packer_plugins_tv.sample.interval import Point, Wanted

WANTED = Wanted(start=120, least=50, most=70)


def points(*times: float, key: bool = True) -> list[Point]:
    return [Point(time, key=key) for time in times]


def test_the_aim_is_between_the_limits() -> None:
    assert WANTED.aim == 60


def test_a_work_is_long_enough_for_a_whole_sample_after_the_start() -> None:
    assert WANTED.fits_after_start(180)
    assert not WANTED.fits_after_start(179)


def test_the_end_is_at_the_key_frame_nearest_to_the_aim() -> None:
    assert WANTED.end(10, points(55, 62, 68, 76)) == Point(68)


def test_without_a_key_frame_the_end_is_anywhere() -> None:
    frames = points(69, 70.04, key=False)
    assert WANTED.end(10, [*frames, *points(20, 200)]) == frames[1]


def test_the_end_keeps_away_from_the_limits() -> None:
    assert WANTED.end(0, points(50.1, 69.9) + points(58, key=False)) == Point(58, key=False)


def test_a_short_work_is_cut_around_its_middle() -> None:
    assert WANTED.start_around_middle(points(0, 10, 20, 30), 100) == Point(20)


def test_a_start_leaves_room_for_the_least_length() -> None:
    assert WANTED.start_around_middle(points(0, 20), 65) == Point(0)


def test_a_key_frame_without_a_past_is_worth_a_detour() -> None:
    keys = [Point(20, clean=False), Point(10)]
    assert WANTED.start_around_middle(keys, 100) == Point(10)


def test_there_is_no_start_without_a_key_frame() -> None:
    assert WANTED.start_around_middle([], 100) is None
