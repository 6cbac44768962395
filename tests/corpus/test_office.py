"""What office files say, against what other tools say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import InputRefused, Protected
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.values import Description, DocumentMetadata, PackRequest, Source

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

#: Where we say something else than the tools, and why.
EXPLAINED = {
    ("testWORD_multi_authors.docx", "authors"): "one field holds three names between semicolons",
    ("testRTFJapanese.rtf", "title"): "the tool reads the fallback, we the title in Unicode",
}


def described(path: Path) -> Description:
    request = PackRequest(sources=(Source(path=str(path)),), kind="DOCS")
    return inspect(request, Run(settings=Settings()))


def agreed(corpus: Path) -> list[tuple[str, str, Any]]:
    """Each value on which the tools agree: file, field, value."""
    files = json.loads((corpus / "expected.json").read_text("utf-8"))["files"]
    return [
        (name, field, said["value"])
        for name, facts in files.items()
        if facts["kind"] == "office"
        for field, said in facts.get("expect", {}).items()
        if "value" in said
    ]


def same(metadata: DocumentMetadata, field: str, value: Any) -> bool:
    if field == "date":
        return str(metadata.published) == value[:10].replace(":", "-")
    if field == "language":
        return {"eng": "en", "fre": "fr", "fra": "fr"}.get(value, value) == metadata.language
    if field == "page_count":
        return bool(metadata.pages == value)
    if field == "authors":
        return list(metadata.authors) == value
    return bool(getattr(metadata, field) == value)


def test_office_files_say_what_the_tools_agree_on(corpus: Path) -> None:
    values = agreed(corpus)
    assert len(values) > 30
    wrong = set()
    for name, field, value in values:
        metadata = described(corpus / name).metadata
        assert isinstance(metadata, DocumentMetadata)
        if not same(metadata, field, value):
            wrong.add((Path(name).name, field))
    assert wrong == set(EXPLAINED)


def test_protected_files_are_refused_by_the_scheme(corpus: Path) -> None:
    files = sorted((corpus / "office-encrypted").iterdir())
    assert files
    for path in files:
        protection = described(path).protection
        assert protection is not None
        assert "encryption" in protection.scheme
    assert issubclass(Protected, InputRefused)


def test_malformed_files_are_refused(corpus: Path) -> None:
    files = sorted((corpus / "office-malformed").iterdir())
    assert files
    for path in files:
        with pytest.raises(InputRefused):
            described(path)
