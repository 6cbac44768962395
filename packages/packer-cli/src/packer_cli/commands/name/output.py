"""How a judged name is shown."""

from typing import TYPE_CHECKING

from packer_cli.output import Output
from packer_core.errors import RulesViolated, exit_code

if TYPE_CHECKING:
    from packer_core.stages.plan.name import JudgedName


def show_parts(output: Output, judged: "JudgedName") -> int:
    """Print a name with its parts and what is wrong with it; gives the exit code."""
    from packer_cli.output.tables.names import print_name
    from packer_core.schemas.names import name_document

    document = name_document(judged.parsed, judged.kind, judged.findings, output.catalogue)
    output.show(document, print_name)
    return _code(judged)


def show_name(output: Output, judged: "JudgedName") -> int:
    """Print the name alone on standard output, for scripts to take; gives the exit code."""
    from packer_cli.output.tables import print_findings, print_line
    from packer_core.schemas import finding_documents

    print_line(judged.parsed.name)
    print_findings(output, finding_documents(judged.findings, output.catalogue))
    return _code(judged)


def _code(judged: "JudgedName") -> int:
    return 0 if judged.passed else exit_code(RulesViolated)
