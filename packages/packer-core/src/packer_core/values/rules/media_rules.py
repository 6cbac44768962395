"""What a rule set demands of a video, its sound, its subtitles and its sample."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class VideoRules:
    """What the pictures must be, by the words of the dirname.

    ``codecs`` maps a format word (``WEB.H264``) to the codecs it allows, ``encoder_header`` to
    the name that the encoder must have left (``x264``), ``max`` a resolution (``720p``, ``sd``,
    or a format word) to the largest width and height; ``sd_untouched_max`` is the limit for
    material that was not transcoded; ``mod`` divides width and height; ``cfr`` demands a
    constant frame rate of what was transcoded; ``tracks`` is how many there are; ``level`` is
    the highest of the codec, ``crf`` the range of the rate factor.

    The formats of ``encoder_header`` are those that were transcoded. ``levels`` has the highest
    level by resolution, up to 30 pictures a second and above; ``bit_depth`` the bits a sample and
    ``subme`` the least effort of that setting by format word; ``rate_control`` the ways to spend
    bits (``crf``, ``2pass``, ``abr``, ``cbr``); ``resolutions`` are the words for them.
    """

    codecs: Mapping[str, tuple[str, ...]] = field(factory=dict)
    encoder_header: Mapping[str, str] = field(factory=dict)
    max: Mapping[str, tuple[int, int]] = field(factory=dict)
    sd_untouched_max: tuple[int, int] | None = None
    mod: int | None = None
    ar_error_percent: float | None = None
    cfr: bool = False
    tracks: int | None = None
    level: str | None = None
    crf: tuple[float, float] | None = None
    resolutions: tuple[str, ...] = ()
    levels: Mapping[str, tuple[str, str]] = field(factory=dict)
    bit_depth: Mapping[str, int] = field(factory=dict)
    subme: Mapping[str, int] = field(factory=dict)
    rate_control: tuple[str, ...] = ()


@frozen(kw_only=True)
class AudioRules:
    """What the sound must be: ``codecs`` empty means any; ``language_code`` demands a language
    (or ``und``) of every track, ``one_per_language`` that no language comes twice.

    ``profile`` and ``bit_rate_mode`` (``vbr``, ``cbr``) are those of the codec, empty for any.
    """

    codecs: tuple[str, ...] = ()
    profile: str = ""
    bit_rate_mode: str = ""
    sd_max_channels: int | None = None
    language_code: bool = False
    one_per_language: bool = False


@frozen(kw_only=True)
class SubtitleRules:
    """The codecs that subtitles inside the video may have; empty means any."""

    codecs: tuple[str, ...] = ()


@frozen(kw_only=True)
class SampleRules:
    """The sample: in the folder ``dir``, ``seconds`` (least, most) long, cut from the work at
    ``not_before_seconds`` or, of a short one, from its middle."""

    required: bool = False
    count: int = 1
    dir: str = "Sample"
    seconds: tuple[float, float] = (50.0, 70.0)
    not_before_seconds: float = 120.0
    name_contains: str = "sample"
