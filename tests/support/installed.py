"""Packer as a stranger installs it: wheels in an environment of their own."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from tests.support.needs import need

ROOT = Path(__file__).resolve().parents[2]


@frozen
class Installed:
    """An environment that holds the packages it was made of, and what they need."""

    place: Path

    def packer(self, *arguments: str | Path, code: int = 0, cwd: Path | None = None) -> Any:
        """What a command prints, as data where it was asked for ``--json``."""
        done = subprocess.run(
            [self.place / "bin" / "packer", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=cwd or self.place,
            env={
                **os.environ,
                "LC_ALL": "C.UTF-8",
                "PACKER_CONFIG": str(self.place / "none"),
                "PACKER_DATA__FOLDER": str(self.place / "data"),
            },
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done


def install(folder: Path, projects: Iterable[Path], *also: str) -> Installed:
    """Build a wheel of each project, and install them in a new environment in ``folder``.

    :param also: further packages by their names.
    """
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    need("uv", uv, "pip install uv")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]
    environ = {**os.environ, "UV_EXCLUDE_NEWER": settings["exclude-newer"]}
    environ.pop("VIRTUAL_ENV", None)

    def run(*arguments: str | Path) -> None:
        command = [str(uv), *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

    listed = tuple(projects)
    for project in listed:
        run("build", "--quiet", "--wheel", "--out-dir", folder / "wheels", project)
    run("venv", "--quiet", "--python", sys.executable, folder / "venv")
    wheels = sorted((folder / "wheels").glob("*.whl"))
    assert len(wheels) == len(listed)
    run("pip", "install", "--quiet", "--python", folder / "venv" / "bin" / "python", *wheels, *also)
    return Installed(folder / "venv")
