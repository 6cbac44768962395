"""What the present version makes of a case, as short values and sums."""

import hashlib
import io
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from attrs import frozen

from tools.record_behaviour.cases import OWN_RULES, STATED, Case

#: 2026-01-02, for every clock and every source.
NOW = 1_767_312_000
#: Letters of a sum: enough to see that something differs.
LETTERS = 12

#: Samples that are cut without any program.
_OURS = (".mkv", ".webm")

#: The sites whose view of a release is asked for.
RECEIVERS = ("--receiver", "pzs-ng", "--receiver", "sfvbrr-book")

Facts = dict[str, Any]


@frozen
class Answer:
    """What a command said; ``document`` is ``None`` where it was not one of JSON."""

    code: int
    document: Any
    error: str


@frozen
class Packer:
    """The command line, in this process and in a folder of its own."""

    place: Path

    def __call__(self, *arguments: str | Path) -> Answer:
        from packer_cli.main import main

        out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        err = io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([str(each) for each in (*arguments, "--json")])
        text = out.buffer.getvalue().decode().replace(str(self.place), "<place>")
        return Answer(code, _json(text), err.getvalue().replace(str(self.place), "<place>"))


def _json(text: str) -> Any:
    """The document of a call, or all of them."""
    decoder, documents = json.JSONDecoder(), []
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        documents.append(document)
        text = text[end:]
    return documents[0] if len(documents) == 1 else documents


@contextmanager
def packer(place: Path) -> Iterator[Packer]:
    """A command line that knows no settings, no clock and no other programs."""
    own = {name: str(place / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    own |= {f"PACKER_{name}__FOLDER": str(place / name) for name in ("DATA", "CACHE", "RULES")}
    own |= {"PACKER_CONFIG": str(place / "none.yaml"), "SOURCE_DATE_EPOCH": str(NOW)}
    own |= {"PATH": str(place), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    (place / "RULES").mkdir()
    (place / "RULES" / "any-video.toml").write_text(OWN_RULES, encoding="utf-8")
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(own)
        yield Packer(place)
    finally:
        os.environ.clear()
        os.environ.update(before)


def observe(case: Case) -> Facts:
    """What the present version makes of a case."""
    with tempfile.TemporaryDirectory(prefix="packer-record-") as folder:
        place = Path(folder).resolve()
        with packer(place) as call:
            if case.what == "names":
                return {number: _name(call, name) for number, name in case.names().items()}
            copy = _copy(case.path, place / "in" / case.path.name)
            if case.what == "release":
                return _checked(call("check", copy, *RECEIVERS))
            return _work(call, copy, case)


def _copy(path: Path, target: Path) -> Path:
    """The file or folder with a fixed time, which its owner may write."""
    target.parent.mkdir()
    if path.is_dir():
        shutil.copytree(path, target, copy_function=shutil.copyfile)
    else:
        shutil.copyfile(path, target)
    for each in (target, *target.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
        os.utime(each, (NOW, NOW))
    return target


def _name(call: Packer, name: str) -> str:
    answer = call("name", "parse", name)
    return f"{answer.code} {_sum(answer.document)}"


def _work(call: Packer, copy: Path, case: Case) -> Facts:
    """A description, and a release if it is one of something that can be packed."""
    facts = {"inspect": _described(call("inspect", copy, *_kind_of(case)))}
    tried: list[str] = []
    for options in case.ways:
        volume = max(20_000, sum(path.stat().st_size for path in _files(copy)) // 3)
        stated = ["--group", "DEMO", "--volume-size", str(volume), *options]
        answer = _packed(call, copy, stated)
        if answer.code == 0:
            facts["pack"] = _release(answer.document, call.place / "out")
            facts["pack"]["stated"] = " ".join(stated[2:])
            facts["check"] = _checked(_check(call, answer.document))
            return facts
        tried.append(_error(answer))
    return {**facts, "pack": {"errors": list(dict.fromkeys(tried))}}


def _kind_of(case: Case) -> Sequence[str]:
    """What `inspect` must be told as well: the kind, and what belongs together."""
    options = case.ways[0]
    kind = options[: options.index("--type") + 2][-2:] if "--type" in options else ()
    return (*kind, *(each for each in options if each == "--together"))


def _packed(call: Packer, copy: Path, stated: list[str]) -> Answer:
    """Pack, stating what is missing and waiving what is broken; `stated` grows by that."""
    command = ("pack", copy, "--yes", "--no-record", "--no-fsync", "--output", call.place / "out")
    for _ in range(4):
        answer = call(*command, *stated)
        if answer.code == 2:
            missing = re.findall(r"--set (\w+)=…", answer.error)
            stated += [part for name in missing for part in ("--set", f"{name}={STATED[name]}")]
        elif answer.code == 4:
            plan = call(*command, *stated, "--plan").document
            broken = {each["id"] for each in plan["findings"] if each["severity"] == "error"}
            stated += [part for each in sorted(broken) for part in ("--waive", f"{each}=recorded")]
        else:
            break
    return answer


def _check(call: Packer, document: Any) -> Answer:
    path = document["path"].replace("<place>", str(call.place))
    return call("check", path, *RECEIVERS)


def _described(answer: Answer) -> Facts:
    documents = answer.document if isinstance(answer.document, list) else [answer.document]
    if answer.code or len(documents) != 1:
        return {"errors": [_error(answer)], "document": _sum(documents)}
    document = dict(documents[0])
    return {
        **{name: document.pop(name) for name in ("kind", "format", "size")},
        **{name: _sum(document.pop(name)) for name in ("metadata", "origins")},
        **_findings(document.pop("findings")),
        "rest": _sum(document),
    }


def _release(document: Facts, output: Path) -> Facts:
    """A release that was packed: what its document says, and the bytes on the disk."""
    document = dict(document)
    release, texts = output / document["dirname"], document.pop("texts")
    listed = [(each["path"], each["exact"]) for each in document.pop("files")]
    named = ("dirname", "kind", "form", "rule_set", "disks")
    facts = {name: document.pop(name) for name in named}
    return {
        **facts,
        "plan_hash": document.pop("plan_hash")[:LETTERS],
        "files": {path.relative_to(release).as_posix(): _bytes(path) for path in _files(release)},
        "listed": _sum(listed),
        "texts": {name: _sum(text) for name, text in texts.items()},
        **{name: _sum(document.pop(name)) for name in ("metadata", "origins")},
        **_findings(document.pop("findings")),
        "rest": _sum(document),
    }


def _checked(answer: Answer) -> Facts:
    if not isinstance(answer.document, dict) or "verdict" not in answer.document:
        return {"errors": [_error(answer)]}
    document = dict(answer.document)
    del document["bytes_read"]
    receivers = [f"{each['id']}: {each['verdict']}" for each in document["receivers"]]
    return {
        **{name: document.pop(name) for name in ("rule_set", "verdict")},
        "receivers": receivers,
        **_findings(document.pop("findings")),
        "rest": _sum(document),
    }


def _findings(findings: Sequence[Facts]) -> Facts:
    """Each finding in a line, and the sum of their words."""
    lines = [
        f"{each['severity']}{' (waived)' * each['waived']} {each['id']} {each['subject']}".strip()
        for each in findings
    ]
    return {"findings": lines, "words": _sum(findings)}


def _error(answer: Answer) -> str:
    return f"{answer.code} {answer.error.strip()}"


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file())


def _bytes(path: Path) -> str:
    """Size and CRC-32; samples that FFmpeg's libraries cut differ with their version."""
    if path.parent.name == "Sample" and path.suffix not in _OURS:
        return "cut by others"
    data = path.read_bytes()
    return f"{len(data)} {zlib.crc32(data):08x}"


def _sum(value: Any) -> str:
    text = json.dumps(value, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:LETTERS]
