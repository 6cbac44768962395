"""What the record is about: files of the corpus, examples, names, and folders as releases."""

import json
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from tests.support.corpus import CORPUS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

#: What is stated where the file itself does not know it.
STATED = {
    "title": "A Work Without Title",
    "authors": "Some Author",
    "year": "2020",
    "show": "A Show",
    "resolution": "720p",
}

#: Options for the works of a folder. Where a rule set does not take a file, the next may.
_BOOK = ("--source", "RETAIL")
_EPISODE = ("--set", "season=1", "--set", "episodes=1")
_WEB, _WEB_H264 = ("--source", "WEB", *_EPISODE), ("--source", "WEB.H264", *_EPISODE)
_VIDEO = (_WEB, ("--rules", "ANY-VIDEO", *_WEB), ("--rules", "ANY-VIDEO", *_WEB_H264))
_WORKS = {"video": _VIDEO, "office": ((),)}

#: A user's rule set that takes the videos which no other does.
OWN_RULES = """
schema = 1
id = "ANY-VIDEO"
extends = "TV-WEB-2020"
[input]
extensions = ["mkv", "mp4", "avi", "ts", "mpg", "webm", "flv"]
"""

#: Folders of archives and texts that are judged as if they were releases.
_RELEASES = ("rar", "rar-sets/*", "nfo-sfv/*")

_TIDE, _LOG, _FILM = (
    "the-tide-tables.epub",
    "keeping-a-tide-log.docx",
    "The.Lighthouse.Log.S01E01.The.First.Light.mkv",
)
#: Ways to pack the examples, by what is special of them.
_WAYS: dict[str, dict[str, tuple[str, ...]]] = {
    _TIDE: {
        "plain": _BOOK,
        "strict": (*_BOOK, "--profile", "strict"),
        "French": (*_BOOK, "--nfo-language", "fr", "--set", "language=fr"),
        "without SFV": (*_BOOK, "--no-sfv", "--no-sha256", "--stem", "mtide"),
        "tags and notes": (*_BOOK, "--tag", "PROPER", "--note", "A note.", "--set", "edition=2"),
        "magazine": (*_BOOK, "--form", "magazine", "--set", "issue=7"),
        "comic": (*_BOOK, "--form", "comic", "--set", "issue=7", "--set", "volume=2"),
        "as a document": ("--type", "DOCS"),
    },
    _LOG: {
        "plain": (),
        "French": ("--nfo-language", "fr", "--set", "language=fr"),
        "bookware": ("--rules", "BOOKWARE-1", "--set", "publisher=Harbour Press"),
        "version": ("--set", "version=2.1", "--tag", "UPDATED"),
    },
    _FILM: {
        "plain": ("--source", "WEB"),
        "strict": ("--source", "WEB", "--profile", "strict"),
        "French": ("--source", "WEB", "--nfo-language", "fr", "--set", "language=fr"),
        "720p": ("--rules", "TV-HDTV-720P-2016", "--source", "HDTV.x264"),
        "SD": ("--rules", "TV-HDTV-SD-2016", "--source", "HDTV.x264"),
        "daily": ("--source", "WEB", "--form", "daily", "--set", "air_date=2024-03-20"),
        "tags": ("--source", "WEB", "--tag", "REPACK", "--note", "The first had no sound."),
    },
}


@frozen(kw_only=True)
class Case:
    """One entry of the record: a `work` to pack, a `release` to check, or `names` to parse.

    ``ways`` are the options to pack with, the next where a rule set does not take the file.
    """

    key: str
    what: str
    path: Path
    ways: tuple[tuple[str, ...], ...] = ()

    def names(self) -> dict[str, str]:
        """The names in the case's file that a command line takes, by their number from 0."""
        data = json.loads(self.path.read_text(encoding="utf-8"))
        found = data if isinstance(data, dict) else [each["name"] for each in data]
        numbered = {str(number): name for number, name in enumerate(found)}
        return {n: name for n, name in numbered.items() if name.strip() and name[0] != "-"}


def cases() -> dict[str, Case]:
    """Every case by its key; those of the corpus only where it is."""
    return {case.key: case for case in (*_examples(), *_corpus())}


def _examples() -> Iterator[Case]:
    for name, ways in _WAYS.items():
        for about, options in ways.items():
            key = f"examples/{name}: {about}"
            yield Case(key=key, what="work", path=EXAMPLES / name, ways=(options,))


def _corpus() -> Iterator[Case]:
    for path in sorted(CORPUS.glob("*/**/*")):
        folder, key = path.relative_to(CORPUS).parts[0], path.relative_to(CORPUS).as_posix()
        if not path.is_file():
            continue
        what = "names" if folder == "names" else "work"
        yield Case(key=key, what=what, path=path, ways=_WORKS.get(folder, (_BOOK, ())))
    for path in sorted(path for pattern in _RELEASES for path in CORPUS.glob(pattern)):
        key = f"{path.relative_to(CORPUS).as_posix()}/"
        yield Case(key=key, what="release", path=path)
    for folder, options in (("office", ("--type", "DOCS")), ("epub-opf", (*_BOOK, "--together"))):
        yield Case(key=f"{folder}/", what="work", path=CORPUS / folder, ways=(options,))
