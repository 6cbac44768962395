"""A rule set as a value: what a section demands of a release. Sizes are bytes."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.values.rules.findings import Severity
from packer_core.values.rules.media_rules import AudioRules, SampleRules, SubtitleRules, VideoRules


@frozen(kw_only=True)
class InputRules:
    """What may be packed. ``format_tag`` maps a format to its word in the dirname ("" for none).

    ``files_in_archive`` is how many files the archives hold; ``external_subs`` allows subtitles
    in files of their own, ``mkv_header_compression`` Matroska's compression of frame headers.
    """

    extensions: tuple[str, ...]
    format_tag: Mapping[str, str] = field(factory=dict)
    drm: str = "reject"
    conversion: str = "reject"
    inner_name_max: int | None = None
    extras: str = ""
    files_in_archive: int | None = None
    mkv_header_compression: bool = True
    external_subs: bool = True


@frozen(kw_only=True)
class NameTemplate:
    """The order of a dirname's parts for one form; ``[...]`` is optional, ``{x}`` a field."""

    form: str
    pattern: str


@frozen(kw_only=True)
class DirnameRules:
    """The grammar of a dirname. ``defaults`` are the answers offered for a missing fact.

    ``bare_format`` are the forms in which the format may lack its codec (``HDTV``).
    """

    max_length: int
    charset: str
    group: str
    templates: tuple[NameTemplate, ...]
    required: tuple[str, ...] = ()
    suffix: str = ""
    consecutive_punctuation: bool = True
    defaults: Mapping[str, str] = field(factory=dict)
    bare_format: tuple[str, ...] = ()


@frozen(kw_only=True)
class LanguageRules:
    """How languages are written; the ``default`` one is not written unless ``tag_default``.

    ``code`` is the BCP 47 tag of the default; ``form`` is ``name`` where a language is written
    as a word (``SWEDiSH``), never as a code but one of those ``established`` (``PL``).
    """

    default: str = "English"
    code: str = "en"
    tag_default: bool = False
    form: str = "name"
    established: tuple[str, ...] = ()


@frozen(kw_only=True)
class TagRules:
    """The words of a dirname that are not free: ``source`` is in the order of precedence."""

    source: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    exclusive: tuple[tuple[str, ...], ...] = ()
    forbidden_spellings: tuple[str, ...] = ()
    spelling: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class ZipRules:
    """ZIP disks: the list of sizes, the pattern of their names, what may not be inside.

    Every disk but the last is exactly one of ``sizes`` long, or holds a volume that is, and is
    then at most ``slack`` bytes longer. ``methods`` are the ways of storing (``store``,
    ``compress``) that are allowed; ``forbid`` the extensions of files that may not be inside.
    """

    sizes: tuple[int, ...] = ()
    slack: int = 0
    name_regex: str = ""
    methods: tuple[str, ...] = ("store", "compress")
    zip64: bool = False
    encryption: bool = False
    forbid: tuple[str, ...] = ()


@frozen(kw_only=True)
class RarRules:
    """RAR volumes: formats, methods and naming allowed, and the sizes.

    A size is one of ``sizes``, for a video without a resolution in its name one of ``sizes_sd``
    too, or a multiple of ``size_multiple``; a higher multiple needs at least
    ``min_volumes_to_step`` volumes. ``naming`` is ``old``, ``part`` or ``any``.
    """

    formats: tuple[str, ...] = ("rar4",)
    methods: tuple[str, ...] = ("store",)
    recovery: bool = False
    encryption: bool = False
    solid: bool = False
    naming: str = "old"
    sizes: tuple[int, ...] = ()
    sizes_sd: tuple[int, ...] = ()
    size_multiple: int | None = None
    min_volumes_to_step: int | None = None
    lowercase: bool = False
    group_in_name: bool = False


@frozen(kw_only=True)
class PackRules:
    """The shape of a release: ``form`` is an archiver's id.

    ``per_zip`` are the kinds of files that every disk holds once: ``rar``, ``nfo``, ``diz``.
    ``lowercase`` and ``group_in_name`` are the extensions of files beside the archives whose
    names are in small letters, and have the group.
    """

    form: str
    max_volumes: int
    per_zip: tuple[str, ...] = ()
    lowercase: tuple[str, ...] = ()
    group_in_name: tuple[str, ...] = ()
    zip: ZipRules = field(factory=ZipRules)
    rar: RarRules = field(factory=RarRules)


@frozen(kw_only=True)
class SfvRules:
    """Whether an SFV is demanded, refused, or written where the user says nothing.

    ``covers`` is what its lines list: ``zips`` or ``rar-set``.
    """

    required: bool = False
    forbidden: bool = False
    default: bool = True
    in_zip: bool = False
    covers: str = "zips"


@frozen(kw_only=True)
class DizRules:
    """The geometry of ``file_id.diz`` and the form of its disk counter.

    ``counter`` is a regular expression with two groups, the disk's number and the total; case
    does not matter.
    """

    required: bool = False
    forbidden: bool = False
    name: str = "file_id.diz"
    max_columns: int = 44
    max_lines: int = 30
    counter: str = ""
    encoding: str = "cp437"


@frozen(kw_only=True)
class NfoRules:
    """The NFO: how many, how wide, and which facts it must, may and should state.

    A field is a name of :data:`packer_core.rules.nfo_fields.FIELDS`, ``a|b`` is one of two.
    ``fields_if`` names fields that only some releases need: ``retail``, ``periodical``, ``fix``,
    ``transcoded``.
    With ``waived_if_in_dirname`` what the dirname says need not be said again.
    """

    count: int = 1
    max_columns: int | None = None
    encoding: str = "cp437"
    newline: str = "crlf"
    fields_required: tuple[str, ...] = ()
    fields_if: Mapping[str, tuple[str, ...]] = field(factory=dict)
    fields_recommended: tuple[str, ...] = ()
    waived_if_in_dirname: bool = False


@frozen(kw_only=True)
class LayoutFile:
    """How many files of a pattern a directory holds; the pattern is a ``glob`` or a ``regex``."""

    glob: str = ""
    regex: str = ""
    min: int = 0
    max: int | None = None


@frozen(kw_only=True)
class LayoutDir:
    """How many sub-directories of a name a release holds, and what they may contain.

    One that is there has at least ``min_files`` files and at most ``max_files``.
    """

    name: str
    min: int = 0
    max: int = 1
    files: tuple[str, ...] = ()
    min_files: int = 0
    max_files: int | None = None


@frozen(kw_only=True)
class LayoutRules:
    """The files and directories of a release."""

    deny_unexpected: bool = True
    files: tuple[LayoutFile, ...] = ()
    dirs: tuple[LayoutDir, ...] = ()


@frozen(kw_only=True)
class ContentRules:
    """What the work itself may be.

    ``homemade`` and ``free_from_web`` say whether works published by their own author, and works
    anyone can get on the web, are allowed; ``free_publishers`` are words of a publisher or of
    an address by which the latter are known.
    """

    homemade: bool = True
    free_from_web: bool = True
    free_publishers: tuple[str, ...] = ()


@frozen(kw_only=True)
class RuleSet:
    """One rule set. ``hash`` is the SHA-256 of its canonical data, pinned in plans and manifests.

    ``conf`` says how sure each section's source is (V read in the original, S+ and S second
    hand, D a default of ours); ``references`` gives the section numbers of that source, by check
    id or by the beginning of one; ``severity`` overrides a check's own; ``profiles`` holds
    further overrides by the name of a profile.
    """

    id: str
    section: str
    title: str
    kind: str
    source: str = ""
    read_from: str = ""
    conf: Mapping[str, str] = field(factory=dict)
    references: Mapping[str, str] = field(factory=dict)
    input: InputRules
    dirname: DirnameRules
    language: LanguageRules = field(factory=LanguageRules)
    tags: TagRules = field(factory=TagRules)
    pack: PackRules
    sfv: SfvRules = field(factory=SfvRules)
    diz: DizRules = field(factory=DizRules)
    nfo: NfoRules = field(factory=NfoRules)
    layout: LayoutRules = field(factory=LayoutRules)
    content: ContentRules = field(factory=ContentRules)
    video: VideoRules = field(factory=VideoRules)
    audio: AudioRules = field(factory=AudioRules)
    subtitles: SubtitleRules = field(factory=SubtitleRules)
    sample: SampleRules = field(factory=SampleRules)
    severity: Mapping[str, Severity] = field(factory=dict)
    profiles: Mapping[str, Mapping[str, Severity]] = field(factory=dict)
    hash: str = ""


@frozen(kw_only=True)
class Receiver:
    """What a kind of receiving site accepts, which is not what the rules of a section say.

    ``exclude`` are globs of files that are not sent there; ``layout`` judges what remains.
    ``sfv_paths`` allows folders in the names of an SFV. ``diz_total`` are regular expressions
    with one group, the number of disks, tried on each line of the DIZ in lower case with its
    blanks squeezed; ``diz_bytes`` is how much of a DIZ the site reads, ``diz_required`` whether
    it needs the number of disks.
    """

    id: str
    title: str
    source: str = ""
    exclude: tuple[str, ...] = ()
    layout: LayoutRules = field(factory=LayoutRules)
    sfv_paths: bool = True
    diz_required: bool = False
    diz_total: tuple[str, ...] = ()
    diz_bytes: int | None = None
