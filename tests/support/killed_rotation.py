"""Rotates the keys of a vault in processes that are killed, and tells what is left each time.

    python -m tests.support.killed_rotation FOLDER SEED

A line of JSON a round: how it was killed, whether it was, and which secrets do not open any more.
The rounds are forked from one process, so that there can be many of them.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.secrets.credentials import keep_secret, rotate
from tests.support.vaults import found, opened, vault_settings

#: What is in the vault.
SECRETS = {f"provider{number}": f"pl4nted-s3cret-{number}" for number in range(4)}

#: Rounds of each kind.
BY_STEP, BY_TIME = 20, 15

#: Steps at both ends of a rotation that each have a round of their own.
ENDS = 16


def steps(stop_at: int) -> tuple[Callable[..., Any], list[int]]:
    """A tracer that counts the lines of the core, and kills the process before one of them."""
    count = [0]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if "packer_core" not in frame.f_code.co_filename:
            return None
        if event == "line":
            count[0] += 1
            if count[0] == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace, count


def rotate_once(settings: Settings, stop_at: int, delay: float | None, told: int) -> None:
    """Rotate, and be killed at a step or after a delay; tells the number of steps."""
    with opened(settings) as database:
        if delay is not None:
            pause = delay

            def kill() -> None:
                time.sleep(pause)
                os.kill(os.getpid(), signal.SIGKILL)

            threading.Thread(target=kill, daemon=True).start()
        trace, count = steps(stop_at)
        if delay is None:
            sys.settrace(trace)
        began = time.monotonic()
        rotate(database, settings)
        took = time.monotonic() - began
        sys.settrace(None)
    os.write(told, json.dumps([count[0], took]).encode())


def forked(settings: Settings, stop_at: int = -1, delay: float | None = None) -> list[float] | None:
    """Do that in a child; gives its number of steps and seconds, ``None`` if it was killed."""
    hear, told = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            rotate_once(settings, stop_at, delay, told)
            code = 0
        finally:
            os._exit(code)
    os.close(told)
    with os.fdopen(hear, "rb") as answer:
        heard = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("a rotation failed")
    measured: list[float] = json.loads(heard)
    return measured


def broken(settings: Settings) -> list[str]:
    """The providers whose secrets do not open."""
    bad = []
    with opened(settings) as database:
        for provider, text in SECRETS.items():
            try:
                right = found(database, settings, provider) == text
            except Exception:  # noqa: BLE001 - whatever it is, it is told
                right = False
            if not right:
                bad.append(provider)
    return bad


def main(folder: Path, seed: int) -> None:
    settings = vault_settings(folder)
    chance = random.Random(seed)
    with opened(settings) as database:
        for provider, text in SECRETS.items():
            keep_secret(database, settings, provider, "api_key", Secret(text))
    whole = forked(settings)
    assert whole is not None
    number, _ = forked(settings) or whole
    _, took = forked(settings, delay=60) or whole
    inner = range(ENDS, int(number) - ENDS)
    at_steps = [*range(1, ENDS), *range(int(number) - ENDS, int(number) + 1)]
    at_steps += chance.sample(inner, min(BY_STEP, len(inner)))
    for step in at_steps:
        tell(settings, f"step {step} of {int(number)}", forked(settings, stop_at=step))
    for _ in range(BY_TIME):
        delay = chance.uniform(0, took * 1.2)
        tell(settings, f"after {delay:.4f} of {took:.4f}", forked(settings, delay=delay))


def tell(settings: Settings, how: str, outcome: object) -> None:
    keys = len(
        [
            each
            for each in Path(settings.values["data.folder"]).glob("vault.key*")
            if each.suffix != ".lock"
        ]
    )
    line = {"how": how, "killed": outcome is None, "keys": keys, "broken": broken(settings)}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
