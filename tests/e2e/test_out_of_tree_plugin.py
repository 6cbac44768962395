"""The example plugin as a stranger installs it: wheels in an environment of their own."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.support.installed import ROOT, Installed, install

PROJECTS = ("packages/packer-core", "packages/packer-cli", "examples/packer-plugin-ebooklib")
BOOK = ROOT / "examples" / "the-tide-tables.epub"

ENCRYPTED = """<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>
<e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
<e:CipherData><e:CipherReference URI="EPUB/text/chapter-1.xhtml"/></e:CipherData>
</e:EncryptedData></encryption>"""

pytestmark = [pytest.mark.slow, pytest.mark.one_python]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The core, the command line and the example plugin."""
    return install(tmp_path_factory.mktemp("stranger"), (ROOT / each for each in PROJECTS))


def test_the_plugin_is_listed_as_loaded(installed: Installed) -> None:
    found = {each["name"]: each for each in installed.packer("plugins", "--json")}
    assert found["ebooklib"]["status"] == "loaded"
    assert found["ebooklib"]["source"] == "packer-plugin-ebooklib"
    assert found["ebooklib"]["provides"] == {"packer_extractors": ["ebooklib"]}
    assert "ebook" not in found


def test_the_plugin_reads_a_book(installed: Installed) -> None:
    found = installed.packer("inspect", BOOK, "--extractor", "ebooklib", "--json")
    assert (found["kind"], found["extractor"], found["format"]) == ("EBOOK", "ebooklib", "epub")
    assert found["metadata"]["title"] == "The Tide Tables"
    assert found["metadata"]["authors"] == ["Maren Quill"]
    assert found["metadata"]["published"] == "2024-03-20"
    assert found["metadata"]["isbn"] == "9799999999990"
    assert (found["metadata"]["series"], found["metadata"]["series_index"]) == (
        "The Harbour Office",
        1,
    )
    assert found["origins"]["title"] == "file"
    assert found["protection"] is None


def test_a_broken_book_is_refused(installed: Installed, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    broken.write_bytes(BOOK.read_bytes()[:2000])
    done = installed.packer("inspect", broken, "--extractor", "ebooklib", code=3)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "text", "scheme"),
    [
        ("META-INF/rights.xml", "<rights/>", "EPUB rights"),
        (
            "META-INF/encryption.xml",
            ENCRYPTED,
            "EPUB encryption",
        ),
    ],
)
def test_protection_is_stated(
    installed: Installed, tmp_path: Path, name: str, text: str, scheme: str
) -> None:
    book = Path(shutil.copy(BOOK, tmp_path / "protected.epub"))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr(name, text)
    found = installed.packer("inspect", book, "--extractor", "ebooklib", "--json")
    assert found["protection"]["scheme"] == scheme
    assert found["metadata"]["title"] is None


def test_without_the_kind_a_plan_says_so(installed: Installed, tmp_path: Path) -> None:
    arguments = ["plan", BOOK, "--group", "DEMO", "--source", "RETAIL", "--output", tmp_path]
    done = installed.packer(*arguments, code=2)
    assert "EBOOK" in done.stderr
