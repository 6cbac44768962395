"""Shows damaged files to the product in processes of their own, and judges how it takes them."""

import multiprocessing
import os
import resource
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from attrs import evolve, frozen

from packer_core.archives.reading.extractors import installed_extractor
from packer_core.errors import PackerError, PluginFailed
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.check.stage import check
from packer_core.stages.inspect.stage import inspect
from packer_core.testing import content, make_sources
from packer_core.values import Event, PackRequest, Source, Warned
from packer_plugins_tv.sample import Wanted, cut_matroska
from tests.support import fuzz_documents
from tests.support.fuzz_documents import Family
from tests.support.mutations import mutate, mutate_release
from tests.support.packing import pack

#: What one damaged file may cost: address space and growth in bytes, seconds.
ADDRESS_SPACE = 1 << 30
GROWTH = 256 << 20
SECONDS = 2
ALARM = 12
#: The same where programs of others may be asked, each with a time of its own.
ALARM_OUTSIDE = 60
#: Seconds after which a worker that answers nothing is taken for dead; its alarm did not ring.
SILENCE = 75

_BOOKS = ("epub", "epub-opf", "epub-malformed", "drm-markers", "epub-encryption-markers")
_OTHERS = ("pdf", "pdf-encrypted", "pdf-malformed", "mobi", "comic", "office", "office-malformed")
#: Videos that samples are cut of without any program.
_CUT = (".mkv", ".webm")
#: Kinds of videos in the corpus.
_FILMS = frozenset({"avi", "flv", "mkv", "mp4", "ps", "ts", "webm"})
#: Larger files cost more to damage than they can show.
_LARGEST = 600_000


class TimeUp(BaseException):
    """The alarm; no ``except Exception`` of the product may swallow it."""


@frozen(kw_only=True)
class Targets:
    """What is damaged: files by their family, and whole releases."""

    families: tuple[tuple[Path, ...], ...]
    releases: tuple[Path, ...]
    documents: tuple[Family, ...] = ()


@frozen(kw_only=True)
class Verdict:
    """What became of one damaged input. ``trouble`` is empty where all is well."""

    seed: int
    kind: str
    outcome: str
    input: Path
    seconds: float = 0.0
    trouble: str = ""


def find_targets(corpus: Path, folder: Path) -> Targets:
    """The targets in the corpus, and releases made in ``folder``."""
    books = tuple(path for kind in _BOOKS for path in _files(corpus / kind))
    every = _files(corpus / "video")
    films = tuple(path for path in every if path.suffix in _CUT)
    others = tuple(path for path in every if path.suffix not in _CUT)
    pages = _made_pages(folder)
    families = (books, *(_files(corpus / kind) for kind in _OTHERS), films, others, pages)
    made = [_made_release(folder), _made_set(folder, "rar"), _made_loose(corpus, folder)]
    sets = sorted(path for path in (corpus / "rar-sets").iterdir() if path.is_dir())
    return Targets(
        families=tuple(family for family in families if family),
        releases=(*made, *sets),
        documents=tuple(fuzz_documents.families(folder)),
    )


#: Texts of the forms that documents have, beside those of the corpus.
_PAGES = {
    "page.html": "<html><head><title>A &#xE9; page</title><meta name=author content='Ann Wren'>"
    "</head><body><h1>Tides</h1><p>Some text of a page.</p></body></html>",
    "page.md": "---\ntitle: Tides\nauthor: [Ann Wren, Bo Li]\ndate: 2024-03-20\n---\n# Tides\n",
    "page2.md": "+++\ntitle = 'Tides'\nauthor = {name = 'Ann'}\n+++\nSome text.\n",
    "page.txt": "Tides\n\nBy Ann Wren\n\nSome text, 2024. https://example.org/10.1000/182\n" * 9,
    "page.rtf": r"{\rtf1\ansi\ansicpg1252{\info{\title Tides}{\author Ann \u233?}}Some text\par}",
}


def _made_pages(folder: Path) -> tuple[Path, ...]:
    place = folder / "pages"
    place.mkdir()
    for name, text in _PAGES.items():
        (place / name).write_text(text)
    return tuple(place / name for name in _PAGES)


def _files(folder: Path) -> tuple[Path, ...]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(path for path in found if 0 < path.stat().st_size <= _LARGEST)


def _made_release(folder: Path) -> Path:
    from packer_core import pack as pack_release
    from packer_core import prepare
    from tests.support.books import make_epub

    book = make_epub(folder / "book.epub", ballast=60_000)
    request = PackRequest(
        sources=(Source(path=str(book)),),
        output=str(folder / "releases"),
        group="DEMO",
        fields={"source": "RETAIL"},
        volume_size=30_000,
        waivers={"pack.zip.size": "small on purpose"},
    )
    run = Run(settings=Settings())
    return Path(pack_release(prepare(request, run), run).path)


def _made_set(folder: Path, shape: str) -> Path:
    root = folder / "releases" / "Some.Show.S01E02.1080p.WEB.H264-DEMO"
    sources = make_sources(folder / "sources", {"show.mkv": content(70_000), "a.txt": b"a" * 99})
    pack(root, sources, 20_000, shape=shape)
    (root / "set.nfo").write_bytes(b"\xdb\xb0 Some Show \xb0\xdb\r\n" * 30)
    return root


def _made_loose(corpus: Path, folder: Path) -> Path:
    """A folder of every archive and text of the corpus."""
    root = folder / "releases" / "Ada.Example.Loose.Pages.2020.RETAIL.ePUB.eBook-DEMO"
    root.mkdir(exist_ok=True)
    for path in [*_files(corpus / "rar"), *_files(corpus / "nfo-sfv")]:
        shutil.copyfile(path, root / path.name)
    return root


def fuzz(
    targets: Targets, seeds: Iterable[int], folder: Path, workers: int = 2
) -> Iterator[Verdict]:
    """A verdict a seed, in the order in which they come; ``folder`` takes the damaged inputs.

    The input of a verdict without trouble is gone again.
    """
    waiting = iter(seeds)
    crew = [_Worker(targets, folder / f"worker{number}") for number in range(workers)]
    try:
        idle = [worker for worker in crew if not worker.give(next(waiting, None))]
        busy = [worker for worker in crew if worker not in idle]
        while busy:
            # A worker that died closes its end, which wakes us too.
            ready = wait([worker.answers for worker in busy], timeout=1)
            for worker in list(busy):
                if worker.answers not in ready and not worker.is_silent():
                    continue
                yield worker.verdict()
                if not worker.give(next(waiting, None)):
                    busy.remove(worker)
    finally:
        for worker in crew:
            worker.stop()


class _Worker:
    """A process that judges one seed at a time, and is replaced when it dies."""

    def __init__(self, targets: Targets, folder: Path) -> None:
        self._targets, self._folder = targets, folder
        self._start()

    def _start(self) -> None:
        # Fork, so that hundreds of modules are not imported again by every worker.
        context = multiprocessing.get_context("fork")
        self.answers, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(self._targets, self._folder, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def give(self, seed: int | None) -> bool:
        """Let it work on a seed; whether there was one."""
        if seed is None:
            return False
        self._seed, self._since = seed, time.monotonic()
        self.answers.send(seed)
        return True

    def is_silent(self) -> bool:
        return time.monotonic() - self._since > SILENCE

    def verdict(self) -> Verdict:
        """Its answer, or what its death says."""
        seconds = time.monotonic() - self._since
        try:
            if self.answers.poll(0):
                answer: Verdict = self.answers.recv()
                return answer
            trouble = f"no answer for {seconds:.0f} s: stuck where no signal is heard"
        except EOFError:
            self._process.join(SILENCE)
            trouble = f"the process died, exit code {self._process.exitcode}"
        self.stop()
        self._start()
        place = self._folder / str(self._seed)
        return Verdict(
            seed=self._seed,
            kind="?",
            outcome="died",
            input=place,
            seconds=seconds,
            trouble=trouble,
        )

    def stop(self) -> None:
        self.answers.close()
        self._process.kill()
        self._process.join(SILENCE)


def _address_space() -> int:
    """Bytes that this fork of a test run has already: none of them is the work's."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _work(targets: Targets, folder: Path, questions: "Connection[Any, Any]") -> None:
    limit = _address_space() + ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    signal.signal(signal.SIGALRM, _ring)
    path = os.environ.get("PATH", "")
    while True:
        try:
            seed = questions.recv()
        except EOFError:
            return
        # Half of the inputs are shown with the programs of others at hand that expand RAR.
        os.environ["PATH"] = path if seed % 2 else ""
        installed_extractor.cache_clear()
        questions.send(judge(targets, seed, folder / str(seed)))


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUp


def judge(targets: Targets, seed: int, folder: Path) -> Verdict:
    """Make the damaged input of a seed in ``folder`` and show it to the product, in this process.

    The limits that only a process has are those of the caller.
    """
    rng = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    share = rng.random()
    if targets.documents and share < 0.4:
        kind, path = _make_document(targets, rng, folder)
    else:
        make = _make_release if share < 0.55 and targets.releases else _make_file
        kind, path = make(targets, rng, folder)
    looks = {**_LOOKS, **{each.kind: each.look for each in targets.documents}}
    look = looks.get(kind, _inspect)
    verdict = _show(Verdict(seed=seed, kind=kind, outcome="", input=path), look)
    if not verdict.trouble:
        shutil.rmtree(folder)
    return verdict


def _make_file(targets: Targets, rng: Random, folder: Path) -> tuple[str, Path]:
    family = rng.choice(targets.families)
    source = rng.choice(family)
    others = [rng.choice(family).read_bytes() for _ in range(2)]
    path = folder / f"damaged{source.suffix}"
    path.write_bytes(mutate(source.read_bytes(), rng, others))
    if source.suffix in _CUT and rng.random() < 0.5:
        return "cut", path
    return source.suffix.lstrip(".").lower(), path


def _make_document(targets: Targets, rng: Random, folder: Path) -> tuple[str, Path]:
    family = rng.choice(targets.documents)
    source = rng.choice(family.seeds)
    path = folder / f"damaged{family.suffix}"
    path.write_bytes(family.damage(source, rng, family.seeds))
    return family.kind, path


def _make_release(targets: Targets, rng: Random, folder: Path) -> tuple[str, Path]:
    source = rng.choice(targets.releases)
    path = folder / source.name
    shutil.copytree(source, path)
    records = source.parent / ".packer"
    # Half of them keep their manifest, which may be damaged as well.
    if records.is_dir() and rng.random() < 0.5:
        shutil.copytree(records, folder / ".packer")
    others = [rng.choice(rng.choice(targets.families)).read_bytes()]
    mutate_release(rng.choice((path, path, path, folder)), rng, others)
    return "release", path


def _show(verdict: Verdict, show: Callable[[Path, Run], Any]) -> Verdict:
    warned: list[Event] = []
    run = Run(settings=Settings(), emit=warned.append)
    look = partial(show, verdict.input, run)
    before, began = _reset_peak(), time.process_time()
    alarm = ALARM_OUTSIDE if _asks_others(verdict.kind) else ALARM
    outcome, trouble = _outcome(look, alarm)
    seconds, growth = time.process_time() - began, _memory("VmHWM") - before
    failed = [event for event in warned if isinstance(event, Warned) and "failed" in event.key]
    if failed and not trouble:
        trouble = "".join(f"{event.key} {event.params}\n" for event in failed)
    if seconds > SECONDS and not trouble:
        trouble = f"took {seconds:.1f} s of processor time ({outcome})"
    if growth > GROWTH and not trouble:
        trouble = f"grew by {growth >> 20} MiB ({outcome})"
    return evolve(verdict, outcome=outcome, seconds=seconds, trouble=trouble)


def _asks_others(kind: str) -> bool:
    """Whether a process of its own works for the kind, which a busy machine lets wait.

    Videos are read in one with a limit of its own; what expands RAR is found by the path.
    """
    return kind in _FILMS or (kind == "release" and bool(os.environ.get("PATH")))


def _inspect(path: Path, run: Run) -> None:
    inspect(PackRequest(sources=(Source(path=str(path)),)), run)


def _cut(path: Path, run: Run) -> None:
    cut_matroska(path, path.with_name("sample"), Wanted(start=1, least=1, most=3), run)


_LOOKS: dict[str, Callable[[Path, Run], Any]] = {"release": check, "cut": _cut}


def _outcome(look: "partial[Any]", alarm: float) -> tuple[str, str]:
    """What came of it, and what is wrong with that."""
    try:
        signal.setitimer(signal.ITIMER_REAL, alarm)
        look()
        # Inside, because the alarm may ring at the last moment.
        signal.setitimer(signal.ITIMER_REAL, 0)
    except PackerError as error:
        # An expected error around an unexpected one is a crash that was caught at the border. Only
        # Python itself raises MemoryError; a reader's own bound may be a kind of it.
        crash = isinstance(error, PluginFailed) or type(error.__cause__) is MemoryError
        return error.code, traceback.format_exc() if crash else ""
    except TimeUp:
        return "alarm", f"still busy after {alarm} s\n{traceback.format_exc()}"
    # A border of its own: whatever comes out of the product is what is looked for.
    except BaseException as error:  # noqa: BLE001
        return type(error).__name__, traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return "described", ""


def _reset_peak() -> int:
    """Forget the highest memory use so far; the bytes in use now."""
    # Refused in some containers; growth is then seen once, which is enough to find it.
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return _memory("VmHWM")
    return _memory("VmRSS")


def _memory(field: str) -> int:
    """A field of this process's status, in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    return 0


def counts(verdicts: Sequence[Verdict]) -> str:
    """How many were tried, and what became of them, by kind."""
    lines = [f"{len(verdicts)} tried, {sum(bool(v.trouble) for v in verdicts)} failures"]
    for kind in sorted({verdict.kind for verdict in verdicts}):
        outcomes = [verdict.outcome for verdict in verdicts if verdict.kind == kind]
        shares = ", ".join(f"{name} {outcomes.count(name)}" for name in sorted(set(outcomes)))
        slowest = max(verdict.seconds for verdict in verdicts if verdict.kind == kind)
        lines.append(f"  {kind}: {len(outcomes)} ({shares}), slowest {slowest:.2f} s")
    return "\n".join(lines)
