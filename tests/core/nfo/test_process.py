"""Templates of users cost what they may and no more."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration
from packer_core.nfo.apart.process import RenderProcess
from packer_core.nfo.render import render
from tests.support.nfo import TEMPLATES, book_variables, episode_variables


@pytest.fixture(scope="module")
def process() -> Iterator[RenderProcess]:
    with RenderProcess() as process:
        yield process


def children() -> set[int]:
    """The living and the undead children of this process."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(pid) for pid in (task / "children").read_text().split()}
    return found


@pytest.mark.parametrize("part", ["nfo", "diz"])
def test_the_process_renders_what_the_renderer_renders(process: RenderProcess, part: str) -> None:
    source = TEMPLATES[f"book-{part}-fr"].source
    variables = book_variables("fr")
    assert process.render(source, variables, part) == render(source, variables, part)


@pytest.mark.parametrize("name", ["episode-nfo-fr", "episode-nfo-mediainfo-en"])
def test_tracks_cross_into_the_process_unchanged(process: RenderProcess, name: str) -> None:
    template = TEMPLATES[name]
    variables = episode_variables(template.language)
    expected = render(template.source, variables, "nfo")
    assert process.render(template.source, variables, "nfo") == expected


def test_a_users_template_reads_a_track_but_cannot_change_it(process: RenderProcess) -> None:
    source = "{% for t in audio %}{{ t.language }} {{ t.codec | media_name }} {% endfor %}"
    assert process.render(source, episode_variables(), "nfo") == (
        "English E-AC-3 Portuguese (BR) AAC\r\n",
    )
    for broken in ("{{ audio[0].codek }}", "{{ audio[0].update({'codec': 1}) }}"):
        with pytest.raises(BadConfiguration):
            process.render(broken, episode_variables(), "nfo")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{{ 'a' * 10**9 }}", "memory"),
        ("{{ [1] * 10**10 }}", "memory"),
        ("{{ '%1000000000d' % 1 }}", "memory"),
        (
            "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
            "timeout",
        ),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "failed"),
        ("{{ title.format.__globals__ }}", "failed"),
        ("{% for i in range(10**9) %}x{% endfor %}", "failed"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "recursion"),
        ("{{ titel }}", "undefined"),
        ("{% if %}", "syntax"),
        (" " * 300_000, "size"),
    ],
)
def test_a_hostile_template_is_refused_in_time(
    process: RenderProcess, source: str, reason: str
) -> None:
    began = time.monotonic()
    with pytest.raises(BadConfiguration) as caught:
        process.render(source, book_variables(), "nfo", "mine")
    assert caught.value.facts["reason"] == f"nfo.template.{reason}"
    assert str(caught.value.facts["where"]).startswith("mine")
    assert time.monotonic() - began < 8


def test_it_goes_on_after_a_hostile_template(process: RenderProcess) -> None:
    with pytest.raises(BadConfiguration):
        process.render("{{ 'a' * 10**9 }}", book_variables(), "nfo")
    assert process.render("{{ group }}", book_variables(), "nfo") == ("DEMO\r\n",)


def test_threads_take_turns(process: RenderProcess) -> None:
    results: list[tuple[str, ...]] = []
    variables = book_variables()

    def work() -> None:
        results.append(process.render("{{ title }}", variables, "nfo"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [("Légendes démodées\r\n",)] * 8


def test_a_process_that_was_killed_is_replaced() -> None:
    with RenderProcess() as process:
        process.render("x", book_variables(), "nfo")
        before = process._process
        assert before is not None
        before.kill()
        before.wait()
        assert process.render("{{ group }}", book_variables(), "nfo") == ("DEMO\r\n",)


def test_nothing_is_left_of_it() -> None:
    before = children()
    with RenderProcess() as process:
        process.render("x", book_variables(), "nfo")
        assert len(children() - before) == 1
    assert children() - before == set()


def test_no_fork_is_left_of_a_rendering() -> None:
    with RenderProcess() as process:
        with pytest.raises(BadConfiguration):
            process.render("{{ 'a' * 10**9 }}", book_variables(), "nfo")
        assert process._process is not None
        pid = process._process.pid
        assert Path(f"/proc/{pid}/task/{pid}/children").read_text() == ""


def test_it_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKER_TEST_SECRET", "hidden")
    with RenderProcess() as process:
        process.render("x", book_variables(), "nfo")
        assert process._process is not None
        environ = Path(f"/proc/{process._process.pid}/environ").read_bytes()
    assert b"hidden" not in environ


def test_an_unused_process_is_never_started() -> None:
    before = children()
    with RenderProcess():
        assert children() == before
    assert os.getpid()
