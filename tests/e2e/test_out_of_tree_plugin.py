"""The example plugin as a stranger installs it: wheels in an environment of their own."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tests.support.needs import need

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = ("packages/packer-core", "packages/packer-cli", "examples/packer-plugin-ebooklib")
BOOK = ROOT / "examples" / "the-tide-tables.epub"

ENCRYPTED = """<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>
<e:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
<e:CipherData><e:CipherReference URI="EPUB/text/chapter-1.xhtml"/></e:CipherData>
</e:EncryptedData></encryption>"""

pytestmark = [pytest.mark.slow, pytest.mark.one_python]


@frozen
class Installed:
    """An environment that holds the core, the command line and the example plugin."""

    place: Path

    def packer(self, *arguments: str | Path, code: int = 0) -> Any:
        done = subprocess.run(
            [self.place / "bin" / "packer", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=self.place,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PACKER_CONFIG": str(self.place / "none")},
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    need("uv", uv, "pip install uv")
    folder = tmp_path_factory.mktemp("stranger")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]
    environ = {**os.environ, "UV_EXCLUDE_NEWER": settings["exclude-newer"]}
    environ.pop("VIRTUAL_ENV", None)

    def run(*arguments: str | Path) -> None:
        command = [str(uv), *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    for project in PROJECTS:
        run("build", "--quiet", "--wheel", "--out-dir", folder / "wheels", ROOT / project)
    run("venv", "--quiet", "--python", sys.executable, folder / "venv")
    wheels = sorted((folder / "wheels").glob("*.whl"))
    assert len(wheels) == len(PROJECTS)
    run("pip", "install", "--quiet", "--python", folder / "venv" / "bin" / "python", *wheels)
    return Installed(folder / "venv")


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
