"""Every real book ends as a release that passes its check, or with a refusal that says why."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.cli import Outcome, Packer

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

#: What is stated where the file itself does not know it.
STATED = {
    "title": "A Work Without Title",
    "authors": "Some Author",
    "authors|publisher": "Some Author",
    "year": "2020",
}


def pack(packer: Packer, book: Path, out: Path) -> Outcome:
    """Pack a book, stating what it lacks."""
    call = ["pack", book, "--group", "DEMO", "--source", "RETAIL", "--output", out, "--json"]
    done = packer(*call)
    if done.code == 2:
        missing = done.json()["error"]["message"]
        stated = [
            argument
            for name, value in STATED.items()
            if f"--set {name.partition('|')[0]}=" in missing
            for argument in ("--set", f"{name.partition('|')[0]}={value}")
        ]
        done = packer(*call, *stated)
    return done


@pytest.mark.parametrize("folder", ["epub", "pdf", "epub-opf", "mobi", "comic"])
def test_every_book_is_packed_or_refused_with_a_reason(
    packer: Packer, corpus: Path, tmp_path: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counts: Counter[str] = Counter()
    for index, book in enumerate(sorted((corpus / folder).iterdir())):
        done = pack(packer, book, tmp_path / str(index))
        assert "Traceback" not in done.err
        if done.code:
            assert done.code == 3, f"{book.name}: {done.code} {done.err}"
            assert len(done.err.strip().splitlines()) == 1
            counts["refused"] += 1
            continue
        report = packer("check", done.json()["path"], "--json").ok().json()
        assert report["verdict"] == "pass", f"{book.name}: {report['findings']}"
        assert report["bytes_read"] == sum(file["size"] for file in done.json()["files"])
        counts["packed"] += 1
    with capsys.disabled():
        print(f"\n{folder}: {dict(counts)}")
    assert counts["packed"]


@pytest.mark.parametrize("folder", ["drm-markers", "pdf-encrypted"])
def test_every_protected_book_is_refused_by_name(
    packer: Packer, corpus: Path, tmp_path: Path, folder: str
) -> None:
    for book in sorted((corpus / folder).iterdir()):
        if "unencrypted" in book.name:
            continue
        done = pack(packer, book, tmp_path).fails(3)
        assert done.json()["error"]["code"] == "input.protected"
    assert list(tmp_path.iterdir()) == []
