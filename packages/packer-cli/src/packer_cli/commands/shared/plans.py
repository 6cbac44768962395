"""From a request to a plan, asking at a terminal for what is missing."""

from typing import TYPE_CHECKING

import attrs

from packer_cli.commands.shared.lookup import describe_with_choice, with_consent
from packer_cli.output import terminal
from packer_core.errors import Cancelled, MissingFact, RulesViolated, exit_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from packer_cli.output import Output
    from packer_cli.session import Session
    from packer_core.run import Run
    from packer_core.values import Description, PackRequest, Release, ReleasePlan

#: The option that states a fact, where it is not ``--set FACT=…``.
_OPTIONS = {"group": "--group GROUP", "source": "--source SOURCE"}


def make_plan(
    session: "Session",
    request: "PackRequest",
    run: "Run",
    keep: "Callable[[PackRequest, Description], None]" = lambda *_: None,
) -> "ReleasePlan":
    """Inspect and plan; what is missing is asked for at a terminal.

    ``keep`` gets the request with all answers in it, and what is known of the sources. Raises
    :class:`MissingFact` where there is nobody to ask, after naming the options.
    """
    from packer_core.stages.prepare import describe, plan_for
    from packer_core.stages.resolve.request import complete

    request = with_consent(session, complete(request, run))
    request, description = describe_with_choice(session, request, run, describe)
    while True:
        try:
            plan = plan_for(request, description, run)
        except MissingFact as missing:
            fields = (missing.fields or "").split(", ")
            if not session.interactive or request.accept_defaults:
                raise with_options(missing) from missing
            offered = dict(_pairs(missing.defaults or ""))
            request = _ask(session, request, fields, offered)
            description = describe(request, run)
        else:
            keep(request, description)
            return plan


def with_options(missing: MissingFact) -> MissingFact:
    """The error with the options that state the facts."""
    first_of_choice = [field.split("|")[0] for field in (missing.fields or "").split(", ")]
    options = ", ".join(_OPTIONS.get(field, f"--set {field}=…") for field in first_of_choice)
    return MissingFact(
        path=missing.path, fields=missing.fields, defaults=missing.defaults, options=options
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    """``a=b, c=d`` as pairs."""
    parts = [part.partition("=") for part in text.split(", ") if part]
    return [(name, value) for name, _, value in parts]


def _ask(
    session: "Session", request: "PackRequest", fields: list[str], offered: dict[str, str]
) -> "PackRequest":
    """The request with the user's answers in it."""
    output = session.output
    output.note(output.label("cli.missing", path=request.sources[0].path))
    for field in (choice.split("|")[0] for choice in fields):
        answer = output.ask(output.label(f"cli.ask.{field}"), default=offered.get(field))
        if field == "group":
            request = attrs.evolve(request, group=answer)
        else:
            request = attrs.evolve(request, fields={**request.fields, field: answer})
    return request


def show_plan(output: "Output", plan: "ReleasePlan") -> int:
    """Print a plan; the exit code says whether it could be packed."""
    from packer_cli.output.tables.releases import print_plan
    from packer_core.schemas import plan_document

    output.show(plan_document(plan, output.catalogue), print_plan)
    return 0 if plan.acceptable else exit_code(RulesViolated)


def show_release(output: "Output", plan: "ReleasePlan", release: "Release") -> None:
    """Print a finished release."""
    from packer_cli.output.tables.releases import print_release
    from packer_core.schemas import release_document

    output.show(release_document(plan, release, output.catalogue), print_release)


def confirm_plan(session: "Session", plan: "ReleasePlan") -> None:
    """At a terminal, show the plan and go on only with the user's consent."""
    if session.may_ask and plan.acceptable:
        show_plan(session.output, plan)
        _confirm(session.output)


def confirm_difference(
    session: "Session", before: "ReleasePlan | None", after: "ReleasePlan", *, yes: bool
) -> None:
    """Show how a plan differs from the one before; at a terminal, go on only with consent.

    Where there was none before, the plan itself is shown, as for a release that is packed first.
    Without anybody to ask, and without ``yes``, a plan that differs is a conflict.
    """
    from packer_core.errors import PlanDiffers
    from packer_core.stages.plan.differences import plan_difference

    if before is None:
        if not yes:
            confirm_plan(session, after)
        return
    difference = plan_difference(before, after)
    output = session.output
    if not output.as_json:
        terminal.lines(difference or output.label("cli.jobs.same_plan"), err=True)
    if yes or not difference:
        return
    if not session.may_ask:
        raise PlanDiffers(expected=before.plan_hash, found=after.plan_hash, diff=difference)
    _confirm(output)


def _confirm(output: "Output") -> None:
    """Go on only with the user's consent."""
    if not output.ask_consent(output.label("cli.approve"), default=True):
        raise Cancelled
