"""What the plugin registers, and what its start costs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from packer_core.hookspecs import Extractor
from packer_core.messages import CORE_FOLDER, Catalogue
from packer_core.values import BookMetadata
from packer_plugins_ebook import plugin

FOLDER = plugin.packer_messages()[0]
FINDINGS = {
    "comic.reader_missing",
    "input.buyer_mark",
    "input.extension",
    "pdf.scan.coarse",
    "pdf.scan.dpi",
}


def test_the_kind_is_ebook() -> None:
    (kind,) = plugin.packer_release_kinds()
    assert (kind.id, kind.metadata, kind.default_rule_set) == ("EBOOK", BookMetadata, "EBOOK-2022")
    assert kind.forms[0] == "book"
    assert {"epub", "pdf", "mobi", "azw3", "cbz"} <= set(kind.extensions)


def test_every_extractor_fulfils_the_protocol() -> None:
    extractors = plugin.packer_extractors()
    assert [each.id for each in extractors] == ["comic", "epub", "mobi", "pdf"]
    assert {each.kind for each in extractors} == {"EBOOK"}
    objects: tuple[object, ...] = tuple(extractors)
    assert all(isinstance(each, Extractor) for each in objects)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_and_every_reason_has_its_texts(language: str) -> None:
    texts = tomllib.loads((FOLDER / language / "ebook.toml").read_text("utf-8"))
    english = tomllib.loads((FOLDER / "en" / "ebook.toml").read_text("utf-8"))
    assert set(texts["finding"]) == FINDINGS
    assert all(set(entry) == {"message", "why", "fix"} for entry in texts["finding"].values())
    assert set(texts["label"]) == set(english["label"])


def test_every_reason_for_a_refusal_has_a_label() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(plugin.__file__).parent.rglob("*.py"))
    stated = re.findall(r'(?:reason ?= ?|_unreadable\()("[^)\n]+)', source)
    reasons = {reason for text in stated for reason in re.findall(r'"([a-z-]+)"', text)}
    own = set(tomllib.loads((FOLDER / "en" / "ebook.toml").read_text("utf-8"))["label"])
    wanted = {f"reason.{reason}" for reason in reasons}
    assert own <= wanted
    assert wanted - own <= set(Catalogue("en", (CORE_FOLDER,)).labels())


def test_the_plugin_loads_no_heavy_library() -> None:
    code = (
        "import sys, packer_plugins_ebook.plugin as p; p.packer_extractors();"
        "print(sorted({'lxml', 'pypdf', 'langcodes', 'stdnum', 'zipfile'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.strip() == b"[]"


def test_an_epub_loads_neither_the_reader_of_pdf_nor_tables_it_does_not_need(
    tmp_path: Path,
) -> None:
    from tests.support.ebooks import opf, write_epub

    path = write_epub(
        tmp_path / "b.epub", opf("<dc:title>T</dc:title><dc:language>en</dc:language>")
    )
    code = (
        "import sys; from pathlib import Path; from packer_core.run import Run;"
        "from packer_core.settings import Settings; from packer_plugins_ebook import plugin;"
        f"plugin.packer_extractors()[1].extract(Path({str(path)!r}), Run(settings=Settings()));"
        "print(sorted({'pypdf', 'langcodes', 'stdnum', 'tarfile'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert answer.stdout.strip() == b"[]"
