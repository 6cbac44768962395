"""The options and arguments that several commands have."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from packer_cli.messages import translate
from packer_cli.options.types import PATH, Moment, Pair

Command = TypeVar("Command", bound=Callable[..., Any])


def _option(*names: str, key: str, **settings: Any) -> Callable[[Command], Command]:
    return click.option(*names, help=translate(f"option.{key}"), **settings)


JOB = click.argument("job_id", metavar="[JOB]", default="last")
RELEASE = click.argument("release_id", metavar="[RELEASE]", default="last")
PATHS = click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH…")
JSON = _option("--json", "as_json", is_flag=True, key="json")
QUIET = _option("-q", "--quiet", is_flag=True, key="quiet")
SET = _option("--set", "fields", type=Pair(), multiple=True, metavar="FIELD=VALUE", key="set")
EXTRACTOR = _option("--extractor", metavar="NAME", key="extractor")
TYPE = _option("--type", "kind", metavar="KIND", key="type")
RULES = _option("--rules", "rule_set", metavar="ID", key="rules")
WAIVE = _option(
    "--waive", "waivers", type=Pair(), multiple=True, metavar="RULE=REASON", key="waive"
)
PROFILE = _option("--profile", metavar="NAME", key="profile")
RECEIVER = _option("--receiver", "receivers", multiple=True, metavar="ID", key="receiver")
GROUP = _option("-g", "--group", metavar="GROUP", key="group")
FORM = _option("--form", metavar="FORM", key="form")
SOURCE = _option("--source", metavar="SOURCE", key="source")
TOGETHER = _option("--together", is_flag=True, key="together")
WORKERS = _option(
    "-j", "--workers", type=click.IntRange(1, 64), default=1, metavar="N", key="workers"
)
ENRICH = _option("--enrich/--no-enrich", "enrich", default=None, key="enrich")
PROVIDER = _option("--provider", "providers", multiple=True, metavar="ID", key="provider")
CANDIDATE = _option("--candidate", metavar="N|PROVIDER:ID", key="candidate")
LOCK = _option("--lock", "locks", multiple=True, metavar="FIELD", key="lock")
RECORD = _option("--record", type=PATH, metavar="FILE", key="record")
REPLAY = _option("--replay", type=PATH, metavar="FILE", key="replay")
RECORD_JOB = _option("--record-job/--no-record", "keep", default=None, key="keep")
OUTPUT = _option("-o", "--output", default=".", type=PATH, metavar="FOLDER", key="output")
YES = _option("-y", "--yes", is_flag=True, key="yes")
TEMPLATE = _option("--template", metavar="ID", key="template")
DIRNAME = _option("--dirname", metavar="NAME", key="dirname")
TAG = _option("--tag", "tags", multiple=True, metavar="TAG", key="tag")

NOTE = _option("--note", "notes", multiple=True, metavar="TEXT", key="note")

#: How a work is looked up; the same for looking at it, for a plan and for packing.
_LOOKUP = (ENRICH, PROVIDER, CANDIDATE, LOCK, RECORD, REPLAY)

#: What shapes a release; the same for a plan and for packing.
_RELEASE = (
    GROUP,
    TYPE,
    FORM,
    RULES,
    PROFILE,
    SOURCE,
    SET,
    TAG,
    NOTE,
    DIRNAME,
    _option("--stem", metavar="STEM", key="stem"),
    _option("--volume-size", type=click.IntRange(min=1), metavar="BYTES", key="volume_size"),
    _option("--sfv/--no-sfv", default=None, key="sfv"),
    _option("--sha256/--no-sha256", default=None, key="sha256"),
    _option("--fsync/--no-fsync", default=None, key="fsync"),
    OUTPUT,
    _option("--replace", is_flag=True, key="replace"),
    WAIVE,
    TEMPLATE,
    _option("--nfo-language", "nfo_language", type=click.Choice(["en", "fr"]), key="nfo_language"),
    _option("--expect-plan", metavar="HASH", key="expect_plan"),
    EXTRACTOR,
    YES,
)


#: From when to when, how many, and where to go on.
_PAGE = (
    _option("--since", type=Moment(), metavar="TIME", key="since"),
    _option("--until", type=Moment(), metavar="TIME", key="until"),
    _option(
        *("-n", "--limit"),
        type=click.IntRange(1, 1000),
        default=25,
        show_default=True,
        key="limit",
    ),
    _option("--before", metavar="ID", key="before"),
)


def release_options(command: Command) -> Command:
    """Add the options that shape a release, in the order of the help page."""
    for option in reversed((*_RELEASE, *_LOOKUP)):
        command = option(command)
    return command


def lookup_options(command: Command) -> Command:
    """Add the options that say whether and where a work is looked up."""
    for option in reversed(_LOOKUP):
        command = option(command)
    return command


def page_options(command: Command) -> Command:
    """Add the options of a page of a long list: ``since``, ``until``, ``limit``, ``before``."""
    for option in reversed(_PAGE):
        command = option(command)
    return command
