"""Damaged documents of ours and of users: names, rules, settings, templates, records, replies."""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve, frozen

from packer_core import plugins
from packer_core.archives.sfv import parse_sfv
from packer_core.errors import PackerError
from packer_core.formats import yaml as yaml_text
from packer_core.http.answers import Kept, Recording, Replay, Slot
from packer_core.http.response import Response
from packer_core.library.available import rule_sets
from packer_core.nfo.apart.process import RenderProcess
from packer_core.nfo.decode import decode_text
from packer_core.nfo.variables import nfo_variables
from packer_core.rules.cases.files import read_cases
from packer_core.rules.parsing.loading import load_rule_set
from packer_core.run import Run
from packer_core.settings import Settings, load_settings
from packer_core.stages.plan.name import judge_name
from packer_core.values import BookMetadata, JobFilter
from tests.support.corpus import CONTRACTS, ROOT
from tests.support.mutations import mutate, mutate_text
from tests.support.rule_sets import CASES, CHECK_IDS, CHECKS, SHIPPED, TEXTS

Damage = Callable[[bytes, Random, Sequence[bytes]], bytes]


@frozen(kw_only=True)
class Family:
    """Documents of a kind: examples, how they are damaged, how the product looks at them."""

    kind: str
    seeds: tuple[bytes, ...]
    look: Callable[[Path, Run], Any]
    damage: Damage = mutate_text
    suffix: str = ".txt"


def families(folder: Path) -> Iterator[Family]:
    """All families; what they need is made in ``folder``."""
    names = tuple(_names())
    yield Family(kind="name", seeds=names, look=_name, damage=mutate_name)
    texts = tuple(text.encode() for text in TEXTS.values())
    yield Family(kind="rule set", seeds=texts, look=_rules, suffix=".toml")
    cases = tuple(text.encode() for text in CASES.values())
    yield Family(kind="cases", seeds=cases, look=_cases, suffix=".yaml")
    yield Family(kind="config", seeds=_CONFIGS, look=_config, suffix=".yaml")
    yield Family(kind="template", seeds=tuple(_templates()), look=_template, suffix=".j2")
    yield Family(kind="text", seeds=_TEXTS, look=_text, damage=mutate)
    yield Family(kind="rows", seeds=(_store(folder),), look=_rows, damage=mutate_rows, suffix=".db")
    answers = (_recording(folder),)
    yield Family(
        kind="recording", seeds=answers, look=_replay, damage=mutate_recording, suffix=".answers"
    )
    if CONTRACTS.is_dir():
        yield Family(kind="reply", seeds=(b"0",), look=_reply, damage=_any_number)


# Names.


def _names() -> Iterator[bytes]:
    for text in CASES.values():
        for line in text.splitlines():
            word = line.strip().strip("\"'").partition(":")[0].strip("\"'")
            if word.count(".") > 2 and "-" in word:
                yield word.encode()


def mutate_name(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Words of a name in another order, twice, from another name, or none at all."""
    words = data.split(b".")
    for _ in range(rng.choice((1, 1, 2, 4))):
        way, at = rng.randrange(4), rng.randrange(len(words) + 1)
        if way == 0:
            rng.shuffle(words)
        elif way == 1 and words:
            words.pop(min(at, len(words) - 1))
        else:
            words.insert(at, rng.choice([*_ODD_WORDS, *rng.choice([*others, data]).split(b".")]))
    return b".".join(words)


_ODD_WORDS = (
    b"", b"S01E01E02", b"2019", b"-", b"\xff", "é海\u202e".encode(), b"S9999E9999", b"9" * 400,
    b"a-b-c", b"(x)", b"x" * 300,
)  # fmt: skip


def _name(path: Path, run: Run) -> None:
    text = path.read_bytes().decode("utf-8", "surrogateescape")[:2000]
    judge_name(text, tuple(rule_sets(run.settings).values()), CHECKS)


# Rules, settings, templates.


def _rules(path: Path, _run: Run) -> None:
    load_rule_set(path.read_bytes(), path.name, CHECK_IDS, TEXTS)


def _cases(path: Path, _run: Run) -> None:
    for metadata in SHIPPED.metadata.values():
        with contextlib.suppress(PackerError):
            read_cases(path.read_bytes(), path.name, metadata)
    read_cases(path.read_bytes(), path.name)


_CONFIGS = (
    b"pack:\n  group: DEMO\n  fsync: false   # slow\nenrichment:\n  enabled: false\n",
    b"a: &a {x: 1}\nb: {<<: *a}\nlanguage: fr\njobs.retention_days: 30\n",
    b"providers:\n  omdb:\n    base_url: 'http://u:p@host/'\nrules: {profile: strict}\n",
    b'pack.template: "book-nfo-en"\npack: {volume_size: 5000000, nfo_language: "fr"}\n',
)


def _config(path: Path, _run: Run) -> None:
    path.chmod(0o600)
    load_settings({"PACKER_CONFIG": str(path)})
    yaml_text.changed(path, path.read_text(encoding="utf-8"), "pack.group", "NEW")


def _templates() -> Iterator[bytes]:
    for file in sorted(ROOT.glob("packages/*/src/*/templates/*.j2")):
        yield file.read_bytes()
    yield b"{{ title | wrap(40) | join('\n') }}{% for a in authors %}{{ a }}{% endfor %}"


def _template(path: Path, _run: Run) -> None:
    work = BookMetadata(title="The Tide Tables", authors=("Maren Quill",), pages=120)
    variables = nfo_variables(work, dirname="X.2024-DEMO", group="DEMO")
    source = path.read_bytes().decode("utf-8", "replace")
    with RenderProcess() as process:
        process.render(source, variables, "nfo")


# Texts of releases.

_TEXTS = (
    b"; a comment\r\nabcdef01.zip 12345678\r\nabcdef02.zip deadbeef\r\n",
    b"./disk01.rar 00000000\nfolder\\disk02.rar ffffffff\n",
    b"\xff\xfe" + "a.rar 12345678\r\n".encode("utf-16-le"),
    b"\xdb\xdb\xb0 Title: x \xb0\xdb\xdb\r\nISBN: 978-0-14-032872-1\r\n\x1aSAUCE00" + bytes(120),
    b"Maren Quill - The Tide Tables\r\nDISK: [01/03]\r\n",
)


def _text(path: Path, _run: Run) -> None:
    parse_sfv(path.read_bytes())
    decode_text(path.read_bytes())


# The store.

_STRANGE: tuple[Any, ...] = (
    None, "", "{", "[]", "null", '{"schema": 1}', "x" * 3000, -1, 1 << 62, 1.5, b"\xff\x00",
    "9999-99-99", "2026-01-01 00:00:00.000000", "\x1b]0;x\x07", "../../x", "/etc/passwd", "\ud800",
    "failed", "running", "NaN", "[" * 3000,
)  # fmt: skip


def _store(folder: Path) -> bytes:
    file = folder / "rows.db"
    versions = sorted((ROOT / "tests" / "data" / "store").iterdir())
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript((versions[-1] / "packer.sql").read_text())
    return file.read_bytes()


def mutate_rows(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """A database in which some values are others."""
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    tables = [
        row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    for _ in range(rng.choice((1, 1, 2, 6))):
        table = rng.choice([name for name in tables if not name.startswith("sqlite_")])
        column = rng.choice(list(database.execute(f"PRAGMA table_info({table})")))[1]
        value = rng.choice(_STRANGE)
        with contextlib.suppress(sqlite3.Error, UnicodeEncodeError, OverflowError):
            database.execute(f"UPDATE {table} SET {column} = ?", (value,))
    database.commit()
    return database.serialize()


# Recordings of answers.

_SLOT = Slot(provider="omdb", request="GET /?t=Tides")


def _recording(folder: Path) -> bytes:
    file = folder / "answers.db"
    reply = Response(url="https://example.org/", status=200, body=b"{}" * 90, content_type="a/b")
    for number in range(4):
        slot = evolve(_SLOT, request=f"GET /?t={number}") if number else _SLOT
        Recording(file).keep(slot, Kept(reply=reply))
    return file.read_bytes()


def mutate_recording(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """A recording whose bytes, or whose values, are others."""
    return rng.choice((mutate, mutate_rows))(data, rng, others)


def _replay(path: Path, _run: Run) -> None:
    for look in (lambda: Replay(path).find(_SLOT, 60.0), lambda: Replay(path).holds("omdb")):
        with contextlib.suppress(PackerError):
            look()
    with contextlib.suppress(PackerError):
        Recording(path).keep(_SLOT, Kept(reply=Response(url="https://x/", status=200, body=b"{}")))


def _rows(path: Path, run: Run) -> None:
    from packer_core.jobs import maintenance
    from packer_core.jobs.bundle import write_bundle
    from packer_core.jobs.installation import Installation
    from packer_core.store import jobs as records
    from packer_core.store import releases as stored
    from packer_core.store.database.opening import open_database
    from packer_core.store.secrets.credentials import list_secrets

    folder = path.parent / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(path, folder / "packer.db")
    settings = Settings(values={"data.folder": str(folder)})
    database = open_database(settings)
    try:
        installation = Installation(database=database, settings=settings)
        with contextlib.closing(sqlite3.connect(folder / "packer.db")) as plain:
            ids = [str(row[0]) for row in plain.execute("SELECT id FROM jobs")]
            releases = [str(row[0]) for row in plain.execute("SELECT id FROM releases")]
        looks: list[Callable[[], object]] = [
            lambda: records.list_jobs(database, JobFilter()),
            lambda: stored.list_releases(database, stored.ReleaseFilter()),
            lambda: list_secrets(database),
            lambda: maintenance.due_jobs(database),
            lambda: maintenance.settle_lost(database),
            *(lambda each=each: records.documents(database, each) for each in ids),
            *(lambda each=each: stored.release_documents(database, each) for each in releases),
            *(
                lambda each=each, n=n: write_bundle(installation, each, path.parent / f"b{n}.zip")
                for n, each in enumerate(ids)
            ),
            lambda: maintenance.forget_old(database, 1),
        ]
        for look in looks:
            with contextlib.suppress(PackerError):
                look()
    finally:
        database.close()


# Replies of providers.


def _any_number(_data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    return json.dumps(rng.randrange(1 << 32)).encode()


def _reply(path: Path, run: Run) -> None:
    from packer_core.http import Network
    from packer_core.redaction import Secret
    from tests.corpus.test_mutated_replies import REPLIES, Replaying, queries

    chance = Random(int(path.read_bytes()))
    provider = chance.choice(sorted(REPLIES))
    enricher = plugins.for_settings(run.settings).enrichers()[provider]
    plain = Network().service(enricher.about, secrets={"api_key": Secret("0123456789abcdef")})
    service = Replaying.__new__(Replaying)
    service.__dict__.update(plain.__dict__)
    folder, service.table = REPLIES[provider]
    service.folder, service.chance = CONTRACTS / folder, chance  # type: ignore[assignment]
    for query in queries(enricher.kinds):
        for each in list(enricher.lookup(query, service))[:2]:
            enricher.complete(each, query, service)
