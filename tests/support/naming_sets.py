"""Rule sets as values, with the templates that names are built and parsed by."""

from attrs import evolve

from packer_core.values import (
    DirnameRules,
    InputRules,
    NameTemplate,
    PackRules,
    RuleSet,
    TagRules,
    VideoRules,
)

_END = "{year}[.{language}].{source}[.TAGS]"
_COMIC = "{title}[.Vol.{volume}][.No.{issue}][.{month}]." + _END

EBOOK = RuleSet(
    id="EBOOK-2022",
    section="EBOOK",
    title="Books",
    kind="EBOOK",
    input=InputRules(
        extensions=("pdf", "epub", "cbz", "azw", "azw3", "kf8", "prc", "mobi"),
        format_tag={
            "pdf": "",
            "epub": "ePUB",
            "cbz": "CBZ",
            "azw": "AZW",
            "azw3": "KF8",
            "kf8": "KF8",
            "prc": "PRC",
            "mobi": "MOBI",
        },
    ),
    dirname=DirnameRules(
        max_length=243,
        charset="A-Za-z0-9._-",
        group="[A-Za-z0-9_]{2,}",
        required=("title", "year", "source", "suffix", "group"),
        suffix="eBook",
        templates=(
            NameTemplate(
                form="book",
                pattern="{author}.{title}[.{edition}]." + _END + "[.{format}].eBook-{group}",
            ),
            NameTemplate(
                form="technical",
                pattern="{publisher}.{title}[.{edition}]." + _END + "[.{format}].eBook-{group}",
            ),
            NameTemplate(
                form="magazine",
                pattern="{title}.{issue}." + _END + ".MAGAZiNE[.{format}].eBook-{group}",
            ),
            NameTemplate(form="comic", pattern=_COMIC + ".COMiC[.{format}].eBook-{group}"),
            NameTemplate(form="manga", pattern=_COMIC + ".MANGA[.{format}].eBook-{group}"),
            NameTemplate(
                form="newspaper",
                pattern="{title}.{day}.{month}." + _END + "[.{format}].eBook-{group}",
            ),
        ),
    ),
    tags=TagRules(
        source=("RETAIL", "HYBRID", "SCAN"),
        kind=("MAGAZINE", "COMIC", "MANGA", "XXX"),
        allowed=("READNFO", "NFOFIX", "DIRFIX", "INTERNAL", "PROPER", "REPACK"),
        forbidden_spellings=("READ.NFO", "RNFO"),
        spelling={"RETAIL": "RETAiL", "HYBRID": "HYBRiD", "SWEDISH": "SWEDiSH"},
    ),
    pack=PackRules(form="zip-of-rar", max_volumes=99),
)

DOCS = RuleSet(
    id="DOCS-1",
    section="DOCS",
    title="Documents",
    kind="DOCS",
    input=InputRules(
        extensions=("pdf", "docx", "odt"), format_tag={"pdf": "", "docx": "DOCX", "odt": "ODT"}
    ),
    dirname=DirnameRules(
        max_length=243,
        charset="A-Za-z0-9._-",
        group="[A-Za-z0-9_]{2,}",
        required=("title", "year", "suffix", "group"),
        suffix="DOCS",
        templates=(
            NameTemplate(
                form="document",
                pattern="{publisher|author}.{title}[.{edition}][.v{version}].{year}"
                "[.{language}][.{source}][.TAGS][.{format}].DOCS-{group}",
            ),
        ),
    ),
    tags=EBOOK.tags,
    pack=EBOOK.pack,
)

_TV_END = "[.TAGS][.{language}][.{res}].{format}-{group}"
_EPISODE = "{show}[.{cc}][.{first_year}].S{season:02}E{episode:02}[{part}][.{episode_title}]"

TV_WEB = RuleSet(
    id="TV-WEB-2020",
    section="TV",
    title="WEB",
    kind="TV",
    input=InputRules(
        extensions=("mkv",),
        format_tag={each: each for each in ("WEB.H264", "WEB.H265", "WEBRip.x264", "WEBRip.x265")},
    ),
    dirname=DirnameRules(
        max_length=255,
        charset="A-Za-z0-9._-",
        group="[A-Za-z0-9_]{2,}",
        required=("format", "group"),
        consecutive_punctuation=False,
        templates=(
            NameTemplate(form="feature", pattern="{title}.{year}" + _TV_END),
            NameTemplate(form="episode", pattern=_EPISODE + _TV_END),
            NameTemplate(
                form="noseason", pattern="{show}.E{episode:02}[.{episode_title}]" + _TV_END
            ),
            NameTemplate(
                form="special", pattern="{show}.S{season:02}E00.{episode_title}" + _TV_END
            ),
            NameTemplate(
                form="multi",
                pattern="{show}.S{season:02}E{episode:02}-E{last:02}[.{episode_title}]" + _TV_END,
            ),
            NameTemplate(
                form="miniseries", pattern="{show}.Part{part}[.{episode_title}]" + _TV_END
            ),
        ),
    ),
    tags=TagRules(
        allowed=tuple(
            (
                "ALTERNATIVE.CUT BW CHRONO COLORIZED CONVERT DC DIRFIX DUBBED DV EXTENDED "
                "EXTRAS FS HDR HDR10Plus HR INTERNAL LINE NFOFIX OAR OM PROOFFIX PROPER PURE "
                "RATED READNFO REAL REMASTERED REPACK RERIP RESTORED SAMPLEFIX SOURCE.SAMPLE "
                "SUBBED THEATRICAL UNCENSORED UNCUT UNRATED WS "
            ).split()
        ),
        repeat=("REAL",),
        forbidden_spellings=("READ.NFO", "RNFO"),
    ),
    pack=PackRules(form="rar", max_volumes=101),
    video=VideoRules(
        max={"sd": (720, 576), "720p": (1280, 720), "1080p": (1920, 1080), "2160p": (3840, 2160)},
        resolutions=("720p", "1080p", "2160p"),
    ),
)

TV_HDTV = RuleSet(
    id="TV-HDTV-720P-2016",
    section="TV",
    title="HDTV",
    kind="TV",
    input=InputRules(
        extensions=("mkv",),
        format_tag={each: each for each in ("HDTV.x264", "AHDTV.x264", "HR.PDTV.x264")},
    ),
    dirname=DirnameRules(
        max_length=255,
        charset="A-Za-z0-9._-",
        group="[A-Za-z0-9_]{2,}",
        required=("format", "group"),
        consecutive_punctuation=False,
        templates=(
            NameTemplate(form="oneoff", pattern="{title}.{year}" + _TV_END),
            NameTemplate(form="episode", pattern=_EPISODE + _TV_END),
            NameTemplate(
                form="special", pattern="{show}.S{season:02}E00.{episode_title}" + _TV_END
            ),
            NameTemplate(
                form="multi",
                pattern="{show}.S{season:02}E{episode:02}-E{last:02}[.{episode_title}]" + _TV_END,
            ),
            NameTemplate(
                form="miniseries", pattern="{show}.Part.{part}[.{episode_title}]" + _TV_END
            ),
            NameTemplate(form="daily", pattern="{show}.{yyyy}.{mm}.{dd}[.{guest}]" + _TV_END),
            NameTemplate(
                form="sport",
                pattern="{league}.{yyyy}[.{mm}][.{dd}].{event}[.{a}.vs.{b}]" + _TV_END,
            ),
        ),
    ),
    tags=TagRules(
        allowed=tuple(
            (
                "ALTERNATIVE.CUT CONVERT COLORIZED DC DIRFIX DUBBED EXTENDED FINAL INTERNAL NFOFIX "
                "OAR OM PPV PROPER REAL REMASTERED READNFO REPACK RERIP SAMPLEFIX SOURCE.SAMPLE "
                "SUBBED UNCENSORED UNRATED UNCUT WEST.FEED WS"
            ).split()
        ),
        repeat=("REAL",),
    ),
    pack=PackRules(form="rar", max_volumes=101),
    video=VideoRules(max={"720p": (1280, 720), "HR.PDTV": (960, 720)}, resolutions=("720p",)),
)

TV_SD = evolve(
    TV_HDTV,
    id="TV-HDTV-SD-2016",
    input=InputRules(
        extensions=("mkv",),
        format_tag={
            each: each
            for each in ("HDTV.x264", "AHDTV.x264", "PDTV.x264", "APDTV.x264", "DSR.x264")
        },
    ),
    video=VideoRules(max={"sd": (720, 576)}),
)
