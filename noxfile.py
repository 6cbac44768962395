"""Everything that must pass before a change is done: `./run tests`, or one part with `-s NAME`."""

import json
import os
from pathlib import Path
from typing import Any

import nox

ROOT = Path(__file__).parent
PYTHONS = ("3.11", "3.13")
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
CORPUS = Path(os.environ.get("PACKER_CORPUS") or ROOT.parent / "shared" / "corpus")

nox.needs_version = ">=2026.4"
nox.options.default_venv_backend = "uv"
nox.options.reuse_venv = "yes"
# The tests come last, so that what they say stands at the end.
nox.options.sessions = ["system", "lint", "types", "contracts", "tests"]
# Elsewhere nox says so and goes on.
nox.options.error_on_missing_interpreters = IN_CI

# Set by an activated environment; uv would warn about it in every session.
os.environ.pop("VIRTUAL_ENV", None)


def name_pyenv_versions() -> None:
    """Let the shims of pyenv run: they refuse every version that PYENV_VERSION does not name."""
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")
    wanted = [found.name for python in PYTHONS for found in sorted(versions.glob(f"{python}.*"))]
    # It may be set already: a shim, such as that of uv, names its own version for its children.
    named = [it for it in os.environ.get("PYENV_VERSION", "").split(":") if it]
    if wanted:
        os.environ["PYENV_VERSION"] = ":".join(dict.fromkeys(named + wanted))


name_pyenv_versions()


def sync(session: nox.Session, *what: str) -> None:
    """Make the session's environment exactly what the workspace asks for."""
    place = session.virtualenv.location
    session.run_install(
        *("uv", "sync", "--quiet", f"--python={place}", *what),
        env={"UV_PROJECT_ENVIRONMENT": place},
    )


@nox.session(python=PYTHONS[0])
def system(session: nox.Session) -> None:
    """Install what the tests need from outside, and say what is missing."""
    # In CI each missing thing is a failure; on a developer's machine its tests are skipped.
    accepted = [0] if IN_CI else [0, 1]
    session.install("uv")
    session.run("tools/system-deps.sh", external=True, success_codes=accepted)
    session.run("python", "tools/readers.py", success_codes=accepted)
    if not CORPUS.is_dir():
        message = f"the corpus is MISSING, and its tests cannot run: expected in {CORPUS}"
        session.error(message) if IN_CI else session.warn(message)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, likely faults, spelling."""
    sync(session, "--only-group=lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("codespell")


@nox.session(python=PYTHONS[0])
def types(session: nox.Session) -> None:
    """Types of all packages."""
    sync(session, "--all-packages", "--group=types")
    session.run("mypy")


@nox.session(python=PYTHONS[0])
def contracts(session: nox.Session) -> None:
    """Who may import whom."""
    sync(session, "--all-packages", "--group=contracts")
    # Its cache knows when a module changed, not that a module it imports has come into being.
    session.run("lint-imports", "--no-cache")


#: Each file of tests stays with one worker: what its tests share is made once, and they may follow
#: one another. As many workers as processors; each may start a database, so that eight are enough.
WORKERS = ("-n", str(min(8, max(2, os.cpu_count() or 1))), "--dist=loadfile", "--durations=10")

#: What Packer makes of the corpus, its pages, the faults of providers, kills, and what programs of
#: others say of its bytes is the same on every Python, once the rest of the tests passes on it.
WHAT_CAN_DIFFER = ("-m", "not large and not one_python")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, with the covered lines on the newest Python; arguments after `--` go to pytest.

    The newest Python runs them all, the others those that can differ.
    """
    sync(session, "--all-packages", "--group=test")
    if session.python != PYTHONS[-1]:
        session.run("pytest", *WORKERS, *WHAT_CAN_DIFFER, *session.posargs)
        return
    # Counting lines, not branches, the newest Python does by itself at hardly any cost.
    session.env["COVERAGE_CORE"] = "sysmon"
    session.run("coverage", "erase", silent=True)
    # Told at the end of all, so that what pytest says stands at the end of this session.
    session.notify("coverage", posargs=())
    session.run("coverage", "run", "-m", "pytest", *WORKERS, *session.posargs)


@nox.session(python=PYTHONS[-1])
def coverage(session: nox.Session) -> None:
    """How much of each package the tests ran; `.coverage` stays for `coverage report`."""
    sync(session, "--only-group=coverage")
    data = Path(session.create_tmp(), "coverage.json")
    data.unlink(missing_ok=True)
    # Without data, because pytest did not start, there is nothing to say.
    for command in (["combine", "--quiet"], ["json", "--quiet", "-o", str(data)]):
        session.run("coverage", *command, silent=True, success_codes=[0, 1])
    if not data.is_file():
        return
    for package, (covered, lines) in covered_lines(json.loads(data.read_text())).items():
        session.log(f"{package}: {covered / lines:.1%} of its {lines} lines are covered")


@nox.session(python=PYTHONS[0])
def large(session: nox.Session) -> None:
    """Archives of more than 4 GiB, outside the default: they take minutes and gigabytes."""
    sync(session, "--all-packages", "--group=test")
    session.run("pytest", "-m", "large", *session.posargs)


@nox.session(python=PYTHONS[0])
def fuzz(session: nox.Session) -> None:
    """Damaged files for ten minutes, outside the default: `-s fuzz -- --seconds 60` for less."""
    sync(session, "--all-packages", "--group=test")
    session.run("python", "-m", "tools.fuzz", *session.posargs)


@nox.session(python=PYTHONS[0])
def crash(session: nox.Session) -> None:
    """Workers and servers killed at random for 200 jobs, outside the default: `-- --jobs 10`."""
    sync(session, "--all-packages", "--group=test")
    session.run("python", "-m", "tools.crash", *session.posargs)


@nox.session(python=PYTHONS)
def record(session: nox.Session) -> None:
    """All that Packer makes of corpus and examples against the record; the default has a sample."""
    sync(session, "--all-packages", "--group=test")
    session.run("python", "-m", "tools.record_behaviour", *session.posargs)


def covered_lines(report: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Covered lines and all lines of each package of the workspace."""
    totals: dict[str, tuple[int, int]] = {}
    for path, file in report["files"].items():
        package = Path(path).parts[Path(path).parts.index("src") + 1]
        covered, lines = totals.get(package, (0, 0))
        summary = file["summary"]
        lines_here = summary["covered_lines"] + summary["missing_lines"]
        totals[package] = (covered + summary["covered_lines"], lines + lines_here)
    return {package: counts for package, counts in sorted(totals.items()) if counts[1]}
