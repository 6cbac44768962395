"""What a reader of files promises."""

import contextlib
import random
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from packer_core.errors import Cancelled, InputRefused
from packer_core.hookspecs import Extractor
from packer_core.plugins import Plugins
from packer_core.run import Run
from packer_core.testing.contracts.assertions import ask, fail, get, must, needs, of_type, within
from packer_core.testing.runs import StandInRun
from packer_core.values import Extraction

#: Bytes of a file's beginning that ``score`` gets.
_HEAD = 4096

#: Characters of a work's text that are read at most.
_EXCERPT = 65_536

_SAMPLES = "paths of files that it reads"

_ELF = b"\x7fELF\x02\x01\x01" + bytes(57)
_WASM = b"\0asm\x01\0\0\0"


class ExtractorContract:
    """What holds for every :class:`packer_core.hookspecs.Extractor`.

    ``provider`` is the extractor; ``samples`` are paths of files that it reads, which are copied:
    whole, cut off, with bytes changed, grown to a gigabyte.

    :cvar SECONDS: how long it may be at work on one file, however broken.
    :cvar HUGE: bytes that a file is grown to; half of it is more memory than reading may take.
    """

    SECONDS = 30.0
    HUGE = 1 << 30

    def test_it_is_an_extractor(self, provider: Extractor, loaded_plugins: Plugins) -> None:
        """With an id that users write, for a kind that is there."""
        must(isinstance(provider, Extractor), f"{provider!r} lacks a member of Extractor")
        must(provider.id, "the id is empty")
        told = f"{provider.id} reads for {provider.kind}: no plugin brings that kind"
        must(provider.kind in loaded_plugins.kinds(), told)

    def test_it_declines_what_is_not_its_own(self, provider: Extractor, tmp_path: Path) -> None:
        """By the contents: programs, noise and nothing at all under a name that says nothing."""
        noise = random.Random(1).randbytes(_HEAD)  # noqa: S311 - no secret
        for what, data in {
            "a program": _ELF,
            "code": _WASM,
            "noise": noise,
            "nothing": b"",
        }.items():
            path = tmp_path / "file.unknown"
            path.write_bytes(data)
            score = get("score", provider.score, path, data[:_HEAD])
            must(score is None, f"score answers {score!r} for {what}: it has to decline, by None")

    def test_it_knows_its_own_files(self, provider: Extractor, samples: Sequence[Path]) -> None:
        """Or nobody would ask it to read them."""
        needs(samples, _SAMPLES)
        for path in samples:
            told = f"score declines {path.name}, which it reads"
            must(_score(provider, path, path.read_bytes()[:_HEAD]) is not None, told)

    def test_its_score_is_a_number_or_nothing_for_any_bytes(
        self, provider: Extractor, samples: Sequence[Path], tmp_path: Path
    ) -> None:
        """Never an error: the file is nobody's yet."""
        needs(samples, _SAMPLES)
        for path in samples:
            for name, data in _broken(path):
                copy = tmp_path / path.name
                copy.write_bytes(data)
                score = _score(provider, copy, data[:_HEAD])
                told = f"score answers {score!r} for {path.name} {name}: a whole number, or None"
                must(score is None or type(score) is int, told)

    def test_it_describes_its_own_files(
        self, provider: Extractor, samples: Sequence[Path], loaded_plugins: Plugins
    ) -> None:
        """With metadata of the class of its kind; every value of the type declared."""
        needs(samples, _SAMPLES)
        kind = loaded_plugins.kinds()[provider.kind]
        for path in samples:
            found = of_type(_extract(provider, path), Extraction, f"extract of {path.name}")
            must(found.format, f"the format of {path.name} is empty")
            told = f"extract makes {type(found.metadata).__name__} of {path.name}"
            wanted = kind.metadata
            must(isinstance(found.metadata, wanted), f"{told}: {kind.id} has {wanted.__name__}")
            fields = attrs.fields_dict(type(found.metadata))
            for name in found.origins:
                must(name in fields, f"origins names {name}, no field of the metadata")

    def test_what_it_finds_has_a_text(
        self, provider: Extractor, samples: Sequence[Path], loaded_plugins: Plugins
    ) -> None:
        """Each finding is a text of the plugin's messages."""
        needs(samples, _SAMPLES)
        texts = loaded_plugins.catalogue("en")
        for path in samples:
            for finding in _extract(provider, path).findings:
                must(texts.has("finding", finding.id), f"the finding {finding.id} has no text")

    def test_it_says_the_same_each_time(self, provider: Extractor, samples: Sequence[Path]) -> None:
        """A file that did not change says what it said."""
        needs(samples, _SAMPLES)
        for path in samples:
            first, second = (_extract(provider, path) for _ in range(2))
            must(first == second, f"extract says of {path.name} something else the second time")

    def test_an_excerpt_is_the_beginning_of_a_text(
        self, provider: Extractor, samples: Sequence[Path]
    ) -> None:
        """65,536 characters at most."""
        needs(samples, _SAMPLES)
        for path in samples:
            excerpt = _extract(provider, path).excerpt
            if excerpt is not None:
                text = get(f"the excerpt of {path.name}", excerpt)
                must(isinstance(text, str), f"the excerpt of {path.name} is {type(text).__name__}")
                must(
                    len(text) <= _EXCERPT, f"the excerpt of {path.name} has {len(text)} characters"
                )

    def test_it_leaves_the_file_alone_and_nothing_beside_it(
        self, provider: Extractor, samples: Sequence[Path], tmp_path: Path
    ) -> None:
        """Neither a changed byte nor a new file."""
        needs(samples, _SAMPLES)
        for number, path in enumerate(samples):
            copy = _copied(path, tmp_path / str(number))
            before = copy.stat().st_mtime_ns
            _extract(provider, copy)
            beside = sorted(each.name for each in copy.parent.iterdir())
            must(beside == [path.name], f"extract leaves files beside {path.name}: {beside}")
            same = copy.read_bytes() == path.read_bytes() and copy.stat().st_mtime_ns == before
            must(same, f"extract changes {path.name}")

    def test_a_broken_file_is_described_or_refused(
        self, provider: Extractor, samples: Sequence[Path], tmp_path: Path
    ) -> None:
        """Empty, cut off, of another kind, with changed bytes: ``InputRefused``, nothing else."""
        needs(samples, _SAMPLES)
        for path in samples:
            for name, data in _broken(path):
                copy = tmp_path / path.name
                copy.write_bytes(data)
                self._look(provider, copy, f"{path.name} {name}")

    def test_a_huge_file_is_not_read_into_memory(
        self, provider: Extractor, samples: Sequence[Path], tmp_path: Path
    ) -> None:
        """A gigabyte of nothing behind a file takes neither the time nor the memory of that."""
        needs(samples, _SAMPLES)
        for number, path in enumerate(samples):
            copy = _copied(path, tmp_path / str(number))
            with copy.open("r+b") as file:
                file.truncate(self.HUGE)
            before = _reset_peak()
            self._look(provider, copy, f"{path.name} with {self.HUGE} bytes")
            grown = _peak() - before
            told = f"extract of {path.name} with {self.HUGE} bytes takes {grown} bytes of memory"
            must(grown < self.HUGE // 2, told)

    def test_it_can_be_stopped(self, provider: Extractor, samples: Sequence[Path]) -> None:
        """What ``checkpoint`` raises comes through as it is."""
        needs(samples, _SAMPLES)
        for path in samples:
            what = f"extract of {path.name}, stopped,"
            run = StandInRun(stop_at=1)
            got = ask(what, provider.extract, path, run, may_raise=(Cancelled,))
            told = f"extract goes on with {path.name} after checkpoint raised Cancelled"
            must(got.error is not None or not run.checkpoints, told)

    def _look(self, provider: Extractor, path: Path, what: str) -> None:
        run: Run = StandInRun()
        told = f"extract of {what}"
        got = within(
            self.SECONDS,
            told,
            lambda: ask(told, provider.extract, path, run, may_raise=(InputRefused,)),
        )
        if got.error is None and not isinstance(got.value, Extraction):
            fail(f"{told} answers {got.value!r}, no Extraction")


def _copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    return copy


def _reset_peak() -> int:
    """Forget the most memory that the process has taken, where the system can; see ``_peak``."""
    # Where it cannot, what was taken before hides what is taken now: nobody is accused wrongly.
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    """Bytes of memory that the process has taken at most until now."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _score(provider: Extractor, path: Path, head: bytes) -> object:
    return get(f"score of {path.name}", provider.score, path, head)


def _extract(provider: Extractor, path: Path) -> Extraction:
    return get(f"extract of {path.name}", provider.extract, path, StandInRun())


def _broken(path: Path) -> Iterator[tuple[str, bytes]]:
    """What becomes of a file on its way, and what has its name and is something else."""
    data = path.read_bytes()
    for size in sorted({0, 1, 16, len(data) // 2, max(len(data) - 1, 0)}):
        yield f"cut off after {size} bytes", data[:size]
    yield from (("that is a program", _ELF), ("of zeros", bytes(_HEAD)))
    yield "of noise", random.Random(2).randbytes(_HEAD)  # noqa: S311 - no secret
    for seed in range(8):
        chance, changed = random.Random(seed), bytearray(data)  # noqa: S311 - no secret
        for _ in range(min(16, len(data))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        yield f"with changed bytes ({seed})", bytes(changed)
