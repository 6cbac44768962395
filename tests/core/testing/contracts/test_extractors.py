"""A reader that breaks its contract is told so in a sentence."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import Cancelled, Unreadable
from packer_core.plugins import Plugins
from packer_core.run import Run
from packer_core.testing import ExtractorContract
from packer_core.values import BookMetadata, Extraction, Finding, Severity, WorkMetadata
from tests.support.contracts import assert_told, names_of_tests, run_test

MAGIC = b"TIDE"


class TideReader:
    """Reads files that begin with a word, and have a title behind it."""

    id = "tide"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        return 50 if head.startswith(MAGIC) else None

    def extract(self, path: Path, run: Run) -> Extraction:
        run.checkpoint()
        with path.open("rb") as file:
            head = file.read(4096)
        if not head.startswith(MAGIC) or len(head) < 10:
            raise Unreadable(path=str(path), reason="no tide")
        title = head[4:].decode("ascii", "replace").strip("\0")
        return self.made(path, BookMetadata(title=title), lambda: title)

    def made(
        self, path: Path, metadata: WorkMetadata, excerpt: Callable[[], Any] | None
    ) -> Extraction:
        return Extraction(format="tide", metadata=metadata, excerpt=excerpt)


class WithoutExtract:
    id = "half"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        return None


class Nameless(TideReader):
    id = ""


class Kindless(TideReader):
    kind = "MUSIC"


class Greedy(TideReader):
    def score(self, path: Path, head: bytes) -> int | None:
        return 1


class Shy(TideReader):
    def score(self, path: Path, head: bytes) -> int | None:
        return None


class Sure(TideReader):
    def score(self, path: Path, head: bytes) -> int | None:
        return True if head.startswith(MAGIC) else None


class Trusting(TideReader):
    def score(self, path: Path, head: bytes) -> int | None:
        return head[3] if head.startswith(MAGIC[:1]) else None


class OfAnotherKind(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        return Extraction(format="tide", metadata=WorkMetadata())


class OfAnotherType(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        return Extraction(format="tide", metadata=BookMetadata(authors="Ann"))  # type: ignore[arg-type]


class OfNoField(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        return Extraction(format="tide", metadata=metadata, origins={"heading": "name"})


class Wordless(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        finding = Finding(id="tide.low", severity=Severity.INFO)
        return Extraction(format="tide", metadata=metadata, findings=(finding,))


class Fickle(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        return Extraction(format="tide", metadata=BookMetadata(title=str(time.monotonic_ns())))


class Talkative(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        return super().made(path, metadata, lambda: "x" * 65_537)


class Untidy(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        path.with_suffix(".cache").write_bytes(b"x")
        return super().made(path, metadata, excerpt)


class Improving(TideReader):
    def made(self, path: Path, metadata: WorkMetadata, excerpt: Any) -> Extraction:
        path.write_bytes(path.read_bytes() + b"!")
        return super().made(path, metadata, excerpt)


class Careless(TideReader):
    def extract(self, path: Path, run: Run) -> Extraction:
        return self.made(path, BookMetadata(title=chr(path.read_bytes()[4])), None)


class Silent(TideReader):
    def extract(self, path: Path, run: Run) -> Extraction:
        return None  # type: ignore[return-value]


class Slow(TideReader):
    over = threading.Event()

    def extract(self, path: Path, run: Run) -> Extraction:
        self.over.wait(30)
        return super().extract(path, run)


class Hungry(TideReader):
    def extract(self, path: Path, run: Run) -> Extraction:
        data = path.read_bytes()
        return self.made(path, BookMetadata(title=data[4:9].decode("ascii", "replace")), None)


class Deaf(TideReader):
    def extract(self, path: Path, run: Run) -> Extraction:
        try:
            return super().extract(path, run)
        except Cancelled:
            return self.made(path, BookMetadata(), None)


BROKEN: list[tuple[type, str, str]] = [
    (WithoutExtract, "test_it_is_an_extractor", "WithoutExtract .* lacks a member of Extractor"),
    (Nameless, "test_it_is_an_extractor", "the id is empty"),
    (Kindless, "test_it_is_an_extractor", "tide reads for MUSIC: no plugin brings that kind"),
    (
        Greedy,
        "test_it_declines_what_is_not_its_own",
        "score answers 1 for a program: it has to decline, by None",
    ),
    (Shy, "test_it_knows_its_own_files", "score declines a.tide, which it reads"),
    (
        Sure,
        "test_its_score_is_a_number_or_nothing_for_any_bytes",
        "score answers True for a.tide .*: a whole number, or None",
    ),
    (
        Trusting,
        "test_its_score_is_a_number_or_nothing_for_any_bytes",
        "score of a.tide raises IndexError",
    ),
    (
        OfAnotherKind,
        "test_it_describes_its_own_files",
        "extract makes WorkMetadata of a.tide: EBOOK has BookMetadata",
    ),
    (
        OfAnotherType,
        "test_it_describes_its_own_files",
        r"extract of a.tide: .*BookMetadata.authors is 'Ann' where tuple\[str, ...\] belongs",
    ),
    (
        OfNoField,
        "test_it_describes_its_own_files",
        "origins names heading, no field of the metadata",
    ),
    (Wordless, "test_what_it_finds_has_a_text", "the finding tide.low has no text"),
    (
        Fickle,
        "test_it_says_the_same_each_time",
        "extract says of a.tide something else the second time",
    ),
    (
        Talkative,
        "test_an_excerpt_is_the_beginning_of_a_text",
        "the excerpt of a.tide has 65537 characters",
    ),
    (
        Untidy,
        "test_it_leaves_the_file_alone_and_nothing_beside_it",
        r"extract leaves files beside a.tide: \['a.cache', 'a.tide'\]",
    ),
    (
        Improving,
        "test_it_leaves_the_file_alone_and_nothing_beside_it",
        "extract changes a.tide",
    ),
    (
        Careless,
        "test_a_broken_file_is_described_or_refused",
        r"extract of a.tide cut off after 0 bytes raises IndexError \(.*\): InputRefused is",
    ),
    (
        Silent,
        "test_a_broken_file_is_described_or_refused",
        "extract of a.tide cut off after 0 bytes answers None, no Extraction",
    ),
    (
        Slow,
        "test_a_broken_file_is_described_or_refused",
        "extract of a.tide .* is not done within 0.2 seconds",
    ),
    (
        Hungry,
        "test_a_huge_file_is_not_read_into_memory",
        "extract of a.tide with [0-9]+ bytes takes [0-9]+ bytes of memory",
    ),
    (
        Deaf,
        "test_it_can_be_stopped",
        "extract goes on with a.tide after checkpoint raised Cancelled",
    ),
]


class Small(ExtractorContract):
    """Broken readers need not eat a gigabyte."""

    HUGE = 128 << 20


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "samples").mkdir()
    path = tmp_path / "samples" / "a.tide"
    path.write_bytes(MAGIC + b"Low and high water" * 9)
    return path


@pytest.mark.parametrize(("reader", "test", "sentence"), BROKEN)
def test_what_is_broken_is_told(
    tmp_path: Path,
    sample: Path,
    loaded_plugins: Plugins,
    reader: type,
    test: str,
    sentence: str,
) -> None:
    (tmp_path / "work").mkdir()
    facts = {
        "provider": reader(),
        "samples": [sample],
        "loaded_plugins": loaded_plugins,
        "tmp_path": tmp_path / "work",
    }
    contract = Small()
    contract.SECONDS = 0.2 if reader is Slow else 30
    Slow.over.clear()
    assert_told(contract, test, sentence, **facts)
    Slow.over.set()


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN} == set(names_of_tests(ExtractorContract))


def test_a_reader_in_order_passes(tmp_path: Path, sample: Path, loaded_plugins: Plugins) -> None:
    for number, test in enumerate(names_of_tests(ExtractorContract)):
        folder = tmp_path / str(number)
        folder.mkdir()
        facts = {"samples": [sample], "loaded_plugins": loaded_plugins, "tmp_path": folder}
        run_test(ExtractorContract(), test, provider=TideReader(), **facts)


def test_without_samples_a_test_is_skipped() -> None:
    with pytest.raises(pytest.skip.Exception, match="nothing to try it on: set samples = "):
        ExtractorContract().test_it_knows_its_own_files(TideReader(), [])
