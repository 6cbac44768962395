"""The tracks of a video or sound file. Codecs are short words (``h264``, ``eac3``, ``srt``)."""

from attrs import frozen


@frozen(kw_only=True)
class VideoTrack:
    """A track of pictures.

    ``codec`` is ``h264 hevc av1 vp9 vp8 mpeg4 mpeg2 mpeg1 vc1 theora`` or another word in small
    letters; ``width`` and ``height`` are pixels; ``display_aspect`` is width by height as shown;
    ``frame_rate`` is pictures a second, ``frame_rate_mode`` ``cfr`` or ``vfr``; ``bit_depth`` is
    bits a sample, ``chroma`` ``4:2:0``; ``hdr`` is ``HDR10``, ``HDR10+``, ``Dolby Vision``,
    ``HLG`` or ``None``; ``bit_rate`` is bits a second; ``encoder`` and ``encoder_settings`` are
    what the encoder wrote of itself; ``stripped`` tells that Matroska's header compression is on.
    """

    codec: str | None = None
    profile: str | None = None
    level: str | None = None
    width: int | None = None
    height: int | None = None
    display_aspect: float | None = None
    frame_rate: float | None = None
    frame_rate_mode: str | None = None
    bit_depth: int | None = None
    chroma: str | None = None
    hdr: str | None = None
    scan: str | None = None
    bit_rate: int | None = None
    encoder: str | None = None
    encoder_settings: str | None = None
    language: str | None = None
    default: bool | None = None
    forced: bool | None = None
    stripped: bool | None = None


@frozen(kw_only=True)
class AudioTrack:
    """A track of sound.

    ``codec`` is ``aac ac3 eac3 dts truehd flac opus vorbis mp3 mp2 pcm`` or another word in small
    letters; ``layout`` is the channels' names (``L R C LFE Ls Rs``); ``language`` is a BCP 47
    tag; ``bit_rate`` is bits a second, ``sampling_rate`` samples a second.
    """

    codec: str | None = None
    profile: str | None = None
    channels: int | None = None
    layout: str | None = None
    language: str | None = None
    bit_rate: int | None = None
    bit_rate_mode: str | None = None
    sampling_rate: int | None = None
    title: str | None = None
    default: bool | None = None
    forced: bool | None = None


@frozen(kw_only=True)
class SubtitleTrack:
    """A track of subtitles.

    ``codec`` is ``srt ass ssa pgs vobsub webvtt tx3g dvb teletext eia608`` or another word in
    small letters; ``sdh`` tells that it is for people who hear badly.
    """

    codec: str | None = None
    language: str | None = None
    title: str | None = None
    default: bool | None = None
    forced: bool | None = None
    sdh: bool | None = None
