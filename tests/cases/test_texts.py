"""NFO and SFV files as people really have them, from the folder of cases."""

import json
from pathlib import Path
from typing import Any

from tests.support.cases import run_case

#: The findings of every case of videos, which are short and small: its command waives them.
_OF_ALL = frozenset({"video.sd_width", "sample.duration", "pack.rar.volume_size"})


def report(name: str, folder: Path) -> tuple[str, dict[str, list[str]]]:
    """The verdict on the release of a case, and the messages of its own findings by id."""
    ran = run_case(f"video/{name}", folder)
    document: dict[str, Any] = json.loads(ran.out)
    found: dict[str, list[str]] = {}
    for each in document["findings"]:
        if each["id"] not in _OF_ALL:
            found.setdefault(each["id"], []).append(each["message"])
    return document["verdict"], found


def test_control_codes_in_an_nfo_are_a_finding(tmp_path: Path) -> None:
    verdict, found = report("fb17-nfo-with-control-codes", tmp_path)
    assert verdict == "pass"
    (message,) = found.pop("nfo.control")
    assert "BEL, BS, ESC, NUL" in message
    assert message.isprintable()
    assert found == {}


def test_an_sfv_in_utf_16_is_one_finding(tmp_path: Path) -> None:
    verdict, found = report("fb19-sfv-in-utf-16", tmp_path)
    assert verdict == "fail"
    assert list(found) == ["sfv.encoding"]
    assert len(found["sfv.encoding"]) == 1
    assert "utf-16" in found["sfv.encoding"][0]


def test_a_name_with_dot_and_slash_is_the_file(tmp_path: Path) -> None:
    _, found = report("fb20-sfv-with-dot-slash", tmp_path)
    assert list(found) == ["sfv.path"]


def test_an_end_block_that_names_no_next_volume_breaks_nothing(tmp_path: Path) -> None:
    assert report("fb21-rar-end-block-without-next-flag", tmp_path) == ("pass", {})


def test_names_in_capitals_are_the_same_files(tmp_path: Path) -> None:
    verdict, found = report("fb22-sfv-names-in-capitals", tmp_path)
    assert (verdict, list(found)) == ("pass", ["sfv.case"])
