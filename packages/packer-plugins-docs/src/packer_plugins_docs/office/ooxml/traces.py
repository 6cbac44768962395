"""What an OOXML file carries besides the work: macros, embedded files, comments, changes, names.

Sources: ECMA-376 part 1 sections 17.13.4 (comments), 17.13.5 (revisions), 18.7 (comments of
sheets), 19.4 (comments of slides), 17.15.1.6 (attached template); [MS-XLSX] 2.6 (threaded
comments); [MS-PPTX] 2.17 (modern comments).
"""

import re
from itertools import islice

from packer_core.reading.texts import unique
from packer_core.reading.xml import attribute, elements, parse
from packer_plugins_docs.office.fields import user_of
from packer_plugins_docs.office.findings import Traces
from packer_plugins_docs.office.ooxml.package import OoxmlPackage, relations_of
from packer_plugins_docs.office.ooxml.properties import Properties
from packer_plugins_docs.office.scanning import scan, unescaped

#: Bytes of text looked through for tracked changes, and parts read for comments.
_LOOKED_THROUGH, _MOST_PARTS = 64 << 20, 100

_MACROS = re.compile(r"(?:^|/)(?:vbaproject[^/]*\.bin|(?:intl)?macrosheets/.+\.xml)$")
_EMBEDDED = re.compile(r"(?:^|/)embeddings/[^/]+$")
_COMMENTS = re.compile(
    r"^(?:word/comments\d*\.xml|ppt/comments/[^/]+\.xml|xl/(?:worksheets/)?comments\d*\.xml"
    r"|xl/comments/[^/]+\.xml|xl/threadedcomments/[^/]+\.xml)$"
)
_COMMENTERS = re.compile(r"^(?:ppt/commentauthors\.xml|ppt/authors\.xml|xl/persons/[^/]+\.xml)$")
_TEXTS = re.compile(r"^word/(?:[^/]*document[^/]*|footnotes|endnotes|header\d*|footer\d*)\.xml$")
_CHANGE = re.compile(
    rb"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange|sectPrChange|tblPrChange|cellIns|cellDel)"
    rb"""\s(?:[^<>]{0,300}?w:author\s*=\s*["']([^"'<>]*)["'])?"""
)


def find(package: OoxmlPackage, properties: Properties) -> Traces:
    """Look through the package."""
    names = list(package.archive.names)
    comments, commenters = _comments(package, names)
    changes, changers = _changes(package, names)
    return Traces(
        macros=tuple(name for name in names if _MACROS.search(name)),
        embedded=tuple(name.rpartition("/")[2] for name in names if _EMBEDDED.search(name)),
        hidden=_hidden(package),
        links=_links(package, names),
        identities=unique([*properties.people, *_accounts(package)]),
        comments=comments,
        commenters=commenters,
        changes=changes,
        changers=changers,
    )


def _comments(package: OoxmlPackage, names: list[str]) -> tuple[int, tuple[str, ...]]:
    """How many comments there are and who wrote them.

    A threaded comment of a sheet stands in an old-style part as well, under an invented author.
    """
    total, authors = 0, list[str]()
    threaded = any("threadedcomments/" in name for name in names)
    for name in islice(filter(_COMMENTS.search, names), _MOST_PARTS):
        root = parse(package.archive.read(name), entities=False)
        for each in elements(root, "comment", "cm", "threadedComment"):
            total += not (threaded and "threadedcomments/" not in name)
            authors.append(attribute(each, "author"))
        authors += [str(each.text or "") for each in elements(root, "author")]
    for name in islice(filter(_COMMENTERS.search, names), _MOST_PARTS):
        root = parse(package.archive.read(name), entities=False)
        found = elements(root, "cmAuthor", "author", "person")
        authors += [attribute(each, "name") or attribute(each, "displayName") for each in found]
    return total, unique(author for author in authors if not author.startswith("tc={"))


def _changes(package: OoxmlPackage, names: list[str]) -> tuple[int, tuple[str, ...]]:
    total, authors = 0, dict[str, None]()
    for name in islice(filter(_TEXTS.search, names), _MOST_PARTS):
        for match in scan(package.archive.stream(name, _LOOKED_THROUGH), _CHANGE):
            total += 1
            if len(authors) < _MOST_PARTS:
                authors[unescaped(match[1] or b"")] = None
    logs = [name for name in names if name.startswith("xl/revisions/revisionlog")]
    users = (
        parse(package.archive.read("xl/revisions/usernames.xml"), entities=False) if logs else None
    )
    authors.update((attribute(each, "name"), None) for each in elements(users, "userInfo"))
    return total + len(logs), unique(authors)


def _hidden(package: OoxmlPackage) -> tuple[str, ...]:
    """Sheets that are not shown (18.2.19), and slides that are skipped (19.3.1.38)."""
    if package.format == "xlsx":
        sheets = elements(parse(package.archive.read(package.main), entities=False), "sheet")
        hidden = [each for each in sheets if attribute(each, "state").lower().endswith("hidden")]
        return tuple(attribute(each, "name") for each in hidden)
    slides = [name for name in package.archive.names if name.startswith("ppt/slides/slide")]
    skipped = re.compile(rb"""<p:sld\s[^<>]*?\bshow\s*=\s*["'](?:0|false)["']""")
    begins = {name: package.archive.begin(name, 8192) for name in slides[:500]}
    return tuple(name.rpartition("/")[2] for name, data in begins.items() if skipped.search(data))


def _links(package: OoxmlPackage, names: list[str]) -> tuple[str, ...]:
    """What the document loads from elsewhere; hyperlinks only lead there."""
    parts = [package.main, package.folder + "settings.xml"]
    parts += [name for name in names if re.match(r"xl/externallinks/[^/]+\.xml$", name)]
    return unique(
        each.target
        for part in parts[:_MOST_PARTS]
        for each in relations_of(package.archive, part)
        if each.external and each.type != "hyperlink"
    )


def _accounts(package: OoxmlPackage) -> list[str]:
    """Accounts in the paths of what is linked, such as the template on somebody's disk."""
    return [name for link in _links(package, []) if (name := user_of(link))]
