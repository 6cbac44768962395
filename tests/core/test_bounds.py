"""Texts of settings and rules that are made to cost time or memory are refused at once."""

import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration, NotFound
from packer_core.files.reading import read_bounded, read_text
from packer_core.formats.toml import load_toml
from packer_core.formats.yaml import load_yaml
from packer_core.settings import load_settings
from tests.support.rule_sets import TEXTS

TOML = {
    "one long key": ".".join("a" * 20_001) + " = 1",
    "a long key with blanks": " . ".join("a" * 5_000) + " = 1",
    "a long key in quotes": ".".join(['"a b"'] * 5_000) + " = 1",
    "a long key in single quotes": ".".join(["'a'"] * 5_000) + " = 1",
    "a long table": "[" + ".".join("a" * 20_001) + "]",
    "a long list of tables": "[[" + ".".join("a" * 20_001) + "]]",
    "a long key inside": "x = {" + ".".join("a" * 20_001) + " = 1}",
    "lists in lists": "a = " + "[" * 50_000,
    "closed lists in lists": "a = " + "[" * 900 + "]" * 900,
    "tables in tables": "a = " + "{a=" * 20_000,
    "a number without end": "a = " + "9" * 100_000,
    "a number to the base 16": "a = 0x" + "f" * 6_000,
    "a number to the base 8": "a = 0o" + "7" * 6_000,
    "a number to the base 2": "a = [0b" + "1_" * 20_000 + "1]",
}

ALIASES = "\n".join(
    ["a0: &a0 {x: 1, y: 2}"]
    + [f"a{n}: &a{n} {{p: *a{n - 1}, q: *a{n - 1}, r: *a{n - 1}}}" for n in range(1, 25)]
)
MERGES = "\n".join(
    ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 25)]
)
YAML = {
    "mappings by aliases": ALIASES,
    "merges": MERGES,
    "lists by aliases": "\n".join(
        ["a0: &a0 [1, 2]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    ),
    "one that holds itself": "a: &a {b: *a}",
    "a list that holds itself": "a: &a [*a]",
    "lists in lists": "[" * 50_000,
    "mappings in mappings": "{a: " * 20_000,
    "entries in entries": "- " * 20_000,
    "keys in keys": "? " * 20_000,
    "a number to the base 16": "a: 0x" + "f" * 6_000,
    "a number to the base 8 as a key": "? 0o" + "7" * 6_000,
    "no number under a tag of numbers": 'a: !!int ""',
    "no truth under its tag": "a: !!bool perhaps",
    "a mapping in a list as a key": "? [a, {b: 1}]\n: 2",
    "too long": "# " + "x" * 3_000_000,
}

#: A process with little memory and time, in which a text has to be refused.
CHILD = textwrap.dedent(
    """
    import resource, sys
    from packer_core.formats.toml import load_toml
    from packer_core.formats.yaml import load_yaml
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    YAML(typ="safe").load("a: 1"); list(YAML(typ="safe", pure=True).parse("a: 1"))
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + (128 << 20), used + (128 << 20)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + 3, int(before) + 3))
    text = sys.stdin.read()
    try:
        (load_toml if sys.argv[1] == "toml" else load_yaml)(text)
    except (ValueError, YAMLError) as error:
        print("refused")
    """
)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        *(pytest.param("toml", text, id=f"toml: {name}") for name, text in TOML.items()),
        *(pytest.param("yaml", text, id=f"yaml: {name}") for name, text in YAML.items()),
    ],
)
def test_a_bomb_is_refused_within_bounds(form: str, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, form],
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "refused\n"), done.stderr[-500:]


def test_what_people_write_is_read() -> None:
    for text in TEXTS.values():
        assert load_toml(text)
    dotted = "a.b.c.d = 'www.example.org/a.b.c.d.e.f.g.h'  # and so on ... . . .\n"
    assert load_toml(dotted)["a"]["b"]["c"]["d"].startswith("www")
    text = "defaults: &d {group: DEMO}\nbook: {<<: *d, year: 2020}\nlist: [&a 1, *a, *a]\n"
    assert load_yaml(text) == {
        "defaults": {"group": "DEMO"},
        "book": {"group": "DEMO", "year": 2020},
        "list": [1, 1, 1],
    }


def test_a_bomb_in_the_settings_does_not_show_its_words(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(ALIASES.replace("x: 1", "x: planted-secret"))
    with pytest.raises(BadConfiguration) as caught:
        load_settings({"PACKER_CONFIG": str(tmp_path / "c.yaml")})
    assert "planted" not in str(caught.value)


# Files that are none.


@pytest.fixture
def odd(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    place = tmp_path / "odd"
    kind = request.param
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(place))
    elif kind == "large":
        with place.open("wb") as file:
            file.truncate(1 << 40)
    else:
        place.symlink_to(kind)
    return place


every_odd = pytest.mark.parametrize(
    "odd", ["pipe", "folder", "socket", "large", "/dev/zero", "/dev/random", "odd"], indirect=True
)


@every_odd
def test_what_is_no_short_file_is_not_read(odd: Path) -> None:
    with pytest.raises(OSError, match=r".+"):
        read_bounded(odd, 1000)


@every_odd
def test_settings_that_are_no_file_are_told(odd: Path) -> None:
    with pytest.raises(BadConfiguration) as caught:
        load_settings({"PACKER_CONFIG": str(odd)})
    assert caught.value.facts["where"] == str(odd)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1000)
    assert read_bounded(tmp_path / "a", 1000) == b"x" * 1000
    with pytest.raises(OSError, match="too large"):
        read_bounded(tmp_path / "a", 999)
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic"):
        read_bounded(tmp_path / "b", 1000, follow=False)


def test_a_name_that_no_file_has_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_text(tmp_path / "own\0.j2", 10)
