"""Small inputs from real reports and from attacks, which lie beside the checkout."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from attrs import frozen

from tests.support.corpus import ROOT
from tests.support.needs import need

CASES = Path(os.environ.get("PACKER_CASES") or ROOT.parent / "shared" / "cases")

#: Seconds that a case may take: some are about not taking for ever.
PATIENCE = 60


@frozen
class Ran:
    """What a case left behind: the folder it ran in, its last exit code and what it printed."""

    folder: Path
    code: int
    out: str
    err: str


def run_case(name: str, folder: Path, **environ: str) -> Ran:
    """Run the command of a case as it stands, in a folder and with a home of its own."""
    source = CASES / name
    need("the cases", source.is_dir(), f"expected in {CASES}; PACKER_CASES names another folder")
    place = folder / "case"
    shutil.copytree(source, place)
    # The copy is nobody's to change beside us.
    subprocess.run(["chmod", "-R", "u+w", str(place)], check=True)
    case = json.loads((source / "expected.json").read_text(encoding="utf-8"))
    if (place / "input.tar").exists():
        subprocess.run(["tar", "xf", "input.tar"], cwd=place, check=True)
    home = folder / "home"
    home.mkdir()
    programs = folder / "programs"
    programs.mkdir()
    (programs / "packer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m packer_cli "$@"\n')
    (programs / "packer").chmod(0o755)
    known = {name: value for name, value in os.environ.items() if not name.startswith("PACKER_")}
    done = subprocess.run(
        ["sh", "-c", case["command"].replace("RELEASE", shlex.quote(_folder_in(place)))],
        cwd=place,
        env={
            **known,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            **environ,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ran(
        place,
        done.returncode,
        *(it.decode("utf-8", "replace") for it in (done.stdout, done.stderr)),
    )


def _folder_in(place: Path) -> str:
    """The folder of a case, where it is one: what its command calls ``RELEASE``."""
    return next((each.name for each in sorted(place.iterdir()) if each.is_dir()), "RELEASE")
