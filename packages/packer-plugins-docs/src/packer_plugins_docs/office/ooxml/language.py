"""The language that an OOXML document is spell-checked in.

Sources: ECMA-376 part 1 sections 17.3.2.20 (``w:lang``), 17.7.5.1 (document defaults),
17.15.1.88 (``w:themeFontLang``), 21.1.2.3.9 (``lang`` of DrawingML runs).
"""

import re
from collections import Counter

from packer_core.reading import languages
from packer_core.reading.xml import attribute, elements, parse
from packer_plugins_docs.office.ooxml.package import OoxmlPackage
from packer_plugins_docs.office.scanning import scan, unescaped

#: Bytes of text looked at: the language of a work shows in its first chapters.
_LOOKED_AT = 4 << 20
_SLIDES = 12
#: Every run of text, and every language set on one.
_RUN = re.compile(rb"""<w:(?:r[\s>]|lang\s[^<>]{0,200}?w:val\s*=\s*["']([^"'<>]{1,40})["'])""")
_DRAWN = re.compile(rb"""<a:rPr\s[^<>]{0,400}?\blang\s*=\s*["']([^"'<>]{1,40})["']""")


def find(package: OoxmlPackage) -> str | None:
    """The language of most of the text, as far as the file says; workbooks say nothing."""
    if package.format == "docx":
        return _of_text(package) or _of_styles(package) or _of_settings(package)
    return _of_slides(package) if package.format == "pptx" else None


def _of_text(package: OoxmlPackage) -> str | None:
    """The language set on more than half of the runs; the others have the default one."""
    runs, said = 0, Counter[str]()
    for match in scan(package.archive.stream(package.main, _LOOKED_AT), _RUN):
        if match[1]:
            said[unescaped(match[1])] += 1
        else:
            runs += 1
    language, times = said.most_common(1)[0] if said else ("", 0)
    return languages.spelling(language) if times * 2 > runs else None


def _of_styles(package: OoxmlPackage) -> str | None:
    """The default run properties of the document, else those of its default paragraph style."""
    root = parse(package.archive.read(package.folder + "styles.xml"), entities=False)
    places = list(elements(root, "rPrDefault"))
    places += [
        style
        for style in elements(root, "style")
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
    ]
    tags = (attribute(each, "val") for place in places for each in elements(place, "lang"))
    return next((tag for text in tags if (tag := languages.spelling(text))), None)


def _of_settings(package: OoxmlPackage) -> str | None:
    root = parse(package.archive.read(package.folder + "settings.xml"), entities=False)
    tags = (attribute(each, "val") for each in elements(root, "themeFontLang"))
    return next((tag for text in tags if (tag := languages.spelling(text))), None)


def _of_slides(package: OoxmlPackage) -> str | None:
    """The language set most often on the first slides."""
    slides = [name for name in package.archive.names if name.startswith("ppt/slides/slide")]
    said = Counter[str]()
    for name in sorted(slides, key=lambda name: (len(name), name))[:_SLIDES]:
        for match in scan(package.archive.stream(name, _LOOKED_AT), _DRAWN):
            said[unescaped(match[1])] += 1
    tags = (languages.spelling(text) for text, _ in said.most_common(3))
    return next((tag for tag in tags if tag), None)
