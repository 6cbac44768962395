"""From options to the one job specification."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from packer_cli.messages import translate
from packer_cli.options.paths import PATH
from packer_core.values import PackRequest, Source

Command = TypeVar("Command", bound=Callable[..., Any])


class Pair(click.ParamType[tuple[str, str]]):
    """``NAME=TEXT`` as a pair."""

    name = "name=text"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first ``=``."""
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not equals or not name.strip():
            self.fail(translate("cli.pair", value=value), param, ctx)
        return name.strip(), text


def _option(*names: str, key: str, **settings: Any) -> Callable[[Command], Command]:
    return click.option(*names, help=translate(f"option.{key}"), **settings)


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


def stated_lookup(options: dict[str, Any]) -> dict[str, Any]:
    """What the options of :func:`lookup_options` say, as fields of a request.

    To name a provider, a candidate or a recording is to want a lookup.
    """
    named = ("providers", "candidate", "record", "replay")
    enrich = options["enrich"]
    if enrich is None and any(options[name] for name in named):
        enrich = True
    return {
        "enrich": enrich,
        "providers": tuple(options["providers"]),
        "candidate": options["candidate"],
        "locks": tuple(options["locks"]),
    }


def build_request(paths: tuple[str, ...], options: dict[str, Any]) -> PackRequest:
    """The request that the options of :func:`release_options` describe, for paths of a release."""
    return PackRequest(
        sources=tuple(Source(path=path) for path in paths),
        output=options["output"],
        group=options["group"],
        kind=upper(options["kind"]),
        form=options["form"],
        rule_set=options["rule_set"],
        profile=options["profile"],
        fields=stated_fields(options),
        tags=words(options["tags"]),
        notes=tuple(options["notes"]),
        dirname=options["dirname"],
        stem=options["stem"],
        volume_size=options["volume_size"],
        sfv=options["sfv"],
        sha256=options["sha256"],
        fsync=options["fsync"],
        replace=options["replace"],
        waivers=dict(options["waivers"]),
        extractor=options["extractor"],
        template=options["template"],
        language=options["nfo_language"],
        accept_defaults=options["yes"],
        expect_plan=options["expect_plan"],
        **stated_lookup(options),
    )


def stated_fields(options: dict[str, Any]) -> dict[str, str]:
    """The metadata that ``--set`` and ``--source`` state, as text by field."""
    source = options["source"]
    return {**dict(options["fields"]), **({} if source is None else {"source": source})}


def upper(kind: str | None) -> str | None:
    """A kind's id, whatever case it was typed in."""
    return None if kind is None else kind.upper()


def words(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags, each by its own option or several in one, separated by commas or dots."""
    return tuple(word for tag in tags for word in tag.replace(",", " ").split())
