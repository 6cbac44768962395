"""MediaInfo runs in a process with limits: whatever it does there, the product goes on."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from packer_core.errors import Cancelled, Unreadable
from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_tv.media import child as media_child
from packer_plugins_tv.media import process as media_process
from packer_plugins_tv.media.mediainfo import MediaInfo, named, read_with_program
from packer_plugins_tv.media.process import MediaProcess, NoLibrary, find_library
from packer_plugins_tv.media.report import read_media
from tests.support.needs import need
from tests.support.videos import RUN, film


def child_that(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> MediaProcess:
    """A process that does something else than asking MediaInfo."""
    program = tmp_path / "child.py"
    program.write_text(f"import sys, time, os\nfor line in sys.stdin.buffer:\n    {body}\n")
    monkeypatch.setattr(media_child, "__file__", str(program))
    return MediaProcess("any", wall_seconds=0.3)


def test_the_library_is_the_one_that_pymediainfo_brings() -> None:
    library = find_library()
    assert library is not None
    assert Path(library).parent.name == "pymediainfo"


def test_one_process_answers_for_file_after_file(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv")
    process = MediaProcess(find_library())
    first, second = process.read(path, RUN), process.read(path, RUN)
    assert first == second
    assert read_media(first.json).video[0].codec == "h264"
    process.close()


def test_a_process_that_answered_is_never_killed_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that read the answer may still be ending when the answer is here."""

    class Lingering(threading.Thread):
        def run(self) -> None:
            super().run()
            time.sleep(0.05)

    monkeypatch.setattr(media_process.threading, "Thread", Lingering)
    path = film(tmp_path / "a.mkv")
    process = MediaProcess(find_library())
    pids = set()
    for _ in range(3):
        assert process.read(path, RUN).json
        child = process._running[0]._process
        pids.add(child.pid)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.05)
    assert len(pids) == 1
    process.close()


def test_a_process_that_died_in_between_is_replaced(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv")
    process = MediaProcess(find_library())
    process.read(path, RUN)
    child = process._running[0]._process
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert process.read(path, RUN).json
    process.close()


def test_a_file_that_crashes_it_is_unreadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process = child_that(monkeypatch, tmp_path, "os.abort()")
    with pytest.raises(Unreadable) as caught:
        process.read(tmp_path, RUN)
    assert caught.value.facts["reason"] == "media-crash"


def test_a_file_that_takes_for_ever_is_unreadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process = child_that(monkeypatch, tmp_path, "time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(Unreadable) as caught:
        process.read(tmp_path, RUN)
    assert caught.value.facts["reason"] == "media-costly"
    assert time.monotonic() - began < 20


def test_a_file_that_keeps_the_cpu_busy_is_unreadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    body = "import signal; signal.setitimer(signal.ITIMER_PROF, 0.1)\n    while True: pass"
    process = child_that(monkeypatch, tmp_path, body)
    process._wall_seconds = 20
    with pytest.raises(Unreadable) as caught:
        process.read(tmp_path, RUN)
    assert caught.value.facts["reason"] == "media-costly"


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(media_process, "LONGEST_ANSWER", 100_000)
    process = child_that(monkeypatch, tmp_path, "sys.stdout.write('x' * 1_000_000)")
    with pytest.raises(Unreadable):
        process.read(tmp_path, RUN)


def test_the_user_can_stop_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    process = child_that(monkeypatch, tmp_path, "time.sleep(60)")
    with pytest.raises(Cancelled):
        process.read(tmp_path, Run(settings=Settings(), checkpoint=stop))
    assert process._running == []


def test_too_little_memory_is_no_crash_of_the_product(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process = child_that(monkeypatch, tmp_path, 'print(\'{"error": "memory"}\', flush=True)')
    with pytest.raises(Unreadable) as caught:
        process.read(tmp_path, RUN)
    assert caught.value.facts["reason"] == "media-costly"
    process.close()


def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path) -> None:
    process = MediaProcess(find_library())
    with pytest.raises(Unreadable):
        process.read(tmp_path / "none.mkv", RUN)
    process.close()


@pytest.mark.parametrize("library", [None, "libno-such-thing.so.9", sys.executable])
def test_without_a_library_that_loads_there_is_none(library: str | None, tmp_path: Path) -> None:
    process = MediaProcess(library)
    with pytest.raises(NoLibrary):
        process.read(tmp_path, RUN)


def test_the_program_takes_the_place_of_the_library(tmp_path: Path) -> None:
    need("mediainfo", shutil.which("mediainfo"), "install it with the system's package manager")
    path = film(tmp_path / "a film.mkv")
    found = MediaInfo(library=None)(path, RUN)
    assert found is not None
    assert found.text is not None
    assert read_media(found.json).video[0].width == 320
    assert str(tmp_path) not in found.text
    assert "a film.mkv" in found.text


def test_a_program_that_says_nothing_makes_a_file_unreadable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "mediainfo"
    fake.write_text("#!/bin/sh\nexit 0\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable):
        read_with_program(tmp_path, RUN)


def test_without_library_and_program_nobody_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert MediaInfo(library=None)(tmp_path, RUN) is None


def test_a_report_bears_the_name_without_its_path() -> None:
    text = (
        "General\r\nComplete name   : /dev/fd/5\r\nFileExtension_Invalid : mkv\r\n"
        "Title           : Complete name : x\r\n\r\nAudio\r\nComplete name   : kept\r\n\r\n"
    )
    assert named(text, "a\nb.mkv") == (
        "General\nComplete name   : a?b.mkv\nTitle           : Complete name : x\n\n"
        "Audio\nComplete name   : kept\n"
    )


def test_a_name_like_an_address_or_a_pattern_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "http:" / "example"
    folder.mkdir(parents=True)
    path = film(folder / "a%03d*.mkv")
    process = MediaProcess(find_library())
    assert read_media(process.read(path, RUN).json).container == "matroska"
    process.close()


def test_nothing_beside_the_file_is_opened(tmp_path: Path) -> None:
    folder = str(Path(media_child.__file__).parent)
    code = f"""if True:
        import sys; sys.path.insert(0, {folder!r})
        from child import only_these_files
        with open("a", "wb") as file, only_these_files(file.fileno()):
            with open("a", "rb"):
                try:
                    open("b", "wb")
                except OSError as error:
                    print(error.strerror)
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "Too many open files\n"
