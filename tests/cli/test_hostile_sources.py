"""Wherever a text of others comes from, it is shown and commands nothing."""

import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from packer_core.errors import PackerError, ProviderDown
from packer_core.escaping import escape_line
from packer_core.plugins import Plugins
from packer_core.testing import StandInProvider
from packer_core.values import BookMetadata, Candidate, ImageLink
from tests.support.books import make_epub
from tests.support.cli import Packer
from tests.support.documents import make_docx, make_rtf
from tests.support.ebooks import write_comic, write_mobi, write_pdf
from tests.support.hostile import EVIL, EVIL_XML, unseen, unseen_at_a_terminal
from tests.support.made_videos import write_video
from tests.support.releases import Made

PACK = ("--group", "DEMO", "--source", "RETAIL", "--yes")


@pytest.fixture(params=["en", "fr"], autouse=True)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PACKER_LANGUAGE", str(request.param))
    return str(request.param)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))


def shows(packer: Packer, *arguments: str | Path, codes: tuple[int, ...] = (0, 3, 4)) -> str:
    """What a call says, none of which may be hidden or forged; and that of its JSON."""
    said = ""
    for more in ([], ["--json"]):
        done = packer(*arguments, *more)
        assert unseen(done.out + done.err) == []
        assert done.code in codes, done.err
        said += done.out + done.err
    return said


def books(folder: Path) -> list[Path]:
    """A work of each format that says evil of itself."""
    for made in ("epub", "pdf", "cbz", "mobi"):
        (folder / made).mkdir()
    comic = {
        "ComicInfo.xml": f"<ComicInfo><Title>{EVIL_XML}</Title></ComicInfo>",
        f"{EVIL}.jpg": b"\xff\xd8\xff\xe0",
    }
    return [
        make_epub(folder / "epub" / "a.epub", title=EVIL_XML, author=EVIL_XML),
        write_pdf(folder / "pdf" / "b.pdf", {"Title": EVIL, "Author": EVIL, "Subject": EVIL}),
        write_comic(folder / "cbz" / "c.cbz", comic, EVIL.encode()),
        write_mobi(
            folder / "mobi" / "d.mobi", [(number, EVIL.encode()) for number in (100, 101, 103, 503)]
        ),
    ]


def test_what_a_book_says_of_itself(packer: Packer, tmp_path: Path) -> None:
    for book in books(tmp_path):
        assert "FAKE: pass" in shows(packer, "inspect", book)
        shows(packer, "plan", book, *PACK[:4], codes=(0, 2, 3, 4))


def test_what_a_document_says_of_itself(packer: Packer, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>{EVIL_XML}</title></head><body>x</body></html>")
    notes = tmp_path / "notes.md"
    notes.write_text(f"---\ntitle: {json.dumps(EVIL)}\n---\n# {EVIL}\n")
    plain = tmp_path / "plain.txt"
    plain.write_text(f"{EVIL}\n{EVIL}\n")
    for file in (page, notes, plain):
        shows(packer, "inspect", file, "--type", "docs")
        shows(packer, "plan", file, "--type", "docs", *PACK[:2], codes=(0, 2, 3, 4))


def test_what_an_office_document_says_of_itself(packer: Packer, tmp_path: Path) -> None:
    core = {"dc:title": EVIL_XML, "dc:creator": EVIL_XML, "dc:description": EVIL_XML}
    for file in (
        make_docx(tmp_path / "a.docx", core=core),
        make_rtf(tmp_path / "b.rtf", info="{\\title x\\'1b]0;\\'9b\\u8238?gpj}"),
    ):
        shows(packer, "inspect", file, "--type", "docs")


def test_what_a_video_is_called(packer: Packer, tmp_path: Path) -> None:
    video = tmp_path / f"The.Tide.S01E01.{EVIL}.1080p.WEB.H264-DEMO.mkv"
    write_video(video, 1, 200_000)
    assert "FAKE: pass" in shows(packer, "inspect", video)


def test_a_name_that_is_no_text_at_all(packer: Packer, tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff\x9b2J\xe9\n.epub")
    assert "\\xff\\x9b2J\\xe9\\n" in shows(packer, "inspect", name, codes=(5,))
    make_epub(Path(name))
    assert "\\xff\\x9b2J\\xe9\\n" in shows(packer, "inspect", name)
    assert unseen_at_a_terminal("inspect", name) == []


def test_a_message_is_escaped_once_and_a_value_stays(packer: Packer, tmp_path: Path) -> None:
    path = str(tmp_path / f"{EVIL}.epub")
    told = packer("inspect", path, "--json").fails(5).json()
    assert told["path"] == path
    assert escape_line(path) in told["error"]["message"]
    book = make_epub(tmp_path / "book.epub", title=EVIL_XML)
    title = packer("inspect", book, "--json").ok().json()["metadata"]["title"]
    assert {"\u202e", "\x9b", "\u200b"} & set(title)


def test_the_texts_in_a_release_hold_no_control_character(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub", title=EVIL_XML, author=EVIL_XML)
    packer("pack", book, *PACK, "-o", tmp_path / "out", "--note", EVIL).ok()
    texts = [each for each in (tmp_path / "out").glob("*/*") if each.suffix in (".nfo", ".diz")]
    assert len(texts) == 2
    for file in texts:
        lines = file.read_bytes().split(b"\r\n")
        assert not [byte for line in lines for byte in line if byte < 0x20 or byte == 0x7F]
        assert not [line for line in lines if line.startswith(b"FAKE: pass")]


def test_the_names_and_texts_of_a_release(packer: Packer, release: Made) -> None:
    release.forget()
    for ending in (".nfo", ".diz"):
        file = release.file(ending)
        file.write_bytes(file.read_bytes() + EVIL.encode() + b"\x1b[31mFAKE: pass\r\n")
    sfv = release.file(".sfv")
    sfv.write_bytes(sfv.read_bytes() + EVIL.encode() + b" 0\n; \x1b]0;x\x07\n\xff\x9b 00000000\n")
    with zipfile.ZipFile(release.file(".zip"), "a") as archive:
        archive.writestr(f"../{EVIL}", b"x")
        archive.writestr("\x1b[2J\x9b.txt", b"x")
        archive.comment = EVIL.encode()
    for name in (EVIL, f"{EVIL}.nfo", "\u202eofn.exe", "x" * 180 + " FAKE: pass"):
        (release.path / name).write_bytes(EVIL.encode())
    named = release.path.rename(release.path.with_name(f"x\nFAKE: pass\x1b]0;{release.path.name}"))
    shows(packer, "check", named, codes=(4,))
    shows(packer, "check", named, "--fix", "--dry-run", codes=(4,))
    assert unseen_at_a_terminal("check", named) == []
    assert unseen_at_a_terminal("check", named, "--fix", "--dry-run") == []
    assert unseen(packer("check", named, "--fix").out) == []


def test_the_manifest_of_a_release(packer: Packer, release: Made) -> None:
    (file,) = (release.path.parent / ".packer" / "manifests").iterdir()
    document = release.manifest()
    document["rule_set"] = {"id": EVIL, "profile": EVIL, "sha256": EVIL}
    document["waivers"] = {EVIL: EVIL, "pack.zip.size": EVIL}
    file.write_text(json.dumps(document))
    shows(packer, "check", release.path, codes=(0, 2, 4))
    assert unseen(packer("check", release.path, "--rules", "EBOOK-2022").err) == []


@pytest.mark.parametrize("place", ["environment", "file"])
def test_the_settings(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    if place == "file":
        value = json.dumps(EVIL)
        (tmp_path / "config.yaml").write_text(f"pack: {{group: {value}, template: {value}}}\n")
    else:
        monkeypatch.setenv("PACKER_PACK__GROUP", EVIL)
        monkeypatch.setenv("PACKER_PACK__TEMPLATE", EVIL)
    for call in (["config", "list"], ["config", "get", "pack.group"]):
        shows(packer, *call, codes=(0, 10))
    book = make_epub(tmp_path / "book.epub")
    shows(packer, "plan", book, "--source", "RETAIL", codes=(2, 4, 10))
    (tmp_path / "config.yaml").write_text(f"{json.dumps(EVIL)}: 1\n")
    shows(packer, "plan", book, codes=(10,))


def test_a_rule_set_of_somebody(packer: Packer, own_rules: Path) -> None:
    own_rules.mkdir()
    title = '"' + "".join(f"\\U{ord(char):08x}" for char in EVIL) + '"'
    head = 'schema = 1\nid = "CLUB"\nextends = "EBOOK-2022"\n'
    (own_rules / "CLUB.toml").write_text(f"{head}title = {title}\nsource = {title}\n")
    (own_rules / "CLUB.yaml").write_text(f"names:\n  {title}: [dirname.length]\n")
    (own_rules / "BROKEN.toml").write_text(head.replace("CLUB", "BROKEN") + f"{title} = {title}\n")
    for call in (["list"], ["show", "CLUB"], ["test", "CLUB"], ["test"], ["show", "BROKEN"]):
        shows(packer, "rules", *call, codes=(0, 2, 4, 10))
    shows(packer, "rules", "explain", "dirname.length", "--rules", "CLUB", codes=(0, 10))
    shows(packer, "name", "parse", EVIL, "--rules", "CLUB", codes=(4, 10))


def test_the_plugins_there_are(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Plugins.loaded.fget  # type: ignore[attr-defined]

    def evil(self: Plugins) -> Any:
        return [
            attrs.evolve(
                each, name=EVIL, source=EVIL, version=EVIL, reason=EVIL, provides={EVIL: (EVIL,)}
            )
            for each in real(self)
        ]

    monkeypatch.setattr(Plugins, "loaded", property(evil))
    assert "FAKE: pass" in shows(packer, "plugins")


def offer(number: int) -> Candidate:
    return Candidate(
        provider="x1",
        id=EVIL,
        title=EVIL,
        metadata=BookMetadata(title=EVIL, authors=(EVIL,), year=2020),
        url=f"https://x1.example/{EVIL}",
        images=(ImageLink(url=f"https://x1.example/{EVIL}{number}", kind=EVIL),),
    )


def test_the_answers_of_a_provider(
    packer: Packer, tmp_path: Path, use_providers: Callable[..., list[StandInProvider]]
) -> None:
    book = make_epub(tmp_path / "book.epub", title="The Tide Tables")
    said = ProviderDown(provider="x2", reason=EVIL, status=500, said=EVIL)
    use_providers(
        StandInProvider(id="x1", offers=(offer(1), offer(2))), StandInProvider(id="x2", error=said)
    )
    assert "FAKE: pass" in shows(packer, "inspect", book, "--enrich")
    shows(packer, "plan", book, *PACK[:4], "--enrich")
    assert "FAKE: pass" in shows(packer, "providers", "test", codes=(7,))
    shows(packer, "providers", "list")


def record(packer: Packer, tmp_path: Path) -> None:
    packer("pack", make_epub(tmp_path / "book.epub"), *PACK, "-o", tmp_path / "out").ok()


def test_the_log_of_a_job(packer: Packer, tmp_path: Path) -> None:
    record(packer, tmp_path)
    (log,) = (tmp_path / "data" / "logs").iterdir()
    lines = [
        {"time": EVIL, "level": EVIL, "event": EVIL, "message": EVIL, "stage": EVIL},
        {"time": 5, "message": [EVIL], EVIL: {EVIL: EVIL}},
        {"time": "9999-12-31T23:59:59+00:00", "message": None},
    ]
    more = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    log.write_bytes(log.read_bytes() + more.encode() + b"\x1b]0;no json\x07\n\xff\xfe\n")
    assert "FAKE: pass" in shows(packer, "jobs", "logs")
    assert unseen_at_a_terminal("jobs", "logs") == []
    bundle = tmp_path / "b.zip"
    packer("jobs", "bundle", "last", "-o", bundle).ok()
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            assert unseen(archive.read(name).decode()) == [], name


def test_a_log_is_written_without_a_raw_character(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / f"{EVIL}.epub")
    packer("pack", book, *PACK, "-o", tmp_path / "out", "--waive", f"dirname.length={EVIL}")
    (log,) = (tmp_path / "data" / "logs").iterdir()
    data = log.read_bytes()
    assert data.isascii()
    assert b"\x7f" not in data
    assert not [byte for byte in data if byte < 0x20 and byte != 0x0A]


def every_error(kind: type[PackerError] = PackerError) -> list[type[PackerError]]:
    return [kind, *(each for child in kind.__subclasses__() for each in every_error(child))]


def test_every_error_as_it_is_printed(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in every_error():

        def fail(kind: type[PackerError] = kind) -> None:
            raise kind(**dict.fromkeys(kind.declared, EVIL))

        monkeypatch.setattr("packer_core.settings.config_path", fail)
        monkeypatch.setattr("packer_cli.commands.config.path.config_path", fail)
        for call in (["config", "path"], ["config", "list"], ["config", "list", "--json"]):
            done = packer(*call)
            assert unseen(done.out + done.err) == [], kind
            assert len(done.err.splitlines()) == 1, done.err


@pytest.mark.parametrize(
    "call",
    [
        "plan x --nfo-language EVIL",
        "plan x --volume-size EVIL",
        "plan x --set EVIL",
        "plan x --EVIL",
        "plan x --type EVIL",
        "plan x --rules EVIL",
        "plan x --record EVIL/x",
        "check x --receiver EVIL",
        "jobs list --status EVIL",
        "jobs list --since EVIL",
        "releases fix --as EVIL",
        "config path EVIL",
        "rules EVIL",
        "EVIL",
    ],
)
def test_a_call_that_is_wrong(packer: Packer, call: str) -> None:
    done = packer(*(each.replace("EVIL", EVIL) for each in call.split()))
    assert unseen(done.out + done.err) == []
    assert done.code in {2, 5}, done.err
    assert done.err


@pytest.mark.parametrize("name", ["PACKER_LANGUAGE", "LANG", "LC_ALL", "PACKER_CONFIG"])
def test_the_environment(packer: Packer, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, f"{EVIL}/x")
    shows(packer, "config", "list", codes=(0, 10))
    assert unseen(packer("config", "path").ok().out) == []


def test_an_editor_that_is_not_there(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", f"/nowhere/{EVIL}")
    done = packer("config", "edit")
    assert unseen(done.out + done.err) == []
    assert "/nowhere/" in done.err


def test_links_and_folders(packer: Packer, tmp_path: Path) -> None:
    (tmp_path / f"{EVIL}.epub").symlink_to(tmp_path / f"{EVIL}2")
    (tmp_path / f"folder{EVIL}").mkdir()
    (tmp_path / f"folder{EVIL}" / f"{EVIL}.epub").write_bytes(b"no book")
    (tmp_path / f"folder{EVIL}" / f"{EVIL}.mkv").write_bytes(b"no film")
    for call in ("inspect", "plan", "check"):
        for path in (tmp_path / f"{EVIL}.epub", tmp_path / f"folder{EVIL}"):
            shows(packer, call, path, codes=(2, 3, 4, 5))
