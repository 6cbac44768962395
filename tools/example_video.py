"""Builds the example episode with ffmpeg: a lighthouse at night, a foghorn, the keeper's log.

The pictures are drawn here, small, and enlarged without smoothing. The same version of ffmpeg
gives the same bytes each time.
"""

import math
import random
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

NAME = "The.Lighthouse.Log.S01E01.The.First.Light.mkv"
TITLE = "The Lighthouse Log - S01E01 - The First Light"

SECONDS = 300
RATE = 25
WIDTH, HEIGHT, ENLARGED = 160, 90, 8

#: The light turns once in ten seconds; it moves five times a second.
_TURN = 10
_STEPS = 5

_HORIZON = 62
_LAMP = (112, 26)
_REACH = 96

_LOG = (
    "The lamp was lit at a quarter past six.",
    "Wind from the west, light. The sea is quiet.",
    "They told me the first night is the longest.",
    "I counted the turns of the light, and lost count at four hundred.",
    "A trawler passed at nine. She answered with her horn.",
    "The keeper before me left a kettle, a chair and this book.",
    "On its first page he wrote: keep the glass clean.",
    "On the second: do not count the turns.",
    "Half past ten. The fog comes in from the south.",
    "I let the horn speak every twenty seconds.",
    "Nobody answers. That is what it is for.",
    "Midnight. The oil will last until morning.",
    "From up here the village is three windows and a dog.",
    "One of the windows went out. The dog is still there.",
    "At two the fog let go of the land.",
    "I had forgotten how many stars there are.",
    "The light goes round. It has never missed anyone.",
    "Five o'clock. A line of grey under the clouds.",
    "The trawler comes home. Her horn, once.",
    "The lamp was put out at sunrise. All well.",
)

#: A horn of two tones for three seconds out of twenty, and a hum of the sea below it.
_SOUND = (
    "aevalsrc="
    "0.25*(sin(2*PI*110*t)+0.5*sin(2*PI*165*t))*between(mod(t\\,20)\\,0\\,3)"
    "*sin(PI*mod(t\\,20)/3)+0.01*sin(2*PI*55*t)*(1+sin(2*PI*t/8))"
    ":s=48000:d={seconds}"
)
_SAME_ON_BOTH = "pan=stereo|c0=c0|c1=c0"

_X264 = (
    f"keyint={_TURN * RATE}:min-keyint={RATE}:scenecut=0:open-gop=0:threads=1:"
    "rc-lookahead=60:aq-mode=0"
)


def build(target: Path) -> None:
    """Write the episode."""
    with tempfile.TemporaryDirectory(prefix="packer-example-") as name:
        folder = Path(name)
        (folder / "turn.rgb").write_bytes(b"".join(_frames()))
        (folder / "log.srt").write_text(_subtitles(), encoding="utf-8")
        command = _command(folder, target)
        subprocess.run([str(part) for part in command], check=True)


def _command(folder: Path, target: Path) -> list[str | Path]:
    picture = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE))
    enlarged = f"scale={WIDTH * ENLARGED}:{HEIGHT * ENLARGED}:flags=neighbor,format=yuv420p"
    sound = _SOUND.format(seconds=SECONDS) + f",{_SAME_ON_BOTH}"
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *("-stream_loop", str(SECONDS // _TURN - 1), *picture, "-i", folder / "turn.rgb"),
        *("-f", "lavfi", "-i", sound, "-i", folder / "log.srt"),
        *("-map", "0:v", "-map", "1:a", "-map", "2:s", "-t", str(SECONDS), "-vf", enlarged),
        *("-c:v", "libx264", "-preset", "medium", "-crf", "30", "-profile:v", "high"),
        *("-level", "3.1", "-x264-params", _X264, "-c:a", "aac", "-b:a", "24k", "-c:s", "srt"),
        *("-metadata", f"title={TITLE}", "-metadata:s:a:0", "language=eng"),
        *("-metadata:s:s:0", "language=eng", "-disposition:v:0", "default"),
        *("-disposition:a:0", "default", "-disposition:s:0", "0"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", target),
    ]


def _subtitles() -> str:
    """The entries of the log, evenly over the episode, eight seconds each."""
    apart = SECONDS / len(_LOG)
    return "\n".join(
        f"{number}\n{_clock(begin := 3 + (number - 1) * apart)} --> {_clock(begin + 8)}\n{text}\n"
        for number, text in enumerate(_LOG, 1)
    )


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"00:{whole // 60:02}:{whole % 60:02},{round(seconds % 1 * 1000):03}"


def _frames() -> Iterator[bytes]:
    """One turn of the light, in red, green and blue."""
    night = _night()
    for step in range(_TURN * _STEPS):
        picture = bytearray(night)
        _add_waves(picture, step)
        _add_beam(picture, 2 * math.pi * step / (_TURN * _STEPS))
        yield bytes(picture) * (RATE // _STEPS)


def _night() -> bytearray:
    """What does not move: sky, stars, sea, rock, tower."""
    picture = bytearray()
    for y in range(HEIGHT):
        above = y / _HORIZON
        sky = (10 + int(16 * above), 14 + int(22 * above), 34 + int(36 * above))
        picture += bytes(sky if y < _HORIZON else (8, 22, 38)) * WIDTH
    stars = random.Random(1)
    for _ in range(60):
        grey = stars.randrange(90, 200)
        _dot(picture, stars.randrange(WIDTH), stars.randrange(_HORIZON - 12), (grey,) * 3)
    for y in range(_HORIZON - 6, HEIGHT):
        _row(picture, 98 - (y - _HORIZON) // 2, 126 + (y - _HORIZON) // 2, y, (18, 17, 20))
    for y in range(_LAMP[1] + 3, _HORIZON - 4):
        stripe = (150, 44, 40) if (y - _LAMP[1]) // 8 % 2 else (190, 186, 176)
        _row(picture, 109 - (y - 30) // 14, 115 + (y - 30) // 14, y, stripe)
    _row(picture, 108, 116, _LAMP[1] + 2, (40, 40, 46))
    _row(picture, 109, 115, _LAMP[1] - 3, (120, 36, 34))
    _row(picture, 111, 113, _LAMP[1] - 4, (120, 36, 34))
    return picture


def _add_waves(picture: bytearray, step: int) -> None:
    for y in range(_HORIZON + 2, HEIGHT, 4):
        for x in range((y * 13 + step // 5 * 2) % 23, WIDTH, 23):
            if not 90 < x < 134 or y > HEIGHT - 4:
                _row(picture, x, min(WIDTH - 1, x + 3), y, (24, 48, 68))


def _add_beam(picture: bytearray, angle: float) -> None:
    """The light as seen from the side: long where it passes, a flash where it meets the eye."""
    x, y = _LAMP
    length, way = int(_REACH * abs(math.cos(angle))), 1 if math.cos(angle) > 0 else -1
    for far in range(4, length):
        strength = 70 * (1 - far / _REACH)
        for at in range(y - far // 9 - 1, y + far // 9 + 2):
            _lighten(picture, x + way * far, at, int(strength))
    for at in range(-2, 2):
        _row(picture, x - 2, x + 2, y + at, (250, 232, 170))
    if math.sin(angle) > 0.97:
        for at in range(-5, 6):
            wide = round(math.sqrt(30 - at * at)) if at * at < 30 else 0
            _row(picture, x - wide, x + wide, y + at, (255, 246, 210))


def _dot(picture: bytearray, x: int, y: int, colour: tuple[int, ...]) -> None:
    at = (y * WIDTH + x) * 3
    picture[at : at + 3] = bytes(colour)


def _row(picture: bytearray, left: int, right: int, y: int, colour: tuple[int, ...]) -> None:
    at = (y * WIDTH + left) * 3
    picture[at : at + (right - left + 1) * 3] = bytes(colour) * (right - left + 1)


def _lighten(picture: bytearray, x: int, y: int, amount: int) -> None:
    if 0 <= x < WIDTH and 0 <= y < _HORIZON:
        at = (y * WIDTH + x) * 3
        for part, share in enumerate((10, 9, 6)):
            picture[at + part] = min(255, picture[at + part] + amount * share // 10)
