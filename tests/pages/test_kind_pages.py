"""The pages about episodes and documents: commands, fields, rule sets and links that exist."""

import re
import shlex
from pathlib import Path

import attrs
import click
import pytest

from packer_cli.main import packer
from packer_core.nfo.words.tracks import TRACKS, track_names
from packer_core.values import DocumentMetadata, EpisodeMetadata
from tests.support.nfo import TEMPLATES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"tv.md": EpisodeMetadata, "documents.md": DocumentMetadata}


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def command_lines() -> list[str]:
    """Every command of the pages, once."""
    blocks = [
        block.replace("\\\n", " ")
        for page in PAGES
        for block in re.findall(r"```sh\n(.*?)```", text_of(page), re.DOTALL)
    ]
    return list(dict.fromkeys(line for block in blocks for line in block.strip().splitlines()))


@pytest.mark.parametrize("line", command_lines())
def test_a_command_of_a_page_can_be_given(line: str) -> None:
    words = shlex.split(line)
    assert words[:2] == ["./run", "packer"]
    command, rest = packer, words[2:]
    while isinstance(command, click.Group):
        name = rest.pop(0)
        found = command.get_command(click.Context(command), name)
        assert found is not None, name
        command = found
    known = {option for each in command.params for option in each.opts}
    assert {word for word in rest if word.startswith("-")} <= known


@pytest.mark.parametrize("page", PAGES)
def test_a_page_states_fields_that_exist(page: str) -> None:
    stated = set(re.findall(r"--set (\w+)=", text_of(page)))
    assert stated
    assert stated <= set(attrs.fields_dict(PAGES[page]))


@pytest.mark.parametrize("page", [*PAGES, "../README.md"])
def test_the_links_of_a_page_lead_somewhere(page: str) -> None:
    place = (DOCS / page).parent
    for target in re.findall(r"\]\(([^)#:]+)\)", text_of(page)):
        assert (place / target).exists(), target


def test_the_template_that_is_named_exists() -> None:
    named = set(re.findall(r"--template ([\w-]+)", text_of("tv.md")))
    assert named <= TEMPLATES.keys()


def test_every_fact_of_a_track_is_in_the_page_of_templates() -> None:
    text = text_of("templates.md").partition("## Tracks")[2].partition("## Variables")[0]
    names = {name for track in TRACKS for name in track_names(track)}
    assert {f"`{name}`" for name in names} <= set(re.findall(r"`\w+`", text))
