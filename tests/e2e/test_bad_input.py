"""One clear line, the documented exit code, and nothing left behind."""

import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer, packer_process
from tests.support.needs import need


def leftovers(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in sorted(folder.rglob("*"))]


@pytest.mark.parametrize(
    ("name", "contents", "code"),
    [
        ("empty.epub", b"", 3),
        ("noise.epub", bytes(range(256)) * 40, 3),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<<", 3),
        ("text.epub", b"not a book at all", 3),
    ],
)
def test_a_broken_file_is_refused(
    packer: Packer, tmp_path: Path, name: str, contents: bytes, code: int
) -> None:
    source = tmp_path / name
    source.write_bytes(contents)
    done = packer("pack", source, "--group", "DEMO", "--output", tmp_path / "out", "--yes")
    done.fails(code)
    assert len(done.err.strip().splitlines()) == 1
    assert leftovers(tmp_path) == [name]


def test_a_missing_file_is_not_found(packer: Packer, tmp_path: Path) -> None:
    packer("inspect", tmp_path / "nothing.epub").fails(5)


def test_a_missing_fact_names_its_option(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub", date="")
    done = packer("pack", book, "--group", "DEMO", "--source", "RETAIL", "--output", tmp_path)
    assert "--set year=" in done.fails(2).err


def test_a_missing_source_names_its_option(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    done = packer("plan", book, "--group", "DEMO", "--output", tmp_path)
    assert "--source" in done.fails(2).err


def test_a_group_with_illegal_characters_is_a_wrong_call(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    done = packer("pack", book, "--group", "BAD/GRP", "--output", tmp_path / "out", "--yes")
    assert "BAD/GRP" in done.fails(2).err
    assert leftovers(tmp_path) == ["book.epub"]


def test_an_existing_target_is_a_conflict(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    call = ["pack", book, "--group", "DEMO", "--output", tmp_path / "out", "--yes", "--json"]
    release = Path(packer(*call).ok().json()["path"])
    before = {file.name: file.read_bytes() for file in release.iterdir()}
    packer(*call).fails(6)
    assert {file.name: file.read_bytes() for file in release.iterdir()} == before
    packer(*call, "--replace").ok()
    assert [path.name for path in (tmp_path / "out" / ".packer").iterdir()] == ["manifests"]


def test_an_output_inside_the_input_is_a_conflict(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    packer("pack", book, "--group", "DEMO", "--output", book, "--yes").fails(6)


def test_a_release_that_holds_the_source_is_never_replaced(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    call = ["--group", "DEMO", "--output", tmp_path / "out", "--yes", "--json"]
    release = Path(packer("pack", book, *call).ok().json()["path"])
    inside = book.rename(release / "book.epub")
    packer("pack", inside, *call, "--replace").fails(6)
    assert inside.exists()


def test_a_zip_bomb_does_no_harm(packer: Packer, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.epub"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", b" " * 200_000_000)
    packer("inspect", bomb).fails(3)


def test_an_approved_plan_that_differs_is_a_conflict(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    call = ["--group", "DEMO", "--output", tmp_path / "out", "--yes"]
    packer("pack", book, *call, "--expect-plan", "0" * 64).fails(6)
    assert leftovers(tmp_path) == ["book.epub"]


def test_one_path_that_fails_does_not_stop_the_others(packer: Packer, tmp_path: Path) -> None:
    good = make_epub(tmp_path / "good.epub")
    done = packer("inspect", tmp_path / "none.epub", good, "--json").fails(5)
    first, second = done.out.splitlines()
    assert '"code":"not_found"' in first
    assert '"format":"epub"' in second


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_stopped_pack_leaves_nothing_under_the_name(tmp_path: Path, number: int) -> None:
    book = make_epub(tmp_path / "book.epub", ballast=120_000_000)
    out = tmp_path / "out"
    out.mkdir()
    process = packer_process("pack", book, "--group", "DEMO", "--output", out, "--yes")
    wait_for(lambda: any(out.glob(".packer/*/release/*.zip")))
    process.send_signal(number)
    process.communicate(timeout=20)
    assert not any(out.glob("*-DEMO"))
    if number == signal.SIGKILL:
        assert any(out.glob(".packer/*/job.json"))
        finish(book, out)
    else:
        assert process.returncode == 130
    assert not any(out.glob(".packer/*/job.json"))


def finish(book: Path, out: Path) -> None:
    process = packer_process("pack", book, "--group", "DEMO", "--output", out, "--yes")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


def wait_for(condition, seconds: float = 20) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.002)


def test_a_full_disk_is_told_before_a_byte_is_written(tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub", ballast=4_000_000)
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True).returncode:
        need("a small disk", False, "mounting one needs root")
    try:
        process = packer_process("pack", book, "--group", "DEMO", "--output", small, "--yes")
        _, err = process.communicate(timeout=30)
        assert process.returncode == 6, err
        assert leftovers(small) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.parametrize(
    "name",
    ["../evil-DEMO", "/tmp/evil-DEMO", "a/b-DEMO", ".", "..", ".packer", "x" * 240 + "-DEMO",
     "a\udcff-DEMO"],
)  # fmt: skip
def test_a_dirname_that_is_no_name_is_refused_whatever_is_waived(
    packer: Packer, tmp_path: Path, name: str
) -> None:
    book = make_epub(tmp_path / "book.epub")
    call = ["--group", "DEMO", "--output", tmp_path / "out", "--yes", "--dirname", name]
    waived = ["--waive", "dirname.charset=x", "--waive", "dirname.length=x"]
    packer("pack", book, *call, *waived).fails(2)
    assert leftovers(tmp_path) == ["book.epub"]


def paths_of_commands() -> list[tuple[str, list[str]]]:
    """Every command, with the calls in which one of its paths is an empty text."""
    from packer_cli.main import packer as program
    from packer_cli.options.types import PathOf, PathText

    def walk(command: click.Command, context: click.Context, *path: str) -> Iterator[list[str]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                below = click.Context(inner, parent=context, info_name=name)
                yield from walk(inner, below, *path, name)
            return
        for parameter in command.params:
            named = parameter.human_readable_name.lower()
            if isinstance(parameter.type, PathText | PathOf):
                option = [] if isinstance(parameter, click.Argument) else [parameter.opts[0]]
                yield [*path, *option]
            else:
                # A new parameter that is a path has to be of the type.
                assert not isinstance(parameter.type, click.Path)
                assert not {"path", "file", "folder", "output"} & {named, named.rstrip("s")}

    found = walk(program, click.Context(program))
    return [(" ".join(each), each) for each in found]


@pytest.mark.parametrize(
    "call", [pytest.param(call, id=name) for name, call in paths_of_commands()]
)
@pytest.mark.parametrize(
    ("path", "told"),
    [("", "empty"), ("https://example.org/a.epub", "address"), ("ftp://x/y", "address"),
     ("-", "standard input")],
)  # fmt: skip
def test_what_is_no_path_is_a_wrong_call(
    packer: Packer, call: list[str], path: str, told: str
) -> None:
    assert told in packer(*call, path).fails(2).err


def test_a_source_whose_time_was_put_back_is_noticed(tmp_path: Path) -> None:
    from packer_core import PackRequest, Run, Settings, Source, pack, prepare
    from packer_core.errors import SourceChanged

    book = make_epub(tmp_path / "book.epub", ballast=1000)
    request = PackRequest(sources=(Source(path=str(book)),), output=str(tmp_path / "out"),
                          group="DEMO", fields={"source": "RETAIL"})  # fmt: skip
    run = Run(settings=Settings())
    plan = prepare(request, run)
    before = book.stat()
    data = bytearray(book.read_bytes())
    data[-30] ^= 1
    book.write_bytes(bytes(data))
    os.utime(book, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert book.stat().st_mtime_ns == before.st_mtime_ns
    with pytest.raises(SourceChanged):
        pack(plan, run)
    assert prepare(request, run).plan_hash == plan.plan_hash


def test_an_output_that_is_a_link_to_itself_is_refused(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    (tmp_path / "loop").symlink_to("loop")
    options = ("--group", "DEMO", "--source", "RETAIL", "--yes", "--no-record")
    packer("pack", book, *options, "--output", tmp_path / "loop").fails(9)
    assert leftovers(tmp_path) == ["book.epub", "loop"]
