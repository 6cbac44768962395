"""The file of the key: made once, read by its owner alone, changed in steps."""

import os
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration, NotAllowed, PackerError
from packer_core.redaction import Secret
from packer_core.vault import Key, KeyFile, Place, Vault

#: Opens a key file as soon as a line comes in, and tells the key's id.
OPEN = """
import sys
from pathlib import Path
from packer_core.vault import KeyFile
print("ready", flush=True)
sys.stdin.readline()
print(KeyFile(Path(sys.argv[1])).open().current.id)
"""

#: Makes a key or begins a change, and is killed at a step of the system: its name, and which time.
PLACE = Place("p", "r")

KILLED = """
import os, signal, sys
from pathlib import Path
from packer_core.files import replacing
from packer_core.vault import KeyFile
path, work, step, when = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
owner = replacing if step == "rename_new" else os
real = getattr(owner, step)
def stop(*arguments, **options):
    if when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    done = real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, step, stop)
getattr(KeyFile(path), work)()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.key"


def write(path: Path, text: str | bytes, mode: int = 0o600) -> None:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(mode)


def names(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()}


def test_a_key_is_made_for_its_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        vault = KeyFile(path).open()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path) == {"vault.key"}
    assert Key.parse(path.read_text(), "here").id == vault.current.id
    assert KeyFile(path).open().current.id == vault.current.id


def test_a_key_is_not_made_unless_it_may_be(path: Path) -> None:
    assert not KeyFile(path).is_there
    with pytest.raises(NotAllowed) as caught:
        KeyFile(path).open(make=False)
    assert caught.value.facts == {"path": str(path), "reason": os.strerror(2)}
    assert names(path) == set()


def test_many_threads_make_one_key(path: Path) -> None:
    for turn in range(10):
        file = KeyFile(path.with_name(f"{turn}.key"))
        gate = threading.Barrier(16)

        def make(_: int, file: KeyFile = file, gate: threading.Barrier = gate) -> str:
            gate.wait()
            return file.open().current.id

        with ThreadPoolExecutor(16) as pool:
            ids = set(pool.map(make, range(16)))
        assert ids == {Key.parse(file.path.read_text(), "here").id}
    assert names(path) == {f"{turn}.key" for turn in range(10)}


def test_many_processes_make_one_key(path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ids = {process.communicate(timeout=60)[0].strip() for process in started}
    assert ids == {Key.parse(path.read_text(), "here").id}
    assert names(path) == {"vault.key"}


def test_many_threads_begin_one_change(path: Path) -> None:
    old = KeyFile(path).open().current.id
    gate = threading.Barrier(16)

    def begin(_: int) -> str:
        gate.wait()
        return KeyFile(path).begin_change().current.id

    with ThreadPoolExecutor(16) as pool:
        ids = set(pool.map(begin, range(16)))
    assert len(ids) == 1
    assert old not in ids
    assert names(path) == {"vault.key", "vault.key.new"}
    assert stat.S_IMODE((path.parent / "vault.key.new").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o610, 0o620, 0o602, 0o601, 0o644, 0o666])
@pytest.mark.parametrize("name", ["vault.key", "vault.key.new"])
def test_a_file_for_others_is_refused(path: Path, name: str, mode: int) -> None:
    KeyFile(path).begin_change()
    file = path.with_name(name)
    text = file.read_text()
    file.chmod(mode)
    with pytest.raises(BadConfiguration) as caught:
        KeyFile(path).open()
    assert caught.value.facts == {"where": str(file), "reason": "open-secret"}
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (text, mode)


BROKEN = {
    "empty": b"",
    "a line end": b"\n",
    "cut": Key(bytes(32)).text[:-5].encode(),
    "no text": bytes(range(256)),
    "words": b"please put the key here\n",
    "two keys": f"{Key(bytes(32)).text}\n{Key(bytes(32)).text}\n".encode(),
    "raw bytes": bytes(32),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("name", ["vault.key", "vault.key.new"])
@pytest.mark.parametrize("work", ["open", "begin_change"])
def test_a_broken_file_is_refused_and_kept(
    path: Path, name: str, content: bytes, work: str
) -> None:
    KeyFile(path).begin_change()
    file = path.with_name(name)
    write(file, content)
    others = {each: each.read_bytes() for each in path.parent.iterdir()}
    with pytest.raises(BadConfiguration) as caught:
        getattr(KeyFile(path), work)()
    assert caught.value.facts == {"where": str(file), "reason": "no-vault-key"}
    assert {each: each.read_bytes() for each in path.parent.iterdir()} == others


def test_a_folder_in_the_place_of_the_key_is_refused(path: Path) -> None:
    path.mkdir(mode=0o700)
    with pytest.raises(BadConfiguration) as caught:
        KeyFile(path).open()
    assert caught.value.facts == {"where": str(path), "reason": "no-vault-key"}


def test_a_key_that_cannot_be_written_is_told(path: Path) -> None:
    path.parent.joinpath("file").write_text("")
    with pytest.raises(NotAllowed):
        KeyFile(path.parent / "file" / "vault.key").open()
    with pytest.raises(NotAllowed):
        KeyFile(path.parent / "nowhere" / "vault.key").open()
    assert names(path) == {"file"}


def test_a_change_goes_from_one_key_to_another(path: Path) -> None:
    file = KeyFile(path)
    first = file.open()
    sealed = first.close(PLACE, Secret("planted"))
    both = file.begin_change()
    assert both.current.id != first.current.id
    assert both.open(PLACE, sealed) == Secret("planted")
    again = both.close(PLACE, Secret("planted"))
    file.end_change()
    last = KeyFile(path).open()
    assert last.current.id == both.current.id
    assert last.open(PLACE, again) == Secret("planted")
    assert names(path) == {"vault.key"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert first.current.text not in path.read_text()


def test_a_begun_change_is_gone_on_with(path: Path) -> None:
    old = KeyFile(path).open().current
    new = KeyFile(path).begin_change().current
    for _ in range(3):
        vault = KeyFile(path).begin_change()
        assert vault.current.id == new.id
        sealed = Vault(old).close(PLACE, Secret("planted"))
        assert vault.open(PLACE, sealed) == Secret("planted")
    assert Key.parse(path.read_text(), "here").id == old.id
    # Who only opens the vault closes with the new key by now.
    assert KeyFile(path).open(make=False).current.id == new.id


def test_only_the_coming_key_is_there(path: Path) -> None:
    KeyFile(path).begin_change()
    path.unlink()
    text = path.with_name("vault.key.new").read_text()
    assert KeyFile(path).is_there
    assert KeyFile(path).open(make=False).current.text == text.strip()
    KeyFile(path).end_change()
    assert path.read_text() == text


def killed(path: Path, work: str, step: str, when: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), work, step, when],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize("step", ["fdopen", "rename_new"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_key_that_was_never_finished_is_made_anew(path: Path, step: str, when: str) -> None:
    killed(path, "open", step, when)
    # What has the name of the key is a whole key, or is not there.
    assert path.exists() == (step == "rename_new" and when == "after")
    known = path.read_text() if path.exists() else None
    key = KeyFile(path).open().current
    assert known in (None, f"{key.text}\n")


@pytest.mark.parametrize("step", ["fdopen", "rename_new"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_change_is_gone_on_with(path: Path, step: str, when: str) -> None:
    old = KeyFile(path).open()
    sealed = old.close(PLACE, Secret("planted"))
    killed(path, "begin_change", step, when)
    assert KeyFile(path).open(make=False).open(PLACE, sealed) == Secret("planted")
    both = KeyFile(path).begin_change()
    assert both.open(PLACE, sealed) == Secret("planted")
    KeyFile(path).end_change()
    assert KeyFile(path).open(make=False).current.id == both.current.id


@pytest.mark.parametrize("work", ["open", "begin_change"])
def test_no_old_key_stays_behind(path: Path, work: str) -> None:
    # Killed just when the key has its name: what it was drafted as has the same content.
    killed(path, work, "rename_new", "after")
    keys = {each.read_text() for each in path.parent.iterdir()}
    for _ in range(2):
        KeyFile(path).begin_change()
        KeyFile(path).end_change()
    left = "".join(each.read_text() for each in path.parent.iterdir())
    assert not [key for key in keys if key.strip() in left]


def test_a_change_that_was_not_begun_cannot_end(path: Path) -> None:
    KeyFile(path).open()
    text = path.read_text()
    with pytest.raises(PackerError):
        KeyFile(path).end_change()
    assert path.read_text() == text


def test_a_key_that_is_a_link_is_refused(path: Path) -> None:
    KeyFile(path).open()
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")
    with pytest.raises(BadConfiguration) as caught:
        KeyFile(path).open(make=False)
    assert caught.value.facts["reason"] == "key.link"


def test_a_key_of_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KeyFile(path).open()
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    with pytest.raises(BadConfiguration) as caught:
        KeyFile(path).open(make=False)
    assert caught.value.facts["reason"] == "state.foreign"


def test_a_key_that_is_a_pipe_keeps_nobody_waiting(path: Path) -> None:
    os.mkfifo(path, 0o600)
    with pytest.raises(BadConfiguration):
        KeyFile(path).open(make=False)
